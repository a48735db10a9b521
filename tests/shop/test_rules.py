"""The shop's pure rules, as tables of cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.demo.catalogue import load_catalogue
from shop.demo.house import ZONE, Room, load_house, working_day_after
from shop.demo.search import Search
from shop.demo.slots import Taken, nearest, places_left, starts_on
from shop.errors import ShopError, code_of, error_called
from shop.order_numbers import matching
from shop.values import ProductQuery

OWN = ("31-4471", "31-0012", "31-0021", "31-7704")
NUMBERS = [
    ("12", ("31-0012",)),
    ("21", ("31-0021",)),
    ("0012", ("31-0012",)),
    ("#4471", ("31-4471",)),
    ("317704", ("31-7704",)),
    ("31-7704.", ("31-7704",)),
    ("my order 7704 pls", ("31-7704",)),
    ("3", ()),
    ("0", ()),
    ("", ()),
    ("٧٧٠٤", ()),
    ("99999", ()),
    ("1" * 10_000, ()),
]


@pytest.mark.parametrize(("typed", "meant"), NUMBERS)
def test_which_number_is_meant(typed: str, meant: tuple[str, ...]) -> None:
    """A number typed loosely means the closest of the customer's own."""
    assert matching(typed, OWN) == meant


@given(st.text(), st.lists(st.from_regex(r"[0-9]{2}-[0-9]{4}", fullmatch=True)))
def test_only_own_numbers_are_ever_meant(typed: str, own: list[str]) -> None:
    """Whatever is typed, only one's own numbers come out, and each number finds itself."""
    assert set(matching(typed, own)) <= set(own)
    assert all(number in matching(number, own) for number in own)


SEARCHES: list[tuple[ProductQuery, set[str], set[str]]] = [
    (ProductQuery(words="a warm winter coat"), {"hayes-coat", "whitby-coat"}, {"esk-raincoat"}),
    (ProductQuery(words="coat", avoid=("wool",)), {"hayes-coat"}, {"whitby-coat", "ferris-overcoat"}),
    (ProductQuery(words="jumper", avoid=("wool",)), {"pennine-cotton-jumper"}, {"dales-jumper"}),
    (ProductQuery(words="something warm", avoid=("animal",)), {"orla-parka"}, {"linden-down-coat"}),
    (ProductQuery(words="boots", avoid=("leather",)), {"moor-boots"}, {"fell-boots"}),
    (ProductQuery(words="chocolate", avoid=("nuts",)), set(), {"dark-chocolate"}),
    (
        ProductQuery(words="tea", avoid=("nuts",)),
        {"assam-tea", "rooibos"},
        {"almond-green", "dark-chocolate"},
    ),
    (ProductQuery(words="tea", needs=("caffeine free",)), {"rooibos"}, {"assam-tea"}),
    (ProductQuery(words="trainers", size="47"), {"road-trainers"}, {"court-trainers"}),
    (ProductQuery(category="coats", colour="blue"), {"hayes-coat"}, {"linden-down-coat"}),
    (ProductQuery(category="women's coats"), {"hayes-coat"}, {"dales-jumper"}),
    (ProductQuery(category="kitchen"), {"stove-kettle", "assam-tea"}, {"hayes-coat"}),
    (ProductQuery(words="CD player"), {"cd-player"}, {"cd-piano", "turntable"}),
    (ProductQuery(words="wellies"), {"garden-wellies"}, set()),
    (ProductQuery(material="cotton", category="knitwear"), {"pennine-cotton-jumper"}, {"birk-fleece"}),
    (ProductQuery(words="teapot"), {"stoneware-teapot", "glass-teapot"}, {"stove-kettle"}),
]


@pytest.mark.parametrize(("query", "among", "never"), SEARCHES)
def test_what_fits(query: ProductQuery, among: set[str], never: set[str]) -> None:
    """A search finds what was meant and nothing that must be avoided."""
    catalogue = load_catalogue()
    found = {p.id for p in Search(catalogue).find(query, {}, 50)}
    assert among <= found and not never & found


@pytest.mark.parametrize("words", ["red surfboard", "electric guitar", "umbrella", "🦔", "12345", "x" * 5000])
def test_what_the_house_does_not_have(words: str) -> None:
    """A colour or a material alone is no reason to offer something else."""
    assert Search(load_catalogue()).find(ProductQuery(words=words), {}, 50) == ()


@given(st.builds(ProductQuery, words=st.text(max_size=40), avoid=st.tuples(st.text(max_size=12))))
def test_any_words_can_be_searched_for(query: ProductQuery) -> None:
    """Whatever is typed, a search answers."""
    assert len(SEARCH.find(query, {}, 3)) <= 3


SEARCH = Search(load_catalogue())


def test_what_is_sold_out_comes_last() -> None:
    """Of things that fit alike, those in stock come first."""
    stock = {v.sku: 1 for p in ("birk-fleece",) for v in SEARCH.catalogue.products[p].variants}
    found = SEARCH.find(ProductQuery(words="jumper"), stock, 10)
    assert found[0].id == "birk-fleece"


def test_the_catalogue_is_believable() -> None:
    """About seventy products in seven departments, all priced, described, and made of a whole."""
    products = SEARCH.catalogue.products.values()
    assert 70 <= len(products) <= 80
    assert len({p.department for p in products}) == 7
    assert all(sum(m.percent for m in p.materials) == 100 for p in products)
    assert all(p.price.amount > 0 and p.description and p.give_back for p in products)
    skus = [v.sku for p in products for v in p.variants]
    assert len(skus) == len(set(skus))
    assert any(v.stock == 0 for p in products for v in p.variants)
    assert all(n >= 5 for _, _, n in SEARCH.catalogue.pairs)


ROOM = Room(places=4, every=timedelta(minutes=30), lasts=timedelta(minutes=90))
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
HALF = timedelta(minutes=30)


def seated(start_halves: int, party: int) -> Taken:
    start = NOON + start_halves * HALF
    return Taken(start, start + ROOM.lasts, party)


PLACES = [
    ([], 4),
    ([seated(0, 3)], 1),
    ([seated(-3, 4)], 4),
    ([seated(3, 4)], 4),
    ([seated(-2, 2), seated(1, 2)], 2),
    ([seated(-1, 2), seated(1, 2)], 0),
    ([seated(0, 4), seated(0, 4)], 0),
]


@pytest.mark.parametrize(("taken", "left"), PLACES)
def test_places_left_at_the_fullest_moment(taken: list[Taken], left: int) -> None:
    """A visit fits where there is room at every moment of it."""
    assert places_left(ROOM, NOON, taken) == left


def test_the_clock_change_moves_no_opening_hour() -> None:
    """On the day the clocks go back, the first time is still when the shop opens."""
    shop = load_house().shop("leeds", datetime(2026, 10, 1, tzinfo=UTC))
    starts = starts_on(shop, ROOM, date(2026, 10, 25))
    assert (starts[0].hour, starts[0].utcoffset()) == (11, timedelta(0))


def test_the_nearest_times_come_in_order() -> None:
    """Of many free times the nearest few are named, earliest first."""
    starts = [NOON + n * HALF for n in range(-4, 5)]
    assert nearest(starts, NOON, 3) == [NOON - HALF, NOON, NOON + HALF]


@pytest.mark.parametrize(
    ("days", "there"), [(1, date(2026, 11, 23)), (2, date(2026, 11, 24)), (7, date(2026, 11, 30))]
)
def test_nothing_is_delivered_on_a_sunday(days: int, there: date) -> None:
    """From a Saturday, one working day later is Monday."""
    assert working_day_after(datetime(2026, 11, 21, 10, tzinfo=UTC), days).date() == there


def test_every_error_travels_by_its_name() -> None:
    """An error's name leads back to it, and its words are its docstring."""
    for error in ShopError.__subclasses__():
        assert error_called(code_of(error())) is error
        assert str(error("a choice")) == error.__doc__
    assert error_called("nonsense") is ShopError
