"""Which of the things remembered is meant."""

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from actions.facts import matching
from store import Fact, Sensitivity


class Kept:
    """As much of a fact as is looked at."""

    said_at = datetime(2026, 11, 21, tzinfo=UTC)
    sensitivity = Sensitivity.ORDINARY

    def __init__(self, kind: str, about: str, words: str, subject: str = "self") -> None:
        self.kind, self.about, self.words, self.subject = kind, about, words, subject


BIRTHDAY = Kept("date_to_remember", "3rd march", "my birthday's 3rd March")
WEDDING = Kept("date_to_remember", "4 june", "married on 4 June")
KOFI = Kept("size", "size 8-9", "my lad Kofi's size 8-9", "my lad kofi")
BOOTS = Kept("size", "shoe size 43 in boots", "I take a 43 in boots")
TOWN = Kept("home_town", "bath", "we're based in Bath")
CALLED = Kept("form_of_address", "bert", "call me Bert")
ALL = (BIRTHDAY, KOFI, BOOTS, TOWN, CALLED)


@pytest.mark.parametrize(
    ("text", "facts", "meant"),
    [
        ("forget my birthday", ALL, [BIRTHDAY]),
        ("now wipe the birthday", ALL, [BIRTHDAY]),
        ("forget Kofi", ALL, [KOFI]),
        ("forget Kofi’s size", (KOFI,), [KOFI]),
        ("forget the anniversary", (WEDDING, BOOTS), [WEDDING]),
        ("forget my size", ALL, [BOOTS]),
        ("forget the sizes", (KOFI, Kept("size", "43", "a 43")), [KOFI]),
        ("forget my address", ALL, [TOWN]),
        ("forget where I live", ALL, [TOWN]),
        ("forget what I'm called", ALL, [CALLED]),
        ("forget my birthday", (Kept("date_to_remember", "4 may", "my son's birthday is 4 May", "my son"),), []),
        ("forget the parcel", ALL, []),
        ("wipe that", (Kept("preference", "wipes", "I use wet wipes"),), []),
    ],
)
def test_a_thing_is_found_by_a_name_in_it_or_by_its_kind(text: str, facts: tuple[Kept, ...], meant: list[Kept]) -> None:
    """Nothing is forgotten that was not meant: "my birthday" is not my son's."""
    assert cast(Any, matching(cast("tuple[Fact, ...]", facts), text, ())) == meant
