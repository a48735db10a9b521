"""The house's settings: checked as a whole, every version kept, in force at once."""

import msgspec
import pytest

from store.house import HouseSettings, Look, read_settings, write_settings
from tests.store.store_house import House


def test_settings_have_careful_defaults_and_change_as_a_whole(house: House) -> None:
    """Before any change the defaults hold; a change has a version, and the next call goes by it."""
    settings = house.memory.house.settings()
    assert settings == HouseSettings()
    louder = msgspec.structs.replace(settings, name="Haddad & Daughters")
    assert house.memory.house.change(louder, "eva") == 1
    assert house.memory.house.change(settings, "eva") == 2
    assert house.memory.house.settings() == settings
    assert [row.action for row in house.memory.audit.page().items] == ["house.change", "house.change"]


@pytest.mark.parametrize(
    "text",
    [
        '{"nmae": "typo"}',
        '{"zone": "Mars/Olympus"}',
        '{"quiet": {"start": "25:00"}}',
        '{"quiet": {"weekdays": [0]}}',
        '{"retention": {"facts_days": 0}}',
        '{"currency": "pounds"}',
        '{"look": {"accent": "red"}}',
        '{"look": {"accent": "#8fb8dc"}}',
        '{"look": {"accent_dark": "#23507a"}}',
        '{"shops": [{"name": "Leeds", "place": "Leeds", "zone": "nowhere"}]}',
        "[]",
    ],
)
def test_settings_that_cannot_be_are_refused(text: str) -> None:
    """A typing error, an unknown zone, an impossible time or number is refused with the field's name."""
    with pytest.raises(msgspec.ValidationError):
        read_settings(text)


def test_settings_are_written_as_they_are_read() -> None:
    """Every field survives being written and read."""
    settings = HouseSettings(name="Haddad", languages=("en", "de"), look=Look(accent="#7a2f5a"))
    assert read_settings(write_settings(settings)) == settings
