"""How the data map names what a table holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

ID, CATEGORY, DATE, STATE, COUNT = "opaque id", "category", "date", "state", "count or order"
AMOUNT = "amount"
STAFF = "name of a member of staff"


class Belongs(StrEnum):
    """By what a table's rows are found for one customer."""

    IDENTITY = "identity_id"
    ITSELF = "id"  # identities and customers
    HOUSE = "house"  # nobody's: the house's own
    PROOF = "proof"  # kept after erasure: ids and dates that say nothing of a person any more


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """What one table holds. Each column is sealed, hashed with the house's key, or clear for a reason."""

    belongs: Belongs
    holds: str
    sealed: Mapping[str, Sequence[str]] = field(default_factory=dict)  # column: names of the values in it
    row: tuple[str, ...] = ("id",)  # the columns that name a sealed value's row
    hashed: str = ""
    clear: Mapping[str, str] = field(default_factory=dict)  # reason: columns

    @property
    def columns(self) -> frozenset[str]:
        named = (*self.clear.values(), self.hashed)
        return frozenset(self.sealed) | {column for columns in named for column in columns.split()}
