"""Cases at the desk: one for each time a person is asked for, inside an open transaction."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from store.desk import Case, NewCase, Proposal, SummaryLine
from store.desk_rules import routed
from store.errors import NotOwner
from store.memory import promises
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.summary import reason_of
from store.tables.base import new_id
from store.tables.conversations import EncounterRow, MessageRow
from store.tables.desk import CaseRow
from store.values import Sensitivity

_NEW = insert(CaseRow)
_LATEST = (
    select(CaseRow)
    .where(CaseRow.conversation_id == bindparam("conversation"))
    .order_by(CaseRow.id.desc())
    .limit(1)
)
_ALL = select(CaseRow).where(CaseRow.conversation_id == bindparam("conversation")).order_by(CaseRow.id)
_ONE = update(CaseRow).where(CaseRow.id == bindparam("case"))
_SUMMARY = _ONE.values(summary=bindparam("sealed"))
_CLAIMED = _ONE.where(CaseRow.claimed_at.is_(None)).values(claimed_at=bindparam("now"))
_ANSWERED = _ONE.where(CaseRow.first_reply_at.is_(None)).values(first_reply_at=bindparam("now"))
_ROUTED = _ONE.values(department=bindparam("name"))
_CLOSED = _ONE.where(CaseRow.closed_at.is_(None)).values(
    closed_at=bindparam("now"), outcome=bindparam("how"), repeated=bindparam("again")
)
_RATED = _ONE.where(CaseRow.rating.is_(None)).values(rating=bindparam("stars"))
_BEGUN = (
    select(func.min(MessageRow.seq))
    .join(EncounterRow, EncounterRow.identity_id == MessageRow.identity_id)
    .where(
        MessageRow.identity_id == bindparam("identity"),
        MessageRow.conversation_id == bindparam("conversation"),
        EncounterRow.id == bindparam("encounter"),
        MessageRow.sent_at >= EncounterRow.started_at,
    )
)


def open_case(tx: Transaction, thread: Row[Any], new: NewCase) -> Case:
    """Begins a case in a locked conversation."""
    case = Case(
        id=new_id(),
        conversation=thread.id,
        identity=thread.identity_id,
        customer=customer_of(tx, thread.identity_id),
        department=routed(new.topic, tx.house().desk.departments),
        from_seq=_first_seq(tx, thread),
        opened_at=tx.now,
        claimed_at=None,
        lines=new.lines,
        tried=new.tried,
        topic=new.topic,
        mood=new.mood,
        reason=new.reason,
        retelling=False,
        first_reply_at=None,
        closed_at=None,
    )
    row = {
        "id": case.id,
        "identity_id": case.identity,
        "conversation_id": case.conversation,
        "department": case.department,
        "topic": case.topic,
        "summary": _sealed(tx, case),
        "from_seq": case.from_seq,
        "opened_at": tx.now,
        "repeated": False,
    }
    tx.db.execute(_NEW, row)
    return case


def latest(tx: Transaction, conversation: str) -> Case | None:
    """The conversation's newest case, open or closed."""
    row = tx.db.execute(_LATEST, {"conversation": conversation}).first()
    return case_of(tx, row) if row else None


def last(tx: Transaction, conversation: str) -> Case:
    """The newest case of a conversation that had one."""
    found = latest(tx, conversation)
    if found is None:
        raise NotOwner("Nobody at the desk had this conversation.")
    return found


def of_conversation(tx: Transaction, conversation: str) -> tuple[Case, ...]:
    """Every case that the conversation ever had, oldest first."""
    return tuple(case_of(tx, row) for row in tx.db.execute(_ALL, {"conversation": conversation}).all())


def struck_messages(tx: Transaction, conversation: str) -> frozenset[str]:
    """The ids of the messages that the customer struck, in this case or any before it: a strike holds."""
    lines = (line for case in of_conversation(tx, conversation) for line in case.lines)
    return frozenset(line.message for line in lines if line.struck and line.message)


def standing(tx: Transaction, thread: Row[Any]) -> Case:
    """The open case of a locked conversation; begun without a word where somebody was fetched otherwise."""
    found = latest(tx, thread.id)
    if found is not None and found.closed_at is None:
        return found
    return open_case(tx, thread, NewCase(reason=""))


def case_of(tx: Transaction, row: Row[Any]) -> Case:
    """A case from its row, opened."""
    told = json.loads(tx.key_of(row.identity_id).open(row.summary, _place(row.id)))
    return Case(
        id=row.id,
        conversation=row.conversation_id,
        identity=row.identity_id,
        customer=customer_of(tx, row.identity_id),
        department=row.department,
        from_seq=row.from_seq,
        opened_at=row.opened_at,
        claimed_at=row.claimed_at,
        lines=tuple(SummaryLine(**line) for line in told["lines"]),
        tried=tuple(told["tried"]),
        topic=row.topic,
        mood=told["mood"],
        reason=told["reason"],
        retelling=told["retelling"],
        first_reply_at=row.first_reply_at,
        closed_at=row.closed_at,
        proposed=_proposal(told.get("proposed")),
    )


def retell(tx: Transaction, case: Case, lines: Iterable[SummaryLine]) -> Case:
    """The same case with other lines: what the customer struck is overwritten, in what was promised them too."""
    told = tuple(lines)
    reason = reason_of(told)
    if case.closed_at is None:
        promises.reword_waiting(tx, case.identity, case.conversation, reason)
    return _rewritten(tx, replace(case, lines=told, retelling=False, reason=reason))


def expect_words(tx: Transaction, case: Case) -> Case:
    """Notes that the customer's next words are what is told instead."""
    return _rewritten(tx, replace(case, retelling=True))


def propose(tx: Transaction, case: Case, proposal: Proposal | None) -> Case:
    """The same case with what is proposed to be kept; None once that is settled."""
    return _rewritten(tx, replace(case, proposed=proposal))


def _rewritten(tx: Transaction, told: Case) -> Case:
    tx.db.execute(_SUMMARY, {"case": told.id, "sealed": _sealed(tx, told)})
    return told


def claimed(tx: Transaction, case: Case) -> None:
    tx.db.execute(_CLAIMED, {"case": case.id, "now": tx.now})


def answered(tx: Transaction, case: Case) -> None:
    """Notes the first word of a person in this case."""
    tx.db.execute(_ANSWERED, {"case": case.id, "now": tx.now})


def route(tx: Transaction, case: Case, department: str) -> None:
    """Moves a case to another department's queue."""
    tx.db.execute(_ROUTED, {"case": case.id, "name": department})


def close(tx: Transaction, case: Case, outcome: str, *, repeated: bool = False) -> None:
    """Ends a case once, by what ended it."""
    tx.db.execute(_CLOSED, {"case": case.id, "now": tx.now, "how": outcome, "again": repeated})


def rate(tx: Transaction, case: Case, stars: int) -> bool:
    """Keeps what the customer thought of it, once; whether this was the first time."""
    return tx.db.execute(_RATED, {"case": case.id, "stars": stars}).rowcount == 1


def _first_seq(tx: Transaction, thread: Row[Any]) -> int:
    place = {"identity": thread.identity_id, "conversation": thread.id, "encounter": thread.encounter_id}
    begun: int | None = tx.db.execute(_BEGUN, place).scalar_one() if thread.encounter_id else None
    return begun or max(1, thread.last_seq)


def _sealed(tx: Transaction, case: Case) -> bytes:
    lines = [
        {"id": one.id, "text": one.text, "message": one.message, "struck": one.struck} for one in case.lines
    ]
    told = {
        "reason": case.reason,
        "mood": case.mood,
        "tried": list(case.tried),
        "lines": lines,
        "retelling": case.retelling,
        "proposed": asdict(case.proposed) if case.proposed else None,
    }
    return tx.key_of(case.identity).seal(json.dumps(told), _place(case.id))


def _proposal(kept: dict[str, Any] | None) -> Proposal | None:
    if not kept:
        return None
    return Proposal(
        words=kept["words"], learned=kept["learned"], sensitivity=Sensitivity(kept["sensitivity"])
    )


def _place(case: str) -> str:
    return f"desk_cases.summary:{case}"
