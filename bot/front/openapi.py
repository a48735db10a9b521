"""The OpenAPI 3.1 document: openapi.yml, with the request bodies' schemas taken from the code that parses them."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from aiohttp import web

from bot.desk import conversations, customer, staff
from bot.front import events, links, messages, operator, rehearsal, rights
from bot.front.parts import Parts
from store.house import HouseSettings

FILE = Path(__file__).with_name("openapi.yml")
BODIES = (
    messages.NewMessage,
    messages.DeliveryReport,
    events.ShopEvent,
    rights.ChangeFact,
    rights.Decide,
    links.LinkCode,
    operator.Link,
    operator.Unlink,
    rehearsal.SetClock,
    staff.SignIn,
    conversations.Said,
    conversations.Given,
    conversations.Handed,
    customer.Promised,
    HouseSettings,
)
OWN, OPERATORS = "/api/v1/me", "/api/v1/customers/{customer}"


def routes(parts: Parts) -> list[web.RouteDef]:
    async def openapi(request: web.Request) -> web.Response:
        return web.json_response(document())

    return [web.get("/api/v1/openapi.json", openapi)]


@cache
def document() -> dict[str, Any]:
    """The whole document; the operator's rights are the customer's own, under another path and with a reason."""
    whole: dict[str, Any] = yaml.safe_load(FILE.read_text())
    whole["paths"].update(_for_operators(whole["paths"]))
    _, schemas = msgspec.json.schema_components(BODIES, ref_template="#/components/schemas/{name}")
    whole["components"]["schemas"].update(schemas)
    return whole


def _for_operators(paths: Mapping[str, Any]) -> dict[str, Any]:
    own = [path for path in paths if path == OWN or path.startswith(f"{OWN}/")]
    return {path.replace(OWN, OPERATORS): _with_reason(paths[path]) for path in own}


def _with_reason(path: Mapping[str, Any]) -> dict[str, Any]:
    copied: dict[str, Any] = deepcopy(dict(path))
    customer = {"name": "customer", "in": "path", "required": True, "schema": {"type": "string"}}
    reason = {"name": "X-Reason", "in": "header", "required": True, "schema": {"type": "string", "minLength": 1}}
    if "post" in copied:
        del copied["post"]  # codes are between the customer's own channels
    copied["parameters"] = [*copied.get("parameters", []), customer, reason]
    for operation in copied.values():
        if isinstance(operation, dict):
            operation["security"] = [{"operator": []}]
            operation["tags"] = ["operator"]
    return copied
