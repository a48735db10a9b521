"""Messages for the wall: a person of the house looks at each before anybody else does."""

import msgspec
from aiohttp import web

from bot.desk.signin import access_desk
from bot.front.edge import body_as, listed
from bot.front.parts import Parts
from bot.front.problems import Problem

ACCEPTED, REFUSED = "accepted", "refused"


class Decided(msgspec.Struct):
    decision: str


def wall_routes(parts: Parts) -> list[web.RouteDef]:
    """What waits, and a person's yes or no to it."""
    community = parts.memory.community

    async def waiting(request: web.Request) -> web.Response:
        await access_desk(request, parts)
        messages = await parts.door(community.waiting)
        return listed([{"id": one.id, "text": one.text, "at": one.at.isoformat()} for one in messages], None)

    async def decide(request: web.Request) -> web.Response:
        agent = await access_desk(request, parts)
        wish = await body_as(request, Decided)
        if wish.decision not in (ACCEPTED, REFUSED):
            raise Problem(422, "A message is accepted or refused.")
        decide = community.accept if wish.decision == ACCEPTED else community.refuse
        await parts.door(decide, request.match_info["id"], agent.id)
        return web.json_response({"id": request.match_info["id"], "state": wish.decision})

    return [web.get("/api/v1/desk/wall", waiting), web.post("/api/v1/desk/wall/{id}", decide)]
