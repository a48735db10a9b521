"""Messages from connectors: stored for good first, then answered; and what connectors deliver for us."""

from datetime import datetime

import msgspec
from aiohttp import web

from bot.channels.accounts import accounts
from bot.channels.inbound import language_of
from bot.front.auth import require_role
from bot.front.edge import (
    NAME_LIMIT,
    PAGE_LIMIT,
    as_item,
    body_as,
    check_address,
    check_aware,
    check_channel,
    check_number,
    check_seconds,
    check_text,
    listed,
)
from bot.front.parts import Parts
from bot.front.problems import Problem
from store import Accepted, Assurance, InboundMessage, Outcome

LONGEST_WAIT_SECONDS = 60.0


class Sender(msgspec.Struct):
    address: str
    name: str | None = None


class NewMessage(msgspec.Struct, rename={"sender": "from"}):
    """The body of POST /api/v1/messages."""

    id: str
    channel: str
    sender: Sender
    account: str = "main"
    text: str = ""
    choice: str | None = None
    sent_at: datetime | None = None
    language: str | None = None


class DeliveryReport(msgspec.Struct):
    id: str
    state: str
    reason: str | None = None


def routes(parts: Parts) -> list[web.RouteDef]:
    signed = accounts(parts.keys.channels, rehearsal=parts.settings.rehearsal).keys()

    async def post_message(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "connector")
        message = as_inbound(await body_as(request, NewMessage))
        if (message.channel, message.account) in signed:
            raise Problem(403, "No connector speaks for this account: its provider signs what comes.")
        seconds = check_seconds(request, "wait", LONGEST_WAIT_SECONDS)
        await parts.gate.check_message(message)
        if seconds is not None:
            return _answered(*await parts.turns.accept_and_wait(message, seconds))
        accepted = await parts.turns.accept(message)
        outcome = await parts.turns.outcome_of_repeat(accepted)
        return _stored(accepted) if outcome is None else _answered(accepted, outcome)

    async def transcript(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "connector")
        after = check_number(request, "after", 0, 0, 2**53)
        limit = check_number(request, "limit", PAGE_LIMIT, 1, PAGE_LIMIT)
        page = await parts.door(parts.memory.conversations.transcript, request.match_info["id"], after, limit)
        return listed([as_item(reply) for reply in page.items], page.next)

    async def report_delivery(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "connector")
        report = await body_as(request, DeliveryReport)
        if report.state not in ("sent", "delivered", "failed"):
            raise Problem(422, "A delivery's state is sent, delivered or failed.")
        if not parts.turns.last_words.knows(report.id):
            await parts.door(parts.memory.outbox.report, report.id, report.state, report.reason)
            await tell_desk(parts, report.state, report.id)
        return web.json_response({"id": report.id, "state": report.state})

    return [
        web.post("/api/v1/messages", post_message),
        web.get("/api/v1/conversations/{id}/messages", transcript),
        web.post("/api/v1/deliveries", report_delivery),
    ]


async def tell_desk(parts: Parts, state: str, delivery: str, channel: str | None = None) -> None:
    """Has whoever looks on see at once that something did not reach the customer."""
    if state == "failed":
        conversation = await parts.door(parts.memory.outbox.conversation_of, delivery, channel)
        parts.live.publish("desk", {"type": "case", "conversation": conversation})


def as_inbound(message: NewMessage) -> InboundMessage:
    """Checks a connector's message: 422 for what no channel would send, 413 for a text that is too long."""
    text = check_text(message.text)
    if not text and not message.choice:
        raise Problem(422, "A message needs a text or a choice.")
    _check_not_ours(message.channel, message.sender.address)
    name = message.sender.name
    return InboundMessage(
        channel=check_channel(message.channel),
        account=check_address(message.account),
        message_id=check_address(message.id),
        address=check_address(message.sender.address),
        name=check_text(name)[:NAME_LIMIT] if name else None,
        text=text,
        choice=message.choice,
        sent_at=check_aware(message.sent_at),
        assurance=Assurance.CHANNEL,
        language=language_of(message.language),
    )


def _check_not_ours(channel: str, address: str) -> None:
    """403 where another key speaks: for a shop's account the site's word, for a visitor's browser its own token."""
    if channel == "account" or (channel == "web" and address.startswith("browser:")):
        raise Problem(403, "No connector speaks for this address.")


def _stored(accepted: Accepted) -> web.Response:
    return web.json_response({"conversation": accepted.conversation, "status": "accepted"}, status=202)


def _answered(accepted: Accepted, outcome: Outcome) -> web.Response:
    replies = [as_item(reply) for reply in outcome.replies]
    answer = {"conversation": accepted.conversation, "status": outcome.status, "replies": replies}
    return web.json_response(answer)
