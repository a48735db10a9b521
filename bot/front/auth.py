"""Who may use which door: keys of the house's systems, and customers' own tokens."""

from aiohttp import web

from bot.front.keys import ApiKeys
from bot.front.problems import Problem


def bearer(request: web.Request) -> str:
    """The request's bearer token; 401 without one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem(401, "This needs a key.", {"WWW-Authenticate": "Bearer"})
    return token.strip()


def require_role(request: web.Request, keys: ApiKeys, role: str) -> None:
    """401 for a key that is nobody's, 403 for a key of another role."""
    found = keys.role_of(bearer(request))
    if found is None:
        raise Problem(401, "This key is not known.", {"WWW-Authenticate": "Bearer"})
    if found != role:
        raise Problem(403, "This key is for something else.")
