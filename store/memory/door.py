"""Memory: every topic over one store."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from store.engine import Durable, connect
from store.keys import HouseKey, KeyCache
from store.memory.audit import Audit
from store.memory.balance import GivenAndAsked
from store.memory.community import Community
from store.memory.consents import Consents
from store.memory.conversations import Conversations
from store.memory.demand import Demand
from store.memory.desk import Desk
from store.memory.desk_agents import Agents
from store.memory.desk_closing import Closing
from store.memory.desk_figures import DeskFigures
from store.memory.desk_gestures import Gestures
from store.memory.desk_search import Search
from store.memory.desk_views import Looks
from store.memory.facts import Facts
from store.memory.history import history
from store.memory.house import House
from store.memory.house_notes import HouseNotes
from store.memory.keyring import Keys
from store.memory.links import Links
from store.memory.matters import Matters
from store.memory.news import NewsDesk
from store.memory.noticing import Noticing
from store.memory.opt_outs import OptOuts
from store.memory.outbox import Outbox
from store.memory.outreach import Outreach
from store.memory.oversight import Oversight
from store.memory.owners import Owners
from store.memory.people import People
from store.memory.promises import Promises
from store.memory.reasons import Reasons
from store.memory.recall import MOST, recall
from store.memory.receipts import Receipts
from store.memory.records import Records
from store.memory.reminders import Reminders
from store.memory.retention import Retention
from store.memory.rights import Rights
from store.memory.sessions import Sessions
from store.memory.standing import Relationship
from store.memory.stock import Stock
from store.memory.store import Clock, SettingsCache, Store
from store.memory.surveys import Surveys
from store.memory.trackers import Trackers
from store.occupancy import enter
from store.values import Brief, History, Listeners, Moment, Purpose, Reader


@dataclass(frozen=True, slots=True)
class Memory:
    """The relationship memory: a topic for each kind of thing, one method for each transaction."""

    store: Store
    people: People
    consents: Consents
    matters: Matters
    receipts: Receipts
    facts: Facts
    conversations: Conversations
    trackers: Trackers
    owners: Owners
    opt_outs: OptOuts
    outbox: Outbox
    news: NewsDesk
    sessions: Sessions
    links: Links
    house: House
    house_notes: HouseNotes
    rights: Rights
    retention: Retention
    audit: Audit
    records: Records
    promises: Promises
    balance: GivenAndAsked
    reminders: Reminders
    outreach: Outreach
    stock: Stock
    noticing: Noticing
    relationship: Relationship
    community: Community
    demand: Demand
    reasons: Reasons
    surveys: Surveys
    agents: Agents
    desk: Desk
    looks: Looks
    search: Search
    closing: Closing
    gestures: Gestures
    desk_figures: DeskFigures
    oversight: Oversight

    def recall(
        self, customer: str, purpose: Purpose, reader: Reader, moment: Moment, after: str = "", most: int = MOST
    ) -> Brief:
        """What this reader may know of the customer for this purpose now; the only read of facts."""
        return recall(self.store, customer, purpose, reader, moment, after, most)

    def history(self, customer: str, purpose: Purpose, reader: Reader, moment: Moment) -> History:
        """The orders, bookings and points that this reader may use now; the only read of service records."""
        return history(self.store, customer, purpose, reader, moment)

    def rotate(self, new: HouseKey) -> None:
        """Changes the house key while the house is open; the next start needs the new one."""
        self.store.keys.rotate(self.store.engine, new)

    def close(self) -> None:
        """Gives every connection back."""
        self.store.engine.dispose()


def open_memory(
    url: str,
    house_key: HouseKey,
    clock: Clock,
    ledger_path: Path,
    durable: Durable = Durable.PROCESS,
    previous_keys: Sequence[HouseKey] = (),
    listeners: Listeners = Listeners.NOBODY,
) -> Memory:
    """The memory at this address; it must have been migrated. `clock` answers aware times.

    After a change of the house key the one before is given in `previous_keys` once.
    """
    keys = Keys(house_key, previous_keys)
    engine = enter(connect(url, durable))
    store = Store(engine, keys, clock, ledger_path, KeyCache(), SettingsCache(), listeners)
    rights, sessions = Rights(store), Sessions(store)
    return Memory(
        store=store,
        people=People(store),
        consents=Consents(store),
        matters=Matters(store),
        receipts=Receipts(store),
        facts=Facts(store),
        conversations=Conversations(store),
        trackers=Trackers(store),
        owners=Owners(store),
        opt_outs=OptOuts(store),
        outbox=Outbox(store),
        news=NewsDesk(store),
        sessions=sessions,
        links=Links(store),
        house=House(store),
        house_notes=HouseNotes(store),
        rights=rights,
        retention=Retention(store, rights),
        audit=Audit(store),
        records=Records(store),
        promises=Promises(store),
        balance=GivenAndAsked(store),
        reminders=Reminders(store),
        outreach=Outreach(store),
        stock=Stock(store),
        noticing=Noticing(store),
        relationship=Relationship(store),
        community=Community(store),
        demand=Demand(store),
        reasons=Reasons(store),
        surveys=Surveys(store),
        agents=Agents(store, sessions),
        desk=Desk(store),
        looks=Looks(store),
        search=Search(store),
        closing=Closing(store),
        gestures=Gestures(store),
        desk_figures=DeskFigures(store),
        oversight=Oversight(store),
    )
