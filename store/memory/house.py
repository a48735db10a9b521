"""The house's settings: read as they stand, changed as a whole, every version kept."""

from dataclasses import dataclass

from sqlalchemy import func, insert, select

from store.house import HouseSettings, read_settings, write_settings
from store.memory.store import Store
from store.tables.memory import HouseVersion
from store.values import Reader

_LAST = select(func.max(HouseVersion.version))
_ADD = insert(HouseVersion)


@dataclass(frozen=True, slots=True)
class House:
    """One value of settings at a time."""

    store: Store

    def settings(self) -> HouseSettings:
        """The settings as they stand; the defaults before the first change."""
        with self.store.transaction() as tx:
            return tx.house()

    def is_new(self) -> bool:
        """Whether nobody has set anything yet."""
        with self.store.transaction() as tx:
            return tx.db.execute(_LAST).scalar() is None

    def change(self, settings: HouseSettings, actor: str) -> int:
        """Puts these settings in force and answers their version; raises Conflict when two change at once."""
        text = write_settings(settings)
        read_settings(text)
        with self.store.transaction() as tx:
            version = (tx.db.execute(_LAST).scalar() or 0) + 1
            row = {"version": version, "settings": text, "at": tx.now, "actor": actor}
            tx.db.execute(_ADD, row)
            tx.audit("house.change", reader=Reader.OPERATOR, actor=actor, subjects=(f"v{version}",))
            return version
