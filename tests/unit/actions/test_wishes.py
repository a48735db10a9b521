"""Wishes about being written to, read from a message as the language pipeline hands it over."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from actions.kinds import wished_norm
from actions.said import Said
from actions.wall import for_the_wall, off_the_wall
from actions.when import remind_of, remind_when
from actions.wishes import contact_terms, named_club
from store.relationship import Norm

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)  # a Monday
LONDON = ZoneInfo("Europe/London")


def said(text: str, **values: Any) -> Said:
    """A message whose entities are given as name="words as typed=value", several with a list."""
    entities = []
    for name, given in values.items():
        for one in given if isinstance(given, list) else [given]:
            words, _, value = one.partition("=")
            start = text.index(words)
            entities.append({"entity": name, "start": start, "end": start + len(words), "value": value or words})
    return Said(text=text, intent="remind_me", confidence=0.9, entities=tuple(entities))


@pytest.mark.parametrize(
    ("message", "at", "every", "what"),
    [
        (
            said("Remind me in three months to buy new water filters.", duration="three months=P3M"),
            "2027-02-23T10:00+00:00",
            None,
            "buy new water filters",
        ),
        (
            said("I'd like a reminder every six weeks for cat food.", duration="six weeks=P6W"),
            "2027-01-04T10:00+00:00",
            "P6W",
            "cat food",
        ),
        (
            said("Let me know on 1 December that I need to order the goose.", date="1 December=2026-12-01"),
            "2026-12-01T10:00+00:00",
            None,
            "I need to order the goose",
        ),
        (
            said(
                "Can you ping me tomorrow at ten so I finish this order?", date="tomorrow=2026-11-24", time="ten=10:00"
            ),
            "2026-11-24T10:00+00:00",
            None,
            "I finish this order?",
        ),
        (said("vitamins reminder every month", duration="month"), "2026-12-23T10:00+00:00", "P1M", "vitamins"),
        (
            said("message me every Sunday to order the groceries", date="Sunday=2026-11-29"),
            "2026-11-29T10:00+00:00",
            "P1W",
            "order the groceries",
        ),
        (said("remind me every two weeks to water the ferns"), "2026-12-07T10:00+00:00", "P2W", "water the ferns"),
        (said("remind me to water the ferns every other day"), "2026-11-25T10:00+00:00", "P2D", "water the ferns"),
        (said("remind me in 3 days about the return"), "2026-11-26T10:00+00:00", None, "the return"),
        (said("remind me of the boiler in a fortnight's time"), "2026-12-07T10:00+00:00", None, "the boiler"),
        (said("remind me every month to descale it"), "2026-12-23T10:00+00:00", "P1M", "descale it"),
        (said("yearly reminder, boiler service"), "2027-11-23T10:00+00:00", "P1Y", "boiler service"),
        (said("remind me in two hours to ring", duration="two hours=PT2H"), "2026-11-23T12:00+00:00", None, "ring"),
        (said("remind me at nine", time="nine=09:00"), "2026-11-24T09:00+00:00", None, ""),
    ],
)
def test_a_reminder_is_read_with_when_how_often_and_what_for(
    message: Said, at: str, every: str | None, what: str
) -> None:
    """The time named, the interval named, and the customer's own words."""
    due = remind_when(message, NOW, LONDON)
    assert due is not None
    assert (due.at, due.every, remind_of(message)) == (datetime.fromisoformat(at), every, what)


@pytest.mark.parametrize(
    "message",
    [
        said("Remind me of my wife's birthday"),
        said("remind me yesterday", date="yesterday=2026-11-22"),
        said("remind me in the spring", date="the spring"),
    ],
)
def test_without_a_time_that_lies_ahead_it_is_asked_for(message: Said) -> None:
    """Nothing is guessed: no time, a time gone by, or one that nobody can read."""
    assert remind_when(message, NOW, LONDON) is None


@pytest.mark.parametrize(
    ("message", "terms"),
    [
        (said("Telegram only, please", channel="Telegram=telegram"), {"channels": ["telegram"]}),
        (
            said("Please use WhatsApp rather than phone.", channel=["WhatsApp=whatsapp", "phone"]),
            {"channels": ["whatsapp"]},
        ),
        (said("Never call me at work, send a text instead.", channel="text"), {"channels": ["twilio"]}),
        (said("never by phone", channel="phone"), {}),
        (said("only write to me on whatsapp please"), {"channels": ["whatsapp"]}),
        (said("please don't write to me on whatsapp"), {}),
        (said("write at most once a month by text"), {"channels": ["twilio"], "at_most": {"count": 1, "per": "month"}}),
        (
            said("Don't message me after nine in the evening.", time="after nine in the evening=21:00/.."),
            {"not_after": "21:00"},
        ),
        (said("no messages at night", time="night=19:00/23:00"), {"not_after": "19:00"}),
        (said("no calls before 11", time="before 11=../11:00"), {"not_before": "11:00"}),
        (
            said("weekdays before noon", date="weekdays", time="before noon=../12:00"),
            {"weekdays": [1, 2, 3, 4, 5], "not_after": "12:00"},
        ),
        (
            said("The best time to reach me is between 6 and 8.", time=["6=18:00", "8=20:00"]),
            {"not_before": "18:00", "not_after": "20:00"},
        ),
        (said("Not on Sundays, if you have to write at all."), {"not_weekdays": [7]}),
        (said("dont contct me on weekends"), {"not_weekdays": [6, 7]}),
        (said("nothing on weekends pls", date="weekends"), {"not_weekdays": [6, 7]}),
        (said("nothing at weekends please"), {"not_weekdays": [6, 7]}),
        (said("no messages on mondays"), {"not_weekdays": [1]}),
        (said("nothing but weekends"), {"weekdays": [6, 7]}),
        (said("nothing before 9", time="9=09:00"), {"not_before": "09:00"}),
        (
            said("write to me only on weekdays between 10 and 4", time="between 10 and 4=10:00/16:00"),
            {"weekdays": [1, 2, 3, 4, 5], "not_before": "10:00", "not_after": "16:00"},
        ),
        (said("You can contact me once a month, no more than that."), {"at_most": {"count": 1, "per": "month"}}),
        (said("at most twice a year"), {"at_most": {"count": 2, "per": "year"}}),
        (
            said("I'd be fine with one newsletter every three months.", duration="three months=P3M"),
            {"at_most": {"count": 4, "per": "year"}},
        ),
        (said("Write as you like"), {}),
    ],
)
def test_terms_are_read_and_nothing_is_made_up(message: Said, terms: dict[str, Any]) -> None:
    """By which way, when, on which days, how often; what is not said is not there."""
    assert contact_terms(message) == terms


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Just business between us, please.", Norm.EXCHANGE),
        ("Please keep it professional, I'm not looking for a friend.", Norm.EXCHANGE),
        ("No small talk with me from now on, I only need facts.", Norm.EXCHANGE),
        ("I'm not your friend! Keep it businesslike!", Norm.EXCHANGE),
        ("more formal, please", Norm.EXCHANGE),
        ("You can be less formal with me.", Norm.COMMUNAL),
        ("Think of me as an old friend of the house.", Norm.COMMUNAL),
        ("u can be more casual w me", Norm.COMMUNAL),
        ("I'd like things to be different", None),
    ],
)
def test_what_kind_of_relationship_they_want_is_heard_in_a_sentence(text: str, norm: Norm | None) -> None:
    """Business, closer, or not clear and then asked."""
    assert wished_norm(text) is norm


def test_clubs_are_the_houses_own() -> None:
    """A club is one that the house has; anybody's words make none."""
    clubs = ("gardening", "baking", "running")
    assert named_club("Can I sign up for the gardening group?", ["gardening"], clubs) == "gardening"
    assert named_club("the home bakers' community", ["bakers"], clubs) == "baking"
    assert named_club("the secret society of my ex-wife", [], clubs) is None


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("please take my message off the wall again", True),
        ("take down my note please", True),
        ("Can you remove the tip I sent for the board?", True),
        ("I'd like to take that back", True),
        ("Can I get a message on your wall?", False),
        ("I'd like to leave a note on the board", False),
        ("may I put a tip up for the others, I'll be back on Monday", False),
    ],
)
def test_taking_a_message_back_is_not_sending_one(text: str, back: bool) -> None:
    """Nothing is taken off the wall by somebody who wants something on it."""
    assert off_the_wall(text) is back


def test_a_message_for_the_wall_is_what_stands_in_quotes_or_behind_a_colon() -> None:
    """What is only announced is asked for."""
    assert for_the_wall("for the wall: merry Christmas everyone") == "merry Christmas everyone"
    assert for_the_wall('Could this be displayed? "We met at your counter."') == "We met at your counter."
    assert for_the_wall("I want to leave a note on the board") == ""
