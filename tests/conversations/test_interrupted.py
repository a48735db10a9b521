"""Closing, being erased, a call, a reminder, a club, the wall: interrupted, put right, called off, or done."""

import pytest

from store import ConsentState, Purpose, Reader
from tests.conversations.conftest import Customer, House


def thread_of(customer: Customer) -> str:
    return customer.replies[-1].conversation


def customer_id(house: House, customer: Customer) -> str:
    found = house.memory.people.find(customer.channel, customer.address)
    assert found is not None
    return found.customer


def promised(house: House, customer: Customer) -> list[str]:
    made = house.memory.promises.of(customer_id(house, customer), Reader.CUSTOMER)
    return [one.what.partition(":")[0] for one in made if one.state == "open"]


async def test_erasing_is_asked_again_after_a_question_and_done_with_a_yes(house: House, nadia: Customer) -> None:
    """Opening hours come between; the question stands last again, and the yes answers it."""
    await nadia.says("forget me")
    assert (await nadia.says("when are you open?")).endswith("And shall I erase everything?")
    assert "We are strangers now" in await nadia.says("yes")
    assert house.memory.people.find("web", "nadia") is None


async def test_a_yes_erases_nothing_unless_the_question_was_put_last(house: House, nadia: Customer) -> None:
    """After two more questions it is let go of, and said so; a late yes means nothing."""
    await nadia.says("forget everything about me")
    await nadia.says("when are you open?")
    await nadia.says("what does delivery cost?")
    assert "I've let my question go" in await nadia.says("how can I pay?")
    assert "strangers" not in await nadia.says("yes")
    assert house.memory.people.find("web", "nadia") is not None


async def test_closing_the_account_outlasts_a_question_and_a_no_ends_it(nadia: Customer) -> None:
    """Nobody is held: a no after the interruption ends it for good."""
    await nadia.says("please close my account")
    assert "And shall I close the account?" in await nadia.says("when are you open?")
    await nadia.says("no")
    assert "close the account" not in await nadia.says("when are you open?")


async def test_a_call_is_asked_for_once_put_right_and_let_go(house: House, nadia: Customer) -> None:
    """The number outlasts a question; another number takes its place; no call is no promise."""
    await nadia.says("can someone call me back?")
    assert "And which number shall we ring?" in await nadia.says("when are you open?")
    assert "+447700900123" in await nadia.says("07700 900123")
    assert "+447700900999" in await nadia.says("sorry, 07700 900999")
    assert promised(house, nadia) == ["+447700900999"]
    assert "+447700900999" in await nadia.says("please call me back")
    assert promised(house, nadia) == ["+447700900999"]
    assert "nobody rings" in await nadia.says("actually no call needed")
    assert promised(house, nadia) == []


async def test_a_reminder_is_set_for_a_month_and_ended_in_a_sentence(house: House, nadia: Customer) -> None:
    """ "In March" is when; nothing else is said beside it; "never mind" ends what was just set, and says so."""
    await nadia.says("remind me to buy seeds")
    assert "And when shall I remind you?" in await nadia.says("what does delivery cost?")
    assert "1 March" in await nadia.says("in March") and len(nadia.replies) == 1
    assert await nadia.says("never mind") == "Done. I won't remind you of this any more: buy seeds."
    await nadia.says("remind me to buy seeds in March")
    waiting = house.memory.reminders.of(customer_id(house, nadia))
    assert [one.what for one in waiting] == ["buy seeds"]
    await nadia.says("remind me to feed the roses")
    assert "1 April" in await nadia.says("on 1 April") and len(nadia.replies) == 1
    await nadia.says("cancel my reminder")
    assert "buy seeds" in nadia.choices and "All of them" in nadia.choices
    assert "I won't remind you of this any more: buy seeds" in await nadia.chooses("buy seeds")
    await nadia.says("don't remind me of the roses any more")
    assert house.memory.reminders.of(customer_id(house, nadia)) == ()


async def test_a_club_and_words_for_the_wall_are_taken_from_the_answer(house: House, nadia: Customer) -> None:
    """What was asked for is answered in a word or two; never mind afterwards claims nothing."""
    clubs = house.memory.house.settings().clubs
    await nadia.says("I'd like to join a club")
    assert f"You're in the {clubs[0]} club" in await nadia.says(clubs[0])
    assert await nadia.says("never mind") == "All right."
    await nadia.says("I want to put something on the wall")
    assert "Taken: “my coat was mended so well, lovely people”" in await nadia.says(
        "my coat was mended so well, lovely people"
    )


async def test_terms_asked_for_are_kept_with_a_typed_yes(house: House, nadia: Customer) -> None:
    """ "May we, like this?" is answered by words as by the button; a no is kept as a no."""
    await nadia.says("only write to me on weekdays")
    assert "like this?" in nadia.replies[-1].text
    assert "When we write first, it is like this" in await nadia.says("yes")
    (grant,) = [
        one for one in house.memory.consents.grants(customer_id(house, nadia)) if one.purpose is Purpose.CONTACT
    ]
    assert grant.state is ConsentState.GIVEN and grant.terms["weekdays"] == [1, 2, 3, 4, 5]
    other = house.customer("omar")
    await other.says("only write to me on weekdays")
    await other.says("no")
    (kept,) = house.memory.consents.grants(customer_id(house, other))
    assert (kept.purpose, kept.state) == (Purpose.CONTACT, ConsentState.WITHDRAWN)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("You may learn from my conversations", ConsentState.GIVEN),
        ("please don't learn from my chats", ConsentState.WITHDRAWN),
        ("do you learn from my conversations?", None),
    ],
)
async def test_learning_is_a_permission_of_its_own(
    house: House, nadia: Customer, said: str, state: ConsentState | None
) -> None:
    """It gives or takes nothing else: what is said afterwards is not stored."""
    await nadia.says(said)
    grants = house.memory.consents.grants(customer_id(house, nadia))
    assert [(one.purpose, one.state) for one in grants] == ([(Purpose.IMPROVE, state)] if state else [])
    await nadia.says("I never wear wool")
    assert nadia.remembered == []


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        ("Guten Tag, ich habe eine Frage", "Ihre Mitarbeiter dürfen das nicht sehen"),
        ("hola, tengo una pregunta", "no quiero que sus empleados lo vean"),
    ],
)
async def test_who_sees_it_is_no_call_for_a_person(house: House, nadia: Customer, greeting: str, said: str) -> None:
    """Taking staff's sight away fetches nobody, in German and Spanish too."""
    await nadia.says(greeting)
    await nadia.says(said)
    assert house.memory.owners.of(thread_of(nadia)).owner == "assistant"
    (kept,) = house.memory.consents.grants(customer_id(house, nadia))
    assert (kept.purpose, kept.state) == (Purpose.STAFF, ConsentState.WITHDRAWN)
