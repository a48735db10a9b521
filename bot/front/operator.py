"""For operators: the house's settings, the audit, and joining identities on proof that they have seen."""

from typing import Any

import msgspec
from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import body_as, body_of, check_address, check_channel, check_number, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import Arrival, CustomerUnknown, Reader
from store.house import read_settings

ACTOR = "operator"
PAGE = 100


class Link(msgspec.Struct):
    a: str
    b: str
    proof: str


class Unlink(msgspec.Struct):
    """Which identity parts: by its name, or as the `b` of the link."""

    identity: str | None = None
    b: str | None = None


def routes(parts: Parts) -> list[web.RouteDef]:
    doors = Operators(parts)
    return [
        web.get("/api/v1/audit", doors.audit),
        web.get("/api/v1/audit/verify", doors.verify),
        web.get("/api/v1/house", doors.read_house),
        web.put("/api/v1/house", doors.change_house),
        web.post("/api/v1/identities/link", doors.link),
        web.post("/api/v1/identities/unlink", doors.unlink),
    ]


class Operators:
    """The handlers; each asks for the operator's key first."""

    def __init__(self, parts: Parts) -> None:
        self._keys = parts.keys
        self._memory = parts.memory
        self._door = parts.door

    async def audit(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        limit = check_number(request, "limit", PAGE, 1, 500)
        after, customer = request.query.get("after", ""), request.query.get("customer")
        page = await self._door(self._memory.audit.page, after, limit, customer)
        return listed(msgspec.to_builtins(page.items), page.next)

    async def verify(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        verdict = await self._door(self._memory.audit.verify)
        return web.json_response({"intact": verdict.first_bad is None, **msgspec.to_builtins(verdict)})

    async def read_house(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        return web.json_response(msgspec.to_builtins(await self._door(self._memory.house.settings)))

    async def change_house(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        settings = _settings(await body_of(request))
        version = await self._door(self._memory.house.change, settings, ACTOR)
        return web.json_response({"version": version, **msgspec.to_builtins(settings)})

    async def link(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        wish = await body_as(request, Link)
        first = await self._known(wish.a)
        second = await self._met(wish.b)
        proof = wish.proof.strip()
        joined = await self._door(self._memory.links.link, first.identity, second.identity, proof, ACTOR)
        return web.json_response(_as_arrival(joined))

    async def unlink(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        wish = await body_as(request, Unlink)
        found = await self._known(wish.identity or wish.b or "")
        parted = await self._door(self._memory.links.unlink, found.identity, Reader.OPERATOR, ACTOR)
        return web.json_response(_as_arrival(parted))

    async def _met(self, subject: str) -> Arrival:
        """An identity, which may be one that has never written: the operator's proof is as good for it."""
        return await self._door(self._memory.people.arrive, *_named(subject))

    async def _known(self, subject: str) -> Arrival:
        found = await self._door(self._memory.people.find, *_named(subject))
        if found is None:
            raise CustomerUnknown
        return found


def _named(subject: str) -> tuple[str, str]:
    channel, colon, address = subject.partition(":")
    if not colon or not address:
        raise Problem(422, "Name an identity as channel:address.")
    return check_channel(channel), check_address(address)


def _settings(raw: bytes) -> Any:
    try:
        return read_settings(raw)
    except msgspec.ValidationError as error:
        raise Problem(422, f"These settings don't fit: {error}.") from error
    except msgspec.DecodeError as error:
        raise Problem(400, "The body is not JSON.") from error


def _as_arrival(arrival: Arrival) -> dict[str, str]:
    return {"customer": arrival.customer, "identity": arrival.identity}
