"""Webhooks: what a provider signed is stored once and acknowledged; anything else changes nothing."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from store import Assurance, Capture, ConsentState, Moment, Purpose, Reader
from tests.front import pressed
from tests.front.hooks_house import Front, open_front
from tests.front.providers import slack_hook


@pytest.fixture
async def front(tmp_path: Path) -> AsyncIterator[Front]:
    async with open_front(tmp_path) as opened:
        yield opened


def slack_event(
    text: str = "Hello", event_id: str = "Ev1", team: str = "T1", user: str = "U1"
) -> dict[str, Any]:
    said = {"type": "message", "channel": "D1", "channel_type": "im", "user": user, "text": text, "ts": "1.1"}
    return {"type": "event_callback", "team_id": team, "event_id": event_id, "event": said}


def telegram_update(text: str = "Hello", update: int = 1, chat: int = 8812) -> dict[str, Any]:
    sender = {"id": chat, "is_bot": False, "first_name": "Kwame"}
    said = {"message_id": 1, "from": sender, "chat": {"id": chat, "type": "private"}, "date": 1, "text": text}
    return {"update_id": update, "message": said}


def twilio_form(text: str = "Hello", sid: str = "SM1", sender: str = "+447700900123") -> dict[str, str]:
    return {"MessageSid": sid, "From": sender, "To": "+15005550006", "Body": text, "NumMedia": "0"}


def messenger_page(*texts: str) -> dict[str, Any]:
    events = [
        {"sender": {"id": "77"}, "timestamp": 1, "message": {"mid": f"m_{text}", "text": text}}
        for text in texts or ("Hello",)
    ]
    return {"object": "page", "entry": [{"id": "1", "messaging": events}]}


def whatsapp_batch(*texts: str) -> dict[str, Any]:
    said = [
        {
            "from": "447700900123",
            "id": f"wamid.{text}",
            "timestamp": "1",
            "type": "text",
            "text": {"body": text},
        }
        for text in texts or ("Hello",)
    ]
    change = {"field": "messages", "value": {"messaging_product": "whatsapp", "messages": said}}
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": [change]}]}


GOOD: dict[str, Any] = {
    "slack": slack_event(),
    "telegram": telegram_update(),
    "twilio": twilio_form(),
    "messenger": messenger_page(),
    "whatsapp": whatsapp_batch(),
}
# Everything that is a message: words, and each kind of button that a provider knows.
MESSAGES = [
    *(pytest.param(channel, body, id=channel) for channel, body in GOOD.items()),
    pytest.param("slack", pressed.slack_press("No", "1.1.2"), id="slack button"),
    pytest.param("telegram", pressed.telegram_press("No", "1.1.2"), id="telegram button"),
    pytest.param("messenger", pressed.messenger_reply("No", "1.1.2"), id="messenger quick reply"),
    pytest.param("messenger", pressed.messenger_postback("No", "1.1.2"), id="messenger postback"),
    pytest.param("whatsapp", pressed.whatsapp_press("No", "1.1.2"), id="whatsapp button"),
    pytest.param("twilio", twilio_form(sender=pressed.WHATSAPP_AT_TWILIO), id="twilio whatsapp"),
    pytest.param("twilio", pressed.twilio_press("No", "1.1.2"), id="twilio whatsapp button"),
]
SIGNATURES = {
    "slack": "X-Slack-Signature",
    "telegram": "X-Telegram-Bot-Api-Secret-Token",
    "twilio": "X-Twilio-Signature",
    "messenger": "X-Hub-Signature-256",
    "whatsapp": "X-Hub-Signature-256",
}


@pytest.mark.parametrize("channel", GOOD)
async def test_a_signed_message_is_stored_before_it_is_acknowledged(front: Front, channel: str) -> None:
    """When the provider hears yes, the message is in the inbox for good."""
    answer = await front.hook(channel, GOOD[channel])
    assert answer.status == 200
    assert front.stored() == [(channel, "queued")]


@pytest.mark.parametrize("channel", GOOD)
async def test_a_forged_signature_changes_nothing(front: Front, channel: str) -> None:
    """401, and not a row is written."""
    call = front.signed(channel, GOOD[channel])
    forged = call["headers"] | {SIGNATURES[channel]: "v0=" + "0" * 64}
    answer = await front.hook(channel, GOOD[channel], headers=forged)
    assert (answer.status, answer.content_type, front.stored()) == (401, "application/problem+json", [])


@pytest.mark.parametrize("channel", GOOD)
async def test_no_signature_changes_nothing(front: Front, channel: str) -> None:
    """A stranger who knows the address is refused."""
    headers = {"Content-Type": front.signed(channel, GOOD[channel])["headers"]["Content-Type"]}
    answer = await front.hook(channel, GOOD[channel], headers=headers)
    assert (answer.status, front.stored()) == (401, [])


@pytest.mark.parametrize("channel", ["slack", "twilio", "messenger", "whatsapp"])
async def test_an_altered_body_changes_nothing(front: Front, channel: str) -> None:
    """One letter more than what was signed is a forgery."""
    data = front.signed(channel, GOOD[channel])["data"].replace(b"Hello", b"Hello!")
    answer = await front.hook(channel, GOOD[channel], data=data)
    assert (answer.status, front.stored()) == (401, [])


async def test_a_late_slack_request_changes_nothing(front: Front) -> None:
    """A recorded request cannot be played again after five minutes."""
    late = slack_hook(GOOD["slack"], front.keys["slack"]["signing_secret"], time.time() - 301)
    answer = await front.client.post("/hooks/slack/rehearsal", **late)
    assert (answer.status, front.stored()) == (401, [])


@pytest.mark.parametrize("channel", GOOD)
async def test_a_truncated_body_changes_nothing(front: Front, channel: str) -> None:
    """Half a message is refused, signed or not."""
    data = front.signed(channel, GOOD[channel])["data"][:-9]
    answer = await front.hook(channel, GOOD[channel], data=data)
    assert answer.status in (400, 401)
    assert front.stored() == []


async def test_a_signed_body_that_is_no_json_is_refused(front: Front) -> None:
    """400 in a plain sentence, nothing of the body repeated."""
    secret = front.keys["slack"]["signing_secret"]
    answer = await front.client.post(
        "/hooks/slack/rehearsal", **slack_hook(b'{"a": "nadia', secret, time.time())
    )
    assert answer.status == 400
    assert "nadia" not in await answer.text()


@pytest.mark.parametrize("channel", ["telegram", "twilio", "messenger", "whatsapp"])
async def test_another_content_type_is_refused(front: Front, channel: str) -> None:
    """What the provider never sends is not taken, whoever signed it."""
    headers = front.signed(channel, GOOD[channel])["headers"] | {"Content-Type": "text/plain"}
    answer = await front.hook(channel, GOOD[channel], headers=headers)
    assert (answer.status, front.stored()) == (415, [])


@pytest.mark.parametrize("path", ["/hooks/slack/other", "/hooks/pigeon/rehearsal", "/hooks/web/rehearsal"])
async def test_an_unknown_account_is_not_there(front: Front, path: str) -> None:
    """404, the same for a channel and an account that do not exist."""
    answer = await front.client.post(path, data=b"{}")
    assert (answer.status, front.stored()) == (404, [])


async def test_the_rehearsals_accounts_are_not_there_in_earnest(tmp_path: Path) -> None:
    """Outside rehearsal its secrets open nothing."""
    async with open_front(tmp_path, rehearsal=False) as front:
        answer = await front.hook("slack", GOOD["slack"])
        assert (answer.status, front.stored()) == (404, [])


@pytest.mark.parametrize(("channel", "body"), MESSAGES)
async def test_the_same_call_twenty_times_at_once_is_one_message(front: Front, channel: str, body: Any) -> None:
    """However often a provider repeats itself, the customer said it once."""
    answers = await asyncio.gather(*(front.hook(channel, body) for _ in range(20)))
    assert {answer.status for answer in answers} == {200}
    assert front.stored() == [(channel, "queued")]


@pytest.mark.parametrize(("channel", "body"), MESSAGES)
async def test_what_was_erased_does_not_come_back_with_a_repeat(front: Front, channel: str, body: Any) -> None:
    """Signed as ever and delivered again, it brings back neither words nor customer; the receipt says why we know."""
    call = front.signed(channel, body)
    await front.client.post(f"/hooks/{channel}/rehearsal", **call)
    await front.take_turns()
    memory, here = front.parts.memory, Moment(now=front.parts.clock(), channel="api", assurance=Assurance.VERIFIED)
    receipt = memory.rights.erase(front.only_customer(), here, Reader.OPERATOR, "asked for")
    assert ("seen", 1) in [(record.place, record.count) for record in receipt.kept]
    answer = await front.client.post(f"/hooks/{channel}/rehearsal", **call)
    assert (answer.status, front.stored(), front.only_customer()) == (200, [], None)


async def test_slacks_retry_with_its_headers_is_the_same_message(front: Front) -> None:
    """A retry has a new signature and says so in headers; the event is the same."""
    await front.hook("slack", GOOD["slack"])
    retried = front.signed("slack", GOOD["slack"])["headers"] | {
        "X-Slack-Retry-Num": "1",
        "X-Slack-Retry-Reason": "http_timeout",
    }
    assert (await front.hook("slack", GOOD["slack"], headers=retried)).status == 200
    assert len(front.stored()) == 1


async def test_the_same_id_with_other_words_is_acknowledged_and_kept_out(front: Front) -> None:
    """What was stored first stands, and the provider is not made to send it for days."""
    await front.hook("telegram", telegram_update("Hello"))
    answer = await front.hook("telegram", telegram_update("Hello, edited"))
    assert (answer.status, len(front.stored())) == (200, 1)


@pytest.mark.parametrize(
    ("channel", "batch"),
    [("messenger", messenger_page("a", "b", "c")), ("whatsapp", whatsapp_batch("a", "b", "c"))],
)
async def test_a_batch_is_stored_whole_and_in_order(
    front: Front, channel: str, batch: dict[str, Any]
) -> None:
    """Three messages of one call are three turns in their order."""
    assert (await front.hook(channel, batch)).status == 200
    await front.take_turns()
    await front.deliver(channel)
    await front.deliver(channel)
    await front.deliver(channel)
    said = json.dumps(front.providers.taken(channel))
    assert said.index("You said: a") < said.index("You said: b") < said.index("You said: c")


SECOND = {"messenger": {"page_id": "1"}, "whatsapp": {"phone_number_id": "1"}, "twilio": {"from": "+15005550006"}}


def sent_to(channel: str, ours: str, text: str) -> Any:
    """A message to this page or number of ours."""
    if channel == "twilio":
        return twilio_form(text, text) | {"To": ours}
    body = {"messenger": messenger_page, "whatsapp": whatsapp_batch}[channel](text)
    entry = body["entry"][0]
    if channel == "messenger":
        entry["id"] = ours
    else:
        entry["changes"][0]["value"]["metadata"] = {"phone_number_id": ours}
    return body


@pytest.mark.parametrize("channel", SECOND)
async def test_what_was_sent_to_another_page_or_number_is_passed_over(tmp_path: Path, channel: str) -> None:
    """One app may call one address for two of them: acknowledged, and answered from no number but its own."""
    (ours,) = SECOND[channel].values()
    async with open_front(tmp_path, also=SECOND) as front:
        for number, text in ((ours[:-1] + "7", "another's"), (ours, "ours")):
            answer = await front.hook(channel, sent_to(channel, number, text), account="second")
            assert answer.status == 200
        await front.take_turns()
        assert front.stored() == [(channel, "done")]
        assert "ours" in front.transcript(channel) and "another's" not in front.transcript(channel)


async def test_one_user_id_in_two_workspaces_is_two_customers(front: Front) -> None:
    """Nothing of one workspace's person reaches the other's."""
    await front.hook("slack", slack_event(team="T1", event_id="Ev1"))
    await front.hook("slack", slack_event(team="T2", event_id="Ev2"))
    one, two = (front.parts.memory.people.find("slack", f"{team}:U1") for team in ("T1", "T2"))
    assert one is not None and two is not None and one.customer != two.customer


async def test_names_never_link_anybody(front: Front) -> None:
    """Two people called Kwame are two people."""
    await front.hook("telegram", telegram_update(update=1, chat=1))
    await front.hook("telegram", telegram_update(update=2, chat=2))
    one, two = (front.parts.memory.people.find("telegram", address) for address in ("1", "2"))
    assert one is not None and two is not None and one.customer != two.customer


async def test_slack_is_answered_who_we_are(front: Front) -> None:
    """The signed challenge comes back as plain text."""
    answer = await front.hook("slack", {"type": "url_verification", "token": "x", "challenge": "3eZbrw"})
    assert (answer.status, await answer.text(), answer.content_type) == (200, "3eZbrw", "text/plain")


@pytest.mark.parametrize("channel", ["messenger", "whatsapp"])
async def test_meta_is_answered_who_we_are(front: Front, channel: str) -> None:
    """Who knows the verify token gets the challenge; who doesn't gets 403."""
    asked = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
    token = front.keys[channel]["verify_token"]
    right = await front.client.get(f"/hooks/{channel}/rehearsal", params=asked | {"hub.verify_token": token})
    wrong = await front.client.get(f"/hooks/{channel}/rehearsal", params=asked | {"hub.verify_token": "x"})
    assert (right.status, await right.text()) == (200, "1158201444")
    assert (wrong.status, "1158201444" in await wrong.text()) == (403, False)


async def test_twilio_is_answered_in_its_own_markup(front: Front) -> None:
    """Anything but TwiML would be an error in Twilio's log, or be sent to the customer."""
    answer = await front.hook("twilio", twilio_form())
    assert answer.content_type == "text/xml"
    assert "<Response></Response>" in await answer.text()


async def test_a_message_of_odd_characters_is_stored_as_words(front: Front) -> None:
    """NUL, escapes and lone surrogates harm neither the database nor the desk."""
    body = telegram_update("a\x00b\x1b[31m \ud800 /restart")
    assert (await front.hook("telegram", body)).status == 200
    await front.take_turns()
    await front.deliver("telegram")
    assert front.providers.taken("telegram")[0]["text"] == "You said: ab[31m  /restart"


@pytest.mark.parametrize("chat", ["x" * 300, "a\nb", "\x00", {"id": 1}, [1], True, None])
async def test_hostile_addresses_are_acknowledged_and_not_stored(front: Front, chat: Any) -> None:
    """An address that is none is nobody's."""
    body = telegram_update() | {"update_id": 7}
    body["message"]["chat"]["id"] = chat
    assert (await front.hook("telegram", body)).status == 200
    assert front.stored() == []


async def test_an_endless_body_is_refused(front: Front) -> None:
    """More than Meta's own limit is not read to its end."""
    answer = await front.hook("messenger", messenger_page(), data=b"x" * (3 * 1024 * 1024 + 1))
    assert (answer.status, front.stored()) == (413, [])


@pytest.mark.parametrize("channel", ["web", "kiosk", "whatsapp at twilio"])
async def test_stop_ends_contact_where_no_provider_of_its_own_is_asked(front: Front, channel: str) -> None:
    """In the web chat, at a connector's kiosk and in WhatsApp by Twilio, as everywhere."""
    memory, twilio = front.parts.memory, channel == "whatsapp at twilio"
    address = pressed.WHATSAPP_AT_TWILIO if twilio else "visitor"
    who = memory.people.arrive("twilio" if twilio else channel, address)
    memory.consents.decide(
        who.customer, who.identity, Purpose.CONTACT, ConsentState.GIVEN, Capture(method="words", words="do write")
    )
    if twilio:
        await front.hook("twilio", twilio_form("STOP", sender=address))
    else:
        body = {"id": "s1", "channel": channel, "from": {"address": address}, "text": "STOP"}
        headers = {"Authorization": f"Bearer {front.connector}"}
        assert (await front.client.post("/api/v1/messages", json=body, headers=headers)).status == 202
    await front.take_turns()
    (contact,) = memory.consents.grants(who.customer)
    assert contact.state is ConsentState.WITHDRAWN
    assert front.transcript("twilio" if twilio else channel) == ["STOP", "Stopped."]


@pytest.mark.parametrize(
    "word", ["STOP", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "STOPALL", "OPTOUT", "REVOKE"]
)
@pytest.mark.parametrize("channel", GOOD)
async def test_a_stop_word_ends_contact_everywhere_with_one_sentence(
    front: Front, channel: str, word: str
) -> None:
    """Each word on each channel withdraws what was given, and is answered once."""
    bodies: dict[str, Any] = {
        "slack": slack_event(word),
        "telegram": telegram_update(word),
        "twilio": twilio_form(word),
        "messenger": messenger_page(word),
        "whatsapp": whatsapp_batch(word),
    }
    addresses = {"slack": "T1:U1", "telegram": "8812", "messenger": "77", "whatsapp": "447700900123"}
    memory = front.parts.memory
    who = memory.people.arrive(channel, addresses.get(channel, "+447700900123"))
    given = Capture(
        method="words", words="you may write to me", notice_text="May we write?", notice_version="1"
    )
    memory.consents.decide(who.customer, who.identity, Purpose.CONTACT, ConsentState.GIVEN, given)
    await front.hook(channel, bodies[channel])
    await front.take_turns()
    await front.deliver(channel)
    (contact,) = [grant for grant in memory.consents.grants(who.customer) if grant.purpose is Purpose.CONTACT]
    assert contact.state is ConsentState.WITHDRAWN
    assert [json.dumps(body).count("Stopped.") > 0 for body in front.providers.taken(channel)] == [True]
