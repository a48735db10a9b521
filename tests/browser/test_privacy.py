"""What the browser keeps and asks for, and what the customer sees of what the house keeps."""

import gzip

from playwright.async_api import BrowserContext, Request, expect

from bot.chat.script import chat_script

from .conftest import Customer, House, visit
from .talks import a_fact

KEPT = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"


async def test_nothing_is_kept_or_sent_before_the_first_message(context: BrowserContext, house: House) -> None:
    """Opening, looking and closing leave no cookie, no storage and no line; only the page's own files are read."""
    asked: list[Request] = []
    context.on("request", lambda request: asked.append(request))
    customer = await visit(context, house)
    lines: list[object] = []
    customer.page.on("websocket", lambda line: lines.append(line))
    await customer.open()
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.sees("You haven't written yet")
    await customer.page.keyboard.press("Escape")
    await customer.composer.fill("not sent")
    await customer.page.reload()
    assert await customer.page.evaluate(KEPT) == '[{},{},""]'
    assert await context.cookies() == []
    assert lines == [] and house.room.talks == {}
    paths = {request.url.removeprefix(house.address).split("?")[0] for request in asked}
    assert {path for path in paths if not path.startswith("/chat/shop/")} == {
        "/",
        "/chat.js",
        "/chat/words.json",
        "/chat/wall.json",
    }
    assert all(request.url.startswith(house.address) for request in asked)


async def test_no_cookie_ever(customer: Customer) -> None:
    """After a whole conversation there is still no cookie; what is kept is this browser's own token."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    assert await customer.page.context.cookies() == []
    token = await customer.page.evaluate("localStorage.getItem('shoebox:token')")
    assert len(token) == 43 and "hello" not in str(await customer.page.evaluate(KEPT))


async def test_the_script_is_small(house: House) -> None:
    """The whole chat weighs less than 60 kB gzipped."""
    assert len(gzip.compress(chat_script().encode())) < 60_000


async def remembered(customer: Customer) -> None:
    await customer.open()
    await customer.say("I never wear wool")
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.hears("I'll remember it")


async def test_what_is_known_says_words_origin_and_use(customer: Customer) -> None:
    """Each fact stands with the customer's own words, when and where they were said, and what they serve."""
    await remembered(customer)
    talk = customer.talk
    talk.facts.append(a_fact("f2", "wool gives me a rash", "wool gives a rash", sensitivity="special"))
    talk.facts.append(a_fact("f3", "my brother is moving to Bath", "moves to Bath", subject="brother", disputed=True))
    await customer.chat.get_by_role("button", name="What you know").click()
    fact = customer.chat.locator(".fact").filter(has_text="I never wear wool")
    await expect(fact).to_contain_text("web chat, you told us")
    await expect(fact).to_contain_text("Used for: remembering and replies")
    await expect(fact).to_contain_text("prefers no wool")
    await customer.sees("Kept with your own yes; sensitive")
    await customer.sees("About brother")
    await customer.picture("13-known")


async def test_a_card_says_a_thing_once(customer: Customer) -> None:
    """Words turned from "I" to "you" are no meaning of their own; what was picked out of a long sentence is one."""
    await remembered(customer)
    long = "Lovely morning here, and by the way I can't stand polyester, nor can my cat"
    talk = customer.talk
    talk.facts.append(a_fact("f2", "I can't stand polyester", "you can't stand polyester"))
    talk.facts.append(a_fact("f3", long, "you can't stand polyester"))
    talk.facts.append(a_fact("f4", "Guten Morgen", "Deutsch", kind="language", provenance="observed"))
    await customer.chat.get_by_role("button", name="What you know").click()
    cards = customer.chat.locator(".fact")
    await expect(cards).to_have_count(4)
    assert await cards.nth(0).locator(".meaning").all_inner_texts() == ["You write Deutsch"]
    assert await cards.nth(1).locator(".meaning").all_inner_texts() == ["you can't stand polyester"]
    assert await cards.nth(2).locator(".meaning").all_inner_texts() == []


async def test_with_remembering_off_nothing_is_said_to_be_used(customer: Customer) -> None:
    """A card names no use that its first permission no longer allows."""
    await remembered(customer)
    customer.talk.consents["memory"] = "withdrawn"
    await customer.chat.get_by_role("button", name="What you know").click()
    await expect(customer.chat.locator(".fact")).to_contain_text("Used for nothing while “Remember what I say” is off")


async def test_a_fact_is_corrected_held_back_and_forgotten_in_its_place(customer: Customer) -> None:
    """Correct, "Don't use this" and Forget stand beside the fact and change what is kept and used."""
    await remembered(customer)
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.chat.get_by_role("button", name="Correct").click()
    await expect(customer.chat.get_by_label("What is right, in your own words?")).to_have_value("I never wear wool")
    await customer.picture("14-correct")
    await customer.page.keyboard.type("wool is fine, mohair is not")
    await customer.chat.get_by_role("button", name="Save").click()
    await customer.sees("wool is fine, mohair is not")
    assert customer.talk.facts[0]["words"] == "wool is fine, mohair is not"
    await customer.chat.get_by_role("button", name="Don't use this for now").click()
    await expect(customer.chat.locator(".fact")).to_contain_text("Used for nothing for now: you asked for that")
    await customer.picture("14-held")
    await customer.chat.get_by_role("button", name="Use it again").click()
    await expect(customer.chat.locator(".fact")).to_contain_text("Used for: remembering and replies")
    assert customer.talk.facts[0]["restricted"] is False
    await customer.chat.get_by_role("button", name="Forget", exact=True).click()
    await customer.chat.get_by_role("button", name="Forget it").click()
    await customer.sees("Nothing is remembered about you.")
    assert customer.talk.facts == []


async def test_permissions_are_five_switches_with_a_plain_line_each(customer: Customer) -> None:
    """Each purpose is a switch that says what it allows; it is off until given, and turns off as easily."""
    await remembered(customer)
    await customer.chat.get_by_role("button", name="What you know").click()
    await expect(customer.chat.get_by_role("switch")).to_have_count(5)
    staff = customer.chat.get_by_role("switch", name="Let our people see it")
    await expect(staff).to_have_attribute("aria-checked", "false")
    await expect(staff).to_have_accessible_description(
        "A person who helps you may read what is remembered, never what you told in confidence."
    )
    await staff.focus()
    await customer.page.keyboard.press("Space")
    await expect(customer.chat.locator(".fact")).to_contain_text("replies and our people")
    assert await customer.focused() == "Let our people see it"
    assert customer.talk.consents["staff"] == "given"
    await customer.page.keyboard.press("Space")
    await expect(staff).to_have_attribute("aria-checked", "false")
    await customer.picture("15-switches")
    await expect(customer.chat.locator(".fact")).not_to_contain_text("our people")
    assert customer.talk.consents["staff"] == "withdrawn"


async def test_forget_me_says_what_will_happen_and_shows_the_receipt(customer: Customer) -> None:
    """Before: what will happen, and a way back. After: the receipt, an empty chat, nothing in the browser."""
    await remembered(customer)
    await customer.chat.get_by_role("button", name="More").click()
    await customer.chat.get_by_role("button", name="Forget me").click()
    await customer.sees("This cannot be undone")
    await customer.picture("16-forget-me")
    await customer.chat.get_by_role("button", name="Not now").click()
    await customer.sees("What is remembered")
    await customer.chat.locator("#forget-me").click()
    await customer.chat.get_by_role("button", name="Forget everything about me").click()
    await customer.sees("I looked in 10 places and erased what was there")
    await customer.picture("17-receipt")
    assert customer.house.room.talks == {}
    assert await customer.page.evaluate(KEPT) == '[{},{},""]'
    await customer.chat.get_by_role("button", name="Done").click()
    await expect(customer.chat.locator(".message")).to_have_count(0)
    assert await customer.page.evaluate(KEPT) == '[{},{},""]'


async def test_who_is_forgotten_by_a_word_has_a_receipt_to_save_too(customer: Customer) -> None:
    """The last words stand line by line, and are saved as they were said."""
    await remembered(customer)
    said = "Done. I looked in 38 places and erased 25 records.\nThis stays:\nthe proof that it was done"
    customer.house.room.erase_by_word(customer.talk, said)
    await customer.sees("I looked in 38 places")
    await customer.picture("17-told")
    assert await customer.chat.locator(".receipt p").all_inner_texts() == said.split("\n")
    async with customer.page.expect_download() as saved:
        await customer.chat.get_by_role("button", name="Save the receipt").click()
    assert (await (await saved.value).path()).read_text() == f"{said}\n"
    assert await customer.page.evaluate(KEPT) == '[{},{},""]'


async def test_everything_can_be_downloaded(customer: Customer) -> None:
    """One press saves a file with all that is kept."""
    await remembered(customer)
    await customer.chat.get_by_role("button", name="What you know").click()
    async with customer.page.expect_download() as saved:
        await customer.chat.get_by_role("button", name="Download everything").click()
    assert "I never wear wool" in (await (await saved.value).path()).read_text()


async def test_the_customers_own_page_shows_the_same(customer: Customer) -> None:
    """/me/ knows the browser by its token and shows facts, permissions and the addresses it is known by."""
    await remembered(customer)
    page = await visit(customer.page.context, customer.house, "/me/")
    own = page.page.locator("shoebox-me")
    await expect(own.get_by_text("I never wear wool")).to_be_visible()
    await expect(own.get_by_role("switch")).to_have_count(5)
    await expect(own.get_by_text("Telegram")).to_be_visible()
    await page.page.screenshot(path="var/screenshots/18-me.png", full_page=True)
    await page.accessible()
    assert page.complaints == []


async def test_a_stranger_finds_an_own_page_without_anything(context: BrowserContext, house: House) -> None:
    """/me/ without a token says that nobody is known, and asks for nothing."""
    page = await visit(context, house, "/me/")
    await expect(page.page.get_by_text("We don't know you here.")).to_be_visible()
    await page.picture("19-me-stranger")
    await page.accessible()
    await page.page.get_by_role("link", name="Back to Larkin & Rowe").click()
    await expect(page.page.get_by_role("heading", name="Things made to be kept")).to_be_visible()
    assert page.complaints == []
