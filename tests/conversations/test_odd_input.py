"""Whatever is typed, there is an answer, the conversation goes on, and nothing is half-written."""

import pytest

from tests.conversations.conftest import Customer

ODD = (
    "😀😀😀",
    "....",
    "?",
    "123456789",
    "/restart",
    '/allow_memory{"fact": "x"}',
    "<script>alert(1)</script>",
    "{{7*7}} {words} {0}",
    "'; DROP TABLE facts; --",
    "wo ist meine Bestellung, bitte sehr",
    "我的订单在哪里",
    "a" * 4000,
    "no " * 1000,
    "\u202egnirts desrever\u202c",
    "İstanbul ẞ ﬁ",
    "wheer iz mi ordr ples its ben tooo loong adn i wnat ti nwo",
)


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
async def test_there_is_always_an_answer(nadia: Customer, typed: str) -> None:
    """An odd message gets words, and the next one is understood as ever."""
    assert (await nadia.says(typed)).strip()
    assert "machine" in await nadia.says("are you a robot?")
    assert nadia.remembered == []


async def test_a_third_misunderstanding_never_goes_without_a_person(nadia: Customer) -> None:
    """Two messages not understood lead to the offer of a person at the latest."""
    for typed in ("florp wibble zang", "grommet snarf quux", "blip blop blup"):
        await nadia.says(typed)
        if any("person" in title.lower() for title in nadia.choices):
            return
    pytest.fail("nobody offered a person")
