"""Words that let a call, or a letter, go that was promised."""

import re

# What may stand between a no and the call that it is of; "if I don't answer call again" says no to something else.
_A_CALL = r"(?:calls?|ring(?:ing)?|phone|call-?back|write|writing)"
_OF_A_CALL = (
    r"(?:\s+(?:need\w*|necessary|want|wish|like|have|bother|longer|more|further|to|you|any(?:one|body)|some(?:one|body)|"
    r"me|us|it|an?|any|the|that|this|my|your|for|of|with|about|please|phone|be|get|getting|back|ever|even|now|after|all|"
    r"speak|talk|on|by|over))*?"
)
_DE_IF = r"(?:(?!\b(?:falls|wenn|sollte|ob|weil)\b)[^.,?!])"
_ES_OF_A_CALL = (
    r"(?:\s+(?:hace|hac[ií]a|falta|es|necesari[oa]|necesito|quiero|hay|que|me|nos|vuelvan?|a|deben?|tienen?|m[aá]s|ya|"
    r"por favor|una|ninguna|la))*?"
)
_NO_CALL = re.compile(
    rf"\b(?:no(?! one\b)|not|don['’]?t|do not|needn['’]?t){_OF_A_CALL}\s+{_A_CALL}\b|"
    rf"\b(?:cancel|without|forget|scrap)\b[^.,?!]{{0,20}}\b{_A_CALL}\b|"
    r"\bkein\w* (?:(?:r[uü]ck)?anruf|r[uü]e?ckruf)\w*|"
    rf"\b(?:nicht (?:mehr )?an(?:zu)?rufen|ruf\w*\b{_DE_IF}{{0,20}}\bnicht)\b(?! (?:vor|nach|zwischen|um|am)\b)|"
    rf"(?<!\bsi )\bno\b{_ES_OF_A_CALL}\s+ll[aá]m\w*\b(?! (?:antes|despu[eé]s|entre|a las?|el)\b)|\bsin llamada\b",
    re.I,
)
_WRITING = re.compile(r"\bwrit(?:e|ing)\W*$", re.I)  # "I said ring me, not write"
_RING_ME = re.compile(r"(?<!n't )(?<!n’t )(?<!not )\b(?:ring|call|phone|telephone) (?:me|us)\b", re.I)
_CALL = re.compile(r"\b(?:call|ring|phone|text|write|ruf\w*|ll[aá]m\w*)\b", re.I)


_DONT_BOTHER = re.compile(
    r"^\W*(?:(?:actually|no|oh|sorry|ok|okay|then|please)\W+)*(?:don['’]?t|do not) bother(?: then| thanks| now)*\W*$",
    re.I,
)


def says_dont_bother(text: str) -> bool:
    """Whether few words let go whatever was promised last."""
    return bool(_DONT_BOTHER.match(text))


def needs_no_call(text: str) -> bool:
    """Whether nobody is to ring or write after all.

    >>> needs_no_call("actually no call needed"), needs_no_call("don't write, call me"), needs_no_call("call me at 5")
    (True, False, False)
    >>> needs_no_call("bitte nicht anrufen"), needs_no_call("no hace falta que llamen"), needs_no_call("rufen Sie an")
    (True, True, False)
    >>> needs_no_call("rufen Sie nicht vor 9 Uhr an"), needs_no_call("no me llamen antes de las 9")
    (False, False)
    >>> needs_no_call("si no contesto llamen otra vez"), needs_no_call("if I don't answer call again")
    (False, False)
    """
    found = _NO_CALL.search(text)
    if found and _WRITING.search(found[0]) and _RING_ME.search(text):
        return False
    return bool(found and not _CALL.search(re.sub(r"^[^.,?!]*", "", text[found.end() :])))
