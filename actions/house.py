"""What the house says of itself: shops and hours, offers, delivery, returns, payment."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.days_asked import day_in, with_days
from actions.facilities import asks_something_else, facility_in, not_told, told_of
from actions.local import OwnShop, own_shop, shop_in
from actions.replies import Events, Say, failure, say, sells_nothing, words_said_last
from actions.said import Said, telling_words
from actions.shops_meant import of_the_shop_before, town_without_shop
from actions.turn import CareAction, Turn, turn_of
from actions.visit_kinds import kind_in
from actions.visits import told_where
from actions.visits_asked import OF_VISIT, WHERE, asked_of_visits, asks_nearest, told_of_visits
from actions.wording import Lines, Phrase, listing, phrase, weekday
from shop.errors import ShopError
from shop.places import Offer, OfferWhy, Shop

OFFERS_SHOWN = 5
_OF_SEVERAL = re.compile(
    r"\b(?:all|others?|each|every|any|which|where|elsewhere|shops|stores|branches)\b", re.I
)
_TO_SHOP = re.compile(r"\b(?:bring|take|drop|return|hand)\b", re.I)
_PHONE = re.compile(r"\b(?:(?:tele)?phone|number|ring|call)\b", re.I)
_PAY_BY = re.compile(
    r"\b(?:pay(?:ing)? (?:(?:for )?(?:it|this|them) )?(?:by|with|via|using|in(?= (?:cash|instal)))|take|accept|"
    r"what about) "
    r"(?:an? |my |the )?((?!(?:you|me|it|for|please|all|both|any|long|money|card|cards|more|part|place|them|this|that|"
    r"online|in|on|up|off|out|some|other|which|what)\b)[a-z]+(?: (?:pay|card|transfer|cheques?))?)\b",
    re.I,
)
_PAY_THERE = re.compile(
    r"\bpay(?:ing|ment)?\b.{0,20}\b(?:(?:when|once|as) (?:i|we|it|they)\b.{0,12}\b(?:collect|pick|fetch|come|arrive|"
    r"get)\w*|(?:on|at) (?:the )?(?:collect\w+|pick\w*[- ]?up|delivery|arrival|door|till|counter|shop)|in the shop)\b",
    re.I,
)
_IN_FULL = {"amex": "American Express"}
_LINE_OF = {OfferWhy.USUAL: "utter_line_offer", OfferWhy.STOCK: "utter_line_offer_stock"}


class HouseTells(CareAction):
    """A reply from what the shop says of itself."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        try:
            reply = await self.reply(turn_of(tracker), await self.heard(tracker))
        except ShopError as error:
            reply = failure(error)
        reply.by(dispatcher)
        return []

    async def heard(self, tracker: Tracker) -> Said:
        """What was asked."""
        return Said.last(tracker)

    async def reply(self, turn: Turn, said: Said) -> Say:
        raise NotImplementedError


class TellOffers(CareAction):
    """The offers of the day, said to be offers; none to somebody who is hurt."""

    NAME = "action_tell_offers"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        turn, said = turn_of(tracker), Said.last(tracker)
        if sells_nothing(dispatcher, turn, tracker):
            return []
        try:
            words = await self._offers(turn, said)
        except ShopError as error:
            words = failure(error)
        words.by(dispatcher)
        return []

    async def _offers(self, turn: Turn, said: Said) -> Say:
        shops = await self.door(self.means.shop.house.shops, turn.moment.now)
        there = _shop_named(shops, said)
        own = None if there else await own_shop(self.means, turn)
        here = own.shop if own else there
        day = _day_to_come(said, turn.moment.now)
        offers = await self.door(self.means.shop.house.offers, day or turn.moment.now)
        named = f"{said.text} {said.value('category') or ''}"
        meant = offers_meant(offers_in(here.id, offers) if here else offers, named)
        if not meant:
            return say("utter_no_offers")
        lines = Lines([_offer_line(offer, shops, turn) for offer in meant[:OFFERS_SHOWN]])
        told = {"offers": lines, "offer": True}
        if day:
            return say("utter_offers_then", **told)
        if here is None:
            return say("utter_offers", **told)
        words = say("utter_offers_here", place=here.address.town, **told)
        return replace(words, because=(own.fact.id,) if own else ())


def _day_to_come(said: Said, now: datetime) -> datetime | None:
    """A moment on the later day asked about, in the middle of a span; None where it is now that is meant."""
    ends = [day for part in str(said.value("date") or "").split("/") if (day := day_in(part))]
    if not ends or ends[0] <= now.date():
        return None
    return now + (ends[0] + (ends[-1] - ends[0]) / 2 - now.date())


def offers_in(shop: str, offers: Iterable[Offer]) -> list[Offer]:
    """The offers that hold in a shop, those of its own first."""
    return sorted((offer for offer in offers if offer.holds_in(shop)), key=lambda offer: not offer.shops)


def _offer_line(offer: Offer, shops: Iterable[Shop], turn: Turn) -> Phrase:
    towns = [shop.address.town for shop in shops if shop.id in offer.shops]
    where = phrase("utter_only_in", towns=listing(towns, turn.language)) if towns else ""
    return phrase(_LINE_OF[offer.why], title=offer.title, terms=offer.terms, where=where)


def offers_meant(offers: Iterable[Offer], text: str) -> list[Offer]:
    """The offers on what the message names, else all."""
    all_offers = list(offers)
    words = set(text.casefold().replace("?", " ").split())
    named = [
        o
        for o in all_offers
        if words & {w for c in (*o.categories, str(o.kind).replace("_", " ")) for w in _forms(c)}
    ]
    return named or all_offers


def _forms(name: str) -> set[str]:
    words = {word for word in name.casefold().split() if word not in ("and", "of")}
    return words | {word.removesuffix("s") for word in words} | {f"{word}s" for word in words}


class TellReturnPolicy(HouseTells):
    """The rules for returns and refunds."""

    NAME = "action_tell_return_policy"

    async def reply(self, turn: Turn, said: Said) -> Say:
        policy = await self.door(self.means.shop.house.return_policy)
        exceptions = Lines(
            [phrase("utter_line_exception", what=one.strip(" .")) for one in policy.exceptions]
        )
        shops = await self.door(self.means.shop.house.shops, turn.moment.now)
        to_shop = _TO_SHOP.search(said.text) and _shop_named(shops, said)
        response = "utter_return_policy_and_shop" if to_shop else "utter_return_policy"
        return say(response, rules=policy.text, exceptions=exceptions)


class TellPaymentMethods(HouseTells):
    """How one can pay."""

    NAME = "action_tell_payment_methods"

    async def reply(self, turn: Turn, said: Said) -> Say:
        methods = await self.door(self.means.shop.house.payment_methods)
        lines = [
            phrase(
                "utter_line_method_note" if method.note else "utter_line_method",
                name=method.name,
                note=method.note,
            )
            for method in methods
        ]
        if _PAY_THERE.search(said.text):
            return say("utter_payment_there", methods=Lines(lines))
        known = telling_words(" ".join(f"{method.name} {method.note}" for method in methods))
        named = _PAY_BY.search(said.text)
        if named and not telling_words(_IN_FULL.get(named[1].lower(), named[1])) & known:
            return say("utter_payment_not_among", thing=named[1], methods=Lines(lines))
        return say("utter_payment_methods", methods=Lines(lines))


class TellStores(HouseTells):
    """Where the shops are and when they open, the one asked about if it is named."""

    NAME = "action_tell_stores"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Any) -> Events:
        asked = tracker.latest_message.get(OF_VISIT)
        if asked and asked != WHERE:
            told_of_visits(asked, turn_of(tracker).text).by(dispatcher)
            return []
        return await super().run(dispatcher, tracker, domain)

    async def heard(self, tracker: Tracker) -> Said:
        """What was asked, of the shop that was just told of where it goes on about that, with the days meant."""
        now = turn_of(tracker).moment.now
        shops, last = await self.door(self.means.shop.house.shops, now), words_said_last(tracker)
        said = of_the_shop_before(Said.last(tracker), shops, tracker)
        return with_days(said, shops, now.astimezone(self.means.zone).date(), last)

    async def reply(self, turn: Turn, said: Said) -> Say:
        shops = await self.door(self.means.shop.house.shops, turn.moment.now)
        anywhere = asked_of_visits(said.text) == WHERE and not shop_in(shops, said.text)
        if anywhere and (kind := kind_in(said)):
            return told_where(kind, shops, turn.language)
        meant = _shop_named(shops, said.question) or _shop_named(shops, said)
        today = turn.moment.now.astimezone(self.means.zone).date()
        days = [day for value in said.values("date") if (day := day_in(str(value)))]
        if facility := facility_in(said.text):
            return told_of(facility, [meant] if meant else shops)
        if not days and asks_something_else(said.text):
            return not_told(phrase("utter_facility_that"), [meant] if meant else shops)
        if meant:
            return _of_one(meant, days, today, turn)
        several = said.value("place") or asks_nearest(said.text)
        own = None if several or _OF_SEVERAL.search(said.text) else await own_shop(self.means, turn)
        if own:
            return _of_theirs(own, _of_one(own.shop, days, today, turn))
        if len(days) > 1:
            return say("utter_stores_days", stores=Lines([_days_line(shop, days, turn) for shop in shops]))
        wanted = days[0] if days else today
        lines = [_shop_line(shop, wanted, turn) for shop in shops]
        told = {"day": _named_day(wanted, turn), "stores": Lines(lines)}
        if asks_nearest(said.text):
            return say("utter_stores_nearest", **told)
        town = town_without_shop(shops, said)
        return say("utter_stores_not_there", place=town, **told) if town else say("utter_stores", **told)


def _of_theirs(own: OwnShop, told: Say) -> Say:
    """What is told of a shop, with why of this one and the way to the others."""
    store = phrase(told.response, **told.values)
    return replace(say("utter_store_yours", store=store, words=own.fact.words), because=(own.fact.id,))


def _shop_named(shops: Iterable[Shop], said: Said) -> Shop | None:
    return shop_in(shops, f"{said.value('place') or ''} {said.text}")


def _of_one(shop: Shop, days: Sequence[date], today: date, turn: Turn) -> Say:
    if len(days) > 1:
        return say("utter_stores_days", stores=_days_line(shop, days, turn))
    if days:
        return _on_that_day(shop, days[0], turn)
    return say(
        "utter_store_phone" if shop.phone and _PHONE.search(turn.text) else "utter_store",
        name=shop.name,
        address=f"{shop.address.street}, {shop.address.postcode}",
        today=_hours(shop, today),
        tomorrow=_hours(shop, today + timedelta(days=1)),
        directions=shop.directions,
        phone=shop.phone,
    )


def _on_that_day(shop: Shop, wanted: date, turn: Turn) -> Say:
    why = _because(shop, wanted)
    response = "utter_store_that_day" if shop.hours_on(wanted) else "utter_store_closed_that_day"
    return say(response, name=shop.name, day=_named_day(wanted, turn), why=why, hours=_hours(shop, wanted))


def _because(shop: Shop, wanted: date) -> Phrase | str:
    named = next((special.name for special in shop.special_days if special.day == wanted), "")
    return phrase("utter_because_of", name=named) if named else ""


def _days_line(shop: Shop, days: Sequence[date], turn: Turn) -> Phrase:
    """A shop with its hours on each of several days."""
    lines = [
        phrase("utter_line_store_day", day=_named_day(day, turn), why=_because(shop, day), hours=_hours(shop, day))
        for day in days
    ]
    return phrase("utter_line_store_days", name=shop.name, days=Lines(lines))


def _shop_line(shop: Shop, wanted: date, turn: Turn) -> Phrase:
    return phrase(
        "utter_line_store",
        name=shop.name,
        street=shop.address.street,
        hours=_hours(shop, wanted),
        phone=shop.phone,
    )


def _hours(shop: Shop, wanted: date) -> Any:
    hours = shop.hours_on(wanted)
    if hours is None:
        return phrase("utter_closed")
    return phrase("utter_hours", opens=f"{hours.opens:%H:%M}", closes=f"{hours.closes:%H:%M}")


def hours_today(shop: Shop, turn: Turn, zone: ZoneInfo) -> Any:
    """When a shop is open today, as a part of a reply."""
    return _hours(shop, turn.moment.now.astimezone(zone).date())


def _named_day(wanted: date, turn: Turn) -> str:
    return weekday(wanted, turn.language, ZoneInfo("UTC"))
