"""What is told between us reaches no agent: not the case, its transcript, its promises, in whatever session it was."""

import pytest

from store import Capture, ConsentState, Purpose
from tests.conversations.at_desk import Desk, promised
from tests.conversations.conftest import Customer, House

SECRET = "between us, I'm getting divorced"
LIKED = "between us, I adore purple velvet"
WISH = "I want to talk to a person"


def reads(desk: Desk, customer: Customer) -> str:
    """Everything of a case that Eva has before her."""
    case, brief = desk.case(customer), desk.brief(customer)
    return f"{case} {brief} {desk.sees(customer)} {promised(customer)}"


async def test_the_question_whether_to_keep_it_is_not_shown_either(nadia: Customer, desk: Desk) -> None:
    """Our own words say it again: they are held back with the message, whether it is then kept or not."""
    assert "purple velvet" in await nadia.says(LIKED)
    await nadia.says("my teapot is broken")
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "velvet" not in reads(desk, nadia) and "my teapot is broken" in desk.sees(nadia)


@pytest.mark.parametrize("answer", ["Yes, between us", "No"])
async def test_what_is_listed_of_their_memory_is_not_shown(nadia: Customer, desk: Desk, answer: str) -> None:
    """Kept or refused: what they ask about it afterwards tells the agent nothing."""
    await nadia.says(LIKED)
    await nadia.chooses(answer)
    await nadia.says("what do you know about me?")
    await nadia.says("why do you say that?")
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "velvet" not in reads(desk, nadia)


@pytest.mark.parametrize("answer", ["No", ""])
async def test_what_it_shapes_in_this_conversation_is_not_shown(nadia: Customer, desk: Desk, answer: str) -> None:
    """Gone by while we talk, and kept by nobody: the suggestions that say so are held back, the others are not."""
    await nadia.says("between us, I never wear wool")
    if answer:
        await nadia.chooses(answer)
    assert "without wool" in await nadia.says("can you recommend a warm coat?")
    await nadia.says("where is my order?")
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "wool" not in reads(desk, nadia)
    assert "where is my order?" in desk.sees(nadia)


async def test_a_new_session_within_the_case_changes_nothing(nadia: Customer, house: House, desk: Desk) -> None:
    """Two hours with a person end the assistant's session; what was confided before it stays held back."""
    await nadia.says(SECRET)
    await nadia.says(WISH)
    desk.takes(nadia)
    for hour in range(3):
        house.wait(minutes=50)
        await desk.is_told(nadia, f"still here {hour}")
        desk.says(nadia, f"so am I {hour}")
    await desk.returns(nadia)
    await nadia.says("where is my order?")
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "still here 0" in desk.sees(nadia)
    assert "divorc" not in reads(desk, nadia)


async def test_a_night_of_waiting_changes_nothing(nadia: Customer, house: House, desk: Desk) -> None:
    """Who waits and writes again the next day begins a session; the case goes back to the one before."""
    await nadia.says(SECRET)
    await nadia.says(WISH)
    house.wait(hours=20)
    await nadia.says("what do you know about me?")
    desk.takes(nadia)
    assert WISH in desk.sees(nadia)
    assert "divorc" not in reads(desk, nadia)


@pytest.mark.parametrize(
    "said",
    [
        "between us, my husband lost his job, can I talk to a person?",
        "I need a person. Keep it to yourself but my husband lost his job",
        "please call me on 07700 900123, in confidence: my husband lost his job",
    ],
)
async def test_said_with_the_wish_for_a_person_it_is_between_us_too(nadia: Customer, desk: Desk, said: str) -> None:
    """The person comes and is told nothing of it."""
    await nadia.says(said)
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "husband" not in reads(desk, nadia)


async def test_a_complaint_between_us_is_answered_and_not_passed_on(nadia: Customer, desk: Desk) -> None:
    """Somebody writes, as promised; what it was stands in no ledger that agents read."""
    await nadia.says("between us, your driver was drunk and shouted at me, this is unacceptable")
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "drunk" not in reads(desk, nadia)


async def test_who_complains_of_a_broken_confidence_is_heard(nadia: Customer, desk: Desk) -> None:
    """That is no confidence itself: the person who comes reads it."""
    said = "I told you that in confidence and somebody told my sister"
    await nadia.says(said)
    await nadia.says(WISH)
    desk.takes(nadia)
    assert said in desk.sees(nadia) and desk.brief(nadia).reason == said


async def test_what_is_looked_for_between_us_is_counted_nowhere(nadia: Customer, house: House) -> None:
    """Also where their conversations may be learned from."""
    await nadia.says("hello")
    yes = Capture(method="button", words="Yes", notice_text="?")
    who = nadia.known
    house.memory.consents.decide(who.customer, who.identity, Purpose.IMPROVE, ConsentState.GIVEN, yes)
    await nadia.says("between us, do you sell harpoons?")
    await nadia.says("do you sell zithers?")
    kept = house.memory.rights.export(who.customer, nadia.moment)["demand"]
    assert "zither" in str(kept) and "harpoon" not in str(kept)


@pytest.mark.parametrize("days", [0, 1])
async def test_said_while_waiting_it_is_between_us(nadia: Customer, house: House, desk: Desk, days: int) -> None:
    """By day and by night the assistant hears it, says so, and passes nothing on."""
    house.wait(days=days)
    await nadia.says(WISH)
    assert "between us" in await nadia.says(SECRET)
    desk.takes(nadia)
    assert "divorc" not in reads(desk, nadia)


async def test_a_fact_marked_as_a_confidence_is_gone_from_the_case(nadia: Customer, desk: Desk) -> None:
    """The message that told it, the line of it and what we said to it are held back as well."""
    await nadia.says("I love linen")
    await nadia.chooses("Yes, remember")
    known, memory = nadia.known, nadia.house.memory
    yes = Capture(method="button", words="Yes", notice_text="?")
    memory.consents.decide(known.customer, known.identity, Purpose.STAFF, ConsentState.GIVEN, yes)
    await nadia.says(WISH)
    desk.takes(nadia)
    assert "linen" in reads(desk, nadia)
    at_hand = memory.looks.at_hand(desk.conversation(nadia), desk.eva)
    (fact,) = desk.brief(nadia).facts
    memory.desk.mark_confidence(at_hand, fact.id, desk.eva)
    assert "linen" not in reads(desk, nadia)
