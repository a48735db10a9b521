"""For operators: one customer's relationship, and what would be said first to whom, or is held back, and why.

The only place of the front that may see figures; an import rule keeps them from whatever serves.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from aiohttp import web

from bot.desk.signin import access_supervisor
from bot.front.auth import require_role
from bot.front.edge import body_as, check_aware, check_number, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from bot.outreach.stock import as_stock_offer
from store import CustomerUnknown, Moment
from store.figures import Split
from store.memory.contacts import Judged
from store.memory.demand import Wanted
from store.memory.oversight import Timeline
from store.promises import PromiseState, kept_rate
from store.reports import Report, Reports
from store.rhythm import Rhythm

ACTOR = "operator"
SUPERVISION = "looked at by a supervisor at the desk"
PAGE, MOST = 100, 500
REASON_LIMIT = 500


class PushStock(msgspec.Struct):
    offer: str


class Relations:
    """The handlers, over the running house."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._memory = parts.memory
        self._door = parts.door
        self._reports = Reports(parts.memory.store)

    async def relationship(self, request: web.Request) -> web.Response:
        require_role(request, self._parts.keys, "operator")
        why = request.headers.get("X-Reason", "").strip()[:REASON_LIMIT]
        report = await self._door(self._reports.relationship, request.match_info["customer"], ACTOR, why)
        return web.json_response(as_report(report))

    async def outreach(self, request: web.Request) -> web.Response:
        require_role(request, self._parts.keys, "operator")
        by = _due_by(request) or self._parts.clock()
        limit = check_number(request, "limit", PAGE, 1, MOST)
        ahead = await self._door(self._memory.outreach.ahead, by, request.query.get("after", ""), limit)
        more = ahead[-1][0] if len(ahead) >= limit else None
        return listed([as_outreach(one) for _, one in ahead], more)

    async def demand(self, request: web.Request) -> web.Response:
        require_role(request, self._parts.keys, "operator")
        wanted = await self._door(self._memory.demand.groups, ACTOR)
        return listed([as_wanted(one) for one in wanted], None)

    async def survey(self, request: web.Request) -> web.Response:
        require_role(request, self._parts.keys, "operator")
        planned = await self._door(self._memory.surveys.plan, request.match_info["customer"], ACTOR)
        return web.json_response({"planned": planned})

    async def stock(self, request: web.Request) -> web.Response:
        """Word of one offer that clears stock; no other offer is ever told first."""
        require_role(request, self._parts.keys, "operator")
        wanted, now = await body_as(request, PushStock), self._parts.clock()
        offers = await self._door(self._parts.shop.house.offers, now)
        offer = next((one for one in offers if one.id == wanted.offer), None)
        zone = ZoneInfo((await self._door(self._memory.house.settings)).zone)
        told = as_stock_offer(offer, now, zone) if offer else None
        if told is None:
            raise Problem(404, "No such offer is made today to clear stock.")
        return web.json_response({"planned": await self._door(self._memory.stock.push, told, ACTOR)})

    async def house(self, request: web.Request) -> web.Response:
        await access_supervisor(request, self._parts)
        found = msgspec.to_builtins(await self._door(self._memory.oversight.house))
        counts = {PromiseState(name): count for name, count in found["promises"].items() if name != "overdue"}
        rate = kept_rate(counts, found["promises"]["overdue"])
        return web.json_response(found | {"kept_rate": rate})

    async def one(self, request: web.Request) -> web.Response:
        agent = await access_supervisor(request, self._parts)
        customer = await self._meant(request)
        moment = Moment(now=self._parts.clock(), channel="desk", actor=agent.id, reason=SUPERVISION)
        timeline = await self._door(self._memory.oversight.timeline, customer, moment)
        report = await self._door(self._reports.relationship, customer, agent.id, SUPERVISION)
        return web.json_response(_for_supervisors(report, timeline))

    async def _meant(self, request: web.Request) -> str:
        """The customer named by `customer`, or by `identity` as channel:address; raises CustomerUnknown."""
        customer: str = request.query.get("customer", "")
        known = await self._door(self._memory.people.identities, customer)
        if known:
            return customer
        channel, _, address = request.query.get("identity", "").partition(":")
        who = await self._door(self._memory.people.find, channel.strip().lower(), address.strip())
        if who is None:
            raise CustomerUnknown
        return who.customer


def routes(parts: Parts) -> list[web.RouteDef]:
    """Figures for operators, and what supervisors see of them."""
    calls = Relations(parts)
    return [
        web.get("/api/v1/customers/{customer}/relationship", calls.relationship),
        web.post("/api/v1/customers/{customer}/survey", calls.survey),
        web.get("/api/v1/outreach", calls.outreach),
        web.post("/api/v1/outreach/stock", calls.stock),
        web.get("/api/v1/demand", calls.demand),
        web.get("/api/v1/desk/relations", calls.house),
        web.get("/api/v1/desk/relations/of", calls.one),
    ]


def as_wanted(one: Wanted) -> dict[str, Any]:
    """A thing that isn't sold, how many customers asked for it, and when last."""
    return {"thing": one.thing, "customers": one.customers, "last_at": one.last_at.isoformat()}


def as_report(report: Report) -> dict[str, Any]:
    """The report as the contract has it: money as text with two places, beside its currency."""
    figures, standing, conduct = report.figures, report.standing, report.conduct
    return {
        "customer": report.customer,
        "earned": _money(figures.earned, figures.currency),
        "expected_per_year": _money(figures.expected_per_year, figures.currency),
        "expected_from": figures.source,
        "contact_cost": _money(figures.contact_cost, figures.currency),
        "service_cost": _money(figures.service_cost, figures.currency),
        "earned_in_other_currencies": _texts(figures.elsewhere),
        "rhythm": [_rhythm(one) for one in report.rhythm.values()],
        "rhythm_overall": _rhythm(report.overall) if report.overall else None,
        "kind": {
            "kind": standing.kind,
            "norm": standing.norm,
            "from": standing.source,
            "why": list(standing.reasons),
            "tone": conduct.tone,
            "may_start": sorted(conduct.concerns),
            "never_says": sorted(conduct.never),
            "duties": list(conduct.duties),
        },
        "quality": _facets(report),
        "quality_said": {facet: round(value, 2) for facet, value in report.said.items()},
        "promises": _promises(report),
        "transgressions": sum(report.transgressions.values()),
        "transgressed": dict(report.transgressions),
        "given": report.balance.given,
        "asked": report.balance.asked,
    }


def _for_supervisors(report: Report, timeline: Timeline) -> dict[str, Any]:
    """The same without a single amount, as far as the customer lets staff see; an operator sees the rest."""
    shown = ("kind", "promises", "transgressions", "transgressed", "given", "asked", "quality")
    found = {name: value for name, value in as_report(report).items() if name in shown}
    if timeline.withheld and found["kind"]["from"] == "inferred":
        found["kind"] = {"kind": None, "norm": None, "from": "withheld", "why": []}
    items = [
        {"at": it.at.isoformat(), "touchpoint": it.touchpoint, "what": it.what, "of": it.of} for it in timeline.items
    ]
    return found | {"timeline": items, "withheld": list(timeline.withheld)}


def as_outreach(one: Judged) -> dict[str, Any]:
    """One contact ahead: to whom, why, whether it would be made, and if not, why not and until when."""
    planned, ruling, place = one.planned, one.ruling, one.place
    return {
        "customer": planned.customer,
        "concern": planned.concern,
        "channel": place.channel if place else None,
        "conversation": place.id if place else None,
        "reasons": list(planned.reasons),
        "category": planned.category,
        "due_at": planned.due_at.isoformat(),
        "until": _time(planned.until),
        "state": "would_be_sent" if ruling.allowed else "held_back",
        "code": ruling.code,
        "again_at": _time(ruling.again_at),
    }


def _due_by(request: web.Request) -> datetime | None:
    text = request.query.get("due_by")
    if not text:
        return None
    try:
        by = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign in a query arrives as a space
    except ValueError as error:
        raise Problem(422, "due_by is a time as RFC 3339 has it.") from error
    return check_aware(by)


def _money(split: Split | None, currency: str) -> dict[str, Any] | None:
    if split is None:
        return None
    return {
        "all": str(split.in_all),
        "currency": currency,
        "by_line": _texts(split.by_line),
        "by_channel": _texts(split.by_channel),
        "by_account": _texts(split.by_account),
    }


def _texts(amounts: Any) -> dict[str, str]:
    return {name: str(amount) for name, amount in amounts.items()}


def _rhythm(one: Rhythm) -> dict[str, Any]:
    return {
        "category": one.category or None,
        "pace": one.pace,
        "from": one.source,
        "visits": one.visits,
        "every_days": one.days and round(one.days, 1),
        "spread_days": one.spread if one.spread is None else round(one.spread, 1),
        "last_at": one.last_at.isoformat(),
        "due_at": _time(one.due_at),
        "lapsed_at": _time(one.lapsed_at),
        "evidence": list(one.evidence),
    }


def _facets(report: Report) -> dict[str, float | None]:
    facets = {name: getattr(report.quality, name) for name in report.quality.__slots__}
    return {name: value if value is None else round(value, 2) for name, value in facets.items()}


def _promises(report: Report) -> dict[str, Any]:
    counts = report.promises
    rate = counts.kept_rate
    return {
        "kept": counts.kept,
        "late": counts.late,
        "exceeded": counts.exceeded,
        "open": counts.open,
        "overdue": counts.overdue,
        "kept_rate": rate if rate is None else round(rate, 3),
    }


def _time(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
