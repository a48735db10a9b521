"""What is said of an order that stands: its money, its day, its place, its number, its address."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from shop.demo.tables import PaymentRow
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    LOCKED_OUT,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)


@pytest.mark.parametrize(
    "told",
    [
        "but two payments were taken, where is the second one?",
        "you charged me twice though",
        "so only half the money comes back",
        "I want the other 53.99 as well",
    ],
)
async def test_a_second_payment_is_not_lost_by_cancelling(house: House, told: str) -> None:
    """What goes back is said as it is, and the order just spoken of is the one that is meant."""
    customer = signed_in(house, PAID_TWICE)
    await customer.says("cancel order 31-6610")
    reply = await customer.chooses("Yes, cancel it")
    assert "£53.99 goes back" in reply and "the other £53.99 isn't in that" in reply
    reply = await customer.says(told)
    assert "order 31-6610 was paid more than once" in reply
    assert "on record" in await customer.chooses("Yes, put it right")


async def test_a_double_payment_on_record_is_named_when_its_order_is_cancelled(house: House) -> None:
    """Nobody is asked to report it again."""
    customer = signed_in(house, PAID_TWICE)
    await customer.says("I was charged twice for the puddle coat")
    await customer.chooses("Yes, put it right")
    await customer.says("cancel order 31-6610")
    reply = await customer.chooses("Yes, cancel it")
    assert "The other £53.99 that was paid isn't in that; it is on record as P-501" in reply
    assert "Have it checked" not in customer.choices


async def test_what_was_paid_in_parts_is_cancelled_plainly(house: House) -> None:
    """No rest is named where none is left."""
    with house.database.begin() as db:
        db.execute(update(PaymentRow).where(PaymentRow.order == "31-6610").values(amount=Decimal("26.00")))
    customer = signed_in(house, PAID_TWICE)
    await customer.says("cancel order 31-6610")
    reply = await customer.chooses("Yes, cancel it")
    assert reply.startswith("Order 31-6610 is cancelled") and "more than once" not in reply
    assert "Have it checked" not in customer.choices


async def test_what_was_charged_unseen_is_not_denied(house: House) -> None:
    """Nobody is invited to pay again."""
    reply = await house.customer("guest").says("your payment page said it failed but the money has been taken from me")
    assert "I won't say that nothing was taken. Don't pay again before a person has looked at it." in reply


@pytest.mark.parametrize(
    "told",
    [
        "cancel it then, I'll get one in town",
        "please cancel the casserole, I've found it cheaper",
        "cancel the casserole, I'll get one in town",
    ],
)
async def test_what_is_bought_elsewhere_is_not_sold_again(house: House, told: str) -> None:
    """Neither what was cancelled nor what sounds like the town."""
    ruth = signed_in(house, LATE_CASSEROLE)
    await ruth.says("where is my casserole?")
    assert "Shall I cancel it?" in await ruth.says(told)
    assert await ruth.chooses("Yes, cancel it") == (
        "Order 31-5120 is cancelled, and £118.00 goes back the way you paid."
    )


async def test_yes_cancel_it_orders_nothing(house: House) -> None:
    """A yes with "cancel" in it is no yes to an order."""
    ruth = signed_in(house, LATE_CASSEROLE)
    assert "Shall I order it?" in await ruth.says("order me the iron casserole")
    assert await ruth.says("yes cancel it") == "Dropped. Nothing was changed."


@pytest.mark.parametrize(
    "told",
    [
        "no make it 4 tins please",
        "sorry, I meant 4",
        "oops should have been four",
        "only 4, not 6",
    ],
)
async def test_the_number_just_ordered_is_put_right_in_that_order(house: House, told: str) -> None:
    """Nothing is ordered twice."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("order 6 tins of assam tea")
    await tom.chooses("Yes, order it")
    assert "In order 31-9001: 4 × Assam leaf tea in place of 6" in await tom.says(told)


async def test_a_sunday_is_not_upheld_against_the_rules(house: House) -> None:
    """Royal Mail comes Monday to Saturday by our own words."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat?")
    assert "Monday is likelier" in await nadia.says("is the post really coming on a sunday?")


async def test_a_day_is_not_promised(house: House) -> None:
    """What the day is for hangs on no guess."""
    reply = await signed_in(house, LATE_CASSEROLE).says("will my casserole definitely be here for our party?")
    assert "I can't promise that day" in reply


@pytest.mark.parametrize(
    "told",
    [
        "just make sure someone calls me if it slips again",
        "let me know if the delivery date changes",
        "can you text me if it's going to be late again",
    ],
)
async def test_nobody_promises_word_of_a_delay(house: House, told: str) -> None:
    """Nothing watches for it, and that is said; neither is a booking looked for."""
    ruth = signed_in(house, LATE_CASSEROLE)
    await ruth.says("where is my casserole?")
    assert (await ruth.says(told)).startswith("I can't watch a date and tell you when it moves, so nothing is set.")


@pytest.mark.parametrize("asked", ["which shop is it at?", "where do I pick it up?", "is it going to leeds?"])
async def test_the_shop_of_a_collection_is_named(house: House, asked: str) -> None:
    """Asked after the order, not after the shop's hours."""
    customer = signed_in(house, SOCKS_TWICE_A_YEAR)
    assert "Shall I order it?" in await customer.says("Hello, my usual please")
    await customer.says("I'll collect it in leeds")
    await customer.chooses("Yes, order it")
    assert "14 County Arcade, Leeds" in await customer.says(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "has my pair of boots gone out yet?",
        "are my boots on their way",
        "did my moor boots ship",
    ],
)
async def test_my_boots_are_those_of_the_order(house: House, asked: str) -> None:
    """What is asked with "my" is not shown in the shop."""
    reply = await signed_in(house, LOCKED_OUT).says(asked)
    assert reply.startswith("Order 31-6922 (Moor winter boots) is packed and leaves next")


async def test_what_an_account_keeps_from_is_answered_too(house: House) -> None:
    """Two wishes in one breath."""
    reply = await signed_in(house, LOCKED_OUT).says("I can't log in and I need to know whether my boots have shipped")
    assert "Order 31-6922" in reply and "unlock your account" in reply


@pytest.mark.parametrize(
    ("told", "becomes"),
    [
        ("make it 43", "Moor winter boots (black, 43) in place of Moor winter boots (black, 44)"),
        ("make it two, in 43", "2 × Moor winter boots (black, 43) in place of Moor winter boots (black, 44)"),
    ],
)
async def test_a_size_is_no_number_of_pairs(house: House, told: str, becomes: str) -> None:
    """Nobody gets forty-three pairs of boots."""
    customer = signed_in(house, LOCKED_OUT)
    await customer.says("change order 31-6922")
    assert await customer.says(told) == f"In order 31-6922: {becomes}. Shall I change it?"


async def test_the_address_of_an_order_is_told_when_asked(house: House) -> None:
    """A question changes nothing."""
    reply = await signed_in(house, LATE_CASSEROLE).says("what address is on order 31-5120?")
    assert "3 Lansdown Mews" in reply


async def test_a_street_without_a_town_is_asked_for_its_town(house: House) -> None:
    """The last word of a street is no town."""
    ruth = signed_in(house, LATE_CASSEROLE)
    assert "Which town" in await ruth.says("we've moved, my new address is 8 Station Road, BA1 3DX")
    assert "8 Station Road, Bath BA1 3DX. Is that right?" in await ruth.says("it's in bath")
    await ruth.chooses("Yes, change it")
    assert "Order 31-5120 goes to 8 Station Road" in await ruth.says("will the casserole go to the new one as well?")


async def test_a_voucher_is_not_passed_over(house: House) -> None:
    """That it can't come off here is said, and nothing of offers."""
    customer = signed_in(house, POINTS_AND_REFUND)
    await customer.says("turn all my points into a voucher")
    await customer.chooses("Yes, do that")
    reply = await customer.says("how can I use this voucher?")
    assert reply.startswith("I can't take a voucher off here in the chat, and none has come off anything.")


async def test_delivery_charged_is_told_with_what_was_paid(house: House) -> None:
    """Asked what it cost with delivery."""
    reply = await signed_in(house, LATE_CASSEROLE).says("what did I pay for the casserole, was I charged delivery?")
    assert "£118.00 taken" in reply and "For delivery, of that: free" in reply


@pytest.mark.parametrize(
    ("account", "told", "becomes"),
    [
        (LOCKED_OUT, "need to change my order from size 44 to 45, boots", "(black, 45) in place of"),
        (LOCKED_OUT, "i ordered 44 but i need a 43 can you swap", "(black, 43) in place of"),
        (LOCKED_OUT, "can i change the boots from black to moss", "(moss, 44) in place of"),
        (PAID_TWICE, "i ordered the coat in 4-5 but she needs 6-7, can you change it", "(navy, 6-7) in place of"),
        (PAID_TWICE, "i ordered the coat in 4-5 but she needs 5-6, can you change it", "In 5-6 the Puddle coat can't"),
        (LOCKED_OUT, "can you change my boots to a 44", "What shall the Moor winter boots (black, 44) become"),
    ],
)
async def test_what_is_wanted_is_not_what_stands_already(house: House, account: str, told: str, becomes: str) -> None:
    """Of two sizes or colours named, the one that isn't theirs yet; nothing is put in place of itself."""
    assert becomes in await signed_in(house, account).says(told)


async def test_the_old_size_after_all_leaves_the_order(house: House) -> None:
    """It is no change to what stands."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("change my boots to a 45")
    assert await owen.says("actually keep 44") == "All right, nothing is changed."


@pytest.mark.parametrize("told", ["oh wait can i add a pair of fleece gloves size M", "could i add fleece gloves, M"])
async def test_one_thing_more_joins_the_order_just_spoken_of(house: House, told: str) -> None:
    """What was ordered before stays as it is, and the sum of both is told."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("order the tarn coat in M navy please")
    await nadia.says("yes")
    await nadia.says(told)
    assert "Fleece-lined gloves (black, M), £24.00, added to order 31-9001" in await nadia.says("black")
    await nadia.says("yes")
    assert await nadia.says("what does it come to altogether") == "Order 31-9001 comes to £122.00 in all."


async def test_what_is_added_to_no_order_is_an_order_of_its_own(house: House) -> None:
    """The one on its way is left alone."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    assert "Which colour for the Fleece-lined gloves" in await nadia.says("can i add a pair of fleece gloves, M")
    assert "to 5 Otley Row" in await nadia.says("black")


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("thanks! did i get an email?", "Which e-mails have gone out I can't see"),
        ("can i have it delivered on saturday instead", "I can't set another day for it"),
        ("can i collect it from york", "I can't change how an order comes"),
        ("when was it supposed to come", "should be with you on 25 November"),
    ],
)
async def test_what_is_asked_straight_after_ordering(house: House, asked: str, answered: str) -> None:
    """It is the order that is meant, no booking and no way of delivery in general."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("i want to buy the cotton scarf in mustard")
    await nadia.says("yes")
    assert answered in await nadia.says(asked)


async def test_what_is_fetched_in_a_shop_is_not_sent_from_here(house: House) -> None:
    """Nor is an address for everything asked about."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    reply = await arthur.says("can you send it to me at home instead of the shop, my socks")
    assert "No order of yours is still here to be sent elsewhere" in reply
    await arthur.says("the usual please")
    await arthur.says("yes")
    assert "I can't change how an order comes" in await arthur.says("actually can you deliver it to my home")


@pytest.mark.parametrize("asked", ["does that change my open orders too", "does that apply to my order as well"])
async def test_whether_a_new_address_is_for_what_waits_too(house: House, asked: str) -> None:
    """Offered for the order that waits; said where none does."""
    for account, answered in ((PAID_TWICE, "Order 31-6610 goes to 5 Bootham Terrace"), (POINTS_AND_REFUND, "No order")):
        customer = signed_in(house, account)
        await customer.says("i moved house, my new address is 5 Bootham Terrace York YO30 7DH from now on")
        await customer.says("yes")
        assert answered in await customer.says(asked)


@pytest.mark.parametrize(
    ("first", "asked", "answered"),
    [
        ("", "hi is my coat coming today", "Order 31-4471 (Hayes quilted coat) is on its way"),
        ("wheres my coat", "ok and who do i call if it doesnt come", "Write here, and a person takes it up"),
        ("wheres my coat", "can you check", "That is all I can see from here."),
        ("wheres my coat", "can you send it express instead", "I can't change how an order comes"),
        ("wheres my coat", "can i send it back when it comes", "Sending back is free"),
        ("wheres my coat", "do i need to sign for it", "That isn't written where I can see it"),
        ("wheres my coat", "i might be out, what happens then", "a person can ask the carrier"),
        ("wheres my coat", "can you guarantee itll be here by then", "I can't promise that day"),
        ("", "can u cancel the coat i changed my mind", "so I can't cancel it. You can send it back when it comes"),
        ("", "what did i order last time", "19 November: Hayes quilted coat"),
        ("can i swap the navy jumper for the cream one", "whats in stock", "in stock: navy (S, M, L, XL)"),
    ],
)
async def test_what_is_asked_next(house: House, first: str, asked: str, answered: str) -> None:
    """Nobody is promised a call, greeted only, or asked to wait."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    if first:
        await nadia.says(first)
    assert answered in await nadia.says(asked)


async def test_whether_something_can_still_be_added_names_no_goods(house: House) -> None:
    """No record called Late; what is named then joins the order."""
    priya = signed_in(house, PAID_TWICE)
    assert "Late Piano" not in await priya.says("is it too late to add something to my order") + str(priya.choices)
    assert "added to order 31-6610" in await priya.says("the cord dungarees age 4-5 in brick")


async def test_the_month_tells_the_order_that_is_asked_for(house: House) -> None:
    """One of those asked about is from then."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("my sock has a hole after 3 weeks")
    assert "a replacement for the Rowe ribbed socks" in await arthur.says("its from september")
    assert "from order 31-0130" in await arthur.says("new pair please")


async def test_a_link_that_does_not_come_is_no_parcel(house: House) -> None:
    """A person takes it up."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("i keep getting locked out of my account")
    await owen.says("yes")
    assert "A person takes that up" in await owen.says("nothing has come")


async def test_an_order_named_by_its_number_is_told_with_all_that_is_asked(house: House) -> None:
    """What is in it, what it comes to, and where it goes."""
    priya = signed_in(house, PAID_TWICE)
    told = await priya.says("my order number is 31-6610, can you tell me what i ordered")
    assert "Order 31-6610 (Puddle coat and Goodnight, Hare)" in told
    assert await priya.says("and the total?") == "Order 31-6610 comes to £53.99 in all."
    assert "Its address: 12 Fossgate, York YO1 9TA." in await priya.says("what address is it going to")


async def test_one_thing_is_not_put_in_the_place_of_another(house: House) -> None:
    """The way round it is told, and taken."""
    priya = signed_in(house, PAID_TWICE)
    assert "take it out and add the other" in await priya.says("can i change the book to something else")
    assert "I'll take the Goodnight, Hare out of order 31-6610" in await priya.says("take out the book")


async def test_what_is_not_wanted_in_its_place_is_no_second_colour(house: House) -> None:
    """ "Instead of the cream one" leaves one colour named."""
    reply = await signed_in(house, BROKEN_TEAPOT).says("can i buy the slate teapot instead of the cream one")
    assert "Stoneware teapot (slate)" in reply


async def test_another_day_for_it_is_none_for_the_table(house: House) -> None:
    """It is the order that was just told of, whatever else is booked."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("the delivery is on tuesday right")
    assert "I can't set another day for it" in await priya.says("can i make it thursday")


async def test_the_order_with_what_is_named_goes_elsewhere(house: House) -> None:
    """Nobody is asked whether everything shall."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("can i change the casserole to be delivered to work")
    assert "Order 31-5120 goes to 30 Queen Square" in await margaret.says("30 Queen Square Bath BA1 2HX")


async def test_after_cancelling_money_and_mail_are_asked_after(house: House) -> None:
    """Where the money is, and that mails are not seen; nobody is promised a message."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("cancel order 6922")
    await owen.says("yes")
    assert "£119.00 for order 31-6922 is approved" in await owen.says("how do i get my money")
    assert "I can't see from here" in await owen.says("did you send me an email about it")


async def test_who_will_not_be_around_any_more_speaks_of_no_parcel(house: House) -> None:
    """Who may be out does; the other is somebody in need."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("wheres my coat")
    assert "Order 31-4471" in await nadia.says("i might be out, what happens then")
    reply = await nadia.says("i wont be around any more, what happens then")
    assert "Order 31-4471" not in reply and "Samaritans" in reply
