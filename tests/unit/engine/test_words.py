"""What customers say is put into sentences as it is."""

import pytest

from bot.engine.words import filled


@pytest.mark.parametrize("said", ["0[", "{words}", "{{", "}", "{0}", "100 % {sure}", "<b>", "\\1", "{0[words]}"])
def test_a_value_is_never_read_as_a_template(said: str) -> None:
    """Whatever was typed stands in the sentence, letter for letter."""
    assert filled("You said “{words}”.", {"words": said}) == f"You said “{said}”."


def test_choices_are_filled_too_and_their_payloads_keep_their_braces() -> None:
    """Doubled braces are the payload's own; a single place is filled."""
    buttons = [{"title": "Order {number}", "payload": '/track_order{{"order_number": "{number}"}}'}]
    whole = filled(buttons, {"number": "31-7704"})
    assert whole == [{"title": "Order 31-7704", "payload": '/track_order{"order_number": "31-7704"}'}]


def test_payloads_without_doubled_braces_stay_whole() -> None:
    """Rasa leaves them alone, and so do we."""
    assert filled('/inform{"size": "42"}', {"size": "9"}) == '/inform{"size": "42"}'
