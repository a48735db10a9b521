"""P13: what we did wrong is on record by its kind, and is answered by an apology and a repair, with no offer beside."""

from datetime import timedelta
from typing import Any

import pytest

from store.outreach import Concern
from tests.practices.conftest import Customer, House


async def on_record(nadia: Customer) -> dict[str, int]:
    """What we did wrong by her, as the operator sees it; the sum agrees."""
    report = await nadia.relationship()
    assert report["transgressions"] == sum(report["transgressed"].values())
    found: dict[str, int] = report["transgressed"]
    return found


async def ordered(house: House, nadia: Customer, **more: Any) -> str:
    """An order on its way, and when it is said to come."""
    await nadia.says("hello")
    await nadia.buys("socks", house.now, order="31-77", **more)
    expected = {"order": "31-77", "expected_at": (house.now + timedelta(days=2)).isoformat()}
    await nadia.hears_of("shop.order.shipped", expected)
    return "31-77"


def is_no_offer(nadia: Customer) -> bool:
    return not any(reply["offer"] for reply in nadia.replies) and "Offer" not in str(nadia.replies)


async def test_a_delivery_put_off_is_owned_up_to_in_the_next_conversation_once(house: House, nadia: Customer) -> None:
    """Later than was said: on record once for the order, and said first by us, who look into it if asked to."""
    order = await ordered(house, nadia)
    await nadia.allows("personalise")
    house.wait(days=1)
    put_off = {"order": order, "expected_at": (house.now + timedelta(days=6)).isoformat()}
    await nadia.hears_of("shop.order.delayed", put_off)
    house.wait(days=8)
    await nadia.hears_of("shop.order.delivered", {"order": order})
    assert await on_record(nadia) == {"late_delivery": 1}
    said = await nadia.says("how long does delivery take?")
    assert "came later than we had said" in said and "I'm sorry" in said and is_no_offer(nadia)
    assert [why["text"] for why in nadia.replies[-1]["because"]] == ["failed_by_us:late_delivery"]
    assert "answers you here by" in await nadia.chooses("Please look into it")
    house.wait(days=1)
    assert "later than we had said" not in await nadia.says("how can I pay?")


async def test_a_delivery_on_the_day_that_was_said_is_none(house: House, nadia: Customer) -> None:
    """Hours later on the same day, or put forward, breaks nothing that was said; a day later does."""
    order = await ordered(house, nadia)
    sooner = {"order": order, "expected_at": (house.now + timedelta(days=1)).isoformat()}
    await nadia.hears_of("shop.order.delayed", sooner)
    house.wait(days=1, hours=5)
    await nadia.hears_of("shop.order.delivered", {"order": order})
    assert await on_record(nadia) == {}
    other = house.customer()
    await ordered(house, other)
    house.wait(days=3)
    await other.hears_of("shop.order.delivered", {"order": order})
    assert await on_record(other) == {"late_delivery": 1}


async def test_what_came_broken_is_on_record_and_put_right(house: House) -> None:
    """Sorry first, then a new one or the money, and nothing is sold with it."""
    buyer = house.customer("account")
    buyer.address = "c-1002"
    assert (await buyer.says("my teapot arrived broken again, I am furious")).startswith("I'm sorry")
    for words in ("send me a new one", "yes"):
        assert is_no_offer(buyer)
        said = await buyer.says(words)
    assert "P-" in said and is_no_offer(buyer)
    assert (await on_record(buyer))["wrong_item"] == 1


async def test_a_complaint_that_nobody_answered_in_time_is_on_record_as_such(house: House, nadia: Customer) -> None:
    """It was promised by when; the customer hears it from us first."""
    await nadia.says("your service is awful, I'm really disappointed")
    assert await on_record(nadia) == {}
    await nadia.gets()
    house.wait(hours=8)
    await house.run_due()
    (apology,) = await nadia.gets()
    assert "has not been done. I'm sorry" in apology["text"] and is_no_offer(nadia)
    assert await on_record(nadia) == {"complaint_left_open": 1}


@pytest.mark.parametrize("wish", ["stop", "hours"])
async def test_contact_against_their_wish_by_any_system_is_seen_and_owned_up_to(
    house: House, nadia: Customer, wish: str
) -> None:
    """A mailing after a stop, or at hours they ruled out; their own call, or a mailing before, is none."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await nadia.hears_of("shop.contact.made", {"touchpoint": "mailing", "cost": "0.50"})
    if wish == "stop":
        await nadia.says("stop writing to me")
    else:
        await nadia.allows("contact", not_before="14:00", not_after="18:00", zone="Europe/London")
    house.wait(hours=1)
    await nadia.hears_of("shop.contact.made", {"touchpoint": "call_centre"})
    assert await on_record(nadia) == {}
    await nadia.hears_of("shop.contact.made", {"touchpoint": "mailing", "cost": "0.50"})
    assert await on_record(nadia) == {"against_their_wish": 1}
    house.wait(days=1)
    said = await nadia.says("hello")
    assert "you were written to, against what you had told us. I'm sorry" in said and is_no_offer(nadia)
    assert nadia.choices == ["Please look into it"]
    assert "it was ours to own up to" in await nadia.says("why did you say that?")


async def test_who_says_that_they_were_written_to_after_a_no_is_heard(house: House, nadia: Customer) -> None:
    """The no stands from now on, whatever became of it, and a person answers."""
    await nadia.says("hello")
    await nadia.allows("contact")
    said = await nadia.says("I told you to stop and you wrote to me again")
    assert "you had said no. It stands from now on" in said and "answers you here by" in said and is_no_offer(nadia)
    assert await on_record(nadia) == {"against_their_wish": 1}
    contact = await house.call("GET", f"/api/v1/customers/{await nadia.id()}/consents", "operator", **{"X-Reason": "t"})
    assert {one["state"] for one in contact["items"] if one["purpose"] == "contact"} == {"withdrawn"}


async def test_who_was_asked_again_is_asked_nothing_for_as_long_as_after_a_no(house: House, nadia: Customer) -> None:
    """On record, said sorry for, and no question of ours for half a year; service goes on."""
    await nadia.says("hello")
    said = await nadia.says("you already asked me that twice")
    assert "asked once too often" in said and is_no_offer(nadia)
    assert await on_record(nadia) == {"asked_again": 1}
    house.wait(days=30)
    assert "Shall I remember" not in await nadia.says("I never wear wool")
    survey = await house.call(
        "POST", f"/api/v1/customers/{await nadia.id()}/survey", "operator", {}, **{"X-Reason": "how it was"}
    )
    assert survey["planned"] == 0
    assert "£3.95" in await nadia.says("how long does delivery take?")
    house.wait(days=200)
    assert "Shall I remember" in await nadia.says("I love linen")


async def test_a_broken_confidence_is_on_record_and_a_person_looks_who_has_seen_it(
    house: House, nadia: Customer
) -> None:
    """Sorry, a promise with a time, and what we keep at a press; nothing is remembered of it."""
    await nadia.says("hello")
    said = await nadia.says("I told you that in confidence and somebody told my sister")
    assert "between us was nobody else's to know" in said and "finds out who has seen it" in said
    assert nadia.choices == ["A person now", "What do you keep?"] and is_no_offer(nadia)
    assert await on_record(nadia) == {"broken_confidence": 1}
    assert "I keep nothing about you" in await nadia.chooses("What do you keep?")


@pytest.mark.parametrize("kind", ["just business, please", "treat us as a secret affair", "treat us as an enmity"])
async def test_an_apology_is_owed_in_every_kind_of_relationship(house: House, nadia: Customer, kind: str) -> None:
    """Also where nothing else is ever brought up; and it is never written first, whatever is allowed."""
    order = await ordered(house, nadia)
    await nadia.allows("personalise", "contact")
    await nadia.says(kind)
    put_off = {"order": order, "expected_at": (house.now + timedelta(days=6)).isoformat()}
    await nadia.hears_of("shop.order.delayed", put_off)
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(days=2)
    assert "came later than we had said" in await nadia.says("how long does delivery take?")
    assert Concern.APOLOGY not in (await nadia.relationship())["kind"]["may_start"]
