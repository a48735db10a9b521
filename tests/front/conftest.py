"""The front's tests stand on the store's own fixtures: a real memory on each database."""

from tests.store.conftest import *  # noqa: F403 - all its fixtures, whatever they stand on
