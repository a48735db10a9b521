"""Conversations: what a customer, an agent and a connector may rely on, on both databases."""

from dataclasses import replace

import pytest

from store import (
    Choice,
    ConversationUnknown,
    Lease,
    MessageConflict,
    NewReply,
    StaleTurn,
    TurnUnknown,
)
from store.errors import DeliveryUnknown
from store.handoff import Event
from tests.store.store_house import House
from tests.store.talk import LEASE, Talk, a_message, a_talk, an_outcome, events, settled

YES_NO = (Choice("1.1", "Yes", "affirm"), Choice("1.2", "No", "deny"))


@pytest.fixture
def talk(house: House) -> Talk:
    return a_talk(house)


# Each message once, in order


def test_the_same_message_again_has_the_same_place_and_no_second_turn(talk: Talk) -> None:
    """A connector that repeats a message gets the same answer, and the customer one reply."""
    first, again = talk.write(), talk.write()
    assert (again.conversation, again.turn, again.seq) == (first.conversation, first.turn, first.seq)
    assert (first.repeated, again.repeated) == (False, True)
    talk.answer()
    assert talk.idle() and talk.transcript(first.conversation) == [
        ("customer", "hello"),
        ("assistant", "Hi."),
    ]


@pytest.mark.parametrize("other", [{"text": "bye"}, {"choice": "1.1"}, {"address": "77"}])
def test_the_same_id_with_other_content_is_refused(talk: Talk, other: dict[str, str]) -> None:
    """An id that comes with other words, another choice or another sender is a conflict."""
    talk.write()
    with pytest.raises(MessageConflict):
        talk.write(**other)


def test_a_card_is_in_no_turn_and_no_transcript_and_still_tells_two_messages_apart(talk: Talk) -> None:
    """What must not be written is hidden before anything is; the same id with another card is a conflict."""
    pay = "take 4111 1111 1111 1111 for order 31-7704"
    conversation = talk.write(pay).conversation
    with pytest.raises(MessageConflict):
        talk.write(pay.replace("4111 1111", "5500 0055", 1))
    assert talk.transcript(conversation) == [("customer", "take •••• for order 31-7704")]
    assert talk.take().text == "take •••• for order 31-7704"


def test_the_same_id_on_another_account_is_another_message(talk: Talk) -> None:
    """Accounts number their messages apart from each other."""
    assert talk.write().turn != talk.write(account="second").turn


def test_a_conversation_is_answered_in_the_order_of_arrival(talk: Talk) -> None:
    """The second message waits for the first to be finished, however many workers there are."""
    talk.write("one", "1")
    talk.write("two", "2")
    first = talk.take()
    assert first.text == "one" and talk.idle()
    talk.answer(turn=first)
    assert talk.take().text == "two"


def test_a_turn_taken_with_its_message_is_the_turn_that_would_have_been_found(talk: Talk) -> None:
    """Storing and leasing in one go differs from leasing later in nothing but the count of leases."""
    talk.write("hello", "0")
    talk.answer("Tea?", choices=(Choice("a", "Yes", "/affirm"),))
    said = a_message("yes", "1", language="de")
    accepted = talk.conversations.accept(said, 0.0, Lease("eager", 0.0))
    assert accepted.taken is not None and accepted.taken.choice == Choice("a", "Yes", "/affirm")
    found = talk.take()
    assert found == replace(accepted.taken, fence=accepted.taken.fence + 1, attempts=2)
    with pytest.raises(StaleTurn):
        talk.answer(turn=accepted.taken)


def test_nothing_is_taken_past_what_is_before_it(talk: Talk) -> None:
    """A lease for the newest message is none while an older one waits."""
    talk.write("one", "1")
    assert talk.conversations.accept(a_message("two", "2"), 0.0, Lease("eager", 30.0)).taken is None
    assert talk.take().text == "one"


def test_a_house_that_opens_again_waits_for_no_lease_of_its_old_self(talk: Talk) -> None:
    """What an ended process had leased is free at once on SQLite; on PostgreSQL it may live, and leases run out."""
    assert talk.conversations.accept(a_message("one", "1"), 0.0, Lease("house.7.ab", 30.0)).taken is not None
    assert talk.conversations.release_left("house.7") == 0 and talk.idle()
    sqlite = talk.memory.store.engine.dialect.name == "sqlite"
    assert talk.conversations.release_left("house.8") == int(sqlite)
    assert talk.idle() is not sqlite


def test_the_language_of_the_channel_comes_with_the_turn(talk: Talk) -> None:
    """A hint beside the words, and nothing that the conversation is held to."""
    talk.write("hola", language="es")
    turn = talk.take()
    assert (turn.hint, turn.language) == ("es", None)


def test_an_address_may_belong_to_another_channel(talk: Talk) -> None:
    """A host's account writes on the web: one identity, the account's; one conversation, the web's."""
    accepted = talk.write(channel="web", identity_channel="account", address="c-1")
    thread, known = talk.memory.owners.of(accepted.conversation), talk.memory.people.find("account", "c-1")
    assert known is not None and (thread.identity, thread.channel) == (known.identity, "web")


def test_a_clock_set_back_does_not_change_the_order(talk: Talk) -> None:
    """In rehearsal the clock may go back; what was said first still comes first."""
    talk.write("one", "1")
    talk.house.clock.pass_by(days=-30)
    accepted = talk.write("two", "2")
    talk.answer("to one")
    talk.answer("to two")
    assert [text for _, text in talk.transcript(accepted.conversation)] == ["one", "two", "to one", "to two"]


def test_different_conversations_are_answered_side_by_side(talk: Talk) -> None:
    """One customer's long turn holds up nobody else."""
    talk.write("one", "1")
    talk.write("two", "2", address="77")
    assert {talk.take("w1").text, talk.take("w2").text} == {"one", "two"}


def test_a_dead_worker_s_turn_is_taken_by_another_and_its_late_answer_refused(talk: Talk) -> None:
    """When a lease runs out the turn is another's; the first worker can change nothing any more."""
    accepted = talk.write()
    dead = talk.take("dead")
    talk.time.pass_by(LEASE)
    alive = talk.take("alive")
    assert (alive.id, alive.attempts) == (dead.id, 2)
    with pytest.raises(StaleTurn):
        talk.answer("late", turn=dead)
    talk.answer("in time", turn=alive)
    with pytest.raises(StaleTurn):
        talk.answer("twice", turn=alive)
    assert talk.transcript(accepted.conversation) == [("customer", "hello"), ("assistant", "in time")]


def test_a_renewed_lease_is_kept(talk: Talk) -> None:
    """A long turn that says so is not taken away."""
    talk.write()
    turn = talk.take()
    talk.time.pass_by(LEASE - 1)
    talk.conversations.renew(turn, "w1", LEASE)
    talk.time.pass_by(LEASE - 1)
    assert talk.idle()
    talk.answer(turn=turn)


def test_a_retry_comes_after_its_pause_and_those_behind_wait(talk: Talk) -> None:
    """A message given back is taken again before what was said after it."""
    talk.write("one", "1")
    talk.write("two", "2")
    talk.conversations.retry(talk.take(), 5)
    assert talk.idle()
    talk.time.pass_by(5)
    assert talk.take().text == "one"


def test_a_parked_message_lets_the_next_go_on_and_operators_find_it(talk: Talk) -> None:
    """The customer hears the apology; operators see the reason and none of the words."""
    accepted = talk.write("my secret", "1")
    talk.write("two", "2")
    talk.conversations.park(talk.take(), "RuntimeError at a.py:1", (NewReply(text="Sorry."),))
    assert [one.reason for one in talk.conversations.parked()] == ["RuntimeError at a.py:1"]
    outcome = talk.conversations.outcome(accepted.turn)
    assert outcome is not None and [reply.text for reply in outcome.replies] == ["Sorry."]
    assert talk.take().text == "two"


def test_nothing_of_an_erased_conversation_comes_back(talk: Talk) -> None:
    """A turn that ends after its customer was forgotten leaves nothing behind."""
    accepted = talk.write()
    turn = talk.take()
    moment = talk.house.moment(talk.house.arrive("8812", "telegram"), channel="telegram")
    talk.memory.rights.erase(turn.customer, moment)
    with pytest.raises(StaleTurn):
        talk.conversations.finish(turn, an_outcome("Hi.", events=events("user")))
    assert talk.conversations.outcome(accepted.turn) is None
    with pytest.raises(ConversationUnknown):
        talk.conversations.transcript(accepted.conversation)
    with pytest.raises(TurnUnknown):
        talk.conversations.take_for_request(accepted.turn)
    assert talk.write(id="m2").conversation != accepted.conversation


# Who has the replies


def test_a_waiting_request_and_the_outbox_never_both_have_the_replies(talk: Talk) -> None:
    """While a request waits the outbox holds nothing; what it takes stays its own, on repeats too."""
    accepted = talk.write(wait=10)
    talk.answer("Hi.")
    assert talk.due() == []
    taken = talk.conversations.take_for_request(accepted.turn)
    assert (taken.status, taken.taken, [reply.text for reply in taken.replies]) == ("answered", True, ["Hi."])
    assert talk.conversations.take_for_request(accepted.turn) == taken
    talk.time.pass_by(3600)
    talk.conversations.release_held()
    assert talk.due() == []


def test_after_pending_the_replies_go_to_the_outbox(talk: Talk) -> None:
    """A request that was told `pending` does not get the replies later; the outbox does."""
    accepted = talk.write(wait=1)
    assert talk.conversations.take_for_request(accepted.turn).status == "pending"
    talk.answer("Hi.")
    assert talk.due() == ["Hi."]


def test_a_request_that_died_leaves_its_replies_to_the_outbox(talk: Talk) -> None:
    """Replies kept for a request that never came for them are delivered, once."""
    talk.write(wait=1)
    talk.answer("Hi.")
    talk.time.pass_by(60)
    assert (talk.conversations.release_held(), talk.conversations.release_held()) == (1, 0)
    assert talk.due() == ["Hi."]


# What goes out


def test_deliveries_of_a_conversation_keep_their_order(talk: Talk) -> None:
    """The second reply is not sent before the first has arrived or failed for good."""
    talk.write()
    first, second = talk.answer("one", "two")
    assert talk.due() == ["one"] and talk.due() == []
    talk.outbox.try_later(first.id, 8, "busy")
    assert talk.due() == []
    talk.time.pass_by(8)
    assert talk.due() == ["one"]
    talk.outbox.report(first.id, "sent")
    assert talk.due() == ["two"]


def test_a_sender_that_died_is_followed_by_another(talk: Talk) -> None:
    """A delivery under way is nobody else's until its lease has run out."""
    talk.write()
    talk.answer("one")
    assert talk.due(lease=60) == ["one"] and talk.due() == []
    talk.time.pass_by(60)
    assert talk.due() == ["one"]


def test_late_and_repeated_reports_change_nothing(talk: Talk) -> None:
    """Providers' reports overtake each other; the furthest stands."""
    talk.write()
    reply = talk.answer("one")[0]
    states = [talk.outbox.report(reply.id, state) for state in ("sent", "delivered", "sent", "failed")]
    assert states == ["sent", "delivered", "delivered", "delivered"]
    with pytest.raises(DeliveryUnknown):
        talk.outbox.report("unknown", "sent")


def test_a_provider_reports_by_its_own_id(talk: Talk) -> None:
    """What a provider calls the message finds it again, on its channel only."""
    talk.write()
    reply = talk.answer("one")[0]
    talk.outbox.report(reply.id, "sent", provider_id="p1")
    assert talk.outbox.report_by_provider("telegram", "p1", "delivered") == "delivered"
    with pytest.raises(DeliveryUnknown):
        talk.outbox.report_by_provider("slack", "p1", "delivered")


def test_a_connector_pages_through_what_is_still_to_be_delivered(house: House) -> None:
    """The stream goes on behind its cursor, and holds nothing that was reported."""
    talk = a_talk(house)
    talk.write()
    replies = talk.answer("one", "two", "three")
    page = settled(talk.outbox, "telegram", limit=2)
    assert [item.reply.text for item in page.items] == ["one", "two"]
    assert (page.items[0].address, page.items[0].account) == ("8812", "main")
    talk.outbox.report(replies[0].id, "delivered")
    rest = talk.outbox.stream("telegram", after=page.next)
    assert ([item.reply.text for item in rest.items], rest.next) == (["three"], None)
    assert [item.reply.text for item in talk.outbox.stream("telegram").items] == ["two", "three"]


# What was offered, what was said


@pytest.mark.parametrize(
    ("text", "choice", "taken"),
    [
        ("Yes", "1.1", "affirm"),
        ("yes ", None, "affirm"),
        ("2", None, "deny"),
        ("3", None, None),
        ("yes please", None, None),
        ("Yes", "9.9", None),
        ("/affirm", None, None),
    ],
)
def test_a_choice_is_taken_by_id_title_or_number(
    talk: Talk, text: str, choice: str | None, taken: str | None
) -> None:
    """Only what was offered can be chosen; everything else is words."""
    talk.write()
    talk.answer("Shall I?", choices=YES_NO)
    talk.write(text, "m2", choice=choice)
    turn = talk.take()
    assert (turn.choice.payload if turn.choice else None, turn.text) == (taken, text)


def test_typed_words_take_only_what_was_offered_last_but_a_button_stays(talk: Talk) -> None:
    """After another question "1" is an answer to that one; the old button still says what it said."""
    talk.write()
    talk.answer("Shall I?", choices=YES_NO)
    talk.write("later", "m2")
    talk.answer("How many?")
    accepted = talk.write("1", "m3")
    assert talk.take().choice is None
    assert talk.conversations.offered(accepted.conversation, "1.2") == YES_NO[1]
    assert talk.conversations.offered(accepted.conversation, "7.7") is None


def test_a_forgotten_fact_vanishes_from_what_it_explained(talk: Talk) -> None:
    """`because` names a fact while it is remembered, and not even its id afterwards."""
    who = talk.house.arrive("8812", "telegram")
    talk.house.allow(who)
    fact = talk.house.tell(who, "wool")
    accepted = talk.write()
    said = NewReply(text="No wool, then.", because=(fact.id,))
    replies = talk.answer(replies=(said,))
    assert [why.text for why in replies[0].because] == ["prefers no wool"]
    moment = talk.house.moment(who, channel="telegram")
    talk.memory.facts.forget(who.customer, fact.id, moment)
    assert talk.conversations.transcript(accepted.conversation).items[1].because == ()


def test_the_transcript_pages_by_number(talk: Talk) -> None:
    """Each page goes on where the last ended; the last says so."""
    accepted = talk.write()
    talk.answer("one", "two")
    first = talk.conversations.transcript(accepted.conversation, limit=2)
    rest = talk.conversations.transcript(accepted.conversation, after=first.next)
    assert ([item.seq for item in first.items], [item.seq for item in rest.items]) == ([1, 2], [3])
    assert rest.next is None


def test_nothing_that_was_said_lies_in_clear(talk: Talk) -> None:
    """Words, names, addresses and events are sealed in the database's rows."""
    talk.write("canary-words", name="canary-name", address="canary-address", id="canary-id")
    talk.answer("canary-reply", events=({"event": "user", "text": "canary-event"},))
    with talk.memory.store.engine.connect() as db:
        for table in ("identities", "conversations", "messages", "inbox", "outbox", "tracker_events"):
            rows = db.exec_driver_sql(f"SELECT * FROM {table}").all()
            assert rows and "canary" not in str(rows), table


# The engine's events


def test_the_tail_is_the_current_session(talk: Talk) -> None:
    """What the engine reads back begins where the session began, in order, and counts all that is stored."""
    accepted = talk.write("one", "1")
    talk.answer(events=events("action", "session_started", "user", "bot"))
    talk.write("two", "2")
    talk.answer(events=events("user", "bot"))
    assert names(talk, accepted.conversation) == ["session_started", "user", "bot", "user", "bot"]
    talk.write("three", "3")
    talk.answer(events=events("action", "session_started", "user"))
    assert names(talk, accepted.conversation) == ["session_started", "user"]
    tail = talk.memory.trackers.tail(accepted.conversation)
    talk.write("four", "4")
    assert (tail.sequence, talk.take().event_seq) == (9, 9)


def names(talk: Talk, conversation: str) -> list[str]:
    return [event["event"] for event in talk.memory.trackers.tail(conversation).events]


# Encounters


def test_an_encounter_ends_by_goodbye_or_silence(talk: Talk) -> None:
    """A new one begins after goodbye, and after sixty minutes' silence, not before."""
    seen = []
    for number, minutes in enumerate((0, 59, 61)):
        talk.house.clock.pass_by(minutes=minutes)
        talk.write(id=str(number))
        seen.append(talk.take().encounter)
        talk.conversations.finish(last := turn_again(talk), an_outcome("Hi."))
        assert last.encounter == seen[-1]
    assert seen[0] == seen[1] != seen[2]
    talk.write(id="bye")
    talk.answer("Bye.", goodbye=True)
    talk.write(id="back")
    assert talk.take().encounter not in seen
    assert ended(talk) == ["goodbye", "silence"]


def turn_again(talk: Talk):
    """The same turn, as another worker takes it."""
    talk.time.pass_by(LEASE)
    return talk.take()


def ended(talk: Talk) -> list[str]:
    with talk.memory.store.engine.connect() as db:
        rows = db.exec_driver_sql("SELECT ended_by FROM encounters WHERE ended_by IS NOT NULL ORDER BY 1")
        return list(rows.scalars())


def test_silence_ends_encounters_also_when_nobody_writes_again(talk: Talk) -> None:
    """The house's sweep ends what silence has ended, once."""
    talk.write()
    talk.house.clock.pass_by(minutes=59)
    assert talk.conversations.end_silent() == 0
    talk.house.clock.pass_by(minutes=1)
    assert (talk.conversations.end_silent(), talk.conversations.end_silent()) == (1, 0)


# Exactly one speaks


def test_an_agent_who_claims_in_the_middle_of_a_turn_silences_the_assistant(talk: Talk) -> None:
    """What the assistant was about to say is not said; the message is the agent's."""
    accepted = talk.write()
    turn = talk.take()
    talk.memory.owners.move(turn.conversation, Event.CLAIM, agent="ada")
    assert talk.conversations.finish(turn, an_outcome("Hi.", events=events("user"))) == ()
    assert talk.transcript(turn.conversation) == [("customer", "hello")]
    outcome = talk.conversations.outcome(accepted.turn)
    assert outcome is not None and outcome.status == "with_agent"
    assert talk.memory.trackers.tail(turn.conversation).sequence == 0


def test_a_message_for_an_agent_who_just_returned_it_is_the_assistant_s(talk: Talk) -> None:
    """Between taking a message and leaving it to the desk the agent may have gone: then it is answered."""
    talk.write()
    conversation = talk.take().conversation
    talk.time.pass_by(LEASE)
    talk.memory.owners.move(conversation, Event.CLAIM, agent="ada")
    turn = talk.take()
    talk.memory.owners.move(conversation, Event.RETURN, agent="ada")
    assert talk.conversations.to_desk(turn) is None
    assert talk.take().owner == "assistant"
