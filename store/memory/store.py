"""One transaction with the memory: connection, time, keys and audit, handed to each topic's methods."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import psycopg.errors
from sqlalchemy import Connection, Engine, bindparam, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from store.errors import Conflict, CustomerUnknown, Deadlock, StoreError, StoreUnavailable
from store.house import HouseSettings, read_settings
from store.keys import IdentityKey, KeyCache, Keyring
from store.memory.keyring import Keys
from store.retention import kept_since
from store.tables.audit import AuditRow
from store.tables.base import new_id
from store.tables.memory import EffectRow, HouseVersion
from store.tables.people import Identity
from store.values import Listeners, Once, Purpose, Reader

Clock = Callable[[], datetime]
T = TypeVar("T")

_WRAPPED = select(Identity.wrapped_key).where(Identity.id == bindparam("identity"))
_DONE = select(EffectRow.result).where(EffectRow.turn_id == bindparam("turn"), EffectRow.action == bindparam("action"))
_HOUSE = select(HouseVersion.version, HouseVersion.settings).order_by(HouseVersion.version.desc()).limit(1)
EVERYBODY = "*"
_SCOPE = text("SELECT set_config('shoebox.customer', :customer, true)")
# All that a read asks first, in one round trip.
_READING = text(
    "SELECT set_config('shoebox.customer', :customer, true), "
    "(SELECT customer_id FROM identities WHERE id = :identity) AS speaker, "
    "(SELECT coalesce(max(version), 0) FROM house) AS version"
)
_WHOSE = select(Identity.customer_id).where(Identity.id == bindparam("identity"))
_DEFAULTS = HouseSettings()
_RACES = 5
_EFFECT = insert(EffectRow)
_AUDIT = insert(AuditRow)


@dataclass(slots=True)
class Transaction:
    """One open transaction: `now` is read once from the house's clock."""

    db: Connection
    now: datetime
    keys: Keyring
    cache: KeyCache
    settings: "SettingsCache"
    ledger: Path  # what must not come back, kept outside the database
    heard: bool = False  # by other systems, through a broker
    took_back: set[str] = field(default_factory=set)  # the customers who took something back or put it right
    _scope: str = ""
    _version: int | None = None  # of the house's settings, once it was read
    _house: HouseSettings | None = None

    def about(self, customer: str) -> None:
        """From here on this transaction reaches this customer's facts, consents and records, nobody else's.

        PostgreSQL's row-level security holds it, as a second wall behind the statements themselves.
        """
        if self._scope != customer and self.db.dialect.name == "postgresql":
            self.db.execute(_SCOPE, {"customer": customer})
        self._scope = customer

    def reading_about(self, customer: str, identity: str | None) -> str | None:
        """As `about`, for an identity that asks; answers whose that is, None for nobody's."""
        if self.db.dialect.name != "postgresql":
            self._scope = customer
            return self.db.execute(_WHOSE, {"identity": identity}).scalar_one_or_none()
        row = self.db.execute(_READING, {"customer": customer, "identity": identity}).one()
        self._scope, self._version = customer, row.version
        found: str | None = row.speaker
        return found

    def as_house(self) -> None:
        """From here on this transaction reaches everybody's: for retention, erasure and what is due."""
        self.about(EVERYBODY)

    def key_of(self, identity: str) -> IdentityKey:
        """The key that seals and opens what this identity told; raises CustomerUnknown after its erasure."""
        key = self.cache.get(identity)
        if key is not None:
            return key
        wrapped = self.db.execute(_WRAPPED, {"identity": identity}).scalar_one_or_none()
        if wrapped is None:
            raise CustomerUnknown
        return self.unwrapped(identity, wrapped)

    def unwrapped(self, identity: str, wrapped: bytes) -> IdentityKey:
        """The identity's key from its row, opened at most once while it stays in the cache."""
        cached = self.cache.get(identity)
        return cached or self.cache.keep(identity, self.keys.unwrap(wrapped, key_place(identity)))

    def done(self, once: Once | None) -> str | None:
        """The id that this action left when its turn was tried before; None the first time."""
        if once is None:
            return None
        found: str | None = self.db.execute(_DONE, {"turn": once.turn, "action": once.action}).scalar_one_or_none()
        return found

    def mark(self, once: Once | None, identity: str, result: str) -> None:
        """Marks the turn's action as done with this id, committed together with what it did."""
        if once is None:
            return
        row = {"turn_id": once.turn, "action": once.action, "identity_id": identity}
        self.db.execute(_EFFECT, row | {"result": result, "at": self.now})

    def house(self) -> HouseSettings:
        """The house's settings as they stand in this transaction."""
        if self._house is None:
            self._house = self.settings.at(self._version) or self._read_house()
        return self._house

    def _read_house(self) -> HouseSettings:
        row = self.db.execute(_HOUSE).first()
        return self.settings.of(row.version, row.settings) if row else _DEFAULTS

    def kept_since(self, table: str) -> datetime:
        """What is from this time or before may be used no longer, though no run took it yet."""
        return kept_since(self.house().retention, table, self.now)

    def audit(
        self,
        action: str,
        *,
        reader: Reader,
        purpose: Purpose = Purpose.SERVICE,
        customer: str | None = None,
        identity: str | None = None,
        subjects: Sequence[str] = (),
        reason: str = "",
        actor: str | None = None,
        note: str = "",
        row: str | None = None,
    ) -> str:
        """Records who did or looked at what, by ids and our own sentences; a person's words are sealed.

        Answers the id of the row.
        """
        row_id = row or new_id()
        self.db.execute(
            _AUDIT,
            {
                "id": row_id,
                "at": self.now,
                "action": action,
                "reader": reader.value,
                "purpose": purpose.value,
                "actor": actor,
                "customer_id": customer,
                "identity_id": identity,
                "subjects": " ".join(subjects),
                "reason": reason,
                "note": self._sealed_note(note, identity, f"audit.note:{row_id}"),
            },
        )
        return row_id

    def _sealed_note(self, note: str, identity: str | None, place: str) -> bytes | None:
        if not note:
            return None
        if identity is None:
            return self.keys.wrap(note.encode(), place)
        return self.key_of(identity).seal(note, place)


@dataclass(frozen=True, slots=True)
class Store:
    """What every topic of the memory is given."""

    engine: Engine
    keys: Keys
    clock: Clock
    ledger: Path  # what must not come back, kept outside the database
    cache: KeyCache
    settings: "SettingsCache"
    listeners: Listeners = Listeners.NOBODY
    heeding: list[Callable[[str], None]] = field(default_factory=list)  # told of each who took back, once it counts

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commits when the block ends, undoes all when it raises; raises Conflict, Deadlock or StoreUnavailable."""
        self.cache.drop_old()
        try:
            ring = self.keys.ring(self.engine)
            with self.engine.begin() as db:
                heard = self.listeners is Listeners.BROKER
                tx = Transaction(db, self.clock(), ring, self.cache, self.settings, self.ledger, heard)
                yield tx
        except IntegrityError as error:
            raise Conflict from error
        except DataError as error:
            raise StoreError("This cannot be stored.") from error
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            deadlocked = isinstance(error.__cause__, psycopg.errors.DeadlockDetected)
            raise (Deadlock if deadlocked else StoreUnavailable) from error
        for customer in tx.took_back:
            for tell in self.heeding:
                tell(customer)

    def racing(self, work: Callable[[Transaction], T]) -> T:
        """What `work` answers, in a transaction of its own; once more where another write came between or across."""
        for _ in range(_RACES - 1):
            try:
                with self.transaction() as tx:
                    return work(tx)
            except (Conflict, Deadlock):
                continue
        with self.transaction() as tx:
            return work(tx)


class SettingsCache:
    """The house's settings parsed last, by version."""

    def __init__(self) -> None:
        self._kept: tuple[int, HouseSettings] = (0, _DEFAULTS)

    def at(self, version: int | None) -> HouseSettings | None:
        """The settings of this version, if they are the ones parsed last."""
        return self._kept[1] if self._kept[0] == version else None

    def of(self, version: int, text: str) -> HouseSettings:
        if self._kept[0] != version:
            self._kept = (version, read_settings(text))
        return self._kept[1]


def key_place(identity: str) -> str:
    """Where a wrapped key belongs; it opens nowhere else."""
    return f"identities.wrapped_key:{identity}"
