"""The front's tests stand on the store's own fixtures: a real memory on each database."""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

from bot.engine.without_tensorflow import stand_in

stand_in()

from tests.store.conftest import *  # noqa: F403 - all its fixtures, whatever they stand on
