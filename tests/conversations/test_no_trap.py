"""No form holds on to anybody: a question is put twice more at most, and whatever else is said is heard."""

import pytest

from store import Purpose
from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LATE_CASSEROLE,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)


async def test_who_cannot_be_followed_is_let_go_and_offered_a_person(house: House) -> None:
    """The same question three times at most; then nothing is under way, and a yes fetches a person."""
    tom = signed_in(house, BROKEN_TEAPOT)
    said = [await tom.says("my teapot arrived broken, again")]
    said += [await tom.says(words) for words in ("the the the", "purple monkey", "and so on")]
    assert sum("Would you like a replacement for the Stoneware teapot" in one for one in said) == 3
    assert said[-1].startswith("I don't follow") and "Nothing was changed" in said[-1]
    assert "I'll tell them" in await tom.says("yes")


async def test_a_plain_no_ends_a_question_that_is_not_a_yes_or_no(house: House) -> None:
    """Asked which order, "no" means none of them."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    assert "Which order do you mean?" in await arthur.says("my socks have a hole")
    assert await arthur.says("no") == "Dropped. Nothing was changed."


@pytest.mark.parametrize(
    ("between", "heard"),
    [("ok and where's the coat", "31-4471"), ("how long have i got", "Thirty days"), ("this is useless", "I'm sorry")],
)
async def test_what_is_said_instead_of_an_answer_is_heard(house: House, between: str, heard: str) -> None:
    """It is answered first, and the question comes once more."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("the jumper is too small")
    reply = await nadia.says(between)
    assert heard in reply and "Would you like your money back" in reply


async def test_a_question_does_not_follow_somebody_about(house: House) -> None:
    """After the second thing in between it stays silent; who takes it up again finds it as it was."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("the jumper is too small")
    await nadia.says("where is my coat?")
    assert "Would you like your money back" not in await nadia.says("what are your opening hours?")
    assert "exchange of the Pennine cotton jumper" in await nadia.says("L")


async def test_a_size_answers_which_remedy(house: House) -> None:
    """Who names another size wants that, and need not say so twice."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    await nadia.says("the jumper is too small")
    assert "for size XL in brick" in await nadia.says("XL. in brick")


async def test_an_order_known_already_is_not_missed(house: House) -> None:
    """The number of the order that is spoken of changes nothing, and the question stands."""
    tom = signed_in(house, BROKEN_TEAPOT)
    await tom.says("my teapot arrived broken, again")
    assert await tom.says("31-7704") == "Would you like a replacement for the Stoneware teapot, or your money back?"


async def test_what_is_told_once_more_is_no_misunderstanding(house: House) -> None:
    """A place, a number of people or a size that is known already is taken as it is meant."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    question = await nadia.says("book a table for two in York tomorrow at 1pm")
    for again in ("York", "two people", "in York"):
        assert await nadia.says(again) == question


async def test_orders_of_the_same_goods_are_told_apart_by_their_days(house: House) -> None:
    """Three times the same socks are three days."""
    arthur = signed_in(house, SOCKS_TWICE_A_YEAR)
    await arthur.says("my socks have a hole")
    assert len({choice.split(", ")[-1] for choice in arthur.choices}) == 3


async def test_the_same_matter_again_is_no_misunderstanding(house: House) -> None:
    """Who explains their trouble once more is asked again without being told that they weren't understood."""
    joan = signed_in(house, PAID_TWICE)
    await joan.says("I can't get into my account")
    assert "follow" not in await joan.says("it says locked")


async def test_a_second_complaint_is_added_to_the_first(nadia: Customer) -> None:
    """One promise, and no sentence twice."""
    first, second = [await nadia.says(words) for words in ("your service is awful", "and rude, it's a disgrace")]
    assert "I've written that down" in first and second.startswith("I've added that")


async def test_nothing_but_a_yes_closes_an_account(house: House) -> None:
    """To be read as leaving once more is no answer; a yes is."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    asked = await nadia.says("please close my account")
    assert await nadia.says("close my account, I'm leaving") == asked
    assert (await nadia.says("yes")).startswith("Done")
    assert not any(grant.purpose is Purpose.CONTACT and grant.state == "given" for grant in nadia.brief().grants)


async def test_another_thing_instead_takes_the_place_of_what_was_put(house: House) -> None:
    """ "No, the other one" is no refusal: the other one is what is ordered."""
    nadia = signed_in(house, COAT_ON_ITS_WAY)
    for words in ("I'd like to buy the hayes coat", "moss", "S"):
        await nadia.says(words)
    assert "Orla down-free parka" in await nadia.says("no, actually the orla one instead")
    assert "Orla down-free parka (olive, M)" in await nadia.says("olive M")


async def test_what_is_taken_out_is_not_ordered(house: House) -> None:
    """What somebody has just asked to leave out is left out, the rest stays; and no memory is forgotten for it."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("I want the bread knife and the shortbread")
    assert (await kwame.says("remove the shortbread")).startswith("Bread knife, £39.00 and delivery")
    assert (await kwame.says("yes")).startswith("Ordered: Bread knife, ")


async def test_a_yes_agrees_to_what_is_on_the_screen(house: House) -> None:
    """However much comes between, a confirmation is put again before it is taken."""
    kwame = signed_in(house, POINTS_AND_REFUND)
    await kwame.says("I want the bread knife and the shortbread")
    for between in ("what are your opening hours?", "how many points do I have?"):
        assert "Shall I order it?" in await kwame.says(between)


@pytest.mark.parametrize("words", ["i'm a loyal customer for 10 years", "your competitor is cheaper"])
async def test_a_remark_is_not_leaving(house: House, words: str) -> None:
    """Nobody is shown the door for praise or a grumble."""
    assert "close the account" not in await signed_in(house, PAID_TWICE).says(words)


async def test_an_order_named_by_its_goods_is_cancelled_as_an_order(house: House) -> None:
    """ "Cancel my casserole" is about no table."""
    assert "Iron casserole" in await signed_in(house, LATE_CASSEROLE).says("cancel my casserole")
