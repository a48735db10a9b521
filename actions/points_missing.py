"""Points that are missing: what an order brought, what it should have brought, and a record of the rest."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actions.ordered_goods import LOOKED_AT
from actions.orders import ANY_ORDER
from actions.points import POINTS_FORM, balance_of
from actions.replies import Say, say
from actions.said import in_short
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, TOLD, Detail, Filling, Stop, Task
from actions.which import about_order, is_standing
from actions.wording import day, phrase
from shop.values import Order, PointsBalance, ProblemKind, ProblemReport

_LATEST = re.compile(r"\b(?:last|latest|newest|most recent)\b", re.I)


@dataclass(frozen=True, slots=True)
class Brought:
    """What an order brought in points, when, and what it should have; None where the house doesn't say."""

    points: int
    at: datetime | None
    due: int | None

    @property
    def in_full(self) -> bool:
        return self.points > 0 and self.points >= (self.due or 0)


def brought(order: Order, balance: PointsBalance) -> Brought:
    """What stands in the account for this order, held against its goods."""
    entries = [entry for entry in balance.entries if entry.order == order.number]
    goods = sum(line.total.amount for line in order.lines) - order.discount.amount
    due = int(goods) * balance.per_unit if balance.per_unit is not None else None
    return Brought(sum(entry.points for entry in entries), max((entry.at for entry in entries), default=None), due)


async def _order(f: Filling) -> str | None:
    """The order meant, else the newest that brought too little, else the newest; Stop where nothing is missing."""
    meant = await ANY_ORDER.read(f)
    if meant is None and f.slots["order_number"]:
        return None
    orders = [order for order in (await f.counter.orders())[:LOOKED_AT] if is_standing(order)]
    balance = await _balance(f)
    number = meant or _most_likely(f, orders, balance)
    _, order = await f.counter.order(number)
    found = brought(order, balance)
    if found.in_full and found.at:
        told = {"points": f"{found.points:,}", "balance": f"{balance.points:,}"}
        when = day(found.at, f.turn.language, f.means.zone)
        raise Stop(Say("utter_points_are_there", {**about_order(order, f.turn, f.means), **told, "day": when}))
    return number


def _most_likely(f: Filling, orders: Sequence[Order], balance: PointsBalance) -> str:
    short = [] if _LATEST.search(f.said.text) else [one for one in orders if not brought(one, balance).in_full]
    return (short or orders)[0].number


async def _balance(f: Filling) -> PointsBalance:
    owned = await balance_of(f.counter)
    if owned is None:
        raise Stop(say("utter_no_points"))
    return owned[1]


class ReportPoints(Task):
    """Looks at what an order brought and puts what is missing on record, for a person to check."""

    NAME, FORM = "action_report_points", POINTS_FORM
    OWN = frozenset[str]()
    DETAILS = {"order_number": Detail(read=_order, ask=ANY_ORDER.ask), "told": TOLD, CONFIRMED: CONFIRMATION}

    async def propose(self, f: Filling) -> Say:
        _, order = await f.counter.order(f.slots["order_number"])
        found = brought(order, await _balance(f))
        return Say(
            "utter_ask_too_few_points" if found.points else "utter_ask_no_points",
            {
                **about_order(order, f.turn, f.means),
                "points": f"{found.points:,}",
                "due": phrase("utter_points_due", points=f"{found.due:,}") if found.due else "",
            },
        )

    async def carry_out(self, f: Filling) -> Say:
        ref, order = await f.counter.order(f.slots["order_number"])
        found = brought(order, await _balance(f))
        words = in_short(f"({found.points}/{found.due if found.due is not None else '?'}) {f.slots['told']}")
        report = ProblemReport(kind=ProblemKind.POINTS, words=words)
        record = self.means.shop.orders.report_problem
        problem = await self.door(record, ref, order.number, report, once=self.once(f), now=f.turn.moment.now)
        return say("utter_points_on_record", number=order.number, problem=problem.number)
