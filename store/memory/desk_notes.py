"""Internal notes, whom they call in, who may see a case, and what goes on record of it."""

from typing import Any

from sqlalchemy import Row, bindparam, insert, select

from store import desk_rules
from store.desk import Agent, Note
from store.errors import NotOwner, TooLong
from store.handoff import Owner
from store.masking import mask
from store.memory import desk_agents, desk_cases
from store.memory.people import customer_of
from store.memory.store import Transaction
from store.memory.threads import thread_of
from store.tables.base import new_id
from store.tables.desk import NoteRow
from store.values import Reader

LONGEST = 4_000  # characters, as everywhere in the contract

_NOTE = insert(NoteRow)
_CALLED = select(NoteRow.mentions).where(
    NoteRow.conversation_id == bindparam("conversation"), NoteRow.at >= bindparam("since")
)



def access_case(tx: Transaction, conversation: str, agent: Agent) -> Row[Any]:
    """The conversation, for those who may see its case now; raises NotOwner, ConversationUnknown."""
    thread = thread_of(tx, conversation)
    if thread.owner == Owner.ASSISTANT:
        raise NotOwner("Nobody at the desk has this conversation now.")
    looked = desk_rules.may_look(agent, thread.agent, mentioned(tx, thread))
    if not looked.allowed:
        raise NotOwner(looked.reason)
    return thread


def mentioned(tx: Transaction, thread: Row[Any]) -> set[str]:
    """Whom the notes of the open case call in."""
    case = desk_cases.latest(tx, thread.id)
    if case is None or case.closed_at is not None:
        return set()
    notes = tx.db.execute(_CALLED, {"conversation": thread.id, "since": case.opened_at}).scalars()
    return {agent for mentions in notes for agent in mentions.split()}


def add_note(tx: Transaction, thread: Row[Any], agent: Agent, text: str, real: float) -> Note:
    """Writes a note in a conversation, inside an open transaction."""
    text = mask(text)
    called = desk_rules.called_in(text, desk_agents.everyone(tx, real))
    note = Note(id=new_id(), conversation=thread.id, agent=agent.id, text=text, mentions=called, at=tx.now)
    row = {
        "id": note.id,
        "identity_id": thread.identity_id,
        "conversation_id": thread.id,
        "agent": agent.id,
        "mentions": " ".join(called),
        "body": tx.key_of(thread.identity_id).seal(text, note_place(note.id)),
        "at": tx.now,
    }
    tx.db.execute(_NOTE, row)
    audit(tx, thread, agent, "desk.note", subjects=(note.id,))
    return note


def audit(
    tx: Transaction, thread: Row[Any], agent: Agent, action: str, subjects: tuple[str, ...] = ()
) -> str:
    """Puts on record what an agent did or looked at in a conversation; the id of that."""
    return tx.audit(
        action,
        reader=Reader.AGENT,
        customer=customer_of(tx, thread.identity_id),
        identity=thread.identity_id,
        subjects=(thread.id, *subjects),
        actor=agent.id,
    )


def note_place(note: str) -> str:
    """Where a note's words belong."""
    return f"desk_notes.body:{note}"


def check_length(text: str) -> None:
    """Raises TooLong."""
    if len(text) > LONGEST:
        raise TooLong
