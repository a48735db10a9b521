"""The shop's own records as one place that exports and erasures look at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from shop.port import BusinessSystem
from shop.values import CustomerRef
from store import KeptRecord, Refs


class ShopPlace:
    """What the shop holds of a customer, under the account's name or the identity's own id."""

    name = "shop"

    def __init__(self, shop: BusinessSystem, clock: Callable[[], datetime]) -> None:
        self._shop = shop
        self._clock = clock

    def count(self, refs: Refs) -> int:
        """How many of the shop's records name this customer now."""
        return sum(held.rows for ref in _names(refs) for held in self._shop.records.places(ref))

    def erase(self, refs: Refs) -> Sequence[KeptRecord]:
        """Erases them; answers what the law makes the shop keep, without the name, in the shop's own words."""
        erased = [held for ref in _names(refs) for held in self._shop.records.erase(ref, now=self._clock())]
        return [
            KeptRecord(place=self.name, count=held.left, reason=held.why_kept)
            for held in erased
            if held.left and held.why_kept
        ]

    def rows(self, refs: Refs) -> Sequence[Mapping[str, Any]]:
        """Everything the shop holds of this customer, each row with the place it lies in."""
        return [
            {"place": place, **row}
            for ref in _names(refs)
            for place, rows in self._shop.records.export(ref).items()
            for row in rows
        ]


def _names(refs: Refs) -> list[CustomerRef]:
    accounts = [subject for subject in refs.subjects if subject.startswith("account:")]
    return [CustomerRef(name) for name in (*accounts, *refs.identities)]
