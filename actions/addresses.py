"""Where orders and bills go: one order's address, or the one on file."""

import re
from dataclasses import replace

from actions.accounts import on_file
from actions.local import shop_in
from actions.on_its_way import already_sent
from actions.postal import (
    FLAT,
    LED_TO,
    LONGEST_PART,
    POSTCODE,
    address_in,
    as_told_of,
    at_number,
    beginning,
    street_told,
    town_put_right,
    with_town,
    without_town,
)
from actions.redirecting import ALL_ORDERS, check_none_meant, check_not_collected, is_of_one_order, one_meant
from actions.replies import Say, say
from actions.said import in_short, yes_or_no
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit
from actions.which import OFFERED, choice, has_not_left, is_open, items_of
from actions.wording import phrase
from shop.values import Address, CustomerDetails, CustomerRef, DetailsChange, Order

_TELLS = frozenset({"inform", "nlu_fallback", "ask_store_info", "out_of_scope", "chitchat", "change_address"})
FUTURE, BILLING = "delivery", "billing"
_TO_ANOTHER = re.compile(
    r"\b(?:send|deliver|post|ship|straight|directly)\b.*\bto\s+(?:him|her|them|my (?!(?:new |home |work )?(?:address|"
    r"house|home|place|flat|office|work)))|\b(?:gift|present)\b",
    re.I,
)
_SHOP = re.compile(r"\b(?:shop|store|branch)\b", re.I)
_THE_SAME = re.compile(r"\b(?:it|that|this|the same|there)\b", re.I)
_BILLING = re.compile(r"\b(?:billing|invoice|billed)\b", re.I)
_THIS_ORDER = re.compile(
    r"\b(?:ordered|order|parcel|package|delivery of|on its way|this one)\b|"
    r"\b(?:send|post|ship|deliver) (?:it|them|my [\w-]+)\b|\b(?:it|they|them)(?: be)? (?:sent|delivered|posted|go)\b",
    re.I,
)
_POSTCODE_WRONG = re.compile(r"\bpost ?code\b", re.I)
_ONLY_ORDER = re.compile(r"\b(?:only|just)\b.*\b(?:order|parcel)\b", re.I)


async def _target(f: Filling) -> str | None:
    """What an address is for: one order's number, all deliveries to come, or bills."""
    chosen = f.said.value("target")
    if chosen:
        return str(chosen)
    told = f.slots["address"]
    of_house = told and at_number(f.said.text, told["street"])  # "no, number 21", before the yes, is no order
    typed = None if of_house else f.said.value("order_number")
    await _check_no_shop(f)
    waiting = [order for order in await f.counter.orders() if has_not_left(order)]
    if typed:
        return await _order_meant(f, str(typed), [order.number for order in waiting])
    if not waiting:
        await _check_not_gone(f)
        check_none_meant(f)
    check_not_collected(f, waiting)
    if f.slots["target"] and not _ONLY_ORDER.search(f.said.text):
        return None
    if _BILLING.search(f.said.text):
        return BILLING
    if _TO_ANOTHER.search(f.said.text):
        return _for_somebody_else(waiting)
    if one := one_meant(f, waiting):
        return one
    if not waiting or ALL_ORDERS.search(f.said.text):
        return FUTURE
    if not _THIS_ORDER.search(f.said.text):
        return None
    spoken_of = [order.number for order in waiting if order.number == f.about.get("about_order")]
    return next(iter(spoken_of or [order.number for order in waiting if len(waiting) == 1]), None)


def _for_somebody_else(waiting: list[Order]) -> str | None:
    """The one order it can be for: somebody else's address never becomes the customer's own."""
    if not waiting:
        raise Stop(say("utter_no_such_order_now"))
    return waiting[0].number if len(waiting) == 1 else None


async def _check_not_gone(f: Filling) -> None:
    """What is meant for one order, when all have left the house, never becomes the address for everything."""
    gone = [order.number for order in await f.counter.orders() if is_open(order)]
    spoken_of = f.slots["target"] is None and f.about.get("about_order") in gone
    this = (spoken_of or _THIS_ORDER.search(f.said.text)) and not ALL_ORDERS.search(f.said.text)
    if gone and (this or already_sent(f.said.text) or _ONLY_ORDER.search(f.said.text)):
        number = f.about["about_order"] if spoken_of else gone[0]
        from_now_on = {"title": phrase("utter_choice_future"), "payload": f'/change_address{{"target": "{FUTURE}"}}'}
        otherwise = () if _THIS_ORDER.search(f.said.text) or _ONLY_ORDER.search(f.said.text) else (from_now_on,)
        raise Stop(say("utter_redirect_too_late", *otherwise, number=number))


async def _check_no_shop(f: Filling) -> None:
    """An order under way is not turned into one to be fetched; a shop's town alone is no address."""
    shops = await f.means.door(f.means.shop.house.shops, f.turn.moment.now)
    if _SHOP.search(f.said.text) and shop_in(shops, f.said.text) and not address_in(f.said.text, ""):
        raise Stop(say("utter_redirect_to_shop"))


async def _order_meant(f: Filling, typed: str, waiting: list[str]) -> str:
    numbers = await f.counter.numbers_like(typed)
    if not numbers:
        raise Unfit(say("utter_no_such_order", number=typed))
    if numbers[0] not in waiting:
        raise Stop(say("utter_redirect_too_late", number=numbers[0]))
    return numbers[0]


async def _ask_target(f: Filling) -> Say:
    waiting = [order for order in await f.counter.orders() if has_not_left(order)][: OFFERED - 1]
    buttons = [
        choice(
            phrase("utter_choice_order", number=o.number, items=items_of(o.lines[:2], f.turn.language)),
            "target",
            o.number,
        )
        for o in waiting
    ]
    return say("utter_ask_target", *buttons, choice(phrase("utter_choice_future"), "target", FUTURE))


async def address_so_far(f: Filling) -> str | None:
    """What was told of an address in several messages, as one: the street, then the town, then the postcode."""
    before = f.slots["address_begun"]
    if before is None and f.said.intent == "change_address" and (street := without_town(f.said.text)):
        return street
    if before is None and f.said.intent == "change_address" and not POSTCODE.search(f.said.text):
        return street_told(f.said.text)  # "I moved to 12 Mill Lane" needs no asking for the street
    if before is None or f.said.asked_for != "address" or f.slots["address"]:
        return "" if before is None else None
    if POSTCODE.search(before) and not POSTCODE.search(f.said.text):
        return with_town(before, f.said.text)
    text = f.said.text.strip(" .,;!")
    if f.said.count_now or f.said.asks or len(text.split()) > LONGEST_PART or yes_or_no(f.said) is not None:
        return None
    begins = beginning(text)
    if begins is not None:
        return f"{before}, {text[begins:]}" if FLAT.fullmatch(before) else text[begins:]
    if not before and FLAT.fullmatch(text):
        return text
    tells = bool(POSTCODE.search(text)) or (f.said.intent in _TELLS and text.replace(" ", "").isalpha())
    return f"{before}, {text}" if before and tells else None


async def ask_address(f: Filling) -> Say:
    """Asks for the address, or for what is missing of it."""
    begun = f.slots["address_begun"]
    if begun and POSTCODE.search(begun):
        return say("utter_ask_address_town", begun=begun)
    return say("utter_ask_address_rest", begun=begun) if begun else say("utter_ask_address")


ADDRESS_BEGUN = Detail(read=address_so_far, ask=ask_address)


def _other_street(f: Filling) -> str | None:
    """Another street in the same town, once the address was put to them: "wait, it's 14 Mill Lane"."""
    text = f.said.text.strip(" .,;!")
    begins = None if f.said.asked_for != CONFIRMED or POSTCODE.search(text) else beginning(text)
    if begins is None or "," in text[begins:] or len(text[begins:].split()) > LONGEST_PART:
        return None
    return in_short(text[begins:]) if begins == 0 or LED_TO.search(text[:begins]) else None


async def _address(f: Filling) -> dict[str, str] | None:
    known = f.slots["address"]
    if known and (put_right := _town_put_right(f, known)):
        return put_right
    if known and (street := at_number(f.said.text, known["street"]) or _other_street(f)):
        return {**known, "street": street}
    _, details = await _known(f)
    if known is None and details.delivery and is_of_one_order(f):
        return as_told_of(details.delivery)
    if known is None and f.slots["target"] == FUTURE and (same := await _of_the_order(f)):
        return same
    if known is None and (same_street := await _with_other_postcode(f, details)):
        return same_street
    begun = "" if known else f.slots["address_begun"] or ""
    found = address_in(f.said.text, details.name) or address_in(begun, details.name)
    if found is None:
        if f.said.asked_for == "address" and not f.slots["address_begun"] and POSTCODE.search(f.said.text):
            raise Unfit(say("utter_address_incomplete"))
        return None
    return as_told_of(found)


async def _with_other_postcode(f: Filling, details: CustomerDetails) -> dict[str, str] | None:
    """The address that stands with its postcode put right, where nothing else of it is said to be wrong."""
    right = POSTCODE.search(f.said.text)
    if right is None or not _POSTCODE_WRONG.search(f.said.text) or beginning(f.said.text[: right.start()]) is not None:
        return None
    stands = details.delivery
    if f.slots["target"] not in (None, FUTURE, BILLING):
        _, order = await f.counter.order(f.slots["target"])
        stands = order.deliver_to or stands
    return {**as_told_of(stands), "postcode": f"{right[1]} {right[2]}".upper()} if stands else None


def _town_put_right(f: Filling, known: dict[str, str]) -> dict[str, str] | None:
    """The address with another town, once it was put to them."""
    town = town_put_right(f.said.text, known["town"]) if f.said.asked_for == CONFIRMED else ""
    return {**known, "town": town} if town else None


async def _of_the_order(f: Filling) -> dict[str, str] | None:
    """Where the order just spoken of goes: "and make it my address from now on"."""
    number, text = f.about.get("about_order"), f.said.text
    if not number or POSTCODE.search(text) or not (ALL_ORDERS.search(text) and _THE_SAME.search(text)):
        return None
    _, order = await f.counter.order(str(number))
    return as_told_of(order.deliver_to) if order.deliver_to else None


async def _known(f: Filling) -> tuple[CustomerRef | None, CustomerDetails]:
    """Like `on_file`, but somebody with an order of their own needs no account to have it sent elsewhere."""
    try:
        return await on_file(f)
    except Stop:
        if f.slots.get("target") in (None, FUTURE, BILLING):
            raise
        return f.counter.ref, CustomerDetails()


class ChangeAddress(Task):
    """Sends one order elsewhere, or changes the address on file."""

    NAME, FORM = "action_change_address", "address_form"
    OWN = frozenset({"change_address", "change_details", "share_life_event"})
    DETAILS = {
        "target": Detail(read=_target, ask=_ask_target),
        "address_begun": ADDRESS_BEGUN,
        "address": Detail(read=_address, ask=ask_address),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        target, a = f.slots["target"], f.slots["address"]
        values = {"street": a["street"], "town": a["town"], "postcode": a["postcode"], "number": target}
        responses = {FUTURE: "utter_ask_address_future", BILLING: "utter_ask_address_billing"}
        return Say(responses.get(target, "utter_ask_address_order"), values)

    async def carry_out(self, f: Filling) -> Say:
        target, address = f.slots["target"], Address(**f.slots["address"])
        once, now = self.once(f), f.turn.moment.now
        if target in (FUTURE, BILLING):
            ref, _ = await on_file(f)
            change = DetailsChange(delivery=address) if target == FUTURE else DetailsChange(billing=address)
            await self.door(self.means.shop.accounts.change, ref, change, once=once, now=now)
            return say("utter_address_changed", street=address.street, town=address.town)
        owner, order = await f.counter.order(target)
        named = Address(
            name=address.name or (order.deliver_to.name if order.deliver_to else ""),
            street=address.street,
            town=address.town,
            postcode=address.postcode,
        )
        await self.door(self.means.shop.orders.redirect, owner, order.number, named, once=once, now=now)
        done = say("utter_order_redirected", number=order.number, street=address.street, town=address.town)
        return replace(done, about={"about_order": order.number})
