"""`kill -9` where more than a connector's message is at stake: a browser's line, a file, a claim, outreach, erasure."""

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from aiohttp import ClientError, FormData

from store import Assurance, Capture, Moment, Reader, Reply
from tests.front.mortal import SETTLED_WITHIN, Front, bearer, database, front
from tests.front.victim import PERSON

__all__ = ["database", "front"]

PICTURE = b"\x89PNG\r\n\x1a\n" + b"teapot" * 99
NUMBERS = count(1)  # so that nobody is somebody who was there before


@dataclass
class Browser:
    """A tab as the chat keeps it: it comes back with the number behind which it wants to read, and says again what
    was not confirmed."""

    front: Front
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    items: dict[int, Mapping[str, Any]] = field(default_factory=dict)

    async def send_file(self) -> str:
        """The house's id for a picture, sent until the house has given one."""
        while True:
            form = FormData()
            form.add_field("file", PICTURE, filename="teapot.png", content_type="image/png")
            with suppress(ClientError, OSError):
                url = f"{self.front.address}/chat/files"
                async with self.front.session.post(url, data=form, headers=bearer(self.token)) as answer:
                    return str((await answer.json())["id"])
            await asyncio.sleep(0.05)

    async def say(self, text: str, *files: str) -> None:
        """Says it, on a new line whenever the last one broke, until it is confirmed and has its answer."""
        say = {"type": "say", "id": f"b{next(NUMBERS)}", "text": text, "files": files}
        async with asyncio.timeout(SETTLED_WITHIN):
            while not await self._said(say):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.05)

    async def _said(self, say: Mapping[str, Any]) -> bool:
        stored = False
        with suppress(ClientError, OSError):
            async with self.front.session.ws_connect(
                f"{self.front.address}/chat/socket", headers={"Origin": self.front.address}
            ) as line:
                await line.send_json({"type": "hello", "token": self.token, "after": max(self.items, default=0)})
                await line.send_json(say)
                async for frame in line:
                    told = frame.json()
                    self._read(told)
                    stored = stored or told["type"] == "stored"
                    if stored and self.items[max(self.items)]["from"] != "customer":
                        return True
        return False

    def _read(self, told: Mapping[str, Any]) -> None:
        confirmed = [told["item"]] if told["type"] == "stored" else []
        for item in (*told.get("items", ()), *confirmed):
            assert self.items.get(item["seq"], item)["id"] == item["id"]
            self.items[item["seq"]] = item  # as confirmed, whatever the transcript showed of it before


async def a_message_with_a_file(front: Front, place: str) -> None:
    """Stored, confirmed and answered once; the picture hangs on it, once."""
    browser = Browser(front)
    async with front.dying_at(place):
        await browser.say("It came broken", await browser.send_file())
    lines = [(item["from"], item["text"], len(item.get("files", ()))) for _, item in sorted(browser.items.items())]
    assert lines == [("customer", "It came broken", 1), ("assistant", "re It came broken", 0)]
    kept = transcript(front, "web", browser.token)
    assert [reply.seq for reply in kept] == sorted(browser.items) == [1, 2]


async def a_claim(front: Front, place: str) -> None:
    """One agent has it, the customer is told once, and what they say now is the agent's to answer."""
    browser = Browser(front)
    await browser.say(f"{PERSON}, please")
    eva, marcus = await signed_in(front, "Eva"), await signed_in(front, "Marcus")
    conversation = str(browser.items[1]["conversation"])
    claim = f"/api/v1/desk/conversations/{conversation}/claim"
    async with front.dying_at(place):
        await front.insist(claim, headers=bearer(eva))
    assert (await front.insist(claim, enough=(200, 409), headers=bearer(marcus)))[0] == 409
    kept = transcript(front, "web", browser.token)
    assert [reply.text for reply in kept if reply.sender == "house"] == ["utter_desk_accepted"]
    _, mine = await front.insist("/api/v1/desk/queue", "GET", headers=bearer(eva))
    assert conversation in [one["conversation"] for one in mine["mine"]]
    await front.insist(claim.replace("claim", "resolve"), headers=bearer(eva))


async def a_person_going(front: Front, place: str) -> None:
    """The customer is told once that an agent handed on, gave back, closed the matter, or is lost."""
    call, notice = GOING[place]
    browser = Browser(front)
    await browser.say(f"{PERSON}, please")
    eva = await signed_in(front, "Eva")
    at = f"/api/v1/desk/conversations/{browser.items[1]['conversation']}"
    await front.insist(f"{at}/claim", headers=bearer(eva))
    async with front.dying_at(place):
        await front.insist(call.format(at=at), json={}, enough=(200, 401, 403), headers=bearer(eva))
    kept = transcript(front, "web", browser.token)
    told = [reply.text for reply in kept if reply.sender == "house"]
    assert told[:2] == ["utter_desk_accepted", notice] and told.count(notice) == 1


GOING = {
    "handed_on": ("{at}/transfer", "utter_desk_fetching_another"),
    "handed_back": ("{at}/return", "utter_desk_handed_back"),
    "resolved": ("{at}/resolve", "utter_desk_resolved"),
    "taken_back": ("/api/v1/desk/logout", "utter_desk_cut_off"),
}


async def waiting_in_vain(front: Front, place: str) -> None:
    """Who asked for a person whom nobody came to is told so once, and a word is promised once."""
    browser = Browser(front)
    await browser.say(f"{PERSON}, please")
    async with front.dying_at(place):
        await run_due(front, a_working_noon())
    await run_due(front, a_working_noon())
    kept = transcript(front, "web", browser.token)
    assert [reply.text for reply in kept if reply.sender == "house"] == ["utter_desk_nobody_came"]
    memory = front.memory()
    known = memory.people.find("web", browser.token)
    assert known is not None
    assert [made.owner for made in memory.promises.of(known.customer, Reader.OPERATOR)] == ["desk"]
    memory.close()


async def outreach_that_is_due(front: Front, place: str) -> None:
    """Said once, and to somebody: never twice in the conversation, and never not at all."""
    chat = 500 + next(NUMBERS)
    await front.telegram(chat, "hello", chat)
    await front.settled()
    due = a_working_noon()
    set_reminder(front, str(chat), due - timedelta(minutes=1))
    async with front.dying_at(place):
        await run_due(front, due)
    await run_due(front, due + timedelta(minutes=1))  # what died may have planned it a moment later than `due`
    await front.settled()
    reminded = [reply.text for reply in transcript(front, "telegram", str(chat)) if reply.sender == "assistant"]
    assert reminded == ["re hello", "utter_reach_reminder"]
    received = [body["text"] for body in front.providers.taken("telegram") if body.get("chat_id") == chat]
    assert list(dict.fromkeys(received)) == reminded
    assert len(received) - len(reminded) <= front.kills


async def an_erasure(front: Front, place: str) -> None:
    """Asked for once, it is done to its end: nothing of them is left in the database or on the shelf."""
    browser = Browser(front)
    await browser.say("It came broken", await browser.send_file())
    conversation = str(browser.items[1]["conversation"])
    async with front.dying_at(place):
        await front.insist("/api/v1/me", "DELETE", enough=(200, 401), headers=bearer(browser.token))
    await front.insist("/api/v1/me", "DELETE", enough=(401,), headers=bearer(browser.token))
    await front.insist("/api/v1/rehearsal/run_due", headers=bearer(front.key("operator")))
    memory = front.memory()
    assert memory.people.find("web", browser.token) is None
    with memory.store.engine.connect() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM erasures WHERE state <> 'done'").scalar_one() == 0
        left = f"SELECT count(*) FROM messages WHERE conversation_id = '{conversation}'"
        assert db.exec_driver_sql(left).scalar_one() == 0
    assert list((front.folder / "files").glob(f"{conversation}/*")) == []
    memory.close()


Step = Callable[[Front, str], Coroutine[Any, Any, None]]
STEPS: Mapping[str, Step] = {
    "storing": a_message_with_a_file,
    "stored": a_message_with_a_file,
    "finished": a_message_with_a_file,
    "kept": a_message_with_a_file,
    "attaching": a_message_with_a_file,
    "attached": a_message_with_a_file,
    "claiming": a_claim,
    "claimed": a_claim,
    "given_up": waiting_in_vain,
    "handed_on": a_person_going,
    "handed_back": a_person_going,
    "resolved": a_person_going,
    "taken_back": a_person_going,
    "reaching": outreach_that_is_due,
    "reached": outreach_that_is_due,
    "erasing": an_erasure,
    "erased": an_erasure,
    "emptied": an_erasure,
}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_killed_where_the_most_is_at_stake(front: Front) -> None:
    """A file that is not on its message yet, a claim whose customer must be told, a matter that was closed, contact
    that was just begun, an erasure that has emptied the database alone."""
    await front.start()
    for place in ("attaching", "claimed", "resolved", "reached", "erased"):
        await STEPS[place](front, place)


@pytest.mark.survival
@pytest.mark.timeout(1200)
async def test_killed_at_every_point_beyond_messages(front: Front) -> None:
    """Each of them, on either database."""
    await front.start()
    for place, step in STEPS.items():
        await step(front, place)


def transcript(front: Front, channel: str, address: str) -> tuple[Reply, ...]:
    memory = front.memory()
    known = memory.people.find(channel, address)
    assert known is not None
    (conversation,) = memory.conversations.of_customer(known.customer)
    items = memory.conversations.transcript(conversation).items
    memory.close()
    return tuple(items)


async def signed_in(front: Front, name: str) -> str:
    person = next(one for one in front.key("agents") if one["name"] == name)
    who = {part: person[part] for part in ("email", "password")}
    return str((await front.insist("/api/v1/desk/login", json=who))[1]["token"])


def a_working_noon() -> datetime:
    """When nobody minds to be written to, within the week."""
    now = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    return next(day for day in (now + timedelta(days=1 + ahead) for ahead in range(7)) if day.weekday() < 5)


def set_reminder(front: Front, address: str, at: datetime) -> None:
    memory = front.memory()
    known = memory.people.find("telegram", address)
    assert known is not None
    (conversation,) = memory.conversations.of_customer(known.customer)
    sure = Assurance.CHANNEL
    asking = Moment(
        now=memory.store.clock(),
        channel="telegram",
        identity=known.identity,
        conversation=conversation,
        assurance=sure,
    )
    memory.reminders.set(asking, "the goose", at, Capture(method="words", words="remind me"))
    memory.close()


async def run_due(front: Front, now: datetime) -> None:
    """What is due at this time of the house's, which a house that was started again has forgotten."""
    headers = bearer(front.key("operator"))
    await front.insist("/api/v1/rehearsal/clock", json={"now": now.isoformat()}, headers=headers)
    await front.insist("/api/v1/rehearsal/run_due", headers=headers)
