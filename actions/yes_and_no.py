"""What answers a yes-or-no question: a yes, a no, neither, or both at once, which is asked again."""

import re

# Behind a yes, what makes it a yes to something else than was asked, and what is mere manners.
_RIDER = re.compile(
    r"^\W*(?:yes|yep|yeah|yea|yup|ok|okay|sure|right|go ahead|do it|please do)\b\W*"
    r"(?:(?:please|pls|thanks|thank you|do|it|that|then|order|cancel|great|fine|lovely|perfect)\b\W*)*"
    r"\b(?P<words>(?:and|but|also|plus|only|if|unless|except|with|without|as long as|provided|"
    r"can (?:you|i)|could you)\b.+)$",
    re.I | re.S,
)
_MANNERS = re.compile(
    r"^(?:and|but|also|plus)?\W*(?:(?:please|pls|thanks?|thank you|thx|ta|cheers|many|very|much|so|a lot|be|"
    r"quick\w*|hurry|fast|asap|soon|as|possible|make it|do|it|that|order|cancel|send|go|ahead|for|your|the|help|sorry|"
    r"have|good|nice|great|lovely|day|evening|one|now|straight away|right away)\b\W*)*$",
    re.I,
)

_YES = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yea|yup|aye|certainly|please do|go ahead|go for it|do it|do that|confirm(?:ed)?|"
    r"correct|that's right|perfect|ja|s[ií]|oui)\b|"
    r"(?:ok|okay|sure|right)\b(?!\W+(?:and|but|so|what|where|when|how|who|why|can|could|is|are|does|did|will|would)\b))",
    re.I,
)
_NO = re.compile(r"^\W*(?:no|nope|nah|don't|dont|do not|nein|non|rather not|not now|leave it)\b", re.I)
# What has a no in it and refuses nothing.
_HARMLESS = re.compile(
    r"\b(?:no|not an?) (?:problem|prob|worries|worry|issue|bother|rush|hurry|matter|doubt|need to \w+)\b|"
    r"\b(?:don'?t|do not|wouldn'?t) mind\b|\b(?:don'?t|do not) (?:worry|forget|bother)\b|\bwhy not\b|"
    r"\b(?:can'?t|cannot) wait\b|\bwaiting\b|\bno (?:thanks )?needed\b",
    re.I,
)
_REFUSES = (
    r"(?:no|nope|nah|don['’]?t|do not|not|never ?mind|wait|stop|hold on|hang on|leave it|forget it|"
    r"changed my mind|nein)"
)
_REFUSAL = re.compile(rf"\b{_REFUSES}\b", re.I)
_YES_TOO = re.compile(r"\b(?:yes|yep|yeah|go ahead|please do|do it)\b", re.I)
_LEADS = (
    r"(?:(?:yes|yep|yeah|yea|yup|ok|okay|sure|right|fine|hmm+|oh|well|so|but|and|please|pls|sorry|actually|actualy|"
    r"wait|i mean|i meant|i said|then|just|in fact|on second thoughts?|thanks|thank you)\b\W*)*"
)
# "don't", "please don't cancel it", "no thanks", "not now": nothing else is said than no.
_ONLY_NO = re.compile(
    rf"^\W*{_LEADS}(?:(?:no|nope|nah|(?:i )?don['’]?t|do not|not|never ?mind|leave it|forget it|stop|"
    r"i(?: have|'?ve)? changed my mind)\b\W*)+"
    r"(?:(?:please|pls|want|need|you|to|wanna|do|bother|anymore|any more|yet|now|today|sorry|thanks|thank you|"
    r"after all|then|really|at all|for me|"
    r"(?:cancel|order|reorder|buy|send|return|change|take|do|book|keep|start|begin|remove|delete|confirm|place|post)|"
    r"(?:it|that|this|them|one|anything|so|back|out)|(?:my|the|this|that|any) (?:order|return|coat|thing|one|change)"
    r")\b\W*)*$",
    re.I,
)


def begins_with_no(text: str) -> bool:
    """Whether it opens with a no, whatever comes after: "no, the other one"."""
    return bool(_NO.search(text))


def answer_in(text: str, intent: str) -> bool | None:
    """How the words answer a yes-or-no question; None where they answer nothing, or yes and no at once.

    >>> [answer_in(one, "inform") for one in ("ok", "ok don't cancel it", "no problem, yes", "yes, not the book")]
    [True, False, True, None]
    """
    said = _HARMLESS.sub(" ", text)
    if _ONLY_NO.match(said):
        return False
    if _YES.search(said) or (intent == "affirm" and not _NO.search(said)):
        return None if _REFUSAL.search(said) else True
    if intent == "deny" or _NO.search(said):
        return None if _YES_TOO.search(said) else False
    return None


def refuses_in(text: str) -> bool:
    """Whether there is a no in it: "ok but don't", "yes, wait"."""
    return bool(_REFUSAL.search(_HARMLESS.sub(" ", text)))


def only_refuses(text: str) -> bool:
    """Whether it says no and nothing else, though it may begin with an ok: "ok please don't cancel it"."""
    return bool(_ONLY_NO.match(_HARMLESS.sub(" ", text)))


def rider_in(text: str) -> str:
    """What a yes is tied to, or what is asked for on top of it, in their words; "" where it is a plain yes.

    >>> rider_in("yes and write happy birthday on a card"), rider_in("yes and thanks")
    ('write happy birthday on a card', '')
    """
    found = _RIDER.match(text)
    if not found or _MANNERS.match(found["words"]):
        return ""
    return re.sub(r"^(?:and|but|also|plus)\W+(?:also |then )?", "", found["words"], flags=re.I).strip(" .,;!")
