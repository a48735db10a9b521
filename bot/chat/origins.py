"""From which sites' pages the chat may be used: the house's own, and those that it names."""

from collections.abc import Awaitable, Callable, Iterable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.front.problems import Problem

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
ALLOWED_METHODS = "GET, POST, PUT, PATCH, DELETE"
ALLOWED_HEADERS = "Authorization, Content-Type, Accept, Accept-Language"
PREFLIGHT_SECONDS = "600"


class Origins:
    """The origins that may speak to this house; a request without one comes from no page."""

    def __init__(self, hosts: Iterable[str] = ()) -> None:
        self._hosts = frozenset(host.rstrip("/").lower() for host in hosts)

    def allows(self, origin: str | None, host: str) -> bool:
        """Whether a page of `origin` may speak to us, reached as `host`; without an origin it may not.

        >>> shop = Origins(["https://shop.example"])
        >>> [shop.allows(origin, "chat.example") for origin in ("https://shop.example", "https://chat.example")]
        [True, True]
        >>> [shop.allows(origin, "chat.example") for origin in ("https://evil.example", "null", None)]
        [False, False, False]
        """
        if not origin:
            return False
        address = urlsplit(origin)
        if address.scheme not in ("http", "https"):
            return False
        return address.netloc.lower() == host.lower() or origin.lower() in self._hosts

    def check(self, request: web.Request) -> None:
        """403 for a page of a site that the house does not know."""
        if not self.allows(request.headers.get("Origin"), request.host):
            raise Problem(403, "This site is not one of the house's.")


def cross_origin(
    origins: Origins, prefixes: tuple[str, ...]
) -> Middleware:
    """A middleware: answers under `prefixes` may be read by pages of the house's sites, without cookies."""

    @web.middleware
    async def share(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if not _under(request.path, prefixes) or not origin or not origins.allows(origin, request.host):
            return await handler(request)
        if request.method == "OPTIONS":
            return web.Response(status=204, headers=_preflight(origin))
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(_readable_by(origin))
        return answer

    return share


def _under(path: str, prefixes: tuple[str, ...]) -> bool:
    return path in prefixes or path.startswith(tuple(f"{prefix}/" for prefix in prefixes))


def _readable_by(origin: str) -> dict[str, str]:
    return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}


def _preflight(origin: str) -> dict[str, str]:
    return _readable_by(origin) | {
        "Access-Control-Allow-Methods": ALLOWED_METHODS,
        "Access-Control-Allow-Headers": ALLOWED_HEADERS,
        "Access-Control-Max-Age": PREFLIGHT_SECONDS,
    }
