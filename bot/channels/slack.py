"""Slack: Events API and interactivity in, chat.postMessage out. An address is `team:user`."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.channels.answers import UNAVAILABLE, retry_or_refuse
from bot.channels.inbound import FORM, at, form_values, heard, inner, json_body, json_object, objects, words
from bot.channels.parting import in_parts
from bot.channels.signatures import LATE, MISSING, compared, sha256_hex
from bot.channels.values import (
    Account,
    Challenge,
    Heard,
    Item,
    Outgoing,
    RawRequest,
    Refused,
    Retry,
    Secrets,
    Sending,
    Sent,
    Unreadable,
    Verdict,
)
from store import Choice, Delivery

NAME = "slack"
OURS = ""
REPLAY_WINDOW = timedelta(minutes=5)  # docs.slack.dev: Verifying requests from Slack
TEXT_LIMIT = 3_000  # a section's text; a message itself may have 4,000
BUTTONS_LIMIT, TITLE_LIMIT, VALUE_LIMIT = 25, 75, 2_000

_SPOKEN = frozenset({"", "file_share", "thread_broadcast"})  # subtypes that a person makes by writing
_PRIVATE = frozenset({"", "im", "app_home"})
_MARKUP = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_TRY_AGAIN = frozenset(
    ("ratelimited", "rate_limited", "internal_error", "fatal_error", "request_timeout", "service_unavailable")
)


def verify(request: RawRequest, secrets: Secrets, now: datetime) -> Verdict:
    """Slack's v0 signature over timestamp and raw body, no older than five minutes."""
    stamp = request.headers.get("x-slack-request-timestamp", "")
    given = request.headers.get("x-slack-signature")
    if not (stamp and given):
        return MISSING
    signed_at = at(stamp)
    if signed_at is None or abs(now - signed_at) > REPLAY_WINDOW:
        return LATE
    secret = secrets.get("signing_secret", "")
    return compared(secret, given, "v0=" + sha256_hex(secret, f"v0:{stamp}:".encode() + request.body))


def parse(request: RawRequest, account: str) -> tuple[Item, ...]:
    """Direct messages and mentions of us by people, presses of our buttons, and Slack's own question."""
    if request.content_type == FORM:
        return _pressed(_interaction(request.body), account)
    body = json_body(request)
    if body.get("type") == "url_verification":
        return (Challenge(words(body.get("challenge"))),)
    if body.get("type") != "event_callback":
        return ()
    return _said(body, inner(body, "event"), account)


def render(delivery: Delivery, account: Account) -> tuple[Outgoing, ...]:
    """Plain text in parts; the last one has the buttons."""
    parts = in_parts(delivery.reply, _fit_buttons, account.wording, TEXT_LIMIT)
    return tuple(_message(delivery.address, text, choices, account) for text, choices in parts)


def read_answer(status: int, headers: Mapping[str, str], body: Mapping[str, Any]) -> Sending:
    """Slack says ok or not in the body, and 429 with Retry-After."""
    if status != 200:
        return retry_or_refuse(status, headers)
    if body.get("ok") is True:
        return Sent(words(body.get("ts")) or None)
    error = words(body.get("error"))
    if error in _TRY_AGAIN:
        return Retry(error)
    return Refused(error) if error else Retry(UNAVAILABLE)


def answer_press(press: str, account: Account) -> Outgoing | None:
    """Slack wants nothing but the webhook's answer."""
    return None


def acknowledgement() -> tuple[str, str]:
    return "", "text/plain"


def _said(body: Mapping[str, Any], event: Mapping[str, Any], account: str) -> tuple[Heard, ...]:
    if not _from_person(event) or not _to_us(event):
        return ()
    return heard(
        channel=NAME,
        account=account,
        message_id=words(body.get("event_id")),
        address=_address(words(body.get("team_id")), words(event.get("user"))),
        text=_plain(words(event.get("text"))) or _attachment(event),
        sent_at=at(event.get("ts")),
    )


def _from_person(event: Mapping[str, Any]) -> bool:
    return bool(event.get("user")) and not event.get("bot_id") and words(event.get("subtype")) in _SPOKEN


def _to_us(event: Mapping[str, Any]) -> bool:
    # in a channel others read along: only what is said to us, and it is answered in private
    if event.get("type") == "app_mention":
        return True
    return event.get("type") == "message" and words(event.get("channel_type")) in _PRIVATE


def _attachment(event: Mapping[str, Any]) -> str:
    return "[file]" if objects(event.get("files")) else ""


def _interaction(raw: bytes) -> Mapping[str, Any]:
    payload = form_values(raw).get("payload")
    if not payload:
        raise Unreadable
    return json_object(payload[0])


def _pressed(payload: Mapping[str, Any], account: str) -> tuple[Heard, ...]:
    if payload.get("type") != "block_actions":
        return ()
    team = words(inner(payload, "team").get("id")) or words(inner(payload, "user").get("team_id"))
    user = words(inner(payload, "user").get("id"))
    where = words(inner(payload, "container").get("message_ts"))
    return tuple(
        item
        for action in objects(payload.get("actions"))
        if action.get("type") == "button"
        for item in heard(
            channel=NAME,
            account=account,
            message_id=f"{where}:{words(action.get('action_id'))}:{words(action.get('action_ts'))}:{user}",
            address=_address(team, user),
            text=words(inner(action, "text").get("text")),
            choice=words(action.get("value")) or None,
            name=words(inner(payload, "user").get("name")) or None,
            sent_at=at(action.get("action_ts")),
        )
    )


def _address(team: str, user: str) -> str:
    return f"{team}:{user}" if team and user else ""


def _plain(text: str) -> str:
    """Slack's markup as a person reads it.

    >>> _plain("<@U1> see <https://a.example|the page> &amp; more")
    'see the page & more'
    """
    shown = _MARKUP.sub(lambda found: _shown(found[1], found[2]), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _shown(target: str, label: str | None) -> str:
    if target.startswith("@"):
        return f"@{label}" if label else ""
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _fit_buttons(choices: tuple[Choice, ...]) -> bool:
    return len(choices) <= BUTTONS_LIMIT and all(
        0 < len(choice.title) <= TITLE_LIMIT and len(choice.id) <= VALUE_LIMIT for choice in choices
    )


def _message(address: str, text: str, choices: tuple[Choice, ...], account: Account) -> Outgoing:
    body: dict[str, Any] = {
        "channel": address.partition(":")[2],  # a user's id opens the direct message with them
        "text": _escaped(text),
        "mrkdwn": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if choices:
        buttons = [_button(number, choice) for number, choice in enumerate(choices, 1)]
        said = {"type": "section", "text": {"type": "plain_text", "text": text, "emoji": False}}
        body["blocks"] = [said, {"type": "actions", "elements": buttons}]
    bearer = {"Authorization": f"Bearer {account.secrets.get('bot_token', '')}"}
    return Outgoing(path="/chat.postMessage", json=body, headers=bearer)


def _button(number: int, choice: Choice) -> dict[str, Any]:
    title = {"type": "plain_text", "text": choice.title, "emoji": False}
    return {"type": "button", "text": title, "value": choice.id, "action_id": f"choice-{number}"}
