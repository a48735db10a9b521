"""Who a customer is to the shop, and what of theirs it may show in this conversation."""

from collections.abc import Iterable
from dataclasses import dataclass

from actions.turn import Means, Turn
from shop.errors import NoSuchOrder, WhichOrder
from shop.order_numbers import matching
from shop.places import Booking
from shop.values import CustomerRef, Order
from store import Assurance, IdentityView

ACCOUNT = "account"


def shop_refs(identities: Iterable[IdentityView], turn: Turn) -> tuple[CustomerRef, ...]:
    """Under which names the shop knows whoever speaks: `account:<id>`, else the identity's own id.

    Somebody verified is all their identities, the account first; on an unproven channel only the identity that
    speaks counts; nobody in particular is nobody.
    """
    if turn.moment.assurance is Assurance.ANONYMOUS:
        return ()
    own = [
        one for one in identities if turn.moment.assurance is Assurance.VERIFIED or one.id == turn.identity
    ]
    by_account_first = sorted(own, key=lambda one: (one.channel != ACCOUNT, one.id != turn.identity))
    return tuple(
        CustomerRef(f"{ACCOUNT}:{one.address}" if one.channel == ACCOUNT else one.id)
        for one in by_account_first
    )


@dataclass(frozen=True, slots=True)
class Counter:
    """The shop's counter, with one customer in front of it."""

    means: Means
    turn: Turn
    refs: tuple[CustomerRef, ...]

    @property
    def ref(self) -> CustomerRef | None:
        """The name that new orders and bookings go under; None for nobody in particular."""
        return next(iter(self.refs), None)

    async def orders(self) -> list[Order]:
        """Their orders, newest first."""
        door, recent = self.means.door, self.means.shop.orders.recent
        found = [order for ref in self.refs for order in await door(recent, ref)]
        return sorted(found, key=lambda order: order.placed_at, reverse=True)

    async def order(self, number: str) -> tuple[CustomerRef, Order]:
        """Their order, and under which of their names; NoSuchOrder, also for somebody else's."""
        for ref in self.refs:
            try:
                return ref, await self.means.door(self.means.shop.orders.find, ref, number)
            except NoSuchOrder:
                continue
        raise NoSuchOrder

    async def bookings(self) -> list[tuple[CustomerRef, Booking]]:
        """Their bookings to come, soonest first, each with the name it is under."""
        door, upcoming = self.means.door, self.means.shop.bookings.upcoming
        found = [
            (ref, booking)
            for ref in self.refs
            for booking in await door(upcoming, ref, now=self.turn.moment.now)
        ]
        return sorted(found, key=lambda owned: owned[1].starts_at)

    async def numbers_like(self, typed: str) -> list[str]:
        """Which of their order numbers the digits can mean."""
        try:
            return [(await self.order(typed))[1].number]
        except WhichOrder as which:
            return list(which.choices)
        except NoSuchOrder:
            return list(matching(typed, [order.number for order in await self.orders()]))


async def counter_for(means: Means, turn: Turn) -> Counter:
    """The counter for whoever speaks in this turn."""
    identities = await means.door(means.memory.people.identities, turn.customer)
    return Counter(means, turn, shop_refs(identities, turn))
