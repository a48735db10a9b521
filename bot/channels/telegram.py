"""Telegram: the Bot API's webhook in, sendMessage out. Private chats only: an address is one person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels.answers import retry_or_refuse, seconds
from bot.channels.inbound import at, heard, inner, json_body, objects, words
from bot.channels.parting import in_parts
from bot.channels.signatures import compared
from bot.channels.splitting import utf16_units
from bot.channels.values import (
    Account,
    Heard,
    Item,
    Outgoing,
    RawRequest,
    Refused,
    Retry,
    Secrets,
    Sending,
    Sent,
    Stopped,
    Verdict,
)
from store import Choice, Delivery
from store.delivery import BLOCKED

NAME = "telegram"
OURS = ""
TEXT_LIMIT = 4_096  # core.telegram.org/bots/api#sendmessage
DATA_LIMIT = 64  # bytes of callback_data
BUTTONS_LIMIT = 100

# what Telegram says in words alone
_NEVER = {"blocked by the user": BLOCKED, "chat not found": "not_found", "user is deactivated": "not_found"}
_KICKED = "kicked"  # how it calls a bot that a person blocked

# what a message may hold instead of text
_WORDLESS = ("photo", "voice", "audio", "video", "video_note", "animation", "sticker", "document") + (
    "location",
    "contact",
    "poll",
    "dice",
)


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """The secret token that setWebhook told Telegram; it sends no time: only ids tell a replay."""
    secret = secrets.get("secret_token", "")
    return compared(secret, request.headers.get("x-telegram-bot-api-secret-token"), secret)


def parse(request: RawRequest, account: str) -> tuple[Item, ...]:
    """What a person wrote or pressed in a private chat; edits, posts and other bots are not heard."""
    update = json_body(request)
    number = words(update.get("update_id"))
    if "callback_query" in update:
        return _pressed(number, inner(update, "callback_query"), account)
    if "my_chat_member" in update:
        return _blocked(number, inner(update, "my_chat_member"))
    return _said(number, inner(update, "message"), account)


def render(delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
    """Plain text in parts; the last one has the inline keyboard."""
    parts = in_parts(delivery.reply, _fit_keyboard, account.wording, TEXT_LIMIT, utf16_units)
    return tuple(_message(delivery.address, text, choices, account) for text, choices in parts)


def read_answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
    """Telegram says ok and the message's id, or a code and, with 429, how long to wait."""
    if status == 200 and body.get("ok") is True:
        return Sent(words(inner(body, "result").get("message_id")) or None)
    answer = retry_or_refuse(status if status != 200 else 502, headers)
    wait = seconds(inner(body, "parameters").get("retry_after"))
    if isinstance(answer, Retry) and wait is not None:
        return Retry(answer.reason, wait)
    why = next((why for said, why in _NEVER.items() if said in words(body.get("description"))), None)
    return Refused(why) if why and isinstance(answer, Refused) else answer


def answer_press(press: str, account: Account) -> Outgoing | None:
    """Ends the button's waiting animation."""
    return Outgoing(path=_path(account, "answerCallbackQuery"), json={"callback_query_id": press})


def acknowledgement() -> tuple[str, str]:
    return "{}", "application/json"


def _said(number: str, message: Mapping[str, Any], account: str) -> tuple[Heard, ...]:
    sender, chat = inner(message, "from"), inner(message, "chat")
    if sender.get("is_bot") is not False or chat.get("type", "private") != "private":
        return ()
    return heard(
        channel=NAME,
        account=account,
        message_id=number,
        address=words(chat.get("id")),
        text=words(message.get("text")) or words(message.get("caption")) or _wordless(message),
        name=_name(sender),
        sent_at=at(message.get("date")),
        language=words(sender.get("language_code")) or None,
    )


def _pressed(number: str, query: Mapping[str, Any], account: str) -> tuple[Heard, ...]:
    sender, message = inner(query, "from"), inner(query, "message")
    if inner(message, "chat").get("type", "private") != "private":
        return ()
    choice = words(query.get("data"))
    return heard(
        channel=NAME,
        account=account,
        message_id=number,
        address=words(sender.get("id")),
        text=_title_of(message, choice),
        choice=choice or None,
        name=_name(sender),
        language=words(sender.get("language_code")) or None,
        press=words(query.get("id")) or None,
    )


def _blocked(number: str, change: Mapping[str, Any]) -> tuple[Stopped, ...]:
    chat, address = inner(change, "chat"), words(inner(change, "chat").get("id"))
    kicked = inner(change, "new_chat_member").get("status") == _KICKED and chat.get("type") == "private"
    return (Stopped(signal=number, address=address),) if kicked and number and address else ()


def _title_of(message: Mapping[str, Any], data: str) -> str:
    rows = inner(message, "reply_markup").get("inline_keyboard")
    keys = [key for row in rows for key in objects(row)] if isinstance(rows, list) else []
    return next((words(key.get("text")) for key in keys if key.get("callback_data") == data), "")


def _wordless(message: Mapping[str, Any]) -> str:
    return next((f"[{kind}]" for kind in _WORDLESS if kind in message), "")


def _name(sender: Mapping[str, Any]) -> str | None:
    return " ".join(filter(None, (words(sender.get("first_name")), words(sender.get("last_name"))))) or None


def _fit_keyboard(choices: tuple[Choice, ...]) -> bool:
    return len(choices) <= BUTTONS_LIMIT and all(
        choice.title and 0 < len(choice.id.encode()) <= DATA_LIMIT for choice in choices
    )


def _message(address: str, text: str, choices: tuple[Choice, ...], account: Account) -> Outgoing:
    body: dict[str, Any] = {
        "chat_id": int(address) if address.lstrip("-").isdecimal() else address,
        "text": text,
        "link_preview_options": {"is_disabled": True},
    }
    if choices:
        keyboard = [[{"text": choice.title, "callback_data": choice.id}] for choice in choices]
        body["reply_markup"] = {"inline_keyboard": keyboard}
    return Outgoing(path=_path(account, "sendMessage"), json=body)


def _path(account: Account, method: str) -> str:
    return f"/bot{account.secrets.get('bot_token', '')}/{method}"
