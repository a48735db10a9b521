"""Due work: what fails is said and due again, and stops nothing else."""

import asyncio

from bot.outreach.due import Due, Work


async def test_one_work_that_fails_stops_no_other() -> None:
    """The round goes on behind a failure of any kind, and the next round tries again."""
    tried: list[str] = []

    async def fails() -> None:
        tried.append("fails")
        raise KeyError("a phrase that nobody wrote")

    async def works() -> int:
        tried.append("works")
        return 1

    due = Due([Work("first", fails), Work("second", works)])
    for _ in range(2):
        assert await due.run() == [{"work": "first", "failed": "KeyError"}, {"work": "second", "did": 1}]
    assert tried == ["fails", "works"] * 2


async def test_what_is_left_over_is_begun_at_once() -> None:
    """A million customers aren't looked at with a rest after every few thousand."""
    rounds, done = 0, asyncio.Event()

    async def works() -> dict[str, bool]:
        nonlocal rounds
        rounds += 1
        due._every = 3600  # from here on a rest would be too long for this test
        if rounds == 4:
            done.set()
        return {"left": rounds < 4}

    due = Due([Work("many", works)], every=0)
    async with due.running():
        await asyncio.wait_for(done.wait(), 10)
    assert rounds == 4
