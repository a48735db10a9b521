"""Orders by the month that a message names them by: "my November order", "the novel from October"."""

import calendar
import re
from collections.abc import Sequence
from datetime import datetime, tzinfo

from shop.values import Order

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SURE = "|".join(name for name in _MONTHS if name not in ("march", "may"))
_NAMED = re.compile(
    rf"\b(?<!by )({_SURE})\b|\b(?:in|from|of|last|my|this) (march|may)\b(?! (?:i|you|we)\b)", re.I
)
_YEAR = 366  # days


def of_month(orders: Sequence[Order], text: str, now: datetime, zone: tzinfo) -> list[Order]:
    """Those placed in the month that the words name, by the house's clock and within a year; none where none is."""
    month = month_in(text)
    of_it = (order for order in orders if order.placed_at.astimezone(zone).month == month)
    return [order for order in of_it if (now - order.placed_at).days < _YEAR]


def month_in(text: str) -> int | None:
    """The month by which something is named; None where it names none, or when something is to come.

    >>> month_in("my november order"), month_in("the novel from may"), month_in("may I"), month_in("by november")
    (11, 5, None, None)
    """
    found = _NAMED.search(text)
    return _MONTHS[(found[1] or found[2]).lower()] if found else None
