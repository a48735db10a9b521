"""P6, P7, P9, P11, P12 and P14: one customer on every channel, known where allowed, in the context of their days."""

from datetime import timedelta
from typing import Any

import pytest

from shop.values import CustomerRef
from tests.practices.conftest import MONDAY, Customer, House


async def signed_in(house: House, name: str | None = None, role: str = "agent") -> dict[str, Any]:
    """Somebody at the desk; their name and token."""
    person = next(one for one in house.keys["agents"] if name in (None, one["name"]) and one["role"] == role)
    body = {"email": person["email"], "password": person["password"]}
    answer = await house.client.post("/api/v1/desk/login", json=body)
    token = (await answer.json())["token"]
    house.client.session.cookie_jar.clear()
    return {"name": person["name"], "token": token}


async def with_a_person(house: House, nadia: Customer) -> str:
    """Nadia asks for a person, and an agent takes the conversation; the agent's token."""
    await nadia.says("I want a person please")
    agent = await signed_in(house)
    await house.call("POST", f"/api/v1/desk/conversations/{nadia.conversation}/claim", agent["token"])
    return str(agent["token"])


async def test_p6_before_an_agent_speaks_there_is_a_brief(house: House, nadia: Customer) -> None:
    """Who, why they came, what they told, what was promised, what to suggest and avoid, what may not be seen."""
    await nadia.says("I never wear wool")
    await nadia.chooses("Yes, remember")
    await nadia.says("I love linen")
    await nadia.allows("staff")
    due = (house.now + timedelta(days=2)).isoformat()
    await nadia.hears_of("shop.promise.made", {"what": "a call about the sofa", "by": "Eva", "due_at": due})
    token = await with_a_person(house, nadia)
    brief = await house.call("GET", f"/api/v1/desk/conversations/{nadia.conversation}/brief", token)
    assert "never wear wool" in str(brief["facts"]) and "a call about the sofa" in str(brief["promises"])
    told = {part: [one["text"] for one in brief[part]] for part in ("suggest", "avoid")}
    assert told == {"suggest": ["you love linen"], "avoid": ["you never wear wool"]}
    assert brief["mood"] == "neutral" and brief["withheld"] == []


async def test_p7_each_preference_changes_what_it_is_about(house: House) -> None:
    """Product, packaging, delivery and invoicing go into the order and its invoice; communication into the messages."""
    nadia = house.customer("account")
    nadia.address = "c-1001"
    await nadia.says("please always wrap my parcels without plastic")
    await nadia.chooses("Yes, remember")
    for told in (
        "I never wear wool",
        "I prefer my invoices by post, on paper",
        "please always leave parcels with my neighbour",
    ):
        assert "I'll remember" in await nadia.says(told)
    assert "without wool" in (await nadia.says("can you recommend a warm coat?")).lower()
    offered = await nadia.says("I'd like to order one stoneware teapot in cream, please")
    for words in ("without plastic", "by post, on paper", "with my neighbour"):
        assert words in offered, offered
    assert len({why["fact"] for reply in nadia.replies for why in reply["because"]}) >= 3
    assert "Ordered:" in await nadia.says("yes")
    invoice = await nadia.says("can I have the invoice for that order?")
    assert "by post, on paper" in invoice, invoice


async def test_p7_the_usual_comes_as_they_wish_by_now(house: House) -> None:
    """Bought before a word was said of it; packed and billed by what they told since, and said so before the yes."""
    arthur = house.customer("account")
    arthur.address = "c-1004"
    await arthur.says("please always wrap my parcels without plastic")
    await arthur.chooses("Yes, remember")
    assert "I'll remember" in await arthur.says("I prefer my invoices by post, on paper")
    offered = await arthur.says("the usual, please")
    assert "Rowe" in offered and "without plastic" in offered and "by post, on paper" in offered, offered
    assert len({why["fact"] for reply in arthur.replies for why in reply["because"]}) == 2
    assert "Ordered:" in await arthur.says("yes")
    order = house.parts.shop.orders.recent(CustomerRef("account:c-1004"), 1)[0]
    assert "without plastic" in order.packaging and "by post, on paper" in order.invoice_by
    assert "by post, on paper" in await arthur.says("can I have the invoice for that order?")


async def test_p7_a_message_waits_for_their_hour_on_the_channel_they_chose(house: House, nadia: Customer) -> None:
    """Not at ten, not where they spoke last: after six, on Telegram."""
    await nadia.says("hello")
    by_text = house.customer("sms")
    link = {"a": nadia.subject, "b": by_text.subject, "proof": "signed form 7"}
    await house.call("POST", "/api/v1/identities/link", "operator", link)
    await nadia.allows("contact")
    assert "not before 18:00" in await nadia.says("write to me only by telegram and only after 6pm")
    house.wait(minutes=5)
    await by_text.says("hello")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    await house.run_due()
    assert await nadia.gets() == [] == await by_text.gets()
    house.at(MONDAY.replace(hour=18, minute=5))
    await house.run_due()
    assert len(await nadia.gets()) == 1 and await by_text.gets() == []


async def test_p7_one_customer_many_channels_one_report(house: House, nadia: Customer) -> None:
    """Shop, call centre and web come in by one API; value and cost by line, channel and account add up."""
    await nadia.says("hello")
    for touchpoint, cost in (("store", "1.00"), ("call_centre", "2.00"), ("web", "0.25"), ("kiosk", "0.10")):
        await nadia.buys("tea", house.now - timedelta(hours=1), touchpoint=touchpoint, cost_to_serve=cost)
    report = await nadia.relationship()
    assert report["earned"]["all"] == "76.00"
    assert report["earned"]["by_channel"] == {name: "19.00" for name in ("store", "call_centre", "web", "kiosk")}
    assert report["service_cost"]["all"] == "3.35"


async def test_p9_an_agent_grants_a_gesture_at_once_within_her_authority(house: House, nadia: Customer) -> None:
    """No manager is asked; beyond it one is; each is recorded and counts as given."""
    token = await with_a_person(house, nadia)
    given = (await nadia.relationship())["given"]
    path = f"/api/v1/desk/conversations/{nadia.conversation}/gesture"
    await house.call("POST", path, token, {"kind": "credit", "amount": "20.00", "reason": "the third broken teapot"})
    assert (await nadia.relationship())["given"] == given + 1
    asked = await house.call("POST", path, token, {"kind": "credit", "amount": "90.00", "reason": "and the kettle"})
    assert asked and (await nadia.relationship())["given"] == given + 1


async def test_p11_quiet_hours_follow_the_customers_own_zone(house: House, nadia: Customer) -> None:
    """At ten in London it is five in the morning in New York: the message waits for nine o'clock there."""
    await nadia.says("hello")
    await nadia.allows("contact", zone="America/New_York")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(hours=4, minutes=5)
    await house.run_due()
    assert len(await nadia.gets()) == 1


async def test_p12_clubs_are_joined_and_left_in_a_sentence(house: House, nadia: Customer) -> None:
    """By interest, outside anything commercial."""
    assert "in the knitting club" in await nadia.says("I'd like to join the knitting club")
    assert "no longer in the knitting club" in await nadia.says("take me out of the knitting club")


@pytest.mark.parametrize("question", ["is there a knitting club?", "who is in the knitting club?"])
async def test_p12_nobody_is_put_in_a_club_by_a_question(house: House, nadia: Customer, question: str) -> None:
    """Asked about, the clubs are named; the name of one in answer to that joins it."""
    assert (await nadia.says(question)).startswith("These are our clubs:")
    assert await nadia.says("which clubs am I in?") == "You're in none of our clubs."
    await nadia.says(question)
    assert "in the knitting club" in await nadia.says("knitting")


async def test_p12_a_message_for_the_wall_is_read_by_a_person_first_and_taken_back_at_once(
    house: House, nadia: Customer
) -> None:
    """Nobody sees it before a person's yes, and nobody after it was taken back, taken down or erased."""

    async def wall() -> list[str]:
        answer = await house.client.get("/chat/wall.json")
        return [one["text"] for one in (await answer.json())["items"]]

    agent = await signed_in(house)

    async def decide(decision: str) -> None:
        items = (await house.call("GET", "/api/v1/desk/wall", agent["token"]))["items"]
        for item in items:
            await house.call("POST", f"/api/v1/desk/wall/{item['id']}", agent["token"], {"decision": decision})

    said = await nadia.says("for the wall: the casserole is lovely")
    assert "without your name, once a person of ours has accepted it" in said
    assert await wall() == []
    await decide("accepted")
    assert await wall() == ["the casserole is lovely"]
    assert "Nobody is shown it" in await nadia.chooses("Take it back")
    assert await wall() == []
    await nadia.says("for the wall: my tulips are up")
    await decide("accepted")
    assert "Taken back: “my tulips are up”" in await nadia.says("please take my message off the wall again")
    assert await wall() == []
    await nadia.says("for the wall: the tea room is warm")
    await decide("accepted")
    await decide("taken_down")
    assert await wall() == []
    await nadia.says("for the wall: see you in spring")
    await decide("accepted")
    assert await wall() == ["see you in spring"]
    path = f"/api/v1/customers/{await nadia.id()}"
    await house.call("DELETE", path, "operator", **{"X-Reason": "asked by letter"})
    assert await wall() == []


async def test_p12_praise_and_complaints_are_answered(house: House, nadia: Customer) -> None:
    """Praise with thanks, a complaint with sorry and a time."""
    assert "Thank you" in await nadia.says("your shop in Leeds is wonderful, everyone was so kind")
    assert "A person of ours answers you here by" in await nadia.says("your service is awful, I'm really disappointed")


async def test_p14_a_loss_is_met_with_care_and_silence(house: House, nadia: Customer) -> None:
    """No cheer and no offer; nothing is started for ninety days, but what they asked to be reminded of comes."""
    await nadia.says("hello")
    await nadia.allows("contact")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month, hours=1))
    said = await nadia.says("my father died last week")
    assert "I'm sorry" in said and "!" not in said and "£" not in said
    await nadia.says("remind me on Friday at 10 to call the bank")
    await house.run_due()
    assert await nadia.gets() == []
    house.wait(days=4, hours=1)
    await house.run_due()
    assert ["call the bank" in one["text"] for one in await nadia.gets()] == [True]
    house.wait(days=80)
    await house.run_due()
    assert await nadia.gets() == []


async def test_p14_a_life_event_is_remembered_only_if_allowed(house: House, nadia: Customer) -> None:
    """Asked once; after no, gone."""
    await nadia.says("we're moving to York in March")
    await nadia.chooses("No")
    assert "I keep nothing about you" in await nadia.says("what do you know about me?")
