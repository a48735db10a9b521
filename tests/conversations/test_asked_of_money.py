"""What is asked of money, returns and orders under way, where by itself it reads as a wish to buy or to cancel."""

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
    "told",
    [
        "my teapot's broken for the third time and honestly I don't want another, just give me the £48 back",
        "my teapot arrived smashed again, i dont want a new one. refund me please",
        "the teapot is faulty. no, not another one, I want a refund",
    ],
)
async def test_money_back_for_what_broke_buys_nothing(house: House, told: str) -> None:
    """The damage is taken as said; broken goods never meet the thirty days."""
    reply = await signed_in(house, BROKEN_TEAPOT).says(told)
    assert "I'll have your money sent back. Shall I?" in reply
    assert "order it" not in reply and "30 days" not in reply


@pytest.mark.parametrize(
    "told",
    ["i do not want another one, it was broken. i want the money back", "no i dont want another, its broken, refund"],
)
async def test_what_is_wished_in_place_of_an_order_lets_it_go(house: House, told: str) -> None:
    """Nobody is asked again whether to order what they don't want."""
    tom = signed_in(house, BROKEN_TEAPOT)
    assert "Shall I order it?" in await tom.says("order me the teapot again")
    reply = await tom.says(told)
    assert "sent back. Shall I?" in reply and "order it" not in reply
    assert "order it" not in await tom.says("yes")


@pytest.mark.parametrize(
    "told",
    [
        "i order jeans blue size 32 and you send me the black one",
        "i ordered a blue coat but you sent me a red one",
        "I bought the teapot in cream but got a slate one",
    ],
)
async def test_something_else_than_was_ordered_begins_no_order(house: House, told: str) -> None:
    """It came wrong; told in whatever tense."""
    reply = await house.customer("guest").says(told)
    assert "should not have happened" in reply and "Where is it to go" not in reply


@pytest.mark.parametrize(
    "wish",
    [
        "I want to buy the bread knife and a pair of bamboo socks black 8-11, use my points",
        "order the bread knife and use my points",
        "buy a bread knife with my points",
    ],
)
async def test_points_become_a_voucher_first(house: House, wish: str) -> None:
    """Said before the yes; a yes with a question about it orders nothing."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    reply = await kwame.says(wish)
    assert "become a voucher first" in reply and "We don't sell" not in reply
    before = len(house.shop.orders.recent(f"account:{POINTS_AND_REFUND}"))
    assert "none have" in await kwame.says("Yes, but did you take the points off?")
    assert len(house.shop.orders.recent(f"account:{POINTS_AND_REFUND}")) == before


@pytest.mark.parametrize(
    "asked",
    [
        "do I need to send the broken one back and who pays for it",
        "must i return the old one",
        "do i have to post it back",
    ],
)
async def test_whether_the_broken_one_comes_back_begins_no_return(house: House, asked: str) -> None:
    """It isn't written, and a person knows."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("my cd player is broken, i want a replacement")
    await joan.says("yes")
    reply = await joan.says(asked)
    assert "Whether we want the old one back isn't written" in reply and "Shall I" not in reply


@pytest.mark.parametrize(
    "asked", ["if it doesnt come by then can I still cancel", "can i cancel later if it still hasnt come"]
)
async def test_whether_it_can_be_cancelled_later_cancels_nothing(house: House, asked: str) -> None:
    """A question of whether is answered, and no yes waits."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("where is my casserole")
    assert "nothing is cancelled now" in await margaret.says(asked)
    await margaret.says("yes")
    assert house.shop.orders.find(f"account:{LATE_CASSEROLE}", "31-5120").status is not OrderStatus.CANCELLED


async def test_a_count_of_all_is_none_of_what_is_left(house: House) -> None:
    """ "My two books, but not that one" is one of the other."""
    reply = await signed_in(house, TWO_TO_SEND_BACK).says(
        "send me again my two books as usual, but not the carriage one, I have it already"
    )
    assert "10 November: The Lamp at Ravenscar, at today's prices £12.99" in reply


@pytest.mark.parametrize(
    "asked",
    ["is it going to my card or as a voucher", "does the 59 pounds go back on my card", "will it come to my bank"],
)
async def test_money_goes_back_the_way_it_came(house: House, asked: str) -> None:
    """No list of ways to pay."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("where is my refund")
    assert "It goes back the way you paid." in await kwame.says(asked)


async def test_how_soon_money_is_back_is_what_the_rules_say(house: House) -> None:
    """Of a return five working days; of a cancelling nothing is written; and the question is put again."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("whats the refund wait once i send it back")
    assert "within 5 working days of its arrival" in reply
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("cancel my casserole")
    reply = await margaret.says("how soon would i get the money back if i do")
    assert "isn't written" in reply and reply.count("Shall I cancel it?") == 1


@pytest.mark.parametrize("yes", ["yes please. how long does that take", "yes. when do i see the money"])
async def test_how_long_the_extra_takes_is_no_delivery_day(house: House, yes: str) -> None:
    """What is on record, and that no day is known."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("i was charged twice")
    reply = await priya.says(yes)
    assert "No day for the money is given yet" in reply and "should be with you" not in reply


async def test_a_no_with_a_question_settles_what_was_asked(house: House) -> None:
    """ "No, keep it" is taken; what follows is answered, and nothing is put again."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("cancel my casserole")
    reply = await margaret.says("No, keep it. is there any compensation for the delay?")
    assert "nothing is changed" in reply and "isn't written" in reply and "Shall I cancel" not in reply
    assert "expected on 26 November" in await margaret.says("But I want it by Thursday or not at all")


@pytest.mark.parametrize(
    "asked", ["when exactly tomorrow, i go out at noon", "what time will it come", "no i mean the coat, what time"]
)
async def test_no_hour_is_made_up(house: House, asked: str) -> None:
    """The hour of a parcel is no fitting's."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    reply = await nadia.says(asked)
    assert "The hour isn't written" in reply and "fitting" not in reply


@pytest.mark.parametrize(
    "asked",
    [
        "i mean the coat, the one in the post. can it go to the new address or not",
        "can the parcel on its way go to my new address",
    ],
)
async def test_what_is_in_the_post_is_no_change_of_address(house: House, asked: str) -> None:
    """Said plainly; nobody is asked to confirm the address they have."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    reply = await nadia.says(asked)
    assert "has left our house" in reply and "Is that right?" not in reply


@pytest.mark.parametrize("wish", ["change my coat to collection in york", "switch my coat to click and collect"])
async def test_how_an_order_comes_stays(house: House, wish: str) -> None:
    """Nobody is asked for a size."""
    assert "can't change how an order comes" in await signed_in(house, PAID_TWICE).says(wish)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("how much is postage to scotland and how long", "Scotland"),
        ("how much does delivery cost to wales and how long", "Standard delivery"),
        ("i asked about postage to edinburgh not returns", "Standard delivery"),
        ("do you deliver to france?? my sister live there i want send her the honey", "France"),
    ],
)
async def test_postage_is_told_alone(house: House, asked: str, told: str) -> None:
    """No rules for returns beside it, and nothing is asked of what hangs on the answer."""
    reply = await house.customer("guest").says(asked)
    assert told in reply and "Thirty days" not in reply and "know who you are" not in reply


async def test_number_and_way_are_put_right_while_the_address_is_asked(house: House) -> None:
    """ "2 not 3" is no house number; "how about" is a wish."""
    guest = house.customer("guest")
    await guest.says("i want 3 assam tea")
    await guest.says("actually 2 not 3")
    assert "2 × Assam leaf tea, £17.00, to be collected in our Bath shop" in await guest.says(
        "how about collect it in bath instead"
    )


@pytest.mark.parametrize("wish", ["make it just the one. Can you amend it?", "can you change it to only one"])
async def test_one_of_two_is_said_in_words(house: House, wish: str) -> None:
    """Not asked again."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("order two sock trio 9-11 navy")
    await arthur.says("yes")
    assert "in place of 2 × Rowe ribbed socks" in await arthur.says(wish)


async def test_a_street_that_is_told_is_not_asked_for(house: House) -> None:
    """Only the rest of the address is."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("can i change the adress i moved to 12 hyde park road")
    assert "I have “12 hyde park road”" in reply


async def test_the_link_is_sent_and_the_question_answered(house: House) -> None:
    """ "Send it" is the link, not goods."""
    reply = await signed_in(house, LOCKED_OUT).says("i cant log in")
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("i cant log in")
    reply = await owen.says("yes send it. when do the boots come")
    assert "a link is on its way" in reply and "nothing to send back" not in reply


async def test_a_size_that_there_is_not_is_said_with_the_way_out(house: House) -> None:
    """In one colour, and money back is one button."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("swap my trainers for a bigger size")
    reply = await kwame.says("47")
    assert "isn't there in 47" in reply and "white" not in reply
    assert "I'll start a return" in await kwame.chooses("Money back")


async def test_ones_own_name_is_no_other_customer(house: House) -> None:
    """What is told of oneself is refused nobody."""
    guest = house.customer("guest")
    await guest.says("i want to buy the stoneware teapot")
    assert "only speak with you" not in await guest.says("name is Becky Holt, email becky.holt@example.org")


async def test_what_was_bought_in_a_shop_goes_to_a_person(house: House) -> None:
    """No number becomes no taste."""
    guest = house.customer("guest")
    told = "i buy jacket in shop york, is too small. how i give back, i have not the paper"
    assert "bought in one of our shops" in await guest.says(told)
    assert "remember" not in await guest.says("i have no number. only bag")


@pytest.mark.parametrize("told", ["order number 31-4471 postcode LS6 2AB", "the order is 31-4471 and postcode LS6 2AB"])
async def test_a_number_and_a_postcode_change_no_address(house: House, told: str) -> None:
    """They are told to find a parcel by."""
    guest = house.customer("guest")
    await guest.says("where is my parcel")
    assert "new address" not in await guest.says(told)


async def test_the_rules_answer_what_may_come_back(house: House) -> None:
    """No task begins, and what is told beside it is no taste."""
    assert "unused" in await house.customer("guest").says("can i return worn shoes")
    reply = await signed_in(house, LATE_CASSEROLE).says(
        "the tulip bulbs I had in summer never came up. is that something you refund"
    )
    assert "Anything damaged or wrong can come back" in reply and "not sure I took" not in reply


async def test_the_hours_of_a_shop_are_no_parcels(house: House) -> None:
    """Asked right after an order, they are told as ever."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    assert "The hour isn't written" not in await nadia.says("what time does the leeds shop close today")


async def test_the_way_of_the_money_is_told(house: House) -> None:
    """ "Which card will it go to" is no question about how to pay."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("I sent a shirt back ages ago and haven't had the money")
    assert "back the way you paid" in await kwame.says("which card will it go to")


async def test_points_are_used_by_a_word_about_them(house: House) -> None:
    """ "Them" are the points just told of."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("how many points have I got")
    assert "How many shall become a voucher?" in await kwame.says("can I use them on socks")


async def test_what_a_delay_earns_is_not_guessed(house: House) -> None:
    """Ways of delivery are no answer."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("where's my casserole")
    assert "I won't guess" in await margaret.says("do I get anything for the delay")


@pytest.mark.parametrize("asked", ["can I pay when I pick it up", "can i pay at the till", "do you do pay on delivery"])
async def test_whether_one_pays_there_is_not_written(house: House, asked: str) -> None:
    """It is said so, and who knows."""
    customer = house.customer()
    assert (await customer.says(asked)).startswith("Whether you can pay when you get it isn't written here")
    assert "A person, please" in customer.choices


async def test_when_it_can_be_fetched_is_told_of_the_order(house: House) -> None:
    """Not of all ways of delivery."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("same socks as always pls")
    await arthur.says("collect in leeds")
    await arthur.says("yes")
    assert "collect it in our Leeds shop, from 24 November" in await arthur.says("when can I pick them up")


async def test_the_money_for_what_is_cancelled_sends_nothing_back(house: House) -> None:
    """It is cancelled, and the money goes back with that."""
    margaret = signed_in(house, LATE_CASSEROLE)
    assert "Iron casserole, £118.00. Shall I cancel it?" in await margaret.says("cancel it and give me my money back")


async def test_money_that_is_not_in_the_bank_is_looked_at_with_its_refund(house: House) -> None:
    """What was taken and what went back, and when; whoever asks their bank first puts nothing on record."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("whats happening with the refund for the turntable")
    reply = await owen.says("it hasnt shown up in my bank")
    assert "£229.00 taken on 19 October" in reply and "£229.00 for order 31-5922 was paid on 25 October" in reply
    assert "was cancelled" not in await owen.says("when was it sent")
    assert await owen.says("hm ok ill check with them") == "Dropped. Nothing was changed."


@pytest.mark.parametrize(
    ("asked", "more", "answered"),
    [
        ("how long is the guarantee on it", "", "What turns out faulty can come back at any time"),
        ("ive got a voucher code where do i put it", "its TEA50", "I can't look a code up either"),
        ("can i pay with my gift card", "how much is left on it", "What is left on a gift card I can't see"),
        ("do you sell gift cards", "do they expire", "they never lapse"),
        ("how many points have i got", "do they expire", "That isn't written where I can see it"),
        ("how many points have i got", "can i use them on my next order", "How many shall become a voucher?"),
        ("how much is delivery", "how long does it take", "2–3 working days"),
        ("how much is delivery", "do you do next day", "Next working day: £6.95"),
        ("do you deliver to scotland", "can i choose a time slot", "A day you name: £8.95"),
        ("turn 500 points into a voucher", "yes", "The voucher is V"),
        ("do you take amex", "", "You can pay in these ways"),
        ("how can i pay", "is it safe to put my card in here", "Please never type card numbers"),
        ("do you ship to france", "ok what about germany", "whether we deliver to Germany"),
        ("whats your return policy", "can i bring it to the shop in york instead", "Whether a shop takes it back"),
        ("whats your return policy", "ive lost the label", "a person can have it sent again"),
        ("has my refund been paid", "ok ill ask my bank", "All right."),
    ],
)
async def test_what_is_asked_in_few_words_of_terms_and_money(
    house: House, asked: str, more: str, answered: str
) -> None:
    """It is what was just spoken of, and no product, booking or promise."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    reply = await kwame.says(asked)
    assert answered in (await kwame.says(more) if more else reply)


async def test_where_the_link_goes_and_how_soon_is_told(house: House) -> None:
    """An address that is named proves nothing, and the question stays open."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("i cant log in")
    assert "goes to the e-mail address on file and nowhere else" in await owen.says("its owen.hale@example.org")
    assert "works for two hours" in await owen.says("how long does that take")
    assert owen.choices == ["Yes, send it", "No"]


async def test_a_present_may_go_elsewhere(house: House) -> None:
    """Asked before anything is ordered: no order is looked for."""
    guest = house.customer("guest")
    wish = "im thinking of ordering a teapot as a present, can you send it to a different address"
    assert (await guest.says(wish)).startswith("Yes. When you order")
    assert "That isn't written" in await guest.says("will the price be on the receipt")


@pytest.mark.parametrize(
    ("asked", "told", "untold"),
    [
        ("whats the cheapest option", "Collect in a shop: free", "A day you name"),
        ("is it free over a certain amount", "free from £50.00", "Next working day"),
        ("whats the quickest option", "Next working day", "Standard delivery"),
    ],
)
async def test_of_the_ways_of_delivery_those_asked_about_are_told(
    house: House, asked: str, told: str, untold: str
) -> None:
    """Not all of them again, and no goods."""
    guest = house.customer("guest")
    await guest.says("what are your delivery options?")
    reply = await guest.says(asked)
    assert told in reply and untold not in reply


async def test_a_voucher_is_used_by_a_person(house: House) -> None:
    """Where it is used is asked of the voucher, and of no order."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("turn 500 points into a voucher")
    await kwame.says("yes")
    assert "a person can say how it comes off an order" in await kwame.says("where do i use it")


async def test_what_is_kept_after_all_is_goods(house: House) -> None:
    """It allows nobody to remember anything; what can be done otherwise is a person's to say."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("can i return my trainers, i wore them once and they rub")
    assert "A person may still find a way" in await kwame.says("so what can i do")
    assert await kwame.says("fine ill keep them") == "All right."
    assert not house.memory.consents.grants(kwame.known.customer)


async def test_an_order_is_cancelled_and_no_complaint(house: House) -> None:
    """ "Forget it" is said of the order."""
    margaret = signed_in(house, LATE_CASSEROLE)
    assert "Order 31-5120" in await margaret.says("where is my casserole, you promised it on the 17th")
    await margaret.says("this is a joke, it was for my mums birthday")
    assert "Shall I cancel it?" in await margaret.says("forget it, cancel the order")


async def test_a_wrong_postcode_is_put_right_in_the_address_that_stands(house: House) -> None:
    """Nothing is changed in the goods."""
    priya = signed_in(house, PAID_TWICE)
    told = "hi just ordered a coat but put the wrong postcode, should be YO1 9TB"
    assert await priya.says(told) == "Order 31-6610 goes to 12 Fossgate, York YO1 9TB. Is that right?"


@pytest.mark.parametrize("wish", ["can i get the coat faster, its for sunday", "can you get my order here sooner"])
async def test_what_shall_come_sooner_is_not_sold_again(house: House, wish: str) -> None:
    """How an order comes stays; a person can see."""
    assert "I can't change how an order comes" in await signed_in(house, PAID_TWICE).says(wish)


async def test_a_note_is_written_beside_the_wrapping(house: House) -> None:
    """Both stand in the question, word for word."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("can i order the esk raincoat in mustard size L")
    assert "“gift wrap”" in await nadia.says("gift wrap please")
    assert "“gift wrap; a card that says love from Nadia”" in await nadia.says("add a card that says love from Nadia")


async def test_what_is_back_in_stock_is_told(house: House) -> None:
    """Of the order just told of, where more of it is there again."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("why was my turntable cancelled")
    assert "Belt-drive turntable" in await owen.says("is it back in stock")
    assert "I can't see" not in await owen.says("is it back in stock")


async def test_money_for_what_broke_is_asked_after_as_money(house: House) -> None:
    """Its way and its day, and not the rules of returns."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("refund for the teapot please, its broken again")
    await tom.says("yes")
    assert "It goes back the way you paid." in await tom.says("will it go back on my card")
    assert "should be with you by 27 November" in await tom.says("how long")


async def test_when_the_one_in_exchange_comes_is_not_made_up(house: House) -> None:
    """Nor answered with the rules of returns."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("i want to exchange the cd player for the black one")
    await joan.says("yes")
    assert "That isn't written where I can see it" in await joan.says("when will the new one come")
