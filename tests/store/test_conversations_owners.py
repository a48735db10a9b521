"""Owners, agents' words and tokens: exactly one speaks, and each token opens what it says."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from store import Assurance, NewReply, NotOwner, OwnershipConflict, TokenUsed
from store.handoff import Event
from store.memory.sessions import Sessions
from tests.store.store_house import House
from tests.store.talk import RealTime, Talk, a_talk


@pytest.fixture
def talk(house: House) -> Talk:
    return a_talk(house)


@pytest.fixture
def asked(talk: Talk) -> str:
    """A conversation whose customer asked for a person."""
    conversation = talk.write("I want a person").conversation
    talk.answer("I'm fetching somebody.")
    talk.memory.owners.move(conversation, Event.ASK_HUMAN, reason="I want a person")
    return conversation


def test_of_agents_who_claim_at_once_one_wins(talk: Talk, asked: str) -> None:
    """A race has one winner, and the others are told."""
    agents = ("ada", "ben", "cleo", "dan")

    def claim(agent: str) -> str | None:
        try:
            return talk.memory.owners.move(asked, Event.CLAIM, agent=agent).agent
        except OwnershipConflict:
            return None

    with ThreadPoolExecutor(len(agents)) as pool:
        winners = [agent for agent in pool.map(claim, agents) if agent]
    assert winners == [talk.memory.owners.of(asked).agent]


def test_only_the_owner_speaks_as_an_agent(talk: Talk, asked: str) -> None:
    """Before the claim, after the return, and from a colleague, an agent's words are refused."""
    said = NewReply(text="Ada here.", sender="agent", name="Ada")
    with pytest.raises(NotOwner):
        talk.conversations.post(asked, said, agent="ada")
    talk.memory.owners.move(asked, Event.CLAIM, agent="ada")
    talk.conversations.post(asked, said, agent="ada")
    with pytest.raises(NotOwner):
        talk.conversations.post(asked, said, agent="ben")
    with pytest.raises(NotOwner):
        talk.conversations.post(asked, NewReply(text="Hi."))
    talk.memory.owners.move(asked, Event.RETURN, agent="ada")
    with pytest.raises(NotOwner):
        talk.conversations.post(asked, said, agent="ada")
    assert [text for sender, text in talk.transcript(asked) if sender == "agent"] == ["Ada here."]
    assert talk.due() == ["I'm fetching somebody."]


def test_nobody_gives_away_what_is_not_theirs(talk: Talk, asked: str) -> None:
    """Return, resolve and transfer are the owner's alone."""
    talk.memory.owners.move(asked, Event.CLAIM, agent="ada")
    for event in (Event.RETURN, Event.RESOLVE, Event.TRANSFER):
        with pytest.raises(NotOwner):
            talk.memory.owners.move(asked, event, agent="ben")
    assert talk.memory.owners.of(asked).agent == "ada"


def test_resolving_ends_the_encounter(talk: Talk, asked: str) -> None:
    """What the customer writes after the agent closed it begins anew."""
    talk.memory.owners.move(asked, Event.CLAIM, agent="ada")
    talk.write("thanks", "m2")
    before = talk.take()
    talk.conversations.to_desk(before)
    talk.memory.owners.move(asked, Event.RESOLVE, agent="ada")
    talk.write("one more thing", "m3")
    assert talk.take().encounter != before.encounter


def test_two_messages_side_by_side_lose_no_place(talk: Talk) -> None:
    """Messages, replies and agents' words written at the same moment all get a place of their own."""
    conversation = talk.write("first", "m0").conversation
    talk.answer()
    talk.memory.owners.move(conversation, Event.CLAIM, agent="ada")

    def one(number: int) -> None:
        talk.write(f"c{number}", f"m{number}")
        talk.conversations.post(conversation, NewReply(text=f"a{number}", sender="agent"), agent="ada")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(1, 13)))
    items = talk.conversations.transcript(conversation).items
    assert [item.seq for item in items] == list(range(1, 27))
    assert {item.text for item in items} >= {f"{who}{number}" for who in "ac" for number in range(1, 13)}


def test_first_messages_of_one_address_at_once_are_one_conversation(talk: Talk) -> None:
    """Two tabs, one customer: there is one identity and one thread, and a repeat is one message."""
    with ThreadPoolExecutor(6) as pool:
        accepted = list(pool.map(lambda number: talk.write("hi", f"m{number // 2}"), range(12)))
    assert len({one.conversation for one in accepted}) == 1
    assert len({one.turn for one in accepted}) == 6
    assert sum(one.repeated for one in accepted) == 6


# Tokens


def test_a_session_opens_its_identity_until_it_ends(house: House) -> None:
    """A token speaks for its identity while it lives by real time, and is not kept in clear."""
    time = RealTime()
    sessions, who = Sessions(house.memory.store, time), house.arrive("account-1", "account")
    token = sessions.open_for_identity(who.identity, "site", Assurance.VERIFIED, 600)
    found = sessions.find(token)
    assert found is not None
    assert (found.identity, found.customer, found.assurance) == (
        who.identity,
        who.customer,
        Assurance.VERIFIED,
    )
    assert sessions.find(token + "x") is None
    with house.memory.store.engine.connect() as db:
        assert token not in str(db.exec_driver_sql("SELECT * FROM sessions").all())
    time.pass_by(600)
    assert sessions.find(token) is None


def test_sessions_end_one_by_one_or_all_of_somebody_s(house: House) -> None:
    """Logging out ends one; ending everything of an agent ends all of theirs and nobody else's."""
    sessions, who = house.memory.sessions, house.arrive()
    first, second = (sessions.open_for_subject("ada", "desk", 600) for _ in range(2))
    own = sessions.open_for_identity(who.identity, "site", Assurance.VERIFIED, 600)
    sessions.end(first)
    assert (sessions.find(first), sessions.find(second).subject) == (None, "ada")
    sessions.end_of_subject("ada")
    assert sessions.find(second) is None and sessions.find(own) is not None


def test_a_one_time_token_serves_once(house: House) -> None:
    """A host site's token cannot be played again before it expires."""
    time = RealTime()
    sessions = Sessions(house.memory.store, time)
    sessions.use_once("jti-1", time() + 600)
    with pytest.raises(TokenUsed):
        sessions.use_once("jti-1", time() + 600)
    sessions.use_once("jti-2", time() + 600)
    time.pass_by(600)
    sessions.clear_expired()
    with house.memory.store.engine.connect() as db:
        assert db.exec_driver_sql("SELECT count(*) FROM used_tokens").scalar_one() == 0
