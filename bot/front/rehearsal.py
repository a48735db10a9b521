"""The rehearsal clock: in rehearsal the operator sets the house's time; otherwise these routes do not exist."""

from datetime import datetime

import msgspec
from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import body_as, check_aware
from bot.front.parts import Parts


class SetClock(msgspec.Struct):
    now: datetime


def routes(parts: Parts) -> list[web.RouteDef]:
    if not parts.settings.rehearsal:
        return []

    async def set_clock(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        wanted = await body_as(request, SetClock)
        check_aware(wanted.now)
        parts.clock.set(wanted.now)
        return web.json_response({"now": parts.clock().isoformat()})

    async def run_due(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        return web.json_response({"done": msgspec.to_builtins(await parts.due.run())})

    return [
        web.post("/api/v1/rehearsal/clock", set_clock),
        web.post("/api/v1/rehearsal/run_due", run_due),
    ]
