"""What agents hold and owe, on both databases: never more than they may, and theirs whatever they are called."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from store.desk import Agent, Role
from store.errors import NotOwner, OwnershipConflict
from store.values import Promise
from tests.store.store_house import House
from tests.store.test_memory_desk import TEAPOT, say, staff, waiting

AT_ONCE = 8


def limited(house: House, agent: Agent, room: int) -> Agent:
    """The agent, with room for so many."""
    house.memory.agents.change(agent.id, Role.AGENT, (), room, actor="test")
    return next(one for one in house.memory.agents.all() if one.id == agent.id)


@pytest.mark.parametrize("how", ["claimed", "handed"])
def test_an_agent_never_holds_more_than_they_may(house: House, how: str) -> None:
    """Of eight conversations that come to one agent at once, in two tabs or from colleagues, they get those they have
    room for; the others stay where they were."""
    people = staff(house)
    eva, marcus = limited(house, people["Eva"], 3), people["Marcus"]
    conversations = [waiting(house, address=f"customer-{number}") for number in range(AT_ONCE)]
    if how == "handed":
        marcus = limited(house, marcus, AT_ONCE)
        for conversation in conversations:
            house.memory.desk.claim(conversation, marcus)
    together = Barrier(AT_ONCE)

    def comes(conversation: str) -> bool:
        together.wait()
        try:
            if how == "claimed":
                house.memory.desk.claim(conversation, eva)
            else:
                house.memory.desk.transfer(conversation, marcus, eva)
        except OwnershipConflict:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        came = list(threads.map(comes, conversations))
    assert sum(came) == house.memory.desk.holding()[eva.id] == 3


def promised(house: House, conversation: str, agent: Agent) -> Promise:
    thread = house.memory.owners.of(conversation)
    due = house.clock() + timedelta(hours=3)
    return house.memory.promises.make(
        thread.identity, "new legs", agent.name, due, origin="agent", conversation=conversation, agent=agent.id
    )


def test_who_is_renamed_keeps_their_promises(house: House) -> None:
    """A promise is its maker's by id: it is listed and warned of as theirs, shown under their name of now."""
    eva = staff(house)["Eva"]
    conversation = waiting(house)
    promise = promised(house, conversation, eva)
    house.memory.agents.change(eva.id, Role.AGENT, (), 5, actor="priya", name="Eva Stone")
    eva = next(one for one in house.memory.agents.all() if one.id == eva.id)
    (owed,) = house.memory.looks.promised(eva)
    assert (owed.id, owed.owner, eva.name) == (promise.id, "Eva Stone", "Eva Stone")
    house.memory.looks.owed(eva, promise.id)
    assert [one.owner for one in house.memory.outreach.warnings(timedelta(hours=4))] == ["Eva Stone"]


def test_of_two_with_one_name_each_owes_their_own(house: House) -> None:
    """A namesake sees nothing of it, may not close it, and leaving takes nothing of the other's to the desk."""
    eva = staff(house)["Eva"]
    house.memory.agents.add("Eva", "other@house.example", Role.AGENT, actor="priya")
    other = next(one for one in house.memory.agents.all() if one.email == "other@house.example")
    promise = promised(house, waiting(house), eva)
    assert house.memory.looks.promised(other) == ()
    with pytest.raises(NotOwner):
        house.memory.looks.owed(other, promise.id)
    house.memory.agents.dismiss(other.id, actor="priya")
    assert [one.owner for one in house.memory.looks.promised(eva)] == ["Eva"]
    house.memory.agents.dismiss(eva.id, actor="priya")
    assert house.memory.promises.one(promise.id).owner == "desk"


def test_what_was_promised_to_one_who_waits_ends_with_the_wait(house: House) -> None:
    """Written down with its time, told in other words once a line is struck, and kept when somebody comes."""
    eva = staff(house)["Eva"]
    conversation = say(house, "my teapot is broken")
    house.memory.desk.ask(conversation, TEAPOT, due_at=house.clock() + timedelta(hours=1))
    (owed,) = house.memory.looks.promised(eva)
    assert (owed.what, owed.owner, owed.state) == (TEAPOT.reason, "desk", "open")
    house.memory.desk.strike(conversation, "2")
    assert house.memory.promises.one(owed.id).what == "order 31-7704"
    house.memory.desk.claim(conversation, eva)
    assert house.memory.promises.one(owed.id).state == "kept"
