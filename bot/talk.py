"""A conversation on the terminal: the replies, and beside them what was remembered and why it was said."""

import asyncio
import sys
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from rich.console import Console

from bot.front.parts import Parts
from bot.house import open_house
from bot.settings import Settings
from store import Assurance, Fact, InboundMessage, Moment, Purpose, Reader, Reply

CHANNEL, ADDRESS = "terminal", "you"
WAIT_SECONDS = 20.0


async def talk(settings: Settings, model: Path) -> None:
    """Reads lines until the input ends; the same person at the same address every time."""
    screen = Console(highlight=False)
    async with open_house(settings, model) as parts:
        session = f"{parts.clock().timestamp():.0f}"
        for number in count(1):
            line = await asyncio.to_thread(_read)
            if line is None:
                return
            if line.strip():
                await _turn(parts, screen, f"{session}-{number}", line.strip())


async def _turn(parts: Parts, screen: Console, message_id: str, text: str) -> None:
    before = {fact.id for fact in await _known(parts)}
    message = InboundMessage(
        channel=CHANNEL, account="main", message_id=message_id, address=ADDRESS, text=text
    )
    _, outcome = await parts.turns.accept_and_wait(message, WAIT_SECONDS)
    _show(screen, outcome.replies)
    for fact in await _known(parts):
        if fact.id not in before:
            screen.print(f"    + {fact.kind}: {fact.words}", style="green", markup=False)


async def _known(parts: Parts) -> Sequence[Fact]:
    found = await parts.door(parts.memory.people.find, CHANNEL, ADDRESS)
    if found is None:
        return ()
    moment = Moment(
        now=parts.clock(), channel=CHANNEL, identity=found.identity, assurance=Assurance.CHANNEL
    )
    brief = await parts.door(
        parts.memory.recall, found.customer, Purpose.SERVICE, Reader.CUSTOMER, moment
    )
    return (*brief.facts, *brief.others)


def _show(screen: Console, replies: Sequence[Reply]) -> None:
    for reply in replies:
        screen.print(f"  {reply.text}", style="bold", markup=False)
        for number, choice in enumerate(reply.choices, 1):
            screen.print(f"    {number}. {choice.title}", markup=False)
        for why in reply.because:
            screen.print(f"    because: {why.text} ({why.said_at:%d %B}, {why.channel})", style="dim", markup=False)


def _read() -> str | None:
    if sys.stdin.isatty():
        sys.stdout.write("> ")
        sys.stdout.flush()
    line = sys.stdin.readline()
    return line if line else None
