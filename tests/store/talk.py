"""Verbs for tests about conversations: a customer writes, a worker answers, real time passes by hand."""

from dataclasses import dataclass, replace

from store import Choice, InboundMessage, Memory, NewReply, Turn, TurnOutcome
from store.memory.conversations import Conversations
from store.memory.outbox import Outbox
from tests.store.store_house import House

LEASE = 30.0


@dataclass
class RealTime:
    """Seconds of real time, set by hand."""

    seconds: float = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class Talk:
    """A memory whose real time is in hand, and the verbs of both sides."""

    house: House
    time: RealTime
    conversations: Conversations
    outbox: Outbox

    @property
    def memory(self) -> Memory:
        return self.house.memory

    def write(self, text: str = "hello", id: str = "m1", wait: float = 0.0, **more: object):
        return self.conversations.accept(a_message(text, id, **more), wait)

    def take(self, worker: str = "w1") -> Turn:
        turn = self.conversations.next_turn(worker, LEASE)
        assert turn is not None, "nothing to take"
        return turn

    def idle(self) -> bool:
        return self.conversations.next_turn("w0", LEASE) is None

    def answer(self, *texts: str, turn: Turn | None = None, **more: object):
        turn = turn or self.take()
        return self.conversations.finish(turn, an_outcome(*(texts or ("Hi.",)), **more))

    def transcript(self, conversation: str) -> list[tuple[str, str]]:
        return [(item.sender, item.text) for item in self.conversations.transcript(conversation).items]

    def due(self, lease: float = 60.0, account: str = "main") -> list[str]:
        return [item.reply.text for item in self.outbox.take_due([("telegram", account)], lease)]


def a_talk(house: House) -> Talk:
    time = RealTime()
    return Talk(house, time, Conversations(house.memory.store, time), Outbox(house.memory.store, time))


def a_message(text: str = "hello", id: str = "m1", **more: object) -> InboundMessage:
    message = InboundMessage(channel="telegram", account="main", message_id=id, address="8812", text=text)
    return replace(message, **more)


def an_outcome(*texts: str, choices: tuple[Choice, ...] = (), **more: object) -> TurnOutcome:
    replies = tuple(NewReply(text=text, choices=choices) for text in texts)
    return replace(TurnOutcome(replies=replies, events=()), **more)


def events(*names: str) -> tuple[dict[str, str], ...]:
    return tuple({"event": name} for name in names)


def settled(outbox: Outbox, channel: str, limit: int = 10):
    """What the stream holds once no transaction anywhere on the server is older than it."""
    while True:
        page = outbox.stream(channel, limit=limit)
        if page.items:
            return page
