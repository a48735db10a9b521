"""One word put right, and small misreadings that a conversation makes plain."""

import pytest

from store import Sensitivity
from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, LATE_CASSEROLE, signed_in


@pytest.mark.parametrize(
    ("told", "correction", "right"),
    [
        ("my daughter is called Mia", "Maya not Mia", "my daughter is called Maya"),
        ("I can't stand cotton", "it's wool not cotton I can't stand", "I can't stand wool"),
        ("I take a size 43", "size 42 not 43", "I take a size 42"),
        ("my birthday is the 3rd of May", "the 5th of May, not the 3rd", "my birthday is the 5th of May"),
        ("my son is called Ben", "no it's Ken", "my son is called Ken"),
        ("my birthday is 3 May", "sorry, 5 May I meant", "my birthday is 5 May"),
        ("I'm vegetarian", "I meant vegan, sorry", "I'm vegan"),
        ("call me Steven", "you spelled my name wrong, it's Stephen", "call me Stephen"),
        ("I hate polyester", "the polyester thing is wrong, it's acrylic I hate", "I hate acrylic"),
        ("my daughter Ellie loves horses", "*Elly", "my daughter Elly loves horses"),
        ("I'm lactose intolerant", "I'm not lactose intolerant, it's gluten", "I'm gluten intolerant"),
        ("my shoe size is 6", "can you change my shoe size to 7", "my shoe size is 7"),
        ("I can't stand lavender", "lavender is fine actually, it's rose I can't stand", "I can't stand rose"),
        ("I love teal", "it's navy, not teal", "I love navy"),
    ],
)
async def test_what_is_kept_is_put_right_without_a_question(
    nadia: Customer, told: str, correction: str, right: str
) -> None:
    """Only one thing can be meant, so it is that."""
    await nadia.says(told)
    await nadia.says("yes")
    reply = await nadia.says(correction)
    assert reply.startswith("I've put it right") and "?" not in reply
    assert nadia.remembered == [right]


@pytest.mark.parametrize(
    ("told", "later", "right"),
    [
        ("my son is called Ben", "his name is Ken, you wrote Ben", ["my son is called Ken"]),
        ("my daughter is 8", "she's 9 now", ["my daughter is 9"]),
        ("call me Jo", "call me Joseph please", ["call me Joseph"]),
        ("my budget is 50", "my budget is 80 now", ["my budget is 80 now"]),
        ("my favourite colour is teal", "my favourite colour is navy", ["my favourite colour is navy"]),
        ("I don't like pink", "actually I don't mind pink", []),
        ("I don't eat pork", "I do eat pork now", []),
        ("remember I never wear wool", "I can wear wool again", []),
    ],
)
async def test_days_later_too(house: House, nadia: Customer, told: str, later: str, right: list[str]) -> None:
    """What it was told of is found again, and nothing of the old stands beside the new."""
    await nadia.says(told)
    await nadia.says("yes")
    house.wait(days=30)
    await nadia.says(later)
    assert nadia.remembered == right


async def test_a_slip_at_the_question_is_asked_about_as_it_should_be(nadia: Customer) -> None:
    """Not both are kept, but what was meant."""
    await nadia.says("I hate polyester")
    reply = await nadia.says("no, it's acrylic I hate")
    assert "you hate acrylic" in reply and "polyester" not in reply
    await nadia.says("yes")
    assert nadia.remembered == ["I hate acrylic"]


async def test_only_wrong_is_asked_how_it_should_read(nadia: Customer) -> None:
    """It isn't forgotten at once; a word says it, and what can't be read is said to be used for nothing."""
    await nadia.says("I'm allergic to wool")
    await nadia.says("yes")
    assert await nadia.says("that's not right") == "Thank you. How should it read?"
    assert "Until then I don't use what I had." in await nadia.says("it makes me itch")
    assert "allergic to silk" in await nadia.says("silk")
    assert nadia.remembered == ["I'm allergic to silk"]


async def test_what_was_shown_is_put_right_by_a_value(house: House, nadia: Customer) -> None:
    """ "No, it's the 19th" is about the day that was just told."""
    await nadia.says("my birthday's the 9th of March")
    await nadia.says("yes")
    house.wait(days=4)
    assert "9th of March" in await nadia.says("when is my birthday?")
    assert "19th of March" in await nadia.says("no it's the 19th")
    assert nadia.remembered == ["my birthday's the 19th of March"]


async def test_what_is_denied_is_not_put_right_by_itself(nadia: Customer) -> None:
    """ "It says I'm allergic to peanuts, that's not true" names what is wrong, and nothing that is right."""
    await nadia.says("I'm allergic to peanuts")
    await nadia.says("yes")
    assert await nadia.says("it says I'm allergic to peanuts, that's not true") == "Thank you. How should it read?"


async def test_what_is_told_beside_a_correction_is_kept_too(nadia: Customer) -> None:
    """Both halves of "I've gone off red, I like green now"."""
    await nadia.says("I love red")
    await nadia.says("yes")
    await nadia.says("I've gone off red, I like green now")
    assert set(nadia.remembered) == {"I've gone off red", "I like green now"}


async def test_a_remark_after_it_puts_nothing_right(nadia: Customer) -> None:
    """ "It's fine" is no name, and "actually, scarves" is no stuff."""
    for told, remark in (("my wife's called Anna", "it's fine"), ("I hate polyester", "actually, scarves")):
        await nadia.says(told)
        await nadia.says("yes")
        await nadia.says(remark)
    assert set(nadia.remembered) == {"my wife's called Anna", "I hate polyester"}


async def test_what_waits_for_a_yes_is_asked_about_as_it_should_be(nadia: Customer) -> None:
    """The yes is then to the right name."""
    await nadia.says("my daughter is called Mia")
    assert "your daughter is called Maya" in await nadia.says("Maya, not Mia")
    await nadia.chooses("Yes, remember")
    assert nadia.remembered == ["my daughter is called Maya"]


async def test_after_a_no_a_correction_keeps_nothing(nadia: Customer) -> None:
    """What was refused stays refused, however it is spelled."""
    await nadia.says("my daughter is called Mia")
    await nadia.says("no")
    await nadia.says("Maya, not Mia")
    assert nadia.remembered == []


async def test_a_day_is_put_right_while_something_else_is_asked(house: House) -> None:
    """The open task takes it, and goes on with its question."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("book me a table for two on the 3rd of December")
    assert await nadia.says("the 4th, not the 3rd") == question
    await nadia.says("York")
    assert "4 December" in await nadia.says("at 1")


async def test_a_house_number_is_put_right_at_the_confirmation(house: House) -> None:
    """ "No, number 21" declines nothing: it says what is right."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("I moved, my new address is 12 Mill Lane, York YO1 7HH")
    assert "21 Mill Lane, York" in await nadia.says("no, number 21")


async def test_which_clubs_they_are_in_is_told(nadia: Customer) -> None:
    """Not asked back."""
    assert await nadia.says("Which clubs am I in?") == "You're in none of our clubs."
    await nadia.says("I'd like to join the knitting club")
    assert await nadia.says("which clubs am I in?") == "You're in knitting."
    assert "These are our clubs" in await nadia.says("which clubs do you have?")


async def test_money_back_for_what_never_came_is_about_that_order(house: House) -> None:
    """What was just said to be late is what they want their money for."""
    customer = signed_in(house, LATE_CASSEROLE)
    assert "31-5120" in await customer.says("where is my order?")
    assert "31-5120" in await customer.says("I want my money back now")


async def test_thanks_a_bunch_is_heard_by_what_it_follows(house: House, nadia: Customer) -> None:
    """After something late it is no thanks; where nothing is wrong it is."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("where is my order?")
    assert "sorry" in await customer.says("thanks a bunch")
    assert await nadia.says("thanks a bunch") == "You're welcome."


async def test_a_replacement_asked_for_in_time_is_no_question_about_delivery(house: House) -> None:
    """ "A new one by Friday" after something broken is what they want."""
    tom = signed_in(house, "c-1002")
    await tom.says("my teapot arrived broken")
    assert "have a replacement sent" in await tom.says("can you send a new one by Friday?")


async def test_a_size_that_is_never_made_is_not_called_sold_out(house: House) -> None:
    """It says in which it comes."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("do you have the Hayes quilted coat?")
    reply = await nadia.says("do you have it in XXS?")
    assert "not made in XXS" in reply and "sold out" not in reply and "M" in reply


async def test_why_tells_all_that_the_reply_before_went_by(nadia: Customer) -> None:
    """Every fact behind it, and none that was not."""
    for told in ("I never wear wool", "I hate pink", "I take a size 43"):
        await nadia.says(told)
        await nadia.says("yes")
    await nadia.says("can you recommend a scarf?")
    assert {"you never wear wool", "you hate pink"} <= nadia.because
    reply = await nadia.says("Why?")
    assert "“I never wear wool”" in reply and "“I hate pink”" in reply


async def test_a_person_is_offered_once_in_a_reply(house: House) -> None:
    """No button stands twice, however many answers a message gets."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("where is my order and where are my points, you useless lot?")
    offered = [choice.payload for reply in customer.replies for choice in reply.choices]
    assert len(offered) == len(set(offered))


async def test_what_nobody_has_heard_of_is_liked_all_the_same(nadia: Customer) -> None:
    """No word is too strange to be somebody's taste."""
    assert "remember that you like zqrwyv" in await nadia.says("I like zqrwyv")


@pytest.mark.parametrize("text", ["no wait im not really, forget it", "oh actually forget it", "no don't keep that"])
async def test_what_was_just_kept_goes_again_whatever_is_said_with_it(nadia: Customer, text: str) -> None:
    """Not only by a bare no."""
    await nadia.says("I'm colour blind")
    await nadia.says("yes")
    assert await nadia.says(text) == "Forgotten: “I'm colour blind”." and nadia.remembered == []


@pytest.mark.parametrize("correction", ["I meant diabetic, sorry", "it's diabetic not vegetarian"])
async def test_health_takes_no_place_of_what_was_told_without_care(nadia: Customer, correction: str) -> None:
    """A yes to a taste is none to an illness: it needs one that names it."""
    await nadia.says("I'm vegetarian")
    await nadia.says("yes")
    await nadia.says(correction)
    assert nadia.remembered == ["I'm vegetarian"]


async def test_health_put_right_at_the_question_gets_its_own(nadia: Customer) -> None:
    """And is kept with care."""
    await nadia.says("I'm vegetarian")
    assert "may I remember that you're diabetic" in await nadia.says("I meant diabetic, sorry")
    await nadia.says("yes")
    (fact,) = nadia.brief().facts
    assert (fact.words, fact.sensitivity) == ("I'm diabetic", Sensitivity.SPECIAL)


async def test_health_as_the_right_words_is_kept_by_no_old_yes(nadia: Customer) -> None:
    """What it was asked for is used no more, and nothing of the new is kept."""
    await nadia.says("I hate polyester")
    await nadia.says("yes")
    await nadia.says("that's not right")
    await nadia.says("I'm coeliac")
    assert nadia.remembered == ["I hate polyester"] and nadia.brief().facts[0].disputed


@pytest.mark.parametrize(
    "said", ["I'm not sure I can ever have nuts again", "I wish I could eat nuts again", "I can eat nuts again"]
)
async def test_an_allergy_is_let_go_by_no_wish(nadia: Customer, said: str) -> None:
    """And where it is said to be over it is asked about first."""
    await nadia.says("I'm allergic to nuts")
    await nadia.says("yes")
    await nadia.says(said)
    assert nadia.remembered == ["I'm allergic to nuts"]


async def test_a_birthday_puts_no_wedding_right(nadia: Customer) -> None:
    """Each day has its own."""
    await nadia.says("our wedding anniversary is 3 May")
    await nadia.says("yes")
    await nadia.says("my birthday is 4 June")
    assert set(nadia.remembered) == {"our wedding anniversary is 3 May", "my birthday is 4 June"}
