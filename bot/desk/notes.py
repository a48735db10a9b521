"""House notes at the desk: what staff know about products, written, read and retired by any of them."""

import msgspec
from aiohttp import web

from bot.desk.signin import access_desk
from bot.front.edge import body_as, listed
from bot.front.parts import Parts
from store.house_notes import HouseNote


class Written(msgspec.Struct):
    about: str
    text: str


def note_routes(parts: Parts) -> list[web.RouteDef]:
    """What stands, one more, and one less."""
    notes = parts.memory.house_notes

    async def read(request: web.Request) -> web.Response:
        await access_desk(request, parts)
        return listed([as_note(one) for one in await parts.door(notes.standing)], None)

    async def write(request: web.Request) -> web.Response:
        agent = await access_desk(request, parts)
        wish = await body_as(request, Written)
        return web.json_response(as_note(await parts.door(notes.write, wish.about, wish.text, agent.id)))

    async def retire(request: web.Request) -> web.Response:
        agent = await access_desk(request, parts)
        note = request.match_info["id"]
        await parts.door(notes.retire, note, agent.id)
        return web.json_response({"id": note, "state": "retired"})

    path = "/api/v1/desk/notes"
    return [web.get(path, read), web.post(path, write), web.post(f"{path}/{{id}}/retire", retire)]


def as_note(note: HouseNote) -> dict[str, str]:
    """A note as the desk reads it."""
    return {"id": note.id, "about": note.about, "text": note.text, "by": note.by, "at": note.at.isoformat()}
