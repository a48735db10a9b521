"""Reload, lost network, two tabs: the transcript equals the server's, in order, without doubles."""

import pytest
from playwright.async_api import BrowserContext, Locator, WebSocketRoute, expect

from .conftest import Customer, House, visit


def server_lines(customer: Customer) -> list[str]:
    return [item["text"] for item in customer.talk.items]


async def test_reload_keeps_the_conversation_and_greets_nobody_twice(customer: Customer) -> None:
    """After a reload the same lines stand there, the panel is open as it was, and there is one greeting."""
    await customer.open()
    await customer.say("hello")
    await customer.hears("I heard: hello")
    await customer.page.reload()
    await customer.hears("I heard: hello")
    assert await customer.lines() == server_lines(customer) == ["hello", "I heard: hello"]
    await expect(customer.chat.get_by_text("Hello, I'm the shop's assistant")).to_have_count(1)
    await expect(customer.composer).to_be_visible()


async def test_a_lost_line_loses_and_doubles_nothing(customer: Customer) -> None:
    """What was written while the house was away is sent once when it is back; what was missed is shown once."""
    room = customer.house.room
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    await customer.house.away()
    await customer.sees("No connection.")
    room.says(customer.talk, "Said while you were away.")
    await customer.say("two")
    await customer.say("three")
    await customer.sees("Not sent yet")
    await customer.picture("11-offline")
    await customer.house.back()
    await customer.hears("I heard: three")
    assert await customer.lines() == server_lines(customer)
    assert sorted(server_lines(customer)) == sorted(
        ["one", "I heard: one", "Said while you were away.", "two", "three", "I heard: two", "I heard: three"]
    )
    await expect(customer.chat.get_by_text("Not sent yet")).to_have_count(0)
    customer.complaints.clear()


async def test_a_browser_without_a_network_is_told_so_at_once(customer: Customer) -> None:
    """No message waits to find out: the sentence stands there before anything is written."""
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    await customer.page.context.set_offline(True)
    await customer.sees("No connection. What you write is sent when it is back.")
    await customer.say("two")
    state = customer.chat.locator(".message").last.locator(".state")
    await expect(state).to_have_text("Not sent yet")
    assert await above_the_composer(customer, state)
    await customer.page.context.set_offline(False)
    await customer.hears("I heard: two")
    assert await customer.lines() == server_lines(customer) == ["one", "I heard: one", "two", "I heard: two"]
    customer.complaints.clear()


async def test_what_is_written_stands_under_the_day_it_answers(customer: Customer) -> None:
    """Where the house's clock is ahead, a new line opens no earlier day."""
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    customer.house.room.says(customer.talk, "Said on another day.", sent_at="2099-12-06T10:00:00Z")
    await customer.hears("Said on another day.")
    await customer.house.away()
    await customer.say("two")
    await customer.sees("Not sent yet")
    assert await customer.chat.locator(".day").all_inner_texts() == ["Today", "6 December 2099"]
    customer.complaints.clear()


async def above_the_composer(customer: Customer, shown: Locator) -> bool:
    """Whether the whole of it stands over the field where one writes."""
    box, composer = await shown.bounding_box(), await customer.chat.locator(".composer").bounding_box()
    assert box is not None and composer is not None
    return box["y"] + box["height"] <= composer["y"]


async def test_a_message_stored_before_its_answer_was_lost_is_not_doubled(customer: Customer) -> None:
    """The house stored a message, the line broke before it could say so: sent again, it stays one message."""
    room = customer.house.room
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    room.loses_answers = True
    await customer.say("two")
    await expect(customer.chat.locator(".message .text").get_by_text("I heard: two")).to_be_visible()
    assert await customer.lines() == server_lines(customer) == ["one", "I heard: one", "two", "I heard: two"]


@pytest.mark.parametrize("asleep", ["open", "opening"])
async def test_a_line_that_died_in_sleep_is_noticed_on_waking(customer: Customer, asleep: str) -> None:
    """The network went without a word, on an open line or while one was opened: a new one brings what was missed."""
    lines: list[WebSocketRoute] = []
    dead: set[WebSocketRoute] = set()

    def carry(line: WebSocketRoute) -> None:
        far = line.connect_to_server()
        far.on_message(lambda frame: None if line in dead else line.send(frame))
        lines.append(line)
        if asleep == "opening" and len(lines) == 2:
            dead.add(line)

    await customer.page.route_web_socket("**/chat/socket", carry)
    await customer.page.clock.install()
    await customer.page.reload()
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    dead.add(lines[0])
    customer.house.room.says(customer.talk, "Said while you slept.")
    await customer.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await customer.page.clock.run_for(30_000)
    await customer.hears("Said while you slept.")
    assert await customer.lines() == server_lines(customer) == ["one", "I heard: one", "Said while you slept."]


async def test_what_could_not_be_sent_survives_a_reload(customer: Customer) -> None:
    """A message written without a connection is still there after a reload, and goes when there is one."""
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    line = {"answers": False}
    await customer.page.route_web_socket(
        "**/chat/socket", lambda socket: line["answers"] and socket.connect_to_server()
    )
    await customer.page.reload()
    await customer.say("two")
    await customer.sees("Not sent yet")
    line["answers"] = True
    await customer.page.reload()
    await customer.hears("I heard: two")
    assert await customer.lines() == server_lines(customer) == ["one", "I heard: one", "two", "I heard: two"]


async def test_a_refused_message_can_be_tried_again(customer: Customer) -> None:
    """A message that the house could not take says so, and one press sends the same message again."""
    room = customer.house.room
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    room.refuses = True
    await customer.say("two")
    await customer.sees("Not sent. The house can't be reached just now.")
    await customer.picture("12-failed")
    room.refuses = False
    await customer.chat.get_by_role("button", name="Try again").click()
    await customer.hears("I heard: two")
    assert await customer.lines() == server_lines(customer) == ["one", "I heard: one", "two", "I heard: two"]


async def test_two_tabs_show_one_conversation(context: BrowserContext, house: House) -> None:
    """A second tab joins without a word of its own; both show the same lines in the server's order."""
    first = await visit(context, house)
    second = await visit(context, house)
    await first.open()
    await second.open()
    await first.say("from the first")
    await second.hears("I heard: from the first")
    await second.say("from the second")
    await first.hears("I heard: from the second")
    assert await first.lines() == await second.lines() == server_lines(first)
    assert len(house.room.talks) == 1
    assert first.complaints == second.complaints == []


async def test_forgetting_in_one_tab_empties_the_other(context: BrowserContext, house: House) -> None:
    """Erased in one tab, the conversation is gone from the other as well, without a reload."""
    first = await visit(context, house)
    second = await visit(context, house)
    await first.open()
    await second.open()
    await first.say("remember nothing")
    await second.hears("I heard: remember nothing")
    house.room.erase(first.talk)
    await expect(first.chat.locator(".message")).to_have_count(0)
    await expect(second.chat.locator(".message")).to_have_count(0)
    await expect(second.chat.get_by_text("We are strangers now.")).to_be_visible()


async def test_shuffled_and_repeated_news_still_shows_the_servers_order(customer: Customer) -> None:
    """However the frames come, the lines stand in the server's order, each once."""
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    items = [{**customer.talk.items[1], "seq": seq, "id": f"x{seq}", "text": f"line {seq}"} for seq in (5, 3, 4, 3, 5)]
    await customer.page.evaluate(
        "items => document.querySelector('shoebox-chat').line.ear.heard({ type: 'items', items })",
        items,
    )
    assert await customer.lines() == ["one", "I heard: one", "line 3", "line 4", "line 5"]


async def test_a_file_that_went_with_the_page_is_said_to_be_lost(customer: Customer) -> None:
    """Its message is not sent without it after a reload: it stands there once as not sent, and why."""
    await customer.open()
    await customer.say("one")
    await customer.hears("I heard: one")
    await customer.page.route("**/chat/files", lambda route: route.abort())
    picker = customer.chat.locator("input[type=file]")
    await picker.set_input_files({"name": "teapot.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"})
    await customer.say("It came broken")
    await customer.sees("teapot.png didn't reach us")
    await customer.page.reload()
    await customer.sees("The page was opened anew before teapot.png reached us. Please send it again.")
    await customer.picture("25-file-lost")
    await expect(customer.chat.get_by_role("button", name="Try again")).to_have_count(0)
    await customer.say("two")
    await customer.hears("I heard: two")
    assert "It came broken" not in server_lines(customer)
    await customer.page.reload()
    await customer.hears("I heard: two")
    assert await customer.lines() == server_lines(customer)
    customer.complaints.clear()
