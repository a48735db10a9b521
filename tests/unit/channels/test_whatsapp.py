"""WhatsApp Cloud: batches of messages and statuses in order; buttons, lists and lines within their limits."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels import meta, whatsapp
from bot.channels.values import Heard, Receipt, Refused, Retry, Sent
from store import Choice
from tests.unit.channels.builders import a_delivery, a_reply, an_account, json_request, the_one


def a_value(messages: list[Any] | None = None, statuses: list[Any] | None = None) -> dict[str, Any]:
    value: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "15550783881", "phone_number_id": "106540352242922"},
    }
    if messages is not None:
        value["contacts"] = [{"profile": {"name": "Sheena Nelson"}, "wa_id": "16505551234"}]
        value["messages"] = messages
    if statuses is not None:
        value["statuses"] = statuses
    return value


def a_message(**more: Any) -> dict[str, Any]:
    said = {
        "from": "16505551234",
        "id": "wamid.HBgLMTY1MDM4Nzk0MzkVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=",
        "timestamp": "1749416383",
        "type": "text",
        "text": {"body": "Does it come in another color?"},
    }
    return said | more


def a_batch(*values: dict[str, Any], field: str = "messages") -> dict[str, Any]:
    changes = [{"value": value, "field": field} for value in values]
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "102290129340398", "changes": changes}],
    }


def heard(*messages: Any) -> list[str]:
    items = whatsapp.parse(json_request(a_batch(a_value(list(messages)))), "main")
    return [item.message.text for item in items if isinstance(item, Heard)]


def test_a_message_is_heard() -> None:
    """Id, number, words, time, and the profile's name for display."""
    said = the_one(whatsapp.parse(json_request(a_batch(a_value([a_message()]))), "main")).message
    assert (said.address, said.text, said.name) == (
        "16505551234",
        "Does it come in another color?",
        "Sheena Nelson",
    )
    assert said.message_id.startswith("wamid.") and said.sent_at == datetime.fromtimestamp(1749416383, UTC)


def test_a_batch_of_messages_and_statuses_is_taken_whole() -> None:
    """Several changes of one call, in order."""
    first = a_value([a_message(id="w1", text={"body": "one"}), a_message(id="w2", text={"body": "two"})])
    second = a_value(statuses=[{"id": "wamid.ours", "status": "delivered", "recipient_id": "16505551234"}])
    items = whatsapp.parse(json_request(a_batch(first, second)), "main")
    assert [item.message.text for item in items if isinstance(item, Heard)] == ["one", "two"]
    assert items[-1] == Receipt(provider_id="wamid.ours", state="delivered")


@pytest.mark.parametrize(
    ("status", "receipt"),
    [
        ({"status": "sent"}, Receipt(provider_id="w", state="sent")),
        ({"status": "read"}, Receipt(provider_id="w", state="delivered")),
        (
            {"status": "failed", "errors": [{"code": 131047, "title": "Re-engagement message"}]},
            Receipt(provider_id="w", state="failed", reason="window_closed"),
        ),
        (
            {"status": "failed", "errors": [{"code": 1, "title": "16505551234 is odd"}]},
            Receipt(provider_id="w", state="failed", reason="meta_1"),
        ),
        ({"status": "deleted"}, None),
    ],
)
def test_statuses_are_reports_in_our_words(status: dict[str, Any], receipt: Receipt | None) -> None:
    """The provider's own sentences, which may name people, are not kept."""
    items = whatsapp.parse(json_request(a_batch(a_value(statuses=[{"id": "w"} | status]))), "main")
    assert items == ((receipt,) if receipt else ())


@pytest.mark.parametrize(
    ("content", "text", "choice"),
    [
        (
            {
                "type": "interactive",
                "interactive": {"type": "button_reply", "button_reply": {"id": "2.1.1", "title": "Yes"}},
            },
            "Yes",
            "2.1.1",
        ),
        (
            {
                "type": "interactive",
                "interactive": {"type": "list_reply", "list_reply": {"id": "2.1.4", "title": "Four"}},
            },
            "Four",
            "2.1.4",
        ),
        ({"type": "button", "button": {"text": "No", "payload": "2.1.2"}}, "No", "2.1.2"),
        ({"type": "image", "image": {"id": "1", "caption": "torn here"}}, "torn here", None),
        ({"type": "audio", "audio": {"id": "1", "voice": True}}, "[audio]", None),
    ],
)
def test_every_kind_of_message_is_heard(content: dict[str, Any], text: str, choice: str | None) -> None:
    """Presses are choices, captions are words, and a voice message is answered too."""
    said = the_one(whatsapp.parse(json_request(a_batch(a_value([a_message(**content)]))), "main")).message
    assert (said.text, said.choice) == (text, choice)


@pytest.mark.parametrize("kind", ["reaction", "system", "unsupported"])
def test_signals_are_not_heard(kind: str) -> None:
    """A thumb on an old message is no question."""
    assert heard(a_message(type=kind, **{kind: {"body": "x", "emoji": "👍"}})) == []


def test_other_subscriptions_are_not_heard() -> None:
    """Template reviews and account alerts come on the same address."""
    batch = a_batch(a_value([a_message()]), field="account_alerts")
    assert whatsapp.parse(json_request(batch), "main") == ()
    assert whatsapp.parse(json_request({"object": "page"}), "main") == ()


def test_hostile_shapes_are_passed_over() -> None:
    """Lists for objects, numbers for texts: nothing breaks, the good message is heard."""
    odd = [a_message(text="body"), a_message(text={"body": ["x"]}), a_message(**{"from": None}), 7, None]
    assert heard(*odd, a_message(id="w9")) == ["Does it come in another color?"]


def test_up_to_three_short_choices_are_buttons() -> None:
    """Each with the choice's id."""
    (call,) = whatsapp.render(
        a_delivery("Shall I?", "Yes", "No", address="16505551234"),
        an_account(token="EAA", phone_number_id="1065"),
    )
    assert call.path == f"/{meta.GRAPH_VERSION}/1065/messages"
    assert call.headers == {"Authorization": "Bearer EAA"}
    assert call.json == {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": "16505551234",
        "type": "interactive",
        "interactive": {
            "type": "button",
            "body": {"text": "Shall I?"},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": "2.1.1", "title": "Yes"}},
                    {"type": "reply", "reply": {"id": "2.1.2", "title": "No"}},
                ]
            },
        },
    }


def test_up_to_ten_choices_are_a_list() -> None:
    """Rows under one button in the house's word."""
    (call,) = whatsapp.render(a_delivery("Which?", *"abcd"), an_account())
    assert call.json is not None
    interactive = call.json["interactive"]
    assert (interactive["type"], interactive["action"]["button"]) == ("list", "Choose")
    assert [row["id"] for row in interactive["action"]["sections"][0]["rows"]] == [
        "2.1.1",
        "2.1.2",
        "2.1.3",
        "2.1.4",
    ]


@pytest.mark.parametrize("titles", [list("abcdefghijk"), ["What do you know about me?"], ["Same", "Same"]])
def test_all_other_choices_are_numbered_lines(titles: list[str]) -> None:
    """Eleven, too long, or alike: WhatsApp would refuse the message."""
    (call,) = whatsapp.render(a_delivery("Which?", *titles), an_account())
    assert call.json is not None and call.json["type"] == "text"
    assert all(f"{number}. {title}" in call.json["text"]["body"] for number, title in enumerate(titles, 1))


def test_a_long_question_keeps_its_buttons_on_a_short_last_part() -> None:
    """1,024 characters with buttons, 4,096 without, and every word arrives in order."""
    text = "A sentence of some length is here. " * 200
    calls = [call.json or {} for call in whatsapp.render(a_delivery(text, "Yes"), an_account())]
    said = [
        call["text"]["body"] if call["type"] == "text" else call["interactive"]["body"]["text"]
        for call in calls
    ]
    assert [call["type"] for call in calls] == ["text"] * (len(calls) - 1) + ["interactive"]
    assert all(len(part) <= 4_096 for part in said) and len(said[-1]) <= 1_024
    assert " ".join(said).split() == text.split()


def test_choices_alone_are_lines() -> None:
    """An interactive message needs a text."""
    (call,) = whatsapp.render(a_delivery(reply=a_reply("", (Choice("2.1.1", "Yes"),))), an_account())
    assert call.json is not None and call.json["text"]["body"].startswith("1. Yes")


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, {"messages": [{"id": "wamid.1"}]}, Sent("wamid.1")),
        (400, {"error": {"code": 131047}}, Refused("window_closed")),
        (400, {"error": {"code": 131026}}, Refused("not_found")),
        (400, {"error": {"code": 130429}}, Retry("rate_limited")),
        (404, {}, Refused("not_found")),
        (503, {}, Retry("provider_unavailable")),
    ],
)
def test_metas_answers(status: int, body: dict[str, Any], result: object) -> None:
    """Its yes, its no, and its not now."""
    assert whatsapp.read_answer(status, {}, body) == result
