"""From a basket to an order's lines and sums. Pure but for the catalogue and house it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from shop.demo.catalogue import Catalogue, variant_of
from shop.demo.house import ZONE, HouseBook, pounds, working_day_after
from shop.demo.order_rows import goods
from shop.errors import NoSuchLine, NothingLeft, NotValid
from shop.places import DeliveryOption
from shop.values import Basket, Item, LineChange, Money, Order, OrderLine, OrderStatus

_MOST = 99
_NOT_LEFT = frozenset({OrderStatus.PLACED, OrderStatus.PACKED})


@dataclass(frozen=True, slots=True)
class Till:
    """Prices things by a catalogue and a house's rules."""

    catalogue: Catalogue
    book: HouseBook

    def order(self, number: str, basket: Basket, now: datetime) -> Order:
        """The order this basket makes, without address or voucher; NotValid, NoSuchProduct, WhichVariant."""
        if not basket.items:
            raise NotValid
        option = self._delivery(basket.delivery)
        self._check_payment(basket.pay_with)
        lines = tuple(self.line(place, item) for place, item in enumerate(basket.items, start=1))
        there = working_day_after(now, option.days_to)
        bare = Order(
            number=number,
            status=OrderStatus.PLACED,
            placed_at=now,
            lines=lines,
            delivery_fee=_fee(option, goods(lines)),
            discount=pounds(self.book.sale_on(lines, now.astimezone(ZONE).date())),
            total=pounds(0),
            delivery=option.id,
            pay_with=basket.pay_with,
            promised_at=there,
            expected_at=there,
            carrier=self.book.carriers[option.id],
            packaging=basket.packaging,
            invoice_by=basket.invoice_by,
        )
        return summed(bare)

    def line(self, place: int, item: Item) -> OrderLine:
        """One line at today's price; NotValid, NoSuchProduct, WhichVariant."""
        check_quantity(item.quantity)
        product = self.catalogue.product(item.product)
        variant = variant_of(product, item.product, item.size, item.colour)
        return OrderLine(
            line=place,
            sku=variant.sku,
            product=product.id,
            name=product.name,
            category=product.category,
            quantity=item.quantity,
            unit_price=product.price,
            total=pounds(product.price.amount * item.quantity),
            size=variant.size,
            colour=variant.colour,
        )

    def with_lines(self, order: Order, lines: tuple[OrderLine, ...]) -> Order:
        """The order with other lines: its sale worked out again, its voucher kept; NothingLeft."""
        if not lines:
            raise NothingLeft
        day = order.placed_at.astimezone(ZONE).date()
        voucher = order.discount.amount - self.book.sale_on(order.lines, day)
        return summed(
            replace(
                order, lines=lines, discount=pounds(self.book.sale_on(lines, day) + max(voucher, Decimal(0)))
            )
        )

    def changed(self, order: Order, changes: tuple[LineChange, ...]) -> Order:
        """The order after all changes; NoSuchLine, NoSuchProduct, WhichVariant, NothingLeft, NotValid."""
        lines = {line.line: line for line in order.lines}
        for change in changes:
            line = _line_of(lines, change.line)
            if change.quantity == 0:
                del lines[line.line]
            else:
                lines[line.line] = self._changed_line(line, change)
        return self.with_lines(order, tuple(lines.values()))

    def _changed_line(self, line: OrderLine, change: LineChange) -> OrderLine:
        quantity = line.quantity if change.quantity is None else change.quantity
        check_quantity(quantity)
        total = pounds(line.unit_price.amount * quantity)
        if not change.size and not change.colour:
            return replace(line, quantity=quantity, total=total)
        product = self.catalogue.product(line.product)
        variant = variant_of(product, product.id, change.size or line.size, change.colour or line.colour)
        return replace(
            line, quantity=quantity, total=total, sku=variant.sku, size=variant.size, colour=variant.colour
        )

    def _delivery(self, wanted: str) -> DeliveryOption:
        options = {option.id: option for option in self.book.delivery_options()}
        if wanted not in options:
            raise NotValid(*options)
        return options[wanted]

    def _check_payment(self, wanted: str) -> None:
        methods = [method.id for method in self.book.payment_methods()]
        if wanted not in methods:
            raise NotValid(*methods)


def summed(order: Order) -> Order:
    """The order with its total worked out; a discount never exceeds the goods."""
    worth = goods(order.lines)
    discount = min(order.discount.amount, worth)
    total = worth + order.delivery_fee.amount - discount
    return replace(order, discount=pounds(discount), total=pounds(total))


def has_left(order: Order) -> bool:
    """Whether the order is out of the house's hands, so that nothing about it can change any more."""
    waiting = order.status is OrderStatus.DELAYED and not order.tracking
    return order.status not in _NOT_LEFT and not waiting


def check_quantity(quantity: int) -> None:
    """Refuse none, less, or more than anybody takes home; NotValid."""
    if not 1 <= quantity <= _MOST:
        raise NotValid


def own_line(order: Order, line: int) -> OrderLine:
    """That line of the order; NoSuchLine with the lines there are."""
    return _line_of({each.line: each for each in order.lines}, line)


def value_of(order: Order, line: OrderLine, quantity: int) -> Decimal:
    """What was paid for so many of a line, its share of the discount taken off, to the penny."""
    worth = goods(order.lines)
    share = (worth - order.discount.amount) / worth if worth else Decimal(1)
    return pounds(line.total.amount * quantity / line.quantity * share).amount


def quantities(lines: tuple[OrderLine, ...]) -> list[tuple[str, int]]:
    """How many of which sku the lines hold."""
    return [(line.sku, line.quantity) for line in lines]


def _line_of(lines: Mapping[int, OrderLine], wanted: int) -> OrderLine:
    if wanted not in lines:
        raise NoSuchLine(*(str(number) for number in lines))
    return lines[wanted]


def _fee(option: DeliveryOption, worth: Decimal) -> Money:
    free = option.free_from is not None and worth >= option.free_from.amount
    return pounds(0) if free else option.price
