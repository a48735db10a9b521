"""For operators: alive, ready, and figures."""

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.front.parts import Parts
from store import StoreError
from store.migrate import pending, privileged


def routes(parts: Parts) -> list[web.RouteDef]:
    async def healthz(request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def readyz(request: web.Request) -> web.Response:
        checks = {
            "engine": parts.engine.model,
            "database": await _database(parts),
            "migrations": await _migrations(parts),
        }
        ready = checks["migrations"] == "done" and checks["database"] == "answers"
        headers = {} if ready else {"Retry-After": "5"}
        warnings = await _warnings(parts) if ready else []
        body = {"status": "ready" if ready else "not ready", "checks": checks, "warnings": warnings}
        return web.json_response(body, status=200 if ready else 503, headers=headers)

    async def metrics(request: web.Request) -> web.Response:
        return web.Response(body=generate_latest(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return [web.get("/healthz", healthz), web.get("/readyz", readyz), web.get("/metrics", metrics)]


async def _warnings(parts: Parts) -> list[str]:
    if await parts.door(privileged, parts.settings.database):
        return ["The database role could step over row-level security; give the house one of its own."]
    return []


async def _migrations(parts: Parts) -> str:
    try:
        waiting = await parts.door(pending, parts.settings.database)
    except StoreError:
        return "unknown"
    return "waiting" if waiting else "done"


async def _database(parts: Parts) -> str:
    try:
        await parts.door(parts.memory.house.settings)
    except StoreError:
        return "away"
    return "answers"
