"""The agents' desk: its values, and what may be decided about them without looking anything up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from store.values import Assurance, Decision, Fact, Grant, Purpose, Reply, Thread

GENERAL = "general"  # the department of whatever no other department has
LINES_TOLD = 3
LINE_LENGTH = 140  # characters of one line of what is told
# What says nothing of the matter itself.
SAYING_NOTHING = frozenset(
    [
        "greet",
        "thank",
        "affirm",
        "deny",
        "goodbye",
        "wait",
        "abort",
        "repeat",
        "ask_human",
        "request_callback",
        "nlu_fallback",
        "inform",
    ]
)
CONFIDING = frozenset({"confide"})  # what is told between us is shown to no agent
_LONG_CALL = 6  # words
_LIKES = frozenset({"likes", "wants", "prefers", "always", "loves", "needs", "owns"})


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"


class Presence(StrEnum):
    HERE = "here"
    AWAY = "away"
    OFF = "off"


class GestureState(StrEnum):
    GRANTED = "granted"
    ASKED = "asked"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Someone who works at the desk; `capacity` is how many conversations they hold at once."""

    id: str
    name: str
    email: str
    role: Role
    departments: tuple[str, ...] = ()
    capacity: int = 5
    presence: Presence = Presence.OFF
    second_factor: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryLine:
    """One line of what the next person is told; struck by the customer it is told to nobody."""

    id: str
    text: str
    message: str | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What a handoff brings along: what it is about, in the customer's words, and how they sound."""

    reason: str
    lines: tuple[SummaryLine, ...] = ()
    tried: tuple[str, ...] = ()  # the intents that were answered before, oldest first
    topic: str | None = None
    mood: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One matter at the desk, from the customer's asking to its end."""

    id: str
    conversation: str
    identity: str
    customer: str
    department: str
    from_seq: int
    opened_at: datetime
    lines: tuple[SummaryLine, ...]
    tried: tuple[str, ...]
    topic: str | None
    mood: str
    reason: str
    retelling: bool  # the customer's next words are what is told instead
    first_reply_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A conversation taken back from an agent who is gone; `name` where they are still known."""

    conversation: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a waiting customer stands, counted from 1; `minutes` is an estimate, where there is one."""

    place: int
    minutes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One handed conversation in the list; everything in it is about the waiting, nothing about worth."""

    conversation: str
    channel: str
    owner: str
    agent: str | None
    department: str
    reason: str
    name: str | None
    mood: str
    waiting_since: datetime
    due_at: datetime | None
    answered: bool
    last_seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One internal note; it never reaches the customer, nor the memory."""

    id: str
    conversation: str
    agent: str
    text: str
    mentions: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Gesture:
    """Something given to a customer, or asked of a supervisor."""

    id: str
    conversation: str
    agent: str
    kind: str
    amount: Decimal
    currency: str
    reason: str
    state: GestureState
    at: datetime
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The person at the other end, as far as the channel and our own proof tell."""

    name: str | None
    channel: str
    assurance: Assurance
    since: datetime
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseBrief:
    """What an agent may know for this case before typing; `withheld` is said from the grants alone."""

    conversation: str
    who: Who
    reason: str
    lines: tuple[SummaryLine, ...]
    tried: tuple[str, ...]
    mood: str
    language: str | None
    facts: tuple[Fact, ...]
    suggest: tuple[Fact, ...]
    avoid: tuple[Fact, ...]
    withheld: tuple[Purpose, ...]
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A case as an agent may see it from one item on; `after` is the number to go on from."""

    thread: Thread
    case: Case
    items: "tuple[DeskItem, ...]"
    after: int
    notes: tuple[Note, ...]
    gestures: tuple[Gesture, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One item of a transcript as an agent may see it; held back it keeps its place without its words."""

    reply: Reply
    held_back: bool = False


def routed(topic: str | None, departments: Mapping[str, Sequence[str]]) -> str:
    """The department that has this topic. Nothing else about the customer is known here.

    >>> routed("track_refund", {"money": ["track_refund"]}), routed("greet", {"money": ["track_refund"]})
    ('money', 'general')
    """
    return next((name for name, topics in departments.items() if topic in topics), GENERAL)


def serves(agent: Agent, department: str) -> bool:
    """Whether a department's queue is this agent's: those named for them, or all where none is named."""
    return not agent.departments or department in agent.departments or department == GENERAL


def may_take(agent: Agent, holding: int) -> Decision:
    """Whether an agent may take one more conversation."""
    if holding < agent.capacity:
        return Decision(True, "There is room.")
    return Decision(False, "You hold as many conversations as you may; finish one first.")


def may_look(agent: Agent, owning: str | None, mentioned: Iterable[str]) -> Decision:
    """Whether an agent may see a case: its owner, a supervisor, or whoever its owner called in by a note."""
    if owning == agent.id or agent.role is Role.SUPERVISOR or agent.id in set(mentioned):
        return Decision(True, "It is theirs to see.")
    return Decision(False, "This conversation is with somebody else.")


def may_grant(role: Role, kind: str, amount: Decimal, kinds: Sequence[str], limit: Decimal) -> Decision:
    """Whether a gesture is within this role's authority, at once and without asking."""
    if kind not in kinds:
        return Decision(False, "The house gives no such gesture.")
    if amount > limit:
        return Decision(False, f"Above what a {role} may give; a supervisor can.")
    return Decision(True, "Within authority.")


def in_order(items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
    """The queue: by how long each has waited, and by nothing else."""
    return tuple(sorted(items, key=lambda item: (item.waiting_since, item.conversation)))


def place_of(
    conversation: str, waiting: Sequence[str], agents_here: int, minutes_each: float
) -> Place | None:
    """Where a conversation stands among those waiting, longest first; None when it does not wait."""
    if conversation not in waiting:
        return None
    place = waiting.index(conversation) + 1
    if not agents_here:
        return Place(place=place, minutes=None)
    rounds = -(-place // agents_here)
    return Place(place=place, minutes=max(1, round(rounds * minutes_each)))


@dataclass(frozen=True, slots=True)
class SaidBefore:
    """One message of the customer's in this session, as it was understood."""

    id: str
    text: str
    intent: str
    in_confidence: bool = False


def gather(said: Sequence[SaidBefore], mood: str) -> NewCase:
    """What the next person is told: the customer's last telling words, never what was told in confidence."""
    open_words = [one for one in said if not one.in_confidence and one.text.strip()]
    telling = [one for one in open_words if _tells(one)] or open_words[-1:]
    lines = [
        SummaryLine(id=str(number), text=in_brief(one.text), message=one.id)
        for number, one in enumerate(telling[-LINES_TOLD:], 1)
    ]
    topics = [one.intent for one in said if one.intent not in SAYING_NOTHING | CONFIDING]
    return NewCase(
        reason=lines[-1].text if lines else "",
        lines=tuple(lines),
        tried=tuple(dict.fromkeys(topics)),
        topic=topics[-1] if topics else None,
        mood=mood,
    )


def in_brief(text: str) -> str:
    """Words on one line, cut after a whole one where they are long.

    >>> in_brief("  my   teapot\nis broken ")
    'my teapot is broken'
    """
    line = " ".join(text.split())
    return line if len(line) <= LINE_LENGTH else line[:LINE_LENGTH].rsplit(" ", 1)[0] + " …"


def _tells(said: SaidBefore) -> bool:
    """Whether a message says what the matter is; a long call for a person does as well."""
    return said.intent not in SAYING_NOTHING or len(said.text.split()) > _LONG_CALL


def struck(lines: Sequence[SummaryLine], line: str) -> tuple[SummaryLine, ...]:
    """The lines, one of them struck: its words are gone for good."""
    return tuple(
        SummaryLine(id=one.id, text="", message=one.message, struck=True) if one.id == line else one
        for one in lines
    )


def parted(facts: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Facts to go by, and facts to steer clear of."""
    known = tuple(facts)
    liked = tuple(fact for fact in known if fact.stance in _LIKES)
    return liked, tuple(fact for fact in known if fact.stance not in _LIKES and fact.kind == "preference")


def confided(events: Iterable[Mapping[str, object]]) -> frozenset[str]:
    """The ids of the messages that the customer told in confidence, from the engine's events."""
    return frozenset(str(event["message_id"]) for event in events if _in_confidence(event))


def _in_confidence(event: Mapping[str, object]) -> bool:
    parsed = event.get("parse_data")
    if event.get("event") != "user" or not isinstance(parsed, Mapping):
        return False
    intent = parsed.get("intent") or {}
    if isinstance(intent, Mapping) and intent.get("name") in CONFIDING:
        return True
    return any(said.get("sensitivity") == "confidence" for said in parsed.get("statements") or ())
