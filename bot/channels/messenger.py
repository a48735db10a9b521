"""Facebook Messenger: the page's webhook in, the Send API out. An address is a person's page-scoped id."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels import meta
from bot.channels.inbound import at, heard, inner, json_body, objects, words
from bot.channels.parting import in_parts
from bot.channels.values import (
    Account,
    Heard,
    Item,
    Outgoing,
    RawRequest,
    Reached,
    Receipt,
    Secrets,
    Sending,
    Sent,
    Verdict,
)
from store import Choice, Delivery

NAME, OURS = "messenger", "page_id"
TEXT_LIMIT = 2_000  # Send API reference: message.text
REPLIES_LIMIT, TITLE_LIMIT, PAYLOAD_LIMIT = 13, 20, 1_000

_WORDLESS = frozenset({"image", "audio", "video", "location"})


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """Meta's signature over the raw body."""
    return meta.verify(request, secrets, now)


def parse(request: RawRequest, account: str) -> tuple[Item, ...]:
    """Every entry of a batch in its order; echoes of our own words and what others read are not heard."""
    body = json_body(request)
    if body.get("object") != "page":
        return ()
    events = [
        (event, words(entry.get("id")))
        for entry in objects(body.get("entry"))
        for event in objects(entry.get("messaging"))
    ]
    return tuple(item for event, page in events for item in _items(event, account, page))


def render(delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
    """Text in parts; the last one has the quick replies."""
    parts = in_parts(delivery.reply, _fit_replies, account.wording, TEXT_LIMIT)
    return tuple(_message(delivery, text, choices, account) for text, choices in parts)


def read_answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
    """Meta says the message's id, or an error with codes."""
    if status == 200 and "error" not in body:
        return Sent(words(body.get("message_id")) or None)
    return meta.failed(status, headers, body)


def answer_press(press: str, account: Account) -> Outgoing | None:
    """Messenger wants nothing but the webhook's answer."""
    return None


def acknowledgement() -> tuple[str, str]:
    return "EVENT_RECEIVED", "text/plain"


def _items(event: Mapping[str, Any], account: str, page: str) -> tuple[Item, ...]:
    if "delivery" in event:
        return _delivered(event, inner(event, "delivery"))
    if "postback" in event:
        return _postback(event, inner(event, "postback"), account, page)
    return _said(event, inner(event, "message"), account, page)


def _delivered(event: Mapping[str, Any], delivery: Mapping[str, Any]) -> tuple[Item, ...]:
    """Each message by its id; where Meta leaves out the ids, everything until its watermark."""
    mids = delivery.get("mids")
    named = [words(mid) for mid in mids] if isinstance(mids, list) else []
    if any(named):
        return tuple(Receipt(provider_id=mid, state="delivered") for mid in named if mid)
    until, address = _moment(delivery.get("watermark")), words(inner(event, "sender").get("id"))
    return (Reached(address=address, until=until),) if until and address else ()


def _said(event: Mapping[str, Any], message: Mapping[str, Any], account: str, page: str) -> tuple[Heard, ...]:
    if message.get("is_echo"):
        return ()
    return heard(
        channel=NAME,
        account=account,
        message_id=words(message.get("mid")),
        address=words(inner(event, "sender").get("id")),
        text=words(message.get("text")) or _wordless(message),
        choice=words(inner(message, "quick_reply").get("payload")) or None,
        sent_at=_moment(event.get("timestamp")),
        to=page,
    )


def _postback(event: Mapping[str, Any], postback: Mapping[str, Any], account: str, page: str) -> tuple[Heard, ...]:
    sender = words(inner(event, "sender").get("id"))
    return heard(
        channel=NAME,
        account=account,
        message_id=words(postback.get("mid")) or f"postback:{sender}:{words(event.get('timestamp'))}",
        address=sender,
        text=words(postback.get("title")),
        choice=words(postback.get("payload")) or None,
        sent_at=_moment(event.get("timestamp")),
        to=page,
    )


def _wordless(message: Mapping[str, Any]) -> str:
    attached = objects(message.get("attachments"))
    kind = words(attached[0].get("type")) if attached else ""
    return f"[{kind if kind in _WORDLESS else 'file'}]" if attached else ""


def _moment(milliseconds: object) -> datetime | None:
    return at(f"{words(milliseconds)}e-3")


def _fit_replies(choices: tuple[Choice, ...]) -> bool:
    return len(choices) <= REPLIES_LIMIT and all(
        0 < len(choice.title) <= TITLE_LIMIT and len(choice.id) <= PAYLOAD_LIMIT for choice in choices
    )


def _message(delivery: Delivery, text: str, choices: tuple[Choice, ...], account: Account) -> Outgoing:
    message: dict[str, Any] = {"text": text}
    if choices:
        message["quick_replies"] = [
            {"content_type": "text", "title": choice.title, "payload": choice.id} for choice in choices
        ]
    body = {
        "recipient": {"id": delivery.address},
        "messaging_type": "UPDATE" if delivery.outreach else "RESPONSE",
        "message": message,
    }
    return Outgoing(
        path=f"/{meta.GRAPH_VERSION}/me/messages",
        json=body,
        query={"access_token": account.secrets.get("page_token", "")},
    )
