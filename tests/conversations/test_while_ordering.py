"""Questions about a product in the middle of ordering it are answered, and the order goes on where it stood."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import COAT_ON_ITS_WAY, signed_in


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("how do I wash it?", "Rinse with hot water"),
        ("what is it made of?", "stoneware"),
        ("how much is it?", "£48.00"),
        ("is it a good gift?", "yes, gift"),
    ],
)
async def test_it_is_answered_and_the_question_stands_again(house: House, asked: str, answered: str) -> None:
    """Neither taken for a colour nor for another order."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("I'd like to order the stoneware teapot")
    reply = await nadia.says(asked)
    assert answered in reply and reply.endswith(question)
    assert "Order it" not in nadia.choices
    assert "Shall I order it?" in await nadia.says("cream")


async def test_what_it_is_like_is_answered_before_the_yes(house: House) -> None:
    """ "Is it warm?" at the last question still leaves the yes to it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to order the hayes coat in navy, size M")
    reply = await nadia.says("is it warm?")
    assert "yes, warm" in reply and reply.endswith("Shall I order it?")
    assert "Ordered: Hayes quilted coat" in await nadia.says("yes")


async def test_asking_for_a_colour_is_naming_it(house: House) -> None:
    """ "Do you have it in moss?" answers which colour."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to order the hayes coat")
    assert (await nadia.says("do you have it in moss?")).startswith("Which size")


async def test_another_products_price_is_told_without_losing_the_order(house: House) -> None:
    """What is asked about is not what is being ordered."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("I'd like to order the stoneware teapot")
    reply = await nadia.says("how much is the orla parka?")
    assert "£165.00" in reply and reply.endswith(question)


async def test_how_to_pack_it_goes_on_the_order(house: House) -> None:
    """Said on the way, shown before the yes, written on the order for whoever packs it; no memory needed."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order the glass teapot")
    assert "as you told me: “gift wrap”" in await nadia.says("can you gift wrap it?")
    await nadia.says("yes")
    assert house.shop.orders.find(f"account:{COAT_ON_ITS_WAY}", "31-9001").packaging == "gift wrap"


async def test_gift_wrapping_is_not_an_offer(house: House) -> None:
    """It is answered, and nothing is sold with the answer."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("do you gift wrap?")
    assert "whoever packs it" in reply and "Offers" not in reply


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("order the tarn coat please", "Which colour for the Tarn fleece-lined coat"),
        ("I'd like to order the whitby coat in tan", "Which size for the Whitby duffle coat"),
    ],
)
async def test_part_of_its_name_is_no_colour(house: House, asked: str, question: str) -> None:
    """Half of what it is called is enough where nothing else is called so."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert (await nadia.says(asked)).startswith(question)


@pytest.mark.parametrize("text", ["just the teapot", "only the teapot please", "no, just the teapot", "drop the mugs"])
async def test_one_of_several_alone_is_kept(house: House, text: str) -> None:
    """The rest is dropped, nothing is asked again, and what is left is put to them."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order the stoneware teapot in cream and the pair of tea mugs")
    answer = await nadia.says(text)
    assert answer == (
        "Stoneware teapot (cream), £48.00 and delivery (£3.95), £51.95 in all, to 5 Otley Row, Leeds LS6 2AB. "
        "Shall I order it?"
    )
    assert (await nadia.says("yes")).startswith("Ordered: Stoneware teapot,")


async def test_one_of_several_is_dropped_at_the_end(house: House) -> None:
    """Also once all of it was put to them, with what they chose meanwhile."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order the stoneware teapot in cream and the pair of tea mugs")
    assert "mugs (sage)" in await nadia.says("sage")
    assert (await nadia.says("just the mugs")).startswith("Pair of tea mugs (sage), £22.00 and delivery")
