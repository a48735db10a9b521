"""A line struck beside a person: the button holds as long as it stands, whoever has the conversation by then."""

import json
import re
from dataclasses import replace

from bot.desk.telling import Speaker
from bot.front.live import Live
from bot.front.open_desks import unsaid
from bot.front.taking import Words
from store import Choice, Door, Memory, NewReply, Turn
from store.desk import Case, SummaryLine
from store.summary import shortened

STRUCK, STRIKE = "utter_struck", "utter_button_strike"
_STRIKE = re.compile(r'/ask_human(\{"line": "(?!(?:all|said|none)")[\w-]+"\})')


class Striking:
    """Obeys "Don't pass on …" where a person has come meanwhile; what else the house must heed is `others`."""

    def __init__(self, memory: Memory, door: Door, speaker: Speaker, live: Live, others: Words) -> None:
        self._memory = memory
        self._door = door
        self._speaker = speaker
        self._live = live
        self._others = others

    async def heed(self, turn: Turn) -> tuple[NewReply, ...]:
        """What there is to say once the line is struck; nothing for any message that the house need not heed."""
        asked = _STRIKE.fullmatch(turn.choice.payload) if turn.choice and turn.owner == "agent" else None
        if asked is None:
            return await self._others(turn)
        case = await self._door(self._memory.desk.strike, turn.conversation, json.loads(asked[1])["line"])
        # what stands on a screen already is read again, without it
        self._live.publish("desk", unsaid(turn.conversation))
        said = await self._speaker.says(STRUCK, turn.language or turn.hint, f"{turn.seq}.0")
        return (replace(said, sender="house", choices=await self._others_to_strike(turn, case)),)

    async def _others_to_strike(self, turn: Turn, case: Case) -> tuple[Choice, ...]:
        """A button for each line that is still told: of one message's buttons only one can be pressed."""
        left = [line for line in case.lines if not line.struck]
        return tuple([await self._button(turn, number, line) for number, line in enumerate(left, 1)])

    async def _button(self, turn: Turn, number: int, line: SummaryLine) -> Choice:
        place = f"{turn.seq}.0"
        said = await self._speaker.says(STRIKE, turn.language or turn.hint, place, line=shortened(line.text))
        return Choice(f"{place}.{number}", said.text, f'/ask_human{{"line": "{line.id}"}}')
