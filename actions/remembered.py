"""What is remembered, shown, explained, put right and forgotten by its customer, in the conversation itself."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.attention import say_standing
from actions.customers import ACCOUNT, shop_refs
from actions.facts import SHOWN, lines, matching, named, names_any, naming_words, told
from actions.languages import KIND as LANGUAGE
from actions.of_one_thing import of_all_memory, points_at_it
from actions.replies import Events, shaped_by, shaped_just_now
from actions.said import one_of, points_at_one
from actions.tongues import HELD, HOUSE_TONGUE, USED_AGAIN
from actions.turn import CareAction, Turn, entity, turn_of
from actions.whys import WHY_NOT, why_first
from actions.wording import Phrase, phrase
from store import Brief, Fact, Once, Purpose, Reader

OFFERED = 3  # choices shown at once


class OwnMemory(CareAction):
    """An action on what the customer themself may see."""

    async def _known(self, turn: Turn) -> Brief:
        return await self.door(self.memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)

    async def _live(self, turn: Turn) -> list[Fact]:
        brief = await self._known(turn)
        return [fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None]

    async def _told_before(self, turn: Turn) -> list[Fact]:
        """What was kept before this message, which may be kept itself for the language that it is in."""
        return [fact for fact in await self._live(turn) if fact.said_at < turn.moment.now]

    def _list(
        self, dispatcher: CollectingDispatcher, response: str, facts: list[Fact], turn: Turn, wish: str | None = None
    ) -> None:
        """The facts, each with when and where; with the first few as choices where one is to be picked for a `wish`."""
        newest = _newest(facts) if wish else []
        dispatcher.utter_message(
            response=response,
            facts=lines(facts, turn, self.means.zone),
            because=tuple(fact.id for fact in facts),
            buttons=[{"title": named(fact), "payload": f'/{wish}{{"fact": "{fact.id}"}}'} for fact in newest],
        )


class TellMemory(OwnMemory):
    """Says what is kept, newest first, each with when and where it was told."""

    NAME = "action_tell_memory"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._live(turn)
        if facts:
            self._list(dispatcher, "utter_known", facts, turn)
        else:
            books = shop_refs(await self.door(self.memory.people.identities, turn.customer), turn)
            known = any(ref.startswith(f"{ACCOUNT}:") for ref in books)
            dispatcher.utter_message(response="utter_known_nothing_but_books" if known else "utter_known_nothing")
        return []


class Explain(OwnMemory):
    """Says which remembered words shaped the reply that is asked about: the one before, or the last that used any."""

    NAME = "action_explain"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        first = await why_first(self.means, turn)
        if first is not None:
            dispatcher.utter_message(**first)
            return []
        shaped = shaped_just_now(tracker) or _because_of_last_reply(tracker)
        facts = [fact for fact in await self._live(turn) if fact.id in shaped]
        if len(facts) == 1:
            fact = facts[0]
            dispatcher.utter_message(
                response="utter_why_language" if fact.kind == LANGUAGE else "utter_why",
                words=named(fact),
                because=(fact.id,),
                **told(fact, turn, self.means.zone),
            )
        elif facts:
            self._list(dispatcher, "utter_why_several", facts, turn)
        if facts:
            return []
        standing = await self.door(self.memory.relationship.told, turn.customer, turn.moment)
        if shaped & set(standing.grounds):
            say_standing(dispatcher, standing)
        else:
            dispatcher.utter_message(response="utter_why_not" if WHY_NOT.match(turn.text) else "utter_why_nothing")
        return []


class ForgetFact(OwnMemory):
    """Forgets the one thing that the customer names; where they only decide about its use, it stays kept."""

    NAME = "action_forget_fact"

    async def is_meant(self, tracker: Tracker) -> bool:
        """Whether a no to remembering is one to a single thing, that is kept or was just told, and to nothing else."""
        turn = turn_of(tracker)
        if of_all_memory(turn.text):
            return False
        facts, heard = await self._told_before(turn), tracker.get_slot("heard") or []
        if points_at_it(turn.text):
            return bool(facts or heard)
        return bool(matching(facts, turn.text, turn.statements)) or names_any(turn.text, heard)

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        facts = await self._told_before(turn)
        use = tracker.latest_message.get("use") or entity(tracker, "use")
        if use == USED_AGAIN:
            return await self._use_again(dispatcher, turn, _held_back(facts, turn, tracker))
        if use == HELD:
            return await self._hold_back(dispatcher, turn, meant_of(facts, turn, tracker) or _unnamed(facts, turn))
        meant = meant_of(facts, turn, tracker)
        if len(meant) == 1:
            await self._forget(turn, meant[0])
            dispatcher.utter_message(response="utter_forgotten", words=named(meant[0]))
        elif meant or (facts and turn.language != HOUSE_TONGUE):  # what was told in English, named in German
            self._list(dispatcher, "utter_forget_which", meant or facts, turn, "forget_fact")
        elif facts:
            asks = "utter_forget_which_else" if naming_words(turn.text) else "utter_forget_which"
            self._list(dispatcher, asks, facts, turn, "forget_fact")
        else:
            dispatcher.utter_message(response="utter_nothing_there")
        return [SlotSet("heard", None)]

    async def _hold_back(self, dispatcher: CollectingDispatcher, turn: Turn, meant: list[Fact]) -> Events:
        if len(meant) != 1:
            return self._which(dispatcher, "utter_hold_which", meant, turn, HELD)
        held = await self.door(self.memory.facts.restrict, turn.customer, meant[0].id, turn.moment)
        choice = _use_choice(phrase("utter_button_use_again"), held, USED_AGAIN)
        dispatcher.utter_message(response="utter_held", words=named(held), because=(held.id,), buttons=[choice])
        return []

    async def _use_again(self, dispatcher: CollectingDispatcher, turn: Turn, meant: list[Fact]) -> Events:
        if len(meant) != 1:
            return self._which(dispatcher, "utter_use_which", meant, turn, USED_AGAIN)
        used = await self.door(self.memory.facts.release, turn.customer, meant[0].id, turn.moment)
        dispatcher.utter_message(response="utter_used_again", words=named(used), because=(used.id,))
        return []

    def _which(
        self, dispatcher: CollectingDispatcher, response: str, facts: list[Fact], turn: Turn, use: str
    ) -> Events:
        if not facts:
            dispatcher.utter_message(response="utter_nothing_held" if use == USED_AGAIN else "utter_nothing_there")
            return []
        shown = tuple(fact.id for fact in facts)
        choices = [_use_choice(named(fact), fact, use) for fact in _newest(facts)]
        dispatcher.utter_message(
            response=response, facts=lines(facts, turn, self.means.zone), because=shown, buttons=choices
        )
        return []

    async def _forget(self, turn: Turn, fact: Fact) -> None:
        once = Once(turn.id, self.NAME)
        await self.door(self.memory.facts.forget, turn.customer, fact.id, turn.moment, once=once)


def _because_of_last_reply(tracker: Tracker) -> frozenset[str]:
    said = (event.get("metadata") or {} for event in reversed(tracker.events) if event["event"] == "bot")
    return frozenset(next(filter(None, map(shaped_by, said)), ()))


def meant_of(facts: list[Fact], turn: Turn, tracker: Tracker) -> list[Fact]:
    """What is to be corrected or forgotten: the one pointed at, what the words name, or "that": what was just said."""
    just_now = shaped_just_now(tracker)
    just_said = [fact for fact in facts if fact.id in just_now]
    if tracker.latest_message.get("just_said"):  # "take that back" names nothing that was told before
        return matching(just_said, turn.text, turn.statements) or just_said
    named = _pointed_at(facts, tracker) or _by_place(just_said, turn.text)
    named = named or matching(facts, turn.text, turn.statements)
    return named if named or naming_words(turn.text) else just_said


def _by_place(shown: list[Fact], text: str) -> list[Fact]:
    """ "The first one" of a list that was just shown, newest first."""
    newest = sorted(shown, key=lambda fact: fact.said_at, reverse=True)[:SHOWN]
    place = one_of(text, [""] * len(newest)) if len(newest) > 1 and points_at_one(text) else None
    return [] if place is None else [newest[place]]


def _held_back(facts: list[Fact], turn: Turn, tracker: Tracker) -> list[Fact]:
    """What may be used again: what is named of the things held back, or all of them where nothing is."""
    held = [fact for fact in facts if fact.restricted]
    return meant_of(held, turn, tracker) or _unnamed(held, turn)


def _unnamed(facts: list[Fact], turn: Turn) -> list[Fact]:
    """All of them, where "that" points at none; where words name something that isn't there, none."""
    foreign = turn.language != HOUSE_TONGUE  # what was told in English, named in German
    return facts if foreign or not naming_words(turn.text) else []


def _newest(facts: list[Fact]) -> list[Fact]:
    return sorted(facts, key=lambda fact: fact.said_at, reverse=True)[:OFFERED]


def _use_choice(title: str | Phrase, fact: Fact, use: str) -> dict[str, Any]:
    return {"title": title, "payload": f'/forget_fact{{"fact": "{fact.id}", "use": "{use}"}}'}


def _pointed_at(facts: list[Fact], tracker: Tracker) -> list[Fact]:
    wanted = entity(tracker, "fact")
    return [fact for fact in facts if wanted and fact.id == wanted]
