"""P13: the kind of relationship is theirs to say, in a sentence; it changes courtesy and frequency, never service."""

from datetime import timedelta

import pytest
import yaml

from bot.engine.importer import TOPICS
from store.relationship import CONDUCT, Kind
from tests.practices.conftest import Customer, House

# What may be worded by register: courtesies, and nothing that serves.
COURTESIES = {
    "utter_greet",
    "utter_greet_back",
    "utter_goodbye",
    "utter_welcome",
    "utter_chitchat",
    "utter_care_happy",
    "utter_praise",
}
SERVICE = ("how can I pay?", "what is your return policy?", "can you recommend a warm coat?")


def a(kind: Kind) -> str:
    """Its plain name with an article: "an enmity"."""
    name = kind.replace("_", " ")
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


async def test_just_business_is_one_sentence_and_holds_from_the_next_reply(house: House, nadia: Customer) -> None:
    """No small talk, nothing from us first; the operator sees that they said so."""
    await nadia.says("hello")
    await nadia.allows("personalise", "contact")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    assert "Business it is" in await nadia.says("just business, please")
    assert await nadia.says("hello") == "Yes. What is it about?"
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(days=1)
    assert (await nadia.says("hello")).startswith("The shop's assistant, a machine;")
    kind = (await nadia.relationship())["kind"]
    assert (kind["norm"], kind["from"], kind["why"]) == ("exchange", "stated", ["said_so"])
    assert kind["may_start"] == ["promise", "reminder"] and kind["never_says"] == ["small_talk"]


async def test_less_formal_is_one_sentence_too(house: House, nadia: Customer) -> None:
    """And can be taken back by another."""
    await nadia.says("hello")
    assert "less formal from here on" in await nadia.says("You can be less formal with me.")
    assert await nadia.says("thank you") == "Gladly."
    assert "Business it is" in await nadia.says("just business, please")
    assert await nadia.says("thank you") == "You're welcome."


async def test_the_kind_never_changes_service(house: House) -> None:
    """The same questions, the same answers, the same right to a person, whatever the kind."""
    stranger, business, friend = house.customer(), house.customer(), house.customer()
    await business.says("just business, please")
    await friend.says("You can be less formal with me.")
    for question in SERVICE:
        answers = {await one.says(question) for one in (stranger, business, friend)}
        assert len(answers) == 1, answers
    for one in (stranger, business, friend):
        assert (await one.says("I want a person")).startswith("I'll fetch someone")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Treat me like your favourite cousin, minus borrowing money", Kind.KINSHIP),
        (
            "I buy here because it's the only shop on the island, a marriage of convenience",
            Kind.MARRIAGE_OF_CONVENIENCE,
        ),
        ("Let's keep this a no-strings thing, you sell, I buy", Kind.FLING),
        ("Let's take it slowly, I'm a casual visitor, treat me like one", Kind.CASUAL_FRIENDSHIP),
        ("I'm only your customer because my company told me, treat it as an arranged marriage", Kind.ARRANGED_MARRIAGE),
        ("You can treat us as loyal partners", Kind.COMMITTED_PARTNERSHIP),
        *((f"Treat us as {a(kind)}", kind) for kind in Kind),
    ],
)
async def test_a_customer_may_name_the_kind(house: House, nadia: Customer, words: str, kind: Kind) -> None:
    """Also one that no behaviour could show; what follows from it is said."""
    await nadia.says("hello")
    said = await nadia.says(words)
    assert said.startswith("Noted, as you put it.")
    found = (await nadia.relationship())["kind"]
    assert (found["kind"], found["from"]) == (kind.value, "stated")
    assert set(CONDUCT[kind].never) <= set(found["never_says"])


async def test_who_asks_is_told_how_it_stands_and_why(house: House, nadia: Customer) -> None:
    """Unknown, seen (where that may be looked at) or said; a question, so nothing is kept by it."""
    await nadia.says("hello")
    for years in range(8, 0, -1):
        await nadia.buys("books" if years % 2 else "tea", house.now - timedelta(days=180 * years))
    assert "no name for it yet" in await nadia.says("how do we stand?")
    await nadia.allows("personalise")
    seen = await nadia.says("what kind of relationship do we have?")
    assert "a committed partnership, because you have bought" in seen and "yours to change" in seen
    assert (await nadia.relationship())["kind"]["from"] == "inferred"
    await nadia.says("Treat us as a secret affair")
    assert "As you told me yourself, it is a secret affair." in await nadia.says("how do we stand?")
    await nadia.chooses("Just business")
    assert "strictly business" in await nadia.says("how do we stand?")
    assert (await nadia.says("you treat me like an enemy")).startswith("I'm sorry")


async def test_a_kind_is_inferred_with_its_reason_else_unknown(house: House, nadia: Customer) -> None:
    """Complaints again and again are an enmity, with care in the courtesies; a stranger is unknown."""
    await nadia.says("hello")
    unknown = (await nadia.relationship())["kind"]
    assert (unknown["kind"], unknown["from"]) == (None, "unknown")
    await nadia.allows("personalise")
    for _ in range(3):
        await nadia.says("your service is awful, I'm really disappointed")
        house.wait(days=1)
    kind = (await nadia.relationship())["kind"]
    assert (kind["kind"], kind["from"], kind["why"]) == ("enmity", "inferred", ["complained_again_and_again"])
    assert kind["duties"] == ["offer_person"] and kind["may_start"] == ["promise", "reminder"]


async def test_a_friendship_for_one_thing_is_offered_nothing_else(house: House, nadia: Customer) -> None:
    """Two rhythms are due; what they come for is offered, the other is held back for the relationship's sake."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await nadia.says("Treat us as a compartmentalised friendship")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    for month in range(3, 0, -1):
        await nadia.buys("tea", house.now - timedelta(days=30 * month, hours=2))
    told = [one["reason"] for one in await house.run_due()]
    said = [one["text"] for one in await nadia.gets()]
    assert len(said) == 1 and "socks" in said[0] and "tea" not in said[0], (said, told)
    house.wait(days=8)
    await house.run_due()
    assert not any("tea" in one["text"] for one in await nadia.gets())


async def test_a_best_friend_is_asked_for_nothing_before_more_was_given(house: House, nadia: Customer) -> None:
    """One conversation given, one question asked: an offer asks again, so it waits for a friend alone."""
    friend = house.customer()
    await friend.says("Treat us as a best friendship")
    for one in (nadia, friend):
        await one.says("I never wear wool")
        await one.chooses("Yes, remember")
        await one.allows("contact")
        for month in range(6, 0, -1):
            await one.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    await house.run_due()
    assert [len(await one.gets()) for one in (nadia, friend)] == [1, 0]


@pytest.mark.parametrize("kind", [Kind.DEPENDENCY, Kind.ENSLAVEMENT, Kind.ENMITY])
async def test_the_ways_out_stand_beside_whatever_we_say_first(house: House, nadia: Customer, kind: Kind) -> None:
    """A person in each, and where they can't get away the end of it too; on what they asked for themselves."""
    await nadia.says("hello")
    await nadia.says(f"Treat us as {a(kind)}")
    await nadia.says("remind me tomorrow at 11am to water the ferns")
    house.wait(days=1, hours=2)
    await house.run_due()
    said = (await nadia.gets())[0]
    titles = [choice["title"] for choice in said["choices"]]
    ends = [] if kind is Kind.ENMITY else ["Don't write first"]
    assert "water the ferns" in said["text"] and titles == [*ends, "A person, please"]
    assert (await nadia.chooses("A person, please")).startswith("I'll fetch someone")


async def test_buying_often_buys_no_warmer_word(house: House, nadia: Customer) -> None:
    """Sixty orders over years against none: the same hello to the letter. Warmth is theirs to ask for."""
    stranger = house.customer()
    await nadia.says("hello")
    await stranger.says("hello")
    for one in (nadia, stranger):
        await one.allows("personalise", "memory")
    for order in range(60, 0, -1):
        await nadia.buys("books" if order % 2 else "tea", house.now - timedelta(days=20 * order), price="900.00")
    house.wait(days=1)
    assert await nadia.says("hello") == await stranger.says("hello")
    assert (await nadia.relationship())["kind"]["kind"] == "committed_partnership"


def test_only_courtesies_are_worded_by_register() -> None:
    """Every wording by register is on the list, and asks, names and offers what the common wording does."""
    for path in TOPICS.glob("*.yml"):
        for name, variants in (yaml.safe_load(path.read_text()).get("responses") or {}).items():
            by_register = [one for one in variants if "condition" in one]
            assert not by_register or name in COURTESIES, name
            called = [one["text"].replace("{name}", "") for one in by_register]  # as they wish to be called themselves
            assert not any("buttons" in one for one in by_register) and not any("{" in text for text in called)
