"""Those who wait for a person: they may change what is told, ask for their place, or wait no more.

Everything else they say is for the person who comes; while nobody is there the assistant goes on helping.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.front.taking import LeftToDesk, ReadTail, TurnTaker
from store import Choice, Door, Memory, Turn, TurnOutcome
from store.desk import Presence
from store.hours import is_open

# What is heard from those who wait, beside what they chose: the wait itself, danger, and their rights.
HEARD = frozenset(
    [
        "ask_human",
        "request_callback",
        "in_distress",
        "ask_memory",
        "why_said",
        "correct_memory",
        "forget_fact",
        "forget_me",
        "export_data",
        "allow_memory",
        "stop_memory",
        "allow_contact",
        "stop_contact",
        "set_contact_terms",
        "link_identity",
        "allow_staff",
        "stop_staff",
    ]
)
GIVING_UP = frozenset({"abort", "deny"})
WAIT_NO_MORE = '/ask_human{"line": "none"}'
TELL_INSTEAD = '/ask_human{"line": "said"}'


class Parser(Protocol):
    """The language pipeline."""

    def parse(self, text: str) -> dict[str, Any]: ...


class WaitingRoom:
    """Takes the turns of everybody; of those who wait only what concerns the waiting and their rights."""

    def __init__(
        self, memory: Memory, door: Door, parser: Parser, inner: TurnTaker, clock: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._door = door
        self._parser = parser
        self._inner = inner
        self._clock = clock

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; raises LeftToDesk for what is meant for the person who comes."""
        if turn.owner != "waiting" or turn.choice is not None:
            return await self._inner.take_turn(turn, read_tail)
        return await self._inner.take_turn(replace(turn, choice=await self._meant(turn)), read_tail)

    def forget(self, conversation: str) -> None:
        self._inner.forget(conversation)

    async def _meant(self, turn: Turn) -> Choice | None:
        """What the words amount to for one who waits; None: what they say."""
        case = await self._door(self._memory.looks.case, turn.conversation)
        if case is not None and case.retelling:
            return Choice("", turn.text, TELL_INSTEAD)
        intent = (self._parser.parse(turn.text).get("intent") or {}).get("name")
        if intent in GIVING_UP:
            return Choice("", turn.text, WAIT_NO_MORE)
        if intent in HEARD or not await self._somebody_there():
            return None
        raise LeftToDesk

    async def _somebody_there(self) -> bool:
        house = await self._door(self._memory.house.settings)
        if is_open(house.desk_hours, house.zone, self._clock()):
            return True
        agents = await self._door(self._memory.agents.all)
        return any(agent.presence is Presence.HERE for agent in agents)
