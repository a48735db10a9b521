"""What is told between us is no agent's, on both databases: in whatever session it was, and after a restore."""

import json

import psycopg

from store import Memory
from store.backup import backup
from store.desk import NewCase, SummaryLine
from store.memory.announce import CHANNEL
from store.values import Fact, InboundMessage, NewReply, Purpose, TurnOutcome
from tests.store.store_house import House, owner_of
from tests.store.test_memory_backup import reopened_from
from tests.store.test_memory_desk import staff

VELVET, AGAIN = "I adore velvet, that's between us", "May I remember that you adore velvet?"


def says(house: House, text: str, answer: str, **read: object) -> InboundMessage:
    """A message that is answered, read as this, in a session of its own."""
    house.turns += 1
    message = InboundMessage(
        channel="telegram", account="main", message_id=f"b{house.turns}", address="nadia", text=text
    )
    house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("w", 30.0)
    assert turn is not None
    heard = {"event": "user", "text": text, "message_id": turn.id, "parse_data": {"intent": {"name": "greet"}} | read}
    events = ({"event": "session_started"}, heard)
    house.memory.conversations.finish(turn, TurnOutcome(replies=(NewReply(text=answer),), events=events))
    return message


def test_what_was_confided_in_an_earlier_session_is_held_back_with_its_answer(house: House) -> None:
    """A case reaches back over sessions; the message stays between us, and so does what was said to it."""
    people = staff(house)
    says(house, VELVET, AGAIN, confided=True)
    says(house, "hello", "Hello.")
    conversation = conversation_of(house)
    house.memory.desk.ask(conversation, NewCase(reason="hello"))
    house.memory.desk.claim(conversation, people["Eva"])
    view = house.memory.looks.look(conversation, people["Eva"])
    assert [(item.reply.text, item.held_back) for item in view.items] == [
        ("", True),
        ("", True),
        ("hello", False),
        ("Hello.", False),
    ]
    at_hand = house.memory.looks.at_hand(conversation, people["Eva"])
    assert house.memory.looks.said(at_hand, VELVET) is None


def test_a_fact_marked_as_a_confidence_takes_its_message_and_its_line_along(house: House) -> None:
    """The case tells it no more, nor the queue, nor what was promised; the answer that repeats it is held back."""
    conversation, fact = at_hand_with_a_fact(house)
    agent = staff(house)["Eva"]
    assert "velvet" in everything(house, house.memory, conversation)
    house.memory.desk.mark_confidence(house.memory.looks.at_hand(conversation, agent), fact.id, agent)
    assert "velvet" not in everything(house, house.memory, conversation)


def test_a_backup_makes_no_confidence_less_than_one(house: House) -> None:
    """Marked since the backup it is marked again after the restore, with all that goes with it."""
    conversation, fact = at_hand_with_a_fact(house)
    agent, file = staff(house)["Eva"], house.folder / "monday.shoebox"
    backup(owner_of(house.url), file)
    house.memory.desk.mark_confidence(house.memory.looks.at_hand(conversation, agent), fact.id, agent)
    memory = reopened_from(house, file)
    assert "velvet" in everything(house, memory, conversation)
    memory.rights.replay()
    assert "velvet" not in everything(house, memory, conversation)


def test_other_processes_hear_that_less_may_be_shown(postgres_house: House) -> None:
    """Whoever serves an open desk from the same server is told of the case, by its id, with the commit."""
    conversation, fact = at_hand_with_a_fact(postgres_house)
    address = postgres_house.memory.store.engine.url
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    nadia = postgres_house.memory.people.find("telegram", "nadia")
    with psycopg.connect(plain, autocommit=True) as another:
        another.execute(f"LISTEN {CHANNEL}")
        postgres_house.memory.facts.restrict(nadia.customer, fact.id, postgres_house.moment(nadia))
        (told,) = [json.loads(one.payload) for one in another.notifies(timeout=5, stop_after=1)]
    assert (told["conversation"], told["unsaid"]) == (conversation, True)


def at_hand_with_a_fact(house: House) -> tuple[str, Fact]:
    """Eva has the case of a customer who told something that staff may see."""
    agent = staff(house)["Eva"]
    says(house, "I adore velvet", AGAIN)
    conversation = conversation_of(house)
    (said, _) = house.memory.conversations.transcript(conversation).items
    nadia = house.memory.people.find("telegram", "nadia")
    assert nadia is not None
    house.allow(nadia, Purpose.MEMORY, Purpose.STAFF)
    fact = house.tell(nadia, "velvet", conversation=conversation, message=said.id)
    line = SummaryLine(id=said.id, text=said.text, message=said.id)
    house.memory.desk.ask(conversation, NewCase(reason=said.text, lines=(line,)))
    house.memory.desk.claim(conversation, agent)
    return conversation, fact


def everything(house: House, memory: Memory, conversation: str) -> str:
    """All that Eva is shown of the case."""
    agent = next(one for one in memory.agents.all() if one.name == "Eva")
    looks = memory.looks
    shown = looks.look(conversation, agent), looks.brief(conversation, agent), looks.queue(agent)
    return str(shown)


def conversation_of(house: House) -> str:
    nadia = house.memory.people.find("telegram", "nadia")
    assert nadia is not None
    (conversation,) = house.memory.conversations.of_customer(nadia.customer)
    return conversation
