"""Who blocks us at a provider, or stops us there, has said no: contact is withdrawn on every channel."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from store import PERMITTING, Purpose
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import WHATSAPP_AT_TWILIO
from tests.front.test_hooks import GOOD, slack_event, twilio_form
from tests.front.test_hooks_sending import answered, as_report
from tests.store.talk import settled

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)  # a Tuesday
SMS = "+447700900123"
ADDRESSES = {"telegram": "8812", "twilio": SMS, "messenger": "77", "whatsapp": "447700900123", "kiosk": "8812"}


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        opened.parts.clock.set(NOON)
        yield opened


async def allowed_everywhere(front: Front, channel: str, address: str) -> None:
    """They wrote here and on Slack, are one customer by proof, said yes to contact; on Slack some is on its way."""
    await answered(front, "slack", slack_event())
    front.make_outreach()
    people = front.parts.memory.people
    here, there = people.find(channel, address), people.find("slack", "T1:U1")
    assert here is not None and there is not None
    front.parts.memory.links.link(here.identity, there.identity, "showed both telephones", "ops")
    await front.allow_contact(channel, address)


def may_be_written_to(front: Front, channel: str, address: str) -> bool:
    who = front.parts.memory.people.find(channel, address)
    assert who is not None
    grants = front.parts.memory.consents.grants(who.customer)
    return any(one.purpose is Purpose.CONTACT and one.state in PERMITTING for one in grants)


async def nothing_more_is_started(front: Front, channel: str, address: str) -> None:
    """The permission is gone, and what waited on the other channel stays here."""
    assert not may_be_written_to(front, channel, address)
    await front.deliver("slack")
    assert ("slack", "refused", "contact_not_allowed") in front.outbox()
    assert front.providers.taken("slack") == []


BLOCKED = [
    ("telegram", 403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}),
    ("twilio", 400, {"code": 21610}),
    ("messenger", 400, {"error": {"code": 551, "error_subcode": 1545041}}),
    ("messenger", 400, {"error": {"code": 200, "error_subcode": 2018108}}),
    ("whatsapp", 400, {"error": {"code": 131050}}),
]


@pytest.mark.parametrize(("channel", "status", "body"), BLOCKED)
async def test_a_refusal_because_they_blocked_us_withdraws_contact(
    front: Front, channel: str, status: int, body: dict[str, Any]
) -> None:
    """The provider's answer to what we sent says that this person wants nothing from us: as good as STOP."""
    await answered(front, channel)
    await allowed_everywhere(front, channel, ADDRESSES[channel])
    front.providers.trouble(channel, status, None, **body)
    await front.deliver(channel)
    assert (channel, "failed", "blocked") in front.outbox()
    await nothing_more_is_started(front, channel, ADDRESSES[channel])


REPORTED = [
    ("twilio", SMS, {"MessageSid": "{id}", "MessageStatus": "undelivered", "ErrorCode": "21610"}),
    ("twilio", WHATSAPP_AT_TWILIO, {"MessageSid": "{id}", "MessageStatus": "failed", "ErrorCode": "63033"}),
    ("whatsapp", ADDRESSES["whatsapp"], {"id": "{id}", "status": "failed", "errors": [{"code": 131050}]}),
]


@pytest.mark.parametrize(("channel", "address", "report"), REPORTED)
async def test_a_later_report_that_they_blocked_us_withdraws_contact(
    front: Front, channel: str, address: str, report: dict[str, Any]
) -> None:
    """Providers may take a message first and say so afterwards. What they say again ends no yes given since."""
    await answered(front, channel, twilio_form(sender=address) if channel == "twilio" else None)
    await front.deliver(channel)
    await allowed_everywhere(front, channel, address)
    sent_as = {"twilio": f"SM{0:032x}", "whatsapp": "wamid.0"}[channel]
    news = as_report(channel, report, sent_as)
    assert (await front.hook(channel, news)).status == 200
    await nothing_more_is_started(front, channel, address)
    await front.allow_contact(channel, address)
    await front.hook(channel, news)
    assert may_be_written_to(front, channel, address)


async def test_a_connectors_report_that_they_blocked_us_withdraws_contact(front: Front) -> None:
    """A connector says it with the same word."""
    bearer = {"Authorization": f"Bearer {front.connector}"}
    said = {"id": "k-1", "channel": "kiosk", "from": {"address": "8812"}, "text": "Hello"}
    await front.client.post("/api/v1/messages", json=said, headers=bearer)
    await front.take_turns()
    (delivery,) = settled(front.parts.memory.outbox, "kiosk").items
    await allowed_everywhere(front, "kiosk", "8812")
    report = {"id": delivery.id, "state": "failed", "reason": "blocked"}
    assert (await front.client.post("/api/v1/deliveries", json=report, headers=bearer)).status == 200
    await nothing_more_is_started(front, "kiosk", "8812")


def telegram_block(status: str, update: int = 90) -> dict[str, Any]:
    member = {"user": {"id": 1, "is_bot": True}, "status": status}
    chat, sender = {"id": 8812, "type": "private"}, {"id": 8812, "is_bot": False}
    changed = {"chat": chat, "from": sender, "date": 1, "new_chat_member": member}
    return {"update_id": update, "my_chat_member": changed}


def whatsapp_preference(value: str) -> dict[str, Any]:
    wanted = {"wa_id": "447700900123", "category": "marketing_messages", "value": value, "timestamp": 1731705721}
    changed = {"field": "user_preferences", "value": {"messaging_product": "whatsapp", "user_preferences": [wanted]}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [changed]}]}


SIGNALS = [
    ("telegram", telegram_block("kicked")),
    ("whatsapp", whatsapp_preference("stop")),
    ("twilio", twilio_form("Arrêt", "SM9") | {"OptOutType": "STOP"}),
]


@pytest.mark.parametrize(("channel", "signal"), SIGNALS)
async def test_a_providers_signal_that_they_stopped_us_withdraws_contact(
    front: Front, channel: str, signal: Any
) -> None:
    """Told without our having sent anything. Brought again, it ends no yes that was given since."""
    await answered(front, channel)
    await allowed_everywhere(front, channel, ADDRESSES[channel])
    assert (await front.hook(channel, signal)).status == 200
    await nothing_more_is_started(front, channel, ADDRESSES[channel])
    await front.allow_contact(channel, ADDRESSES[channel])
    await front.hook(channel, signal)
    assert may_be_written_to(front, channel, ADDRESSES[channel])


@pytest.mark.parametrize(
    ("channel", "signal"), [("telegram", telegram_block("kicked")), ("whatsapp", whatsapp_preference("stop"))]
)
async def test_a_signal_about_a_stranger_makes_nobody(front: Front, channel: str, signal: Any) -> None:
    """Who never wrote has nothing to withdraw, and is not made a customer by it."""
    assert (await front.hook(channel, signal)).status == 200
    assert front.only_customer() is None


@pytest.mark.parametrize(
    ("channel", "signal"),
    [
        ("telegram", telegram_block("member")),
        ("whatsapp", whatsapp_preference("resume")),
        ("twilio", twilio_form("START", "SM9") | {"OptOutType": "START"}),
    ],
)
async def test_a_providers_signal_gives_no_permission(front: Front, channel: str, signal: Any) -> None:
    """That they unblocked us is no yes: only they say it, to us."""
    await answered(front, channel)
    assert (await front.hook(channel, signal)).status == 200
    assert not may_be_written_to(front, channel, ADDRESSES[channel])


@pytest.mark.parametrize(
    ("channel", "status", "body"),
    [
        ("telegram", 403, {"ok": False, "description": "Forbidden: user is deactivated"}),
        ("twilio", 403, {"code": 20003}),
        ("whatsapp", 403, {"error": {"code": 10}}),
        ("whatsapp", 400, {"error": {"code": 131026}}),
    ],
)
async def test_any_other_refusal_withdraws_nothing(
    front: Front, channel: str, status: int, body: dict[str, Any]
) -> None:
    """A fault of ours or a telephone that is gone is not the customer's word."""
    await answered(front, channel)
    await front.allow_contact(channel, ADDRESSES[channel])
    front.providers.trouble(channel, status, None, **body)
    await front.deliver(channel)
    ((_, state, reason),) = front.outbox()
    assert state == "failed" and reason != "blocked"
    assert may_be_written_to(front, channel, ADDRESSES[channel])


async def test_the_withdrawal_says_that_a_provider_told_it(front: Front) -> None:
    """The ledger names no words, for none were said to us; a second block adds nothing to it."""
    await answered(front, "twilio", GOOD["twilio"])
    await front.allow_contact("twilio", SMS)
    for number in ("SM7", "SM8"):
        await front.hook("twilio", twilio_form("Arrêt", number) | {"OptOutType": "STOP"})
    ledger = front.parts.memory.consents.ledger(front.only_customer())
    assert [(row.state.value, row.capture.method) for row in ledger] == [("given", "words"), ("withdrawn", "provider")]
