"""Many at once: no point spent twice, no chair sold twice, no key used twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, create_engine

from shop.demo import DemoHouse, create_tables, fill
from shop.demo.house import load_house
from shop.errors import NotEnoughPoints, OutOfStock, ShopError, SlotTaken
from shop.places import Booking, BookingChange, BookingRequest, BookingStatus, VisitKind
from shop.values import Basket, CustomerRef, Item
from tests.shop.conftest import NOW
from tests.shop.test_orders import KWAME, NADIA, OWEN, PRIYA, TOM
from tests.shop.test_shelves_and_rooms import table

CROWD = 8


def outcomes(act: Callable[[int], object]) -> list[object]:
    """What came of a crowd acting at once: an answer or a ShopError each."""

    together = Barrier(CROWD)

    def one(number: int) -> object:
        together.wait(timeout=30)
        try:
            return act(number)
        except ShopError as error:
            return error

    with ThreadPoolExecutor(CROWD) as crowd:
        return list(crowd.map(one, range(CROWD)))


def test_one_key_in_many_hands_is_one_order(engine: Engine) -> None:
    """The same request sent many times at once is one order, and everybody gets its number."""
    shop = DemoHouse(engine)
    basket = Basket(items=(Item(product="rooibos"),))
    answers = outcomes(lambda _: shop.orders.place(NADIA, basket, once="k", now=NOW))
    assert len(set(answers)) == 1 and len(shop.orders.recent(NADIA)) == 4


def test_points_asked_for_at_once_are_spent_once(engine: Engine) -> None:
    """When many ask for most of the points at once, one gets them."""
    shop = DemoHouse(engine)
    outcomes(lambda n: shop.points.balance(KWAME))  # opens the connections, so that nobody comes late
    have = shop.points.balance(KWAME).points
    answers = outcomes(lambda n: shop.points.redeem(KWAME, have - 10, once=f"k{n}", now=NOW))
    assert sum(isinstance(a, NotEnoughPoints) for a in answers) == CROWD - 1
    assert shop.points.balance(KWAME).points == 10


def test_the_last_chairs_go_to_those_who_fit(engine: Engine) -> None:
    """Of many parties of four that want a room for sixteen at once, four get a table."""
    shop = DemoHouse(engine)
    guests = [CustomerRef(f"guest-{n}") for n in range(CROWD)]
    answers = outcomes(lambda n: shop.bookings.make(guests[n], table(12, party=4), once="k", now=NOW))
    assert sum(isinstance(a, Booking) for a in answers) == 4
    assert sum(isinstance(a, SlotTaken) for a in answers) == CROWD - 4


def test_the_last_pair_is_sold_once(engine: Engine) -> None:
    """One pair of boots in stock is one order, however many want it."""
    shop = DemoHouse(engine)
    basket = Basket(items=(Item(product="fell-boots", size="46"),), delivery="collect")
    guests = [CustomerRef(f"guest-{n}") for n in range(CROWD)]
    answers = outcomes(lambda n: shop.orders.place(guests[n], basket, once="k", now=NOW))
    assert sum(isinstance(a, OutOfStock) for a in answers) == CROWD - 1


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> DemoHouse:
    return new_house(tmp_path_factory.mktemp("together"))


def new_house(folder: Path) -> DemoHouse:
    engine = create_engine(f"sqlite:///{folder / 'house.db'}")
    create_tables(engine)
    fill(engine, NOW)
    return DemoHouse(engine)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(
        st.tuples(st.sampled_from("abcdef"), st.integers(-5, 900), st.sampled_from([KWAME, OWEN])),
        max_size=12,
    )
)
def test_a_points_ledger_adds_up(house: DemoHouse, asked: list[tuple[str, int, CustomerRef]]) -> None:
    """Whatever is redeemed in whatever order, with repeated keys, the balance is what was there less what
    each key used the first time, and is never below zero."""
    run = f"{datetime.now().timestamp()}"
    expected = {who: house.points.balance(who).points for who in (KWAME, OWEN)}
    used: set[tuple[str, CustomerRef]] = set()
    for key, points, who in asked:
        try:
            house.points.redeem(who, points, once=f"{run}{key}", now=NOW)
        except ShopError:
            continue
        if (key, who) not in used:
            used.add((key, who))
            expected[who] -= points
    for who, points in expected.items():
        assert house.points.balance(who).points == points >= 0


class TeaRoom(RuleBasedStateMachine):
    """Guests book, move and cancel at random; a plain list of seats is the oracle."""

    house: DemoHouse

    def __init__(self) -> None:
        super().__init__()
        self.day = next(DAYS)
        self.standing: dict[str, tuple[CustomerRef, Booking]] = {}
        self.keys = 0

    def _key(self) -> str:
        self.keys += 1
        return f"{self.day}-{self.keys}"

    def _start(self, half_hours: int) -> datetime:
        return self.day + half_hours * timedelta(minutes=30)

    @rule(who=st.sampled_from([NADIA, TOM, PRIYA]), half_hours=st.integers(-1, 15), party=st.integers(1, 16))
    def book(self, who: CustomerRef, half_hours: int, party: int) -> None:
        request = BookingRequest(
            shop="york", kind=VisitKind.TABLE, starts_at=self._start(half_hours), party=party
        )
        try:
            booking = self.house.bookings.make(who, request, once=self._key(), now=NOW)
        except SlotTaken:
            assert not self._fits(request.starts_at, party)
            return
        self.standing[booking.number] = (who, booking)

    @rule(half_hours=st.integers(-1, 15), party=st.integers(1, 16), data=st.data())
    def move(self, half_hours: int, party: int, data: st.DataObject) -> None:
        if not self.standing:
            return
        number = data.draw(st.sampled_from(sorted(self.standing)))
        who, booking = self.standing.pop(number)
        start, after = self._start(half_hours), booking
        change = BookingChange(starts_at=start, party=party)
        try:
            after = self.house.bookings.change(who, number, change, once=self._key(), now=NOW)
        except SlotTaken:
            assert not self._fits(start, party)
        self.standing[number] = (who, after)

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        if not self.standing:
            return
        number = data.draw(st.sampled_from(sorted(self.standing)))
        who, booking = self.standing.pop(number)
        gone = self.house.bookings.cancel(who, number, once=self._key(), now=NOW)
        assert gone == replace(booking, status=BookingStatus.CANCELLED)

    @invariant()
    def nobody_stands(self) -> None:
        for half_hours in range(0, 16):
            assert self._seated(self._start(half_hours)) <= SEATS

    @invariant()
    def the_house_agrees(self) -> None:
        for who in (NADIA, TOM, PRIYA):
            mine = {b for w, b in self.standing.values() if w == who}
            on_the_day = {
                b for b in self.house.bookings.upcoming(who, now=NOW) if b.starts_at.date() == self.day.date()
            }
            assert on_the_day == mine

    def _seated(self, moment: datetime) -> int:
        return sum(b.party for _, b in self.standing.values() if b.starts_at <= moment < b.ends_at)

    def _fits(self, start: datetime, party: int) -> bool:
        opens, closes = self.day, self.day + timedelta(hours=8)
        during = [start + n * timedelta(minutes=30) for n in range(3)]
        in_hours = opens <= start and start + timedelta(minutes=90) <= closes
        return in_hours and all(self._seated(m) + party <= SEATS for m in during)


SEATS = load_house().rooms["york", VisitKind.TABLE].places
DAYS = iter([table(9, 30).starts_at + timedelta(weeks=n) for n in range(1, 5000)])


def test_no_chair_is_sold_twice(house: DemoHouse) -> None:
    """However guests book, move and cancel, nobody stands, and nobody is refused where there is room."""
    TeaRoom.house = house
    run_state_machine_as_test(
        TeaRoom, settings=settings(max_examples=12, stateful_step_count=12, deadline=None)
    )
