"""Ordering several things, exchanging, another number of the usual, and a word of warning before the yes."""

import pytest

from store import Capture, ConsentState, Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, SOCKS_TWICE_A_YEAR, signed_in


async def test_two_things_in_one_message_are_one_order(house: House) -> None:
    """How many and which are kept apart; only what is open is asked; one yes orders both."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    assert "Which colour for the Cashmere scarf" in await nadia.says("two glass teapots and a cashmere scarf please")
    question = await nadia.says("burgundy")
    assert "2 × Glass teapot and Cashmere scarf (burgundy), £167.00" in question
    reply = await nadia.says("yes")
    assert "31-9001" in reply and "£167.00" in reply


async def test_what_isnt_sold_is_said_beside_what_is(house: House) -> None:
    """A unicorn among kettles is not passed over in silence."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order a stove-top kettle, two glass teapots and a unicorn")
    question = await nadia.says("black")
    assert "We don't sell “unicorn”" in question and "2 × Glass teapot" in question


async def test_an_exchange_for_another_colour(house: House) -> None:
    """The colour told at once is taken; what isn't there is said with what is."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to exchange the jumper")
    assert "one in brick" in await nadia.says("the brick one please")
    assert "R-" in await nadia.says("yes")


async def test_a_colour_that_is_not_there_in_that_size_is_said_with_what_is(house: House) -> None:
    """No promise of what the shelves don't hold."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I want to exchange the jumper for a bigger one")
    assert "can't be had at the moment" in await nadia.says("cream")
    assert "size L in cream" in await nadia.says("cream in L then")


async def test_the_usual_in_another_number(house: House) -> None:
    """ "Make it two" is shown before the yes."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("the usual please")
    assert "2 × Rowe ribbed socks" in await arthur.says("actually make it two")
    assert "£38.00" in await arthur.says("yes")


async def test_the_usual_in_another_colour_is_put_to_them(house: House) -> None:
    """What there is of that size is named where the colour isn't; one that is there is ordered in one go."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    question = await arthur.says("the usual please")
    reply = await arthur.says("can I get them in grey instead")
    assert "In grey the" in reply and "charcoal 9-11" in reply and reply.endswith(question)
    assert "(charcoal, 9-11)" in await arthur.says("no, charcoal not navy")
    await arthur.says("yes")
    assert house.shop.orders.find(f"account:{SOCKS_TWICE_A_YEAR}", "31-9001").lines[0].colour == "charcoal"


async def test_what_they_avoid_is_named_before_it_is_ordered(house: House) -> None:
    """A remembered "never wool" stands before the yes, with its words, its reason and another way out."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    question = await nadia.says("I want to order the cashmere scarf in silver")
    assert "“I never wear wool”" in question and "Shall I order it all the same?" in question
    assert nadia.because == {"you never wear wool"} and "Scarf without wool" in nadia.choices
    reply = await nadia.chooses("Scarf without wool")
    assert "without wool" in reply and "all the same" not in reply
    assert "Brushed cotton scarf" in await nadia.says("I'll take the first one")


async def test_all_the_same_is_their_own_choice(house: House) -> None:
    """The warning is a question, not a refusal."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("I want to order the cashmere scarf in silver")
    assert "31-9001" in await nadia.says("yes, it's a gift")


async def test_said_in_this_conversation_it_is_enough_without_memory(house: House) -> None:
    """With memory refused the same warning comes, and names no fact."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I never wear wool")
    await nadia.chooses("No")
    assert "I never wear wool" in await nadia.says("I want to order the cashmere scarf in silver")
    assert nadia.because == set() and nadia.remembered == []


async def test_without_the_permission_no_warning_shows_that_anything_is_known(house: House) -> None:
    """G1: withdrawn, the question is the one that anybody gets, to the letter."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    known = house.memory.people.arrive("account", COAT_ON_ITS_WAY)
    for purpose in (Purpose.PERSONALISE, Purpose.MEMORY):
        capture = Capture(method="button", words="stop")
        house.memory.consents.decide(known.customer, known.identity, purpose, ConsentState.WITHDRAWN, capture)
    house.wait(days=1)
    question = await nadia.says("I want to order the cashmere scarf in silver")
    assert "wool" not in question and nadia.because == set()


async def test_an_address_told_goes_with_the_order(house: House, nadia: Customer) -> None:
    """Somebody without an account orders too: the address is asked once and read back."""
    await nadia.says("I'd like to buy a glass teapot")
    question = await nadia.says("5 Otley Row, Leeds LS6 2AB")
    assert "5 Otley Row" in question and "£36.00" in question
    assert "31-9001" in await nadia.says("yes")


async def test_cheaper_than_what_was_shown(nadia: Customer) -> None:
    """What was being looked at goes on, below what was shown; where nothing is cheaper, that is said."""
    await nadia.says("suggest a present")
    await nadia.says("not books")
    shown = await nadia.says("something cheaper")
    assert shown.startswith("Three without books:") and "Pair of tea mugs, £22.00" in shown
    assert "of these the Dark chocolate with hazelnut costs least, £5.00" in await nadia.says("cheaper")


async def test_what_it_shall_not_be_answers_what_it_is_for(nadia: Customer) -> None:
    """Nobody spoke of messages."""
    await nadia.says("recommend something for my mum")
    assert (await nadia.says("not books")).startswith("Three without books:")


@pytest.mark.parametrize("text", ["size M", "do you have them in size M?", "in medium"])
async def test_a_size_by_itself_is_of_what_is_in_view(nadia: Customer, text: str) -> None:
    """Also some turns later; it is nothing to remember."""
    await nadia.says("show me warm coats")
    await nadia.says("what are your delivery options?")
    await nadia.says("thanks")
    assert (await nadia.says(text)).startswith("In M there are these:\nHayes quilted coat")


async def test_a_size_of_their_own_is_still_theirs(nadia: Customer) -> None:
    """ "I'm a size M" says something of themselves, with coats in view too."""
    await nadia.says("show me warm coats")
    await nadia.says("thanks")
    assert "Shall I remember" in await nadia.says("I'm a size M")


async def test_a_named_thing_is_told_of(nadia: Customer) -> None:
    """Whatever the words before it."""
    assert (await nadia.says("tell me about the hayes quilted coat")).startswith("Hayes quilted coat, £129.00.")


async def test_what_he_is_mad_about_and_a_bare_price_narrow_what_was_shown(nadia: Customer) -> None:
    """Neither is a message that isn't followed."""
    await nadia.says("gift ideas for a 5 year old boy")
    assert "that fit:" in await nadia.says("he's mad about animals")
    told = await nadia.says("under 25")
    assert told.startswith("Two that fit:") and "Wooden blocks" not in told


async def test_a_colour_to_change_to_is_heard_though_it_is_sold_out(house: House) -> None:
    """It is said to be, and what there is instead."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("order me the pennine cotton jumper in navy medium")
    await nadia.says("yes")
    assert "can't be had at the moment" in await nadia.says("actually can I change the jumper to cream")
    assert "(brick, M) in place of" in await nadia.says("brick then")
