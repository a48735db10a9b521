"""A provider's word that a customer wants nothing from us there: contact is withdrawn everywhere, as by a stop word."""

from dataclasses import dataclass

from store import deciding
from store.ledger import Deed
from store.memory import consents, outside
from store.memory.people import customer_of, find
from store.memory.seen import is_first
from store.memory.store import Store, Transaction
from store.tables.base import new_id
from store.values import Capture, ConsentState, Grant, Purpose


@dataclass(frozen=True, slots=True)
class OptOuts:
    """What providers tell us unasked of who stopped or blocked us; that they let us again is no yes."""

    store: Store

    def heed(self, channel: str, signal: str, address: str) -> None:
        """Takes it as a no to contact; the same `signal` again changes nothing, nor one about a stranger."""
        with self.store.transaction() as tx:
            who = find(tx, channel, address)
            if who is not None and is_first(tx, tx.keys.keyed_hash("stopped", f"{channel}\0{signal}")):
                heed(tx, who.identity)


def heed(tx: Transaction, identity: str) -> None:
    """The same inside an open transaction; where the last word was a no already, it stands as it was said."""
    customer = customer_of(tx, identity)
    known, no = consents.grants(tx, customer), ConsentState.WITHDRAWN
    if deciding.said_no(known, Purpose.CONTACT):
        return
    terms, look = deciding.unwanted(known, Purpose.CONTACT, None), new_id()
    grant = Grant(purpose=Purpose.CONTACT, state=no, at=tx.now, terms=terms)
    consents.append(tx, customer, identity, grant, Capture(method="provider"), look)
    if deciding.takes_back(no, known, Purpose.CONTACT, None):
        outside.write_taken_back(tx, Deed.WITHDRAWN, look, customer, [], Purpose.CONTACT, by=identity)
