"""A yes to a part of what was asked: "the gluten yes, leave out the latex", and a yes that nobody else may see it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.facts import known_by, naming_words
from actions.notices import REMEMBER, REMEMBER_ONE
from actions.yes_and_no import answer_in

Statement = Mapping[str, Any]
UNSEEN, PARTLY = "unseen", "partly"  # marks on a message that is read so
_SEGMENT = re.compile(
    r"[,.;:!–]+|\s-\s|\b(?:but|and|plus|yet)\b|(?=\b(?:not|leave|skip|without|except|drop|forget|ignore|never mind|"
    r"don['’]?t|do not|nothing about|apart from|minus|only|just)\b)|"
    r"(?<!not )(?<!dont )(?<!n't )(?<!n’t )(?<!never )(?=\b(?:keep|remember)\b)",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|no|nope|dont|leave|skip|without|except|drop|forget|ignore|never|nothing|apart from|minus|nor)\b|"
    r"n['’]t\b",
    re.I,
)
_YES = re.compile(r"\b(?:yes|yep|yeah|yea|yup|aye|ok|okay|sure|keep|remember|save|go ahead|alright)\b", re.I)
_YES_FIRST = re.compile(r"^\W*(?:yes|yep|yeah|yea|yup|ok|okay|sure|fine|alright|go ahead)\b", re.I)
# "Only the gluten" is a yes to it; "only the gluten is bad" tells of it.
_ONLY = re.compile(r"^\W*(?:only|just)\b(?:\W+(?!is\b|are\b|was\b|were\b|makes?\b)\w+){1,4}\W*$", re.I)
_ALL = re.compile(r"\b(?:anything|nothing|none|everything|(?:any|all) of (?:it|that|this|them))\b", re.I)
_REST = re.compile(r"\b(?:the (?:rest|others?)|everything else|all the other\w*)\b", re.I)
_PLACES = (
    (re.compile(r"\bthe (?:first|1st)\b", re.I), 0),
    (re.compile(r"\bthe (?:second|2nd|other|latter)\b", re.I), 1),
    (re.compile(r"\bthe (?:third|3rd)\b", re.I), 2),
)
_TWO = re.compile(r"\s*(?:,|&|\band\b|\bor\b)\s*", re.I)
# What a yes is tied to: that nobody but the assistant sees it. Whatever says no beside that takes the yes back.
_NOBODY_ELSE = re.compile(
    r"\b(?:(?:only|just) )?(?:you|u|for you|the machine|this chat) (?:only|alone)\b|"
    r"\b(?:only|just) (?:you|u|for you|the machine|this chat)\b|\bbetween (?:us|you and me)\b|"
    r"\bkeep it to yourself\b|"
    r"(?:\b(?:not|no|dont|do not|never|without|nobody|none|no one)\b|n['’]t\b)"
    r"(?:(?!\b(?:keep\w*|remember\w*|not\w*|sav\w+|stor\w+|want|like|rather)\b)[^,.;!?]){0,40}?"
    r"\b(?:staff|col+e\w+|team|people|agents?|employees|any(?:one|body)|else|shop|others?|humans?)\b[^,.;!?]*",
    re.I,
)
_FOR_A_TIME = re.compile(
    r"\b(?:only|just) (?:for|until|till)\b(?! (?:you|me|us)\b)|\b(?:until|till|unless|for (?:a|an|one|two|three|"
    r"the next|this) "
    r"(?:\w+ )?(?:day|week|month|year|hour|while|bit)s?)\b|\bonly (?:today|this (?:time|week|month|once))\b",
    re.I,
)
_POLITE = re.compile(r"\b(?:please|pls|thanks|thank you|ta|then|though|but|and|it|that|this)\b", re.I)
_KEEPS_FIRST = re.compile(r"^\W*(?:(?:please|then|and|but)\W+)*(?:keep|remember|save) (?:it|that|this)\b", re.I)
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
        return {PARTLY: True, UNSEEN: bool(_NOBODY_ELSE.search(text))}
    if _YES_FIRST.match(text) and _FOR_A_TIME.search(text):
        return {"plainly": LIMIT_NOT_KEPT}
    return {UNSEEN: True} if _for_you_alone(text) else None


def _for_you_alone(text: str) -> bool:
    """Whether it is a yes that nobody else may see what it keeps, and no other no is in it.

    "Between us, my husband is leaving me" is no yes: another thing is told.
    """
    rest = _NOBODY_ELSE.sub(" ", text)
    agrees = not re.search(r"\w", _POLITE.sub(" ", rest)) or _YES_FIRST.match(rest) or _KEEPS_FIRST.match(rest)
    return rest != text and bool(agrees) and answer_in(rest, "affirm") is True


def parts_in(text: str, asked: Sequence[Statement]) -> Parts | None:
    """Which of the things asked about are named with a yes and which are not; None where it is all or nothing.

    To be named is no yes: one stands in the same part of the message, or opens it.
    """
    each = [one for statement in asked for one in _taken_apart(statement)]
    text = _NOBODY_ELSE.sub(" ", text)  # who may see it is no part of it
    segments = _SEGMENT.split(text)
    if len(each) < 2 or any(_NOT.search(one) and _ALL.search(one) for one in segments):
        return None
    said = [_said_of(one, place, text, each) for place, one in enumerate(each)]
    rest = _of_the_rest(text, segments) if any(one is not None for one in said) else False
    decided = [rest and True not in said if one is None else one for one in said]
    if all(decided) or not any(decided):
        return None
    kept = tuple(one for one, yes in zip(each, decided, strict=True) if yes)
    return Parts(kept, tuple(one for one in each if one not in kept))


def _of_the_rest(text: str, segments: Sequence[str]) -> bool:
    """Whether a yes was said to whatever isn't named: one that opens the message, or one to "the rest"."""
    opens = _YES_FIRST.match(text) and not _NOT.search(segments[0]) and not any(map(_ONLY.match, segments))
    return bool(opens) or any(_REST.search(one) and _YES.search(one) and not _NOT.search(one) for one in segments)


def _said_of(one: Statement, place: int, text: str, each: Sequence[Statement]) -> bool | None:
    """Whether what names it says yes or no; None where nothing names it, or it is only named."""
    others = frozenset().union(*(known_by(other) for other in each if other is not one))
    own = known_by(one) - others
    naming = [
        segment
        for segment in _SEGMENT.split(text)
        if naming_words(segment) & own or any(n == place and way.search(segment) for way, n in _PLACES)
    ]
    if any(map(_NOT.search, naming)):
        return False
    agreed = any(_YES.search(segment) or _ONLY.match(segment) for segment in naming)
    return True if agreed or (naming and _YES_FIRST.match(text)) else None


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
