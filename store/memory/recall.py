"""The only read of facts: who asks, for which purpose, at which moment."""

from dataclasses import replace

from store import consent
from store.memory import consents, factrows
from store.memory.people import told_by
from store.memory.store import Store, Transaction
from store.values import Assurance, Brief, Fact, Grant, Moment, Purpose, Reader


def recall(store: Store, customer: str, purpose: Purpose, reader: Reader, moment: Moment) -> Brief:
    """What `reader` may know of `customer` for `purpose` now; always audited, empty whenever in doubt."""
    with store.transaction() as tx:
        moment = sure_of(tx, customer, reader, replace(moment, now=tx.now))
        grants = consents.grants(tx, customer)
        missing = consent.withheld(purpose, reader, grants, moment)
        facts = () if missing else _permitted(tx, customer, purpose, reader, grants, moment)
        tx.audit(
            "recall",
            reader=reader,
            purpose=purpose,
            customer=customer,
            identity=told_by(tx, customer, moment),
            subjects=[fact.id for fact in facts],
            actor=moment.actor,
            note=moment.reason,
            reason="withheld: " + " ".join(missing) if missing else "",
        )
        return Brief(
            customer=customer,
            purpose=purpose,
            reader=reader,
            facts=tuple(fact for fact in facts if fact.subject == "self"),
            others=tuple(fact for fact in facts if fact.subject != "self"),
            withheld=missing,
            grants=tuple(grant for grant in grants if grant.fact is None),
        )


def _permitted(
    tx: Transaction,
    customer: str,
    purpose: Purpose,
    reader: Reader,
    grants: tuple[Grant, ...],
    moment: Moment,
) -> tuple[Fact, ...]:
    facts = [
        fact
        for fact in factrows.standing_of(tx, customer)
        if consent.permits(purpose, reader, fact, grants, moment).allowed
    ]
    return tuple(facts) if reader in (Reader.CUSTOMER, Reader.OPERATOR) else factrows.settled(facts)


def sure_of(tx: Transaction, customer: str, reader: Reader, moment: Moment) -> Moment:
    """Nobody in particular, where the identity that speaks is not one of this customer's."""
    speaker = tx.reading_about(customer, moment.identity)
    if reader is Reader.OPERATOR or (moment.identity is not None and speaker == customer):
        return moment
    return replace(moment, assurance=Assurance.ANONYMOUS)
