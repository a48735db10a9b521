"""Whether what a message rests on may still be said: looked up again as it goes out."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, or_, select

from store.memory import factrows
from store.memory.because import STANDING
from store.memory.store import Transaction
from store.tables.conversations import MessageRow
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import PERMITTING, ConsentState, Purpose, Reply

_SHAPED = select(MessageRow.because).where(
    MessageRow.identity_id == bindparam("identity"),
    MessageRow.conversation_id == bindparam("conversation"),
    MessageRow.seq == bindparam("seq"),
)
_DECIDED = (
    select(ConsentRow.id, ConsentRow.purpose, ConsentRow.fact_id, ConsentRow.state)
    .join(Identity, Identity.id == ConsentRow.identity_id)
    .where(
        Identity.customer_id == bindparam("customer"),
        ConsentRow.purpose.in_(bindparam("purposes", expanding=True)),
        or_(ConsentRow.fact_id.is_(None), ConsentRow.fact_id.in_(bindparam("shaped", expanding=True))),
    )
    .order_by(ConsentRow.seq)
)
_NO = (ConsentState.REFUSED, ConsentState.WITHDRAWN)


def taken_back(tx: Transaction, row: Row[Any], reply: Reply) -> bool:
    """Whether something that shaped this reply was forgotten, put right, called wrong or held back since it was said,
    or a permission for it ended."""
    place = {"identity": row.identity_id, "conversation": row.conversation_id, "seq": row.seq}
    shaped = tx.db.execute(_SHAPED, place).scalar_one().split()
    if len(reply.because) < len(shaped):
        return True
    kinds = {why.of for why in reply.because} - {STANDING}
    if not kinds:
        return False
    tx.about(row.customer_id)
    if factrows.set_aside_since(tx, shaped, row.message_id):
        return True
    needed = [Purpose.PERSONALISE, *([Purpose.MEMORY] if "fact" in kinds else [])]
    asked = {"customer": row.customer_id, "purposes": [one.value for one in needed], "shaped": shaped}
    return _ended_since(tx.db.execute(_DECIDED, asked), row.message_id)


def _ended_since(decisions: Iterable[Row[Any]], message: str) -> bool:
    """Whether a yes was followed by a no after this message and by no other yes; ids grow with real time."""
    given: set[tuple[str, str | None]] = set()
    ended: set[tuple[str, str | None]] = set()
    for one in decisions:
        matter = (one.purpose, one.fact_id)
        if one.state in PERMITTING:
            given.add(matter)
            ended.discard(matter)
        elif one.state in _NO and matter in given and one.id > message:
            ended.add(matter)
    return bool(ended)
