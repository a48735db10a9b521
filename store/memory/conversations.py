"""Conversations at the memory's door: each method is one transaction."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from store.handoff import Owner, Standing
from store.memory import apart, encounters, intake, outcomes, speaking, transcript, turns
from store.memory.store import Store
from store.memory.threads import thread_of
from store.tables.conversations import ConversationRow
from store.tables.people import Identity
from store.values import (
    Accepted,
    Choice,
    InboundMessage,
    Lease,
    NewReply,
    Outcome,
    Page,
    Parked,
    Reply,
    Turn,
    TurnOutcome,
)

_OF_CUSTOMER = (
    select(ConversationRow.id)
    .join(Identity, Identity.id == ConversationRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"))
    .order_by(ConversationRow.id)
)

HELD_AFTER_WAIT = 5.0  # seconds that replies stay for a request that may still be on its way to take them


@dataclass(frozen=True, slots=True)
class Conversations:
    """Messages in, turns, replies and their way out. `real` is real time in seconds, for leases."""

    store: Store
    real: Callable[[], float] = time.time

    def accept(self, message: InboundMessage, wait: float = 0.0, lease: Lease | None = None) -> Accepted:
        """Stores a message for good, once; its replies are kept for a request that waits `wait` seconds.

        With a lease its turn is taken in the same transaction, where the conversation has nothing before it.
        Raises MessageConflict when the same id was accepted with other content.
        """
        real = self.real()
        # two first messages of one address, or one message twice at once: the loser finds the winner's rows
        held_until = real + wait + HELD_AFTER_WAIT if wait else None
        return self.store.racing(lambda tx: intake.accept(tx, message, real, held_until, lease))

    def next_turn(self, worker: str, lease: float) -> Turn | None:
        """Leases, for `lease` seconds, the oldest unfinished message of a conversation that nobody holds."""
        with self.store.transaction() as tx:
            return turns.take_next(tx, worker, self.real(), lease)

    def release_left(self, process: str) -> int:
        """Frees what another process, which has ended, had leased, so that its messages need not wait; counts them.

        For the start, where the database serves one process; leases of workers named `process`.… stay.
        """
        with self.store.transaction() as tx:
            return turns.release_left(tx, process, self.real())

    def renew(self, turn: Turn, worker: str, lease: float) -> None:
        """Holds the turn for another `lease` seconds; raises StaleTurn when it is no longer this worker's."""
        with self.store.transaction() as tx:
            turns.held(tx, turn)
            turns.ready_at(tx, turn, self.real() + lease, worker, turn.attempts)

    def finish(self, turn: Turn, outcome: TurnOutcome) -> tuple[Reply, ...]:
        """Stores all that the turn leaves behind, or nothing: StaleTurn when it is another's or was erased.

        Where an agent took the conversation meanwhile the message is left to them and nothing is said.
        """
        with self.store.transaction() as tx:
            return turns.finish(tx, turn, outcome, self.real())

    def finish_for_request(self, turn: Turn, outcome: TurnOutcome) -> tuple[Reply, ...]:
        """As `finish`, for a request that waits at this moment: it has the replies, the outbox never will."""
        with self.store.transaction() as tx:
            return turns.finish(tx, turn, outcome, self.real(), by_request=True)

    def to_desk(self, turn: Turn, said: Sequence[NewReply] = ()) -> tuple[Reply, ...] | None:
        """Leaves the message to the agents, with what the house has to say to it.

        None where the assistant has the conversation by now: the message is queued again.
        """
        with self.store.transaction() as tx:
            return turns.to_desk(tx, turn, said, self.real())

    def part(self, turn: Turn) -> None:
        """Somebody else than the customer speaks, from this turn on and until the encounter ends; raises StaleTurn."""
        with self.store.transaction() as tx:
            apart.part(tx, turn, turns.held(tx, turn))

    def rejoin(self, turn: Turn) -> None:
        """The customer speaks again, from the next message on; raises StaleTurn."""
        with self.store.transaction() as tx:
            apart.rejoin(tx, turns.held(tx, turn))

    def is_apart(self, identity: str) -> bool:
        """Whether somebody else speaks in one of this identity's conversations at this moment."""
        with self.store.transaction() as tx:
            return apart.is_apart(tx, identity)

    def retry(self, turn: Turn, delay: float) -> None:
        """Gives the message back, to be taken again after `delay` seconds; those behind it wait."""
        with self.store.transaction() as tx:
            turns.held(tx, turn)
            turns.ready_at(tx, turn, self.real() + delay, None, turn.attempts)

    def park(self, turn: Turn, reason: str, apology: Sequence[NewReply] = ()) -> tuple[Reply, ...]:
        """Gives up on a message, says so to the customer, and goes on; `reason` is ours, never content."""
        with self.store.transaction() as tx:
            return turns.park(tx, turn, reason, apology, self.real())

    def outcome(self, turn: str) -> Outcome | None:
        """Where a message stands and what was said to it; None when there is no such message."""
        with self.store.transaction() as tx:
            return outcomes.outcome(tx, turn)

    def take_for_request(self, turn: str) -> Outcome:
        """The outcome for a request that waited: it has the replies, or, when still pending, the outbox will.

        Raises TurnUnknown when the message was erased meanwhile.
        """
        with self.store.transaction() as tx:
            return outcomes.take_for_request(tx, turn)

    def transcript(self, conversation: str, after: int = 0, limit: int = 100) -> Page[Reply]:
        """At most `limit` items in order behind number `after`; raises ConversationUnknown."""
        with self.store.transaction() as tx:
            return transcript.page(tx, thread_of(tx, conversation), after, limit)

    def look(self, conversation: str, after: int = 0, limit: int = 100) -> tuple[Page[Reply], Standing]:
        """As `transcript`, and who has the conversation at that moment."""
        with self.store.transaction() as tx:
            thread = thread_of(tx, conversation)
            return transcript.page(tx, thread, after, limit), Standing(Owner(thread.owner), thread.agent)

    def of_customer(self, customer: str) -> tuple[str, ...]:
        """The ids of all conversations of the customer; empty for one who is unknown or erased."""
        with self.store.transaction() as tx:
            return tuple(tx.db.execute(_OF_CUSTOMER, {"customer": customer}).scalars())

    def offered(self, conversation: str, choice: str) -> Choice | None:
        """The choice with this id, if it was offered lately; raises ConversationUnknown."""
        with self.store.transaction() as tx:
            return transcript.chosen(tx, thread_of(tx, conversation), choice, "")

    def open(self, identity: str, channel: str, account: str) -> str:
        """The id of an identity's conversation on an account, begun where there is none."""
        return self.store.racing(lambda tx: str(intake.open_thread(tx, identity, channel, account).id))

    def post(self, conversation: str, said: NewReply, agent: str | None = None) -> Reply:
        """Says something outside a turn: `agent`'s words, or the house's own.

        Raises NotOwner where this voice must not be heard now: exactly one speaks.
        """
        with self.store.transaction() as tx:
            return speaking.post(tx, conversation, said, agent, self.real(), outreach=False)

    def release_held(self) -> int:
        """Gives the outbox the replies that no waiting request came for, and counts their messages."""
        with self.store.transaction() as tx:
            return outcomes.release_held(tx, self.real())

    def end_silent(self) -> int:
        """Ends the encounters that silence has ended by the house's clock, and counts them."""
        with self.store.transaction() as tx:
            return encounters.end_silent(tx)

    def parked(self) -> tuple[Parked, ...]:
        """The messages given up on, newest first, with the reason and without their words."""
        with self.store.transaction() as tx:
            return outcomes.parked(tx)
