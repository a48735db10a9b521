"""The desk's side of the memory, on both databases: agents, cases, looks, notes and gestures."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import msgspec
import pyotp
import pytest

from store.desk import Agent, GestureState, Goodbye, Lost, NewCase, Presence, QueueItem, Role, SummaryLine
from store.desk_rules import can_answer, in_order
from store.errors import ConversationUnknown, NotAllowed, NotOwner, OwnershipConflict, SignInRefused
from store.values import (
    FILE_PATH,
    Arrival,
    Assurance,
    InboundMessage,
    NewReply,
    Purpose,
    Reader,
    Reply,
    Sensitivity,
    Thread,
    TurnOutcome,
)
from tests.store.store_house import House, a_capture
from tests.store.talk import RealTime

PEOPLE: tuple[Mapping[str, str], ...] = (
    {"name": "Eva", "email": "Eva@house.example", "password": "correct horse", "role": "agent"},
    {"name": "Marcus", "email": "marcus@house.example", "password": "battery staple", "role": "agent"},
    {"name": "Priya", "email": "priya@house.example", "password": "paperclip", "role": "supervisor"},
)
TEAPOT = NewCase(
    reason="the third broken teapot, I want my money back",
    lines=(
        SummaryLine(id="1", text="order 31-7704"),
        SummaryLine(id="2", text="third broken teapot", message="m2"),
    ),
    tried=("track_order",),
    topic="return_item",
    mood="upset",
)


def staff(house: House) -> dict[str, Agent]:
    house.memory.agents.enrol(PEOPLE)
    for person in PEOPLE:
        house.memory.agents.sign_in(person["email"], person["password"])
    return {agent.name: agent for agent in house.memory.agents.all()}


def say(house: House, text: str, address: str = "nadia", channel: str = "telegram") -> str:
    """One message of a customer, answered by the assistant where nobody else has the conversation."""
    house.turns += 1
    message = InboundMessage(
        channel=channel,
        account="main",
        message_id=f"m{house.turns}",
        address=address,
        text=text,
        name="Nadia",
    )
    accepted = house.memory.conversations.accept(message)
    turn = house.memory.conversations.next_turn("w", 30.0)
    assert turn is not None
    if turn.owner == "agent":
        house.memory.conversations.to_desk(turn)
    else:
        house.memory.conversations.finish(turn, TurnOutcome(replies=(NewReply(text="noted"),), events=()))
    return accepted.conversation


def speak(house: House, conversation: str, agent: Agent, text: str) -> Reply:
    said = NewReply(text=text, sender="agent", name=agent.name)
    return house.memory.conversations.post(conversation, said, agent.id)


def waiting(house: House, text: str = "my teapot is broken", address: str = "nadia") -> str:
    conversation = say(house, text, address)
    house.memory.desk.ask(conversation, replace(TEAPOT, reason=text))
    return conversation


def test_agents_are_made_once_and_their_passwords_are_hashed(house: House) -> None:
    """Enrolling twice makes nobody twice; the password opens, another does not, nor an unknown address."""
    staff(house)
    house.memory.agents.enrol(PEOPLE)
    assert [agent.name for agent in house.memory.agents.all()] == ["Eva", "Marcus", "Priya"]
    eva, token = house.memory.agents.sign_in("EVA@house.example ", "correct horse")
    assert house.memory.agents.signed_in(token) == replace(eva, presence=Presence.HERE)
    for email, password in (("eva@house.example", "wrong"), ("nobody@house.example", "correct horse")):
        with pytest.raises(SignInRefused):
            house.memory.agents.sign_in(email, password)


def test_a_session_ends_with_signing_out_and_with_dismissal(house: House) -> None:
    """A token is worth nothing after signing out, and an agent's tokens nothing after they were dismissed."""
    agents, people = house.memory.agents, staff(house)
    _, one = agents.sign_in("eva@house.example", "correct horse")
    agents.sign_out(one)
    assert agents.signed_in(one) is None
    _, other = agents.sign_in("eva@house.example", "correct horse")
    agents.dismiss(people["Eva"].id, actor="operator")
    assert agents.signed_in(other) is None


def test_who_was_dismissed_does_not_come_back_with_a_restart(house: House) -> None:
    """The next start of the house, with the same keys, lets them in no more; a supervisor may take them back."""
    agents, people = house.memory.agents, staff(house)
    agents.dismiss(people["Eva"].id, actor="operator")
    agents.enrol(PEOPLE)
    assert [agent.name for agent in agents.all()] == ["Marcus", "Priya"]
    with pytest.raises(SignInRefused):
        agents.sign_in("eva@house.example", "correct horse")
    password = agents.add("Eva", "eva@house.example", Role.AGENT, people["Priya"].id)
    assert agents.sign_in("eva@house.example", password)[0].name == "Eva"


def test_a_new_password_ends_the_old_one_and_what_it_opened(house: House) -> None:
    """The old password, its sessions and the second factor open nothing any more; nobody is made twice."""
    agents, people = house.memory.agents, staff(house)
    _, token = agents.sign_in("eva@house.example", "correct horse")
    factor = pyotp.parse_uri(agents.new_second_factor(people["Eva"].id))
    agents.confirm_second_factor(people["Eva"].id, factor.now())
    password = agents.new_password(people["Eva"].id, people["Priya"].id)
    assert agents.signed_in(token) is None
    with pytest.raises(SignInRefused):
        agents.sign_in("eva@house.example", "correct horse")
    assert agents.sign_in("eva@house.example", password)[0].second_factor is False
    with pytest.raises(NotAllowed):
        agents.add("Eve", "EVA@house.example", Role.AGENT, people["Priya"].id)


def test_a_second_factor_is_asked_for_and_each_code_serves_once(house: House) -> None:
    """With a second factor the password alone opens nothing, and a code that was seen is used up."""
    eva = staff(house)["Eva"]
    agents = house.memory.agents
    factor, clock = pyotp.parse_uri(agents.new_second_factor(eva.id)), RealTime()
    agents = replace(agents, real=clock)
    agents.confirm_second_factor(eva.id, factor.at(int(clock())))
    with pytest.raises(SignInRefused):
        agents.sign_in("eva@house.example", "correct horse")
    clock.seconds += 60
    code = factor.at(int(clock()))
    agents.sign_in("eva@house.example", "correct horse", code)
    with pytest.raises(SignInRefused):
        agents.sign_in("eva@house.example", "correct horse", code)


def test_a_second_factor_locks_nobody_out_before_it_is_confirmed(house: House) -> None:
    """Begun and left, or with a wrong code, the password alone opens as before."""
    eva, agents = staff(house)["Eva"], house.memory.agents
    factor = pyotp.parse_uri(agents.new_second_factor(eva.id))
    with pytest.raises(SignInRefused):
        agents.confirm_second_factor(eva.id, factor.at(0))
    assert agents.sign_in("eva@house.example", "correct horse")[0].second_factor is False



def test_of_two_who_claim_at_once_one_wins(house: House) -> None:
    """The second claim is refused, whoever it is, and the first agent keeps the conversation."""
    people, conversation = staff(house), waiting(house)
    assert house.memory.desk.claim(conversation, people["Eva"]).agent == people["Eva"].id
    with pytest.raises(OwnershipConflict):
        house.memory.desk.claim(conversation, people["Marcus"])
    assert house.memory.owners.of(conversation).agent == people["Eva"].id


def test_a_claim_said_again_is_the_same_claim(house: House) -> None:
    """Whoever has it keeps it, full or not: nothing moves, and the customer is greeted once."""
    people, conversation = staff(house), waiting(house)
    house.memory.agents.change(people["Eva"].id, Role.AGENT, (), 1, actor="operator")
    eva = next(one for one in house.memory.agents.all() if one.name == "Eva")
    greeting = NewReply(text="Eva is here.", sender="house")
    first = house.memory.desk.claim(conversation, eva, greeting)
    house.clock.pass_by(minutes=5)
    again = house.memory.desk.claim(conversation, eva, greeting)
    assert (again.owner, again.agent, again.owner_since) == ("agent", eva.id, first.owner_since)
    assert said_by_the_house(house, conversation) == ["Eva is here."]


@pytest.mark.parametrize("act", ["claim", "transfer", "hand_on", "give_back", "resolve", "take_back", "take_up"])
def test_what_moves_at_the_desk_is_said_in_the_same_step(house: House, act: str) -> None:
    """Words that may not be said leave it with whom it was; with the move stands what tells of it, once."""
    move, before = an_act(house, act)
    with pytest.raises(NotOwner):
        move(NewReply(text="So it is.", sender="agent"))
    assert house.memory.owners.of(before.id) == before
    assert said_by_the_house(house, before.id) == []
    assert move(NewReply(text="So it is.", sender="house")).owner_since == house.clock()
    after = house.memory.owners.of(before.id)
    assert (after.owner, after.agent) != (before.owner, before.agent)
    assert said_by_the_house(house, before.id) == ["So it is."]


def an_act(house: House, act: str) -> tuple[Callable[[NewReply], Thread], Thread]:
    """Something that is done with a conversation, and how that stands before it."""
    desk, people, conversation = house.memory.desk, staff(house), say(house, "my teapot is broken")
    desk.ask(conversation, replace(TEAPOT, mood="sad"))  # who is asked nothing at the end
    eva, marcus = people["Eva"], people["Marcus"]
    if act != "claim":
        desk.claim(conversation, eva)
    if act == "take_back":
        house.memory.agents.be(eva.id, Presence.OFF)
    if act == "take_up":
        thread = desk.resolve(conversation, eva)
        due = house.clock() + timedelta(days=1)
        house.memory.promises.make(thread.identity, "a word", "desk", due, conversation=conversation)
    acts: Mapping[str, Callable[[NewReply], Thread]] = {
        "claim": lambda words: desk.claim(conversation, eva, words),
        "transfer": lambda words: desk.transfer(conversation, eva, None, "", "third time", words),
        "hand_on": lambda words: desk.transfer(conversation, eva, marcus, "", "third time", words),
        "give_back": lambda words: desk.give_back(conversation, eva, a_goodbye(house, conversation, eva, words)),
        "resolve": lambda words: desk.resolve(conversation, eva, a_goodbye(house, conversation, eva, words)),
        "take_back": lambda words: desk.take_back(conversation, words),
        "take_up": lambda words: desk.take_up(conversation, eva, words),
    }
    house.clock.pass_by(minutes=5)
    return acts[act], house.memory.owners.of(conversation)


def a_goodbye(house: House, conversation: str, agent: Agent, words: NewReply) -> Goodbye:
    moment = house.memory.looks.at_hand(conversation, agent).moment
    return Goodbye(moment=moment, alone=words, before=NewReply(text="and"), keeping=None, rating=NewReply(text="how?"))


def said_by_the_house(house: House, conversation: str) -> list[str]:
    items = house.memory.conversations.transcript(conversation).items
    return [item.text for item in items if item.sender == "house"]


def test_nobody_takes_a_conversation_in_which_nobody_asked(house: House) -> None:
    """What is with the assistant can't be claimed, read or answered from the desk."""
    eva, conversation = staff(house)["Eva"], say(house, "hello")
    with pytest.raises(NotAllowed):
        house.memory.desk.claim(conversation, eva)
    for act in (house.memory.looks.look, house.memory.looks.brief):
        with pytest.raises(NotOwner):
            act(conversation, eva)
    with pytest.raises(NotOwner):
        speak(house, conversation, eva, "hello")


def test_an_agent_holds_as_many_as_they_may(house: House) -> None:
    """Beyond the agent's capacity a claim is refused, and the conversation waits for another."""
    people = staff(house)
    house.memory.agents.change(people["Eva"].id, Role.AGENT, (), 1, actor="operator")
    eva = next(one for one in house.memory.agents.all() if one.name == "Eva")
    first, second = waiting(house), waiting(house, address="kwame")
    house.memory.desk.claim(first, eva)
    with pytest.raises(OwnershipConflict):
        house.memory.desk.claim(second, eva)
    assert house.memory.owners.of(second).owner == "waiting"


def test_nobody_is_handed_more_than_they_can_take(house: House) -> None:
    """A colleague who is away, gone or full is handed nothing; away and gone are two things on the list."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    agents, transfer = house.memory.agents, house.memory.desk.transfer

    def refused(to: str) -> str:
        with pytest.raises(OwnershipConflict) as conflict:
            transfer(conversation, people["Eva"], people[to], note="third time")
        return str(conflict.value)

    agents.be(people["Marcus"].id, Presence.AWAY)
    assert [one.presence for one in agents.all() if one.name == "Marcus"] == [Presence.AWAY]
    assert "not here" in refused("Marcus")
    agents.be(people["Marcus"].id, Presence.OFF)
    assert "not here" in refused("Marcus")
    agents.be(people["Marcus"].id, Presence.HERE)
    agents.change(people["Marcus"].id, Role.AGENT, (), 1, actor="operator")
    house.memory.desk.claim(waiting(house, address="kwame"), people["Marcus"])
    assert "as many as they may" in refused("Marcus")
    assert "with you" in refused("Eva")
    assert house.memory.looks.look(conversation, people["Eva"]).notes == ()  # nor is anything left of the try
    assert transfer(conversation, people["Eva"], people["Priya"]).agent == people["Priya"].id
    assert house.memory.desk.holding() == {people["Marcus"].id: 1, people["Priya"].id: 1}


def test_only_the_owner_acts(house: House) -> None:
    """A colleague without the case can neither speak, note, give, hand on, return nor look."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    marcus, desk, looks = people["Marcus"], house.memory.desk, house.memory.looks
    acts = (
        lambda: speak(house, conversation, marcus, "hello"),
        lambda: desk.note(conversation, marcus, "hm"),
        lambda: desk.transfer(conversation, marcus, None),
        lambda: desk.give_back(conversation, marcus),
        lambda: desk.resolve(conversation, marcus),
        lambda: looks.look(conversation, marcus),
        lambda: looks.brief(conversation, marcus),
        lambda: house.memory.gestures.grant(conversation, marcus, "credit", Decimal(5), "sorry"),
    )
    for act in acts:
        with pytest.raises(NotOwner):
            act()


def test_an_agents_words_carry_their_name(house: House) -> None:
    """A reply stands in the transcript with the agent's name."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    reply = speak(house, conversation, people["Eva"], "I'll send the money back today.")
    assert (reply.sender, reply.name) == ("agent", "Eva")
    said = house.memory.conversations.transcript(conversation).items[-1]
    assert said == reply


def test_who_is_named_in_a_note_may_look_but_not_speak(house: House) -> None:
    """A mention opens the case to a colleague for reading; the words remain the owner's."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    note = house.memory.desk.note(conversation, people["Eva"], "@Marcus, have you seen this before?")
    assert note.mentions == (people["Marcus"].id,)
    view = house.memory.looks.look(conversation, people["Marcus"])
    assert [one.text for one in view.notes] == ["@Marcus, have you seen this before?"]
    assert [item.conversation for item in house.memory.looks.called(people["Marcus"])] == [conversation]
    assert house.memory.looks.called(people["Eva"]) == house.memory.looks.called(people["Priya"]) == ()
    with pytest.raises(NotOwner):
        speak(house, conversation, people["Marcus"], "hello")


def test_notes_reach_neither_customer_nor_memory(house: House) -> None:
    """A note is in no transcript, no outbox and no fact."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    before = house.memory.conversations.transcript(conversation)
    house.memory.desk.note(conversation, people["Eva"], "sounds tired")
    assert house.memory.conversations.transcript(conversation) == before


def test_what_was_struck_is_shown_nowhere_at_the_desk(house: House) -> None:
    """A line that the customer struck is in no brief, and its message is held back in the conversation."""
    people = staff(house)
    conversation = say(house, "my mother died and the teapot is broken")
    first = house.memory.conversations.transcript(conversation).items[0]
    line = SummaryLine(id="1", text=first.text, message=first.id)
    house.memory.desk.ask(conversation, replace(TEAPOT, lines=(line,)))
    house.memory.desk.strike(conversation, "1")
    house.memory.desk.claim(conversation, people["Eva"])
    assert house.memory.looks.brief(conversation, people["Eva"]).lines == ()
    shown = house.memory.looks.look(conversation, people["Eva"]).items[0]
    assert (shown.held_back, shown.reply.text) == (True, "")


def test_a_strike_holds_in_the_next_case(house: House) -> None:
    """What was struck once stays held back when a person is fetched again, and is known for what is told then."""
    people = staff(house)
    conversation = say(house, "my mother died and the teapot is broken")
    first = house.memory.conversations.transcript(conversation).items[0]
    line = SummaryLine(id="1", text=first.text, message=first.id)
    house.memory.desk.ask(conversation, replace(TEAPOT, lines=(line,)))
    house.memory.desk.strike(conversation, "1")
    house.memory.desk.claim(conversation, people["Eva"])
    house.memory.desk.give_back(conversation, people["Eva"])
    house.memory.desk.ask(conversation, NewCase(reason="", lines=()))
    house.memory.desk.claim(conversation, people["Marcus"])
    assert house.memory.looks.struck(conversation) == {first.id}
    view = house.memory.looks.look(conversation, people["Marcus"])
    assert not [item for item in view.items if "mother" in item.reply.text]


def test_an_older_cases_line_is_struck_there_and_nowhere_else(house: House) -> None:
    """A strike means the words of its line: another case that is open by then keeps its own, promise and all."""
    people = staff(house)
    conversation = say(house, "my mother's vase came broken")
    first = house.memory.conversations.transcript(conversation).items[0]
    vase = SummaryLine(id=first.id, text=first.text, message=first.id)
    house.memory.desk.ask(conversation, NewCase(reason=first.text, lines=(vase,)))
    house.memory.desk.claim(conversation, people["Eva"])
    house.memory.desk.resolve(conversation, people["Eva"])
    house.memory.desk.ask(conversation, TEAPOT, due_at=house.clock() + timedelta(hours=1))
    case = house.memory.desk.strike(conversation, first.id)
    assert (case.lines, case.reason) == (TEAPOT.lines, TEAPOT.reason)
    assert house.memory.looks.struck(conversation) == {first.id}
    house.memory.desk.claim(conversation, people["Eva"])
    owed = house.memory.promises.of(_known(house).customer, Reader.CUSTOMER)
    assert [one.what for one in owed] == [TEAPOT.reason]


def test_what_was_said_before_a_close_is_told_apart_from_what_comes_after(house: House) -> None:
    """The close of a matter lies between the messages before it and those after it."""
    people = staff(house)
    conversation = waiting(house)
    assert house.memory.looks.resolved(conversation) == ""
    house.memory.desk.claim(conversation, people["Eva"])
    house.memory.desk.resolve(conversation, people["Eva"])
    say(house, "the coat is too small")
    said = house.memory.conversations.transcript(conversation).items
    before, after = (item.id for item in said if item.sender == "customer")
    assert before < house.memory.looks.resolved(conversation) < after


def test_what_was_struck_is_not_told_by_our_own_list_either(house: House) -> None:
    """The assistant's listing of the lines and the choice that struck one are held back with it."""
    people = staff(house)
    conversation = say(house, "my mother has died and the teapot is broken")
    first = house.memory.conversations.transcript(conversation).items[0]
    house.memory.desk.ask(
        conversation, replace(TEAPOT, lines=(SummaryLine(id="1", text=first.text, message=first.id),))
    )
    listing = NewReply(text=f"I'll tell them: “{first.text}”.", sender="assistant")
    house.memory.conversations.post(conversation, listing)
    say(house, "Don't pass on “my mother has died and …”")
    house.memory.desk.strike(conversation, "1")
    house.memory.desk.claim(conversation, people["Eva"])
    view = house.memory.looks.look(conversation, people["Eva"])
    assert not [item for item in view.items if "mother" in item.reply.text]


def _known(house: House, address: str = "nadia") -> Arrival:
    found = house.memory.people.find("telegram", address)
    assert found is not None
    return found


def test_the_brief_names_missing_permissions_from_the_grants_alone(house: House) -> None:
    """Without `staff` the brief holds no fact and says so, the same whether or not there is one."""
    people, one, other = staff(house), waiting(house), waiting(house, address="kwame")
    house.allow(_known(house))
    house.allow(_known(house, "kwame"))
    house.tell(_known(house))
    briefs = []
    for conversation in (one, other):
        house.memory.desk.claim(conversation, people["Eva"])
        briefs.append(house.memory.looks.brief(conversation, people["Eva"]))
    assert [brief.facts for brief in briefs] == [(), ()]
    assert briefs[0].withheld == briefs[1].withheld == (Purpose.STAFF,)


def test_the_brief_shows_what_staff_may_know_and_never_a_confidence(house: House) -> None:
    """With `staff` the agent sees facts with their words and dates; what was told in confidence never."""
    people, conversation = staff(house), waiting(house)
    nadia = _known(house)
    house.allow(nadia, Purpose.MEMORY, Purpose.PERSONALISE, Purpose.STAFF)
    house.tell(nadia)
    house.tell(nadia, "a divorce", sensitivity=Sensitivity.CONFIDENCE, explicit=a_capture())
    house.memory.desk.claim(conversation, people["Eva"])
    brief = house.memory.looks.brief(conversation, people["Eva"])
    assert [fact.words for fact in brief.facts] == ["I never wear wool"]
    assert (brief.reason, brief.mood, brief.who.name) == ("my teapot is broken", "upset", "Nadia")
    assert (brief.who.assurance, brief.withheld) == (Assurance.CHANNEL, ())
    assert [fact.about for fact in brief.avoid] == ["wool"]


def test_every_look_is_on_record(house: House) -> None:
    """Reading a brief or a conversation leaves rows in the audit that name the agent."""
    people, conversation = staff(house), waiting(house)
    house.memory.desk.claim(conversation, people["Eva"])
    house.memory.looks.brief(conversation, people["Eva"])
    house.memory.looks.look(conversation, people["Eva"])
    rows = house.memory.audit.page(limit=500).items
    done = [row.action for row in rows if row.actor == people["Eva"].id]
    assert {"desk.brief", "desk.look", "recall"} <= set(done)


def test_a_gesture_within_authority_is_given_at_once_and_above_it_asked(house: House) -> None:
    """An agent gives up to their limit; above it nothing is given until a supervisor says yes, once."""
    people, conversation = staff(house), waiting(house)
    gestures = house.memory.gestures
    house.memory.desk.claim(conversation, people["Eva"])
    assert (
        gestures.grant(conversation, people["Eva"], "credit", Decimal("50"), "sorry").state
        is GestureState.GRANTED
    )
    asked = gestures.grant(conversation, people["Eva"], "credit", Decimal("50.01"), "third time")
    assert asked.state is GestureState.ASKED
    with pytest.raises(NotAllowed):
        gestures.decide(asked.id, people["Marcus"], GestureState.GRANTED)
    assert gestures.decide(asked.id, people["Priya"], GestureState.GRANTED).decided_by == people["Priya"].id
    with pytest.raises(OwnershipConflict):
        gestures.decide(asked.id, people["Priya"], GestureState.REFUSED)


def test_a_department_is_chosen_by_topic_alone(house: House) -> None:
    """The topic routes; an agent with departments sees theirs, and what has none."""
    settings = house.memory.house.settings()
    departments = {"money": ("return_item",), "post": ("track_order",)}
    desk = msgspec.structs.replace(settings.desk, departments=departments)
    house.memory.house.change(msgspec.structs.replace(settings, desk=desk), actor="operator")
    people = staff(house)
    house.memory.agents.change(people["Eva"].id, Role.AGENT, ("post",), 5, actor="operator")
    waiting(house)
    agents = {one.name: one for one in house.memory.agents.all()}
    assert [item.department for item in house.memory.looks.queue(agents["Marcus"])] == ["money"]
    assert house.memory.looks.queue(agents["Eva"]) == ()


def test_what_a_lost_agent_held_waits_again(house: House) -> None:
    """When an agent signs off or is deleted, what they held goes back to the queue with its reason."""
    people, one, other = staff(house), waiting(house), waiting(house, address="kwame")
    house.memory.desk.claim(one, people["Eva"])
    house.memory.desk.claim(other, people["Marcus"])
    assert house.memory.desk.lost() == ()
    with pytest.raises(OwnershipConflict):
        house.memory.desk.take_back(one)
    house.memory.agents.be(people["Eva"].id, Presence.OFF)
    house.memory.agents.dismiss(people["Marcus"].id, actor="operator")
    assert {lost.conversation for lost in house.memory.desk.lost()} == {one, other}
    for conversation in (one, other):
        house.memory.desk.take_back(conversation)
    assert house.memory.desk.lost() == ()
    assert {item.conversation for item in house.memory.looks.queue(people["Priya"])} == {one, other}


def test_who_is_silent_too_long_is_lost(house: House) -> None:
    """Not heard of for the house's minutes of real time, what an agent held waits again; before that it is theirs."""
    began, patience = time.time(), house.memory.house.settings().desk.lost_minutes * 60
    eva, conversation = staff(house)["Eva"], waiting(house)
    house.memory.desk.claim(conversation, eva)
    heard = time.time()
    assert replace(house.memory.desk, real=lambda: began + patience - 1).lost() == ()
    later = replace(house.memory.desk, real=lambda: heard + patience + 1)
    assert later.lost() == (Lost(conversation, "Eva"),)
    later.take_back(conversation)
    assert house.memory.owners.of(conversation).owner == "waiting"


def test_who_comes_back_elsewhere_is_known_only_by_proof(house: House) -> None:
    """The other conversation is named to whoever has this one where the two were joined and it is sure who speaks."""
    eva, here = staff(house)["Eva"], waiting(house)
    house.memory.desk.claim(here, eva)
    there = say(house, "hello again", "nadia@web", channel="web")
    house.memory.desk.ask(there, TEAPOT)
    assert house.memory.looks.brief(here, eva).who.elsewhere == ()
    one, other = (house.memory.owners.of(conversation).identity for conversation in (here, there))
    house.memory.links.link(one, other, "both shown at the counter", "eva")
    assert house.memory.looks.brief(here, eva).who.elsewhere == ()
    sure = InboundMessage(
        channel="telegram",
        account="main",
        message_id="s1",
        address="nadia",
        text="it's me",
        assurance=Assurance.VERIFIED,
    )
    house.memory.conversations.accept(sure)
    assert house.memory.looks.brief(here, eva).who.elsewhere == ("web",)


def test_ten_handoffs_in_a_row(house: House) -> None:
    """A conversation may be handed over and come back as often as the customer asks, a case each time."""
    eva = staff(house)["Eva"]
    conversation = say(house, "hello")
    for round in range(10):
        house.memory.desk.ask(conversation, replace(TEAPOT, reason=f"again, {round}"))
        house.memory.desk.claim(conversation, eva)
        assert house.memory.looks.brief(conversation, eva).reason == f"again, {round}"
        house.memory.desk.give_back(conversation, eva)
    assert house.memory.owners.of(conversation).owner == "assistant"


def test_a_customer_who_is_erased_is_gone_from_the_desk(house: House) -> None:
    """After an erasure the agent finds no conversation, and the queue nothing of it."""
    eva, conversation = staff(house)["Eva"], waiting(house)
    house.memory.desk.claim(conversation, eva)
    house.memory.desk.note(conversation, eva, "sounds tired")
    nadia = _known(house)
    moment = replace(house.moment(nadia, channel="telegram"), conversation=conversation)
    house.memory.rights.erase(nadia.customer, moment)
    with pytest.raises(ConversationUnknown):
        speak(house, conversation, eva, "hello?")
    assert house.memory.looks.queue(eva) == ()


def test_the_place_in_the_queue_counts_from_one(house: House) -> None:
    """Each who waits is told their place, and an estimate while somebody is at the desk."""
    people, first, second = staff(house), waiting(house), waiting(house, address="kwame")
    place = house.memory.looks.place(second)
    assert place is not None
    assert (place.place, place.minutes) == (2, 4)
    house.memory.desk.claim(first, people["Eva"])
    place = house.memory.looks.place(second)
    assert place is not None
    assert place.place == 1
    assert house.memory.looks.place(first) is None


def test_the_place_is_kept_through_a_transfer_and_is_the_departments(house: House) -> None:
    """Who is handed back keeps their place; who waits for another department is not ahead of them."""
    settings = house.memory.house.settings()
    desk = msgspec.structs.replace(settings.desk, departments={"money": ("track_refund",), "post": ("track_order",)})
    house.memory.house.change(msgspec.structs.replace(settings, desk=desk), actor="operator")
    people = staff(house)
    house.memory.agents.change(people["Eva"].id, Role.AGENT, ("post",), 5, actor="operator")
    conversations = {}
    for address, topic in (("nadia", "track_refund"), ("kwame", "track_order"), ("ruth", "track_refund")):
        conversations[address] = say(house, "a person please", address)
        house.memory.desk.ask(conversations[address], replace(TEAPOT, topic=topic))
        house.clock.pass_by(minutes=1)
    house.memory.desk.claim(conversations["nadia"], people["Marcus"])
    house.memory.desk.transfer(conversations["nadia"], people["Marcus"], None)
    places = {address: house.memory.looks.place(conversation) for address, conversation in conversations.items()}
    assert {address: place and place.place for address, place in places.items()} == {"nadia": 1, "kwame": 1, "ruth": 2}
    # two are here for money, three for the post
    assert [place.minutes for place in places.values() if place] == [4, 4, 4]
    assert [item.conversation for item in house.memory.looks.queue(people["Priya"])] == list(conversations.values())


def test_language_marks_who_can_answer_and_moves_nothing(house: House) -> None:
    """Whoever is here for the department and speaks it; who names no language speaks each; anybody may take it."""
    people = staff(house)
    house.memory.agents.change(people["Eva"].id, Role.AGENT, (), 5, actor="operator", languages=("en",))
    house.memory.agents.change(people["Marcus"].id, Role.AGENT, (), 5, actor="operator", languages=("en", "de"))
    conversation = waiting(house)
    (item,) = house.memory.looks.queue(people["Eva"])
    in_german = replace(item, language="de")

    def able(of: QueueItem) -> list[str]:
        return [one.name for one in can_answer(of, house.memory.agents.all())]

    assert able(item) == ["Eva", "Marcus", "Priya"]
    assert able(in_german) == ["Marcus", "Priya"]
    house.memory.agents.be(people["Marcus"].id, Presence.AWAY)
    assert able(in_german) == ["Priya"]
    later = replace(item, waiting_since=house.clock() + timedelta(minutes=1))
    assert in_order([later, in_german]) == (in_german, later)  # who came first is first, whatever they speak
    assert house.memory.desk.claim(conversation, people["Eva"]).agent == people["Eva"].id


def test_no_agent_is_shown_the_way_to_a_customers_copy(house: House) -> None:
    """The link that the conversation gave stays the customer's, though a person takes over at once."""
    conversation, eva = waiting(house), staff(house)["Eva"]
    link = NewReply(text=f"Here it is: https://shop.example{FILE_PATH}abc", sender="house")
    house.memory.conversations.post(conversation, link)
    house.memory.desk.claim(conversation, eva)
    seen = house.memory.looks.look(conversation, eva).items
    assert [item.held_back for item in seen][-1] and not any("abc" in item.reply.text for item in seen)
