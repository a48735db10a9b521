"""Deliveries are tried for about a day, never sooner than the provider asks."""

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.answers import retry_or_refuse, seconds
from bot.channels.retries import LONGEST_SECONDS, MOST_ATTEMPTS, next_try
from bot.channels.values import Refused, Retry


@given(st.integers(1, MOST_ATTEMPTS - 1), st.one_of(st.none(), st.floats(0, 3_600)))
def test_waits_grow_and_keep_the_providers_wish(attempts: int, after: float | None) -> None:
    """Each wait is at least what was asked, and ours never exceeds half an hour."""
    wait = next_try(attempts, Retry("rate_limited", after))
    assert wait is not None
    assert (after or 0) <= wait <= max(LONGEST_SECONDS, after or 0)


def test_a_delivery_is_tried_for_about_a_day_and_then_given_up() -> None:
    """Nobody wants last week's answer."""
    waits = [next_try(attempts, Retry("timeout")) or 0 for attempts in range(1, MOST_ATTEMPTS)]
    assert 20 * 3_600 < sum(waits) < 30 * 3_600
    assert next_try(MOST_ATTEMPTS, Retry("timeout")) is None


def test_statuses_mean_later_or_never() -> None:
    """Too many and broken servers are tried again; a refusal is final."""
    assert retry_or_refuse(429, {"retry-after": "7"}) == Retry("rate_limited", 7.0)
    assert retry_or_refuse(503, {}) == Retry("provider_unavailable", None)
    assert retry_or_refuse(403, {}) == Refused("forbidden")
    assert retry_or_refuse(418, {}) == Refused("rejected_418")


def test_a_providers_wait_is_read_with_care() -> None:
    """A wait that is no number, negative or endless does not hold a delivery for ever."""
    assert [seconds(value) for value in ("5", "soon", "-1", "nan", "1e9")] == [5.0, None, None, None, 3_600.0]
