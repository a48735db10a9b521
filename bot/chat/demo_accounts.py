"""The demo shop's sign-in: anybody may look round as one of the invented customers, where the shop is invented too."""

import secrets
import time
from collections.abc import Awaitable, Callable, Collection, Sequence

import jwt
import msgspec
from aiohttp import web

from bot.chat.site_tokens import AUDIENCE
from bot.front.edge import body_as
from bot.front.problems import Problem
from bot.settings import Settings

GOOD_FOR_SECONDS = 300

Sign = Callable[[str], str]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Choice(msgspec.Struct):
    """The body: whom to be."""

    account: str


def signer_of(settings: Settings, site_secrets: Sequence[str]) -> Sign | None:
    """Signs as a shop's own pages would; None in production, and where a real shop vouches for its customers."""
    if settings.env == "production" or settings.shop_url or not site_secrets:
        return None
    return lambda account: _signed(account, site_secrets[0])


def sign_in_handler(sign: Sign, accounts: Collection[str]) -> Handler:
    """Answers with the shop's word on one of these accounts; 404 for any other."""

    async def sign_in(request: web.Request) -> web.StreamResponse:
        choice = await body_as(request, Choice)
        if choice.account not in accounts:
            raise Problem(404, "No such account in the demo shop.")
        return web.json_response({"site_token": sign(choice.account)}, headers={"Cache-Control": "no-store"})

    return sign_in


def _signed(account: str, site_secret: str) -> str:
    # real time: the word is checked by it, also in rehearsal
    now = int(time.time())
    once = secrets.token_urlsafe(16)
    claims = {"aud": AUDIENCE, "sub": account, "iat": now, "exp": now + GOOD_FOR_SECONDS, "jti": once}
    return jwt.encode(claims, site_secret, algorithm="HS256")
