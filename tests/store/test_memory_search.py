"""Search across customers, on both databases: exact, within what the role allows, each look on record."""

from dataclasses import replace

import pytest

from store.desk import Agent
from store.memory.names import words_of
from store.values import Assurance, InboundMessage
from tests.store.store_house import House
from tests.store.test_memory_desk import TEAPOT, say, staff
from tests.store.test_memory_records import placed


@pytest.fixture
def people(house: House) -> dict[str, Agent]:
    return staff(house)


def writes(house: House, name: str, address: str) -> str:
    """Somebody of this name who only spoke with the assistant."""
    message = InboundMessage(
        channel="telegram", account="main", message_id=f"{address}-1", address=address, text="hello", name=name
    )
    return house.memory.conversations.accept(message).conversation


def found(house: House, agent: Agent, query: str) -> list[tuple[str | None, bool]]:
    return [(one.conversation, one.opens) for one in house.memory.search.find(agent, query)]


def looks(house: House, agent: Agent) -> list[tuple[str | None, str]]:
    rows = house.memory.audit.page(limit=500).items
    return [(row.customer, row.subjects[0] if row.subjects else "") for row in rows if _is_look(row, agent)]


def _is_look(row: object, agent: Agent) -> bool:
    return (getattr(row, "action", ""), getattr(row, "actor", "")) == ("desk.find", agent.id)


def test_a_supervisor_finds_everybody_by_whole_words_of_their_name(house: House, people: dict[str, Agent]) -> None:
    """Case, marks and order don't matter; a part of a word finds nobody, nor does one word too many."""
    nadia = writes(house, "Nádia O'Neill", "7710")
    writes(house, "Nadia Haddad", "7711")
    priya = people["Priya"]
    for query in ("o'neill NADIA", "Neill", "Nádia O'Neill"):
        assert found(house, priya, query) == [(nadia, False)]
    for query in ("Nad", "oneill nadia", "Nadia O'Neill Smith", "telegram:7799", "%"):
        assert found(house, priya, query) == []
    assert len(found(house, priya, "nadia")) == 2


def test_by_address_and_by_order_number(house: House, people: dict[str, Agent]) -> None:
    """The order of the shop's account is found whole, by its number in any spelling, and so is channel:address."""
    telegram = writes(house, "Ruth", "7712")
    house.memory.records.take(placed())
    shop = house.memory.people.find("account", "c-1")
    assert shop is not None
    house.memory.links.link(shop.identity, house.memory.people.arrive("telegram", "7712").identity, "passport", "eva")
    by_number = house.memory.search.find(people["Priya"], " 31-7704 ")
    assert [one.conversation for one in by_number] == [telegram]
    assert found(house, people["Priya"], "Telegram:7712") == [(telegram, False)]
    assert found(house, people["Priya"], "31-770") == []


def test_an_agent_finds_who_is_at_the_desk_or_was_in_their_own_hands(house: House, people: dict[str, Agent]) -> None:
    """Nobody else, whatever they look for: not even that there is such a customer."""
    eva, marcus = people["Eva"], people["Marcus"]
    writes(house, "Nadia", "7710")
    assert found(house, eva, "nadia") == found(house, eva, "telegram:7710") == []
    conversation = say(house, "my teapot is broken", "kwame")  # whose name is Nadia, too
    house.memory.desk.ask(conversation, replace(TEAPOT))
    assert found(house, eva, "nadia") == [(conversation, True)]
    house.memory.desk.claim(conversation, eva)
    assert found(house, eva, "nadia") == [(conversation, True)]
    assert found(house, marcus, "nadia") == [(conversation, False)]  # it is with a colleague
    house.memory.desk.resolve(conversation, eva)
    assert found(house, eva, "nadia") == [(conversation, False)]  # it was theirs
    assert found(house, marcus, "nadia") == []


def test_every_search_is_on_record_found_or_not(house: House, people: dict[str, Agent]) -> None:
    """By ids, without a word of what was looked for."""
    conversation = writes(house, "Nadia", "7710")
    house.memory.search.find(people["Eva"], "nadia")
    (nobody,) = looks(house, people["Eva"])
    assert nobody == (None, "")
    house.memory.search.find(people["Priya"], "nadia")
    who = house.memory.people.find("telegram", "7710")
    assert who is not None
    assert looks(house, people["Priya"]) == [(who.customer, conversation)]
    reasons = {row.reason for row in house.memory.audit.page(limit=500).items if row.action == "desk.find"}
    assert reasons == {"searched across customers"}


def test_who_came_before_names_were_found_is_found_once_they_come_again(house: House, people: dict[str, Agent]) -> None:
    """A house that is older than the search loses nobody for good; and who was erased is found no more."""
    writes(house, "Nadia Haddad", "7710")
    with house.memory.store.transaction() as tx:
        tx.as_house()
        tx.db.exec_driver_sql("DELETE FROM name_words")
    assert found(house, people["Priya"], "haddad") == []
    house.clock.pass_by(hours=2)
    nadia = house.memory.people.arrive("telegram", "7710", Assurance.CHANNEL, "Nadia Haddad")
    ((conversation, _),) = found(house, people["Priya"], "haddad")
    moment = replace(house.moment(nadia, channel="telegram"), conversation=conversation)
    house.memory.rights.erase(nadia.customer, moment)
    assert found(house, people["Priya"], "haddad") == []
    with house.memory.store.transaction() as tx:
        tx.as_house()
        assert tx.db.exec_driver_sql("SELECT count(*) FROM name_words").scalar_one() == 0


def test_names_of_any_script_have_words() -> None:
    """Letters of every alphabet count, and nothing but letters and numbers does."""
    assert words_of("Łukasz 山田 <b>x</b>") == tuple(sorted({"łukasz", "山田", "b", "x"}))
    assert words_of(" … ") == ()
