"""What is wrong with something that came, and what is wanted for it, by the customer's words."""

import re

from actions.said import Said
from shop.values import ProblemKind, Wish

_REFUND = re.compile(
    r"\b(?:refund\w*|money back|my money|reimburse\w*|(?:don't|dont|no longer) want)\b", re.I
)
_EXCHANGE = re.compile(
    r"\b(?:exchange|swap|(?:bigger|smaller|larger|other|another|different) (?:one|size|colou?r))\b", re.I
)
_REPLACE = re.compile(r"\b(?:replace\w*|new one|another one|send (?:me )?(?:a |an )?(?:new|another))\b", re.I)
# "I don't want another one", "no replacement", "money instead of a new one": that is not what is wanted.
_UNWANTED = re.compile(
    r"\b(?:(?:don'?t|do not|didn'?t|wouldn'?t|not|never|no longer)(?: (?:want|need|send|like|after|have|me|you|to))*|"
    r"no|without|instead of|rather than)\s+(?:an? |the |any |yet )?"
    r"(?:another(?: one)?|new one|replace\w*|exchange\w*|swap\w*|different one)\b",
    re.I,
)
_KINDS = {
    ProblemKind.MISSING: (
        r"missing|no [\w -]{2,30} in the (?:box|parcel|package)|came without"
        r"|not in the (?:box|parcel)|w(?:as|ere)n't in|only (?:got|had)|empty"
        r"|never (?:came|arrived|got|received)|not arrived|isn't here|nothing (?:came|arrived)"
    ),
    ProblemKind.WRONG: (
        r"(?<!something )(?<!something is )(?<!something's )wrong(?! with)|not what|instead of"
        r"|different (?:one|colou?r|size)|someone else's|mixed up"
    ),
    ProblemKind.FAULTY: (
        r"faulty|(?:doesn'?t|does not|not) work\w*|won'?t|stopped|defect\w*|dead|leak\w*|fell apart"
        r"|(?:doesn'?t|does not|will not) (?:turn|switch|start|charge|play|heat)\w*"
    ),
    ProblemKind.DAMAGED: (
        r"damaged?|broke\w*|crack\w*|chip\w*|smash\w*|shatter\w*|torn|rip\w*|dent\w*|stain\w*|scratch\w*|bent|off"
        r"|pieces|hole\w*"
    ),
}


def problem_in(text: str) -> ProblemKind | None:
    """What is wrong, by the customer's words."""
    return next((kind for kind, words in _KINDS.items() if re.search(rf"\b(?:{words})\b", text, re.I)), None)


def wish_in(said: Said) -> Wish | None:
    """What is wanted for it, by the customer's words or the choice they took."""
    chosen = said.value("wish")
    if chosen:
        return Wish(chosen)
    wanted = _UNWANTED.sub(" ", said.text)
    if _EXCHANGE.search(wanted):
        return Wish.EXCHANGE
    if _REPLACE.search(wanted):
        return Wish.REPLACEMENT
    return Wish.REFUND if _REFUND.search(said.text) else None
