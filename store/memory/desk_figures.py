"""Figures of the desk for supervisors: load now, waiting and answering, and how it went, in counts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean, median, quantiles
from time import time
from typing import Any

from sqlalchemy import Row, bindparam, select

from store.desk_numbers import Figures, Load, Spell
from store.handoff import Owner
from store.memory import desk_agents, desk_queue
from store.memory.store import Store, Transaction
from store.promises import PromiseState
from store.tables.conversations import ConversationRow
from store.tables.desk import CaseRow
from store.tables.records import PromiseRow

_WAITING = (
    select(CaseRow.opened_at)
    .join(ConversationRow, ConversationRow.id == CaseRow.conversation_id)
    .where(ConversationRow.owner == Owner.WAITING.value, CaseRow.closed_at.is_(None))
)
_CASES = select(CaseRow).where(CaseRow.opened_at >= bindparam("since")).order_by(CaseRow.opened_at)
_PROMISES = select(PromiseRow.state, PromiseRow.due_at, PromiseRow.made_at).where(
    PromiseRow.made_at >= bindparam("since")
)
_SPELLS = 8


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """Read by supervisors; nothing in it names a customer."""

    store: Store
    real: Callable[[], float] = time

    def of(self, spell: timedelta) -> Figures:
        """The desk now, and over the last eight spells (hours or days) up to now."""
        with self.store.transaction() as tx:
            tx.as_house()
            since = tx.now - _SPELLS * spell
            cases = tx.db.execute(_CASES, {"since": since}).all()
            waiting = tx.db.execute(_WAITING).scalars().all()
            promises = tx.db.execute(_PROMISES, {"since": since}).all()
            kept, late = _promises(tx, promises)
            answered = _minutes(cases, "first_reply_at")
            return Figures(
                waiting=len(waiting),
                queues=dict(Counter(desk_queue.waiting(tx).values())),
                longest_minutes=max(((tx.now - at).total_seconds() / 60 for at in waiting), default=0.0),
                load=_load(tx, self.real()),
                cases=len(cases),
                answer_median=median(answered) if answered else None,
                answer_slow=_ninetieth(answered),
                outcomes=dict(Counter(case.outcome for case in cases if case.closed_at is not None)),
                repeated=_repeated(cases),
                rating=_rating(cases),
                ratings=len(_ratings(cases)),
                kept=kept,
                late=late,
                spells=tuple(_spell(tx, cases, promises, since, spell, place) for place in range(_SPELLS)),
            )


def _load(tx: Transaction, real: float) -> tuple[Load, ...]:
    holding = desk_queue.holding(tx)
    return tuple(
        Load(one.name, one.presence, holding.get(one.id, 0), one.capacity)
        for one in desk_agents.everyone(tx, real)
    )


def _promises(tx: Transaction, rows: Sequence[Row[Any]]) -> tuple[int, int]:
    kept = sum(row.state in (PromiseState.KEPT.value, PromiseState.EXCEEDED.value) for row in rows)
    late = sum(_late(row, tx) for row in rows)
    return kept, late


def _late(row: Row[Any], tx: Transaction) -> bool:
    overdue = row.state == PromiseState.OPEN.value and row.due_at < tx.now
    return bool(overdue or row.state == PromiseState.LATE.value)


def _spell(
    tx: Transaction,
    cases: Sequence[Row[Any]],
    promises: Sequence[Row[Any]],
    since: datetime,
    spell: timedelta,
    place: int,
) -> Spell:
    """One of the spells: what was asked for and what was promised in it, whenever it was answered and kept."""
    asked = [case for case in cases if _place(case.opened_at, since, spell) == place]
    waits, answers = _minutes(asked, "claimed_at"), _minutes(asked, "first_reply_at")
    kept, late = _promises(tx, [one for one in promises if _place(one.made_at, since, spell) == place])
    return Spell(
        begins=since + place * spell,
        cases=len(asked),
        wait_median=median(waits) if waits else None,
        answer_median=median(answers) if answers else None,
        kept=kept,
        late=late,
        repeated=_repeated(asked),
        rating=_rating(asked),
    )


def _repeated(cases: Sequence[Row[Any]]) -> float | None:
    """The share of closed cases in which the customer had to say something again."""
    closed = [case for case in cases if case.closed_at is not None]
    return sum(case.repeated for case in closed) / len(closed) if closed else None


def _ratings(cases: Sequence[Row[Any]]) -> list[int]:
    return [case.rating for case in cases if case.rating is not None]


def _rating(cases: Sequence[Row[Any]]) -> float | None:
    return mean(_ratings(cases)) if _ratings(cases) else None


def _place(at: datetime, since: datetime, spell: timedelta) -> int:
    return min((at - since) // spell, _SPELLS - 1)  # what happens at this very moment is of the last one


def _minutes(cases: Sequence[Row[Any]], until: str) -> list[float]:
    """How long each took from its asking to this moment, in minutes."""
    reached = [case for case in cases if getattr(case, until) is not None]
    return [(getattr(case, until) - case.opened_at).total_seconds() / 60 for case in reached]


def _ninetieth(minutes: Sequence[float]) -> float | None:
    if len(minutes) < 2:
        return minutes[0] if minutes else None
    return quantiles(minutes, n=10, method="inclusive")[8]
