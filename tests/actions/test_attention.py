"""What customers wish of being written to, said in the conversation, ends in the memory as they said it."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.all import all_actions
from actions.turn import Means
from shop.demo import DemoHouse, create_tables, fill
from store import Arrival, Assurance, Door, InboundMessage, Purpose
from store.engine import connect
from store.memory.standing import silent_until
from store.migrate import migrate
from store.relationship import Norm
from tests.store.store_house import House, open_house

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass
class Chat:
    """One customer in a conversation, with the actions that answer."""

    house: House
    means: Means
    who: Arrival
    conversation: str
    assurance: Assurance = Assurance.CHANNEL
    mood: str = "neutral"
    slots: dict[str, Any] = field(default_factory=dict)
    turns: Iterator[int] = field(default_factory=count)

    async def does(self, action: str, text: str = "", intent: str = "", **entities: str) -> list[dict[str, Any]]:
        """Runs an action on a message; the entities are given as name="words=value"."""
        found = []
        for name, given in entities.items():
            words, _, value = given.partition("=")
            start = max(text.find(words), 0)
            found.append({"entity": name, "start": start, "end": start + len(words), "value": value or words})
        about = {
            "now": self.house.clock().isoformat(),
            "turn": f"turn-{next(self.turns)}",
            "customer": self.who.customer,
            "identity": self.who.identity,
            "channel": "telegram",
            "assurance": int(self.assurance),
        }
        message = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": found, "metadata": about}
        message["mood"] = self.mood
        tracker = Tracker(self.conversation, dict(self.slots), message, [], False, None, {}, None)
        dispatcher = CollectingDispatcher()
        done = next(one for one in all_actions(self.means) if one.name() == action)
        for event in await done.run(dispatcher, tracker, {}):
            self.slots[event["name"]] = event["value"]
        return list(dispatcher.messages)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    url = f"sqlite:///{tmp_path}/house.db"
    migrate(url)
    opened = open_house(url, tmp_path)
    house = next(opened)
    house.clock.now = MONDAY
    shop_engine = connect(url)
    create_tables(shop_engine)
    fill(shop_engine, MONDAY)
    door = Door(2)
    means = Means(memory=house.memory, door=door, shop=DemoHouse(shop_engine), zone=ZoneInfo("Europe/London"))
    hello = InboundMessage(channel="telegram", account="main", message_id="1", address="nadia", text="hello")
    conversation = house.memory.conversations.accept(hello).conversation
    who = house.memory.people.find("telegram", "nadia")
    assert who is not None
    yield Chat(house, means, who, conversation)
    door.close()
    shop_engine.dispose()
    next(opened, None)


def responses(messages: list[dict[str, Any]]) -> list[str]:
    return [message["response"] for message in messages]


async def test_a_reminder_is_kept_for_the_time_named(chat: Chat) -> None:
    """What, when, and once."""
    said = await chat.does("action_remind_me", "Remind me on Friday to buy the goose", date="Friday=2026-11-27")
    assert responses(said) == ["utter_reminder_set"]
    (reminder,) = chat.house.memory.reminders.of(chat.who.customer)
    assert (reminder.what, reminder.next_at) == ("buy the goose", datetime(2026, 11, 27, 10, 0, tzinfo=UTC))


async def test_without_a_time_it_is_asked_for_and_the_matter_is_not_lost(chat: Chat) -> None:
    """One question; its answer completes the reminder."""
    assert responses(await chat.does("action_remind_me", "Remind me of the boiler")) == ["utter_remind_when"]
    assert chat.slots["asked"] == "reminder"
    said = await chat.does("action_remind_me", "in two weeks", duration="two weeks=P2W")
    assert responses(said) == ["utter_reminder_set"]
    (reminder,) = chat.house.memory.reminders.of(chat.who.customer)
    assert reminder.what == "the boiler"


async def test_terms_need_a_permission_and_are_put_on_it(chat: Chat) -> None:
    """Without a yes to being written to, terms are no yes: it is asked, once, on those terms."""
    asked = await chat.does("action_set_contact_terms", "Telegram only please", channel="Telegram=telegram")
    assert responses(asked) == ["utter_terms_ask"]
    assert all(grant.purpose is not Purpose.CONTACT for grant in chat.house.memory.consents.grants(chat.who.customer))
    assert responses(await chat.does("action_set_contact_terms", agreed="yes")) == ["utter_terms_kept"]
    await chat.does("action_set_contact_terms", "not after 8pm", time="after 8pm=20:00/..")
    (grant,) = chat.house.memory.consents.grants(chat.who.customer)
    assert dict(grant.terms) == {"channels": ["telegram"], "not_after": "20:00"}


async def test_terms_revive_no_permission_and_take_no_end_away(chat: Chat) -> None:
    """While it holds, its end stays through other terms; once it has run out, they are asked about like the first."""
    house, who = chat.house, chat.who
    end = house.clock() + timedelta(days=3)
    house.decide(who, Purpose.CONTACT, until=end)
    await chat.does("action_set_contact_terms", "not on Mondays please")
    (grant,) = house.memory.consents.grants(who.customer)
    assert (grant.until, grant.terms["weekdays"]) == (end, [2, 3, 4, 5, 6])
    house.clock.pass_by(days=3)
    said = await chat.does("action_set_contact_terms", "Telegram only please", channel="Telegram=telegram")
    assert responses(said) == ["utter_terms_ask"]
    (grant,) = house.memory.consents.grants(who.customer)
    assert grant.until == end


async def test_a_no_never_widens_the_permission(chat: Chat) -> None:
    """"Not on Mondays" takes Mondays away and nothing else; a second yes leaves the terms as they are."""
    house, who = chat.house, chat.who
    house.allow(who, Purpose.CONTACT)
    await chat.does("action_set_contact_terms", "not on Mondays please")
    (grant,) = house.memory.consents.grants(who.customer)
    assert dict(grant.terms) == {"weekdays": [2, 3, 4, 5, 6]}  # on Sundays the house doesn't write anyway
    await chat.does("action_set_contact_terms", "only on weekdays after 6pm", time="after 6pm=18:00/..")
    await chat.does("action_set_contact_terms", "don't write on Mondays")
    evenings = {"weekdays": [2, 3, 4, 5], "not_before": "18:00"}
    (grant,) = house.memory.consents.grants(who.customer)
    assert dict(grant.terms) == evenings
    house.allow(who, Purpose.CONTACT)
    (grant,) = house.memory.consents.grants(who.customer)
    assert dict(grant.terms) == evenings
    house.withdraw(who, Purpose.CONTACT)
    house.allow(who, Purpose.CONTACT)
    (grant,) = house.memory.consents.grants(who.customer)
    assert dict(grant.terms) == {}


async def test_just_business_in_a_sentence(chat: Chat) -> None:
    """It holds from the next moment on; unclear words are asked about."""
    assert responses(await chat.does("action_set_relationship", "Make it different")) == ["utter_relationship_which"]
    said = await chat.does("action_set_relationship", "Just business, please")
    assert responses(said) == ["utter_relationship_exchange"]
    assert chat.house.memory.relationship.of(chat.who.customer).norm is Norm.EXCHANGE


async def test_a_complaint_ends_in_a_promise_with_a_time(chat: Chat) -> None:
    """A person answers by then; a second complaint makes no second promise, and the customer may let it go."""
    assert responses(await chat.does("action_take_complaint", "Nobody ever called me")) == ["utter_complaint_taken"]
    await chat.does("action_take_complaint", "and it was rude too")
    (promise,) = chat.house.memory.promises.due(margin=chat.house.clock() - datetime(2020, 1, 1, tzinfo=UTC))
    assert promise[0].owner == "desk" and promise[0].what == "Nobody ever called me"
    assert promise[0].due_at == datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
    assert responses(await chat.does("action_ask_promise", "what was promised?")) == ["utter_promises"]
    assert responses(await chat.does("action_ask_promise", let="go")) == ["utter_promise_let_go"]
    assert responses(await chat.does("action_ask_promise", "what was promised?")) == ["utter_no_promise"]


async def test_clubs_are_joined_and_left_in_chat(chat: Chat) -> None:
    """P12: in and out in a sentence each; what the house has not, it says."""
    said = await chat.does("action_join_club", "the gardening club please", category="gardening")
    assert responses(said) == ["utter_club_joined"]
    assert responses(await chat.does("action_join_club", "the chess club", category="chess")) == ["utter_clubs"]
    assert responses(await chat.does("action_leave_club", "take me out of the club")) == ["utter_club_left"]
    assert chat.house.memory.community.clubs(chat.who.customer) == ()


async def test_a_message_for_the_wall_waits_for_a_person(chat: Chat) -> None:
    """Nothing is public before somebody accepted it."""
    assert responses(await chat.does("action_share_message", "a greeting for all")) == ["utter_wall_what"]
    assert responses(await chat.does("action_share_message", "for the wall: well done")) == ["utter_wall_taken"]
    assert chat.house.memory.community.wall() == ()
    assert [waiting.text for waiting in chat.house.memory.community.waiting()] == ["well done"]


async def test_leaving_takes_two_steps_and_nobody_is_talked_round(chat: Chat) -> None:
    """What will happen, then it happens: nothing more is sent, reminders included."""
    chat.house.allow(chat.who, Purpose.CONTACT)
    await chat.does("action_remind_me", "Remind me on Friday of tea", date="Friday=2026-11-27")
    assert responses(await chat.does("action_leave", "close my account")) == ["utter_leave_confirm"]
    said = await chat.does("action_leave", "yes", "affirm")
    assert responses(said) == ["utter_left_without_account"]
    assert chat.house.memory.reminders.of(chat.who.customer) == ()
    states = {g.purpose: g.state for g in chat.house.memory.consents.grants(chat.who.customer) if g.fact is None}
    assert states[Purpose.CONTACT] == "withdrawn"


async def test_after_distress_nothing_is_started_and_why_is_not_kept(chat: Chat) -> None:
    """Care, a person, the help lines; and for a month only what is owed, with no word of it on record."""
    chat.mood = "distressed"
    await chat.does("action_hear", "I can't go on", "in_distress")
    with chat.house.memory.store.transaction() as tx:
        until = silent_until(tx, chat.who.customer)
    assert until == MONDAY + timedelta(days=30)
    held = chat.house.memory.rights.export(chat.who.customer, chat.house.moment(chat.who))
    assert [set(row) for row in held["silences"]] == [{"id", "identity_id", "until"}]
