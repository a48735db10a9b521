"""Due work: what fails is said and due again, and stops nothing else."""

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
