"""Whether a delivery may go out at this very moment: consent and the provider's window, read again."""

from collections.abc import Callable
from datetime import datetime

from bot.channels.windows import RULED, may_write
from store import Decision, Delivery, Door, Memory
from store.addresses import is_gone
from store.delivery import DeliveryState
from store.outreach import Code

HELD_AT_ONCE = 100
LOOK_BACK = 100  # items before a delivery among which the customer's last word is sought

CLEAR = Decision(True, "clear")
NO_CONSENT = Decision(False, "contact_not_allowed")
TAKEN_BACK = Decision(False, "taken_back")
NO_ADDRESS = Decision(False, "no_address")  # what they had is somebody else's by now


async def cleared(delivery: Delivery, memory: Memory, door: Door, now: datetime) -> Decision:
    """The first no wins: nothing goes that rests on what was taken back since; contact that we start needs its
    permission, in its hours; then the provider's own rules."""
    if delivery.taken_back:
        return TAKEN_BACK
    if is_gone(delivery.address):
        return NO_ADDRESS
    if delivery.outreach:
        permitted = await door(memory.outreach.cleared, delivery.id, delivery.customer, delivery.channel)
        if not permitted.allowed:
            return permitted if permitted.reason == Code.QUIET else NO_CONSENT
    if delivery.channel not in RULED:
        return CLEAR
    heard_at = await _heard_at(delivery, memory, door)
    return may_write(delivery.channel, delivery.address, heard_at, now)


async def turn_away(delivery: Delivery, no: Decision, memory: Memory, door: Door) -> None:
    """Notes why a delivery does not go out: held while the hour is wrong, else refused for good."""
    state = DeliveryState.HELD if no.reason == Code.QUIET else DeliveryState.REFUSED
    await door(memory.outbox.report, delivery.id, state, no.reason)


async def offer_held(memory: Memory, door: Door, clock: Callable[[], datetime]) -> int:
    """Offers again what was held and is no more, to go out or be refused there and then; counts it."""
    offered = 0
    for delivery in await door(memory.outbox.held, HELD_AT_ONCE):
        clear = await cleared(delivery, memory, door, clock())
        if clear.reason != Code.QUIET:
            await door(memory.outbox.offer_again, delivery.id)
            offered += 1
    return offered


async def _heard_at(delivery: Delivery, memory: Memory, door: Door) -> datetime | None:
    after = max(0, delivery.reply.seq - LOOK_BACK)
    page = await door(memory.conversations.transcript, delivery.reply.conversation, after, LOOK_BACK * 2)
    said = [item.sent_at for item in page.items if item.sender == "customer"]
    return said[-1] if said else None
