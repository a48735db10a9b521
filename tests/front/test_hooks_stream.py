"""The outbox as a stream: a connector gets all that it must deliver, in order, from where it left off."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientResponse

from bot.front import last_words
from store import NewReply
from tests.front.hooks_house import Front, open_front
from tests.front.test_hooks import telegram_update

NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)  # a Tuesday
STREAM = "/api/v1/channels/kiosk/outbox"


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


def bearer(front: Front) -> dict[str, str]:
    return {"Authorization": f"Bearer {front.connector}"}


async def said(
    front: Front, id: str, text: str = "Hello", channel: str = "kiosk", account: str = "main"
) -> None:
    """A connector brought a message, and its turn is done."""
    body = {"id": id, "channel": channel, "account": account, "from": {"address": "8812"}, "text": text}
    answer = await front.client.post("/api/v1/messages", json=body, headers=bearer(front))
    assert answer.status == 202
    await front.take_turns()


async def events(stream: ClientResponse, count: int) -> list[dict[str, Any]]:
    """The next events of a stream; fails when they don't come."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10):
        while len(found) < count:
            line = (await stream.content.readline()).decode().strip()
            if line.startswith("data: "):
                found.append(json.loads(line.removeprefix("data: ")))
    return found


async def test_what_is_to_be_delivered_is_streamed_with_where_to(front: Front) -> None:
    """The reply in the contract's form, with its address and cursor."""
    await said(front, "k-1")
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        assert (stream.status, stream.content_type) == (200, "text/event-stream")
        (event,) = await events(stream, 1)
    assert event["text"] == "You said: Hello"
    assert event["to"] == {"address": "8812"}
    assert (event["channel"], event["account"], event["from"], event["because"]) == (
        "kiosk",
        "main",
        "assistant",
        [],
    )
    assert [choice["title"] for choice in event["choices"]] == ["Yes", "No"]
    assert "payload" not in event["choices"][0]


async def test_what_is_said_later_comes_by_the_open_stream(front: Front) -> None:
    """An agent's words reach the connector without its asking again."""
    async with front.client.get(STREAM, headers=bearer(front)) as stream, front.parts.turns.running():
        body = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": "Hello"}
        answer = await front.client.post("/api/v1/messages", json=body, headers=bearer(front))
        await events(stream, 1)
        conversation = (await answer.json())["conversation"]
        await front.parts.turns.say(conversation, NewReply(text="Eva will ring.", sender="house"))
        (event,) = await events(stream, 1)
    assert (event["text"], event["from"]) == ("Eva will ring.", "house")


@pytest.mark.parametrize("way", ["after", "Last-Event-ID"])
async def test_a_connector_goes_on_where_it_left_off(front: Front, way: str) -> None:
    """Nothing twice and nothing lost, by the query or by the browser's own header."""
    await said(front, "k-1", "one")
    await said(front, "k-2", "two")
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        first, _ = await events(stream, 2)
    seen = str(first["cursor"])
    query, headers = ({"after": seen}, {}) if way == "after" else ({}, {"Last-Event-ID": seen})
    async with front.client.get(STREAM, params=query, headers=bearer(front) | headers) as stream:
        (event,) = await events(stream, 1)
    assert event["text"] == "You said: two"


async def test_what_was_reported_is_not_streamed_again(front: Front) -> None:
    """A report closes a delivery for every connector."""
    await said(front, "k-1", "one")
    await said(front, "k-2", "two")
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        first, _ = await events(stream, 2)
    report = {"id": first["id"], "state": "delivered"}
    assert (await front.client.post("/api/v1/deliveries", json=report, headers=bearer(front))).status == 200
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        (event,) = await events(stream, 1)
    assert event["text"] == "You said: two"


async def test_what_the_house_sends_itself_is_not_streamed(front: Front) -> None:
    """A Telegram account with secrets is ours to deliver; another's connector does not send it again."""
    assert (await front.hook("telegram", telegram_update("ours"))).status == 200
    await front.take_turns()
    await said(front, "t-2", "theirs", channel="telegram", account="main")
    async with front.client.get("/api/v1/channels/telegram/outbox", headers=bearer(front)) as stream:
        (event,) = await events(stream, 1)
    assert event["text"] == "You said: theirs"


async def test_no_connector_speaks_where_the_provider_signs(front: Front) -> None:
    """Into the conversations of an account whose webhooks we verify nobody else puts a word; nothing is stored."""
    said = {"id": "t-1", "channel": "telegram", "account": "rehearsal", "from": {"address": "8812"}, "text": "me"}
    answer = await front.client.post("/api/v1/messages", json=said, headers=bearer(front))
    assert answer.status == 403 and answer.content_type == "application/problem+json"
    assert front.stored() == []
    theirs = await front.client.post("/api/v1/messages", json=said | {"account": "main"}, headers=bearer(front))
    assert theirs.status == 202


async def test_contact_that_was_withdrawn_meanwhile_is_not_streamed(front: Front) -> None:
    """Consent for what we start is read when it leaves, on a connector's channel too."""
    await said(front, "k-1", "one")
    front.make_outreach()
    await said(front, "k-2", "two")
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        (event,) = await events(stream, 1)
    assert event["text"] == "You said: two"
    assert front.outbox()[0][1:] == ("refused", "contact_not_allowed")


async def test_contact_met_in_quiet_hours_is_streamed_in_the_morning(front: Front) -> None:
    """Held at night, it comes behind what the connector has seen by then, so that no cursor misses it."""
    front.parts.clock.set(NIGHT)
    await said(front, "k-1", "good morning")
    await front.allow_contact("kiosk", "8812")
    front.make_outreach()
    await said(front, "k-2", "still up")
    async with front.client.get(STREAM, headers=bearer(front)) as stream:
        (at_night,) = await events(stream, 1)
    assert at_night["text"] == "You said: still up"
    assert (front.outbox()[0][1:], await front.offer_held()) == (("held", "quiet_hours"), 0)
    front.parts.clock.set(NIGHT + timedelta(hours=12))
    assert await front.offer_held() == 1
    seen = {"after": str(at_night["cursor"])}
    async with front.client.get(STREAM, params=seen, headers=bearer(front)) as stream:
        (at_day,) = await events(stream, 1)
    assert (at_day["text"], at_day["outreach"]) == ("You said: good morning", True)


@pytest.mark.parametrize(("headers", "status"), [({}, 401), ({"Authorization": "Bearer guessed"}, 401)])
async def test_strangers_hear_nothing(front: Front, headers: dict[str, str], status: int) -> None:
    """The stream holds customers' words: only the connector's key opens it."""
    answer = await front.client.get(STREAM, headers=headers)
    assert (answer.status, answer.content_type) == (status, "application/problem+json")


@pytest.mark.parametrize("after", ["soon", "1e3", "--1", "9" * 30])
async def test_a_cursor_that_is_none_is_refused(front: Front, after: str) -> None:
    """422 in a plain sentence."""
    answer = await front.client.get(STREAM, params={"after": after}, headers=bearer(front))
    assert answer.status == 422


async def test_who_is_forgotten_hears_it_through_their_connector(front: Front) -> None:
    """The last word is in the stream, once, and its report is taken though nothing is left to note it on."""
    body = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": "forget me"}
    async with front.parts.turns.running(), front.client.get(STREAM, headers=bearer(front)) as stream:
        await front.client.post("/api/v1/messages", json=body, headers=bearer(front))
        (event,) = await events(stream, 1)
    assert (event["text"], event["to"]) == ("Nothing is left of you here.", {"address": "8812"})
    report = {"id": event["id"], "state": "delivered"}
    answer = await front.client.post("/api/v1/deliveries", json=report, headers=bearer(front))
    assert (answer.status, front.outbox()) == (200, [])


async def test_a_last_word_that_nobody_fetches_is_not_kept(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    """Address and words are gone after their time, also where no connector ever looks for them."""
    monkeypatch.setattr(last_words, "KEPT_SECONDS", 0.0)
    body = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": "forget me"}
    async with front.parts.turns.running(), front.parts.live.subscribe("channel:kiosk") as told:
        await front.client.post("/api/v1/messages", json=body, headers=bearer(front))
        await anext(told)
    assert front.parts.turns.last_words.take("kiosk", lambda one: True) == ()


async def test_a_browsers_name_is_no_way_into_its_conversation(front: Front) -> None:
    """The name stands in exports and lists; who writes as that visitor needs the browser's token."""
    body = {"id": "k-1", "channel": "web", "from": {"address": "browser:" + "0" * 32}, "text": "Hello"}
    answer = await front.client.post("/api/v1/messages", json=body, headers=bearer(front))
    assert (answer.status, front.stored()) == (403, [])
