"""Twilio: SMS and WhatsApp in as signed forms, Messages.json out. WhatsApp addresses keep `whatsapp:`."""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from bot.channels.answers import retry_or_refuse
from bot.channels.inbound import form_body, form_values, heard, words
from bot.channels.numbered import with_lines
from bot.channels.parting import spoken
from bot.channels.signatures import compared, sha1_base64
from bot.channels.splitting import split
from bot.channels.stopwords import Stop, stop_asked
from bot.channels.values import (
    Account,
    Item,
    Outgoing,
    RawRequest,
    Receipt,
    Refused,
    Secrets,
    Sending,
    Sent,
    Stopped,
    Unreadable,
    Verdict,
)
from store import Delivery
from store.delivery import BLOCKED

NAME, OURS = "twilio", "from"
TEXT_LIMIT = 1_600  # Messages resource: Body
WHATSAPP = "whatsapp:"

# Twilio's MessageStatus; a number that was read was delivered, and nobody is told more.
_STATES = {
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "failed",
    "failed": "failed",
}
_CODES = {
    "21610": BLOCKED,  # the number has sent STOP to Twilio
    "63033": BLOCKED,  # the same on WhatsApp
    "21211": "not_found",
    "21614": "not_found",
    "30003": "unreachable",
    "30005": "not_found",
    "30006": "unreachable",
    "30007": "filtered",
    "63016": "window_closed",
    "63015": "not_found",
    "20003": "not_authorised",
}
_DEFAULT_PORTS = {"https": ":443", "http": ":80"}


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """Twilio's signature over the public address and the form's sorted values; it sends no time."""
    token = secrets.get("auth_token", "")
    try:
        form = form_values(request.body)
    except Unreadable:
        form = {}
    values = "".join(name + value for name in sorted(form) for value in sorted(set(form[name])))
    expected = (sha1_base64(token, (url + values).encode()) for url in _as_signed(request.url))
    return compared(token, request.headers.get("x-twilio-signature"), *expected)


def parse(request: RawRequest, account: str) -> tuple[Item, ...]:
    """One message, or the standing of one that we sent."""
    form = form_body(request)
    if _first(form, "MessageStatus"):
        return _receipt(form)
    said = heard(
        channel=NAME,
        account=account,
        message_id=_id(form),
        address=_first(form, "From"),
        text=_first(form, "Body") or _first(form, "ButtonText") or _wordless(form),
        choice=_first(form, "ButtonPayload") or _first(form, "ListId") or None,
        name=_first(form, "ProfileName") or None,
        to=_first(form, "To").removeprefix(WHATSAPP),
    )
    return (*said, *_stopped(form))


def render(delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
    """Text in parts with the choices as numbered lines."""
    text = with_lines(spoken(delivery.reply), delivery.reply.choices, account.wording)
    return tuple(_message(delivery.address, part, account) for part in split(text, TEXT_LIMIT))


def read_answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
    """Twilio says the message's sid, or an error code."""
    if status in (200, 201):
        return Sent(words(body.get("sid")) or None)
    answer = retry_or_refuse(status, headers)
    known = _CODES.get(words(body.get("code")))
    return Refused(known) if known and isinstance(answer, Refused) else answer


def answer_press(press: str, account: Account) -> Outgoing | None:
    """Twilio wants nothing but the webhook's answer."""
    return None


def acknowledgement() -> tuple[str, str]:
    return '<?xml version="1.0" encoding="UTF-8"?><Response></Response>', "text/xml"


def _as_signed(url: str) -> tuple[str, ...]:
    # Twilio signs the address as configured: behind some proxies with the default port, elsewhere without
    parts = urlsplit(url)
    port = _DEFAULT_PORTS.get(parts.scheme, "")
    host = parts.netloc.removesuffix(port) if port else parts.netloc
    if re.search(r":\d+$", host):
        return (url,)
    return urlunsplit(parts._replace(netloc=host)), urlunsplit(parts._replace(netloc=host + port))


def _receipt(form: Mapping[str, Sequence[str]]) -> tuple[Receipt, ...]:
    state = _STATES.get(_first(form, "MessageStatus").lower())
    sid = _first(form, "MessageSid")
    if state is None or not sid:
        return ()
    code = _first(form, "ErrorCode")
    reason = _CODES.get(code, f"twilio_{code}" if code.isdecimal() else None) if state == "failed" else None
    return (Receipt(provider_id=sid, state=state, reason=reason),)


def _stopped(form: Mapping[str, Sequence[str]]) -> tuple[Stopped, ...]:
    """A stop word of the house's own at Twilio; those that we know ourselves are heard as they are said."""
    ours = stop_asked(_first(form, "Body"), NAME) is Stop.YES
    if ours or _first(form, "OptOutType").upper() != "STOP" or not _id(form):
        return ()
    return (Stopped(signal=_id(form), address=_first(form, "From")),)


def _id(form: Mapping[str, Sequence[str]]) -> str:
    return _first(form, "MessageSid") or _first(form, "SmsSid")


def _wordless(form: Mapping[str, Sequence[str]]) -> str:
    return "[file]" if _first(form, "NumMedia").strip("0") else ""


def _first(form: Mapping[str, Sequence[str]], name: str) -> str:
    return form[name][0] if form.get(name) else ""


def _message(address: str, text: str, account: Account) -> Outgoing:
    sid, token = account.secrets.get("account_sid", ""), account.secrets.get("auth_token", "")
    form = {"To": address, "From": _sender(address, account.secrets.get("from", "")), "Body": text}
    if account.hook:
        form["StatusCallback"] = account.hook
    basic = b64encode(f"{sid}:{token}".encode()).decode()
    path = f"/2010-04-01/Accounts/{sid}/Messages.json"
    return Outgoing(path=path, form=form, headers={"Authorization": f"Basic {basic}"})


def _sender(address: str, ours: str) -> str:
    plain = ours.removeprefix(WHATSAPP)
    return f"{WHATSAPP}{plain}" if address.startswith(WHATSAPP) else plain
