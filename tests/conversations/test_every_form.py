"""Every form in the same straits: interrupted, put right, told two things at once, called off, left for a person."""

from dataclasses import dataclass
from typing import Any

import pytest
import yaml
from sqlalchemy import delete

from shop.demo.tables import PointsRow
from tests.conversations.books import done, everything, shop_rows
from tests.conversations.conftest import Customer, House
from tests.conversations.people import (
    BROKEN_TEAPOT,
    COAT_ON_ITS_WAY,
    LOCKED_OUT,
    PAID_TWICE,
    POINTS_AND_REFUND,
    SOCKS_TWICE_A_YEAR,
    signed_in,
)

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One form, brought to its open question by the first lines and to its end by the last."""

    name: str
    account: str
    begins: Lines
    ends: Lines = ("yes",)
    hears: str  # at its end
    had_before: Lines = ()  # what has to have happened
    lost_points: Lines = ()  # of these orders
    corrected: Lines = ()  # in the place of `ends`: another thing is meant
    corrected_hears: str = ""
    at_once: Lines = ()  # the whole with two things told in one message
    writes: bool = True


A_TEAPOT_MORE = ("I'd like to buy a glass teapot", "yes")
FORMS = (
    Form(
        name="track_form",
        account=PAID_TWICE,
        had_before=A_TEAPOT_MORE,
        begins=("where is my order?",),
        ends=("31-6610",),
        hears="Order 31-6610 (Puddle coat",
        corrected=("31-9001", "no, order 6610, not 9001"),
        corrected_hears="Order 31-6610 (Puddle coat",
        at_once=("where is order 6610 and when does it come?",),
        writes=False,
    ),
    Form(
        name="invoice_form",
        account=COAT_ON_ITS_WAY,
        begins=("I need an invoice",),
        ends=("31-0012",),
        hears="£77.00",
        corrected=("31-0021", "no, order 12, not 21"),
        corrected_hears="£77.00",
        at_once=("an invoice for order 12, please",),
        writes=False,
    ),
    Form(
        name="cancel_form",
        account=PAID_TWICE,
        had_before=A_TEAPOT_MORE,
        begins=("cancel order 9001",),
        hears="Order 31-9001 is cancelled",
        corrected=("no, order 6610, not 9001", "yes"),
        corrected_hears="Order 31-6610 is cancelled",
        at_once=("cancel order 6610, the one with the puddle coat", "yes"),
    ),
    Form(
        name="change_form",
        account=PAID_TWICE,
        begins=("change the coat in my order to size 6-7",),
        hears="is changed",
        corrected=("no, 2-3, not 6-7", "yes"),
        corrected_hears="is changed",
        at_once=("change my order", "the coat, size 6-7", "yes"),
    ),
    Form(
        name="reorder_form",
        account=SOCKS_TWICE_A_YEAR,
        begins=("the usual please",),
        hears="£19.00 in all",
        corrected=("no, make it two", "yes"),
        corrected_hears="£38.00 in all",
        at_once=("the usual please, but three pairs", "yes"),
    ),
    Form(
        name="buy_form",
        account=COAT_ON_ITS_WAY,
        begins=("I want to buy the glass teapot",),
        hears="Ordered: Glass teapot",
        corrected=("no, the stoneware one in cream", "yes"),
        corrected_hears="Ordered: Stoneware teapot",
        at_once=("I want to buy a jumper", "the pennine one in cream, size L", "yes"),
    ),
    Form(
        name="return_form",
        account=COAT_ON_ITS_WAY,
        begins=("send back the socks from order 12, money back",),
        hears="Return R-",
        corrected=("no, the jumper, not the socks", "yes"),
        corrected_hears="send the Pennine cotton jumper",
        at_once=("I want to send something back", "the jumper from order 12, money back", "yes"),
    ),
    Form(
        name="problem_form",
        account=BROKEN_TEAPOT,
        begins=("my teapot came broken", "my money back please"),
        hears="your money for the Stoneware teapot",
        corrected=("no, send a new one", "yes"),
        corrected_hears="Stoneware teapot is on its way",
        at_once=("something is wrong with my order", "the teapot is broken, send me a new one", "yes"),
    ),
    Form(
        name="address_form",
        account=COAT_ON_ITS_WAY,
        begins=("my new address is 12 High Street, York YO1 7HH",),
        hears="the address on file is 12 High Street",
        corrected=("no, 14 High Street, York YO1 7HH, not 12", "yes"),
        corrected_hears="14 High Street",
        at_once=("change my address", "12 High Street, York YO1 7HH, for everything from now on", "yes"),
    ),
    Form(
        name="details_form",
        account=COAT_ON_ITS_WAY,
        begins=("change my phone number to 07700 900123",),
        hears="phone number is +447700900123",
        corrected=("no, 07700 900999", "yes"),
        corrected_hears="phone number is +447700900999",
        at_once=("change my details", "my email, it's n@example.org now", "yes"),
    ),
    Form(
        name="payment_form",
        account=PAID_TWICE,
        begins=("the payment for order 6610 was taken twice",),
        hears="with order 31-6610",
        corrected=("no, order 6544, not 6610", "yes"),
        corrected_hears="with order 31-6544",
        at_once=("the payment for order 6544 looks wrong, 32.95 was taken", "yes"),
    ),
    Form(
        name="account_form",
        account=LOCKED_OUT,
        begins=("I can't sign in",),
        hears="a link is on its way",
        at_once=("I can't sign in and forgot my password", "yes"),
    ),
    Form(
        name="points_form",
        account=POINTS_AND_REFUND,
        lost_points=("31-6203", "31-6118"),
        begins=("I never got the points for my last order",),
        hears="on record as P-501, with order 31-6203",
        corrected=("no, order 6118, not 6203", "yes"),
        corrected_hears="with order 31-6118",
        at_once=("the points for order 6118 never came, 136 of them", "yes"),
    ),
    Form(
        name="redeem_form",
        account=POINTS_AND_REFUND,
        begins=("I want to use 500 points",),
        hears="worth £5.00",
        corrected=("no, 600, not 500", "yes"),
        corrected_hears="worth £6.00",
        at_once=("use 500 of my 1302 points", "yes"),
    ),
    Form(
        name="booking_form",
        account=COAT_ON_ITS_WAY,
        begins=("book a table for two in York tomorrow at 1pm",),
        hears="Booked: a table for 2 in York, Sunday 22 November at 13:00",
        corrected=("no, Leeds, not York", "yes"),
        corrected_hears="Booked: a table for 2 in Leeds",
        at_once=("book a table", "in York for 3 on Tuesday at 12:30", "yes"),
    ),
    Form(
        name="move_form",
        account=PAID_TWICE,
        begins=("move my table to 13:30",),
        hears="Monday 23 November at 13:30",
        corrected=("no, 12:00", "yes"),
        corrected_hears="Monday 23 November at 12:00",
        at_once=("move my booking", "to Leeds at 13:00", "yes"),
    ),
    Form(
        name="unbook_form",
        account=PAID_TWICE,
        had_before=("book a table for two in Leeds tomorrow at 12:00", "yes"),
        begins=("cancel my table in Leeds",),
        hears="Cancelled: a table for 2 in Leeds",
        corrected=("no, the York one", "yes"),
        corrected_hears="Cancelled: a table for 4 in York",
        at_once=("cancel a booking of mine, the table in York", "yes"),
    ),
)
BETWEEN = {"when are you open on Sunday?": "11:00", "what do you know about me?": "I keep nothing about you"}
every_form = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


async def ready(house: House, form: Form) -> Customer:
    customer = signed_in(house, form.account)
    with house.database.begin() as db:
        db.execute(delete(PointsRow).where(PointsRow.order.in_(form.lost_points)))
    await says_all(customer, form.had_before)
    return customer


async def begun(house: House, form: Form) -> Customer:
    customer = await ready(house, form)
    house.wait(hours=2)  # another encounter: nothing is "it" any more
    await says_all(customer, form.begins)
    return customer


async def says_all(customer: Customer, lines: Lines) -> str:
    heard = ""
    for line in lines:
        heard = await customer.says(line)
    return heard


def question(customer: Customer) -> str:
    return customer.replies[-1].text


def titles(customer: Customer) -> list[str]:
    return [choice.title for choice in customer.replies[-1].choices]


def test_every_form_of_the_domain_is_here() -> None:
    """A form that is added to the domain is held to the same."""
    named: set[str] = set()
    for topic in ("orders", "shop"):
        with open(f"bot/domain/{topic}.yml") as file:
            domain: dict[str, Any] = yaml.safe_load(file)
        named |= set(domain["forms"])
    assert {form.name for form in FORMS} == named


@every_form
@pytest.mark.parametrize("between", BETWEEN)
async def test_a_question_in_between_is_answered_and_the_form_goes_on(house: House, form: Form, between: str) -> None:
    """The same question stands last again, with its choices, and its answer still does what was wanted."""
    customer = await begun(house, form)
    asked, before = (question(customer), titles(customer)), done(house, customer)
    heard = await customer.says(between)
    assert BETWEEN[between] in heard
    assert (question(customer), titles(customer)) == asked
    assert form.hears in await says_all(customer, form.ends)
    assert (done(house, customer) != before) == form.writes


@every_form
async def test_never_mind_leaves_no_trace(house: House, form: Form) -> None:
    """What was called off is in no table, and a yes that comes late does nothing."""
    customer = await begun(house, form)
    before = everything(house)
    assert await customer.says("never mind") == "Dropped. Nothing was changed."
    await customer.says("yes")
    assert everything(house) == before


@every_form
async def test_a_person_is_had_from_the_middle(house: House, form: Form) -> None:
    """The form is left where it is: nothing of it is done, and nothing of it is asked again."""
    customer = await begun(house, form)
    asked, before = question(customer), shop_rows(house)
    assert asked not in await customer.says("I want to talk to a person")
    assert house.memory.owners.of(customer.replies[-1].conversation).owner == "waiting"
    assert shop_rows(house) == before


@pytest.mark.parametrize("form", [form for form in FORMS if form.corrected], ids=lambda form: form.name)
async def test_what_is_put_right_is_what_is_done(house: House, form: Form) -> None:
    """ "No, that one, not this": the other is put to them, and the yes is for it."""
    customer = await begun(house, form)
    heard = await says_all(customer, form.corrected)
    assert form.corrected_hears in heard and "follow" not in heard


@every_form
async def test_two_things_in_one_message_are_both_taken(house: House, form: Form) -> None:
    """Nothing that was told is asked for."""
    customer = await ready(house, form)
    before = shop_rows(house)
    await says_all(customer, form.at_once)
    assert (shop_rows(house) != before) == form.writes
