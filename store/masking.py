"""What is never to be written down: cards, accounts, ids, passwords and codes; pure."""

import re

from stdnum import iban, luhn

HIDDEN = "••••"
_BEFORE, _AFTER = r"(?<![0-9A-Za-z+])", r"(?![0-9A-Za-z]|-\d)"
_ORDER = (
    r"(?P<order>\b(?:order|tracking|parcel|booking|invoice)\W{0,3}"
    r"(?:(?:number|nr|no|id)\b\W{0,3})?(?:is\W{0,3})?)?"
)
# As cards are written: in one piece, unless it is told as the number of an order, or in a card's own groups.
_AS_CARDS = tuple(
    re.compile(form + _AFTER, re.I)
    for form in (
        rf"{_ORDER}{_BEFORE}(?P<card>[2-6]\d{{12,18}})",
        rf"{_BEFORE}(?P<card>[2-6]\d{{3}}([ .-])\d{{4}}\2\d{{4}}\2\d{{4}}\2\d{{1,3}})",
        rf"{_BEFORE}(?P<card>[2-6]\d{{3}}([ .-])(?:\d{{4}}\2\d{{4}}\2\d{{1,4}}|\d{{6}}\2\d{{4,5}}))",
    )
)
_OF_A_CARD = re.compile(r"\b(?:card|visa|master ?card|maestro|amex|karte|kreditkarte|tarjeta)\b", re.I)
_IN_ANY_GROUPS = re.compile(rf"{_BEFORE}(?P<card>[2-6](?:[ .-]{{0,2}}\d){{12,18}}){_AFTER}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b", re.IGNORECASE)
_NATIONAL_IDS = (
    re.compile(
        r"\b(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", re.I
    ),  # GB
    re.compile(r"\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b"),  # US
)
_NAMED_SECRET = re.compile(
    r"(\b(?:pass ?word|passwd|pwd|pass ?phrase|pin(?: code| number)?|cvv2?|cvc|security code"
    r"|passport(?: number| no\.?)?|national insurance(?: number| no\.?)?|ni number|ssn"
    r"|social security(?: number)?|nhs(?: number| no\.?)?"
    r"|driving licen[cs]e(?: number)?|sort code|account number|tax id|steuer-?id|dni|pesel)\b"
    r"\s*(?:is|was|=|:|are|to|being)?\s*[:=]?\s*[\"“']?)([^\s\"”']+)",
    re.IGNORECASE,
)
_SECRET_WORD = re.compile(r"pass ?word|passwd|pwd|pass ?phrase", re.IGNORECASE)
_TOLD = re.compile(r"(?:is|was|=|:)\s*[\"“']?$")
_NOT_A_SECRET = re.compile(
    r"(?:please|again|reset|isn't|not|doesn't|won't|wrong|and|but|for|or|so|it|the|my|i|on|in|at|to|of|with|when"
    r"|because|by|expired|forgotten|lost|stolen|incorrect|invalid|required|changed)\W*",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """The text without card and account numbers, ids, passwords and codes; apply before anything is written."""
    masked = _IBAN.sub(_hide_iban, mask_cards(text))
    for form in _NATIONAL_IDS:
        masked = form.sub(HIDDEN, masked)
    return _NAMED_SECRET.sub(_hide_secret, masked)


def mask_cards(text: str) -> str:
    """The text without card numbers: for what is told to customers, who may need the house's own account in it."""
    forms = (*_AS_CARDS, _IN_ANY_GROUPS) if _OF_A_CARD.search(text) else _AS_CARDS
    for form in forms:
        text = form.sub(_hide_card, text)
    return text


def _hide_card(found: re.Match[str]) -> str:
    of_an_order = found.groupdict().get("order")
    return found[0] if of_an_order or not luhn.is_valid(re.sub(r"\D", "", found["card"])) else HIDDEN


def _hide_iban(found: re.Match[str]) -> str:
    """Hide the longest run of groups that is an account; the words after it may look like another group."""
    groups = found[0].split(" ")
    for count in range(len(groups), 0, -1):
        if iban.is_valid("".join(groups[:count])):
            return " ".join([HIDDEN, *groups[count:]])
    return found[0]


def _hide_secret(found: re.Match[str]) -> str:
    secret = found[2]
    if _NOT_A_SECRET.fullmatch(secret):
        return found[0]
    told = re.search(r"\d", secret) or (_SECRET_WORD.match(found[1]) and _TOLD.search(found[1]))
    return f"{found[1]}{HIDDEN}" if told else found[0]
