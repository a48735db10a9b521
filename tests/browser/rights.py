"""/api/v1/me as the contract has it, over the scripted room."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from bot.front.switches import notice_beside
from store import Purpose

from .talks import Talk, now

if TYPE_CHECKING:
    from .stand_in import ScriptedRoom

PURPOSES = ("memory", "personalise", "contact", "staff", "improve")
Answer = Callable[[Talk, web.Request], Awaitable[Any]]


async def facts(talk: Talk, request: web.Request) -> Any:
    return {"items": talk.facts[::-1], "next": None}


async def correct(talk: Talk, request: web.Request) -> Any:
    wish = await request.json()
    right = {"words": wish["words"], "text": wish["words"], "said_at": now()} if "words" in wish else wish
    for fact in talk.facts:
        if fact["id"] == request.match_info["fact"]:
            fact.update(right)


async def forget(talk: Talk, request: web.Request) -> Any:
    talk.facts = [fact for fact in talk.facts if fact["id"] != request.match_info["fact"]]


async def consents(talk: Talk, request: web.Request) -> Any:
    states = [{"purpose": purpose, "state": talk.consents.get(purpose, "unknown")} for purpose in PURPOSES]
    return {"items": states, "next": None}


async def consent(talk: Talk, request: web.Request) -> Any:
    purpose, wish = request.match_info["purpose"], await request.json()
    notice_beside(Purpose(purpose), wish["notice"])  # as the house does: it must know what was shown
    talk.consents[purpose] = wish["state"]


async def export(talk: Talk, request: web.Request) -> Any:
    return {"facts": talk.facts}


async def identities(talk: Talk, request: web.Request) -> Any:
    here = {"id": "i1", "channel": "web", "since": now(), "this": True, "may": []}
    there = {"id": "i2", "channel": "telegram", "since": "2026-10-12T10:00:00Z", "this": False, "may": ["part"]}
    return {"items": [here, there], "next": None}


def rights_routes(room: "ScriptedRoom") -> list[web.RouteDef]:
    """Every right, with the customer's own token."""

    def own(answer: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            return web.json_response(await answer(room.talk_of(request), request) or {})

        return handle

    async def erase(talk: Talk, request: web.Request) -> Any:
        return room.erase(talk)

    return [
        web.get("/api/v1/me/memory", own(facts)),
        web.patch("/api/v1/me/memory/{fact}", own(correct)),
        web.delete("/api/v1/me/memory/{fact}", own(forget)),
        web.get("/api/v1/me/consents", own(consents)),
        web.put("/api/v1/me/consents/{purpose}", own(consent)),
        web.get("/api/v1/me/export", own(export)),
        web.delete("/api/v1/me", own(erase)),
        web.get("/api/v1/me/identities", own(identities)),
    ]
