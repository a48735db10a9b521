"""After an order has come: sending back, what is wrong with it, and where the money is."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import counter_for
from actions.delays import asks_why_so_long
from actions.exchanges import ask_exchange_for, exchange_for, line_meant, names_another
from actions.replies import Events, Say, failure, say
from actions.said import Said
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Stop, Task
from actions.turn import CareAction, Turn, turn_of
from actions.which import (
    OFFERED,
    Eligible,
    about_order,
    has_come,
    is_standing,
    line_words,
    which_line,
    which_order,
    worth,
)
from actions.wording import Lines, day, phrase
from shop.errors import ShopError
from shop.values import (
    ProblemKind,
    ProblemReport,
    Refund,
    RefundStatus,
    ReturnRequest,
    Wish,
)
from store import Once
from store.transgressions import Transgression, sign_of

_REFUND = re.compile(
    r"\b(?:refund\w*|money back|my money|reimburse\w*|(?:don't|dont|no longer) want)\b", re.I
)
_EXCHANGE = re.compile(
    r"\b(?:exchange|swap|(?:bigger|smaller|larger|other|another|different) (?:one|size|colou?r))\b", re.I
)
_REPLACE = re.compile(r"\b(?:replace\w*|new one|another one|send (?:me )?(?:a |an )?(?:new|another))\b", re.I)
_KINDS = {
    ProblemKind.MISSING: (
        r"missing|not in the (?:box|parcel)|w(?:as|ere)n't in|only (?:got|had)|empty|never (?:came|arrived)"
        r"|not arrived|isn't here|nothing (?:came|arrived)"
    ),
    ProblemKind.WRONG: (r"wrong|not what|instead of|different (?:one|colou?r|size)|someone else's|mixed up"),
    ProblemKind.FAULTY: r"faulty|doesn't work|not working|won't|stopped|defect\w*|dead|leak\w*|fell apart",
    ProblemKind.DAMAGED: (
        r"damaged?|broke\w*|crack\w*|chip\w*|smash\w*|shatter\w*|torn|rip\w*|dent\w*|stain\w*|scratch\w*|bent|off"
        r"|pieces|hole\w*"
    ),
}


def problem_in(text: str) -> ProblemKind | None:
    """What is wrong, by the customer's words."""
    return next((kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})\b", text, re.I)), None)


def wish_in(said: Said) -> Wish | None:
    """What is wanted for it, by the customer's words or the choice they took."""
    chosen = said.value("wish")
    if chosen:
        return Wish(chosen)
    if _EXCHANGE.search(said.text):
        return Wish.EXCHANGE
    if _REPLACE.search(said.text):
        return Wish.REPLACEMENT
    return Wish.REFUND if _REFUND.search(said.text) else None


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


async def _wish_for_problem(f: Filling) -> str | None:
    wish = wish_in(f.said)
    if wish is None:
        return None
    return str(Wish.REFUND if wish is Wish.REFUND else Wish.REPLACEMENT)


async def _ask_wish_for_return(f: Filling) -> Say:
    return say("utter_ask_return_wish", name=line_words(await line_meant(f)))


async def _ask_wish_for_problem(f: Filling) -> Say:
    return say("utter_ask_problem_wish", name=line_words(await line_meant(f)))


async def _problem(f: Filling) -> str | None:
    chosen = f.said.value("problem")
    kind = ProblemKind(chosen) if chosen else problem_in(f.said.text)
    return str(kind) if kind else None


async def _ask_problem(f: Filling) -> Say:
    return say("utter_ask_problem", name=line_words(await line_meant(f)))


_CAME = which_order(Eligible(has_come, "utter_return_not_yet"))


async def _order_to_return(f: Filling) -> str | None:
    """The order meant, while the house still takes it back."""
    number = await _CAME.read(f)
    if number is None:
        return None
    _, order = await f.counter.order(number)
    policy = await f.means.door(f.means.shop.house.return_policy)
    if order.delivered_at and f.turn.moment.now - order.delivered_at > timedelta(days=policy.days):
        too_late = Say("utter_return_too_late", {**about_order(order, f.turn, f.means), "days": policy.days})
        raise Stop(too_late)
    return number


class ReturnItem(Task):
    """Begins a return or an exchange."""

    NAME, FORM = "action_return_item", "return_form"
    OWN = frozenset({"return_item", "express_feeling", "complain"})
    DETAILS = {
        "told": TOLD,
        "order_number": Detail(read=_order_to_return, ask=_CAME.ask, shapes=_CAME.shapes),
        "order_line": which_line(shapes=frozenset({"change"})),
        "wish": Detail(read=_wish_for_return, ask=_ask_wish_for_return, shapes=frozenset({"change"})),
        "change": Detail(read=exchange_for, ask=ask_exchange_for),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        line = await line_meant(f)
        changed = {part: to for part, to in f.slots["change"].items() if to != getattr(line, part)}
        both = "_and_".join(part for part in ("size", "colour") if part in changed)
        variant = phrase(f"utter_variant_{both}", **changed) if changed else ""
        values = {"name": line_words(line), "number": f.slots["order_number"], "variant": variant}
        exchange = f.slots["wish"] == Wish.EXCHANGE
        return Say("utter_ask_exchange" if exchange else "utter_ask_return", values)

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


class ReportProblem(Task):
    """Puts on record what came wrong, and begins what puts it right."""

    NAME, FORM, OPENING = "action_report_problem", "problem_form", "utter_sorry_for_that"
    OWN = frozenset({"report_item_problem", "return_item", "complain", "express_feeling"})
    DETAILS = {
        "told": TOLD,
        "order_number": which_order(
            Eligible(has_come, "utter_problem_not_come", else_latest=is_standing, named=is_standing)
        ),
        "order_line": which_line(),
        "problem": Detail(read=_problem, ask=_ask_problem),
        "wish": Detail(read=_wish_for_problem, ask=_ask_wish_for_problem),
        CONFIRMED: CONFIRMATION,
    }

    async def propose(self, f: Filling) -> Say:
        line = await line_meant(f)
        again = f.slots["wish"] == Wish.REPLACEMENT
        return say(
            "utter_ask_problem_replace" if again else "utter_ask_problem_refund",
            name=line_words(line),
            number=f.slots["order_number"],
            problem=phrase(f"utter_problem_{f.slots['problem']}"),
            total=worth(line.total, f.turn.language),
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        line = await line_meant(f)
        report = ProblemReport(
            kind=ProblemKind(f.slots["problem"]),
            words=f.slots["told"],
            wish=Wish(f.slots["wish"]),
            line=line.line,
        )
        record = self.means.shop.orders.report_problem
        made = await self.door(record, ref, order.number, report, once=self.once(f), now=f.turn.moment.now)
        await self._own_up(f.turn)
        again = made.wish is Wish.REPLACEMENT
        remedy = phrase("utter_remedy_new" if again else "utter_remedy_money", name=line_words(line))
        response = "utter_problem_on_record" if made.times == 1 else "utter_problem_again"
        words = say(response, problem=made.number, remedy=remedy, times=made.times, number=order.number)
        return replace(words, about={"about_order": order.number, "about_products": [line.product]})

    async def _own_up(self, turn: Turn) -> None:
        note, once = self.memory.relationship.note, Once(turn.id, f"{self.NAME}.sign")
        await self.door(note, turn.identity, sign_of(Transgression.WRONG_ITEM), turn.moment.conversation, once)


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
            typed = Said.last(tracker).value("order_number")
            numbers = (
                await counter.numbers_like(str(typed)) if typed else [refund.order for refund in refunds]
            )
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        meant = [refund for refund in refunds if refund.order in numbers]
        lines = [self._line(refund, turn.language) for refund in meant[:OFFERED]]
        (await self._told(lines, turn)).by(dispatcher)
        return []

    async def _told(self, lines: list[Any], turn: Turn) -> Say:
        if not lines:
            return say("utter_no_refund")
        if not asks_why_so_long(turn.text):
            return say("utter_refunds", refunds=Lines(lines))
        policy = await self.door(self.means.shop.house.return_policy)
        return say("utter_refunds_why", refunds=Lines(lines), days=policy.refund_days)

    def _line(self, refund: Refund, language: str) -> Any:
        zone = self.means.zone
        when = refund.paid_at if refund.status is RefundStatus.PAID else None
        by = when or datetime.combine(refund.expected_by, time(12), zone)
        return phrase(
            f"utter_refund_{refund.status.value}",
            amount=worth(refund.amount, language),
            number=refund.order,
            day=day(by, language, zone),
        )
