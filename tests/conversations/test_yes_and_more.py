"""A yes with other words around it is a yes, and what stands beside it is answered too."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


@pytest.fixture
def told(house: House) -> Customer:
    return signed_in(house, COAT_ON_ITS_WAY)


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("yes ok. and what do you call me now?", "I call you by no name"),
        ("yes. where is my order?", "Hayes quilted coat"),
        ("yeah sure, and where's my order", "Hayes quilted coat"),
    ],
)
async def test_a_yes_before_a_question_keeps_and_answers(told: Customer, said: str, answered: str) -> None:
    """Nothing of either is lost."""
    await told.says("I'm allergic to nuts")
    reply = await told.says(said)
    assert "I'll remember that you're allergic to nuts" in reply and answered in reply
    assert told.remembered == ["I'm allergic to nuts"]


@pytest.mark.parametrize("said", ["No. I'm an L.", "so you call me what?", "ok and where is my parcel"])
async def test_what_is_no_yes_keeps_nothing(told: Customer, said: str) -> None:
    """A correction, a question and a nod are none."""
    await told.says("I wear a size M")
    await told.says(said)
    assert told.remembered == []


@pytest.mark.parametrize("said", ["ok yes forget me then", "yes forget me", "yes please, forget everything about me"])
async def test_the_wish_said_again_with_a_yes_confirms_it(told: Customer, said: str) -> None:
    """It was asked, and they said yes."""
    await told.says("forget everything about me")
    assert "We are strangers now" in await told.says(said)


@pytest.mark.parametrize(
    "said", ["forget me", "yes but not my orders, forget me", "yes but keep my points", "if you forget me what goes?"]
)
async def test_the_wish_alone_confirms_nothing(told: Customer, said: str) -> None:
    """What can't be undone takes a plain yes."""
    await told.says("forget everything about me")
    assert "strangers now" not in await told.says(said)


@pytest.mark.parametrize(
    "said", ["wait will that delete my orders too?", "what happens to my points", "and my bookings?"]
)
async def test_what_forgetting_reaches_is_said_before_it_is_done(told: Customer, said: str) -> None:
    """Orders, bookings and points go too; nothing is cancelled by asking, and the question stands."""
    await told.says("forget everything about me")
    reply = await told.says(said)
    assert "orders, bookings and points go too" in reply and "cancel" not in reply
    assert "Yes, forget me" in told.choices


async def test_a_late_yes_brings_the_question_back_and_keeps_nothing_by_itself(told: Customer) -> None:
    """After something else was told it is not clear what the yes is for: it is asked once more."""
    await told.says("im colour blind")
    await told.says("my budget is £60")
    assert "may I remember that you're colour blind" in await told.says("yes")
    assert told.remembered == []
    await told.says("yes")
    assert told.remembered == ["im colour blind"]
