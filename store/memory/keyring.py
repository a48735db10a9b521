"""The house's own keys in the database: opened by the house key, made at the first use, rewrapped on rotation."""

from collections.abc import Sequence
from threading import Lock

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store.errors import WrongKey
from store.keys import HouseKey, Keyring, new_key
from store.tables.people import HouseKeyRow

_NAMES = ("root", "hashing")
_STORED = select(HouseKeyRow.name, HouseKeyRow.wrapped, HouseKeyRow.key_id)
_MAKE = insert_or_leave(HouseKeyRow).on_conflict_do_nothing()
_REWRAP = (
    update(HouseKeyRow)
    .where(HouseKeyRow.name == bindparam("row"))
    .values(wrapped=bindparam("to"), key_id=bindparam("by"))
)


class Keys:
    """Opens the keyring once; what a previous house key wrapped is wrapped by the present one from then on."""

    def __init__(self, house: HouseKey, previous: Sequence[HouseKey] = ()) -> None:
        self._house = house
        self._previous = {key.id: key for key in previous}
        self._ring: Keyring | None = None
        self._lock = Lock()

    def ring(self, engine: Engine) -> Keyring:
        """The house's keys; raises WrongKey when neither this nor a previous house key opens them."""
        if self._ring is None:
            with self._lock, engine.begin() as db:
                self._ring = self._opened(db)
        return self._ring

    def rotate(self, engine: Engine, new: HouseKey) -> None:
        """Wraps the house's keys by `new` from now on; everybody who has them open goes on working."""
        with self._lock, engine.begin() as db:
            secrets = self._secrets(db)
            self._wrap(db, secrets, new)
            self._house, self._previous = new, {}

    def _opened(self, db: Connection) -> Keyring:
        secrets = self._secrets(db)
        if len(secrets) < len(_NAMES):
            for name in _NAMES:
                wrapped = self._house.wrap(new_key(), _place(name))
                db.execute(_MAKE, {"name": name, "wrapped": wrapped, "key_id": self._house.id})
            secrets = self._secrets(db)  # another process may have made them first
        return Keyring(secrets["root"], secrets["hashing"])

    def _secrets(self, db: Connection) -> dict[str, bytes]:
        rows = db.execute(_STORED).all()
        keys = self._previous | {self._house.id: self._house}
        if any(row.key_id not in keys for row in rows):
            raise WrongKey
        secrets = {row.name: keys[row.key_id].unwrap(row.wrapped, _place(row.name)) for row in rows}
        if any(row.key_id != self._house.id for row in rows):
            self._wrap(db, secrets, self._house)
        return secrets

    def _wrap(self, db: Connection, secrets: dict[str, bytes], house: HouseKey) -> None:
        for name, secret in secrets.items():
            db.execute(_REWRAP, {"row": name, "to": house.wrap(secret, _place(name)), "by": house.id})


def _place(name: str) -> str:
    return f"house_keys.wrapped:{name}"
