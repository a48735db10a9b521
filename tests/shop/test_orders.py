"""What a customer can do with orders, wherever the port leads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest

from shop.errors import (
    AlreadyDone,
    NoAddress,
    NoSuchLine,
    NoSuchOrder,
    NoSuchProduct,
    NoSuchVoucher,
    NothingLeft,
    NotValid,
    NotYetDelivered,
    OnceUsed,
    OutOfStock,
    ShopError,
    TooLate,
    WhichOrder,
    WhichVariant,
)
from shop.port import BusinessSystem
from shop.values import (
    Address,
    Basket,
    CustomerRef,
    Item,
    LineChange,
    OrderStatus,
    PaymentStatus,
    ProblemKind,
    ProblemReport,
    RefundStatus,
    ReturnRequest,
    Wish,
)
from tests.shop.conftest import NOW

NADIA, TOM, MARGARET, ARTHUR, KWAME, PRIYA, JOAN, OWEN = (
    CustomerRef(f"account:c-{number}") for number in range(1001, 1009)
)
STRANGER = CustomerRef("01jd5k7visitor")
HOME = Address(name="Ada Byrne", street="1 Mill Lane", town="Otley", postcode="LS21 3AA")
TEA = Basket(items=(Item(product="assam-tea", quantity=2),))


@pytest.mark.parametrize("typed", ["31-4471", "#4471", "314471", "4471", "order no. 31 4471", "471"])
def test_an_order_is_found_however_its_number_is_typed(still: BusinessSystem, typed: str) -> None:
    """People type a number as they please and get the order they mean."""
    assert still.orders.find(NADIA, typed).number == "31-4471"


def test_twelve_is_not_twenty_one(still: BusinessSystem) -> None:
    """A short number is the order that ends in it, leading zeros apart."""
    assert still.orders.find(NADIA, "12").number == "31-0012"
    assert still.orders.find(NADIA, "21").number == "31-0021"


def test_a_number_that_fits_several_orders_names_them(still: BusinessSystem) -> None:
    """When a number could be several of one's orders, they are all offered."""
    with pytest.raises(WhichOrder) as caught:
        still.orders.find(OWEN, "922")
    assert caught.value.choices == ("31-6922", "31-5922")


@pytest.mark.parametrize("number", ["31-4471", "4471", "31-9999", "9999", "", "teapot", "../points", "\x00"])
def test_another_customers_order_is_like_none(still: BusinessSystem, number: str) -> None:
    """Somebody else's order and an order that does not exist get the same answer."""
    answers = []
    for who in (TOM, STRANGER):
        with pytest.raises(NoSuchOrder) as caught:
            still.orders.find(who, number)
        answers.append((str(caught.value), caught.value.choices))
    assert set(answers) == {("There is no such order of yours.", ())}


def test_every_door_refuses_a_strangers_order(still: BusinessSystem) -> None:
    """No read or write reaches another customer's order."""
    report = ProblemReport(kind=ProblemKind.DAMAGED)
    doors: list[Callable[[], object]] = [
        lambda: still.orders.cancel(TOM, "31-6610", once="a", now=NOW),
        lambda: still.orders.change(TOM, "31-6610", (LineChange(line=1, quantity=2),), once="b", now=NOW),
        lambda: still.orders.add(TOM, "31-6610", Item(product="rooibos"), once="c", now=NOW),
        lambda: still.orders.redirect(TOM, "31-6610", HOME, once="d", now=NOW),
        lambda: still.orders.send_back(TOM, "31-6203", ReturnRequest(line=1), once="f", now=NOW),
        lambda: still.orders.report_problem(TOM, "31-6610", report, once="g", now=NOW),
        lambda: still.orders.problems(TOM, "31-5120"),
        lambda: still.orders.refunds(TOM, "31-6118"),
        lambda: still.orders.payments(TOM, "31-6610"),
        lambda: still.orders.invoice(TOM, "31-6610"),
    ]
    for door in doors:
        with pytest.raises(NoSuchOrder):
            door()
    assert still.orders.find(PRIYA, "31-6610").status is OrderStatus.PLACED


def test_a_shipped_order_says_when_and_with_whom_it_comes(still: BusinessSystem) -> None:
    """An order on its way has a day, a carrier, a number to follow and an address."""
    order = still.orders.find(NADIA, "31-4471")
    assert order.status is OrderStatus.SHIPPED
    assert order.expected_at is not None and order.expected_at.date() == NOW.date() + timedelta(days=1)
    assert order.carrier == "Royal Mail" and order.tracking in order.tracking_url
    assert order.deliver_to is not None and order.deliver_to.town == "Leeds"
    assert [(x.name, x.size, x.colour) for x in order.lines] == [("Hayes quilted coat", "M", "navy")]


def test_a_delayed_order_knows_what_was_promised(still: BusinessSystem) -> None:
    """A delayed order has the day first promised and the present one."""
    order = still.orders.find(MARGARET, "31-5120")
    assert order.status is OrderStatus.DELAYED
    assert order.promised_at is not None and order.expected_at is not None
    assert order.promised_at < NOW < order.expected_at


def test_recent_orders_come_newest_first_and_no_more_than_asked(still: BusinessSystem) -> None:
    """The list of one's orders is in order of time and limited."""
    orders = still.orders.recent(JOAN, 5)
    assert len(orders) == 5 and orders[0].number == "31-6850"
    assert sorted(orders, key=lambda o: o.placed_at, reverse=True) == list(orders)
    assert still.orders.recent(STRANGER) == ()


def test_fifteen_years_of_socks(still: BusinessSystem) -> None:
    """The sock buyer bought three pairs for nineteen pounds, twice a year, for fifteen years."""
    orders = still.orders.recent(ARTHUR, 100)
    assert len(orders) == 30 and {o.total.amount for o in orders} == {Decimal("19.00")}


def test_placing_an_order_takes_stock_asks_for_money_and_gives_points(shop: BusinessSystem) -> None:
    """An order placed is there, priced, invoiced, and counted."""
    before = shop.products.details("stoneware-teapot-slate").variants[1].stock
    points = shop.points.balance(TOM).points
    basket = Basket(
        items=(Item(product="stoneware-teapot", colour="slate", quantity=2),), packaging="paper only"
    )
    order = shop.orders.place(TOM, basket, once="t1", now=NOW)
    assert order.total.amount == Decimal("96.00") and order.packaging == "paper only"
    assert order.deliver_to is not None and order.deliver_to.postcode == "YO23 1NA"
    assert order.expected_at is not None and order.expected_at > NOW
    assert shop.orders.find(TOM, order.number) == order
    assert shop.products.details("stoneware-teapot").variants[1].stock == before - 2
    assert [(p.status, p.amount) for p in shop.orders.payments(TOM, order.number)] == [
        (PaymentStatus.PENDING, order.total)
    ]
    assert shop.orders.invoice(TOM, order.number).total == order.total
    assert shop.points.balance(TOM).points == points + 96


def test_the_same_key_orders_once(shop: BusinessSystem) -> None:
    """A request repeated under its key changes nothing and gets the same answer."""
    first = shop.orders.place(NADIA, TEA, once="turn-7/place", now=NOW)
    again = shop.orders.place(NADIA, TEA, once="turn-7/place", now=NOW + timedelta(minutes=5))
    assert again == first
    assert len(shop.orders.recent(NADIA)) == 4
    with pytest.raises(OnceUsed):
        shop.orders.place(NADIA, Basket(items=(Item(product="rooibos"),)), once="turn-7/place", now=NOW)


def test_a_key_belongs_to_its_customer(shop: BusinessSystem) -> None:
    """Two customers with the same key each get their own order."""
    first = shop.orders.place(NADIA, TEA, once="same", now=NOW)
    assert shop.orders.place(TOM, TEA, once="same", now=NOW).number != first.number


def test_what_failed_under_a_key_can_be_tried_again(shop: BusinessSystem) -> None:
    """A key is only used up by what took effect."""
    with pytest.raises(NoAddress):
        shop.orders.place(STRANGER, TEA, once="k", now=NOW)
    basket = Basket(items=TEA.items, deliver_to=HOME)
    assert shop.orders.place(STRANGER, basket, once="k", now=NOW).deliver_to == HOME


BASKETS: list[tuple[Basket, type[ShopError]]] = [
    (Basket(items=()), NotValid),
    (Basket(items=(Item(product="surfboard"),)), NoSuchProduct),
    (Basket(items=(Item(product="hayes-coat"),)), WhichVariant),
    (Basket(items=(Item(product="hayes-coat", size="L", colour="navy"),)), OutOfStock),
    (Basket(items=(Item(product="assam-tea", quantity=0),)), NotValid),
    (Basket(items=(Item(product="assam-tea", quantity=-3),)), NotValid),
    (Basket(items=(Item(product="assam-tea", quantity=81),)), OutOfStock),
    (Basket(items=(Item(product="assam-tea", quantity=100),)), NotValid),
    (Basket(items=(Item(product="assam-tea"),), delivery="pigeon"), NotValid),
    (Basket(items=(Item(product="assam-tea"),), pay_with="pigeons"), NotValid),
    (Basket(items=(Item(product="assam-tea"),), voucher="VNONE"), NoSuchVoucher),
    (Basket(items=(Item(product="assam-tea"),), packaging="x\x00"), NotValid),
]


@pytest.mark.parametrize(("basket", "refusal"), BASKETS)
def test_a_basket_that_cannot_be_leaves_nothing_behind(
    still: BusinessSystem, basket: Basket, refusal: type[ShopError]
) -> None:
    """A refused order changes nothing."""
    with pytest.raises(refusal):
        still.orders.place(NADIA, basket, once="k", now=NOW)
    assert len(still.orders.recent(NADIA)) == 3


def test_a_coat_without_size_or_colour_is_asked_about(still: BusinessSystem) -> None:
    """What is missing to tell a thing apart is offered to choose from, one question at a time."""
    for item, choices in (
        (Item(product="hayes-coat"), {"S", "M", "L", "XL"}),
        (Item(product="hayes-coat", size="M"), {"navy", "moss"}),
    ):
        with pytest.raises(WhichVariant) as caught:
            still.orders.place(NADIA, Basket(items=(item,)), once="k", now=NOW)
        assert set(caught.value.choices) == choices


def test_cancelling_gives_everything_back(shop: BusinessSystem) -> None:
    """A cancelled order returns its goods, its money, however often taken, and its points."""
    points = shop.points.balance(PRIYA).points
    stock = shop.products.details("bedtime-hare").variants[0].stock
    order = shop.orders.cancel(PRIYA, "6610", once="k", now=NOW)
    assert order.status is OrderStatus.CANCELLED
    assert shop.products.details("bedtime-hare").variants[0].stock == stock + 1
    assert shop.points.balance(PRIYA).points == points - 53
    refund = shop.orders.refunds(PRIYA, "6610")[0]
    assert (refund.amount.amount, refund.status) == (order.total.amount * 2, RefundStatus.APPROVED)
    with pytest.raises(AlreadyDone):
        shop.orders.cancel(PRIYA, "6610", once="k2", now=NOW)


@pytest.mark.parametrize(("who", "number"), [(NADIA, "31-4471"), (KWAME, "31-6203")])
def test_what_has_left_the_house_stays_as_it_is(still: BusinessSystem, who: CustomerRef, number: str) -> None:
    """Shipped and delivered orders can be neither cancelled, changed nor redirected."""
    writes: list[Callable[[], object]] = [
        lambda: still.orders.cancel(who, number, once="a", now=NOW),
        lambda: still.orders.change(who, number, (LineChange(line=1, quantity=2),), once="b", now=NOW),
        lambda: still.orders.add(who, number, Item(product="rooibos"), once="c", now=NOW),
        lambda: still.orders.redirect(who, number, HOME, once="d", now=NOW),
    ]
    for write in writes:
        with pytest.raises(TooLate):
            write()


def test_a_delayed_order_still_here_can_be_cancelled(shop: BusinessSystem) -> None:
    """Being late does not bind the customer while the parcel is still in the house."""
    assert shop.orders.cancel(MARGARET, "5120", once="k", now=NOW).status is OrderStatus.CANCELLED


def test_size_colour_and_quantity_change_together(shop: BusinessSystem) -> None:
    """A change swaps what is on the shelf, the sums, the invoice, and asks for or returns the difference."""
    changes = (LineChange(line=1, size="6-7", quantity=2), LineChange(line=2, quantity=0))
    order = shop.orders.change(PRIYA, "6610", changes, once="k", now=NOW)
    assert [(x.sku, x.quantity) for x in order.lines] == [("child-coat-navy-6-7", 2)]
    assert order.total.amount == Decimal("92.00")
    assert shop.orders.invoice(PRIYA, "6610").total == order.total
    # it had been paid twice: 107.98 taken, 92.00 owed
    assert [r.amount.amount for r in shop.orders.refunds(PRIYA, "6610")] == [Decimal("15.98")]
    stock = {v.sku: v.stock for v in shop.products.details("child-coat").variants}
    assert stock["child-coat-navy-6-7"] == 10


CHANGES: list[tuple[tuple[LineChange, ...], type[ShopError]]] = [
    ((LineChange(line=1, quantity=0), LineChange(line=2, quantity=0)), NothingLeft),
    ((LineChange(line=3, quantity=1),), NoSuchLine),
    ((LineChange(line=1, size="4-5", colour="mustard"),), OutOfStock),
    ((LineChange(line=1, size="XL"),), WhichVariant),
    ((LineChange(line=1, quantity=-1),), NotValid),
    ((LineChange(line=2, quantity=0), LineChange(line=1, colour="mustard")), OutOfStock),
]


@pytest.mark.parametrize(("changes", "refusal"), CHANGES)
def test_a_change_that_cannot_be_changes_nothing(
    still: BusinessSystem, changes: tuple[LineChange, ...], refusal: type[ShopError]
) -> None:
    """All of a change happens, or none of it."""
    before = still.orders.find(PRIYA, "6610")
    with pytest.raises(refusal):
        still.orders.change(PRIYA, "6610", changes, once="k", now=NOW)
    assert still.orders.find(PRIYA, "6610") == before


def test_something_can_be_added_and_the_parcel_sent_elsewhere(shop: BusinessSystem) -> None:
    """An order not yet gone takes another thing and another address."""
    order = shop.orders.add(PRIYA, "6610", Item(product="cotton-bear"), once="a", now=NOW)
    assert [x.product for x in order.lines] == ["child-coat", "bedtime-hare", "cotton-bear"]
    assert shop.orders.redirect(PRIYA, "6610", HOME, once="b", now=NOW).deliver_to == HOME
    assert shop.orders.find(PRIYA, "6610").deliver_to == HOME


def test_an_address_nobody_could_find_is_refused(still: BusinessSystem) -> None:
    """An address needs street, town and postcode."""
    with pytest.raises(NotValid):
        still.orders.redirect(
            PRIYA, "6610", Address(name="x", street=" ", town="York", postcode="YO1"), once="k", now=NOW
        )


def test_a_voucher_pays_once(shop: BusinessSystem) -> None:
    """Points become a voucher, the voucher a discount, and a cancelled order gives it back."""
    voucher = shop.points.redeem(KWAME, 500, once="r", now=NOW)
    basket = Basket(items=(Item(product="iron-casserole", colour="slate"),), voucher=voucher.voucher)
    order = shop.orders.place(KWAME, basket, once="a", now=NOW)
    assert order.discount.amount == Decimal("5.00") and order.total.amount == Decimal("113.00")
    with pytest.raises(NoSuchVoucher):
        shop.orders.place(KWAME, basket, once="b", now=NOW)
    with pytest.raises(NoSuchVoucher):
        shop.orders.place(TOM, basket, once="c", now=NOW)
    shop.orders.cancel(KWAME, order.number, once="d", now=NOW)
    assert shop.orders.place(KWAME, basket, once="e", now=NOW).discount.amount == Decimal("5.00")


def test_a_sale_comes_off_the_price(shop: BusinessSystem) -> None:
    """What is on offer that day is taken off without being asked for."""
    basket = Basket(items=(Item(product="tulip-bulbs", colour="red", quantity=4),))
    assert shop.orders.place(NADIA, basket, once="a", now=NOW).discount.amount == Decimal("11.00")
    later = shop.orders.place(NADIA, basket, once="b", now=NOW + timedelta(days=60))
    assert later.discount.amount == Decimal("0.00")


def test_sending_back_for_the_money(shop: BusinessSystem) -> None:
    """A return within the policy's days begins a refund of what was paid, and says how to send it."""
    returned = shop.orders.send_back(KWAME, "6203", ReturnRequest(line=1, reason="tight"), once="a", now=NOW)
    assert returned.refund is not None and returned.refund.amount == Decimal("75.00")
    assert returned.instructions and returned.send_by > NOW.date()
    refund = shop.orders.refunds(KWAME, "6203")[0]
    assert (refund.status, refund.amount) == (RefundStatus.REQUESTED, returned.refund)
    with pytest.raises(AlreadyDone):
        shop.orders.send_back(KWAME, "6203", ReturnRequest(line=1), once="b", now=NOW)


def test_sending_back_for_another_size(shop: BusinessSystem) -> None:
    """An exchange keeps the other size for the customer, or says that it is not there."""
    wish = ReturnRequest(line=1, wish=Wish.EXCHANGE, size="45")
    assert shop.orders.send_back(KWAME, "6203", wish, once="a", now=NOW).refund is None
    stock = {v.sku: v.stock for v in shop.products.details("court-trainers").variants}
    assert stock["court-trainers-navy-45"] == 11


RETURNS: list[tuple[CustomerRef, str, ReturnRequest, type[ShopError]]] = [
    (KWAME, "6203", ReturnRequest(line=1, wish=Wish.EXCHANGE, colour="white"), OutOfStock),
    (KWAME, "6203", ReturnRequest(line=1, quantity=2), NotValid),
    (KWAME, "6203", ReturnRequest(line=1, quantity=0), NotValid),
    (KWAME, "6203", ReturnRequest(line=9), NoSuchLine),
    (KWAME, "6118", ReturnRequest(line=1), TooLate),
    (NADIA, "4471", ReturnRequest(line=1), NotYetDelivered),
    (PRIYA, "6610", ReturnRequest(line=1), NotYetDelivered),
]


@pytest.mark.parametrize(("who", "number", "request_", "refusal"), RETURNS)
def test_a_return_outside_the_rules_is_refused(
    still: BusinessSystem, who: CustomerRef, number: str, request_: ReturnRequest, refusal: type[ShopError]
) -> None:
    """Each rule of the return policy has its own answer."""
    with pytest.raises(refusal):
        still.orders.send_back(who, number, request_, once="k", now=NOW)


def test_the_third_broken_teapot_is_counted(shop: BusinessSystem) -> None:
    """Whoever reports a problem again is known to have had it before, and gets the money when asked for."""
    before = shop.orders.problems(TOM, "7704")
    assert [p.times for p in before] == [1, 2, 3]
    assert [p.settled_at is not None for p in before] == [True, True, False]
    report = ProblemReport(kind=ProblemKind.DAMAGED, words="fourth one", wish=Wish.REFUND)
    problem = shop.orders.report_problem(TOM, "7704", report, once="a", now=NOW)
    assert problem.times == 4 and problem.words == "fourth one"
    assert shop.orders.refunds(TOM)[0].amount.amount == Decimal("48.00")
    with pytest.raises(AlreadyDone):
        shop.orders.report_problem(TOM, "7704", report, once="b", now=NOW)


def test_a_remedy_needs_to_know_for_what(still: BusinessSystem) -> None:
    """With several things in an order, money back needs to know for which."""
    report = ProblemReport(kind=ProblemKind.DAMAGED, wish=Wish.REFUND)
    with pytest.raises(NoSuchLine) as caught:
        still.orders.report_problem(NADIA, "12", report, once="a", now=NOW)
    assert caught.value.choices == ("1", "2")
    assert still.orders.problems(NADIA, "12") == ()


def test_a_payment_taken_twice_shows(still: BusinessSystem) -> None:
    """Each attempt to take money is there to be seen."""
    taken = [p for p in still.orders.payments(PRIYA, "6610") if p.status is PaymentStatus.TAKEN]
    assert len(taken) == 2 and taken[0].amount == taken[1].amount


def test_an_invoice_adds_up_and_books_bear_no_vat(still: BusinessSystem) -> None:
    """An invoice's lines, VAT and total agree."""
    invoice = still.orders.invoice(TOM, "7704")
    assert (invoice.total.amount, invoice.vat.amount) == (Decimal("51.95"), Decimal("8.00"))
    assert still.orders.invoice(JOAN, "6722").vat.amount == Decimal("0.00")
