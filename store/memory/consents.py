"""Permissions: asked, decided and read back; an append-only ledger for each identity."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, func, insert, select

from store import consent, deciding
from store.errors import CustomerUnknown, NotAllowed
from store.ledger import Deed
from store.memory import factrows, outside, speaking
from store.memory.people import customer_of
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import (
    Aside,
    Capture,
    ConsentReceipt,
    ConsentState,
    Decision,
    Fact,
    Grant,
    Moment,
    Once,
    Purpose,
    Reader,
    Sensitivity,
)

_OF_CUSTOMER = ConsentRow.identity_id.in_(select(Identity.id).where(Identity.customer_id == bindparam("customer")))
GRANT = select(
    ConsentRow.id,
    ConsentRow.identity_id,
    ConsentRow.purpose,
    ConsentRow.fact_id,
    ConsentRow.state,
    ConsentRow.at,
    ConsentRow.until,
    ConsentRow.terms,
).order_by(ConsentRow.seq)
_LAST = (
    select(func.max(ConsentRow.seq))
    .where(_OF_CUSTOMER, ConsentRow.state.not_in([state.value for state in consent.UNDECIDED]))
    .group_by(ConsentRow.purpose, ConsentRow.fact_id)
)
_STANDING = GRANT.where(ConsentRow.seq.in_(_LAST))
_HISTORY = GRANT.where(_OF_CUSTOMER, ConsentRow.purpose == bindparam("purpose"), ConsentRow.fact_id.is_(None))
_LEDGER = (
    select(ConsentRow)
    .join(Identity, Identity.id == ConsentRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"))
    .order_by(ConsentRow.seq)
)
_BY_ID = select(ConsentRow).where(ConsentRow.id == bindparam("id"))
_APPEND = insert(ConsentRow)


@dataclass(frozen=True, slots=True)
class Consents:
    """What each customer allows, decided by nobody but the customer."""

    store: Store

    def decide(
        self,
        customer: str,
        identity: str,
        purpose: Purpose,
        state: ConsentState,
        capture: Capture,
        *,
        until: datetime | None = None,
        terms: Mapping[str, Any] | None = None,
        fact: str | None = None,
        once: Once | None = None,
        notice: Aside | None = None,
    ) -> ConsentReceipt:
        """Adds a decision, in force with the next statement, as `notice` says; raises NotAllowed or CustomerUnknown.

        A yes where the last word was a yes goes down as its renewal; without terms of its own it keeps
        the ones that stand and the end that they set, so that a second yes widens nothing. What they wanted no
        more of stands through a no as well. A yes whose end has passed is NotAllowed.
        """
        decision = deciding.acceptable(purpose, state, capture)
        if not decision.allowed:
            raise NotAllowed(decision.reason)
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            if customer_of(tx, identity) != customer:
                raise CustomerUnknown
            done = tx.done(once)
            if done:
                tx.about(customer)
                return _receipt(tx, customer, tx.db.execute(_BY_ID, {"id": done}).one())
            known = grants(tx, customer)
            state = deciding.as_decided(state, known, purpose, fact)
            if until is None and terms is None and state is ConsentState.RENEWED:
                terms = deciding.carried((one for one in known if one.purpose is purpose and one.fact == fact), tx.now)
            kept = deciding.unwanted(known, purpose, fact)
            terms = kept | dict(terms or {}) | ({"until": until.isoformat()} if until else {})
            grant = Grant(
                purpose=purpose, state=state, at=tx.now, until=_end(tx, state, terms), terms=terms, fact=fact
            )
            look = new_id()
            receipt = append(tx, customer, identity, grant, capture, look)
            speaking.tell(tx, notice)
            if deciding.takes_back(state, known, purpose, fact):
                facts = [fact] if fact else []
                outside.write_taken_back(tx, Deed.WITHDRAWN, look, customer, facts, purpose, by=identity)
            if deciding.changes_terms(grant, known):
                outside.write_other_terms(tx, look, customer, identity, grant)
            tx.mark(once, identity, receipt.id)
            return receipt

    def heed_signal(self, customer: str, identity: str, capture: Capture) -> tuple[ConsentReceipt, ...]:
        """Takes Global Privacy Control as a no to every purpose it speaks of that was not decided in words."""
        with self.store.transaction() as tx:
            if customer_of(tx, identity) != customer:
                raise CustomerUnknown
            decided = {grant.purpose for grant in grants(tx, customer) if grant.fact is None}
            return tuple(
                append(tx, customer, identity, Grant(purpose=purpose, state=ConsentState.REFUSED, at=tx.now), capture)
                for purpose in consent.SIGNALLED
                if purpose not in decided
            )

    def grants(self, customer: str) -> tuple[Grant, ...]:
        """What holds now: for each purpose, and each fact with its own yes, the last decision."""
        with self.store.transaction() as tx:
            return grants(tx, customer)

    def ledger(self, customer: str) -> tuple[ConsentReceipt, ...]:
        """Every question and decision, oldest first, with the words as shown and said."""
        with self.store.transaction() as tx:
            return ledger(tx, customer)

    def may_ask(self, customer: str, purpose: Purpose, moment: Moment) -> Decision:
        """Whether the customer may be asked for this permission now, or has answered and is left in peace."""
        with self.store.transaction() as tx:
            return consent.may_ask(purpose, history(tx, customer, purpose), moment, **waits(tx))


def grants(tx: Transaction, customer: str) -> tuple[Grant, ...]:
    """What holds now, inside an open transaction: the last decision on each purpose and fact."""
    tx.about(customer)
    return tuple(grant_of(tx, row) for row in tx.db.execute(_STANDING, {"customer": customer}))


def matter_of(tx: Transaction, identity: str, about: str) -> str:
    """What stands in the ledger for a matter of which nothing is kept: a keyed hash, another for each identity."""
    return f"about:{factrows.about_hash(tx, identity, about).hex()}"


def append(
    tx: Transaction, customer: str, identity: str, grant: Grant, capture: Capture, look: str | None = None
) -> ConsentReceipt:
    """Adds one row to the ledger and to the audit (there as `look`), inside an open transaction."""
    receipt = new_id()
    tx.about(customer)
    tx.db.execute(_APPEND, _row(tx, receipt, identity, grant, capture))
    tx.audit(
        f"consent.{grant.state}",
        reader=Reader.CUSTOMER,
        purpose=grant.purpose,
        customer=customer,
        identity=identity,
        subjects=(receipt, *([grant.fact] if grant.fact else [])),
        actor=capture.captured_by,
        row=look,
    )
    return ConsentReceipt(
        id=receipt,
        customer=customer,
        identity=identity,
        purpose=grant.purpose,
        state=grant.state,
        at=grant.at,
        until=grant.until,
        terms=grant.terms,
        fact=grant.fact,
        capture=capture,
    )


def carry_own_yes(tx: Transaction, customer: str, old: Fact, new: str) -> None:
    """A corrected fact keeps the yes that the customer gave to it, captured as it was."""
    if old.sensitivity is Sensitivity.ORDINARY:
        return
    for grant in (one for one in grants(tx, customer) if one.fact == old.id):
        receipt = next(one for one in reversed(ledger(tx, customer)) if one.fact == old.id)
        append(tx, customer, old.identity, replace(grant, at=tx.now, fact=new), receipt.capture)


def ledger(tx: Transaction, customer: str) -> tuple[ConsentReceipt, ...]:
    """The customer's whole ledger inside an open transaction, oldest first."""
    tx.about(customer)
    return tuple(_receipt(tx, customer, row) for row in tx.db.execute(_LEDGER, {"customer": customer}))


def history(tx: Transaction, customer: str, purpose: Purpose) -> list[Grant]:
    """Every question and decision about a purpose as such, oldest first, inside an open transaction."""
    tx.about(customer)
    rows = tx.db.execute(_HISTORY, {"customer": customer, "purpose": purpose.value})
    return [grant_of(tx, row) for row in rows]


def waits(tx: Transaction) -> dict[str, timedelta]:
    """How long a no is left in peace, and how long a question without an answer rests."""
    rules = tx.house().consent
    return {"cool_down": timedelta(days=rules.cool_down_days), "rest": timedelta(days=rules.unanswered_days)}


def _end(tx: Transaction, state: ConsentState, terms: Mapping[str, Any]) -> datetime | None:
    """When this decision runs out: as its terms say, else by the house's rule; raises NotAllowed for a past end."""
    named = deciding.end_in(terms)
    to_come = deciding.ends_to_come(state, named, tx.now)
    if not to_come.allowed:
        raise NotAllowed(to_come.reason)
    return named or deciding.lasts_until(state, tx.now, tx.house().consent.lasts_days)


def grant_of(tx: Transaction, row: Row[Any]) -> Grant:
    """A row of the ledger as what it decided."""
    return Grant(
        purpose=Purpose(row.purpose),
        state=ConsentState(row.state),
        at=row.at,
        until=row.until,
        terms=terms_of(tx, row.identity_id, row.id, row.terms),
        fact=row.fact_id,
    )


def _row(tx: Transaction, receipt: str, identity: str, grant: Grant, capture: Capture) -> dict[str, Any]:
    key = tx.key_of(identity)
    told = msgspec.json.encode((capture.words, capture.notice_text)).decode()
    terms = msgspec.json.encode(grant.terms).decode() if grant.terms else None
    return {
        "id": receipt,
        "identity_id": identity,
        "purpose": grant.purpose.value,
        "fact_id": grant.fact,
        "state": grant.state.value,
        "at": grant.at,
        "until": grant.until,
        "terms": key.seal(terms, f"consents.terms:{receipt}") if terms else None,
        "method": capture.method,
        "content": key.seal(told, f"consents.content:{receipt}"),
        "notice_version": capture.notice_version,
        "language": capture.language,
        "conversation_id": capture.conversation,
        "message_id": capture.message,
        "assurance": int(capture.assurance),
        "captured_by": capture.captured_by,
    }


def _receipt(tx: Transaction, customer: str, row: Row[Any]) -> ConsentReceipt:
    key = tx.key_of(row.identity_id)
    words, notice = msgspec.json.decode(key.open(row.content, f"consents.content:{row.id}"))
    capture = Capture(
        method=row.method,
        words=words,
        notice_version=row.notice_version,
        notice_text=notice,
        language=row.language,
        conversation=row.conversation_id,
        message=row.message_id,
        assurance=row.assurance,
        captured_by=row.captured_by,
    )
    return ConsentReceipt(
        id=row.id,
        customer=customer,
        identity=row.identity_id,
        purpose=Purpose(row.purpose),
        state=ConsentState(row.state),
        at=row.at,
        until=row.until,
        terms=terms_of(tx, row.identity_id, row.id, row.terms),
        fact=row.fact_id,
        capture=capture,
    )


def terms_of(tx: Transaction, identity: str, receipt: str, sealed: bytes | None) -> dict[str, Any]:
    """The terms of a decision, opened; empty where it has none."""
    if sealed is None:
        return {}
    text = tx.key_of(identity).open(sealed, f"consents.terms:{receipt}")
    return msgspec.json.decode(text, type=dict[str, Any])
