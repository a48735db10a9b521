"""The audit after the fact: linked into a chain, checked, and read by operators."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, func, insert, or_, select, text, update

from store.errors import CustomerUnknown, WrongKey
from store.memory.store import Store, Transaction
from store.tables.audit import AuditHead, AuditRow
from store.values import AuditEntry, AuditFilter, AuditPage, AuditVerdict

_GENESIS = bytes(32)
_HEAD_KIND, _ANCHOR_KIND = "audit head", "audit anchor"  # nobody without the keys can make one of the other
_LOCK = text("SELECT pg_advisory_xact_lock(7426501)")  # one sealer at a time; the number is ours alone
_ROW = AuditRow.__table__.columns
_LAST = select(AuditHead.seq, AuditHead.link).order_by(AuditHead.seq.desc()).limit(1)
_UNSEALED = select(*_ROW).where(AuditRow.seq.is_(None)).order_by(AuditRow.id).limit(bindparam("most"))
_SEAL = update(AuditRow).where(AuditRow.id == bindparam("row")).values(seq=bindparam("at_seq"), link=bindparam("to"))
_HEAD = insert(AuditHead)
_HEADS = select(AuditHead).order_by(AuditHead.seq)
_SIGNED = (
    select(AuditHead)
    .where(AuditHead.at <= bindparam("end"))
    .order_by(AuditHead.at.desc(), AuditHead.seq.desc())
    .limit(1)
)
_ANCHOR = update(AuditHead).where(AuditHead.seq == bindparam("row")).values(anchor=True, signature=bindparam("sign"))
_CHAIN = select(*_ROW).where(AuditRow.seq > bindparam("after")).order_by(AuditRow.seq)
_WAITING = select(func.count()).where(AuditRow.seq.is_(None))
_PAGE = select(*_ROW).where(AuditRow.id > bindparam("after")).order_by(AuditRow.id).limit(bindparam("most"))
_PAGE_OF = _PAGE.where(AuditRow.customer_id == bindparam("customer"))

_EVERYTHING = AuditFilter()
_NEWEST = select(*_ROW).order_by(AuditRow.id.desc()).limit(bindparam("most"))


@dataclass(frozen=True, slots=True)
class Audit:
    """Rows are written beside the work without an order; the sealer orders and links them."""

    store: Store

    def seal(self, most: int = 5_000) -> int:
        """Links up to `most` waiting rows to the chain and signs its new head; answers how many."""
        with self.store.transaction() as tx:
            if tx.db.dialect.name == "postgresql":
                tx.db.execute(_LOCK)
            waiting = tx.db.execute(_UNSEALED, {"most": most}).all()
            if not waiting:
                return 0
            last = tx.db.execute(_LAST).first()
            links = list(_linked(waiting, last.seq if last else 0, last.link if last else _GENESIS))
            tx.db.execute(_SEAL, [{"row": row, "at_seq": seq, "to": link} for row, seq, link in links])
            _, seq, link = links[-1]
            signature = _signed(tx, seq, link, _HEAD_KIND)
            head = {"seq": seq, "link": link, "signature": signature, "anchor": False, "at": tx.now}
            tx.db.execute(_HEAD, head)
            return len(links)

    def verify(self) -> AuditVerdict:
        """Walks the whole chain and names the first row or head that does not fit; counts what waits."""
        with self.store.transaction() as tx:
            heads = {head.seq: head for head in tx.db.execute(_HEADS)}
            bad = next((f"head {head.seq}" for head in heads.values() if not _genuine(tx, head)), None)
            return _walk(tx, heads, bad)

    def page(self, after: str = "", limit: int = 100, customer: str | None = None) -> AuditPage:
        """Rows in the order of their ids, of one customer or of all; people's own reasons are opened."""
        asked = {"after": after, "most": limit + 1} | ({"customer": customer} if customer else {})
        with self.store.transaction() as tx:
            rows = tx.db.execute(_PAGE_OF if customer else _PAGE, asked).all()
            items = tuple(_entry(tx, row) for row in rows[:limit])
            return AuditPage(items=items, next=items[-1].id if len(rows) > limit else None)

    def newest(self, before: str = "", limit: int = 100, wanted: AuditFilter = _EVERYTHING) -> AuditPage:
        """The newest rows that fit, newest first, or those before a row, for who looks at what has just been done."""
        with self.store.transaction() as tx:
            rows = tx.db.execute(_NEWEST.where(*_fitting(before, wanted)), {"most": limit + 1}).all()
            items = tuple(_entry(tx, row) for row in rows[:limit])
            return AuditPage(items=items, next=items[-1].id if len(rows) > limit else None)


def _fitting(before: str, wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    """What a row must be: the actions of a kind share how they begin, as `desk.`."""
    if before:
        yield AuditRow.id < before
    if wanted.customer:
        yield AuditRow.customer_id == wanted.customer
    if wanted.action:
        yield AuditRow.action.startswith(wanted.action, autoescape=True)
    if wanted.who:
        yield or_(AuditRow.actor == wanted.who, AuditRow.reader == wanted.who)
    if wanted.since:
        yield AuditRow.at >= wanted.since
    if wanted.until:
        yield AuditRow.at < wanted.until


def _linked(rows: Iterable[Row[Any]], seq: int, link: bytes) -> Iterable[tuple[str, int, bytes]]:
    for row in rows:
        seq, link = seq + 1, _link(link, row)
        yield row.id, seq, link


def _link(before: bytes, row: Row[Any]) -> bytes:
    note = row.note.hex() if row.note else ""
    content = (
        *(row.id, row.at.isoformat(), row.action, row.reader, row.purpose, row.actor, row.customer_id),
        *(row.identity_id, row.subjects, row.reason, note),
    )
    return sha256(before + json.dumps(content).encode()).digest()


def prune(tx: Transaction, end: datetime) -> int:
    """Takes the oldest rows up to a head signed by `end`, which becomes the anchor of the rest."""
    head = tx.db.execute(_SIGNED, {"end": end}).first()
    if head is None or head.anchor:
        return 0
    signature = _signed(tx, head.seq, head.link, _ANCHOR_KIND)
    tx.db.execute(_ANCHOR, {"row": head.seq, "sign": signature})
    tx.db.execute(delete(AuditHead).where(AuditHead.seq < head.seq))
    return tx.db.execute(delete(AuditRow).where(AuditRow.seq <= head.seq)).rowcount


def _signed(tx: Transaction, seq: int, link: bytes, kind: str) -> bytes:
    return tx.keys.keyed_hash(kind, f"{seq}\0{link.hex()}")


def _genuine(tx: Transaction, head: Row[Any]) -> bool:
    kind = _ANCHOR_KIND if head.anchor else _HEAD_KIND
    return bool(_signed(tx, head.seq, head.link, kind) == head.signature)


def _walk(tx: Transaction, heads: dict[int, Any], bad: str | None) -> AuditVerdict:
    waiting = tx.db.execute(_WAITING).scalar_one()
    anchor = next((head for head in heads.values() if head.anchor), None)
    seq, link = (anchor.seq, anchor.link) if anchor else (0, _GENESIS)
    sealed = 0
    for row in tx.db.execute(_CHAIN, {"after": seq}):
        link = _link(link, row)
        seq, sealed = seq + 1, sealed + 1
        if row.seq != seq or row.link != link or (seq in heads and heads[seq].link != link):
            return AuditVerdict(sealed=sealed, unsealed=waiting, first_bad=row.id)
    if seq != max(heads, default=0):
        bad = bad or f"head {max(heads, default=0)}"
    return AuditVerdict(sealed=sealed, unsealed=waiting, first_bad=bad)


def _entry(tx: Transaction, row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        action=row.action,
        reader=row.reader,
        purpose=row.purpose,
        actor=row.actor,
        customer=row.customer_id,
        identity=row.identity_id,
        subjects=tuple(row.subjects.split()),
        reason=row.reason,
        note=_note(tx, row),
        sealed=row.seq is not None,
    )


def _note(tx: Transaction, row: Row[Any]) -> str | None:
    """A person's own reason, unless its key was destroyed with the customer it concerned."""
    if row.note is None:
        return None
    place = f"audit.note:{row.id}"
    try:
        if row.identity_id is None:
            return tx.keys.unseal(row.note, place).decode()
        return tx.key_of(row.identity_id).open(row.note, place)
    except (CustomerUnknown, WrongKey):
        return None
