"""Stop words heeded: the permission to write first ends on every channel, before anything else is sent."""

from bot.channels.stopwords import Stop, stop_asked
from store import (
    PERMITTING,
    Capture,
    ConsentState,
    Door,
    Memory,
    Once,
    Purpose,
    Turn,
)

ANSWER = "utter_stopped"


async def heed_stop(turn: Turn, memory: Memory, door: Door) -> bool:
    """Whether the turn was a stop word; contact is then withdrawn, and ANSWER is all there is to say.

    A word that may mean something else ("cancel") counts only where contact is allowed.
    """
    asked = Stop.NO if turn.choice else stop_asked(turn.text, turn.channel)
    if asked is Stop.NO:
        return False
    if asked is Stop.PERHAPS and not await _contact_allowed(turn, memory, door):
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
