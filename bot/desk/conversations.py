"""What agents do with conversations: the contract's calls, on record and told to the customer in words."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec
from aiohttp import web

from actions.wording import money
from bot.desk.closing import RESOLVED, RETURNED, Goodbyes, Partings
from bot.desk.files import CaseFiles, with_files
from bot.desk.shapes import as_brief, as_gesture, as_note, as_queued, as_standing, as_view, as_waiting
from bot.desk.signin import access_desk
from bot.desk.telling import Telling
from bot.front.edge import PAGE_LIMIT, as_shape, body_as, body_of, check_number, check_text, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import Aside, NewReply, Thread
from store.desk import Agent, GestureState
from store.house import HouseSettings
from store.masking import mask_cards

REASON_LIMIT = 500
TOLD_KINDS = frozenset({"credit", "refund", "upgrade", "gift"})  # others are told without their name


class Said(msgspec.Struct):
    text: str


class Given(msgspec.Struct):
    kind: str
    amount: str
    reason: str


class Handed(msgspec.Struct):
    to: str | None = None
    note: str = ""


class Finished(msgspec.Struct):
    """What is worth keeping, if the agent put it into words; nothing said: the customer's own words."""

    learned: str | None = None


class Looking(msgspec.Struct):
    typing: bool = False


class Conversations:
    """The handlers, over the running house."""

    def __init__(self, parts: Parts, telling: Telling) -> None:
        self._goodbyes = Goodbyes(parts.memory, parts.door, telling, parts.engine, parts.clock)
        self._parts = parts
        self._memory = parts.memory
        self._door = parts.door
        self._telling = telling
        self.files = CaseFiles(parts)

    async def queue(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        queued = await self._door(self._memory.looks.queue, agent)
        agents = await self._door(self._memory.agents.all)
        names = {one.id: one.name for one in agents}
        waiting = [as_waiting(item, agents) for item in queued if item.owner == "waiting"]
        mine = [as_queued(item, names) for item in queued if item.agent == agent.id]
        called = [as_queued(item, names) for item in await self._door(self._memory.looks.called, agent)]
        return web.json_response({"items": waiting, "next": None, "mine": mine, "called": called})

    async def look(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        after = check_number(request, "after", 0, 0, 2**53)
        view, cards = await self._door(self.files.look, _id(request), agent, after, PAGE_LIMIT)
        shown = as_view(view, await self._names()) | {"mine": view.thread.agent == agent.id}
        shown["items"] = with_files(shown["items"], cards)
        return web.json_response(shown, headers={"Cache-Control": "no-store"})

    async def brief(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        brief = await self._door(self._memory.looks.brief, _id(request), agent)
        return web.json_response(as_brief(brief, agent, self._parts.clock()), headers={"Cache-Control": "no-store"})

    async def claim(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        found = await self._thread(request)
        greeting = await self._telling.notice(found, "utter_desk_accepted", agent=agent.name)
        thread = await self._door(self._memory.desk.claim, found.id, agent, greeting)
        self._telling.said(thread)
        return await self._standing(thread)

    async def reply(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        said = NewReply(text=mask_cards(await _words(request)), sender="agent", name=agent.name)
        await self._parts.turns.say(_id(request), said, agent.id)
        await self._door(self._memory.desk.answered, _id(request))
        return await self._standing(await self._thread(request))

    async def note(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        note = await self._door(self._memory.desk.note, _id(request), agent, await _words(request))
        for called in note.mentions:
            self._tell_desk("mentioned", note.conversation, to=called, by=agent.name)
        self._tell_desk("case", note.conversation)
        thread = await self._thread(request)
        names = await self._names()
        return web.json_response(as_standing(thread, names) | {"note": as_note(note, names)})

    async def gesture(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        wish = await body_as(request, Given)
        amount, reason = _amount(wish.amount), check_text(wish.reason)
        if not reason:
            raise Problem(422, "Say why: it is kept with the gesture.")
        kind = await self._known_kind(wish.kind)
        thread, names = await self._thread(request), await self._names()
        house: HouseSettings = await self._door(self._memory.house.settings)
        notice = await self._giving(thread, kind, amount, house.currency, agent.name)
        given = await self._door(
            self._memory.gestures.grant, thread.id, agent, kind, amount, reason[:REASON_LIMIT], notice
        )
        self._telling.said(thread)
        self._tell_desk("gesture", given.conversation, state=given.state)
        standing = as_standing(thread, names)
        return web.json_response(standing | {"gesture": as_gesture(given, names)})

    async def transfer(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        handed = await body_as(request, Handed)
        to, department = await self._meant(handed.to)
        note = check_text(handed.note)
        response = "utter_desk_handed_on" if to else "utter_desk_fetching_another"
        values = {"agent": agent.name} | ({"colleague": to.name} if to else {})
        notice = await self._telling.notice(await self._thread(request), response, **values)
        thread = await self._door(self._memory.desk.transfer, _id(request), agent, to, department, note, notice)
        if to is not None:
            self._tell_desk("handed", thread.id, to=to.id, by=agent.name)
        self._telling.said(thread)
        return await self._standing(thread)

    async def give_back(self, request: web.Request) -> web.Response:
        return await self._leave(request, self._memory.desk.give_back, RETURNED)

    async def resolve(self, request: web.Request) -> web.Response:
        return await self._leave(request, self._memory.desk.resolve, RESOLVED)

    async def looking(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        how = await body_as(request, Looking)
        conversation = _id(request)
        self._tell_desk("looking", conversation, agent=agent.id, name=agent.name, typing=how.typing)
        thread = await self._thread(request)
        if how.typing and thread.agent == agent.id:
            self._parts.live.publish(f"conversation:{conversation}", {"type": "typing", "who": "person"})
        return web.Response(status=204)

    async def gestures(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        names = await self._names()
        asked = await self._door(self._memory.looks.gestures, agent)
        return listed([as_gesture(one, names) for one in asked], None)

    async def decide(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        state = _DECISIONS.get((await body_as(request, Decided)).decision)
        if state is None:
            raise Problem(422, "A decision is granted or refused.")
        names = await self._names()
        asked = await self._door(self._memory.gestures.one, request.match_info["gesture"])
        thread = await self._door(self._memory.owners.of, asked.conversation)
        notice = await self._giving(thread, asked.kind, asked.amount, asked.currency, names.get(asked.agent, ""))
        decided = await self._door(self._memory.gestures.decide, asked.id, agent, state, notice)
        self._telling.said(thread)
        self._tell_desk("gesture", decided.conversation, state=decided.state, by=agent.name)
        return web.json_response(as_gesture(decided, names))

    async def _giving(self, thread: Thread, kind: str, amount: Decimal, currency: str, agent: str) -> Aside:
        """What the customer hears once it is granted; never that somebody had to be asked."""
        known = kind if kind in TOLD_KINDS else "other"
        worth = money(amount, currency, thread.language or "en")
        return await self._telling.aside(thread, f"utter_desk_gesture_{known}", agent=agent, amount=worth)

    async def _known_kind(self, kind: str) -> str:
        house: HouseSettings = await self._door(self._memory.house.settings)
        if kind not in house.authority.kinds:
            raise Problem(422, f"The house gives: {', '.join(house.authority.kinds)}.")
        return kind

    async def _meant(self, to: str | None) -> tuple[Agent | None, str]:
        """The colleague or department that was named; nobody: the queue as it is."""
        wanted = (to or "").strip().lower()
        if wanted in ("", "queue"):
            return None, ""
        agents = await self._door(self._memory.agents.all)
        found = next((one for one in agents if wanted in (one.id, one.name.lower(), one.email)), None)
        if found is not None:
            return found, ""
        house: HouseSettings = await self._door(self._memory.house.settings)
        if wanted in house.desk.departments or wanted == "general":
            return None, wanted
        raise Problem(422, "Nobody of that name works at the desk, and no department has it.")

    async def _leave(self, request: web.Request, end: Callable[..., Thread], partings: Partings) -> web.Response:
        agent = await access_desk(request, self._parts)
        learned = await _learned(request)
        at_hand = await self._door(self._memory.looks.at_hand, _id(request), agent)
        goodbye = await self._goodbyes.of(at_hand, agent, learned, partings)
        thread = await self._door(end, _id(request), agent, goodbye)
        self._telling.said(thread)
        return await self._standing(thread)

    async def _thread(self, request: web.Request) -> Thread:
        return await self._door(self._memory.owners.of, _id(request))

    async def _standing(self, thread: Thread) -> web.Response:
        self._telling.moved(thread)
        return web.json_response(as_standing(thread, await self._names()))

    async def _names(self) -> dict[str, str]:
        return {agent.id: agent.name for agent in await self._door(self._memory.agents.all)}

    def _tell_desk(self, kind: str, conversation: str, **more: Any) -> None:
        self._parts.live.publish("desk", {"type": kind, "conversation": conversation, **more})


class Decided(msgspec.Struct):
    decision: str


_DECISIONS = {"granted": GestureState.GRANTED, "refused": GestureState.REFUSED}


def conversation_routes(parts: Parts, telling: Telling) -> list[web.RouteDef]:
    """The queue and everything that is done with one conversation."""
    calls = Conversations(parts, telling)
    one = "/api/v1/desk/conversations/{id}"
    return [
        web.get("/api/v1/desk/queue", calls.queue),
        web.get(one, calls.look),
        web.get(f"{one}/brief", calls.brief),
        web.get(f"{one}/files/{{file}}", calls.files.save),
        web.post(f"{one}/claim", calls.claim),
        web.post(f"{one}/reply", calls.reply),
        web.post(f"{one}/note", calls.note),
        web.post(f"{one}/gesture", calls.gesture),
        web.post(f"{one}/transfer", calls.transfer),
        web.post(f"{one}/return", calls.give_back),
        web.post(f"{one}/resolve", calls.resolve),
        web.post(f"{one}/looking", calls.looking),
        web.get("/api/v1/desk/gestures", calls.gestures),
        web.post("/api/v1/desk/gestures/{gesture}", calls.decide),
    ]


def _id(request: web.Request) -> str:
    return request.match_info["id"]


async def _learned(request: web.Request) -> str | None:
    raw = await body_of(request)
    learned = as_shape(raw, Finished).learned if raw else None
    return None if learned is None else check_text(learned)


async def _words(request: web.Request) -> str:
    text = check_text((await body_as(request, Said)).text)
    if not text:
        raise Problem(422, "There are no words in this.")
    return text


def _amount(raw: str) -> Decimal:
    try:
        amount = Decimal(raw)
    except InvalidOperation as error:
        raise Problem(422, "An amount is a number with two places.") from error
    exponent = amount.as_tuple().exponent
    if not amount.is_finite() or amount <= 0 or not isinstance(exponent, int) or exponent < -2:
        raise Problem(422, "An amount is a number with two places, above nothing.")
    return amount
