"""The figures of a scripted day, as supervisors read them."""

from datetime import UTC, datetime, timedelta

from bot.clock import HouseClock
from tests.front.desk_house import DeskHouse

MORNING = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)


class Day:
    """A day that moves on by hand, and agents to whom customers come."""

    def __init__(self, desk: DeskHouse) -> None:
        self._desk = desk
        self._clock: HouseClock = desk.parts.clock
        self.now = MORNING

    def comes(self, minutes: float) -> None:
        self.now = MORNING + timedelta(minutes=minutes)
        self._clock.set(self.now)


def whole(minutes: float | None) -> int | None:
    """The clock runs on between the steps of a day, by moments."""
    return None if minutes is None else round(minutes)


async def test_a_scripted_day_in_figures(desk: DeskHouse) -> None:
    """Waits, answers, ends, promises kept and late: each in its number, and in the hour in which it began."""
    day = Day(desk)
    day.comes(0)
    eva, priya = await desk.signed_in("Eva"), await desk.signed_in("Priya")
    nadia = await desk.asks_for_a_person("7710")
    day.comes(2)
    await eva.does(nadia, "claim")
    day.comes(6)
    await eva.does(nadia, "reply", text="It is on its way.")
    due = (day.now + timedelta(hours=1)).isoformat()
    kept = (await eva.does(nadia, "promise", what="a new lid", due_at=due))["promise"]
    await eva.does(nadia, "promise", what="a call", due_at=due)
    await eva.post(f"promises/{kept['id']}/keep")
    await eva.does(nadia, "resolve")
    day.comes(120)
    kwame = await desk.asks_for_a_person("8812")
    day.comes(130)
    await eva.does(kwame, "claim")
    await eva.does(kwame, "reply", text="Hello.")
    day.comes(140)
    await desk.asks_for_a_person("9913")
    day.comes(145)
    figures = await priya.sees("figures?by=hour")
    assert (figures["waiting"], whole(figures["longest_minutes"]), figures["cases"]) == (1, 5, 3)
    assert (whole(figures["answer_median"]), figures["outcomes"]) == (8, {"resolve": 1})  # of six minutes and ten
    assert figures["queues"] == {"general": 1}
    assert (figures["kept"], figures["late"], figures["ratings"], figures["repeated"]) == (1, 1, 0, 0)
    assert {one["name"]: one["holding"] for one in figures["load"]} == {"Eva": 1, "Marcus": 0, "Priya": 0}
    told = ("cases", "wait_median", "answer_median", "kept", "late")
    assert [tuple(whole(one[name]) for name in told) for one in figures["spells"][-3:]] == [
        (1, 2, 6, 1, 1),  # Nadia's hour: the call is late
        (0, None, None, 0, 0),
        (2, 10, 10, 0, 0),
    ]
    assert (await priya.get("figures?by=week")).status == 422
    assert (await eva.get("figures")).status == 403


async def test_what_happens_now_is_of_the_last_spell(desk: DeskHouse) -> None:
    """The very moment of the look counts, so that the charts add up to the numbers."""
    Day(desk).comes(0)
    priya = await desk.signed_in("Priya")
    await desk.asks_for_a_person()
    figures = await priya.sees("figures?by=day")
    assert [one["cases"] for one in figures["spells"]] == [0, 0, 0, 0, 0, 0, 0, 1]
