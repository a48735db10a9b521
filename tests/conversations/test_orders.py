"""Orders, from where they are to what went wrong with them: each carried to its end, with its interruptions."""

import pytest
from sqlalchemy import delete

from shop.demo.tables import PointsRow
from shop.values import CustomerRef, ProblemKind
from tests.conversations.conftest import House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    TWO_TO_SEND_BACK,
    signed_in,
)


async def test_the_only_open_order_is_told_without_asking_which(house: House) -> None:
    """Nobody with one order on its way is asked for its number."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("where is my order?")
    assert "31-4471" in reply and "22 November" in reply and "Royal Mail" in reply


async def test_a_late_order_is_named_late_with_both_days(house: House) -> None:
    """The first promise is not hidden behind the new day."""
    reply = await signed_in(house, LATE_CASSEROLE).says("where is my order?")
    assert "late" in reply and "17 November" in reply and "26 November" in reply


async def test_an_order_is_cancelled_after_one_confirmation(house: House) -> None:
    """The question names what and how much; the yes does it; the order then says so."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("I want to cancel my order")
    assert (
        "31-6610" in question and "£53.99" in question and priya.choices == ["Yes, cancel it", "No, keep it"]
    )
    assert "is cancelled" in await priya.chooses("Yes, cancel it")
    assert "was cancelled" in await priya.says("where is order 31-6610?")


async def test_a_day_that_has_passed_is_owned_up_to(house: House) -> None:
    """What should have come is not said to be coming on a day before today."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    house.wait(days=4)
    reply = await nadia.says("where is my order?")
    assert "should have been with you on 22 November, and I'm sorry" in reply and "A person, please" in nadia.choices


async def test_no_leaves_the_order_as_it_is(house: House) -> None:
    """A no changes nothing."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("I want to cancel my order")
    assert "nothing is changed" in await priya.says("no")
    assert "being made ready" in await priya.says("where is my order?")


async def test_a_question_in_between_is_answered_and_the_task_goes_on(house: House) -> None:
    """The same question stands again after the answer, and its yes still counts."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("I want to cancel my order")
    reply = await priya.says("what's your return policy?")
    assert "Thirty days" in reply and reply.endswith(question)
    assert "is cancelled" in await priya.says("yes")


async def test_never_mind_leaves_no_trace(house: House) -> None:
    """After dropping it a yes means nothing, and the order stands."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("I want to cancel my order")
    assert "Nothing was changed" in await priya.says("never mind")
    assert "cancelled" not in await priya.says("yes")
    assert "being made ready" in await priya.says("where is my order?")


async def test_what_was_just_spoken_of_can_be_cancelled_as_that(house: House) -> None:
    """ "Cancel that" after an order is about this order, and is confirmed first."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("where is my order?")
    assert "31-6610" in await priya.says("cancel that")
    assert "Shall I cancel it?" in "\n".join(reply.text for reply in priya.replies)


async def test_what_left_the_house_is_not_cancelled_and_it_says_what_can_be_done(house: House) -> None:
    """A refusal comes with the way that is left."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("cancel my order please")
    assert "has left our house" in reply and "send it back" in reply
    assert "A person, please" in nadia.choices


async def test_a_correction_in_the_middle_changes_that_slot_only(house: House) -> None:
    """ "No, order 6850, not 6722" is the other order; that the money is wanted back stays said."""
    joan = signed_in(house, TWO_TO_SEND_BACK)
    assert "Which part of order 31-6722?" in await joan.says(
        "I want to send back part of order 6722, money back"
    )
    reply = await joan.says("no, order 6850, not 6722")
    assert "Table CD player from order 31-6850, for your money back" in reply
    assert "R-" in await joan.says("yes")


async def test_a_return_is_begun_with_what_it_needs_and_no_more(house: House) -> None:
    """The thing is found by its name; only what to do with it is asked."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "money back" in await nadia.says("I want to send back the jumper")
    assert "Shall I?" in await nadia.chooses("Money back")
    reply = await nadia.says("yes please")
    assert "R-" in reply and "5 December" in reply and "£58.00" in reply


async def test_an_exchange_asks_for_the_size_and_takes_one_that_is_there(house: House) -> None:
    """A size told at once is not asked for."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to exchange the jumper for a bigger size")
    assert "size L" in await nadia.says("L")
    assert "R-" in await nadia.says("yes")


async def test_an_interrupted_return_goes_on_at_the_same_slot(house: House) -> None:
    """Opening hours come between; the question about the socks stands as before."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("send back the socks from order 12")
    reply = await nadia.says("when do you open on Sunday?")
    assert "11:00 to 17:00" in reply and reply.endswith(question)


async def test_after_the_days_for_returns_something_wrong_can_still_be_put_right(house: House) -> None:
    """Who comes too late hears the day and the ways that are left, before any form: here its fault on record."""
    tom = signed_in(house, BROKEN_TEAPOT)
    reply = await tom.says("I want to return the teapot")
    assert "14 October" in reply and "30 days" in reply and "can come back at any time" in reply
    assert sorted(tom.choices) == ["A person, please", "Money back"]


async def test_a_broken_thing_is_put_right_feeling_first(house: House) -> None:
    """Sorry comes before the question, a person is near, and the third time is called what it is: the third pot is on
    record already, and nothing came since."""
    tom = signed_in(house, BROKEN_TEAPOT)
    reply = await tom.says("my teapot arrived broken again, I am furious")
    assert reply.startswith("I'm sorry") and "A person, please" in tom.choices
    assert "damaged" in await tom.says("send me a new one")
    reply = await tom.says("yes")
    assert "P-" in reply and "3 times" in reply and "!" not in reply


async def test_the_usual_takes_one_confirmation(house: House) -> None:
    """Fifteen years of socks are one question and one yes."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    assert "Rowe ribbed socks (navy, 9-11)" in await arthur.says("the usual please")
    assert "31-9001" in await arthur.says("yes")


async def test_a_new_order_says_what_where_and_how_much_before_it_is_placed(house: House) -> None:
    """The address on file and the only size are not asked for; the colour is."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "Which colour" in await nadia.says("I want to buy the stoneware teapot")
    question = await nadia.chooses("cream")
    assert "£48.00" in question and "5 Otley Row" in question
    assert "£51.95" in await nadia.says("yes")


async def test_how_somebody_wants_it_packed_goes_with_the_order(house: House) -> None:
    """A stated wish changes the order, is shown before it is placed, and is named as the reason."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I prefer paper packaging")
    await nadia.chooses("Yes, remember")
    question = await nadia.says("I'd like to order a glass teapot please")
    assert "“I prefer paper packaging”" in question and nadia.because == {"you prefer paper packaging"}
    assert "31-9001" in await nadia.says("yes")


async def test_a_change_of_mind_about_the_number_is_taken_before_the_yes(house: House) -> None:
    """Three means three, and is shown again before anything is ordered."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "£72.00" in await kwame.says("I'd like to order two glass teapots please")
    assert "£108.00" in await kwame.says("actually make that 3")
    assert "31-9001" in await kwame.says("yes")


async def test_a_size_that_is_sold_out_is_not_promised(house: House) -> None:
    """What is not in stock is said with what is."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("I'd like to buy court trainers in white")
    assert "in stock in 46" in await kwame.says("46")
    assert "(white, 45)" in await kwame.says("45 then")


async def test_a_line_is_changed_while_the_order_is_in_the_house(house: House) -> None:
    """Another size is shown beside the old one before it is changed."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("change the size of the coat in my order to 6-7")
    assert "(navy, 6-7)" in question and "(navy, 4-5)" in question
    assert "is changed" in await priya.says("yes")


async def test_the_new_address_is_read_back_before_it_is_used(house: House) -> None:
    """An address is confirmed in full."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("I moved, my new address is 12 High Street, York YO1 7HH")
    assert "12 High Street, York YO1 7HH" in question
    assert "12 High Street, York" in await nadia.says("yes")


async def test_one_order_is_sent_elsewhere_and_the_rest_is_not(house: House) -> None:
    """An address for this order leaves the one on file alone."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("please send my order to 9 Mill Lane, Leeds LS1 4AB instead")
    assert "31-6610" in question and "9 Mill Lane" in question
    assert "31-6610 goes to 9 Mill Lane" in await priya.says("yes")


@pytest.mark.parametrize("wish", ["change my address", "can you redirect my parcel to another address"])
async def test_what_is_for_one_order_that_has_left_changes_nothing_on_file(house: House, wish: str) -> None:
    """ "Only for my order" is no address for everything to come; what can still be done is said."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    heard = await nadia.says(wish)
    if "31-4471" not in heard:
        heard = await nadia.says("only for my order: 9 Mill Lane, Leeds LS1 4AB")
    assert "31-4471 has left our house" in heard and nadia.choices == ["A person, please"]


@pytest.mark.parametrize("asked", ["where is order 21?", "I need an invoice for order 21"])
async def test_what_was_only_told_is_told_of_another_by_its_number(house: House, asked: str) -> None:
    """ "No, order 12, not 21" is no memory put right and no order changed: the same is told of the other."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for correction in ("no, order 12, not 21", "no, order 12 I meant"):
        assert "31-0021" in await nadia.says(asked)
        assert "31-0012" in await nadia.says(correction) and "change" not in nadia.replies[-1].text


async def test_a_booking_is_named_by_its_place(house: House) -> None:
    """Of two tables the one in York, though the one in Leeds was spoken of last."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("book a table for two in Leeds tomorrow at 12:00")
    await priya.says("yes")
    assert "York" in await priya.says("cancel my table in York")


async def test_a_new_e_mail_address_is_read_back(house: House) -> None:
    """Nothing on file changes before the yes."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("change my email please")
    assert "nadia.new@example.org" in await nadia.says("nadia.new@example.org")
    assert "Done" in await nadia.says("yes")


async def test_a_link_to_sign_in_goes_to_the_address_on_file_shown_in_part(house: House) -> None:
    """The address is never shown in full."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I can't sign in")
    reply = await nadia.says("yes")
    assert "n…@example.org" in reply and "nadia.rahman" not in reply


async def test_an_order_paid_twice_is_found_and_put_on_record(house: House) -> None:
    """The order isn't asked for: it is the one that was paid twice."""
    priya = signed_in(house, PAID_TWICE)
    question = await priya.says("you took the money twice for my order")
    assert "more than once" in question and question.count("£53.99") == 2
    assert "P-" in await priya.says("yes")


async def test_a_refund_is_told_with_its_day(house: House) -> None:
    """How much, for what, by when."""
    reply = await signed_in(house, POINTS_AND_REFUND).says("where's my refund?")
    assert "£59.00" in reply and "31-6118" in reply and "November" in reply


async def test_an_invoice_is_given_by_the_order_it_belongs_to(house: House) -> None:
    """A loose number is enough among one's own orders."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("I need an invoice for order 12")
    assert "31-0012" in reply and "£77.00" in reply and "VAT" in reply


async def test_points_are_told_and_turned_into_a_voucher(house: House) -> None:
    """What was redeemed shows in the balance of the very next reply."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "1,302 points" in await kwame.says("how many points do I have?")
    await kwame.says("I want to use 500 of them")
    assert "£5.00" in await kwame.says("yes")
    assert "802 points" in await kwame.says("how many points do I have?")


async def test_points_that_are_there_are_shown_for_their_order(house: House) -> None:
    """Who misses points of an order hears what it brought and when, and can have a person all the same."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("my points from the last order are missing")
    assert "31-4471" in reply and "129 points" in reply and "19 November" in reply
    assert nadia.choices == ["A person, please"]


async def test_points_that_are_not_there_are_put_on_record_with_what_was_found(house: House) -> None:
    """The order is found without asking, what it should have brought is said, and a person checks it."""
    priya = signed_in(house, PAID_TWICE)
    with house.database.begin() as db:
        db.execute(delete(PointsRow).where(PointsRow.order == "31-6544"))
    question = await priya.says("I think some of my points are missing")
    assert "31-6544" in question and "no points" in question and "should have brought 29" in question
    assert "P-" in await priya.says("yes")
    (problem,) = house.shop.orders.problems(CustomerRef("account:c-1006"), "31-6544")
    assert problem.kind is ProblemKind.POINTS and problem.words.startswith("(0/29)")


async def test_more_points_than_there_are_cannot_be_used(house: House) -> None:
    """The number there is is said, and asked again."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    assert "1,302" in await kwame.says("I want to use 5000 points")


@pytest.mark.parametrize("number", ["31-7704", "31-9999"])
@pytest.mark.parametrize("wish", ["where is order {}?", "cancel order {}", "I need an invoice for order {}"])
async def test_somebody_elses_order_is_answered_as_one_that_does_not_exist(
    house: House, wish: str, number: str
) -> None:
    """Nobody learns from an answer that an order exists."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says(wish.format(number))
    assert f"I find no order {number} of yours." in reply


async def test_a_stranger_gets_the_same_answer_whatever_the_number(house: House) -> None:
    """Without a proof of who they are there is no order, existing or not, and a person is offered."""
    replies = set()
    for number in ("31-4471", "31-9999"):
        stranger = house.customer(f"stranger of {number}")
        replies.add(await stranger.says(f"where is order {number}?"))
        assert stranger.choices == ["A person, please"]
    assert len(replies) == 1


async def test_a_task_that_another_came_between_goes_on_afterwards(house: House) -> None:
    """A table is being booked; an order is asked after, another cancelled or not; the booking goes on."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("book a table in Leeds for Friday")
    reply = await priya.says("where is my order?")
    assert "31-6610" in reply and reply.endswith("For how many people?")
    await priya.says("four people")
    await priya.says("cancel order 31-6610")
    assert "At what time" in await priya.says("no, keep it")
    assert "Booked" not in await priya.says("1pm")
    assert "Booked: a table for 4 in Leeds" in await priya.says("yes")


async def test_a_person_can_be_had_from_the_middle_of_anything(house: House) -> None:
    """The form is left, and its yes means nothing any more."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel my order")
    reply = await priya.says("I want to talk to a person")
    assert "Shall I cancel" not in reply


async def test_grief_ends_the_task_without_another_question(house: House) -> None:
    """Nobody is held to a form when somebody has died."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel my booking")
    reply = await priya.says("my father died yesterday")
    assert reply.startswith("I'm sorry") and "?" not in reply


async def test_what_is_not_understood_twice_brings_the_offer_of_a_person(house: House) -> None:
    """The question is asked again; the second time a person is offered beside it."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("send back the socks from order 12")
    assert "didn't follow" in await nadia.says("asdfgh qwe")
    await nadia.says("zzzz")
    assert "A person, please" in nadia.choices


async def test_with_memory_refused_the_task_is_the_same(house: House) -> None:
    """A refusal costs nothing: the same order is cancelled in the same words."""
    plain, refusing = signed_in(house, PAID_TWICE), signed_in(house, PAID_TWICE)
    question = await plain.says("I want to cancel my order")
    await plain.says("no")
    await refusing.says("don't remember anything about me")
    assert await refusing.says("I want to cancel my order") == question
