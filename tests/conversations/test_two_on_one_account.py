"""Two people on one account or device: who says that they are another hears nothing of the customer's."""

import pytest

from store import Assurance, ConsentState, Purpose, Sensitivity
from tests.conversations.at_desk import Desk
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in
from tests.conversations.told import Told, allow, decide, tell

CALLED = Told("form_of_address", "need", "Anna", "please call me Anna")
NO_WOOL = Told("preference", "dislikes", "wool", "I never wear wool")
BETWEEN_US = Told(
    "life_event", "need", "leaving him", "between us, I am leaving him", sensitivity=Sensitivity.CONFIDENCE
)


@pytest.fixture
def anna(house: House) -> Customer:
    """A customer of the shop's, sure who she is, who told of herself and allowed its use."""
    anna = signed_in(house, COAT_ON_ITS_WAY)
    house.memory.people.arrive(anna.channel, anna.address)
    allow(house, anna, Purpose.MEMORY, Purpose.PERSONALISE)
    for told in (CALLED, NO_WOOL, BETWEEN_US):
        tell(house, anna, told)
    return anna


ASKED = (
    "hello",
    "what do you know about me?",
    "can you recommend a warm coat?",
    "why did you say that?",
    "where is my order?",
    "the usual please",
    "I am allergic to nuts, remember that",
    "call me Tom",
    "forget everything about me",
    "you may remember what I say",
    "remind me to buy socks in May",
)
THEIRS = ("anna", "wool", "leaving", "coat left", "31-", "30-")


async def test_who_says_that_they_are_another_hears_nothing_of_the_customers(house: House, anna: Customer) -> None:
    """Neither what was told, also in confidence, nor orders; and nothing of theirs is kept or erased."""
    assert "Anna" in await anna.says("hello")
    before = anna.remembered
    assert "somebody else" in await anna.says("I'm not Anna, I'm her husband")
    assert anna.choices == ["It's me again"]
    for text in ASKED:
        reply = (await anna.says(text)).lower()
        assert not [word for word in THEIRS if word in reply and word not in text.lower()], (text, reply)
        assert anna.because == set() and "Yes, remember that" not in anna.choices, text
    assert anna.remembered == before
    decided = [(one.purpose, one.state) for one in house.memory.consents.grants(anna.known.customer)]
    assert set(decided) >= {(Purpose.MEMORY, ConsentState.GIVEN), (Purpose.PERSONALISE, ConsentState.GIVEN)}


async def test_who_is_another_erases_nobody(house: House, anna: Customer) -> None:
    """To be forgotten is the customer's own wish: asked and confirmed by somebody else, it does nothing."""
    await anna.says("I'm not Anna, I'm her husband")
    await anna.says("forget everything about me")
    assert "only the customer" in await anna.chooses("Yes, forget me")
    assert len(anna.remembered) == 3


async def test_what_they_ask_beside_it_is_answered(anna: Customer) -> None:
    """They need not say it twice."""
    reply = await anna.says("I'm not Anna, I'm her husband. When do you open in Leeds?")
    assert "somebody else" in reply and "9" in reply


async def test_another_name_than_theirs_is_another_person(anna: Customer) -> None:
    """Who was Anna and says that his name is Tom is not remembered as Anna's new name."""
    assert "somebody else" in await anna.says("My name is Tom")
    assert "you never wear wool" not in await anna.says("what do you know about me?")
    assert "Tom" not in str(anna.remembered)


@pytest.mark.parametrize("way", ["says", "chooses", "rests"])
async def test_the_customer_comes_back(house: House, anna: Customer, way: str) -> None:
    """By a word, by the button, or once the conversation has rested: what is theirs is used again."""
    await anna.says("I'm not Anna, I'm her husband")
    if way == "says":
        await anna.says("it's me again")
    elif way == "chooses":
        await anna.chooses("It's me again")
    else:
        house.wait(minutes=61)
    assert "wool" in await anna.says("what do you know about me?")


async def test_an_agent_is_shown_nothing_of_the_customers_for_a_talk_with_another(
    house: House, desk: Desk, anna: Customer
) -> None:
    """Whom an agent speaks with is nobody in particular: they see why that person came, and nothing remembered."""
    decide(house, anna, Purpose.STAFF, ConsentState.GIVEN)
    await anna.says("I'm not Anna, I'm her husband")
    await anna.says("I want a person")
    desk.takes(anna)
    brief = desk.brief(anna)
    assert (brief.who.assurance, brief.facts, brief.promises) == (Assurance.ANONYMOUS, (), ())
