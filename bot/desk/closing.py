"""When a person has finished: what the customer is told, and the one thing that may be asked of them then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from actions.wording import weekday
from bot.desk.telling import Telling
from store import Door, Memory, NewReply, Promise, Sensitivity, Thread
from store.desk import Agent, AtHand, Goodbye, Keeping, Proposal
from store.summary import matter

KEPT_AT_MOST = 280  # characters of what is proposed: it is read and answered in one glance
_CARE = (Sensitivity.ORDINARY, Sensitivity.SPECIAL, Sensitivity.CONFIDENCE)


class Reader(Protocol):
    """The language pipeline."""

    def parse(self, text: str) -> dict[str, Any]: ...


class Partings(NamedTuple):
    """How it is said that a person has finished: where nothing is asked after it, and where something is."""

    alone: str
    before: str


RESOLVED = Partings("utter_desk_resolved", "utter_desk_resolved")
RETURNED = Partings("utter_desk_returned", "utter_desk_handed_back")


class Goodbyes:
    """Puts into words what may be said when a person has finished, with at most one question after it."""

    def __init__(
        self, memory: Memory, door: Door, telling: Telling, reader: Reader, clock: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._door = door
        self._telling = telling
        self._reader = reader
        self._clock = clock

    async def of(self, at_hand: AtHand, agent: Agent, learned: str | None, partings: Partings) -> Goodbye:
        """All that may be said; what is welcome is decided where it is said."""
        promised = await self._door(self._memory.closing.promised, at_hand.case, agent.id)
        thread, case = at_hand.thread, at_hand.case.id
        behind = replace(thread, last_seq=thread.last_seq + 1)  # the notice stands before it
        return Goodbye(
            moment=replace(at_hand.moment, now=self._clock()),
            alone=await self._left(thread, partings.alone, agent, promised),
            before=await self._left(thread, partings.before, agent, promised),
            keeping=await self._keeping(behind, self._proposal(matter(at_hand.case.lines), learned), case),
            rating=await self._telling.notice(behind, "utter_close_rate", case=case),
        )

    def _proposal(self, told: str, learned: str | None) -> Proposal | None:
        """What may be kept of it: what the agent put into words, else the customer's own."""
        words = " ".join((told if learned is None else learned).split())[:KEPT_AT_MOST]
        if not words:
            return None
        care = care_of(self._reader, words)
        return Proposal(words=words, learned=words != told[:KEPT_AT_MOST], sensitivity=care)

    async def _left(self, thread: Thread, response: str, agent: Agent, promised: Promise | None) -> NewReply:
        if promised is None:
            return await self._telling.notice(thread, response, agent=agent.name)
        zone = ZoneInfo((await self._door(self._memory.house.settings)).zone)
        values = {"what": promised.what, "day": day_in_words(promised.due_at, thread, zone)}
        return await self._telling.notice(thread, f"{response}_promised", agent=agent.name, **values)

    async def _keeping(self, behind: Thread, proposal: Proposal | None, case: str) -> Keeping | None:
        if proposal is None:
            return None
        question = await self._telling.notice(behind, "utter_close_keep", words=proposal.words, case=case)
        return Keeping(proposal=proposal, question=question)


def care_of(reader: Reader, words: str) -> Sensitivity:
    """How much care these words ask for, read anew: the gravest of what they tell."""
    said = reader.parse(words).get("statements") or ()
    found = [Sensitivity(one.get("sensitivity") or "ordinary") for one in said]
    return max(found, key=_CARE.index, default=_CARE[0])


def day_in_words(moment: datetime, thread: Thread, zone: ZoneInfo) -> str:
    """A day with its name, in the conversation's language."""
    return weekday(moment, thread.language or "en", zone)
