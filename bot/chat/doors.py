"""Every route of the web chat, over a room."""

from aiohttp import web

from bot.chat.files import Shelf, file_handlers
from bot.chat.origins import Origins
from bot.chat.pages import page_routes
from bot.chat.room import Room
from bot.chat.socket import socket_handler


def chat_routes(room: Room, shelf: Shelf, origins: Origins) -> list[web.RouteDef]:
    """The demo shop, the script, the words, the socket and the files."""
    put_file, get_file = file_handlers(room, shelf)
    return [
        *page_routes(),
        web.get("/chat/socket", socket_handler(room, origins)),
        web.post("/chat/files", put_file),
        web.get("/chat/files/{id}", get_file),
    ]
