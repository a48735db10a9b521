"""Stop words heeded: the permission to write first ends on every channel, before anything else is sent."""

from dataclasses import replace
from typing import Protocol

from bot.channels.stopwords import Stop, stop_asked
from bot.front.taking import ReadTail, TurnTaker
from store import (
    PERMITTING,
    Capture,
    ConsentState,
    Door,
    Memory,
    NewReply,
    Once,
    Purpose,
    Turn,
    TurnOutcome,
)

ANSWER = "utter_stopped"
BESIDE_PERSON = "utter_stopped_beside_person"


class Speaker(Protocol):
    """The domain's responses, in the customer's language."""

    async def says(self, response: str, language: str | None, place: str) -> NewReply: ...


class Stopping:
    """Heeds stop words before anybody else hears them, whoever has the conversation; the rest is for `inner`."""

    def __init__(self, memory: Memory, door: Door, speaker: Speaker, inner: TurnTaker) -> None:
        self._memory = memory
        self._door = door
        self._speaker = speaker
        self._inner = inner

    async def take_turn(self, turn: Turn, read_tail: ReadTail) -> TurnOutcome:
        """One message's turn; a stop word neither begins nor ends anything else."""
        said = await self.heed(turn)
        return TurnOutcome(replies=said, events=()) if said else await self._inner.take_turn(turn, read_tail)

    async def heed(self, turn: Turn) -> tuple[NewReply, ...]:
        """What there is to say to a stop word, once it is heeded; nothing for any other message."""
        if not await heed_stop(turn, self._memory, self._door):
            return ()
        response = ANSWER if turn.owner == "assistant" else BESIDE_PERSON
        said = await self._speaker.says(response, turn.language or turn.hint, f"{turn.seq}.0")
        return (replace(said, sender="house"),)

    def forget(self, conversation: str) -> None:
        self._inner.forget(conversation)


async def heed_stop(turn: Turn, memory: Memory, door: Door) -> bool:
    """Whether the turn was a stop word; contact is then withdrawn on every channel.

    A word that may mean something else ("cancel") counts only where contact is allowed, and never beside a person.
    """
    asked = Stop.NO if turn.choice else stop_asked(turn.text, turn.channel)
    if asked is Stop.NO:
        return False
    if asked is Stop.PERHAPS and (turn.owner != "assistant" or not await _contact_allowed(turn, memory, door)):
        return False
    await door(
        memory.consents.decide,
        turn.customer,
        turn.identity,
        Purpose.CONTACT,
        ConsentState.WITHDRAWN,
        _capture(turn),
        once=Once(turn.id, "heed_stop"),
    )
    return True


async def _contact_allowed(turn: Turn, memory: Memory, door: Door) -> bool:
    grants = await door(memory.consents.grants, turn.customer)
    return any(grant.purpose is Purpose.CONTACT and grant.state in PERMITTING for grant in grants)


def _capture(turn: Turn) -> Capture:
    return Capture(
        method="words",
        words=turn.text,
        language=turn.language or "en",
        conversation=turn.conversation,
        message=turn.id,
        assurance=turn.assurance,
    )
