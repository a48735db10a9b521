"""Turns: messages are stored, then taken one by one within a conversation, side by side between them."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from bot.front.dispatch import LOOK_SECONDS, Dispatch
from bot.front.last_words import LastWords
from bot.front.live import Live
from bot.front.notices import Notice, listen
from bot.front.open_desks import keep_fresh, unsaid
from bot.front.taking import STORE_AWAY_SECONDS, Taking, TurnTaker, Words, no_words
from bot.front.waiting import Waiting, answered_and_gone
from store import (
    Accepted,
    Door,
    InboundMessage,
    Lease,
    Memory,
    NewReply,
    Outcome,
    Reply,
    StoreError,
    StoreUnavailable,
    Turn,
    TurnUnknown,
)

log = structlog.get_logger()

SIDE_BY_SIDE = 8
LEASE_SECONDS = 30.0
Settle = Callable[[Accepted], None]
CHANGED = {"type": "changed"}  # for who looks on: there is something new to read


def process_name() -> str:
    """What the names of all this process's workers begin with."""
    return f"{os.uname().nodename}.{os.getpid()}"


def worker_name() -> str:
    """A name of its own, for the leases that a worker holds."""
    return f"{process_name()}.{secrets.token_hex(4)}"


@dataclass(slots=True, kw_only=True)
class Turns:
    """Accepts messages, has the engine answer them in order, and tells who waits or looks on."""

    memory: Memory
    door: Door
    engine: TurnTaker
    live: Live
    apology: Words = no_words  # to a message that could not be answered
    heed: Words = no_words  # to one that an agent reads, and the house has to obey all the same
    side_by_side: int = SIDE_BY_SIDE
    lease: float = LEASE_SECONDS
    worker: str = field(default_factory=worker_name)
    last_words: LastWords = field(init=False)
    _waiting: Waiting = field(default_factory=Waiting)
    _taking: Taking = field(init=False)
    _dispatch: Dispatch[Turn] = field(init=False)

    def __post_init__(self) -> None:
        self.last_words = LastWords(self.live)
        self._taking = Taking(
            memory=self.memory,
            door=self.door,
            engine=self.engine,
            listeners=self,
            apology=self.apology,
            heed=self.heed,
            lease=self.lease,
            worker=self.worker,
            waiting=self._waiting,
            last_words=self.last_words,
        )
        self._dispatch = Dispatch(self._next, self._taking.take, self.side_by_side)

    async def accept(self, message: InboundMessage, settle: Settle = lambda accepted: None) -> Accepted:
        """Stores a message for good and sees to its turn; raises MessageConflict or StoreUnavailable.

        What belongs to it, such as files, `settle` puts to it before anybody is told.
        """
        return await self._accept(message, 0.0, settle)

    async def accept_and_wait(self, message: InboundMessage, seconds: float) -> tuple[Accepted, Outcome]:
        """As `accept`, and waits up to so many seconds for the outcome; later replies go to the outbox."""
        accepted = await self._accept(message, seconds, lambda accepted: None)
        outcome = None
        if not accepted.repeated or await self._is_pending(accepted.turn):
            outcome = await self._waiting.outcome(accepted.turn, seconds)
        return accepted, outcome or await self._outcome(accepted)

    async def outcome_of_repeat(self, accepted: Accepted) -> Outcome | None:
        """What has become of a message that came before; None for a new one, and while it is being answered."""
        if not accepted.repeated or await self._is_pending(accepted.turn):
            return None
        return await self._outcome(accepted)

    async def say(self, conversation: str, said: NewReply, agent: str | None = None) -> Reply:
        """Says something outside a turn, and tells those who look on; raises NotOwner."""
        reply = await self.door(self.memory.conversations.post, conversation, said, agent)
        thread = await self.door(self.memory.owners.of, conversation)
        self.tell(conversation, thread.channel, (reply,))
        return reply

    def erased(self, conversation: str) -> None:
        """Drops what this process still holds of an erased conversation, and tells who looks on."""
        self.engine.forget(conversation)
        self.live.publish(f"conversation:{conversation}", {"type": "forgotten"})
        self._tell_desk(conversation)

    def stale(self, conversation: str) -> None:
        """Tells those who look on to read again."""
        self.live.publish(f"conversation:{conversation}", CHANGED)

    def wake(self) -> None:
        """Looks for messages at once."""
        self._dispatch.expect()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Takes turns for as long as the block lasts; what is under way at its end is finished first."""
        with suppress(StoreUnavailable):  # then leases run out by themselves
            await self.door(self.memory.conversations.release_left, process_name())
        async with asyncio.TaskGroup() as tasks:
            fresh = keep_fresh(self.memory, self.door, self.live)
            works = (self._dispatch.run(), listen(self.memory, self._hear), self._keep_releasing(), fresh)
            running = [tasks.create_task(work) for work in works]
            try:
                yield
            finally:
                await self._dispatch.stop()
                for work in running:
                    work.cancel()

    async def _accept(self, message: InboundMessage, seconds: float, settle: Settle) -> Accepted:
        # shielded: a request that goes away must not leave a turn leased that nobody takes
        return await asyncio.shield(self._stored(message, seconds, settle))

    async def _stored(self, message: InboundMessage, seconds: float, settle: Settle) -> Accepted:
        accepted = await self._stored_and_taken(message, seconds, settle)
        if not accepted.repeated:
            self.live.publish(f"conversation:{accepted.conversation}", CHANGED | {"seq": accepted.seq})
            if accepted.taken is None:
                self.wake()
            elif accepted.taken.owner == "agent":
                self._tell_desk(accepted.conversation)
        return accepted

    async def _stored_and_taken(self, message: InboundMessage, seconds: float, settle: Settle) -> Accepted:
        """With a place free its turn begins at once, unless something is before it in its conversation."""
        accept, taken = partial(self._settled, settle), None
        if not await self._dispatch.reserve():
            return await self.door(accept, message, seconds)
        try:
            accepted = await self.door(accept, message, seconds, Lease(self.worker, self.lease))
            taken = accepted.taken
            if taken is not None:
                self.last_words.note(taken, message.address)
            return accepted
        finally:
            if taken is None:
                self._dispatch.give_back()
            else:
                self._dispatch.start(taken)

    def _settled(self, settle: Settle, message: InboundMessage, seconds: float, lease: Lease | None = None) -> Accepted:
        accepted = self.memory.conversations.accept(message, seconds, lease)
        settle(accepted)
        return accepted

    async def _outcome(self, accepted: Accepted) -> Outcome:
        try:
            return await self.door(self.memory.conversations.take_for_request, accepted.turn)
        except TurnUnknown:
            said = self._taking.take_unsaved(accepted.turn)
            if said is None and not accepted.repeated:
                raise
            return said or answered_and_gone(accepted.conversation)

    async def _is_pending(self, turn: str) -> bool:
        outcome = await self.door(self.memory.conversations.outcome, turn)
        return outcome is not None and outcome.status == "pending"

    async def _next(self) -> Turn | None:
        try:
            return await self.door(self.memory.conversations.next_turn, self.worker, self.lease)
        except StoreError as error:
            log.warning("turns.store_away", kind=type(error).__name__)
            await asyncio.sleep(STORE_AWAY_SECONDS)
            return None

    async def _keep_releasing(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(StoreError):
                await self.door(self.memory.conversations.release_held)

    def tell(self, conversation: str, channel: str, replies: tuple[Reply, ...]) -> None:
        """Tells those who look on what was said."""
        for reply in replies:
            self.live.publish(f"conversation:{conversation}", {"type": "item", "seq": reply.seq, "item": reply})
        self.live.publish(f"channel:{channel}", CHANGED)
        self._tell_desk(conversation)

    def _tell_desk(self, conversation: str) -> None:
        self.live.publish("desk", CHANGED | {"conversation": conversation})

    def _hear(self, notice: Notice) -> None:
        """Another process changed something."""
        if notice.unsaid:
            self.live.publish_here("desk", unsaid(notice.conversation))
        if notice.turn is not None:
            self._waiting.end(notice.turn)
        self.live.publish(f"conversation:{notice.conversation}", CHANGED)
        self.tell(notice.conversation, notice.channel, ())
        self.wake()
