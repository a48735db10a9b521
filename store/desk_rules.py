"""What is decided about the agents' desk without looking anything up: values in, values out."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from store.desk import Agent, Place, Presence, QueueItem, Role
from store.handoff import Owner
from store.promises import DESK
from store.summary import on_one_line
from store.values import Decision, Fact, Promise

GENERAL = "general"  # the department of whatever no other department has
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


def parted(facts: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Facts to go by, and facts to steer clear of."""
    known = tuple(facts)
    liked = tuple(fact for fact in known if fact.stance in _LIKES)
    return liked, tuple(fact for fact in known if fact.stance not in _LIKES and fact.kind == "preference")
