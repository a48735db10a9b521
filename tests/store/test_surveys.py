"""Asking how the relationship is: rarely, and not of somebody who wanted none of it."""

import msgspec

from store.values import Once
from tests.store.store_house import House
from tests.store.talk import a_message


def test_a_no_holds_for_the_cool_down_of_the_house(house: House) -> None:
    """However long the house leaves a no alone, nothing is planned before."""
    settings = house.memory.house.settings()
    consent = msgspec.structs.replace(settings.consent, cool_down_days=500)
    house.memory.house.change(msgspec.structs.replace(settings, consent=consent), "operator")
    house.memory.conversations.accept(a_message("hello", "1"))
    nadia = house.memory.people.find("telegram", a_message("hello", "1").address)
    assert nadia is not None
    house.memory.surveys.refuse(nadia.identity, None, Once("t1", "survey"))
    house.clock.pass_by(days=499)
    assert house.memory.surveys.plan(nadia.customer, "operator") == 0
    house.clock.pass_by(days=1, seconds=1)
    assert house.memory.surveys.plan(nadia.customer, "operator") == 1
