"""What the demo house says of itself, read once from `house.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.easter import easter

from shop.demo.data import read_data
from shop.errors import NoSuchShop
from shop.places import (
    DeliveryOption,
    Offer,
    OfferKind,
    OfferWhy,
    OpeningHours,
    PaymentMethod,
    ReturnPolicy,
    Shop,
    SpecialDay,
    VisitKind,
)
from shop.values import Address, Money, OrderLine

ZONE = ZoneInfo("Europe/London")
_PENNY = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Room:
    """How many people one room takes, how often a visit may start, and how long it lasts."""

    places: int
    every: timedelta
    lasts: timedelta


class HouseBook:
    """The house's own facts."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self.order_prefix: str = data["order_prefix"]
        self.invoice_prefix: str = data["invoice_prefix"]
        self.points_per_pound: int = data["points_per_pound"]
        self.points_for_a_pound: int = data["points_for_a_pound"]
        self.invoice_years: int = data["invoice_years"]
        self.why_invoices_stay: str = data["why_invoices_stay"]
        self.return_instructions: str = data["returns"]["instructions"]
        self.carriers = {entry["id"]: entry["carrier"] for entry in data["delivery"]}
        self.rooms = {
            (shop["id"], VisitKind(kind)): _room(room)
            for shop in data["shops"]
            for kind, room in shop["visits"].items()
        }

    def shops(self, now: datetime) -> tuple[Shop, ...]:
        """The shops, with the special days of the coming twelve months."""
        first = now.astimezone(ZONE).date()
        special = tuple(
            day
            for year in (first.year, first.year + 1)
            for day in (_special_day(entry, year) for entry in self._data["special_days"])
            if first <= day.day < first + timedelta(days=366)
        )
        return tuple(
            _shop(entry, tuple(sorted(special, key=lambda s: s.day))) for entry in self._data["shops"]
        )

    def shop(self, name: str, now: datetime) -> Shop:
        """The shop with this id, name or town; NoSuchShop with the towns there are."""
        shops = self.shops(now)
        wanted = name.strip().casefold()
        for shop in shops:
            if wanted in (shop.id, shop.address.town.casefold(), shop.name.casefold()):
                return shop
        raise NoSuchShop(*(shop.address.town for shop in shops))

    def offers(self, day: date) -> tuple[Offer, ...]:
        """The offers of that day."""
        offers = (_offer(entry, day) for entry in self._data["offers"])
        return tuple(o for o in offers if (o.starts or day) <= day <= (o.ends or day))

    def delivery_options(self) -> tuple[DeliveryOption, ...]:
        """The ways of delivery."""
        return tuple(_delivery(entry) for entry in self._data["delivery"])

    def return_policy(self) -> ReturnPolicy:
        """The rules for returns."""
        rules = self._data["returns"]
        return ReturnPolicy(
            days=rules["days"],
            refund_days=rules["refund_days"],
            text=rules["text"],
            exceptions=tuple(rules["exceptions"]),
        )

    def payment_methods(self) -> tuple[PaymentMethod, ...]:
        """How one can pay."""
        return tuple(PaymentMethod(**entry) for entry in self._data["payment"])

    def sale_on(self, lines: tuple[OrderLine, ...], day: date) -> Decimal:
        """How much the day's sales take off these lines; of several, the best for the customer."""
        return sum((_best_cut(line, self._cuts(line, day)) for line in lines), Decimal("0.00"))

    def vat_in(self, lines: tuple[OrderLine, ...], reduction: Decimal) -> Decimal:
        """The VAT contained in lines sold at a total reduction, to the penny."""
        total = sum((line.total.amount for line in lines), Decimal(0))
        if not total:
            return Decimal("0.00")
        taxed = sum((x.total.amount for x in lines if x.category not in self._data["no_vat"]), Decimal(0))
        paid = taxed * (total - reduction) / total
        percent = Decimal(self._data["vat_percent"])
        return (paid * percent / (100 + percent)).quantize(_PENNY)

    def _cuts(self, line: OrderLine, day: date) -> list[int]:
        percents = {entry["id"]: entry["percent"] for entry in self._data["offers"] if "percent" in entry}
        return [percents[o.id] for o in self.offers(day) if o.id in percents and _covers(o, line)]


def load_house() -> HouseBook:
    """Larkin & Rowe, as `house.yml` has it."""
    return HouseBook(read_data("house.yml"))


def working_day_after(now: datetime, days: int) -> datetime:
    """Six in the evening on the working day (Monday to Saturday) that many days later."""
    day = now.astimezone(ZONE).date()
    while days:
        day += timedelta(days=1)
        days -= day.isoweekday() != 7
    return datetime.combine(day, time(18), ZONE)


def _covers(offer: Offer, line: OrderLine) -> bool:
    return line.product in offer.products if offer.products else line.category in offer.categories


def _best_cut(line: OrderLine, percents: list[int]) -> Decimal:
    return (line.total.amount * max(percents, default=0) / 100).quantize(_PENNY)


def _room(entry: Mapping[str, int]) -> Room:
    minutes = {name: timedelta(minutes=entry[name]) for name in ("every", "minutes")}
    return Room(places=entry["places"], every=minutes["every"], lasts=minutes["minutes"])


def _day_in(year: int, month_and_day: str) -> date:
    return easter(year) if month_and_day == "easter" else date.fromisoformat(f"{year}-{month_and_day}")


def _special_day(entry: Mapping[str, Any], year: int) -> SpecialDay:
    opens, closes = (time.fromisoformat(t) for t in entry["hours"]) if "hours" in entry else (None, None)
    return SpecialDay(day=_day_in(year, entry["day"]), name=entry["name"], opens=opens, closes=closes)


def _hours(entry: Mapping[str | int, list[str]]) -> tuple[OpeningHours, ...]:
    return tuple(
        OpeningHours(weekday=weekday, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for days, (opens, closes) in entry.items()
        for weekday in _weekdays(str(days))
    )


def _weekdays(days: str) -> range:
    first, _, last = days.partition("-")
    return range(int(first), int(last or first) + 1)


def _shop(entry: Mapping[str, Any], special_days: tuple[SpecialDay, ...]) -> Shop:
    return Shop(
        id=entry["id"],
        name=entry["name"],
        address=Address(**entry["address"]),
        phone=entry["phone"],
        zone=entry["zone"],
        hours=_hours(entry["hours"]),
        special_days=special_days,
        visits=tuple(VisitKind(kind) for kind in entry["visits"]),
        directions=entry["directions"],
    )


def _offer(entry: Mapping[str, Any], day: date) -> Offer:
    return Offer(
        id=entry["id"],
        kind=OfferKind(entry["kind"]),
        title=entry["title"],
        terms=entry["terms"],
        categories=tuple(entry.get("categories", ())),
        products=tuple(entry.get("products", ())),
        starts=_day_in(day.year, entry["from"]) if "from" in entry else None,
        ends=_day_in(day.year, entry["to"]) if "to" in entry else None,
        why=OfferWhy(entry.get("why", OfferWhy.USUAL)),
        shops=tuple(entry.get("shops", ())),
    )


def _delivery(entry: Mapping[str, Any]) -> DeliveryOption:
    return DeliveryOption(
        id=entry["id"],
        name=entry["name"],
        price=pounds(entry["price"]),
        free_from=pounds(entry["free_from"]) if "free_from" in entry else None,
        days_from=entry["days"][0],
        days_to=entry["days"][1],
        note=entry["note"],
    )


def pounds(amount: Decimal | float) -> Money:
    """So many pounds, to the penny."""
    return Money(amount=Decimal(str(amount)).quantize(_PENNY))
