"""POST /chat/session: a page of the house's own exchanges a host's word on its customer for a session."""

from collections.abc import Awaitable, Callable

import msgspec
from aiohttp import web

from bot.chat.frames import Hello
from bot.chat.room import NotAdmitted, Room
from bot.front.edge import body_as
from bot.front.problems import Problem

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class SiteWord(msgspec.Struct):
    """The body: the host's signed token."""

    site_token: str


def session_handler(room: Room) -> Handler:
    """Answers with the session's token and how sure we are; 401 for a word that is spent, late or forged."""

    async def exchange(request: web.Request) -> web.StreamResponse:
        word = await body_as(request, SiteWord)
        try:
            visitor = await room.admit(Hello(site_token=word.site_token))
        except NotAdmitted as error:
            raise Problem(401, "This token is not valid, or not any more.") from error
        answer = {"token": visitor.session, "assurance": visitor.assurance}
        return web.json_response(answer, headers={"Cache-Control": "no-store"})

    return exchange
