"""The guide for shops, `docs/connect-your-shop.md`, held against the code."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shop import places, values
from shop.errors import ShopError, ShopUnreachable, code_of
from shop.http_wire import Problem as Refusal
from tests.shop.http_house import ROUTES

GUIDE = (Path(__file__).parents[2] / "docs" / "connect-your-shop.md").read_text("utf-8")
EXAMPLES = re.findall(r"```json (\w+)\n(.*?)```", GUIDE, re.DOTALL)
SPECIAL: dict[str, Any] = {"Refusal": Refusal, "Export": dict[str, list[dict[str, Any]]]}


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_every_example_is_what_the_code_reads(name: str, text: str) -> None:
    """An example can be read as what it is called, and every field in it exists."""
    kind = SPECIAL.get(name) or getattr(values, name, None) or getattr(places, name)
    example = msgspec.json.decode(text)
    known = msgspec.to_builtins(msgspec.json.decode(text, type=kind, strict=False))
    assert set(example) - {"limit"} <= set(known)


def test_every_call_is_described_and_every_description_is_a_call() -> None:
    """The guide's tables and the served API name the same calls."""
    described = {
        (method, re.sub(r"\{\w+\}", "([^/]+)", path.split("?")[0]))
        for method, path in re.findall(r"`(GET|POST|PUT|PATCH|DELETE) (/[^`]+)`", GUIDE)
        if not path.startswith("/api/")
    }
    assert described == {(method, path) for method, path, _ in ROUTES}


def test_every_refusal_is_listed() -> None:
    """Each error that a shop can name is in the guide."""
    by_status_alone = {"not-allowed", code_of(ShopUnreachable())}
    codes = {code_of(error()) for error in ShopError.__subclasses__()} - by_status_alone
    assert codes == set(re.findall(r"`([a-z]+(?:-[a-z]+)+)`", GUIDE.split("## Orders")[0])) & codes
