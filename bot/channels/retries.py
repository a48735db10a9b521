"""When a delivery is tried again: soon at first, then less often, for about a day."""

from bot.channels.values import Retry

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 1_800.0
MOST_ATTEMPTS = 60  # with the waits above, a little over a day


def next_try(attempts: int, retry: Retry) -> float | None:
    """Seconds until the next try after so many attempts, no sooner than the provider asks; None: give up.

    >>> next_try(1, Retry("timeout")), next_try(4, Retry("timeout")), next_try(4, Retry("rate_limited", 30.0))
    (1.0, 8.0, 30.0)
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    ours = min(FIRST_SECONDS * 2.0 ** max(0, attempts - 1), LONGEST_SECONDS)
    return max(ours, retry.after or 0.0)
