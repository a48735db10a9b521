"""What customers say of the relationship, read from one message: a kind by its name, a distance, or a question."""

import re
from collections.abc import Mapping
from typing import Any

from actions.failings import told_of
from store.relationship import Kind, Norm

_BUSINESS = re.compile(
    r"business|professional|proffesional|transaction|\bmore formal|formal,? please|distan(?:t|ce)|reserve|"
    r"no small talk|no chit|arm'?s length|less (?:chummy|chatty|personal|familiar)|"
    r"not (?:your|ur|you?r) (?:friend|mate)|only (?:need )?facts|bargains|matter-of-fact|trade account|no-strings|"
    r"stop acting|spare me|buddy act|nothing else|^\W*(?:short|brief|concise)(?:er)?(?: please| pls)?\W*$",
    re.I,
)
_SHORT = re.compile(
    r"\b(?<!your )(?<!ur )(?<!such )(?:short|brief|concise)(?:er)?,? (?:answers?|repl(?:y|ies)|responses?|sentences)\b|"
    r"\b(?:keep (?:it|things|this|your \w+)|be) (?:nice and |more )?(?:short|brief|concise)(?:er)?\b(?! (?:and|of|"
    r"for|on)\b)|"
    r"\bno (?:fluff|waffle|faffing|padding|flannel)\b|\b(?:stop|less|cut the) waffl\w*",
    re.I,
)
_CLOSER = re.compile(
    r"less (?:formal|stiff)|more (?:personal|casual|relaxed|friendly|familiar)|personel|first[- ]name|\bfri?e?ind|"
    r"familiar terms|formalities|old friend|casual|so (?:stiff|formal)|like (?:a|an old|you know)|"
    r"loosen|closer|cousin|human being",
    re.I,
)

# The fifteen kinds by their names and as people put them themselves; the first that the words hold.
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.ENSLAVEMENT, r"stuck with you|no (?:other )?choice but|can'?t get away|trapped|\benslave(?:d|ment)\b"),
    (Kind.ARRANGED_MARRIAGE, r"arranged|(?:boss|company|employer|work|office) (?:makes|made|picked|chose|told|wants)"),
    (Kind.MARRIAGE_OF_CONVENIENCE, r"convenien|only (?:shop|one|store|place)(?: that'?s)? (?:on|near|around|here|in)"),
    (Kind.REBOUND, r"rebound|(?:coming|came|switch\w*|moved|moving) (?:over )?(?:here )?from (?:another|the other)"),
    (Kind.SECRET_AFFAIR, r"our (?:little )?secret|secret affair|nobody (?:must|should|may|can) know"),
    (Kind.KINSHIP, r"\b(?:like|as|almost|to) (?:your )?family\b|kinship|cousin|(?:mother|father) shopped"),
    (Kind.CHILDHOOD_FRIENDSHIP, r"since (?:i was|my) (?:a )?(?:boy|girl|child|kid|little)|since childhood|childhood"),
    (Kind.BEST_FRIENDSHIP, r"best (?:of )?friend(?:s|ship)?\b"),
    (
        Kind.COMPARTMENTALISED_FRIENDSHIP,
        r"only (?:ever )?for (?:my |the )?\w+, nothing else|nothing but my \w+|compartmentali[sz]ed",
    ),
    (Kind.COMMITTED_PARTNERSHIP, r"loyal partners?|in it together|partners? for (?:life|good)|committed"),
    (Kind.CASUAL_FRIENDSHIP, r"casual (?:visitor|friend|acquaint)|now and then"),
    (Kind.COURTSHIP, r"take it slow|not ready to commit|getting to know|\bcourt(?:ship|ing)\b"),
    (Kind.DEPENDENCY, r"can'?t (?:do|live) without you|depend on you|hooked on|\bdependen(?:cy|ce|t)\b"),
    (Kind.FLING, r"no[- ]strings|\bfling\b|one[- ]off|just this once"),
    (Kind.ENMITY, r"\b(?:enem(?:y|ies)|enmity|hate you|can'?t stand you)\b"),
)

# "Treat us as …", said as a wish: "you treat me like an enemy" is a complaint.
_TREATS = re.compile(
    r"(?:^\W*|[,.;:!]\s*|\b(?:please|(?:can|could|may|would|will) you|you (?:can|may|could|should)|"
    r"(?:like|want|wish) you to|just|and|so|let'?s)\s+)"
    r"(?:treat|consider|think of|regard|see|call)\s+(?:us|me|this|it|ours|our \w+|things between us)\b",
    re.I,
)
_TREATED_ILL = re.compile(
    r"\byou(?: all| lot| people)?(?: always| just| keep| are|'re)? (?:treat(?:ed|ing)?) (?:me|us) (?:like|as)\b.{0,10}"
    r"\b(?:enem(?:y|ies)|criminal|thief|dirt|idiot|fool|rubbish|nobody|number|slave)",
    re.I,
)
_ASKS = re.compile(
    r"\b(?:how|where) do (?:we|you and i|i) stand(?: with (?:you|each other|one another))?(?: now| here)?\W*$|"
    r"\bwhat (?:kind|sort|type) of (?:a )?relationship\b[^.!]*\b(?:we|us|this|you)\b|"
    r"\b(?:what(?:'s| is)|describe|name) (?:our relationship|the relationship between us)\b|"
    r"\bwhat are we to each other\b|\bhow are things between us\b",
    re.I,
)


def about_us(read: Mapping[str, Any], text: str) -> str | None:
    """The intent where it names the kind they wish, asks for it, or says how ill we treat them; not in distress."""
    if read.get("mood") == "distressed":
        return None
    if _TREATED_ILL.search(text) or told_of(text):
        return "complain"
    named = _SHORT.search(text) or (_TREATS.search(text) and wished_kind(text))
    return "set_relationship" if named or asks_how_we_stand(text) else None


def asks_how_we_stand(text: str) -> bool:
    """Whether they ask what kind of relationship it is.

    >>> asks_how_we_stand("how do we stand?"), asks_how_we_stand("where do we stand with my refund?")
    (True, False)
    """
    return bool(_ASKS.search(text))


def wished_norm(text: str) -> Norm | None:
    """Whether they want business or something closer; None where the words leave it open."""
    if _CLOSER.search(text) and not _BUSINESS.search(text):
        return Norm.COMMUNAL
    return Norm.EXCHANGE if _BUSINESS.search(text) or _SHORT.search(text) else None


def wished_kind(text: str) -> Kind | None:
    """The kind of relationship that they name themselves; None where they name none of the fifteen."""
    return next((kind for kind, words in _KINDS if re.search(words, text, re.I)), None)
