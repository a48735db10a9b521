"""Conversations through the real trained engine, the real memory and the demo house, on a clock of their own."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copy
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine as Database

from bot.engine.without_tensorflow import stand_in
from bot.logs import configure_logs

stand_in()
configure_logs()

from actions.all import all_actions  # noqa: E402 - Rasa can't be imported before the stand-ins are in place
from actions.turn import Means  # noqa: E402
from bot.clock import HouseClock  # noqa: E402
from bot.desk.waiting import WaitingRoom  # noqa: E402
from bot.engine.actions import ActionHost  # noqa: E402
from bot.engine.host import Engine  # noqa: E402
from bot.engine.training import current_model, train  # noqa: E402
from bot.front.somebody_else import SomebodyElse  # noqa: E402
from bot.front.taking import LeftToDesk  # noqa: E402
from shop.demo import DemoHouse, create_tables, fill  # noqa: E402
from shop.port import BusinessSystem  # noqa: E402
from store import (  # noqa: E402
    Arrival,
    Assurance,
    Brief,
    Door,
    InboundMessage,
    Memory,
    Moment,
    Purpose,
    Reader,
    Reply,
    StaleTurn,
    open_memory,
)
from store.engine import connect  # noqa: E402
from store.keys import HouseKey  # noqa: E402
from store.migrate import migrate  # noqa: E402
from tests.conversations.at_desk import Desk  # noqa: E402

LONDON = ZoneInfo("Europe/London")
OPENING_DAY = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def model() -> Path:
    return current_model() or train()


class House:
    """A house of its own for each test; the engine is shared, as its model takes a second to load."""

    def __init__(
        self, memory: Memory, engine: Engine, clock: HouseClock, door: Door, shop: DemoHouse, database: Database
    ) -> None:
        self.memory = memory
        self.engine = engine
        self.clock = clock
        self.door = door
        self.shop = shop
        self.database = database
        waiting_room = WaitingRoom(memory, door, engine, engine, clock)
        self.door_keeper = SomebodyElse(memory, door, engine, waiting_room)
        self._ids = count(1)

    def customer(self, address: str = "visitor-1", channel: str = "web", **about: object) -> "Customer":
        return Customer(self, address, channel, next(self._ids), **about)

    def wait(self, **time: float) -> None:
        """Lets the house's time pass."""
        self.clock.set(self.clock() + timedelta(**time))


class Customer:
    """One person at one address, who says things and reads the replies."""

    def __init__(
        self, house: House, address: str, channel: str, number: int, assurance: Assurance = Assurance.CHANNEL
    ) -> None:
        self.house = house
        self.address = address
        self.channel = channel
        self.assurance = assurance
        self.replies: tuple[Reply, ...] = ()
        self._messages = (f"{number}-{message}" for message in count(1))

    async def says(self, text: str, choice: str | None = None) -> str:
        """Sends a message and gives all that was answered, a reply a line."""
        house = self.house
        message = InboundMessage(
            channel=self.channel,
            account="main",
            message_id=next(self._messages),
            address=self.address,
            text=text,
            choice=choice,
            assurance=self.assurance,
        )
        await house.door(house.memory.conversations.accept, message)
        turn = await house.door(house.memory.conversations.next_turn, "test", 30.0)
        assert turn is not None
        try:
            outcome = await house.door_keeper.take_turn(
                turn, lambda: house.door(house.memory.trackers.tail, turn.conversation)
            )
            self.replies = await house.door(house.memory.conversations.finish, turn, outcome)
        except LeftToDesk as left:
            self.replies = await house.door(house.memory.conversations.to_desk, turn, left.said) or ()
        except StaleTurn:  # the customer was forgotten in this very turn
            self.replies = tuple(_unsaved(turn.conversation, reply, house.clock()) for reply in outcome.replies)
        return "\n".join(reply.text for reply in self.replies)

    async def chooses(self, title: str) -> str:
        """Takes the quick reply with this title."""
        offered = {choice.title: choice for reply in self.replies for choice in reply.choices}
        return await self.says(title, choice=offered[title].id)

    @property
    def choices(self) -> list[str]:
        return [choice.title for reply in self.replies for choice in reply.choices]

    @property
    def because(self) -> set[str]:
        """The facts, by their words, that the last replies name as what shaped them."""
        return {why.text for reply in self.replies for why in reply.because}

    @property
    def known(self) -> Arrival:
        """This address, and whose it is now."""
        found = self.house.memory.people.find(self.channel, self.address)
        assert found is not None
        return found

    @property
    def moment(self) -> Moment:
        """Now, as far as this address is sure."""
        sure = {"identity": self.known.identity, "assurance": self.assurance}
        return Moment(now=self.house.clock(), channel=self.channel, **sure)

    def brief(self) -> Brief:
        """All that this customer may see of what is remembered of them."""
        return self.house.memory.recall(self.known.customer, Purpose.SERVICE, Reader.CUSTOMER, self.moment)

    @property
    def remembered(self) -> list[str]:
        """The words of every fact that stands."""
        brief = self.brief()
        return [fact.words for fact in (*brief.facts, *brief.others) if fact.superseded_by is None]


@pytest.fixture(scope="session")
def engine_parts(model: Path) -> Iterator[Callable[[Means, HouseClock], Engine]]:
    made: list[Engine] = []

    def engine_for(means: Means, clock: HouseClock) -> Engine:
        # the model is loaded once; each house gives it its own actions and its own clock
        host = ActionHost(all_actions(means))
        if not made:
            made.append(Engine(model, host, clock))
        made[0].serve(host, clock)
        return made[0]

    yield engine_for


@pytest.fixture(scope="session")
def opening_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of a house on its opening day, made once and copied for each house."""
    books = tmp_path_factory.mktemp("opening") / "house.db"
    url = f"sqlite:///{books}"
    migrate(url)
    database = connect(url)
    create_tables(database)
    fill(database, OPENING_DAY)
    database.dispose()
    return books


class OpenHouse(Protocol):
    """Opens a house in a folder, with its own demo shop or another one behind it."""

    def __call__(self, folder: Path, shop: BusinessSystem | None = None) -> AbstractContextManager[House]: ...


@pytest.fixture
def open_house(opening_books: Path, engine_parts: Callable[[Means, HouseClock], Engine]) -> OpenHouse:
    @contextmanager
    def opened(folder: Path, shop: BusinessSystem | None = None) -> Iterator[House]:
        """A house on its opening day, with everything that it keeps in this folder."""
        folder.mkdir(exist_ok=True)
        url = f"sqlite:///{copy(opening_books, folder / 'house.db')}"
        clock = HouseClock()
        clock.set(OPENING_DAY)
        memory = open_memory(url, HouseKey.from_text(HouseKey.new_text()), clock, folder / "erasures.jsonl")
        database, door = connect(url), Door(threads=2)
        demo = DemoHouse(database)
        means = Means(memory=memory, door=door, shop=shop or demo, zone=LONDON)
        yield House(memory, engine_parts(means, clock), clock, door, demo, database)
        door.close()
        memory.close()
        database.dispose()

    return opened


@pytest.fixture
async def house(tmp_path: Path, open_house: OpenHouse) -> AsyncIterator[House]:
    with open_house(tmp_path) as house:
        yield house


@pytest.fixture
def desk(house: House) -> Desk:
    return Desk(house)


@pytest.fixture
def nadia(house: House) -> Customer:
    return house.customer("nadia")


def _unsaved(conversation: str, reply: object, now: datetime) -> Reply:
    return Reply(
        id="unsaved",
        conversation=conversation,
        seq=0,
        sender=reply.sender,  # type: ignore[attr-defined]
        text=reply.text,  # type: ignore[attr-defined]
        choices=reply.choices,  # type: ignore[attr-defined]
        sent_at=now,
    )
