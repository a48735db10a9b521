"""What the shop has on file of a customer: addresses, name, phone, e-mail, and signing in."""

import re
from typing import Any

from actions.said import Said
from actions.tasks import CONFIRMATION, CONFIRMED, Detail, Filling, Say, Stop, Task, Unfit, in_short, say
from actions.which import OFFERED, choice, has_not_left, items_of
from actions.wording import phrase
from shop.values import AccountStatus, Address, CustomerDetails, CustomerRef, DetailsChange

FUTURE, BILLING = "delivery", "billing"
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.I)
_STREET = re.compile(r"\d+\s?[a-z]?[,\s]+[A-Za-z][\w'.\- ]+", re.I)
_LEAD = re.compile(
    r"^.*?\b(?:to|is|address|at|now|live|it's|its)[:,]?\s+(?=(?:flat|unit|apartment|the|no\.?|number)?\s*\d)", re.I | re.S
)
_BILLING = re.compile(r"\b(?:billing|invoice|billed)\b", re.I)
_THIS_ORDER = re.compile(r"\b(?:order|parcel|package|delivery of|on its way|this one)\b", re.I)
_ALL_ORDERS = re.compile(r"\b(?:all|future|from now on|moved|moving|new address|account|on file|for good|permanent\w*)\b", re.I)
_KINDS = {"email": re.compile(r"\be-?mail\b", re.I), "phone": re.compile(r"\b(?:phone|mobile|number|tel)\b", re.I),
          "person_name": re.compile(r"\b(?:name|surname|married|called)\b", re.I)}  # fmt: skip
_FIELDS = {"email": "email", "phone": "phone", "person_name": "name"}
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s().-]{7,}\d")
_NAME_LEAD = re.compile(r"^.*?\b(?:it's|its|is|to|called|now)\s+", re.I)
MASK_SHOWN = 1  # letters of an e-mail address that are shown before the …


def address_in(text: str, name: str) -> Address | None:
    """The address in a message: street, town and postcode, in that order; None where one of them is missing."""
    postcode = _POSTCODE.search(text)
    if not postcode:
        return None
    before = _LEAD.sub("", " ".join(text[: postcode.start()].split()), count=1).strip(" ,.;")
    parts = [part.strip() for part in before.split(",") if part.strip()]
    if len(parts) < 2 and (split := _street_and_town(before)):
        parts = list(split)
    if len(parts) < 2 or not _STREET.search(before):
        return None
    return Address(
        name=name,
        street=in_short(", ".join(parts[:-1])),
        town=in_short(parts[-1]),
        postcode=f"{postcode[1]} {postcode[2]}".upper(),
    )


def _street_and_town(text: str) -> tuple[str, str] | None:
    """`12 High Street York` without a comma: the last word is the town."""
    street, _, town = text.rpartition(" ")
    return (street, town) if len(street.split()) > 1 and not any(letter.isdigit() for letter in town) else None


def detail_in(said: Said) -> str | None:
    """Which of name, phone and e-mail a message is about."""
    chosen = said.value("detail")
    if chosen in _FIELDS:
        return str(chosen)
    told = next((kind for kind in _KINDS if said.value(kind)), None)
    return told or next((kind for kind, words in _KINDS.items() if words.search(said.text)), None)


def new_value_in(said: Said, detail: str) -> str | None:
    """The new e-mail address, number or name in a message."""
    told = said.value(detail)
    if detail == "email":
        found = _EMAIL.search(said.text)
        return found[0].lower() if found else None
    if detail == "phone":
        typed = _PHONE.search(said.text)
        return str(told) if told else re.sub(r"[^\d+]", "", typed[0]) if typed else None
    if told or said.asked_for != "new_value":
        return str(told) if told else None
    return in_short(_NAME_LEAD.sub("", said.text).strip(" .!,")) or None


async def on_file(f: Filling) -> tuple[CustomerRef, CustomerDetails]:
    """What the shop has of them, under the name that has an account; Stop for nobody the shop knows."""
    known = [(ref, await f.means.door(f.means.shop.accounts.details, ref)) for ref in f.counter.refs]
    with_account = [owned for owned in known if owned[1].account is not AccountStatus.NONE]
    found = next(iter(with_account or [owned for owned in known if owned[1].name]), None)
    if found is None:
        raise Stop(say("utter_sign_in_for_that"))
    return found


async def _target(f: Filling) -> str | None:
    """What an address is for: one order's number, all deliveries to come, or bills."""
    chosen = f.said.value("target")
    if chosen:
        return str(chosen)
    typed = f.said.value("order_number")
    waiting = [order for order in await f.counter.orders() if has_not_left(order)]
    if typed:
        return await _order_meant(f, str(typed), [order.number for order in waiting])
    if f.slots["target"]:
        return None
    if _BILLING.search(f.said.text):
        return BILLING
    if not waiting or _ALL_ORDERS.search(f.said.text):
        return FUTURE
    return waiting[0].number if len(waiting) == 1 and _THIS_ORDER.search(f.said.text) else None


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


async def _address(f: Filling) -> dict[str, str] | None:
    _, details = await _known(f)
    found = address_in(f.said.text, details.name)
    if found is None:
        if f.said.asked_for == "address" and _POSTCODE.search(f.said.text):
            raise Unfit(say("utter_address_incomplete"))
        return None
    return {"name": found.name, "street": found.street, "town": found.town, "postcode": found.postcode}


async def _known(f: Filling) -> tuple[CustomerRef | None, CustomerDetails]:
    """Like `on_file`, but somebody with an order of their own needs no account to have it sent elsewhere."""
    try:
        return await on_file(f)
    except Stop:
        if f.slots.get("target") in (None, FUTURE, BILLING):
            raise
        return f.counter.ref, CustomerDetails()


async def _ask_address(f: Filling) -> Say:
    return say("utter_ask_address")


class ChangeAddress(Task):
    """Sends one order elsewhere, or changes the address on file."""

    NAME, FORM = "action_change_address", "address_form"
    OWN = frozenset({"change_address", "change_details", "share_life_event"})
    DETAILS = {
        "target": Detail(read=_target, ask=_ask_target),
        "address": Detail(read=_address, ask=_ask_address),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        target, a = f.slots["target"], f.slots["address"]
        values = {"street": a["street"], "town": a["town"], "postcode": a["postcode"], "number": target}
        responses = {FUTURE: "utter_ask_address_future", BILLING: "utter_ask_address_billing"}
        return Say(responses.get(target, "utter_ask_address_order"), values)

    async def carry_out(self, f: Filling) -> Say:
        target, address = f.slots["target"], Address(**f.slots["address"])
        how = {"once": self.once(f), "now": f.turn.moment.now}
        if target in (FUTURE, BILLING):
            ref, _ = await on_file(f)
            change = DetailsChange(**{target: address})
            await self.door(self.means.shop.accounts.change, ref, change, **how)
            return say("utter_address_changed", street=address.street, town=address.town)
        owner, order = await f.counter.order(target)
        named = Address(
            name=address.name or (order.deliver_to.name if order.deliver_to else ""),
            street=address.street,
            town=address.town,
            postcode=address.postcode,
        )
        await self.door(self.means.shop.orders.redirect, owner, order.number, named, **how)
        return say("utter_order_redirected", number=order.number, street=address.street, town=address.town)


async def _detail(f: Filling) -> str | None:
    await on_file(f)
    return detail_in(f.said) if f.slots["detail"] is None else None


async def _ask_detail(f: Filling) -> Say:
    return say("utter_ask_detail")


async def _new_value(f: Filling) -> str | None:
    detail = f.slots["detail"]
    return new_value_in(f.said, detail) if detail else None


async def _ask_new_value(f: Filling) -> Say:
    return say("utter_ask_new_value", what=phrase(f"utter_detail_{f.slots['detail']}"))


class ChangeDetails(Task):
    """Changes the name, phone number or e-mail address on file."""

    NAME, FORM = "action_change_details", "details_form"
    OWN = frozenset({"change_details", "share_life_event"})
    DETAILS = {
        "detail": Detail(read=_detail, ask=_ask_detail, shapes=frozenset({"new_value"})),
        "new_value": Detail(read=_new_value, ask=_ask_new_value),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        what = phrase(f"utter_detail_{f.slots['detail']}")
        return say("utter_ask_change_detail", what=what, value=f.slots["new_value"])

    async def carry_out(self, f: Filling) -> Say:
        ref, _ = await on_file(f)
        change = DetailsChange(**{_FIELDS[f.slots["detail"]]: f.slots["new_value"]})
        change_details = self.means.shop.accounts.change
        await self.door(change_details, ref, change, once=self.once(f), now=f.turn.moment.now)
        return say("utter_detail_changed", what=phrase(f"utter_detail_{f.slots['detail']}"), value=f.slots["new_value"])


async def _sign_in_confirmed(f: Filling) -> Any:
    await on_file(f)
    return await CONFIRMATION.read(f)


class HelpSignIn(Task):
    """Unlocks an account and sends the link for a new password to the address on file."""

    NAME, FORM = "action_help_sign_in", "account_form"
    OWN = frozenset({"account_problem"})
    DETAILS = {CONFIRMED: Detail(read=_sign_in_confirmed, ask=CONFIRMATION.ask)}

    async def propose(self, f: Filling) -> Say:
        return say("utter_ask_sign_in_link")

    async def carry_out(self, f: Filling) -> Say:
        ref, _ = await on_file(f)
        help_sign_in = self.means.shop.accounts.help_sign_in
        help_sent = await self.door(help_sign_in, ref, once=self.once(f), now=f.turn.moment.now)
        return say("utter_sign_in_link_sent", sent_to=help_sent.sent_to)
