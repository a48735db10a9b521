"""Reaching out over a real memory, with the domain's own words put in as the engine puts them in."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.front.live import Live
from bot.outreach.reaching import Reaching
from shop.places import Offer
from store import Choice, Door, NewReply
from store.migrate import migrate
from tests.store.store_house import House, open_house

WORDS = yaml.safe_load(Path("bot/domain/outreach.yml").read_text())["responses"]


class Words:
    """The engine, as far as it puts the domain's responses into words."""

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply:
        said = WORDS[response][0]
        buttons = [
            Choice(f"{place}.{number}", button["title"], button["payload"])
            for number, button in enumerate(said.get("buttons", ()), 1)
        ]
        return NewReply(text=said["text"].format(**values), choices=tuple(buttons))


async def no_offers() -> tuple[Offer, ...]:
    return ()


@dataclass
class Round:
    """A house that reaches out, and what its desk heard."""

    house: House
    reaching: Reaching
    live: Live


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    url = f"sqlite:///{tmp_path}/house.db"
    migrate(url)
    yield from open_house(url, tmp_path)


@pytest.fixture
async def round_(house: House) -> AsyncIterator[Round]:
    door, live = Door(2), Live()
    reaching = Reaching(house.memory, door, Words(), live, ZoneInfo("Europe/London"), no_offers)
    yield Round(house, reaching, live)
    door.close()
