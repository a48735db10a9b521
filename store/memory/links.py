"""Joining identities of one person, by proof on both sides, and parting them again."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from store.errors import CustomerUnknown, NotAllowed
from store.ledger import Deed
from store.linking import meant, new_code, partable
from store.memory import consents, outside
from store.memory.facts import speaks_for
from store.memory.people import customer_of, identities
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.people import Identity, Link, LinkCode, LinkTry
from store.values import PERMITTING, Arrival, Assurance, Capture, ConsentState, Grant, Moment, Once, Reader

CODE_SECONDS = 10 * 60
MOST_TRIES = 5
_IDENTITY = (
    select(Identity.id, Identity.customer_id, Identity.home_customer_id, Identity.channel)
    .where(Identity.id == bindparam("identity"))
    .with_for_update()
)
_MOVE = update(Identity).where(Identity.id == bindparam("identity")).values(customer_id=bindparam("to"))
_FELLOWS = select(Identity.id).where(
    Identity.customer_id == bindparam("customer"), Identity.channel == bindparam("channel")
)
_DEPENDENTS = select(Identity.id).where(
    Identity.customer_id == bindparam("customer"), Identity.id != bindparam("identity")
)
_NOTE = insert(Link)
_CODE = select(LinkCode.identity_id, LinkCode.expires_real).where(LinkCode.code_hash == bindparam("hash"))
_OFFER = insert(LinkCode)
_TRIED = insert(LinkTry)
_TRIES = select(func.count()).where(
    LinkTry.identity_id == bindparam("identity"), LinkTry.expires_real > bindparam("now")
)
_SPENT = delete(LinkCode).where(LinkCode.identity_id == bindparam("identity"))


@dataclass(frozen=True, slots=True)
class Links:
    """An identity belongs to the customer it came as, unless it was joined to another by proof."""

    store: Store

    def offer_code(self, moment: Moment) -> str:
        """A code for the person behind this identity, to be said on the other channel within ten minutes."""
        if moment.identity is None or moment.assurance < Assurance.CHANNEL:
            raise NotAllowed("Nobody in particular cannot be linked.")
        code = new_code()
        with self.store.transaction() as tx:
            _identity(tx, moment.identity)
            tx.db.execute(_SPENT, {"identity": moment.identity})
            expires = time.time() + CODE_SECONDS
            row = {"code_hash": _hash(tx, code), "identity_id": moment.identity, "expires_real": expires}
            tx.db.execute(_OFFER, row)
            return code

    def redeem(self, moment: Moment, code: str, once: Once | None = None) -> Arrival:
        """Joins the identity that says the code to the customer who was given it; raises NotAllowed."""
        if moment.identity is None or moment.assurance < Assurance.CHANNEL:
            raise NotAllowed("Nobody in particular cannot be linked.")
        with self.store.transaction() as tx:
            if tx.done(once):
                return Arrival(identity=moment.identity, customer=customer_of(tx, moment.identity))
            host = _host_of(tx, code, moment.identity)
            if host is not None:
                tx.db.execute(_SPENT, {"identity": host})
                tx.mark(once, moment.identity, host)
                return _join(tx, host, moment.identity, "code", Reader.CUSTOMER, moment.actor, "")
            _count_try(tx, moment.identity)
        # Only now, so that the try stays counted.
        raise NotAllowed("This code is not valid, or not any more.")

    def link(self, a: str, b: str, proof: str, actor: str) -> Arrival:
        """Joins identity `b` to the customer of `a` on an operator's word, which the audit keeps."""
        if not proof.strip():
            raise NotAllowed("Linking needs proof.")
        with self.store.transaction() as tx:
            return _join(tx, a, b, "operator", Reader.OPERATOR, actor, proof)

    def unlink(self, identity: str, reader: Reader, actor: str | None = None) -> Arrival:
        """Gives the identity, with everything it told, back to the customer it came as."""
        with self.store.transaction() as tx:
            return give_back(tx, identity, reader, actor)

    def part(self, customer: str, identity: str, moment: Moment, reader: Reader = Reader.CUSTOMER) -> Arrival:
        """The same for one of a customer's own, as far as this moment may; raises CustomerUnknown or NotAllowed."""
        with self.store.transaction() as tx:
            if not speaks_for(tx, customer, moment, reader):
                raise CustomerUnknown
            known = identities(tx, customer)
            if identity not in {one.id for one in known}:
                raise CustomerUnknown
            if identity not in {one.id for one in partable(known, moment)}:
                raise NotAllowed("This identity is not linked, or another has to part it.")
            return give_back(tx, identity, reader, moment.actor)

    def part_by_words(self, moment: Moment, channels: Collection[str], once: Once | None = None) -> int:
        """Gives back the linked identities that the words mean; answers how many, 0 where none is linked."""
        if moment.identity is None:
            return 0
        with self.store.transaction() as tx:
            before = tx.done(once)
            if before is not None:
                return len(before.split())
            known = identities(tx, customer_of(tx, moment.identity))
            parted = meant(partable(known, moment), moment, channels)
            for one in parted:
                give_back(tx, one.id, Reader.CUSTOMER, moment.actor)
            tx.mark(once, moment.identity, " ".join(one.id for one in parted))
            return len(parted)


def give_back(tx: Transaction, identity: str, reader: Reader, actor: str | None) -> Arrival:
    """The identity goes back to the customer it came as; no older backup joins it again. Raises NotAllowed."""
    row = _identity(tx, identity)
    if row.customer_id == row.home_customer_id:
        raise NotAllowed("This identity is not linked.")
    look = tx.audit("unlink", reader=reader, customer=row.customer_id, identity=identity, actor=actor)
    outside.write_taken_back(tx, Deed.PARTED, look, row.customer_id, [identity])
    noes = [one for one in consents.grants(tx, row.customer_id) if one.state not in PERMITTING]
    tx.db.execute(_MOVE, {"identity": identity, "to": row.home_customer_id})
    _note(tx, identity, row.home_customer_id, "parted", "")
    for customer in (row.customer_id, row.home_customer_id):
        _stay_refused(tx, customer, noes)
    return Arrival(identity=identity, customer=row.home_customer_id)


def _stay_refused(tx: Transaction, customer: str, noes: Sequence[Grant]) -> None:
    """An older yes of one side does not outlive the no that was said for both."""
    refused = {(no.purpose, no.fact): no for no in noes}
    for given in consents.grants(tx, customer):
        no = refused.get((given.purpose, given.fact))
        if no is not None and given.state in PERMITTING:
            first = identities(tx, customer)[0].id
            consents.append(tx, customer, first, replace(no, state=ConsentState.WITHDRAWN), Capture(method="parting"))


def _host_of(tx: Transaction, code: str, guest: str) -> str | None:
    """Whose code this is, unless it has run out or this identity has tried too often."""
    if tx.db.execute(_TRIES, {"identity": guest, "now": time.time()}).scalar_one() >= MOST_TRIES:
        return None
    offered = tx.db.execute(_CODE, {"hash": _hash(tx, code)}).first()
    return offered.identity_id if offered is not None and offered.expires_real > time.time() else None


def _count_try(tx: Transaction, guest: str) -> None:
    _identity(tx, guest)
    row = {"id": new_id(), "identity_id": guest, "expires_real": time.time() + CODE_SECONDS}
    tx.db.execute(_TRIED, row)


def _join(tx: Transaction, a: str, b: str, proof: str, reader: Reader, actor: str | None, words: str) -> Arrival:
    first, second = _identity(tx, min(a, b)), _identity(tx, max(a, b))  # locked in one order, whoever comes first
    host, guest = (first, second) if first.id == a else (second, first)
    _check(tx, host, guest)
    tx.db.execute(_MOVE, {"identity": guest.id, "to": host.customer_id})
    _note(tx, guest.id, host.customer_id, "joined", proof)
    tx.audit(
        "link",
        reader=reader,
        customer=host.customer_id,
        identity=guest.id,
        subjects=(host.id,),
        actor=actor,
        note=words,
    )
    return Arrival(identity=guest.id, customer=host.customer_id)


def _check(tx: Transaction, host: Row[tuple[str, str, str, str]], guest: Row[tuple[str, str, str, str]]) -> None:
    if host.customer_id == guest.customer_id:
        raise NotAllowed("They are linked already.")
    if guest.customer_id != guest.home_customer_id:
        raise NotAllowed("This identity is linked elsewhere; part it first.")
    if tx.db.execute(_DEPENDENTS, {"customer": guest.customer_id, "identity": guest.id}).first():
        raise NotAllowed("Others are linked to this identity; part them first.")
    fellows = {"customer": host.customer_id, "channel": guest.channel}
    if guest.channel == "account" and tx.db.execute(_FELLOWS, fellows).first():
        # Two proven accounts are two customers, whatever somebody says.
        raise NotAllowed("Two accounts cannot be one customer.")


def _identity(tx: Transaction, identity: str) -> Row[tuple[str, str, str, str]]:
    row = tx.db.execute(_IDENTITY, {"identity": identity}).first()
    if row is None:
        raise CustomerUnknown
    return row


def _note(tx: Transaction, identity: str, customer: str, state: str, proof: str) -> None:
    row = {"id": new_id(), "identity_id": identity, "customer_id": customer, "state": state}
    tx.db.execute(_NOTE, row | {"proof": proof, "at": tx.now})


def _hash(tx: Transaction, code: str) -> bytes:
    return tx.keys.keyed_hash("link code", "".join(code.replace("-", " ").split()).upper())
