"""What customers say we did wrong by them, where it has a repair of its own: read from their words."""

import re

from store.transgressions import Transgression

_WRITES = re.compile(
    r"\b(?:writ\w+|wrote|messag\w+|contact\w*|e-?mail\w*|texts?|texted|texting|mailings?|letters?)\b", re.I
)
_SAID_NO = re.compile(r"\b(?:told|asked|said)\b.{0,40}\b(?:stop\w*|not to|no|no more|don'?t|never)\b", re.I)
_ALL_THE_SAME = re.compile(
    r"\b(?:again|still|keep|kept|anyway|yet|all the same|although|though|after i|when i)\b", re.I
)
_ASKED_AGAIN = re.compile(
    r"\byou(?:'ve| have|'re| are)? (?:(?:just|already|always|still|keep|kept) (?:on )?)*(?:asked|asking)\b"
    r".{0,30}\b(?:already|again|before|twice|times|every time|over and over)\b|"
    r"\byou (?:already|keep|kept|always) (?:on )?(?:asked|asking|ask)\b|\b(?:stop|quit) asking (?:me|that|this)\b|"
    r"\bi(?:'ve| have)? already (?:said|told you|answered)\b.{0,10}\bno\b",
    re.I,
)
_BETWEEN_US = re.compile(r"\b(?:in confidence|between us|confidential\w*|confidence|secret)\b", re.I)
_WAS_PASSED_ON = re.compile(
    r"\b(?:you|your \w+|somebody|someone)(?: lot| people|'ve| have| has)? (?:told|shared|leaked|passed|gave)\b"
    r"(?! me\b)|\bnow \w+(?: \w+)? knows?\b|\bhow (?:does|do|did|come) (?:\w+ ){1,3}knows?\b|"
    r"\bbroke (?:my|our|the|a) confidence\b",
    re.I,
)


def told_of(text: str) -> Transgression | None:
    """What was done wrong, where the words say it; None where they complain of something else, or of nothing.

    >>> told_of("you asked me that already"), told_of("I told you that in confidence and you told my wife")
    (<Transgression.ASKED_AGAIN: 'asked_again'>, <Transgression.BROKEN_CONFIDENCE: 'broken_confidence'>)
    >>> told_of("I told you to stop and you wrote to me again"), told_of("can you ask them again?")
    (<Transgression.AGAINST_THEIR_WISH: 'against_their_wish'>, None)
    """
    if _BETWEEN_US.search(text) and _WAS_PASSED_ON.search(text):
        return Transgression.BROKEN_CONFIDENCE
    if _WRITES.search(text) and _SAID_NO.search(text) and _ALL_THE_SAME.search(text):
        return Transgression.AGAINST_THEIR_WISH
    return Transgression.ASKED_AGAIN if _ASKED_AGAIN.search(text) else None
