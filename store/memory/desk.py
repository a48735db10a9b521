"""What is done at the desk: each method is one transaction, on record, and only by whom it belongs to."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from store import desk_rules, summary
from store.desk import Agent, AtHand, Case, Goodbye, Lost, NewCase, Note, Presence, SummaryLine
from store.errors import NotAllowed, OwnershipConflict
from store.handoff import Event, Owner
from store.ledger import Deed
from store.memory import (
    confidences,
    desk_agents,
    desk_cases,
    desk_closing,
    desk_queue,
    outside,
    owners,
    promises,
    speaking,
)
from store.memory.desk_notes import access_case, add_note, audit, check_length
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread, thread_of
from store.promises import DESK, PromiseState
from store.tables.conversations import ConversationRow, HandoffRow
from store.tables.desk import AgentRow
from store.tables.records import PromiseRow
from store.values import Aside, NewReply, Once, Thread

_OWNED = (
    select(ConversationRow.id, ConversationRow.agent, AgentRow.name, AgentRow.seen_real, AgentRow.presence)
    .outerjoin(AgentRow, AgentRow.id == ConversationRow.agent)
    .where(ConversationRow.owner == Owner.AGENT.value)
)
# Who was handed back into the queue waits anew, whatever was said of the first asking.
_OVERDUE = (
    select(ConversationRow.id)
    .join(HandoffRow, HandoffRow.id == ConversationRow.handoff_id)
    .where(
        ConversationRow.owner == Owner.WAITING.value,
        HandoffRow.due_at <= bindparam("now"),
        ConversationRow.owner_since <= bindparam("since"),
    )
    .order_by(HandoffRow.due_at)
)
_OWED = select(PromiseRow.id).where(
    PromiseRow.conversation_id == bindparam("conversation"),
    PromiseRow.state == PromiseState.OPEN.value,
    or_(PromiseRow.owner == DESK, PromiseRow.agent == bindparam("by")),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Handing over, and what agents do. `real` is real time in seconds, for deliveries and lost agents."""

    store: Store
    real: Callable[[], float] = time.time

    def ask(
        self, conversation: str, new: NewCase, due_at: datetime | None = None, once: Once | None = None
    ) -> Thread:
        """Puts a conversation into the queue with what the next person is told; asked again, no change.

        A `due_at` was said to the customer: it goes into the ledger as a promise, which ends with the waiting.
        """
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.owner != Owner.ASSISTANT or tx.done(once):
                return owners.as_thread(tx, thread)
            due = due_at or tx.now + timedelta(minutes=tx.house().desk.wait_minutes)
            moved = owners.move(tx, thread, Event.ASK_HUMAN, reason=new.reason, due_at=due)
            case = desk_cases.open_case(tx, thread, new)
            if due_at is not None:
                promises.promise_waiting(tx, thread, new.reason, due_at)
            tx.mark(once, thread.identity_id, case.id)
            return moved

    def strike(self, conversation: str, line: str) -> Case:
        """Takes one line out of what is told, at the customer's word, in each case that tells it; the newest case.

        Raises NotOwner where nobody was ever asked for.
        """
        with self.store.transaction() as tx:
            locked_thread(tx, conversation)
            for case in desk_cases.of_conversation(tx, conversation):
                if any(one.id == line for one in case.lines):
                    desk_cases.retell(tx, case, summary.struck(case.lines, line))
            return desk_cases.last(tx, conversation)

    def tell_more(self, conversation: str, words: str, message: str) -> Case:
        """Tells what was said while waiting, where until then no more than a person was asked for; the case."""
        with self.store.transaction() as tx:
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            if not summary.only_called(case):
                return case
            line = SummaryLine(id=message, text=summary.in_brief(words), message=message)
            return desk_cases.retell(tx, case, [line])

    def expect_words(self, conversation: str) -> Case:
        """Waits for the words that are to be told instead."""
        with self.store.transaction() as tx:
            return desk_cases.expect_words(tx, desk_cases.standing(tx, locked_thread(tx, conversation)))

    def retell(self, conversation: str, words: str, message: str) -> Case:
        """Tells this, in the customer's own words, instead of every line before."""
        with self.store.transaction() as tx:
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            gone = [replace(line, text="", struck=True) for line in case.lines]
            fresh = SummaryLine(id=message, text=words, message=message)
            return desk_cases.retell(tx, case, [*gone, fresh])

    def cancel(self, conversation: str) -> Thread:
        """Ends the waiting at the customer's word; raises OwnershipConflict when a person has come."""
        with self.store.transaction() as tx:
            return desk_closing.end(tx, conversation, Event.CANCEL)

    def time_out(self, conversation: str, due_at: datetime | None = None, notice: NewReply | None = None) -> Thread:
        """Ends the waiting because nobody came in time; by `due_at` somebody writes instead, as `notice` says."""
        with self.store.transaction() as tx:
            moved = desk_closing.end(tx, conversation, Event.TIMEOUT)
            case = desk_cases.latest(tx, conversation)
            if due_at is not None:
                what = case.reason if case is not None else ""
                promises.promise_waiting(tx, thread_of(tx, conversation), what, due_at, "assistant")
            self._tell(tx, conversation, notice)
            return moved

    def claim(self, conversation: str, agent: Agent, greeting: NewReply | None = None) -> Thread:
        """Takes a waiting conversation, and says so in it; of two at once one wins, the other has OwnershipConflict.

        Whoever has it already keeps it, and nothing is said again.
        """
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.agent == agent.id:
                return owners.as_thread(tx, thread)
            if thread.owner == Owner.ASSISTANT:
                raise NotAllowed("Nobody has asked for a person in this conversation.")
            desk_agents.lock(tx, agent.id)
            room = desk_rules.may_take(agent, desk_queue.holding(tx).get(agent.id, 0))
            if thread.owner == Owner.WAITING and not room.allowed:
                raise OwnershipConflict(room.reason)
            moved = owners.move(tx, thread, Event.CLAIM, agent=agent.id)
            desk_cases.claimed(tx, desk_cases.standing(tx, thread))
            promises.settle_waiting(tx, thread, Event.CLAIM, agent.id)
            self._tell(tx, conversation, greeting)
            return moved

    def take_up(self, conversation: str, agent: Agent, greeting: NewReply | None = None) -> Thread:
        """Opens a conversation again from our side, to keep a promise made there; raises NotAllowed."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            tx.about(customer_of(tx, thread.identity_id))
            if not tx.db.execute(_OWED, {"conversation": conversation, "by": agent.id}).first():
                raise NotAllowed("Nothing is owed in this conversation.")
            moved = owners.move(tx, thread, Event.CLAIM, agent=agent.id)
            desk_cases.claimed(tx, desk_cases.standing(tx, thread))
            self._tell(tx, conversation, greeting)
            return moved

    def answered(self, conversation: str) -> None:
        """Notes that a person has spoken in the open case; what they said is in the transcript already."""
        with self.store.transaction() as tx:
            desk_cases.answered(tx, desk_cases.standing(tx, locked_thread(tx, conversation)))

    def note(self, conversation: str, agent: Agent, text: str) -> Note:
        """Writes an internal note; whoever is named in it with an @ may look at this case."""
        check_length(text)
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            return add_note(tx, thread, agent, text, self.real())

    def transfer(
        self,
        conversation: str,
        agent: Agent,
        to: Agent | None,
        department: str = "",
        note: str = "",
        notice: NewReply | None = None,
    ) -> Thread:
        """Hands the conversation on, to a colleague or to a department's queue, with a note; `notice` says so in it.

        Raises NotOwner, and OwnershipConflict where the colleague is not here or has no room.
        """
        check_length(note)
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if to is not None and thread.agent == agent.id:
                self._check_may_be_handed(tx, to, agent)
            moved = owners.move(tx, thread, Event.TRANSFER, agent=agent.id, to=to.id if to else None)
            if note:
                add_note(tx, thread, agent, note, self.real())
            if department:
                desk_cases.route(tx, desk_cases.standing(tx, thread), department)
            self._tell(tx, conversation, notice)
            return moved

    def give_back(self, conversation: str, agent: Agent, goodbye: Goodbye | None = None) -> Thread:
        """Returns the conversation to the assistant, and says so in it."""
        return self._end(conversation, Event.RETURN, agent, goodbye)

    def resolve(self, conversation: str, agent: Agent, goodbye: Goodbye | None = None) -> Thread:
        """Closes the matter, and says so; the encounter ends with it."""
        return self._end(conversation, Event.RESOLVE, agent, goodbye)

    def overdue(self) -> tuple[str, ...]:
        """Those who have waited longer than the house lets anybody wait, the longest first."""
        with self.store.transaction() as tx:
            since = tx.now - timedelta(minutes=tx.house().desk.wait_minutes)
            rows = tx.db.execute(_OVERDUE, {"now": tx.now, "since": since})
            return tuple(rows.scalars())

    def lost(self) -> tuple[Lost, ...]:
        """What is held by agents who left, were deleted, or were not heard of for too long."""
        with self.store.transaction() as tx:
            return tuple(Lost(row.id, row.name) for row in self._lost(tx))

    def take_back(self, conversation: str, notice: NewReply | None = None) -> Thread:
        """Puts into the queue again what such an agent held, as `notice` says; raises OwnershipConflict."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if conversation not in (row.id for row in self._lost(tx)):
                raise OwnershipConflict("Whoever has this conversation is there.")
            moved = owners.move(tx, thread, Event.TRANSFER, agent=thread.agent)
            self._tell(tx, conversation, notice)
            return moved

    def mark_confidence(self, at_hand: AtHand, fact: str, agent: Agent, notice: Aside | None = None) -> None:
        """Makes a fact a confidence: no agent sees it any more, nor the message that told it.

        The assistant uses it only after its own yes, and no older backup makes it less than one.
        """
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            thread = locked_thread(tx, at_hand.thread.id)
            confidences.mark(tx, at_hand.thread.customer, fact)
            look = audit(tx, thread, agent, "fact.confide", (fact,))
            outside.write_taken_back(tx, Deed.CONFIDED, look, at_hand.thread.customer, [fact])
            speaking.tell(tx, notice)

    def holding(self) -> Mapping[str, int]:
        """How many conversations each agent has in hand, by the agent's id."""
        with self.store.transaction() as tx:
            return desk_queue.holding(tx)

    def _check_may_be_handed(self, tx: Transaction, to: Agent, by: Agent) -> None:
        desk_agents.lock(tx, to.id)
        now = next((one for one in desk_agents.everyone(tx, self.real()) if one.id == to.id), to)
        room = desk_rules.may_be_handed(now, desk_queue.holding(tx).get(to.id, 0), by)
        if not room.allowed:
            raise OwnershipConflict(room.reason)

    def _lost(self, tx: Transaction) -> list[Row[Any]]:
        since = self.real() - tx.house().desk.lost_minutes * 60
        return [row for row in tx.db.execute(_OWNED) if _has_left(row, since)]

    def _end(self, conversation: str, event: Event, agent: Agent, goodbye: Goodbye | None) -> Thread:
        with self.store.transaction() as tx:
            moved = desk_closing.end(tx, conversation, event, agent.id)
            if goodbye is not None:
                self._tell(tx, conversation, *desk_closing.part(tx, conversation, goodbye))
            return moved

    def _tell(self, tx: Transaction, conversation: str, *notices: NewReply | None) -> None:
        for notice in notices:
            if notice is not None:
                speaking.post(tx, conversation, notice, None, self.real(), outreach=False)


def _has_left(row: Row[Any], lost: float) -> bool:
    return row.seen_real is None or row.presence == Presence.OFF.value or row.seen_real < lost
