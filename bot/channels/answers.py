"""What a provider's HTTP answer means where it says no more: later, or never."""

from collections.abc import Mapping

from bot.channels.values import Refused, Retry

UNAVAILABLE = "provider_unavailable"
RATE_LIMITED = "rate_limited"
LONGEST_WAIT_SECONDS = 3_600.0

_REASONS = {401: "not_authorised", 403: "forbidden", 404: "not_found", 413: "too_long"}


def retry_or_refuse(status: int, headers: Mapping[str, str]) -> Retry | Refused:
    """429 and 5xx: later, when the provider says so; any other: never."""
    if status == 429:
        return Retry(RATE_LIMITED, seconds(headers.get("retry-after")))
    if status >= 500 or status in (408, 425):
        return Retry(UNAVAILABLE, seconds(headers.get("retry-after")))
    return Refused(_REASONS.get(status, f"rejected_{status}"))


def seconds(value: object) -> float | None:
    """A provider's wait in seconds, within reason; None where it names none."""
    try:
        wanted = float(str(value))
    except ValueError:
        return None
    return min(wanted, LONGEST_WAIT_SECONDS) if wanted >= 0 else None
