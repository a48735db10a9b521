"""Events of a shop's systems over HTTP: each with one effect, all of a batch or none, and what cannot be waits."""

import json
from itertools import count
from typing import Any

from tests.front.full_disk import full_disk
from tests.front.test_api import Api, api  # noqa: F401 - its house

IDS = count(1)
EVENTS = "/api/v1/events"


def an_event(type: str, subject: str, data: dict[str, Any] | None = None, **more: object) -> dict[str, Any]:
    return {
        "specversion": "1.0",
        "id": f"e{next(IDS)}",
        "source": "till",
        "type": f"shop.{type}",
        "subject": subject,
        "data": data or {},
    } | more


async def post(api: Api, body: object) -> tuple[int, list[str]]:  # noqa: F811
    status, answer = await api.call("POST", EVENTS, body, "systems")
    return status, [one["status"] for one in answer["items"]] if "items" in answer else []


async def points_of(api: Api, address: str) -> Any:  # noqa: F811
    replies = (await api.say("how many points do I have?", address))["replies"]
    return " ".join(reply["text"] for reply in replies)


async def test_points_show_in_the_very_next_look_and_once(api: Api) -> None:  # noqa: F811
    """Posted, and posted again: 202, then 200 without a second effect; the next answer has them."""
    event = an_event("points.posted", "telegram:p-1", {"points": 7_321, "reason": "socks"})
    assert await post(api, event) == (202, ["taken"])
    assert await post(api, event) == (200, ["seen"])
    assert "7,321" in await points_of(api, "p-1")


async def test_an_array_is_answered_in_its_order(api: Api) -> None:  # noqa: F811
    """Taken, seen and parked side by side; a subject nobody knows is welcomed, news before its order is kept."""
    known = an_event("points.posted", "telegram:p-2", {"points": 10})
    shipped = an_event("order.shipped", "account:new-2", {"order": "31-1", "carrier": "Post"})
    ahead = an_event("points.posted", "telegram:p-2", {"points": 500}, time="2099-01-01T00:00:00Z")
    odd = an_event("order.eaten", "telegram:p-2")
    assert await post(api, known) == (202, ["taken"])
    assert await post(api, [shipped, known, ahead, odd]) == (202, ["taken", "seen", "parked", "parked"])
    assert await post(api, [shipped, known, ahead, odd]) == (200, ["seen"] * 4)
    assert "10 points" in await points_of(api, "p-2")
    _, found = await api.call("GET", "/api/v1/customers?identity=account:new-2")
    assert len(found["items"]) == 1


async def test_one_that_cannot_be_refuses_its_whole_batch(api: Api) -> None:  # noqa: F811
    """A bad subject, a time without offset, another version: 422, and nothing of the batch took effect."""
    good = an_event("points.posted", "telegram:p-3", {"points": 3_333})
    for bad in (
        an_event("points.posted", "account:", {"points": 1}),
        an_event("points.posted", "nobody", {"points": 1}),
        an_event("points.posted", "telegram:p-3", {"points": 1}, time="2026-11-20T10:00:00"),
        an_event("points.posted", "telegram:p-3", {"points": 1}, time="0001-01-01T00:00:00+14:00"),
        an_event("points.posted", "telegram:p-3", {"points": 1}, specversion="0.3"),
        {"specversion": "1.0", "id": "x"},
    ):
        assert (await post(api, [good, bad]))[0] == 422, bad
    assert await post(api, good) == (202, ["taken"])
    assert "3,333 points" in await points_of(api, "p-3")


async def test_too_much_at_once_is_refused_unread(api: Api) -> None:  # noqa: F811
    """1,001 events, or a body of a megabyte: 413; a thousand are taken, orders with their lines too."""
    events = [an_event("points.posted", "telegram:p-4", {"points": 1}) for _ in range(1_001)]
    assert (await post(api, events))[0] == 413
    assert (await post(api, [an_event("visit.made", "telegram:p-4", {"note": "n" * 1_000_000})]))[0] == 413
    assert await post(api, events[:1_000]) == (202, ["taken"] * 1_000)
    assert await post(api, [an_order(number) for number in range(1_000)]) == (202, ["taken"] * 1_000)


def an_order(number: int) -> dict[str, Any]:
    line = {"sku": f"sock-{number}", "name": "Merino socks, three pairs", "category": "socks", "quantity": 3}
    placed = {
        "order": f"77-{number:05}",
        "placed_at": "2026-11-20T10:00:00+00:00",
        "lines": [line | {"unit_price": "6.33", "total": "19.00"}] * 3,
        "currency": "USD",
        "touchpoint": "web",
        "line_of_business": "clothing",
        "cost_to_serve": "2.10",
    }
    return an_event("order.placed", f"account:bulk-{number % 50}", placed)


async def test_a_full_disk_is_said_and_nothing_is_lost(api: Api) -> None:  # noqa: F811
    """503 with Retry-After; sent again once there is room, the whole batch takes effect, once."""
    event = an_event("points.posted", "telegram:p-5", {"points": 5_555})
    bulk = [event, *(an_event("points.posted", "telegram:p-5", {"points": 1, "reason": "r" * 150}) for _ in range(700))]
    asked = {"headers": {"Authorization": f"Bearer {api.keys['systems']}"}, "data": json.dumps(bulk)}
    with full_disk(api.parts.memory):
        answer = await api.client.post(EVENTS, **asked)
        assert (answer.status, "Retry-After" in answer.headers) == (503, True)
    assert (await api.client.post(EVENTS, **asked)).status == 202
    assert "6,255 points" in await points_of(api, "p-5")
