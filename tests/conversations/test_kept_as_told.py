"""What shall be remembered is, what holds no longer goes, and what harms somebody is understood as it is typed."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import LATE_CASSEROLE, SOCKS_TWICE_A_YEAR, signed_in


@pytest.fixture
def margaret(house: House) -> Customer:
    return signed_in(house, LATE_CASSEROLE)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("im a 46 shoe and L in shirts, remember that will you", ["im L in shirts", "im a 46 shoe"]),
        ("please keep in mind no caffeine for me", ["no caffeine for me"]),
    ],
)
async def test_what_shall_be_remembered_is(margaret: Customer, said: str, kept: list[str]) -> None:
    """Without a question."""
    assert "I'll remember" in await margaret.says(said)
    assert sorted(margaret.remembered) == sorted(kept)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("My grandson is called Alfie, please remember that", "your grandson is called Alfie"),
        ("I have allergy from peanut. Please you keep it in your head", "you have allergy from peanut"),
    ],
)
async def test_what_has_a_question_of_its_own_gets_it(margaret: Customer, said: str, asked: str) -> None:
    """Somebody else's name and what a body doesn't take."""
    assert asked in await margaret.says(said)
    assert not margaret.remembered


async def test_a_no_that_puts_right_is_no_refusal(margaret: Customer) -> None:
    """It is noted for the talk, and put with the rest."""
    await margaret.says("I'd like to be called Tom")
    assert "Mr Whitfield" in await margaret.says("no just Mr Whitfield")


@pytest.mark.parametrize(
    "said", ["actually it was a wrong diagnosis, I'm not coeliac", "I'm not coeliac after all, the test was wrong"]
)
async def test_what_holds_no_longer_goes(margaret: Customer, said: str) -> None:
    """Nobody is asked how it should read."""
    await margaret.says("I'm coeliac")
    await margaret.says("yes")
    assert margaret.remembered == ["I'm coeliac"]
    assert "How should it read" not in await margaret.says(said)
    assert not margaret.remembered


@pytest.mark.parametrize(
    ("said", "never"),
    [
        ("hello i am coeliac. what food have you got", "shortbread"),
        ("what can you eat if you are coeliac, any biscuits?", "shortbread"),
        ("biscuits without gluton", "shortbread"),
        ("dont drink coffee. what tea without caffine do you sell", "Assam"),
        ("tea without cafein please", "Assam"),
        ("chocolate without diary", "without diary"),
    ],
)
async def test_what_harms_somebody_is_left_out_however_it_is_typed(margaret: Customer, said: str, never: str) -> None:
    """In the middle of a question too."""
    assert never not in await margaret.says(said)


async def test_honey_is_from_animals(margaret: Customer) -> None:
    """A vegan is shown none, in words that a person would use."""
    await margaret.says("I'm vegan, please remember that")
    reply = await margaret.says("what biscuits have you got for me then")
    assert "oney" not in reply and "without animal" not in reply and "without anything from animals" in reply


async def test_what_one_can_have_orders_nothing(margaret: Customer) -> None:
    """It is a wish to be shown."""
    await margaret.says("I'm coeliac")
    await margaret.says("yes")
    reply = await margaret.says("what biscuits can i have")
    assert "order" not in reply and "without gluten" in reply


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("how long do you keep what i write here", "365 days"),
        ("who is the data controller", "the shop answers"),
        ("is it used for ads or anything?", "It is not sold"),
        ("can they see my orders", "our staff don't"),
        ("what do you have on my daughter", "I keep nothing about you but"),
        ("is this chat anonymous?", "I keep nothing about you but"),
    ],
)
async def test_questions_of_data_are_answered(margaret: Customer, asked: str, told: str) -> None:
    """By what is so, with no complaint written down."""
    assert told in await margaret.says(asked)


async def test_a_death_is_spoken_of_before_what_stops(house: House) -> None:
    """With a person at hand; and whoever lives on is not taken for the one who died."""
    geoff = signed_in(house, SOCKS_TWICE_A_YEAR)
    reply = await geoff.says("My wife died in spring, please stop sending things in her name")
    assert reply.startswith("I'm sorry.") and "A person, please" in geoff.choices
    assert "keep nothing of it" in await geoff.says("ok this is her husband Geoff. I'm size XL")


async def test_dont_remember_that_lets_go_of_the_last_thing_alone(house: House) -> None:
    """What was kept before stays, and so does the permission."""
    customer = house.customer("second-thoughts")
    await customer.says("you may remember what I tell you")
    await customer.says("remember that i love navy")
    await customer.says("my birthday is 4 may")
    assert "Forgotten: “my birthday is 4 may”" in await customer.says("no dont remember that")
    assert customer.remembered == ["i love navy"]


async def test_who_said_no_before_may_say_remember_all_the_same(margaret: Customer) -> None:
    """It is kept as told, without the yes before it and the "myself" behind it."""
    await margaret.says("I like brass bands")
    await margaret.says("no")
    kept = "I'll remember that you never wear wool."
    assert await margaret.says("yes remember that I never wear wool myself") == kept
