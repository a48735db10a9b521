"""Trackers kept between turns: a cache of what is stored, and no more of it than the process has room for."""

from collections import OrderedDict
from dataclasses import dataclass

from bot.engine.tracker import LeanTracker

WEIGHT_KEPT = 60_000  # of all together; an event weighs 1 and takes about a kilobyte
TRACKER_WEIGHT = 12  # of one without events: its slots


@dataclass(slots=True)
class Live:
    """A tracker, and how far into the stored events it stands."""

    tracker: LeanTracker
    epoch: int
    sequence: int


class LiveTrackers:
    """The conversations that spoke last; who was silent for longer is read from the store again."""

    def __init__(self, weight: int = WEIGHT_KEPT) -> None:
        self._most = weight
        self._weight = 0
        self._live: OrderedDict[str, tuple[Live, int]] = OrderedDict()

    def take(self, conversation: str) -> Live | None:
        """The conversation's tracker, for one turn; `keep` it again when the turn went well."""
        live, weight = self._live.pop(conversation, (None, 0))
        self._weight -= weight
        return live

    def keep(self, conversation: str, live: Live) -> None:
        """Keeps this one, and lets go of those that were silent longest."""
        weight = TRACKER_WEIGHT + len(live.tracker.events)
        self._live[conversation] = live, weight
        self._weight += weight
        while self._weight > self._most:
            self.take(next(iter(self._live)))

    def clear(self) -> None:
        self._live.clear()
        self._weight = 0
