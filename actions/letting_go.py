"""What lets go of a task under way, and what is asked for in the same breath: "start again. Do you have records?"."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.several import Read, asks_something, intent_of, is_wish
from actions.while_filling import as_intent

_BEFORE = (
    r"^\W*(?:(?:no+|nah|ok|okay|oh|hm+|ah|right|sorry|wait|please|actually|what|look|but|hang on|hold on|argh|ugh|"
    r"can we|let'?s|let me|i said)\b\W*)*"
)
_VERBS = r"(?:change|order|buy|return|cancel|exchange|swap|book|redeem|send|get|have)"
# "I'll check with my bank": nothing more is wanted of us for now.
_SOMEBODY = (
    r"(?:bank|card company|husband|wife|partner|mum|mom|dad|mother|father|son|daughter|sister|brother|boss|friend|"
    r"neighbou?rs?|courier|carrier|post office|family|flatmate|housemate|girlfriend|boyfriend)"
)
_OFF_TO_ASK = (
    r"(?:i'?ll|i will|let me|i'?d better) (?:(?:just|have to|first) )*(?:check|ask|speak|talk|ring|call)\b"
    rf"(?: (?:it|that|this))?(?: (?:with|to|at))? (?:them|him|her|(?:my|the) {_SOMEBODY})"
    r"(?: first| then)?"
)
# What by itself says that all of it is let go.
_PLAINLY = (
    r"(?:start (?:again|over|afresh|from scratch)|"
    rf"(?:i|we) (?:don'?t|do not|dont|didn'?t|did not) (?:want|need|ask|mean|wish) to {_VERBS}"
    r"(?: (?:anything|that|this|it|them|any|one|now|back|at all|any of (?:it|that|them)))*|"
    rf"{_OFF_TO_ASK}|"
    r"(?:that'?s|thats|this is|it'?s|that is) not what i(?:'m| am|'ve| have)? (?:ask|want|mean|meant|said|after)\w*"
    r"(?: (?:for|to know|about))*)"
)
# What may be meant of one thing only, and lets go of all where something else is asked for behind it.
_OF_THIS = (
    r"(?:forget (?:about )?(?:that|this|it|all that|the (?:order|change|return|lot))|never ?mind(?: (?:that|this|it))?|"
    r"(?:scrap|drop|stop|cancel|skip|leave) (?:that|this|it|all that)(?: (?:now|please|alone|for now))*)"
)
_ALONE = re.compile(rf"{_BEFORE}{_PLAINLY}(?:\W|please|thanks|thank you)*$", re.I)
_GOES_TO_ASK = re.compile(rf"{_BEFORE}{_OFF_TO_ASK}(?:\W|please|thanks|thank you)*$", re.I)
_LETS_GO = re.compile(rf"{_BEFORE}(?:{_PLAINLY}|{_OF_THIS})\b", re.I)
# "No, where's my coat?": a no, and what belongs to no task that asks something.
_NO_BUT = re.compile(
    r"^\W*(?:no+|nah|nope|not now)\b\W+(?:(?:no|thanks|sorry|actually|please)\b\W*)*(?P<rest>\S.*)$", re.I | re.S
)
_ELSEWHERE = frozenset(
    {"track_order", "track_refund", "points_balance", "ask_store_info", "ask_booking", "recommend", "ask_offers",
     "book_visit"}
)  # fmt: skip
# What is being asked about, where no week or day is meant.
_OF_THIS_THING = re.compile(
    r"\b(?:it|that|this(?! (?:week\w*|month|year|morning|afternoon|evening))|they|them|those|these)\b", re.I
)
_LOOKS = re.compile(r"^\W*(?:i'?d rather|i would rather|show me|let me see|i want to see|tell me|can i see)\b", re.I)
_BEGINS_ANEW = re.compile(rf"{_BEFORE}start (?:again|over|afresh|from scratch)\W*[.,!;:]", re.I)
_JOINS = re.compile(
    r"^(?:\W*(?:please|thanks|and|but|just|so|then|now|instead|i asked|i meant|i want(?:ed)? to know)\b)*\W*", re.I
)
# "No leave it, just money back" is what is wanted of this very thing.
_ONLY_MONEY = re.compile(
    r"^(?:(?:i'?d like|i want|i'?ll (?:have|take)|give me|can i have|just) )*(?:my |the |a )?(?:money|refund|cash)"
    r"(?: back)?(?: (?:please|instead|then|now))*\W*$",
    re.I,
)
_GOES_ON = {"entity": "goes_on", "value": "yes", "start": 0, "end": 0}
# Words of something else that is asked for; after a bare no, two may still be what is wanted of this very thing.
_FEWEST, _FEWEST_AFTER_A_NO = 2, 3


def only_lets_go(text: str) -> bool:
    """Whether a task is let go and nothing else is said: "start again", "I don't want to change anything"."""
    return bool(_ALONE.match(text))


def goes_to_ask(text: str) -> bool:
    """Whether they go and ask somebody else first.

    >>> [goes_to_ask(one) for one in ("ok I'll ask my bank", "I'll ask for a refund", "I'll call my solicitor")]
    [True, False, False]
    """
    return bool(_GOES_TO_ASK.match(text))


def let_go(text: str, read: Read) -> Sequence[Mapping[str, Any]]:
    """What lets go of a task, and what is wished for in its place; nothing where the message isn't both."""
    if other := _after_a_no(text, read):
        return other
    found = _LETS_GO.match(text)
    rest = _JOINS.sub("", text[found.end() :], count=1).strip() if found else ""
    if found is None or len(rest.split()) < _FEWEST or _ONLY_MONEY.match(rest):
        return ()
    wish = read(rest)
    if not (is_wish(wish) or asks_something(wish) or _BEGINS_ANEW.match(text)):
        return ()
    return _dropped(text[: found.end()], read), wish


def _after_a_no(text: str, read: Read) -> Sequence[Mapping[str, Any]]:
    found = _NO_BUT.match(text)
    rest = found["rest"] if found else ""
    if found is None or len(rest.split()) < _FEWEST_AFTER_A_NO or _OF_THIS_THING.search(rest):
        return ()
    wish = read(rest)
    of_an_order = any(one["entity"] == "order_number" for one in wish.get("entities") or ())
    asks = intent_of(wish) in _ELSEWHERE and is_wish(wish) and (asks_something(wish) or _LOOKS.match(rest))
    return () if of_an_order or not asks else (_dropped(text[: found.start("rest")], read), wish)


def _dropped(words: str, read: Read) -> Mapping[str, Any]:
    return {**as_intent(read(words), "abort"), "entities": [_GOES_ON]}
