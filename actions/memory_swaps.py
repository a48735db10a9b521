"""A remembered thing put right by the word that takes the place of another in it."""

from actions.swaps import Swap
from actions.turn import CareAction, Turn
from store import Fact, Once, Purpose, Reader


async def swap_in_memory(action: CareAction, turn: Turn, swap: Swap) -> Fact | None:
    """The one fact that the swap can mean, put right; None where it fits none, or several."""
    memory = action.memory
    brief = await action.door(memory.recall, turn.customer, Purpose.SERVICE, Reader.CUSTOMER, turn.moment)
    live = (fact for fact in (*brief.facts, *brief.others) if fact.superseded_by is None)
    fitting = [fact for fact in live if swap.fits(fact.words)]
    if len(fitting) != 1:
        return None
    meant = fitting[0]
    right: Fact = await action.door(
        memory.facts.correct,
        turn.customer,
        meant.id,
        turn.moment,
        words=swap.put_into(meant.words),
        text=swap.put_into(meant.text),
        about=swap.put_into(meant.about).lower(),
        message=turn.id,
        once=Once(turn.id, f"{action.NAME}.swap"),
    )
    return right
