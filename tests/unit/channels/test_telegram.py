"""Telegram: the secret token opens, private chats are heard once, and what we say fits its limits."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels import telegram
from bot.channels.splitting import utf16_units
from bot.channels.values import Refused, Retry, Sent, Unreadable, WrongContentType
from store import Choice
from tests.unit.channels.builders import NOW, a_delivery, a_reply, an_account, json_request, the_one

HEADER = "x-telegram-bot-api-secret-token"


def an_update(**message: Any) -> dict[str, Any]:
    said = {
        "message_id": 1365,
        "from": {
            "id": 1111111,
            "is_bot": False,
            "first_name": "Test Firstname",
            "last_name": "Test Lastname",
            "username": "Testusername",
            "language_code": "de",
        },
        "chat": {"id": 1111111, "type": "private", "first_name": "Test Firstname"},
        "date": 1441645532,
        "text": "/start",
    }
    return {
        "update_id": 10000,
        "message": {key: value for key, value in (said | message).items() if value is not None},
    }


def a_press(data: str = "2.1.2") -> dict[str, Any]:
    keyboard = [[{"text": "Yes", "callback_data": "2.1.1"}], [{"text": "No", "callback_data": "2.1.2"}]]
    return {
        "update_id": 10001,
        "callback_query": {
            "id": "4382bfdwdsb323b2d9",
            "from": an_update()["message"]["from"],
            "message": {
                "message_id": 1366,
                "from": {"id": 7, "is_bot": True, "first_name": "Shoebox"},
                "chat": {"id": 1111111, "type": "private"},
                "date": 1441645540,
                "text": "Shall I?",
                "reply_markup": {"inline_keyboard": keyboard},
            },
            "chat_instance": "-1",
            "data": data,
        },
    }


@pytest.mark.parametrize(
    ("known", "given", "genuine"),
    [
        ("s3cret", "s3cret", True),
        ("s3cret", "s3creT", False),
        ("s3cret", "", False),
        ("s3cret", None, False),
        ("s3cret", "gehäim\ud800", False),
        ("", "", False),
        ("", "anything", False),
    ],
)
def test_only_who_knows_the_secret_token_is_telegram(known: str, given: str | None, genuine: bool) -> None:
    """The token is compared whole, and an account without one hears nobody."""
    headers = {} if given is None else {HEADER: given}
    request = json_request(an_update(), headers)
    assert telegram.verify(request, {"secret_token": known}, NOW).genuine is genuine


def test_a_private_message_is_heard() -> None:
    """Words, even with a slash, are words; the name is for display and the language a hint."""
    said = the_one(telegram.parse(json_request(an_update()), "main")).message
    assert (said.message_id, said.address, said.text) == ("10000", "1111111", "/start")
    assert (said.name, said.language) == ("Test Firstname Test Lastname", "de")
    assert said.sent_at == datetime.fromtimestamp(1441645532, UTC)


@pytest.mark.parametrize(
    "update",
    [
        an_update(chat={"id": -100, "type": "group"}),
        an_update(chat={"id": -100, "type": "supergroup"}),
        an_update(**{"from": {"id": 7, "is_bot": True}}),
        an_update(text=None),
        {"update_id": 1, "edited_message": an_update()["message"]},
        {"update_id": 1, "channel_post": an_update()["message"]},
        {"update_id": 1, "my_chat_member": {}},
        {"message": an_update()["message"]},
        {"update_id": 1, "message": "text"},
        {},
    ],
)
def test_groups_bots_edits_and_nonsense_are_not_heard(update: dict[str, Any]) -> None:
    """Two people in a group never become one customer, and what has no id is nothing."""
    assert telegram.parse(json_request(update), "main") == ()


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ({"text": None, "photo": [{}], "caption": "this one"}, "this one"),
        ({"text": None, "voice": {}}, "[voice]"),
        ({"text": None, "location": {"latitude": 1.0}}, "[location]"),
        ({"text": "a\x00b\x1b[2J\r\nc"}, "ab[2J\nc"),
    ],
)
def test_what_is_not_plain_words_is_still_answered(message: dict[str, Any], text: str) -> None:
    """A picture or voice message is a message; control characters are not kept."""
    assert the_one(telegram.parse(json_request(an_update(**message)), "main")).message.text == text


def test_a_text_too_long_for_one_message_is_heard_whole() -> None:
    """Every word arrives, as messages with ids of their own that a retry repeats."""
    words = " ".join(f"word{number}" for number in range(700))
    items = telegram.parse(json_request(an_update(text=words)), "main")
    said = [item.message for item in items]  # type: ignore[union-attr]
    assert [message.message_id for message in said] == ["10000", "10000~2"]
    assert " ".join(message.text for message in said) == words


def test_a_button_pressed_is_the_choice_it_offered() -> None:
    """The press carries the choice's id, reads as its title, and waits for an answer."""
    heard = the_one(telegram.parse(json_request(a_press()), "main"))
    assert (heard.message.choice, heard.message.text) == ("2.1.2", "No")
    assert heard.press == "4382bfdwdsb323b2d9"
    call = telegram.answer_press(heard.press, an_account(bot_token="1:abc"))
    assert call is not None
    assert (call.path, call.json) == (
        "/bot1:abc/answerCallbackQuery",
        {"callback_query_id": "4382bfdwdsb323b2d9"},
    )


@pytest.mark.parametrize("body", [b"", b'{"update_id": 1, "mess', b"[]", b"\xff"])
def test_what_is_no_update_is_unreadable(body: bytes) -> None:
    """Truncated or of another shape: refused."""
    with pytest.raises(Unreadable):
        telegram.parse(json_request(body), "main")


def test_another_content_type_is_refused() -> None:
    """Telegram sends JSON only."""
    with pytest.raises(WrongContentType):
        telegram.parse(json_request(an_update(), {"content-type": "text/html"}), "main")


def test_choices_are_a_keyboard_that_brings_their_id_back() -> None:
    """One button a line, each with the choice's id."""
    (call,) = telegram.render(a_delivery("Shall I?", "Yes", "No"), an_account(bot_token="1:abc"))
    assert call.path == "/bot1:abc/sendMessage"
    assert call.json == {
        "chat_id": 8812,
        "text": "Shall I?",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {
            "inline_keyboard": [
                [{"text": "Yes", "callback_data": "2.1.1"}],
                [{"text": "No", "callback_data": "2.1.2"}],
            ]
        },
    }


def test_ids_beyond_64_bytes_become_numbered_lines() -> None:
    """Telegram would refuse the whole message for one long callback_data."""
    reply = a_reply("Shall I?", (Choice("é" * 33, "Yes"),))
    (call,) = telegram.render(a_delivery(reply=reply), an_account())
    assert call.json is not None and "reply_markup" not in call.json and "1. Yes" in call.json["text"]


def test_long_texts_come_in_parts_with_the_keyboard_last() -> None:
    """4,096 units a message as Telegram counts them, nothing lost."""
    text = "A sentence with a smile 🙂. " * 400
    calls = [call.json or {} for call in telegram.render(a_delivery(text, "Yes"), an_account())]
    assert all(utf16_units(call["text"]) <= 4_096 for call in calls)
    assert " ".join(call["text"] for call in calls).split() == text.split()
    assert ["reply_markup" in call for call in calls] == [False] * (len(calls) - 1) + [True]


@pytest.mark.parametrize(
    ("status", "body", "result"),
    [
        (200, {"ok": True, "result": {"message_id": 42}}, Sent("42")),
        (
            429,
            {"ok": False, "error_code": 429, "parameters": {"retry_after": 35}},
            Retry("rate_limited", 35.0),
        ),
        (403, {"ok": False, "description": "Forbidden: bot was blocked by the user"}, Refused("blocked")),
        (400, {"ok": False, "description": "Bad Request: chat not found"}, Refused("not_found")),
        (400, {"ok": False, "description": "Bad Request: message is too long"}, Refused("rejected_400")),
        (401, {"ok": False, "description": "Unauthorized"}, Refused("not_authorised")),
        (502, {}, Retry("provider_unavailable")),
        (200, {}, Retry("provider_unavailable")),
    ],
)
def test_telegrams_answers(status: int, body: dict[str, Any], result: object) -> None:
    """Its yes, its no, and its not now."""
    assert telegram.read_answer(status, {}, body) == result
