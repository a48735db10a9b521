"""What is done at the desk: each method is one transaction, on record, and only by whom it belongs to."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, insert, or_, select, update

from store import desk_rules, summary
from store.desk import Agent, AtHand, Case, NewCase, Note, Presence, SummaryLine, TakenBack
from store.errors import NotAllowed, NotOwner, OwnershipConflict, TooLong
from store.handoff import Event, Owner
from store.masking import mask
from store.memory import balance, desk_agents, desk_cases, desk_queue, factrows, owners, promises, speaking
from store.memory.desk_closing import had_to_repeat
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread, thread_of
from store.promises import DESK, PromiseState
from store.tables.base import new_id
from store.tables.conversations import ConversationRow, HandoffRow
from store.tables.desk import AgentRow, NoteRow
from store.tables.memory import FactRow
from store.tables.records import PromiseRow
from store.values import NewReply, Once, Reader, Sensitivity, Thread

LONGEST = 4_000  # characters, as everywhere in the contract

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
_CONFIDE = (
    update(FactRow).where(FactRow.id == bindparam("fact")).values(sensitivity=Sensitivity.CONFIDENCE.value)
)
_NOTE = insert(NoteRow)
_CALLED = select(NoteRow.mentions).where(
    NoteRow.conversation_id == bindparam("conversation"), NoteRow.at >= bindparam("since")
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
        return self._end(conversation, Event.CANCEL)

    def time_out(self, conversation: str, due_at: datetime | None = None, notice: NewReply | None = None) -> Thread:
        """Ends the waiting because nobody came in time; by `due_at` somebody writes instead, as `notice` says."""
        with self.store.transaction() as tx:
            moved = _ended(tx, conversation, Event.TIMEOUT)
            case = desk_cases.latest(tx, conversation)
            if due_at is not None:
                what = case.reason if case is not None else ""
                promises.promise_waiting(tx, thread_of(tx, conversation), what, due_at, "assistant")
            if notice is not None:
                speaking.post(tx, conversation, notice, None, self.real(), outreach=False)
            return moved

    def claim(self, conversation: str, agent: Agent, greeting: NewReply | None = None) -> Thread:
        """Takes a waiting conversation, and says so in it; of two at once one wins, the other has OwnershipConflict."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.owner == Owner.ASSISTANT:
                raise NotAllowed("Nobody has asked for a person in this conversation.")
            desk_agents.lock(tx, agent.id)
            room = desk_rules.may_take(agent, desk_queue.holding(tx).get(agent.id, 0))
            if thread.owner == Owner.WAITING and not room.allowed:
                raise OwnershipConflict(room.reason)
            moved = owners.move(tx, thread, Event.CLAIM, agent=agent.id)
            desk_cases.claimed(tx, desk_cases.standing(tx, thread))
            promises.settle_waiting(tx, thread, Event.CLAIM, agent.id)
            if greeting is not None:
                speaking.post(tx, conversation, greeting, None, self.real(), outreach=False)
            return moved

    def take_up(self, conversation: str, agent: Agent) -> Thread:
        """Opens a conversation again from our side, to keep a promise made there; raises NotAllowed."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            tx.about(customer_of(tx, thread.identity_id))
            if not tx.db.execute(_OWED, {"conversation": conversation, "by": agent.id}).first():
                raise NotAllowed("Nothing is owed in this conversation.")
            moved = owners.move(tx, thread, Event.CLAIM, agent=agent.id)
            desk_cases.claimed(tx, desk_cases.standing(tx, thread))
            return moved

    def answered(self, conversation: str) -> None:
        """Notes that a person has spoken in the open case; what they said is in the transcript already."""
        with self.store.transaction() as tx:
            desk_cases.answered(tx, desk_cases.standing(tx, locked_thread(tx, conversation)))

    def note(self, conversation: str, agent: Agent, text: str) -> Note:
        """Writes an internal note; whoever is named in it with an @ may look at this case."""
        _check_length(text)
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            return add_note(tx, thread, agent, text, self.real())

    def transfer(
        self, conversation: str, agent: Agent, to: Agent | None, department: str = "", note: str = ""
    ) -> Thread:
        """Hands the conversation on, to a colleague or to a department's queue, with a note for them.

        Raises NotOwner, and OwnershipConflict where the colleague is not here or has no room.
        """
        _check_length(note)
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if to is not None and thread.agent == agent.id:
                self._check_may_be_handed(tx, to, agent)
            moved = owners.move(tx, thread, Event.TRANSFER, agent=agent.id, to=to.id if to else None)
            if note:
                add_note(tx, thread, agent, note, self.real())
            if department:
                desk_cases.route(tx, desk_cases.standing(tx, thread), department)
            return moved

    def give_back(self, conversation: str, agent: Agent) -> Thread:
        """Returns the conversation to the assistant."""
        return self._end(conversation, Event.RETURN, agent)

    def resolve(self, conversation: str, agent: Agent) -> Thread:
        """Closes the matter; the encounter ends with it."""
        return self._end(conversation, Event.RESOLVE, agent)

    def overdue(self) -> tuple[str, ...]:
        """Those who have waited longer than the house lets anybody wait, the longest first."""
        with self.store.transaction() as tx:
            since = tx.now - timedelta(minutes=tx.house().desk.wait_minutes)
            rows = tx.db.execute(_OVERDUE, {"now": tx.now, "since": since})
            return tuple(rows.scalars())

    def take_back(self) -> tuple[TakenBack, ...]:
        """Puts into the queue again what was held by agents who left, were deleted, or are lost."""
        with self.store.transaction() as tx:
            lost = self.real() - tx.house().desk.lost_minutes * 60
            held = tx.db.execute(_OWNED).all()
            gone = [row for row in held if _has_left(row, lost)]
            for row in gone:
                thread = locked_thread(tx, row.id)
                if thread.agent == row.agent:
                    owners.move(tx, thread, Event.TRANSFER, agent=row.agent)
            return tuple(TakenBack(row.id, row.name) for row in gone)

    def mark_confidence(self, at_hand: AtHand, fact: str, agent: Agent) -> None:
        """Makes a fact a confidence: no agent sees it any more, the assistant only after its own yes."""
        with self.store.transaction() as tx:
            known = factrows.load(tx, at_hand.thread.customer, fact)
            tx.db.execute(_CONFIDE, {"fact": known.id})
            audit(tx, thread_of(tx, at_hand.thread.id), agent, "fact.confide", (known.id,))

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

    def _end(self, conversation: str, event: Event, agent: Agent | None = None) -> Thread:
        with self.store.transaction() as tx:
            return _ended(tx, conversation, event, agent)


def _ended(tx: Transaction, conversation: str, event: Event, agent: Agent | None = None) -> Thread:
    thread = locked_thread(tx, conversation)
    moved = owners.move(tx, thread, event, agent=agent.id if agent else None)
    if event in (Event.CANCEL, Event.TIMEOUT):
        promises.settle_waiting(tx, thread, event, DESK)
    case = desk_cases.latest(tx, conversation)
    if case is not None and event is Event.RESOLVE:
        balance.add(tx, case.identity, balance.GIVEN, "help", conversation)
    if case is not None:
        desk_cases.close(tx, case, event.value, repeated=had_to_repeat(tx, thread, case))
    return moved


def access_case(tx: Transaction, conversation: str, agent: Agent) -> Row[Any]:
    """The conversation, for those who may see its case now; raises NotOwner, ConversationUnknown."""
    thread = thread_of(tx, conversation)
    if thread.owner == Owner.ASSISTANT:
        raise NotOwner("Nobody at the desk has this conversation now.")
    looked = desk_rules.may_look(agent, thread.agent, mentioned(tx, thread))
    if not looked.allowed:
        raise NotOwner(looked.reason)
    return thread


def mentioned(tx: Transaction, thread: Row[Any]) -> set[str]:
    """Whom the notes of the open case call in."""
    case = desk_cases.latest(tx, thread.id)
    if case is None or case.closed_at is not None:
        return set()
    notes = tx.db.execute(_CALLED, {"conversation": thread.id, "since": case.opened_at}).scalars()
    return {agent for mentions in notes for agent in mentions.split()}


def add_note(tx: Transaction, thread: Row[Any], agent: Agent, text: str, real: float) -> Note:
    """Writes a note in a conversation, inside an open transaction."""
    text = mask(text)
    called = desk_rules.called_in(text, desk_agents.everyone(tx, real))
    note = Note(id=new_id(), conversation=thread.id, agent=agent.id, text=text, mentions=called, at=tx.now)
    row = {
        "id": note.id,
        "identity_id": thread.identity_id,
        "conversation_id": thread.id,
        "agent": agent.id,
        "mentions": " ".join(called),
        "body": tx.key_of(thread.identity_id).seal(text, note_place(note.id)),
        "at": tx.now,
    }
    tx.db.execute(_NOTE, row)
    audit(tx, thread, agent, "desk.note", subjects=(note.id,))
    return note


def audit(
    tx: Transaction, thread: Row[Any], agent: Agent, action: str, subjects: tuple[str, ...] = ()
) -> None:
    """Puts on record what an agent did or looked at in a conversation."""
    tx.audit(
        action,
        reader=Reader.AGENT,
        customer=customer_of(tx, thread.identity_id),
        identity=thread.identity_id,
        subjects=(thread.id, *subjects),
        actor=agent.id,
    )


def note_place(note: str) -> str:
    """Where a note's words belong."""
    return f"desk_notes.body:{note}"


def _has_left(row: Row[Any], lost: float) -> bool:
    return row.seen_real is None or row.presence == Presence.OFF.value or row.seen_real < lost


def _check_length(text: str) -> None:
    if len(text) > LONGEST:
        raise TooLong
