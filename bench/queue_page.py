"""A queue of five hundred on an agent's screen: how soon it stands, how soon one more shows, how long it stops."""

import shutil
from collections.abc import Awaitable, Callable

from bench.measure import Figures, Timings

NEWCOMERS = 20
KEYS = 40
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_WATCH = """() => {
  window.longest = 0;
  const note = (task) => { window.longest = Math.max(window.longest, task.duration); };
  const watch = new PerformanceObserver((list) => list.getEntries().forEach(note));
  watch.observe({ type: "longtask", buffered: true });
}"""
_COUNT = "count => document.querySelectorAll('desk-queue .case').length >= count"


async def queue_page(
    address: str, agent: dict[str, str], newcomer: Callable[[int], Awaitable[None]]
) -> dict[str, Figures | float] | None:
    """Milliseconds in Chromium; None where it is not installed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return None
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        await page.goto(f"{address}/desk/")
        await page.get_by_label("E-mail address").fill(agent["email"])
        await page.get_by_label("Password").fill(agent["password"])
        await page.get_by_role("button", name="Sign in").click()
        await page.locator("desk-queue .case").first.wait_for()
        shows, opens = Timings(), Timings()
        await page.reload()
        with opens.one():
            await page.locator("desk-queue .case").nth(499).wait_for(state="attached")
        await page.evaluate(_WATCH)
        here = await page.locator("desk-queue .case").count()
        for number in range(NEWCOMERS):
            await newcomer(number)
            with shows.one():
                await page.wait_for_function(_COUNT, arg=here + number + 1)
        moves = Timings()
        for _ in range(KEYS):
            with moves.one():
                await page.keyboard.press("j")
        longest = float(await page.evaluate("window.longest"))
        await browser.close()
    return {
        "opens_ms": opens.p50_ms,
        "newcomer": {"p50_ms": shows.p50_ms, "p95_ms": shows.p95_ms},
        "key": {"p50_ms": moves.p50_ms, "p95_ms": moves.p95_ms},
        "longest_stop_ms": round(longest, 1),
    }
