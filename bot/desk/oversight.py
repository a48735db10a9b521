"""What is seen across conversations: replies at hand, search, and for supervisors figures and the audit."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from aiohttp import web

from bot.desk.shapes import as_found, as_queued
from bot.desk.signin import access_desk, access_supervisor
from bot.desk.suggesting import canned, suggest
from bot.front.edge import check_aware, check_number, listed
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import AuditFilter

SPELLS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
AUDIT_PAGE = 100
QUERY_LIMIT = 200


class Oversight:
    """The handlers, over the running house."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._memory = parts.memory
        self._door = parts.door

    async def canned(self, request: web.Request) -> web.Response:
        await access_desk(request, self._parts)
        return listed([{name: one[name] for name in ("id", "title", "text")} for one in canned()], None)

    async def suggestions(self, request: web.Request) -> web.Response:
        agent = await access_desk(request, self._parts)
        brief = await self._door(self._memory.looks.brief, request.match_info["id"], agent)
        items = suggest(brief, canned())
        named = [one | {"text": one["text"].replace("{agent}", agent.name)} for one in items]
        return listed(named, None)

    async def search(self, request: web.Request) -> web.Response:
        """Cases in reach by their words; and whoever has exactly this address, order number or name."""
        agent = await access_desk(request, self._parts)
        wanted = request.query.get("q", "").strip()[:QUERY_LIMIT]
        if not wanted:
            raise Problem(422, "Say what to look for.")
        queued = await self._door(self._memory.looks.search, agent, wanted)
        found = await self._door(self._memory.search.find, agent, wanted)
        agents = await self._door(self._memory.agents.all)
        names = {one.id: one.name for one in agents}
        listed_here = [as_queued(item, names) | {"opens": True} for item in queued]
        known = {one["conversation"] for one in listed_here}
        others = [as_found(one, names, agent) for one in found if one.conversation not in known]
        return listed([*listed_here, *others], None)

    async def figures(self, request: web.Request) -> web.Response:
        await access_supervisor(request, self._parts)
        spell = SPELLS.get(request.query.get("by", "hour"))
        if spell is None:
            raise Problem(422, "Figures come by hour or by day.")
        figures = await self._door(self._memory.desk_figures.of, spell)
        return web.json_response(msgspec.to_builtins(figures))

    async def audit(self, request: web.Request) -> web.Response:
        await access_supervisor(request, self._parts)
        limit = check_number(request, "limit", AUDIT_PAGE, 1, AUDIT_PAGE)
        agents = await self._door(self._memory.agents.all)
        names = {one.id: one.name for one in agents}
        zone = ZoneInfo((await self._door(self._memory.house.settings)).zone)
        wanted = _wanted(request.query, {name.casefold(): agent for agent, name in names.items()}, zone)
        page = await self._door(self._memory.audit.newest, request.query.get("before", ""), limit, wanted)
        rows = [_audited(msgspec.to_builtins(row), names) for row in page.items]
        return listed(rows, page.next)

    async def verify(self, request: web.Request) -> web.Response:
        await access_supervisor(request, self._parts)
        verdict = await self._door(self._memory.audit.verify)
        return web.json_response({"intact": verdict.first_bad is None, **msgspec.to_builtins(verdict)})


def oversight_routes(parts: Parts) -> list[web.RouteDef]:
    """Replies at hand, search, figures and audit."""
    calls = Oversight(parts)
    return [
        web.get("/api/v1/desk/canned", calls.canned),
        web.get("/api/v1/desk/conversations/{id}/suggestions", calls.suggestions),
        web.get("/api/v1/desk/search", calls.search),
        web.get("/api/v1/desk/figures", calls.figures),
        web.get("/api/v1/desk/audit", calls.audit),
        web.get("/api/v1/desk/audit/verify", calls.verify),
    ]


def _audited(row: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """A row with its agent's name; people's own reasons stay with the operator."""
    shown = {
        name: row[name]
        for name in ("id", "at", "action", "reader", "purpose", "customer", "subjects", "reason")
    }
    return shown | {"actor": names.get(row["actor"], row["actor"])}


def _wanted(query: Mapping[str, str], ids: Mapping[str, str], zone: ZoneInfo) -> AuditFilter:
    """What of the audit is asked for; an agent by name, days in the house's own zone, both of them whole."""
    said = {name: query.get(name, "").strip() for name in ("customer", "action", "who", "from", "to")}
    until = _day(said["to"], zone)
    return AuditFilter(
        customer=said["customer"],
        action=said["action"],
        who=ids.get(said["who"].casefold(), said["who"]),
        since=_day(said["from"], zone),
        until=until + timedelta(days=1) if until else None,
    )


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    try:
        return check_aware(datetime.combine(date.fromisoformat(text), time(), zone))
    except ValueError as error:
        raise Problem(422, "A day is written as 2026-12-03.") from error
