"""What stands beside the words of a case: what did not reach them, where else they are, what they call wrong."""

from playwright.async_api import expect

from store import Assurance, InboundMessage, Purpose
from tests.front.desk_house import DeskHouse, remembered

from .desk_people import AtDesk


async def test_what_did_not_reach_them_says_so_at_once(desk: DeskHouse, eva: AtDesk) -> None:
    """Beneath the reply that the channel would not take, while the agent looks, and beneath no other."""
    conversation = await desk.asks_for_a_person()
    await eva.takes("teapot")
    for words in ("Which of the three was it?", "And when did it come?"):
        await eva.writes(words)
        await eva.reads(words)
    first = next(one for one in await desk.transcript(conversation) if one["text"] == "Which of the three was it?")
    failed = {"id": first["id"], "state": "failed", "reason": "blocked"}
    key = {"Authorization": f"Bearer {desk.connector}"}
    assert (await desk.client.post("/api/v1/deliveries", json=failed, headers=key)).status == 200
    lost = eva.talk.locator(".item").filter(has_text="This did not reach them")
    await expect(lost).to_have_count(1)
    await expect(lost).to_contain_text("Which of the three was it?")
    await eva.picture("50-undelivered")
    await eva.accessible()


async def test_where_else_they_wait_is_named_once_they_have_proved_it(desk: DeskHouse, eva: AtDesk) -> None:
    """The other channel stands under who it is, only when two addresses are joined and it is sure who speaks."""
    here = await desk.asks_for_a_person("8812")
    there = InboundMessage(
        channel="web",
        account="main",
        message_id="w1",
        address="account:c-1",
        text="my teapot came on the web, a person please",
        assurance=Assurance.VERIFIED,
    )
    await desk.parts.turns.accept_and_wait(there, 5)
    await eva.takes("on the web")
    await expect(eva.brief).to_contain_text("Who")
    await expect(eva.brief.get_by_text("as well")).to_have_count(0)
    one, other = desk.memory.people.find("web", "account:c-1"), desk.memory.owners.of(here)
    assert one is not None
    desk.memory.links.link(one.identity, other.identity, "both shown at the counter", "test")
    await eva.page.reload()
    await eva.queue.locator(".case").filter(has_text="on the web").click()
    await expect(eva.brief.get_by_text("At the desk on Telegram as well")).to_be_visible()
    await eva.picture("51-elsewhere")
    await eva.accessible()


async def test_what_they_call_wrong_is_used_for_nothing(desk: DeskHouse, eva: AtDesk) -> None:
    """After a word of what it means the fact leaves the brief, and the customer is told."""
    conversation = await desk.asks_for_a_person()
    remembered(desk, Purpose.STAFF)
    await eva.takes("teapot")
    await expect(eva.brief).to_contain_text("never anything with wool")
    await eva.brief.get_by_role("button", name="They say it's wrong").click()
    sheet = eva.page.get_by_role("dialog")
    await expect(sheet).to_contain_text("It is used for nothing from then on")
    await eva.picture("52-dispute")
    await eva.accessible()
    await sheet.get_by_role("button", name="They say it's wrong").click()
    await expect(sheet).to_be_hidden()
    await expect(eva.brief).not_to_contain_text("never anything with wool")
    assert "something we had put down about you is not right" in await desk.last_words(conversation)
