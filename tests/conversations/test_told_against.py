"""What was told against a thing is heard wherever the thing is asked about, and only where it may be."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import LATE_CASSEROLE, POINTS_AND_REFUND, signed_in


@pytest.mark.parametrize("question", ["any chocolate?", "how much is the chocolate"])
async def test_an_allergy_is_said_where_the_only_such_thing_is_asked_about(house: House, question: str) -> None:
    """Whoever is allergic to nuts and asks after chocolate hears it before they buy it, with the reason."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("I'm allergic to nuts")
    await margaret.says("yes")
    reply = await margaret.says(question)
    assert "You told me “I'm allergic to nuts”; that speaks against: Dark chocolate with hazelnut." in reply
    assert margaret.because == {"you're allergic to nuts"}
    assert "You told me" not in await margaret.says("what size is it")  # said once, while it is spoken of


async def test_what_speaks_against_some_leaves_the_others(house: House) -> None:
    """Shoes for a vegan are those without leather, and which were left out is said."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("remember i am vegan")
    reply = await kwame.says("any shoes?")
    assert "so I left out: Ripon brogues and Aire loafers." in reply
    assert "Ripon brogues, £" not in reply and kwame.because == {"you are vegan"}


async def test_a_no_to_keeping_it_is_no_no_to_minding_it_now(house: House) -> None:
    """In the same conversation their words count without permission; in the next one nothing is known of them."""
    guest = house.customer()
    await guest.says("I never buy leather")
    await guest.says("no")
    assert "so I left out: Fell walking boots." in await guest.says("what boots do you have")
    assert guest.because == set()
    house.wait(hours=30)
    reply = await guest.says("what boots do you have")
    assert "Fell walking boots" in reply and "left out" not in reply and "You told me" not in reply


async def test_what_is_sold_of_a_kind_is_answered_without_asking_which_way(house: House) -> None:
    """A suggestion or a question about goods: either shows what there is that they can have."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("I'm allergic to nuts")
    assert "without nuts" in await margaret.says("what chocolate have you got")
