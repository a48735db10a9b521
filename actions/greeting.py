"""Greeting: who speaks and, where the customer allowed it, by their name and with what stands between us."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from textwrap import shorten
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.attention import QUOTED
from actions.customers import counter_for
from actions.replies import Events, Say, say
from actions.turn import CareAction, Turn, turn_of
from actions.which import items_of
from actions.wording import day
from shop.errors import ShopError
from shop.values import Order, OrderStatus
from store import Assurance, Brief, Call, Once, Promise, Purpose, Reader, consent
from store.relationship import Register, conduct

# A name to be called by; a title alone is none, and pronouns are spoken of somebody, not to them.
_A_NAME = re.compile(
    r"(?!(?:miss|ms|mrs|mr|mx|dr|doctor|professor|prof|sir|madam)\.?$)[^\W\d_][\w'’.-]*(?: [\w'’.-]+){0,3}", re.I
)
# Channels whose page has said who speaks, and that a person is near, before anybody wrote.
_GREETS_BY_ITSELF = frozenset({"web"})
_WORTH_A_WORD = (OrderStatus.SHIPPED, OrderStatus.DELAYED)


class Greet(CareAction):
    """Says once in a session who speaks and, where the customer allowed it, what of theirs is on its way."""

    NAME = "action_greet"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        brief = await self.door(self.memory.recall, turn.customer, Purpose.PERSONALISE, Reader.ASSISTANT, turn.moment)
        name, because = form_of_address(brief)
        if tracker.get_slot("register") == Register.BUSINESS:
            name, because = "", ()  # nothing personal
        if _spoken(tracker):
            if _greeted_as(tracker, name):
                name, because = "", ()
            dispatcher.utter_message(response="utter_greet_back", name=name, because=because)
            return []
        words, *beside = await self._what_stands(turn)
        replace(words, values={**words.values, "name": name}, because=because).by(dispatcher)
        for way_out in beside:
            way_out.by(dispatcher)
        return []

    async def _what_stands(self, turn: Turn) -> list[Say]:
        """The one thing there is to say, or a hello; beside it what their kind of relationship has stand there."""
        words = await self._most_serious(turn) if await self._may_be_thought_of(turn) else None
        if words is None and (call := await self._to_notice(turn)):
            greeting = replace(say(f"utter_greet_{call.topic}", **self._told(call, turn)), rests_on=call.grounds)
            return [greeting, *(replace(say(f"utter_beside_{one}"), rests_on=call.grounds) for one in call.beside)]
        return [words or say("utter_greet_back" if turn.moment.channel in _GREETS_BY_ITSELF else "utter_greet")]

    async def _may_be_thought_of(self, turn: Turn) -> bool:
        grants = await self.door(self.memory.consents.grants, turn.customer)
        return consent.live(Purpose.PERSONALISE, grants, turn.moment).allowed

    async def _most_serious(self, turn: Turn) -> Say | None:
        """What stands between us, for a customer who allowed us to think of it unasked: one thing, the worst first."""
        promises = await self._open_promises(turn)
        if promises and promises[0].due_at < turn.moment.now:
            await self.door(self.memory.promises.told_late, promises[0].id)
            return self._about_promise("utter_greet_promise_late", promises[0], turn)
        order = await self._to_speak_of(turn)
        if order and order.status is OrderStatus.DELAYED:
            return self._about_order("utter_greet_late", order, turn)
        if promises:
            return self._about_promise("utter_greet_promise", promises[0], turn)
        if complained := await self.door(self.memory.noticing.complained, turn.customer, turn.moment):
            return say("utter_greet_complaint", day=day(complained, turn.language, self.means.zone))
        if order is None or not await self._is_anything_started(turn):
            return None
        return self._about_order("utter_greet_on_its_way", order, turn)

    async def _is_anything_started(self, turn: Turn) -> bool:
        """Whether this kind of relationship hears from us first what is not owed."""
        return conduct(await self.door(self.memory.relationship.told, turn.customer, turn.moment)).starts

    async def _open_promises(self, turn: Turn) -> list[Promise]:
        """What is promised to whoever speaks, the first to fall due first."""
        found = await self.door(self.memory.promises.of, turn.customer, Reader.ASSISTANT)
        proven = turn.moment.assurance is Assurance.VERIFIED
        return [one for one in found if one.state == "open" and (proven or one.identity == turn.identity)]

    async def _to_speak_of(self, turn: Turn) -> Order | None:
        """The newest order on its way or late; none while the shop can't be asked, as nobody asked for it."""
        try:
            orders = await (await counter_for(self.means, turn)).orders()
        except ShopError:
            return None
        return next((order for order in orders if order.status in _WORTH_A_WORD and order.expected_at), None)

    async def _to_notice(self, turn: Turn) -> Call | None:
        """A first purchase, the years together or a long silence, for a customer who allowed us to think of it."""
        once = Once(turn.id, f"{self.NAME}.notice")
        return await self.door(self.memory.noticing.notice, turn.customer, turn.moment, once)

    def _told(self, call: Call, turn: Turn) -> dict[str, Any]:
        year = call.at.astimezone(self.means.zone).year
        told = {"category": call.category or "", "years": call.years, "year": year}
        return told | {"day": day(call.at, turn.language, self.means.zone)}

    def _about_order(self, response: str, order: Order, turn: Turn) -> Say:
        expected = day(order.expected_at or order.placed_at, turn.language, self.means.zone)
        return say(response, items=items_of(order.lines, turn.language), number=order.number, expected=expected)

    def _about_promise(self, response: str, promise: Promise, turn: Turn) -> Say:
        what = shorten(promise.what, QUOTED, placeholder="…")
        return say(response, what=what, day=day(promise.due_at, turn.language, self.means.zone))


def form_of_address(brief: Brief) -> tuple[str, tuple[str, ...]]:
    """How they wish to be called, as it follows a hello, and the fact that says so; nothing where they never said."""
    own = (fact for fact in brief.facts if fact.subject == "self")
    told = (fact for fact in own if (fact.kind, fact.stance) == ("form_of_address", "need"))
    for fact in told:
        if name := _name_in(fact.about, fact.words):
            return f", {name}", (fact.id,)
    return "", ()


def name_among(statements: Iterable[Mapping[str, Any]]) -> str:
    """The name that they asked for last in this session; "" where they asked for none."""
    asked = [one for one in statements if (one["kind"], one["stance"]) == ("form_of_address", "need")]
    names = (_name_in(str(one["about"]), str(one["words"])) for one in reversed(asked))
    return next(filter(None, names), "")


def _name_in(about: str, words: str) -> str:
    """The name as it was written; one in small letters begins with capitals."""
    found = re.search(re.escape(about), words, re.I)
    if not (found and _A_NAME.fullmatch(found[0])):
        return ""
    return found[0].title() if found[0].islower() else found[0]


def _greeted_as(tracker: Tracker, name: str) -> bool:
    """Whether a hello of ours has borne this name, as it follows one, already."""
    said = (event for event in tracker.events if event["event"] == "bot")
    return any(name in str(event.get("text") or "") for event in said)


def _spoken(tracker: Tracker) -> bool:
    for event in reversed(tracker.events):
        if event["event"] == "session_started":
            return False
        if event["event"] == "bot":
            return True
    return False
