"""Products, suggestions, offers, and what the house says of itself."""

import re

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import COAT_ON_ITS_WAY, LOCKED_OUT, signed_in


async def test_a_suggestion_is_at_most_three_and_keeps_to_the_words(nadia: Customer) -> None:
    """Material, kind and price of the wish are respected, and what was left out is named."""
    reply = await nadia.says("can you recommend a warm coat without wool under £150?")
    assert "without wool:" in reply and 2 <= len(nadia.choices) <= 3
    assert "duffle" not in reply and "parka" not in reply  # the one is wool, the other £165
    assert "Puddle" not in reply  # it is a child's


async def test_what_was_said_in_this_session_is_respected_without_being_kept(nadia: Customer) -> None:
    """With memory refused the suggestion is the same, and no fact is named for it."""
    await nadia.says("don't remember anything about me")
    await nadia.says("I never wear wool")
    reply = await nadia.says("recommend a warm jumper")
    assert "without wool" in reply and "Dales crew-neck" not in reply
    assert nadia.because == set() and nadia.remembered == []


async def test_what_is_remembered_is_respected_and_named(house: House, nadia: Customer) -> None:
    """A later session uses it in words, and the reply carries the fact."""
    await nadia.says("my shoe size is 46")
    await nadia.chooses("Yes, remember")
    house.wait(days=3)
    reply = await nadia.says("do you have any suggestions for trainers?")
    assert "in 46" in reply and nadia.because == {"your shoe size is 46"}


async def test_what_doesnt_fit_is_not_bent_to_fit(nadia: Customer) -> None:
    """Nothing is suggested rather than the wrong thing."""
    reply = await nadia.says("can you recommend a coat under £20?")
    assert reply == "Nothing at that price fits; the Esk raincoat costs least, £89.00." and nadia.choices == []


async def test_what_it_is_for_hides_nothing_that_fits(nadia: Customer) -> None:
    """No shelf is marked with hospital visits: something warm for them is something warm."""
    reply = await nadia.says("do you have something warm for hospital visits, it's freezing in there")
    assert "£" in reply and nadia.choices
    assert (await nadia.says("can you suggest a submarine for my weekends?")).startswith("Nothing we have fits")


async def test_a_suggestion_is_made_narrower_in_a_few_words(nadia: Customer) -> None:
    """Price, colour and material said after a suggestion are added to the wish, and the wish is not asked again."""
    await nadia.says("can you recommend a coat?")
    under = await nadia.says("under £130")
    assert "coat" in under.lower() and prices(under) and max(prices(under)) <= 130
    again = await nadia.says("in navy please")
    assert prices(again) and max(prices(again)) <= 130
    cheaper = await nadia.says("something cheaper?")
    assert cheaper.startswith("Nothing cheaper fits") or max(prices(cheaper)) < min(prices(again))


async def test_a_present_is_found_step_by_step(nadia: Customer) -> None:
    """Who it is for, what they like, then the price; then one of those shown by its name."""
    await nadia.says("I'm looking for a present for my sister")
    assert "tea" in (await nadia.says("she likes tea")).lower()
    shown = await nadia.says("around 40 pounds")
    assert prices(shown) and all(30 <= price <= 52 for price in prices(shown))
    assert "Glass teapot" in await nadia.says("the glass one")
    assert "Stoneware teapot" in await nadia.says("actually the stoneware in slate")


async def test_a_new_wish_starts_afresh(nadia: Customer) -> None:
    """What was sought before does not narrow another thing."""
    await nadia.says("can you recommend a coat?")
    await nadia.says("under £20")
    assert prices(await nadia.says("can you recommend a lamp?"))


def prices(reply: str) -> list[float]:
    """The amounts in a reply."""
    return [float(amount) for amount in re.findall(r"£(\d+\.\d\d)", reply)]


async def test_what_others_bought_is_said_to_be_what_others_bought(nadia: Customer) -> None:
    """A suggestion from other customers says so, and is never from fewer than five."""
    reply = await nadia.says("can you recommend what goes with the stoneware teapot?")
    assert "other customers also bought" in reply and "Pair of tea mugs" in reply


async def test_nothing_is_suggested_to_somebody_who_is_hurt(nadia: Customer) -> None:
    """Anger is answered with a person, not with goods."""
    reply = await nadia.says(
        "this is outrageous, you ruined my birthday, recommend me something decent for once!"
    )
    assert "£" not in reply and "A person, please" in nadia.choices


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how much is the stove-top kettle?", "£54.00"),
        ("what is the Orla parka made of?", "65% cotton and 35% recycled polyester"),
        ("is the Hayes quilted coat in stock in navy L?", "not in stock in navy, L"),
        ("do you have the court trainers in size 45?", "in stock in 45: Court trainers"),
    ],
)
async def test_a_question_about_a_product_is_answered_with_its_record(
    nadia: Customer, question: str, answer: str
) -> None:
    """Price, stock, size and material come as the shelves have them."""
    assert answer in await nadia.says(question)


async def test_it_and_the_second_one_are_understood(nadia: Customer) -> None:
    """What was shown can be pointed at."""
    await nadia.says("can you recommend a warm coat without wool under £150?")
    assert "Tarn fleece-lined coat" in await nadia.says("the second one, is it in stock in XL?")
    assert "£98.00" in await nadia.says("how much is it?")


async def test_offers_are_called_offers(nadia: Customer) -> None:
    """An offer says that it is one, in words and to the channel."""
    reply = await nadia.says("any offers at the moment?")
    assert reply.startswith("Offers, the same for everybody") and nadia.replies[0].offer


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("how long does delivery take and what does it cost?", "£3.95"),
        ("what is your return policy?", "Thirty days"),
        ("how can I pay?", "PayPal"),
        ("when does the Bath shop open on Friday?", "09:30 to 20:00"),
        ("are you open on Christmas Day in Leeds?", "closed"),
        ("where are your shops?", "14 County Arcade"),
    ],
)
async def test_what_the_house_says_of_itself_is_open_to_everybody(
    nadia: Customer, question: str, answer: str
) -> None:
    """Nobody has to say who they are for this."""
    assert answer in await nadia.says(question)


@pytest.mark.parametrize(
    ("asked", "name"),
    [("which is the cheapest", "Tarn"), ("the cheapest one", "Tarn"), ("and the dearest?", "Hayes")],
)
async def test_the_cheapest_of_what_was_shown_is_told(nadia: Customer, asked: str, name: str) -> None:
    """Of those shown, whatever else the shop has."""
    shown = await nadia.says("recommend a warm coat under 150")
    assert "Hayes" in shown and "Tarn" in shown
    told = await nadia.says(asked)
    assert told.startswith(name)


async def test_the_cheaper_one_is_ordered(nadia: Customer) -> None:
    """Taking it needs no name."""
    await nadia.says("recommend a warm coat under 150")
    assert "Tarn" in await nadia.says("ill have the cheaper one")


async def test_a_present_needs_no_thing_named(nadia: Customer) -> None:
    """Whom it is for is enough to begin with; what they like and what it may cost lead on."""
    assert "£" in await nadia.says("hiya im after somthing for my mums birthday shes 60")
    assert "can" in await nadia.says("she likes gardening, bout 40 quid")


async def test_who_wants_something_is_asked_for_more(nadia: Customer) -> None:
    """Nobody is told that nothing fits who hasn't said what."""
    assert "what do they like" in await nadia.says("i need something nice for someone i know")
    assert "£" in await nadia.says("she likes tea")


async def test_a_present_goes_where_it_is_told(house: House) -> None:
    """What is being ordered goes there; no parcel on its way is spoken of."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("order the secateurs")
    question = await nadia.says("can you post it straight to her, 9 Beck Lane, Bingley BD16 4DD")
    assert "9 Beck Lane" in question and "31-4471" not in question


async def test_a_shops_number_is_told(nadia: Customer) -> None:
    """With the hours in which somebody answers."""
    assert "+441134960114" in await nadia.says("whats the phone number of the leeds shop")


async def test_what_was_cancelled_may_be_wanted_again(house: House) -> None:
    """It is not said to be nowhere."""
    assert "nothing is on its way" not in await signed_in(house, LOCKED_OUT).says("i want my old turntable again")
