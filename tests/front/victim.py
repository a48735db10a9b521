"""The whole front as a process of its own, which kills itself with SIGKILL where it is told.

`python -m tests.front.victim FOLDER DATABASE PROVIDERS PORT ENGINE [PLACE]`: ENGINE is `echo`, which writes one thing
into the memory and answers with the customer's words, or `real`; without a PLACE the process lives, until SIGUSR1 has
it end at the next one: FOLDER/place names it.
"""
# ruff: noqa: E402 - Rasa can't be imported before the stand-ins are in place

import asyncio
import inspect
import os
import signal
import sys
from itertools import count
from pathlib import Path
from typing import Any

from bot.engine.without_tensorflow import stand_in
from bot.logs import configure_logs

stand_in()
configure_logs()

from bot import house
from bot.channels.sender import Sender
from bot.chat.shelf import Files
from bot.engine.actions import ActionHost
from bot.engine.training import current_model
from bot.front import hooks, sending
from bot.front.turns import Turns
from bot.serve import open_database, serve
from bot.settings import Settings
from store import Capture, ConsentState, NewReply, Once, Purpose, Turn, TurnOutcome
from store.desk import NewCase, SummaryLine
from store.memory import intake, outbox, outreach, outside, owners
from store.memory.conversations import Conversations
from store.memory.desk import Desk
from store.memory.outreach import Outreach
from store.memory.rights import Rights

TURN_LEASE, DELIVERY_LEASE = 2.0, 5.0  # seconds: a survivor has to wait for them
PERSON = "a person"
NTH = 2  # the first time all goes well
PLACES = (
    "verified", "storing", "stored", "leased", "acting", "finishing", "finished", "sending", "sent", "noting",
)  # fmt: skip
LONG = " ".join(f"Line {number} of it." for number in range(1_000))  # five messages of Telegram's


class Echo:
    """An engine whose turns have one effect each, which must not come twice; who asks for a person is handed over."""

    model = "echo"

    def __init__(self, model: Path, means: Any, clock: Any) -> None:
        self._means = means

    async def take_turn(self, turn: Turn, read_tail: Any) -> TurnOutcome:
        await self.begin()
        decide, once = self._means.memory.consents.decide, Once(turn.id, "echo")
        yes = Capture(method="words", words=turn.text)
        contact = (turn.customer, turn.identity, Purpose.CONTACT, ConsentState.GIVEN, yes)
        await self._means.door(decide, *contact, once=once)
        if PERSON in turn.text:
            line = SummaryLine(id="1", text=turn.text, message=turn.id)
            case = NewCase(reason=turn.text, lines=(line,), topic="return_item")
            await self._means.door(self._means.memory.desk.ask, turn.conversation, case, once=Once(turn.id, "ask"))
        return await self.end(turn)

    async def begin(self) -> None:
        return

    async def end(self, turn: Turn) -> TurnOutcome:
        text = LONG if turn.text == "long" else f"re {turn.text}"
        return TurnOutcome(replies=(NewReply(text=text),), events=({"event": "user"},))

    async def says(self, response: str, language: str | None, place: str, **values: Any) -> NewReply:
        return NewReply(text=response)

    def parse(self, text: str) -> dict[str, Any]:
        return {"intent": {"name": self.wish_in(text, None)}, "statements": ()}

    def wish_in(self, text: str, language: str | None) -> str:
        return "chitchat"

    def forget(self, conversation: str) -> None:
        return


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(place: str, nth: int = NTH) -> None:
    """The process ends there the nth time it comes by."""
    where: dict[str, tuple[Any, str, bool]] = {
        "verified": (hooks, "_parsed", True),
        "storing": (intake, "append", True),  # in the transaction
        "stored": (Conversations, "accept", True),
        "leased": (Echo, "begin", False),
        "acting": (Echo, "end", False) if house.Engine is Echo else (ActionHost, "run", True),
        "finishing": (outbox, "enqueue", True),  # in the transaction
        "finished": (Conversations, "finish", True),
        "sending": (Sender, "call", False),
        "sent": (Sender, "call", True),
        "part": (outbox.Outbox, "part_taken", True),
        "noting": (outbox, "note_report", True),  # in the transaction
        "kept": (Files, "keep", True),
        "attaching": (Files, "attach", False),
        "attached": (Files, "attach", True),
        "claiming": (owners, "move", True),  # in the transaction
        "claimed": (Desk, "claim", True),
        "given_up": (Desk, "time_out", True),
        "handed_on": (Desk, "transfer", True),
        "handed_back": (Desk, "give_back", True),
        "resolved": (Desk, "resolve", True),
        "taken_back": (Desk, "take_back", True),
        "reaching": (outreach, "_say", True),  # in the transaction
        "reached": (Outreach, "send", True),
        "erasing": (outside, "write_erased", True),  # in the transaction
        "erased": (Rights, "_finish", False),
        "emptied": (Files, "erase", True),
    }
    _wrap(*where[place], nth)


def die_when_told(folder: Path) -> None:
    """From now on SIGUSR1 says that the process is to end when it next comes by the place that FOLDER/place names."""

    def heed(*signalled: Any) -> None:
        die_at((folder / "place").read_text(), 1)
        (folder / "place").unlink()

    signal.signal(signal.SIGUSR1, heed)


def _wrap(owner: Any, name: str, after: bool, nth: int) -> None:
    real, times = getattr(owner, name), count(1)

    def passing(now: bool) -> None:
        if now and next(times) == nth:
            die()

    async def later(*args: Any, **more: Any) -> Any:
        passing(not after)
        done = await real(*args, **more)
        passing(after)
        return done

    def at_once(*args: Any, **more: Any) -> Any:
        passing(not after)
        done = real(*args, **more)
        passing(after)
        return done

    setattr(owner, name, later if inspect.iscoroutinefunction(real) else at_once)


def main(folder: str, url: str, providers: str, port: str, engine: str, place: str = "") -> None:
    settings = Settings(
        var=Path(folder), database_url=url, port=int(port), rehearsal=True, telegram_api=providers
    )
    sending.LEASE_SECONDS = DELIVERY_LEASE
    Turns.__init__.__kwdefaults__["lease"] = TURN_LEASE  # type: ignore[index]
    if engine == "echo":
        house.Engine, house.ActionHost, house.all_actions = Echo, _as_it_is, _as_it_is  # type: ignore[misc,assignment]
    if place:
        die_at(place)
    die_when_told(Path(folder))
    open_database(settings)
    asyncio.run(serve(settings, current_model() or Path(), print))


def _as_it_is(means: Any) -> Any:
    return means


if __name__ == "__main__":
    main(*sys.argv[1:])
