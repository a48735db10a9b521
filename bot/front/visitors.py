"""Who a customer's own token speaks for: a browser's random token, or a session that a host site vouched for."""

from dataclasses import dataclass

from aiohttp import web

from bot.front.auth import bearer
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import Assurance, Moment, is_browser_token

SITE_SESSION = "site"  # what a host site's token is exchanged for


@dataclass(frozen=True, slots=True)
class Visitor:
    """A customer who reads or changes their own."""

    customer: str
    identity: str
    moment: Moment


async def visitor_of(request: web.Request, parts: Parts) -> Visitor:
    """The customer behind the request's token; 401 for a token that nobody has written with, 403 while another does."""
    visitor = await _behind(bearer(request), parts)
    if await parts.door(parts.memory.conversations.is_apart, visitor.identity):
        raise Problem(403, "Somebody else said that they write here just now. Say in the chat that it is you again.")
    return visitor


async def _behind(token: str, parts: Parts) -> Visitor:
    session = await parts.door(parts.memory.sessions.find, token)
    if session is not None and session.kind == SITE_SESSION and session.customer and session.identity:
        return _visitor(parts, session.customer, session.identity, Assurance.VERIFIED)
    known = await parts.door(parts.memory.people.find, "web", token) if is_browser_token(token) else None
    if known is None:
        raise Problem(401, "This token is not known.", {"WWW-Authenticate": "Bearer"})
    return _visitor(parts, known.customer, known.identity, Assurance.CHANNEL)


def _visitor(parts: Parts, customer: str, identity: str, assurance: Assurance) -> Visitor:
    moment = Moment(now=parts.clock(), channel="web", identity=identity, assurance=assurance)
    return Visitor(customer, identity, moment)
