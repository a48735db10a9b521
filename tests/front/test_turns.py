"""Turns: what a customer sees of the worker, with a real memory and an engine that does as it is told."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from bot.front.live import Live
from bot.front.taking import LIVES, ReadTail
from bot.front.turns import Turns
from store import Door, InboundMessage, NewReply, StoreUnavailable, Turn, TurnOutcome
from store.handoff import Event
from tests.store.store_house import House
from tests.store.talk import a_talk

Answer = Callable[[Turn, ReadTail], Awaitable[TurnOutcome]]


async def echo(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
    return TurnOutcome(replies=(NewReply(text=f"You said {turn.text}."),), events=({"event": "user"},))


@dataclass
class Told:
    """An engine that answers as it is told, and remembers in what order it was asked."""

    answer: Answer = echo
    asked: list[str] = field(default_factory=list)

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        self.asked.append(turn.text)
        return await self.answer(turn, read_tail)

    def forget(self, conversation: str) -> None:
        self.asked.clear()


@pytest.fixture
def door() -> Iterator[Door]:
    opened = Door()
    yield opened
    opened.close()


@asynccontextmanager
async def at_work(house: House, door: Door, engine: Told, **more: object) -> AsyncIterator[Turns]:
    turns = Turns(memory=house.memory, door=door, engine=engine, live=Live(), **more)
    async with turns.running():
        yield turns


def delivered(house: House) -> list[str]:
    """What is due to be sent on the channel now."""
    talk = a_talk(house)
    talk.time.seconds = time.time() + 3600  # long after any request has stopped waiting
    talk.conversations.release_held()
    return talk.due()


def a_message(text: str = "hello", id: str = "m1", address: str = "8812") -> InboundMessage:
    return InboundMessage(channel="telegram", account="main", message_id=id, address=address, text=text)


async def test_a_waiting_request_has_the_replies_and_the_outbox_has_not(house: House, door: Door) -> None:
    """Replies that a waiting request took are not delivered a second time."""
    async with at_work(house, door, Told()) as turns:
        accepted, outcome = await turns.accept_and_wait(a_message(), 10)
    assert (outcome.status, [reply.text for reply in outcome.replies]) == ("answered", ["You said hello."])
    assert delivered(house) == []
    again = house.memory.conversations.outcome(accepted.turn)
    assert again is not None and again.replies == outcome.replies


async def test_what_nobody_waited_for_goes_to_the_outbox(house: House, door: Door) -> None:
    """A request that gave up, or never waited, finds its replies in the channel's outbox."""
    go = asyncio.Event()

    async def slowly(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        await go.wait()
        return await echo(turn, read_tail)

    async with at_work(house, door, Told(slowly)) as turns:
        _, outcome = await turns.accept_and_wait(a_message(), 0.05)
        assert outcome.status == "pending"
        async with turns.live.subscribe("channel:telegram") as news:
            go.set()
            await anext(news)
    assert delivered(house) == ["You said hello."]


async def test_one_conversation_in_order_others_beside_it(house: House, door: Door) -> None:
    """A customer's messages are answered one at a time and in order while another customer is served."""
    go, running = asyncio.Event(), []

    async def one_at_a_time(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        running.append(turn.conversation)
        assert len(set(running)) == len(running), "two turns of one conversation at once"
        if turn.text == "first":
            await go.wait()
        running.remove(turn.conversation)
        return await echo(turn, read_tail)

    engine = Told(one_at_a_time)
    async with at_work(house, door, engine) as turns:
        for number, text in enumerate(("first", "second", "third")):
            await turns.accept(a_message(text, id=str(number)))
        await turns.accept_and_wait(a_message("other", id="o", address="77"), 10)
        assert "second" not in engine.asked
        go.set()
        await turns.accept_and_wait(a_message("fourth", id="3"), 10)
    assert [text for text in engine.asked if text != "other"] == ["first", "second", "third", "fourth"]


async def test_quick_messages_wait_for_no_round(house: House, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each of five is taken up as the one before it is done, though nobody looked round for them in an hour."""
    monkeypatch.setattr("bot.front.dispatch.LOOK_SECONDS", 3600.0)
    go = asyncio.Event()

    async def once_all_are_here(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        await go.wait()
        return await echo(turn, read_tail)

    engine = Told(once_all_are_here)
    async with at_work(house, door, engine) as turns:
        for number in range(5):
            await turns.accept(a_message(str(number), id=f"q{number}"))
        go.set()
        await turns.accept_and_wait(a_message("4", id="q4"), 10)
    assert engine.asked == ["0", "1", "2", "3", "4"]


async def test_a_message_behind_nothing_is_taken_as_it_is_stored(house: House, door: Door) -> None:
    """It is leased in the transaction that stores it, and no other worker can have it meanwhile."""
    taken: list[Turn | None] = []

    async def look(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        taken.append(house.memory.conversations.next_turn("another", 30.0))
        return await echo(turn, read_tail)

    async with at_work(house, door, Told(look)) as turns:
        await turns.accept_and_wait(a_message(), 10)
        await turns.accept_and_wait(a_message("again", id="m2"), 10)
    assert taken == [None, None]


async def test_a_request_that_goes_away_leaves_its_message_to_be_answered(house: House, door: Door) -> None:
    """Whoever sent it closed the door while it was being stored; the turn is taken all the same."""
    engine = Told()
    async with at_work(house, door, engine) as turns:
        await turns.accept_and_wait(a_message("first", id="m0"), 10)
        leaving = asyncio.create_task(turns.accept(a_message()))
        await asyncio.sleep(0)
        leaving.cancel()
        await asyncio.wait([leaving])
        _, outcome = await turns.accept_and_wait(a_message(), 10)
    assert outcome.status == "answered" and engine.asked == ["first", "hello"]


async def test_a_failed_turn_is_tried_once_more(house: House, door: Door) -> None:
    """One failure of the engine is not seen by the customer."""

    async def second_time(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        if turn.attempts == 1:
            raise RuntimeError
        return await echo(turn, read_tail)

    async with at_work(house, door, Told(second_time)) as turns:
        _, outcome = await turns.accept_and_wait(a_message(), 10)
    assert [reply.text for reply in outcome.replies] == ["You said hello."]
    assert house.memory.conversations.parked() == ()


async def test_a_turn_that_keeps_failing_is_apologised_for(house: House, door: Door) -> None:
    """The customer hears an apology, operators find the message without its words, the next is answered."""

    async def broken(turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        if turn.text == "my secret":
            raise RuntimeError(turn.text)
        return await echo(turn, read_tail)

    async def sorry(turn: Turn) -> tuple[NewReply, ...]:
        return (NewReply(text="Something went wrong; shall I fetch a person?"),)

    async with at_work(house, door, Told(broken), apology=sorry) as turns:
        _, failed = await turns.accept_and_wait(a_message("my secret"), 10)
        _, answered = await turns.accept_and_wait(a_message("hello", id="m2"), 10)
    assert [reply.text for reply in failed.replies] == ["Something went wrong; shall I fetch a person?"]
    assert [reply.text for reply in answered.replies] == ["You said hello."]
    assert delivered(house) == []
    parked = house.memory.conversations.parked()
    assert len(parked) == 1 and "secret" not in parked[0].reason and "RuntimeError" in parked[0].reason


async def test_a_message_that_ends_its_process_is_given_up_on(house: House, door: Door) -> None:
    """A few may have died beside it; what takes its worker down again and again is not tried for ever."""
    memory = house.memory
    memory.conversations.accept(a_message())
    for _ in range(LIVES):
        assert memory.conversations.next_turn("lost", lease=0.0) is not None
    engine = Told()
    async with at_work(house, door, engine) as turns:
        _, outcome = await turns.accept_and_wait(a_message(), 10)
    assert outcome.status == "answered" and engine.asked == []


async def test_while_a_person_has_it_the_assistant_is_silent(house: House, door: Door) -> None:
    """A message for an agent goes to the desk: the engine is not asked and nothing is said."""
    engine = Told()
    async with at_work(house, door, engine) as turns:
        accepted, _ = await turns.accept_and_wait(a_message(), 10)
        house.memory.owners.move(accepted.conversation, Event.CLAIM, agent="ada")
        _, outcome = await turns.accept_and_wait(a_message("are you there?", id="m2"), 10)
    assert (outcome.status, outcome.replies, engine.asked) == ("with_agent", (), ["hello"])


async def test_the_database_going_away_delays_a_turn_and_loses_nothing(
    house: House, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is away the turn waits; when it is back the answer is stored once."""
    monkeypatch.setattr("bot.front.turns.STORE_AWAY_SECONDS", 0.01)
    away = iter([StoreUnavailable, StoreUnavailable])
    finish = type(house.memory.conversations).finish

    def flaky(self, turn: Turn, outcome: TurnOutcome):
        for error in away:
            raise error
        return finish(self, turn, outcome)

    monkeypatch.setattr(type(house.memory.conversations), "finish", flaky)
    async with at_work(house, door, Told()) as turns:
        accepted, outcome = await turns.accept_and_wait(a_message(), 10)
    assert [reply.text for reply in outcome.replies] == ["You said hello."]
    assert len(house.memory.conversations.transcript(accepted.conversation).items) == 2


async def test_a_repeated_message_has_the_first_ones_outcome(house: House, door: Door) -> None:
    """The same message again: the same replies, and no second turn, however long it waits."""
    engine = Told()
    async with at_work(house, door, engine) as turns:
        _, first = await turns.accept_and_wait(a_message(), 10)
        accepted, again = await turns.accept_and_wait(a_message(), 0.01)
    assert accepted.repeated and again == first and engine.asked == ["hello"]


async def test_who_looks_on_is_told_in_order(house: House, door: Door) -> None:
    """A page that follows a conversation hears each reply as it is stored, and what the house adds."""
    async with at_work(house, door, Told()) as turns:
        accepted, _ = await turns.accept_and_wait(a_message(), 10)
        async with turns.live.subscribe(f"conversation:{accepted.conversation}") as news:
            await turns.say(accepted.conversation, NewReply(text="We close at six.", sender="house"))
            await turns.accept_and_wait(a_message("thanks", id="m2"), 10)
            heard = [await anext(news) for _ in range(3)]
    said = [one["item"].text for one in heard if one["type"] == "item"]
    assert said == [
        "We close at six.",
        "You said thanks.",
    ]
