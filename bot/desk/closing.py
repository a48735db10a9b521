"""When a person has finished: what the customer is told, and the one thing that may be asked of them then."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.desk.telling import Telling
from store import Door, Memory, Sensitivity, Thread
from store.desk import Agent, AtHand, Parting, Proposal
from store.summary import matter

KEPT_AT_MOST = 280  # characters of what is proposed: it is read and answered in one glance
LOCALES = {"de": "de_DE", "es": "es_ES"}
_CARE = (Sensitivity.ORDINARY, Sensitivity.SPECIAL, Sensitivity.CONFIDENCE)


class Reader(Protocol):
    """The language pipeline."""

    def parse(self, text: str) -> dict[str, Any]: ...


class Goodbye:
    """Says that a person has closed the matter or handed back, and puts at most one question after it."""

    def __init__(
        self, memory: Memory, door: Door, telling: Telling, reader: Reader, clock: Callable[[], datetime]
    ) -> None:
        self._memory = memory
        self._door = door
        self._telling = telling
        self._reader = reader
        self._clock = clock

    async def resolved(self, thread: Thread, at_hand: AtHand, agent: Agent, learned: str | None) -> None:
        """The matter is closed."""
        parting = await self._parting(at_hand, agent, learned)
        await self._tell(thread, "utter_desk_resolved", agent, parting)
        await self._ask(thread, parting)

    async def returned(self, thread: Thread, at_hand: AtHand, agent: Agent, learned: str | None) -> None:
        """The assistant goes on."""
        parting = await self._parting(at_hand, agent, learned)
        asks = parting.proposed is not None or parting.may_rate
        await self._tell(thread, "utter_desk_handed_back" if asks else "utter_desk_returned", agent, parting)
        await self._ask(thread, parting)

    async def _parting(self, at_hand: AtHand, agent: Agent, learned: str | None) -> Parting:
        proposal = self._proposal(matter(at_hand.case.lines), learned)
        moment = replace(at_hand.moment, now=self._clock())
        return await self._door(self._memory.closing.part, at_hand.thread.id, agent.id, proposal, moment)

    def _proposal(self, told: str, learned: str | None) -> Proposal | None:
        """What may be kept of it: what the agent put into words, else the customer's own."""
        words = " ".join((told if learned is None else learned).split())[:KEPT_AT_MOST]
        if not words:
            return None
        care = care_of(self._reader, words)
        return Proposal(words=words, learned=words != told[:KEPT_AT_MOST], sensitivity=care)

    async def _tell(self, thread: Thread, response: str, agent: Agent, parting: Parting) -> None:
        if parting.promised is None:
            return await self._telling.tell(thread, response, agent=agent.name)
        zone = ZoneInfo((await self._door(self._memory.house.settings)).zone)
        day = day_in_words(parting.promised.due_at, thread, zone)
        values = {"agent": agent.name, "what": parting.promised.what, "day": day}
        return await self._telling.tell(thread, f"{response}_promised", **values)

    async def _ask(self, thread: Thread, parting: Parting) -> None:
        behind = replace(thread, last_seq=thread.last_seq + 1)  # the notice stands before it
        if parting.proposed is not None:
            values = {"words": parting.proposed.words, "case": parting.case.id}
            await self._telling.tell(behind, "utter_close_keep", **values)
        elif parting.may_rate:
            await self._telling.tell(behind, "utter_close_rate", case=parting.case.id)


def care_of(reader: Reader, words: str) -> Sensitivity:
    """How much care these words ask for, read anew: the gravest of what they tell."""
    said = reader.parse(words).get("statements") or ()
    found = [Sensitivity(one.get("sensitivity") or "ordinary") for one in said]
    return max(found, key=_CARE.index, default=_CARE[0])


def day_in_words(moment: datetime, thread: Thread, zone: ZoneInfo) -> str:
    """A day with its name, in the conversation's language."""
    return format_date(moment.astimezone(zone), "EEEE d MMMM", locale=LOCALES.get(thread.language or "en", "en_GB"))
