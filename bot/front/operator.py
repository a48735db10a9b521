"""For operators: the house's settings, the audit, and joining identities on proof that they have seen."""

from typing import Any

import msgspec
from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import body_as, check_number, listed
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
    memory, door = parts.memory, parts.door

    async def audit(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        limit = check_number(request, "limit", PAGE, 1, 500)
        customer = request.query.get("customer")
        page = await door(memory.audit.page, request.query.get("after", ""), limit, customer)
        return listed(msgspec.to_builtins(page.items), page.next)

    async def verify(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        verdict = await door(memory.audit.verify)
        return web.json_response({"intact": verdict.first_bad is None, **msgspec.to_builtins(verdict)})

    async def read_house(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        return web.json_response(msgspec.to_builtins(await door(memory.house.settings)))

    async def change_house(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        settings = _settings(await request.read())
        version = await door(memory.house.change, settings, ACTOR)
        return web.json_response({"version": version, **msgspec.to_builtins(settings)})

    async def link(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        wish = await body_as(request, Link)
        first, second = await _known(wish.a), await _known(wish.b)
        joined = await door(memory.links.link, first.identity, second.identity, wish.proof.strip(), ACTOR)
        return web.json_response(_as_arrival(joined))

    async def unlink(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        wish = await body_as(request, Unlink)
        found = await _known(wish.identity)
        parted = await door(memory.links.unlink, found.identity, Reader.OPERATOR, ACTOR)
        return web.json_response(_as_arrival(parted))

    async def _known(subject: str) -> Arrival:
        channel, colon, address = subject.partition(":")
        if not colon or not address:
            raise Problem(422, "Name an identity as channel:address.")
        found = await door(memory.people.find, channel, address)
        if found is None:
            raise CustomerUnknown
        return found

    return [
        web.get("/api/v1/audit", audit),
        web.get("/api/v1/audit/verify", verify),
        web.get("/api/v1/house", read_house),
        web.put("/api/v1/house", change_house),
        web.post("/api/v1/identities/link", link),
        web.post("/api/v1/identities/unlink", unlink),
    ]


def _settings(raw: bytes) -> Any:
    try:
        return read_settings(raw)
    except msgspec.ValidationError as error:
        raise Problem(422, f"These settings don't fit: {error}.") from error
    except msgspec.DecodeError as error:
        raise Problem(400, "The body is not JSON.") from error


def _as_arrival(arrival: Arrival) -> dict[str, str]:
    return {"customer": arrival.customer, "identity": arrival.identity}
