"""The web chat and the customer's own page of the running house."""

from aiohttp import web

from bot.chat.demo_accounts import signer_of
from bot.chat.doors import chat_routes
from bot.chat.house_room import HouseRoom
from bot.chat.origins import Origins
from bot.chat.shelf import Files
from bot.front.parts import Parts
from bot.me.pages import me_routes


def routes(parts: Parts) -> list[web.RouteDef]:
    """Every page, script and socket for customers' browsers."""
    # Files are taken only where exports and erasures find them.
    files = next((place for place in parts.memory.rights.places if isinstance(place, Files)), None)
    room = HouseRoom(parts.memory, parts.door, parts.turns, parts.gate, parts.keys.site_secrets, files)
    sign = signer_of(parts.settings, parts.keys.site_secrets)
    return [*chat_routes(room, origins_of(parts), room if files else None, sign), *me_routes(_home(parts))]


def _home(parts: Parts) -> str:
    """Where the chat is: the first site that embeds it, else the demo shop's page."""
    return next(iter(parts.settings.sites.split()), "/")


def origins_of(parts: Parts) -> Origins:
    """The sites whose pages may embed this house's chat, besides its own addresses."""
    settings = parts.settings
    return Origins([*settings.sites.split(), *([settings.public_url] if settings.public_url else [])])
