"""Conversation events for other systems, through a real RabbitMQ, over a line that can be cut."""

import asyncio
import json
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import aio_pika
import pytest
from aio_pika.abc import AbstractIncomingMessage, AbstractQueue
from sqlalchemy import text

from bot.front.broker import Broker
from bot.front.live import Live
from store import Door, InboundMessage, Listeners, Memory, NewReply, TurnOutcome, open_memory
from store.handoff import Event
from store.keys import HouseKey, new_key
from store.values import Assurance, Moment
from tests.front.wires import Wire
from tests.store.store_house import HouseClock

PORT = 5672
ADDRESS = "amqp://guest:guest@127.0.0.1:{port}/"


@dataclass
class Listener:
    """Another system, with a queue of its own."""

    exchange: str
    queue: AbstractQueue
    wire: Wire
    heard: list[AbstractIncomingMessage] = field(default_factory=list)

    async def hears(self, *kinds: str) -> list[dict[str, Any]]:
        """The next new events, which must be of these kinds in this order; ones heard before don't count."""
        found: list[dict[str, Any]] = []
        while len(found) < len(kinds):
            message = await self._next()
            if message.message_id not in {one.message_id for one in self.heard}:
                found.append(json.loads(message.body))
            self.heard.append(message)
        assert [event["type"].rpartition(".")[2] for event in found] == list(kinds)
        return found

    async def _next(self) -> AbstractIncomingMessage:
        async with asyncio.timeout(20):
            async with self.queue.iterator() as messages:
                async for message in messages:
                    await message.ack()
                    return message
        raise AssertionError

    def everything(self) -> bytes:
        return b"".join(
            b" ".join((m.body, repr(m.headers).encode(), str(m.routing_key).encode(), str(m.message_id).encode()))
            for m in self.heard
        )


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    try:
        connection = await aio_pika.connect(ADDRESS.format(port=PORT), timeout=5)
    except OSError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip("no RabbitMQ at 127.0.0.1:5672 that knows guest")
    name, wire = f"shoebox-test-{uuid4().hex}", Wire(PORT)
    await wire.mend()
    async with connection:
        channel = await connection.channel()
        exchange = await channel.declare_exchange(name, aio_pika.ExchangeType.TOPIC, durable=True)
        queue = await channel.declare_queue(name, auto_delete=False)
        await queue.bind(exchange, "conversation.#")
        yield Listener(name, queue, wire)
        await wire.cut()
        await queue.delete(if_unused=False, if_empty=False)
        await exchange.delete()


@pytest.fixture
def memory(database_url: str, tmp_path: Path) -> Iterator[Memory]:
    key, ledger = HouseKey(new_key()), tmp_path / "erasures.jsonl"
    memory = open_memory(database_url, key, HouseClock(), ledger, listeners=Listeners.BROKER)
    yield memory
    memory.close()


@asynccontextmanager
async def publishing(memory: Memory, listener: Listener) -> AsyncIterator[None]:
    door = Door()
    broker = Broker(ADDRESS.format(port=listener.wire.port), listener.exchange, memory, door, Live())
    async with broker.running():
        yield
    door.close()


def say(memory: Memory, text: str = "CANARY said", id: str = "m1") -> str:
    message = InboundMessage(
        channel="telegram", account="main", message_id=id, address="CANARY-8812", text=text, name="CANARY name"
    )
    return memory.conversations.accept(message).conversation


def answer(memory: Memory) -> None:
    turn = memory.conversations.next_turn("worker", 30)
    assert turn is not None
    memory.conversations.finish(turn, TurnOutcome(replies=(NewReply(text="CANARY answered"),), events=()))


def waiting(memory: Memory) -> int:
    with memory.store.transaction() as tx:
        return int(tx.db.execute(text("SELECT count(*) FROM news")).scalar_one())


async def test_other_systems_hear_what_happened_in_order_by_ids_alone(memory: Memory, listener: Listener) -> None:
    """Message, answer, each step of a handoff, words of a person: one CloudEvent each, by ids and kinds alone."""
    agents = [{"name": "Eva", "email": "eva@larkin.example", "password": "a long password", "role": "agent"}]
    memory.agents.enrol(agents)
    (eva,) = memory.agents.all()
    async with publishing(memory, listener):
        conversation = say(memory)
        answer(memory)
        memory.owners.move(conversation, Event.ASK_HUMAN, reason="CANARY reason")
        memory.owners.move(conversation, Event.CLAIM, agent=eva.id)
        memory.conversations.post(conversation, NewReply(text="CANARY agent", sender="agent", name="Eva"), eva.id)
        memory.owners.move(conversation, Event.TRANSFER, agent=eva.id)
        memory.owners.move(conversation, Event.TIMEOUT)
        for end in (Event.RETURN, Event.RESOLVE):
            memory.owners.move(conversation, Event.CLAIM, agent=eva.id)
            memory.owners.move(conversation, end, agent=eva.id)
        memory.owners.move(conversation, Event.ASK_HUMAN)
        memory.owners.move(conversation, Event.CANCEL)
        events = await listener.hears("message", "answered", "requested", "accepted", "said", "moved", "failed")
        events += await listener.hears("accepted", "returned", "accepted", "completed", "requested", "cancelled")
    assert {event["subject"] for event in events} == {conversation}
    assert events[0]["data"] == {"conversation": conversation, "channel": "telegram"}
    assert all(event["specversion"] == "1.0" and event["time"] for event in events)
    assert b"CANARY" not in listener.everything() and b"Eva" not in listener.everything()


async def test_a_dead_broker_loses_nothing_and_holds_nobody_up(memory: Memory, listener: Listener) -> None:
    """With the line cut messages are answered as ever; mended, everything comes, in order."""
    await listener.wire.cut()
    async with publishing(memory, listener):
        for number in range(3):
            say(memory, id=f"m{number}")
            answer(memory)
        assert waiting(memory) == 6
        await listener.wire.mend()
        await listener.hears(*["message", "answered"] * 3)
        await listener.wire.cut()
        say(memory, id="after")
        await listener.wire.mend()
        await listener.hears("message")


async def test_what_was_confirmed_is_not_kept(memory: Memory, listener: Listener) -> None:
    """Its row goes; what nobody has confirmed stays over the end of the process."""
    say(memory)
    assert waiting(memory) == 1
    async with publishing(memory, listener):
        await listener.hears("message")
        answer(memory)
        await listener.hears("answered")  # its turn comes once the one before is off the list
        assert waiting(memory) <= 1


async def test_an_erasure_is_told_and_takes_along_what_was_not_told_yet(memory: Memory, listener: Listener) -> None:
    """Other systems learn which conversation is gone, so that theirs can go too; nothing else of it goes out."""
    conversation = say(memory)
    known = memory.people.find("telegram", "CANARY-8812")
    assert known is not None
    moment = Moment(
        now=memory.store.clock(), channel="telegram", identity=known.identity, assurance=Assurance.CHANNEL
    )
    receipt = memory.rights.erase(known.customer, moment)
    assert {place.place: place.found for place in receipt.places}["news"] == 1 and receipt.complete
    async with publishing(memory, listener):
        (event,) = await listener.hears("erased")
    assert event["data"] == {"conversation": conversation, "channel": None}


def test_what_was_undone_is_never_told(memory: Memory) -> None:
    """News is written with the change: without the one there is not the other."""
    say(memory)
    with pytest.raises(Exception, match="other content"):
        say(memory, "CANARY something else")
    assert waiting(memory) == 1


def test_without_a_broker_nothing_is_kept_for_one(house: Any) -> None:
    """Rows that nobody would ever fetch are not written."""
    say(house.memory)
    answer(house.memory)
    assert waiting(house.memory) == 0


async def test_whoever_is_told_to_stop_stops_at_whatever_moment(memory: Memory, listener: Listener) -> None:
    """Also where a cancellation is taken for the line's own failure, as aio-pika does while one opens."""
    taken, lost = asyncio.Event(), []

    async def door(call: Any, *arguments: Any) -> Any:
        taken.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            lost.append(call)
            raise TimeoutError from None

    broker = Broker(ADDRESS.format(port=listener.wire.port), listener.exchange, memory, door, Live())
    async with asyncio.timeout(20):
        async with broker.running():
            await taken.wait()
    assert lost, "the first cancellation was the one that was lost"
