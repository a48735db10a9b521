"""What an erasure goes by, and the places outside the memory that it goes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from store.values import KeptRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """By what other places know a customer: ids, `channel:address` subjects, conversations."""

    customer: str
    customers: tuple[str, ...]  # this one, and those whom its linked identities came as
    identities: tuple[str, ...]
    subjects: tuple[str, ...]
    conversations: tuple[str, ...]
    once_of: tuple[str, ...] = ()  # customers whose these identities ever were: the audit is found by them


class Place(Protocol):
    """Somewhere outside the memory where a customer's data may lie: a shop's tables, files, a broker."""

    name: str

    def count(self, refs: Refs) -> int:
        """How many things of this customer are there now."""

    def erase(self, refs: Refs) -> Sequence[KeptRecord]:
        """Removes them; answers what a second look found kept on purpose, and why. Raises when it cannot."""
