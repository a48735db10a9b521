"""Values for the channels' tests: what a provider sends, what we say, whose account it is."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from bot.channels.values import Account, Heard, Item, RawRequest, Wording
from store import Choice, Delivery, Reply

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
WORDING = Wording(choose="Choose", by_number="Send the number.")


def a_reply(text: str = "Your coat left Leeds.", choices: tuple[Choice, ...] = (), **more: Any) -> Reply:
    given = {"id": "r1", "conversation": "c1", "seq": 2, "sender": "assistant", "sent_at": NOW} | more
    return Reply(text=text, choices=choices, **given)


def a_delivery(
    text: str = "Your coat left Leeds.",
    *titles: str,
    channel: str = "telegram",
    address: str = "8812",
    outreach: bool = False,
    reply: Reply | None = None,
    **more: Any,
) -> Delivery:
    choices = tuple(Choice(f"2.1.{number}", title) for number, title in enumerate(titles, 1))
    return Delivery(
        id="d1",
        cursor=1,
        identity="i1",
        customer="k1",
        channel=channel,
        account="main",
        address=address,
        state="queued",
        attempts=1,
        outreach=outreach,
        reply=reply or a_reply(text, choices),
        **more,
    )


def an_account(**secrets: str) -> Account:
    return Account(name="main", secrets=secrets, wording=WORDING)


def json_request(
    body: Any, headers: dict[str, str] | None = None, url: str = "https://a.example/hook"
) -> RawRequest:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return RawRequest(url=url, headers={"content-type": "application/json"} | (headers or {}), body=raw)


def form_request(
    form: dict[str, str], headers: dict[str, str] | None = None, url: str = "https://a.example/hook"
) -> RawRequest:
    given = {"content-type": "application/x-www-form-urlencoded"} | (headers or {})
    return RawRequest(url=url, headers=given, body=urlencode(form).encode())


def the_one(items: tuple[Item, ...]) -> Heard:
    """The single message heard."""
    (item,) = items
    assert isinstance(item, Heard)
    return item
