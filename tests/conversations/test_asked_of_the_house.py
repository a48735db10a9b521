"""What is asked of a shop or of delivery is answered from what the house knows, or said not to be known."""

import pytest

from tests.conversations.conftest import Customer


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("is there parking", "parking"),
        ("can I bring my dog?", "dogs"),
        ("do you have toilets", "toilets"),
        ("is there free wifi?", "Wi-Fi"),
    ],
)
async def test_what_no_shop_tells_is_said_not_to_be_known(nadia: Customer, text: str, what: str) -> None:
    """No list of hours that answers something else; a person can find out."""
    assert await nadia.says(text) == f"What I have of our shops says nothing of {what}. A person can find out."
    assert nadia.choices == ["A person, please"]


async def test_of_one_shop_its_phone_is_told(nadia: Customer) -> None:
    """Whoever asks about one shop may ask there."""
    answer = await nadia.says("is there parking at the Leeds shop?")
    assert answer.startswith("What I have of Larkin & Rowe Leeds says nothing of parking. They can tell you on +44")


async def test_what_the_directions_tell_is_told(nadia: Customer) -> None:
    """Of the shop that is asked about, else of each that tells it."""
    assert "one step at the door, a ramp on request" in await nadia.says("is the york shop wheelchair accessible")
    everywhere = await nadia.says("are your shops step-free?")
    assert "level access" in everywhere and "lift to the tea room" in everywhere


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("do you deliver to France", "to France"),
        ("can you ship to the US?", "to the US"),
        ("do you deliver to northern ireland", "to Northern Ireland"),
        ("do you ship abroad?", "abroad"),
    ],
)
async def test_delivery_far_away_is_not_made_up(nadia: Customer, text: str, where: str) -> None:
    """The ways of delivery name no countries: neither yes nor no."""
    assert f"doesn't say whether we deliver {where}, so I won't guess" in await nadia.says(text)
    assert nadia.choices == ["A person, please"]


async def test_delivery_at_home_is_told_as_ever(nadia: Customer) -> None:
    """ "To us" is no country."""
    assert "Standard delivery" in await nadia.says("how do you deliver to us?")


async def test_who_can_see_it_is_answered_with_who(nadia: Customer) -> None:
    """Not with a no."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    assert (await nadia.says("who can see that?")).startswith("You alone see what I remember of you")
