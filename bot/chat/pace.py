"""How fast one tab may speak."""

BURST = 30
PER_SECOND = 3.0


class Pace:
    """A bucket of BURST frames that refills with PER_SECOND frames a second.

    >>> pace = Pace()
    >>> all(pace.allows(0.0) for _ in range(BURST)), pace.allows(0.0), pace.allows(1.0)
    (True, False, True)
    """

    def __init__(self) -> None:
        self._left = float(BURST)
        self._at: float | None = None

    def allows(self, now: float) -> bool:
        """Whether one more frame may come at `now` (seconds of any steady clock); counts it if so."""
        passed = 0.0 if self._at is None else max(0.0, now - self._at)
        self._at = now
        self._left = min(float(BURST), self._left + passed * PER_SECOND)
        if self._left < 1:
            return False
        self._left -= 1
        return True
