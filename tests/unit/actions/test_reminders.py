"""Reminders as they are read: so long before something, a day of each month, which one is meant, and in whose words."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.around import Around
from actions.beforehand import due_before, lead_in
from actions.reminders_meant import to_end, to_move
from actions.rescheduling import ANEW, ENDED, LISTED, put_right
from actions.said import Said
from actions.when import remind_of, remind_when
from store import Reminder

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday
LONDON = ZoneInfo("Europe/London")
TABLE_AT = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)


def said(text: str, **values: str) -> Said:
    """A message whose entities are given as name="words as typed=value"."""
    entities = []
    for name, one in values.items():
        words, _, value = one.partition("=")
        start = text.index(words)
        entities.append({"entity": name, "start": start, "end": start + len(words), "value": value or words})
    return Said(text=text, intent="remind_me", confidence=0.9, entities=tuple(entities))


def a_reminder(what: str, day: int) -> Reminder:
    at = datetime(2026, 11, day, 10, tzinfo=UTC)
    return Reminder(id=what, identity="i", conversation="c", what=what, next_at=at, every=None)


PARTY, WINDOWS = a_reminder("Anika's party", 27), a_reminder("call the window cleaner", 24)
WAITING = (WINDOWS, PARTY)


@pytest.mark.parametrize(
    ("message", "starts", "at", "what"),
    [
        (
            said("her birthday's 2 December, remind me the day before", date="2 December=2026-12-02"),
            None,
            "2026-12-01T10:00+00:00",
            "her birthday",
        ),
        (
            said("remind me a week before mum's party on 12 december", date="12 december=2026-12-12"),
            None,
            "2026-12-05T10:00+00:00",
            "mum's party",
        ),
        (
            said("Can u remind me 2 days before my table booking", duration="2 days=P2D"),
            TABLE_AT,
            "2026-11-25T10:00+00:00",
            "my table booking",
        ),
        (
            said("remind me an hour before my table", duration="an hour=PT1H"),
            TABLE_AT,
            "2026-11-27T12:00+00:00",
            "my table",
        ),
        (
            said("my do: 12 december, 4pm, remind me an hour before", date="12 december=2026-12-12", time="4pm=16:00"),
            None,
            "2026-12-12T15:00+00:00",
            "my do",
        ),
    ],
)
def test_so_long_before_something(message: Said, starts: datetime | None, at: str, what: str) -> None:
    """Counted back from the day or the booking that is named, and in the customer's own words."""
    lead = lead_in(message)
    assert lead is not None
    due = due_before(lead, starts, NOW, LONDON)
    assert due is not None
    assert (due.at, remind_of(lead.beside)) == (datetime.fromisoformat(at), what)


@pytest.mark.parametrize(
    "message",
    [
        said("remind me the day before the sale ends"),
        said("remind me two weeks before 2 December", date="2 December=2026-12-02"),
        said("remind me an hour before the party on 2 December", date="2 December=2026-12-02"),
    ],
)
def test_nothing_is_counted_back_from_what_nobody_knows(message: Said) -> None:
    """No day, no hour, or a time gone by: it is asked for."""
    lead = lead_in(message)
    assert lead is not None and due_before(lead, None, NOW, LONDON) is None


@pytest.mark.parametrize(
    "text", ["remind me in two days", "the day before yesterday it broke", "remind me before my table", "before 5"]
)
def test_other_words_are_no_length_before(text: str) -> None:
    """Only a length that stands before something."""
    assert lead_in(said(text)) is None


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("remind me every month on the first to water the cactus", "2026-12-01T10:00+00:00", "water the cactus"),
        ("every month on the 15th remind me to pay", "2026-12-15T10:00+00:00", "pay"),
        ("remind me on the 20th of every month about the rent", "2026-12-20T10:00+00:00", "the rent"),
        ("remind me every month to descale it", "2026-12-23T10:00+00:00", "descale it"),
    ],
)
def test_a_day_of_every_month(text: str, at: str, what: str) -> None:
    """The next such day ahead."""
    due = remind_when(said(text), NOW, LONDON)
    assert due is not None
    assert (due.at, due.every, remind_of(said(text))) == (datetime.fromisoformat(at), "P1M", what)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("can u remind me to buy milk and bread pls", "buy milk and bread"),
        ("i have a dentist appointment, can you remind me", "i have a dentist appointment"),
        ("it's my mum's birthday and remind me to buy flowers please", "it's my mum's birthday, buy flowers"),
        ("and please remind me to set the table", "set the table"),
        ("set a reminder for the cat food", "the cat food"),
        ("could you remind us that they moved", "they moved"),
    ],
)
def test_the_words_hold_no_asking(text: str, what: str) -> None:
    """What to remind of, without "can you", "please" and "remind me"."""
    assert remind_of(said(text)) == what


@pytest.mark.parametrize(
    ("message", "just_set", "going"),
    [
        (said("cancel the party one"), WINDOWS.id, PARTY),
        (said("cancel tomorrows"), PARTY.id, WINDOWS),
        (said("drop friday's"), WINDOWS.id, PARTY),
        (said("cancel sunday's"), WINDOWS.id, None),
        (said("drop the cactus one"), WINDOWS.id, None),
        (said("stop"), WINDOWS.id, WINDOWS),
        (said("cancel my reminder"), None, None),
    ],
)
def test_the_one_that_is_to_end(message: Said, just_set: str | None, going: Reminder | None) -> None:
    """By its words, its day, or because it was just set; none in doubt."""
    assert to_end(WAITING, message, just_set, NOW.date(), LONDON) == going


@pytest.mark.parametrize(
    ("message", "just_set", "moved"),
    [
        (said("move the party one to the 12th", date="the 12th=2026-12-12"), WINDOWS.id, PARTY),
        (said("make it Friday", date="Friday=2026-11-27"), WINDOWS.id, WINDOWS),
        (said("move my reminder to tuesday", date="tuesday=2026-11-24"), None, None),
        (said("move the cactus one to tuesday", date="tuesday=2026-11-24"), WINDOWS.id, None),
    ],
)
def test_the_one_that_is_to_move(message: Said, just_set: str | None, moved: Reminder | None) -> None:
    """By its words or because it was just set; the day named is the new one."""
    assert to_move(WAITING, message, just_set) == moved


def read(text: str, intent: str, *entities: str) -> dict[str, Any]:
    told = [{"entity": one, "value": "…", "start": 0, "end": 0} for one in entities]
    return {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": told}


LATELY = Around(reminded_lately=True, reminders=("Anika's party", "call the window cleaner"))
EARLIER = Around(reminders=("Anika's party", "call the window cleaner"))


@pytest.mark.parametrize(
    ("message", "around", "becomes"),
    [
        (read("what reminders have i got", "ask_memory"), Around(), LISTED),
        (read("which reminders do I have", "ask_memory"), Around(), LISTED),
        (read("do I have any reminders", "ask_memory"), Around(), LISTED),
        (read("any reminders left", "remind_me"), Around(), LISTED),
        (read("show me my reminders", "ask_memory"), Around(asked="reminder"), LISTED),
        (read("is there a reminder for mum", "ask_memory"), Around(), LISTED),
        (read("cancel all reminders", "cancel_booking"), Around(), ENDED),
        (read("cancel the table reminder", "cancel_booking"), Around(), ENDED),
        (read("cancel tomorrows", "cancel_booking"), LATELY, ENDED),
        (read("cancel the window cleaner one", "cancel_order"), EARLIER, ENDED),
        (read("drop the party one", "nlu_fallback"), LATELY, ENDED),
        (read("move the party one to the 12th", "change_booking", "date"), LATELY, ANEW),
        (read("make the party one 2 o'clock", "change_booking", "time"), EARLIER, ANEW),
        (read("move my reminder to Friday", "change_booking", "date"), Around(), ANEW),
    ],
)
def test_what_is_said_of_reminders_is_theirs(message: dict[str, Any], around: Around, becomes: str) -> None:
    """By the word, or by words or the day of one that was spoken of, whatever else it reads like."""
    taken = put_right(message, message["text"], around)
    assert taken is not None
    assert (taken["intent"]["name"], taken["reminder_becomes"]) == ("remind_me", becomes)


@pytest.mark.parametrize(
    ("message", "around"),
    [
        (read("cancel tomorrows", "cancel_booking"), Around()),
        (read("cancel the window cleaner one", "cancel_order"), Around()),
        (read("cancel the blue one", "cancel_order"), LATELY),
        (read("cancel the party one", "cancel_order"), Around(asked="order", reminders=EARLIER.reminders)),
        (read("cancel my order and set a reminder", "cancel_order"), LATELY),
        (read("cancel the table for the party", "cancel_booking"), LATELY),
        (read("don't forget my reminder", "remind_me"), Around()),
        (read("put a reminder on Friday", "remind_me", "date"), Around()),
        (read("do you send reminders?", "ask_capabilities"), Around()),
        (read("stop the reminder emails", "stop_contact"), Around()),
        (read("what reminders have i got", "ask_memory"), Around(form="booking_form")),
    ],
)
def test_what_is_said_of_other_things_is_not(message: dict[str, Any], around: Around) -> None:
    """Orders, bookings, new reminders and letters stay what they are."""
    assert put_right(message, message["text"], around) is None


def test_the_words_hold_no_rest_of_the_day() -> None:
    """Nothing of "before 5 December" stays behind."""
    assert remind_of(said("remind me to buy a cake before 5 December", date="5 December=2026-12-05")) == "buy a cake"
