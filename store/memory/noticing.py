"""What is brought up when a customer next speaks with us: a first purchase, the years together, a long silence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or_change

from store import consent
from store.memory import balance, consents, contacts, standing, transgressions, watches
from store.memory.circumstances import known
from store.memory.contacts import Planned
from store.memory.outreach import Call
from store.memory.purchases import bought_of
from store.memory.store import Store, Transaction
from store.memory.whys import Why, why
from store.occasions import NEXT_TALK, occasions
from store.outreach import Code, Concern, may_mention
from store.relationship import conduct
from store.rhythm import Rhythm, learn
from store.tables.conversations import EncounterRow
from store.tables.outreach import ContactRow, SignRow
from store.tables.people import Identity
from store.values import Assurance, Moment, Once, Purpose, Reader

BROUGHT_UP = (Concern.CARE, Concern.THANKS)
SPOKEN_OF = (contacts.SENT, contacts.NOTICED)

_THEIRS = select(Identity.id).where(Identity.customer_id == bindparam("customer")).scalar_subquery()
_HEARD_BEFORE = select(func.max(EncounterRow.started_at)).where(
    EncounterRow.identity_id.in_(_THEIRS), EncounterRow.started_at < bindparam("before")
)
_COMPLAINED = select(func.max(SignRow.at)).where(
    SignRow.identity_id.in_(_THEIRS),
    SignRow.kind == standing.COMPLAINT,
    SignRow.at < bindparam("before"),
    or_(bindparam("identity", type_=String()).is_(None), SignRow.identity_id == bindparam("identity", type_=String())),
)
_SAID = select(ContactRow.occasion).where(ContactRow.identity_id.in_(_THEIRS), ContactRow.state.in_(SPOKEN_OF))
_BY_ID = contacts.STORED.where(ContactRow.id == bindparam("contact"))
_KEEP = insert_or_change(ContactRow)
_NOTICE = _KEEP.on_conflict_do_update(
    index_elements=["identity_id", "occasion"],
    set_={name: _KEEP.excluded[name] for name in ("state", "code", "again_at", "sent_at", "conversation_id")},
    where=ContactRow.state.not_in(SPOKEN_OF),  # a message of ours may have gone out in between
).returning(ContactRow.id)


@dataclass(frozen=True, slots=True)
class Noticing:
    """Each occasion is brought up once, in a message of ours or in the customer's next conversation."""

    store: Store

    def why(self, customer: str, moment: Moment) -> Why | None:
        """Why the last thing was brought up that we said first to the customer who asks; None when nothing was."""
        with self.store.transaction() as tx:
            tx.about(customer)
            return why(tx, customer, moment)

    def rhythms(self, customer: str, moment: Moment) -> Mapping[str, Rhythm]:
        """Their own rhythm of each category, for somebody who allows their history to be used; else none."""
        with self.store.transaction() as tx:
            tx.about(customer)
            if not consent.live(Purpose.PERSONALISE, consents.grants(tx, customer), moment).allowed:
                return {}
            found = learn(bought_of(tx, customer), tx.now).rhythms
            tx.audit("rhythm.read", reader=Reader.ASSISTANT, purpose=Purpose.PERSONALISE, customer=customer)
            return found

    def notice(self, customer: str, moment: Moment, once: Once) -> Call | None:
        """What to bring up now, for somebody who allows their history to be used; the same for the same `once`."""
        with self.store.transaction() as tx:
            tx.about(customer)
            done = tx.done(once)
            if done:
                return _call(tx, contacts.stored(tx.db.execute(_BY_ID, {"contact": done}).one()), moment)
            planned = _next(tx, customer, moment)
            return _kept(tx, planned, moment, once) if planned else None

    def complained(self, customer: str, moment: Moment) -> datetime | None:
        """When they complained last, if it was when they last spoke with us and their history may be used."""
        with self.store.transaction() as tx:
            tx.about(customer)
            if not consent.live(Purpose.PERSONALISE, consents.grants(tx, customer), moment).allowed:
                return None
            before = tx.now - timedelta(minutes=tx.house().encounter_minutes)
            heard = tx.db.execute(_HEARD_BEFORE, {"customer": customer, "before": before}).scalar()
            proven = moment.assurance is Assurance.VERIFIED
            spoke = {"customer": customer, "identity": None if proven else moment.identity, "before": before}
            at: datetime | None = tx.db.execute(_COMPLAINED, spoke).scalar()
            tx.audit("complaint.read", reader=Reader.ASSISTANT, purpose=Purpose.PERSONALISE, customer=customer)
            return at if at and heard and at >= heard else None


def _next(tx: Transaction, customer: str, moment: Moment) -> Planned | None:
    """The first occasion that was not spoken of, and may be: what we did wrong before anything else."""
    if not consent.live(Purpose.PERSONALISE, consents.grants(tx, customer), moment).allowed:
        return None
    found = (*transgressions.to_own_up_to(tx, customer), *_of_purchases(tx, customer))
    said = set(tx.db.execute(_SAID, {"customer": customer}).scalars()) if found else set()
    return next((one for one in found if one.occasion not in said and _may(tx, one, moment)), None)


def _of_purchases(tx: Transaction, customer: str) -> list[Planned]:
    history = learn(bought_of(tx, customer), tx.now)
    if not history.bought:
        return []
    before = tx.now - timedelta(minutes=tx.house().encounter_minutes)
    heard = tx.db.execute(_HEARD_BEFORE, {"customer": customer, "before": before}).scalar()
    found = [one for one in occasions(history, heard, NEXT_TALK) if one.concern in BROUGHT_UP]
    return [watches.of_rhythm(customer, history, one) for one in found]


def _may(tx: Transaction, one: Planned, moment: Moment) -> bool:
    about = known(tx, one.customer, tx.now).about
    if not may_mention(contacts.as_contact(one, moment.channel, moment.conversation), about).allowed:
        return False
    return one.concern is not Concern.CARE or balance.may_ask(tx, one.customer, moment.conversation).allowed


def _kept(tx: Transaction, one: Planned, moment: Moment, once: Once) -> Call | None:
    said = {"sent_at": tx.now, "conversation_id": moment.conversation}
    changed: dict[str, Any] = {"state": contacts.NOTICED, "code": Code.CLEAR.value, "again_at": None}
    row = contacts.row_of(tx.now, one) | changed | said
    contact = tx.db.execute(_NOTICE, row).scalar()
    if contact is None:
        return None
    if one.concern is Concern.CARE:
        balance.add(tx, one.identity, balance.ASKED, "question", moment.conversation)
    tx.audit(
        "outreach.noticed",
        reader=Reader.ASSISTANT,
        purpose=Purpose.PERSONALISE,
        customer=one.customer,
        identity=one.identity,
        subjects=one.reasons,
        reason=one.concern.value,
    )
    tx.mark(once, one.identity, contact)
    return _call(tx, replace(one, id=contact), moment)


def _call(tx: Transaction, one: Planned, moment: Moment) -> Call:
    kind = standing.heard(tx, one.customer, moment)
    beside = conduct(kind).beside
    return Call(
        id=one.id or "",
        concern=one.concern,
        customer=one.customer,
        conversation=moment.conversation or "",
        channel=moment.channel,
        language=None,
        category=one.category,
        what="",
        at=one.as_of or one.due_at,
        every=None,
        occasion=one.occasion,
        beside=beside,
        grounds=(*one.reasons, *(kind.grounds if beside else ())),
    )
