"""What agents look at: the queue, a case's conversation and its brief; each look is on record."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from store import desk_rules
from store.desk import Agent, AtHand, Case, CaseBrief, Gesture, Note, Place, QueueItem, Role, View
from store.errors import NotOwner
from store.handoff import Event, Owner
from store.memory import (
    desk_agents,
    desk_briefs,
    desk_cases,
    desk_gestures,
    desk_hiding,
    desk_queue,
    outbox,
    owners,
    transcript,
)
from store.memory.desk_notes import access_case, audit, note_place
from store.memory.desk_seen import Seen
from store.memory.promises import Promises
from store.memory.recall import recall
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread
from store.tables.conversations import HandoffRow
from store.tables.desk import NoteRow
from store.values import Promise, Purpose, Reader

_NOTES = (
    select(NoteRow)
    .where(NoteRow.conversation_id == bindparam("conversation"), NoteRow.at >= bindparam("since"))
    .order_by(NoteRow.id)
)
_RESOLVED = select(func.max(HandoffRow.id)).where(
    HandoffRow.conversation_id == bindparam("conversation"), HandoffRow.event == Event.RESOLVE.value
)


@dataclass(frozen=True, slots=True)
class Looks:
    """Everything that the desk shows. `real` is real time in seconds, for who is there."""

    store: Store
    real: Callable[[], float] = time.time
    seen: Seen = field(default_factory=Seen)

    def queue(self, agent: Agent) -> tuple[QueueItem, ...]:
        """What waits in this agent's departments and what they have, longest waiting first; on record as it appears."""
        with self.store.transaction() as tx:
            concerning = (item for item in desk_queue.handed(tx) if _concerns(agent, item))
            return self.seen.cases(tx, agent, "desk.queue", concerning)

    def search(self, agent: Agent, words: str) -> tuple[QueueItem, ...]:
        """What of the queue has all these words in its name, reason, channel or department; on record."""
        with self.store.transaction() as tx:
            found = (item for item in desk_queue.handed(tx) if _concerns(agent, item) and desk_rules.holds(item, words))
            return self.seen.cases(tx, agent, "desk.search", found)

    def called(self, agent: Agent) -> tuple[QueueItem, ...]:
        """What colleagues have and ask this agent to look at, longest waiting first; heard of or not."""
        with self.store.transaction() as tx:
            named = desk_queue.called(tx, agent.id)
            at_others = (item for item in desk_queue.handed(tx) if item.agent not in (None, agent.id))
            asked = (item for item in at_others if item.conversation in named)
            return self.seen.cases(tx, agent, "desk.called", asked)

    def at_desk(self) -> frozenset[str]:
        """The ids of the conversations that wait for a person or have one."""
        with self.store.transaction() as tx:
            return desk_queue.ids(tx)

    def place(self, conversation: str) -> Place | None:
        """Where a waiting customer stands in their department, from 1; an estimate while somebody is there for it."""
        with self.store.transaction() as tx:
            waiting = desk_queue.waiting(tx)
            department = waiting.get(conversation)
            if department is None:
                return None
            queue = [one for one, its in waiting.items() if its == department]
            here = desk_rules.there_for(department, desk_agents.everyone(tx, self.real()))
            return desk_rules.place_of(queue.index(conversation) + 1, len(here), tx.house().desk.minutes_each)

    def case(self, conversation: str) -> Case | None:
        """The open case of a conversation, for the house itself; None where there is none."""
        with self.store.transaction() as tx:
            found = desk_cases.latest(tx, conversation)
            return found if found is not None and found.closed_at is None else None

    def struck(self, conversation: str) -> frozenset[str]:
        """The ids of the messages here that the customer struck, for the house itself: told to nobody, ever."""
        with self.store.transaction() as tx:
            return desk_cases.struck_messages(tx, conversation)

    def resolved(self, conversation: str) -> str:
        """The id of the move that last closed a matter here, or none; what is said later has a greater one."""
        with self.store.transaction() as tx:
            return tx.db.execute(_RESOLVED, {"conversation": conversation}).scalar_one() or ""

    def look(self, conversation: str, agent: Agent, after: int = 0, limit: int = 200) -> View:
        """The case's conversation behind item `after`; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            after = max(after, case.from_seq - 1)
            replies = transcript.page(tx, thread, after, limit).items
            secret = desk_hiding.held_back(tx, thread, case)
            audit(tx, thread, agent, "desk.look", tuple(reply.id for reply in replies))
            view = View(
                thread=owners.as_thread(tx, thread),
                case=case,
                items=tuple(desk_hiding.shown(reply, secret) for reply in replies),
                after=replies[-1].seq if replies else after,
                notes=_notes(tx, thread, case),
                gestures=desk_gestures.of_conversation(tx, thread),
                undelivered=outbox.undelivered(tx, thread, case.from_seq),
            )
            moment = desk_briefs.moment_of(tx, thread, agent)
        return desk_hiding.without_what_staff_may_not_know(self.store, view, moment)

    def open_file(self, conversation: str, agent: Agent, file: str, seq: int) -> None:
        """Puts on record that an agent opens a file of item `seq`; raises NotOwner where that is not theirs to see."""
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            items = transcript.between(tx, thread, seq, seq)
            hidden = desk_hiding.held_back(tx, thread, case)
            if seq < case.from_seq or not items or items[0].id in hidden:
                raise NotOwner("This is not shown at the desk.")
            audit(tx, thread, agent, "desk.file", (items[0].id, file))

    def at_hand(self, conversation: str, agent: Agent) -> AtHand:
        """The case in this agent's own hands; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.agent != agent.id:
                raise NotOwner
            case = desk_cases.standing(tx, thread)
            return AtHand(
                thread=owners.as_thread(tx, thread), case=case, moment=desk_briefs.moment_of(tx, thread, agent)
            )

    def said(self, at_hand: AtHand, words: str) -> str | None:
        """The message in this case in which the customer wrote these words, newest first; None if in none.

        What agents are not shown, struck or told in confidence, says nothing here either.
        """
        wanted = " ".join(words.split()).casefold()
        with self.store.transaction() as tx:
            thread = locked_thread(tx, at_hand.thread.id)
            items = transcript.page(tx, thread, at_hand.case.from_seq - 1, desk_hiding.MOST_ITEMS).items
            hidden = desk_hiding.held_back(tx, thread, desk_cases.standing(tx, thread))
        theirs = [item for item in reversed(items) if item.sender == "customer" and item.id not in hidden]
        found = (item.id for item in theirs if wanted and wanted in " ".join(item.text.split()).casefold())
        return next(found, None)

    def promised(self, agent: Agent) -> tuple[Promise, ...]:
        """The promises that the desk or this agent owes: the overdue, and those of the next two weeks."""
        owed = Promises(self.store).open_until(timedelta(days=14))
        with self.store.transaction() as tx:
            tx.as_house()
            theirs = (one for one in owed if desk_rules.owes(agent, one))
            return self.seen.promises(tx, agent, "desk.promised", theirs)

    def gestures(self, agent: Agent) -> tuple[Gesture, ...]:
        """What waits for a supervisor's answer: all of it for them, for others what they asked for themselves."""
        with self.store.transaction() as tx:
            asked = desk_gestures.asked(tx)
            reach = (one for one in asked if agent.role is Role.SUPERVISOR or one.agent == agent.id)
            return self.seen.gestures(tx, agent, "desk.gestures", reach)

    def owed(self, agent: Agent, promise: str) -> Promise:
        """A promise that this agent may close, whenever it is due; raises NotOwner, PromiseUnknown."""
        found = Promises(self.store).one(promise)
        if not desk_rules.owes(agent, found):
            raise NotOwner("This promise is not yours.")
        return found

    def brief(self, conversation: str, agent: Agent) -> CaseBrief:
        """What this agent may know before typing; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            moment = desk_briefs.moment_of(tx, thread, agent)
            who = desk_briefs.who_of(tx, thread, moment)
            audit(tx, thread, agent, "desk.brief")
        known = recall(self.store, case.customer, Purpose.STAFF, Reader.AGENT, moment)
        made = Promises(self.store).of(case.customer, Reader.AGENT)
        return desk_briefs.brief_of(thread, case, who, known, desk_briefs.owed(made, moment))


def _concerns(agent: Agent, item: QueueItem) -> bool:
    return item.agent == agent.id or (item.owner == Owner.WAITING and desk_rules.serves(agent, item.department))


def _notes(tx: Transaction, thread: Row[Any], case: Case) -> tuple[Note, ...]:
    since = max(case.opened_at, tx.kept_since("desk_notes") + timedelta.resolution)
    rows = tx.db.execute(_NOTES, {"conversation": thread.id, "since": since})
    key = tx.key_of(thread.identity_id)
    return tuple(
        Note(
            id=row.id,
            conversation=thread.id,
            agent=row.agent,
            text=key.open(row.body, note_place(row.id)),
            mentions=tuple(row.mentions.split()),
            at=row.at,
        )
        for row in rows
    )
