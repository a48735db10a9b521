"""What is asked of a shop or of delivery is answered from what the house knows, or said not to be known."""

import pytest

from tests.conversations.conftest import Customer, House


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
    """No list of hours that answers something else; each shop's number, and a person can find out."""
    told = await nadia.says(text)
    assert told.startswith(f"What I have of our shops says nothing of {what}. They can tell you, or a person")
    assert "Leeds: +441134960114" in told and "Bath: +441225960321" in told
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


@pytest.mark.parametrize("said", ["are you open on boxing day", "what about boxing day?"])
async def test_a_day_with_a_name_is_that_day(house: House, said: str) -> None:
    """Today's hours are no answer."""
    nadia = house.customer()
    await nadia.says("what are your opening hours")
    assert "Saturday 26 December" in await nadia.says(said)


async def test_another_day_is_asked_after_the_hours(house: House) -> None:
    """A date by itself goes on about the shops."""
    nadia = house.customer()
    await nadia.says("what are your opening hours")
    assert "Saturday 26 December" in await nadia.says("i mean the 26th december")


@pytest.mark.parametrize("said", ["til what time do they serve", "whats the address", "when do you close"])
async def test_the_shop_just_told_of_is_still_meant(house: House, said: str) -> None:
    """Neither delivery nor the other shops."""
    nadia = house.customer()
    await nadia.says("is there a tea room in york")
    told = await nadia.says(said)
    assert "8 Stonegate" in told and "Bath" not in told


async def test_parking_is_asked_of_the_shop_just_told_of(house: House) -> None:
    """Its own number is given."""
    nadia = house.customer()
    await nadia.says("where is your York shop")
    assert "+441904960208" in await nadia.says("is there parking there")


@pytest.mark.parametrize(("said", "town"), [("do you have a shop in manchester", "Manchester"),
                                            ("have you got a store in Edinburgh?", "Edinburgh")])  # fmt: skip
async def test_a_town_without_a_shop_is_said_to_be_one(house: House, said: str, town: str) -> None:
    """The list of the others is no answer by itself."""
    assert f"We have no shop in {town}." in await house.customer().says(said)


@pytest.mark.parametrize("said", ["do you have a shop in my town", "do you have shops in yorkshire"])
async def test_a_region_is_not_denied(house: House, said: str) -> None:
    """There may be one in it."""
    assert "no shop in" not in await house.customer().says(said)


async def test_all_offers_of_the_day_are_told(house: House) -> None:
    """The bulbs are among them, and can be asked for."""
    nadia = house.customer()
    assert "Bulbs a quarter off" in await nadia.says("whats on offer at the minute")
    assert "Bulbs a quarter off" in await nadia.says("nothing off the bulbs?")


async def test_an_offer_of_another_month_is_told_as_such(house: House) -> None:
    """January's coats, not November's bulbs."""
    told = await house.customer().says("is there a sale in january")
    assert "Coats a fifth off" in told and "Bulbs" not in told and "see ahead" in told
