"""Timings: taken in seconds, told in milliseconds."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

Figures = dict[str, float]


@dataclass
class Timings:
    """How long each of several alike things took, in seconds."""

    seconds: list[float] = field(default_factory=list)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Times what is done in the block."""
        began = time.perf_counter()
        yield
        self.seconds.append(time.perf_counter() - began)

    @property
    def p50_ms(self) -> float:
        return milliseconds(median(self.seconds))

    @property
    def p95_ms(self) -> float:
        return milliseconds(percentile(self.seconds, 0.95))


def timings_of(work: Callable[[], object], times: int) -> Timings:
    """Does the same work so often, one after the other."""
    taken = Timings()
    for _ in range(times):
        with taken.one():
            work()
    return taken


def seconds_of(work: Callable[[], object]) -> float:
    """How long the work took once."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of all values does not exceed.

    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    place = max(0, -int(-share * len(ordered) // 1) - 1)
    return ordered[place]


def milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)


def ratio(value: float, base: float) -> float:
    """How many times the base."""
    return round(value / base, 2)
