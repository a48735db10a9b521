"""Customers' rights over what is kept of them: their own under /me, the operator's with a reason kept in the audit."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Literal

import msgspec
from aiohttp import web

from bot.front.auth import require_role
from bot.front.claims import Claim, Whose, operators, own
from bot.front.copies import as_file, as_page
from bot.front.corrections import meant_by
from bot.front.edge import PAGE_LIMIT, body_as, check_aware, check_channel, check_number, check_text, listed
from bot.front.open_desks import look_anew
from bot.front.parts import Parts
from bot.front.problems import Problem
from bot.front.shapes import as_consent, as_erasure, as_fact, as_identity, as_receipt
from bot.front.switches import Notice, notice_beside
from store import (
    GRANTABLE,
    Capture,
    ConsentState,
    Purpose,
    Reader,
)
from store.consent import reaches
from store.deciding import ends_to_come
from store.house import ClockTime, Count, Weekday
from store.linking import partable
from store.times import is_zone

_DECIDABLE = {state.value: state for state in (ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN)}


class ChangeFact(msgspec.Struct):
    """What is wrong with a fact: the right words, or only that it is disputed or held back."""

    words: str | None = None
    about: str | None = None
    stance: str | None = None
    disputed: bool = False
    restricted: bool | None = None


class AtMost(msgspec.Struct):
    count: Count
    per: Literal["day", "week", "month", "year"]


class Terms(msgspec.Struct, omit_defaults=True):
    """How, when and how often a customer may be written to."""

    channels: list[str] = []
    not_before: ClockTime | None = None
    not_after: ClockTime | None = None
    zone: str | None = None
    weekdays: list[Weekday] = []
    at_most: AtMost | None = None
    until: datetime | None = None


class Decide(msgspec.Struct):
    """A decision, and the id of the notice that was shown for it (`en/consent_contact`), where one was."""

    state: str
    terms: Terms | None = None
    notice: str | None = None


def routes(parts: Parts) -> list[web.RouteDef]:
    """Each right twice: for the customer with their own token, for the operator with key and reason."""
    return [
        *_routes_for(parts, "/api/v1/me", own(parts)),
        *_routes_for(parts, "/api/v1/customers/{customer}", operators(parts)),
        web.get("/api/v1/customers", _find(parts)),
    ]


def _routes_for(parts: Parts, base: str, whose: Whose) -> list[web.RouteDef]:
    rights = Rights(parts, whose)
    return [
        web.get(f"{base}/memory", rights.see),
        web.patch(f"{base}/memory/{{fact}}", rights.change),
        web.delete(f"{base}/memory/{{fact}}", rights.forget),
        web.get(f"{base}/consents", rights.consents),
        web.get(f"{base}/consents/receipts", rights.receipts),
        web.put(f"{base}/consents/{{purpose}}", rights.decide),
        web.get(f"{base}/export", rights.export),
        web.get(f"{base}/identities", rights.identities),
        web.delete(f"{base}/identities", rights.drop_identity),
        web.delete(base, rights.erase),
    ]


class Rights:
    """The handlers, over whoever `whose` says is asking."""

    def __init__(self, parts: Parts, whose: Whose) -> None:
        self._parts = parts
        self._memory = parts.memory
        self._door = parts.door
        self._whose = whose

    async def see(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        after, most = request.query.get("after", ""), check_number(request, "limit", PAGE_LIMIT, 1, PAGE_LIMIT)
        brief = await self._door(
            self._memory.recall, claim.customer, Purpose.SERVICE, claim.reader, claim.moment, after, most
        )
        return listed([as_fact(fact) for fact in (*brief.facts, *brief.others)], brief.next)

    async def change(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        fact = request.match_info["fact"]
        wish = await body_as(request, ChangeFact)
        facts = self._memory.facts
        if wish.words is not None:
            words = check_text(wish.words)
            if not words:
                raise Problem(422, "The right words can't be empty.")
            text, stance, about = meant_by(words, wish.stance, wish.about)
            changed = await self._door(
                facts.correct,
                claim.customer,
                fact,
                claim.moment,
                words=words,
                text=text,
                stance=stance,
                about=about,
                reader=claim.reader,
            )
        elif wish.disputed:
            changed = await self._door(facts.dispute, claim.customer, fact, claim.moment, claim.reader)
        elif wish.restricted is not None:
            hold = facts.restrict if wish.restricted else facts.release
            changed = await self._door(hold, claim.customer, fact, claim.moment, claim.reader)
        else:
            raise Problem(422, "Give the right words, or disputed, or restricted.")
        return web.json_response(as_fact(changed))

    async def forget(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        fact = request.match_info["fact"]
        gone = await self._door(self._memory.facts.forget, claim.customer, fact, claim.moment, claim.reader)
        return web.json_response({"forgotten": list(gone)})

    async def consents(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        grants = await self._door(self._memory.consents.grants, claim.customer)
        standing = {grant.purpose: grant for grant in grants if grant.fact is None}
        return listed([as_consent(purpose, standing.get(purpose), claim.moment.now) for purpose in GRANTABLE], None)

    async def decide(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        purpose = _purpose(request.match_info["purpose"])
        wish = await body_as(request, Decide)
        state = _DECIDABLE.get(wish.state)
        if state is None:
            raise Problem(422, "A decision is given, refused or withdrawn.")
        receipt = await self._door(
            self._memory.consents.decide,
            claim.customer,
            await self._speaking(claim),
            purpose,
            state,
            _capture(request, claim, notice_beside(purpose, wish.notice)),
            terms=_terms(wish.terms, state, claim.moment.now) if wish.terms else None,
        )
        await look_anew(self._memory, self._door, self._parts.live, claim.customer)
        records = await self._door(self._memory.receipts.of, claim.customer)
        record = next(record for one, record in records if one.id == receipt.id)
        return web.json_response(as_receipt(receipt) | {"record": record})

    async def receipts(self, request: web.Request) -> web.Response:
        """Every question and decision with its record, as far as this moment reaches, oldest first."""
        claim = await self._whose(request)
        found = await self._door(self._memory.receipts.of, claim.customer)
        reached = [pair for pair in found if reaches(claim.reader, pair[0].identity, claim.moment)]
        return listed([as_receipt(receipt) | {"record": record} for receipt, record in reached], None)

    async def export(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        moment = claim.moment
        data = await self._door(self._memory.rights.export, claim.customer, moment, claim.reader, moment.reason)
        return await as_page(request, self._parts, data) if _wants_page(request) else as_file(data)

    async def identities(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        found = await self._door(self._memory.people.identities, claim.customer)
        linked = partable(found, claim.moment)
        return listed([as_identity(one, claim.moment, claim.reader, linked) for one in found], None)

    async def drop_identity(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        wanted = request.query.get("id", "")
        receipt = await self._parts.erasing.erase_identity(claim.customer, wanted, claim.moment, claim.reader)
        return web.json_response(as_erasure(receipt))

    async def erase(self, request: web.Request) -> web.Response:
        claim = await self._whose(request)
        receipt = await self._parts.erasing.erase(claim.customer, claim.moment, claim.reader, claim.moment.reason)
        return web.json_response(as_erasure(receipt))

    async def _speaking(self, claim: Claim) -> str:
        if claim.moment.identity:
            return claim.moment.identity
        found = await self._door(self._memory.people.identities, claim.customer)
        if not found:
            raise Problem(404, "No such customer.")
        return found[0].id


def _find(parts: Parts) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def find(request: web.Request) -> web.Response:
        require_role(request, parts.keys, "operator")
        channel, colon, address = request.query.get("identity", "").partition(":")
        if not colon or not address:
            raise Problem(422, "Name an identity as channel:address.")
        found = await parts.door(parts.memory.people.find, channel, address)
        items = [{"id": found.customer, "identity": found.identity}] if found else []
        return listed(items, None)

    return find


def _wants_page(request: web.Request) -> bool:
    wanted = request.query.get("as")
    return wanted == "page" or (wanted is None and request.headers.get("Accept", "").startswith("text/html"))


def _purpose(name: str) -> Purpose:
    if name not in {purpose.value for purpose in GRANTABLE}:
        raise Problem(404, "There is no such purpose.")
    return Purpose(name)


def _terms(wish: Terms, state: ConsentState, now: datetime) -> dict[str, Any]:
    # what could not be read later would silently be a no
    if not ends_to_come(state, check_aware(wish.until), now).allowed:
        raise Problem(422, "terms.until has passed already.")
    if not is_zone(wish.zone or "UTC"):
        raise Problem(422, "terms.zone is no time zone, such as Europe/London.")
    for channel in wish.channels:
        check_channel(channel)
    terms: dict[str, Any] = msgspec.to_builtins(wish)
    return terms


def _capture(request: web.Request, claim: Claim, shown: Notice) -> Capture:
    by_customer = claim.reader is Reader.CUSTOMER
    return Capture(
        method="button" if by_customer else "api",
        words="" if by_customer else claim.moment.reason,  # how the operator knows that the customer said so
        notice_version=shown.version,
        notice_text=shown.text,
        language=shown.language or request.headers.get("Accept-Language", "en")[:2],
        assurance=claim.moment.assurance,
        captured_by=None if by_customer else claim.moment.actor,
    )
