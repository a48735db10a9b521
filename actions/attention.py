"""How customers want to be written to, the kind of relationship they wish, and what was promised to them."""

from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import NO_ANSWER
from actions.everyday import worded_for
from actions.facts import capture_of
from actions.kinds import asks_how_we_stand, wished_kind, wished_norm
from actions.notices import TERMS, method, notice, shown
from actions.said import Said, yes_or_no
from actions.terms_in_words import lines_of
from actions.turn import CareAction, Turn, asking, entity, turn_of
from actions.wishes import contact_terms, rules_out_calls
from actions.wording import Lines, Phrase, clock_time, phrase, weekday
from actions.writing_first import gives_outright, opens_it_again
from store import PERMITTING, Assurance, ConsentState, Grant, Once, Promise, Purpose, Reader, consent
from store.outreach import NOES
from store.promises import DESK, WAITING
from store.relationship import Norm, Standing, conduct
from store.transgressions import COMPLAINT

Events = list[EventType]
QUOTED = 50  # characters of their own words, where a promise is an answer to them
OF_OURS = frozenset({"assistant", COMPLAINT, WAITING})  # where a promise comes from that its customer's own words name


class SetContactTerms(CareAction):
    """Puts the customer's terms on the permission to write first; without one it asks for it, once, on these terms."""

    NAME = "action_set_contact_terms"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        agreed = entity(tracker, "agreed") is not None or _says_yes(tracker)
        no_more = entity(tracker, "not_about")
        terms = tracker.get_slot("wished_terms") if agreed else contact_terms(Said.last(tracker))
        terms = {"not_about": [no_more]} if no_more else terms
        if not agreed and rules_out_calls(Said.last(tracker).text):
            dispatcher.utter_message(response="utter_terms_no_calls")
            if not terms:
                return [SlotSet("wished_terms", None)]
        if not terms:
            dispatcher.utter_message(response="utter_terms_unclear")
            return [SlotSet("wished_terms", None)]
        last = await self._last(turn)
        given = last if last and consent.state_at(last, turn.moment.now) in PERMITTING else None
        refused = last if no_more and last and last.state in NOES else None  # no more of these, after no more at all
        house = await self.door(self.memory.house.settings)
        if not (agreed or given or refused or gives_outright(turn.text)):
            asked_so = tracker.get_slot("wished_terms") if tracker.get_slot("asked") == TERMS else None
            terms = _joined(asked_so or {}, terms, house.quiet.weekdays)
            if asked_so or opens_it_again(turn.text):
                return self._put(dispatcher, turn, terms)
            return await self._ask(dispatcher, turn, terms)
        stands = given or refused
        terms = _joined(stands.terms if stands else {}, terms, house.quiet.weekdays)
        await self.door(
            self.memory.consents.decide,
            turn.customer,
            turn.identity,
            Purpose.CONTACT,
            refused.state if refused else ConsentState.GIVEN,
            capture_of(turn, method(tracker), shown(tracker, Purpose.CONTACT)),
            terms=terms,
            once=Once(turn.id, self.NAME),
        )
        dispatcher.utter_message(response="utter_terms_kept", terms=lines_of(terms, turn))
        return [SlotSet("wished_terms", None)]

    async def _ask(self, dispatcher: CollectingDispatcher, turn: Turn, terms: dict[str, Any]) -> Events:
        """Asks for contact on these terms; after a no, or enough questions, it says how things stand instead."""
        may = await self.door(self.memory.consents.may_ask, turn.customer, Purpose.CONTACT, turn.moment)
        budget = await self.door(self.memory.balance.may_ask, turn.customer, turn.moment.conversation)
        if not (may.allowed and budget.allowed):
            dispatcher.utter_message(response="utter_permission_contact_open")
            return [SlotSet("wished_terms", None)]
        return self._put(dispatcher, turn, terms)

    def _put(self, dispatcher: CollectingDispatcher, turn: Turn, terms: dict[str, Any]) -> Events:
        """Whoever says how, in answer or on their own, is asked for that even after an earlier no."""
        asks = notice(Purpose.CONTACT)
        dispatcher.utter_message(response="utter_terms_ask", terms=lines_of(terms, turn), notice=asks)
        return [asking(TERMS), SlotSet("wished_terms", terms)]

    async def _last(self, turn: Turn) -> Grant | None:
        """What was decided last about writing first, on whatever channels."""
        grants = await self.door(self.memory.consents.grants, turn.customer)
        return next((one for one in grants if one.purpose is Purpose.CONTACT and one.fact is None), None)


class SetRelationship(CareAction):
    """Keeps what the customer says of the relationship, in their words, or tells how it stands if they ask that."""

    NAME = "action_set_relationship"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        chosen = entity(tracker, "norm")
        if chosen is None and asks_how_we_stand(turn.text):
            standing = await self.door(self.memory.relationship.told, turn.customer, turn.moment)
            say_standing(dispatcher, standing)
            return []
        kind = None if chosen else wished_kind(turn.text)
        norm = Norm(chosen) if chosen in list(Norm) else wished_norm(turn.text)
        if norm is None and kind is None:
            dispatcher.utter_message(response="utter_relationship_which")
            return []
        once = Once(turn.id, self.NAME)
        say = self.memory.relationship.say
        said = await self.door(say, turn.identity, turn.text, kind=kind, norm=norm, once=once)
        if kind is None:
            dispatcher.utter_message(response=f"utter_relationship_{norm}")
        else:
            dispatcher.utter_message(response="utter_relationship_noted", conduct=_conduct_in_words(said))
        return worded_for(said)


class AskPromise(CareAction):
    """Tells what was promised to the customer, by whom and by when, and how it stands; lets one go if they say so."""

    NAME = "action_ask_promise"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        found = await self.door(self.memory.promises.of, turn.customer, Reader.CUSTOMER)
        reached = [one for one in found if turn.moment.assurance is Assurance.VERIFIED or one.identity == turn.identity]
        open_ones = [one for one in reached if one.state == "open"]
        here = [one for one in open_ones if one.conversation == turn.moment.conversation]
        lets_go = entity(tracker, "let") == "go" or tracker.latest_message.get("let_go") or NO_ANSWER.search(turn.text)
        if lets_go and here:
            await self.door(self.memory.promises.release, here[0].id, "customer", once=Once(turn.id, self.NAME))
            dispatcher.utter_message(response="utter_promise_let_go", what=here[0].what)
        elif open_ones:
            lines = Lines([self._line(one, turn) for one in open_ones])
            dispatcher.utter_message(response="utter_promises", lines=lines)
            for one in open_ones:
                if _is_late(one, turn):
                    await self.door(self.memory.promises.told_late, one.id)
        else:
            dispatcher.utter_message(response="utter_no_promise")
        return []

    def _line(self, promise: Promise, turn: Turn) -> Phrase:
        zone = self.means.zone
        ours = promise.owner == DESK and promise.origin in OF_OURS
        on_time = "utter_line_answer" if ours else "utter_line_promise"
        return phrase(
            "utter_line_promise_late" if _is_late(promise, turn) else on_time,
            what=shorten(promise.what, QUOTED, placeholder="…") if ours else promise.what,
            owner=phrase("utter_owner_desk") if promise.owner == DESK else promise.owner,
            day=weekday(promise.due_at, turn.language, zone),
            time=clock_time(promise.due_at, turn.language, zone),
        )


def _is_late(promise: Promise, turn: Turn) -> bool:
    return promise.due_at < turn.moment.now


def _says_yes(tracker: Tracker) -> bool:
    """Whether a yes answers the question of these terms; said as other terms it is none."""
    said = Said.last(tracker)
    return tracker.get_slot("asked") == TERMS and said.intent == "affirm" and yes_or_no(said) is True


def say_standing(dispatcher: CollectingDispatcher, standing: Standing) -> None:
    """Says what kind of relationship it is and why, and that it is theirs to change."""
    words = _standing_in_words(standing)
    dispatcher.utter_message(response="utter_relationship_stands", standing=words, rests_on=standing.grounds)


def _standing_in_words(standing: Standing) -> Phrase:
    """The kind, or where they named none the distance, and where that comes from."""
    named = standing.kind or standing.norm
    if named is None:
        return phrase("utter_standing_unknown")
    kind = phrase(f"utter_kind_{named}")
    if standing.source == "stated":
        return phrase("utter_standing_stated", kind=kind)
    return phrase("utter_standing_inferred", kind=kind, reason=phrase(f"utter_shows_{standing.reasons[0]}"))


def _conduct_in_words(said: Standing) -> Phrase:
    """What the kind that they named means for being written to."""
    most = conduct(said).a_month
    return phrase("utter_conduct_some", count=most) if most else phrase("utter_conduct_none")


def _joined(before: Mapping[str, Any], new: Mapping[str, Any], open_days: Iterable[int]) -> dict[str, Any]:
    """The newer terms over the older; what is not wanted any more adds up: a no never widens the permission."""
    terms, never = {**before, **new}, set(new.get("not_weekdays", ()))
    terms.pop("not_weekdays", None)
    if never:
        terms["weekdays"] = sorted(set(terms.get("weekdays") or open_days) - never)
    unwanted = {*before.get("not_about", ()), *new.get("not_about", ())}
    return terms | ({"not_about": sorted(unwanted)} if unwanted else {})
