"""Small words that mean something only where they stand; none of them does what nobody asked for."""

import pytest

from store import ConsentState, Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    PAID_TWICE,
    signed_in,
)


async def test_another_number_after_one_that_could_not_be(house: House) -> None:
    """The wish stands; only its number is put right."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "nothing to send back" in await nadia.says("I want to send back order 4471")
    assert "order 31-0012" in await nadia.says("no, order 0012, not 4471")


async def test_the_number_of_the_order_already_meant_is_no_misunderstanding(house: House) -> None:
    """It is taken for what it is, and the question stays the same."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("this is the third teapot that arrives broken. I've had enough")
    assert "your money back?" in await tom.says("31-7704")
    assert "money sent back" in await tom.says("a refund please")


async def test_asking_who_sees_permits_nobody(house: House, nadia: Customer) -> None:
    """A question is answered; consent is given by saying so."""
    assert (await nadia.says("can your staff see what I told you?")).startswith("You alone")
    known = house.memory.people.arrive("web", "nadia")
    grants = house.memory.consents.grants(known.customer)
    assert not [one for one in grants if one.purpose is Purpose.STAFF and one.state is ConsentState.GIVEN]
    await nadia.says("your staff may see what you remember about me")
    assert "may see what I remember" in await nadia.says("can your staff see what I told you?")


async def test_being_called_a_name_is_not_being_rung(nadia: Customer) -> None:
    """ "Call me Joanna" asks for no number."""
    await nadia.says("call me Jo")
    await nadia.chooses("Yes, remember")
    assert "number" not in await nadia.says("actually call me Joanna")


async def test_what_is_said_now_finds_what_it_puts_right(nadia: Customer) -> None:
    """Vegan, not vegetarian: the one diet that is known is meant."""
    await nadia.says("I'm vegetarian")
    await nadia.says("yes")
    await nadia.says("that's wrong, I'm vegan")
    assert nadia.remembered == ["I'm vegan"]


async def test_a_call_is_promised_for_the_hour_that_was_named(nadia: Customer) -> None:
    """Day and hour belong together."""
    await nadia.says("can you call me?")
    assert "by 15:00 on Monday 23 November" in await nadia.says("07700 900123 on monday at 3pm")


async def test_after_leaving_nothing_else_is_said(house: House) -> None:
    """A typed yes closes the account, and that is all."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to close my account")
    await nadia.says("yes")
    assert len(nadia.replies) == 1 and "closes today" in nadia.replies[0].text


async def test_an_address_is_not_a_product_that_sounds_like_it(nadia: Customer) -> None:
    """Mill Lane is not the book Mill Towns."""
    await nadia.says("I'd like to order something")
    assert "Mill Towns" not in await nadia.says("12 Mill Lane, York YO1 1AA")


async def test_a_colour_after_a_product_is_about_that_product(nadia: Customer) -> None:
    """ "Navy?" is answered for the coat just spoken of."""
    await nadia.says("how much is the hayes coat?")
    assert "in stock in navy: Hayes quilted coat" in await nadia.says("navy?")


async def test_not_knowing_is_not_a_no(nadia: Customer) -> None:
    """ "I don't know" gets help, not "all right"."""
    assert "I didn't follow" in await nadia.says("i dont know")


async def test_a_signed_in_customer_cannot_name_another_owner(house: House) -> None:
    """Refused before anything is looked up; their own order is left alone."""
    priya = signed_in(house, PAID_TWICE)
    assert await priya.says("cancel Tom Whitfield's order") == "I can only speak with you about you."


@pytest.mark.parametrize("said", ["haha you're funny", "hiya! how are you doing today? it's been raining all week"])
async def test_small_talk_is_not_made_a_complaint(nadia: Customer, said: str) -> None:
    """Nothing is promised to somebody who only chats."""
    assert "should not have happened" not in await nadia.says(said)


async def test_for_six_is_people_where_people_are_known(nadia: Customer) -> None:
    """Not six o'clock."""
    await nadia.says("book a table for 4 tomorrow in leeds")
    assert "18:00" not in await nadia.says("no, for 6")
    assert "a table for 6" in await nadia.says("1pm")


async def test_part_of_a_products_name_is_no_colour(house: House) -> None:
    """The puddle coat is wanted in another size, not in puddle."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("change order 6610")
    assert "Puddle coat (navy, 6-7) in place of" in await priya.says("the puddle coat to size 6-7")


async def test_the_rules_for_socks_need_no_order(nadia: Customer) -> None:
    """Whoever asks what may come back is told the rules."""
    assert "Socks out of their band" in await nadia.says("can I return socks?")


async def test_a_receipt_by_the_last_four_digits(house: House) -> None:
    """Four digits that look like a time are an order's number here."""
    assert "order 31-0012" in await signed_in(house, COAT_ON_ITS_WAY).says("need receipt for 0012")


async def test_a_wish_beside_what_is_said_of_oneself_is_served(nadia: Customer) -> None:
    """Allergic, and looking for a jumper: the jumper comes first."""
    reply = await nadia.says("recommend me a jumper, I'm allergic to wool")
    assert "without wool" in reply and "may I remember" in reply
