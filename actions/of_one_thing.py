"""Whether a no to remembering is said of all that is told, or of one thing."""

import re

LONGEST = 16  # words: a longer message tells why nothing at all is to be remembered
_OF_ALL = re.compile(
    r"\b(?:any(?:thing|more)?|every(?:thing|one)?|all|nothing|things|stuff|memor(?:y|ies|ise)|info\w*|data|details|"
    r"preferences|habits|notes?|notebook|profile|book|track\w*|tabs|anonymous|stranger|chats?|conversations?|"
    r"(?:about|of|on|remember\w*|recognis\w*|know\w*|forget) (?:me|us)|remembered|"
    r"(?:what|whatever|wat|that) (?:i|we)(?:['’]m| am)? (?:say|tell|told|write|type|ask|like|do|want|buy|bought|"
    r"said)\w*|"
    r"from (?:now|here|today)|"
    r"in future|the future|each time|every time|switch\w*|turn\w*|permission|consent|allow\w*|agree\w*)\b|"
    r"\b(?:remembering|storing|saving|keeping|profiling)\W*$",
    re.I,
)
_IT = re.compile(
    r"\b(?:remember|remembering|keep|keeping|save|saving|store|storing|note|noting|hold on to|write|writing|record)\s+"
    r"(?:that|this|it|them|those|these)(?: (?:one|down|bit|thing))?"
    r"(?:\W+(?:please|pls|thanks|thank you|then|though|after all|actually|any ?more|about \w+(?: \w+)?))*\W*$",
    re.I,
)


def of_all_memory(text: str) -> bool:
    """Whether it is said of all that is told, or may be.

    >>> of_all_memory("don't remember what I tell you"), of_all_memory("don't remember my name thing")
    (True, False)
    """
    return bool(_OF_ALL.search(text)) or len(text.split()) > LONGEST


def points_at_it(text: str) -> bool:
    """Whether it says "that" of what was told just now: "please don't keep that"."""
    return bool(_IT.search(text))
