"""A day at the desk in Chromium: nothing written is lost, colleagues meet, hostile words stay words."""

import asyncio

import msgspec
import pyotp
import pytest
from playwright.async_api import Browser, Route, expect

from bot.chat.files import Sheet
from tests.front.desk_house import DeskHouse

from .desk_people import AtDesk, comes_in

HOSTILE = (
    '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>{{7*7}} \u202e0[x]'
)


async def test_a_draft_survives_reload_and_changing_conversation(desk: DeskHouse, eva: AtDesk) -> None:
    """What was being written is there again after a reload, and after a look at another conversation."""
    await desk.asks_for_a_person("8812")
    await desk.says("the coat never came, a person please", "7710", name="Nadia")
    await eva.takes("teapot")
    await eva.area.fill("half a sentence for Kwame")
    await eva.takes("coat")
    await expect(eva.area).to_have_value("")
    await eva.page.reload()
    await eva.queue.locator(".case").filter(has_text="teapot").click()
    await expect(eva.area).to_have_value("half a sentence for Kwame")


async def test_no_word_is_lost_while_the_line_is_down(desk: DeskHouse, eva: AtDesk) -> None:
    """Words sent without a line are kept, shown as not sent, and said once when it is back."""
    conversation = await desk.asks_for_a_person()
    await eva.takes("teapot")
    await eva.page.context.set_offline(True)
    await eva.writes("I'll send the money back today.")
    await expect(eva.talk.locator(".unsent")).to_have_count(1)
    await expect(eva.page.locator(".strip.offline")).to_be_visible()
    await eva.picture("05-offline")
    await desk.says("are you there?")
    await eva.page.context.set_offline(False)
    await expect(eva.talk.locator(".unsent")).to_have_count(0, timeout=15_000)
    await eva.reads("are you there?")
    said = [item["text"] for item in await desk.transcript(conversation)]
    assert said.count("I'll send the money back today.") == 1


async def test_hostile_words_stay_words(desk: DeskHouse, eva: AtDesk) -> None:
    """G12: names, messages and notes are text wherever they appear, and nothing in them runs."""
    await desk.says(f"{HOSTILE} a person please", "6666", name=HOSTILE)
    await eva.takes("onerror")
    await eva.reads("onerror")
    await eva.page.get_by_role("button", name="Note", exact=True).click()
    await eva.writes(HOSTILE)
    await expect(eva.talk.locator(".note .bubble")).to_contain_text("onerror")
    assert (
        await eva.page.locator("desk-talk img, desk-talk script, desk-queue img, desk-brief img").count() == 0
    )
    assert "owned" not in await eva.page.title()
    await eva.picture("06-hostile")


async def test_two_who_take_the_same(browser: Browser, desk: DeskHouse, eva: AtDesk) -> None:
    """Of two agents one has it; the other is told so in words and goes on."""
    marcus = await comes_in(browser, desk, "Marcus")
    await desk.asks_for_a_person()
    await marcus.queue.locator(".case").first.click()
    await expect(marcus.page.get_by_role("button", name="Take this conversation")).to_be_visible()
    await marcus.page.route("**/claim", lambda route: _after(eva, route))
    await marcus.page.get_by_role("button", name="Take this conversation").click()
    await expect(marcus.page.locator(".toast")).to_contain_text("Someone else was first")
    await expect(marcus.queue.locator(".case")).to_have_count(0)
    await expect(marcus.talk.get_by_text("Fetching")).to_have_count(0)
    await marcus.page.context.close()


async def test_an_offer_that_is_taken_meanwhile_says_so(desk: DeskHouse, eva: AtDesk) -> None:
    """Whoever looks at a waiting case sees at once that it waits no more; taken in one's own other tab it opens."""
    marcus, tool = await desk.signed_in("Marcus"), await desk.signed_in("Eva")
    first = await desk.asks_for_a_person("8812")
    second = (await desk.says("the coat never came, a person please", "7710", name="Nadia"))["conversation"]
    await eva.queue.locator(".case").filter(has_text="teapot").click()
    await marcus.does(first, "claim")
    await expect(eva.talk.get_by_text("waits no more")).to_be_visible()
    await eva.queue.locator(".case").filter(has_text="coat").click()
    await expect(eva.page.get_by_role("button", name="Take this conversation")).to_be_visible()
    await tool.does(second, "claim")
    await eva.reads("the coat never came")


async def test_a_note_begun_while_the_brief_is_fetched_stays_a_note(desk: DeskHouse, eva: AtDesk) -> None:
    """However late the brief comes, it turns nobody's note into a reply to the customer."""
    conversation = await desk.asks_for_a_person()
    fetched = asyncio.Event()

    async def late(route: Route) -> None:
        await fetched.wait()
        await route.continue_()

    await eva.page.route("**/brief", late)
    await eva.takes("teapot")
    await eva.page.get_by_role("button", name="Note", exact=True).click()
    await eva.area.fill("sounds tired")
    fetched.set()
    await expect(eva.brief).to_contain_text("Kwame")
    await eva.area.press("Enter")
    await expect(eva.talk.locator(".note .bubble")).to_have_text("sounds tired")
    assert "sounds tired" not in [item["text"] for item in await desk.transcript(conversation)]


async def test_what_is_fetched_late_takes_the_keys_from_nobody(desk: DeskHouse, eva: AtDesk) -> None:
    """Whoever has answered and left the reply before the brief is there has the single keys, and keeps them."""
    await desk.asks_for_a_person()
    fetched = asyncio.Event()

    async def late(route: Route) -> None:
        await fetched.wait()
        await route.continue_()

    await eva.page.route("**/brief", late)
    await eva.takes("teapot")
    await expect(eva.area).to_be_focused()
    await eva.page.keyboard.press("Escape")
    fetched.set()
    await expect(eva.brief).to_contain_text("Kwame")
    await eva.page.keyboard.press("b")
    await expect(eva.page.locator("dialog").get_by_role("button", name="To the assistant")).to_be_visible()


async def _after(first: AtDesk, route: object) -> None:
    await first.takes("teapot")
    await route.continue_()  # type: ignore[attr-defined]


async def test_passing_on_with_a_note_and_calling_a_colleague(
    browser: Browser, desk: DeskHouse, eva: AtDesk
) -> None:
    """A colleague called in by a note hears of it; handed the case, they read the note and answer."""
    marcus = await comes_in(browser, desk, "Marcus")
    await desk.asks_for_a_person()
    await eva.takes("teapot")
    await eva.page.get_by_role("button", name="Note", exact=True).click()
    await eva.writes("@Marcus, have you seen this before?")
    await expect(marcus.page.locator(".toast")).to_contain_text("Eva asks you to look")
    await marcus.page.locator(".toast").get_by_role("button").click()
    await marcus.reads("my teapot is broken")
    await expect(marcus.talk.get_by_text("You are looking on")).to_be_visible()
    await marcus.page.reload()  # and whoever missed the call finds it
    await marcus.queue.get_by_role("region", name="You are asked to look").locator(".case").click()
    await expect(marcus.talk.get_by_role("heading", name="Kwame")).to_be_visible()
    await marcus.picture("22-called")
    await eva.page.keyboard.press("Escape")
    await eva.page.get_by_role("button", name="Pass on").click()
    await expect(eva.page.locator("dialog label").filter(has_text="Priya")).to_have_count(0)  # she is not here
    await eva.page.get_by_label("Marcus, here, 0 of 5").check()
    await eva.page.get_by_label("A note for them").fill("third time, be quick")
    await eva.picture("07-pass-on")
    await eva.accessible()
    await eva.page.locator("dialog").get_by_role("button", name="Pass on").click()
    await expect(marcus.talk.locator(".note")).to_have_count(2)
    await marcus.writes("Marcus here.")
    await marcus.reads("Marcus here.")
    await marcus.page.context.close()


async def test_everything_by_keyboard(desk: DeskHouse, eva: AtDesk) -> None:
    """Without a mouse: find, take, answer, promise, and every key on one sheet; keys can be switched off."""
    conversation = await desk.asks_for_a_person()
    await expect(eva.queue.locator(".case")).to_have_count(1)
    keys = eva.page.keyboard
    await keys.press("j")
    await keys.press("Enter")
    await keys.press("c")
    await expect(eva.area).to_be_focused()
    await keys.type("Hello, Eva here.")
    await keys.press("Enter")
    await eva.reads("Hello, Eva here.")
    await keys.press("Escape")
    await keys.press("?")
    await expect(eva.page.get_by_role("dialog")).to_contain_text("Single keys are on")
    await eva.picture("08-keys")
    await eva.accessible()
    await keys.press("Escape")
    await expect(eva.page.get_by_role("dialog")).to_be_hidden()
    await keys.press("p")
    await eva.page.get_by_label("What is promised").fill("new legs by post")
    await eva.picture("09-promise")
    await eva.page.locator("dialog").get_by_role("button", name="Promise it").click()
    await expect(eva.brief).to_contain_text("new legs by post")
    await keys.press("e")
    await eva.page.locator("dialog").get_by_role("button", name="Resolve").click()
    await expect(eva.queue.locator(".case")).to_have_count(0)
    closing = [item["text"] for item in (await desk.transcript(conversation))[-2:]]
    assert "closed this matter" in closing[0] and "how was the help" in closing[1]


async def test_the_sheet_of_keys_opens_on_every_board(browser: Browser, desk: DeskHouse) -> None:
    """`?` shows the keys wherever one is; what acts on a conversation does nothing where none is shown."""
    priya = await comes_in(browser, desk, "Priya")
    await desk.asks_for_a_person()
    await priya.takes("teapot")
    for view in await priya.page.locator(".views .tab").all():
        await view.click()
        await priya.page.keyboard.press("?")
        await expect(priya.page.get_by_role("dialog")).to_contain_text("Single keys are on")
        await priya.page.keyboard.press("Escape")
        await expect(priya.page.get_by_role("dialog")).to_be_hidden()
    await priya.page.keyboard.press("e")  # from the last board, with a conversation open behind it
    await priya.page.keyboard.press("j")
    await expect(priya.page.get_by_role("dialog")).to_be_hidden()
    await priya.page.context.close()
    assert priya.complaints == []


async def test_two_who_look_see_each_other(browser: Browser, desk: DeskHouse, eva: AtDesk) -> None:
    """Whoever else looks at a waiting case is named before anybody takes it, and so is who writes in it."""
    marcus = await comes_in(browser, desk, "Marcus")
    await desk.asks_for_a_person()
    await marcus.queue.locator(".case").click()
    await eva.queue.locator(".case").click()
    await expect(marcus.talk.locator(".others")).to_have_text("Eva looking too")
    await marcus.queue.locator(".case").click()
    await expect(eva.talk.locator(".others")).to_have_text("Marcus looking too")
    await eva.picture("23-looking-too")
    await eva.page.get_by_role("button", name="Take this conversation").click()
    await eva.page.get_by_role("button", name="Note", exact=True).click()
    await eva.writes("@marcus see this")
    await marcus.page.locator(".toast").get_by_role("button").click()
    await eva.page.get_by_role("button", name="Reply", exact=True).click()
    await eva.area.press_sequentially("I am")
    await expect(marcus.talk.locator(".others")).to_have_text("Eva typing")
    await marcus.page.context.close()
    assert marcus.complaints == []


async def test_searching_across_customers(browser: Browser, desk: DeskHouse, eva: AtDesk) -> None:
    """A supervisor finds who only spoke with the assistant and reads how it went; an agent finds who is at the desk."""
    priya = await comes_in(browser, desk, "Priya")
    await desk.says("hello there", "7710", name="Nadia O'Neill")
    await desk.asks_for_a_person("8812")
    await priya.looks_for("o'neill")
    await expect(priya.page.locator(".found-one")).to_have_text("Nadia O'Neillon Telegram · with the assistant now")
    await priya.picture("24-search")
    await priya.accessible()
    await priya.page.locator(".found-one").click()
    await expect(priya.page.locator(".timeline-of")).to_contain_text("spoke with us")
    await priya.looks_for("telegram:8812")
    await priya.page.locator(".found-one").click()
    await expect(priya.page.get_by_role("button", name="Take this conversation")).to_be_visible()
    await eva.looks_for("nadia")
    await expect(eva.page.locator(".found")).to_contain_text("Nothing found")
    await eva.looks_for("kwame")
    await expect(eva.page.locator(".found-one")).to_have_count(1)
    await priya.takes("teapot")
    await eva.looks_for("telegram:8812")
    await expect(eva.page.locator("p.found-one")).to_contain_text("with Priya")
    await priya.page.context.close()
    assert priya.complaints == []


async def test_a_card_says_for_whom_it_is(desk: DeskHouse, eva: AtDesk) -> None:
    """Department and language stand on the card and on the offer, with who can answer."""
    settings = desk.memory.house.settings()
    rules = msgspec.structs.replace(settings.desk, departments={"orders": ("return_item",)})
    desk.memory.house.change(msgspec.structs.replace(settings, desk=rules), "operator")
    await desk.says("meine Kanne ist kaputt, a person please", language="de")
    card = eva.queue.locator(".case")
    await expect(card).to_contain_text("for orders")
    await expect(card).to_contain_text("in German: Eva can answer")
    await card.click()
    await expect(eva.talk.locator(".offer-card")).to_contain_text("in German: Eva can answer")
    await eva.picture("25-card")
    await eva.accessible()


async def test_replies_at_hand_and_suggestions_are_put_in_as_text_and_never_sent(desk: DeskHouse, eva: AtDesk) -> None:
    """The picker finds by words and fills in names; a suggestion says its grounds; both only stand in the draft."""
    name = "<i>{agent}</i>"
    said = await desk.says("my teapot is broken, a person please", "7710", name=name)
    await eva.takes("teapot")
    before = await desk.transcript(said["conversation"])
    await eva.area.press("/")
    await eva.page.get_by_label("Find a reply").fill("goodbye")
    await expect(eva.page.locator("button.canned")).to_have_count(1)
    await eva.picture("26-canned")
    await eva.accessible()
    await eva.page.keyboard.press("Enter")
    await expect(eva.area).to_have_value(f"Thank you, {name}. Write here whenever there is something.")
    await eva.area.fill("")
    chip = eva.page.locator("details.suggestion").first
    await chip.locator("summary").click()
    await expect(chip).to_contain_text("how they sound: upset")
    await eva.picture("27-suggestion")
    await eva.accessible()
    await chip.get_by_role("button", name="Put into the reply").click()
    await expect(eva.area).to_have_value("You're right, and I'm sorry. Here is what I can do now: ")
    assert await eva.page.locator("desk-composer i").count() == 0
    assert await desk.transcript(said["conversation"]) == before


async def test_what_is_promised_is_found_beside_an_open_conversation(desk: DeskHouse, eva: AtDesk) -> None:
    """With a conversation open the other boards open all the same, and the conversation is there again after."""
    conversation = await desk.asks_for_a_person()
    await eva.takes("teapot")
    file = desk.sends(conversation, Sheet("<b>broken</b> lid.png", "image/png", b"\x89PNG\r\n\x1a\n"))
    await eva.page.reload()
    await eva.queue.locator(".case").first.click()
    await expect(eva.talk.locator("a.file")).to_contain_text("<b>broken</b> lid.png")
    async with eva.page.expect_download() as saved:
        await eva.talk.locator("a.file").click()
    assert file in (await saved.value).url
    await eva.page.get_by_role("button", name="Promised", exact=True).click()
    await expect(eva.page.locator(".board-page h1")).to_have_text("Promised")
    await eva.page.get_by_role("button", name="Conversations", exact=False).first.click()
    await eva.reads("my teapot is broken")
    await expect(eva.talk.locator(".row").last).to_be_in_viewport()


async def test_nothing_is_chosen_for_a_customer(desk: DeskHouse, eva: AtDesk) -> None:
    """A permission is recorded only when purpose, words and decision were each chosen by hand."""
    await desk.asks_for_a_person()
    await eva.takes("teapot")
    await eva.page.get_by_role("button", name="Record a permission").click()
    record = eva.page.locator("dialog").get_by_role("button", name="Record it")
    await record.click()
    await expect(eva.page.get_by_role("alert")).to_contain_text("Choose one of each")
    for choice in ("Let staff see it", "my teapot is broken", "They refuse it"):
        await eva.page.locator("dialog label").filter(has_text=choice).click()
    await record.click()
    await eva.reads("Noted, as you said")


async def test_a_supervisor_answers_on_their_own_desk(browser: Browser, desk: DeskHouse, eva: AtDesk) -> None:
    """Above an agent's authority a supervisor grants on theirs; so are figures, people and audit."""
    priya = await comes_in(browser, desk, "Priya")
    await desk.asks_for_a_person()
    await eva.takes("teapot")
    await eva.page.get_by_role("button", name="Gesture").click()
    await eva.page.get_by_label("How much").fill("120")
    await eva.page.get_by_label("Why; it is kept").fill("third teapot")
    await eva.picture("10-gesture")
    await eva.page.locator("dialog").get_by_role("button", name="Give").click()
    await expect(eva.talk.locator(".event")).to_contain_text("A supervisor is asked")
    await priya.page.get_by_role("button", name="To approve").click()
    await expect(priya.page.locator("desk-approvals .card")).to_have_count(1)
    await priya.picture("11-approve")
    await priya.page.get_by_role("button", name="Grant").click()
    await expect(eva.talk.locator(".event")).to_contain_text("Given")
    for number, view in ((12, "Figures"), (13, "People"), (14, "Audit")):
        await priya.page.get_by_role("button", name=view, exact=True).click()
        await expect(priya.page.locator(".board-page h1")).to_have_text(view)
        await priya.picture(f"{number}-{view.lower()}")
        await priya.accessible()
    assert await priya.page.get_by_text("The chain is intact").count() == 0  # walked only when asked
    await priya.page.get_by_label("Action begins with").fill("desk.gesture")
    await priya.page.get_by_role("button", name="Show").click()
    await expect(priya.page.locator("desk-audit tbody tr").first).to_contain_text("Priya")
    await priya.page.get_by_role("button", name="Check the chain").click()
    await expect(priya.page.get_by_text("The chain is intact")).to_be_visible()
    await priya.page.context.close()
    assert priya.complaints == []


@pytest.mark.parametrize(
    ("number", "wide", "tall", "scheme"),
    [(15, 1440, 900, "dark"), (16, 1100, 760, "light"), (17, 390, 780, "light")],
)
async def test_each_size_and_the_dark(
    browser: Browser, desk: DeskHouse, number: int, wide: int, tall: int, scheme: str
) -> None:
    """Three columns, two, one; light and dark; each without a breach that axe can find."""
    size = {"viewport": {"width": wide, "height": tall}, "color_scheme": scheme}
    at_desk = await comes_in(browser, desk, "Eva", **size)
    await desk.asks_for_a_person()
    await at_desk.takes("teapot")
    await at_desk.writes("I'll send the money back today.")
    await at_desk.reads("I'll send the money back today.")
    await expect(at_desk.page.locator("desk-brief .card").first).to_be_attached()
    await at_desk.picture(f"{number}-{scheme}-{wide}")
    await at_desk.accessible()
    if wide < 1280:
        await at_desk.page.get_by_role("button", name="Brief").click()
        await expect(at_desk.brief).to_be_visible()
        await at_desk.picture(f"{number}-brief-{wide}")
    overflow = await at_desk.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert overflow is False
    await at_desk.page.context.close()
    assert at_desk.complaints == []


async def test_a_second_factor_is_set_up_with_its_first_code(desk: DeskHouse, eva: AtDesk) -> None:
    """A wrong password or code sets up nothing and says so; the right ones do; it goes with the password only."""
    await eva.page.get_by_role("button", name="Menu").click()
    await eva.page.get_by_role("button", name="Set up a second factor").click()
    sheet = eva.page.get_by_role("dialog")
    await sheet.get_by_label("Password").fill("a guess")
    await sheet.get_by_role("button", name="Go on").click()
    await expect(sheet.get_by_role("alert")).to_have_text("That is not your password.")
    await sheet.get_by_label("Password").fill(next(one["password"] for one in desk.people if one["name"] == "Eva"))
    await sheet.get_by_role("button", name="Go on").click()
    await expect(sheet.get_by_label("Its six digits now")).to_be_visible()
    factor = pyotp.TOTP(await sheet.locator(".secret").inner_text())
    code = sheet.get_by_label("Its six digits now")
    await code.fill("000000" if factor.now() != "000000" else "111111")
    await sheet.get_by_role("button", name="Set it up").click()
    await expect(sheet.get_by_role("alert")).to_have_text("That is not the code of this moment.")
    await eva.picture("21-second-factor")
    await eva.accessible()
    await code.fill(factor.now())
    await sheet.get_by_role("button", name="Set it up").click()
    await expect(sheet).to_be_hidden()
    await eva.page.get_by_role("button", name="Menu").click()
    await eva.page.get_by_role("button", name="Take the second factor away").click()
    await sheet.get_by_label("Password").fill("a guess")
    await sheet.get_by_role("button", name="Take the second factor away").click()
    await expect(sheet.get_by_role("alert")).to_have_text("That is not your password.")
    await eva.accessible()
    await sheet.get_by_label("Password").fill(next(one["password"] for one in desk.people if one["name"] == "Eva"))
    await sheet.get_by_role("button", name="Take the second factor away").click()
    await expect(sheet).to_be_hidden()
    await eva.page.get_by_role("button", name="Menu").click()
    await expect(eva.page.get_by_role("button", name="Set up a second factor")).to_be_visible()
