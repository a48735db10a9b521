"""Orders by the month that a message names them by: "my November order", "the novel from October"."""

import calendar
import re
from collections.abc import Sequence
from datetime import datetime

from shop.values import Order

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_SURE = "|".join(name for name in _MONTHS if name not in ("march", "may"))
_NAMED = re.compile(
    rf"\b(?<!by )({_SURE})\b|\b(?:in|from|of|last|my|this) (march|may)\b(?! (?:i|you|we)\b)", re.I
)
_YEAR = 366  # days


def of_month(orders: Sequence[Order], text: str, now: datetime) -> list[Order]:
    """Those placed in the month that the words name, within a year; none where they name none.

    >>> of_month((), "my november order", datetime(2026, 11, 21))
    []
    """
    found = _NAMED.search(text)
    if not found:
        return []
    month = _MONTHS[(found[1] or found[2]).lower()]
    return [order for order in orders if order.placed_at.month == month and (now - order.placed_at).days < _YEAR]
