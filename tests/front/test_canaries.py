"""Canary words go in by every door; afterwards every place is searched for them, byte by byte."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.engine.without_tensorflow import stand_in
from store.engine import connect
from store.migrate import metadata
from tests.store.store_house import owner_of

stand_in()

from tests.front.canary_house import (  # noqa: E402 - Rasa can't be imported before the stand-ins are in place
    AMQP,
    REDIS,
    Canaries,
    CanaryHouse,
    canary_house,
    log_place,
    written_since,
)

CARD = "4111 1111 1111 1111"
WHY = {"X-Reason": "asked on the telephone"}


@pytest.fixture
async def house(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> AsyncIterator[CanaryHouse]:
    for port in (AMQP, REDIS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) and os.environ.get("CI") != "true":
                pytest.skip("no RabbitMQ and Redis on this machine")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tmp_path / "var"
    var.mkdir()
    server = database_url if database_url.startswith("postgresql") else ""
    async with canary_house(var, server, port) as house:
        yield house


async def test_no_canary_is_found_where_it_does_not_belong(house: CanaryHouse) -> None:
    """Said, bought, booked, uploaded, handed over: sealed while it is kept, in nothing that leaves, gone when erased.

    Gone also from what was in the middle of a turn, and after an older backup came back; and all the while the process
    asked the network for nobody whom its configuration does not name.
    """
    canary = Canaries()
    server = owner_of(house.database)
    began = log_place(server) if server else ""
    async with house.open():
        customer = await a_life(house, canary)
        await what_fails(house, canary)
        await what_operators_see(house, canary, customer)
        backup = Path((await house.command("backup")).split()[-1])
        assert_sealed(house, canary)
        assert canary.sings_in(house.books()), "the shop's own books are not sealed: this would notice a sealed canary"

        await erased_in_a_turn(house, canary, customer)
        assert_gone(house, canary)
        assert canary.mark not in str(
            await house.call("GET", f"/api/v1/customers/{await bystander(house)}/export", **WHY)
        )
    assert house.asked_for() == house.configured(), "nothing leaves but to whom the configuration names"
    if server:
        assert written_since(server, began, canary.mark) == []

    await house.command("restore", str(backup))
    async with house.open():
        found = await house.call("GET", f"/api/v1/customers?identity=telegram:{canary('address')}")
        assert found["items"] == []
        backup.unlink()  # noqa: ASYNC240 - nothing else runs here
        assert_gone(house, canary)


async def a_life(house: CanaryHouse, canary: Canaries) -> str:
    """A customer who does everything; answers with the customer's id, once all of it is known to be kept."""
    address, name = canary("address"), canary("name")
    # words that keep the made-up one from deciding how the customer seems to feel
    asked = await house.say(address, f"I never wear anything from {canary('thing')}", name=name)
    yes = next(choice for choice in asked["replies"][-1]["choices"] if choice["title"].startswith("Yes"))
    await house.say(address, "", choice=yes["id"])
    await house.say(address, "book a table for 2 in York on Tuesday at 1pm")
    await house.say(address, "yes")
    await house.say(address, f"remind me tomorrow to buy {canary('reminder')}")
    await house.call("POST", "/api/v1/events", [*what_was_bought(canary)], "systems")
    token = secrets.token_urlsafe(32)
    await house.send_file(token, f"{canary('filename')} {CARD}.txt", canary("content"))
    joined = {"a": f"telegram:{address}", "b": f"web:{token}", "proof": canary("proof")}
    await house.call("POST", "/api/v1/identities/link", joined)
    found = await house.call("GET", f"/api/v1/customers?identity=telegram:{address}")
    customer = str(found["items"][0]["id"])
    (fact,) = (await house.call("GET", f"/api/v1/customers/{customer}/memory", **WHY))["items"]
    wish = {"words": f"I can't stand {canary('corrected')}"}
    why = {"X-Reason": canary("why")}
    await house.call("PATCH", f"/api/v1/customers/{customer}/memory/{fact['id']}", wish, **why)
    await at_the_desk(house, canary, address)
    held = str(await house.call("GET", f"/api/v1/customers/{customer}/export", **WHY))
    expected = "address name thing reminder order visit filename corrected trouble agent note gesture promise"
    assert {canary(one) for one in expected.split()} <= set(canary.sings_in(held))
    assert CARD not in held, "a card is written nowhere, whoever typed it"
    return customer


def what_was_bought(canary: Canaries) -> list[dict[str, Any]]:
    line = {"sku": "rooibos", "name": "Rooibos", "category": "tea", "quantity": 1, "unit_price": "4.50"}
    order = {"order": canary("order"), "placed_at": "2026-11-01T10:00:00Z", "currency": "GBP", "touchpoint": "web"}
    visit = {"place": "York", "at": "2026-11-02T10:00:00Z", "note": canary("visit")}
    event = {"specversion": "1.0", "source": canary("source"), "subject": f"telegram:{canary('address')}"}
    return [
        {**event, "id": canary("one"), "type": "shop.order.placed", "data": {**order, "lines": [line]}},
        {**event, "id": canary("two"), "type": "shop.visit.made", "data": visit},
    ]


async def at_the_desk(house: CanaryHouse, canary: Canaries, address: str) -> None:
    trouble = f"my {canary('trouble')} is broken, I paid with {CARD}, I want to speak to a person"
    asked = await house.say(address, trouble)
    while not asked["replies"] or asked["replies"][-1]["choices"]:  # what shall be told is asked first
        choices = asked["replies"][-1]["choices"]
        asked = await house.say(address, "", choice=choices[0]["id"])
    agent = next(one for one in house.keys["agents"] if one["role"] == "supervisor")
    login = {"email": agent["email"], "password": agent["password"]}
    token = (await house.call("POST", "/api/v1/desk/login", login))["token"]
    (waiting,) = (await house.call("GET", "/api/v1/desk/queue", key=token))["items"]
    assert canary.mark in waiting["reason"]
    at = f"/api/v1/desk/conversations/{waiting['conversation']}"
    for act, body in (
        ("claim", {}),
        ("reply", {"text": f"{canary('agent')} {CARD}"}),
        ("note", {"text": f"{canary('note')} {CARD}"}),
        ("gesture", {"kind": "refund", "amount": "5.00", "reason": canary("gesture")}),
        ("promise", {"what": canary("promise"), "due_at": "2030-01-01T10:00:00Z"}),
    ):
        answer = await house.call("POST", f"{at}/{act}", body, token)
        assert isinstance(answer, dict), (act, answer, house.errors[-1])
    await house.call("GET", f"{at}/brief", key=token)
    await house.call("POST", f"{at}/return", {}, token)


async def what_fails(house: CanaryHouse, canary: Canaries) -> None:
    """Everything that is refused, with canaries wherever something can be written."""
    bad = canary("bad")
    before = len(house.errors)
    await house.say(canary("address"), bad * 400)
    await house.say(f"{bad}\n", "hello")
    for key in ("connector", "systems", bad):
        await house.call("POST", "/api/v1/messages", f'{{"id": "{bad}', key)
        await house.call("POST", "/api/v1/events", [{"specversion": "1.0", "id": bad}], key)
    for path in (f"/api/v1/{bad}", f"/api/v1/customers/{bad}/memory", f"/chat/files/{bad}", f"/hooks/telegram/{bad}"):
        await house.call("GET", path, **WHY)
        await house.call("POST", path, {bad: bad}, **WHY)
    await house.call("PUT", f"/api/v1/me/consents/{bad}", {"state": bad}, key=bad)
    await house.call("POST", "/chat/session", {"site_token": bad})
    await house.call("POST", "/api/v1/desk/login", {"email": bad, "password": bad})
    await house.call("POST", "/api/v1/identities/link", {"a": bad, "b": bad, "proof": bad})
    await house.call("POST", "/api/v1/rehearsal/clock", {"now": bad})
    assert len(house.errors) > before + 15


async def what_operators_see(house: CanaryHouse, canary: Canaries, customer: str) -> None:
    """Audit, outreach, figures, settings, metrics: ids, reasons of our own, and counts."""
    await house.call("POST", "/api/v1/rehearsal/run_due")
    for path in (
        "/api/v1/audit?limit=500",
        "/api/v1/audit/verify",
        "/api/v1/outreach",
        "/api/v1/demand",
        "/api/v1/house",
        f"/api/v1/customers/{customer}/relationship",
        "/api/v1/openapi.json",
        "/metrics",
        "/readyz",
    ):
        seen = await house.call("GET", path, **WHY)
        assert seen and not isinstance(seen, int), (path, seen)
        if not path.startswith("/api/v1/audit?"):
            assert canary.sings_in(str(seen)) == [], path
        else:  # people's own reasons are shown to operators, as notes, while their customer is known
            shown = [{**row, "note": None} for row in seen["items"]]
            assert canary.sings_in(str(shown)) == [] and canary("why") in str(seen)


def assert_sealed(house: CanaryHouse, canary: Canaries) -> None:
    found = {name: canary.sings_in(held) for name, held in (*house.leaves(), *house.keeps())}
    assert {name: sung for name, sung in found.items() if sung} == {}
    assert all(held for name, held in house.leaves()), "a place that is empty was not searched"
    assert {"house.key", "keys.json"} <= set(found)


def assert_gone(house: CanaryHouse, canary: Canaries) -> None:
    """As sealed as before, and not in the shop's books, nor in any row of any table."""
    assert_sealed(house, canary)
    assert canary.sings_in(house.books()) == []
    engine = connect(house.database or f"sqlite:///{house.var}/shoebox.db")
    with engine.connect() as db:
        if house.database:
            db.execute(text("SELECT set_config('shoebox.customer', '*', false)"))
        for table in metadata().sorted_tables:
            rows = [tuple(row) for row in db.execute(table.select())]
            assert canary.sings_in(repr(rows)) == [], table.name
    engine.dispose()
    assert not list((house.var / "files").rglob("*.file"))


async def erased_in_a_turn(house: CanaryHouse, canary: Canaries, customer: str) -> None:
    """Erased while messages are coming in and being answered."""
    said = [house.say(canary("address"), f"I never wear {canary('late')}", wait=20) for _ in range(5)]
    turns = [asyncio.create_task(one) for one in said]
    await asyncio.wait(turns, return_when=asyncio.FIRST_COMPLETED)
    receipt = await house.call("DELETE", f"/api/v1/customers/{customer}", **WHY)
    assert isinstance(receipt, dict) and receipt["complete"], (receipt, house.errors[-1])
    assert any(place["place"] == "shop" and place["found"] for place in receipt["places"])
    await asyncio.gather(*turns)
    # who wrote while it went on is a stranger by now, and asks for the same
    found = await house.call("GET", f"/api/v1/customers?identity=telegram:{canary('address')}")
    for stranger in found["items"]:
        assert (await house.call("DELETE", f"/api/v1/customers/{stranger['id']}", **WHY))["complete"]


async def bystander(house: CanaryHouse) -> str:
    """Somebody else, whose keys are all still here."""
    await house.say("bystander", "hello")
    found = await house.call("GET", "/api/v1/customers?identity=telegram:bystander")
    return str(found["items"][0]["id"])
