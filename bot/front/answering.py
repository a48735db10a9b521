"""Who answers a turn for the house: the engine, and an apology when it fails."""

import re
from dataclasses import replace

from bot.engine.host import Engine
from bot.front.taking import ReadTail
from store import Choice, NewReply, Turn, TurnOutcome

APOLOGY = "utter_failed"
TELEGRAM_START = re.compile(r"/start( [\w-]{1,64})?", re.ASCII)  # what its Start button writes for the person
GREETING = Choice("", "", "/greet")


class Answering:
    """The engine, and what is said in its place."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; raises what the engine raises."""
        return await self._engine.take_turn(_greeted(turn), read_tail)

    async def apology(self, turn: Turn) -> tuple[NewReply, ...]:
        """What is said when a turn could not be answered: sorry, and the offer of a person."""
        return (await self._say(APOLOGY, turn),)

    def forget(self, conversation: str) -> None:
        self._engine.forget(conversation)

    async def _say(self, response: str, turn: Turn) -> NewReply:
        return await self._engine.says(response, turn.language or turn.hint, f"{turn.seq}.0")


def _greeted(turn: Turn) -> Turn:
    """A person who pressed Start has said hello."""
    pressed = turn.channel == "telegram" and turn.choice is None and TELEGRAM_START.fullmatch(turn.text)
    return replace(turn, choice=GREETING) if pressed else turn
