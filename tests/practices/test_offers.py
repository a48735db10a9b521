"""P1, P2, P4 and P8: an offer rests on something bought, says that it is one and why, and has an end."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.practices.conftest import MONDAY, Customer, House

NO_MORE, NOT_FIRST = "No more of these", "Don't write first"


async def monthly(house: House, nadia: Customer, category: str = "socks", times: int = 6) -> None:
    for month in range(times, 0, -1):
        await nadia.buys(category, house.now - timedelta(days=30 * month, hours=1))


async def test_p1_the_sock_maker(house: House, nadia: Customer) -> None:
    """Fifteen years of 2 × 3 pairs at 19.00 and 30 mailings at 0.50: one flier when due, and these very figures."""
    house.at(datetime(2026, 2, 2, 10, tzinfo=UTC))
    await nadia.says("hello")
    await nadia.allows("contact")
    for year in range(2011, 2026):
        for month in (3, 9):
            day = datetime(year, month, 10, 12, tzinfo=UTC)
            await nadia.buys("socks", day, touchpoint="web")
            await nadia.hears_of("shop.contact.made", {"touchpoint": "mail", "cost": "0.50"}, day - timedelta(days=20))
    await house.run_due()
    assert await nadia.gets() == []
    figures = await nadia.relationship()
    assert figures["earned"]["all"] == "570.00"
    assert figures["expected_per_year"]["all"] == "38.00"
    assert figures["contact_cost"]["all"] == "15.00"
    house.at(datetime(2026, 3, 16, 10, tzinfo=UTC))
    await house.run_due()
    (flier,) = await nadia.gets()
    assert flier["offer"] and "you buy it about every 6 months, last on 10 September" in flier["text"]
    house.wait(days=30)
    await house.run_due()
    assert await nadia.gets() == []


async def test_p1_nothing_comes_unless_they_allowed_it(house: House, nadia: Customer) -> None:
    """Held back, and the operator sees why."""
    await nadia.says("hello")
    await monthly(house, nadia)
    await house.run_due()
    assert await nadia.gets() == []
    ahead = await house.call("GET", "/api/v1/outreach", "operator")
    mine = [one for one in ahead["items"] if one["customer"] == await nadia.id()]
    assert [(one["state"], one["code"]) for one in mine] == [("held_back", "no_consent")]


async def test_p4_why_do_i_get_this_is_answered_with_the_facts_it_used(house: House, nadia: Customer) -> None:
    """The word, the reason, the way out; and asked why, the very days."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await monthly(house, nadia)
    await house.run_due()
    (offer,) = await nadia.gets()
    assert offer["offer"] and offer["text"].startswith("Offer: ")
    assert nadia.choices == ["Order", "Not now", "No more of these", "Don't write first"]
    why = await nadia.says("why do I get this?")
    assert "because you ordered socks on 26 July, 25 August, 24 September and 24 October" in why
    assert "about every month" in why and "said we may write to you" in why


async def test_p4_no_more_of_these_ends_these_and_nothing_else(house: House, nadia: Customer) -> None:
    """Socks are never offered again; tea still is."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await monthly(house, nadia)
    await house.run_due()
    await nadia.gets()
    assert "nothing about socks" in await nadia.chooses("No more of these")
    await nadia.buys("socks", house.now)
    await monthly(house, nadia, "tea")
    house.wait(days=8)
    await house.run_due()
    (offer,) = await nadia.gets()
    assert "time for tea again" in offer["text"]
    house.wait(days=24)
    await nadia.buys("tea", house.now)
    await house.run_due()
    assert await nadia.gets() == []
    ahead = await house.call("GET", "/api/v1/outreach", "operator")
    mine = [one["code"] for one in ahead["items"] if one["customer"] == await nadia.id()]
    assert mine == ["not_wanted_any_more"]


@pytest.mark.parametrize("noes", [(NO_MORE, NOT_FIRST), (NOT_FIRST, NO_MORE)])
async def test_p4_no_more_of_these_outlives_a_no_to_everything(
    house: House, nadia: Customer, noes: tuple[str, str]
) -> None:
    """Who later allows us to write again is still offered no socks."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await monthly(house, nadia)
    await house.run_due()
    await nadia.gets()
    offered = nadia.replies
    for choice in noes:
        nadia.replies = offered
        await nadia.chooses(choice)
    house.wait(days=100)
    await nadia.says("you may write to me again")
    await nadia.buys("socks", house.now)
    for _ in range(10):
        house.wait(days=4)
        await house.run_due()
    assert not any(one["offer"] for one in await nadia.gets())


async def test_p4_not_now_is_heard(house: House, nadia: Customer) -> None:
    """The same unwanted offer never comes twice."""
    await nadia.says("hello")
    await nadia.allows("contact")
    await monthly(house, nadia)
    await house.run_due()
    await nadia.gets()
    await nadia.chooses("Not now")
    for _ in range(4):
        house.wait(days=8)
        await house.run_due()
        assert not any(one["offer"] for one in await nadia.gets())


async def test_p2_only_what_they_buy_is_ever_offered(house: House, nadia: Customer) -> None:
    """Somebody who buys socks hears of socks."""
    await nadia.says("hello")
    await nadia.allows("contact", "personalise")
    await monthly(house, nadia)
    for _ in range(6):
        await house.run_due()
        house.wait(days=10)
    offers = [one["text"] for one in await nadia.gets() if one["offer"]]
    assert len(offers) == 1 and "socks" in offers[0]


async def test_p4_what_is_on_offer_to_everybody_says_so(house: House, nadia: Customer) -> None:
    """Asked for, labelled, and not made up for this customer."""
    assert (await nadia.says("any offers?")).startswith("Offers, the same for everybody:")
    assert nadia.replies[0]["offer"]


async def push(house: House, offer: str) -> int:
    """The operator has customers told of an offer that clears stock; how many contacts that plans."""
    return int((await house.call("POST", "/api/v1/outreach/stock", "operator", {"offer": offer}))["planned"])


async def test_p4_an_offer_that_clears_stock_says_so(house: House, nadia: Customer) -> None:
    """Whoever asks for offers hears which of them the house makes to clear its stock."""
    bulbs = await nadia.says("any offers on bulbs?")
    assert "Bulbs a quarter off. While they can still be planted. It's to clear our stock." in bulbs
    assert nadia.replies[0]["offer"]
    assert "stock" not in await nadia.says("any offers on socks?")


async def test_p4_a_stock_push_is_told_first_only_to_who_bought_such_things_and_allowed_it(house: House) -> None:
    """Labelled, with the house's own reason before anything else, and the customer's; once, with its ways out."""
    house.at(MONDAY)
    gardener, silent, reader, business = (house.customer() for _ in range(4))
    for one in (gardener, silent, reader, business):
        await one.says("hello")
    for one in (gardener, reader, business):
        await one.allows("contact")
    for one in (gardener, silent, business):
        await one.buys("seeds and bulbs", house.now - timedelta(days=200))
    await reader.buys("books", house.now - timedelta(days=200))
    await business.says("just business, please")
    assert await push(house, "bulb-season") == 2
    assert await push(house, "bulb-season") == 0
    await house.run_due()
    (told,) = await gardener.gets()
    assert told["offer"] and told["text"] == (
        "Offer, to clear our stock: Bulbs a quarter off. While they can still be planted. "
        "You see it because you bought seeds and bulbs on 7 May, and allowed us to write."
    )
    assert gardener.choices == ["Not now", "No more of these", "Don't write first"]
    for one in (silent, reader, business):
        assert await one.gets() == []
    why = await gardener.says("why do I get this?")
    assert "because we want to clear our stock" in why and "ordered seeds and bulbs on 7 May" in why
    assert "nothing about seeds and bulbs" in await gardener.chooses("No more of these")


async def test_p4_no_other_offer_can_be_pushed_and_none_after_its_end(house: House, nadia: Customer) -> None:
    """What the shop doesn't make to clear stock is told to who asks; what is over is told to nobody."""
    headers = {"Authorization": f"Bearer {house.keys['operator']}"}
    for offer in ("sock-bundle", "january-coats", "nothing"):
        answer = await house.client.post("/api/v1/outreach/stock", json={"offer": offer}, headers=headers)
        assert answer.status == 404
    stranger = await house.client.post("/api/v1/outreach/stock", json={"offer": "bulb-season"})
    assert stranger.status == 401
    await nadia.says("hello")
    await nadia.allows("contact")
    await nadia.buys("seeds and bulbs", house.now - timedelta(days=200))
    house.wait(hours=12)  # at night it waits
    assert await push(house, "bulb-season") >= 1
    await house.run_due()
    house.at(datetime(2026, 12, 16, 10, tzinfo=UTC))
    await house.run_due()
    assert await nadia.gets() == []


async def test_p3_the_usual_is_one_confirmation(house: House) -> None:
    """ "The usual" names what, and one yes orders it."""
    nadia = house.customer("account")
    nadia.address = "c-1004"
    assert "Rowe" in await nadia.says("the usual, please")
    assert "Ordered:" in await nadia.says("yes")


async def test_p3_customers_like_you_is_so_named(house: House, nadia: Customer) -> None:
    """From what at least five others bought together, with how many those are; fewer are never told of."""
    reply = await nadia.says("what goes well with the stoneware teapot?")
    together = house.parts.shop.products.bought_together("stoneware-teapot", 3)
    assert f"other customers also bought (at least {min(one.customers for one in together)} of them each)" in reply
    assert all(one.name in reply and one.customers >= 5 for one in together)


async def test_p8_products_are_found_for_customers(house: House, nadia: Customer) -> None:
    """The whole catalogue is searched by their needs; when nothing fits, that is said, and nothing is pushed."""
    assert "£" in await nadia.says("can you recommend a warm coat without wool under £150?")
    nothing = await nadia.says("can you recommend a coat without wool under £5?")
    assert "£1" not in nothing and "nothing" in nothing.lower(), nothing


async def test_p8_when_nothing_is_needed_that_is_said_too(house: House, nadia: Customer) -> None:
    """Somebody who bought socks yesterday needs none."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await monthly(house, nadia)
    await nadia.buys("socks", house.now - timedelta(days=1))
    assert "nothing is due" in await nadia.says("is there anything I need?")
    assert nadia.choices == []
    house.wait(days=29, hours=12)
    assert "socks" in await nadia.says("what should I buy next?")
