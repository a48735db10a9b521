"""A permission is given by words that give it, on the terms they name, and by nothing that only sounds like it."""

import pytest

from store import Purpose
from store.consent import live
from tests.conversations.conftest import Customer, House
from tests.conversations.people import LATE_CASSEROLE, signed_in


@pytest.fixture
def margaret(house: House) -> Customer:
    return signed_in(house, LATE_CASSEROLE)


def allows(who: Customer, purpose: Purpose) -> bool:
    grants = who.house.memory.consents.grants(who.known.customer)
    return bool(live(purpose, grants, who.moment).allowed)


def terms(who: Customer) -> dict[str, object]:
    grants = who.house.memory.consents.grants(who.known.customer)
    return dict(next(one.terms for one in grants if one.purpose is Purpose.CONTACT))


@pytest.mark.parametrize(
    ("said", "purpose"),
    [
        ("your staff can they see my stuff", Purpose.STAFF),
        ("the people in the shop can they see what you remember of me", Purpose.STAFF),
        ("staff can see my stuff or not", Purpose.STAFF),
        ("your people cannot see what you remember of me", Purpose.STAFF),
        ("no you can't write to me", Purpose.CONTACT),
        ("you may not email me", Purpose.CONTACT),
        ("you mustn't write to me", Purpose.CONTACT),
        ("you can write me when my trainers are back in white, otherwise leave me alone", Purpose.CONTACT),
        ("you may write to me when it's back in stock", Purpose.CONTACT),
        ("tell whoever packs your boxes they ought to be sacked", Purpose.STAFF),
        ("yes please email the receipt again to ann.smith@example.org", Purpose.CONTACT),
    ],
)
async def test_a_question_a_no_and_a_condition_give_nothing(margaret: Customer, said: str, purpose: Purpose) -> None:
    """Whatever they read like by themselves."""
    assert "Noted" not in await margaret.says(said)
    assert not allows(margaret, purpose)


@pytest.mark.parametrize(
    "said", ["NO i was asking! take that back", "no! I never said that", "it was just a question", "i only asked"]
)
async def test_whoever_only_asked_takes_it_back(margaret: Customer, said: str) -> None:
    """And it is said to be so."""
    assert "Noted" in await margaret.says("staff may see what you remember of me")
    assert await margaret.says(said) == "Done: our staff don't see what I remember."
    assert not allows(margaret, Purpose.STAFF)


@pytest.mark.parametrize("refused", [None, "don't write to me at all"])
async def test_it_is_given_on_the_terms_that_it_names(margaret: Customer, refused: str | None) -> None:
    """After an earlier no as well."""
    if refused:
        await margaret.says(refused)
    await margaret.says("Yes you may write to me, by email once a month in the afternoon")
    held = {"channels": ["email"], "not_before": "12:00", "not_after": "17:00", "at_most": {"count": 1, "per": "month"}}
    assert terms(margaret) == held


async def test_after_a_no_it_can_be_opened_again(margaret: Customer) -> None:
    """By whoever said no; the question names the terms, and a yes with more terms is put once more."""
    await margaret.says("don't write to me at all")
    asked = await margaret.says("actually once a month is alright, by email, afternoons")
    assert "May we, like this?" in asked and "at most 1 a month" in asked
    asked = await margaret.says("yes like this, but not in the mornings i sleep till ten")
    assert "May we, like this?" in asked and "at most 1 a month" in asked
    assert not terms(margaret)
    await margaret.chooses("Yes, like this")
    assert terms(margaret)["channels"] == ["email"]


@pytest.mark.parametrize("said", ["no wait, mornings not", "not in the mornings though", "but never mornings"])
async def test_a_limit_right_after_is_kept_and_takes_nothing_back(margaret: Customer, said: str) -> None:
    """It is how, and no end."""
    await margaret.says("you may write to me")
    assert "not before 12:00" in await margaret.says(said)


@pytest.mark.parametrize(
    "asked",
    [
        "which times have you noted for writing to me?", "what do you have for writing to me",
        "are you going to write to me?", "what have you got down about emailing me",
    ],
)  # fmt: skip
async def test_how_we_may_write_is_no_question_of_what_is_kept(margaret: Customer, asked: str) -> None:
    """It is answered by how the permission stands."""
    await margaret.says("you may write to me, mornings only")
    assert "not after 12:00" in await margaret.says(asked)


async def test_news_of_an_order_asked_for_changes_no_terms(margaret: Customer) -> None:
    """A "good morning" is no hour to write at."""
    await margaret.says("you may e-mail me about offers")
    before = terms(margaret)
    assert "31-5120" in await margaret.says("Good morning, is there any news of my casserole?")
    assert terms(margaret) == before


@pytest.mark.parametrize(
    "no",
    [
        "no thanks, don't keep any of that. any teas without peppermint?",
        "nah dont note anything. is there a tea thats not peppermint",
        "please remember nothing, just tea, no peppermint",
    ],
)
async def test_a_no_that_names_the_thing_keeps_nothing(margaret: Customer, no: str) -> None:
    """To be named is no yes."""
    await margaret.says("I'm vegan and I hate peppermint")
    assert "I'll remember" not in await margaret.says(no)
    assert margaret.remembered == [] and not allows(margaret, Purpose.MEMORY)


@pytest.mark.parametrize(
    "asked",
    ["what do they do in the knitting club, do i get points for joining?", "how much is it to join the readers?"],
)
async def test_to_ask_about_a_club_is_not_to_join_it(margaret: Customer, asked: str) -> None:
    """Nobody is put in by a question."""
    assert "You're in" not in await margaret.says(asked)
    assert margaret.house.memory.community.clubs(margaret.known.customer) == ()
