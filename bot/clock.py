"""The house's clock: real time, or in rehearsal a time that was set and runs on."""

from datetime import UTC, datetime, timedelta


class HouseClock:
    """Tells the house's time in UTC; `set` moves it, forwards or back."""

    def __init__(self) -> None:
        self._offset = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def set(self, now: datetime) -> None:
        """From this moment on the house's time is `now`, running on."""
        self._offset = now.astimezone(UTC) - datetime.now(UTC)
