"""The desk in numbers: what supervisors read of it."""

from dataclasses import dataclass
from datetime import datetime

from store.desk import Presence


@dataclass(frozen=True, slots=True)
class Load:
    """What one agent holds of what they may."""

    name: str
    presence: Presence
    holding: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Spell:
    """One hour or day: who asked for a person, median minutes until one came and until they answered; promises.

    Of those who asked then: the share who had to repeat themselves, and the mean of what they thought of it.
    """

    begins: datetime
    cases: int
    wait_median: float | None
    answer_median: float | None
    kept: int
    late: int
    repeated: float | None
    rating: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The desk in figures; times are minutes, shares between 0 and 1, None where nothing has happened yet."""

    waiting: int
    queues: dict[str, int]  # how many wait now, by department
    longest_minutes: float
    load: tuple[Load, ...]
    cases: int
    answer_median: float | None
    answer_slow: float | None  # nine of ten are answered sooner
    outcomes: dict[str, int]
    repeated: float | None
    rating: float | None
    ratings: int
    kept: int
    late: int
    spells: tuple[Spell, ...]
