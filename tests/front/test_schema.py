"""Whatever is sent to a documented door with whichever key: no 5xx, and no answer that the document lacks."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

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
from tests.front import tried
from tests.front.documented import closed

ROOT = Path(__file__).parents[2]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ENDLESS = ("/api/v1/channels/{channel}/outbox", "/api/v1/desk/events")  # streams, which other tests read
SIGNS_OUT = ("/api/v1/desk/logout", "/api/v1/desk/agents/{agent}/password")
HOUSE = "/api/v1/house"
UNLIMITED = json.loads(DEMO_SETTINGS.read_text())["limits"]
OPENS = {
    "nobody": (),
    "guessed": (),
    "customer": ("customer",),
    "verified": ("customer",),
    "connector": ("connector",),
    "systems": ("systems",),
    "operator": ("operator",),
    "agent": ("agent",),
    "supervisor": ("agent", "supervisor"),
    "provider": ("provider",),
}
THEIRS, OTHERS = 4, 1  # examples for whoever the door is for, and for everybody else
AT_LENGTH = 60
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
    numbers: Iterator[int] = field(default_factory=count)

    def headers(self, kind: str) -> dict[str, str]:
        """This one's key, from a network address of its own."""
        number = next(self.numbers)
        place = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        if kind == "provider":
            return place | {"X-Telegram-Bot-Api-Secret-Token": self.keys["channels"]["telegram"]["secret_token"]}
        key = {"customer": _token(kind), "guessed": "guessed"}.get(kind) or self.keys.get(kind)
        return place | ({"Authorization": f"Bearer {key}"} if key else {})

    def call(self, kind: str, method: str, path: str, body: Any = None) -> Any:
        call = {"headers": self.headers(kind), "timeout": 20}
        return requests.request(method, f"{self.address}{path}", json=body, **call).json()

    def meet(self, kind: str) -> dict[str, str]:
        """What there is for this one by its id: a customer of their own, who asks for a person; agents are that."""
        token, id = _token(kind), str(next(self.numbers))
        body = {"id": id, "channel": "web", "from": {"address": token}, "text": "a person, please"}
        conversation = self.call("connector", "POST", "/api/v1/messages?wait=5", body)["conversation"]
        found = self.call("operator", "GET", f"/api/v1/customers?identity=web:{token}")["items"][0]
        met = {"customer": found["id"], "id": conversation, "channel": "telegram", "account": "rehearsal"}
        return met | (self._at_hand(kind, conversation) if "agent" in OPENS[kind] else {})

    def _at_hand(self, kind: str, conversation: str) -> dict[str, str]:
        base = f"/api/v1/desk/conversations/{conversation}"
        self.call(kind, "POST", f"{base}/claim")
        promise = {"what": "call back", "due_at": "2099-01-01T12:00:00Z"}
        given = {"kind": "credit", "amount": "60.00", "reason": "late"}
        made = self.call(kind, "POST", f"{base}/promise", promise) | self.call(kind, "POST", f"{base}/gesture", given)
        colleagues = self.call(kind, "GET", "/api/v1/desk/agents")["items"]
        return {
            "promise": made["promise"]["id"],
            "gesture": made["gesture"]["id"],
            "agent": next((one["id"] for one in colleagues if one["name"] == "Marcus"), "dismissed"),
        }


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("house")
    open_keys(folder / "keys.json")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url, nowhere = f"sqlite:///{folder}/house.db", "http://127.0.0.1:9"
    command = [sys.executable, "-m", "tests.front.victim", str(folder), url, nowhere, str(port), "echo"]
    behind_a_proxy = os.environ | {"SHOEBOX_PROXIES": "1"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=behind_a_proxy) as process:
        try:
            opened = House(f"http://127.0.0.1:{port}", json.loads((folder / "keys.json").read_text()))
            _until_open(opened.address, process)
            _sign_in(opened)
            yield opened
        finally:
            process.terminate()


def _token(kind: str) -> str:
    return kind[0] * 43


def _until_open(address: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if requests.get(f"{address}/healthz", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.05)
    raise AssertionError("the front ended before it was open")


def _sign_in(house: House) -> None:
    for kind, name in (("agent", "Eva"), ("supervisor", "Priya")):
        person = next(one for one in house.keys["agents"] if one["name"] == name)
        who = {part: person[part] for part in ("email", "password")}
        house.keys[kind] = house.call("nobody", "POST", "/api/v1/desk/login", who)["token"]
    word = house.call("nobody", "POST", "/chat/demo/session", {"account": "account:c-1001"})
    house.keys["verified"] = house.call("nobody", "POST", "/chat/session", word)["token"]


@pytest.mark.parametrize("kind", OPENS)
def test_no_key_and_no_body_breaks_the_document(house: House, kind: str) -> None:
    """Each operation with what it asks for, and its own with what it does not; no answer has a field that the
    document does not name."""
    assert _tried(house, kind, THEIRS) == {}


@pytest.mark.survival
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("kind", OPENS)
def test_nothing_breaks_the_document_at_length(house: House, kind: str) -> None:
    """The same with many more examples."""
    assert _tried(house, kind, AT_LENGTH) == {}


def _tried(house: House, kind: str, examples: int) -> dict[str, str]:
    """What broke, by operation; the report names every operation, for whoever reads the run later."""
    doors = schemathesis.openapi.from_dict(closed())
    doors.config.update(base_url=house.address)
    report = ElementTree.Element("testsuite", name="openapi")
    broken: dict[str, str] = {}
    for found in doors.get_all_operations():
        operation = found.ok()
        theirs = _opens(kind, operation)
        if operation.path in ENDLESS or (operation.path in SIGNS_OUT and theirs):
            continue
        case = ElementTree.SubElement(report, "testcase", classname=kind, name=operation.label)
        answers: Counter[int] = Counter()
        try:
            _try(house, operation, kind, examples if theirs else 0, answers)
        except (Exception, BaseExceptionGroup) as error:  # whatever it is, the operations after it are tried too
            broken[operation.label] = str(error)
            ElementTree.SubElement(case, "failure", message=type(error).__name__).text = str(error)
        tried.note(case, answers)
    tried.keep(report, kind)
    return broken


def _opens(kind: str, operation: Any) -> bool:
    return any(key in needed for needed in operation.definition.raw.get("security", ()) for key in OPENS[kind])


def _try(house: House, operation: Any, kind: str, examples: int, answers: Counter[int]) -> None:
    met = house.meet(kind) if examples else {}
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if examples else (GenerationMode.POSITIVE,):
        with suppress(Unsatisfiable):  # nothing about it can be wrong
            _holds(house, operation, kind, mode, met, examples or OTHERS, answers)


def _holds(
    house: House,
    operation: Any,
    kind: str,
    mode: GenerationMode,
    met: dict[str, str],
    examples: int,
    answers: Counter[int],
) -> None:
    @settings(BOUNDED, max_examples=examples)
    @given(case=operation.as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        if mode is GenerationMode.POSITIVE:
            case.path_parameters |= {name: met[name] for name in case.path_parameters if name in met}
            if operation.path == HOUSE and isinstance(case.body, dict):
                case.body["limits"] = UNLIMITED  # these requests are a flood
        answer = case.call(headers=house.headers(kind), timeout=30)
        answers[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    hold()
