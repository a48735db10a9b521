"""What isn't sold and was asked for: kept with `improve` alone, told in groups alone, gone with the customer."""

from datetime import timedelta

import pytest

from store import Arrival, ConsentState, NotAllowed, Purpose
from tests.store.store_house import House

THING = "electric toaster"


def ask(house: House, number: int, thing: str = THING) -> Arrival:
    who = house.arrive(f"visitor-{number}")
    house.decide(who, Purpose.IMPROVE)
    house.memory.demand.note(house.moment(who), thing)
    return who


def told(house: House) -> list[tuple[str, int]]:
    return [(one.thing, one.customers) for one in house.memory.demand.groups("operator")]


def test_without_improve_nothing_is_kept(house: House) -> None:
    """Neither unasked nor after a no; remembering allowed is not learning allowed."""
    who = house.arrive()
    house.decide(who, Purpose.MEMORY, Purpose.PERSONALISE)
    with pytest.raises(NotAllowed):
        house.memory.demand.note(house.moment(who), THING)
    house.decide(who, Purpose.IMPROVE, state=ConsentState.REFUSED)
    with pytest.raises(NotAllowed):
        house.memory.demand.note(house.moment(who), THING)


def test_four_are_nobodys_business_and_five_are_a_group(house: House) -> None:
    """However they spell it, and however often one of them asks."""
    for number in range(4):
        ask(house, number)
    ask(house, 1, "Electric  Toasters")
    assert told(house) == []
    ask(house, 5, "electric toasters")
    assert told(house) == [(THING, 5)]


def test_taking_improve_back_takes_oneself_out_of_the_group_at_once(house: House) -> None:
    """The next look no longer counts them, and a group of four is told no more."""
    asked = [ask(house, number) for number in range(5)]
    house.decide(asked[0], Purpose.IMPROVE, state=ConsentState.WITHDRAWN)
    assert told(house) == []


def test_it_is_in_the_customers_file_and_gone_after_erasure(house: House) -> None:
    """Shown in words to the one who asked, then nowhere."""
    asked = [ask(house, number) for number in range(5)]
    first = asked[0]
    assert THING in str(house.memory.rights.export(first.customer, house.moment(first)))
    receipt = house.memory.rights.erase(first.customer, house.moment(first))
    assert receipt.complete
    assert next(place.found for place in receipt.places if place.place == "demand") == 1
    assert told(house) == []


def test_it_goes_when_messages_go(house: House) -> None:
    """Kept to the second as long as the house keeps what was said."""
    for number in range(5):
        ask(house, number)
    days = house.memory.house.settings().retention.messages_days
    house.clock.now += timedelta(days=days, seconds=-1)
    house.memory.retention.run()
    assert told(house) == [(THING, 5)]
    house.clock.pass_by(seconds=1)
    house.memory.retention.run()
    assert told(house) == []
