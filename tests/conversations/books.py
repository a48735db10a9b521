"""What a house's books say was done: by the rows of its own tables, and by what they mean where they are sealed."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import MetaData, select

from shop.demo.tables import Base
from store import Purpose, Reader
from tests.conversations.conftest import Customer, House

# The conversation itself, kept as a record of what was said, and what follows from somebody having spoken.
SAID = frozenset(
    {
        "alembic_version", "audit", "audit_heads", "balance", "conversations", "customers", "encounters",
        "house_keys", "identities", "inbox", "messages", "outbox", "seen", "tracker_events", "watches",
    }
)  # fmt: skip
KEYS = frozenset({"demo_done"})  # by turn: what was done twice is there twice, and does nothing
DRAWN_BY_LOT = re.compile(r"\bV[0-9A-F]{8}\b")  # a voucher's code

Row = tuple[Any, ...]


def told(value: Any) -> Any:
    """A value as two houses share it: their clocks run by themselves, and each draws its own lots."""
    if isinstance(value, str):
        return DRAWN_BY_LOT.sub("V", value)
    if not isinstance(value, datetime):
        return value
    return value.replace(minute=value.minute // 10 * 10, second=0, microsecond=0)


def everything(house: House) -> dict[str, list[Row]]:
    """Every row of every table but the record of the conversation."""
    found = MetaData()
    found.reflect(house.database)
    tables = [table for table in found.sorted_tables if table.name not in SAID]
    with house.database.connect() as db:
        return {table.name: sorted(map(tuple, db.execute(select(table))), key=repr) for table in tables}


def shop_rows(house: House) -> dict[str, list[Row]]:
    """Every row of the shop's tables but its keys."""
    tables = [table for table in Base.metadata.sorted_tables if table.name not in KEYS]
    with house.database.connect() as db:
        rows = {table.name: [tuple(map(told, row)) for row in db.execute(select(table))] for table in tables}
    return {name: sorted(found, key=repr) for name, found in rows.items()}


def kept_for(house: House, customer: Customer) -> dict[str, Any]:
    """What the store holds for this customer beside what is remembered: all that was promised, set, joined, allowed."""
    found = house.memory.people.find(customer.channel, customer.address)
    if found is None:
        return {"known": False}
    memory, whose = house.memory, found.customer
    allowed = (one for one in memory.consents.grants(whose) if one.purpose not in (Purpose.MEMORY, Purpose.PERSONALISE))
    promised = memory.promises.of(whose, Reader.CUSTOMER)
    waiting = [memory.owners.of(reply.conversation).owner for reply in customer.replies[-1:]]
    return {
        "promises": [(one.what, one.owner, told(one.due_at), one.state) for one in promised],
        "reminders": [(one.what, told(one.next_at), one.every) for one in memory.reminders.of(whose)],
        "clubs": memory.community.clubs(whose),
        "wall": [one.text for one in memory.community.waiting()],
        "allowed": [(one.purpose, one.state, dict(one.terms)) for one in allowed],
        # Whose words show it is an id of its own in each house.
        "relationship": replace(memory.relationship.told(whose, customer.moment), grounds=()),
        "with": waiting,
    }


def done(house: House, customer: Customer) -> dict[str, Any]:
    """All that was done in this house, in a form in which two houses can be compared."""
    return {**shop_rows(house), **kept_for(house, customer)}
