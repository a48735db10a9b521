"""Whatever a signed body holds, a channel hears messages with ids and addresses, or refuses it whole."""

from collections.abc import Iterator
from typing import Any
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.accounts import CHANNELS
from bot.channels.values import Heard, Item, Unreadable
from tests.unit.channels.builders import json_request
from tests.unit.channels.test_messenger import a_page, an_event
from tests.unit.channels.test_slack import an_event as a_slack_event
from tests.unit.channels.test_telegram import a_press, an_update
from tests.unit.channels.test_whatsapp import a_batch, a_message, a_value

BODIES: dict[str, list[dict[str, Any]]] = {
    "slack": [a_slack_event()],
    "telegram": [an_update(), a_press()],
    "messenger": [a_page(), a_page(an_event(postback={"title": "t", "payload": "p"}))],
    "whatsapp": [a_batch(a_value([a_message()], [{"id": "w", "status": "failed", "errors": [{"code": 1}]}]))],
}
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**400), 10**400),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["\x00", "\ud800", "a\nb", "x" * 5_000, [], {}, [[]], [None], {"id": {}}, ["a"]]),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to everything within a body."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield (*path, key)
        yield from places(part, (*path, key))


def changed(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    """The body with something odd in one place."""
    if not path:
        return odd
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = changed(value[path[0]], path[1:], odd)
    return copy


def heard_from(channel: str, body: Any) -> tuple[Item, ...]:
    try:
        return CHANNELS[channel].parse(json_request(body), "main")
    except Unreadable:
        return ()


@pytest.mark.parametrize("channel", BODIES)
@given(data=st.data())
def test_nothing_odd_in_any_place_breaks_a_channel(channel: str, data: st.DataObject) -> None:
    """Wrong types, endless numbers and control characters: still messages that can be stored, or none."""
    body = data.draw(st.sampled_from(BODIES[channel]))
    odd = changed(body, data.draw(st.sampled_from(list(places(body)))), data.draw(ODD))
    for item in heard_from(channel, odd):
        if isinstance(item, Heard):
            said = item.message
            assert said.message_id and said.address and (said.text or said.choice)
            assert said.choice is None or said.choice.isprintable()
            assert len(said.text) <= 4_000
            assert not any(category(letter) in ("Cc", "Cs") for letter in said.text.replace("\n", ""))
