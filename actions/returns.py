"""Sending back what has come, for the money or for another one."""

from datetime import datetime, timedelta

from actions.exchanges import ask_exchange_for, exchange_for, line_meant, names_another
from actions.ordered_goods import with_things_named
from actions.replies import Say, say
from actions.said import telling_words
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Stop, Task
from actions.what_is_wrong import COMES_BACK_ANY_TIME, unsettled, wish_in, worn_in
from actions.which import Eligible, about_order, has_come, line_words, which_line, which_order, worth
from actions.wording import Phrase, day, phrase
from shop.values import CustomerRef, Order, OrderLine, ReturnRequest, Wish


async def _wish_for_return(f: Filling) -> str | None:
    """What is wanted for it; where there is no other size to have, only the money back is left."""
    wish = wish_in(f.said)
    if wish in (Wish.REFUND, Wish.EXCHANGE):
        return str(wish)
    if f.said.asked_for == "wish" and await _names_another(f):
        return str(Wish.EXCHANGE)
    unasked = f.slots["order_line"] is not None and f.slots["wish"] is None
    return str(Wish.REFUND) if unasked and not (await line_meant(f)).size else None


async def _names_another(f: Filling) -> bool:
    line = await line_meant(f)
    return bool(line.size or line.colour) and await names_another(f, line)


async def _ask_wish_for_return(f: Filling) -> Say:
    return say("utter_ask_return_wish", name=line_words(await line_meant(f)))


_CAME = which_order(Eligible(has_come, "utter_return_not_yet"))


async def _order_to_return(f: Filling) -> str | None:
    """The order meant, while the house still takes it back."""
    policy = await f.means.door(f.means.shop.house.return_policy)
    number = await _CAME.read(f)
    if number is None:
        return await _only_one_in_time(policy.days, f)
    ref, order = await f.counter.order(number)
    if _is_over(order, policy.days, f.turn.moment.now):
        raise Stop(await _too_late(ref, order, policy.days, f))
    await _stop_if_worn(number, f)
    return number


def _is_over(order: Order, days: int, now: datetime) -> bool:
    return bool(order.delivered_at and now - order.delivered_at > timedelta(days=days))


async def _only_one_in_time(days: int, f: Filling) -> str | None:
    """The one order with what is named that the house still takes back; Stop where it takes none of them back."""
    if f.slots["order_number"]:
        return None
    came = [order for order in await f.counter.orders() if has_come(order)]
    such = with_things_named(f.said.meant, came)
    in_time = [order for order in such if not _is_over(order, days, f.turn.moment.now)]
    if such and not in_time:
        ref, newest = await f.counter.order(such[0].number)
        raise Stop(await _too_late(ref, newest, days, f))
    return in_time[0].number if len(in_time) == 1 else None


async def _too_late(ref: CustomerRef, order: Order, days: int, f: Filling) -> Say:
    """That the days are over; what stands on record as faulty may come back all the same."""
    told, about = {**about_order(order, f.turn, f.means), "days": days}, {"about_order": order.number}
    on_record = await f.means.door(f.means.shop.orders.problems, ref, order.number)
    faults = unsettled(on_record, COMES_BACK_ANY_TIME)
    if not faults:
        return Say("utter_return_too_late", told, about=about)
    values = f'{{"problem": "{faults[-1].kind}", "wish": "{Wish.REFUND}", "order_number": "{order.number}"}}'
    money = {"title": phrase("utter_choice_money_back"), "payload": f"/report_item_problem{values}"}
    return Say("utter_return_fault_on_record", {**told, "problem": faults[-1].number}, (money,), about=about)


async def _stop_if_worn(number: str | None, f: Filling) -> None:
    """Nothing is begun for what was worn: what the rules say is told."""
    if worn_in(f.said.text):
        policy = await f.means.door(f.means.shop.house.return_policy)
        about = {"about_order": number} if number else {}
        raise Stop(Say("utter_return_worn", {"rules": policy.text}, about=about))


async def _wish_unless_worn(f: Filling) -> str | None:
    """What is wanted for it; that it was worn may be told only now."""
    if f.said.asked_for:
        await _stop_if_worn(f.slots["order_number"], f)
    return await _wish_for_return(f)


async def _exception_for(line: OrderLine, f: Filling) -> Phrase | str:
    """What the rules say of goods like these, where they take some of them not back."""
    policy = await f.means.door(f.means.shop.house.return_policy)
    goods = telling_words(f"{line.name} {line.category}")
    found = next((one for one in policy.exceptions if telling_words(one) & goods), None)
    return phrase("utter_return_exception", what=found.strip(" .")) if found else ""


class ReturnItem(Task):
    """Begins a return or an exchange."""

    NAME, FORM = "action_return_item", "return_form"
    OWN = frozenset({"return_item", "express_feeling", "complain"})
    DETAILS = {
        "told": TOLD,
        "order_number": Detail(read=_order_to_return, ask=_CAME.ask, shapes=_CAME.shapes),
        "order_line": which_line(shapes=frozenset({"change"})),
        "wish": Detail(read=_wish_unless_worn, ask=_ask_wish_for_return, shapes=frozenset({"change"})),
        "change": Detail(read=exchange_for, ask=ask_exchange_for),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        line = await line_meant(f)
        changed = {part: to for part, to in f.slots["change"].items() if to != getattr(line, part)}
        both = "_and_".join(part for part in ("size", "colour") if part in changed)
        variant = phrase(f"utter_variant_{both}", **changed) if changed else ""
        values = {"name": line_words(line), "number": f.slots["order_number"], "variant": variant}
        if f.slots["wish"] == Wish.EXCHANGE:
            return Say("utter_ask_exchange", values)
        return Say("utter_ask_return", {**values, "exception": await _exception_for(line, f)})

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        line = await line_meant(f)
        request = ReturnRequest(
            line=line.line,
            quantity=line.quantity,
            wish=Wish(f.slots["wish"]),
            reason=f.slots["told"],
            size=f.slots["change"].get("size", ""),
            colour=f.slots["change"].get("colour", ""),
        )
        send_back = self.means.shop.orders.send_back
        made = await self.door(
            send_back, ref, order.number, request, once=self.once(f), now=f.turn.moment.now
        )
        refund = (
            phrase("utter_return_refund", amount=worth(made.refund, f.turn.language)) if made.refund else ""
        )
        return say(
            "utter_return_begun",
            name=line_words(line),
            number=made.number,
            instructions=made.instructions,
            by=day(made.send_by, f.turn.language, f.means.zone),
            refund=refund,
        )
