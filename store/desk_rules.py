"""What is decided about the agents' desk without looking anything up: values in, values out."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from decimal import Decimal

from store.desk import Agent, NewCase, Place, Presence, QueueItem, Role, SaidBefore, SummaryLine
from store.handoff import Owner
from store.promises import DESK
from store.values import Decision, Fact, Promise, Reply

GENERAL = "general"  # the department of whatever no other department has
LINES_TOLD = 3
BUTTON_LENGTH = 24  # characters of a line on a button
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
        # what is asked about their own data is between them and the memory
        "ask_memory",
        "ask_permission",
        "why_said",
        "forget_fact",
        "correct_memory",
        "allow_memory",
        "stop_memory",
        "allow_one",
        "refuse_one",
        "allow_staff",
        "stop_staff",
        "allow_improve",
        "stop_improve",
        "allow_contact",
        "stop_contact",
        "set_contact_terms",
        "export_data",
        "forget_me",
        "link_identity",
        "chitchat",
        "bot_challenge",
        "ask_capabilities",
        "rate",
        "keep_summary",
    ]
)
# What is said of oneself is no matter to be seen to, where there is one.
OF_THEMSELVES = frozenset({"state_preference", "share_life_event", "express_feeling", "praise"})
# What is told between us, or asked about who may know it, is shown to no agent.
CONFIDING = frozenset({"confide", "ask_permission"})
_LONG_CALL = 12  # words
GRAVITY = ("neutral", "happy", "upset", "angry", "sad", "distressed")  # the moods, the gravest last
_LIKES = frozenset({"like", "always", "need"})  # as statements are read


def routed(topic: str | None, departments: Mapping[str, Sequence[str]]) -> str:
    """The department that has this topic. Nothing else about the customer is known here.

    >>> routed("track_refund", {"money": ["track_refund"]}), routed("greet", {"money": ["track_refund"]})
    ('money', 'general')
    """
    return next((name for name, topics in departments.items() if topic in topics), GENERAL)


def serves(agent: Agent, department: str) -> bool:
    """Whether a department's queue is this agent's: those named for them, or all where none is named."""
    return not agent.departments or department in agent.departments or department == GENERAL


def can_answer(item: QueueItem, agents: Iterable[Agent]) -> tuple[Agent, ...]:
    """Who of those here for its department speaks a case's language; who names no languages speaks each.

    It marks a card and moves nothing: whoever is here may take whatever waits.
    """
    here = there_for(item.department, agents)
    return tuple(one for one in here if not one.languages or not item.language or item.language in one.languages)


def there_for(department: str, agents: Iterable[Agent]) -> tuple[Agent, ...]:
    """Those who are here and take what waits in this department."""
    return tuple(one for one in agents if one.presence is Presence.HERE and serves(one, department))


def may_take(agent: Agent, holding: int) -> Decision:
    """Whether an agent may take one more conversation."""
    if holding < agent.capacity:
        return Decision(True, "There is room.")
    return Decision(False, "You hold as many conversations as you may; finish one first.")


def may_be_handed(to: Agent, holding: int, by: Agent) -> Decision:
    """Whether a colleague may be handed a conversation: somebody else, who is here and has room."""
    if to.id == by.id:
        return Decision(False, "It is with you already.")
    if to.presence is not Presence.HERE:
        return Decision(False, "They are not here now; pass it to somebody who is, or to the queue.")
    if not may_take(to, holding).allowed:
        return Decision(False, "They hold as many as they may; pass it to somebody with room, or to the queue.")
    return Decision(True, "They are here and have room.")


def may_look(agent: Agent, owning: str | None, mentioned: Iterable[str]) -> Decision:
    """Whether an agent may see a case: its owner, a supervisor, or whoever its owner called in by a note."""
    if owning == agent.id or agent.role is Role.SUPERVISOR or agent.id in set(mentioned):
        return Decision(True, "It is theirs to see.")
    return Decision(False, "This conversation is with somebody else.")


def may_open(agent: Agent, owner: str | None, owning: str | None, department: str) -> Decision:
    """Whether a conversation that was looked for opens at the desk: where its case is theirs to see or to take."""
    if owner == Owner.AGENT:
        return may_look(agent, owning, ())
    if owner == Owner.WAITING and (agent.role is Role.SUPERVISOR or serves(agent, department)):
        return Decision(True, "It waits for them.")
    return Decision(False, "It is not at the desk, or not for them.")


def called_in(note: str, agents: Iterable[Agent]) -> tuple[str, ...]:
    """Whom a note calls by an @ and their name; the first name is enough where only one has it."""
    everyone = tuple(agents)
    firsts = Counter(one.name.casefold().split()[0] for one in everyone)
    names = {on_one_line(one.name).casefold(): one.id for one in everyone}
    short = {name.split()[0]: agent for name, agent in names.items() if firsts[name.split()[0]] == 1}
    known = short | names
    longest_first = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    found = re.findall(rf"(?<!\w)@({longest_first})(?!\w)", on_one_line(note).casefold()) if known else ()
    return tuple(dict.fromkeys(known[name] for name in found))


def may_grant(role: Role, kind: str, amount: Decimal, kinds: Sequence[str], limit: Decimal) -> Decision:
    """Whether a gesture is within this role's authority, at once and without asking."""
    if kind not in kinds:
        return Decision(False, "The house gives no such gesture.")
    if amount > limit:
        return Decision(False, f"Above what a {role} may give; a supervisor can.")
    return Decision(True, "Within authority.")


def owes(agent: Agent, promise: Promise) -> bool:
    """Whether a promise is this agent's to keep: their own, by id where it has one, or the desk's."""
    return promise.agent == agent.id if promise.agent else promise.owner in (DESK, agent.name)


def in_order(items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
    """The queue: by how long each has waited, and by nothing else."""
    return tuple(sorted(items, key=lambda item: (item.waiting_since, item.conversation)))


def holds(item: QueueItem, words: str) -> bool:
    """Whether what the queue shows of an item has all of these words."""
    said = f"{item.name or ''} {item.reason} {item.channel} {item.department}".casefold()
    return all(word in said for word in words.casefold().split())


def place_of(place: int, agents_here: int, minutes_each: float) -> Place:
    """A place among those waiting, with an estimate where somebody is there."""
    if not agents_here:
        return Place(place=place, minutes=None)
    rounds = -(-place // agents_here)
    return Place(place=place, minutes=max(1, round(rounds * minutes_each)))


def gather(said: Sequence[SaidBefore], mood: str) -> NewCase:
    """What the next person is told: the customer's last telling words, never what was told in confidence.

    The mood is the gravest they were heard in: who was furious asks for a person in calm words.
    """
    open_words = [one for one in said if not one.in_confidence and one.text.strip()]
    told = [one for one in open_words if _tells(one)]
    telling = [one for one in told if one.intent not in OF_THEMSELVES] or told or open_words[-1:]
    lines = [
        SummaryLine(id=str(number), text=in_brief(one.text), message=one.id)
        for number, one in enumerate(telling[-LINES_TOLD:], 1)
    ]
    topics = [one.intent for one in said if one.intent not in SAYING_NOTHING | CONFIDING]
    return NewCase(
        reason=lines[-1].text if lines else "",
        lines=tuple(lines),
        tried=tuple(one for one in dict.fromkeys(topics) if one not in OF_THEMSELVES),
        topic=topics[-1] if topics else None,
        mood=max((mood, *(one.mood for one in open_words)), key=_gravity),
    )


def _gravity(mood: str) -> int:
    return GRAVITY.index(mood) if mood in GRAVITY else 0


def matter(lines: Iterable[SummaryLine]) -> str:
    """The matter on one line, in the customer's words that they let us tell."""
    return "; ".join(line.text for line in lines if line.text and not line.struck)


def repeating(items: Iterable[Reply], struck: Container[str]) -> frozenset[str]:
    """The ids of these messages, and of every item that says their beginning again, such as our own list."""
    said = tuple(items)
    openings = [shortened(in_brief(one.text)).removesuffix(" …") for one in said if one.id in struck]
    return frozenset(
        one.id
        for one in said
        if one.id in struck or any(opening and opening in _all_words(one) for opening in openings)
    )


def _all_words(item: Reply) -> str:
    """What an item says, on its buttons too."""
    return on_one_line(" ".join((item.text, *(choice.title for choice in item.choices))))


def on_one_line(text: str) -> str:
    """Words on one line, all of them."""
    return " ".join(text.split())


def shortened(text: str) -> str:
    """A line as short as a button has it.

    >>> shortened("my third teapot came broken again")
    'my third teapot came …'
    """
    return text if len(text) <= BUTTON_LENGTH else text[:BUTTON_LENGTH].rsplit(" ", 1)[0] + " …"


def in_brief(text: str) -> str:
    """Words on one line, cut after a whole one where they are long.

    >>> in_brief("  my   teapot\nis broken ")
    'my teapot is broken'
    """
    line = on_one_line(text)
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
