"""What the law gives every customer: all of one's own in a file, and all of it erased."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, insert, select, update

from store import ledger
from store.datamap import DATA_MAP, PROOFS
from store.engine import fold
from store.erasure import Place, Refs
from store.errors import CustomerUnknown, NotAllowed
from store.ledger import Erased
from store.memory import news, outside, restored, seen, walk
from store.memory.facts import speaks_for
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.tables.audit import AuditRow
from store.tables.base import new_id
from store.tables.rights import ErasureRow
from store.values import (
    Assurance,
    ErasureReceipt,
    Happened,
    KeptRecord,
    Moment,
    PlaceReport,
    Reader,
)

_OPEN = insert(ErasureRow)
_CLOSE = (
    update(ErasureRow)
    .where(ErasureRow.id == bindparam("erasure"))
    .values(state=bindparam("to"), receipt=bindparam("account"), refs=bindparam("left"))
)
_UNFINISHED = select(ErasureRow.id, ErasureRow.refs, ErasureRow.receipt).where(ErasureRow.state == "open")
_KNOWN = select(ErasureRow.id)
Begun = tuple[str, Refs, dict[str, int]]  # the erasure, what it reaches, and how much there was
_PROOFS = select(func.count()).where(  # by the customers, for which there is an index
    AuditRow.customer_id.in_(bindparam("customers", expanding=True)),
    AuditRow.identity_id.in_(bindparam("ids", expanding=True)),
)


@dataclass(frozen=True, slots=True)
class Rights:
    """Export and erasure, over every table of the data map and every place outside that was added."""

    store: Store
    places: list[Place] = field(default_factory=list)

    def add(self, place: Place) -> None:
        """From now on this place is looked at by every export and erasure."""
        self.places.append(place)

    def export(
        self, customer: str, moment: Moment, reader: Reader = Reader.CUSTOMER, reason: str = ""
    ) -> dict[str, Any]:
        """Every row held of the customer as far as this moment reaches, opened, by table; each place's too.

        Plain values, ready for JSON.
        """
        with self.store.transaction() as tx:
            refs = _reached(tx, customer, moment, reader)
            tables = walk.read_all(tx, refs)
            _audit(tx, "export", refs, moment, reader, reason or moment.reason)
            made_at = tx.now
        elsewhere = {place.name: _rows(place, refs) for place in self.places}
        everything = {"customer": customer, "made_at": made_at, **tables, **elsewhere}
        plain: dict[str, Any] = msgspec.to_builtins(everything)
        return plain

    def erase(
        self, customer: str, moment: Moment, reader: Reader = Reader.CUSTOMER, reason: str = ""
    ) -> ErasureReceipt:
        """Erases the customer as far as this moment reaches: everything when verified, else what this
        identity told. The receipt comes from looking again; where a place fails the request stays open.
        """

        def empty(tx: Transaction) -> Begun:
            refs = _reached(tx, customer, moment, reader)
            return _erase(tx, refs, moment.actor, reader, reason or moment.reason)

        return self._finish(*self.store.racing(empty))

    def erase_identity(self, customer: str, identity: str, reader: Reader, moment: Moment) -> ErasureReceipt:
        """Erases one identity with all that it told; the customer's others stay."""

        def empty(tx: Transaction) -> Begun:
            reached = _reached(tx, customer, moment, reader)
            alone = tuple(one for one in walk.everything_of(tx, customer, identity) if one.id in reached.identities)
            if not alone:
                raise CustomerUnknown
            return _erase(tx, walk.refs_of(tx, customer, alone), moment.actor, reader, moment.reason)

        return self._finish(*self.store.racing(empty))

    def retry_open(self) -> tuple[ErasureReceipt, ...]:
        """Goes again to the places of every erasure that is still open."""
        with self.store.transaction() as tx:
            waiting = [
                (row.id, _unsealed(tx, row.id, row.refs), *_before(row.receipt))
                for row in tx.db.execute(_UNFINISHED)
            ]
        return tuple(self._finish(*erasure) for erasure in waiting)

    def replay(self) -> int:
        """After a restore: erases, takes back and puts right again what the ledger says was since the backup.

        Answers how many identities were erased again.
        """
        with self.store.transaction() as tx:
            unknown = ledger.missing(self.store.ledger, tx.db.execute(_KNOWN).scalars().all())
            gone = restored.returned(tx, {hashed for erased in unknown for hashed in erased.identities}).values()
            back = [(customer_of(tx, identity), identity) for identity in gone]
            moment = Moment(now=tx.now, channel="ledger")
        for customer, identity in back:
            self.erase(customer, _as(moment, identity), Reader.OPERATOR, "restored from an older backup")
        self._acknowledge(unknown)
        self.store.racing(restored.take_back_again)
        return len(back)

    def _acknowledge(self, erasures: Sequence[Erased]) -> None:
        with self.store.transaction() as tx:
            for erased in erasures:
                row = _row(erased.erasure, datetime.fromisoformat(erased.at), "", None, Reader.OPERATOR)
                tx.db.execute(_OPEN, row | {"state": "done", "refs": None, "receipt": None})

    def _finish(
        self, erasure: str, refs: Refs, found: Mapping[str, int], kept: tuple[KeptRecord, ...] = ()
    ) -> ErasureReceipt:
        """Looks again at every table, goes to the places outside, and writes down what came of it."""
        self.store.cache.drop(refs.identities)
        fold(self.store.engine)
        emptied = [_emptied(place, refs, found.get(place.name, 0)) for place in self.places]
        elsewhere = [report for report, _ in emptied]
        kept = (*kept, *(record for _, records in emptied for record in records))
        with self.store.transaction() as tx:
            tables = [
                PlaceReport(place=name, found=found.get(name, 0), left=left)
                for name, left in walk.count(tx, refs).items()
            ]
            places = (*tables, *elsewhere)
            complete = all(place.left == 0 for place in places)
            kept = (*_proofs(tx, refs, found), *kept)
            receipt = ErasureReceipt(id=erasure, at=tx.now, places=places, kept=kept, complete=complete)
            account = msgspec.json.encode(asdict(receipt)).decode()
            closing = {"erasure": erasure, "to": "done" if complete else "open", "account": account}
            tx.db.execute(_CLOSE, closing | {"left": None if complete else _sealed(tx, erasure, refs)})
            return receipt


def _reached(tx: Transaction, customer: str, moment: Moment, reader: Reader) -> Refs:
    """What this moment reaches of the customer; raises CustomerUnknown or NotAllowed."""
    if not speaks_for(tx, customer, moment, reader):
        raise CustomerUnknown
    if reader is not Reader.OPERATOR and moment.assurance < Assurance.CHANNEL:
        raise NotAllowed("Nobody in particular has nothing to see or erase.")
    everything = moment.assurance >= Assurance.VERIFIED or (reader is Reader.OPERATOR and moment.identity is None)
    reached = walk.everything_of(tx, customer, None if everything else moment.identity)
    if not reached:
        raise CustomerUnknown
    return walk.refs_of(tx, customer, reached)


def _erase(tx: Transaction, refs: Refs, actor: str | None, reader: Reader, reason: str) -> Begun:
    erasure = new_id()
    found = walk.count(tx, refs)
    row = _row(erasure, tx.now, refs.customer, actor, reader)
    tx.db.execute(_OPEN, row | {"state": "open", "refs": _sealed(tx, erasure, refs), "receipt": None})
    # Sealed by the house, for it must outlive the customer's own keys.
    tx.audit("erase", reader=reader, customer=refs.customer, subjects=(erasure,), actor=actor, note=reason)
    seen.keep_of(tx, refs.identities)
    walk.delete_all(tx, refs)
    for conversation in refs.conversations:
        news.keep(tx, conversation, Happened.ERASED, None, None)
    outside.write_erased(tx, erasure, refs.identities)
    return erasure, refs, found


def _emptied(place: Place, refs: Refs, before: int) -> tuple[PlaceReport, Sequence[KeptRecord]]:
    found: int | None = before or None
    try:
        found = max(place.count(refs), before)  # an earlier try may have emptied it
        kept = place.erase(refs)
        return PlaceReport(place=place.name, found=found, left=place.count(refs)), kept
    except Exception as error:  # whatever ails a place outside, the receipt says so and the request stays open
        return PlaceReport(place=place.name, found=found, left=None, error=type(error).__name__), ()


def _rows(place: Place, refs: Refs) -> list[Mapping[str, Any]]:
    reader = getattr(place, "rows", None)
    return list(reader(refs)) if reader else []


def _before(receipt: str | None) -> tuple[dict[str, int], tuple[KeptRecord, ...]]:
    """What earlier tries of this erasure found, and what the places outside kept then."""
    if receipt is None:
        return {}, ()
    account = msgspec.json.decode(receipt)
    kept = tuple(KeptRecord(**record) for record in account["kept"] if record["place"] not in PROOFS)
    return {place["place"]: place["found"] or 0 for place in account["places"]}, kept


def _proofs(tx: Transaction, refs: Refs, found: Mapping[str, int]) -> tuple[KeptRecord, ...]:
    theirs = {"ids": list(refs.identities), "customers": [*refs.customers, *refs.once_of]}
    proofs = tx.db.execute(_PROOFS, theirs).scalar_one()
    holds = {name: DATA_MAP[name].holds for name in PROOFS}
    return (
        KeptRecord(place="audit", count=proofs, reason=holds["audit"]),
        KeptRecord(place="erasures", count=1, reason=holds["erasures"]),
        KeptRecord(place="seen", count=found.get("inbox", 0) + found.get("events", 0), reason=holds["seen"]),
    )


def _as(moment: Moment, identity: str) -> Moment:
    return Moment(now=moment.now, channel=moment.channel, identity=identity, assurance=Assurance.CHANNEL)


def _row(erasure: str, at: datetime, customer: str, actor: str | None, reader: Reader) -> dict[str, Any]:
    return {"id": erasure, "at": at, "customer_id": customer, "reader": reader.value, "actor": actor}


def _sealed(tx: Transaction, erasure: str, refs: Refs) -> bytes:
    return tx.keys.wrap(msgspec.json.encode(asdict(refs)), f"erasures.refs:{erasure}")


def _unsealed(tx: Transaction, erasure: str, sealed: bytes) -> Refs:
    return msgspec.json.decode(tx.keys.unseal(sealed, f"erasures.refs:{erasure}"), type=Refs)


def _audit(tx: Transaction, action: str, refs: Refs, moment: Moment, reader: Reader, reason: str) -> None:
    tx.audit(
        action,
        reader=reader,
        customer=refs.customer,
        identity=refs.identities[0],
        actor=moment.actor,
        note=reason,
    )
