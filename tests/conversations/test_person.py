"""A person is fetched, comes, finishes: what is told, what is asked at the close, and what is kept of it."""

from datetime import timedelta

import pytest

from tests.conversations.at_desk import Desk, promised, said
from tests.conversations.conftest import Customer, House


async def fetched(nadia: Customer, desk: Desk, matter: str = "my third teapot came broken") -> None:
    await nadia.says(matter)
    await nadia.says("I want to talk to a person")
    desk.takes(nadia)


async def test_how_it_was_is_asked_once_and_stands_in_the_figures(nadia: Customer, desk: Desk) -> None:
    """One optional question at the close, answered by a press or a number; it counts once."""
    await fetched(nadia, desk)
    await desk.resolves(nadia)
    assert "Eva has closed this matter" in said(nadia)
    assert nadia.choices == ["1", "2", "3", "4", "5"]
    first = nadia.replies
    await nadia.says("4")
    assert "Thank you" in said(nadia)
    nadia.replies = first
    await nadia.chooses("1")
    figures = desk.figures()
    assert (figures.rating, figures.ratings) == (4.0, 1)


async def test_a_poor_answer_is_met_with_a_person(nadia: Customer, desk: Desk) -> None:
    """Who says that it was poor hears that we are sorry, and can have a person."""
    await fetched(nadia, desk)
    await desk.resolves(nadia)
    assert "sorry" in await nadia.chooses("1")
    assert nadia.choices == ["A person, please"]


async def test_nothing_is_asked_beyond_the_budget(nadia: Customer, house: House, desk: Desk) -> None:
    """Where asking has run ahead of giving, the close is a close."""
    await fetched(nadia, desk)
    found = house.memory.people.find(nadia.channel, nadia.address)
    assert found is not None
    for _ in range(5):
        house.memory.balance.ask(found.identity, "offer")
    await desk.resolves(nadia)
    assert nadia.choices == [] and "closed this matter" in said(nadia)


async def test_nobody_in_need_is_asked_how_it_was(nadia: Customer, desk: Desk) -> None:
    """In distress nothing is asked for our sake, whoever closed the matter."""
    await nadia.says("I can't go on, I want to end it all")
    await nadia.says("a person please")
    desk.takes(nadia)
    await desk.resolves(nadia)
    assert nadia.choices == []


async def remembering(nadia: Customer) -> None:
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")


async def test_a_summary_is_proposed_and_kept_with_a_yes(nadia: Customer, desk: Desk) -> None:
    """Where remembering is allowed the matter is proposed in the customer's own words, and kept after their yes."""
    await remembering(nadia)
    await fetched(nadia, desk)
    await desk.resolves(nadia)
    assert "Shall I keep this" in said(nadia) and "my third teapot came broken" in said(nadia)
    assert nadia.choices == ["Yes, keep it", "No"]
    kept = await nadia.chooses("Yes, keep it")
    assert "Kept" in kept
    assert "my third teapot came broken" in nadia.remembered


async def test_what_an_agent_learned_is_kept_by_the_same_yes(nadia: Customer, house: House, desk: Desk) -> None:
    """An agent's words are the customer's to keep or not, and carry that one of our people noted them."""
    await remembering(nadia)
    await fetched(nadia, desk)
    await desk.resolves(nadia, "Wants parcels left with the neighbour at number 9")
    await nadia.says("yes please")
    (fact,) = [one for one in nadia.brief().facts if one.kind == "matter"]
    assert (fact.words, fact.provenance) == ("Wants parcels left with the neighbour at number 9", "staff")


async def test_the_yes_to_what_takes_care_is_kept_with_the_question_as_shown(
    nadia: Customer, house: House, desk: Desk
) -> None:
    """What an agent learned of somebody's health stands on a yes of its own, with the very words of the question."""
    await remembering(nadia)
    await fetched(nadia, desk)
    await desk.resolves(nadia, "I'm allergic to nuts")
    question = next(reply.text for reply in nadia.replies if reply.choices)
    await nadia.says("yes please")
    found = house.memory.people.find(nadia.channel, nadia.address)
    assert found is not None
    own = house.memory.consents.ledger(found.customer)[-1]
    assert own.fact is not None and own.capture.notice_text == question


async def test_a_no_keeps_nothing_of_it(nadia: Customer, desk: Desk) -> None:
    """After a no the proposal is gone, and a later yes to something else does not bring it back."""
    await remembering(nadia)
    await fetched(nadia, desk)
    await desk.resolves(nadia)
    await nadia.says("no")
    await nadia.says("yes")
    assert nadia.remembered == ["I never wear wool"]


async def test_nothing_is_proposed_without_the_permission(nadia: Customer, desk: Desk) -> None:
    """Who has not allowed remembering is not asked to keep it, not even what an agent learned."""
    await fetched(nadia, desk)
    await desk.resolves(nadia, "Wants parcels left with the neighbour")
    assert "keep" not in said(nadia)
    assert nadia.remembered == []


async def test_a_permission_taken_back_in_between_keeps_nothing(nadia: Customer, desk: Desk) -> None:
    """Between the question and the yes the customer stops remembering: nothing is kept."""
    await remembering(nadia)
    await fetched(nadia, desk)
    await desk.resolves(nadia)
    asked = nadia.replies
    await nadia.says("please stop remembering what I say")
    nadia.replies = asked
    assert "won't keep it" in await nadia.chooses("Yes, keep it")


async def test_the_promise_of_a_person_is_said_when_they_hand_back(
    nadia: Customer, house: House, desk: Desk
) -> None:
    """Back with the assistant, the customer reads what was promised, by whom and by when."""
    await fetched(nadia, desk)
    found = house.memory.people.find(nadia.channel, nadia.address)
    assert found is not None
    due = house.clock() + timedelta(days=6)
    conversation = desk.conversation(nadia)
    made = {"origin": "agent", "conversation": conversation, "agent": desk.eva.id}
    house.memory.promises.make(found.identity, "new legs", "Eva", due, **made)
    await desk.returns(nadia)
    assert "promised you: new legs, by Friday 27 November" in said(nadia)
    assert [one.what for one in promised(nadia) if one.state == "open"] == ["new legs"]


async def test_a_struck_line_is_never_offered_again(nadia: Customer, desk: Desk) -> None:
    """What the customer struck once is told in no later handoff, promise or view of the same conversation."""
    await nadia.says("my mother's vase came broken, order 31-7704")
    await nadia.says("where is my refund?")
    await nadia.says("I want to talk to a person")
    strike = next(title for title in nadia.choices if title.startswith("Don't pass on “my mother's"))
    await nadia.chooses(strike)
    desk.takes(nadia)
    await desk.returns(nadia)
    again = await nadia.says("I want to talk to a person")
    assert "mother" not in again
    desk.takes(nadia)
    assert "mother" not in desk.sees(nadia)


async def test_who_has_to_say_it_again_is_counted(nadia: Customer, desk: Desk) -> None:
    """The share of cases in which the customer said again to a person what they had told before."""
    await fetched(nadia, desk, "my third teapot came broken, order 31-7704")
    desk.says(nadia, "Which order is it?")
    await desk.is_told(nadia, "31-7704")
    await desk.resolves(nadia)
    assert desk.figures().repeated == 1.0
    await nadia.says("I want to talk to a person")
    desk.takes(nadia)
    await desk.is_told(nadia, "do you have it in blue?")
    await desk.resolves(nadia)
    assert desk.figures().repeated == 0.5


async def test_out_of_hours_it_says_when_and_takes_a_callback(nadia: Customer, house: House, desk: Desk) -> None:
    """On a Saturday the desk's next opening is told; a call instead is a promise in the ledger with its time."""
    await nadia.says("my third teapot came broken")
    closed = await nadia.says("I want to talk to a person")
    assert "The desk opens on Monday 23 November at 09:00" in closed and "teapot" in closed
    assert "Which number" in await nadia.chooses("Ring me instead")
    call = await nadia.says("07700 900123")
    assert "Someone will ring" in call and "Monday 23 November" in call
    assert house.memory.owners.of(desk.conversation(nadia)).owner == "assistant"
    (owed,) = [one for one in promised(nadia) if one.state == "open"]
    assert "teapot" in owed.what and owed.owner == "desk" and owed.due_at > house.clock()


async def test_out_of_hours_a_message_is_promised_in_the_ledger(nadia: Customer, desk: Desk) -> None:
    """What is said stands written down, without what is struck, until somebody comes or the customer gives up."""
    await nadia.says("my mother's vase came broken")
    assert "someone will write to you here then" in await nadia.says("I want to talk to a person")
    (owed,) = promised(nadia)
    assert (owed.owner, owed.state, f"{owed.due_at:%A %H:%M}") == ("desk", "open", "Monday 09:10")
    await nadia.chooses(next(title for title in nadia.choices if title.startswith("Don't pass on")))
    assert "vase" not in promised(nadia)[0].what
    desk.takes(nadia)
    assert promised(nadia)[0].state == "kept"
    await desk.returns(nadia)
    await nadia.says("I want to talk to a person")
    await nadia.chooses("Never mind")
    assert {one.state for one in promised(nadia)} == {"kept", "released"}


async def test_a_call_asked_for_while_waiting_is_taken(nadia: Customer, house: House, desk: Desk) -> None:
    """In open hours too the number that was asked for is heard, and the wait ends in a promise."""
    house.wait(days=2)
    await nadia.says("my third teapot came broken")
    await nadia.says("I want to talk to a person")
    assert "Which number" in await nadia.says("call me back")
    assert "Someone will ring +447700900123" in await nadia.says("07700 900123")
    assert house.memory.owners.of(desk.conversation(nadia)).owner == "assistant"


async def test_rights_are_exercised_to_the_end_while_waiting(nadia: Customer, house: House, desk: Desk) -> None:
    """The question before an erasure is answered by yes, whoever is on the way."""
    house.wait(days=2)
    await nadia.says("I want to talk to a person")
    await nadia.says("please erase everything about me")
    await nadia.says("yes")
    assert house.memory.people.find(nadia.channel, nadia.address) is None


@pytest.mark.parametrize(
    ("asks", "due"),
    [
        ("can you call me back sunday at 3am", "Monday 23 November 11:00"),
        ("please call me back on tuesday at 14:00", "Tuesday 24 November 14:00"),
    ],
)
async def test_a_call_is_promised_for_when_somebody_is_there(nadia: Customer, asks: str, due: str) -> None:
    """The day and hour that were wished for, or else the desk's next hours; what is said is what is written down."""
    await nadia.says(asks)
    reply = await nadia.says("07700 900123")
    (owed,) = promised(nadia)
    assert f"{owed.due_at:%A %-d %B %H:%M}" == due
    day, time = due.rsplit(" ", 1)
    assert f"by {time} on {day}" in reply


@pytest.mark.parametrize(
    ("told", "mood"),
    [("this is an absolute DISGRACE, you useless lot!!!", "angry"), ("my father died last week", "sad")],
)
async def test_how_they_felt_is_known_to_the_person_who_comes(
    nadia: Customer, desk: Desk, told: str, mood: str
) -> None:
    """The gravest mood of the encounter stands in the brief, however calmly a person is asked for."""
    await nadia.says(told)
    await nadia.says("a person please")
    desk.takes(nadia)
    assert desk.brief(nadia).mood == mood


async def test_who_waits_hears_their_place_and_may_stop(nadia: Customer, house: House, desk: Desk) -> None:
    """The second to ask hears who is ahead; "Never mind" ends the waiting, and the first is still there."""
    house.wait(days=2)
    kwame = house.customer("kwame")
    assert "you are next" in await kwame.says("I want to talk to a person")
    await nadia.says("my third teapot came broken")
    assert "1 ahead of you" in await nadia.says("I want to talk to a person")
    assert "nobody comes" in await nadia.chooses("Never mind")
    assert house.memory.owners.of(desk.conversation(nadia)).owner == "assistant"
    assert house.memory.owners.of(desk.conversation(kwame)).owner == "waiting"


async def test_what_is_told_can_be_said_in_other_words(nadia: Customer, desk: Desk) -> None:
    """The button “Change that” asks, and the next words are told instead of all before."""
    await nadia.says("my third teapot came broken")
    await nadia.says("I want to talk to a person")
    assert "What shall I tell them instead?" in await nadia.chooses("Change that")
    case = desk.case(nadia)
    assert case.retelling is True


async def test_who_waits_may_ask_how_long(nadia: Customer, house: House) -> None:
    """With the desk closed they hear when it opens, and nobody is said to be on the way."""
    await nadia.says("a real person please")
    assert "the desk opens on Monday 23 November at 09:00" in await nadia.says("how long will that take")
    house.wait(days=2)
    assert "Someone is on the way; you are next" in await nadia.says("and when will someone come?")


@pytest.mark.parametrize("asked", ["when will i hear", "how long will that take", "when will that be"])
async def test_when_an_answer_comes_is_what_was_promised(nadia: Customer, asked: str) -> None:
    """And no parcel."""
    await nadia.says("this really isnt good enough, nobody answers me")
    assert "by Monday 23 November at 15:00" in await nadia.says(asked)


async def test_sort_it_joins_the_complaint(nadia: Customer) -> None:
    """Not to be apologised to lets go of nothing."""
    await nadia.says("i'm fed up with you lot, wrong colour trainers again")
    assert "I've added that to it" in await nadia.says("dont apologise just sort it")
