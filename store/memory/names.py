"""Names by their words, as keyed hashes: somebody is found by whole words of their name, never by a part of one."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store.memory.store import Transaction
from store.tables.people import NameWord

MOST_WORDS = 8  # of one name
_NOTE = insert_or_leave(NameWord).on_conflict_do_nothing()
_BEARING = (
    select(NameWord.identity_id)
    .where(NameWord.word_hash.in_(bindparam("hashes", expanding=True)))
    .group_by(NameWord.identity_id)
    .having(func.count() == bindparam("wanted"))
    .order_by(NameWord.identity_id)
    .limit(bindparam("most"))
)


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name as they are looked for: without case, marks and order.

    >>> words_of("Nádia  O'Neill")
    ('nadia', 'neill', 'o')
    """
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    return tuple(sorted(set(re.findall(r"\w+", plain.casefold())))[:MOST_WORDS])


def note(tx: Transaction, identity: str, customer: str, name: str) -> None:
    """Makes an identity one that is found by its name, inside an open transaction; again, no change."""
    hashes = _hashes(tx, words_of(name))
    if not hashes:
        return
    tx.about(customer)
    tx.db.execute(_NOTE, [{"identity_id": identity, "word_hash": hashed} for hashed in hashes])


def bearing(tx: Transaction, name: str, most: int) -> tuple[str, ...]:
    """The identities whose name has every one of these words, inside a transaction of the house's."""
    hashes = _hashes(tx, words_of(name))
    if not hashes:
        return ()
    found = tx.db.execute(_BEARING, {"hashes": hashes, "wanted": len(hashes), "most": most})
    return tuple(found.scalars())


def _hashes(tx: Transaction, words: Sequence[str]) -> list[bytes]:
    return [tx.keys.keyed_hash("name", word) for word in words]
