"""Every route of the web chat, over a room."""

from aiohttp import web

from bot.chat.demo_accounts import Sign
from bot.chat.files import Shelf, file_handlers
from bot.chat.origins import Origins
from bot.chat.pages import page_routes
from bot.chat.room import Room
from bot.chat.session import session_handler
from bot.chat.socket import socket_handler


def chat_routes(
    room: Room, origins: Origins, shelf: Shelf | None = None, sign: Sign | None = None
) -> list[web.RouteDef]:
    """The demo shop, the script, the words, the socket; and files, where the house has a shelf for them."""
    return [
        *page_routes(room, sign, files_taken=shelf is not None),
        web.get("/chat/socket", socket_handler(room, origins)),
        web.post("/chat/session", session_handler(room)),
        *([] if shelf is None else _file_routes(room, shelf)),
    ]


def _file_routes(room: Room, shelf: Shelf) -> list[web.RouteDef]:
    put, get = file_handlers(room, shelf)
    return [web.post("/chat/files", put), web.get("/chat/files/{id}", get)]
