"""What agents look at: the queue, a case's conversation and its brief; each look is on record."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, select

from store import desk_rules
from store.desk import Agent, AtHand, Case, CaseBrief, DeskItem, Note, Place, Presence, QueueItem, View, Who
from store.errors import NotOwner
from store.handoff import Owner
from store.memory import desk_agents, desk_cases, desk_gestures, owners, people, trackers, transcript
from store.memory.desk import access_case, audit, note_place
from store.memory.people import customer_of, identities
from store.memory.promises import Promises
from store.memory.recall import recall
from store.memory.store import Store, Transaction
from store.memory.threads import locked_thread
from store.promises import PromiseState
from store.tables.conversations import ConversationRow, HandoffRow, InboxRow
from store.tables.desk import CaseRow, NoteRow
from store.tables.people import Identity
from store.values import Assurance, Brief, Moment, Promise, Purpose, Reader, Reply, Thread

DESK = "desk"  # who keeps a promise that no one person made
MOST_ITEMS = 500  # of one case

_HANDED = (
    select(
        ConversationRow.id,
        ConversationRow.identity_id,
        ConversationRow.channel,
        ConversationRow.owner,
        ConversationRow.agent,
        ConversationRow.owner_since,
        ConversationRow.last_seq,
        CaseRow.id.label("case"),
        CaseRow.department,
        CaseRow.summary,
        CaseRow.opened_at,
        CaseRow.first_reply_at,
        HandoffRow.due_at,
        Identity.name,
    )
    .join(Identity, Identity.id == ConversationRow.identity_id)
    .outerjoin(CaseRow, and_(CaseRow.conversation_id == ConversationRow.id, CaseRow.closed_at.is_(None)))
    .outerjoin(HandoffRow, HandoffRow.id == ConversationRow.handoff_id)
    .where(ConversationRow.owner != Owner.ASSISTANT.value)
)
_OF_IDENTITY = select(ConversationRow.__table__).where(ConversationRow.identity_id == bindparam("identity"))
_WAITING = (
    select(ConversationRow.id)
    .outerjoin(CaseRow, and_(CaseRow.conversation_id == ConversationRow.id, CaseRow.closed_at.is_(None)))
    .where(ConversationRow.owner == Owner.WAITING.value)
    .order_by(CaseRow.opened_at, ConversationRow.id)
)
_HEARD_AS = (
    select(InboxRow.assurance)
    .where(
        InboxRow.identity_id == bindparam("identity"), InboxRow.conversation_id == bindparam("conversation")
    )
    .order_by(InboxRow.seq.desc())
    .limit(1)
)
_NOTES = (
    select(NoteRow)
    .where(NoteRow.conversation_id == bindparam("conversation"), NoteRow.at >= bindparam("since"))
    .order_by(NoteRow.id)
)


@dataclass(frozen=True, slots=True)
class Looks:
    """Everything that the desk shows. `real` is real time in seconds, for who is there."""

    store: Store
    real: Callable[[], float] = time.time

    def queue(self, agent: Agent) -> tuple[QueueItem, ...]:
        """What waits in this agent's departments and what any of them has, longest waiting first."""
        with self.store.transaction() as tx:
            items = (_queued(tx, row) for row in tx.db.execute(_HANDED))
            return desk_rules.in_order(item for item in items if _concerns(agent, item))

    def place(self, conversation: str) -> Place | None:
        """Where a waiting customer stands, counted from 1, with an estimate while somebody is there."""
        with self.store.transaction() as tx:
            waiting = tx.db.execute(_WAITING).scalars().all()
            here = [one for one in desk_agents.everyone(tx, self.real()) if one.presence is Presence.HERE]
            return desk_rules.place_of(conversation, waiting, len(here), tx.house().desk.minutes_each)

    def case(self, conversation: str) -> Case | None:
        """The open case of a conversation, for the house itself; None where there is none."""
        with self.store.transaction() as tx:
            found = desk_cases.latest(tx, conversation)
            return found if found is not None and found.closed_at is None else None

    def look(self, conversation: str, agent: Agent, after: int = 0, limit: int = 200) -> View:
        """The case's conversation behind item `after`; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            after = max(after, case.from_seq - 1)
            replies = transcript.page(tx, thread, after, limit).items
            secret = _held_back(tx, thread, case)
            audit(tx, thread, agent, "desk.look", tuple(reply.id for reply in replies))
            view = View(
                thread=owners.as_thread(tx, thread),
                case=case,
                items=tuple(_shown(reply, secret) for reply in replies),
                after=replies[-1].seq if replies else after,
                notes=_notes(tx, thread, case),
                gestures=desk_gestures.of_conversation(tx, thread),
            )
            moment = _moment(tx, thread, agent)
        return _without_what_staff_may_not_know(self.store, view, moment)

    def find(self, agent: Agent, channel: str, address: str) -> tuple[Thread, ...]:
        """A known customer's conversations by an exact address; on record, found or not."""
        with self.store.transaction() as tx:
            found = people.find(tx, channel, address)
            identity = found.identity if found else None
            tx.audit(
                "desk.find",
                reader=Reader.AGENT,
                customer=found.customer if found else None,
                identity=identity,
                actor=agent.id,
            )
            rows = tx.db.execute(_OF_IDENTITY, {"identity": identity}).all()
            return tuple(owners.as_thread(tx, row) for row in rows)

    def at_hand(self, conversation: str, agent: Agent) -> AtHand:
        """The case in this agent's own hands; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = locked_thread(tx, conversation)
            if thread.agent != agent.id:
                raise NotOwner
            case = desk_cases.standing(tx, thread)
            return AtHand(thread=owners.as_thread(tx, thread), case=case, moment=_moment(tx, thread, agent))

    def said(self, at_hand: AtHand, words: str) -> str | None:
        """The message in this case in which the customer wrote these words, newest first; None if in none."""
        wanted = " ".join(words.split()).casefold()
        with self.store.transaction() as tx:
            thread = locked_thread(tx, at_hand.thread.id)
            items = transcript.page(tx, thread, at_hand.case.from_seq - 1, MOST_ITEMS).items
        theirs = [item for item in reversed(items) if item.sender == "customer"]
        found = (item.id for item in theirs if wanted and wanted in " ".join(item.text.split()).casefold())
        return next(found, None)

    def promised(self, agent: Agent) -> tuple[Promise, ...]:
        """The open promises that the desk or this agent has to keep within two weeks, the next due first."""
        due = Promises(self.store).due(timedelta(days=14))
        return tuple(one for one, _ in due if one.owner in (DESK, agent.name))

    def brief(self, conversation: str, agent: Agent) -> CaseBrief:
        """What this agent may know before typing; raises NotOwner, ConversationUnknown."""
        with self.store.transaction() as tx:
            thread = access_case(tx, conversation, agent)
            case = desk_cases.standing(tx, locked_thread(tx, conversation))
            moment = _moment(tx, thread, agent)
            who = _who(tx, thread, moment)
            audit(tx, thread, agent, "desk.brief")
        known = recall(self.store, case.customer, Purpose.STAFF, Reader.AGENT, moment)
        made = Promises(self.store).of(case.customer, Reader.AGENT)
        return _brief(thread, case, who, known, _owed(made, moment))


def _concerns(agent: Agent, item: QueueItem) -> bool:
    return item.agent == agent.id or (
        item.owner == Owner.WAITING and desk_rules.serves(agent, item.department)
    )


def _queued(tx: Transaction, row: Row[Any]) -> QueueItem:
    key = tx.key_of(row.identity_id)
    told: Mapping[str, Any] = {}
    if row.case is not None:
        told = json.loads(key.open(row.summary, f"desk_cases.summary:{row.case}"))
    return QueueItem(
        conversation=row.id,
        channel=row.channel,
        owner=row.owner,
        agent=row.agent,
        department=row.department or desk_rules.GENERAL,
        reason=told.get("reason", ""),
        name=key.open(row.name, f"identities.name:{row.identity_id}") if row.name else None,
        mood=told.get("mood", "neutral"),
        waiting_since=row.opened_at or row.owner_since,
        due_at=row.due_at,
        answered=row.first_reply_at is not None,
        last_seq=row.last_seq,
    )


def _moment(tx: Transaction, thread: Row[Any], agent: Agent) -> Moment:
    """As sure of the customer as their own last message was."""
    place = {"identity": thread.identity_id, "conversation": thread.id}
    heard = tx.db.execute(_HEARD_AS, place).scalar_one_or_none()
    return Moment(
        now=tx.now,
        channel=thread.channel,
        identity=thread.identity_id,
        conversation=thread.id,
        assurance=Assurance(heard) if heard is not None else Assurance.ANONYMOUS,
        actor=agent.id,
    )


def _who(tx: Transaction, thread: Row[Any], moment: Moment) -> Who:
    """Who it is; other channels only where the customer has proved to be the one behind them."""
    known = identities(tx, customer_of(tx, thread.identity_id))
    here = next(one for one in known if one.id == thread.identity_id)
    reached = known if moment.assurance is Assurance.VERIFIED else (here,)
    return Who(
        name=here.name,
        channel=thread.channel,
        assurance=moment.assurance,
        since=here.since,
        channels=tuple(dict.fromkeys(one.channel for one in reached)),
    )


def _owed(made: Iterable[Promise], moment: Moment) -> tuple[Promise, ...]:
    """What is still owed to this customer, as far as it is sure who they are."""
    sure = moment.assurance is Assurance.VERIFIED
    return tuple(
        one for one in made if one.state == PromiseState.OPEN and (sure or one.identity == moment.identity)
    )


def _brief(thread: Row[Any], case: Case, who: Who, known: Brief, promises: tuple[Promise, ...]) -> CaseBrief:
    suggest, avoid = desk_rules.parted(known.facts)
    return CaseBrief(
        conversation=case.conversation,
        who=who,
        reason=case.reason,
        lines=tuple(line for line in case.lines if not line.struck),
        tried=case.tried,
        mood=case.mood,
        language=thread.language,
        facts=known.facts,
        suggest=suggest,
        avoid=avoid,
        promises=promises,
        withheld=known.withheld,
        grants=known.grants,
    )


def _held_back(tx: Transaction, thread: Row[Any], case: Case) -> frozenset[str]:
    """What no agent sees: told in confidence, or struck by the customer, wherever it is said again."""
    secret = desk_rules.confided(trackers.tail(tx, case.conversation).events)
    struck = {line.message for line in case.lines if line.struck and line.message}
    if not struck:
        return secret
    said = transcript.page(tx, thread, case.from_seq - 1, MOST_ITEMS).items
    return secret | desk_rules.repeating(said, struck)


def _without_what_staff_may_not_know(store: Store, view: View, moment: Moment) -> View:
    """Replies that rest on remembered facts are shown only where every one of these is open to staff."""
    shaped = [item for item in view.items if item.reply.because]
    if not shaped:
        return view
    known = recall(store, view.case.customer, Purpose.STAFF, Reader.AGENT, moment)
    allowed = {fact.id for fact in known.facts}
    return replace(view, items=tuple(_seen(item, allowed) for item in view.items))


def _shown(reply: Reply, secret: frozenset[str]) -> DeskItem:
    if reply.id in secret:
        return DeskItem(reply=_blank(reply), held_back=True)
    return DeskItem(reply=reply)


def _seen(item: DeskItem, allowed: set[str]) -> DeskItem:
    if all(why.fact in allowed for why in item.reply.because):
        return item
    return DeskItem(reply=_blank(item.reply), held_back=True)


def _blank(reply: Reply) -> Reply:
    """The same item without a word of it."""
    return replace(reply, text="", choices=(), because=(), offer=False)


def _notes(tx: Transaction, thread: Row[Any], case: Case) -> tuple[Note, ...]:
    rows = tx.db.execute(_NOTES, {"conversation": thread.id, "since": case.opened_at})
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
