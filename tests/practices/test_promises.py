"""P10: every promise has an owner and a time; before it falls due the owner is warned, late we say so first."""

from datetime import UTC, datetime, timedelta

from tests.practices.conftest import Customer, House
from tests.practices.test_whole_person import signed_in, with_a_person


async def test_a_complaint_ends_in_a_promise_with_an_owner_and_a_margin(house: House, nadia: Customer) -> None:
    """Half again as long as an answer takes, so that it can come sooner; asked after, it is told."""
    said = await nadia.says("your service is awful, I'm really disappointed")
    assert "A person of ours answers you here by Monday 23 November at 16:00" in said
    assert "a person of ours, by Monday 23 November at 16:00" in await nadia.says("what did you promise me?")


async def test_the_owner_is_warned_the_customer_hears_it_first_and_it_is_told_once(
    house: House, nadia: Customer
) -> None:
    """Before due: the desk. Late: an apology from us, once, before anybody asks."""
    await nadia.says("hello")
    due = house.now + timedelta(hours=5)
    token = await with_a_person(house, nadia)
    path = f"/api/v1/desk/conversations/{nadia.conversation}"
    await house.call("POST", f"{path}/promise", token, {"what": "new legs for the sofa", "due_at": due.isoformat()})
    await house.call("POST", f"{path}/return", token)
    await nadia.gets()
    house.wait(hours=2)
    done = (await house.call("POST", "/api/v1/rehearsal/run_due", "operator"))["done"]
    warned = next(one["did"] for one in done if one["work"] == "promises")
    assert [one["due_at"] for one in warned if one["conversation"] == nadia.conversation] == [due.isoformat()]
    house.wait(hours=4)
    await house.run_due()
    (apology,) = await nadia.gets()
    assert "new legs for the sofa" in apology["text"] and "I'm sorry" in apology["text"] and not apology["offer"]
    house.wait(hours=20)
    await house.run_due()
    assert await nadia.gets() == []
    report = await nadia.relationship()
    assert (report["promises"]["overdue"], report["transgressions"], report["promises"]["kept_rate"]) == (1, 1, 0.0)


async def test_kept_late_and_exceeded_are_recorded_and_the_rate_reported(house: House, nadia: Customer) -> None:
    """One kept in time, one late, one exceeded: two of three."""
    await nadia.says("hello")
    token = await with_a_person(house, nadia)
    made = {}
    for what, hours in (("a call", 3), ("a letter", 1), ("a sample", 3)):
        wish = {"what": what, "due_at": (house.now + timedelta(hours=hours)).isoformat()}
        path = f"/api/v1/desk/conversations/{nadia.conversation}/promise"
        made[what] = (await house.call("POST", path, token, wish))["promise"]["id"]
    await house.call("POST", f"/api/v1/desk/promises/{made['a call']}/keep", token)
    house.wait(hours=2)
    await house.call("POST", f"/api/v1/desk/promises/{made['a letter']}/keep", token)
    await house.call("POST", f"/api/v1/desk/promises/{made['a sample']}/exceed", token)
    report = (await nadia.relationship())["promises"]
    assert (report["kept"], report["late"], report["exceeded"]) == (1, 1, 1)
    assert report["kept_rate"] == 0.667


async def test_what_the_shop_promised_is_told_and_owned_up_to(house: House, nadia: Customer) -> None:
    """A promise from another system stands in the same ledger, and is let go by the customer's word."""
    await nadia.says("hello")
    due = datetime(2026, 11, 23, 15, tzinfo=UTC)
    await nadia.hears_of("shop.promise.made", {"what": "a refund of £12", "by": "the till", "due_at": due.isoformat()})
    assert "“a refund of £12”: the till, by Monday 23 November at 15:00" in await nadia.says("what did you promise me?")
    house.wait(hours=6)
    assert "is late; I'm sorry" in await nadia.says("what did you promise me?")
    await house.run_due()
    assert await nadia.gets() == []  # who asked has heard it
    assert (await nadia.relationship())["transgressions"] == 1


async def test_what_the_shop_did_not_keep_is_said_first_without_a_permission(house: House, nadia: Customer) -> None:
    """Late, it is owned up to where this address speaks with us; where nobody can be told it counts all the same."""
    await nadia.says("hello")
    promised = {"what": "a new lid", "by": "the till", "due_at": datetime(2026, 11, 23, 12, tzinfo=UTC).isoformat()}
    stranger = house.customer()
    for one in (nadia, stranger):
        await one.hears_of("shop.promise.made", promised)
    house.wait(hours=3)
    await house.run_due()
    (apology,) = await nadia.gets()
    assert "a new lid" in apology["text"] and "I'm sorry" in apology["text"]
    assert [(await one.relationship())["transgressions"] for one in (nadia, stranger)] == [1, 1]


async def test_the_assistant_promises_nothing_without_an_owner(house: House, nadia: Customer) -> None:
    """Every open promise names who keeps it."""
    await nadia.says("your service is awful, I'm really disappointed")
    who = house.parts.memory.people.find(nadia.channel, nadia.address)
    assert who is not None
    from store import Reader

    promised = house.parts.memory.promises.of(who.customer, Reader.ASSISTANT)
    assert promised and all(one.owner for one in promised)


async def test_each_encounter_is_tagged_with_its_kind(house: House, nadia: Customer) -> None:
    """Talk with the assistant is a system touchpoint, with a person a human one, a purchase one of the product."""
    await nadia.says("hello")
    await nadia.says("thanks, bye")
    house.wait(hours=2)
    token = await with_a_person(house, nadia)
    await house.call("POST", f"/api/v1/desk/conversations/{nadia.conversation}/resolve", token)
    await nadia.buys("socks", house.now)
    await nadia.allows("staff")
    supervisor = await signed_in(house, role="supervisor")
    path = f"/api/v1/desk/relations/of?identity={nadia.subject}"
    timeline = (await house.call("GET", path, supervisor["token"]))["timeline"]
    tags = [(one["what"], one["touchpoint"]) for one in reversed(timeline) if one["what"] in ("talked", "bought")]
    assert sorted(tags) == [("bought", "product"), ("talked", "human"), ("talked", "system")]
