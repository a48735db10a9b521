"""The data map agrees with the schema: no table and no column is unaccounted for."""

from pathlib import Path

import pytest

from store.datamap import DATA_MAP, Belongs
from store.migrate import metadata

TABLES = metadata().tables


def test_every_table_is_in_the_data_map() -> None:
    """A table that nobody mapped fails here before anything personal is written to it."""
    assert set(DATA_MAP) == set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_sealed_hashed_or_clear_for_a_reason(name: str) -> None:
    """The map names each column of the table and none that is not there."""
    assert DATA_MAP[name].columns == {column.name for column in TABLES[name].columns}


@pytest.mark.parametrize("name", sorted(TABLES))
def test_what_belongs_to_an_identity_is_held_to_it(name: str) -> None:
    """Rows of an identity carry its id under a foreign key, so that a late write after erasure is refused."""
    table = TABLES[name]
    if DATA_MAP[name].belongs is not Belongs.IDENTITY:
        return
    foreign = [key for constraint in table.foreign_key_constraints for key in constraint.column_keys]
    assert "identity_id" in foreign


@pytest.mark.parametrize("name", sorted(TABLES))
def test_sealed_columns_are_bytes(name: str) -> None:
    """What the map calls sealed or hashed can hold no readable text."""
    held = DATA_MAP[name]
    for column in (*held.sealed, *held.hashed.split()):
        assert TABLES[name].columns[column].type.python_type is bytes


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_page_on_privacy_names_every_table(name: str) -> None:
    """What the data protection officer reads is the data map as it is."""
    page = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()
    assert f"| `{name}` | {DATA_MAP[name].holds} |" in page
