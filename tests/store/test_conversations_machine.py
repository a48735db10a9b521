"""Whatever happens, each message takes effect exactly once and in order: a machine against a plain list."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from store import MessageConflict, StaleTurn, Turn
from store.tables.base import Base
from tests.store.store_house import House
from tests.store.talk import LEASE, Talk, a_talk, an_outcome, events

ADDRESSES = ("8812", "77")
STORY = settings(
    max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)


@dataclass
class Thread:
    """What one conversation should hold: its messages, how many are finished, who holds the next."""

    said: list[str] = field(default_factory=list)
    finished: int = 0
    holder: Turn | None = None
    holds_until: float = 0.0


class Queue(RuleBasedStateMachine):
    """Two customers write and repeat themselves; workers take, finish, give back, die and come back late."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self.talk = talk
        self.threads = {address: Thread() for address in ADDRESSES}
        self.conversations: dict[str, str] = {}
        self.leases: list[tuple[str, Turn]] = []

    @rule(address=st.sampled_from(ADDRESSES))
    def write(self, address: str) -> None:
        thread = self.threads[address]
        text = f"{address}.{len(thread.said)}"
        accepted = self.talk.write(text, text, address=address)
        assert not accepted.repeated
        self.conversations[accepted.conversation] = address
        thread.said.append(text)

    @precondition(lambda self: self.conversations)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        address = data.draw(st.sampled_from(sorted(self.conversations.values())))
        text = data.draw(st.sampled_from(self.threads[address].said))
        assert self.talk.write(text, text, address=address).repeated
        with pytest.raises(MessageConflict):
            self.talk.write(text + "!", text, address=address)

    @rule(worker=st.sampled_from(("w1", "w2")))
    def take(self, worker: str) -> None:
        turn = self.talk.conversations.next_turn(worker, LEASE)
        free = [address for address, thread in self.threads.items() if self.is_free(thread)]
        if turn is None:
            assert not free, "something could have been taken"
            return
        address = self.conversations[turn.conversation]
        thread = self.threads[address]
        assert address in free, "it was somebody else's"
        assert turn.text == thread.said[thread.finished], "it was not the oldest"
        thread.holder, thread.holds_until = turn, self.talk.time() + LEASE
        self.leases.append((address, turn))

    @precondition(lambda self: self.leases)
    @rule(data=st.data(), how=st.sampled_from(("finish", "park", "retry", "renew")))
    def end(self, data: st.DataObject, how: str) -> None:
        address, turn = data.draw(st.sampled_from(self.leases))
        thread = self.threads[address]
        mine = thread.holder is turn
        try:
            self.do(how, turn)
        except StaleTurn:
            assert not mine, "its own turn was refused"
            return
        assert mine, "a turn that was not its own was accepted"
        if how in ("finish", "park"):
            thread.finished, thread.holder = thread.finished + 1, None
        if how == "retry":
            thread.holds_until = self.talk.time() + 1
        if how == "renew":
            thread.holds_until = self.talk.time() + LEASE

    def do(self, how: str, turn: Turn) -> None:
        conversations = self.talk.conversations
        if how == "finish":
            conversations.finish(turn, an_outcome(f"re {turn.text}", events=events("user", turn.text)))
        if how == "park":
            conversations.park(turn, "broken", an_outcome(f"re {turn.text}").replies)
        if how == "retry":
            conversations.retry(turn, 1)
        if how == "renew":
            conversations.renew(turn, "w", LEASE)

    @rule(seconds=st.sampled_from((1.0, LEASE)))
    def time_passes(self, seconds: float) -> None:
        """Long enough that whoever died is given up on."""
        self.talk.time.pass_by(seconds)

    def is_free(self, thread: Thread) -> bool:
        open_ones = thread.finished < len(thread.said)
        return open_ones and (thread.holder is None or thread.holds_until <= self.talk.time())

    @invariant()
    def each_message_once_and_in_order(self) -> None:
        for conversation, address in self.conversations.items():
            thread, items = self.threads[address], self.talk.transcript(conversation)
            assert [text for sender, text in items if sender == "customer"] == thread.said
            replies = [text for sender, text in items if sender != "customer"]
            assert replies == [f"re {text}" for text in thread.said[: thread.finished]]
            told = [e["event"] for e in self.talk.memory.trackers.tail(conversation).events]
            answered = [name for name in told if name != "user"]
            assert answered == [text for text in thread.said if text in set(answered)], "events out of order"

    def teardown(self) -> None:
        """In the end everything is answered, however the story went."""
        self.talk.time.pass_by(LEASE)
        while turn := self.talk.conversations.next_turn("last", LEASE):
            self.do("finish", turn)
            self.threads[self.conversations[turn.conversation]].finished += 1
        assert all(thread.finished == len(thread.said) for thread in self.threads.values())
        self.each_message_once_and_in_order()
        self.each_reply_goes_out_once()
        empty(self.talk)

    def each_reply_goes_out_once(self) -> None:
        sent: list[str] = []
        while due := self.talk.outbox.take_due([("telegram", "main")], LEASE):
            sent += [item.reply.text for item in due]
            for item in due:
                self.talk.outbox.report(item.id, "sent")
        for address, thread in self.threads.items():
            assert [text for text in sent if text.startswith(f"re {address}.")] == [
                f"re {one}" for one in thread.said
            ]


def empty(talk: Talk) -> None:
    """Every table but the history of the schema."""
    with talk.memory.store.engine.begin() as db:
        for table in reversed(Base.metadata.sorted_tables):
            db.execute(table.delete())


def test_each_message_takes_effect_exactly_once_and_in_order(house: House) -> None:
    """Through repeats, deaths, late answers and retries, on both databases."""
    run_state_machine_as_test(lambda: Queue(a_talk(house)), settings=STORY)
