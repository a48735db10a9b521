"""For whom goods are looked for: the customer, or somebody of theirs whom the words name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from store import Fact

SELF, SOMEBODY = "self", "somebody"  # somebody of theirs of whom nothing was told
RELATION = (
    r"(?:wife|husband|partner|boyfriend|girlfriend|fianc[eé]e?|mum|mom|mother|dad|father|parents?|son|daughter|kids?|"
    r"child(?:ren)?|baby|brother|sister|grand\w+|nan|nana|gran|granny|aunt(?:ie)?|uncle|niece|nephew|cousin|friend|"
    r"flatmate|boss|colleague|neighbour|carer)s?"
)
_FOR_THEM = re.compile(rf"\b(?:for|to give(?: to)?|give|get) (?:my|our) (?:\w+ )?{RELATION}\b", re.I)
_PRONOUN = re.compile(r"\b(?:he|she|him|her)\b", re.I)
_BARE = re.compile(
    r"^\W*(?:(?:so|and|ok|okay|then|well)\W+)*(?:what (?:would|do|can|could|should) (?:you|i|we) "
    r"(?:suggest|recommend|have|get|give|buy|think)|any (?:ideas?|suggestions?|thoughts)|"
    r"(?:suggest|recommend) something)(?: then| please| for that| from you)*\W*$",
    re.I,
)
_NOT_NAMING = frozenset({"my", "our"})


@dataclass(frozen=True, slots=True)
class Telling:
    """Of whom a thing was told, and by what names they go."""

    subject: str
    names: frozenset[str] = frozenset()


def meant_person(text: str, told: Iterable[Telling], lately: Sequence[Telling] = ()) -> Telling:
    """Whose tastes count for what is asked: somebody of theirs by their name, "my wife", or the only "she".

    Where nothing but a suggestion is asked for, it is for whom something was told of last, in `lately`.

    >>> anya = Telling("my daughter anya", frozenset({"daughter", "anya"}))
    >>> [meant_person(text, [anya]).subject for text in ("a gift for Anya", "a coat", "one for my mum")]
    ['my daughter anya', 'self', 'somebody']
    """
    others = [one for one in told if one.subject != SELF]
    words = {word.removesuffix("'s") for word in re.findall(r"[\w']+", text.casefold().replace("’", "'"))}
    named = [one.subject for one in others if one.names & words]
    if named:
        return _all_of(named[-1], others)
    if _FOR_THEM.search(text):
        return Telling(SOMEBODY, frozenset())
    if _BARE.match(text) and lately and lately[-1].subject != SELF:
        return _all_of(lately[-1].subject, others)
    subjects = {one.subject for one in others}
    return _all_of(subjects.pop(), others) if len(subjects) == 1 and _PRONOUN.search(text) else Telling(SELF)


def _all_of(subject: str, told: Iterable[Telling]) -> Telling:
    return Telling(subject, frozenset().union(*(one.names for one in told if one.subject == subject)))


def of_facts(facts: Iterable[Fact]) -> list[Telling]:
    """Of whom remembered things were told."""
    return [_telling(fact.subject, fact.kind, fact.about) for fact in facts]


def of_statements(statements: Iterable[Mapping[str, Any]]) -> list[Telling]:
    """Of whom things were told in this session."""
    return [_telling(one.get("subject") or SELF, str(one["kind"]), str(one["about"])) for one in statements]


def _telling(subject: str, kind: str, about: str) -> Telling:
    called = set(subject.casefold().split()) - _NOT_NAMING
    return Telling(subject, frozenset(called | ({about.casefold()} if kind == "person_in_life" else set())))
