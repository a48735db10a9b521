"""Who answers a turn for the house: stop words before anything else, then the engine; and an apology when it fails."""

from bot.engine.host import Engine
from bot.front.stopping import ANSWER, heed_stop
from bot.front.turns import ReadTail
from store import Door, Memory, NewReply, Turn, TurnOutcome

APOLOGY = "utter_failed"


class Answering:
    """The engine behind the rules that hold on every channel, whatever the dialogue is about."""

    def __init__(self, memory: Memory, door: Door, engine: Engine) -> None:
        self._memory = memory
        self._door = door
        self._engine = engine

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; raises what the engine raises."""
        if await heed_stop(turn, self._memory, self._door):
            return TurnOutcome(replies=(await self._say(ANSWER, turn),), events=())
        return await self._engine.take_turn(turn, read_tail)

    async def apology(self, turn: Turn) -> tuple[NewReply, ...]:
        """What is said when a turn could not be answered: sorry, and the offer of a person."""
        return (await self._say(APOLOGY, turn),)

    def forget(self, conversation: str) -> None:
        self._engine.forget(conversation)

    async def _say(self, response: str, turn: Turn) -> NewReply:
        return await self._engine.says(response, turn.language, f"{turn.seq}.0")
