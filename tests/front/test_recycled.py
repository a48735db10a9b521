"""A number that changes hands: whoever writes from it next is a stranger there, and starts empty."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from store import Arrival, Assurance, Capture, ConsentState, Moment, NewFact, Purpose, Reader
from store.house import HouseSettings, PhoneNumbers
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import WHATSAPP_AT_TWILIO
from tests.front.test_hooks import twilio_form, whatsapp_batch

SMS, WHATSAPP = "+447700900123", "447700900123"
NUMBERS = [("twilio", SMS), ("twilio", WHATSAPP_AT_TWILIO), ("whatsapp", WHATSAPP)]


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


def said(channel: str, address: str, text: str) -> Any:
    return twilio_form(text, text, address) if channel == "twilio" else whatsapp_batch(text)


async def a_customer_with_a_memory(front: Front, channel: str, address: str) -> Arrival:
    """Somebody wrote from this number, and something is remembered of them."""
    await front.hook(channel, said(channel, address, "Hello"))
    await front.take_turns()
    memory = front.parts.memory
    who = memory.people.find(channel, address)
    assert who is not None
    for purpose in (Purpose.MEMORY, Purpose.PERSONALISE):
        memory.consents.decide(who.customer, who.identity, purpose, ConsentState.GIVEN, Capture(method="words"))
    wool = {"kind": "preference", "stance": "dislikes", "about": "wool", "words": "no wool", "text": "no wool"}
    memory.facts.remember(speaking(front, channel, who), NewFact(**wool, said_at=front.parts.clock(), channel=channel))
    return who


def speaking(front: Front, channel: str, who: Arrival) -> Moment:
    return Moment(now=front.parts.clock(), channel=channel, identity=who.identity, assurance=Assurance.CHANNEL)


async def starts_empty(front: Front, channel: str, address: str) -> Arrival:
    """Who writes from there now: what they hear and may see is of their own words alone."""
    await front.hook(channel, said(channel, address, "Who is this?"))
    await front.take_turns()
    memory = front.parts.memory
    who = memory.people.find(channel, address)
    assert who is not None
    brief = memory.recall(who.customer, Purpose.SERVICE, Reader.CUSTOMER, speaking(front, channel, who))
    assert (brief.facts, brief.others, memory.consents.ledger(who.customer)) == ((), (), ())
    (conversation,) = memory.conversations.of_customer(who.customer)
    lines = [item.text for item in memory.conversations.transcript(conversation).items]
    assert lines == ["Who is this?", "You said: Who is this?"]
    return who


@pytest.mark.parametrize(("channel", "address"), NUMBERS)
async def test_after_erasure_the_number_is_a_strangers(front: Front, channel: str, address: str) -> None:
    """The operator erased who had it: the next person there has another customer, and nothing of the first."""
    before = await a_customer_with_a_memory(front, channel, address)
    asked = Moment(now=front.parts.clock(), channel="api", assurance=Assurance.VERIFIED, reason="given up")
    front.parts.memory.rights.erase_identity(before.customer, before.identity, Reader.OPERATOR, asked)
    now = await starts_empty(front, channel, address)
    assert now.customer != before.customer


@pytest.mark.parametrize("known", [False, True])
async def test_whatsapps_word_that_a_number_changed_is_heeded(front: Front, known: bool) -> None:
    """What was told stays with who told it, at their new number unless somebody is there; the old one starts empty."""
    before = await a_customer_with_a_memory(front, "whatsapp", WHATSAPP)
    people, new = front.parts.memory.people, "447700900999"
    other = people.arrive("whatsapp", new) if known else None
    changed = whatsapp_batch("Hello")
    message = changed["entry"][0]["changes"][0]["value"]["messages"][0]
    system = {"body": "User A changed", "type": "user_changed_number", "wa_id": new}
    message |= {"id": "wamid.changed", "type": "system", "system": system}
    assert (await front.hook("whatsapp", changed)).status == 200
    assert people.find("whatsapp", new) == (other or before)
    assert people.customer_of(before.identity) == before.customer
    now = await starts_empty(front, "whatsapp", WHATSAPP)
    assert now.customer != before.customer
    await front.hook("whatsapp", changed)  # Meta repeats itself: by now the number is somebody else's
    assert people.find("whatsapp", WHATSAPP) == now


def silence(front: Front, days: int) -> None:
    front.parts.clock.set(front.parts.clock() + timedelta(days=days))


@pytest.mark.parametrize(("channel", "address"), NUMBERS)
async def test_a_number_that_was_silent_for_long_is_a_strangers(front: Front, channel: str, address: str) -> None:
    """Nobody said that it changed hands: after 90 days who writes there starts empty; what was told stays theirs."""
    before = await a_customer_with_a_memory(front, channel, address)
    silence(front, 91)
    now = await starts_empty(front, channel, address)
    assert now.customer != before.customer
    assert front.parts.memory.people.customer_of(before.identity) == before.customer


@pytest.mark.parametrize(("channel", "address"), NUMBERS)
async def test_who_writes_now_and_then_keeps_their_number(front: Front, channel: str, address: str) -> None:
    """Each word begins the time anew; so does what they buy by that number."""
    before = await a_customer_with_a_memory(front, channel, address)
    silence(front, 80)
    await front.hook(channel, said(channel, address, "Still me"))
    silence(front, 80)
    front.parts.memory.people.arrive(channel, address)  # as a purchase under this number does
    silence(front, 80)
    await front.hook(channel, said(channel, address, "And again"))
    assert front.parts.memory.people.find(channel, address) == before


async def test_the_house_says_how_long_a_number_may_be_silent(front: Front) -> None:
    """Where customers come once a year, a year."""
    settings = HouseSettings(numbers=PhoneNumbers(silent_days=400))
    front.parts.memory.house.change(settings, "ops")
    before = await a_customer_with_a_memory(front, "twilio", SMS)
    silence(front, 399)
    await front.hook("twilio", said("twilio", SMS, "Hello again"))
    assert front.parts.memory.people.find("twilio", SMS) == before


async def test_a_code_from_where_they_are_known_brings_them_back(front: Front) -> None:
    """Proof, not a word: who still has the number says the code that they were given on their other channel."""
    before = await a_customer_with_a_memory(front, "twilio", SMS)
    memory = front.parts.memory
    elsewhere = memory.people.arrive("telegram", "8812")
    memory.links.link(elsewhere.identity, before.identity, "showed both", "ops")
    silence(front, 91)
    now = await starts_empty(front, "twilio", SMS)
    there = Moment(
        now=front.parts.clock(), channel="telegram", identity=elsewhere.identity, assurance=Assurance.CHANNEL
    )
    code = memory.links.offer_code(there)
    assert memory.links.redeem(speaking(front, "twilio", now), code).customer == elsewhere.customer


async def test_nothing_is_sent_to_a_number_that_was_left(front: Front) -> None:
    """What still waits for whoever had it goes nowhere, and the outbox says why."""
    await a_customer_with_a_memory(front, "twilio", SMS)
    silence(front, 91)
    await front.hook("twilio", said("twilio", SMS, "Who is this?"))
    await front.deliver("twilio")
    assert front.outbox() == [("twilio", "refused", "no_address")]
    assert front.providers.calls == []


@pytest.mark.parametrize(("channel", "address"), [("telegram", "8812"), ("kiosk", "8812"), ("web", "t" * 43)])
async def test_what_is_no_number_stays_whoevers_it_was(front: Front, channel: str, address: str) -> None:
    """A provider's own id is given to nobody else: a silence means nothing there."""
    bearer = {"Authorization": f"Bearer {front.connector}"}
    for number in ("1", "2"):
        body = {"id": number, "channel": channel, "from": {"address": address}, "text": "Hello"}
        assert (await front.client.post("/api/v1/messages", json=body, headers=bearer)).status == 202
        silence(front, 400)
    assert front.only_customer() is not None


async def test_a_number_on_a_connectors_channel_is_one_too(front: Front) -> None:
    """Told by its form, wherever it comes from."""
    bearer = {"Authorization": f"Bearer {front.connector}"}
    body = {"id": "1", "channel": "signal", "from": {"address": SMS}, "text": "Hello"}
    await front.client.post("/api/v1/messages", json=body, headers=bearer)
    before = front.parts.memory.people.find("signal", SMS)
    silence(front, 91)
    await front.client.post("/api/v1/messages", json=body | {"id": "2"}, headers=bearer)
    assert front.parts.memory.people.find("signal", SMS) != before
