"""A yes to a part of what was asked: "the gluten yes, leave out the latex", and a yes that nobody else may see it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.facts import called, naming_words
from actions.notices import REMEMBER, REMEMBER_ONE

Statement = Mapping[str, Any]
UNSEEN, PARTLY = "unseen", "partly"  # marks on a message that is read so
_SEGMENT = re.compile(
    r"[,.;:!–]+|\s-\s|\b(?:but|and|plus|yet)\b|(?=\b(?:not|leave|skip|without|except|drop|forget|ignore|never mind|"
    r"don['’]?t|do not|nothing about|apart from|minus|only|just)\b)|"
    r"(?<!not )(?<!dont )(?<!n't )(?<!n’t )(?<!never )(?=\b(?:keep|remember)\b)",
    re.I,
)
_ALL = re.compile(r"\b(?:anything|nothing|none|everything|(?:any|all) of (?:it|that|this|them))\b", re.I)
_NOT = re.compile(
    r"\b(?:not|no|nope|n['’]t|dont|leave|skip|without|except|drop|forget|ignore|never|nothing|apart from|minus|nor)\b|"
    r"n['’]t\b",
    re.I,
)
_YES = re.compile(
    r"\b(?:yes|yep|yeah|yea|yup|aye|ok|okay|sure|fine|please|keep|remember|note|save|go ahead|only|just|alright)\b",
    re.I,
)
_ONLY = re.compile(r"\b(?:only|just)\b", re.I)
_PLACES = (
    (re.compile(r"\bthe (?:first|1st)\b", re.I), 0),
    (re.compile(r"\bthe (?:second|2nd|other|latter)\b", re.I), 1),
    (re.compile(r"\bthe (?:third|3rd)\b", re.I), 2),
)
_TWO = re.compile(r"\s*(?:,|&|\band\b|\bor\b)\s*", re.I)
_UNSEEN = re.compile(
    r"^\W*(?:yes|yep|yeah|yea|yup|ok|okay|sure|fine|alright|go ahead|you (?:can|may))\b.*"
    r"(?:\b(?:only|just) (?:you|u|between us|for you|the machine|this chat)\b|"
    r"\b(?:not|no|n['’]t|never|without|nobody|none|no one)\b.{0,40}"
    r"\b(?:staff|col+e\w+|team|people|agents?|employees|any(?:one|body)|else|shop|others?|humans?)\b|"
    r"\bbetween (?:us|you and me)\b|\bkeep it to yourself\b)",
    re.I,
)
_YES_FIRST = re.compile(r"^\W*(?:yes|yep|yeah|yea|yup|ok|okay|sure|fine|alright|go ahead)\b", re.I)
_FOR_A_TIME = re.compile(
    r"\b(?:only|just) (?:for|until|till)\b(?! (?:you|me|us)\b)|\b(?:until|till|unless|for (?:a|an|one|two|three|"
    r"the next|this) "
    r"(?:\w+ )?(?:day|week|month|year|hour|while|bit)s?)\b|\bonly (?:today|this (?:time|week|month|once))\b",
    re.I,
)
LIMIT_NOT_KEPT = "utter_limit_not_kept"


@dataclass(frozen=True, slots=True)
class Parts:
    """What of the things asked about gets a yes, and what a no."""

    kept: tuple[Statement, ...]
    left: tuple[Statement, ...]


def answers_partly(text: str, asked: str | None, waiting: Sequence[Statement]) -> dict[str, Any] | None:
    """The marks of a message that says yes to a part, or for the assistant alone; None where it says neither."""
    if asked not in (REMEMBER, REMEMBER_ONE) or "?" in text:
        return None
    if waiting and parts_in(text, waiting):
        return {PARTLY: True}
    if _YES_FIRST.match(text) and _FOR_A_TIME.search(text):
        return {"plainly": LIMIT_NOT_KEPT}
    return {UNSEEN: True} if _UNSEEN.match(text) else None


def parts_in(text: str, asked: Sequence[Statement]) -> Parts | None:
    """Which of the things asked about are named with a yes and which with a no; None where it is all or nothing."""
    each = [one for statement in asked for one in _taken_apart(statement)]
    if len(each) < 2 or not _agrees(text):
        return None
    said = [_said_of(one, place, text, each) for place, one in enumerate(each)]
    if all(one is None for one in said):
        return None
    rest = _of_the_rest(text, said)
    decided = [rest if one is None else one for one in said]
    if all(decided) or not any(decided):
        return None
    kept = tuple(one for one, yes in zip(each, decided, strict=True) if yes)
    return Parts(kept, tuple(one for one in each if one not in kept))


def _agrees(text: str) -> bool:
    """Whether a yes stands in some part of it, and no part says no to everything: to be named is no yes."""
    segments = _SEGMENT.split(text)
    refused = any(_NOT.search(one) and _ALL.search(one) for one in segments)
    return not refused and any(_YES.search(one) and not _NOT.search(one) for one in segments)


def _of_the_rest(text: str, said: Sequence[bool | None]) -> bool:
    """What goes for the things that are not named: a yes only where it was said and some were only left out."""
    lead = _SEGMENT.split(text, maxsplit=1)[0]
    agreed = bool(_YES.search(text)) and not _ONLY.search(text) and not _NOT.search(lead)
    return agreed and True not in said


def _said_of(one: Statement, place: int, text: str, each: Sequence[Statement]) -> bool | None:
    """Whether the part of the message that names it says yes or no; None where none names it."""
    others = frozenset().union(*(_names(other) for other in each if other is not one))
    own = _names(one) - others
    for segment in _SEGMENT.split(text):
        if naming_words(segment) & own or any(n == place and way.search(segment) for way, n in _PLACES):
            return not _NOT.search(segment)
    return None


def _names(one: Statement) -> frozenset[str]:
    words = naming_words(f"{one['about']} {one['words']}")
    return words | called(str(one["kind"]), str(one["sensitivity"]))


def _taken_apart(statement: Statement) -> Iterable[Statement]:
    """ "Allergic to latex and gluten" as the two things that it says."""
    about = str(statement["about"])
    parts = [part for part in _TWO.split(about) if part]
    if len(parts) < 2 or any(about not in str(statement[name]).casefold() for name in ("words", "restated")):
        return [statement]
    return [{**statement, **_put(statement, about, part)} for part in parts]


def _put(statement: Statement, about: str, part: str) -> dict[str, str]:
    whole = re.compile(re.escape(about), re.I)
    told = {name: whole.sub(lambda _: part, str(statement[name]), count=1) for name in ("words", "restated")}
    return {**told, "about": part}
