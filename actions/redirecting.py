"""Which order is to go elsewhere: the one that is meant, none where none is left or it is fetched from a shop."""

import re

from actions.order_questions import goes_there_too
from actions.ordered_goods import with_things_named
from actions.postal import POSTCODE, beginning
from actions.replies import say
from actions.tasks import Filling, Stop
from actions.ways import COLLECT
from shop.values import Order

ALL_ORDERS = re.compile(
    r"\b(?:all|future|from now on|moved|moving|new address|account|on file|for good|permanent\w*)\b", re.I
)
_INSTEAD = re.compile(
    r"\b(?:send|deliver|post|ship|bring) (?:it|them|that|this)\b.*\b(?:instead|rather than|not)\b|"
    r"\binstead\b.*\b(?:send|deliver|post) (?:it|them)\b",
    re.I,
)
_OPEN_ORDERS = re.compile(r"\b(?:all )?(?:my|the|any) (?:\w+ )?orders?\b", re.I)


def one_meant(f: Filling, waiting: list[Order]) -> str | None:
    """The order that is to go elsewhere: the only one, asked of after a new address, or the one with what is named."""
    if len(waiting) == 1 and is_of_one_order(f):
        return waiting[0].number
    begins = f.slots["target"] is None and not ALL_ORDERS.search(f.said.text)
    named = with_things_named(f.said.meant, waiting) if begins else []
    return named[0].number if len(named) == 1 else None


def is_of_one_order(f: Filling) -> bool:
    """Whether an order is to go to the address that is on file by now, rather than everything."""
    return f.slots["address"] is None and goes_there_too(f.said.text) and not POSTCODE.search(f.said.text)


def check_none_meant(f: Filling) -> None:
    """Where no order is left to send elsewhere, one that is spoken of never becomes the address for everything."""
    begins = f.slots["target"] is None and not POSTCODE.search(f.said.text) and beginning(f.said.text) is None
    of_one = goes_there_too(f.said.text) or _INSTEAD.search(f.said.text)
    if begins and of_one and not ALL_ORDERS.search(_OPEN_ORDERS.sub("", f.said.text)):
        raise Stop(say("utter_none_to_redirect"))


def check_not_collected(f: Filling, waiting: list[Order]) -> None:
    """The one order that waits and is fetched from a shop is not sent instead."""
    only = waiting[0] if len(waiting) == 1 else None
    if only and only.delivery == COLLECT and f.slots["target"] is None and not ALL_ORDERS.search(f.said.text):
        raise Stop(say("utter_way_stays"))
