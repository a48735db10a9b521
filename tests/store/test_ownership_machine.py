"""G8: whatever customers, agents and losses do, exactly one owns a conversation, and only the owner speaks.

A plain dictionary is the oracle: what the memory answers must be what the few rules of the oracle say.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from store.desk import NewCase, Presence
from store.errors import ConversationUnknown, NotAllowed, NotOwner, OwnershipConflict
from store.handoff import Owner
from store.migrate import migrate
from store.values import Assurance, InboundMessage, Moment, NewReply, TurnOutcome
from tests.store.store_house import House, open_house

NAMES = ("Eva", "Marcus", "Priya")
WHO = st.sampled_from(NAMES)
REFUSALS = (NotAllowed, NotOwner, OwnershipConflict)


class Ownership(RuleBasedStateMachine):
    """One conversation, three agents, a customer, and everything that can happen to it."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.messages = 0
        self.owner, self.agent, self.owed = Owner.ASSISTANT, "", False

    @initialize()
    def opens(self) -> None:
        self.messages += 1
        folder = self.folder / str(id(self))
        folder.mkdir()
        url = f"sqlite:///{folder}/house.db"
        migrate(url)
        self.opened: Iterator[House] = open_house(url, folder)
        self.house = next(self.opened)
        people = [
            {"name": name, "email": f"{name}@house.example", "password": _HASH, "role": "agent"}
            for name in NAMES
        ]
        self.house.memory.agents.enrol(people)
        self.agents = {agent.name: agent for agent in self.house.memory.agents.all()}
        for agent in self.agents.values():
            self.house.memory.agents.be(agent.id, Presence.HERE)
        self.conversation = self.house.memory.conversations.accept(self._message("hello")).conversation
        self._answer()

    @rule()
    def customer_asks(self) -> None:
        self.house.memory.desk.ask(self.conversation, NewCase(reason="a person please"))
        if self.owner is Owner.ASSISTANT:
            self.owner = Owner.WAITING

    @rule(name=WHO)
    def agent_claims(self, name: str) -> None:
        claim = self._tried(lambda: self.house.memory.desk.claim(self.conversation, self.agents[name]))
        assert claim is (self.owner is Owner.WAITING or self._owns(name))
        if claim:
            self.owner, self.agent = Owner.AGENT, name

    @rule(name=WHO, to=st.one_of(st.none(), WHO))
    def agent_passes_on(self, name: str, to: str | None) -> None:
        desk, colleague = self.house.memory.desk, self.agents[to] if to else None
        moved = self._tried(lambda: desk.transfer(self.conversation, self.agents[name], colleague))
        assert moved is (self._owns(name) and name != to)
        if moved:
            self.owner, self.agent = (Owner.AGENT, to) if to else (Owner.WAITING, "")

    @rule(name=WHO, how=st.sampled_from(("give_back", "resolve")))
    def agent_ends(self, name: str, how: str) -> None:
        end = getattr(self.house.memory.desk, how)
        ended = self._tried(lambda: end(self.conversation, self.agents[name]))
        assert ended is self._owns(name)
        if ended:
            self.owner, self.agent = Owner.ASSISTANT, ""

    @rule(how=st.sampled_from(("cancel", "time_out")))
    def waiting_ends(self, how: str) -> None:
        ended = self._tried(lambda: getattr(self.house.memory.desk, how)(self.conversation))
        assert ended is (self.owner is Owner.WAITING)
        if ended:
            self.owner = Owner.ASSISTANT

    @rule()
    def the_desk_promises(self) -> None:
        """Something is owed in this conversation, which lets an agent begin it again."""
        due = self.house.clock() + timedelta(days=1)
        thread = self.house.memory.owners.of(self.conversation)
        self.house.memory.promises.make(thread.identity, "a word", "desk", due, conversation=thread.id)
        self.owed = True

    @rule(name=WHO)
    def agent_takes_it_up_again(self, name: str) -> None:
        took = self._tried(lambda: self.house.memory.desk.take_up(self.conversation, self.agents[name]))
        assert took is (self.owed and self.owner is not Owner.AGENT)
        if took:
            self.owner, self.agent = Owner.AGENT, name

    @rule()
    def customer_is_erased(self) -> None:
        """Whoever had it has nothing any more; the same address begins anew, with the assistant."""
        thread = self.house.memory.owners.of(self.conversation)
        now = self.house.clock()
        asks = Moment(now=now, channel="telegram", identity=thread.identity, assurance=Assurance.CHANNEL)
        self.house.memory.rights.erase(thread.customer, asks)
        with pytest.raises(ConversationUnknown):
            self.house.memory.desk.claim(self.conversation, self.agents["Eva"])
        self.conversation = self.house.memory.conversations.accept(self._message("hello")).conversation
        self.owner, self.agent, self.owed = Owner.ASSISTANT, "", False
        self._answer()

    @rule(name=WHO)
    def agent_leaves_and_returns(self, name: str) -> None:
        self.house.memory.agents.be(self.agents[name].id, Presence.OFF)
        lost = self.house.memory.desk.lost()
        assert bool(lost) is self._owns(name)
        if lost:
            self.house.memory.desk.take_back(self.conversation)
            self.owner, self.agent = Owner.WAITING, ""
        self.house.memory.agents.be(self.agents[name].id, Presence.HERE)

    @rule(name=WHO)
    def agent_speaks(self, name: str) -> None:
        said = NewReply(text="hello", sender="agent", name=name)
        post = self.house.memory.conversations.post
        assert self._tried(lambda: post(self.conversation, said, self.agents[name].id)) is self._owns(name)

    @rule()
    def customer_writes(self) -> None:
        self.house.memory.conversations.accept(self._message("and?"))
        replies = self._answer()
        assert bool(replies) is (self.owner is not Owner.AGENT)

    @precondition(lambda self: self.owner is Owner.WAITING)
    @rule(name=WHO)
    def agent_comes_in_the_middle_of_a_turn(self, name: str) -> None:
        """The assistant is thinking when an agent takes it: what it would have said is not said."""
        conversations = self.house.memory.conversations
        conversations.accept(self._message("and?"))
        turn = conversations.next_turn("w", 30.0)
        assert turn is not None
        self.house.memory.desk.claim(self.conversation, self.agents[name])
        self.owner, self.agent = Owner.AGENT, name
        said = TurnOutcome(replies=(NewReply(text="late words"),), events=())
        assert conversations.finish(turn, said) == ()

    @invariant()
    def the_memory_agrees(self) -> None:
        if not self.messages:
            return
        thread = self.house.memory.owners.of(self.conversation)
        holder = self.agents[self.agent].id if self.agent else None
        assert (thread.owner, thread.agent) == (self.owner, holder)

    @invariant()
    def the_desk_agrees(self) -> None:
        if not self.messages:
            return
        for agent in self.agents.values():
            seen = [item.owner for item in self.house.memory.looks.queue(agent)]
            mine = self.owner is Owner.AGENT and self.agent == agent.name
            assert seen == ([self.owner] if self.owner is Owner.WAITING or mine else [])

    def teardown(self) -> None:
        if self.messages:
            next(self.opened, None)

    def _owns(self, name: str) -> bool:
        return self.owner is Owner.AGENT and self.agent == name

    def _tried(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except REFUSALS:
            return False
        return True

    def _message(self, text: str) -> InboundMessage:
        self.messages += 1
        return InboundMessage(
            channel="telegram", account="main", message_id=f"m{self.messages}", address="8812", text=text
        )

    def _answer(self) -> tuple[object, ...]:
        conversations = self.house.memory.conversations
        turn = conversations.next_turn("w", 30.0)
        assert turn is not None
        if turn.owner == Owner.AGENT:
            conversations.to_desk(turn)
            return ()
        return conversations.finish(turn, TurnOutcome(replies=(NewReply(text="noted"),), events=()))


_HASH = (
    "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$AAAAAAAAAAAAAAAAAAAAAA"  # opens for nobody; nobody signs in here
)


def test_exactly_one_owner_whatever_happens(tmp_path: Path) -> None:
    """No order of asking, claiming, passing on, leaving or ending gives two owners or two voices."""

    class InFolder(Ownership):
        folder = tmp_path

    machine = InFolder.TestCase
    machine.settings = settings(
        max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine().runTest()
