"""Somebody is rung when it suits them, and no word of no about something else lets the call go."""

import pytest

from store import Reader
from tests.conversations.conftest import Customer, House


def promised(nadia: Customer, house: House) -> list[tuple[str, str]]:
    """What stands promised, and by when in London."""
    made = house.memory.promises.of(nadia.known.customer, Reader.ASSISTANT)
    return [(one.what, f"{one.due_at:%a %H:%M}") for one in made if one.state == "open"]


@pytest.mark.parametrize(
    ("told", "between"),
    [
        ("01904 960144 after 5", "between 17:00 and 17:30 on Monday 23 November"),
        ("01904 960144 on monday between 2 and 4", "between 14:00 and 16:00 on Monday 23 November"),
    ],
)
async def test_the_hours_that_suit_are_promised(nadia: Customer, house: House, told: str, between: str) -> None:
    """And the desk reads them."""
    await nadia.says("I want someone to call me")
    assert between in await nadia.says(told)
    assert [what.startswith("+441904960144: 1") for what, _ in promised(nadia, house)] == [True]


async def test_hours_at_which_nobody_works_are_named(nadia: Customer) -> None:
    """It is said plainly, with what can be."""
    await nadia.says("I want someone to call me")
    assert "Nobody is at the desk at that hour" in await nadia.says("01904 960144 on monday after 6")


@pytest.mark.parametrize("text", ["call me at once, 01904 960144, if I don't answer call again"])
async def test_a_call_again_is_a_call(nadia: Customer, house: House, text: str) -> None:
    """It is promised, and not let go."""
    await nadia.says(text)
    assert len(promised(nadia, house)) == 1
