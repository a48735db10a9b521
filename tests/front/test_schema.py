"""Whatever is sent to a documented door with whichever key: no 5xx, and no answer that the document lacks."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
import schemathesis.specs.openapi.schemas  # noqa: F401 - not for the first time deep inside a test
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.front.keys import open_keys
from bot.serve import DEMO_SETTINGS

ROOT = Path(__file__).parents[2]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ENDLESS = ("/api/v1/channels/{channel}/outbox", "/api/v1/desk/events")  # streams, which other tests read
HOUSE = "/api/v1/house"
UNLIMITED = json.loads(DEMO_SETTINGS.read_text())["limits"]
TOKEN = "t" * 43
KINDS = ("nobody", "guessed", "customer", "connector", "systems", "operator", "agent")
THEIRS, OTHERS = 4, 1  # examples for whoever the door is for, and for everybody else
BOUNDED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass
class House:
    """The running front on a port of its own."""

    address: str
    keys: dict[str, Any]
    messages: Iterator[int]

    def headers(self, kind: str) -> dict[str, str]:
        key = {"customer": TOKEN, "guessed": "guessed"}.get(kind) or self.keys.get(kind)
        return {"Authorization": f"Bearer {key}"} if key else {}

    def meet(self) -> tuple[str, str]:
        """The customer behind TOKEN, who may have been forgotten since, and the conversation; by their ids."""
        body = {"id": str(next(self.messages)), "channel": "web", "from": {"address": TOKEN}, "text": "hello"}
        call = {"headers": self.headers("connector"), "timeout": 20}
        conversation = requests.post(f"{self.address}/api/v1/messages", json=body, **call).json()["conversation"]
        found = requests.get(
            f"{self.address}/api/v1/customers?identity=web:{TOKEN}", headers=self.headers("operator"), timeout=20
        )
        return found.json()["items"][0]["id"], conversation


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    open_keys(folder / "keys.json")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url, nowhere = f"sqlite:///{folder}/house.db", "http://127.0.0.1:9"
    command = [sys.executable, "-m", "tests.front.victim", str(folder), url, nowhere, str(port), "echo"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _until_open(address, process)
            keys = json.loads((folder / "keys.json").read_text())
            yield House(address, keys | {"agent": _signed_in(address, keys["agents"][0])}, count())
        finally:
            process.terminate()


def _until_open(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if requests.get(f"{address}/healthz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the front ended before it was open")


def _signed_in(address: str, agent: dict[str, str]) -> str:
    who = {name: agent[name] for name in ("email", "password")}
    return str(requests.post(f"{address}/api/v1/desk/login", json=who, timeout=20).json()["token"])


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_and_no_body_breaks_the_document(house: House, kind: str) -> None:
    """Each operation with what it asks for, and with what it does not."""
    document = schemathesis.openapi.from_url(f"{house.address}/api/v1/openapi.json")
    document.config.update(base_url=house.address)
    for found in document.get_all_operations():
        operation = found.ok()
        if operation.path in ENDLESS:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            with suppress(Unsatisfiable):  # nothing about it can be wrong
                _holds(house, operation, kind, mode)


def _holds(house: House, operation: Any, kind: str, mode: GenerationMode) -> None:
    theirs = any(kind in needed for needed in operation.definition.raw.get("security", ()))
    headers = house.headers(kind)
    met = dict(zip(("customer", "id"), house.meet(), strict=True)) if theirs else {}

    @settings(BOUNDED, max_examples=THEIRS if theirs else OTHERS)
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters |= {name: met[name] for name in case.path_parameters if name in met}
            if operation.path == HOUSE and isinstance(case.body, dict):
                case.body["limits"] = UNLIMITED  # these requests are a flood
        answer = case.call(headers=headers, timeout=30)
        case.validate_response(answer, checks=CHECKS)

    hold()
