"""What the demo house holds of a customer: all of it is named, handed out, and gone when asked."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from shop.demo import DemoHouse, fill
from shop.demo.tables import PERSONAL, Base, InvoiceRow
from shop.errors import NoSuchOrder
from shop.port import BusinessSystem
from shop.values import AccountStatus, Basket, Item, ProblemKind, ProblemReport
from tests.shop.conftest import NOW
from tests.shop.test_orders import HOME, NADIA, STRANGER, TEA, TOM
from tests.shop.test_shelves_and_rooms import table

CANARY = "Zaphod Quillfeather"


def everything(engine: Engine) -> str:
    """Every row of every table of the house, as text."""
    with engine.connect() as db:
        return "\n".join(str(row) for t in Base.metadata.sorted_tables for row in db.execute(select(t)))


def leave_traces(shop: BusinessSystem) -> None:
    """Let a visitor use every part of the shop that takes words."""
    address = HOME.__class__(name=CANARY, street="1 Canary Row", town="Hull", postcode="HU1 1AA")
    order = shop.orders.place(STRANGER, Basket(items=TEA.items, deliver_to=address), once="a", now=NOW)
    report = ProblemReport(kind=ProblemKind.OTHER, words=f"signed {CANARY}")
    shop.orders.report_problem(STRANGER, order.number, report, once="b", now=NOW)
    visit = table(12)
    visit = type(visit)(shop="york", kind=visit.kind, starts_at=visit.starts_at, name=CANARY, note=CANARY)
    shop.bookings.make(STRANGER, visit, once="c", now=NOW)
    shop.points.redeem(STRANGER, 10, once="d", now=NOW)


def test_every_column_named_customer_is_in_the_data_map() -> None:
    """No table with a customer in it is missing from the places."""
    with_customer = {name for name, t in Base.metadata.tables.items() if "customer" in t.columns}
    assert with_customer == {table.__tablename__ for table in PERSONAL}
    assert all(name.startswith("demo_") for name in Base.metadata.tables)


def test_places_count_what_is_there(still: BusinessSystem) -> None:
    """Each place says how many rows of this customer it holds."""
    held = {h.place: h.rows for h in still.records.places(NADIA)}
    assert (held["demo_customers"], held["demo_orders"], held["demo_bookings"]) == (1, 3, 1)
    assert {h.rows for h in still.records.places(STRANGER)} == {0}


def test_an_export_holds_all_of_its_customer_and_nothing_of_another(shop: BusinessSystem) -> None:
    """A copy of one's data is complete, is plain JSON, and names nobody else."""
    leave_traces(shop)
    copy = shop.records.export(STRANGER)
    assert {place: len(rows) for place, rows in copy.items()} == {
        h.place: h.rows for h in shop.records.places(STRANGER)
    }
    text = json.dumps(copy)
    assert CANARY in text and "Nadia" not in text and "account:c-" not in text


def test_erasing_leaves_no_trace(engine: Engine) -> None:
    """After erasure no table holds a word of the customer's, and everybody else is untouched."""
    shop = DemoHouse(engine)
    others = shop.records.places(NADIA), shop.records.export(NADIA)
    leave_traces(shop)
    assert CANARY in everything(engine)
    receipt = {e.place: e for e in shop.records.erase(STRANGER, now=NOW)}
    left = everything(engine)
    assert CANARY not in left and "Canary Row" not in left and STRANGER not in left
    assert {h.rows for h in shop.records.places(STRANGER)} == {0}
    assert (shop.records.places(NADIA), shop.records.export(NADIA)) == others
    kept = {place for place, erased in receipt.items() if erased.left}
    assert kept == {"demo_invoices"} and "ten years" in receipt["demo_invoices"].why_kept


def test_erasing_twice_is_erasing_once(shop: BusinessSystem) -> None:
    """A second erasure finds nothing and leaves what the first one left."""
    shop.records.erase(TOM, now=NOW)
    again = shop.records.erase(TOM, now=NOW)
    assert {(e.found, e.left) for e in again} == {(0, 0)}
    assert shop.orders.recent(TOM) == ()
    assert shop.accounts.details(TOM).account is AccountStatus.NONE
    with pytest.raises(NoSuchOrder):
        shop.orders.invoice(TOM, "31-7704")


def test_the_kept_invoice_names_nobody(engine: Engine) -> None:
    """An invoice that the law keeps has its lines and sums, but no customer, order or address."""
    DemoHouse(engine).records.erase(TOM, now=NOW)
    with engine.connect() as db:
        rows = db.execute(select(InvoiceRow).where(InvoiceRow.customer.is_(None))).all()
    assert len(rows) == 2 and all(row.lines and row.order == "" and row.billed_to is None for row in rows)


def test_invoices_older_than_the_law_asks_go_too(engine: Engine) -> None:
    """Once its ten years are over, an invoice is erased like everything else."""
    shop = DemoHouse(engine)
    receipt = {e.place: e for e in shop.records.erase(TOM, now=NOW + timedelta(days=12 * 366))}
    assert receipt["demo_invoices"].left == 0


def test_filling_again_changes_nothing(engine: Engine) -> None:
    """A house filled before stays as it is, and an erased customer never comes back."""
    shop = DemoHouse(engine)
    shop.orders.place(TOM, TEA, once="k", now=NOW)
    shop.records.erase(NADIA, now=NOW)
    before = everything(engine)
    fill(engine, NOW + timedelta(days=3))
    assert everything(engine) == before


def test_an_order_after_erasure_is_a_strangers(shop: BusinessSystem) -> None:
    """Whoever comes back after being forgotten begins anew."""
    shop.records.erase(TOM, now=NOW)
    basket = Basket(items=(Item(product="rooibos"),), deliver_to=HOME)
    assert shop.orders.place(TOM, basket, once="k", now=NOW).deliver_to == HOME
    assert len(shop.orders.recent(TOM)) == 1
