"""What is wrong with something that came, and what is wanted for it, by the customer's words."""

import re
from collections.abc import Collection, Iterable

from actions.said import Said
from shop.values import Problem, ProblemKind, Wish

BROKEN = re.compile(
    r"\b(?:broken?|cracked|smashed|shattered|damaged|faulty|defective|torn|ripped|snapped|chipped|leak(?:s|ing)|"
    r"(?:doesn'?t|not|won'?t|stopped) (?:work\w*|turn(?:ing)? on|switch on|start\w*|charg\w*)|"
    r"(?:come|comes|came|coming|fell|falls|fallen|falling|broke|dropped) (?:apart|off|loose|to bits|to pieces)|"
    r"(?:handles?|lids?|spouts?|soles?|heels?|zips?|buttons?|legs?|straps?|knobs?) (?:is|are|was|were|has|have|just)? ?"
    r"(?:off|gone|missing|broke\w*|loose|going|coming (?:off|loose|away))|"
    r"(?:has|have|got|with|full of) (?:an? |big |little |\d )*holes?|in (?:\w+ )?pieces)\b",
    re.I,
)
_REFUND = re.compile(
    r"\b(?:refund\w*|money back|my money|reimburse\w*|(?:don't|dont|no longer) want)\b", re.I
)
_EXCHANGE = re.compile(
    r"\b(?:exchange|swap|(?:bigger|smaller|larger|other|another|different) (?:one|size|colou?r))\b", re.I
)
_REPLACE = re.compile(
    r"\b(?:replace\w*|new (?:ones?|pair|set)|another pair|(?:working|proper|right|correct) (?:ones?|pair)|"
    r"one that works|another one|"
    r"send (?:me )?(?:a |an )?(?:new|another))\b",
    re.I,
)
# "I don't want another one", "no replacement", "money instead of a new one": that is not what is wanted.
_UNWANTED = re.compile(
    r"\b(?:(?:don'?t|do not|didn'?t|wouldn'?t|not|never|no longer)(?: (?:want|need|send|like|after|have|me|you|to))*|"
    r"no|without|instead of|rather than)\s+(?:an? |the |any |yet )?"
    r"(?:another(?: one)?|new one|replace\w*|exchange\w*|swap\w*|different one)\b",
    re.I,
)
_SENDS_GOODS = re.compile(
    r"\b(?:re-?send|send|post)\b (?:me |us |out )?(?:the |an? )?"
    r"(?:(?:right|correct|new|missing|other|proper|replacement|working) "
    r"(?:ones?|pair|set|size|colou?r|book|item|parts?)|"
    r"another(?: one| pair)?|replacements?)\b",
    re.I,
)
_KINDS = {
    ProblemKind.MISSING: (
        r"missing|no [\w -]{2,30} in the (?:box|parcel|package)|came without"
        r"|not in the (?:box|parcel)|w(?:as|ere)n't in|only (?:got|had)|empty"
        r"|never (?:came(?! up)|arrived|got|received)|not arrived|isn't here|nothing (?:came|arrived)"
    ),
    ProblemKind.WRONG: (
        r"(?<!something )(?<!something is )(?<!something's )wrong(?! with)|not what|instead of"
        r"|different (?:one|colou?r|size)|someone else's|mixed up"
    ),
    ProblemKind.FAULTY: (
        r"faulty|(?:doesn'?t|not) work\w*|won'?t|stopped|defect\w*|dead|leak\w*|fell apart|shr[au]nk"
        r"|skips?|skipping|bald|thread ?bare|worn through|peel(?:s|ing|ed)"
        r"|rattl\w*|squeak\w*|buzz\w*|flicker\w*|crackl\w*"
        r"|jammed|mould(?:y|ed)|stale|rust(?:y|ed|ing)|never (?:came up|grew|flowered)"
        r"|(?:didn'?t|did not|haven'?t|not) (?:come up|grow\w*|flower\w*)"
        r"|faded|bobbl\w*|unravel\w*|lost (?:its|their)|conked out|packed (?:up|in)|gone wrong"
        r"|(?:doesn'?t|does not|will not) (?:turn|switch|start|charge|play|heat)\w*"
    ),
    ProblemKind.DAMAGED: (
        r"damaged?|broke\w*|crack\w*|chip\w*|smash\w*|shatter\w*|torn|rip\w*|dent\w*|stain\w*|scratch\w*|bent|off"
        r"|pieces|hole\w*|snapp\w*|loose|apart|fall\w* to bits"
    ),
}
# What may come back whenever it shows, by the house's rules: damaged, faulty, not what was ordered.
COMES_BACK_ANY_TIME = frozenset({ProblemKind.DAMAGED, ProblemKind.FAULTY, ProblemKind.WRONG})
# "I used my card to pay" wears nothing.
_WORN = re.compile(
    r"\b(?:(?:been|was|were|have|has|['’]ve|(?:i|we|she|he)(?! used)|already|only|just|got|getting|once|is|are) "
    r"(?:been |only |just |already |a bit |slightly )*"
    r"(?:worn|wore|washed|used(?! my\b))|(?:worn|wore|washed|used) (?:it|them|these|those|outside|out|once|twice|"
    r"a few))\b"
    r"(?! (?:to|up|by you|your)\b)",
    re.I,
)
_NOT_WORN = re.compile(
    r"(?:\b(?:not|never|un|without|hardly ever|if|when|until)\b[ -]?(?:\w+ ){0,3}?|"
    r"\b(?:has|have|had|was|were|is|are|did)n['’]?t (?:(?:been|even|ever|yet|really|actually) )*)"
    r"(?:worn|wore|washed|used|wear\w*)\b|\b(?:tried|trying) (?:it|them)? ?on\b",
    re.I,
)


def has_it_sent(text: str) -> bool:
    """Whether goods are to be sent: what came wrong anew, or what is missing.

    >>> has_it_sent("yeah can you send the right ones"), has_it_sent("you can send me offers")
    (True, False)
    """
    return bool(_SENDS_GOODS.search(text))


def worn_in(text: str) -> bool:
    """Whether it is told that the thing was worn, washed or used, and nothing is said to be wrong with it.

    >>> worn_in("they've been worn outside once"), worn_in("never worn"), worn_in("I've worn them, the sole fell off")
    (True, False, False)
    """
    return bool(_WORN.search(text)) and not (_NOT_WORN.search(text) or BROKEN.search(text))


def unsettled(problems: Iterable[Problem], kinds: Collection[ProblemKind]) -> list[Problem]:
    """Those of these kinds that stand on record and are not put right yet."""
    return [one for one in problems if one.kind in kinds and one.settled_at is None]


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
