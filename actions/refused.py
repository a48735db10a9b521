"""What is never done, whoever asks: another customer's matters, and breaking the house's rules."""

import re

OTHERS, RULES = "others", "rules"
_RULES = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,30}"
    r"\b(?:instructions?|rules?|prompts?|guidelines|programming|restrictions?|training)\b|"
    r"\b(?:system|hidden|initial) prompt\b|\bdeveloper mode\b|\bjailbreak\b|"
    r"\b(?:print|dump|show|reveal|list|give|export|read)\b.{0,30}\b(?:all|every|other|your)\b.{0,20}"
    r"\b(?:customers?|users?|database|tables?|passwords?|api keys?|secrets?|people'?s)\b|"
    r"\bselect \* from\b|\bdrop table\b|\byou are now\b|\bpretend (?:to be|you(?:'re| are))\b|"
    r"\bact as (?:an? )?(?:admin|root|developer)\b",
    re.I,
)
_OF_OTHERS = (
    r"(?:orders?|order(?:ed|ing)|buy|bought|purchas\w*|parcels?|address|e-?mail|phone|number|bookings?|booked|account|"
    r"points|details|live|lives|know|remember|told|say|said|conversations?|messages?|invoices?|refunds?|card|customers?)"
)
_PRIVATE = re.compile(r"\b(?:account|address|e-?mail|phone|card|points|booked|invoices?|refunds?|a customer)\b", re.I)
_KIN = (
    r"(?:ex(?:[- ]?\w+)?|husband|wife|partner|boyfriend|girlfriend|neighbou?r|boss|colleague|friend|sister|brother|"
    r"mother|mum|mom|father|dad|son|daughter|flatmate|mate|cousin|aunt|uncle)"
)
_SOMEBODY = (
    rf"(?:(?:my|his|her|their|the) {_KIN}(?:'s)?|"
    r"(?:another|a different|some ?(?:one|body) else(?:'s)?|other) (?:customers?|persons?|people|users?|guests?)?)"
)
_ASK = (
    r"(?:what|where|when|which|who|how many|how much|did|does|has|is|was|tell me|show me|give me|look up|find|can you|"
    r"do you (?:know|have))"
)
# A question begins its clause: in "my boy is poorly and I need the address changed" nobody is asked about.
_BEGINS = rf"(?:^|[.!?;:,]|\b(?:and|but|so|or|hi|hello|please|pls|me|you))\W*\b{_ASK}"
_ABOUT_SOMEBODY = re.compile(
    rf"{_BEGINS}\b.*\b{_SOMEBODY}\b.*\b{_OF_OTHERS}\b|"
    rf"{_BEGINS}\b.*\b{_OF_OTHERS}\b.*\b(?:of|for|from|belong\w* to)\b.*\b{_SOMEBODY}",
    re.I,
)
# What is one's own goes to somebody: "can you send it to my mum's address".
_TO_SOMEBODY = re.compile(
    r"\b(?:send|deliver\w*|post|ship\w*|bring|goes?|chang\w*|switch|put|redirect\w*|forward\w*)\b(?:(?!\b(?:me|us)\b)[^.?!])*"
    rf"\b(?:to|at)\b[^.?!]{{0,12}}{_SOMEBODY}",
    re.I,
)
_NAME = r"(?-i:[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+)"
_ABOUT_NAME = re.compile(
    rf"\b{_ASK}\b.*\b{_NAME}(?:'s)?\b.*\b{_OF_OTHERS}\b|"
    rf"\b{_ASK}\b.*\b{_OF_OTHERS}\b.*\b(?:of|for|from|about)\b.*\b{_NAME}\b",
    re.I,
)
_ONE_NAME = r"(?-i:[A-Z][a-z]+)"
_ABOUT_ONE_NAME = re.compile(
    rf"\b{_ASK}\b.*\b{_ONE_NAME} (?:has |have |had )?(?:ordered|bought|booked|paid|returned|spent|purchased|lives?)\b|"
    rf"\b{_ASK}\b.*\b{_ONE_NAME}(?:'s|’s) (?:\w+ )?"
    r"(?:orders?|bookings?|parcels?|points|address|account|conversations?|messages?|invoices?|refunds?)\b",
    re.I,
)
_ABOUT_CUSTOMER = re.compile(
    rf"\b{_ASK}\b.*\b(?:customer|client|user) (?!service|care|support|number|card|account)[a-z'’-]+\b"
    rf".*\b{_OF_OTHERS}\b",
    re.I,
)
_ABOUT_ADDRESS = re.compile(
    rf"\b(?:{_ASK}|are)\b.*\S@\S+\.\w+\b.*\b(?:registered|signed up|shop\w*|{_OF_OTHERS})\b", re.I
)
_ABOUT_NAMED = (_ABOUT_NAME, _ABOUT_ONE_NAME, _ABOUT_CUSTOMER, _ABOUT_ADDRESS)
_NAMED_OWNER = re.compile(
    rf"\b(?:cancel|change|track|return|redirect|see|read|stop|reorder)\b.*\b{_NAME}(?:'s|’s)\s+(?:\w+\s+)?{_OF_OTHERS}\b",
    re.I,
)
_OWN = re.compile(
    r"(?<!tell )(?<!show )(?<!give )\b(?:my|mine|i|i'm|i've|i'd|me)\b|"
    r"^\W*(?:the )?name(?:'?s| is)\b",
    re.I,
)
_A_GIFT = re.compile(r"\b(?:gift|present|for my|recommend|suggest|birthday)\b", re.I)
_NOBODY = re.compile(r"\b(?:Royal Mail|Harris Tweed)\b")
# Wishes in which a name in capitals is a product's, a shop's or a colleague's.
_NAMES_THINGS = frozenset(
    {"ask_product", "recommend", "ask_offers", "ask_delivery_options", "ask_store_info", "ask_promise", "praise"}
)


def refused_in(text: str, intent: str) -> str | None:
    """Whether a message asks for what is never done, whoever asks: known from its words alone."""
    if _RULES.search(text):
        return RULES
    if _A_GIFT.search(text) or (intent in _NAMES_THINGS and not _PRIVATE.search(text)):
        return None
    if _NAMED_OWNER.search(text) and not _OWN.search(text):
        return OTHERS
    told = _NOBODY.sub("", text)
    named = any(about.search(told) for about in _ABOUT_NAMED) and not _OWN.search(text)
    about = _ABOUT_SOMEBODY.search(text) and not (_OWN.search(text) and _TO_SOMEBODY.search(text))
    return OTHERS if named or about else None
