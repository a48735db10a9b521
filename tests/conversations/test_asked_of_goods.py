"""Questions about goods: size and colour together, one shop's shelf, one feature, two side by side, British sizes."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (
            "is the puddle coat in stock in mustard 4-5",
            "Puddle coat: not in stock in mustard, 4-5, but in mustard (2-3, 6-7, 8-9) and navy (2-3, 4-5, 6-7, 8-9).",
        ),
        (
            "do you have the court trainers in white 46",
            "Court trainers: not in stock in white, 46, but in white (37–45) and navy (37–46).",
        ),
        ("is the iron casserole in stock", "Iron casserole, in stock: slate."),
    ],
)
async def test_stock_is_told_for_the_colour_and_size_together(nadia: Customer, text: str, reply: str) -> None:
    """Neither is dropped, and each colour is told with the sizes left in it."""
    assert await nadia.says(text) == reply


async def test_the_sizes_in_one_colour_are_listed(nadia: Customer) -> None:
    """ "Which sizes in white" is about what is in view."""
    await nadia.says("do you have the court trainers in white 46")
    reply = await nadia.says("so which sizes have you got in white then")
    assert reply.startswith("Court trainers in white, in stock: 37, 38") and "46" not in reply


async def test_moss_is_a_green(nadia: Customer) -> None:
    """A colour is meant by its shades, as the shop groups them."""
    await nadia.says("tell me about the hayes coat")
    assert "in stock in moss" in await nadia.says("does it come in green")


async def test_the_shelf_of_one_shop_is_not_seen_from_here(nadia: Customer) -> None:
    """That is said once of a shop, with its number and its hours today."""
    reply = await nadia.says("have u got the pennine jumper in a medium in york")
    assert "in stock in M: Pennine cotton jumper" in reply
    assert "The shelf in York can't be seen from here; they can tell you on +441904960208, today 09:30" in reply
    assert "can't be seen" not in await nadia.says("is it in stock in york in L")


@pytest.mark.parametrize("text", ["do mugs go in the microwave", "are the tea mugs microwave safe?"])
async def test_what_no_record_says_is_not_guessed(nadia: Customer, text: str) -> None:
    """A feature that isn't written down is said not to be known, with a person who can tell."""
    assert (await nadia.says(text)).startswith("What I have of the Pair of tea mugs doesn't say, so I won't guess.")
    assert "A person, please" in nadia.choices


async def test_a_question_about_what_is_being_ordered_is_answered_from_its_record(house: House) -> None:
    """A hood is in the description; the order waits."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("i'd like to order the hayes coat")
    reply = await nadia.says("has it got a hood")
    assert "hood and two inner pockets" in reply and "Which colour" in reply


@pytest.mark.parametrize("text", ["is it dishwasher safe", "are they dishwasher safe", "do they go in the dishwasher?"])
async def test_what_is_asked_of_several_is_told_of_each(nadia: Customer, text: str) -> None:
    """Nobody must choose first."""
    await nadia.says("show me teapots")
    reply = await nadia.says(text)
    assert "Which" not in reply and reply.count("\n") == 1 and "Glass teapot: " in reply


async def test_the_thing_named_is_the_one_answered_for(nadia: Customer) -> None:
    """The mugs that match the teapot, and are dishwasher safe, are not the teapot."""
    assert (await nadia.says("is the stoneware teapot dishwasher safe")).startswith("Stoneware teapot: ")


@pytest.mark.parametrize(
    "text",
    [
        "whats the difference between the 2 teapots",
        "compare the stoneware teapot and the glass teapot",
        "stoneware teapot vs glass teapot",
    ],
)
async def test_two_are_put_side_by_side(nadia: Customer, text: str) -> None:
    """A line each, from their records."""
    reply = await nadia.says(text)
    assert reply.startswith("Side by side:\nStoneware teapot, £48.00, stoneware. Holds four cups")
    assert "\nGlass teapot, £36.00, glass. Borosilicate" in reply and reply.count("\n") == 2


@pytest.mark.parametrize(
    "text", ["which is the warmest", "which one is better", "between both of them which would you get"]
)
async def test_which_is_better_puts_those_in_view_side_by_side(nadia: Customer, text: str) -> None:
    """Nothing else is looked for, and nothing is taken for a confidence."""
    await nadia.says("compare the hayes coat and the orla parka")
    reply = await nadia.says(text)
    assert reply.startswith("Side by side:\nHayes quilted coat") and "Orla down-free parka" in reply


@pytest.mark.parametrize(
    ("text", "ours"),
    [("wellies in size 6/7", "a British 6 comes out as 39"), ("do you have fell boots in uk 8", "8 comes out as 42")],
)
async def test_a_british_shoe_size_is_told_in_ours(nadia: Customer, text: str, ours: str) -> None:
    """The shelves know European sizes alone, and say so."""
    reply = await nadia.says(text)
    assert "Our shoe sizes are European" in reply and ours in reply and "not made" not in reply


async def test_a_british_size_by_itself_is_told_in_ours(nadia: Customer) -> None:
    """With nothing in view too."""
    assert "British 6 comes out as 39" in await nadia.says("im a uk 6 not european")


async def test_a_dress_size_is_not_guessed(nadia: Customer) -> None:
    """Where sizes are letters, what a 10 is a person or a fitting tells."""
    reply = await nadia.says("size 10 dress")
    assert "S, M, L" in reply and "I won't guess" in reply
    assert nadia.choices == ["A person, please", "Book a fitting"]
