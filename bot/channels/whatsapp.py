"""WhatsApp Cloud API: Meta's webhook in, messages out. An address is a WhatsApp id: a number without plus."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.channels import meta
from bot.channels.inbound import at, heard, inner, json_body, objects, words
from bot.channels.numbered import with_lines
from bot.channels.parting import spoken
from bot.channels.splitting import split
from bot.channels.values import (
    Account,
    Item,
    Moved,
    Outgoing,
    RawRequest,
    Receipt,
    Secrets,
    Sending,
    Sent,
    Stopped,
    Verdict,
)
from store import Choice, Delivery

NAME, OURS = "whatsapp", "phone_number_id"
TEXT_LIMIT = 4_096  # Cloud API reference: text.body
INTERACTIVE_LIMIT = 1_024  # interactive.body.text
BUTTONS_LIMIT, BUTTON_TITLE_LIMIT = 3, 20
ROWS_LIMIT, ROW_TITLE_LIMIT, ID_LIMIT = 10, 24, 200
LIST_LABEL_LIMIT = 20

_WORDLESS = frozenset({"image", "audio", "video", "document", "sticker", "location", "contacts", "order"})
_SIGNALS = frozenset({"reaction", "unsupported", ""})
_CHANGED_NUMBER = frozenset({"user_changed_number", "customer_changed_number"})  # as it is called, and was
_STATES = {"sent": "sent", "delivered": "delivered", "read": "delivered", "failed": "failed"}


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """Meta's signature over the raw body."""
    return meta.verify(request, secrets, now)


def parse(request: RawRequest, account: str) -> tuple[Item, ...]:
    """Every message and status of a batch in its order."""
    body = json_body(request)
    if body.get("object") != "whatsapp_business_account":
        return ()
    changes = [change for entry in objects(body.get("entry")) for change in objects(entry.get("changes"))]
    return tuple(item for change in changes for item in _changed(change, account))


def render(delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
    """Text in parts; the last one with up to three buttons, or a list of up to ten, else numbered lines."""
    reply = delivery.reply
    action = _action(reply.choices, account)
    if action is None or not reply.text:
        lines = with_lines(spoken(reply), reply.choices, account.wording)
        return tuple(_text(delivery, part, account) for part in split(lines, TEXT_LIMIT))
    *before, last = split(spoken(reply), INTERACTIVE_LIMIT)
    joined = split("\n\n".join(before), TEXT_LIMIT) if before else ()
    texts = tuple(_text(delivery, part, account) for part in joined)
    return (*texts, _interactive(delivery, last, action, account))


def read_answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
    """Meta says the message's id, or an error with codes."""
    if status == 200 and "error" not in body:
        sent = objects(body.get("messages"))
        return Sent(words(sent[0].get("id")) or None if sent else None)
    return meta.failed(status, headers, body)


def answer_press(press: str, account: Account) -> Outgoing | None:
    """WhatsApp wants nothing but the webhook's answer."""
    return None


def acknowledgement() -> tuple[str, str]:
    return "EVENT_RECEIVED", "text/plain"


def _changed(change: Mapping[str, Any], account: str) -> tuple[Item, ...]:
    value = inner(change, "value")
    if change.get("field") == "user_preferences":
        return tuple(item for wish in objects(value.get("user_preferences")) for item in _stopped(wish))
    return _items(value, account) if change.get("field") == "messages" else ()


def _stopped(wish: Mapping[str, Any]) -> tuple[Stopped, ...]:
    """No id comes with it: who, and when."""
    address, at_second = words(wish.get("wa_id")), words(wish.get("timestamp"))
    if wish.get("value") != "stop" or not (address and at_second):
        return ()
    return (Stopped(signal=f"{address}:{at_second}", address=address),)


def _items(value: Mapping[str, Any], account: str) -> tuple[Item, ...]:
    names = {
        words(contact.get("wa_id")): words(inner(contact, "profile").get("name"))
        for contact in objects(value.get("contacts"))
    }
    ours = words(inner(value, "metadata").get("phone_number_id"))
    said = [item for message in objects(value.get("messages")) for item in _said(message, names, account, ours)]
    return (*said, *(item for status in objects(value.get("statuses")) for item in _receipt(status)))


def _said(message: Mapping[str, Any], names: Mapping[str, str], account: str, ours: str) -> tuple[Item, ...]:
    sender = words(message.get("from"))
    if message.get("type") == "system":
        return _moved(sender, words(message.get("id")), inner(message, "system"))
    text, choice = _content(message)
    return heard(
        channel=NAME,
        account=account,
        message_id=words(message.get("id")),
        address=sender,
        text=text,
        choice=choice or None,
        name=names.get(sender) or None,
        sent_at=at(message.get("timestamp")),
        to=ours,
    )


def _moved(sender: str, signal: str, system: Mapping[str, Any]) -> tuple[Moved, ...]:
    new = words(system.get("wa_id")) or words(system.get("new_wa_id"))
    changed = words(system.get("type")) in _CHANGED_NUMBER and sender.isdecimal() and new.isdecimal()
    return (Moved(signal=signal, old=sender, new=new),) if changed and signal else ()


def _content(message: Mapping[str, Any]) -> tuple[str, str]:
    """The words of a message of any type, and the id of the choice it takes."""
    kind = words(message.get("type"))
    part = inner(message, kind)
    if kind == "text":
        return words(part.get("body")), ""
    if kind == "button":  # a template's quick reply
        return words(part.get("text")), words(part.get("payload"))
    if kind == "interactive":
        pressed = inner(part, words(part.get("type")))
        return words(pressed.get("title")), words(pressed.get("id"))
    if kind in _SIGNALS:
        return "", ""
    return words(part.get("caption")) or (f"[{kind}]" if kind in _WORDLESS else "[message]"), ""


def _receipt(status: Mapping[str, Any]) -> tuple[Receipt, ...]:
    state = _STATES.get(words(status.get("status")))
    id = words(status.get("id"))
    if state is None or not id:
        return ()
    errors = objects(status.get("errors"))
    reason = meta.reason(words(errors[0].get("code"))) if state == "failed" and errors else None
    return (Receipt(provider_id=id, state=state, reason=reason),)


def _action(choices: tuple[Choice, ...], account: Account) -> dict[str, Any] | None:
    """Buttons where they fit, else a list where it fits, else nothing."""
    titles = {choice.title for choice in choices}
    if not choices or len(titles) < len(choices) or any(len(choice.id) > ID_LIMIT for choice in choices):
        return None
    if len(choices) <= BUTTONS_LIMIT and all(len(title) <= BUTTON_TITLE_LIMIT for title in titles):
        replies = [{"id": choice.id, "title": choice.title} for choice in choices]
        buttons = [{"type": "reply", "reply": reply} for reply in replies]
        return {"type": "button", "action": {"buttons": buttons}}
    if len(choices) <= ROWS_LIMIT and all(len(title) <= ROW_TITLE_LIMIT for title in titles):
        label = account.wording.choose[:LIST_LABEL_LIMIT]
        rows = [{"id": choice.id, "title": choice.title} for choice in choices]
        return {"type": "list", "action": {"button": label, "sections": [{"title": label, "rows": rows}]}}
    return None


def _text(delivery: Delivery, text: str, account: Account) -> Outgoing:
    return _call(delivery, {"type": "text", "text": {"preview_url": False, "body": text}}, account)


def _interactive(delivery: Delivery, text: str, action: Mapping[str, Any], account: Account) -> Outgoing:
    shown = {"body": {"text": text}, **action}
    return _call(delivery, {"type": "interactive", "interactive": shown}, account)


def _call(delivery: Delivery, content: Mapping[str, Any], account: Account) -> Outgoing:
    addressed = {"messaging_product": "whatsapp", "recipient_type": "individual", "to": delivery.address}
    return Outgoing(
        path=f"/{meta.GRAPH_VERSION}/{account.secrets.get('phone_number_id', '')}/messages",
        json={**addressed, **content},
        headers={"Authorization": f"Bearer {account.secrets.get('token', '')}"},
    )
