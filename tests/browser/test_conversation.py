"""A conversation in the browser, as a customer lives it."""

from playwright.async_api import BrowserContext, expect

from bot.chat.room import Standing

from .conftest import Customer, House, visit


async def test_a_customer_is_asked_once_and_remembered(customer: Customer) -> None:
    """A preference is asked about with choices, remembered on yes, and a later reply says why it used it."""
    await customer.open()
    await customer.say("I never wear wool")
    await customer.hears("Shall I remember")
    await customer.picture("02-asked")
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.hears("I'll remember it")
    await customer.say("Something warm, please")
    await customer.hears("Three warm ones")
    await customer.chat.get_by_role("button", name="why?").click()
    await customer.sees("web chat, you told us: prefers no wool")
    await customer.picture("03-why")


async def test_a_whole_conversation_by_keyboard_alone(customer: Customer) -> None:
    """Open, write, choose and close without a pointer; the keyboard stays where the customer left it."""
    page = customer.page
    await page.keyboard.press("Tab")
    while "Open the chat" not in await customer.focused():
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    assert await customer.focused() == "Your message"
    await page.keyboard.type("I never wear wool")
    await page.keyboard.press("Enter")
    await customer.hears("Shall I remember")
    assert await customer.focused() == "Your message"
    while "Yes, remember" not in await customer.focused():
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Space")
    await customer.hears("I'll remember it")
    assert await customer.focused() == "Yes, remember, chosen"
    await page.keyboard.press("Escape")
    assert "Open the chat" in await customer.focused()


async def test_arrows_walk_the_messages_and_tab_goes_past_them(customer: Customer) -> None:
    """The transcript is one stop for Tab, however long it is; inside it the arrows go from message to message."""
    await customer.open()
    for line in ("one", "two", "three"):
        await customer.say(line)
        await customer.hears(f"I heard: {line}")
    await customer.page.keyboard.press("Shift+Tab")
    await customer.page.keyboard.press("Shift+Tab")
    assert await customer.focused() == "Conversation"
    await customer.page.keyboard.press("ArrowUp")
    assert "I heard: three" in await customer.focused()
    await customer.page.keyboard.press("ArrowUp")
    assert "three" in await customer.focused()
    await customer.page.keyboard.press("Tab")
    await customer.page.keyboard.press("Tab")
    assert await customer.focused() in ("Your message", "Add a file")


async def test_a_chosen_reply_stays_readable(customer: Customer) -> None:
    """All the choices stay under their question, the chosen one marked, and none can be chosen again."""
    await customer.open()
    await customer.say("I never wear wool")
    await customer.chat.get_by_role("button", name="No", exact=True).click()
    await customer.hears("Fine, I won't keep it.")
    chosen = customer.chat.get_by_role("button", name="No, chosen")
    await expect(chosen).to_be_visible()
    await expect(customer.chat.get_by_role("button", name="Yes, remember")).to_be_visible()
    await customer.chat.get_by_role("button", name="Yes, remember").click(force=True)
    await customer.page.reload()
    await expect(customer.chat.get_by_role("button", name="No, chosen")).to_be_visible()
    assert [item["text"] for item in customer.talk.items if item["from"] == "customer"] == [
        "I never wear wool",
        "No",
    ]


async def test_the_keyboard_is_never_stolen(customer: Customer) -> None:
    """A message that arrives while the customer writes moves neither the keyboard nor the words."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await customer.composer.press_sequentially("half a sent")
    customer.house.room.says(customer.talk, "By the way, your parcel has left.")
    await customer.hears("your parcel has left")
    assert await customer.focused() == "Your message"
    await expect(customer.composer).to_have_value("half a sent")


async def test_messages_are_spoken_once_and_apart_from_the_transcript(customer: Customer) -> None:
    """Screen readers hear each reply once, with who said it; then the words leave the live region."""
    await customer.open()
    await customer.say("hello")
    spoken = customer.chat.get_by_role("log")
    await expect(spoken).to_contain_text("Assistant · machine at")
    await expect(spoken).to_contain_text("I heard: hello")
    await expect(spoken).to_be_empty()


async def test_machine_or_person_is_always_said(customer: Customer) -> None:
    """The header says machine, then the place in the queue, then the person by name, then machine again."""
    room = customer.house.room
    await customer.open()
    await customer.sees("Assistant, a machine")
    await customer.chat.get_by_role("button", name="Person", exact=True).click()
    await customer.hears("I'll fetch someone")
    await customer.sees("1 person is ahead of you")
    await customer.picture("04-waiting")
    room.hand_to(customer.talk, Standing(owner="agent", name="Marcus"))
    room.says(customer.talk, "Hello, Marcus here. I see it's about the teapot.", "agent", name="Marcus")
    await customer.sees("Marcus, a person")
    await customer.hears("Marcus here")
    await customer.sees("Marcus · person")
    room.is_typing(customer.talk, "person")
    await customer.sees("Marcus is writing")
    await customer.picture("05-person")
    room.hand_to(customer.talk, Standing())
    await customer.sees("Assistant, a machine")


async def test_an_offer_says_that_it_is_one(customer: Customer) -> None:
    """An offer carries the word, the reason, and the way out."""
    await customer.open()
    await customer.say("Any offer for me?")
    await customer.hears("You see it because")
    await expect(customer.chat.locator(".offer")).to_have_text("Offer")
    await expect(customer.chat.get_by_role("button", name="No more of these")).to_be_visible()
    await customer.picture("06-offer")


async def test_unread_messages_are_counted_on_the_launcher(customer: Customer) -> None:
    """What comes while the chat is folded is counted, by number and in words, until it is opened."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await customer.page.keyboard.press("Escape")
    for line in ("One more thing.", "And another."):
        customer.house.room.says(customer.talk, line)
    launcher = customer.chat.get_by_role("button", name="2 new messages")
    await expect(launcher).to_be_visible()
    await customer.picture("07-unread")
    await launcher.click()
    await customer.page.keyboard.press("Escape")
    await expect(
        customer.chat.get_by_role("button", name="Open the chat with Larkin & Rowe", exact=True)
    ).to_be_visible()


async def test_a_file_goes_with_a_message_and_comes_back(customer: Customer) -> None:
    """A picture is sent and can be saved again; a program in a picture's clothes is turned away in words."""
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 2000
    picker = customer.chat.locator("input[type=file]")
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await picker.set_input_files({"name": "teapot.png", "mimeType": "image/png", "buffer": png})
    await customer.composer.fill("It came broken")
    await customer.picture("08-file")
    await customer.composer.press("Enter")
    await customer.hears("I heard: It came broken")
    async with customer.page.expect_download() as saved:
        await customer.chat.get_by_role("button", name="teapot.png").click()
    assert (await (await saved.value).path()).read_bytes() == png
    await picker.set_input_files({"name": "run.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"})
    await customer.sees("run.exe can't be sent here")
    last = await customer.chat.locator(".message").last.bounding_box()
    composer = await customer.chat.locator(".composer").bounding_box()
    assert last and composer and last["y"] + last["height"] <= composer["y"]
    customer.complaints.clear()


async def test_the_transcript_is_saved_as_text(customer: Customer) -> None:
    """The menu's download holds every line with its speaker, in order."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await customer.chat.get_by_role("button", name="More").click()
    await customer.picture("09-menu")
    async with customer.page.expect_download() as saved:
        await customer.chat.get_by_role("button", name="Download this conversation").click()
    text = (await (await saved.value).path()).read_text()
    assert text.index("You: hello") < text.index("Assistant · machine: I heard: hello")


async def test_another_language_is_one_choice_away(customer: Customer) -> None:
    """The whole chat changes its language at once, keeps what was being written, and stays in it after reload."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await customer.composer.fill("half a sentence")
    await customer.chat.get_by_role("button", name="More").click()
    await customer.chat.get_by_label("Language").select_option("de")
    await customer.sees("Assistent, eine Maschine")
    await expect(customer.chat.get_by_label("Ihre Nachricht")).to_have_value("half a sentence")
    await customer.picture("10-german")
    await customer.page.reload()
    await customer.sees("Assistent, eine Maschine")
    await customer.chat.get_by_role("button", name="Was wir wissen").click()
    await customer.chat.locator("#forget-me").click()
    await customer.chat.get_by_role("button", name="Alles über mich vergessen").click()
    await customer.sees("nur Ort und Zahl, damit sich zeigen lässt, dass gelöscht wurde")


async def test_text_that_is_too_long_is_said_before_it_is_sent(customer: Customer) -> None:
    """Beyond 4,000 characters the chat says by how much, and sends nothing."""
    await customer.open()
    await customer.composer.fill("a" * 4005)
    await customer.sees("5 characters too many")
    await customer.composer.press("Enter")
    assert customer.house.room.talks == {}


async def test_the_demo_shop_is_seen_as_one_of_its_customers(customer: Customer) -> None:
    """One choice on the page signs in, a reload keeps it, the own page is that customer's; another choice signs out."""
    chooser = customer.page.get_by_label("Look round as")
    await chooser.select_option("Nadia Rahman: a coat on its way")
    await customer.open()
    await customer.say("Where is my order?")
    await customer.hears("I heard: Where is my order?")
    assert customer.talk.id == "c-1001"
    await customer.picture("signed-in")
    await customer.page.reload()
    await customer.open()
    await customer.hears("I heard: Where is my order?")
    await customer.page.keyboard.press("Escape")
    await customer.page.get_by_role("link", name="What we know about you").click()
    await customer.page.get_by_text("You came from your account").wait_for()
    await customer.page.go_back()
    await chooser.select_option("a visitor whom nobody knows")
    await expect(customer.chat.locator(".message")).to_have_count(0)


async def test_two_customers_on_one_page_never_meet(context: BrowserContext, house: House) -> None:
    """When the host's customer signs out, nothing of their conversation stays on the page or in the browser."""
    customer = await visit(context, house)
    await customer.page.evaluate(SIGN_IN)
    await customer.open()
    await customer.say("hello from my account")
    await customer.hears("I heard: hello from my account")
    await customer.page.evaluate("document.querySelector('shoebox-chat').removeAttribute('token')")
    await expect(customer.chat.locator(".message")).to_have_count(0)
    assert "hello from my account" not in str(
        await customer.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    )
    assert customer.complaints == []


SIGN_IN = """() => {
  const part = (value) => btoa(JSON.stringify(value));
  const token = `${part({alg: 'HS256'})}.${part({sub: 'account:c-1001'})}.signature`;
  document.querySelector('shoebox-chat').setAttribute('token', token);
}"""
