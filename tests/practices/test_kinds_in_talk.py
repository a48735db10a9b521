"""P13 while they speak with us: the kind changes what is brought up, beside what, and in what tone; each says why."""

from datetime import timedelta

import pytest

from store.outreach import Concern
from store.relationship import CONDUCT, Kind
from tests.practices.conftest import Customer, House
from tests.practices.test_kinds import a


async def bought_something_new(house: House, nadia: Customer) -> None:
    """Books for two months, then a CD player: a first purchase to be thanked for in the next conversation."""
    for week in range(8, 0, -1):
        await nadia.buys("books", house.now - timedelta(weeks=week))
    await nadia.buys("audio", house.now)
    house.wait(days=2)


async def fell_silent(house: House, nadia: Customer) -> None:
    """Every month for nine months, and then not for eight."""
    for month in range(8, -1, -1):
        await nadia.buys("cars", house.now - timedelta(days=30 * month))
    house.wait(days=240)


@pytest.mark.parametrize("kind", list(Kind))
async def test_what_is_brought_up_depends_on_the_kind_and_service_does_not(
    house: House, nadia: Customer, kind: Kind
) -> None:
    """The answer is the same for all fifteen; thanked beside it is who is in a relationship of thanks."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await nadia.says(f"Treat us as {a(kind)}")
    await bought_something_new(house, nadia)
    said = await nadia.says("how long does delivery take?")
    assert nadia.replies[0]["text"].startswith("Standard delivery: £3.95")
    # only for one thing: books, and not the CD player
    thanked = Concern.THANKS in CONDUCT[kind].concerns and kind is not Kind.COMPARTMENTALISED_FRIENDSHIP
    assert ("first order of audio" in said) == thanked


async def test_what_is_brought_up_names_the_purchases_that_it_rests_on(house: House, nadia: Customer) -> None:
    """Of the thanks: the one order, with its day; of the answer before it: nothing."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await bought_something_new(house, nadia)
    await nadia.says("how long does delivery take?")
    answer, thanks = nadia.replies
    assert answer["because"] == []
    (why,) = thanks["because"]
    assert (why["of"], why["text"], why["provenance"]) == ("order", "audio", "observed")
    assert why["said_at"].startswith("2026-11-23")


async def test_in_a_dependency_the_question_of_care_has_its_ways_out(house: House, nadia: Customer) -> None:
    """The end of our messages and a person stand beside it, and their own words say why."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await nadia.says("Treat us as a dependency")
    await fell_silent(house, nadia)
    await nadia.says("how long does delivery take?")
    care = nadia.replies[-1]
    assert "longer ago than you usually leave it" in care["text"] and "A person of ours is here for you" in care["text"]
    assert nadia.choices[-2:] == ["Don't write first", "A person, please"]
    assert "Treat us as a dependency" in {why["text"] for why in care["because"] if why["of"] == "standing"}
    assert {why["text"] for why in care["because"] if why["of"] == "order"} == {"cars"}


async def test_what_they_said_of_us_words_courtesies_without_a_permission_and_is_named(
    house: House, nadia: Customer
) -> None:
    """It is a term of theirs, as a stop word is: nothing else has to be allowed for it, and asked why, it is told."""
    await nadia.says("hello")
    await nadia.says("just business, please")
    assert await nadia.says("hello") == "Yes. What is it about?"
    (why,) = nadia.replies[0]["because"]
    assert (why["of"], why["text"], why["provenance"]) == ("standing", "just business, please", "stated")
    assert "As you told me yourself, it is strictly business." in await nadia.says("why did you say that?")
    await nadia.says("how can I pay?")
    assert nadia.replies[0]["because"] == []


async def test_what_was_seen_changes_the_tone_only_where_it_may_be_looked_at_and_is_named(house: House) -> None:
    """Three complaints: who allowed it is spoken to with care, for those complaints; the other as everybody."""
    allowed, not_asked = house.customer(), house.customer()
    for one in (allowed, not_asked):
        await one.says("hello")
        for _ in range(3):
            await one.says("your service is awful, I'm really disappointed")
    await allowed.allows("personalise")
    house.wait(hours=3)
    assert await allowed.says("How old are you?") == "What can I do for you?"
    assert [(why["of"], why["text"]) for why in allowed.replies[0]["because"]] == [("sign", "complaint")] * 3
    assert (await not_asked.says("How old are you?")).startswith("I'm a machine, so there's little to tell.")
    assert not_asked.replies[0]["because"] == []


async def test_whose_words_they_are_stays_where_they_were_said(house: House, nadia: Customer) -> None:
    """Another address of theirs, linked and not verified, is met as everybody's is: nothing said here shows there."""
    await nadia.says("hello")
    await nadia.says("just business, please")
    other = house.customer("sms")
    await other.says("hello")
    link = {"a": nadia.subject, "b": other.subject, "proof": "both numbers called back"}
    await house.call("POST", "/api/v1/identities/link", "operator", link, **{"X-Reason": "asked for"})
    house.wait(hours=2)
    assert (await other.says("hello")).startswith("Hello, I'm the shop's assistant")
    assert other.replies[0]["because"] == []
