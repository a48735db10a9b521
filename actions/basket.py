"""What is in the basket: a chat has none, so what is being ordered and what is on its way are told instead."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.asides import on_a_list
from actions.customers import counter_for
from actions.replies import Events, Say, failure, say
from actions.turn import CareAction, Turn, turn_of
from actions.which import OFFERED, about_order, in_full, is_open
from actions.while_filling import BUYING
from actions.wording import Lines, listing, phrase
from shop.errors import ShopError
from shop.values import Item


class TellBasket(CareAction):
    """Says what stands in the order that is being made; outside one, what they have ordered and is still to come."""

    NAME = "action_tell_basket"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if on_a_list(turn.text):
            dispatcher.utter_message(response="utter_no_list")
            return []
        try:
            reply = await self._being_ordered(tracker, turn) or await self._on_order(turn)
        except ShopError as error:
            reply = failure(error)
        reply.by(dispatcher)
        return []

    async def _being_ordered(self, tracker: Tracker, turn: Turn) -> Say | None:
        if (tracker.active_loop or {}).get("name") != BUYING:
            return None
        now = {slot: tracker.get_slot(slot) for slot in ("product", "color", "size", "quantity")}
        told = [*(tracker.get_slot("basket") or ()), *([now] if now["product"] else ())]
        if not told:
            return say("utter_nothing_chosen")
        return say("utter_chosen_so_far", items=listing([await self._in_words(one) for one in told], turn.language))

    async def _in_words(self, one: dict[str, Any]) -> str:
        product = await self.door(self.means.shop.products.details, one["product"])
        quantity, size, colour = one["quantity"] or 1, one["size"] or "", one["color"] or ""
        return in_full(product, Item(product=product.id, quantity=quantity, size=size, colour=colour))

    async def _on_order(self, turn: Turn) -> Say:
        orders = [order for order in await (await counter_for(self.means, turn)).orders() if is_open(order)]
        if not orders:
            return say("utter_no_basket")
        shown = orders[:OFFERED]
        lines = [phrase("utter_choice_order", **about_order(order, turn, self.means)) for order in shown]
        return say("utter_no_basket_but_orders", orders=Lines(lines))
