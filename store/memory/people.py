"""Identities and the customers they belong to."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or_leave

from store import linking
from store.addresses import is_number, kept_address, no_address
from store.errors import CustomerUnknown
from store.keys import IdentityKey, new_key
from store.memory import names
from store.memory.seen import is_first
from store.memory.store import Store, Transaction, key_place
from store.tables.base import new_id
from store.tables.people import Customer, Identity
from store.values import Arrival, Assurance, IdentityView, InboundMessage, Moment, Reader

_BY_ADDRESS = select(Identity.id, Identity.customer_id, Identity.seen_at, Identity.name).where(
    Identity.channel == bindparam("channel"), Identity.address_hash == bindparam("hash")
)
_OF_CUSTOMER = (
    select(Identity).where(Identity.customer_id == bindparam("customer")).order_by(Identity.since, Identity.id)
)
_ANY = select(Identity.id).where(Identity.customer_id == bindparam("customer")).limit(1)
_CUSTOMER_OF = select(Identity.customer_id).where(Identity.id == bindparam("identity"))
_ADDRESS = select(Identity.address).where(Identity.id == bindparam("identity"))
_NEW_CUSTOMER = insert(Customer)
_NEW_IDENTITY = insert_or_leave(Identity).on_conflict_do_nothing().returning(Identity.id)
_UNUSED = delete(Customer).where(Customer.id == bindparam("unused"))
_SEEN = update(Identity).where(Identity.id == bindparam("identity")).values(seen_at=bindparam("now"))
_MOVED = (
    update(Identity)
    .where(Identity.id == bindparam("identity"))
    .values(address_hash=bindparam("hashed"), address=bindparam("sealed"))
)
_SEEN_EVERY_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class People:
    """Who writes: one identity for each address on a channel, joined to customers only by proof."""

    store: Store

    def arrive(
        self, channel: str, address: str, assurance: Assurance = Assurance.CHANNEL, name: str | None = None
    ) -> Arrival:
        """The identity at this address and its customer, made at the first contact."""
        with self.store.transaction() as tx:
            return arrive(tx, channel, address, assurance, name)

    def find(self, channel: str, address: str) -> Arrival | None:
        """The identity at this address, if it ever wrote."""
        with self.store.transaction() as tx:
            return find(tx, channel, address)

    def moved(self, channel: str, signal: str, old: str, new: str) -> None:
        """The provider's word that whoever was at `old` is at `new` now: what comes from `old` is a stranger's.

        Where `new` is known already, nobody is joined: the old identity keeps what it told, and has no address. The
        same `signal` again changes nothing, for by then `old` may be somebody else's.
        """
        with self.store.transaction() as tx:
            who = find(tx, channel, old)
            first = is_first(tx, tx.keys.keyed_hash("moved", f"{channel}\0{signal}"))
            if who is None or old == new or not first:
                return
            known = find(tx, channel, new) is not None
            _readdress(tx, who, channel, no_address(who.identity) if known else kept_address(channel, new))
            _note_leaving(tx, "identity.moved", who, channel)

    def identities(self, customer: str) -> tuple[IdentityView, ...]:
        """All identities of the customer, oldest first; empty for one who is unknown or erased."""
        with self.store.transaction() as tx:
            return identities(tx, customer)

    def address_of(self, identity: str) -> str:
        """The address of an identity; raises CustomerUnknown after its erasure."""
        with self.store.transaction() as tx:
            row = tx.db.execute(_ADDRESS, {"identity": identity}).first()
            if row is None:
                raise CustomerUnknown
            return tx.key_of(identity).open(row.address, f"identities.address:{identity}")

    def customer_of(self, identity: str) -> str:
        """The customer whom this identity belongs to now; raises CustomerUnknown."""
        with self.store.transaction() as tx:
            return customer_of(tx, identity)

    def key_of(self, identity: str) -> IdentityKey:
        """The key that seals what this identity tells; raises CustomerUnknown after its erasure."""
        with self.store.transaction() as tx:
            return tx.key_of(identity)


def find(tx: Transaction, channel: str, address: str) -> Arrival | None:
    """The identity at this address inside an open transaction, if it ever wrote."""
    hashed = address_hash(tx, channel, kept_address(channel, address))
    row = tx.db.execute(_BY_ADDRESS, {"channel": channel, "hash": hashed}).first()
    return Arrival(identity=row.id, customer=row.customer_id) if row else None


def arrive(tx: Transaction, channel: str, address: str, assurance: Assurance, name: str | None = None) -> Arrival:
    """The identity at this address inside an open transaction, made at the first contact."""
    address = kept_address(channel, address)
    hashed = address_hash(tx, channel, address)
    row = tx.db.execute(_BY_ADDRESS, {"channel": channel, "hash": hashed}).first()
    if row is None:
        return _welcome(tx, channel, address, hashed, assurance, name)
    if abs((tx.now - row.seen_at).total_seconds()) > _SEEN_EVERY_SECONDS:
        _seen_again(tx, row)
    return Arrival(identity=row.id, customer=row.customer_id)


def meet(tx: Transaction, message: InboundMessage) -> Arrival:
    """The identity that writes. One that was long silent at a telephone number is left, and a stranger begins there."""
    channel = message.identity_channel or message.channel
    if is_number(channel, message.address):
        _leave_if_silent(tx, channel, message.address)
    return arrive(tx, channel, message.address, message.assurance, message.name)


def _leave_if_silent(tx: Transaction, channel: str, address: str) -> None:
    hashed = address_hash(tx, channel, kept_address(channel, address))
    row = tx.db.execute(_BY_ADDRESS, {"channel": channel, "hash": hashed}).first()
    if row is None or not linking.given_up(row.seen_at, tx.now, tx.house().numbers.silent_days):
        return
    who = Arrival(identity=row.id, customer=row.customer_id)
    _readdress(tx, who, channel, no_address(who.identity))
    _note_leaving(tx, "identity.silent", who, channel)


def _readdress(tx: Transaction, who: Arrival, channel: str, address: str) -> None:
    place = {"hashed": address_hash(tx, channel, address), "identity": who.identity}
    sealed = tx.key_of(who.identity).seal(address, f"identities.address:{who.identity}")
    tx.db.execute(_MOVED, place | {"sealed": sealed})


def _note_leaving(tx: Transaction, what: str, who: Arrival, channel: str) -> None:
    tx.audit(what, reader=Reader.OPERATOR, customer=who.customer, identity=who.identity, actor=channel)


def identities(tx: Transaction, customer: str) -> tuple[IdentityView, ...]:
    """All identities of the customer inside an open transaction, oldest first."""
    return tuple(_view(tx, row) for row in tx.db.execute(_OF_CUSTOMER, {"customer": customer}))


def customer_of(tx: Transaction, identity: str) -> str:
    """The customer whom this identity belongs to now; raises CustomerUnknown."""
    customer: str | None = tx.db.execute(_CUSTOMER_OF, {"identity": identity}).scalar_one_or_none()
    if customer is None:
        raise CustomerUnknown
    return customer


def told_by(tx: Transaction, customer: str, moment: Moment) -> str | None:
    """The identity with whose key a given reason is sealed, so that it goes when the customer goes."""
    if moment.identity is not None or not moment.reason:
        return moment.identity
    found: str | None = tx.db.execute(_ANY, {"customer": customer}).scalar()
    return found


def _seen_again(tx: Transaction, row: Row[Any]) -> None:
    tx.db.execute(_SEEN, {"identity": row.id, "now": tx.now})
    if row.name:  # who came before names were found is found from now on
        name = tx.key_of(row.id).open(row.name, f"identities.name:{row.id}")
        names.note(tx, row.id, row.customer_id, name)


def address_hash(tx: Transaction, channel: str, address: str) -> bytes:
    """By what an address is found without being kept in clear."""
    return tx.keys.keyed_hash("address", f"{channel}\0{address}")


def _welcome(
    tx: Transaction, channel: str, address: str, hashed: bytes, assurance: Assurance, name: str | None
) -> Arrival:
    identity, customer, secret = new_id(), new_id(), new_key()
    key = IdentityKey(secret)
    tx.db.execute(_NEW_CUSTOMER, {"id": customer, "since": tx.now})
    row = {
        "id": identity,
        "customer_id": customer,
        "home_customer_id": customer,
        "channel": channel,
        "address_hash": hashed,
        "address": key.seal(address, f"identities.address:{identity}"),
        "name": key.seal(name, f"identities.name:{identity}") if name else None,
        "wrapped_key": tx.keys.wrap(secret, key_place(identity)),
        "assurance": int(assurance),
        "since": tx.now,
        "seen_at": tx.now,
    }
    if tx.db.execute(_NEW_IDENTITY, row).first() is not None:
        names.note(tx, identity, customer, name or "")
        return Arrival(identity=identity, customer=customer)
    # Another process welcomed this address between our look and our write.
    tx.db.execute(_UNUSED, {"unused": customer})
    met = tx.db.execute(_BY_ADDRESS, {"channel": channel, "hash": hashed}).one()
    return Arrival(identity=met.id, customer=met.customer_id)


def _view(tx: Transaction, row: Row[Any]) -> IdentityView:
    key = tx.unwrapped(row.id, row.wrapped_key)
    return IdentityView(
        id=row.id,
        customer=row.customer_id,
        home=row.home_customer_id,
        channel=row.channel,
        address=key.open(row.address, f"identities.address:{row.id}"),
        name=key.open(row.name, f"identities.name:{row.id}") if row.name else None,
        assurance=Assurance(row.assurance),
        since=row.since,
    )
