"""What was told is kept through an order: before it, in its first message, and by visitors too."""

import pytest

from tests.conversations.conftest import House
from tests.conversations.people import LOCKED_OUT, SOCKS_TWICE_A_YEAR, signed_in


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        (
            "order 2 packs of the red tulip bulbs please, to Ann Frost, 3 Elm Close, Otley LS21 2BD",
            "2 × Tulip bulbs (red), £22.00 and delivery (£3.95), £25.95 in all before what “Bulbs a quarter off” takes "
            "off, to 3 Elm Close, Otley LS21 2BD. Shall I order it?",
        ),
        (
            "I'd like the cotton bear sent to Mrs Jane Roe, 12 Beck Side, Ilkley LS29 8AA please",
            "Cotton bear, £23.00 and delivery (£3.95), £26.95 in all, to 12 Beck Side, Ilkley LS29 8AA. "
            "Shall I order it?",
        ),
        (
            "String Quartets please. Karen Moss, 71 Station Road, York YO24 1AA",
            "String Quartets, Ebor Quartet, £24.00 and delivery (£3.95), £27.95 in all, to 71 Station Road, "
            "York YO24 1AA. Shall I order it?",
        ),
        (
            "order 1 bundle of rowe socks, charcoal, 9-11, pick up in Leeds",
            "Rowe ribbed socks (charcoal, 9-11), £19.00, to be collected in our Leeds shop. Shall I order it?",
        ),
        (
            "can you post 3 tins of assam to 9 Castle Street, Bath BA1 5NF",
            "3 × Assam leaf tea, £25.50 and delivery (£3.95), £29.45 in all, to 9 Castle Street, Bath BA1 5NF. Shall I "
            "order it?",
        ),
    ],
)
async def test_a_whole_order_in_one_message(house: House, said: str, proposed: str) -> None:
    """Nothing is asked again, no street is a product, and the address is only the address."""
    assert await house.customer("anna").says(said) == proposed


@pytest.mark.parametrize(
    ("asked", "taken", "proposed"),
    [
        ("do you have road running shoes in 47", "great, order them, collecting in Bath", "shoes (slate, 47)"),
        ("is the hayes coat there in moss, L?", "I'll take it and pick it up in Leeds", "Hayes quilted coat (moss, L)"),
        ("have you got the felt slippers in 40", "i'll have those in berry, collection in york", "(berry, 40)"),
    ],
)
async def test_what_was_asked_about_is_what_is_ordered(house: House, asked: str, taken: str, proposed: str) -> None:
    """Size and colour are kept from the question, and a visitor may collect."""
    anna = house.customer("anna")
    await anna.says(asked)
    reply = await anna.says(taken)
    assert proposed in reply and "to be collected in our" in reply and reply.endswith("Shall I order it?")


@pytest.mark.parametrize(
    ("said", "proposed"),
    [
        (
            "id like 2 pairs of felt slippers, one in 40 berry and one in 42 charcoal",
            "Felt slippers (berry, 40) and Felt slippers (charcoal, 42): £84.00.",
        ),
        (
            "two flannel shirts in M, one brick one green",
            "Brushed flannel shirt (brick, M) and Brushed flannel shirt (bottle green, M): £104.00.",
        ),
    ],
)
async def test_two_of_a_thing_may_differ(house: House, said: str, proposed: str) -> None:
    """In size and in colour; what is told of both holds for both."""
    assert (await house.customer("anna").says(said)).startswith(proposed)


async def test_asking_whether_it_may_be_collected_is_choosing_it(house: House) -> None:
    """Whatever way it is asked."""
    anna = house.customer("anna")
    await anna.says("I'd like to order the glass teapot")
    assert "collected in our Leeds shop" in await anna.says("is it possible to collect from leeds")


async def test_a_whole_wish_with_its_sum_is_an_order_begun(house: House) -> None:
    """Size, colour and way are told; where to is all that is asked."""
    reply = await house.customer("anna").says("the hayes coat in moss L. next day to york, total?")
    assert reply.startswith("Hayes quilted coat (moss, L): £129.00. Where is it to go")


async def test_a_size_of_another_product_is_not_kept(house: House) -> None:
    """Each thing has a size of its own."""
    anna = house.customer("anna")
    await anna.says("do you have the felt slippers in 40")
    await anna.says("and do you have the road running shoes?")
    assert (await anna.says("order the road running shoes")).startswith("Which size")


@pytest.mark.parametrize("said", ["i'll have it, posted to", "I'll take it. send it to", "ok send that one to"])
async def test_it_with_an_address_is_the_one_spoken_of(house: House, said: str) -> None:
    """There is only one on the table."""
    anna = house.customer("anna")
    await anna.says("do you have The Ninth Carriage?")
    reply = await anna.says(f"{said} 9 Low Row, Bingley BD16 1AA")
    assert reply.startswith("The Ninth Carriage, £9.99 and delivery (£3.95), £13.94 in all, to 9 Low Row, Bingley")


async def test_two_things_and_an_address_need_no_account(house: House) -> None:
    """They are bought, and nobody's address is changed."""
    anna = house.customer("anna")
    await anna.says("do you have mugs in sage")
    told = "mugs in sage then, plus a tin of assam, send to work: 40 Park Row, Leeds LS1 5JL. im Beth Cole"
    reply = await anna.says(told)
    assert reply.startswith("Pair of tea mugs (sage) and Assam leaf tea, £30.50")


@pytest.mark.parametrize(
    ("said", "many"),
    [
        ("my usual socks please, three lots", "3 × Rowe ribbed socks"),
        ("could I have my three pair of socks again", ": Rowe ribbed socks"),
        ("order six pairs of the rowe ribbed socks in navy, 9-11", "2 × Rowe ribbed socks"),
        ("Rowe ribbed socks navy 9-11 x2", "2 × Rowe ribbed socks"),
    ],
)
async def test_pairs_are_counted_in_bundles(house: House, said: str, many: str) -> None:
    """A bundle holds three pairs; three lots are three bundles."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    reply = await arthur.says(said)
    assert many in f": {reply}" and reply.endswith("Shall I order it?")


async def test_the_ones_meant_are_the_boots_named_before(house: House) -> None:
    """One wish in two parts is one thing."""
    hetty = signed_in(house, LOCKED_OUT)
    reply = await hetty.says("can I buy another pair of boots even though my account is locked, moor ones 44 moss")
    assert reply.startswith("Moor winter boots (moss, 44), £119.00")


async def test_a_day_that_cannot_be_set_is_said(house: House) -> None:
    """It isn't dropped without a word."""
    anna = house.customer("anna")
    reply = await anna.says("String Quartets on the 2nd of december please. Karen Moss, 71 Station Road, York YO24 1AA")
    assert reply.startswith("I can't set the day it comes; a person can.") and reply.endswith("Shall I order it?")
