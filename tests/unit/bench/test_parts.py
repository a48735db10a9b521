"""The benchmarks stand on the store's own code: a name that changes there must not break them unseen."""

from importlib import import_module
from pathlib import Path

import pytest

from bot.engine.without_tensorflow import stand_in

BENCH = Path(__file__).parents[3] / "bench"
ELSEWHERE = {"stock_peer", "stock_actions", "__main__"}  # run in stock Rasa's environment, or on their own
PARTS = sorted(path.stem for path in BENCH.glob("*.py") if path.stem not in ELSEWHERE)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_the_benchmarks_can_be_loaded(part: str) -> None:
    """Nothing that it takes from the product is missing."""
    stand_in()
    assert import_module(f"bench.{part}").__doc__
