"""The front as one aiohttp application: every door in one list."""

from aiohttp import web

from bot.chat import routes as chat
from bot.chat.origins import cross_origin
from bot.desk import routes as desk
from bot.front import (
    connectors,
    copies,
    events,
    health,
    hooks,
    links,
    messages,
    openapi,
    operator,
    rehearsal,
    relations,
    rights,
)
from bot.front.edge import BODY_LIMIT
from bot.front.limits import limited
from bot.front.parts import Parts, Routes
from bot.front.problems import problems

SHARED = ("/chat", "/api/v1/me")  # what a chat embedded in another site's page reads
DOORS: tuple[Routes, ...] = (
    health.routes,
    openapi.routes,
    messages.routes,
    connectors.routes,
    hooks.routes,
    events.routes,
    rights.routes,
    copies.routes,
    links.routes,
    operator.routes,
    relations.routes,
    rehearsal.routes,
    chat.routes,
    desk.routes,
)


def build_app(parts: Parts) -> web.Application:
    """All routes over the running house."""
    shared = cross_origin(chat.origins_of(parts), SHARED)
    around = [shared, problems, limited(parts.gate)]  # what went wrong is shared too
    app = web.Application(middlewares=around, client_max_size=BODY_LIMIT)
    for door in DOORS:
        app.add_routes(door(parts))
    return app
