"""Where the money is that goes back to them."""

from datetime import datetime, time
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import Counter, counter_for
from actions.delays import asks_why_so_long
from actions.money_words import asks_how_back, asks_how_soon
from actions.ordered_goods import LOOKED_AT
from actions.replies import Events, Say, failure, filled, say
from actions.said import Said, one_named
from actions.turn import CareAction, Means, Turn, turn_of
from actions.what_is_wrong import unsettled
from actions.which import OFFERED, worth
from actions.wording import Lines, Phrase, day, phrase
from shop.errors import ShopError
from shop.values import Problem, ProblemKind, Refund, RefundStatus

CANCELS = "cancel_form"


class TrackRefund(CareAction):
    """Says where every refund under way is, or the one that is asked about."""

    NAME = "action_track_refund"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        counter = await counter_for(self.means, turn)
        try:
            refunds = [
                r for ref in counter.refs for r in await self.door(self.means.shop.orders.refunds, ref)
            ]
            numbers = await _orders_meant(counter, Said.last(tracker))
            twice = None if refunds else await _paid_too_much(self.means, counter)
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if twice is not None:
            say("utter_refund_of_twice", number=twice.order, problem=twice.number).by(dispatcher)
            return []
        meant = [refund for refund in refunds if numbers is None or refund.order in numbers]
        lines = [refund_line(refund, turn.language, self.means) for refund in meant[:OFFERED]]
        form = (tracker.active_loop or {}).get("name")
        (await self._told(lines, turn, form)).by(dispatcher)
        return filled({"about_order": meant[0].order}) if len(meant) == 1 and not form else []

    async def _told(self, lines: list[Any], turn: Turn, form: str | None) -> Say:
        if not lines:
            return await self._none_yet(turn, form)
        if asks_how_back(turn.text):
            return say("utter_refunds_way", refunds=Lines(lines))
        if not asks_why_so_long(turn.text):
            return say("utter_refunds", refunds=Lines(lines))
        policy = await self.door(self.means.shop.house.return_policy)
        return say("utter_refunds_why", refunds=Lines(lines), days=policy.refund_days)

    async def _none_yet(self, turn: Turn, form: str | None) -> Say:
        """What the rules say of money that would go back, where nothing is on its way."""
        if asks_how_back(turn.text):
            return say("utter_refund_way")
        if not asks_how_soon(turn.text):
            return say("utter_no_refund")
        if form == CANCELS:
            return say("utter_refund_if_cancelled")
        policy = await self.door(self.means.shop.house.return_policy)
        return say("utter_refund_wait", days=policy.refund_days)


def refund_line(refund: Refund, language: str, means: Means) -> Phrase:
    """How far a refund is, and when the money is there."""
    zone = means.zone
    when = refund.paid_at if refund.status is RefundStatus.PAID else None
    by = when or datetime.combine(refund.expected_by, time(12), zone)
    return phrase(
        f"utter_refund_{refund.status.value}",
        amount=worth(refund.amount, language),
        number=refund.order,
        day=day(by, language, zone),
    )


async def _orders_meant(counter: Counter, said: Said) -> list[str] | None:
    """The orders that are named, by number or by their goods; None where none is."""
    if typed := said.value("order_number"):
        return await counter.numbers_like(str(typed))
    orders = await counter.orders()
    goods = [" ".join(line.name for line in order.lines) for order in orders]
    index = one_named(said.text, goods)
    return None if index is None else [orders[index].number]


async def _paid_too_much(means: Means, counter: Counter) -> Problem | None:
    """What stands on record of a payment and is not put right yet."""
    for ref in counter.refs:
        for order in (await means.door(means.shop.orders.recent, ref))[:LOOKED_AT]:
            found = await means.door(means.shop.orders.problems, ref, order.number)
            if standing := unsettled(found, {ProblemKind.PAYMENT}):
                return standing[-1]
    return None
