"""How far a message has come on its way out."""

from enum import StrEnum


class DeliveryState(StrEnum):
    """`sent` is the provider's yes, `delivered` the device's; `refused` is our own no before sending."""

    QUEUED = "queued"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"


_FOLLOWS = {
    DeliveryState.QUEUED: frozenset(DeliveryState) - {DeliveryState.QUEUED},
    DeliveryState.SENT: frozenset({DeliveryState.DELIVERED, DeliveryState.FAILED}),
    DeliveryState.FAILED: frozenset({DeliveryState.DELIVERED}),  # a provider may be wrong, a device is not
}


def follows(before: DeliveryState, news: DeliveryState) -> bool:
    """Whether news moves a delivery on; reports overtake each other and are repeated."""
    return news in _FOLLOWS.get(before, frozenset())


def pause_before(attempt: int) -> float:
    """Seconds of real time before the next attempt: 2, 8, 32, 128, then 300 each.

    >>> [pause_before(attempt) for attempt in (1, 2, 3, 9)]
    [2.0, 8.0, 32.0, 300.0]
    """
    return min(2.0 * 4.0 ** (attempt - 1), 300.0)
