"""The front's tests stand on the store's own fixtures: a real memory on each database."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

from bot.engine.without_tensorflow import stand_in

stand_in()

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.front.desk_house import DeskHouse, open_desk_house
from tests.store.conftest import *  # noqa: F403 - all its fixtures, whatever they stand on


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[DeskHouse]:
    """A house with its desk, over a memory of its own."""
    async with open_desk_house(tmp_path) as house:
        yield house
