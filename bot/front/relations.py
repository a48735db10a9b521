"""For operators: one customer's relationship, and what would be said first to whom, or is held back, and why.

The only place of the front that may see figures; an import rule keeps them from whatever serves.
"""

from datetime import datetime
from typing import Any

from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import check_number, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store.figures import Split
from store.memory.contacts import Judged
from store.reports import Report, Reports
from store.rhythm import Rhythm

ACTOR = "operator"
PAGE, MOST = 100, 500
REASON_LIMIT = 500


def routes(parts: Parts) -> list[web.RouteDef]:
    reports = Reports(parts.memory.store)

    async def relationship(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        why = request.headers.get("X-Reason", "").strip()[:REASON_LIMIT]
        report = await parts.door(reports.relationship, request.match_info["customer"], ACTOR, why)
        return web.json_response(as_report(report))

    async def outreach(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        by = _due_by(request) or parts.clock()
        limit = check_number(request, "limit", PAGE, 1, MOST)
        ahead = await parts.door(parts.memory.outreach.ahead, by, request.query.get("after", ""), limit)
        more = ahead[-1][0] if len(ahead) >= limit else None
        return listed([as_outreach(one) for _, one in ahead], more)

    return [
        web.get("/api/v1/customers/{customer}/relationship", relationship),
        web.get("/api/v1/outreach", outreach),
    ]


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
            "never_says": list(conduct.never),
            "duties": list(conduct.duties),
        },
        "quality": _facets(report),
        "promises": _promises(report),
        "transgressions": report.transgressions,
        "given": report.balance.given,
        "asked": report.balance.asked,
    }


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
    if by.tzinfo is None:
        raise Problem(422, "Every time needs an offset.")
    return by


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
