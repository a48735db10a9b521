"""What somebody had from us: all of it, of one kind, of one time, or the last."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.orders import spoken_of_order
from actions.replies import Events, Say, failure, noted, say
from actions.said import Said, telling_words
from actions.turn import CareAction, Turn, turn_of
from actions.which import about_order, is_open, is_standing
from actions.while_filling import as_intent
from actions.wording import Lines, Phrase, dated, phrase
from shop.errors import ShopError
from shop.values import Order, OrderStatus

ASK_ORDERS = "ask_orders"
SHOWN = 5
_PAST = r"(?:last|past|previous|old|earlier|recent|other|open|all)"
_BOUGHT = r"(?:order(?:ed)?|buy|bought|purchased?)"
_HAD = r"(?:get|got|have|had)"
_EARLIER = r"(?:from you|before|last (?:time|week|month|year|spring|summer|autumn|winter)|in the past|so far)"
_ASKED = re.compile(
    rf"\b(?:what|which|when|how many|how often|anything|things?|stuff)\b[^.?!]{{0,30}}\b(?:did|have|had|'ve) "
    rf"(?:i|we) (?:(?:ever|already|all|last) )*{_BOUGHT}\b"
    rf"|\b(?:what|which|how many|how much)\b[^.?!]{{0,30}}\b(?:(?:did|have|had) )?(?:i|we) {_HAD}\b[^.?!]*\b{_EARLIER}"
    rf"|^\W*(?:have|did) (?:i|we) (?:ever |already )?{_BOUGHT}\b"
    rf"|\b(?:what|which|how many) (?:\w+ )?orders? (?:do|have|did) (?:i|we) (?:have|got|made?|placed?)\b"
    rf"|\bhow many orders (?:have|did) (?:i|we)\b"
    rf"|\b(?:show|list|see|view|tell)\b(?: me)?(?: all)?(?: of)? my (?:{_PAST} )?(?:orders|purchases|order history)\b"
    rf"|^\W*(?:all )?my (?:{_PAST} )?(?:orders|purchases)(?: please)?\W*$"
    rf"|\bwhat(?: was|'s| is|s) (?:in|on) my (?:last|latest|previous) order\b"
    r"|\b(?:order|purchase|shopping|buying) history\b",
    re.I,
)
_USUAL = re.compile(
    r"\bwhat (?:do |is it (?:that )?|it is )?(?:i|we)(?: do|'ve)? "
    r"(?:usually|normally|always|often|mostly|generally|mainly) "
    rf"{_BOUGHT}\b|\bwhat(?:'s| is| are) my usual (?:orders?|purchases?|buys?|shop)\b",
    re.I,
)
_MEANT_OTHERWISE = re.compile(
    r"\b(?:where|come|came|comes|arrive\w*|delivered|turned up|late|still|again|refund\w*|return\w*|cancel\w*|"
    r"don'?t|didn'?t|not|never|wrong|broken|instead|forget|delete|erase|remember|know|points)\b",
    re.I,
)
_LAST = re.compile(
    r"\b(?:last|latest|newest|most recent|previous) (?:time|order|purchase|thing)\b|\blast (?:buy|order)\b", re.I
)
_BOUGHT_IT = re.compile(r"\b(?:buy|bought|purchased?)\b", re.I)
_EVER = re.compile(rf"^\W*(?:have|did) (?:i|we) (?:ever |already )?{_BOUGHT}\b([^.?!]*)", re.I)
_NO_THINGS = frozenset(
    """
    order purchase thing anything something stuff year month week time history before here ever last this
    """.split()  # noqa: SIM905 so many quoted words are harder to read
)
_OPEN = re.compile(r"\bopen\b", re.I)
_SEASONS = {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
_MONTHS = {name.lower(): (number,) for number, name in enumerate(calendar.month_name) if name} | _SEASONS
_IN_MONTHS = re.compile(rf"\b(?:in|last|this|over the)\s+({'|'.join(_MONTHS)})\b", re.I)
_YEAR = re.compile(r"\b(?:in (20\d\d)|(last|this) year)\b", re.I)
_LAST_MONTH = re.compile(r"\b(last|this) month\b", re.I)
# How an order stands is said where it has not simply come.
_STANDS = {status: f"utter_stands_{status.value}" for status in OrderStatus if status is not OrderStatus.DELIVERED}


def asks_for_orders(read: Mapping[str, Any], text: str) -> dict[str, Any] | None:
    """A question after what they had from us so far; None where it is something else."""
    asked = _USUAL.search(text) or (_ASKED.search(text) and not _MEANT_OTHERWISE.search(text))
    return {**as_intent(read, ASK_ORDERS), "statements": []} if asked else None


class TellOrders(CareAction):
    """Lists their orders, newest first: those of the time and the thing that they ask of, where they name any."""

    NAME = "action_tell_orders"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        try:
            orders = await (await counter_for(self.means, turn)).orders()
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if not orders:
            dispatcher.utter_message(response="utter_no_orders")
            return []
        reply = self._told(asked_for(orders, Said.last(tracker), turn.moment.now), turn)
        reply.by(dispatcher)
        return noted(reply.about)

    def _told(self, orders: Sequence[Order], turn: Turn) -> Say:
        if not orders:
            return say("utter_no_such_orders")
        lines = [self._line(order, turn) for order in orders[:SHOWN]]
        about = spoken_of_order(orders[0]) if len(orders) == 1 else {}
        response = "utter_orders_had" if len(orders) <= SHOWN else "utter_orders_had_newest"
        return Say(response, {"orders": Lines(lines), "shown": SHOWN}, about=about)

    def _line(self, order: Order, turn: Turn) -> Phrase:
        told = about_order(order, turn, self.means)
        when = dated(order.placed_at, turn.moment.now, turn.language, self.means.zone)
        stands = phrase(_STANDS[order.status]) if order.status in _STANDS else ""
        return phrase("utter_line_order_had", **{**told, "day": when, "stands": stands})


def asked_for(orders: Sequence[Order], said: Said, now: datetime) -> list[Order]:
    """Of all the orders, newest first, those that the words ask for."""
    then = _within(said.text, now)
    found = [order for order in orders if then(order.placed_at) and _stands_as_asked(order, said.text)]
    if things := _things(said):
        found = [order for order in found if things & _goods(order)]
    return found[:1] if _LAST.search(said.text) else found


def _stands_as_asked(order: Order, text: str) -> bool:
    """Whether it is of those asked for: what was cancelled was not bought, and what has come is not open."""
    if _OPEN.search(text):
        return is_open(order)
    return is_standing(order) or not _BOUGHT_IT.search(text)


def _things(said: Said) -> frozenset[str]:
    """The words for what they ask after: "tea", "novels"; none where they ask after all."""
    ever = _EVER.search(said.text)
    named = f"{said.value('product') or ''} {said.value('category') or ''} {ever[1] if ever else ''}"
    return telling_words(named) - _NO_THINGS


def _goods(order: Order) -> frozenset[str]:
    return telling_words(" ".join(f"{line.name} {line.category}" for line in order.lines))


def _within(text: str, now: datetime) -> Callable[[datetime], bool]:
    """Whether a moment is of the time that is named: a month or season of the last twelve months, a year."""
    if found := _IN_MONTHS.search(text):
        months = _MONTHS[found[1].lower()]
        return lambda at: at.month in months and (now - at).days < 366
    if found := _LAST_MONTH.search(text):
        month = now.month if found[1].lower() == "this" else (now.month - 2) % 12 + 1
        return lambda at: at.month == month and (now - at).days < 62
    if found := _YEAR.search(text):
        year = int(found[1] or now.year - (found[2].lower() == "last"))
        return lambda at: at.year == year
    return lambda at: True
