"""What every value is made of: customers' references, aware times, money and addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Annotated, NewType

import msgspec

Aware = Annotated[datetime, msgspec.Meta(tz=True)]
"""A time that knows its offset; an answer with any other is refused."""

CustomerRef = NewType("CustomerRef", str)
"""Who is meant, opaque to the shop: `account:c-1001`, or an identity's id for people without an account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount with two decimal places."""

    amount: Decimal
    currency: str = "GBP"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where something is delivered or billed."""

    name: str
    street: str
    town: str
    postcode: str
    country: str = "GB"
