"""Reading many small things of one customer in one statement: each row says which part of the answer it is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    LargeBinary,
    Row,
    Select,
    String,
    bindparam,
    cast,
    false,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from store.tables.base import UtcTime
from store.tables.people import Identity

Parts = Mapping[str, list[Row[Any]]]  # the rows of an answer by what they are part of; none where there are none

# Wide enough for every part; what a part leaves out is empty.
_COLUMNS: dict[str, Any] = {
    "id": String(),
    "identity": String(),
    "name": String(),
    "state": String(),
    "other": String(),
    "at": UtcTime(),
    "until": UtcTime(),
    "number": BigInteger(),
    "sealed": LargeBinary(),
}
_TYPED = select(
    cast(null(), String()).label("part"), *(cast(null(), kind).label(name) for name, kind in _COLUMNS.items())
).where(false())
_NONE: ColumnElement[Any] = literal_column("NULL")  # without a name of its own: short statements are parsed once
# The identities of the one customer, looked up once a statement.
THEIRS = select(select(Identity.id).where(Identity.customer_id == bindparam("customer")).cte("theirs").c.id)


def part(which: str, **columns: Any) -> Select[Any]:
    """One part of a statement; its rows carry `which` as their `part`."""
    return select(word(which), *(columns.get(name, _NONE) for name in _COLUMNS))


def at_once(*parts: Select[Any]) -> CompoundSelect[Any]:
    """The parts as one statement."""
    return union_all(_TYPED, *parts)  # the first gives names and types to them all


def parted(rows: Iterable[Row[Any]]) -> Parts:
    """The answer's rows, sorted into its parts."""
    parts: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        parts[row.part].append(row)
    return parts


def word(ours: str) -> ColumnElement[str]:
    """A word of ours written out in the statement, which stays short and is prepared once."""
    return literal_column(f"'{ours}'", String())


def one_of(column: Any, ours: Iterable[str]) -> ColumnElement[bool]:
    """Whether a column is one of these words of ours."""
    return or_(*(column == word(one) for one in ours))
