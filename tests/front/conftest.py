"""The front's tests stand on the store's own fixtures: a real memory on each database."""

from tests.store.conftest import database_url, house, sqlite_house, sqlite_url

__all__ = ["database_url", "house", "sqlite_house", "sqlite_url"]
