"""Goods that are named without a wish that was learnt, presents by age, others than those shown."""

import pytest

from tests.conversations.conftest import Customer


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("crime novels", "The Ninth Carriage"),
        ("got any mystery novels?", "The Lamp at Ravenscar"),
        ("what crime books have you got", "The Ninth Carriage"),
        ("frying pan", "Carbon steel pan"),
        ("the ninth carriage", "The Ninth Carriage"),
        ("i need a frying pan that works on induction", "Carbon steel pan"),
        ("show me the ripon brogues", "Ripon brogues"),
        ("thought so lol. ok bot do you have a nice mug for my nan under 25 quid", "Pair of tea mugs"),
    ],
)
async def test_what_names_goods_of_ours_shows_them(nadia: Customer, text: str, shown: str) -> None:
    """Nobody is told that it can't be done."""
    reply = await nadia.says(text)
    assert shown in reply and "can't do that" not in reply and "didn't follow" not in reply


@pytest.mark.parametrize("text", ["write me a poem about the sea", "who won the football", "two years", "do my taxes"])
async def test_what_names_none_shows_none(nadia: Customer, text: str) -> None:
    """A word that stands in a title sells nothing."""
    assert "£" not in await nadia.says(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("a present for a 1 year old", "Wooden blocks"),
        ("present for my grandson, he is 6", "Map puzzle"),
        ("baby shower gift", "Cotton bear"),
        ("what do you have for a newborn", "Cotton bear"),
    ],
)
async def test_a_present_for_a_child_is_made_for_its_age(nadia: Customer, text: str, first: str) -> None:
    """Children's goods come, and none that is for older ones."""
    reply = await nadia.says(text)
    assert reply.split("\n")[1].startswith(first) and "Garden" not in reply
    assert "puzzle" not in reply or first == "Map puzzle"


@pytest.mark.parametrize(
    "text",
    ["a present for a friend who moved into a new house", "something for the home, not clothes", "housewarming gift"],
)
async def test_a_present_for_a_home_is_nothing_to_wear(nadia: Customer, text: str) -> None:
    """What is for the kitchen comes first."""
    assert (await nadia.says(text)).split("\n")[1].startswith("Stoneware teapot")


@pytest.mark.parametrize(
    "text",
    [
        "she already has that book. anything else?",
        "ive read both",
        "i've read those",
        "she has that one already, what else",
    ],
)
async def test_what_they_have_is_not_shown_again(nadia: Customer, text: str) -> None:
    """Others come, of the same kind."""
    shown = await nadia.says("can you recommend a book for my mum")
    others = await nadia.says(text)
    assert "The Plain Larder" in others and not set(shown.split("\n")[1:]) & set(others.split("\n")[1:])


async def test_another_than_the_one_named_may_be_one_that_was_shown(nadia: Customer) -> None:
    """Only what they don't want is left out."""
    await nadia.says("do you have teapots")
    reply = await nadia.says("any other teapot than the stoneware one")
    assert "Glass teapot" in reply and "Stoneware teapot, £" not in reply


async def test_the_cheapest_of_all_is_looked_for_by_its_price(nadia: Customer) -> None:
    """The least first."""
    reply = await nadia.says("what's your cheapest thing")
    assert reply.split("\n")[1].startswith("Dark chocolate with hazelnut, £5.00")


async def test_two_kinds_named_side_by_side_are_both_shown(nadia: Customer) -> None:
    """A jumper and a coat are not three coats."""
    reply = await nadia.says("show me a jumper and a coat")
    assert "Dales crew-neck jumper" in reply and "Hayes quilted coat" in reply


@pytest.mark.parametrize(
    "text",
    ["put bread knife and some honey on my shopping list", "shopping list: rooibos, shortbread", "whats on my list"],
)
async def test_a_shopping_list_begins_no_order(nadia: Customer, text: str) -> None:
    """There is none, so nothing is a yes away from being bought."""
    assert (await nadia.says(text)).startswith("I keep no shopping list, so nothing is noted and nothing is ordered.")
    assert "31-9001" not in await nadia.says("yes")
