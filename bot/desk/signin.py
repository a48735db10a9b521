"""Who is at the desk: signing in, slowed down by real time, and the session that follows."""

import time
from collections import OrderedDict
from collections.abc import Callable

from aiohttp import web

from bot.front.parts import Parts
from bot.front.problems import Problem
from store.desk import Agent, Role

COOKIE = "shoebox_desk"
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Tries:
    """Failed sign-ins by key, in real seconds: at most `most` within `seconds`, then a pause."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def pause(self, key: str) -> float:
        """How many seconds until this key may try again; 0 when it may now."""
        recent = self._recent(key)
        return max(0.0, recent[0] + self._seconds - self._clock()) if len(recent) >= self._most else 0.0

    def failed(self, key: str) -> None:
        """Counts one more failure."""
        self._failed[key] = [*self._recent(key), self._clock()][-self._most :]
        self._failed.move_to_end(key)
        if len(self._failed) > 10_000:
            self._failed.popitem(last=False)

    def forgive(self, key: str) -> None:
        """Starts again from nothing after a success."""
        self._failed.pop(key, None)

    def _recent(self, key: str) -> list[float]:
        since = self._clock() - self._seconds
        return [at for at in self._failed.get(key, ()) if at > since]


class Throttle:
    """Slows guessing down: for one person from one place, and for one place altogether."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._pair = Tries(5, 300.0, clock)
        self._place = Tries(30, 300.0, clock)

    def check(self, email: str, place: str) -> None:
        """429 with Retry-After while this one has to wait."""
        pause = max(self._pair.pause(f"{email}\0{place}"), self._place.pause(place))
        if pause > 0:
            raise Problem(429, "Too many tries. Wait a little.", {"Retry-After": str(int(pause) + 1)})

    def failed(self, email: str, place: str) -> None:
        self._pair.failed(f"{email}\0{place}")
        self._place.failed(place)

    def forgive(self, email: str, place: str) -> None:
        self._pair.forgive(f"{email}\0{place}")


def token_of(request: web.Request) -> str:
    """The session's token, from the header for tools or the cookie for the page; 401 without either.

    A change by cookie must come from our own page: its origin is checked.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        raise Problem(401, "Sign in at the desk first.", {"WWW-Authenticate": "Bearer"})
    if request.method in _CHANGING:
        _check_origin(request)
    return cookie


async def access_desk(request: web.Request, parts: Parts) -> Agent:
    """The agent who asks; 401 for a session that is unknown, ended or over."""
    agent = await parts.door(parts.memory.agents.signed_in, token_of(request))
    if agent is None:
        raise Problem(401, "This session has ended. Sign in again.", {"WWW-Authenticate": "Bearer"})
    return agent


async def access_supervisor(request: web.Request, parts: Parts) -> Agent:
    """The supervisor who asks; 403 for other agents."""
    agent = await access_desk(request, parts)
    if agent.role is not Role.SUPERVISOR:
        raise Problem(403, "This is for supervisors.")
    return agent


def with_session(response: web.Response, token: str, seconds: int, *, secure: bool) -> web.Response:
    """The response with the session's cookie, out of reach of scripts and of other sites."""
    response.set_cookie(
        COOKIE, token, max_age=seconds, path="/", httponly=True, secure=secure, samesite="Strict"
    )
    return response


def _check_origin(request: web.Request) -> None:
    origin = request.headers.get("Origin")
    if origin is None or origin.partition("://")[2].lower() != request.host.lower():
        raise Problem(403, "This came from another site's page.")
