"""Every door of the desk."""

from aiohttp import web

from bot.desk.conversations import conversation_routes
from bot.desk.customer import customer_routes
from bot.desk.feed import feed_routes
from bot.desk.notes import note_routes
from bot.desk.oversight import oversight_routes
from bot.desk.pages import page_routes
from bot.desk.signin import Throttle
from bot.desk.staff import staff_routes
from bot.desk.telling import Telling
from bot.desk.wall import wall_routes
from bot.front.parts import Parts


def routes(parts: Parts) -> list[web.RouteDef]:
    """The page and its part of the API."""
    telling = Telling(parts.engine, parts.turns, parts.live)
    return [
        *page_routes(),
        *staff_routes(parts, Throttle(), telling),
        *conversation_routes(parts, telling),
        *customer_routes(parts, telling),
        *oversight_routes(parts),
        *feed_routes(parts),
        *wall_routes(parts),
        *note_routes(parts),
    ]
