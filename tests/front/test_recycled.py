"""A number that changes hands: whoever writes from it next is a stranger there, and starts empty."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from store import Arrival, Assurance, Capture, ConsentState, Moment, NewFact, Purpose, Reader
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import WHATSAPP_AT_TWILIO
from tests.front.test_hooks import twilio_form, whatsapp_batch

SMS, WHATSAPP = "+447700900123", "447700900123"


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


@pytest.mark.parametrize(
    ("channel", "address"), [("twilio", SMS), ("twilio", WHATSAPP_AT_TWILIO), ("whatsapp", WHATSAPP)]
)
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
