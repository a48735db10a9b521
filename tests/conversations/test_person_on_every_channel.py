"""A person is asked for, comes, gives up, fails to come and hands back: told in words on every channel there is."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from actions.turn import Means
from bot.clock import HouseClock
from bot.desk.closing import RESOLVED, RETURNED, Goodbyes
from bot.desk.telling import Telling
from bot.desk.waiting import WaitingRoom
from bot.desk.watch import Watch
from bot.engine.host import Engine
from bot.front.taking import LeftToDesk
from shop.demo import DemoHouse, create_tables, fill
from store import Choice, NewReply
from store.engine import connect
from tests.conversations.at_desk import PEOPLE
from tests.conversations.conftest import LONDON
from tests.front.hooks_house import Front, open_front
from tests.front.pressed import PRESSES
from tests.front.test_hooks import messenger_page, slack_event, telegram_update, twilio_form, whatsapp_batch

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MATTER, ASKING = "my third teapot came broken", "I want to talk to a person"
HOOKS = ("slack", "telegram", "twilio", "messenger", "whatsapp")
KIOSK = "kiosk"  # what a connector of the house's own brings


class Counter:
    """One customer on one channel, Eva at her desk, and everything between them."""

    def __init__(self, front: Front, channel: str, engine: Engine) -> None:
        self._front, self._channel = front, channel
        self._parts, self._memory = front.parts, front.parts.memory
        clock, door, turns = self._parts.clock, self._parts.door, self._parts.turns
        self._room = WaitingRoom(self._memory, door, engine, engine, clock)
        self._telling = Telling(engine, turns, self._parts.live)
        self._goodbyes = Goodbyes(self._memory, door, self._telling, engine, clock)
        self._watch = Watch(self._memory, door, self._telling, clock)
        self._memory.agents.enrol(PEOPLE)
        (self._eva,) = self._memory.agents.all()
        self._numbers = count(10)

    async def says(self, text: str) -> str:
        """What the customer is sent for a message."""
        await self._comes_in(self._message(text, next(self._numbers)))
        return await self.hears()

    async def takes(self, title: str) -> str:
        """The same for a press, or for the number where the channel has no buttons for so many."""
        choices = self._choices()
        number = next(at for at, choice in enumerate(choices, 1) if choice.title == title)
        if self._channel not in PRESSES:
            return await self.says(str(number))
        await self._comes_in(PRESSES[self._channel](title, choices[number - 1].id))
        return await self.hears()

    async def hears(self) -> str:
        """All that was delivered since it was last asked, as the provider or the connector has it."""
        if self._channel == KIOSK:
            items = self._memory.conversations.transcript(self.conversation, limit=500).items
            return "\n".join(item.text for item in items if item.sender != "customer")
        before = len(self._front.providers.taken(self._channel))
        while await self._front.deliver(self._channel):
            pass
        return "\n".join(str(body) for body in self._front.providers.taken(self._channel)[before:])

    @property
    def conversation(self) -> str:
        rows = self._front._rows("SELECT id FROM conversations")
        assert len(rows) == 1
        return str(rows[0][0])

    @property
    def owner(self) -> str:
        return self._memory.owners.of(self.conversation).owner

    async def eva_comes(self) -> str:
        thread = self._memory.desk.claim(self.conversation, self._eva)
        await self._telling.tell(thread, "utter_desk_accepted", agent="Eva")
        return await self.hears()

    async def eva_says(self, text: str) -> str:
        said = NewReply(text=text, sender="agent", name="Eva")
        await self._parts.turns.say(self.conversation, said, self._eva.id)
        return await self.hears()

    async def eva_ends(self, how: str) -> str:
        """Hands back or closes the matter."""
        at_hand = self._memory.looks.at_hand(self.conversation, self._eva)
        desk = self._memory.desk
        end, partings = {"returned": (desk.give_back, RETURNED), "resolved": (desk.resolve, RESOLVED)}[how]
        end(self.conversation, self._eva, await self._goodbyes.of(at_hand, self._eva, None, partings))
        return await self.hears()

    async def nobody_comes(self) -> str:
        self._parts.clock.set(self._parts.clock() + timedelta(minutes=11))
        await self._watch.run()
        return await self.hears()

    async def _comes_in(self, body: Any) -> None:
        if self._channel == KIOSK:
            key = {"Authorization": f"Bearer {self._front.connector}"}
            assert (await self._front.client.post("/api/v1/messages", json=body, headers=key)).status == 202
        else:
            assert (await self._front.hook(self._channel, body)).status == 200
        await self._take_turns()

    async def _take_turns(self) -> None:
        conversations, door = self._memory.conversations, self._parts.door
        while turn := await door(conversations.next_turn, "test", 30.0):
            conversation = turn.conversation

            async def tail(of: str = conversation) -> Any:
                return await door(self._memory.trackers.tail, of)

            try:
                outcome = await self._room.take_turn(turn, tail)
            except LeftToDesk as left:
                await door(conversations.to_desk, turn, left.said)
            else:
                await door(conversations.finish, turn, outcome)

    def _choices(self) -> tuple[Choice, ...]:
        items = self._memory.conversations.transcript(self.conversation, limit=500).items
        return next(item.choices for item in reversed(items) if item.choices)

    def _message(self, text: str, number: int) -> Any:
        unique = text + " " * number  # some providers' ids are made of the text here
        return {
            "slack": lambda: slack_event(text, f"Ev{number}"),
            "telegram": lambda: telegram_update(text, number),
            "twilio": lambda: twilio_form(text, f"SM{number}"),
            "messenger": lambda: messenger_page(unique),
            "whatsapp": lambda: whatsapp_batch(unique),
            KIOSK: lambda: {"id": f"k{number}", "channel": KIOSK, "from": {"address": "8812"}, "text": text},
        }[self._channel]()


@pytest.fixture
async def at(
    tmp_path: Path, engine_parts: Callable[[Means, HouseClock], Engine]
) -> AsyncIterator[Callable[[str], Counter]]:
    async with open_front(tmp_path) as front:
        parts = front.parts
        parts.clock.set(MONDAY)
        shop = connect(f"sqlite:///{tmp_path}/shop.db")
        create_tables(shop)
        fill(shop, MONDAY)
        means = Means(memory=parts.memory, door=parts.door, shop=DemoHouse(shop), zone=LONDON)
        engine = engine_parts(means, parts.clock)
        yield lambda channel: Counter(front, channel, engine)
        shop.dispose()


@pytest.mark.parametrize("channel", [*HOOKS, KIOSK])
async def test_every_step_of_a_handoff_is_told_in_words(at: Callable[[str], Counter], channel: str) -> None:
    """Asked for with its choices, called off by one, nobody came, come, spoken, handed back, closed: each is heard."""
    there = at(channel)
    await there.says(MATTER)
    asked = await there.says(ASKING)
    assert "fetch someone; you are next" in asked and "teapot" in asked
    assert "nobody comes" in await there.takes("Never mind") and there.owner == "assistant"
    await there.says(ASKING)
    assert "written that down as a promise" in await there.nobody_comes() and there.owner == "assistant"
    await there.says(ASKING)
    assert "Eva is here, a person" in await there.eva_comes() and there.owner == "agent"
    assert "Which of the three was it?" in await there.eva_says("Which of the three was it?")
    assert "Eva has handed back to me" in await there.eva_ends("returned") and there.owner == "assistant"
    await there.says(ASKING)
    await there.eva_comes()
    assert "Eva has closed this matter" in await there.eva_ends("resolved") and there.owner == "assistant"


@pytest.mark.parametrize("channel", [*HOOKS, KIOSK])
async def test_ten_times_in_a_row(at: Callable[[str], Counter], channel: str) -> None:
    """The tenth asking in one conversation is answered as the first was; on the web's own socket a browser does it."""
    there = at(channel)
    for _ in range(10):
        assert "fetch someone" in await there.says(ASKING)
        assert "Eva is here" in await there.eva_comes()
        assert "Eva has handed back" in await there.eva_ends("returned")
