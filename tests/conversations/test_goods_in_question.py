"""What is asked of goods: whether they suit somebody, two things at once, others like them; never a false "none"."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import POINTS_AND_REFUND, signed_in


@pytest.mark.parametrize(
    "text",
    ["any gluten-free cookies?", "do you sell wheat free shortbread", "and the shortbread, is that gluten free?"],
)
async def test_what_is_sold_with_it_is_said_to_have_it(nadia: Customer, text: str) -> None:
    """It is sold all the same, and what else is without it is named."""
    reply = await nadia.says(text)
    assert reply.startswith("Butter shortbread: no, it has ") and "Heather honey" in reply


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("is the shortbread nut free?", "Butter shortbread: yes, by its label it is without nuts"),
        ("would the honey be ok for a vegan?", "Heather honey: no, it has something from animals in it"),
        ("can a vegetarian eat the shortbread?", "Butter shortbread: yes, vegetarian"),
        ("is the chocolate safe with a nut allergy?", "Dark chocolate with hazelnut: no, it has nuts in it"),
        ("is the bear ok for a 3 month old?", "Cotton bear: yes, it is from birth"),
        ("is the puzzle suitable for a two year old?", "Map puzzle: no, it is from six years"),
    ],
)
async def test_whether_it_suits_somebody_is_answered_by_its_label(nadia: Customer, text: str, told: str) -> None:
    """Yes or no, and what is in it."""
    assert told in await nadia.says(text)


async def test_of_two_that_are_asked_about_each_is_told_and_none_is_ordered(house: House) -> None:
    """Who asks whether they are fine for her orders nothing."""
    sofia = signed_in(house, "c-1006")
    reply = await sofia.says("The shortbread and the honey alright for a vegetarian?")
    assert "Butter shortbread: yes" in reply and "Heather honey: yes" in reply and "Shall I order" not in reply


async def test_an_allergy_is_answered_before_anything_is_to_be_remembered(nadia: Customer) -> None:
    """The answer hangs on no permission, and a no to that costs nothing."""
    reply = await nadia.says("i'm allergic to nuts, which of your teas are ok?")
    assert "Assam" in reply and "almond" not in reply.split("may I")[0]
    again = await nadia.says("no, just tell me what's ok")
    assert "Assam" in again and "almond" not in again


@pytest.mark.parametrize("text", ["what nibbles have you got?", "any snacks?", "got any treats"])
async def test_what_is_there_by_another_word_is_not_said_to_be_missing(nadia: Customer, text: str) -> None:
    """The larder is what one nibbles."""
    assert "Heather honey" in await nadia.says(text)


async def test_a_bare_number_behind_under_is_a_price_and_no_size(nadia: Customer) -> None:
    """Nothing is left out for it."""
    reply = await nadia.says("which garden things have you got for under 45")
    assert "Steel trowel" in reply and "eaving out" not in reply


@pytest.mark.parametrize(
    ("text", "kind"), [("a warm jumper for winter, no wool", "jumper"), ("warm winter socks without wool", "socks")]
)
async def test_what_is_shown_is_of_the_kind_asked_for(nadia: Customer, text: str, kind: str) -> None:
    """Fewer is fine: no boots beside jumpers, and no coat beside socks."""
    reply = await nadia.says(text)
    assert kind in reply and "boots" not in reply and "coat" not in reply and "Nothing" not in reply


@pytest.mark.parametrize(
    "text", ["my gran died, i need something black to wear to the funeral", "anything black for funerals"]
)
async def test_something_for_a_funeral_is_to_be_worn(nadia: Customer, text: str) -> None:
    """In the colour asked for."""
    assert "Ripon brogues" in await nadia.says(text)


@pytest.mark.parametrize("text", ["do you sell lamps", "any lamps?"])
async def test_a_word_in_a_title_is_no_such_thing(nadia: Customer, text: str) -> None:
    """A novel is no lamp."""
    reply = await nadia.says(text)
    assert "Ravenscar" not in reply and "lamps" in reply


async def test_the_one_named_now_outdoes_the_one_before(nadia: Customer) -> None:
    """The other of the kind is meant by what it is made of."""
    await nadia.says("tell me about the glass teapot")
    assert "Stoneware teapot" in await nadia.says("and how much does the stoneware one hold?")
    assert "£36" in await nadia.says("how much is the glass one then")


async def test_the_two_of_a_kind_are_put_side_by_side(nadia: Customer) -> None:
    """Though only the kind is named."""
    reply = await nadia.says("what's the difference between the two teapots?")
    assert "Stoneware teapot" in reply and "Glass teapot" in reply


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("what does the watering can cost and could you gift wrap it?", "£38.00", "stands on the order"),
        ("iron casserole: is it ok on induction, and how much is it", "yes, induction", "£118.00"),
        ("are the brogues real leather? and have you got them in tan 44", "calf leather", "in stock in tan, 44"),
    ],
)
async def test_both_halves_of_a_question_are_answered(nadia: Customer, text: str, first: str, second: str) -> None:
    """Neither is dropped."""
    reply = await nadia.says(text)
    assert first in reply and second in reply


async def test_a_price_is_told_with_the_sale_that_holds(nadia: Customer) -> None:
    """The bulbs are a quarter off in November."""
    reply = await nadia.says("how much are the tulip bulbs?")
    assert "£11.00" in reply and "“Bulbs a quarter off” still comes off that." in reply


@pytest.mark.parametrize("text", ["when will the navy in L be back in stock?", "are you getting more of them in?"])
async def test_when_there_is_more_is_not_known_here(nadia: Customer, text: str) -> None:
    """And a person can ask."""
    await nadia.says("is the hayes coat there in navy, L?")
    assert "When more of the Hayes quilted coat comes in, I can't see." in await nadia.says(text)


async def test_something_similar_is_of_its_kind_and_not_what_was_shown(nadia: Customer) -> None:
    """A mystery for who read the other."""
    await nadia.says("the ninth carriage")
    reply = await nadia.says("have you got anything else like it?")
    assert "Lamp at Ravenscar" in reply and "Ninth" not in reply


async def test_the_one_spoken_ill_of_is_not_suggested(nadia: Customer) -> None:
    """And nothing is left out that is no thing."""
    reply = await nadia.says("any other teapot that doesn't chip? the stoneware one is useless")
    assert "Glass teapot" in reply and "Stoneware teapot, £" not in reply and "without chip" not in reply


@pytest.mark.parametrize("text", ["I'd like to buy a gift card for £30", "how can i get a gift voucher"])
async def test_a_gift_card_is_sold_by_a_person(nadia: Customer, text: str) -> None:
    """Said plainly."""
    assert "A gift card I can't sell you here." in await nadia.says(text)
    assert "A person, please" in nadia.choices


@pytest.mark.parametrize("said", ["warm socks no wool", "slippers, not wool", "gloves no leather please"])
async def test_several_things_and_what_they_shall_not_be_of_are_looked_for(nadia: Customer, said: str) -> None:
    """Nobody's taste is told by it."""
    heard = await nadia.says(said)
    assert "without" in heard.split(":")[0] and "took that right" not in heard


@pytest.mark.parametrize("first, second", [("in large", "in navy?"), ("in navy", "in large?")])
async def test_a_size_and_then_a_colour_are_meant_together(nadia: Customer, first: str, second: str) -> None:
    """Navy is there and large is there, but no large navy one."""
    await nadia.says(f"have you got the hayes coat {first}")
    assert "not in stock in navy, L" in await nadia.says(second)
    assert "in stock in moss, L" in await nadia.says("and in moss?")


async def test_a_british_size_is_still_meant_when_a_colour_is_asked_for(nadia: Customer) -> None:
    """It comes out as 46."""
    await nadia.says("have you got the court trainers in a uk 11")
    assert "not in stock in white, 46" in await nadia.says("and white?")


async def test_another_thing_named_is_asked_about_anew(nadia: Customer) -> None:
    """The colour belonged to the coat before."""
    await nadia.says("have you got the hayes coat in navy")
    assert "in stock in L: Whitby" in await nadia.says("and the whitby coat in large?")


@pytest.mark.parametrize(
    "said",
    ["i've already got The Ninth Carriage", "already read the ninth carriage", "we have the ninth carriage already"],
)
async def test_what_they_have_is_neither_shown_nor_ordered(nadia: Customer, said: str) -> None:
    """The other one is."""
    await nadia.says("recommend me a mystery novel")
    assert "The Ninth Carriage" not in (told := await nadia.says(said)) and "The Lamp at Ravenscar, £12.99" in told


async def test_of_two_the_one_they_do_not_have_is_ordered(nadia: Customer) -> None:
    """Though the other one is the one that is named."""
    await nadia.says("recommend me a mystery novel")
    told = await nadia.says("i've already got The Ninth Carriage, I'll take the other one")
    assert told.startswith("The Lamp at Ravenscar: £12.99. Where is it to go")


async def test_something_like_what_they_have_is_looked_for(nadia: Customer) -> None:
    """Nothing else was asked for before."""
    told = await nadia.says("already got the ninth carriage. anything else?")
    assert "The Lamp at Ravenscar, £12.99" in told and "The Ninth Carriage, £" not in told


async def test_which_of_those_in_view_is_answered_by_what_they_are(nadia: Customer) -> None:
    """What was told in between leaves some of them out."""
    await nadia.says("do you sell hiking boots")
    await nadia.says("I'm vegan")
    told = await nadia.says("so which ones then")
    assert "Moor winter boots, £119.00" in told and "Fell walking boots, £" not in told


async def test_one_that_pleases_is_taken_up(nadia: Customer) -> None:
    """And may be had by a word."""
    await nadia.says("a christmas present for my dad, he likes gardening, about thirty quid")
    assert (await nadia.says("the garden book sounds good")).startswith("A Small Garden's Year, £18.00")
    assert "A Small Garden's Year" in await nadia.says("ok I'll get it")


async def test_whether_goods_in_view_come_in_time_is_about_delivery(house: House) -> None:
    """And not about an order that came long ago."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("I need a warm coat for friday")
    assert "Next working day: £6.95" in await kwame.says("will it come in time")


@pytest.mark.parametrize("said", ["a scarf, not wool", "scarf not wool", "have you a scarf? not wool though"])
async def test_a_thing_and_what_it_shall_not_be_of(nadia: Customer, said: str) -> None:
    """In however few words."""
    assert "Brushed cotton scarf, £28.00" in (told := await nadia.says(said)) and "Cashmere scarf, £" not in told


async def test_a_size_by_its_name_and_a_colour_are_both_meant(nadia: Customer) -> None:
    """ "In small, black"."""
    assert "in stock in black, S" in await nadia.says("have you got the fleece gloves in small, black")


async def test_a_price_goes_on_about_the_kind_that_was_listed(house: House) -> None:
    """And a child's coat is no answer to it."""
    visitor = house.customer()
    await visitor.says("do you have coats")
    told = "Nothing at that price fits; the Esk raincoat costs least, £89.00."
    assert await visitor.says("anything under 80") == told
    shown = await visitor.says("budget 100")
    assert shown.startswith("Two that fit:\nTarn fleece-lined coat, £98.00") and "Esk raincoat, £89.00" in shown


async def test_what_is_made_for_children_is_shown_for_them(house: House) -> None:
    """By its own name too."""
    visitor = house.customer()
    assert "Puddle coat, £46.00" in await visitor.says("a coat for my son, he's 6, under 60")
    assert "Cotton bear, £23.00" in await visitor.says("toys under 25")


async def test_those_of_a_kind_are_listed_without_a_question(house: House) -> None:
    """Nobody is asked which they mean who asked which there are."""
    visitor = house.customer()
    await visitor.says("do you have coats")
    so = "There are these:\nHayes quilted coat, £129.00\nOrla down-free parka, £165.00"
    assert await visitor.says("and a waterproof one?") == so
    assert await visitor.says("so which ones then") == so
    assert (await visitor.says("what about socks")).startswith("There are these:\nRowe ribbed socks, £19.00")


async def test_the_second_one_is_shown(house: House) -> None:
    """No time is asked for."""
    visitor = house.customer()
    await visitor.says("show me some coats")
    assert (await visitor.says("show me the second one")).startswith("Orla down-free parka, £165.00.")


async def test_whether_it_will_be_here_is_asked_of_what_is_in_view(house: House) -> None:
    """Of an order only where there is one."""
    visitor = house.customer()
    await visitor.says("how much is the cotton bear")
    assert (await visitor.says("will it be here by friday")).startswith("Standard delivery: £3.95")


async def test_a_gardener_gets_what_the_garden_needs(house: House) -> None:
    """And cheaper goes on about it."""
    visitor = house.customer()
    assert "Steel trowel, £18.00" in await visitor.says("I need something for a gardener")
    assert "Terracotta pot, £16.00" in await visitor.says("cheaper")


async def test_no_coat_is_cosy_for_a_sofa(house: House) -> None:
    """What is worn outdoors is left out."""
    shown = await house.customer().says("how about something cosy for the sofa")
    assert "£" in shown and "coat" not in shown and "parka" not in shown


async def test_softer_is_of_what_was_looked_for(house: House) -> None:
    """The kind stays."""
    visitor = house.customer()
    await visitor.says("show me jumpers")
    shown = await visitor.says("something softer")
    assert shown.startswith("Two that fit:") and "Dales" not in shown and "coat" not in shown


async def test_what_itches_is_wool(house: House) -> None:
    """Nothing is "without itchy"."""
    shown = await house.customer().says("got any jumpers that arent itchy")
    assert shown.startswith("Two without wool:\nPennine cotton jumper")


async def test_another_colour_is_of_what_was_asked_about(house: House) -> None:
    """In the size asked for; no coats that are navy too."""
    kwame = signed_in(house, "c-1005")
    await kwame.says("trainers in white 46?")
    assert await kwame.says("what about navy") == "Yes, in stock in navy, 46: Court trainers, £75.00."


async def test_what_is_known_to_be_in_it_is_told(house: House) -> None:
    """Of each of those in view."""
    visitor = house.customer()
    await visitor.says("whats your cheapest tea")
    told = await visitor.says("has it got caffeine")
    assert "Assam leaf tea: black tea. It also contains caffeine." in told and "I have nothing on that" not in told


async def test_what_it_shall_not_be_narrows_what_was_shown(nadia: Customer) -> None:
    """And the one pointed at then is asked about alone."""
    await nadia.says("I'm after a warm coat, I'm always freezing")
    told = await nadia.says("nothing too dear, and no wool")
    assert told.startswith("Three without wool:") and "Orla down-free parka" in told
    assert (await nadia.says("the second one")).startswith("Orla down-free parka, £165.00.")
    assert "in stock in L: Orla down-free parka" in await nadia.says("large")
    assert "not made in moss" in await nadia.says("in moss")


async def test_a_british_size_is_ours_when_it_is_ordered(nadia: Customer) -> None:
    """Told before the order or at its question."""
    await nadia.says("have you got any slippers")
    await nadia.says("size 8")
    await nadia.says("in navy")
    assert (await nadia.says("I'll take a pair")).startswith("Corduroy slippers (navy, 42): £34.00.")


async def test_a_british_size_answers_the_question_for_one(nadia: Customer) -> None:
    """A 9 is a 43."""
    await nadia.says("I'd like the court trainers in white please")
    assert (await nadia.says("9")).startswith("Court trainers (white, 43): £75.00.")
