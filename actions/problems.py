"""What came wrong: put on record, and what puts it right."""

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.exchanges import line_meant
from actions.not_here import SAID_DELIVERED, is_called_delivered
from actions.ordered_goods import with_goods_named
from actions.orders import spoken_of_order
from actions.replies import Say, say
from actions.said import Said, yes_or_no
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Stop, Task
from actions.tracking import told_of, whereabouts
from actions.turn import Turn
from actions.what_is_wrong import problem_in, wish_in
from actions.which import Eligible, has_come, is_standing, line_words, which_line, which_order, worth
from actions.while_filling import UNSURE
from actions.wording import phrase
from shop.values import Order, OrderStatus, Problem, ProblemKind, ProblemReport, Wish
from store import Once
from store.transgressions import Transgression, sign_of

_TOLD_AS = UNSURE | {
    "ask_product", "complain", "express_feeling", "report_item_problem", "return_item", "state_preference",
    "correct_memory", "share_life_event",
}  # fmt: skip
# "Yes, send it please", where a new one or the money was offered.
_SEND_IT = re.compile(
    r"^\W*(?:(?:yes|yeah|ok|okay|please|just|then|so|can you|could you)\W+)*(?:re-?)?(?:send|post)\b"
    r"(?!.*\b(?:back|money|refund|cash|label)\b)",
    re.I,
)
_DOES_NOT_KNOW = re.compile(r"\b(?:dunno|don'?t know|no idea|not sure|never ?mind|please|which|what)\b", re.I)


async def _wish_for_problem(f: Filling) -> str | None:
    wish = wish_in(f.said)
    if wish is None:
        has_it_sent = f.said.asked_for == "wish" and _SEND_IT.match(f.said.text)
        return str(Wish.REPLACEMENT) if has_it_sent else None
    return str(Wish.REFUND if wish is Wish.REFUND else Wish.REPLACEMENT)


async def _ask_wish_for_problem(f: Filling) -> Say:
    return say("utter_ask_problem_wish", name=line_words(await line_meant(f)))


async def _problem(f: Filling) -> str | None:
    chosen = f.said.value("problem")
    kind = ProblemKind(chosen) if chosen else problem_in(f.said.text)
    if kind is None and f.said.asked_for == "problem" and _describes(f.said):
        return str(ProblemKind.OTHER)
    return str(kind) if kind else None


def _describes(said: Said) -> bool:
    """Whether the answer tells what is wrong in words of their own."""
    told = said.intent in _TOLD_AS and len(said.text.split()) > 1 and not said.asks
    return told and wish_in(said) is None and yes_or_no(said) is None and not _DOES_NOT_KNOW.search(said.text)


async def _ask_problem(f: Filling) -> Say:
    return say("utter_ask_problem", name=line_words(await line_meant(f)))


_CAME = which_order(Eligible(has_come, "utter_problem_not_come", else_latest=is_standing, named=is_standing))


async def _order_gone_wrong(f: Filling) -> str | None:
    """The order meant; the one on its way that the carrier calls delivered is the carrier's to find."""
    begins = f.slots["order_number"] is None and f.said.asked_for is None
    if begins and is_called_delivered(f.said.text) and (gone := await _on_its_way(f)):
        where = {"whereabouts": phrase(whereabouts(gone, f.turn.moment.now), **told_of(gone, f.turn, f.means))}
        raise Stop(Say(SAID_DELIVERED, where, about=spoken_of_order(gone)))
    return await _CAME.read(f)


async def _on_its_way(f: Filling) -> Order | None:
    """The one order on its way, where no other is named."""
    orders = await f.counter.orders()
    on_its_way = [order for order in orders if order.status is OrderStatus.SHIPPED]
    if len(on_its_way) != 1 or f.said.value("order_number"):
        return None
    others = [order for order in orders if with_goods_named(f.said.meant, [order])]
    return on_its_way[0] if not others or on_its_way[0] in others else None


class ReportProblem(Task):
    """Puts on record what came wrong, and begins what puts it right."""

    NAME, FORM, OPENING = "action_report_problem", "problem_form", "utter_sorry_for_that"
    OWN = frozenset({"report_item_problem", "return_item", "complain", "express_feeling"})
    DETAILS = {
        "told": TOLD,
        "order_number": Detail(read=_order_gone_wrong, ask=_CAME.ask, shapes=_CAME.shapes),
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
        before = await self.door(self.means.shop.orders.problems, ref, order.number)
        record = self.means.shop.orders.report_problem
        made = await self.door(record, ref, order.number, report, once=self.once(f), now=f.turn.moment.now)
        await self._own_up(f.turn)
        again = made.wish is Wish.REPLACEMENT
        remedy = phrase("utter_remedy_new" if again else "utter_remedy_money", name=line_words(line))
        times = _times(made, before)
        response = "utter_problem_on_record" if times == 1 else "utter_problem_again"
        words = say(response, problem=made.number, remedy=remedy, times=times, number=order.number)
        return replace(words, about={"about_order": order.number, "about_products": [line.product]})

    async def _own_up(self, turn: Turn) -> None:
        note, once = self.memory.relationship.note, Once(turn.id, f"{self.NAME}.sign")
        await self.door(note, turn.identity, sign_of(Transgression.WRONG_ITEM), turn.moment.conversation, once)


def _times(made: Problem, before: Sequence[Problem]) -> int:
    """How often it went wrong: what is on record already and not put right yet is this very time."""
    same = [one for one in before if one.kind is made.kind and one.number != made.number]
    still_open = [one for one in same if one.settled_at is None and one.line in (None, made.line)]
    return max(made.times - len(still_open), 1)
