"""Events of a shop's other systems: CloudEvents, one or many, each taking effect once."""

from datetime import datetime
from typing import Any

import msgspec
import structlog
from aiohttp import web

from bot.front.auth import require_role
from bot.front.edge import body_of, check_aware
from bot.front.parts import Ears, Parts
from bot.front.problems import Problem
from shop.errors import ShopError
from shop.values import CustomerRef
from store import NewEvent

MOST_AT_ONCE = 1_000
BODY_LIMIT = 1_000_000  # bytes: so that as many orders fit as are taken at once
TAKEN = "taken"
log = structlog.get_logger()


class ShopEvent(msgspec.Struct):
    """One CloudEvents 1.0 event in its JSON form; attributes that we don't know are left aside."""

    specversion: str
    id: str
    source: str
    type: str
    subject: str
    data: dict[str, Any]
    time: datetime | None = None


def routes(parts: Parts) -> list[web.RouteDef]:
    async def take(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "systems")
        events = [_as_event(event) for event in _events(await body_of(request.clone(client_max_size=BODY_LIMIT)))]
        outcomes = await parts.door(parts.memory.records.take_all, events)
        for event, outcome in zip(events, outcomes, strict=True):
            if outcome.status == TAKEN and parts.ears is not None:
                await _tell(parts, parts.ears, event)
        items = [{"id": event.id, **msgspec.to_builtins(one)} for event, one in zip(events, outcomes, strict=True)]
        seen = all(outcome.seen for outcome in outcomes)
        return web.json_response({"items": items, "next": None}, status=200 if seen else 202)

    return [web.post("/api/v1/events", take)]


async def _tell(parts: Parts, ears: Ears, event: NewEvent) -> None:
    """The demo house has no systems of its own: what happened in the shop is told to it here."""
    channel, _, address = event.subject.partition(":")
    known = await parts.door(parts.memory.people.find, channel, address)
    if known is None:
        return
    ref = CustomerRef(event.subject if channel == "account" else known.identity)
    once = f"{event.source}:{event.id}"[-200:]
    try:
        await parts.door(ears.hear, ref, event.type, event.data, once=once, now=parts.clock())
    except ShopError as error:
        log.warning("events.shop_refused", kind=type(error).__name__)


def _events(raw: bytes) -> list[ShopEvent]:
    try:
        found = msgspec.json.decode(raw, type=ShopEvent | list[ShopEvent])
    except msgspec.ValidationError as error:
        raise Problem(422, "An event has specversion, id, source, type, subject and data.") from error
    except msgspec.DecodeError as error:
        raise Problem(400, "The body is not JSON.") from error
    events = found if isinstance(found, list) else [found]
    if len(events) > MOST_AT_ONCE:
        raise Problem(413, f"At most {MOST_AT_ONCE} events at once.")
    return events


def _as_event(event: ShopEvent) -> NewEvent:
    if event.specversion != "1.0":
        raise Problem(422, "Events are CloudEvents 1.0.")
    if not event.id or not event.source or ":" not in event.subject:
        raise Problem(422, "An event has an id, a source and a subject of the form channel:address.")
    return NewEvent(
        id=event.id,
        source=event.source,
        type=event.type,
        subject=event.subject,
        at=check_aware(event.time),
        data=event.data,
    )
