"""What nobody's click does: agents who are lost, and customers whom nobody came for in time."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from actions.wording import clock_time
from bot.desk.closing import day_in_words
from bot.desk.telling import Telling
from store import Door, Memory, OwnershipConflict, Thread
from store.desk import Lost
from store.hours import after_minutes

PROMISED_MINUTES = 120  # open minutes within which somebody writes to whom nobody came


class Watch:
    """Runs what is due at the desk; each customer is told in words, and each promise stands in the ledger."""

    def __init__(self, memory: Memory, door: Door, telling: Telling, clock: Callable[[], datetime]) -> None:
        self._memory = memory
        self._door = door
        self._telling = telling
        self._clock = clock

    async def run(self) -> dict[str, int]:
        """Once round: how many were taken back from lost agents, and how many were promised a word later."""
        return {"taken_back": await self.take_back(), "promised": await self._promise()}

    async def take_back(self) -> int:
        """Puts what lost agents held back into the queue, tells the customers, and counts them."""
        lost = await self._door(self._memory.desk.lost)
        done = [await self._take_back_one(one) for one in lost]
        return sum(done)

    async def _take_back_one(self, lost: Lost) -> bool:
        held = await self._door(self._memory.owners.of, lost.conversation)
        response = "utter_desk_cut_off" if lost.name else "utter_desk_cut_off_nameless"
        notice = await self._telling.notice(held, response, agent=lost.name)
        try:
            thread = await self._door(self._memory.desk.take_back, held.id, notice)
        except OwnershipConflict:
            return False  # they came back in this very moment
        self._telling.said(thread)
        self._telling.moved(thread)
        return True

    async def _promise(self) -> int:
        overdue = await self._door(self._memory.desk.overdue)
        done = [await self._promise_one(conversation) for conversation in overdue]
        return sum(done)

    async def _promise_one(self, conversation: str) -> bool:
        house = await self._door(self._memory.house.settings)
        due = after_minutes(house.desk_hours, house.zone, self._clock(), PROMISED_MINUTES)
        waiting = await self._door(self._memory.owners.of, conversation)
        day, time = _when(due, waiting, ZoneInfo(house.zone))
        notice = await self._telling.notice(waiting, "utter_desk_nobody_came", day=day, time=time)
        try:
            thread = await self._door(self._memory.desk.time_out, conversation, due, notice)
        except OwnershipConflict:
            return False  # somebody came in this very moment
        self._telling.said(thread)
        self._telling.moved(thread)
        return True


def _when(moment: datetime, thread: Thread, zone: ZoneInfo) -> tuple[str, str]:
    return day_in_words(moment, thread, zone), clock_time(moment, thread.language or "en", zone)
