"""What customers jot down of themselves: asked about in full, kept only after a yes, and nothing pretended."""

import pytest

from tests.conversations.conftest import Customer, House
from tests.conversations.people import LATE_CASSEROLE, PAID_TWICE, signed_in


@pytest.mark.parametrize(
    ("said", "put"),
    [
        ("new baby here", "you have a new baby"),
        ("just moved to leeds", "you moved to leeds"),
        ("size 44 usually", "you take size 44 usually"),
        ("allergic to nickel btw", "you're allergic to nickel"),
        ("my budget's about 50", "your budget's about 50"),
        ("wife's birthday 3 may", "your wife's birthday is 3 may"),
        ("no wool pls", "you want no wool"),
        ("vegan since january", "you're vegan"),
        ("twins on the way", "you have twins on the way"),
        ("left handed", "you're left handed"),
    ],
)
async def test_a_fragment_is_asked_about_in_a_whole_sentence(nadia: Customer, said: str, put: str) -> None:
    """Nothing is kept before the yes; after it the words stand as they were said."""
    question = await nadia.says(said)
    assert f"remember that {put}" in question and nadia.remembered == []
    await nadia.says("yes")
    assert len(nadia.remembered) == 1


async def test_two_things_told_at_once_are_asked_about_and_kept_together(nadia: Customer) -> None:
    """The question names both, and so the yes is for both."""
    question = await nadia.says("I hate wool and I'm a size 44 in shoes")
    assert "you hate wool and you're a size 44 in shoes" in question
    await nadia.chooses("Yes, remember")
    assert sorted(nadia.remembered) == ["I hate wool", "I'm a size 44 in shoes"]


@pytest.mark.parametrize("said", ["I don't mind wool", "I'm not allergic to anything", "I don't hate pink"])
async def test_a_denial_is_no_dislike(nadia: Customer, said: str) -> None:
    """Nothing is asked to be remembered of it."""
    reply = await nadia.says(said)
    assert "remember that" not in reply and nadia.remembered == []


async def test_what_cannot_be_read_is_asked_about_and_not_stored(nadia: Customer) -> None:
    """No promise to go by something that was not understood."""
    reply = await nadia.says("Leather and I never really got on")
    assert "not sure I took that right" in reply and nadia.remembered == []


async def test_said_beside_a_wish_it_is_served_first_and_then_asked_about(nadia: Customer) -> None:
    """The suggestion goes by it; whether it may be kept is the last question; "the first one" is still a product."""
    reply = await nadia.says("can you recommend a jumper? I never wear wool")
    assert "without wool" in reply and reply.endswith("so that you needn't say it again?")
    await nadia.says("no")
    assert nadia.remembered == []


async def test_a_confidence_is_confirmed_as_one(nadia: Customer) -> None:
    """The yes is answered with the promise that it was given for."""
    await nadia.says("between us, I'm allergic to nickel")
    assert "for you alone" in await nadia.chooses("Yes, between us")


async def test_just_cancel_it_after_a_complaint_is_about_the_order(house: House) -> None:
    """Nobody who has had enough is told that nothing was under way."""
    customer = signed_in(house, PAID_TWICE)
    await customer.says("you lot are useless, still nothing!!")
    assert "Shall I cancel it?" in await customer.says("just cancel it")


async def test_an_answer_promised_is_told_as_an_answer(house: House) -> None:
    """What was shouted is not recited as the name of a promise."""
    customer = signed_in(house, LATE_CASSEROLE)
    await customer.says("this is a joke, i needed it for my mums birthday!!")
    assert "an answer from a person of ours, by" in await customer.says("what did you promise me?")


async def test_somebody_elses_health_is_gone_by_and_never_kept(nadia: Customer) -> None:
    """It is not the customer's to allow; the conversation itself respects it."""
    reply = await nadia.says("my daughter Mia is allergic to peanuts")
    assert "remember" not in reply and nadia.remembered == []
