"""Nothing is cancelled that nobody wished to be."""

import pytest

from actions.around import Around
from actions.cancelling import cancels


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("No I don't want to cancel it", "deny"),
        ("mistake!! dont cancel", "deny"),
        ("no sorry not cancel. change to size 45", "change_order"),
        ("why has my order been cancelled", "track_order"),
        ("turntable back in? you cancelled mine", "track_order"),
        ("I didn't cancel it!!", "track_order"),
        ("cancel the book from my order but keep the coat", "change_order"),
        ("i only want to cancel one thing off my order", "change_order"),
        ("fine. cancel the coat only", "change_order"),
        ("please take the book off 6610", "change_order"),
        ("cancel my order", None),
        ("cancel the coat please, I don't want it", None),
        ("I'd like to cancel order 31-6610 because it's late", None),
        ("please cancel everything", None),
    ],
)
def test_cancelling_is_what_it_says(text: str, meant: str | None) -> None:
    """A no to cancelling, a part of an order and a question about it cancel nothing."""
    assert cancels(text, "cancel_order", Around()) == meant


def test_a_call_is_let_go() -> None:
    """Where one was promised, and no order is touched."""
    assert cancels("cancel the call, son's sorted it", "cancel_order", Around(called=True)) == "request_callback"


def test_other_wishes_stay() -> None:
    """What was read as something else is none of this."""
    assert cancels("I didn't cancel the table, did I?", "ask_booking", Around()) is None
