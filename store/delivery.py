"""How far a message has come on its way out."""

from enum import StrEnum

BLOCKED = "blocked"  # why a delivery failed: the customer wants nothing from us there


class DeliveryState(StrEnum):
    """`sent` is the provider's yes, `delivered` the device's; `refused` is our own no before sending.

    `held` waits for an hour at which it may go, beside the queue: nothing waits behind it.
    """

    QUEUED = "queued"
    HELD = "held"
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
