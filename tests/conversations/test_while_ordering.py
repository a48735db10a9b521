"""Questions about a product in the middle of ordering it are answered, and the order goes on where it stood."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import BROKEN_TEAPOT, COAT_ON_ITS_WAY, PAID_TWICE, SOCKS_TWICE_A_YEAR, signed_in


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


@pytest.mark.parametrize("text", ["ta", "thanks", "cheers"])
async def test_thanks_are_no_size(house: House, text: str) -> None:
    """What is said in politeness is asked past."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("order the pennine jumper in navy")
    assert await nadia.says(text) == f"You're welcome.\n{question}"
    assert "Pennine cotton jumper (navy, M)" in await nadia.says("M")


@pytest.mark.parametrize("text", ["same address is fine", "to my house", "the usual address please"])
async def test_the_address_on_file_is_meant(house: House, text: str) -> None:
    """Said of where it goes anyway it asks for no street; after another address it puts that right."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("order the pennine jumper in navy, size M")
    assert await nadia.says(text) == question
    assert "12 Mill Lane" in await nadia.says("send it to 12 Mill Lane, Leeds LS1 4AB")
    assert await nadia.says(text) == question


async def test_which_of_those_shown_is_asked_by_their_names(house: House) -> None:
    """So that nobody has to guess how to answer."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("show me some coats")
    asked = "Which would you like: Hayes quilted coat, Orla down-free parka or Tarn fleece-lined coat?"
    assert (await arthur.says("ok I'll get it")).startswith(asked)
    assert (await arthur.says("the cheapest one")).startswith("Which colour for the Tarn fleece-lined coat")


async def test_one_thing_more_stands_beside_what_was_put_to_them(house: House) -> None:
    """Each with its own number; what was asked for first is neither dropped nor counted anew."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("can you add 2 tins of earl grey to my basket")
    assert (await priya.says("and some shortbread")).startswith("2 × Earl Grey leaf tea and Butter shortbread, £24.50")
    three = await priya.says("oh and can you add 2 jars of honey")
    assert three.startswith("2 × Earl Grey leaf tea, Butter shortbread and 2 × Heather honey, £43.50")
    assert (await priya.says("just the shortbread")).startswith("Butter shortbread, £6.50")


async def test_one_thing_more_is_asked_for_its_colour(house: House) -> None:
    """And only for that."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("order the stoneware teapot in cream")
    assert (await nadia.says("also the tea mugs")).startswith("Which colour for the Pair of tea mugs")
    assert (await nadia.says("sage")).startswith("Stoneware teapot (cream) and Pair of tea mugs (sage), £70.00")


@pytest.mark.parametrize("text", ["ok get me one, M, navy", "get me one in navy, M please"])
async def test_one_of_what_was_asked_about_is_ordered(house: House, text: str) -> None:
    """It is no question after it, and no call for a person."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("is the harrow dress available in berry size m")
    assert (await tom.says(text)).startswith("Harrow jersey dress (navy, M), £75.00")


async def test_get_me_one_takes_it_as_it_was_asked_about(house: House) -> None:
    """Nobody is fetched."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("is the harrow dress available in berry size m")
    assert (await tom.says("get me one")).startswith("Harrow jersey dress (berry, M), £75.00")


@pytest.mark.parametrize("text", ["lovely. 2 of those", "two of them please"])
async def test_so_many_of_those_is_an_order(house: House, text: str) -> None:
    """No suggestion again."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("how much is the cotton bear")
    assert (await tom.says(text)).startswith("2 × Cotton bear, £46.00")


async def test_a_size_behind_two_colours_is_of_both(house: House) -> None:
    """Neither of the two is lost, and one may be changed alone."""
    tom = signed_in(house, BROKEN_TEAPOT)
    two = "Brushed flannel shirt (brick, L) and Brushed flannel shirt (bottle green, {}), £104.00"
    assert (await tom.says("two flannel shirts one brick one green, L")).startswith(two.format("L"))
    assert (await tom.says("make the green one XL")).startswith(two.format("XL"))
