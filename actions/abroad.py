"""What is said in another language than the pipeline's, read by its cues."""

import re
from collections.abc import Mapping
from typing import Any

from actions.around import Around
from actions.tongues import (
    HOUSE_TONGUE,
    LOSS,
    SCRIPTS,
    SURE_OF_A_DETAIL,
    UNSAID,
    asks_for_tongue,
    in_distress,
    says_a_word,
    tongue_of,
    wish_beside,
    wish_in_tongue,
)
from actions.while_filling import BESIDE, OTHER_MATTER, UNKNOWN, as_intent

_WORDS_ALONE = re.compile(r"^(?!.*\d).*[^\W\d_]{2}", re.S)  # no number, date or code among them


def in_their_tongue(read: Mapping[str, Any], text: str, around: Around) -> dict[str, Any]:
    """What was said in another language than the pipeline's, by its cues; not understood where there is none."""
    tongue = tongue_of(text, around.language, SURE_OF_A_DETAIL) if around.form else tongue_of(text, around.language)
    if around.language and len(text.split()) == 1 and tongue not in SCRIPTS:
        tongue = None  # "merci" and "ciao" are said in any language
    if asks_for_tongue(text):
        return {**as_intent(read, "ask_capabilities"), "tongue": tongue}
    danger = in_distress(text)
    tongue = danger or tongue
    code = tongue or around.language or HOUSE_TONGUE
    told = "in_distress" if danger else wish_in_tongue(text, code)
    wish = wish_beside(text, code, told)
    if wish or tongue not in (None, HOUSE_TONGUE):
        known = UNKNOWN if wish in (None, UNSAID, OTHER_MATTER) else wish
        about = {"other_matter": True} if wish == OTHER_MATTER else {}
        about |= {BESIDE: True} if wish != told else {}
        mood = "sad" if told == LOSS else "neutral"  # only losses are read of what is told abroad
        return {**as_intent(read, known), **about, "tongue": tongue, "statements": [], "mood": mood}
    if tongue is None and _is_read_by_nobody(text, around):
        return {**as_intent(read, UNKNOWN), "tongue": None, "statements": [], "mood": "neutral"}
    return {**read, "tongue": tongue}


def _is_read_by_nobody(text: str, around: Around) -> bool:
    """Words and none of them English, where another language is spoken: read as English they may mean anything."""
    elsewhere = around.language not in (None, HOUSE_TONGUE) and around.form is None
    return elsewhere and _WORDS_ALONE.search(text) is not None and not says_a_word(text)
