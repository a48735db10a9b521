"""What is said beside a task under way: a reason, a question about it, a call for somebody, another day."""

import pytest

from tests.conversations.conftest import Customer, House
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


async def test_how_long_a_replacement_takes_is_not_how_returns_go(house: House) -> None:
    """What isn't known is said, and the question stands."""
    customer = signed_in(house, BROKEN_TEAPOT)
    await customer.says("teapot arrived smashed")
    question = await customer.says("replacement pls")
    reply = await customer.says("how long will that take")
    assert "can't say yet" in reply and reply.endswith(question) and "Thirty days" not in reply


async def test_a_reason_for_a_return_is_taken_as_one(house: House) -> None:
    """And may say as well which order it is."""
    customer = signed_in(house, TWO_TO_SEND_BACK)
    await customer.says("i want to send both back")
    assert "31-6722" in await customer.says("the second one doesnt fit")
    other = signed_in(house, TWO_TO_SEND_BACK)
    await other.says("never mind")
    await other.says("i want to return the cd player")
    for reason in ("it's too loud", "i bought it twice by mistake"):
        assert (await other.says(reason)).startswith("That's reason enough.")


async def test_when_money_reaches_an_account_is_asked_of_the_refund(house: House) -> None:
    """Also in the middle of something else."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("can i use my points on a scarf")
    assert "£59.00 for order 31-6118" in await customer.says("when will it hit my account")


async def test_somebody_is_fetched_from_any_question(house: House) -> None:
    """ "Can someone help me" is no question about what this can do, once something is under way."""
    customer = signed_in(house, LOCKED_OUT)
    await customer.says("cant log in")
    assert "someone will write to you here" in await customer.says("can someone help me")


@pytest.mark.parametrize(
    "said", ["this is the third time I've asked", "I've already asked twice!!", "how many times do I have to ask"]
)
async def test_asking_again_and_again_is_a_complaint(house: House, said: str) -> None:
    """It gets a person's answer, and never that it wasn't followed."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("where's my casserole")
    assert "A person of ours answers you here" in await customer.says(said)


async def test_a_time_takes_the_number_that_was_offered(house: House) -> None:
    """Another day puts it right, whatever stands before it."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("I want someone to ring me")
    assert "ends in 177 by 10:00 on Tuesday 24 November" in await customer.says("tuesday")
    assert "ends in 177 by 10:00 on Monday 23 November" in await customer.says("no wait monday")


async def test_which_number_is_asked_of_the_one_on_file(house: House) -> None:
    """It is told by its end, and "that one" takes it."""
    customer = signed_in(house, LATE_CASSEROLE)
    question = await customer.says("I want someone to ring me")
    assert await customer.says("hmm which number have you got") == question
    assert "Someone will ring the number on your account that ends in 177" in await customer.says("that one")


async def test_what_is_not_there_is_named_in_good_english(house: House) -> None:
    """Of one thing or of many."""
    customer = signed_in(house, SOCKS_TWICE_A_YEAR)
    await customer.says("the usual please")
    assert (await customer.says("but in black")).startswith("In black the Rowe ribbed socks can't be had")


async def test_a_bare_monday_is_a_day(nadia: Customer) -> None:
    """However it is written."""
    await nadia.says("book me a fitting in york at 2pm")
    assert "Monday 23 November" in await nadia.says("monday")


async def test_which_payment_is_wrong_is_a_yes_to_putting_it_right(house: House) -> None:
    """And drops nothing."""
    customer = signed_in(house, PAID_TWICE)
    await customer.says("i was charged twice!!")
    assert (await customer.says("the second one is the wrong one")).startswith("It's on record as")


async def test_how_late_it_is_is_told_before_it_is_cancelled(house: House) -> None:
    """The question to cancel stands."""
    customer = signed_in(house, LATE_CASSEROLE)
    question = await customer.says("cancel the casserole")
    reply = await customer.says("actually no wait how late is it")
    assert "now expected on 26 November" in reply and reply.endswith(question)


@pytest.mark.parametrize("said", ["tomorrow? im at work", "can it go to york shop instead"])
async def test_nobody_in_for_what_is_on_its_way_is_told_what_can_be_done(house: House, said: str) -> None:
    """After where it is, few words do."""
    customer = signed_in(house, COAT_ON_ITS_WAY)
    await customer.says("wheres my coat")
    assert "It has left our house, so I can't move it" in await customer.says(said)


async def test_what_came_by_the_carriers_word_alone_is_put_on_record_by_a_yes(house: House) -> None:
    """Nobody must say again that it isn't there."""
    customer = signed_in(house, POINTS_AND_REFUND)
    assert "Shall I put it on record as missing?" in await customer.says("I never got my trainers")
    assert "a replacement for the Court trainers, or your money back?" in await customer.says("yes")


async def test_when_the_day_is_says_nothing_of_goods(nadia: Customer) -> None:
    """A wife and an anniversary are a present; breakfast is something to eat."""
    wish = "I'm looking for something for my wife, our anniversary is next week"
    assert (await nadia.says(wish)).startswith("Three that fit:")
    for asked in ("what do you have thats vegan for breakfast", "anything vegan to eat"):
        reply = await nadia.says(asked)
        assert "Dark chocolate" in reply and "coat" not in reply


async def test_help_with_an_order_buys_nothing(house: House, nadia: Customer) -> None:
    """It is found, or said that none is to be seen."""
    assert "I find no order of yours from here" in await nadia.says("i need help with an order")
    assert "31-4471" in await signed_in(house, COAT_ON_ITS_WAY).says("I've got a question about my order")


async def test_whether_anything_comes_is_answered_first(house: House) -> None:
    """And then what came last."""
    reply = await signed_in(house, SOCKS_TWICE_A_YEAR).says("do i have any orders coming")
    assert reply.startswith("Nothing of yours is on its way. Order 31-0130")


async def test_what_is_opened_is_asked_of_returns(house: House) -> None:
    """And not of opening hours."""
    customer = signed_in(house, BROKEN_TEAPOT)
    await customer.says("i want to return the shortbread")
    assert "Food and opened tea" in await customer.says("its opened")


async def test_what_is_done_for_good_is_said_to_stay(house: House) -> None:
    """ "All right" would say that it was undone."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("convert 500 points to a voucher")
    await customer.says("yes")
    assert (await customer.says("actually undo that")).startswith("What was done stays done")


async def test_nothing_is_put_by_and_no_memory_begun_by_asking_for_it(nadia: Customer) -> None:
    """ "Put it aside for me" is said of goods."""
    await nadia.says("have you got the cashmere scarf in green")
    assert "I can't put things by for you" in await nadia.says("can you put it aside for me")


async def test_where_it_is_is_told_while_a_table_is_booked(nadia: Customer) -> None:
    """And the question for the hour stands."""
    await nadia.says("table for 2 tomorrow in leeds")
    reply = await nadia.says("whats the address")
    assert "14 County Arcade" in reply and "At what time" in reply
