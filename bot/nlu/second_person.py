"""Turns what customers say of themselves into what is said to them: "you never wear wool"."""

import re

from bot.nlu.statement_forms import forms

_CONTRACTED = {
    "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "we're": "you're", "we've": "you've",
    "we'd": "you'd", "we'll": "you'll", "im": "you're", "ive": "you've",
}  # fmt: skip
_PRONOUNS = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "we": "you", "us": "you",
    "our": "your", "ours": "yours", "ourselves": "yourselves", "am": "are",
}  # fmt: skip
_APOSTROPHE_LEFT_OUT = {
    "dont": "don't", "cant": "can't", "doesnt": "doesn't", "didnt": "didn't", "wouldnt": "wouldn't", "isnt": "isn't",
    "arent": "aren't",
}  # fmt: skip
_THEIR_VERB = {"was": "were", "wasn't": "weren't", "has": "have", "ain't": "aren't"}
_PUT = _CONTRACTED | _APOSTROPHE_LEFT_OUT
_BETWEEN = {"also", "never", "always", "just", "still"}
_SPEAKERS = {"i", "we", "im", "i'm", "we're"}
_WORD = re.compile(r"[\w'’]+")
_APART = re.compile(r"\bi m\b", re.I)
_SIGNS = ' \t\n"“”‘’*_-–—,.;:!'


def trimmed(clause: str) -> str:
    """The clause without greetings, fillers and closing signs."""
    cuts = forms().cuts
    rest = clause.strip(_SIGNS)
    while (shorter := cuts["closing"].sub("", cuts["opening"].sub("", rest)).strip(_SIGNS)) != rest:
        rest = shorter
    return cuts["after_allergy"].sub(r"\g<told>", rest)


def to_second_person(clause: str) -> str:
    """The clause as said to the one who said it, in the middle of a sentence."""
    words = _APART.sub("I'm", clause.replace("’", "'"))
    speaking = False  # whether the verb that may follow is the speaker's own
    out: list[str] = []
    end = 0
    for found in _WORD.finditer(words):
        out.append(words[end : found.start()])
        low = found[0].lower()
        out.append(_PUT.get(low) or (speaking and _THEIR_VERB.get(low)) or _PRONOUNS.get(low, found[0]))
        speaking = low in _SPEAKERS or (speaking and low in _BETWEEN)
        end = found.end()
    turned = "".join([*out, words[end:]])
    return turned[:1].lower() + turned[1:] if _starts_small(words) else turned


def _starts_small(words: str) -> bool:
    """Whether the first word loses its capital: names and abbreviations keep theirs."""
    first = words.split(" ", 1)[0]
    return not (first.isupper() and len(first) > 1)
