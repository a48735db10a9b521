"""A permission is given and taken by words that say so, to no more than they say, and taken back at once."""

import pytest

from store import ConsentState, Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.people import LATE_CASSEROLE, signed_in

LIVE = frozenset({ConsentState.GIVEN, ConsentState.RENEWED})


def live(house: House, customer: Customer) -> set[Purpose]:
    grants = house.memory.consents.grants(customer.known.customer)
    return {one.purpose for one in grants if one.state in LIVE and one.fact is None}


@pytest.mark.parametrize(
    "text",
    [
        "is there anyone in York I might see about a lens, Thursday perhaps",
        "I'd love a chat with someone at your Leeds shop who knows about fabrics",
        "after some advice on turntables, is there somebody at Bath I could speak to",
    ],
)
async def test_who_wants_to_see_somebody_opens_nothing_to_staff(house: House, nadia: Customer, text: str) -> None:
    await nadia.says(text)
    assert Purpose.STAFF not in live(house, nadia)


@pytest.mark.parametrize(
    "text",
    [
        "haven't got that email any more",
        "do you still send me newsletters or has that ended",
        "I can't open that mailbox, my inbox is dead",
        "keep on writing to me please",
    ],
)
async def test_writing_ends_by_no_word_that_asks_for_no_end(house: House, nadia: Customer, text: str) -> None:
    """In the middle of signing in too."""
    await nadia.says("you may write to me by email")
    await nadia.says("I can't log in")
    await nadia.says(text)
    assert Purpose.CONTACT in live(house, nadia)


@pytest.mark.parametrize(
    "text",
    [
        "hm, actually nothing at all please",
        "sorry, no emails either",
        "on second thoughts not at all",
        "Don't email me first at all",
        "please don't write to me first",
    ],
)
async def test_whatever_was_agreed_ends_at_a_word(house: House, nadia: Customer, text: str) -> None:
    await nadia.says("you may write to me, by text in the evenings")
    assert Purpose.CONTACT in live(house, nadia)
    await nadia.says(text)
    assert Purpose.CONTACT not in live(house, nadia)


@pytest.mark.parametrize(
    "text",
    [
        "I don't want you to keep writing to me",
        "there's no reason to keep emailing me",
        "please don't let them keep texting me",
        "I don't want your letters or is that too hard",
    ],
)
async def test_a_no_far_from_its_word_ends_it_too(house: House, nadia: Customer, text: str) -> None:
    """However far the no stands from what it is of."""
    await nadia.says("you may write to me by email")
    await nadia.says(text)
    assert Purpose.CONTACT not in live(house, nadia)


@pytest.mark.parametrize("text", ["stop saving my searches", "please stop keeping my browsing history"])
async def test_a_stop_that_names_nothing_kept_ends_all(house: House, nadia: Customer, text: str) -> None:
    """Nothing is asked back where nothing of the kind is known."""
    await nadia.says("you may remember what I tell you")
    await nadia.says("I never wear wool")
    await nadia.says(text)
    assert Purpose.MEMORY not in live(house, nadia)


async def test_one_thing_told_in_place_of_an_answer_is_kept_alone(house: House, nadia: Customer) -> None:
    """It is a yes to no more than that."""
    await nadia.says("I never wear wool")
    await nadia.says("remember that I love navy")
    assert nadia.remembered == ["I love navy"]
    await nadia.says("my brother Tom turns 30 on the 2nd of March")
    assert nadia.remembered == ["I love navy"]


async def test_limits_are_no_end(house: House, nadia: Customer) -> None:
    await nadia.says("you may write to me by email")
    await nadia.says("but not at all on Sundays")
    assert Purpose.CONTACT in live(house, nadia)


async def test_a_yes_to_one_matter_is_none_to_the_next(house: House, nadia: Customer) -> None:
    """It says so when asked; a yes to the question that names later things covers them."""
    await nadia.says("I'm allergic to latex")
    await nadia.says("yes please")
    await nadia.says("My brother Tom turns 30 on the 2nd of March")
    assert nadia.remembered == ["I'm allergic to latex"]
    assert "each thing by itself" in await nadia.says("did I say you could keep that about Tom?")
    house.wait(days=40)
    assert "such things as you tell me later" in await nadia.says("I never eat pork")
    await nadia.says("yes")
    await nadia.says("my favourite colour is teal")
    assert nadia.remembered[0] == "my favourite colour is teal"


async def test_remember_that_is_said_of_that(house: House, nadia: Customer) -> None:
    await nadia.says("remember that I love navy")
    await nadia.says("I can't stand polyester")
    assert nadia.remembered == ["I love navy"]
    assert "Fine" in await nadia.says("no, don't remember that")
    assert nadia.remembered == ["I love navy"] and Purpose.MEMORY in live(house, nadia)


@pytest.mark.parametrize(
    "text", ["don't keep my nickname then", "please stop remembering the name bit", "forget my name"]
)
async def test_one_thing_let_go_leaves_the_rest_allowed(house: House, nadia: Customer, text: str) -> None:
    await nadia.says("you may remember what I tell you")
    await nadia.says("I never wear wool")
    await nadia.says("call me Naddy")
    await nadia.says(text)
    assert nadia.remembered == ["I never wear wool"] and Purpose.MEMORY in live(house, nadia)
    await nadia.says("stop remembering things about me")
    assert Purpose.MEMORY not in live(house, nadia)


@pytest.mark.parametrize(
    "text",
    [
        "I'd prefer your team didn't know I buy these for my group",
        "please don't let on to the staff, keep it from the shop people that I'm buying a ring",
        "don't tell your colleagues that I drink",
    ],
)
async def test_what_is_kept_from_staff_is_handed_to_nobody(house: House, text: str) -> None:
    ama = signed_in(house, LATE_CASSEROLE)
    reply = await ama.says(text)
    assert "I'll tell them" not in reply and "on the list" not in reply
    fetched = await ama.says("get me a person")
    assert "list" in fetched and not any(word in fetched for word in ("buying a ring", "drink", "my group"))


async def test_no_need_to_remember_allows_nothing(house: House, nadia: Customer) -> None:
    await nadia.says("no need to remember the shoe thing")
    assert live(house, nadia) == set()


@pytest.mark.parametrize("yes", ["ok, as long as none of your people see it", "yes but don't tell the staff"])
async def test_a_yes_for_the_assistant_alone_is_a_yes(house: House, nadia: Customer, yes: str) -> None:
    await nadia.says("your staff may see what you remember")
    assert Purpose.STAFF in live(house, nadia)
    await nadia.says("I'm allergic to nickel")
    reply = await nadia.says(yes)
    assert nadia.remembered == ["I'm allergic to nickel"] and "staff don't see" in reply
    assert Purpose.STAFF not in live(house, nadia)


async def test_a_yes_for_a_time_keeps_nothing(nadia: Customer) -> None:
    await nadia.says("I'm coeliac")
    assert "for a time only" in await nadia.says("yes but only for a month")
    assert nadia.remembered == []


@pytest.mark.parametrize(
    "text",
    [
        "would you ever tell my wife what I ordered?",
        "if my mum phones and asks what I got her, will you say",
        "can my daughter see what I bought",
    ],
)
async def test_nobody_else_hears_of_it(nadia: Customer, text: str) -> None:
    assert (await nadia.says(text)).startswith("No. I speak about you with you alone")


@pytest.mark.parametrize(
    "text", ["privacy stuff, do you share my data", "no, I was asking if you sell our information"]
)
async def test_data_is_not_sold_however_it_is_asked(nadia: Customer, text: str) -> None:
    assert "It is not sold" in await nadia.says(text)


@pytest.mark.parametrize(
    "text", ["concise replies please", "I get tired easily, keep it brief and no waffle", "be more brief"]
)
async def test_short_answers_are_asked_for_once(nadia: Customer, text: str) -> None:
    assert (await nadia.says(text)).startswith("Business it is")


async def test_all_that_is_allowed_is_told_at_once(nadia: Customer) -> None:
    """Each of the four permissions by itself."""
    told = await nadia.says("what did I allow you to do")
    for words in ("I remember nothing", "We write to you first only if", "our staff don't", "We learn from our"):
        assert words in told


@pytest.mark.parametrize(
    "said",
    [
        "can you stop any emails going to her",
        "my husband has dementia, please don't send him any more letters",
        "i keep getting his post",
    ],
)
async def test_letters_to_another_are_a_persons_matter(nadia: Customer, said: str) -> None:
    """Their own permission is not touched by it."""
    assert "A person takes that up" in await nadia.says(said)


@pytest.mark.parametrize(
    "text", ["what am i signed up for", "what's on and what's off", "ok turn everything back on"]
)
async def test_all_permissions_are_told_however_they_are_asked_for(nadia: Customer, text: str) -> None:
    """All of them at once are given by no word."""
    told = await nadia.says(text)
    assert "I remember nothing" in told and "We write to you first only if" in told


async def test_of_an_order_they_are_told_in_any_case(house: House) -> None:
    """No permission is needed for that, and none is given."""
    told = await signed_in(house, LATE_CASSEROLE).says("but you can text me when my order comes")
    assert "About an order of yours you're told in any case" in told


@pytest.mark.parametrize("text", ["can i stop you using my shopping history", "why do you know what i bought"])
async def test_what_was_bought_is_in_the_shops_own_books(house: House, text: str) -> None:
    """Which are looked into when they are asked about."""
    told = await signed_in(house, LATE_CASSEROLE).says(text)
    assert "I look there only when you ask about them" in told and "£" not in told


@pytest.mark.parametrize("text", ["remove my permission for texts", "i withdraw my consent to being written to"])
async def test_a_permission_taken_away_by_its_name_is_gone(house: House, nadia: Customer, text: str) -> None:
    """It is not told how things stand instead."""
    await nadia.says("you can text me about offers")
    assert Purpose.CONTACT in live(house, nadia)
    assert (await nadia.says(text)).startswith("Done: we don't write to you first")
    assert Purpose.CONTACT not in live(house, nadia)
