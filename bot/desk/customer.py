"""From the desk, for the customer at hand: promises, permissions in their words, facts put right, rights."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from aiohttp import web

from actions.wording import clock_time
from bot.desk.closing import care_of, day_in_words
from bot.desk.shapes import as_promise, as_standing
from bot.desk.signin import access_desk
from bot.desk.telling import Telling
from bot.front.edge import body_as, check_aware, check_text, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import (
    GRANTABLE,
    Assurance,
    Capture,
    ConsentState,
    NotAllowed,
    Purpose,
    Reader,
)
from store.desk import Agent, AtHand
from store.masking import mask
from store.values import Promise

_STATES = {state.value: state for state in (ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN)}


class Promised(msgspec.Struct):
    what: str
    due_at: datetime


class Consented(msgspec.Struct):
    state: str
    words: str


class PutRight(msgspec.Struct):
    words: str | None = None
    disputed: bool = False
    in_confidence: bool = False


class Erased(msgspec.Struct):
    words: str


class Customer:
    """The handlers, over the running house."""

    def __init__(self, parts: Parts, telling: Telling) -> None:
        self._parts = parts
        self._memory = parts.memory
        self._door = parts.door
        self._telling = telling

    async def promise(self, request: web.Request) -> web.Response:
        agent, at_hand = await self._at_hand(request)
        wish = await body_as(request, Promised)
        what, due_at = check_text(wish.what), check_aware(wish.due_at)
        if not what or due_at is None:
            raise Problem(422, "A promise says what, and by when.")
        zone = ZoneInfo((await self._door(self._memory.house.settings)).zone)
        time = clock_time(due_at, at_hand.thread.language or "en", zone)
        when = {"day": day_in_words(due_at, at_hand.thread, zone), "time": time}
        told = {"agent": agent.name, "what": mask(what), **when}
        made = await self._door(
            self._memory.promises.make,
            at_hand.thread.identity,
            what,
            agent.name,
            due_at,
            origin="agent",
            conversation=at_hand.thread.id,
            agent=agent.id,
            notice=await self._telling.aside(at_hand.thread, "utter_desk_promised", **told),
        )
        self._telling.said(at_hand.thread)
        return await self._standing(request, promise=self._shown(made, agent))

    async def keep(self, request: web.Request) -> web.Response:
        agent, promise = await self._own_promise(request)
        kept = await self._door(self._memory.promises.keep, promise.id, agent.id)
        return web.json_response(self._shown(kept, agent))

    async def exceed(self, request: web.Request) -> web.Response:
        agent, promise = await self._own_promise(request)
        exceeded = await self._door(self._memory.promises.exceed, promise.id, agent.id)
        return web.json_response(self._shown(exceeded, agent))

    async def late(self, request: web.Request) -> web.Response:
        """Tells the customer that it will be late, once, where the promise was made."""
        agent, promise = await self._own_promise(request)
        if promise.told_at is None and promise.conversation:
            thread = await self._door(self._memory.owners.of, promise.conversation)
            notice = await self._telling.aside(thread, "utter_desk_promise_late", what=promise.what)
            await self._door(self._memory.promises.told_late, promise.id, notice)
            self._telling.said(thread)
        return web.json_response(self._shown(promise, agent))

    async def promised(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        open_ones = await self._door(self._memory.looks.promised, agent)
        return listed([self._shown(promise, agent) for promise in open_ones], None)

    async def take_up(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        found = await self._door(self._memory.owners.of, _id(request))
        greeting = await self._telling.notice(found, "utter_desk_back_as_promised", agent=agent.name)
        thread = await self._door(self._memory.desk.take_up, found.id, agent, greeting)
        self._telling.said(thread)
        self._telling.moved(thread)
        return await self._standing(request)

    async def consent(self, request: web.Request) -> web.Response:
        agent, at_hand = await self._at_hand(request)
        wish = await body_as(request, Consented)
        purpose, state = request.match_info["purpose"], _STATES.get(wish.state)
        if state is None or purpose not in {known.value for known in GRANTABLE}:
            raise Problem(422, "A known permission is given, refused or withdrawn.")
        said = await self._said(at_hand, check_text(wish.words))
        capture = Capture(
            method="agent",
            words=check_text(wish.words),
            language=at_hand.thread.language or "en",
            conversation=at_hand.thread.id,
            message=said,
            assurance=at_hand.moment.assurance,
            captured_by=agent.id,
        )
        await self._door(
            self._memory.consents.decide,
            at_hand.thread.customer,
            at_hand.thread.identity,
            Purpose(purpose),
            state,
            capture,
            notice=await self._telling.aside(at_hand.thread, f"utter_desk_consent_{state.value}_{purpose}"),
        )
        self._telling.said(at_hand.thread)
        return await self._standing(request)

    async def put_right(self, request: web.Request) -> web.Response:
        agent, at_hand = await self._at_hand(request)
        fact = request.match_info["fact"]
        brief = await self._door(self._memory.looks.brief, at_hand.thread.id, agent)
        if fact not in {known.id for known in brief.facts}:
            raise Problem(404, "No such fact here.")
        wish = await body_as(request, PutRight)
        if wish.in_confidence:
            notice = await self._telling.aside(at_hand.thread, "utter_desk_fact_confided")
            await self._door(self._memory.desk.mark_confidence, at_hand, fact, agent, notice)
        elif wish.words:
            await self._correct(at_hand, fact, check_text(wish.words))
        elif wish.disputed:
            facts, customer = self._memory.facts, at_hand.thread.customer
            notice = await self._telling.aside(at_hand.thread, "utter_desk_fact_disputed")
            await self._door(facts.dispute, customer, fact, at_hand.moment, Reader.AGENT, notice)
        else:
            raise Problem(422, "Give the right words, or disputed, or in_confidence.")
        self._telling.said(at_hand.thread)
        return await self._standing(request)

    async def _correct(self, at_hand: AtHand, fact: str, words: str) -> None:
        """What the customer wrote here takes the fact's place, and they read that it did."""
        said = await self._said(at_hand, words)
        await self._door(
            self._memory.facts.correct,
            at_hand.thread.customer,
            fact,
            at_hand.moment,
            words=words,
            text=words,
            message=said,
            care=care_of(self._parts.engine, words),
            reader=Reader.AGENT,
            notice=await self._telling.aside(at_hand.thread, "utter_desk_fact_corrected", words=words),
        )

    async def _said(self, at_hand: AtHand, words: str) -> str:
        """The message in which the customer wrote these words; 422 for words that they did not."""
        said = await self._door(self._memory.looks.said, at_hand, words)
        if said is None:
            raise Problem(422, "These are not the customer's words here; copy them as they were written.")
        return said

    async def export(self, request: web.Request) -> web.Response:
        """The file goes to the customer, on their own page; no agent holds it."""
        _, at_hand = await self._verified(request)
        await self._telling.tell(
            at_hand.thread, "utter_desk_export", link=f"{self._parts.settings.public_base}/me/"
        )
        return await self._standing(request)

    async def erase(self, request: web.Request) -> web.Response:
        _, at_hand = await self._verified(request)
        await self._said(at_hand, check_text((await body_as(request, Erased)).words))
        receipt = await self._parts.erasing.erase(
            at_hand.thread.customer, at_hand.moment, Reader.CUSTOMER, "asked of an agent"
        )
        return web.json_response({"receipt": msgspec.to_builtins(receipt)})

    async def _at_hand(self, request: web.Request) -> tuple[Agent, AtHand]:
        """The case that this agent has in hand; 403 for anybody else's."""
        agent = await access_desk(request, self._parts)
        return agent, await self._door(self._memory.looks.at_hand, _id(request), agent)

    async def _verified(self, request: web.Request) -> tuple[Agent, AtHand]:
        agent, at_hand = await self._at_hand(request)
        if at_hand.moment.assurance < Assurance.VERIFIED:
            raise NotAllowed("Only for a customer who has proved who they are; their own page does it too.")
        return agent, at_hand

    async def _own_promise(self, request: web.Request) -> tuple[Agent, Promise]:
        agent = await access_desk(request, self._parts)
        return agent, await self._door(self._memory.looks.owed, agent, request.match_info["promise"])

    def _shown(self, promise: Promise, agent: Agent) -> dict[str, Any]:
        return as_promise(promise, agent, self._parts.clock())

    async def _standing(self, request: web.Request, **more: Any) -> web.Response:
        thread = await self._door(self._memory.owners.of, _id(request))
        self._parts.live.publish("desk", {"type": "case", "conversation": thread.id})
        agents = await self._door(self._memory.agents.all)
        return web.json_response(as_standing(thread, {one.id: one.name for one in agents}) | more)


def customer_routes(parts: Parts, telling: Telling) -> list[web.RouteDef]:
    """Everything about the customer's promises, permissions, facts and rights."""
    calls = Customer(parts, telling)
    one = "/api/v1/desk/conversations/{id}"
    return [
        web.post(f"{one}/promise", calls.promise),
        web.post(f"{one}/take-up", calls.take_up),
        web.put(f"{one}/consents/{{purpose}}", calls.consent),
        web.patch(f"{one}/facts/{{fact}}", calls.put_right),
        web.post(f"{one}/export", calls.export),
        web.post(f"{one}/erase", calls.erase),
        web.get("/api/v1/desk/promises", calls.promised),
        web.post("/api/v1/desk/promises/{promise}/keep", calls.keep),
        web.post("/api/v1/desk/promises/{promise}/exceed", calls.exceed),
        web.post("/api/v1/desk/promises/{promise}/late", calls.late),
    ]


def _id(request: web.Request) -> str:
    return request.match_info["id"]
