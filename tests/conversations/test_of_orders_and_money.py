"""What is said of an order that stands, of money and of what came broken, in strangers' own words."""

import pytest

from shop.values import OrderStatus
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    LOCKED_OUT,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)


@pytest.mark.parametrize(
    "wish",
    [
        "can you send it to my work instead, unit 4 Canal Mills, Leeds LS12 2QF",
        "could it be delivered to my office, unit 4 Canal Mills, Leeds LS12 2QF",
        "send my boots to my work, unit 4 Canal Mills, Leeds LS12 2QF",
    ],
)
async def test_the_order_spoken_of_goes_elsewhere(house: House, wish: str) -> None:
    """Nothing is sold for the new address; it becomes theirs for good only where they say so."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("are my boots sent yet")
    assert "Order 31-6922 goes to unit 4 Canal Mills" in await owen.says(wish)
    assert "From now on everything goes to unit 4" in await owen.says("yes and make it my address from now on")
    await owen.says("no")
    details = house.shop.accounts.details(f"account:{LOCKED_OUT}")
    order = house.shop.orders.find(f"account:{LOCKED_OUT}", "31-6922")
    assert details.delivery and details.delivery.street == "2 Chapel Fold"
    assert order.deliver_to and order.deliver_to.street == "unit 4 Canal Mills"


async def test_an_order_is_not_sent_to_a_shop(house: House) -> None:
    """Said plainly, with a person."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("are my boots sent yet")
    assert "one to collect" in await owen.says("can i get them sent to the leeds shop instead")


async def test_an_address_for_what_is_on_its_way_is_not_for_everything(house: House) -> None:
    """The order spoken of has left; from now on is one button."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    assert "has left our house" in await nadia.says("can i change the address to my mums, 4 Mill Lane, Leeds LS6 2AB")
    assert "Everything from now on" in nadia.choices


@pytest.mark.parametrize("wish", ["oh wait no, cancel those socks", "cancel the socks please", "no cancel it"])
async def test_all_that_is_in_an_order_is_the_order(house: House, wish: str) -> None:
    """Taking out the only thing is cancelling, in one question."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("same again please")
    await arthur.says("yes")
    assert "Order 31-9001: Rowe ribbed socks, £19.00. Shall I cancel it?" in await arthur.says(wish)
    await arthur.says("yes")
    assert house.shop.orders.find(f"account:{SOCKS_TWICE_A_YEAR}", "31-9001").status is OrderStatus.CANCELLED


async def test_a_part_taken_out_takes_the_place_of_cancelling(house: House) -> None:
    """The question whether all of it is cancelled does not come back."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel my order")
    assert "take the Goodnight, Hare out" in await priya.says("oh wait no, keep it but take the book out")
    assert "cancel" not in await priya.says("yes")


@pytest.mark.parametrize("wish", ["i'll keep the trainers, cancel the return", "please stop the return"])
async def test_a_return_is_let_go(house: House, wish: str) -> None:
    """Nothing is begun anew."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("i want to return my trainers, money back")
    await kwame.says("yes")
    assert "keep it and send nothing back" in await kwame.says(wish)


async def test_questions_after_a_return_are_answered(house: House) -> None:
    """By when, what it costs, and what isn't written."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("send back cd player")
    await joan.says("yes")
    assert "Sending back is free" in await joan.says("when must I send it by and do I have to pay")
    assert "Whether a shop takes it back isn't written" in await joan.says("can i bring it to the bath shop instead")


@pytest.mark.parametrize("told", ["u took my money 2 times pls give back 1", "you have charged me double"])
async def test_paid_twice_is_looked_at_and_asked_after(house: House, told: str) -> None:
    """The payments are shown; afterwards what is on record is told, and no day is made up."""
    priya = signed_in(house, PAID_TWICE)
    assert "was paid more than once" in await priya.says(told)
    await priya.says("yes")
    assert "is on record as P-" in await priya.says("when will i see the money")


@pytest.mark.parametrize(
    "asked",
    [
        "the turntable, did u refund me",
        "so you cancelled my turntable and kept my 229 quid",
        "i know its cancelled. did you refund me",
    ],
)
async def test_where_the_money_for_a_cancelled_order_is(house: House, asked: str) -> None:
    """Asked in whatever words; nothing else is cancelled."""
    assert "£229.00 for order 31-5922 was paid" in await signed_in(house, LOCKED_OUT).says(asked)


async def test_a_cancelled_order_is_told_with_its_refund(house: House) -> None:
    """Both in one answer."""
    reply = await signed_in(house, LOCKED_OUT).says("what happened to order 5922")
    assert "was cancelled" in reply and "£229.00" in reply


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("my payment keeps getting declined", "nothing is taken"),
        ("my card is 4111 1111 1111 1111", "never send card numbers"),
        ("do you price match", "isn't written"),
        ("what if im out", "isn't written"),
        ("can somebody come and collect the parcel from my house", "isn't written"),
        ("do you deliver sundays?", "No, not on a Sunday"),
        ("do you deliver on saturdays", "Yes, on a Saturday too"),
    ],
)
async def test_the_question_asked_is_answered(house: House, asked: str, answered: str) -> None:
    """By what the house has, or that it isn't written."""
    assert answered in await house.customer().says(asked)


async def test_how_an_order_comes_is_not_changed_here(house: House) -> None:
    """And a person may see to it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "once it is placed" in await nadia.says("can i change my delivery to next day")
    assert nadia.choices == ["A person, please"]


async def test_an_invoice_that_never_came_is_told_again(house: House) -> None:
    """Nothing is ordered."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("send me the invoice for order 5003")
    assert "Invoice LR-" in await margaret.says("the email one never came send it again pls")


async def test_the_rule_stands_before_a_return_against_it(house: House) -> None:
    """Opened socks are not taken back; they know before they send them."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "Socks out of their band" in await nadia.says("give me money back for the socks i opened them")


@pytest.mark.parametrize(
    "told",
    [
        "i dont want another one it'll just break. money back and i want to complain to a manager",
        "no replacement, refund please",
        "money back instead of a new one",
    ],
)
async def test_what_is_not_wanted_is_not_sent(house: House, told: str) -> None:
    """A no to a new one is heard."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("i want to return the teapot")
    assert "replacement" in await tom.says("its broken. the handle is off")
    assert "your money sent back" in await tom.says(told)


async def test_money_for_what_is_broken_knows_no_days(house: House) -> None:
    """What is broken is no return; and one pot told of twice is one pot."""
    tom = signed_in(house, BROKEN_TEAPOT)
    assert "damaged. I'll have your money sent back" in await tom.says("third teapot broken, i want my money back")
    assert "That makes 3 times" in await tom.says("yes")


async def test_it_does_not_turn_on(house: House) -> None:
    """Something wrong is asked about, and the answer is understood."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    assert "What is wrong" in await joan.says("something is wrong with my cd player")
    await joan.says("doesn't turn on")
    assert "not working as it should" in await joan.says("money back")


async def test_what_never_came_and_what_is_no_longer_wanted(house: House) -> None:
    """Neither is a thing to remember, nor despair."""
    assert "was delivered on" in await signed_in(house, COAT_ON_ITS_WAY).says("i never got my rooibos")
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("where is my casserole")
    assert "Thirty days" in await margaret.says("what if i dont want it no more")
