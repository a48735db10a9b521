"""G12: what people type is inert everywhere it is shown."""

import pytest
from playwright.async_api import BrowserContext

from .conftest import Customer, House, visit
from .talks import a_fact

HOSTILE = [
    "<img src=x onerror=\"window.stolen='yes'\">",
    "<script>window.stolen='yes'</script>",
    "<a href=\"javascript:window.stolen='yes'\">press</a>",
    "javascript:window.stolen='yes'",
    "</textarea><svg onload=window.stolen='yes'>",
    "{{constructor.constructor(\"window.stolen='yes'\")()}} ${window.stolen='yes'}",
    "\u202egnp.exe \u2066\u2069",
    "https://evil.example/<b>\"onmouseover=window.stolen='yes'",
    "/restart",
]


@pytest.mark.parametrize("text", HOSTILE)
async def test_what_is_typed_is_shown_as_it_was_typed(customer: Customer, text: str) -> None:
    """Markup, addresses and marks are letters: in bubbles, in what is known, in reasons, and when spoken."""
    await customer.open()
    await customer.say(text)
    await customer.hears(text.strip())
    talk, room = customer.talk, customer.house.room
    talk.facts.append(a_fact("f1", text, text, subject=text))
    because = [{"fact": "f1", "text": f"you said {text}", "said_at": talk.items[0]["sent_at"], "channel": text}]
    room.says(talk, text, "agent", name=text, because=because, choices=[{"id": "c", "title": text}])
    await customer.chat.get_by_role("button", name="why?").click()
    await customer.chat.get_by_role("button", name="What you know").click()
    await customer.chat.locator(".fact blockquote").wait_for()
    assert await customer.page.evaluate("window.stolen") is None
    assert await customer.chat.locator("img, script, a[href^='javascript'], b").count() == 0
    assert (await customer.lines())[0] == text


async def test_only_the_houses_plain_addresses_become_links(context: BrowserContext, house: House) -> None:
    """An https address of the house's is a link that tells its target nothing; a customer's never is one."""
    customer = await visit(context, house)
    await customer.open()
    await customer.say("see https://evil.example/a")
    await customer.hears("I heard: see")
    links = customer.chat.locator(".text a")
    assert await links.count() == 1
    assert await links.get_attribute("rel") == "noopener noreferrer"
