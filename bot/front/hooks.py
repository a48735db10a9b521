"""Webhooks of the messaging providers: verified on the raw bytes, stored for good, then acknowledged."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import structlog
from aiohttp import ClientSession, DummyCookieJar, web

from bot.channels import meta
from bot.channels.accounts import CHANNELS, REHEARSAL, accounts
from bot.channels.sender import Sender
from bot.channels.values import (
    Account,
    Challenge,
    Channel,
    Heard,
    Item,
    Moved,
    RawRequest,
    Reached,
    Receipt,
    Stopped,
    Unreadable,
    WrongContentType,
)
from bot.front.edge import body_of
from bot.front.messages import tell_desk
from bot.front.parts import Parts
from bot.front.problems import Problem
from bot.front.sending import LEASE_SECONDS, bases, kept_id
from store import MessageConflict
from store.errors import DeliveryUnknown

log = structlog.get_logger()

BODY_LIMIT = 3 * 1024 * 1024  # Meta's batches: up to 1,000 updates and 3 MB
_ASKED_BY_GET = frozenset({"messenger", "whatsapp"})


def routes(parts: Parts) -> list[web.RouteDef]:
    known = accounts(
        parts.keys.channels, rehearsal=parts.settings.rehearsal, public_url=parts.settings.public_url
    )
    hooks = _Hooks(parts, known)
    return [
        web.get("/hooks/{channel}/{account}", hooks.subscribe),
        web.post("/hooks/{channel}/{account}", hooks.receive),
    ]


class _Hooks:
    """The webhooks of every account; button presses are answered beside the acknowledgement."""

    def __init__(self, parts: Parts, known: Mapping[tuple[str, str], Account]) -> None:
        self._parts = parts
        self._known = known
        self._bases = bases(parts.settings)
        self._presses: set[asyncio.Task[None]] = set()

    async def subscribe(self, request: web.Request) -> web.Response:
        """Meta asks whether this address is ours; 403 for whoever does not know the verify token."""
        channel, account = self._access(request)
        if channel.NAME not in _ASKED_BY_GET:
            raise web.HTTPMethodNotAllowed("GET", ["POST"])
        challenge = meta.answer_challenge(request.query, account.secrets)
        if challenge is None:
            raise Problem(403, "The verify token is not ours.")
        return web.Response(text=challenge)

    async def receive(self, request: web.Request) -> web.Response:
        """Verify, parse, store, acknowledge; a repeat of what was stored changes nothing."""
        channel, account = self._access(request)
        raw = await _raw(request, self._parts.settings.public_base)
        verdict = channel.verify(raw, account.secrets, datetime.now(UTC))
        if not verdict.genuine:
            log.warning("hooks.refused", channel=channel.NAME, account=account.name, reason=verdict.reason)
            raise Problem(401, "This was not signed by the provider.")
        items = _parsed(channel, raw, account)
        for item in items:
            await self._take(item, channel, account)
        return _acknowledged(channel, items)

    def _access(self, request: web.Request) -> tuple[Channel, Account]:
        channel, name = request.match_info["channel"], request.match_info["account"]
        account = self._known.get((channel, name))
        if account is None:
            raise Problem(404, "There is no such account.")
        return CHANNELS[channel], account

    async def _take(self, item: Item, channel: Channel, account: Account) -> None:
        if isinstance(item, Heard) and not _for_us(item, channel, account):
            log.info("hooks.for_another", channel=channel.NAME, account=account.name)
        elif isinstance(item, Heard):
            await self._hear(item)
            self._answer_press(item, channel, account)
        elif isinstance(item, Receipt):
            await self._note(item, channel)
        elif isinstance(item, Moved):
            moved = self._parts.memory.people.moved
            await self._parts.door(moved, channel.NAME, item.signal, item.old, item.new)
        elif isinstance(item, Stopped):
            heed = self._parts.memory.opt_outs.heed
            await self._parts.door(heed, channel.NAME, item.signal, item.address)
        elif isinstance(item, Reached):
            place, until = (channel.NAME, account.name, item.address), item.until.timestamp()
            await self._parts.door(self._parts.memory.outbox.reached, *place, until + LEASE_SECONDS)

    async def _hear(self, heard: Heard) -> None:
        message = heard.message
        await self._parts.gate.check_message(message)
        try:
            await self._parts.turns.accept(message)
        except MessageConflict:
            # refusing would make the provider send it again for days: what was stored first stands
            log.warning("hooks.conflict", channel=message.channel, account=message.account)

    async def _note(self, receipt: Receipt, channel: Channel) -> None:
        report = self._parts.memory.outbox.report_by_provider
        sent_as = kept_id(receipt.provider_id)
        try:
            await self._parts.door(report, channel.NAME, sent_as, receipt.state, receipt.reason)
            await tell_desk(self._parts, receipt.state, sent_as, channel.NAME)
        except DeliveryUnknown:
            log.info("hooks.unknown_delivery", channel=channel.NAME)

    def _answer_press(self, heard: Heard, channel: Channel, account: Account) -> None:
        if heard.press is None:
            return
        task = asyncio.create_task(self._send_press(heard.press, channel, account))
        self._presses.add(task)
        task.add_done_callback(self._presses.discard)

    async def _send_press(self, press: str, channel: Channel, account: Account) -> None:
        outgoing = channel.answer_press(press, account)
        if outgoing is None:
            return
        async with ClientSession(cookie_jar=DummyCookieJar()) as session:
            await Sender(channel, self._bases[channel.NAME], session).call(outgoing)


def _for_us(heard: Heard, channel: Channel, account: Account) -> bool:
    """Whether it was sent to this account's page or number; an app may serve several at one address.

    What is answered from here would else leave from another than the customer wrote to. In rehearsal ours is invented.
    """
    ours = account.secrets.get(channel.OURS, "").removeprefix("whatsapp:")
    return account.name == REHEARSAL or not (heard.to and ours) or heard.to == ours


async def _raw(request: web.Request, public_base: str) -> RawRequest:
    body = await body_of(request.clone(client_max_size=BODY_LIMIT))
    return RawRequest(
        url=public_base.rstrip("/") + request.raw_path,
        headers={name.lower(): value for name, value in request.headers.items()},
        body=body,
    )


def _parsed(channel: Channel, raw: RawRequest, account: Account) -> tuple[Item, ...]:
    try:
        return channel.parse(raw, account.name)
    except WrongContentType as error:
        raise Problem(415, "This channel sends another type of content.") from error
    except Unreadable as error:
        raise Problem(400, "The body is not what this channel sends.") from error


def _acknowledged(channel: Channel, items: tuple[Item, ...]) -> web.Response:
    challenge = next((item.text for item in items if isinstance(item, Challenge)), None)
    if challenge is not None:
        return web.Response(text=challenge)
    text, content_type = channel.acknowledgement()
    return web.Response(text=text, content_type=content_type)
