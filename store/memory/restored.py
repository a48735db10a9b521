"""After a restore: what the ledger says was erased, taken back and put right since is found again, and done again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select

from store.consent import UNDECIDED
from store.ledger import Deed, TakenBack, read_ledger
from store.memory import community, confidences, consents, factrows, facts, links, reminders
from store.memory.outside import identity_hash, terms_in, thing_hash
from store.memory.people import customer_of, identities
from store.memory.store import Transaction
from store.retention import cutoff
from store.tables.audit import AuditRow
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import PERMITTING, Capture, ConsentState, Grant, Purpose, Reader

_AT_ONCE = 500
_IDS: BindParameter[str] = bindparam("ids", expanding=True)
_LOOKS = select(AuditRow.id).where(AuditRow.id.in_(_IDS))
_EVERYBODY = select(Identity.id)
_BY_LEDGER = Capture(method="ledger")
# Of these the last word counts: a line whose commit died must not undo what was said since.
_HOLDS = frozenset({Deed.HELD_BACK, Deed.RELEASED})
_LAST = (
    select(ConsentRow.seq, ConsentRow.state, ConsentRow.method)
    .join(Identity, Identity.id == ConsentRow.identity_id)
    .where(
        Identity.customer_id == bindparam("customer"),
        ConsentRow.purpose == bindparam("purpose"),
        ConsentRow.fact_id.is_not_distinct_from(bindparam("fact")),
        ConsentRow.state.not_in([state.value for state in UNDECIDED]),
    )
    .order_by(ConsentRow.seq.desc())
    .limit(1)
)


def returned(tx: Transaction, gone: set[str]) -> dict[str, str]:
    """The identities that stand in the database, by those of these hashes that are theirs."""
    everybody = tx.db.execute(_EVERYBODY).scalars() if gone else ()
    hashed = ((identity_hash(tx, identity), identity) for identity in everybody)
    return {name: identity for name, identity in hashed if name in gone}


def take_back_again(tx: Transaction) -> int:
    """Does again what was taken back and put right since this database was saved; answers how many times."""
    unknown = _unknown(tx)
    tx.as_house()
    back = returned(tx, {hashed for line in unknown for hashed in line.identities})
    for line in unknown:
        _again(tx, line, [back[hashed] for hashed in line.identities if hashed in back])
    return len(unknown)


def _unknown(tx: Transaction) -> list[TakenBack]:
    """What this database does not know, oldest first, but for what it knows to have been decided anew since."""
    oldest = cutoff(tx.house().retention, "audit_days", tx.now)  # before that no database knows its looks
    lines = [line for line in read_ledger(tx.ledger, TakenBack) if datetime.fromisoformat(line.at) > oldest]
    known = _known(tx, [line.look for line in lines])
    decided: set[str] = set()
    left = []
    for line in reversed(lines):
        held = line.things if line.done() in _HOLDS else ()
        if line.look in known:
            decided.update(held)
        elif not held or decided.isdisjoint(held):
            left.append(line)
    return left[::-1]


def _known(tx: Transaction, looks: Sequence[str]) -> set[str]:
    some = (looks[start : start + _AT_ONCE] for start in range(0, len(looks), _AT_ONCE))
    return {look for ids in some for look in tx.db.execute(_LOOKS, {"ids": list(ids)}).scalars()}


def _again(tx: Transaction, line: TakenBack, theirs: Sequence[str]) -> None:
    whose = {customer_of(tx, identity): identity for identity in reversed(theirs)}  # they may have been joined since
    for customer, identity in whose.items():
        _AGAIN[line.done()](tx, line, customer, identity)
    tx.audit("taken back again", reader=Reader.OPERATOR, reason="restored from an older backup", row=line.look)


def _named(tx: Transaction, line: TakenBack, ids: Sequence[str]) -> list[str]:
    """Those of the ids that the line means."""
    return [one for one in ids if thing_hash(tx, one) in line.things]


def _forget(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    gone = factrows.remove(tx, _named(tx, line, factrows.ids_of(tx, customer)))
    tx.audit("fact.forget", reader=Reader.OPERATOR, customer=customer, identity=identity, subjects=gone)


def _mark(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    for fact in _named(tx, line, factrows.ids_of(tx, customer)):
        facts.mark(tx, line.done(), fact)


def _confide(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    for fact in _named(tx, line, factrows.ids_of(tx, customer)):
        confidences.mark(tx, customer, fact)


def _end_reminders(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    reminders.end(tx, _named(tx, line, reminders.waiting_of(tx, customer)))


def _take_off(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    for message in _named(tx, line, community.messages_of(tx, customer)):
        community.take_off(tx, message)


def _part(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    joined = [one.id for one in identities(tx, customer) if one.home != customer]
    for one in _named(tx, line, joined):
        links.give_back(tx, one, Reader.OPERATOR, None)


def _withdraw(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    """As it was withdrawn then, unless it was given anew afterwards."""
    for fact in _named(tx, line, factrows.ids_of(tx, customer)) if line.things else [None]:
        if _stands(tx, line, customer, fact):
            consents.append(tx, customer, identity, _no(line, fact), _BY_LEDGER)


def _change_terms(tx: Transaction, line: TakenBack, customer: str, identity: str) -> None:
    """By the terms that were set then; withdrawn where whoever set them came only after the backup."""
    if not _stands(tx, line, customer, None):
        return
    changed = _no(line, None)
    if identity_hash(tx, identity) == line.identities[0]:
        terms, until = terms_in(tx, line, identity)
        changed = replace(changed, state=ConsentState.RENEWED, terms=terms, until=until)
    consents.append(tx, customer, identity, changed, _BY_LEDGER)


_AGAIN: dict[Deed, Callable[[Transaction, TakenBack, str, str], None]] = {
    Deed.FORGOTTEN: _forget,
    Deed.WITHDRAWN: _withdraw,
    Deed.OTHER_TERMS: _change_terms,
    Deed.WRONG: _mark,
    Deed.HELD_BACK: _mark,
    Deed.RELEASED: _mark,
    Deed.CONFIDED: _confide,
    Deed.CANCELLED: _end_reminders,
    Deed.OFF_THE_WALL: _take_off,
    Deed.PARTED: _part,
}


def _no(line: TakenBack, fact: str | None) -> Grant:
    at = datetime.fromisoformat(line.at)
    return Grant(purpose=Purpose(str(line.purpose)), state=ConsentState.WITHDRAWN, at=at, fact=fact)


def _stands(tx: Transaction, line: TakenBack, customer: str, fact: str | None) -> bool:
    """Whether the permission stands by a yes of before the line, or by one that this replay put back."""
    tx.about(customer)
    last = tx.db.execute(_LAST, {"customer": customer, "purpose": line.purpose, "fact": fact}).first()
    if last is None or last.state not in PERMITTING:
        return False
    return line.seq is None or last.method == _BY_LEDGER.method or last.seq < line.seq
