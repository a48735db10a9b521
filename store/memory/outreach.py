"""Contact that we start: what falls due is planned once, judged by the gate at that moment, and sent once."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select, update

from store.memory import balance, contacts, foresight, reminders, speaking, standing, watches
from store.memory.circumstances import known
from store.memory.contacts import Judged, Planned
from store.memory.purchases import bought_of
from store.memory.store import Store, Transaction
from store.occasions import YEARS
from store.outreach import Circumstances, Code, Concern, Contact, Ruling, may_contact
from store.rhythm import learn
from store.tables.outreach import ContactRow
from store.tables.records import PromiseRow
from store.values import Decision, NewReply, Once, Purpose, Reader

UNDER_WAY = timedelta(minutes=15)  # what was said in time may still arrive so much later

_TOLD = update(PromiseRow).where(PromiseRow.id == bindparam("promise")).values(told_at=bindparam("at"))
_DUE = (
    contacts.STORED.where(ContactRow.state.in_(contacts.OPEN), ContactRow.again_at <= bindparam("by"))
    .order_by(ContactRow.again_at)
    .limit(bindparam("most"))
)
_SENT = (
    update(ContactRow)
    .where(ContactRow.id == bindparam("contact"))
    .values(state=contacts.SENT, code=Code.CLEAR.value, sent_at=bindparam("at"), message_id=bindparam("message"))
)
_OF_MESSAGE = contacts.STORED.where(ContactRow.message_id == bindparam("message"))
_STOPPED = (
    update(ContactRow)
    .where(ContactRow.message_id == bindparam("message"))
    .values(state=contacts.DROPPED, code=bindparam("why"))
)
_PROMISED = select(PromiseRow.what, PromiseRow.due_at).where(PromiseRow.id == bindparam("promise"))
# What each concern counts as between us: something given, or something asked.
_COUNTS = {
    Concern.REMINDER: (balance.GIVEN, "reminder"),
    Concern.CARE: (balance.ASKED, "question"),
    Concern.DUE: (balance.ASKED, "offer"),
    Concern.QUESTION: (balance.ASKED, "survey"),
    Concern.STOCK: (balance.ASKED, "offer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A contact that may be made now, with what its words need.

    `what` is what to remind of, or what was promised; `at` when that was due, or the last purchase; `every`
    how often the customer buys such things; `beside` the ways out to be shown with it, by their codes; `grounds`
    the ids of what it and they rest on.
    """

    id: str
    concern: Concern
    customer: str
    conversation: str
    channel: str
    language: str | None
    category: str | None
    what: str
    at: datetime
    every: timedelta | None
    occasion: str = ""
    beside: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()

    @property
    def years(self) -> int:
        """How many years together it thanks for; 0 where it doesn't."""
        return int(self.occasion.removeprefix(YEARS)) if self.occasion.startswith(YEARS) else 0

    @property
    def topic(self) -> str:
        """What it is about in one word: `thanks`, or `thanks_years`; of an apology also what for."""
        if self.concern is Concern.APOLOGY:
            return f"{self.concern}_{self.category}"
        return f"{self.concern}_years" if self.years else self.concern.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """How many contacts were judged, and which of them the gate lets through now."""

    calls: tuple[Call, ...]
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    """An open promise whose owner is warned before its time."""

    promise: str
    owner: str
    due_at: datetime
    conversation: str | None


@dataclass(frozen=True, slots=True)
class Outreach:
    """What we start, through one gate. `real` is real time in seconds."""

    store: Store
    real: Callable[[], float] = time.time

    def fall_due(self, most: int = 1_000) -> int:
        """Plans the contacts of reminders and late promises whose time has come; answers how many."""
        with self.store.transaction() as tx:
            tx.as_house()
            return contacts.plan(tx, [*reminders.fall_due(tx, most), *watches.late(tx, most)])

    def look(self, most: int = 500) -> int:
        """Looks at up to so many customers whose rhythm asks for it, and plans; answers how many it looked at."""
        with self.store.transaction() as tx:
            tx.as_house()
            looked, planned = watches.look(tx, most)
            contacts.plan(tx, planned)
            return looked

    def due(self, most: int = 50) -> Rulings:
        """Judges up to so many due contacts; those that may not be made are held or dropped, with why."""
        with self.store.transaction() as tx:
            tx.as_house()
            waiting = [contacts.stored(row) for row in tx.db.execute(_DUE, {"by": tx.now, "most": most}).all()]
            judged = [contacts.judge(tx, one, tx.now) for one in waiting]
            for one in judged:
                if not one.ruling.allowed:
                    contacts.settle(tx, one)
            clear = sorted((one for one in judged if one.ruling.allowed), key=_urgency)
            return Rulings(calls=tuple(_call(tx, one) for one in clear), judged=len(judged))

    def send(self, contact: str, said: NewReply) -> Ruling:
        """Judges once more and, if it may, says it in the same transaction: it is said once, or not at all."""
        with self.store.transaction() as tx:
            tx.as_house()
            contacts.hold_customer(tx, contact)  # before judging: what another process just said counts
            planned = contacts.open_contact(tx, contact)
            if planned is None:
                return Ruling(False, Code.TOO_LATE)
            one = contacts.judge(tx, planned, tx.now)
            if not one.ruling.allowed:
                contacts.settle(tx, one)
            else:
                _say(tx, one, said, self.real())
            return one.ruling

    def drop(self, contact: str) -> None:
        """Lets go of a contact whose time is over: there is nothing left to tell."""
        with self.store.transaction() as tx:
            tx.as_house()
            planned = contacts.open_contact(tx, contact)
            if planned is not None:
                contacts.settle(tx, Judged(planned=planned, ruling=Ruling(False, Code.TOO_LATE), place=None))

    def cleared(self, message: str, customer: str, channel: str) -> Decision:
        """Whether a message of ours that is on its way may go out this moment: permission, hours, their grief and
        the relationship as they stand now."""
        with self.store.transaction() as tx:
            tx.about(customer)
            row = tx.db.execute(_OF_MESSAGE, {"message": message}).first()
            planned = contacts.stored(row) if row else None
            what = contacts.as_contact(planned, channel) if planned else _unplanned(message, channel)
            ruling = may_contact(replace(what, until=None), _as_it_stands(tx, customer, what))
            if ruling.code is Code.QUIET and row is not None and tx.now - row.sent_at <= UNDER_WAY:
                return Decision(True, Code.CLEAR.value)
            if not ruling.allowed and ruling.code is not Code.QUIET:
                tx.db.execute(_STOPPED, {"message": message, "why": ruling.code.value})
            return Decision(ruling.allowed, ruling.code.value)

    def warnings(self, margin: timedelta, most: int = 200) -> tuple[Warning, ...]:
        """The promises that fall due within `margin` and whose owners were not warned yet; now they are."""
        with self.store.transaction() as tx:
            tx.as_house()
            rows = tx.db.execute(watches.OWED.limit(most), {"by": tx.now + margin}).all()
            soon = [row for row in rows if row.due_at > tx.now and not tx.done(Once(row.id, "promise.warn"))]
            for row in soon:
                tx.mark(Once(row.id, "promise.warn"), row.identity_id, row.id)
            return tuple(
                Warning(
                    promise=row.id,
                    owner=row.name or row.owner,
                    due_at=row.due_at,
                    conversation=row.conversation_id,
                )
                for row in soon
            )

    def ahead(self, by: datetime, after: str = "", limit: int = 100) -> tuple[tuple[str, Judged], ...]:
        """What would be made by then and what held back, each judged as of that time, in the order of cursors."""
        with self.store.transaction() as tx:
            tx.as_house()
            found = list(foresight.ahead(tx, by, after, limit))
            return tuple((cursor, contacts.judge(tx, one, max(by, tx.now))) for cursor, one in found)


def _urgency(one: Judged) -> int:
    return list(Concern).index(one.planned.concern)  # what is owed before what we wish to say


def _call(tx: Transaction, one: Judged) -> Call:
    planned, where = one.planned, one.place
    if where is None or planned.id is None:
        raise ValueError("Only a stored contact with a place can be made.")
    what, at = _told(tx, planned)
    return Call(
        id=planned.id,
        concern=planned.concern,
        customer=planned.customer,
        conversation=where.id,
        channel=where.channel,
        language=where.language,
        category=planned.category,
        what=what,
        at=at,
        every=_every(tx, planned),
        occasion=planned.occasion,
        beside=one.beside,
        grounds=(*planned.reasons, *(_grounds(tx, planned.customer) if one.beside else ())),
    )


def _told(tx: Transaction, planned: Planned) -> tuple[str, datetime]:
    if planned.concern is Concern.REMINDER:
        return reminders.words_of(tx, planned.reasons[0]), planned.due_at
    if planned.concern is Concern.PROMISE:
        promise = tx.db.execute(_PROMISED, {"promise": planned.reasons[0]}).one()
        what = tx.key_of(planned.identity).open(promise.what, f"promises.what:{planned.reasons[0]}")
        return what, promise.due_at
    return "", planned.as_of or planned.due_at


def _grounds(tx: Transaction, customer: str) -> tuple[str, ...]:
    tx.about(customer)
    return standing.standing_of(tx, customer, bought_of(tx, customer)).grounds


def _every(tx: Transaction, planned: Planned) -> timedelta | None:
    if planned.concern is not Concern.DUE or planned.category is None:
        return None
    tx.about(planned.customer)
    found = learn(bought_of(tx, planned.customer), tx.now).rhythms.get(planned.category)
    return timedelta(days=found.days) if found and found.days else None


def _say(tx: Transaction, one: Judged, said: NewReply, real: float) -> None:
    planned, where = one.planned, one.place
    if where is None:
        raise ValueError("A contact needs a place.")
    reply = speaking.post(tx, where.id, said, None, real, outreach=True)
    tx.db.execute(_SENT, {"contact": planned.id, "at": tx.now, "message": reply.id})
    if planned.concern is Concern.PROMISE:
        tx.db.execute(_TOLD, {"promise": planned.reasons[0], "at": tx.now})
    if planned.concern in _COUNTS:
        balance.add(tx, where.identity, *_COUNTS[planned.concern], where.id)
    tx.audit(
        "outreach.sent",
        reader=Reader.OUTREACH,
        purpose=Purpose.CONTACT,
        customer=planned.customer,
        identity=where.identity,
        subjects=[reply.id, *planned.reasons],
        reason=planned.concern.value,
    )


def _unplanned(message: str, channel: str) -> Contact:
    return Contact(concern=Concern.CARE, channel=channel, reasons=(message,))


def _as_it_stands(tx: Transaction, customer: str, what: Contact) -> Circumstances:
    """Budgets, balance and relevance were judged when it was said; all else is judged to the last."""
    touched = frozenset({what.category}) if what.category else frozenset[str]()
    return replace(known(tx, customer, tx.now).about, touched=touched, contacts=(), given=1, asked=0)
