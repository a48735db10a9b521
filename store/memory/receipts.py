"""Receipts of consent as records: each by the house as it stood when it was given, linked to the one before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from store.house import HouseSettings, read_settings
from store.memory import consents
from store.memory.store import Store, Transaction
from store.receipt import record_of
from store.tables.memory import HouseVersion
from store.tables.people import Identity
from store.values import ConsentReceipt

_VERSIONS = select(HouseVersion.at, HouseVersion.settings).order_by(HouseVersion.version)
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
        return tuple(
            (row, record_of(row, _as_of(versions, row.at), channels[row.identity], _before(rows[:place], row)))
            for place, row in enumerate(rows)
        )


def _versions(tx: Transaction) -> list[tuple[datetime, HouseSettings]]:
    return [(row.at, read_settings(row.settings)) for row in tx.db.execute(_VERSIONS)]


def _as_of(versions: Sequence[tuple[datetime, HouseSettings]], at: datetime) -> HouseSettings:
    """The settings in force at that time; the defaults before the first change."""
    in_force = [settings for since, settings in versions if since <= at]
    return in_force[-1] if in_force else HouseSettings()


def _before(rows: Sequence[ConsentReceipt], row: ConsentReceipt) -> ConsentReceipt | None:
    return next((one for one in reversed(rows) if one.identity == row.identity), None)
