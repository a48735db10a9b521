"""Receipts of consent as records: each by the house as it stood when it was given, linked to the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from store.delivery import DeliveryState
from store.house import HouseSettings, read_settings
from store.memory import consents, factrows
from store.memory.contacts import PLANNED
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.receipt import Reached, ends, record_of
from store.tables.conversations import OutboxRow
from store.tables.memory import HouseVersion
from store.tables.outreach import ContactRow
from store.tables.people import Identity
from store.values import PERMITTING, ConsentReceipt, Purpose

_VERSIONS = select(HouseVersion.at, HouseVersion.settings).order_by(HouseVersion.version)
_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_WAITING = (
    select(func.count()).where(
        ContactRow.identity_id.in_(_THEIRS),
        ContactRow.state == PLANNED,
        ContactRow.planned_at <= bindparam("at"),
        ContactRow.concern.not_in([Concern.REMINDER.value, Concern.PROMISE.value]),  # they need no such permission
    ),
    select(func.count()).where(
        OutboxRow.identity_id.in_(_THEIRS),
        OutboxRow.outreach,
        OutboxRow.state.in_([DeliveryState.QUEUED.value, DeliveryState.HELD.value]),
    ),
)
_CHANNELS = select(Identity.id, Identity.channel).where(Identity.customer_id == bindparam("customer"))


@dataclass(frozen=True, slots=True)
class Receipts:
    """Every question and decision of a customer, ready to be handed over."""

    store: Store

    def of(self, customer: str) -> tuple[tuple[ConsentReceipt, dict[str, Any]], ...]:
        """Each row of the ledger, oldest first, with its record."""
        with self.store.transaction() as tx:
            rows = consents.ledger(tx, customer)
            channels = {id: channel for id, channel in tx.db.execute(_CHANNELS, {"customer": customer})}
            versions = _versions(tx)
            reached = [_reached(tx, row, rows[place + 1 :]) for place, row in enumerate(rows)]
        return tuple(
            (row, record_of(row, _as_of(versions, row.at), channels[row.identity], _before(rows[:place], row), far))
            for place, (row, far) in enumerate(zip(rows, reached, strict=True))
        )


def _reached(tx: Transaction, row: ConsentReceipt, later: Sequence[ConsentReceipt]) -> Reached:
    """How far a no has come by now, as the tables show it."""
    if not ends(row) or row.purpose not in (Purpose.CONTACT, Purpose.MEMORY):
        return Reached()
    said = {"customer": row.customer, "at": row.at}
    again = (one.at for one in later if (one.purpose, one.fact) == (row.purpose, row.fact) and one.state in PERMITTING)
    return Reached(
        waiting=sum(tx.db.execute(count, said).scalar_one() for count in _WAITING),
        facts=factrows.stored_until(tx, row.customer, row.at),
        given_again=next(again, None),
    )


def _versions(tx: Transaction) -> list[tuple[datetime, HouseSettings]]:
    return [(row.at, read_settings(row.settings)) for row in tx.db.execute(_VERSIONS)]


def _as_of(versions: Sequence[tuple[datetime, HouseSettings]], at: datetime) -> HouseSettings:
    """The settings in force at that time; the defaults before the first change."""
    in_force = [settings for since, settings in versions if since <= at]
    return in_force[-1] if in_force else HouseSettings()


def _before(rows: Sequence[ConsentReceipt], row: ConsentReceipt) -> ConsentReceipt | None:
    return next((one for one in reversed(rows) if one.identity == row.identity), None)
