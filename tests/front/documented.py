"""What tests read over HTTP is held against the OpenAPI document: each status and each field."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import re
from copy import deepcopy
from functools import cache
from typing import Any
from urllib.parse import unquote

from aiohttp import ClientResponse
from jsonschema import Draft202012Validator

from bot.engine.without_tensorflow import stand_in

stand_in()

from bot.front.openapi import document

ENDLESS = "text/event-stream"


async def as_documented(answer: ClientResponse) -> ClientResponse:
    """The same answer; AssertionError where the document lacks its status or it has not the documented shape."""
    if answer.content_type == ENDLESS:
        return answer
    responses = _responses(answer.method, unquote(answer.url.raw_path))
    if responses is None:
        return answer
    assert str(answer.status) in responses, (answer.method, answer.url.path, answer.status)
    told = responses[str(answer.status)]
    content = closed()["components"]["responses"]["Problem"] if "$ref" in told else told
    schema = content.get("content", {}).get(answer.content_type, {}).get("schema")
    if schema and "json" in answer.content_type:
        breaches = [error.message for error in _validator(schema).iter_errors(await answer.json(content_type=None))]
        assert not breaches, (answer.method, answer.url.path, breaches)
    return answer


@cache
def closed() -> Any:
    """The document, in which an object has no other fields than those it names."""
    return _shut(deepcopy(document()))


def _shut(node: Any) -> Any:
    if isinstance(node, list):
        return [_shut(one) for one in node]
    if not isinstance(node, dict):
        return node
    shut = {name: _shut(part) for name, part in node.items()}
    if isinstance(node.get("properties"), dict) and node.get("type") == "object":
        shut.setdefault("additionalProperties", False)
    return shut


def _responses(method: str, path: str) -> Any:
    for template, operations in closed()["paths"].items():
        if method.lower() in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return operations[method.lower()]["responses"]
    return None


def _validator(schema: Any) -> Draft202012Validator:
    return Draft202012Validator(schema | {"components": closed()["components"]})
