"""What is ordered comes as it was said, and what it costs is told before the yes."""

import pytest

from shop.values import Order
from tests.conversations.conftest import House
from tests.conversations.people import BROKEN_TEAPOT, PAID_TWICE, POINTS_AND_REFUND, SOCKS_TWICE_A_YEAR, signed_in

HOME = "40 Heworth Green, York YO31 7TE"
BLOCKS = f"Wooden blocks, £29.00 and delivery (£3.95), £32.95 in all, to {HOME}. Shall I order it?"


def placed(house: House, account: str) -> Order:
    return house.shop.orders.find(f"account:{account}", "31-9001")


@pytest.mark.parametrize(
    "asked", ["how much is that", "how much total", "with delivery i mean. total", "how much is it all together?"]
)
async def test_the_sum_stands_in_the_question(house: House, asked: str) -> None:
    """Goods, delivery, sum and the whole address; whoever asks for the sum has the question again, and no scolding."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert await kwame.says("i want to buy the wooden blocks") == BLOCKS
    assert await kwame.says(asked) == BLOCKS
    assert "£32.95 in all" in await kwame.says("yes")


@pytest.mark.parametrize(
    ("told", "hears", "way"),
    [
        ("ok but next day delivery please", "(Next working day, £6.95), £35.95 in all", "next-day"),
        ("express please", "(Next working day, £6.95), £35.95 in all", "next-day"),
        ("yes but collect in york shop instead", "£29.00, to be collected in our York shop", "collect"),
        ("can i pick it up in york", "£29.00, to be collected in our York shop", "collect"),
    ],
)
async def test_the_way_of_delivery_is_theirs(house: House, told: str, hears: str, way: str) -> None:
    """It is put to them with its price, and the yes is to that."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("i want to buy the wooden blocks")
    assert hears in await kwame.says(told)
    await kwame.says("yes")
    assert placed(house, POINTS_AND_REFUND).delivery == way


async def test_what_is_collected_needs_a_shop(house: House) -> None:
    """Which one is asked; the order says it, and another wish puts it back on its way home."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("i want to buy the wooden blocks")
    assert "In which shop" in await kwame.says("no, i'll collect it")
    assert "our Leeds shop" in await kwame.says("Leeds")
    assert await kwame.says("actually post it please") == BLOCKS
    assert "our York shop" in await kwame.says("or can i collect it in york")
    assert "ready to collect" in await kwame.says("yes")
    there = placed(house, POINTS_AND_REFUND).deliver_to
    assert there is not None and there.street == "8 Stonegate"


async def test_a_sale_is_not_promised_away(house: House) -> None:
    """What comes off is known once it is ordered, so the sum is told as that before it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "before what “Bulbs a quarter off”" in await kwame.says("i want to order 2 bags of tulip bulbs in red")


@pytest.mark.parametrize(
    "told",
    ["no shortbread just the tea, 2 tins", "not the shortbread! just 2 tins of tea", "only 2 of the assam tea please"],
)
async def test_of_the_usual_a_part_is_kept(house: House, told: str) -> None:
    """What they leave out stays out, and nothing is asked about remembering it."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("the same as in april again please, the tea and the shortbread")
    reply = await tom.says(told)
    assert "2 × Assam leaf tea" in reply and "hortbread" not in reply and "£20.95 in all" in reply
    await tom.says("yes")
    assert [(line.product, line.quantity) for line in placed(house, BROKEN_TEAPOT).lines] == [("assam-tea", 2)]


async def test_the_usual_comes_another_way_and_elsewhere(house: House) -> None:
    """More of them, posted and not collected, then to somebody else's house: all is in the question."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("same again please")
    reply = await arthur.says("make it 2 of them, and post it this time not collect")
    assert "2 × Rowe ribbed socks" in reply and "£41.95 in all, to 88 Kirkstall Lane, Leeds LS5 3LD" in reply
    assert "to 4 Mill Lane" in await arthur.says("yes and send it to my mum's, 4 Mill Lane, Leeds LS6 2AB")
    await arthur.says("yes")
    there = placed(house, SOCKS_TWICE_A_YEAR).deliver_to
    assert there is not None and there.street == "4 Mill Lane"


async def test_what_is_ordered_instead_takes_the_place_of_the_usual(house: House) -> None:
    """Nothing comes back to be said yes to."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("same again please")
    await arthur.says("no! i want to buy the wooden blocks")
    assert "Back to where we were" not in await arthur.says("yes")


async def test_packs_are_counted_and_two_colours_are_two_things(house: House) -> None:
    """ "2 packs" is no product, and "one brick one green" is one of each."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    question = await arthur.says("order 2 packs of the navy socks 9-11 delivered to my house")
    assert question.startswith("2 × Rowe ribbed socks (navy, 9-11)")
    assert await arthur.says("2 packs i said") == question
    guest = house.customer()
    reply = await guest.says("can i order two flannel shirts in L, one brick and one green")
    assert "(brick, L)" in reply and "(bottle green, L)" in reply


async def test_the_price_comes_before_the_address(house: House) -> None:
    """Who has no address on file hears what it costs first; an account is not needed."""
    guest = house.customer()
    assert "without an account" in await guest.says("do i have to have an account to order")
    assert "£118.00" in await guest.says("I want to buy the iron casserole")


async def test_something_is_added_to_an_order_that_waits(house: House) -> None:
    """The size is no order's number; the order has it after the yes."""
    priya = signed_in(house, PAID_TWICE)
    reply = await priya.says("can i add a pair of kids dungarees to the order 4-5 olive")
    assert "Cord dungarees (olive, 4-5)" in reply and "added to order 31-6610" in reply
    await priya.says("yes")
    assert "child-dungarees" in [x.product for x in house.shop.orders.find(f"account:{PAID_TWICE}", "31-6610").lines]
