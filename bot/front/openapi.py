"""The OpenAPI 3.1 document: what document/*.yml says of each door, with the schemas of the code itself.

An operation there has, besides what OpenAPI gives it:
`for` whose key opens it (none: everybody); `takes`, or `may_take`, the schema of its body; and of its answer `answers`
the schema, `lists` the schema of each item, or `done` what is so now. Every failure is a problem, so none says that.
In a schema `extends` adds to another one; all its `properties` are always there, what is `optional` is not.
"""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml
from aiohttp import web

from bot.chat import session
from bot.desk import conversations, customer, staff
from bot.front import events, links, messages, operator, rehearsal, relations, rights
from bot.front.parts import Parts
from store import Arrival
from store.desk_numbers import Figures
from store.house import HouseSettings
from store.memory.oversight import HouseRelations
from store.values import AuditEntry, AuditVerdict, ConsentReceipt, ErasureReceipt

FOLDER = Path(__file__).with_name("document")
TOPICS = ("messages", "rights", "desk", "operator")
FROM_CODE = (
    messages.NewMessage,
    messages.DeliveryReport,
    events.ShopEvent,
    session.SiteWord,
    rights.ChangeFact,
    rights.Decide,
    links.LinkCode,
    operator.Link,
    operator.Unlink,
    relations.PushStock,
    rehearsal.SetClock,
    staff.SignIn,
    staff.Be,
    staff.Change,
    staff.Code,
    staff.Proof,
    staff.Newcomer,
    conversations.Said,
    conversations.Given,
    conversations.Handed,
    conversations.Finished,
    conversations.Looking,
    customer.Promised,
    customer.Consented,
    customer.PutRight,
    customer.Erased,
    HouseSettings,
    HouseRelations,
    Figures,
    Arrival,
    AuditEntry,
    AuditVerdict,
    ConsentReceipt,
    ErasureReceipt,
)
OWN, OPERATORS = "/api/v1/me", "/api/v1/customers/{customer}"
PROBLEMS = ("400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "503")
METHODS = ("get", "post", "put", "patch", "delete")
Node = dict[str, Any]


def routes(parts: Parts) -> list[web.RouteDef]:
    async def openapi(request: web.Request) -> web.Response:
        return web.json_response(document())

    return [web.get("/api/v1/openapi.json", openapi)]


@cache
def document() -> Node:
    """The whole document; the operator's rights are the customer's own, under another path and with a reason."""
    whole: Node = yaml.safe_load((FOLDER / "head.yml").read_text())
    _, schemas = msgspec.json.schema_components(FROM_CODE, ref_template="#/components/schemas/{name}")
    paths: Node = {}
    for topic in TOPICS:
        read = yaml.safe_load((FOLDER / f"{topic}.yml").read_text())
        schemas.update(read["schemas"])
        paths.update({path: _path(operations, topic) for path, operations in read["paths"].items()})
    whole["paths"] = paths | _for_operators(paths)
    whole["components"]["schemas"] |= {name: _schema(schema, schemas) for name, schema in schemas.items()}
    return whole


def _path(operations: Node, topic: str) -> Node:
    return {name: _operation(one, topic) if name in METHODS else one for name, one in operations.items()}


def _operation(said: Node, topic: str) -> Node:
    own = {"for", "takes", "may_take", "answers", "lists", "done"}
    operation = {name: value for name, value in said.items() if name not in own}
    operation |= {"tags": [topic], "security": [{key: []} for key in said["for"]]}
    body = said.get("takes") or said.get("may_take")
    if body:
        operation["requestBody"] = {"required": "takes" in said, "content": _json(_ref(body))}
    problems = {status: {"$ref": "#/components/responses/Problem"} for status in PROBLEMS}
    operation["responses"] = problems | _answer(said) | said.get("responses", {})
    return operation


def _answer(said: Node) -> Node:
    if "done" in said:
        return {"204": {"description": said["done"]}}
    if "lists" in said:
        page = {"items": {"type": "array", "items": _ref(said["lists"])}, "next": {"type": ["string", "null"]}}
        return {"200": {"description": "A page", "content": _json(_whole({"properties": page}))}}
    if "answers" in said:
        return {"200": {"description": "Done", "content": _json(_ref(said["answers"]))}}
    return {}


def _schema(said: Node, known: Mapping[str, Node]) -> Node:
    schema = deepcopy(said)
    base = schema.pop("extends", None)
    optional = schema.pop("optional", {})
    _whole(schema)
    if base:
        extended = _schema(known[base], known)
        schema["properties"] = extended["properties"] | schema["properties"]
        schema["required"] = [*extended.get("required", ()), *schema["required"]]
    schema.get("properties", {}).update(optional)
    return schema


def _whole(node: Any) -> Any:
    """Every property of an object is required, where nothing else is said."""
    if isinstance(node, list):
        return [_whole(one) for one in node]
    if not isinstance(node, dict):
        return node
    if "properties" in node and "type" not in node:  # what comes from code says it all
        node["type"] = "object"
        node.setdefault("required", list(node["properties"]))
    for part in node.values():
        _whole(part)
    return node


def _json(schema: Node) -> Node:
    return {"application/json": {"schema": schema}}


def _ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def _for_operators(paths: Mapping[str, Node]) -> Node:
    own = [path for path in paths if path == OWN or path.startswith(f"{OWN}/")]
    return {path.replace(OWN, OPERATORS): _with_reason(paths[path]) for path in own}


def _with_reason(path: Node) -> Node:
    copied = deepcopy(path)
    customer = {"name": "customer", "in": "path", "required": True, "schema": {"type": "string"}}
    reason = {"name": "X-Reason", "in": "header", "required": True, "schema": {"type": "string", "minLength": 1}}
    if "post" in copied:
        del copied["post"]  # codes are between the customer's own channels
    copied["parameters"] = [*copied.get("parameters", []), customer, reason]
    for method in METHODS:
        if method in copied:
            copied[method] |= {"security": [{"operator": []}], "tags": ["operator"]}
    return copied
