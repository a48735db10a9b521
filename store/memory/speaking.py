"""What the house says outside a turn: an agent's words, its own notices, contact that it starts."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, bindparam, update

from store.errors import NotOwner
from store.handoff import Owner, Standing, may_speak
from store.memory import encounters, outbox, transcript
from store.memory.announce import announce
from store.memory.store import Transaction
from store.memory.threads import locked_thread
from store.tables.conversations import ConversationRow
from store.values import Aside, Happened, NewReply, Reply

_SPOKEN = (
    update(ConversationRow)
    .where(ConversationRow.id == bindparam("conversation"))
    .values(
        last_seq=bindparam("seq"),
        choices_seq=bindparam("choices"),
        encounter_id=bindparam("encounter"),
        touched_at=bindparam("touched"),
    )
)


def post(
    tx: Transaction, conversation: str, said: NewReply, agent: str | None, real: float, *, outreach: bool
) -> Reply:
    """Says something in a conversation; raises NotOwner where this voice must not be heard now."""
    thread = locked_thread(tx, conversation)
    allowed = may_speak(Standing(Owner(thread.owner), thread.agent), said.sender, agent)
    if not allowed.allowed:
        raise NotOwner(allowed.reason)
    reply = transcript.append(tx, thread.id, thread.identity_id, thread.last_seq, [said])[0]
    outbox.enqueue(tx, thread, [reply], real, outreach=outreach)
    change = {"conversation": thread.id, "seq": reply.seq, "choices": reply.seq if reply.choices else None}
    tx.db.execute(_SPOKEN, change | _encounter(tx, thread, said))
    announce(tx, thread, thread.channel, Happened.SAID)
    return reply


def hold(tx: Transaction, notice: Aside | None) -> None:
    """Locks the conversation in which something is said of what is done now: the first thing, as for all who write."""
    if notice is not None:
        locked_thread(tx, notice.conversation)


def tell(tx: Transaction, notice: Aside | None, *because: str) -> None:
    """Says it with what was done, which is undone where this may not be said; it rests on these facts too."""
    if notice is not None:
        said = replace(notice.said, because=(*notice.said.because, *because))
        post(tx, notice.conversation, said, None, notice.real, outreach=False)


def _encounter(tx: Transaction, thread: Row[Any], said: NewReply) -> dict[str, Any]:
    # notices and outreach reach out; only the customer or an agent makes it an encounter
    if said.sender != Owner.AGENT:
        return {"encounter": thread.encounter_id, "touched": thread.touched_at}
    encounter = encounters.touched(tx, thread)
    encounters.met_a_person(tx, encounter)
    return {"encounter": encounter, "touched": tx.now}
