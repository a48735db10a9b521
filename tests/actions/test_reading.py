"""What single tasks read from a customer's words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from actions.accounts import detail_in, new_value_in
from actions.changes import stocked
from actions.months import of_month
from actions.paid_twice import paid_beyond, taken_too_often
from actions.points import points_in
from actions.postal import address_in
from actions.reorder import usual
from actions.said import Said
from actions.visit_details import party_in
from actions.visit_kinds import kind_in
from actions.visits import nearest, spread
from actions.what_is_wrong import problem_in, wish_in, worn_in
from shop.places import Slot, VisitKind
from shop.values import (
    Money,
    Order,
    OrderLine,
    OrderStatus,
    Payment,
    PaymentStatus,
    ProblemKind,
    Product,
    Variant,
    Wish,
)

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
NOTHING = Money(amount=Decimal(0))


def said(text: str, asked_for: str | None = None, **values: str) -> Said:
    entities = tuple({"entity": name, "value": value, "start": 0, "end": 0} for name, value in values.items())
    return Said(text=text, intent="inform", confidence=0.9, entities=entities, asked_for=asked_for)


def a_line(product: str) -> OrderLine:
    return OrderLine(
        line=1,
        sku=product,
        product=product,
        name=product,
        category="",
        quantity=1,
        unit_price=NOTHING,
        total=NOTHING,
    )


def an_order(
    number: str, days_ago: int, *products: str, status: OrderStatus = OrderStatus.DELIVERED
) -> Order:
    return Order(
        number=number,
        status=status,
        placed_at=NOW - timedelta(days=days_ago),
        lines=tuple(map(a_line, products)),
        delivery_fee=NOTHING,
        discount=NOTHING,
        total=NOTHING,
        delivery="standard",
        pay_with="link",
    )


def test_the_usual_is_what_was_ordered_most_often() -> None:
    """One other order in between doesn't become the usual; the newest of the same kind is repeated."""
    orders = [an_order("1", 400, "socks"), an_order("2", 200, "socks"), an_order("3", 5, "lamp")]
    found = usual(orders)
    assert found is not None and found.number == "2"


def test_the_month_of_an_order_is_the_houses_own() -> None:
    """The first half hour of July in London is July, though it was June in UTC; July a year before is not meant."""
    july = replace(an_order("1", 1), placed_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    orders = [july, replace(july, number="2", placed_at=datetime(2025, 7, 3, tzinfo=UTC))]
    assert of_month(orders, "my july order", NOW, LONDON) == [july]
    assert of_month(orders, "my june order", NOW, LONDON) == of_month(orders, "my order", NOW, LONDON) == []


def test_nothing_cancelled_is_the_usual() -> None:
    """What was cancelled was not wanted."""
    assert usual([an_order("1", 1, "lamp", status=OrderStatus.CANCELLED)]) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("it came with the handle broken off", ProblemKind.DAMAGED),
        ("you sent me the wrong colour", ProblemKind.WRONG),
        ("one of the books is missing", ProblemKind.MISSING),
        ("the radio doesn't work", ProblemKind.FAULTY),
        ("my parcel never arrived", ProblemKind.MISSING),
        ("I have a question", None),
    ],
)
def test_what_is_wrong_is_read_from_the_words(text: str, kind: ProblemKind | None) -> None:
    """Who has said what is wrong isn't asked for it."""
    assert problem_in(text) is kind


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I want my money back", Wish.REFUND),
        ("can I swap it for a bigger size", Wish.EXCHANGE),
        ("send me a new one", Wish.REPLACEMENT),
        ("it's too small", None),
    ],
)
def test_what_is_wished_for_is_read_from_the_words(text: str, wish: Wish | None) -> None:
    """Nobody who asked for a refund is asked what they would like."""
    assert wish_in(said(text)) is wish


@pytest.mark.parametrize("text", ["I've worn them once", "i wore them outside", "only used a bit", "I used it twice"])
def test_what_was_worn_is_read_from_the_words(text: str) -> None:
    """In whatever words it is owned up to."""
    assert worn_in(text)


@pytest.mark.parametrize(
    "text",
    ["I haven't worn them", "they haven’t been worn", "it wasnt used", "I used my card to pay", "I've used my points"],
)
def test_what_was_not_worn_is_held_against_nobody(text: str) -> None:
    """Neither a "haven't" nor a card that was used is a confession."""
    assert not worn_in(text)


@pytest.mark.parametrize(
    ("text", "street", "town", "postcode"),
    [
        ("12 High Street, York YO1 7HH", "12 High Street", "York", "YO1 7HH"),
        ("send it to 9 Mill Lane, Leeds, ls14ab please", "9 Mill Lane", "Leeds", "LS1 4AB"),
        (
            "I've moved, my new address is Flat 2, 40 Heworth Green, York YO31 7TE",
            "Flat 2, 40 Heworth Green",
            "York",
            "YO31 7TE",
        ),
        ("12 High Street York YO1 7HH", "12 High Street", "York", "YO1 7HH"),
        ("Yes do, and send it to him: 14 Mill Lane, Otley LS21 3AB", "14 Mill Lane", "Otley", "LS21 3AB"),
        ("order 1042 goes to 8 King St, Leeds, LS1 2HH please", "8 King St", "Leeds", "LS1 2HH"),
        ("from 1 December: 5 The Green, Otley LS21 3AB", "5 The Green", "Otley", "LS21 3AB"),
        ("Rose Cottage, 3 Back Lane, Otley LS21 3AB", "Rose Cottage, 3 Back Lane", "Otley", "LS21 3AB"),
    ],
)
def test_an_address_is_read_in_its_parts(text: str, street: str, town: str, postcode: str) -> None:
    """Street, town and postcode are told apart, whatever stands around them."""
    found = address_in(text, "Nadia")
    assert found is not None
    assert (found.name, found.street, found.town, found.postcode) == ("Nadia", street, town, postcode)


def test_the_name_before_an_address_is_whom_it_goes_to() -> None:
    """A gift goes to the person named."""
    found = address_in("please send it to Jane Smith, 14 Mill Lane, Otley LS21 3AB", "Nadia")
    assert found is not None and (found.name, found.street) == ("Jane Smith", "14 Mill Lane")


@pytest.mark.parametrize("text", ["York YO1 7HH", "12 High Street", "I moved"])
def test_half_an_address_is_none(text: str) -> None:
    """Nothing is sent to an address that nobody could deliver to."""
    assert address_in(text, "") is None


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("change my e-mail", "email"),
        ("I have a new mobile", "phone"),
        ("I got married, new surname", "person_name"),
        ("hm", None),
    ],
)
def test_the_detail_to_change_is_read_from_the_words(text: str, detail: str | None) -> None:
    """Who names what changes isn't asked for it."""
    assert detail_in(said(text)) == detail


def test_new_details_are_read_in_the_form_the_shop_keeps() -> None:
    """Addresses in lower case, numbers as dialled, names as typed."""
    assert new_value_in(said("it's Nadia.New@Example.org"), "email") == "nadia.new@example.org"
    assert new_value_in(said("…", phone="+441134960171"), "phone") == "+441134960171"
    assert new_value_in(said("it's Nadia Hale now."[:-5], "new_value"), "person_name") == "Nadia Hale"
    assert new_value_in(said("never mind"), "person_name") is None


@pytest.mark.parametrize(
    ("text", "points"),
    [("500", 500), ("1,000 please", 1000), ("all of them", 1302), ("some", None), ("9" * 30, None)],
)
def test_points_are_read_as_people_say_them(text: str, points: int | None) -> None:
    """A number, all of them, or neither; never an exception."""
    assert points_in(text, 1302) == points


def a_payment(pounds: int, status: PaymentStatus) -> Payment:
    return Payment(order="1", amount=Money(amount=Decimal(pounds)), status=status, method="card", at=NOW)


def test_only_the_same_amount_taken_twice_is_too_often() -> None:
    """A failed attempt before the payment is no double payment."""
    taken, failed = a_payment(9, PaymentStatus.TAKEN), a_payment(9, PaymentStatus.FAILED)
    assert taken_too_often([taken, taken])
    assert not taken_too_often([failed, taken, a_payment(5, PaymentStatus.TAKEN)])


def test_what_was_paid_in_parts_leaves_no_rest() -> None:
    """A cancelled order has no open rest of nothing; only what was taken beyond its price is one."""
    order, half = replace(an_order("1", 1), total=Money(amount=Decimal(50))), a_payment(25, PaymentStatus.TAKEN)
    assert paid_beyond(order, [half, half]) == 0
    assert paid_beyond(order, [half, half, half]) == 25
    assert paid_beyond(order, [half]) == 0


def test_a_change_is_only_to_what_the_shelves_have() -> None:
    """A size that is sold out is not promised; labels are matched whatever their capitals."""
    line = a_line("coat")
    variants = (
        Variant(sku="a", size="M", colour="", stock=1),
        Variant(sku="b", size="L", colour="", stock=0),
    )
    product = Product(
        id="coat",
        name="coat",
        category="",
        department="",
        description="",
        price=NOTHING,
        materials=(),
        traits=(),
        variants=variants,
    )
    assert stocked(product, {"size": "m"}, line) == ("M", "")
    assert stocked(product, {"size": "L"}, line) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a table for two", VisitKind.TABLE),
        ("I want to be measured for a coat", VisitKind.FITTING),
        ("some advice on curtains", VisitKind.APPOINTMENT),
        ("tomorrow at five", None),
    ],
)
def test_what_somebody_comes_for_is_read_from_the_words(text: str, kind: VisitKind | None) -> None:
    """Who says what they come for isn't asked."""
    assert kind_in(said(text)) is kind


def slots(*clocks: str) -> list[Slot]:
    day = datetime(2026, 11, 27, tzinfo=LONDON)
    starts = [day.replace(hour=int(clock[:2]), minute=int(clock[3:])) for clock in clocks]
    return [
        Slot(
            shop="leeds",
            kind=VisitKind.TABLE,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            places_left=4,
        )
        for start in starts
    ]


def clocks(found: list[Slot]) -> list[str]:
    return [f"{slot.starts_at:%H:%M}" for slot in found]


FREE = ("09:00", "10:00", "12:00", "13:30", "16:00", "17:00")


@pytest.mark.parametrize(
    ("wanted", "offered"),
    [
        ("12:30", ["10:00", "12:00", "13:30"]),
        ("18:00", ["13:30", "16:00", "17:00"]),
        ("12:00/17:00", ["13:30", "16:00", "17:00"]),
        ("18:00/21:00", ["13:30", "16:00", "17:00"]),
    ],
)
def test_the_nearest_free_times_are_offered(wanted: str, offered: list[str]) -> None:
    """At most three, near the time wanted, or from the part of the day that was named."""
    assert clocks(nearest(slots(*FREE), wanted, LONDON)) == offered


def test_of_many_times_three_are_offered() -> None:
    """Early, middle and late, so that every kind of day has one."""
    assert clocks(spread(slots(*FREE))) == ["09:00", "13:30", "17:00"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("a party of six, two of us vegetarian", 6), ("a table for 4 tomorrow at 7", 4), ("table for two at 8 pm", 2),
        ("a table for 7:30 tomorrow for two people", None), ("table for 8 pm", None), ("a table for 7.30", None),
        ("table for 8 o'clock", None), ("a table for 8 December", None), ("a table for 8th", None),
    ],
)  # fmt: skip
def test_the_hour_of_a_table_is_no_party(text: str, people: int | None) -> None:
    """What is told as an hour or a day counts nobody."""
    assert party_in(text) == people
