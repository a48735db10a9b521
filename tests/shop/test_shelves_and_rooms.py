"""Products, points, bookings, the house's own facts and accounts, wherever the port leads."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from shop.errors import (
    AlreadyDone,
    NoAccount,
    NoSuchBooking,
    NoSuchProduct,
    NoSuchShop,
    NotEnoughPoints,
    NotValid,
    OnceUsed,
    ShopError,
    SlotTaken,
    TooLate,
    WhichBooking,
)
from shop.places import BookingChange, BookingRequest, BookingStatus, Shop, SlotQuery, VisitKind
from shop.port import BusinessSystem
from shop.values import AccountStatus, Address, Basket, DetailsChange, Item, ProductQuery
from tests.shop.conftest import NOW
from tests.shop.test_orders import ARTHUR, KWAME, NADIA, OWEN, PRIYA, STRANGER, TOM

LONDON = ZoneInfo("Europe/London")
TUESDAY = date(2026, 11, 24)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def table(hour: int, minute: int = 0, party: int = 2, shop: str = "york") -> BookingRequest:
    return BookingRequest(shop=shop, kind=VisitKind.TABLE, starts_at=at(hour, minute), party=party)


# --- products -------------------------------------------------------------------------------------


def test_warm_coats_without_wool(still: BusinessSystem) -> None:
    """Whoever must avoid wool is shown warm coats with no wool in them, under any of its names."""
    found = still.products.search(ProductQuery(words="coat", needs=("warm",), avoid=("wool",)))
    assert {"hayes-coat", "orla-parka", "tarn-fleece-coat"} <= {p.id for p in found}
    materials = {m.name for p in found for m in p.materials}
    assert not materials & {"wool", "tweed", "merino", "lambswool", "cashmere"}


def test_stock_is_told_by_size_and_colour(still: BusinessSystem) -> None:
    """A product says how many there are of each size and colour, and what to do with it afterwards."""
    coat = still.products.details("hayes-coat")
    stock = {(v.colour, v.size): v.stock for v in coat.variants}
    assert stock["navy", "L"] == 0 and stock["moss", "S"] == 2 and stock["navy", "M"] == 12
    assert coat.price.amount == Decimal("129.00") and coat.care and coat.reuse and coat.give_back


def test_what_is_not_sold_is_not_found(still: BusinessSystem) -> None:
    """Nothing is offered in place of what the house does not have."""
    assert still.products.search(ProductQuery(words="red surfboard")) == ()
    with pytest.raises(NoSuchProduct):
        still.products.details("surfboard")


@pytest.mark.parametrize(
    "said, traits",
    [("cosy", {"warm", "soft"}), ("durable trousers", {"hard wearing"}), ("formal shoes", {"smart"})],
)
def test_what_things_are_like_has_more_words_than_one(still: BusinessSystem, said: str, traits: set[str]) -> None:
    """Whoever asks for a cosy thing is shown what is warm or soft."""
    found = still.products.search(ProductQuery(words=said))
    assert found and all(traits & set(one.traits) for one in found)


def test_others_who_bought_it(still: BusinessSystem) -> None:
    """What others bought as well comes most often first, and only where at least five did."""
    found = still.products.bought_together("stoneware-teapot", 2)
    assert [b.product for b in found] == ["tea-mugs", "assam-tea"]
    assert all(b.customers >= 5 for b in found)


# --- points ---------------------------------------------------------------------------------------


def test_points_and_what_they_are_worth(still: BusinessSystem) -> None:
    """A balance is the sum of its entries, newest first; a stranger has none."""
    balance = still.points.balance(KWAME)
    assert balance.points == sum(e.points for e in balance.entries) > 0
    assert balance.worth.amount == Decimal(balance.points) / 100
    assert [e.at for e in balance.entries] == sorted((e.at for e in balance.entries), reverse=True)
    assert still.points.balance(STRANGER).points == 0


def test_points_are_used_once(shop: BusinessSystem) -> None:
    """Using points under one key twice uses them once, and the voucher is the same."""
    before = shop.points.balance(KWAME).points
    first = shop.points.redeem(KWAME, 300, once="k", now=NOW)
    assert shop.points.redeem(KWAME, 300, once="k", now=NOW) == first
    assert shop.points.balance(KWAME).points == first.points_left == before - 300
    with pytest.raises(OnceUsed):
        shop.points.redeem(KWAME, 301, once="k", now=NOW)


POINTS: list[tuple[int, type[ShopError]]] = [
    (0, NotValid),
    (-50, NotValid),
    (100_000, NotEnoughPoints),
    (10**15, NotEnoughPoints),
]


@pytest.mark.parametrize(("points", "refusal"), POINTS)
def test_points_that_are_not_there_cannot_be_used(
    still: BusinessSystem, points: int, refusal: type[ShopError]
) -> None:
    """No request makes a balance run below zero."""
    before = still.points.balance(KWAME)
    with pytest.raises(refusal):
        still.points.redeem(KWAME, points, once="k", now=NOW)
    assert still.points.balance(KWAME) == before


# --- bookings -------------------------------------------------------------------------------------


def test_free_times_lie_within_opening_hours(still: BusinessSystem) -> None:
    """Free times begin after opening and end before closing, in the shop's own time."""
    slots = still.bookings.free(SlotQuery(shop="York", kind=VisitKind.TABLE, day=TUESDAY, party=2), NOW)
    assert slots[0].starts_at == at(9, 30) and slots[-1].ends_at == at(17, 30)
    assert {s.shop for s in slots} == {"york"} and all(s.places_left >= 2 for s in slots)


def test_no_time_is_free_when_closed_or_past(still: BusinessSystem) -> None:
    """Christmas has no free times, nor has a year not yet planned; today has only those still to come."""
    christmas = SlotQuery(shop="bath", kind=VisitKind.FITTING, day=date(2026, 12, 25))
    assert still.bookings.free(christmas, NOW) == ()
    far = SlotQuery(shop="bath", kind=VisitKind.FITTING, day=date(2027, 12, 25))
    assert still.bookings.free(far, NOW) == ()
    today = SlotQuery(shop="bath", kind=VisitKind.FITTING, day=NOW.date())
    assert all(slot.starts_at > NOW for slot in still.bookings.free(today, NOW))


def test_a_table_is_booked_found_moved_and_cancelled(shop: BusinessSystem) -> None:
    """A booking goes its whole way."""
    booking = shop.bookings.make(TOM, table(12), once="a", now=NOW)
    assert shop.bookings.make(TOM, table(12), once="a", now=NOW) == booking
    assert shop.bookings.find(TOM, now=NOW) == booking
    moved = shop.bookings.change(
        TOM, booking.number, BookingChange(starts_at=at(13, 30), party=3), once="b", now=NOW
    )
    assert (moved.starts_at, moved.party, moved.number) == (at(13, 30), 3, booking.number)
    assert shop.bookings.upcoming(TOM, now=NOW) == (moved,)
    cancelled = shop.bookings.cancel(TOM, booking.number[2:], once="c", now=NOW)
    assert cancelled.status is BookingStatus.CANCELLED and shop.bookings.upcoming(TOM, now=NOW) == ()
    with pytest.raises(AlreadyDone):
        shop.bookings.cancel(TOM, booking.number, once="d", now=NOW)


def test_a_full_room_takes_nobody_and_offers_other_times(shop: BusinessSystem) -> None:
    """Sixteen chairs seat sixteen; the seventeenth is offered the nearest free times."""
    shop.bookings.make(TOM, table(12, party=16), once="a", now=NOW)
    with pytest.raises(SlotTaken) as caught:
        shop.bookings.make(PRIYA, table(12, 30), once="b", now=NOW)
    times = [datetime.fromisoformat(text) for text in caught.value.choices]
    assert len(times) == 3 and at(13, 30) in times
    assert not any(at(10, 30) < t < at(13, 30) for t in times)


def test_moving_within_ones_own_chairs(shop: BusinessSystem) -> None:
    """One's own booking does not stand in the way of moving it; a move that fails leaves it."""
    booking = shop.bookings.make(TOM, table(12, party=16), once="a", now=NOW)
    later = shop.bookings.change(TOM, booking.number, BookingChange(starts_at=at(12, 30)), once="b", now=NOW)
    assert later.starts_at == at(12, 30)
    with pytest.raises(SlotTaken):
        change = BookingChange(starts_at=at(3))
        shop.bookings.change(TOM, booking.number, change, once="c", now=NOW)
    assert shop.bookings.find(TOM, now=NOW) == later


BOOKINGS: list[tuple[BookingRequest, type[ShopError]]] = [
    (table(12, 10), SlotTaken),
    (table(3), SlotTaken),
    (table(12, party=0), NotValid),
    (table(12, party=17), NotValid),
    (table(12, shop="Hull"), NoSuchShop),
    (BookingRequest(shop="york", kind=VisitKind.APPOINTMENT, starts_at=at(12)), NoSuchShop),
    (BookingRequest(shop="york", kind=VisitKind.TABLE, starts_at=NOW - timedelta(days=4)), SlotTaken),
    (BookingRequest(shop="york", kind=VisitKind.TABLE, starts_at=at(12), note="\x00"), NotValid),
]


@pytest.mark.parametrize(("request_", "refusal"), BOOKINGS)
def test_a_visit_that_cannot_be_is_refused(
    still: BusinessSystem, request_: BookingRequest, refusal: type[ShopError]
) -> None:
    """Each reason against a booking has its own answer, and nothing is booked."""
    with pytest.raises(refusal):
        still.bookings.make(TOM, request_, once="k", now=NOW)
    assert still.bookings.upcoming(TOM, now=NOW) == ()


def test_another_customers_booking_is_like_none(still: BusinessSystem) -> None:
    """Somebody else's booking and one that does not exist get the same answer."""
    for number in ("B-1041", "B-9999", "", "table"):
        with pytest.raises(NoSuchBooking):
            still.bookings.find(TOM, number, now=NOW)
    with pytest.raises(NoSuchBooking):
        still.bookings.cancel(TOM, "B-1041", once="k", now=NOW)
    assert still.bookings.find(NADIA, "1041", now=NOW).status is BookingStatus.BOOKED


def test_which_of_two_bookings(shop: BusinessSystem) -> None:
    """With two bookings to come and no number, both are named."""
    other = shop.bookings.make(NADIA, table(12), once="k", now=NOW)
    with pytest.raises(WhichBooking) as caught:
        shop.bookings.find(NADIA, now=NOW)
    assert set(caught.value.choices) == {"B-1041", other.number}


def test_a_visit_begun_cannot_be_moved(still: BusinessSystem) -> None:
    """Once a visit has begun it is too late to cancel or move it."""
    booking = still.bookings.find(NADIA, "1041", now=NOW)
    during = booking.starts_at + timedelta(minutes=5)
    with pytest.raises(TooLate):
        still.bookings.cancel(NADIA, "1041", once="k", now=during)


# --- the house ------------------------------------------------------------------------------------


def by_town(shops: tuple[Shop, ...]) -> dict[str, Shop]:
    return {s.address.town: s for s in shops}


def test_three_shops_with_hours_and_holidays(still: BusinessSystem) -> None:
    """The shops say where they are, when they open, and on which days they do not."""
    shops = by_town(still.house.shops(NOW))
    assert set(shops) == {"Leeds", "York", "Bath"}
    friday = shops["Bath"].hours_on(date(2026, 11, 27))
    assert friday is not None and friday.closes.hour == 20
    assert shops["York"].hours_on(date(2026, 12, 25)) is None
    eve = shops["York"].hours_on(date(2026, 12, 24))
    assert eve is not None and eve.closes.hour == 16
    assert shops["Leeds"].hours_on(date(2027, 3, 28)) is None  # Easter Sunday


def test_offers_follow_the_season(still: BusinessSystem) -> None:
    """An offer is shown on its days and on no other."""
    november = {o.id for o in still.house.offers(NOW)}
    assert {"sock-bundle", "bulb-season"} <= november and "january-coats" not in november
    assert "january-coats" in {o.id for o in still.house.offers(NOW + timedelta(days=50))}


def test_delivery_returns_and_payment_are_told(still: BusinessSystem) -> None:
    """The house's rules can be read out."""
    assert {o.id for o in still.house.delivery_options()} == {"standard", "next-day", "named-day", "collect"}
    policy = still.house.return_policy()
    assert policy.days == 30 and policy.text and policy.exceptions
    assert "link" in {m.id for m in still.house.payment_methods()}


# --- accounts -------------------------------------------------------------------------------------


def test_details_are_the_customers_own(still: BusinessSystem) -> None:
    """One sees one's own details, and a stranger's are empty."""
    details = still.accounts.details(NADIA)
    assert (details.name, details.account) == ("Nadia Rahman", AccountStatus.ACTIVE)
    stranger = still.accounts.details(STRANGER)
    assert stranger.account is AccountStatus.NONE and stranger.name == ""


def test_only_what_is_given_changes(shop: BusinessSystem) -> None:
    """A new phone number leaves name and address as they were; a new address shows in the next order."""
    before = shop.accounts.details(TOM)
    after = shop.accounts.change(TOM, DetailsChange(phone="+441904960999"), once="a", now=NOW)
    assert (after.phone, after.name, after.delivery) == ("+441904960999", before.name, before.delivery)
    home = Address(name="Tom Whitfield", street="2 New Street", town="York", postcode="YO1 7AB")
    assert shop.accounts.change(TOM, DetailsChange(delivery=home), once="b", now=NOW).delivery == home
    basket = Basket(items=(Item(product="assam-tea"),))
    assert shop.orders.place(TOM, basket, once="c", now=NOW).deliver_to == home


@pytest.mark.parametrize(
    "change",
    [
        DetailsChange(email="not an address"),
        DetailsChange(name="x" * 500),
        DetailsChange(name="a\x00b"),
        DetailsChange(billing=Address(name="", street="", town="", postcode="")),
    ],
)
def test_details_that_cannot_be_right_are_refused(still: BusinessSystem, change: DetailsChange) -> None:
    """What no shop could use is not stored."""
    before = still.accounts.details(TOM)
    with pytest.raises(NotValid):
        still.accounts.change(TOM, change, once="k", now=NOW)
    assert still.accounts.details(TOM) == before


def test_a_locked_account_is_opened_again(shop: BusinessSystem) -> None:
    """Help with signing in unlocks the account, and shows no more of the address than its owner knows."""
    assert shop.accounts.details(OWEN).account is AccountStatus.LOCKED
    sent = shop.accounts.help_sign_in(OWEN, once="k", now=NOW)
    assert sent.sent_to == "o…@example.org" and sent.valid_until > NOW
    assert shop.accounts.details(OWEN).account is AccountStatus.ACTIVE
    with pytest.raises(NoAccount):
        shop.accounts.help_sign_in(STRANGER, once="k", now=NOW)


def test_leaving_closes_the_account_once(shop: BusinessSystem) -> None:
    """An account is closed when its customer leaves, and their parcels still come."""
    assert shop.accounts.close(ARTHUR, once="a", now=NOW).account is AccountStatus.CLOSED
    with pytest.raises(AlreadyDone):
        shop.accounts.close(ARTHUR, once="b", now=NOW)
