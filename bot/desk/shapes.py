"""What the desk's API answers, rendered from values; the contract names the fields."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.front.edge import as_item
from store.desk import Agent, CaseBrief, DeskItem, Found, Gesture, Note, QueueItem, Role, View
from store.desk_rules import can_answer, owes
from store.promises import urgency
from store.values import Fact, Promise, Thread

Names = Mapping[str, str]
"""Agents' names by id."""


def as_agent(agent: Agent) -> dict[str, Any]:
    """An agent as colleagues see them."""
    return {
        "id": agent.id,
        "name": agent.name,
        "email": agent.email,
        "role": agent.role,
        "departments": list(agent.departments),
        "languages": list(agent.languages),
        "capacity": agent.capacity,
        "presence": agent.presence,
        "second_factor": agent.second_factor,
    }


def as_standing(thread: Thread, names: Names) -> dict[str, Any]:
    """Whose a conversation is now."""
    return {
        "id": thread.id,
        "owner": thread.owner,
        "agent": names.get(thread.agent) if thread.agent else None,
        "since": thread.owner_since.isoformat(),
    }


def as_queued(item: QueueItem, names: Names) -> dict[str, Any]:
    """One handed conversation in the list."""
    return {
        "conversation": item.conversation,
        "channel": item.channel,
        "owner": item.owner,
        "agent": names.get(item.agent) if item.agent else None,
        "department": item.department,
        "reason": item.reason,
        "name": item.name,
        "verified": item.verified,
        "mood": item.mood,
        "waiting_since": item.waiting_since.isoformat(),
        "due_at": _time(item.due_at),
        "answered": item.answered,
        "last_seq": item.last_seq,
        "language": item.language,
    }


def as_waiting(item: QueueItem, agents: Iterable[Agent]) -> dict[str, Any]:
    """One waiting conversation in the list, with who could answer it in its language."""
    everyone = tuple(agents)
    return as_queued(item, {}) | {"can_answer": [one.name for one in can_answer(item, everyone)]}


def as_found(found: Found, names: Names, agent: Agent) -> dict[str, Any]:
    """One conversation of somebody who was looked for; supervisors are told by what to look further."""
    shown = {
        "conversation": found.conversation,
        "channel": found.channel,
        "name": found.name,
        "verified": found.verified,
        "owner": found.owner,
        "agent": names.get(found.agent) if found.agent else None,
        "opens": found.opens,
    }
    return shown | ({"customer": found.customer} if agent.role is Role.SUPERVISOR else {})


def as_view(view: View, names: Names) -> dict[str, Any]:
    """A case's conversation, from one item on."""
    return {
        **as_standing(view.thread, names),
        "channel": view.thread.channel,
        "language": view.thread.language,
        "department": view.case.department,
        "mine": view.thread.agent,
        "items": [as_desk_item(item) for item in view.items],
        "after": view.after,
        "notes": [as_note(note, names) for note in view.notes],
        "gestures": [as_gesture(gesture, names) for gesture in view.gestures],
        "undelivered": list(view.undelivered),
    }


def as_desk_item(item: DeskItem) -> dict[str, Any]:
    """One item of a transcript; where it is held back its words are not there."""
    return as_item(item.reply) | {"held_back": item.held_back}


def as_note(note: Note, names: Names) -> dict[str, Any]:
    """One internal note."""
    return {
        "id": note.id,
        "agent": names.get(note.agent, ""),
        "text": note.text,
        "mentions": [names[agent] for agent in note.mentions if agent in names],
        "at": note.at.isoformat(),
    }


def as_gesture(gesture: Gesture, names: Names) -> dict[str, Any]:
    """One gesture, given or asked for."""
    return {
        "id": gesture.id,
        "conversation": gesture.conversation,
        "agent": names.get(gesture.agent, ""),
        "kind": gesture.kind,
        "amount": str(gesture.amount),
        "currency": gesture.currency,
        "reason": gesture.reason,
        "state": gesture.state,
        "at": gesture.at.isoformat(),
        "decided_by": names.get(gesture.decided_by, "") if gesture.decided_by else None,
    }


def as_promise(promise: Promise, reader: Agent, now: datetime) -> dict[str, Any]:
    """One promise of the ledger, as this agent sees it: whether it is theirs to close, and how near its time is."""
    return {
        "id": promise.id,
        "what": promise.what,
        "by": promise.owner,
        "made_at": promise.made_at.isoformat(),
        "due_at": promise.due_at.isoformat(),
        "state": promise.state,
        "told_late": promise.told_at is not None,
        "mine": owes(reader, promise),
        "urgency": urgency(promise.due_at, now),
        "conversation": promise.conversation,
    }


def as_brief(brief: CaseBrief, reader: Agent, now: datetime) -> dict[str, Any]:
    """What an agent may know before typing."""
    return {
        "conversation": brief.conversation,
        "who": {
            "name": brief.who.name,
            "channel": brief.who.channel,
            "assurance": brief.who.assurance.name.lower(),
            "since": brief.who.since.isoformat(),
            "channels": list(brief.who.channels),
            "elsewhere": list(brief.who.elsewhere),
        },
        "reason": brief.reason,
        "told": [line.text for line in brief.lines],
        "tried": list(brief.tried),
        "mood": brief.mood,
        "language": brief.language,
        "facts": _facts(brief.facts),
        "suggest": _facts(brief.suggest),
        "avoid": _facts(brief.avoid),
        "promises": [as_promise(promise, reader, now) for promise in brief.promises],
        "withheld": list(brief.withheld),
        "grants": [
            {"purpose": grant.purpose, "state": grant.state, "at": grant.at.isoformat()}
            for grant in brief.grants
        ],
    }


def _facts(facts: Iterable[Fact]) -> list[dict[str, Any]]:
    return [
        {
            "id": fact.id,
            "words": fact.words,
            "text": fact.text,
            "kind": fact.kind,
            "stance": fact.stance,
            "about": fact.about,
            "provenance": fact.provenance,
            "sensitivity": fact.sensitivity,
            "said_at": fact.said_at.isoformat(),
            "channel": fact.channel,
        }
        for fact in facts
    ]


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
