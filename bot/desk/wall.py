"""Messages for the wall: a person of the house looks at each before anybody else does."""

import msgspec
from aiohttp import web

from bot.desk.signin import access_desk
from bot.front.edge import body_as, listed
from bot.front.parts import Parts
from bot.front.problems import Problem


class Decided(msgspec.Struct):
    decision: str


def wall_routes(parts: Parts) -> list[web.RouteDef]:
    """What waits and what hangs there, and a person's yes or no to it."""
    community = parts.memory.community
    decisions = {"accepted": community.accept, "refused": community.refuse, "taken_down": community.take_down}

    async def read(request: web.Request) -> web.Response:
        await access_desk(request, parts)
        messages = [*await parts.door(community.waiting), *await parts.door(community.wall)]
        shown = [{"id": one.id, "text": one.text, "state": one.state, "at": one.at.isoformat()} for one in messages]
        return listed(shown, None)

    async def decide(request: web.Request) -> web.Response:
        agent = await access_desk(request, parts)
        wish = await body_as(request, Decided)
        decide = decisions.get(wish.decision)
        if decide is None:
            raise Problem(422, "A message is accepted, refused, or taken down.")
        await parts.door(decide, request.match_info["id"], agent.id)
        return web.json_response({"id": request.match_info["id"], "state": wish.decision})

    return [web.get("/api/v1/desk/wall", read), web.post("/api/v1/desk/wall/{id}", decide)]
