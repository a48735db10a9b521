"""Replies as messages: buttons on the last part, numbered lines where buttons don't fit, people by name."""

from bot.channels.parting import in_parts, spoken
from bot.channels.values import Wording
from store import Choice
from tests.unit.channels.builders import WORDING, a_reply

YES_NO = (Choice("2.1.1", "Yes"), Choice("2.1.2", "No"))


def test_only_the_last_part_has_the_buttons() -> None:
    """A long text is read before anything is asked."""
    parts = in_parts(a_reply("One is here. Two is there.", YES_NO), lambda choices: True, WORDING, 20)
    assert parts == (("One is here.", ()), ("Two is there.", YES_NO))


def test_choices_without_buttons_are_numbered_in_the_order_offered() -> None:
    """The number typed is the number shown, and the titles are whole."""
    ((text, buttons),) = in_parts(a_reply("Shall I?", YES_NO), lambda choices: False, WORDING, 200)
    assert (text, buttons) == ("Shall I?\n\n1. Yes\n2. No\n\nSend the number.", ())


def test_a_reply_of_choices_alone_is_still_said() -> None:
    """No provider takes an empty text, so that choices without words become lines."""
    assert in_parts(a_reply("", YES_NO), lambda choices: True, Wording(), 200) == (("1. Yes\n2. No", ()),)


def test_a_person_is_named() -> None:
    """Nobody takes an agent's words for the machine's, where the channel shows one sender only."""
    assert spoken(a_reply("Hello.", sender="agent", name="Eva")) == "Eva: Hello."
    assert spoken(a_reply("Hello.", sender="assistant", name="Shoebox")) == "Hello."
