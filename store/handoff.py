"""Who speaks for the house in a conversation: the assistant, or one agent; never both."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from store.values import Decision


class Owner(StrEnum):
    ASSISTANT = "assistant"
    WAITING = "waiting"
    AGENT = "agent"


class Event(StrEnum):
    ASK_HUMAN = "ask_human"
    CLAIM = "claim"
    CANCEL = "cancel"
    TIMEOUT = "timeout"
    TRANSFER = "transfer"
    RETURN = "return"
    RESOLVE = "resolve"


class Voice(StrEnum):
    """Who may bring an event about."""

    CUSTOMER = "customer"
    HOUSE = "house"
    AGENT = "agent"
    OWNER = "owner"  # the agent who has the conversation


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has the conversation; `agent` is set exactly when an agent does."""

    owner: Owner
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """What an event leads to. When it is not allowed the standing is what it was."""

    decision: Decision
    standing: Standing


_NEXT = {
    (Owner.ASSISTANT, Event.ASK_HUMAN): Owner.WAITING,
    (Owner.ASSISTANT, Event.CLAIM): Owner.AGENT,
    (Owner.WAITING, Event.ASK_HUMAN): Owner.WAITING,
    (Owner.WAITING, Event.CLAIM): Owner.AGENT,
    (Owner.WAITING, Event.CANCEL): Owner.ASSISTANT,
    (Owner.WAITING, Event.TIMEOUT): Owner.ASSISTANT,
    (Owner.AGENT, Event.ASK_HUMAN): Owner.AGENT,
    (Owner.AGENT, Event.TRANSFER): Owner.AGENT,
    (Owner.AGENT, Event.RETURN): Owner.ASSISTANT,
    (Owner.AGENT, Event.RESOLVE): Owner.ASSISTANT,
}
# Who brings each event about; the house does nothing in an agent's name, and an agent nothing in the customer's.
BY_WHOM = {
    Event.ASK_HUMAN: Voice.CUSTOMER,
    Event.CANCEL: Voice.CUSTOMER,
    Event.TIMEOUT: Voice.HOUSE,
    Event.CLAIM: Voice.AGENT,
    Event.TRANSFER: Voice.OWNER,
    Event.RETURN: Voice.OWNER,
    Event.RESOLVE: Voice.OWNER,
}


def decide(standing: Standing, event: Event, agent: str | None = None, to: str | None = None) -> Move:
    """Where `event` leads; `agent` is who acts, `to` whom a transfer names (nobody: back to the queue)."""
    owner = _NEXT.get((standing.owner, event))
    if owner is None and event is Event.CLAIM:
        return _stay(standing, "A colleague has this conversation already.")
    if owner is None:
        return _stay(standing, f"{event} means nothing while the conversation is with {standing.owner}.")
    if BY_WHOM[event] is Voice.OWNER and agent != standing.agent:
        return _stay(standing, "Another agent has this conversation.")
    if BY_WHOM[event] is Voice.AGENT and not agent:
        return _stay(standing, "Only an agent can claim.")
    if BY_WHOM[event] in (Voice.CUSTOMER, Voice.HOUSE) and agent:
        return _stay(standing, f"{event} is nothing that an agent does.")
    if event is Event.TRANSFER:
        return Move(Decision(True, "Handed on by its agent."), _transferred(to))
    return Move(Decision(True, _REASONS[event]), Standing(owner, _agent_after(owner, event, standing, agent)))


def may_speak(standing: Standing, sender: str, agent: str | None = None) -> Decision:
    """Whether this voice may be heard now: an agent where they own, the assistant where no agent does."""
    if sender == Owner.AGENT:
        owns = standing.owner is Owner.AGENT and standing.agent == agent
        return Decision(owns, "The agent owns it." if owns else "Another has this conversation.")
    if sender == Owner.ASSISTANT and standing.owner is Owner.AGENT:
        return Decision(False, "An agent has this conversation.")
    return Decision(True, "Nobody else speaks here.")


def encounter_continues(touched_at: datetime, now: datetime, silence: timedelta) -> bool:
    """Whether a message belongs to the encounter last touched then; a clock set back ends none."""
    return now - touched_at < silence


_REASONS = {
    Event.ASK_HUMAN: "The customer asked for a person.",
    Event.CLAIM: "An agent took it.",
    Event.CANCEL: "The customer no longer waits.",
    Event.TIMEOUT: "Nobody came in time.",
    Event.RETURN: "The agent gave it back.",
    Event.RESOLVE: "The agent resolved it.",
}


def _stay(standing: Standing, reason: str) -> Move:
    return Move(Decision(False, reason), standing)


def _transferred(to: str | None) -> Standing:
    return Standing(Owner.AGENT, to) if to else Standing(Owner.WAITING)


def _agent_after(owner: Owner, event: Event, standing: Standing, agent: str | None) -> str | None:
    if owner is not Owner.AGENT:
        return None
    return agent if event is Event.CLAIM else standing.agent
