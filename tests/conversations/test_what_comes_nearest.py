"""Wishes that nothing meets in every word, and what is said of goods just shown: had already, or another meant."""

import pytest

from tests.conversations.conftest import Customer


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("I want a raincoat for my trip to scotland, medium, not black", "Esk raincoat"),
        ("need smart shoes for a job interview, size 9, under 150, black", "Ripon brogues"),
        ("slippers then, for a lady, size 6", "slippers"),
    ],
)
async def test_words_that_name_no_goods_empty_no_shelf(nadia: Customer, text: str, shown: str) -> None:
    """The kind that is named is shown, in a British size as well."""
    told = await nadia.says(text)
    assert shown in told and "Nothing" not in told


async def test_what_we_do_not_sell_is_still_said(nadia: Customer) -> None:
    """No kind of ours is named, so nothing comes near."""
    assert await nadia.says("recommend a waterproof tent in green") == "Nothing we have fits that."


async def test_a_small_present_for_somebody_at_work(nadia: Customer) -> None:
    """ "Work" there is no pair of jeans, and what it may cost holds."""
    await nadia.says("secret santa £10 any ideas")
    told = await nadia.says("someone at work, she likes baking i think, max a tenner")
    assert "shortbread" in told and "£10." not in told


async def test_a_child_that_turns_five_is_shown_nothing_from_six(nadia: Customer) -> None:
    """Nor anything above the sum."""
    told = await nadia.says("my granddaughter is turning five, max £25")
    assert "Cotton bear" in told and "puzzle" not in told and "blocks" not in told


@pytest.mark.parametrize("said", ["he's got the blocks already", "he already has the blocks"])
async def test_what_is_there_already_is_not_chosen(nadia: Customer, said: str) -> None:
    """The others are shown again."""
    await nadia.says("present for a 3 year old")
    told = await nadia.says(said)
    assert "Cotton bear" in told and "blocks" not in told


async def test_a_novel_that_is_read_is_left_out(nadia: Customer) -> None:
    """The other two are not."""
    await nadia.says("show me some novels")
    told = await nadia.says("i've already read the ninth carriage")
    assert "Orchard" in told and "Ninth" not in told


async def test_another_mystery_is_found_where_none_is_by_the_sea(nadia: Customer) -> None:
    """It is not heard as something to be corrected."""
    await nadia.says("do you have anything like the lamp at ravenscar")
    told = await nadia.says("No I've read that one. Something similar, a mystery by the sea")
    assert told.startswith("What comes nearest:") and "The Ninth Carriage" in told


async def test_something_else_for_who_has_books_enough(nadia: Customer) -> None:
    """What he likes still counts."""
    await nadia.says("present for my dad he's 70 likes gardening, around £30")
    assert "Steel trowel" in await nadia.says("he's already got loads of books, something else?")
    assert "Bypass secateurs" in await nadia.says("what about garden tools")


@pytest.mark.parametrize("said", ["What else would go well with the cd player", "what would go with the cd player"])
async def test_what_goes_with_it_is_not_itself(nadia: Customer, said: str) -> None:
    """What others bought with it is told."""
    assert "other customers also bought" in await nadia.says(said)


async def test_another_one_pointed_at_is_meant(nadia: Customer) -> None:
    """Not the one in view."""
    await nadia.says("how much is the puzzle")
    assert await nadia.says("What about the bear, is it washable?") == (
        "Cotton bear: yes, washable. A plain bear, washable at 40°."
    )


async def test_the_one_that_is_not_meant_is_not_told_of(nadia: Customer) -> None:
    """ "The pan, not the jeans"."""
    await nadia.says("do you have jeans")
    assert "Carbon steel pan" in await nadia.says("the pan not the jeans")


@pytest.mark.parametrize(
    "said",
    [
        "is the honey made in a place with nuts?",
        "are there traces of nuts in the honey",
        "could the honey have traces of nuts",
    ],
)
async def test_traces_are_never_guessed(nadia: Customer, said: str) -> None:
    """What a record doesn't list may still be there."""
    told = await nadia.says(said)
    assert told.startswith("Heather honey: whether traces") and nadia.choices == ["A person, please"]


async def test_each_of_those_shown_is_told_of(nadia: Customer) -> None:
    """Nobody must choose first."""
    await nadia.says("do you have raincoats")
    told = await nadia.says("which of these are actually waterproof")
    assert "Esk raincoat: yes, waterproof." in told and "Puddle coat: yes, waterproof." in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the dales crew neck how much", "Dales crew-neck jumper: £72.00."),
        ("how much does the stoneware teapot hold", "Holds four cups"),
        ("is the casserole oven safe and induction", "induction and oven safe"),
        ("do you have pans in 32cm", "Twenty-six centimetres"),
    ],
)
async def test_the_whole_question_is_answered(nadia: Customer, text: str, told: str) -> None:
    """No price for what it holds, and no half of two."""
    assert told in await nadia.says(text)


async def test_words_left_over_are_no_goods(nadia: Customer) -> None:
    """Only what is asked for as a thing is said not to be sold."""
    assert "We don't sell" not in await nadia.says("hi, question about a product")
    assert "We don't sell “sofas”" in await nadia.says("do you sell sofas")
