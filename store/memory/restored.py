"""After a restore: what the ledger says was erased and taken back since is found again, and taken back again."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select

from store.ledger import TakenBack, read_ledger
from store.memory import consents, factrows
from store.memory.outside import fact_hash, identity_hash
from store.memory.store import Transaction
from store.retention import cutoff
from store.tables.audit import AuditRow
from store.tables.people import Identity
from store.values import PERMITTING, Capture, ConsentState, Grant, Purpose, Reader

_AT_ONCE = 500
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_LOOKS = select(AuditRow.id).where(AuditRow.id.in_(_IDS))
_EVERYBODY = select(Identity.id, Identity.customer_id)


def returned(tx: Transaction, gone: set[str]) -> dict[str, list[str]]:
    """The identities with these hashes that stand in the database, by customer."""
    back: dict[str, list[str]] = {}
    for identity, customer in tx.db.execute(_EVERYBODY) if gone else ():
        if identity_hash(tx, identity) in gone:
            back.setdefault(customer, []).append(identity)
    return back


def take_back_again(tx: Transaction) -> int:
    """Forgets and withdraws what was taken back since this database was saved; answers how many times."""
    unknown = list(_unknown(tx))
    tx.as_house()
    back = returned(tx, {hashed for line in unknown for hashed in line.identities})
    for line in unknown:
        _again(tx, line, back)
    return len(unknown)


def _unknown(tx: Transaction) -> Iterator[TakenBack]:
    oldest = cutoff(tx.house().retention, "audit_days", tx.now)  # before that no database knows its looks
    lines = [line for line in read_ledger(tx.ledger, TakenBack) if datetime.fromisoformat(line.at) > oldest]
    for start in range(0, len(lines), _AT_ONCE):
        some = lines[start : start + _AT_ONCE]
        known = set(tx.db.execute(_LOOKS, {"ids": [line.look for line in some]}).scalars())
        yield from (line for line in some if line.look not in known)


def _again(tx: Transaction, line: TakenBack, back: dict[str, list[str]]) -> None:
    for customer, identities in back.items():
        theirs = [identity for identity in identities if identity_hash(tx, identity) in line.identities]
        if theirs:
            _take_back(tx, line, customer, theirs[0])
    tx.audit("taken back again", reader=Reader.OPERATOR, reason="restored from an older backup", row=line.look)


def _take_back(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    facts = [fact for fact in factrows.ids_of(tx, customer) if fact_hash(tx, fact) in line.facts]
    if line.purpose is None:
        gone = factrows.remove(tx, facts)
        tx.audit("fact.forget", reader=Reader.OPERATOR, customer=customer, identity=identity, subjects=gone)
        return
    for fact in facts if line.facts else [None]:
        _withdraw(tx, customer, identity, Purpose(line.purpose), fact, datetime.fromisoformat(line.at))


def _withdraw(tx: Transaction, customer: str, identity: str, purpose: Purpose, fact: str | None, at: datetime) -> None:
    """As it was withdrawn then, unless it was given anew afterwards."""
    standing = [one for one in consents.grants(tx, customer) if (one.purpose, one.fact) == (purpose, fact)]
    if any(one.state in PERMITTING and one.at <= at for one in standing):
        no = Grant(purpose=purpose, state=ConsentState.WITHDRAWN, at=at, fact=fact)
        consents.append(tx, customer, identity, no, Capture(method="ledger"))
