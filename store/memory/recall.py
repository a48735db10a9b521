"""The only read of facts: who asks, for which purpose, at which moment."""

from collections.abc import Sequence
from dataclasses import replace

from store import consent
from store.memory import consents, factrows
from store.memory.factrows import Reach
from store.memory.people import told_by
from store.memory.store import Store, Transaction
from store.values import Assurance, Brief, Fact, Grant, Moment, Purpose, Reader

MOST = 500


def recall(
    store: Store, customer: str, purpose: Purpose, reader: Reader, moment: Moment, after: str = "", most: int = MOST
) -> Brief:
    """What `reader` may know of `customer` for `purpose` now; always audited, empty whenever in doubt.

    Who sees all that is kept sees it in pages: `after` is the `next` of the one before.
    """
    with store.transaction() as tx:
        moment = sure_of(tx, customer, reader, replace(moment, now=tx.now))
        grants = consents.grants(tx, customer)
        missing = consent.withheld(purpose, reader, grants, moment)
        found, following = _found(tx, customer, purpose, reader, grants, moment, after, most)
        facts = [fact for fact in found if consent.permits(purpose, reader, fact, grants, moment).allowed]
        if consent.NEEDS.get((reader, purpose)):
            facts = factrows.settled(facts)
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
            next=following,
        )


def _found(
    tx: Transaction,
    customer: str,
    purpose: Purpose,
    reader: Reader,
    grants: Sequence[Grant],
    moment: Moment,
    after: str,
    most: int,
) -> tuple[Sequence[Fact], str | None]:
    needs = consent.NEEDS.get((reader, purpose))
    everything = reader is Reader.OPERATOR or moment.assurance >= Assurance.VERIFIED
    if needs is None or consent.withheld(purpose, reader, grants, moment) or not (everything or _somebody(moment)):
        return (), None
    reach = Reach(
        identity=None if everything else moment.identity,
        sensitivities=consent.for_reader(reader, purpose),
        own=consent.own_yeses(reader, grants, moment),
        others=(False, True) if reader is Reader.ASSISTANT else (False,),
    )
    if not needs:
        return factrows.page_of(tx, customer, reach, after, most)
    return factrows.usable_of(tx, customer, reach, tx.now, most), None


def _somebody(moment: Moment) -> bool:
    return moment.identity is not None and moment.assurance >= Assurance.CHANNEL


def sure_of(tx: Transaction, customer: str, reader: Reader, moment: Moment) -> Moment:
    """Nobody in particular, where the identity that speaks is not one of this customer's."""
    speaker = tx.reading_about(customer, moment.identity)
    if reader is Reader.OPERATOR or (moment.identity is not None and speaker == customer):
        return moment
    return replace(moment, assurance=Assurance.ANONYMOUS)
