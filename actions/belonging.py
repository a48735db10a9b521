"""Praise and complaints, clubs and the wall, and leaving: what customers do beside buying."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions import reasons
from actions.customers import ACCOUNT, counter_for
from actions.facts import capture_of
from actions.failings import told_of
from actions.said import Said, yes_or_no
from actions.turn import CareAction, Turn, asking, entity, turn_of
from actions.wall import for_the_wall, off_the_wall
from actions.wishes import named_club
from actions.wording import clock_time, listing, weekday
from shop.errors import AlreadyDone, NoAccount, ShopError
from store import LONGEST_SHARED, ConsentState, Once, Promise, Purpose, Reader
from store.hours import after_minutes
from store.promises import DESK
from store.transgressions import COMPLAINT as ANSWERS_COMPLAINT
from store.transgressions import Transgression, sign_of

Events = list[EventType]
ANSWER_MINUTES = 240  # open minutes that an answer to a complaint usually takes
MARGIN = 1.5  # promised later than that, so that it can come sooner
WALL = "wall"  # the question what it shall say
_ANNOUNCED = re.compile(r"^(?:for the wall|it (?:shall|should) say|say)\s*:\s*", re.I)
_ASKS_OF_IT = re.compile(r"^\W*(?:(?:hi|hello|and|so|ok|but)\W+)*(?:how|what|when|where|why|is|are|does|do)\b", re.I)
_ASKS_OWN_CLUBS = re.compile(
    r"\b(?:am i|are we|i'?m|i am|(?:did|have) (?:i|we)|(?:i|we)(?:'ve| have)? (?:belong|join\w*)|my) ?.*\b(?:in|of|to|"
    r"joined|join|clubs?)\b",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:who|when|where|what|which|how|why|(?:do|have) you|(?:is|are) there|any)\b|\?\s*$", re.I
)
_WANTS_IN = re.compile(
    r"\b(?:join\w*|sign|enrol\w*|regist\w*|members?(?:hip)?|enter|part|room|me|us|(?:can|could|may|shall) (?:i|we|my)|"
    r"i'?d|want|wanna)\b",
    re.I,
)
COMPLAINT, PRAISE, LEAVING = "complaint", "praise", "wanted_to_leave"

_TAKEN = {
    None: "utter_complaint_taken",
    Transgression.ASKED_AGAIN: "utter_complaint_asked_again",
    Transgression.BROKEN_CONFIDENCE: "utter_complaint_broken_confidence",
    Transgression.AGAINST_THEIR_WISH: "utter_complaint_against_their_wish",
}


class TakeComplaint(CareAction):
    """Says sorry, and promises an answer by a person with a time, kept in the ledger; one promise at a time."""

    NAME = "action_take_complaint"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        await self._note(COMPLAINT, turn)
        wrong = told_of(turn.text)
        if wrong:
            await self._note(sign_of(wrong), turn)
        if wrong is Transgression.AGAINST_THEIR_WISH:
            await self._write_no_more(turn)
        standing = await self._promised(turn)
        promise = standing or await self._promise(turn)
        zone = self.means.zone
        dispatcher.utter_message(
            response="utter_complaint_added" if standing and wrong is None else _TAKEN[wrong],
            day=weekday(promise.due_at, turn.language, zone),
            time=clock_time(promise.due_at, turn.language, zone),
        )
        return []

    async def _note(self, sign: str, turn: Turn) -> None:
        once = Once(turn.id, f"{self.NAME}.{sign}")
        await self.door(self.memory.relationship.note, turn.identity, sign, turn.moment.conversation, once)

    async def _write_no_more(self, turn: Turn) -> None:
        """Whatever became of the no that they speak of: from now on it stands."""
        no, how = ConsentState.WITHDRAWN, capture_of(turn, "chat words")
        once = Once(turn.id, f"{self.NAME}.stop")
        await self.door(
            self.memory.consents.decide, turn.customer, turn.identity, Purpose.CONTACT, no, how, once=once
        )

    async def _promised(self, turn: Turn) -> Promise | None:
        """What stands open in this conversation, and is not late."""
        made = await self.door(self.memory.promises.of, turn.customer, Reader.ASSISTANT)
        here = (one for one in made if one.state == "open" and one.conversation == turn.moment.conversation)
        return next((one for one in here if one.owner == DESK and one.due_at > turn.moment.now), None)

    async def _promise(self, turn: Turn) -> Promise:
        house = await self.door(self.memory.house.settings)
        minutes = int(ANSWER_MINUTES * MARGIN)
        due = after_minutes(house.desk_hours, house.zone, turn.moment.now, minutes)
        return await self.door(
            self.memory.promises.make,
            turn.identity,
            "" if turn.confided else turn.text,
            DESK,
            due,
            origin=ANSWERS_COMPLAINT,
            conversation=turn.moment.conversation,
            once=Once(turn.id, self.NAME),
        )


class TakePraise(CareAction):
    """Says thanks, and notes that there was praise; who has stayed for long may be asked why, once."""

    NAME = "action_take_praise"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        note, once = self.memory.relationship.note, Once(turn.id, self.NAME)
        await self.door(note, turn.identity, PRAISE, turn.moment.conversation, once)
        passed_on = tracker.latest_message.get("passed_on")
        dispatcher.utter_message(response="utter_praise_passed_on" if passed_on else "utter_praise")
        ask, why = self.memory.reasons.ask_staying, Once(turn.id, f"{self.NAME}.why")
        if await self.door(ask, turn.customer, turn.identity, turn.moment, why):
            dispatcher.utter_message(response="utter_ask_why_staying", asks_why=reasons.STAYING)
        return []


def only_asks(text: str) -> bool:
    """Whether a club is asked about, so that nobody is put in one by a question.

    >>> only_asks("is there a knitting club?"), only_asks("can I join the knitting club?")
    (True, False)
    """
    return bool(_ASKS.search(text)) and not _WANTS_IN.search(text)


def _only_asks(text: str) -> bool:
    return only_asks(text) or bool(_ASKS_OF_IT.match(text))


class JoinClub(CareAction):
    """Joins the club that the customer names; tells which they are in, or which there are, where it is none of them."""

    NAME = "action_join_club"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        house = await self.door(self.memory.house.settings)
        club = named_club(turn.text, Said.last(tracker).values("category"), house.clubs)
        if club is None and _ASKS_OWN_CLUBS.search(turn.text):
            joined = listing(await self.door(self.memory.community.clubs, turn.customer), turn.language)
            dispatcher.utter_message(response="utter_clubs_joined" if joined else "utter_club_none", clubs=joined)
            return []
        if club is None or (tracker.get_slot("asked") != "club" and _only_asks(turn.text)):
            clubs = listing(house.clubs, turn.language)
            dispatcher.utter_message(response="utter_clubs", clubs=clubs)
            return [asking("club")]
        await self.door(self.memory.community.join, turn.identity, club, Once(turn.id, self.NAME))
        dispatcher.utter_message(response="utter_club_joined", club=club)
        return []


class LeaveClub(CareAction):
    """Leaves the club named, or the only one."""

    NAME = "action_leave_club"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        joined = await self.door(self.memory.community.clubs, turn.customer)
        club = named_club(turn.text, Said.last(tracker).values("category"), joined)
        if club is None and len(joined) == 1:
            club = joined[0]
        if club is None:
            clubs = listing(joined, turn.language)
            dispatcher.utter_message(response="utter_club_which" if joined else "utter_club_none", clubs=clubs)
            return [asking("unclub")] if joined else []
        await self.door(self.memory.community.leave, turn.customer, club)
        dispatcher.utter_message(response="utter_club_left", club=club)
        return []


class ShareMessage(CareAction):
    """Takes a message for the wall, which a person accepts first; asks for it where it was only announced.

    Taken back, it is gone at once, also from where it was shown.
    """

    NAME = "action_share_message"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        text = _as_asked(turn.text) if tracker.get_slot("asked") == WALL else for_the_wall(turn.text)
        if entity(tracker, "let") == "back" or (not text and off_the_wall(turn.text)):
            await self._take_back(dispatcher, turn)
        elif not text:
            dispatcher.utter_message(response="utter_wall_what")
            return [asking(WALL)]
        elif len(text) > LONGEST_SHARED:
            dispatcher.utter_message(response="utter_wall_long", count=LONGEST_SHARED)
            return [asking(WALL)]
        else:
            await self.door(self.memory.community.share, turn.identity, text, Once(turn.id, self.NAME))
            dispatcher.utter_message(response="utter_wall_taken", words=text)
        return []

    async def _take_back(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        once = Once(turn.id, f"{self.NAME}.back")
        words = await self.door(self.memory.community.take_back, turn.customer, turn.identity, once)
        if words is None:
            dispatcher.utter_message(response="utter_wall_none")
        else:
            dispatcher.utter_message(response="utter_wall_back", words=words)


def _as_asked(text: str) -> str:
    """What was written when the words for the wall were asked for: all of it, but for the quotes around it."""
    return _ANNOUNCED.sub("", text.strip()).strip(" \"“”")


class Leave(CareAction):
    """Ends the relationship in two steps: says what will happen, then does it on a yes. Nobody is talked round."""

    NAME = "action_leave"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if entity(tracker, "agreed") is None and not _says_yes_to_leaving(tracker):
            dispatcher.utter_message(response="utter_leave_confirm")
            return [asking("leave")]
        await self._stop_writing(tracker, turn)
        closed = await self._close_account(turn)
        if closed:
            await self._take_leave(dispatcher, turn)
        else:
            dispatcher.utter_message(response="utter_left_without_account")
        return []  # the question lapses with this turn: ending it here would leave Rasa's rule in the middle

    async def _take_leave(self, dispatcher: CollectingDispatcher, turn: Turn) -> None:
        """Says what was done, and asks why once in a lifetime."""
        ask, once = self.memory.reasons.ask_leaving, Once(turn.id, f"{self.NAME}.why")
        if await self.door(ask, turn.customer, turn.identity, turn.moment, once):
            dispatcher.utter_message(response="utter_left", asks_why=reasons.LEAVING)
        else:
            dispatcher.utter_message(response="utter_left_again")

    async def _stop_writing(self, tracker: Tracker, turn: Turn) -> None:
        await self.door(
            self.memory.consents.decide,
            turn.customer,
            turn.identity,
            Purpose.CONTACT,
            ConsentState.WITHDRAWN,
            capture_of(turn, "words"),
            once=Once(turn.id, f"{self.NAME}.contact"),
        )
        await self.door(self.memory.reminders.cancel_all, turn.customer)

    async def _close_account(self, turn: Turn) -> bool:
        """Whether the shop has closed, or had closed, the account of whoever proved to be its owner."""
        counter = await counter_for(self.means, turn)
        account = next((ref for ref in counter.refs if ref.startswith(f"{ACCOUNT}:")), None)
        if account is None:
            return False
        try:
            await self.door(
                self.means.shop.accounts.close, account, once=f"{turn.id}.{self.NAME}", now=turn.moment.now
            )
        except AlreadyDone:
            return True
        except NoAccount:
            return False
        except ShopError:
            note, once = self.memory.relationship.note, Once(turn.id, f"{self.NAME}.failed")
            await self.door(note, turn.identity, LEAVING, turn.moment.conversation, once)
            return False
        return True


def _says_yes_to_leaving(tracker: Tracker) -> bool:
    """Whether the question was put and answered: to be read once more as leaving is no answer."""
    return tracker.get_slot("asked") == "leave" and yes_or_no(Said.last(tracker)) is True
