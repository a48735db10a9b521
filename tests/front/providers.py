"""The providers as far as we meet them: APIs that check as theirs do, and webhooks signed as theirs are."""

import asyncio
import json
import re
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from bot.channels.signatures import sha1_base64, sha256_hex
from bot.channels.splitting import utf16_units

Trouble = tuple[int, dict[str, str], dict[str, Any]]

E164 = re.compile(r"(whatsapp:)?\+[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call that a provider took or refused."""

    provider: str
    path: str
    body: Mapping[str, Any]
    status: int


@dataclass
class Providers:
    """All five behind one address. `troubles` are answers that a provider gives before it works again."""

    keys: Mapping[str, Mapping[str, str]]
    calls: list[Call] = field(default_factory=list)
    troubles: dict[str, deque[Trouble | None]] = field(default_factory=dict)
    called: asyncio.Event = field(default_factory=asyncio.Event)
    silent: asyncio.Event | None = None  # a provider that does not answer until this is set
    clock: Callable[[], datetime] | None = None  # with one they keep to their windows, by whom they heard and when
    heard: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_post("/chat.postMessage", self._slack)
        app.router.add_post("/bot{token}/{method}", self._telegram)
        app.router.add_post("/2010-04-01/Accounts/{sid}/Messages.json", self._twilio)
        app.router.add_post(r"/v{version:\d+\.\d+}/me/messages", self._messenger)
        app.router.add_post(r"/v{version:\d+\.\d+}/{number:\d+}/messages", self._whatsapp)
        return app

    def trouble(self, provider: str, status: int, headers: dict[str, str] | None = None, **body: Any) -> None:
        self.troubles.setdefault(provider, deque()).append((status, headers or {}, body))

    def brings(self, provider: str, body: Any) -> None:
        """A customer wrote to us by this provider: from now on it knows them, for as long as its window is open."""
        if self.clock is not None:
            self.heard |= {(provider, who): self.clock() for who in writers(provider, body)}

    def _closed(self, provider: str, address: object) -> bool:
        if self.clock is None:
            return False
        since = self.heard.get((provider, str(address)))
        return since is None or (provider != "telegram" and self.clock() - since > timedelta(hours=24))

    def no_trouble(self, provider: str) -> None:
        """Lets one call through before the next trouble."""
        self.troubles.setdefault(provider, deque()).append(None)

    def taken(self, provider: str) -> list[Mapping[str, Any]]:
        """The bodies that this provider accepted, in order."""
        return [call.body for call in self.calls if call.provider == provider and call.status < 300]

    async def next_call(self) -> Call:
        async with asyncio.timeout(10):
            await self.called.wait()
        self.called.clear()
        return self.calls[-1]

    async def _slack(self, request: web.Request) -> web.Response:
        body = await request.json()
        error = _slack_error(body, request.headers.get("Authorization"), self.keys["slack"]["bot_token"])
        answer = (
            {"ok": False, "error": error} if error else {"ok": True, "ts": f"1503435956.{len(self.calls):06}"}
        )
        return await self._answer("slack", request, body, 200, answer, bool(error))

    async def _telegram(self, request: web.Request) -> web.Response:
        body, method = await request.json(), request.match_info["method"]
        if request.match_info["token"] != self.keys["telegram"]["bot_token"]:
            return await self._answer("telegram", request, body, 401, {"ok": False, "error_code": 401})
        if method == "sendMessage" and self._closed("telegram", body.get("chat_id")):
            never = {"ok": False, "error_code": 403, "description": "Forbidden: bot can't initiate conversation"}
            return await self._answer("telegram", request, body, 403, never)
        error = _telegram_error(method, body)
        if error:
            refusal = {"ok": False, "error_code": 400, "description": f"Bad Request: {error}"}
            return await self._answer("telegram", request, body, 400, refusal)
        result: Any = {"message_id": len(self.calls) + 1} if method == "sendMessage" else True
        return await self._answer("telegram", request, body, 200, {"ok": True, "result": result})

    async def _twilio(self, request: web.Request) -> web.Response:
        form = {name: str(value) for name, value in (await request.post()).items()}
        keys = self.keys["twilio"]
        given = b64decode(request.headers.get("Authorization", "").removeprefix("Basic ")).decode()
        if given != f"{keys['account_sid']}:{keys['auth_token']}":
            return await self._answer("twilio", request, form, 401, {"code": 20003, "status": 401})
        code = _twilio_error(form, keys["from"])
        if code is None and form["To"].startswith("whatsapp:") and self._closed("twilio", form["To"]):
            code = 63016
        if code:
            return await self._answer("twilio", request, form, 400, {"code": code, "status": 400})
        sid = f"SM{len(self.calls):032x}"
        return await self._answer("twilio", request, form, 201, {"sid": sid, "status": "queued"})

    async def _messenger(self, request: web.Request) -> web.Response:
        body = await request.json()
        if request.query.get("access_token") != self.keys["messenger"]["page_token"]:
            return await self._answer("messenger", request, body, 401, {"error": {"code": 190}})
        if _messenger_is_wrong(body):
            return await self._answer("messenger", request, body, 400, {"error": {"code": 100}})
        if self._closed("messenger", body["recipient"]["id"]):
            late = {"error": {"code": 10, "error_subcode": 2018278}}
            return await self._answer("messenger", request, body, 400, late)
        sent = {"recipient_id": body["recipient"]["id"], "message_id": f"m_{len(self.calls)}"}
        return await self._answer("messenger", request, body, 200, sent)

    async def _whatsapp(self, request: web.Request) -> web.Response:
        body, keys = await request.json(), self.keys["whatsapp"]
        if request.headers.get("Authorization") != f"Bearer {keys['token']}":
            return await self._answer("whatsapp", request, body, 401, {"error": {"code": 190}})
        if request.match_info["number"] != keys["phone_number_id"] or _whatsapp_is_wrong(body):
            return await self._answer("whatsapp", request, body, 400, {"error": {"code": 100}})
        if self._closed("whatsapp", body["to"]):
            return await self._answer("whatsapp", request, body, 400, {"error": {"code": 131047}})
        sent = {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.{len(self.calls)}"}]}
        return await self._answer("whatsapp", request, body, 200, sent)

    async def _answer(
        self,
        provider: str,
        request: web.Request,
        body: Mapping[str, Any],
        status: int,
        answer: dict[str, Any],
        refused: bool = False,
    ) -> web.Response:
        headers: dict[str, str] = {}
        if self.silent is not None:
            await self.silent.wait()
        trouble = self.troubles[provider].popleft() if self.troubles.get(provider) else None
        if trouble is not None:
            status, headers, answer = trouble
        self.calls.append(Call(provider, request.path, body, 400 if refused else status))
        self.called.set()
        return web.json_response(answer, status=status, headers=headers)


def writers(provider: str, body: Any) -> set[str]:
    """Who wrote, by the addresses of the providers that let nobody be written to first."""
    if provider == "twilio":
        return {body["From"]} if "From" in body and "MessageStatus" not in body else set()
    if provider == "telegram":
        update = body.get("callback_query") or body.get("message") or {}
        return {str(update["from"]["id"])} if "from" in update else set()
    entries = body["entry"] if provider in ("messenger", "whatsapp") else ()
    if provider == "messenger":
        return {event["sender"]["id"] for entry in entries for event in entry["messaging"] if "delivery" not in event}
    values = [change["value"] for entry in entries for change in entry["changes"]]
    return {message["from"] for value in values for message in value.get("messages", ())}


def _slack_error(body: Mapping[str, Any], authorization: str | None, token: str) -> str | None:
    if authorization != f"Bearer {token}":
        return "invalid_auth"
    if not re.fullmatch(r"[CDGUW][A-Z0-9]+", str(body.get("channel"))):
        return "channel_not_found"
    if not body.get("text"):
        return "no_text"
    for block in body.get("blocks", ()):
        if block["type"] == "section" and not 0 < len(block["text"]["text"]) <= 3_000:
            return "invalid_blocks"
        for element in block.get("elements", ()):
            if not 0 < len(element["text"]["text"]) <= 75 or len(element["value"]) > 2_000:
                return "invalid_blocks"
    return "msg_too_long" if len(body["text"]) > 40_000 else None


def _telegram_error(method: str, body: Mapping[str, Any]) -> str | None:
    if method == "answerCallbackQuery":
        return None if body.get("callback_query_id") else "query is too old or query ID is invalid"
    if not isinstance(body.get("chat_id"), int):
        return "chat not found"
    if not body.get("text"):
        return "message text is empty"
    if utf16_units(body["text"]) > 4_096:
        return "message is too long"
    keys = [key for row in body.get("reply_markup", {}).get("inline_keyboard", ()) for key in row]
    wrong = any(not 0 < len(key["callback_data"].encode()) <= 64 or not key["text"] for key in keys)
    return "BUTTON_DATA_INVALID" if wrong else None


def _twilio_error(form: Mapping[str, str], ours: str) -> int | None:
    if not E164.fullmatch(form.get("To", "")):
        return 21211
    if form.get("From", "").removeprefix("whatsapp:") != ours:
        return 21606
    if form["To"].startswith("whatsapp:") != form["From"].startswith("whatsapp:"):
        return 63007
    if not form.get("Body"):
        return 21602
    return 21617 if len(form["Body"]) > 1_600 else None


def _messenger_is_wrong(body: Mapping[str, Any]) -> bool:
    replies = body["message"].get("quick_replies", [])
    return (
        body.get("messaging_type") not in ("RESPONSE", "UPDATE", "MESSAGE_TAG")
        or not 0 < len(body["message"]["text"]) <= 2_000
        or len(replies) > 13
        or any(not 0 < len(reply["title"]) <= 20 or len(reply["payload"]) > 1_000 for reply in replies)
    )


def _whatsapp_is_wrong(body: Mapping[str, Any]) -> bool:
    if body.get("messaging_product") != "whatsapp" or not str(body.get("to")).isdecimal():
        return True
    if body["type"] == "text":
        return not 0 < len(body["text"]["body"]) <= 4_096
    shown, action = body["interactive"], body["interactive"]["action"]
    if not 0 < len(shown["body"]["text"]) <= 1_024:
        return True
    if shown["type"] == "button":
        titles = [button["reply"]["title"] for button in action["buttons"]]
        return not (0 < len(titles) <= 3 and len(set(titles)) == len(titles) and max(map(len, titles)) <= 20)
    titles = [row["title"] for section in action["sections"] for row in section["rows"]]
    return not (0 < len(titles) <= 10 and max(map(len, titles)) <= 24 and 0 < len(action["button"]) <= 20)


def slack_hook(body: Mapping[str, Any] | bytes | str, secret: str, now: float) -> dict[str, Any]:
    """A call of the Events API as Slack makes it; a press of a button, which is a form, as its text."""
    form = isinstance(body, str)
    raw = body.encode() if form else body if isinstance(body, bytes) else json.dumps(body).encode()
    stamp = str(int(now))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded" if form else "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": "v0=" + sha256_hex(secret, f"v0:{stamp}:".encode() + raw),
    }
    return {"data": raw, "headers": headers}


def telegram_hook(body: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """An update as Telegram brings it."""
    headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": secret}
    return {"data": json.dumps(body).encode(), "headers": headers}


def twilio_hook(form: Mapping[str, str], secret: str, url: str) -> dict[str, Any]:
    """A message or report as Twilio posts it to `url`."""
    signed = url + "".join(name + form[name] for name in sorted(form))
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": sha1_base64(secret, signed.encode()),
    }
    return {"data": urlencode(form).encode(), "headers": headers}


def meta_hook(body: Mapping[str, Any], secret: str) -> dict[str, Any]:
    """A batch as Meta posts it."""
    raw = json.dumps(body).encode()
    headers = {"Content-Type": "application/json", "X-Hub-Signature-256": "sha256=" + sha256_hex(secret, raw)}
    return {"data": raw, "headers": headers}
