"""For operators: the house's settings, the audit, and joining identities on proof that they have seen."""

from typing import Any

import msgspec
from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import body_as, body_of, check_number, listed
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
    identity: str


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
        first, second = await self._known(wish.a), await self._known(wish.b)
        proof = wish.proof.strip()
        joined = await self._door(self._memory.links.link, first.identity, second.identity, proof, ACTOR)
        return web.json_response(_as_arrival(joined))

    async def unlink(self, request: web.Request) -> web.Response:
        require_role(request, self._keys, "operator")
        found = await self._known((await body_as(request, Unlink)).identity)
        parted = await self._door(self._memory.links.unlink, found.identity, Reader.OPERATOR, ACTOR)
        return web.json_response(_as_arrival(parted))

    async def _known(self, subject: str) -> Arrival:
        channel, colon, address = subject.partition(":")
        if not colon or not address:
            raise Problem(422, "Name an identity as channel:address.")
        found = await self._door(self._memory.people.find, channel, address)
        if found is None:
            raise CustomerUnknown
        return found


def _settings(raw: bytes) -> Any:
    try:
        return read_settings(raw)
    except msgspec.ValidationError as error:
        raise Problem(422, f"These settings don't fit: {error}.") from error
    except msgspec.DecodeError as error:
        raise Problem(400, "The body is not JSON.") from error


def _as_arrival(arrival: Arrival) -> dict[str, str]:
    return {"customer": arrival.customer, "identity": arrival.identity}
