"""What was asked for and isn't sold, kept for the house to learn from where the customer allows that."""

from contextlib import suppress

from actions.turn import Means, Turn
from store import NotAllowed, Once


async def note_unsold(means: Means, turn: Turn, thing: str) -> None:
    """Keeps it with `improve`; without, or told between us, nothing is kept and the reply is the same."""
    if turn.confided or not thing.strip():
        return
    with suppress(NotAllowed):
        await means.door(means.memory.demand.note, turn.moment, thing, Once(turn.id, f"demand.{thing[:40]}"))
