"""What is said beside the shop's business is heard for what it is, and starts nothing."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import BROKEN_TEAPOT, COAT_ON_ITS_WAY, POINTS_AND_REFUND, signed_in


@pytest.mark.parametrize("text", ["no more questions please", "please, no surveys", "stop with the questions"])
async def test_no_more_questions_ends_questions_alone(nadia: Customer, house: House, text: str) -> None:
    """Nothing is asked of them from then on; messages were never spoken of."""
    await nadia.says("hello")
    assert await nadia.says(text) == "Fine, no more questions."
    assert "Shall I remember" not in await nadia.says("I never wear wool")
    assert not [one for one in house.memory.consents.grants(nadia.known.customer) if one.purpose == "contact"]


async def test_i_have_no_more_questions_is_something_else(nadia: Customer) -> None:
    """They are done, and may still be asked."""
    await nadia.says("I have no more questions, thank you")
    assert "Shall I remember" in await nadia.says("I never wear wool")


async def test_what_is_not_to_be_shown_is_taken_down(nadia: Customer, house: House) -> None:
    """And its words are not asked for."""
    assert "No message of yours" in await nadia.says("don't put my message on the wall")
    await nadia.says("for the wall: The socks outlast the shoes.")
    assert (await nadia.says("please don't show my message after all")).startswith("Taken back")
    assert house.memory.community.waiting() == ()


async def test_words_for_the_wall_are_not_no_to_it(nadia: Customer, house: House) -> None:
    """ "Don't" in answer to what it shall say puts nothing up."""
    await nadia.says("I'd like to put something on the wall")
    assert await nadia.says("don't put it on the wall after all") == "Dropped. Nothing was changed."
    assert house.memory.community.waiting() == ()


@pytest.mark.parametrize(
    "text", ["how do I give back the coat when it's worn out?", "what do I do with my old coat once it is worn out?"]
)
async def test_what_becomes_of_worn_things_is_told(nadia: Customer, text: str) -> None:
    """No return is begun."""
    assert "coat bank" in await nadia.says(text)


@pytest.mark.parametrize(
    "text",
    ["I buy at another shop too, they are cheaper", "I also shop at John Lewis", "we get our tea elsewhere mostly"],
)
async def test_other_shops_are_theirs_to_choose(nadia: Customer, text: str) -> None:
    """No order, no goodbye, no envy."""
    assert await nadia.says(text) == "That is yours to choose. When there is something we can do, I'm here."


@pytest.mark.parametrize(
    "text",
    [
        "is it true you pay attention to how much I spend?",
        "do big spenders get better service?",
        "Do you treat rich customers better?",
        "do I get a faster answer if I spend more?",
    ],
)
async def test_what_is_spent_changes_nothing(nadia: Customer, text: str) -> None:
    """And it is said so."""
    assert "What you spend changes nothing" in await nadia.says(text)


@pytest.mark.parametrize("account", [COAT_ON_ITS_WAY, BROKEN_TEAPOT])
async def test_a_broken_zip_is_no_joy(house: House, account: str) -> None:
    """Whatever the words sound like."""
    customer = signed_in(house, account)
    reply = await customer.says("The zip of my coat is broken")
    assert "good to hear" not in reply and "could be wrong yet" not in reply


async def test_a_size_told_first_is_kept_to(house: House) -> None:
    """ "Size M" before the product is chosen narrows the choice, and is not asked for again."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I'd like to order a jumper")
    assert await nadia.says("size M") == "In M there are these. Which would you like?"
    assert "Which colour" in await nadia.chooses("Pennine cotton jumper")
    assert "(navy, M)" in await nadia.says("navy")


async def test_a_size_told_after_a_suggestion_is_heard(nadia: Customer) -> None:
    """And said."""
    await nadia.says("recommend a jumper")
    assert (await nadia.says("size M")).startswith("Three in M:")


async def test_a_choice_in_a_size_is_answered_in_that_size(nadia: Customer) -> None:
    """What was asked for is not lost with the click."""
    await nadia.says("what jumpers do you have in M?")
    assert "in stock in M" in await nadia.chooses("Dales crew-neck jumper")


async def test_a_death_beside_reminders_that_keep_coming_is_heard_first(house: House) -> None:
    """No reminder is set, and nobody is asked when."""
    reply = await signed_in(house, COAT_ON_ITS_WAY).says("my wife died last week and I keep getting socks reminders")
    assert reply.startswith("I'm sorry.") and "remind you" not in reply


@pytest.mark.parametrize("text", ["I hate my body, nothing fits", "I can't stand my legs"])
async def test_what_somebody_hates_of_themselves_is_no_taste(nadia: Customer, text: str) -> None:
    """It is met with care, and not asked to be kept."""
    reply = await nadia.says(text)
    assert reply.startswith("I'm sorry") and "remember" not in reply


@pytest.mark.parametrize("text", ["do you sell my data?", "is my information shared with anyone?"])
async def test_what_becomes_of_data_is_told(nadia: Customer, text: str) -> None:
    """Plainly."""
    assert (await nadia.says(text)).startswith("It is not sold.")


async def test_how_long_it_is_kept_is_no_question_of_returns(nadia: Customer) -> None:
    """Thirty days are for coats."""
    await nadia.says("what do you know about me?")
    assert "until you say that I should forget it" in await nadia.says("how long do you keep it?")


async def test_what_a_suggestion_shall_not_be_narrows_it(nadia: Customer) -> None:
    """No terms of writing, and no offers."""
    assert "Plain Larder" in await nadia.says("something for a present around £40")
    narrowed = await nadia.says("not books")
    assert "without books" in narrowed and "Plain Larder" not in narrowed


async def test_the_garden_is_where_gardening_is_done(nadia: Customer) -> None:
    """What one does names what it is done with."""
    assert "watering can" in await nadia.says("something for my mum's birthday around £40, she likes gardening")


async def test_another_colour_is_asked_of_the_same_thing(nadia: Customer) -> None:
    """Not of green tea."""
    await nadia.says("is the Orla parka waterproof")
    told = await nadia.says("what about pink")
    assert told == "Orla down-free parka: not made in pink, but in charcoal and olive; S, M, L, XL."


async def test_no_answer_needed_lets_the_promise_go(nadia: Customer) -> None:
    """As its button does."""
    await nadia.says("your staff in Leeds were so rude to me")
    assert (await nadia.says("I don't want an answer")).startswith("Struck off")


async def test_points_just_told_of_are_used(house: House) -> None:
    """ "Use 200" of them."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("how many points do I have")
    assert "200 points become a voucher" in await kwame.says("use 200")


async def test_not_understood_thrice_is_not_said_in_the_same_words(nadia: Customer) -> None:
    """Nobody reads one sentence over and over."""
    replies = [await nadia.says(noise) for noise in ("asdf", "qwrtz", "zxcvb")]
    assert len(set(replies)) == 3
