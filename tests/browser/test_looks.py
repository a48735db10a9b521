"""Every state in light and dark, on a phone, from right to left, with more contrast: readable, and clean for axe."""

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from bot.chat.room import Face, Standing

from .conftest import Customer, House, visit

State = Callable[[Customer], Awaitable[None]]


async def folded(customer: Customer) -> None:
    await expect(customer.chat.get_by_role("button")).to_be_visible()


async def opened(customer: Customer) -> None:
    await customer.open()


async def asked(customer: Customer) -> None:
    await customer.open()
    await customer.say("I never wear wool")
    await customer.hears("Shall I remember")


async def explained(customer: Customer) -> None:
    await asked(customer)
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.say("Any offer for something warm?")
    await customer.say("Something warm, please")
    await customer.chat.get_by_role("button", name="why?").first.click()


async def offered(customer: Customer) -> None:
    await customer.open()
    await customer.say("Any offer?")
    await customer.hears("You see it because")


async def with_person(customer: Customer) -> None:
    await asked(customer)
    customer.house.room.hand_to(customer.talk, Standing(owner="agent", name="Marcus"))
    customer.house.room.says(customer.talk, "Marcus here.", "agent", name="Marcus")
    await customer.sees("Marcus, a person")


async def person_typing(customer: Customer) -> None:
    await with_person(customer)
    customer.house.room.is_typing(customer.talk, "person")
    await customer.sees("Marcus is writing")


async def waiting(customer: Customer) -> None:
    await customer.open()
    await customer.chat.get_by_role("button", name="Person", exact=True).click()
    await customer.sees("1 person is ahead of you")


async def failed(customer: Customer) -> None:
    customer.house.room.refuses = True
    await customer.open()
    await customer.say("hello")
    await customer.sees("Not sent.")


async def offline(customer: Customer) -> None:
    await asked(customer)
    await customer.house.away()
    await customer.sees("No connection.")
    await customer.say("still here")
    await customer.sees("Not sent yet")


async def with_file(customer: Customer) -> None:
    await asked(customer)
    png = {"name": "teapot.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"0" * 2000}
    await customer.chat.locator("input[type=file]").set_input_files(png)
    await customer.say("It came broken")
    await customer.hears("I heard: It came broken")


async def unread(customer: Customer) -> None:
    await asked(customer)
    await customer.chat.get_by_role("button", name="Close the chat").click()
    customer.house.room.says(customer.talk, "One thing more.")
    await customer.chat.get_by_role("button", name="1 new message").wait_for()


async def file_refused(customer: Customer) -> None:
    await customer.open()
    packed = {"name": "photographs.zip", "mimeType": "application/zip", "buffer": b"PK"}
    await customer.chat.locator("input[type=file]").set_input_files(packed)
    await customer.sees("photographs.zip can't be sent here.")


async def too_long(customer: Customer) -> None:
    await asked(customer)
    await customer.composer.fill("a word " * 600)
    await expect(customer.chat.get_by_text("characters too many")).to_have_class("note bad")


async def in_german(customer: Customer) -> None:
    await explained(customer)
    await customer.page.evaluate("document.querySelector('shoebox-chat').setAttribute('language', 'de')")
    await customer.chat.get_by_role("button", name="Mensch", exact=True).wait_for()


async def right_to_left(customer: Customer) -> None:
    await customer.page.evaluate("document.querySelector('shoebox-chat').setAttribute('direction', 'rtl')")
    await customer.page.evaluate("document.querySelector('shoebox-chat').setAttribute('language', 'en-GB')")
    await explained(customer)


async def menu(customer: Customer) -> None:
    await customer.open()
    await customer.chat.get_by_role("button", name="More").click()


async def known(customer: Customer) -> None:
    await explained(customer)
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.chat.locator(".fact").wait_for()


async def unreadable(customer: Customer) -> None:
    await asked(customer)
    await customer.page.route("**/api/v1/me/**", lambda route: route.abort())
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.chat.get_by_role("button", name="Try again").wait_for()


async def apart(customer: Customer) -> None:
    await asked(customer)
    closed = {"status": 403, "content_type": "application/problem+json", "body": '{"detail": "Somebody else."}'}
    await customer.page.route("**/api/v1/me/**", lambda route: route.fulfill(**closed))
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.sees("say in the chat that it is you again")


async def own_page(customer: Customer) -> None:
    await explained(customer)
    await customer.page.goto(f"{customer.house.address}/me/")
    await customer.page.locator("shoebox-me .channels .card").first.wait_for()


async def farewell(customer: Customer) -> None:
    await known(customer)
    await customer.chat.locator("#forget-me").click()


async def forgotten(customer: Customer) -> None:
    await farewell(customer)
    await customer.chat.get_by_role("button", name="Forget everything about me").click()
    await customer.sees("We are strangers now.")


STATES = (
    folded,
    opened,
    asked,
    explained,
    offered,
    with_person,
    person_typing,
    waiting,
    failed,
    offline,
    with_file,
    file_refused,
    too_long,
    unread,
    in_german,
    right_to_left,
    menu,
    known,
    unreadable,
    apart,
    own_page,
    farewell,
    forgotten,
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_every_state_is_clean_for_axe(browser: Browser, house: House, state: State, scheme: str) -> None:
    """No breach of WCAG 2.2 AA that axe finds, in either colour scheme."""
    context = await browser.new_context(
        viewport={"width": 1100, "height": 760}, color_scheme=scheme, reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(5000)
    customer = await visit(context, house)
    await state(customer)
    await customer.picture(f"state-{state.__name__}-{scheme}")
    await customer.accessible()
    await context.close()


@pytest.mark.parametrize("state", [asked, known], ids=lambda state: state.__name__)
async def test_more_contrast_is_clean_for_axe(browser: Browser, house: House, state: State) -> None:
    """Who asks for more contrast finds edges in the colour of the words."""
    context = await browser.new_context(
        viewport={"width": 1100, "height": 760}, contrast="more", reduced_motion="reduce", locale="en-GB"
    )
    context.set_default_timeout(5000)
    customer = await visit(context, house)
    await state(customer)
    await customer.picture(f"contrast-{state.__name__}")
    await customer.accessible()
    await context.close()


@pytest.fixture
async def phone(browser: Browser) -> BrowserContext:
    context = await browser.new_context(
        viewport={"width": 320, "height": 568},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        locale="en-GB",
    )
    context.set_default_timeout(5000)
    return context


async def test_a_small_phone(phone: BrowserContext, house: House) -> None:
    """At 320 pixels the chat fills the screen, nothing is cut or scrolls sideways, targets are large enough."""
    customer = await visit(phone, house)
    await customer.picture("phone-folded")
    await customer.open()
    field = await customer.composer.bounding_box()
    assert field and field["height"] < 50  # one line, before anything is written
    await customer.chat.get_by_role("button", name="Close the chat").click()
    await explained(customer)
    await customer.picture("phone-talk")
    assert await customer.page.evaluate("document.documentElement.scrollWidth") == 320
    panel = await customer.chat.get_by_role("dialog").bounding_box()
    assert panel == {"x": 0, "y": 0, "width": 320, "height": 568}
    small = await customer.page.evaluate(SMALL_TARGETS)
    assert small == []
    await customer.accessible()
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.chat.locator(".fact").wait_for()
    await customer.picture("phone-known")
    await phone.close()


BELOW = """(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(
    document.querySelector("shoebox-chat").shadowRoot.querySelector(".transcript"))"""  # pixels


async def test_a_turned_phone_stays_at_the_end(phone: BrowserContext, house: House) -> None:
    """Whoever read the newest line reads it still, however the phone is held; who read above is left there."""
    customer = await visit(phone, house)
    await customer.open()
    for number in range(4):
        await customer.say(f"{number} and so much more that it takes several lines, each time the phone is turned")
        await customer.hears(f"I heard: {number}")
    for width, height in ((568, 320), (320, 568)):
        await customer.page.set_viewport_size({"width": width, "height": height})
        await customer.page.wait_for_function(f"{BELOW} < 2")
    await customer.chat.locator(".message").first.scroll_into_view_if_needed()
    await customer.page.evaluate("() => new Promise((drawn) => setTimeout(drawn, 100))")
    await customer.page.set_viewport_size({"width": 568, "height": 320})
    assert await customer.page.evaluate(BELOW) > 100
    await phone.close()


async def test_from_right_to_left(context: BrowserContext, house: House) -> None:
    """In a page that reads from the right, the customer's words stand on the left and nothing overlaps."""
    customer = await visit(context, house)
    await customer.page.evaluate("document.querySelector('shoebox-chat').setAttribute('direction', 'rtl')")
    await customer.page.evaluate("document.querySelector('shoebox-chat').setAttribute('language', 'es')")
    await customer.chat.get_by_role("button", name="Abrir el chat").click()
    await customer.chat.get_by_label("Su mensaje").fill("مرحبا")
    await customer.page.keyboard.press("Enter")
    await customer.hears("I heard")
    await customer.picture("right-to-left")
    mine = await customer.chat.locator(".from-customer .bubble").bounding_box()
    theirs = await customer.chat.locator(".from-assistant .bubble").bounding_box()
    assert mine and theirs and mine["x"] < theirs["x"]
    greeting = customer.chat.get_by_text("Hola, soy el asistente")
    assert await greeting.evaluate("words => getComputedStyle(words).direction") == "ltr"  # Spanish stays Spanish


async def test_forced_colours_are_clean_for_axe(browser: Browser, house: House) -> None:
    """With forced colours every bubble keeps an edge, and what is on differs from what is off."""
    context = await browser.new_context(forced_colors="active", viewport={"width": 1100, "height": 760}, locale="en-GB")
    customer = await visit(context, house)
    await asked(customer)
    await customer.picture("forced-colours")
    width = await customer.chat.locator(".bubble").first.evaluate("node => getComputedStyle(node).borderTopWidth")
    assert width == "1px"
    await customer.accessible()
    await customer.chat.get_by_role("button", name="Yes, remember").click()
    await customer.chat.get_by_role("button", name="What you know").click()
    tracks = customer.chat.locator(".switch .track")
    painted = [await tracks.nth(at).evaluate("at => getComputedStyle(at).backgroundColor") for at in (0, 4)]
    assert painted[0] != painted[1]
    await customer.picture("forced-colours-known")
    await customer.accessible()
    await context.close()


async def test_an_answer_shows_at_once(customer: Customer) -> None:
    """The customer's own words stand there in the next frame, and a reply within a tenth of a second of arriving."""
    await customer.open()
    await customer.say("warm up")
    await customer.hears("Three warm ones")
    took = await customer.page.evaluate(TIME_TO_SHOW)
    assert took < 50


async def test_the_house_has_its_own_colour_and_name(context: BrowserContext, house: House) -> None:
    """Both come from the house's settings, and stay readable."""
    house.room.shown = Face(name="Haddad & Sons", accent="#7a2f5a")
    customer = await visit(context, house)
    await asked(customer)
    await customer.sees("Haddad & Sons")
    mine = customer.chat.locator(".from-customer .bubble")
    assert await mine.evaluate("at => getComputedStyle(at).backgroundColor") == "rgb(122, 47, 90)"
    await customer.accessible()
    await customer.picture("chat-house-colour")


SMALL_TARGETS = """() => [...document.querySelector('shoebox-chat').shadowRoot.querySelectorAll('button')]
  .filter((button) => button.checkVisibility())
  .map((button) => [button.textContent, button.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
TIME_TO_SHOW = """async () => {
  const chat = document.querySelector('shoebox-chat');
  const start = performance.now();
  chat.say('quick');
  await new Promise(requestAnimationFrame);
  const shown = [...chat.shadowRoot.querySelectorAll('.text')].some((node) => node.textContent === 'quick');
  return shown ? performance.now() - start : 1e9;
}"""
