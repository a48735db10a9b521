"""Nothing known is asked, never more than three things to choose from, and nonsense is no exception."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import COAT_ON_ITS_WAY, LATE_CASSEROLE, POINTS_AND_REFUND, SOCKS_TWICE_A_YEAR, signed_in
from tests.conversations.test_interrupted import promised

A_PERSON = {"A person, please"}


@pytest.mark.parametrize(
    ("account", "wish"),
    [
        (COAT_ON_ITS_WAY, "can you recommend something for the garden?"),
        (COAT_ON_ITS_WAY, "what coats do you have?"),
        (COAT_ON_ITS_WAY, "do you sell books?"),
        (COAT_ON_ITS_WAY, "I'd like to buy a coat"),
        (COAT_ON_ITS_WAY, "book a table"),
        (COAT_ON_ITS_WAY, "book a fitting in Leeds on Friday"),
        (SOCKS_TWICE_A_YEAR, "I'd like to send the socks back"),
        (SOCKS_TWICE_A_YEAR, "I need an invoice"),
        (POINTS_AND_REFUND, "I want to use my points"),
    ],
)
async def test_three_things_at_most_are_put_to_choose_from(house: House, account: str, wish: str) -> None:
    """However many there are, nobody has to read through a list; a person beside them is no choice of these."""
    customer = signed_in(house, account)
    await customer.says(wish)
    assert 0 < len(set(customer.choices) - A_PERSON) <= 3


async def test_what_goes_with_a_thing_is_asked_by_its_name(house: House) -> None:
    """ "The hayes coat" is enough, and what others bought with it says that it is that."""
    heard = await signed_in(house, COAT_ON_ITS_WAY).says("what goes with the hayes coat?")
    assert "Hayes quilted coat" in heard and "Which product" not in heard


async def test_who_says_when_is_not_asked_when(house: House) -> None:
    """Only the number is missing; the hour that was named is the one that is promised."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    asked = "Shall we ring the number on your account that ends in 171, or another number?"
    assert await nadia.says("please call me back on Monday at 3pm") == asked
    assert "15:00 on Monday 23 November" in await nadia.says("07700 900123")
    assert promised(house, nadia) == ["+447700900123"]


async def test_a_call_at_an_hour_is_no_name(house: House) -> None:
    """ "Call me Monday 3pm" asks for a call, and calls nobody Monday."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "Shall we ring the number on your account" in await nadia.says("call me monday 3pm")


@pytest.mark.parametrize(
    ("said", "terms"),
    [
        (
            "only write to me on weekday mornings",
            {"weekdays": [1, 2, 3, 4, 5], "not_before": "09:00", "not_after": "12:00"},
        ),
        ("write to me in the evenings only", {"not_before": "17:00", "not_after": "20:00"}),
    ],
)
async def test_a_part_of_the_day_is_hours_enough(house: House, said: str, terms: dict[str, object]) -> None:
    """Who says "mornings" is not asked between which hours."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("you may write to me about offers")
    await nadia.says(said)
    (grant,) = house.memory.consents.grants(nadia.known.customer)
    assert dict(grant.terms) == terms


async def test_what_is_named_is_what_is_spoken_of(house: House) -> None:
    """Money back for what hasn't come is answered for that, not for another order that has."""
    margaret = signed_in(house, LATE_CASSEROLE)
    heard = await margaret.says("I want my money back for the casserole, it's late")
    assert "31-5120" in heard and "hasn't arrived yet" in heard and "Cancel it" in margaret.choices


@pytest.mark.parametrize(
    "said",
    [
        "remind me tomorrow at 25:00 to call mum",
        "call me at 99:99 on 07700900123",
        "book a table at 25:00 tomorrow in York for 2",
        "book a table for 0 people",
        "book a table for 999999999999 people in York tomorrow at 1pm",
        "remind me on 31 February to pay",
        "remind me in 99999999 days to pay",
        "use -5 points",
        "buy 0 glass teapots",
        "move my fitting to 24:60",
        "only write to me between 25:00 and 99:00",
    ],
)
async def test_what_cannot_be_is_answered(house: House, said: str) -> None:
    """Hours that no clock has, days that no month has, numbers that nobody means: a reply, and nothing written."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert await nadia.says(said)
