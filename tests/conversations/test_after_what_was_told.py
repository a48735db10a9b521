"""What a few words mean after an order, a delivery, a return, an invoice or money was told of."""

import pytest

from shop.values import OrderStatus, ProblemKind
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    LOCKED_OUT,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)

REPLACE_OR_REFUND = "Would you like a replacement for the {name}, or your money back?"
A_PERSON = "A person takes that up. Shall I fetch someone?"


@pytest.mark.parametrize(
    "said", ["no it hasn't come", "I never got it", "it's not here", "nope, not here mate", "It hasn't", "nothing came"]
)
async def test_what_was_delivered_and_is_not_there_goes_on_record(house: House, said: str) -> None:
    """As missing, after the usual yes; nothing is on record before it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "was delivered" in await kwame.says("where is my order")
    assert (await kwame.says(said)).endswith(REPLACE_OR_REFUND.format(name="Court trainers"))
    assert "missing. I'll have a replacement sent. Shall I?" in await kwame.says("replacement")
    assert house.shop.orders.problems(f"account:{POINTS_AND_REFUND}", "31-6203") == ()
    assert "It's on record as" in await kwame.says("yes")
    kinds = [one.kind for one in house.shop.orders.problems(f"account:{POINTS_AND_REFUND}", "31-6203")]
    assert kinds == [ProblemKind.MISSING]


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("ok it has come, thanks", "You're welcome."),
        ("has it come with a receipt?", "Invoice LR-2026-001038"),
        ("I never got the refund", "£59.00 for order 31-6118 is approved"),
    ],
)
async def test_what_came_is_not_missing(house: House, said: str, answered: str) -> None:
    """Nor is it by words about something else."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("where is my order")
    assert (await kwame.says(said)).startswith(answered)


async def test_the_carrier_says_that_it_came(house: House) -> None:
    """The one on its way is what the carrier speaks of; another that is named is looked at in its place."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "a person has to ask the carrier" in await nadia.says("parcel says delivered but nothing here")
    assert "Which part of order 31-0012?" in await nadia.says("31-0012")


async def test_what_is_on_its_way_has_not_come_yet(house: House) -> None:
    """It is said once more where it is."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    assert "is on its way with Royal Mail" in await nadia.says("no it hasn't come")


async def test_a_bare_number_is_that_order(house: House) -> None:
    """Whatever was told before it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("where is my order")
    assert "Order 31-6118" in await kwame.says("31-6118")
    assert "Linen summer shirt" in await kwame.says("whats in 31-6118")


@pytest.mark.parametrize(
    "said", ["how much", "is it free", "and if I order two coats is it free", "and what does it cost"]
)
async def test_after_delivery_its_cost_is_meant(house: House, said: str) -> None:
    """No product is asked about, and nothing is ordered."""
    stranger = house.customer("visitor-1")
    await stranger.says("how long does delivery take")
    assert "free from £50.00" in await stranger.says(said)


async def test_after_delivery_a_country_is_where_it_goes(house: House) -> None:
    """Without the word deliver."""
    stranger = house.customer("visitor-1")
    await stranger.says("how long does delivery take")
    assert "whether we deliver to Ireland" in await stranger.says("what about to ireland")


async def test_after_the_returns_policy_postage_is_that_of_returns(house: House) -> None:
    """It is free, as the rules say."""
    stranger = house.customer("visitor-1")
    await stranger.says("how do returns work")
    assert "Sending back is free" in await stranger.says("do I have to pay postage")


async def test_where_a_return_is_sent_was_told_with_it(house: House) -> None:
    """The way it goes is said once more."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for said in ("I want to send the jumper back", "money back", "yes"):
        await nadia.says(said)
    assert "Print the label" in await nadia.says("where do I send it")


async def test_a_refund_that_never_arrived_is_put_on_record(house: House) -> None:
    """Of the order whose money it is."""
    owen = signed_in(house, LOCKED_OUT)
    assert "was paid on" in await owen.says("wheres my refund for the turntable")
    reply = await owen.says("27 days ago?? I havent got it")
    assert "for order 31-5922" in reply and reply.endswith("Shall I put it on record, for a person to check?")


async def test_after_a_refund_its_sum_and_its_wait_are_meant(house: House) -> None:
    """The sum is told again; the wait is a complaint."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("where's the money for my shirt")
    assert "£59.00 for order 31-6118" in await kwame.says("how much is it")
    assert "A person of ours answers you here" in await kwame.says("it's been ages")


@pytest.mark.parametrize(
    ("wish", "told"),
    [("money back", "£48.00 for order 31-7704"), ("replacement", "That isn't written where I can see")],
)
async def test_when_it_is_there_what_puts_it_right(house: House, wish: str, told: str) -> None:
    """The day of the money; of what replaces it none is known, and the old delivery is not told of instead."""
    tom = signed_in(house, BROKEN_TEAPOT)
    for said in ("the teapot handle came off", wish, "yes"):
        await tom.says(said)
    assert told in await tom.says("when do I get it")


async def test_an_invoice_is_sent_and_changed_by_a_person(house: House) -> None:
    """No leave to write with offers is asked for."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("invoice for my cd player pls")
    assert "a person can send it again" in await joan.says("can you email it")
    assert "can't change what stands on an invoice" in await joan.says("i need it with my company name on")


@pytest.mark.parametrize("said", ["can I pick them up instead", "can you hurry it up"])
async def test_how_a_placed_order_comes_is_for_a_person(house: House, said: str) -> None:
    """The ways of delivery are no answer."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("where are my boots")
    assert "can't change how an order comes" in await owen.says(said)


async def test_what_if_it_is_late_is_not_written(house: House) -> None:
    """The rules for sending back don't say."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("where are my boots")
    assert "isn't written where I can see it" in await owen.says("what if its late")


async def test_a_change_is_changed_back(house: House) -> None:
    """By the size that was there before."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("change my boots")
    assert "boots (black, 45) in place of" in await owen.says("make them one size bigger")
    await owen.says("yes")
    assert "boots (black, 44) in place of" in await owen.says("no wait, keep 44")


async def test_a_step_in_size_is_counted_from_what_came(house: House) -> None:
    """Beyond the last there is none, and it is said which there are."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("trainers too small")
    assert "46 is where the sizes of the Court trainers end" in await kwame.says("one size up please")
    assert "for size 45. Shall I?" in await kwame.says("ok one size down")


async def test_only_the_money_is_wanted_in_place_of_another_size(house: House) -> None:
    """It is the same return, and which order is known."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    for said in ("trainers too small", "45 please"):
        await kwame.says(said)
    assert "for your money back. Shall I?" in await kwame.says("no leave it, just money back")


async def test_another_order_is_cancelled_while_a_table_is_booked(house: House) -> None:
    """For the money; nothing is sent back that never came."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("I'd like to book a table")
    assert "Shall I cancel it?" in await margaret.says("can I just cancel the casserole and get my money back")
    await margaret.says("yes")
    order = house.shop.orders.find(f"account:{LATE_CASSEROLE}", "31-5120")
    assert order.status is OrderStatus.CANCELLED


async def test_whether_it_may_come_back_is_asked_while_it_is_ordered(house: House) -> None:
    """The rules are told, and the order stands."""
    stranger = house.customer("visitor-1")
    await stranger.says("order the cotton bear")
    reply = await stranger.says("and can I send it back if we don't like it?")
    assert "Thirty days" in reply and "Where is it to go" in reply


@pytest.mark.parametrize("said", ["can a person look then", "neither, I'd like someone to look at it first"])
async def test_somebody_is_to_look_at_it(house: House, said: str) -> None:
    """A person is fetched, and who may see what is no question here."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("my shirt has a hole")
    assert "I'll tell them: “my shirt has a hole”" in await kwame.says(said)


async def test_a_link_that_did_not_help_is_not_offered_again(house: House) -> None:
    """A person is."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("I can't log in")
    assert "a person has to look at it" in await owen.says("I've tried that, doesn't work")
    assert "I've put you on the list" in await owen.says("yes")


async def test_looking_in_the_spam_allows_nothing(house: House) -> None:
    """It says that the link didn't come."""
    owen = signed_in(house, LOCKED_OUT)
    for said in ("I can't log in", "yes"):
        await owen.says(said)
    assert await owen.says("i checked spam") == A_PERSON


@pytest.mark.parametrize("said", ["I didn't order this", "I think someone else has used my account"])
async def test_what_is_not_theirs_is_for_a_person(house: House, said: str) -> None:
    """Who is told what they said, and not their yes."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert await nadia.says(said) == A_PERSON
    assert f"I'll tell them: “{said}”" in await nadia.says("yes")


async def test_signing_up_for_nothing_in_particular_allows_nothing(house: House) -> None:
    """It is asked for what."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("can you give me a loyalty discount")
    assert await kwame.says("sign me up") == "Which do you mean?"


@pytest.mark.parametrize("said", ["I didn't get the e-mail about it", "we never got the confirmation email"])
async def test_a_message_that_never_came_is_not_refused(house: House, said: str) -> None:
    """No permission is taken back by it; a person can look."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("where is my coat")
    assert "write to you first" not in await nadia.says(said)


async def test_since_when_they_are_customers(house: House) -> None:
    """By the shop's books."""
    assert "since 22 November 2022" in await signed_in(house, COAT_ON_ITS_WAY).says("how long have I been a customer")


async def test_what_they_usually_buy_stands_in_the_books(house: House) -> None:
    """Though the word remember is in it."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("do you remember what I usually buy")
    assert "Hayes quilted coat, £129.00 (31-4471, on its way)" in reply


async def test_last_times_number_is_told_while_ordering_again(house: House) -> None:
    """From the orders, not the points; and fewer pairs than are sold together leave it as it is, which is said."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("same socks as always please")
    assert "Rowe ribbed socks, £19.00 (31-0130)" in await arthur.says("how many did i get last time")
    assert "sold together, so it stays at 1" in await arthur.says("2 pairs this time")


@pytest.mark.parametrize(
    ("account", "said", "name"),
    [
        (COAT_ON_ITS_WAY, "my socks have gone bald at the heel, you only sent them 2 weeks ago", "Rowe ribbed socks"),
        (TWO_TO_SEND_BACK, "cd player skips on every disc", "Table CD player"),
    ],
)
async def test_a_fault_is_known_by_ordinary_words(house: House, account: str, said: str, name: str) -> None:
    """What is wrong need not be asked."""
    assert (await signed_in(house, account).says(said)).endswith(REPLACE_OR_REFUND.format(name=name))


async def test_what_is_wrong_is_told_in_words_of_their_own(house: House) -> None:
    """No list has to be kept to, and nothing is sent before the yes."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    await joan.says("something is wrong with my cd player")
    assert (await joan.says("the drawer smells of burning")).endswith(REPLACE_OR_REFUND.format(name="Table CD player"))
    assert "not as it should be. I'll have your money sent back. Shall I?" in await joan.says("money back")


async def test_bulbs_that_never_came_up_did_come(house: House) -> None:
    """They are not missing."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("tulips never came up")
    assert "2 × Tulip bulbs from order 31-5003: not working as it should" in await margaret.says("money back")


async def test_how_long_it_takes_is_asked_in_a_return(house: House) -> None:
    """A wait before it is no pause."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to send the jumper back")
    assert "within five working days" in await nadia.says("wait how long does that take")


async def test_a_number_by_itself_answers_the_question_for_one(house: House) -> None:
    """Eleven digits are no order; and "my phone" after the e-mail is changed is the next thing to change."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("I want to change my email")
    await tom.says("tom.w@example.org")
    await tom.says("yes")
    assert await tom.says("and my phone") == "What is the new phone number?"
    assert await tom.says("07700900456") == "Your phone number becomes +447700900456. Is that right?"


async def test_the_order_spoken_of_is_the_one_that_is_not_there_yet(house: House) -> None:
    """Another that came long ago isn't taken for it."""
    margaret = signed_in(house, LATE_CASSEROLE)
    await margaret.says("where is my casserole")
    assert "Order 31-5120 (Iron casserole) is late" in await margaret.says("is it lost")
    assert "Order 31-5120 (Iron casserole) hasn't arrived yet" in await margaret.says("I want to return it")


async def test_how_late_an_order_is_is_asked_of_the_order(house: House) -> None:
    """No shop's hours are told for it."""
    owen = signed_in(house, LOCKED_OUT)
    await owen.says("my boots haven't come")
    assert "Order 31-6922 (Moor winter boots)" in await owen.says("how late are they")


async def test_what_somebody_has_finished_is_not_shown_again(house: House) -> None:
    """What comes nearest is."""
    told = await house.customer("guest").says("I've finished The Ninth Carriage, what next")
    assert "The Lamp at Ravenscar, £12.99" in told and "The Ninth Carriage, £" not in told
