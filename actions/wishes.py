"""What customers wish of being written to, read from one message: how often, when, by which way."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.said import Said
from actions.when import CLOCK, NO, length_of, weekdays_in
from store.reminders import interval

_SIDE = re.compile(r"\b(after|past|from|before|until|till?|by)\s*$", re.I)
_BETWEEN = re.compile(r"\bbetween\b|\d\s*(?:-|–|to|til|till|until)\s*\d", re.I)
_PARTS = {"morning": ("09:00", "12:00"), "afternoon": ("12:00", "17:00"), "evening": ("17:00", "20:00")}
_PART = re.compile(rf"\b({'|'.join(_PARTS)})s?\b", re.I)
_ALL_BUT = {
    "morning": {"not_before": "12:00"},
    "afternoon": {"not_after": "12:00"},
    "evening": {"not_after": "17:00"},
}
_NOT_THEN = re.compile(
    rf"\b(?:not|never|no|except|don['’]?t)\s+(?:(?:in|on|during|write|message|email|text|me|the|my|any|weekday)\s+)*"
    rf"({'|'.join(_PARTS)})s?\b|"
    rf"\b({'|'.join(_PARTS)})s?\s+(?:not|never|(?:is|are) (?:no good|bad|out)|do(?:n['’]?t| not) (?:work|suit))\b",
    re.I,
)
_COUNTS = {"once": 1, "one": 1, "a single": 1, "twice": 2, "two": 2, "three": 3, "four": 4}
_COUNT = re.compile(
    r"\b(once|twice|one|a single|two|three|four|\d{1,2})\b"
    r"(?:\s+(?:times?|messages?|mails?|emails?|letters?|newsletters?|offers?))?"
    r"\s+(?:an?|per|every|each|in (?:a|the))\s+(day|week|month|year)\b",
    re.I,
)
_SPACED = re.compile(r"\b(?:every|once in)\b", re.I)
_WAYS = {
    "text": "twilio", "texts": "twilio", "sms": "twilio", "txt": "twilio", "text message": "twilio",
    "facebook": "messenger", "messenger": "messenger", "whatsap": "whatsapp", "whatsapp": "whatsapp",
    "telegram": "telegram", "slack": "slack", "chat": "web", "web": "web", "app": "web", "here": "web",
}  # fmt: skip
_BY_WAY = re.compile(rf"\b(?:on|by|via|through|over|using) (?:the )?({'|'.join(_WAYS)})\b", re.I)
_BY_MAIL = re.compile(r"\be-?mails?\b", re.I)  # said without a "by": "email me twice a year"
_NO_CALLS = re.compile(
    r"\b(?:no|not|don'?t|do not|never|without|stop|instead of)\b[^.,;!?]{0,15}\b"
    r"(?:phone(?! number)(?:d|ing)?|ring(?:ing)?|calls?|calling|call me|telephone)\b"
    r"(?! (?:before|after|between|on|until|till|at)\b)",
    re.I,
)
# Limits of a permission that are none of ours to keep: an occasion, a matter, a condition.
_LIMIT = re.compile(
    r"\b(?:on|for|around) my (?:\w+ )?(?:birthday|bday|anniversary|name day)\b|\b(?:at|for) christmas\b|"
    r"\bonly (?:if|when|about|for|with|on|at)\b|\bbut only\b|\bonly (?:news|offers|sales?)\b|"
    # "when my trainers are back in white": an occasion, whatever it is about
    r"\b(?:when|if|once|as soon as)\b[^.;!?]*\b(?:back|in stock|in again|available|ready|arriv\w+|lands?|restocked|"
    r"reduced|cheaper|goes down|comes in|come in)\b|\b(?:when|if|once|as soon as) (?:my|it|they)\b|\bunless\b|"
    r"\b(?:otherwise|or else|apart from that|except for that)\b",
    re.I,
)


def rules_out_calls(text: str) -> bool:
    """Whether somebody wants not to be rung at all.

    >>> rules_out_calls("please don't phone me, write instead"), rules_out_calls("don't ring before ten")
    (True, False)
    """
    return bool(_NO_CALLS.search(text))


def limits_otherwise(text: str) -> bool:
    """Whether a permission is given for an occasion or a matter alone, which no term of ours can hold.

    >>> limits_otherwise("you may write on my birthday"), limits_otherwise("you may write to me by e-mail")
    (True, False)
    """
    return bool(_LIMIT.search(text))


def contact_terms(said: Said) -> dict[str, Any]:
    """How, when and how often, as a consent's terms have it; empty where the message says none of it."""
    wishes: dict[str, Any] = {}
    channels = _channels(said)
    if channels:
        wishes["channels"] = channels
    wishes |= _hours(said)
    wishes |= weekdays_in(said.text)
    at_most = _at_most(said)
    if at_most:
        wishes["at_most"] = at_most
    return wishes


def named_club(text: str, entities: Sequence[str], clubs: Sequence[str]) -> str | None:
    """The house's club that the words name, by its stem: "bakers" name "baking"."""
    words = {_stem(word) for entity in (*entities, text) for word in re.findall(r"[a-z]+", entity.lower())}
    return next((club for club in clubs if _stem(club.lower()) in words), None)


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ers?|s)$", "", word) if len(word) > 4 else word


def ways_in(text: str) -> frozenset[str]:
    """The channels that a sentence names, by our own names for them."""
    return frozenset(_WAYS[word] for word in re.findall(r"\w+", text.lower()) if word in _WAYS)


def _channels(said: Said) -> list[str]:
    named = [e for e in said.entities if e["entity"] == "channel" and not _denied(said.text, e)]
    words = [str(e.get("value") or "").lower() for e in named] or _ways_by_words(said.text)
    return sorted({_WAYS.get(word, _WAYS.get(word.removesuffix("s"), word)) for word in words if word})


def _ways_by_words(text: str) -> list[str]:
    named = [found[1].lower() for found in _BY_WAY.finditer(text) if not NO.search(text[: found.start()])]
    by_mail = _BY_MAIL.search(text)
    return named or (["email"] if by_mail and not NO.search(text[: by_mail.start()]) else [])


def _hours(said: Said) -> dict[str, str]:
    times = [e for e in said.entities if e["entity"] == "time" and CLOCK.search(str(e.get("value")))]
    plain = [str(e["value"]) for e in times if "/" not in str(e["value"])]
    if len(plain) >= 2 and _BETWEEN.search(said.text):
        return {"not_before": plain[0], "not_after": plain[1]}
    wishes: dict[str, str] = {}
    for one in times:
        wishes |= _span(str(one["value"]), _denied(said.text, one), _side(said.text, one))
    return wishes or part_of_day(said.text)


def part_of_day(text: str) -> dict[str, str]:
    """The hours of "weekday mornings", where one part of the day is wished for, or of "not in the mornings".

    >>> part_of_day("mornings only"), part_of_day("no wait, mornings not")
    ({'not_before': '09:00', 'not_after': '12:00'}, {'not_before': '12:00'})
    """
    if unwanted := _NOT_THEN.search(text):
        return dict(_ALL_BUT[(unwanted[1] or unwanted[2]).lower()])
    wanted = {part[1].lower() for part in _PART.finditer(text) if not NO.search(text[: part.start()])}
    if len(wanted) != 1:
        return {}
    not_before, not_after = _PARTS[wanted.pop()]
    return {"not_before": not_before, "not_after": not_after}


def _span(value: str, denied: bool, side: str) -> dict[str, str]:  # noqa: FBT001 - what was read, not a switch
    begins, slash, ends = value.partition("/")
    if not slash:
        later = side in ("after", "past", "from")
        begins, ends = (value, "..") if later else ("..", value)
        if not side:
            return {}
    if not denied:
        return {name: at for name, at in (("not_before", begins), ("not_after", ends)) if at != ".."}
    if ends == ".." or (begins != ".." and begins >= "17:00"):
        return {"not_after": begins}
    return {"not_before": ends}


def _side(text: str, entity: Mapping[str, Any]) -> str:
    found = _SIDE.search(text[: entity.get("start") or 0])
    return found[1].lower() if found else ""


def _at_most(said: Said) -> dict[str, Any] | None:
    found = _COUNT.search(said.text)
    if found:
        count = _COUNTS.get(found[1].lower()) or int(found[1])
        return {"count": count, "per": found[2].lower()}
    length = length_of(said) if _SPACED.search(said.text) else None
    months, days = (interval(length) if length else None) or (0, 0)
    apart = months * 30 + days
    return {"count": max(1, 365 // apart), "per": "year"} if apart > 30 else _in_span(apart)


def _in_span(apart: int) -> dict[str, Any] | None:
    spans = {1: "day", 7: "week", 30: "month"}
    fitting = [name for days, name in spans.items() if 0 < apart <= days]
    return {"count": 1, "per": fitting[0]} if fitting else None


def _denied(text: str, entity: Mapping[str, Any]) -> bool:
    return bool(NO.search(text[: entity.get("start") or 0]))
