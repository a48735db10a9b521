"""One remembered thing held back from use by a sentence, on every channel, and let be used again."""

import pytest

from tests.conversations.at_desk import Desk
from tests.conversations.conftest import Customer, House

WOOL, PINK = "I never wear wool", "I hate pink"
CHANNELS = ["web", "telegram", "twilio", "whatsapp"]


async def _told(customer: Customer, first: str, *more: str) -> None:
    """Tells it, and allows once that it is kept."""
    await customer.says(first)
    await customer.chooses("Yes, remember")
    for words in more:
        await customer.says(words)


async def _goes_by(customer: Customer) -> set[str]:
    """What shapes a suggestion now."""
    await customer.says("can you recommend a scarf?")
    return customer.because


def _held(customer: Customer) -> set[str]:
    brief = customer.brief()
    return {fact.words for fact in (*brief.facts, *brief.others) if fact.restricted}


@pytest.mark.parametrize("channel", CHANNELS)
async def test_what_was_just_shown_is_held_back_and_used_again(house: House, channel: str) -> None:
    """ "That" is the thing behind the reply before; it stays kept, is shown so, and shapes nothing."""
    nadia = house.customer("nadia", channel)
    await _told(nadia, WOOL)
    assert await _goes_by(nadia) == {"you never wear wool"}
    assert await nadia.says("don't use that for now") == f"Kept, and used for nothing until you say so: “{WOOL}”."
    assert await _goes_by(nadia) == set()
    assert "(not used for now)" in await nadia.says("what do you know about me?")
    assert await nadia.says("you can use that again") == f"Good, I may use it again: “{WOOL}”."
    assert await _goes_by(nadia) == {"you never wear wool"}
    assert nadia.remembered == [WOOL]


@pytest.mark.parametrize(
    "words",
    [
        "don't use what I said about wool for now",
        "please hold back what I said about wool",
        "could you not use what I told you about wool for now?",
        "stop using what I said about wool for the moment",
    ],
)
async def test_the_one_that_is_named_is_held_back(nadia: Customer, words: str) -> None:
    """Nothing else is touched."""
    await _told(nadia, WOOL, PINK)
    assert f"“{WOOL}”" in await nadia.says(words)
    assert await _goes_by(nadia) == set() and _held(nadia) == {WOOL}


async def test_where_several_can_be_meant_it_asks_which(nadia: Customer) -> None:
    """Each is a choice; the one taken is held back."""
    await _told(nadia, WOOL, PINK)
    await nadia.says("what do you know about me?")
    assert await nadia.says("hold that back") == (
        "Which of these shall I not use for now?\n"
        f"“{PINK}”, 21 November, here in the chat\n“{WOOL}”, 21 November, here in the chat"
    )
    await nadia.chooses(WOOL)
    assert _held(nadia) == {WOOL}
    assert f"“{WOOL}”" in await nadia.says("let it be used again")
    assert _held(nadia) == set()


async def test_it_is_used_again_by_its_button(nadia: Customer) -> None:
    """The way back stands beside what was done."""
    await _told(nadia, WOOL)
    await nadia.says("keep it but don't use it")
    await nadia.chooses("Use it again")
    assert await _goes_by(nadia) == {"you never wear wool"}


async def test_the_desk_does_not_see_what_is_held_back(nadia: Customer, desk: Desk) -> None:
    """Also where staff may see what is remembered."""
    await _told(nadia, WOOL, PINK)
    await nadia.says("your staff may see what you remember")
    await nadia.says("don't use what I said about wool for now")
    await nadia.says("can I speak to a person please")
    desk.takes(nadia)
    assert [fact.words for fact in desk.brief(nadia).facts] == [PINK]


@pytest.mark.parametrize(
    ("held", "answer", "again", "answered"),
    [
        (
            "Bitte verwenden Sie das vorerst nicht",
            f"Ich behalte es, verwende es aber für nichts, bis Sie es sagen: „{WOOL}“.",
            "Sie dürfen das wieder verwenden",
            f"Gut, ich darf es wieder verwenden: „{WOOL}“.",
        ),
        (
            "No use eso por ahora, por favor",
            f"Lo conservo y no lo uso para nada hasta que usted lo diga: «{WOOL}».",
            "Puede volver a usar eso, gracias",
            f"Bien, puedo volver a usarlo: «{WOOL}».",
        ),
    ],
)
async def test_in_german_and_spanish_too(nadia: Customer, held: str, answer: str, again: str, answered: str) -> None:
    """The decision and its answer are in the customer's language."""
    await _told(nadia, WOOL)
    assert await nadia.says(held) == answer
    assert await nadia.says(again) == answered


async def test_nothing_there_is_said_to_be_nothing(nadia: Customer) -> None:
    """Neither held back nor let be used."""
    assert await nadia.says("don't use that for now") == "I keep nothing about that."
    assert await nadia.says("you can use that again") == "I hold back nothing of what you told me about that."


@pytest.mark.parametrize("words", ["I don't use that", "can I use that again?", "why don't you use that?"])
async def test_what_decides_nothing_changes_nothing(nadia: Customer, words: str) -> None:
    """A question or a remark about using something is no decision."""
    await _told(nadia, WOOL)
    await nadia.says(words)
    assert await _goes_by(nadia) == {"you never wear wool"}
