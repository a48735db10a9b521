"""Two things to be done in one message are both done, one after the other, and neither is passed over in silence."""

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, PAID_TWICE, signed_in


async def test_the_second_begins_where_the_first_has_ended(house: House) -> None:
    """Cancelled after its yes; then the fitting goes on with all that was said of it."""
    priya = signed_in(house, PAID_TWICE)
    reply = await priya.says("cancel order 6610 and book me a fitting in York on Friday at 10:30")
    assert reply.startswith("One after the other.") and "Shall I cancel it?" in reply
    reply = await priya.says("yes")
    assert "31-6610 is cancelled" in reply and "Now “book me a fitting in York on Friday at 10:30”." in reply
    assert reply.endswith("Shall I book it?")
    assert "Booked: a fitting in York" in await priya.says("yes")


async def test_a_no_to_the_first_says_nothing_of_the_second(house: House) -> None:
    """The order stays, and the fitting is still asked about."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel order 6610 and book me a fitting in York on Friday at 10:30")
    reply = await priya.says("no")
    assert "nothing is changed" in reply and reply.endswith("Shall I book it?")


async def test_a_question_between_the_two_keeps_both(house: House) -> None:
    """The answer, the first again; after its yes the second."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel order 6610 and book me a fitting in York on Friday at 10:30")
    assert "Thirty days" in await priya.says("what's your return policy?")
    assert (await priya.says("yes")).endswith("Shall I book it?")


async def test_never_mind_drops_both(house: House) -> None:
    """Nothing comes back that was let go."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel order 6610 and book me a fitting in York on Friday at 10:30")
    assert "Nothing was changed" in await priya.says("never mind")
    assert "book" not in (await priya.says("hello")).lower()


async def test_asking_for_a_person_drops_what_waits(house: House) -> None:
    """Whoever has asked for a person is not asked about a fitting."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("cancel order 6610 and book me a fitting in York on Friday at 10:30")
    assert "Shall I" not in await priya.says("I want to talk to a person")


async def test_a_yes_with_more_behind_it_is_a_yes_and_more(house: House) -> None:
    """ "Yes, and also …" does the one and begins the other."""
    priya = signed_in(house, PAID_TWICE)
    await priya.says("I want to cancel my order")
    reply = await priya.says("yes, and also book me a table in York for two tomorrow at 1pm")
    assert "is cancelled" in reply and reply.endswith("Shall I book it?")


async def test_two_order_numbers_are_two_orders(house: House) -> None:
    """Both are told, each in its own message."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("where are 4471 and 0012?")
    assert "31-4471" in reply and "31-0012" in reply


async def test_one_matter_in_two_sentences_stays_one(house: House) -> None:
    """What is wrong and what is wanted for it belong together."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    reply = await nadia.says("The jumper came with a hole. I want to return it")
    assert "One after the other" not in reply


async def test_a_taste_told_beside_a_task_comes_after_it(nadia: Customer) -> None:
    """The table first; what may be remembered is asked once that is settled."""
    await nadia.says("book a table for two in Leeds tomorrow at 1pm. We don't eat pork")
    await nadia.says("5 Otley Row")
    assert nadia.remembered == []
