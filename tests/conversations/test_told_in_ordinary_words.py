"""What is told with words around it is taken as told; a yes to a part keeps that part; what changed is put right."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import LATE_CASSEROLE, signed_in

NOTHING = "I keep nothing about that"


@pytest.mark.parametrize(
    "text",
    [
        "hi, by the way my boy Kofi has a sesame allergy, rather a severe one",
        "just so you know our little one has a dairy allergy, quite a bad one",
        "fyi my girl is allergic to peanuts",
    ],
)
async def test_a_childs_allergy_is_taken(house: House, text: str) -> None:
    ama = signed_in(house, LATE_CASSEROLE)
    assert "go by that while we talk" in await ama.says(text)


async def test_a_note_of_a_childs_allergy_is_said_to_be_theirs(house: House) -> None:
    ama = signed_in(house, LATE_CASSEROLE)
    assert "theirs to tell" in await ama.says("could you make a note of that? Kofi's egg allergy")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My dear, do call me Mrs Bell, not Nadia", "Mrs Bell"),
        ("I go by Alex", "Alex"),
        ("haha no I'm a person. just call me Robin", "Robin"),
        ("I mean please address me as Dr Shah", "Dr Shah"),
        ("everybody calls me Bex, not Rebecca", "Bex"),
    ],
)
async def test_how_to_be_called_is_taken(nadia: Customer, text: str, name: str) -> None:
    assert name in await nadia.says(text)
    await nadia.says("yes")
    assert name in await nadia.says("what's my name?")
    assert f"Hello, {name}" in await nadia.says("hello")


@pytest.mark.parametrize(
    ("told", "answer", "kept"),
    [
        ("I'm a size 16 and I hate polyester", "the polyester yes, not the size", ["I hate polyester"]),
        ("I love blue and I can't stand lilies", "keep the blue, skip the lilies", ["I love blue"]),
        ("I wear a size 16 and I hate velvet", "yes to the first, no to the second", ["I wear a size 16"]),
        ("I'm vegan and I like green", "only the vegan bit", ["I'm vegan"]),
        ("allergic to pollen and dust", "yes, but leave out the dust", ["allergic to pollen"]),
    ],
)
async def test_a_yes_to_a_part_keeps_that_part(nadia: Customer, told: str, answer: str, kept: list[str]) -> None:
    await nadia.says(told)
    reply = await nadia.says(answer)
    assert nadia.remembered == kept and "I don't keep that" in reply


@pytest.mark.parametrize(
    ("first", "then", "now"),
    [
        ("I'm a size 12", "drop the 12, I take a 14", ["I'm a size 14"]),
        ("I'm a size 16", "I've gone up to an 18 since the baby, the 16 is no longer right", ["I'm a size 18"]),
        ("I'm a size 44 shoe", "my feet shrank, I've gone down to a 43", ["I'm a size 43 shoe"]),
        ("I'm a size 10", "forget the 10, I'm back to an 8", ["I'm a size 8"]),
    ],
)
async def test_a_size_that_changed_takes_the_place_of_the_old(
    nadia: Customer, first: str, then: str, now: list[str]
) -> None:
    await nadia.says("you may remember what I tell you")
    await nadia.says(first)
    await nadia.says(then)
    assert nadia.remembered == now


async def test_what_is_to_stay_is_not_offered_to_go(nadia: Customer) -> None:
    await nadia.says("you may remember what I tell you")
    await nadia.says("My wife Ellie turns 40 on the 12th of December, she loves gardening")
    await nadia.says("I never wear wool")
    reply = await nadia.says("forget Ellie's birthday, keep the wool")
    assert "Forgotten" in reply and len(nadia.remembered) == 2


@pytest.mark.parametrize(
    ("said", "restated"),
    [
        ("hmm I'm vegan", "you're vegan"),
        ("no wool please, makes me itch", "you want no wool"),
        ("not wool, it makes me itch", "you want no wool"),
        ("remember my daughter's birthday is 12 december", "your daughter's birthday is 12 december"),
    ],
)
async def test_what_is_told_with_a_sigh_or_a_reason_is_taken(nadia: Customer, said: str, restated: str) -> None:
    """A day that is to be known is no reminder."""
    assert f"Shall I remember that {restated}" in await nadia.says(said)


async def test_what_somebody_is_not_is_nothing_to_go_by(nadia: Customer) -> None:
    """Nobody has to say it more plainly."""
    reply = await nadia.says("I'm not allergic to nuts, just asking")
    assert reply == "Thank you for telling me. I keep nothing of it."


@pytest.mark.parametrize(
    "said",
    [
        "remember I'm a size 12 in dresses and I hate polyester",
        "yes, I'm a size 12 in dresses and I hate polyester",
    ],
)
async def test_all_that_is_told_with_the_wish_or_the_yes_is_kept(nadia: Customer, said: str) -> None:
    """To be asked whether it may be is a wish as well."""
    await nadia.says("can you remember things about me")
    assert (await nadia.says(said)) == "I'll remember that you're a size 12 in dresses and you hate polyester."


async def test_a_yes_that_tells_more_is_a_yes(nadia: Customer) -> None:
    """Nobody has to say it twice."""
    await nadia.says("I hate polyester")
    assert (await nadia.says("yes, and I'm a size 12 in dresses")).startswith("I'll remember that you hate polyester")


async def test_where_somebody_lives_now_is_their_town(nadia: Customer) -> None:
    """And "there" is its shop, once that may be remembered."""
    assert "you're in York now" in await nadia.says("I moved house, I'm in York now")
    await nadia.says("yes remember that")
    assert "In York (as you told me" in await nadia.says("book me a table there for friday 1pm, 2 people")


async def test_a_suggestion_asked_for_is_for_whom_was_spoken_of(nadia: Customer) -> None:
    """What they can't have is left out of it."""
    await nadia.says("it's my wife's birthday on the 14th and she's into baking")
    assert "Three that fit:" in await nadia.says("what would you suggest")
    assert "Three without nuts:" in await nadia.says("she's allergic to nuts btw")


async def test_what_she_does_not_like_is_left_out(nadia: Customer) -> None:
    """Not everything else with it."""
    await nadia.says("I need something for my mum")
    told = await nadia.says("she doesn't like wool")
    assert "Three without wool:" in told and "Cashmere" not in told


async def test_a_name_is_asked_for_and_no_call(nadia: Customer) -> None:
    """ "Call me by my first name" rings nobody."""
    assert "Say “call me” and the name" in await nadia.says("can you call me by my first name")
    assert "you'd like to be called Owen" in await nadia.says("can you call me Owen please")


@pytest.mark.parametrize(
    "text",
    ["hello, can you call me Nads rather than Nadia", "can you call me Nads?", "can you use the name Nads please"],
)
async def test_a_name_asked_for_politely_is_one(nadia: Customer, text: str) -> None:
    """Nobody is rung."""
    assert "you'd like to be called Nads, and" in await nadia.says(text)


@pytest.mark.parametrize("text", ["can you remember that I never wear wool?", "could you note i never wear wool"])
async def test_what_is_to_be_remembered_may_be_wished_as_a_question(nadia: Customer, text: str) -> None:
    """It is asked about, and no list is told."""
    assert "Shall I remember that you never wear wool" in (await nadia.says(text)).replace("that i ", "that you ")


async def test_three_things_told_with_a_name_are_three(nadia: Customer) -> None:
    """None of them is lost for the first."""
    await nadia.says("hello my name is arthur, i take a size 10 shoe and cant abide suede")
    told = await nadia.says("yes")
    assert all(words in told for words in ("called arthur", "size 10 shoe", "can't abide suede"))


async def test_whose_name_is_told_beside_goods_is_no_search(nadia: Customer) -> None:
    """ "Her name's Jean" is no pair of jeans."""
    await nadia.says("a gift up to 30 pounds for my mum")
    assert await nadia.says("her name's Jean") == "Thank you for telling me. I keep nothing of it."


async def test_what_she_likes_is_what_to_get_her(nadia: Customer) -> None:
    """ "Shall" is no word for goods."""
    await nadia.says("my wife loves tea and hates coffee")
    assert (await nadia.says("what shall i get her")).startswith("Three with tea in mind:")


async def test_a_colour_is_asked_of_goods(nadia: Customer) -> None:
    """And not of what is remembered."""
    assert (await nadia.says("what have you got in navy for me")).startswith("Three in navy:")
