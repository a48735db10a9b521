"""Messenger: Meta's signature and question, batches in order, quick replies within their limits."""

from typing import Any

import pytest

from bot.channels import messenger, meta
from bot.channels.signatures import sha256_hex
from bot.channels.values import Heard, RawRequest, Receipt, Refused, Retry, Sent, Unreadable, WrongContentType
from tests.unit.channels.builders import NOW, a_delivery, an_account, json_request, the_one

SECRETS = {"app_secret": "an-app-secret", "verify_token": "a-verify-token"}


def an_entry(*events: dict[str, Any]) -> dict[str, Any]:
    return {"id": "PAGE", "time": 1458692752478, "messaging": list(events)}


def an_event(**more: Any) -> dict[str, Any]:
    sides = {"sender": {"id": "PSID"}, "recipient": {"id": "PAGE"}, "timestamp": 1458692752478}
    return sides | (more or {"message": {"mid": "m_1", "text": "hello, world!"}})


def a_page(*events: dict[str, Any]) -> dict[str, Any]:
    return {"object": "page", "entry": [an_entry(*(events or (an_event(),)))]}


def signed(body: bytes, signed_body: bytes | None = None, prefix: str = "sha256=") -> RawRequest:
    digest = sha256_hex(SECRETS["app_secret"], body if signed_body is None else signed_body)
    return json_request(body, {"x-hub-signature-256": prefix + digest})


def test_metas_signature_is_over_the_raw_bytes() -> None:
    """Escapes and spaces count: the bytes are signed, not what they mean."""
    body = rb'{"object" : "page","entry":[{"name":"\u00e4"}]}'
    assert messenger.verify(signed(body), SECRETS, NOW).genuine
    assert not messenger.verify(signed(body.replace(b" ", b""), body), SECRETS, NOW).genuine


@pytest.mark.parametrize(
    "request_", [signed(b"{}", prefix=""), signed(b"{}", prefix="sha1="), json_request(b"{}")]
)
def test_what_meta_did_not_sign_is_refused(request_: RawRequest) -> None:
    """No signature, or one of another kind: not genuine."""
    assert not messenger.verify(request_, SECRETS, NOW).genuine


def test_an_account_without_a_secret_hears_nobody() -> None:
    """A forgotten secret does not open the door to whoever signs with nothing."""
    forged = json_request(b"{}", {"x-hub-signature-256": "sha256=" + sha256_hex("", b"{}")})
    assert not messenger.verify(forged, {}, NOW).genuine


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        (
            {"hub.mode": "subscribe", "hub.verify_token": "a-verify-token", "hub.challenge": "1158201444"},
            "1158201444",
        ),
        ({"hub.mode": "subscribe", "hub.verify_token": "another", "hub.challenge": "1158201444"}, None),
        ({"hub.mode": "unsubscribe", "hub.verify_token": "a-verify-token", "hub.challenge": "1"}, None),
        ({"hub.challenge": "1158201444"}, None),
        ({}, None),
    ],
)
def test_the_challenge_goes_back_to_who_knows_the_verify_token(
    query: dict[str, str], answer: str | None
) -> None:
    """Meta alone can subscribe our address."""
    assert meta.answer_challenge(query, SECRETS) == answer


def test_without_a_verify_token_nobody_subscribes() -> None:
    """An empty token in the keys equals no token in the question."""
    assert (
        meta.answer_challenge({"hub.mode": "subscribe", "hub.verify_token": ""}, {"verify_token": ""}) is None
    )


def test_a_batch_is_heard_in_its_order() -> None:
    """Several entries with several events each, as Meta sends under load."""
    first, second, third = (an_event(message={"mid": f"m_{n}", "text": f"text {n}"}) for n in (1, 2, 3))
    batch = {"object": "page", "entry": [an_entry(first, second), an_entry(third)]}
    items = messenger.parse(json_request(batch), "main")
    assert [item.message.text for item in items if isinstance(item, Heard)] == ["text 1", "text 2", "text 3"]


def test_one_bad_event_does_not_lose_the_others() -> None:
    """What has no shape is passed over, in the middle of a batch too."""
    batch = a_page(an_event(message={"text": "no id"}), an_event(message=7), an_event())
    assert the_one(messenger.parse(json_request(batch), "main")).message.text == "hello, world!"


@pytest.mark.parametrize(
    "event",
    [
        an_event(message={"mid": "m_2", "text": "ours", "is_echo": True, "app_id": 1}),
        an_event(read={"watermark": 1458668856253}),
        an_event(reaction={"mid": "m_1", "action": "react"}),
        an_event(message={"mid": "m_3"}),
    ],
)
def test_echoes_and_signals_are_not_heard(event: dict[str, Any]) -> None:
    """We never answer ourselves."""
    assert messenger.parse(json_request(a_page(event)), "main") == ()


def test_a_quick_reply_and_a_postback_are_the_choices_they_offered() -> None:
    """Payloads come back as choices, titles as the words."""
    quick = an_event(message={"mid": "m_4", "text": "Yes", "quick_reply": {"payload": "2.1.1"}})
    said = the_one(messenger.parse(json_request(a_page(quick)), "main")).message
    assert (said.choice, said.text, said.message_id) == ("2.1.1", "Yes", "m_4")
    postback = an_event(postback={"title": "Get started", "payload": "2.1.2"})
    said = the_one(messenger.parse(json_request(a_page(postback)), "main")).message
    assert (said.choice, said.text) == ("2.1.2", "Get started")
    assert said.message_id == "postback:PSID:1458692752478"


def test_delivery_reports_name_each_message() -> None:
    """Delivered is what Meta knows; a watermark alone says nothing of one message."""
    report = an_event(delivery={"mids": ["mid.1", "mid.2"], "watermark": 1458668856253})
    assert messenger.parse(json_request(a_page(report)), "main") == (
        Receipt(provider_id="mid.1", state="delivered"),
        Receipt(provider_id="mid.2", state="delivered"),
    )


def test_an_attachment_is_still_answered() -> None:
    """A picture or a sticker is a message."""
    sticker = an_event(message={"mid": "m_5", "attachments": [{"type": "image", "payload": {"url": "x"}}]})
    assert the_one(messenger.parse(json_request(a_page(sticker)), "main")).message.text == "[image]"


def test_other_bodies_are_refused() -> None:
    """Truncated, of another type, of another product."""
    with pytest.raises(Unreadable):
        messenger.parse(json_request(b'{"object": "page", "ent'), "main")
    with pytest.raises(WrongContentType):
        messenger.parse(json_request(b"{}", {"content-type": "text/plain"}), "main")
    assert messenger.parse(json_request({"object": "instagram", "entry": []}), "main") == ()


def test_choices_are_quick_replies() -> None:
    """Up to 13 of up to 20 characters, each with the choice's id."""
    (call,) = messenger.render(
        a_delivery("Shall I?", "Yes", "No", address="PSID"), an_account(page_token="EAA")
    )
    assert call.path == f"/{meta.GRAPH_VERSION}/me/messages"
    assert call.query == {"access_token": "EAA"}
    assert call.json == {
        "recipient": {"id": "PSID"},
        "messaging_type": "RESPONSE",
        "message": {
            "text": "Shall I?",
            "quick_replies": [
                {"content_type": "text", "title": "Yes", "payload": "2.1.1"},
                {"content_type": "text", "title": "No", "payload": "2.1.2"},
            ],
        },
    }


@pytest.mark.parametrize("titles", [["What do you know of me?"], [str(number) for number in range(14)]])
def test_what_does_not_fit_quick_replies_is_numbered(titles: list[str]) -> None:
    """Meta would cut a title at 20 characters and refuse a 14th reply."""
    (call,) = messenger.render(a_delivery("Which?", *titles), an_account())
    assert call.json is not None
    assert "quick_replies" not in call.json["message"] and f"1. {titles[0]}" in call.json["message"]["text"]


def test_contact_that_we_start_is_called_an_update() -> None:
    """Meta wants to know an answer from a message of our own."""
    (call,) = messenger.render(a_delivery("Your socks are due.", outreach=True), an_account())
    assert call.json is not None and call.json["messaging_type"] == "UPDATE"


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, {"recipient_id": "PSID", "message_id": "mid.9"}, Sent("mid.9")),
        (400, {"error": {"code": 10, "error_subcode": 2018278}}, Refused("window_closed")),
        (400, {"error": {"code": 551, "error_subcode": 1545041}}, Refused("blocked")),
        (400, {"error": {"code": 613}}, Retry("rate_limited")),
        (400, {"error": {"code": 190}}, Refused("not_authorised")),
        (400, {"error": {"code": 100}}, Refused("rejected_400")),
        (429, {}, Retry("rate_limited")),
        (500, {"error": {"code": 2}}, Retry("provider_unavailable")),
        (400, {"error": "text"}, Refused("rejected_400")),
    ],
)
def test_metas_answers(status: int, body: dict[str, Any], result: object) -> None:
    """Its yes, its no, and its not now, which hides behind 400."""
    assert messenger.read_answer(status, {}, body) == result
