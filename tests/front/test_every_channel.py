"""What holds alike on Slack, Telegram, SMS and WhatsApp by Twilio, Messenger, WhatsApp Cloud and for connectors."""

import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store import Capture, Choice, ConsentState, NewReply, Purpose
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import WHATSAPP_AT_TWILIO
from tests.front.test_hooks import messenger_page, slack_event, telegram_update, twilio_form, whatsapp_batch
from tests.front.test_hooks_stream import bearer, events

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
SENTENCE = "Wir schreiben Ihnen 🙂🙂🙂 bald wieder, Frau Groß. "


@dataclass(frozen=True, slots=True)
class Place:
    """One channel as a customer meets it: how a text comes in, and how it is read off what the provider took."""

    channel: str
    address: str
    brings: Callable[[str, int], Any]
    shown: Callable[[Mapping[str, Any]], str]


def whatsapp_shown(body: Mapping[str, Any]) -> str:
    return str(body["text"]["body"] if body["type"] == "text" else body["interactive"]["body"]["text"])


def numbered_whatsapp(text: str, number: int) -> Any:
    batch = whatsapp_batch(text)
    batch["entry"][0]["changes"][0]["value"]["messages"][0]["id"] = f"wamid.{number}"
    return batch


def numbered_messenger(text: str, number: int) -> Any:
    page = messenger_page(text)
    page["entry"][0]["messaging"][0]["message"]["mid"] = f"m_{number}"
    return page


PLACES = {
    "slack": Place("slack", "T1:U1", lambda text, n: slack_event(text, f"Ev{n}"), lambda body: body["text"]),
    "telegram": Place("telegram", "8812", telegram_update, lambda body: body["text"]),
    "sms": Place("twilio", "+447700900123", lambda text, n: twilio_form(text, f"SM{n}"), lambda body: body["Body"]),
    "whatsapp at twilio": Place(
        "twilio",
        WHATSAPP_AT_TWILIO,
        lambda text, n: twilio_form(text, f"SM{n}", WHATSAPP_AT_TWILIO),
        lambda body: body["Body"],
    ),
    "messenger": Place("messenger", "77", numbered_messenger, lambda body: body["message"]["text"]),
    "whatsapp": Place("whatsapp", "447700900123", numbered_whatsapp, whatsapp_shown),
}
every = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        opened.parts.clock.set(NOON)
        yield opened


async def comes_in(front: Front, place: Place, text: str, number: int = 1) -> None:
    """A message in this place, and its turn."""
    assert (await front.hook(place.channel, place.brings(text, number))).status == 200
    await front.take_turns()


def says(front: Front, place: Place, said: NewReply) -> None:
    """The house says something in the one conversation of this place."""
    who = front.parts.memory.people.find(place.channel, place.address)
    assert who is not None
    (conversation,) = front.parts.memory.conversations.of_customer(who.customer)
    front.parts.memory.conversations.post(conversation, said)


def taken(front: Front, place: Place) -> list[str]:
    return [place.shown(body) for body in front.providers.taken(place.channel)]


@every
async def test_a_long_text_comes_in_parts_that_end_with_a_sentence(front: Front, place: Place) -> None:
    """Within the provider's limit, as its stand-in counts it; whole, in order, and no sentence is cut."""
    await comes_in(front, place, "Hello")
    await front.deliver(place.channel)
    before, long = len(taken(front, place)), (SENTENCE * 160).strip()
    says(front, place, NewReply(text=long, sender="house"))
    await front.deliver(place.channel)
    parts = taken(front, place)[before:]
    assert len(parts) > 1 and [part[-1] for part in parts] == ["."] * len(parts)
    assert " ".join(parts) == long
    assert {state for _, state, _ in front.outbox()} == {"sent"}


@every
async def test_choices_that_fit_no_button_are_lines_answered_by_their_number(front: Front, place: Place) -> None:
    """Titles and ids beyond every provider's limits: nothing is cut, and a typed 2 takes the second."""
    await comes_in(front, place, "Hello")
    titles = [f"{which} of the two ways in which this can be put right, with all that belongs to it" for which in "AB"]
    choices = tuple(Choice(f"{'x' * 70}{n}", title, f"/way_{n}") for n, title in enumerate(titles, 1))
    says(front, place, NewReply(text="Which way?", sender="house", choices=choices))
    for _ in range(2):
        await front.deliver(place.channel)
    assert f"1. {titles[0]}\n2. {titles[1]}" in taken(front, place)[-1]
    await comes_in(front, place, "2", 2)
    await front.deliver(place.channel)
    assert "You said: 2 (/way_2)" in taken(front, place)[-1]


@every
@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
@pytest.mark.parametrize("said", [{}, {"error": "odd", "code": "?", "errors": [None], "parameters": 7}])
async def test_whatever_a_provider_answers_in_trouble_the_message_arrives_once(
    front: Front, place: Place, status: int, said: dict[str, Any]
) -> None:
    """Put off with a reason that operators see, and sent when the provider is well again."""
    await comes_in(front, place, "Hello")
    front.providers.trouble(place.channel, status, {"Retry-After": "soon"}, **said)
    await front.deliver(place.channel)
    ((_, state, reason),) = front.outbox()
    assert state == "queued" and reason in ("rate_limited", "provider_unavailable")
    front.due_now()
    await front.deliver(place.channel)
    assert front.outbox()[0][1] == "sent"
    assert sum("You said: Hello" in text for text in taken(front, place)) == 1


@every
async def test_contact_that_waits_is_not_made_after_a_stop(front: Front, place: Place) -> None:
    """Allowed when it was queued, and no more when it leaves; the answer to the stop word goes out."""
    await comes_in(front, place, "Hello")
    await front.allow_contact(place.channel, place.address)
    front.make_outreach()
    await comes_in(front, place, "STOP", 2)
    for _ in range(2):
        await front.deliver(place.channel)
    assert [row[1:] for row in front.outbox()] == [("refused", "contact_not_allowed"), ("sent", None)]
    assert [re.sub(r"\W+$", "", text) for text in taken(front, place)] == ["Stopped"]


async def test_contact_that_waits_for_a_connector_is_not_streamed_after_a_stop(front: Front) -> None:
    """The same where somebody else delivers."""
    said = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": "Hello"}
    await front.client.post("/api/v1/messages", json=said, headers=bearer(front))
    await front.take_turns()
    await front.allow_contact("kiosk", "8812")
    front.make_outreach()
    await front.client.post("/api/v1/messages", json=said | {"id": "k-2", "text": "STOP"}, headers=bearer(front))
    await front.take_turns()
    async with front.client.get("/api/v1/channels/kiosk/outbox", headers=bearer(front)) as stream:
        (event,) = await events(stream, 1)
    assert (event["text"], front.outbox()[0][1:]) == ("Stopped.", ("refused", "contact_not_allowed"))


@every
async def test_contact_that_waits_is_not_made_after_a_no_on_the_customers_page(front: Front, place: Place) -> None:
    """Taken back elsewhere, it bites here."""
    await comes_in(front, place, "Hello")
    await front.allow_contact(place.channel, place.address)
    front.make_outreach()
    memory = front.parts.memory
    who = memory.people.find(place.channel, place.address)
    assert who is not None
    memory.consents.decide(
        who.customer, who.identity, Purpose.CONTACT, ConsentState.WITHDRAWN, Capture(method="button")
    )
    await front.deliver(place.channel)
    assert [row[1:] for row in front.outbox()] == [("refused", "contact_not_allowed")]
    assert front.providers.calls == []


MEGABYTE = "Ein Satz von vielen. " * 50_000


@every
async def test_a_megabyte_of_text_is_taken_whole_and_once(front: Front, place: Place) -> None:
    """No provider lets people write so much: what is signed all the same comes in parts, each a message in order."""
    body = place.brings(MEGABYTE, 1)
    assert (await front.hook(place.channel, body)).status == 200
    stored = front.stored()
    assert (await front.hook(place.channel, body)).status == 200
    assert front.stored() == stored
    who = front.parts.memory.people.find(place.channel, place.address)
    assert who is not None
    (conversation,) = front.parts.memory.conversations.of_customer(who.customer)
    said = front.parts.memory.conversations.transcript(conversation, limit=1_000).items
    assert " ".join(item.text for item in said) == MEGABYTE.strip()


async def test_a_megabyte_from_a_connector_is_refused_with_a_reason(front: Front) -> None:
    """413 in a plain sentence, in a form that repeats nothing; nothing is written."""
    said = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": MEGABYTE}
    answer = await front.client.post("/api/v1/messages", json=said, headers=bearer(front))
    problem = json.loads(await answer.text())
    assert (answer.status, answer.content_type, front.stored()) == (413, "application/problem+json", [])
    assert problem["detail"].endswith(".") and "Satz" not in str(problem)
