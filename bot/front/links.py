"""One person on two channels: a one-time code asked for on one side and given on the other, and the way back."""

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from bot.front.claims import Whose, operators, own
from bot.front.edge import body_as
from bot.front.parts import Parts
from bot.front.visitors import visitor_of


class LinkCode(msgspec.Struct):
    """The code that was given on the other channel; without one, a new code is asked for."""

    code: str | None = None


def routes(parts: Parts) -> list[web.RouteDef]:
    """Joining by the customer alone; parting also by the operator, on the customer's behalf."""

    async def link(request: web.Request) -> web.Response:
        visitor = await visitor_of(request, parts)
        wish = await body_as(request, LinkCode)
        if wish.code is None:
            code = await parts.door(parts.memory.links.offer_code, visitor.moment)
            return web.json_response({"code": code})
        joined = await parts.door(parts.memory.links.redeem, visitor.moment, wish.code.strip())
        return web.json_response({"customer": joined.customer})

    return [
        web.post("/api/v1/me/links", link),
        web.delete("/api/v1/me/links", _parting(parts, own(parts))),
        web.delete("/api/v1/customers/{customer}/links", _parting(parts, operators(parts))),
    ]


def _parting(parts: Parts, whose: Whose) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def part(request: web.Request) -> web.Response:
        claim = await whose(request)
        wanted = request.query.get("id", "")
        parted = await parts.door(parts.memory.links.part, claim.customer, wanted, claim.moment, claim.reader)
        return web.json_response(msgspec.to_builtins(parted))

    return part
