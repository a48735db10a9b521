"""How much is taken from whom, in real time, before the house asks to wait: 429 with Retry-After.

A customer's messages count by who writes, and in the web chat, where anybody is somebody new with each token, by the
address of the network that they come from; so does whatever else comes without a key of the house's.
"""

import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv6Address, ip_address

from aiohttp import web
from aiohttp.typedefs import Middleware
from limits import RateLimitItemPerMinute

from bot.front.counting import Counts
from bot.front.keys import ApiKeys
from bot.front.problems import Problem
from store import InboundMessage
from store.errors import SignInRefused, StoreError
from store.house import HouseSettings, Limits

READ_AGAIN_SECONDS = 5.0  # a changed setting is heeded this late at most
WAIT_FOR_A_PLACE = "30"
SOCKET, FILES = "/chat/socket", "/chat/files"
NETWORK = web.RequestKey("network", str)
"""The network address that a request counts for."""
FRONTS = ("/healthz", "/readyz", "/metrics")  # whoever watches the house is never turned away

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ReadSettings = Callable[[], Awaitable[HouseSettings]]


class Gate:
    """Counts what comes, and turns away what is too much."""

    def __init__(self, read: ReadSettings, keys: ApiKeys, proxies: int, counts: Counts) -> None:
        self._read = read
        self._keys = keys
        self._proxies = proxies
        self._counts = counts
        self._open: Counter[str] = Counter()
        self._limits = Limits()
        self._read_at: float | None = None

    async def check_message(self, message: InboundMessage, network: str = "") -> None:
        """429 when one who writes, all of one network address, or all together, write faster than the house takes."""
        limits = await self._current()
        if network:
            await self._count(limits.messages_network, "network", network)
        who = (message.identity_channel or message.channel, message.account, message.address)
        await self._count(limits.messages_each, "message", *who)
        await self._count(limits.messages_all, "messages")

    async def check_request(self, request: web.Request) -> None:
        """429 for an address that asks too much, or was refused too often; the house's own keys are always heard."""
        limits = await self._current()
        place = request[NETWORK] = self.place_of(request)
        if request.path in FRONTS or self._trusts(request):
            return
        await self._count(limits.requests_each, "request", place)
        refused = RateLimitItemPerMinute(limits.refusals_each)
        if not await self._counts.test(refused, "refused", place):
            raise await self._too_many(refused, "refused", place)
        if request.path == FILES:
            await self._count(limits.files_each, "files", place)

    async def note_refusal(self, request: web.Request) -> None:
        """Counts a key, a signature or a password that was wrong."""
        item = RateLimitItemPerMinute(self._limits.refusals_each)
        await self._counts.hit(item, "refused", self.place_of(request))

    @contextmanager
    def socket(self, request: web.Request) -> Iterator[None]:
        """A place for one open socket; 429 where its address, or the house, has no more of them."""
        place = self.place_of(request)
        if self._open[place] >= self._limits.sockets_each or self._open.total() >= self._limits.sockets_all:
            raise Problem(429, "Too many chats are open. Close one, or wait a little.", _retry(WAIT_FOR_A_PLACE))
        self._open[place] += 1
        try:
            yield
        finally:
            self._open[place] -= 1
            if not self._open[place]:
                del self._open[place]

    def place_of(self, request: web.Request) -> str:
        """The network address behind as many proxies as the house says; of IPv6 the network that one household has.

        Without proxies a forwarded address is anybody's claim, and counts for nothing.
        """
        said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        given = said[-self._proxies] if 0 < self._proxies <= len(said) else request.remote
        return _household(given or "")

    async def _current(self) -> Limits:
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > READ_AGAIN_SECONDS:
            self._read_at = now
            with suppress(StoreError):  # away: the last known limits hold
                self._limits = (await self._read()).limits
        return self._limits

    def _trusts(self, request: web.Request) -> bool:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        return scheme.lower() == "bearer" and self._keys.role_of(key.strip()) is not None

    async def _count(self, most: int, *key: str) -> None:
        item = RateLimitItemPerMinute(most)
        if not await self._counts.hit(item, *key):
            raise await self._too_many(item, *key)

    async def _too_many(self, item: RateLimitItemPerMinute, *key: str) -> Problem:
        ends = await self._counts.ends(item, *key)
        return Problem(429, "Too much at once. Wait a little.", _retry(str(max(1, round(ends - time.time())))))


def limited(gate: Gate) -> Middleware:
    """A middleware: nobody asks more than the gate takes."""

    @web.middleware
    async def limit(request: web.Request, handler: Handler) -> web.StreamResponse:
        await gate.check_request(request)
        if request.path == SOCKET:
            with gate.socket(request):
                return await _noting_refusals(gate, request, handler)
        return await _noting_refusals(gate, request, handler)

    return limit


async def _noting_refusals(gate: Gate, request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except SignInRefused:
        await gate.note_refusal(request)
        raise
    except Problem as problem:
        if problem.status == 401:
            await gate.note_refusal(request)
        raise


def _household(address: str) -> str:
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64))


def _retry(seconds: str) -> dict[str, str]:
    return {"Retry-After": seconds}
