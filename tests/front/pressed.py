"""Presses of buttons as the providers bring them: of one we make up, or of the second that we sent."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

WHATSAPP_AT_TWILIO = "whatsapp:+447700900123"


def slack_press(title: str, value: str, action: str = "choice-2") -> str:
    """block_actions comes as a form with one field."""
    pressed = {"type": "button", "action_id": action, "action_ts": "1.2", "value": value, "text": {"text": title}}
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "name": "kwame"},
        "container": {"type": "message", "message_ts": "1.1"},
        "actions": [pressed],
    }
    return urlencode({"payload": json.dumps(payload)})


def telegram_press(title: str, data: str) -> dict[str, Any]:
    keys = {"inline_keyboard": [[{"text": title, "callback_data": data}]]}
    message = {"chat": {"id": 8812, "type": "private"}, "reply_markup": keys}
    sender = {"id": 8812, "is_bot": False, "first_name": "Kwame"}
    return {"update_id": 2, "callback_query": {"id": "4382bf", "from": sender, "message": message, "data": data}}


def messenger_reply(title: str, payload: str) -> dict[str, Any]:
    said = {"mid": "m_pressed", "text": title, "quick_reply": {"payload": payload}}
    return _page({"message": said})


def messenger_postback(title: str, payload: str) -> dict[str, Any]:
    return _page({"postback": {"mid": "m_postback", "title": title, "payload": payload}})


def whatsapp_press(title: str, id: str) -> dict[str, Any]:
    reply = {"type": "button_reply", "button_reply": {"id": id, "title": title}}
    said = {"from": "447700900123", "id": "wamid.pressed", "timestamp": "1", "type": "interactive"}
    said |= {"interactive": reply}
    value = {"messaging_product": "whatsapp", "messages": [said]}
    entry = {"id": "1", "changes": [{"field": "messages", "value": value}]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def twilio_press(title: str, payload: str, sender: str = WHATSAPP_AT_TWILIO) -> dict[str, str]:
    sent = {"MessageSid": "SM2", "From": sender, "To": "whatsapp:+15005550006", "NumMedia": "0"}
    return sent | {"Body": title, "ButtonText": title, "ButtonPayload": payload}


def second_of(channel: str, sent: Mapping[str, Any]) -> tuple[str, str]:
    """Title and id of the second button of what a provider took."""
    if channel == "slack":
        button = sent["blocks"][-1]["elements"][1]
        return button["text"]["text"], button["value"]
    if channel == "telegram":
        ((key,),) = sent["reply_markup"]["inline_keyboard"][1:]
        return key["text"], key["callback_data"]
    if channel == "messenger":
        reply = sent["message"]["quick_replies"][1]
        return reply["title"], reply["payload"]
    reply = sent["interactive"]["action"]["buttons"][1]["reply"]
    return reply["title"], reply["id"]


PRESSES = {
    "slack": slack_press,
    "telegram": telegram_press,
    "messenger": messenger_reply,
    "whatsapp": whatsapp_press,
}


def _page(event: Mapping[str, Any]) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": "1", "messaging": [{"sender": {"id": "77"}, "timestamp": 1, **event}]}]}
