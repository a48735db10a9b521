"""What is remembered of what customers said, and what they do with it afterwards."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, update

from store import consent, deciding
from store.errors import FactUnknown, ImpossibleTime, NaiveTime, NotAllowed, TooLong
from store.ledger import Deed
from store.masking import mask
from store.memory import consents, factrows, outside, speaking
from store.memory.people import customer_of, told_by
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.tables.memory import FactRow
from store.values import (
    Aside,
    Assurance,
    Capture,
    ConsentState,
    Decision,
    Fact,
    Grant,
    Moment,
    NewFact,
    Once,
    Provenance,
    Purpose,
    Reader,
    Sensitivity,
)

LONGEST = 4_000  # characters, as the contract limits a message
_FACT = update(FactRow).where(FactRow.id == bindparam("fact"))
_MARKS = {
    Deed.WRONG: {"disputed": True},
    Deed.HELD_BACK: {"restricted": True},
    Deed.RELEASED: {"restricted": False},
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts are kept by consent alone; seeing, correcting and forgetting them needs none."""

    store: Store

    def remember(
        self, moment: Moment, new: NewFact, *, once: Once | None = None, explicit: Capture | None = None
    ) -> Fact:
        """Keeps a fact told by `moment.identity`; it replaces what that identity told of the same thing.

        Raises NotAllowed without a live `memory` consent, or without the fact's own yes (`explicit`)
        where it is told in confidence or of a special category; TooLong; ImpossibleTime.
        """
        with self.store.transaction() as tx:
            identity, customer = _speaker(tx, moment)
            done = tx.done(once)
            if done:
                return factrows.load(tx, customer, done)
            _check(new, tx.now)
            _demand(_may_remember(consents.grants(tx, customer), new, explicit, moment))
            outdated = factrows.contradicted(tx, identity, new)
            fact = factrows.keep(tx, identity, new)
            if explicit is not None and new.sensitivity is not Sensitivity.ORDINARY:
                own = Grant(purpose=Purpose.MEMORY, state=ConsentState.GIVEN, at=tx.now, fact=fact.id)
                consents.append(tx, customer, identity, own, explicit)
            look = _audit(tx, "fact.remember", customer, moment, Reader.CUSTOMER, [fact.id])
            if outdated:
                outside.write_taken_back(tx, Deed.WRONG, look, customer, outdated)
            tx.mark(once, identity, fact.id)
            return fact

    def correct(
        self,
        customer: str,
        fact: str,
        moment: Moment,
        *,
        words: str,
        text: str,
        stance: str | None = None,
        about: str | None = None,
        message: str | None = None,
        care: Sensitivity = Sensitivity.ORDINARY,
        reader: Reader = Reader.CUSTOMER,
        once: Once | None = None,
        notice: Aside | None = None,
    ) -> Fact:
        """Replaces what the customer says is wrong by what is right, as `notice` says; its own yes goes with it.

        Raises NotAllowed where the right words are told with more `care` than the fact was: they need a yes of theirs.
        """
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            done = tx.done(once)
            if done:
                return factrows.load(tx, customer, done)
            old = access(tx, customer, fact, moment, reader)
            _demand(_no_graver(old, care))
            right = _corrected(old, moment, tx.now, mask(words), mask(text))
            right = replace(right, stance=stance or old.stance, about=about or old.about, message=message)
            _check(right, tx.now)
            new = factrows.keep(tx, old.identity, right)
            if old.superseded_by is None:
                factrows.supersede(tx, old.id, new.id)
            consents.carry_own_yes(tx, customer, old, new.id)
            speaking.tell(tx, notice, new.id)
            look = _audit(tx, "fact.correct", customer, moment, reader, [old.id, new.id])
            outside.write_taken_back(tx, Deed.WRONG, look, customer, [old.id])
            tx.mark(once, old.identity, new.id)
            return new

    def dispute(
        self,
        customer: str,
        fact: str,
        moment: Moment,
        reader: Reader = Reader.CUSTOMER,
        notice: Aside | None = None,
    ) -> Fact:
        """Marks a fact as wrong in the customer's eyes: kept, shown to the customer, used for nothing."""
        return self._mark(customer, fact, moment, reader, "fact.dispute", Deed.WRONG, notice)

    def restrict(self, customer: str, fact: str, moment: Moment, reader: Reader = Reader.CUSTOMER) -> Fact:
        """Holds a fact back from every use, until released."""
        return self._mark(customer, fact, moment, reader, "fact.restrict", Deed.HELD_BACK)

    def release(self, customer: str, fact: str, moment: Moment, reader: Reader = Reader.CUSTOMER) -> Fact:
        """Ends a restriction."""
        return self._mark(customer, fact, moment, reader, "fact.release", Deed.RELEASED)

    def _mark(
        self,
        customer: str,
        fact: str,
        moment: Moment,
        reader: Reader,
        action: str,
        deed: Deed,
        notice: Aside | None = None,
    ) -> Fact:
        with self.store.transaction() as tx:
            speaking.hold(tx, notice)
            access(tx, customer, fact, moment, reader)
            mark(tx, deed, fact)
            speaking.tell(tx, notice, fact)
            look = _audit(tx, action, customer, moment, reader, [fact])
            outside.write_taken_back(tx, deed, look, customer, [fact])
            return factrows.load(tx, customer, fact)

    def forget(
        self,
        customer: str,
        fact: str,
        moment: Moment,
        reader: Reader = Reader.CUSTOMER,
        once: Once | None = None,
    ) -> tuple[str, ...]:
        """Deletes a fact with all that it had replaced and that was derived from it; answers their ids.

        No older backup brings them back: the ledger outside knows it too.
        """
        with self.store.transaction() as tx:
            if tx.done(once):
                return (fact,)
            found = access(tx, customer, fact, moment, reader)
            gone = factrows.remove(tx, [fact])
            look = _audit(tx, "fact.forget", customer, moment, reader, gone)
            outside.write_taken_back(tx, Deed.FORGOTTEN, look, customer, gone)
            tx.mark(once, found.identity, fact)
            return gone


def mark(tx: Transaction, deed: Deed, fact: str) -> None:
    """Notes at the fact that it is wrong, held back, or serves again, inside an open transaction."""
    since = {} if deed is Deed.RELEASED else {"set_aside": new_id()}
    tx.db.execute(_FACT.values(**_MARKS[deed], **since), {"fact": fact})


def access(tx: Transaction, customer: str, fact: str, moment: Moment, reader: Reader) -> Fact:
    """The fact, for its own customer as far as this moment reaches, for an agent who may see it, or for the operator.

    Raises FactUnknown for everybody else.
    """
    found = factrows.load(tx, customer, fact)
    if reader is Reader.AGENT:
        return _as_staff_see_it(tx, customer, found, moment)
    if not speaks_for(tx, customer, moment, reader) or not consent.reaches(reader, found.identity, moment):
        raise FactUnknown
    return found


def _as_staff_see_it(tx: Transaction, customer: str, fact: Fact, moment: Moment) -> Fact:
    """The fact, where an agent acts for its own customer and may see it this very moment."""
    grants = consents.grants(tx, customer)
    seen = consent.permits(Purpose.STAFF, Reader.AGENT, fact, grants, replace(moment, now=tx.now))
    if not seen.allowed or not speaks_for(tx, customer, moment, Reader.CUSTOMER):
        raise FactUnknown
    return fact


def speaks_for(tx: Transaction, customer: str, moment: Moment, reader: Reader) -> bool:
    """Whether whoever acts in this moment is this customer, or the operator on the customer's behalf."""
    if reader is Reader.OPERATOR:
        return True
    if reader is not Reader.CUSTOMER or moment.identity is None:
        return False
    return customer_of(tx, moment.identity) == customer


def _speaker(tx: Transaction, moment: Moment) -> tuple[str, str]:
    if moment.identity is None or moment.assurance < Assurance.CHANNEL:
        raise NotAllowed("Nothing is remembered of nobody in particular.")
    return moment.identity, customer_of(tx, moment.identity)


def _check(new: NewFact, now: datetime) -> None:
    if max(map(len, (new.words, new.text, new.about, new.stance, new.subject))) > LONGEST:
        raise TooLong
    if new.said_at.tzinfo is None or (new.valid_to is not None and new.valid_to.tzinfo is None):
        raise NaiveTime
    if new.said_at > now or (new.valid_to is not None and new.valid_to <= new.said_at):
        raise ImpossibleTime


def _may_remember(grants: tuple[Grant, ...], new: NewFact, explicit: Capture | None, moment: Moment) -> Decision:
    memory = consent.live(Purpose.MEMORY, grants, moment)
    if memory.allowed and explicit is None and new.sensitivity is Sensitivity.ORDINARY:
        return consent.covers_more(Purpose.MEMORY, grants, moment)
    if not memory.allowed or new.sensitivity is Sensitivity.ORDINARY:
        return memory
    if new.subject != "self" and new.sensitivity is Sensitivity.SPECIAL:
        return Decision(False, "another person's special category is theirs to tell")
    if explicit is None:
        return Decision(False, "told with care: it needs its own yes")
    return deciding.acceptable(Purpose.MEMORY, ConsentState.GIVEN, explicit)


def _no_graver(old: Fact, care: Sensitivity) -> Decision:
    if care in (Sensitivity.ORDINARY, old.sensitivity):
        return Decision(True, "nothing is told with more care than before")
    return Decision(False, "told with care: it needs its own yes")


def _corrected(old: Fact, moment: Moment, now: datetime, words: str, text: str) -> NewFact:
    return NewFact(
        kind=old.kind,
        stance=old.stance,
        about=old.about,
        words=words,
        text=text,
        said_at=now,
        channel=moment.channel,
        subject=old.subject,
        provenance=Provenance.STATED,
        sensitivity=old.sensitivity,
        conversation=moment.conversation,
        valid_to=None if old.valid_to is None or old.valid_to <= now else old.valid_to,
    )


def _demand(decision: Decision) -> None:
    if not decision.allowed:
        raise NotAllowed(decision.reason)


def _audit(
    tx: Transaction,
    action: str,
    customer: str,
    moment: Moment,
    reader: Reader,
    subjects: "list[str] | tuple[str, ...]",
) -> str:
    return tx.audit(
        action,
        reader=reader,
        customer=customer,
        identity=told_by(tx, customer, moment),
        subjects=subjects,
        actor=moment.actor,
        note=moment.reason,
    )
