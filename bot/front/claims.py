"""Who asks for a customer's own: the customer with their token, or the operator with key and reason."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from bot.front.auth import require_role
from bot.front.parts import Parts
from bot.front.problems import Problem
from bot.front.visitors import visitor_of
from store import Assurance, Capture, Moment, Reader


@dataclass(frozen=True, slots=True)
class Claim:
    """Who asks, about whom, and as whom they read."""

    customer: str
    moment: Moment
    reader: Reader


Whose = Callable[[web.Request], Awaitable[Claim]]


def own(parts: Parts) -> Whose:
    """The customer, by their own token; a browser's signal is heeded on the way."""

    async def whose(request: web.Request) -> Claim:
        visitor = await visitor_of(request, parts)
        if request.headers.get("Sec-GPC") == "1":
            signal = Capture(method="gpc", words="Sec-GPC: 1", assurance=visitor.moment.assurance)
            await parts.door(parts.memory.consents.heed_signal, visitor.customer, visitor.identity, signal)
        return Claim(visitor.customer, visitor.moment, Reader.CUSTOMER)

    return whose


def operators(parts: Parts) -> Whose:
    """The operator on the customer's behalf, with a reason that is kept."""

    async def whose(request: web.Request) -> Claim:
        require_role(request, parts.keys, "operator")
        reason = request.headers.get("X-Reason", "").strip()
        if not reason:
            raise Problem(422, "Say why in the header X-Reason; it is kept in the audit.")
        moment = Moment(now=parts.clock(), channel="api", assurance=Assurance.VERIFIED, actor="operator", reason=reason)
        customer = request.match_info["customer"]
        if not await parts.door(parts.memory.people.identities, customer):
            raise Problem(404, "No such customer.")
        return Claim(customer, moment, Reader.OPERATOR)

    return whose
