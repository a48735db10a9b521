"""Whose time has come: customers whose own rhythm asks for a look, promises that are late."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_change

from store.memory.among import among
from store.memory.contacts import Planned
from store.memory.purchases import bought_by, identities_of
from store.memory.store import Transaction
from store.occasions import Occasion, look_again, occasions
from store.outreach import Concern
from store.promises import WAITING, PromiseState
from store.rhythm import History, learn
from store.tables.conversations import ConversationRow, EncounterRow
from store.tables.desk import AgentRow
from store.tables.outreach import ContactRow, WatchRow
from store.tables.people import Identity
from store.tables.records import PromiseRow

GRACE = timedelta(days=30)  # news of a late promise is news for so long

WATCHED = select(WatchRow.identity_id, WatchRow.at, Identity.customer_id).join(
    Identity, Identity.id == WatchRow.identity_id
)
_LOOK = (
    WATCHED.where(WatchRow.at <= bindparam("by"))
    .order_by(WatchRow.at)
    .limit(bindparam("most"))
    .with_for_update(of=WatchRow, skip_locked=True)
)
_LOOK_AT = update(WatchRow).where(WatchRow.identity_id == bindparam("who")).values(at=bindparam("then"))
_LOOK_NO_MORE = delete(WatchRow).where(WatchRow.identity_id == bindparam("who"))
_WATCH = insert_or_change(WatchRow)
_WATCH_SOONER = _WATCH.on_conflict_do_update(index_elements=["identity_id"], set_={"at": _WATCH.excluded.at})
_HEARD = (
    select(EncounterRow.identity_id, func.max(EncounterRow.started_at))
    .where(among(EncounterRow.identity_id, "identities"))
    .group_by(EncounterRow.identity_id)
)
# What was promised elsewhere is spoken of in the thread of the very address it was promised to.
_OWN_THREAD = (
    select(ConversationRow.id)
    .where(ConversationRow.identity_id == PromiseRow.identity_id)
    .order_by(ConversationRow.touched_at.desc(), ConversationRow.id)
    .limit(1)
    .scalar_subquery()
)
OWED = (
    select(PromiseRow.__table__, Identity.customer_id, _OWN_THREAD.label("thread"), AgentRow.name)
    .join(Identity, Identity.id == PromiseRow.identity_id)
    .outerjoin(AgentRow, AgentRow.id == PromiseRow.agent)
    .where(
        PromiseRow.state == PromiseState.OPEN.value,
        PromiseRow.told_at.is_(None),
        PromiseRow.due_at < bindparam("by"),
    )
)
# Who waits and is not come to in time hears of that from the desk itself.
LATE = OWED.where(
    PromiseRow.origin != WAITING,
    ~select(ContactRow.id)
    .where(ContactRow.identity_id == PromiseRow.identity_id, ContactRow.occasion == "promise:" + PromiseRow.id)
    .exists()
)
_OCCASIONS = (
    select(ContactRow.occasion)
    .join(Identity, Identity.id == ContactRow.identity_id)
    .where(Identity.customer_id == bindparam("customer"))
)


def watch(tx: Transaction, identity: str) -> None:
    """Has this identity's customer looked at in the next round: something was bought."""
    tx.db.execute(_WATCH_SOONER, {"identity_id": identity, "at": tx.now})


def look(tx: Transaction, most: int) -> tuple[int, list[Planned]]:
    """Looks at up to so many whose time has come: how many those were, and what there is reason to say."""
    rows = tx.db.execute(_LOOK, {"by": tx.now, "most": most}).all()
    owners = identities_of(tx, sorted({row.customer_id for row in rows})) if rows else {}
    histories = _histories(tx, owners, tx.now)
    heard = _heard(tx, owners)
    then = {row.identity_id: look_again(histories[row.customer_id], heard.get(row.customer_id)) for row in rows}
    _look_again(tx, then)
    return len(rows), _reasons(histories, heard)


def expected(tx: Transaction, row: Row[Any], by: datetime) -> list[Planned]:
    """What a look at this watch will give reason to say by then, and has not been planned."""
    tx.as_house()
    known = set(tx.db.execute(_OCCASIONS, {"customer": row.customer_id}).scalars())
    owners = identities_of(tx, [row.customer_id])
    planned = _reasons(_histories(tx, owners, by), _heard(tx, owners))
    return [one for one in planned if one.occasion not in known]


def late(tx: Transaction, most: int) -> list[Planned]:
    """The late promises whose customers have not been told, and for which nothing is planned yet."""
    return [as_planned(row) for row in tx.db.execute(LATE.limit(most), {"by": tx.now})]


def as_planned(row: Row[Any]) -> Planned:
    """The contact that owns up to a late promise."""
    return Planned(
        concern=Concern.PROMISE,
        identity=row.identity_id,
        customer=row.customer_id,
        occasion=f"promise:{row.id}",
        reasons=(row.id,),
        due_at=row.due_at,
        conversation=row.conversation_id or row.thread,
        until=row.due_at + GRACE,
    )


def _histories(tx: Transaction, owners: Mapping[str, str], now: datetime) -> Mapping[str, History]:
    return {customer: learn(bought, now) for customer, bought in bought_by(tx, owners).items()}


def _reasons(histories: Mapping[str, History], heard: Mapping[str, datetime]) -> list[Planned]:
    return [
        of_rhythm(customer, history, occasion)
        for customer, history in histories.items()
        for occasion in occasions(history, heard.get(customer))
    ]


def _heard(tx: Transaction, owners: Mapping[str, str]) -> dict[str, datetime]:
    """When each of these customers last began to speak with us, as far as they ever did."""
    heard: dict[str, datetime] = {}
    for identity, at in tx.db.execute(_HEARD, {"identities": list(owners)}) if owners else ():
        customer = owners[identity]
        heard[customer] = max(at, heard.get(customer, at))
    return heard


def of_rhythm(customer: str, history: History, occasion: Occasion) -> Planned:
    """The contact for something that their rhythm gives reason to say."""
    identity = next(one.identity for one in history.bought if one.order == occasion.reasons[-1])
    return Planned(
        concern=occasion.concern,
        identity=identity,
        customer=customer,
        occasion=occasion.key,
        reasons=occasion.reasons,
        due_at=occasion.as_of,
        category=occasion.category,
        as_of=occasion.as_of,
        until=occasion.until,
    )


def _look_again(tx: Transaction, at: Mapping[str, datetime | None]) -> None:
    later = [{"who": identity, "then": then} for identity, then in at.items() if then is not None]
    never = [{"who": identity} for identity, then in at.items() if then is None]
    if later:
        tx.db.execute(_LOOK_AT, later)
    if never:
        tx.db.execute(_LOOK_NO_MORE, never)
