"""P2, P3, P5: what a good shopkeeper notices by heart is said once, where it is owed, and nothing is sold with it."""

from datetime import datetime, timedelta

from tests.practices.conftest import Customer, House


async def has_bought_books(house: House, nadia: Customer) -> None:
    """46 books a year, for two months."""
    await nadia.says("hello")
    for week in range(8, 0, -1):
        await nadia.buys("books", house.now - timedelta(weeks=week))


async def monthly(house: House, nadia: Customer, *, last: timedelta) -> None:
    for month in range(8, -1, -1):
        await nadia.buys("cars", house.now - last - timedelta(days=30 * month))


async def test_p3_the_first_purchase_in_a_category_is_thanked_for_in_the_next_conversation(
    house: House, nadia: Customer
) -> None:
    """46 books a year, then a CD player: thanked for once, after the answer to their own matter."""
    await has_bought_books(house, nadia)
    await nadia.allows("personalise")
    await nadia.buys("audio", house.now)
    house.wait(days=2)
    await nadia.says("how long does delivery take?")
    answer, thanks = nadia.replies
    assert "£3.95" in answer["text"] and "Thank you" not in answer["text"]
    assert "thank you for your first order of audio with us, on 23 November" in thanks["text"]
    house.wait(days=1)
    assert "first order" not in await nadia.says("what is your return policy?")
    for _ in range(8):  # nor ever after, whatever else they buy there
        await nadia.buys("audio", house.now)
        house.wait(days=45)
        assert "first order" not in await nadia.says("hello")


async def test_p3_who_says_hello_is_thanked_in_the_greeting(house: House, nadia: Customer) -> None:
    """In the same breath as the greeting there is no offer and no button."""
    await has_bought_books(house, nadia)
    await nadia.allows("personalise")
    await nadia.buys("audio", house.now)
    house.wait(days=2)
    assert "Thank you for your first order of audio" in await nadia.says("hello")
    (greeting,) = nadia.replies
    assert not greeting["offer"] and greeting["choices"] == []
    assert "first order" not in await nadia.says("how can I pay?")


async def test_p3_thanks_never_stand_beside_an_offer(house: House, nadia: Customer) -> None:
    """Who asks for offers is shown offers; the thanks wait for a better moment of the same conversation."""
    await has_bought_books(house, nadia)
    await nadia.allows("personalise")
    await nadia.buys("audio", house.now)
    house.wait(days=2)
    assert "first order" not in await nadia.says("any offers?")
    assert "first order of audio" in await nadia.says("how can I pay?")


async def test_p3_nobody_is_thanked_for_what_they_sent_back(house: House, nadia: Customer) -> None:
    """Paid back, it is no purchase any more: neither spoken of nor written about, planned or not."""
    await has_bought_books(house, nadia)
    await nadia.allows("personalise", "contact")
    house.wait(hours=1)
    line = {"sku": "cd-1", "name": "CD player", "category": "audio", "quantity": 1, "unit_price": "90.00"}
    placed = {"order": "sent-back", "placed_at": house.now.isoformat(), "lines": [line], "currency": "GBP"}
    await nadia.hears_of("shop.order.placed", placed)
    house.wait(hours=11)  # at night what there is reason to say is planned, not said
    await house.run_due()
    await nadia.hears_of("shop.refund.paid", {"order": "sent-back", "sku": "cd-1", "amount": "90.00"})
    house.wait(hours=12)
    await house.run_due()
    assert [one for one in await nadia.gets() if "audio" in one["text"]] == []
    assert "audio" not in await nadia.says("how can I pay?") + await nadia.says("hello")


async def test_p3_it_is_thanked_for_once_whether_written_or_spoken(house: House, nadia: Customer) -> None:
    """Who was written to isn't thanked again when they come."""
    await has_bought_books(house, nadia)
    await nadia.allows("personalise", "contact")
    await nadia.buys("audio", house.now)
    await house.run_due()
    (thanks,) = await nadia.gets()
    assert "Thank you for your first order of audio" in thanks["text"]
    assert not thanks["offer"] and thanks["choices"] == []
    house.wait(days=2)
    assert "first order" not in await nadia.says("how can I pay?")
    assert await house.run_due() == [] and await nadia.gets() == []


async def test_p3_without_permission_nothing_of_their_history_is_said(house: House, nadia: Customer) -> None:
    """Noticing uses what they bought: it takes their leave."""
    await has_bought_books(house, nadia)
    await nadia.buys("audio", house.now)
    house.wait(days=2)
    assert "first order" not in await nadia.says("how can I pay?") + await nadia.says("hello")


async def test_p5_eight_months_of_silence_are_noticed_once_by_a_question_of_care(house: House, nadia: Customer) -> None:
    """A monthly customer comes back after eight months: one question, no coupon, and never a second time."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await monthly(house, nadia, last=timedelta(days=1))
    house.wait(days=245)
    await house.run_due()
    assert await nadia.gets() == []  # they have not allowed us to write first
    await nadia.says("how can I pay?")
    care = nadia.replies[-1]
    assert "Your last order with us was on 22 November, longer ago than you usually leave it" in care["text"]
    assert care["text"].count("?") == 1 and not care["offer"]
    assert nadia.choices == ["There is something", "All is well"]
    await nadia.chooses("All is well")
    house.wait(days=10)
    await house.run_due()
    assert await nadia.gets() == []
    assert "longer ago" not in await nadia.says("how can I pay?") + await nadia.says("hello")


async def test_p5_who_asked_something_once_and_then_fell_silent_is_noticed_too(house: House, nadia: Customer) -> None:
    """A word when the silence would have begun puts the question off; it doesn't end it."""
    await nadia.says("hello")
    await nadia.allows("contact")
    for month in range(6, 0, -1):
        await nadia.buys("socks", house.now - timedelta(days=30 * month))
    house.wait(days=20)
    await nadia.says("how long does delivery take?")
    asked = []
    for _ in range(12):
        house.wait(days=10)
        await house.run_due()
        asked += [one["text"] for one in await nadia.gets() if not one["offer"]]
    assert len(asked) == 1 and "longer ago" in asked[0]


async def test_p5_what_is_wrong_becomes_a_promise(house: House, nadia: Customer) -> None:
    """Something is wrong: that is a complaint, and is answered as one: sorry, and by when a person answers."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await monthly(house, nadia, last=timedelta(days=1))
    house.wait(days=245)
    assert "longer ago" in await nadia.says("hello")
    assert "A person of ours answers you here by" in await nadia.chooses("There is something")
    assert (await nadia.relationship())["promises"]["open"] == 1


async def test_p5_silence_is_asked_after_first_where_that_is_allowed(house: House, nadia: Customer) -> None:
    """By permitted outreach, once; then not again in the conversation."""
    await nadia.says("hello")
    await nadia.allows("personalise", "contact")
    await monthly(house, nadia, last=timedelta(days=1))
    house.wait(days=245)
    await house.run_due()
    (care,) = await nadia.gets()
    assert "Is there something we should put right?" in care["text"] and not care["offer"]
    house.wait(days=1)
    await house.run_due()
    assert await nadia.gets() == []
    assert "longer ago" not in await nadia.says("how can I pay?")


async def test_p2_ten_years_are_thanked_for_at_the_first_contact_after(house: House, nadia: Customer) -> None:
    """Recognition in words for the time together, whatever was spent; once."""
    await nadia.says("hello")
    await nadia.allows("personalise")
    await nadia.buys("bulbs", datetime(2016, 11, 20, 12, tzinfo=house.now.tzinfo), price="0.50")
    house.wait(days=1)
    assert "It's 10 years since your first order with us, on 20 November 2016: thank you." in await nadia.says("hello")


async def test_p2_a_purchase_shows_in_the_points_of_the_very_next_reply(house: House, nadia: Customer) -> None:
    """Posted at once: nobody waits for a statement."""
    before = await nadia.says("how many points do I have?")
    await nadia.buys("bulbs", house.now, price="40.00")
    after = await nadia.says("how many points do I have?")
    assert before != after and "+40" in after
