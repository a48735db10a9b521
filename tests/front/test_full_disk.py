"""A full disk, at every door that writes: said with a reason, nothing half-written, and it works again with room."""

import json
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse

from store import Assurance, Moment, Purpose, Reader
from tests.front.desk_house import DeskHouse, remembered
from tests.front.documented import as_documented
from tests.front.full_disk import full_disk

WORDS = "w" * 3_900
RIGHTS = (
    ("PATCH", "/memory/{fact}", {"restricted": True}),
    ("PATCH", "/memory/{fact}", {"disputed": True}),
    ("PATCH", "/memory/{fact}", {"words": "I love wool"}),
    ("PUT", "/consents/contact", {"state": "given", "terms": {"channels": ["telegram"]}}),
    ("PUT", "/consents/personalise", {"state": "withdrawn"}),
    ("GET", "/export", None),
    ("DELETE", "/memory/{fact}", None),
    ("DELETE", "", None),
)
ACTS = (
    ("reply", {"text": WORDS}),
    ("note", {"text": WORDS}),
    ("promise", {"what": "a new teapot", "due_at": "2099-12-01T10:00:00Z"}),
    ("gesture", {"kind": "credit", "amount": "5.00", "reason": "sorry"}),
    ("transfer", {"to": None}),
    ("resolve", {"outcome": "solved"}),
    ("return", {}),
)


async def refused_for_now(answer: ClientResponse) -> None:
    assert answer.status == 503, await answer.text()
    assert answer.headers["Retry-After"]
    assert answer.content_type == "application/problem+json"
    assert WORDS not in await answer.text()


async def test_a_message_is_refused_and_taken_once_there_is_room(desk: DeskHouse) -> None:
    """Not acknowledged, not in the transcript; sent again it has its one turn."""
    conversation = (await desk.says("hello"))["conversation"]
    message = {"id": "big", "channel": "telegram", "from": {"address": "8812"}, "text": WORDS}
    asked = {"json": message, "headers": {"Authorization": f"Bearer {desk.connector}"}}
    before = await desk.transcript(conversation)
    with full_disk(desk.memory):
        for wait in ("", "?wait=5"):
            await refused_for_now(await desk.client.post(f"/api/v1/messages{wait}", **asked))
    assert await desk.transcript(conversation) == before
    for _ in range(2):
        answer = await desk.client.post("/api/v1/messages?wait=5", **asked)
        assert (answer.status, (await answer.json())["status"]) == (200, "answered")
    assert [one["from"] for one in await desk.transcript(conversation)] == ["customer", "assistant"] * 2


async def test_no_right_is_half_exercised(desk: DeskHouse, tmp_path: Path) -> None:
    """Each is refused, all that is held stays as it was, no restart does it behind one's back; then each works."""
    customer, fact = await a_customer(desk)
    operator = json.loads((tmp_path / "keys.json").read_text())["operator"]
    before, ledger = held(desk, customer), tmp_path / "erasures.jsonl"
    written = ledger.read_bytes() if ledger.exists() else b""

    async def ask(method: str, path: str, body: Any) -> ClientResponse:
        head = {"Authorization": f"Bearer {operator}", "X-Reason": "wrote a letter"}
        place = f"/api/v1/customers/{customer}{path.format(fact=fact)}"
        return await as_documented(await desk.client.request(method, place, json=body, headers=head))

    with full_disk(desk.memory):
        for right in RIGHTS:
            await refused_for_now(await ask(*right))
    assert held(desk, customer) == before
    assert (ledger.read_bytes() if ledger.exists() else b"") == written
    assert desk.memory.audit.verify().first_bad is None
    for right in RIGHTS:
        answer = await ask(*right)
        assert answer.status == 200, (right, await answer.text())


async def test_nothing_an_agent_does_is_half_done(desk: DeskHouse) -> None:
    """Whatever is done to a case is refused, the case and what its customer sees stay as they were; then it works."""
    conversation = await desk.asks_for_a_person()
    eva = await desk.signed_in("Eva")
    with full_disk(desk.memory):
        await refused_for_now(await eva.post(f"conversations/{conversation}/claim"))
    await eva.does(conversation, "claim")
    before = await desk.transcript(conversation), await eva.sees(f"conversations/{conversation}/brief")
    with full_disk(desk.memory):
        for act, body in ACTS:
            await refused_for_now(await eva.post(f"conversations/{conversation}/{act}", **body))
    after = await desk.transcript(conversation), await eva.sees(f"conversations/{conversation}/brief")
    assert after == before
    assert desk.memory.audit.verify().first_bad is None
    for act, body in ACTS[:4]:
        await eva.does(conversation, act, **body)
    assert [one["text"] for one in await desk.transcript(conversation)].count(WORDS) == 1


async def a_customer(desk: DeskHouse) -> tuple[str, str]:
    """Somebody who said a thing and allows it to be kept; their id, and the fact's."""
    await desk.says("hello")
    who, fact = remembered(desk, Purpose.PERSONALISE)
    return who.customer, fact


def held(desk: DeskHouse, customer: str) -> dict[str, Any]:
    """Everything that is kept of them."""
    moment = Moment(now=desk.parts.clock(), channel="api", assurance=Assurance.VERIFIED, actor="test", reason="looks")
    everything = desk.memory.rights.export(customer, moment, Reader.OPERATOR)
    return {name: rows for name, rows in everything.items() if name != "made_at"}
