"""Word of an offer that the house makes to clear its stock: only to who bought such things and lets us write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select

from store.consent import UNDECIDED
from store.memory import contacts
from store.memory.contacts import Planned
from store.memory.purchases import bought_by, identities_of
from store.memory.store import Store, Transaction
from store.outreach import Concern
from store.rhythm import Bought
from store.tables.memory import ConsentRow
from store.tables.people import Identity
from store.values import PERMITTING, Purpose, Reader

LATELY = timedelta(days=730)  # who bought such things longer ago is left alone
PAGE = 500

_LAST_WORDS = (
    select(func.max(ConsentRow.seq))
    .join(Identity, Identity.id == ConsentRow.identity_id)
    .where(
        ConsentRow.purpose == Purpose.CONTACT.value,
        ConsentRow.fact_id.is_(None),
        ConsentRow.state.not_in([state.value for state in UNDECIDED]),
    )
    .group_by(Identity.customer_id)
)
_WILLING = (
    select(Identity.customer_id)
    .join(ConsentRow, ConsentRow.identity_id == Identity.id)
    .where(
        ConsentRow.seq.in_(_LAST_WORDS),
        ConsentRow.state.in_([state.value for state in PERMITTING]),
        Identity.customer_id > bindparam("after"),
    )
    .order_by(Identity.customer_id)
    .limit(PAGE)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StockOffer:
    """An offer made to clear stock: its name for good, what it is of, and until when it holds."""

    name: str
    categories: frozenset[str]
    until: datetime


@dataclass(frozen=True, slots=True)
class Stock:
    """What is told goes through the one gate, contact by contact, and says why the house makes the offer."""

    store: Store

    def push(self, offer: StockOffer, actor: str) -> int:
        """Plans word of it for each such customer, once; answers how many are new."""
        planned, after = 0, ""
        while page := self._page(offer, actor, after):
            planned, after = planned + page[0], page[1]
        return planned

    def _page(self, offer: StockOffer, actor: str, after: str) -> tuple[int, str] | None:
        with self.store.transaction() as tx:
            tx.as_house()
            willing = tx.db.execute(_WILLING, {"after": after}).scalars().all()
            if not willing:
                return None
            found = list(_reasons(offer, bought_by(tx, identities_of(tx, willing)), tx.now))
            for one in found:
                _audit(tx, one, actor)
            return contacts.plan(tx, found), willing[-1]


def offer_told(occasion: str) -> str:
    """The name of the offer that a contact is about."""
    return occasion.removeprefix(f"{Concern.STOCK}:")


def _reasons(offer: StockOffer, bought: Mapping[str, Sequence[Bought]], now: datetime) -> Iterator[Planned]:
    for customer, theirs in bought.items():
        alike = [one for one in theirs if one.category in offer.categories and now - LATELY < one.at <= now]
        last = max(alike, key=lambda one: one.at, default=None)
        if last is not None:
            yield _planned(offer, customer, last, now)


def _planned(offer: StockOffer, customer: str, last: Bought, now: datetime) -> Planned:
    return Planned(
        concern=Concern.STOCK,
        identity=last.identity,
        customer=customer,
        occasion=f"{Concern.STOCK}:{offer.name}",
        reasons=(last.order,),
        due_at=now,
        category=last.category,
        as_of=last.at,
        until=offer.until,
    )


def _audit(tx: Transaction, one: Planned, actor: str) -> None:
    tx.audit(
        "outreach.stock",
        reader=Reader.OPERATOR,
        purpose=Purpose.CONTACT,
        customer=one.customer,
        identity=one.identity,
        subjects=one.reasons,
        actor=actor,
    )
