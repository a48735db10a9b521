"""Sending: replies reach the provider once, in order, within its limits, and none is lost."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.channels.accounts import CHANNELS
from bot.channels.sender import Sender
from bot.channels.windows import OPEN
from bot.front import clearance, sending
from store import Capture, ConsentState, Memory, Moment, NewReply, Purpose, TurnOutcome
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import PRESSES, WHATSAPP_AT_TWILIO, second_of, telegram_press
from tests.front.test_hooks import (
    GOOD,
    messenger_page,
    slack_event,
    telegram_update,
    twilio_form,
    whatsapp_batch,
)
from tests.store.store_house import a_fact


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)  # a Tuesday


async def answered(front: Front, channel: str, body: Any = None) -> None:
    """A message came in and its turn is done: the reply lies in the outbox."""
    assert (await front.hook(channel, body or GOOD[channel])).status == 200
    await front.take_turns()


@pytest.mark.parametrize("channel", GOOD)
async def test_an_answer_reaches_the_one_who_asked(front: Front, channel: str) -> None:
    """In words and with its choices, as the provider takes them; the outbox says sent, not read."""
    await answered(front, channel)
    assert await front.deliver(channel) == 1
    (said,) = front.providers.taken(channel)
    assert "You said: Hello" in str(said)
    assert "Yes" in str(said)
    assert front.outbox() == [(channel, "sent", None)]


@pytest.mark.parametrize("channel", GOOD)
async def test_what_was_sent_is_not_sent_again(front: Front, channel: str) -> None:
    """A second look finds nothing to do."""
    await answered(front, channel)
    await front.deliver(channel)
    front.due_now()
    assert await front.deliver(channel) == 0
    assert len(front.providers.taken(channel)) == 1


@pytest.mark.parametrize("channel", PRESSES)
async def test_a_button_pressed_takes_its_choice(front: Front, channel: str) -> None:
    """The id that went out comes back and is the choice's intent."""
    await answered(front, channel)
    await front.deliver(channel)
    offered = second_of(channel, front.providers.taken(channel)[0])
    await answered(front, channel, PRESSES[channel](*offered))
    await front.deliver(channel)
    assert "You said: No (/deny)" in json.dumps(front.providers.taken(channel)[-1])


async def test_a_press_on_telegram_is_answered(front: Front) -> None:
    """Else the button keeps its waiting animation."""
    await front.hook("telegram", telegram_press("No", "1.1.2"))
    call = await front.providers.next_call()
    assert (call.path.endswith("/answerCallbackQuery"), call.status) == (True, 200)


@pytest.mark.parametrize("sender", ["+447700900123", WHATSAPP_AT_TWILIO])
async def test_a_number_typed_takes_its_choice(front: Front, sender: str) -> None:
    """The same choice by SMS and by Twilio's WhatsApp, where there are no buttons."""
    await answered(front, "twilio", twilio_form(sender=sender))
    await front.deliver("twilio")
    assert "1. Yes\n2. No" in front.providers.taken("twilio")[0]["Body"]
    await answered(front, "twilio", twilio_form("2", "SM2", sender))
    await front.deliver("twilio")
    assert front.providers.taken("twilio")[1]["Body"].startswith("You said: 2 (/deny)")


@pytest.mark.parametrize("channel", GOOD)
async def test_a_provider_that_is_down_gets_it_when_it_is_back(front: Front, channel: str) -> None:
    """Nothing is lost, and the outbox says why it waits."""
    await answered(front, channel)
    await front.deliver(channel, base="http://127.0.0.1:1")
    assert front.outbox() == [(channel, "queued", "unreachable")]
    assert await front.deliver(channel) == 0  # not before its time
    front.due_now()
    await front.deliver(channel)
    assert front.outbox()[0][1] == "sent"
    assert len(front.providers.taken(channel)) == 1


@pytest.mark.parametrize("channel", GOOD)
async def test_a_provider_that_is_silent_is_not_waited_for(front: Front, channel: str) -> None:
    """A call ends after its time and is tried again."""
    await answered(front, channel)
    front.providers.silent = asyncio.Event()
    await front.deliver(channel, timeout=aiohttp.ClientTimeout(total=0.2))
    front.providers.silent.set()
    assert front.outbox() == [(channel, "queued", "timeout")]


@pytest.mark.parametrize(
    ("channel", "status", "headers", "body", "reason"),
    [
        ("slack", 429, {"Retry-After": "30"}, {"ok": False, "error": "ratelimited"}, "rate_limited"),
        ("slack", 200, {}, {"ok": False, "error": "internal_error"}, "internal_error"),
        ("slack", 500, {}, {}, "provider_unavailable"),
        ("telegram", 429, {}, {"ok": False, "parameters": {"retry_after": 35}}, "rate_limited"),
        ("telegram", 500, {}, {}, "provider_unavailable"),
        ("twilio", 429, {"Retry-After": "2"}, {"code": 20429}, "rate_limited"),
        ("twilio", 500, {}, {}, "provider_unavailable"),
        ("twilio", 503, {}, {}, "provider_unavailable"),
        ("messenger", 400, {}, {"error": {"code": 613}}, "rate_limited"),
        ("messenger", 429, {}, {}, "rate_limited"),
        ("messenger", 500, {}, {"error": {"code": 2}}, "provider_unavailable"),
        ("whatsapp", 429, {}, {"error": {"code": 130429}}, "rate_limited"),
        ("whatsapp", 500, {}, {"error": {"code": 131016}}, "provider_unavailable"),
    ],
)
async def test_not_now_is_tried_again(
    front: Front, channel: str, status: int, headers: dict[str, str], body: dict[str, Any], reason: str
) -> None:
    """Limits and faults put a delivery off; it arrives once."""
    await answered(front, channel)
    front.providers.trouble(channel, status, headers, **body)
    await front.deliver(channel)
    assert front.outbox() == [(channel, "queued", reason)]
    front.due_now()
    await front.deliver(channel)
    assert front.outbox()[0][1] == "sent"


@pytest.mark.parametrize(
    ("channel", "status", "body", "reason"),
    [
        ("slack", 200, {"ok": False, "error": "user_not_found"}, "user_not_found"),
        ("telegram", 403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, "blocked"),
        ("twilio", 400, {"code": 21610}, "blocked"),
        ("messenger", 400, {"error": {"code": 10, "error_subcode": 2018278}}, "window_closed"),
        ("whatsapp", 400, {"error": {"code": 131047}}, "window_closed"),
    ],
)
async def test_never_is_not_tried_again(
    front: Front, channel: str, status: int, body: dict[str, Any], reason: str
) -> None:
    """A block or a closed window is final, and the outbox says which it was."""
    await answered(front, channel)
    front.providers.trouble(channel, status, None, **body)
    await front.deliver(channel)
    front.due_now()
    assert await front.deliver(channel) == 0
    assert front.outbox() == [(channel, "failed", reason)]


async def test_a_conversations_replies_wait_for_the_first(front: Front) -> None:
    """While one is put off, those behind it don't overtake; another's conversation goes on."""
    await answered(front, "telegram", telegram_update("one", 1))
    await answered(front, "telegram", telegram_update("two", 2))
    await answered(front, "telegram", telegram_update("other", 3, chat=99))
    front.providers.trouble("telegram", 500)
    await front.deliver("telegram")
    while not all(state == "sent" for _, state, _ in front.outbox()):
        front.due_now()
        await front.deliver("telegram")
    said = [body["text"] for body in front.providers.taken("telegram") if body["chat_id"] == 8812]
    assert said == ["You said: one", "You said: two"]


async def test_a_long_reply_that_broke_off_goes_on_where_it_broke(front: Front) -> None:
    """The parts that arrived are not sent twice."""
    sender = Sender(CHANNELS["twilio"], front.deliveries.bases["twilio"], front.session)
    await answered(front, "twilio", twilio_form("A sentence of some length is here. " * 100))
    front.providers.no_trouble("twilio")
    front.providers.trouble("twilio", 500)
    await front.deliveries.deliver_due(sender, "twilio")
    assert front.outbox() == [("twilio", "queued", "provider_unavailable")]
    front.due_now()
    await front.deliveries.deliver_due(sender, "twilio")
    words = " ".join(body["Body"] for body in front.providers.taken("twilio")).split()
    assert words.count("length") == 100
    assert front.outbox()[0][1] == "sent"


@pytest.mark.parametrize(
    ("channel", "report", "state", "reason"),
    [
        ("twilio", {"MessageSid": "{id}", "MessageStatus": "delivered"}, "delivered", None),
        (
            "twilio",
            {"MessageSid": "{id}", "MessageStatus": "failed", "ErrorCode": "30003"},
            "failed",
            "unreachable",
        ),
        ("messenger", {"delivery": {"mids": ["{id}"], "watermark": 1}}, "delivered", None),
        ("whatsapp", {"id": "{id}", "status": "read"}, "delivered", None),
        ("whatsapp", {"id": "{id}", "status": "failed", "errors": [{"code": 131026}]}, "failed", "not_found"),
    ],
)
async def test_the_providers_reports_are_kept(
    front: Front, channel: str, report: dict[str, Any], state: str, reason: str | None
) -> None:
    """Delivered or failed later on: the outbox follows, and news of a stranger's message changes nothing."""
    await answered(front, channel)
    await front.deliver(channel)
    sent_as = {"twilio": f"SM{0:032x}", "messenger": "m_0", "whatsapp": "wamid.0"}[channel]
    for id in ("of-nobody", sent_as):
        assert (await front.hook(channel, as_report(channel, report, id))).status == 200
    assert front.outbox() == [(channel, state, reason)]


@pytest.mark.parametrize(("early", "state"), [(0, "delivered"), (600, "sent")])
async def test_messengers_watermark_tells_of_all_that_was_sent_before(front: Front, early: int, state: str) -> None:
    """Meta may leave out the ids: what was sent until then has arrived, what was sent after it has not yet."""
    await answered(front, "messenger")
    await front.deliver("messenger")
    until = {"delivery": {"watermark": int((time.time() - early) * 1000)}}
    assert (await front.hook("messenger", as_report("messenger", until, ""))).status == 200
    assert front.outbox() == [("messenger", state, None)]


def as_report(channel: str, report: dict[str, Any], id: str) -> Any:
    """The report of a message as its provider posts it."""
    filled = json.loads(json.dumps(report).replace("{id}", id))
    if channel == "messenger":
        return {"object": "page", "entry": [{"messaging": [{"sender": {"id": "77"}} | filled]}]}
    if channel == "whatsapp":
        change = {"field": "messages", "value": {"statuses": [filled]}}
        return {"object": "whatsapp_business_account", "entry": [{"changes": [change]}]}
    return filled


async def test_what_the_outbox_keeps_of_a_providers_id_names_nobody(front: Front) -> None:
    """WhatsApp's ids hold the customer's number: they are kept as a digest."""
    await answered(front, "whatsapp")
    await front.deliver("whatsapp")
    with sqlite3.connect(front.database) as database:
        ((kept,),) = database.execute("SELECT provider_id FROM outbox").fetchall()
    assert kept and "wamid" not in kept


WINDOWED = [
    ("whatsapp", None),
    ("messenger", None),
    ("twilio", twilio_form(sender=WHATSAPP_AT_TWILIO)),
]


@pytest.mark.parametrize(
    ("channel", "body", "state"),
    [*((channel, body, "refused") for channel, body in WINDOWED), ("telegram", None, "sent"), ("twilio", None, "sent")],
)
async def test_a_window_that_closed_while_waiting_is_respected(
    front: Front, channel: str, body: Any, state: str
) -> None:
    """A day later WhatsApp, also by Twilio, and Messenger take nothing more: the outbox says so, no call is made."""
    await answered(front, channel, body)
    front.parts.clock.set(front.parts.clock() + timedelta(hours=25))
    await front.deliver(channel)
    assert [row[1] for row in front.outbox()] == [state]
    assert len(front.providers.calls) == (1 if state == "sent" else 0)


@pytest.mark.parametrize(("channel", "body"), WINDOWED)
async def test_what_our_rule_holds_back_its_provider_would_refuse(
    front: Front, channel: str, body: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rule the call would be made and come back as too late: the rule is the provider's own."""
    monkeypatch.setattr(clearance, "may_write", lambda *asked: OPEN)
    await answered(front, channel, body)
    front.parts.clock.set(front.parts.clock() + timedelta(hours=25))
    await front.deliver(channel)
    assert front.outbox() == [(channel, "failed", "window_closed")]


STRANGERS = [
    ("telegram", "9001", "forbidden"),
    ("messenger", "99", "window_closed"),
    ("whatsapp", "447700900999", "window_closed"),
    ("twilio", "whatsapp:+447700900999", "window_closed"),
]


def said_to_a_stranger(front: Front, channel: str, address: str) -> None:
    """The house has something to say to somebody who never wrote to it there."""
    memory = front.parts.memory
    conversation = memory.conversations.open(memory.people.arrive(channel, address).identity, channel, "rehearsal")
    memory.conversations.post(conversation, NewReply(text="Your order is on its way.", sender="house"))


@pytest.mark.parametrize(("channel", "address", "refusal"), STRANGERS)
async def test_nobody_is_written_to_first_where_the_provider_forbids_it(
    front: Front, channel: str, address: str, refusal: str
) -> None:
    """A bot can't begin: the outbox says so, and no call is made."""
    said_to_a_stranger(front, channel, address)
    await front.deliver(channel)
    assert front.outbox() == [(channel, "refused", "no_cold_start")]
    assert front.providers.calls == []


@pytest.mark.parametrize(("channel", "address", "refusal"), STRANGERS)
async def test_who_began_all_the_same_would_be_refused(
    front: Front, channel: str, address: str, refusal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the rule the provider says no, and the outbox has its reason."""
    monkeypatch.setattr(clearance, "may_write", lambda *asked: OPEN)
    said_to_a_stranger(front, channel, address)
    await front.deliver(channel)
    assert front.outbox() == [(channel, "failed", refusal)]


async def test_contact_that_was_withdrawn_meanwhile_is_not_made(front: Front) -> None:
    """Consent for what we start is read when it leaves, not when it was planned."""
    await answered(front, "slack")
    front.make_outreach()
    await front.deliver("slack")
    assert front.outbox() == [("slack", "refused", "contact_not_allowed")]
    assert front.providers.calls == []


GIVEN, WITHDRAWN = ConsentState.GIVEN, ConsentState.WITHDRAWN


@pytest.mark.parametrize(
    ("since", "becomes"),
    [
        (lambda rests: rests.decide(Purpose.PERSONALISE, WITHDRAWN), ("refused", "taken_back")),
        (lambda rests: rests.decide(Purpose.MEMORY, WITHDRAWN), ("refused", "taken_back")),
        (lambda rests: rests.does("forget"), ("refused", "taken_back")),
        (lambda rests: rests.does("dispute"), ("refused", "taken_back")),
        (lambda rests: rests.does("restrict"), ("refused", "taken_back")),
        (lambda rests: rests.does("correct", words="I love wool", text="likes wool"), ("refused", "taken_back")),
        (lambda rests: (rests.does("restrict"), rests.does("release")), ("sent", None)),
        (lambda rests: rests.decide(Purpose.PERSONALISE, WITHDRAWN, GIVEN), ("sent", None)),
        (lambda rests: rests.decide(Purpose.CONTACT, GIVEN, WITHDRAWN), ("sent", None)),
        (lambda rests: None, ("sent", None)),
    ],
)
async def test_what_was_taken_back_is_in_no_message_that_still_waits(
    front: Front, since: Callable[["Resting"], None], becomes: tuple[str, str | None]
) -> None:
    """G3: a reply that rests on memory and lies in the outbox goes out only while that may be used."""
    assert (await front.hook("telegram", GOOD["telegram"])).status == 200
    rests = Resting(front.parts.memory, front.parts.clock())
    for purpose in (Purpose.MEMORY, Purpose.PERSONALISE):
        rests.decide(purpose, GIVEN)
    rests.answer_from_memory()
    since(rests)
    await front.deliver("telegram")
    assert front.outbox() == [("telegram", *becomes)]
    assert ("wool" in str(front.providers.taken("telegram"))) is (becomes[0] == "sent")


class Resting:
    """The one customer of this house, and a reply that rests on what they told."""

    def __init__(self, memory: Memory, now: datetime) -> None:
        turn = memory.conversations.next_turn("test", 30.0)
        assert turn is not None
        self.memory, self.turn = memory, turn
        self.here = Moment(now=now, channel="telegram", identity=turn.identity, assurance=turn.assurance)
        self.fact = ""

    def decide(self, purpose: Purpose, *states: ConsentState) -> None:
        for state in states:
            self.memory.consents.decide(
                self.turn.customer, self.turn.identity, purpose, state, Capture(method="words")
            )

    def answer_from_memory(self) -> None:
        self.fact = self.memory.facts.remember(self.here, a_fact(said_at=self.here.now)).id
        self.answer("No wool, then.")

    def answer(self, text: str) -> None:
        reply = NewReply(text=text, because=(self.fact,))
        self.memory.conversations.finish(self.turn, TurnOutcome(replies=(reply,), events=()))

    def does(self, deed: str, **more: str) -> None:
        """What the customer does with the fact, by the name of the memory's own method."""
        getattr(self.memory.facts, deed)(self.turn.customer, self.fact, self.here, **more)


async def test_what_is_said_of_a_hold_itself_goes_out(front: Front) -> None:
    """The answer to "don't use that" names the fact that it is about, and was said after it: it is not held back."""
    assert (await front.hook("telegram", GOOD["telegram"])).status == 200
    rests = Resting(front.parts.memory, front.parts.clock())
    rests.decide(Purpose.MEMORY, GIVEN)
    rests.decide(Purpose.PERSONALISE, GIVEN)
    rests.fact = rests.memory.facts.remember(rests.here, a_fact(said_at=rests.here.now)).id
    rests.does("restrict")
    rests.answer("I won't go by wool for now.")
    await front.deliver("telegram")
    assert front.outbox() == [("telegram", "sent", None)]


async def test_an_answer_at_night_does_not_wait_behind_contact_that_is_held(front: Front) -> None:
    """Who writes at ten in the evening is answered then; what we would have started goes in the morning."""
    front.parts.clock.set(NIGHT)
    await answered(front, "telegram", telegram_update("good morning", update=1))
    await front.allow_contact("telegram", "8812")
    front.make_outreach()
    await front.deliver("telegram")
    await answered(front, "telegram", telegram_update("still up", update=2))
    await front.deliver("telegram")
    assert [row[1:] for row in front.outbox()] == [("held", "quiet_hours"), ("sent", None)]
    front.parts.clock.set(NIGHT + timedelta(hours=12))
    assert await front.offer_held() == 1
    await front.deliver("telegram")
    assert [row[1] for row in front.outbox()] == ["sent", "sent"]


async def test_a_running_house_delivers_by_itself(front: Front) -> None:
    """From the webhook to the provider without anybody turning a handle."""
    async with front.parts.turns.running(), front.deliveries.running():
        await front.hook("slack", slack_event("Hello"))
        call = await front.providers.next_call()
    assert (call.provider, call.status) == ("slack", 200)
    assert "You said: Hello" in call.body["text"]


FORGET_ME: dict[str, Any] = {
    "slack": slack_event("forget me"),
    "telegram": telegram_update("forget me"),
    "twilio": twilio_form("forget me"),
    "messenger": messenger_page("forget me"),
    "whatsapp": whatsapp_batch("forget me"),
}


@pytest.mark.parametrize("channel", FORGET_ME)
async def test_who_is_forgotten_hears_it_where_they_asked(front: Front, channel: str) -> None:
    """The store has neither their address nor the words any more: the last word goes out all the same, once."""
    async with front.parts.turns.running(), front.deliveries.running():
        await front.hook(channel, FORGET_ME[channel])
        call = await front.providers.next_call()
    assert call.status < 300 and "Nothing is left of you here." in str(call.body)
    assert (front.stored(), front.outbox(), len(front.providers.taken(channel))) == ([], [], 1)


async def test_the_last_word_waits_for_a_provider_that_is_down(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For some minutes and in memory alone; longer would be remembering."""
    monkeypatch.setattr(sending, "LAST_WORDS_AGAIN_SECONDS", 0.0)
    front.providers.trouble("telegram", 500)
    async with front.parts.turns.running(), front.deliveries.running():
        await front.hook("telegram", FORGET_ME["telegram"])
        assert (await front.providers.next_call()).status == 500
        assert (await front.providers.next_call()).status == 200


async def test_a_house_that_closes_says_the_last_word_first(front: Front) -> None:
    """The provider was not there a moment ago: it is asked once more, for later there will be nothing to say."""
    front.providers.trouble("telegram", 500)
    async with front.parts.turns.running(), front.deliveries.running():
        await front.hook("telegram", FORGET_ME["telegram"])
        assert (await front.providers.next_call()).status == 500
    call = await front.providers.next_call()
    assert call.status == 200 and "Nothing is left of you here." in str(call.body)
