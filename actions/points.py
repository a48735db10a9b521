"""Loyalty points: how many there are, and turning them into a voucher."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.customers import Counter, counter_for
from actions.replies import Events, Say, failure, say
from actions.stages import CONFIRMED
from actions.tasks import CONFIRMATION, Detail, Filling, Stop, Task, Unfit
from actions.turn import CareAction, turn_of
from actions.which import worth
from actions.wording import Lines, day, phrase
from shop.errors import ShopError
from shop.values import CustomerRef, PointsBalance

NEWEST = 3  # entries shown with the balance
POINTS_FORM = "points_form"
_MISSING = re.compile(
    r"\b(?:missing|lost|vanished|disappeared|gone|wrong|too few|incorrect)\b|"
    r"\b(?:never|didn'?t|did not|haven'?t|have not|hasn'?t|not|no)\b.{0,25}"
    r"\b(?:g[eo]t|received?|credited|added|there|shown?|showing|com?ing|came|arrived?|points for)\b|"
    r"\bwhere(?:'s| are| is)?\b.{0,15}\bpoints\b.{0,10}\b(?:for|from)\b",
    re.I,
)
_ALL = re.compile(r"\b(?:all|everything|the lot|whatever I have)\b", re.I)
_NUMBER = re.compile(r"\d[\d,. ]*")


async def balance_of(counter: Counter) -> tuple[CustomerRef, PointsBalance] | None:
    """The customer's points under the name that has any; None for nobody in particular."""
    balances = [
        (ref, await counter.means.door(counter.means.shop.points.balance, ref)) for ref in counter.refs
    ]
    return max(balances, key=lambda owned: owned[1].points, default=None)


def points_in(text: str, there: int) -> int | None:
    """How many points are meant by "500", "1,000" or "all of them"."""
    if _ALL.search(text):
        return there
    number = _NUMBER.search(text)
    digits = re.sub(r"\D", "", number[0]) if number else ""
    return int(digits) if digits and len(digits) < 9 else None


class PointsNow(CareAction):
    """Says how many points there are, what they are worth, and where the newest came from."""

    NAME = "action_points_balance"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn = turn_of(tracker)
        if _MISSING.search(turn.text) and not (tracker.active_loop or {}).get("name"):
            return [FollowupAction(POINTS_FORM)]
        try:
            owned = await balance_of(await counter_for(self.means, turn))
        except ShopError as error:
            failure(error).by(dispatcher)
            return []
        if owned is None or not owned[1].entries:
            dispatcher.utter_message(response="utter_no_points")
            return []
        _, balance = owned
        entries = [
            phrase(
                "utter_line_points",
                points=f"{entry.points:+,}",
                reason=phrase("utter_points_for_order", number=entry.order) if entry.order else entry.reason,
                day=day(entry.at, turn.language, self.means.zone),
            )
            for entry in balance.entries[:NEWEST]
        ]
        dispatcher.utter_message(
            response="utter_points",
            points=f"{balance.points:,}",
            worth=worth(balance.worth, turn.language),
            entries=Lines(entries),
        )
        return []


async def _balance(f: Filling) -> tuple[CustomerRef, PointsBalance]:
    owned = await balance_of(f.counter)
    if owned is None or not owned[1].points:
        raise Stop(say("utter_no_points"))
    return owned


async def _points(f: Filling) -> int | None:
    _, balance = await _balance(f)
    wanted = points_in(f.said.text, balance.points)
    if wanted is None:
        return None
    if not 0 < wanted <= balance.points:
        raise Unfit(say("utter_points_out_of_reach", points=f"{balance.points:,}"))
    return wanted


async def _ask_points(f: Filling) -> Say:
    _, balance = await _balance(f)
    return say("utter_ask_points", points=f"{balance.points:,}", worth=worth(balance.worth, f.turn.language))


class RedeemPoints(Task):
    """Turns points into a voucher for the next order."""

    NAME, FORM = "action_redeem_points", "redeem_form"
    OWN = frozenset({"redeem_points"})
    DETAILS = {"points": Detail(read=_points, ask=_ask_points), CONFIRMED: CONFIRMATION}

    async def propose(self, f: Filling) -> Say:
        return say("utter_ask_redeem", points=f"{f.slots['points']:,}")

    async def carry_out(self, f: Filling) -> Say:
        ref, _ = await _balance(f)
        redeem = self.means.shop.points.redeem
        done = await self.door(redeem, ref, f.slots["points"], once=self.once(f), now=f.turn.moment.now)
        return say(
            "utter_redeemed",
            voucher=done.voucher,
            worth=worth(done.worth, f.turn.language),
            left=f"{done.points_left:,}",
        )
