"""Relationships and the wall at the desk, in Chromium: what is seen, what is withheld, and who may look."""

from datetime import timedelta

from playwright.async_api import Browser, expect

from store import Capture, ConsentState, NewEvent, Purpose
from store.relationship import Norm
from tests.front.desk_house import DeskHouse

from .desk_people import comes_in


async def a_history(desk: DeskHouse) -> str:
    """Kwame wrote, bought tea, was promised a call that is late, and said how he wants it."""
    await desk.says("hello")
    memory, now = desk.memory, desk.parts.clock()
    who = memory.people.find("telegram", "8812")
    assert who is not None
    for month in (3, 2, 1):
        at = now - timedelta(days=30 * month)
        line = {"sku": "t", "name": "Tea", "category": "tea", "quantity": 1, "total": "987.65"}
        data = {"order": f"o{month}", "placed_at": at.isoformat(), "lines": [line]}
        memory.records.take(
            NewEvent(id=f"e{month}", source="s", type="shop.order.placed", subject="telegram:8812", at=at, data=data)
        )
    memory.promises.make(who.identity, "a call", "Eva", now + timedelta(seconds=1))
    memory.relationship.say(who.identity, "just business, please", norm=Norm.EXCHANGE)
    memory.relationship.note(who.identity, "complaint")
    memory.outreach.look()
    desk.parts.clock.set(now + timedelta(hours=3))
    memory.outreach.fall_due()
    memory.outreach.due()
    return str(who.customer)


async def test_a_supervisor_sees_how_relationships_stand_and_no_amount(browser: Browser, desk: DeskHouse) -> None:
    """Charts with a table each; one customer's timeline; what they bought only once they let staff see it."""
    customer = await a_history(desk)
    priya = await comes_in(browser, desk, "Priya")
    await priya.page.get_by_role("button", name="Relationships", exact=True).click()
    page = priya.page.locator("desk-relations")
    await expect(page.locator("figure")).to_have_count(4)
    await page.get_by_label("A customer by channel and address").fill("telegram:8812")
    await page.get_by_role("button", name="Look").click()
    await expect(page.locator(".timeline-of .card")).to_contain_text("Just business")
    await expect(page.locator(".timeline-of .card")).to_contain_text("they have not let staff see it")
    assert "tea" not in await page.locator(".timeline-of").inner_text()
    await priya.picture("18-relationships")
    await priya.accessible()
    who = desk.memory.people.find("telegram", "8812")
    assert who is not None
    yes = Capture(method="button", words="yes")
    desk.memory.consents.decide(customer, who.identity, Purpose.STAFF, ConsentState.GIVEN, yes)
    await page.get_by_role("button", name="Look").click()
    await expect(page.locator(".timeline-of")).to_contain_text("bought: tea")
    assert "987" not in await priya.page.locator("body").inner_text()
    await priya.picture("19-timeline")
    await priya.page.context.close()
    assert priya.complaints == []


async def test_a_message_for_the_wall_is_shown_once_a_person_accepts_it(browser: Browser, desk: DeskHouse) -> None:
    """Accepted or not in one press; an agent does it, and the words stay words."""
    await desk.says("hello")
    who = desk.memory.people.find("telegram", "8812")
    assert who is not None
    desk.memory.community.share(who.identity, "The casserole is <b>lovely</b>")
    desk.memory.community.share(who.identity, "buy my own casseroles at kwame.example")
    eva = await comes_in(browser, desk, "Eva")
    await eva.page.get_by_role("button", name="Wall", exact=True).click()
    cards = eva.page.locator("desk-wall .board:not(.shown) .card")
    shown = eva.page.locator("desk-wall .shown .card")
    await expect(cards).to_have_count(2)
    await eva.accessible()
    await cards.filter(has_text="<b>lovely</b>").get_by_role("button", name="Show it", exact=True).click()
    await expect(cards).to_have_count(1)
    await expect(shown).to_have_count(1)
    await eva.picture("20-wall")
    await cards.get_by_role("button", name="Don't show it").click()
    await expect(eva.page.locator("desk-wall")).to_contain_text("No message waits.")
    assert [one.text for one in desk.memory.community.wall()] == ["The casserole is <b>lovely</b>"]
    await shown.get_by_role("button", name="Take it down").click()
    await expect(shown).to_have_count(0)
    assert desk.memory.community.wall() == ()
    await eva.page.context.close()
    assert eva.complaints == []


async def test_what_staff_know_is_written_and_retired_at_the_desk(browser: Browser, desk: DeskHouse) -> None:
    """Kept by one press, refused in words where somebody is in it, and told no more by another press."""
    eva = await comes_in(browser, desk, "Eva")
    await eva.page.get_by_role("button", name="Notes", exact=True).click()
    notes = eva.page.locator("desk-notes")
    await expect(notes).to_contain_text("No note stands yet.")
    for text in ("Mrs Lister sends hers back.", "Leaks if filled above the spout, <b>so</b> don't."):
        await notes.get_by_label("About which product or kind").fill("stoneware teapot")
        await notes.get_by_label("What is good to know").fill(text)
        await notes.get_by_role("button", name="Keep the note").click()
    await expect(eva.page.locator(".toasts")).to_contain_text("nobody's data")
    await expect(notes.locator(".board .card")).to_have_count(1)
    await expect(notes.locator(".board")).to_contain_text("above the spout, <b>so</b> don't.")
    await eva.accessible()
    await eva.picture("21-notes")
    await notes.get_by_role("button", name="Tell it no more").click()
    await expect(notes.locator(".board .card")).to_have_count(0)
    assert desk.memory.house_notes.standing() == ()
    await eva.page.context.close()


async def test_an_agent_has_no_door_to_relationships(desk: DeskHouse) -> None:
    """Figures of relationships are for supervisors; the wall is for everybody at the desk."""
    eva = await desk.signed_in("Eva")
    assert (await eva.get("relations")).status == 403
    assert (await eva.get("relations/of?identity=telegram:8812")).status == 403
    assert (await eva.get("wall")).status == 200
    assert (await desk.client.get("/api/v1/desk/wall")).status == 401
    priya = await desk.signed_in("Priya")
    assert (await priya.get("relations/of?identity=telegram:nobody")).status == 404
    assert (await priya.post("wall/nothing", decision="accepted")).status in (404, 422)
    assert (await priya.post("wall/nothing", decision="perhaps")).status == 422
