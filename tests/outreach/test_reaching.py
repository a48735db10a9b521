"""What is said first: in our words, for the customer's own reason, labelled, once."""

from datetime import timedelta

import pytest

from store import Purpose, Reply
from store.relationship import Norm
from tests.outreach.conftest import WORDS, Round
from tests.store.store_house import House, a_capture
from tests.store.test_memory_outreach import a_monday, buys, moment, monthly, talks

FALSE_SINCERITY = ("miss you", "valued", "friend", "exclusive", "hurry", "last chance", "!")


def said(house: House, address: str = "nadia") -> list[Reply]:
    found = house.memory.people.find("telegram", address)
    assert found is not None
    (conversation,) = house.memory.conversations.of_customer(found.customer)
    return [item for item in house.memory.conversations.transcript(conversation).items if item.sender != "customer"]


async def test_an_offer_says_that_it_is_one_and_why_and_how_to_end_it(round_: Round) -> None:
    """P1, P4: the word, the reason out of the customer's own purchases, and the way out."""
    house = round_.house
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=31))
    await round_.reaching.run()
    (offer,) = said(house)
    assert offer.offer and offer.text.startswith("Offer:")
    assert "You see it because you buy it about every month, last on 23 October" in offer.text
    assert [choice.title for choice in offer.choices] == ["Order", "Not now", "No more of these", "Don't write first"]


async def test_care_is_a_question_and_sells_nothing(round_: Round) -> None:
    """P5: no offer, no coupon, no reproach."""
    house = round_.house
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    house.clock.pass_by(days=245)
    monthly(house, house.clock() - timedelta(days=244))
    await round_.reaching.run()
    (care,) = said(house)
    assert not care.offer and care.text.count("?") == 1
    assert "Order" not in [choice.title for choice in care.choices]


async def test_thanks_carry_no_offer(round_: Round) -> None:
    """P3: thanked once, and nothing sold in the same breath."""
    house = round_.house
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    a_monday(house)
    for week in range(8, 0, -1):
        buys(house, house.clock() - timedelta(days=7 * week), "books")
    buys(house, house.clock() - timedelta(hours=2), "audio")
    await round_.reaching.run()
    await round_.reaching.run()
    (thanks,) = said(house)
    assert "Thank you" in thanks.text and "audio" in thanks.text
    assert not thanks.offer and thanks.choices == ()


async def test_a_late_promise_is_apologised_for_before_anybody_asks(round_: Round) -> None:
    """The customer hears it first from us: what, for when, and that we are sorry."""
    house = round_.house
    who = talks(house)
    a_monday(house)
    here = moment(house, who).conversation
    due = house.clock() + timedelta(hours=3)
    house.memory.promises.make(who.identity, "a call about the sofa", "Eva", due, conversation=here)
    async with round_.live.subscribe("desk") as news:
        assert [one["owner"] for one in await round_.reaching.warn()] == ["Eva"]
        assert (await anext(news))["type"] == "promise_due"
    assert await round_.reaching.warn() == []
    house.clock.pass_by(hours=5)
    await round_.reaching.run()
    (apology,) = said(house)
    assert "a call about the sofa" in apology.text and "sorry" in apology.text
    assert "23 November at 13:00" in apology.text


async def test_a_round_tells_what_it_did_by_ids_and_codes(round_: Round) -> None:
    """What operators see of a round holds nobody's words."""
    house = round_.house
    who = talks(house)
    a_monday(house)
    house.memory.reminders.set(moment(house, who), "the goose", house.clock() + timedelta(hours=1), a_capture())
    house.clock.pass_by(hours=2)
    did = await round_.reaching.run()
    assert did["planned"] == 1 and "goose" not in str(did)
    assert [one["reason"] for one in did["contacts"]] == ["clear"]


async def test_just_business_is_left_alone(round_: Round) -> None:
    """P13: the same history, and nothing is started."""
    house = round_.house
    who = talks(house)
    house.allow(who, Purpose.CONTACT)
    house.memory.relationship.say(who.identity, "just business, please", norm=Norm.EXCHANGE)
    a_monday(house)
    monthly(house, house.clock() - timedelta(days=31))
    await round_.reaching.run()
    assert said(house) == []


@pytest.mark.parametrize("response", sorted(WORDS))
def test_our_words_pretend_nothing(response: str) -> None:
    """No friendship to sell, no urgency, at most one question, two sentences."""
    text = WORDS[response][0]["text"].lower()
    assert not any(phrase in text for phrase in FALSE_SINCERITY)
    assert text.count("?") <= 1
