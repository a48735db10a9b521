"""How long each kind of record is kept: rules over the house's settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.house import Retention
from store.values import PERMITTING, Grant, Purpose


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of `table` go when their `column` is `setting` days old."""

    table: str
    column: str
    setting: str


AT_ONCE = 2_000  # rows of a table that go in one transaction, so that nobody who writes waits for it long
# Tables that are not here go with what they belong to, or with their identity.
RULES = (
    Rule("facts", "said_at", "facts_days"),
    Rule("messages", "sent_at", "messages_days"),
    Rule("encounters", "ended_at", "records_days"),
    Rule("handoffs", "at", "records_days"),
    Rule("events", "taken_at", "records_days"),
    Rule("orders", "state_at", "purchases_days"),
    Rule("money_back", "at", "purchases_days"),
    Rule("points", "at", "records_days"),
    Rule("bookings", "state_at", "records_days"),
    Rule("touches", "at", "purchases_days"),
    Rule("promises", "due_at", "records_days"),
    Rule("balance", "at", "records_days"),
    Rule("reminders", "next_at", "records_days"),
    Rule("contacts", "planned_at", "records_days"),
    Rule("signs", "at", "records_days"),
    Rule("demand", "at", "messages_days"),
    Rule("wall", "at", "records_days"),
    Rule("silences", "until", "effects_days"),
    Rule("desk_cases", "closed_at", "messages_days"),
    Rule("desk_notes", "at", "messages_days"),
    Rule("desk_gestures", "at", "records_days"),
    Rule("effects", "at", "effects_days"),
    Rule("news", "at", "effects_days"),
    Rule("seen", "at", "effects_days"),
)
_SETTINGS = {rule.table: rule.setting for rule in RULES}


def cutoff(retention: Retention, setting: str, now: datetime) -> datetime:
    """What happened at this time or before is kept no longer."""
    return now - timedelta(days=getattr(retention, setting))


def kept_since(retention: Retention, table: str, now: datetime) -> datetime:
    """Rows of this table from this time or before may be used no longer, taken by a run already or not."""
    return cutoff(retention, _SETTINGS[table], now)


def consent_ended(grants: Iterable[Grant], now: datetime) -> datetime | None:
    """When the consent to be remembered ended, by a no or by running out; None while it holds."""
    memory = [grant for grant in grants if grant.purpose is Purpose.MEMORY and grant.fact is None]
    ends = [grant.until if grant.state in PERMITTING else grant.at for grant in memory]
    if not ends or any(end is None or end > now for end in ends):
        return None
    return max(end for end in ends if end is not None)
