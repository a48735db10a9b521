"""Where an order is: its state, its day, its place, and what is asked of them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from actions.delays import asks_why_so_long
from actions.money_words import asks_the_hour
from actions.moved import asks_for_another_day, asks_to_move, nobody_is_in
from actions.not_here import SAID_DELIVERED, looked_for, says_not_got
from actions.order_questions import asks_for_certain, asks_of_sunday, asks_what_it_came_to, asks_what_place
from actions.orders import spoken_of_order
from actions.refunds import refund_line
from actions.replies import Say
from actions.tasks import Filling, Task
from actions.turn import Means, Turn
from actions.ways import COLLECT
from actions.which import Eligible, about_order, exists, is_open, which_order, worth
from actions.wording import Lines, Phrase, phrase
from shop.values import CustomerRef, Order, OrderStatus

_ON_ITS_WAY = frozenset({OrderStatus.PLACED, OrderStatus.PACKED, OrderStatus.SHIPPED, OrderStatus.DELAYED})
_LATE = frozenset({"utter_order_delayed", "utter_order_delayed_some_day", "utter_order_overdue"})
_ANY_COMING = re.compile(
    r"\b(?:any ?(?:thing|orders?|parcels?)?|some ?thing)\b.{0,20}"
    r"\b(?:coming|on (?:its|the|their) way|due|outstanding|arriving)\b",
    re.I,
)
_DELIVERED = "utter_order_delivered"
SUNDAY = 6
_MONDAY_TO_SATURDAY = re.compile(r"\bMonday to Saturday\b", re.I)


class TrackOrder(Task):
    """Says where an order is and when it comes."""

    NAME, FORM = "action_track_order", "track_form"
    TONGUES = frozenset({"en", "de", "es"})
    OWN = frozenset({"track_order"})
    DETAILS = {
        "order_number": which_order(
            Eligible(
                is_open, "utter_no_order_open", come="utter_order_delivered", else_latest=exists, named=exists
            )
        )
    }

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        where, told = whereabouts(order, f.turn.moment.now), told_of(order, f.turn, f.means)
        response = await self._asked(order, where, f)
        if response:
            return Say(response[0], {"whereabouts": phrase(where, **told), **response[1]}, about=spoken_of_order(order))
        if refunds := await self._refunds(ref, order, f):
            both = {"whereabouts": phrase(where, **told), "refunds": Lines(refunds)}
            return Say("utter_order_cancelled_and_refund", both, about=spoken_of_order(order))
        if where == _DELIVERED and says_not_got(f.said.text):
            where = "utter_order_delivered_and_not_there"
        return Say(where, told, about=spoken_of_order(order))

    async def _asked(self, order: Order, where: str, f: Filling) -> tuple[str, dict[str, Any]] | None:
        """What is said beside where it is, for what is asked of it; None where that is all."""
        if order.status is not OrderStatus.CANCELLED and asks_what_place(f.said.text):
            return _place(order)
        if order.status is not OrderStatus.CANCELLED and asks_what_it_came_to(f.said.text):
            return "utter_order_sum", {"number": order.number, "total": worth(order.total, f.turn.language)}
        if order.status not in _ON_ITS_WAY:
            return ("utter_order_none_coming", {}) if where == _DELIVERED and _ANY_COMING.search(f.said.text) else None
        if asks_of_sunday(f.said.text) and (note := await self._never_on_sundays(order)):
            return "utter_order_no_sunday", {"note": note}
        response = next((words(order, where) for asks, words in _ASKED if asks(f.said.text)), None)
        return (response, {}) if response else None

    async def _never_on_sundays(self, order: Order) -> str:
        """What its way of delivery says of days, where it is expected on a Sunday all the same."""
        if order.expected_at is None or order.expected_at.astimezone(self.means.zone).weekday() != SUNDAY:
            return ""
        options = await self.door(self.means.shop.house.delivery_options)
        notes = (one.note for one in options if one.id == order.delivery and _MONDAY_TO_SATURDAY.search(one.note))
        return next(notes, "").strip(" .")

    async def _refunds(self, ref: CustomerRef, order: Order, f: Filling) -> list[Phrase]:
        """Where the money for a cancelled order is."""
        if order.status is not OrderStatus.CANCELLED:
            return []
        refunds = await self.door(self.means.shop.orders.refunds, ref, order.number)
        return [refund_line(refund, f.turn.language, f.means) for refund in refunds]


def told_of(order: Order, turn: Turn, means: Means) -> dict[str, object]:
    """What the words for where it is are filled with."""
    tracking = phrase("utter_line_tracking", link=order.tracking_url or order.tracking) if order.tracking else ""
    carrier = phrase("utter_line_carrier", carrier=order.carrier) if order.carrier else ""
    return {**about_order(order, turn, means), "carrier": carrier, "tracking": tracking, "shop": _shop_of(order)}


def whereabouts(order: Order, now: datetime) -> str:
    """The words for where it is; others where no day is known, and where its day has passed."""
    words = f"utter_order_{order.status.value}"
    if order.status not in _ON_ITS_WAY:
        return words
    if order.expected_at is None:
        return f"{words}_some_day"
    if order.expected_at.date() < now.date():
        return "utter_order_overdue"
    to_collect = order.delivery == COLLECT and order.status in (OrderStatus.PLACED, OrderStatus.PACKED)
    return "utter_order_to_collect" if to_collect else words


def _shop_of(order: Order) -> Phrase | str:
    there = order.deliver_to if order.delivery == COLLECT else None
    return phrase("utter_line_in_shop", town=there.town) if there else ""


def _place(order: Order) -> tuple[str, dict[str, Any]]:
    """Where it goes, as far as that is written."""
    there = order.deliver_to
    if there is None:
        return "utter_order_place_unknown", {}
    place = {"street": there.street, "town": there.town, "postcode": there.postcode}
    return "utter_order_at_shop" if order.delivery == COLLECT else "utter_order_at_address", place


def _moved(order: Order, _: str) -> str:
    return "utter_order_move_left" if order.status is OrderStatus.SHIPPED else "utter_order_move_here"


def _why(_: Order, where: str) -> str:
    return "utter_order_why_late" if where in _LATE else "utter_order_why"


def _said_to_be_there(order: Order, where: str) -> str:
    return SAID_DELIVERED if order.status is OrderStatus.SHIPPED else _certain(order, where)


def _hour(_: Order, __: str) -> str:
    return "utter_order_no_hour"


def _certain(order: Order, _: str) -> str:
    gone = order.status is OrderStatus.SHIPPED or order.tracking
    return "utter_order_no_promise" if gone else "utter_order_no_promise_here"


# What is asked of an order that is still to come, and the words for it; the first that fits.
_ASKED: tuple[tuple[Callable[[str], bool], Callable[[Order, str], str]], ...] = (
    (looked_for, _said_to_be_there),
    (asks_to_move, _moved),
    (nobody_is_in, _moved),
    (asks_for_another_day, _moved),
    (asks_the_hour, _hour),
    (asks_why_so_long, _why),
    (asks_for_certain, _certain),
)
