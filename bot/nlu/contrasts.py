"""What takes the place of something is of its kind: in "the 5th, not the 3rd" both are days, whatever was asked for."""

import re
from collections.abc import Sequence

from bot.nlu.crf import Span
from bot.nlu.values import READ, Here

MOST = 4  # words of what is right
FIXED = frozenset({"order_number", "money", "phone", "email"})  # told by their form, whatever is denied
ONE_WORD = frozenset({"size", "color", "material", "product", "person_name", "place"})
_OF_STUFF = {"material": ("product",)}  # in "a scarf, not wool" the thing stays a thing
_BEFORE = re.compile(r"(\S.*?)[\s,;–-]+(?:and\s+)?not\s+(?:(?:the|an?|size|on|at|in|number|order|for)\s+)*$", re.I)
_WORD = re.compile(r"[\w'’./:-]*\w")


def of_one_kind(text: str, spans: Sequence[Span], here: Here) -> list[Span]:
    """The spans, with what stands before "not …" read as what stands after it is."""
    found = list(spans)
    for denied in spans:
        right = _right_for(denied, text, here)
        sure = {right.entity, *FIXED, *_OF_STUFF.get(right.entity, ())} if right else set()
        if right and not any(one.entity in sure and one.overlaps(right) for one in found):
            found = [*(one for one in found if not one.overlaps(right)), right]
    return sorted(found, key=lambda span: span.start)


def _right_for(denied: Span, text: str, here: Here) -> Span | None:
    before = _BEFORE.match(text[: denied.start])
    if not before:
        return None
    words, end = list(_WORD.finditer(before[1]))[-MOST:], before.end(1)
    if denied.entity in ONE_WORD:
        return Span(denied.entity, words[-1].start(), words[-1].end(), denied.confidence) if words else None
    starts = [(word.start(), _value(denied.entity, text[word.start() : end], here)) for word in reversed(words)]
    start = _where_it_begins(starts)
    return None if start is None else Span(denied.entity, start, end, denied.confidence)


def _value(entity: str, words: str, here: Here) -> str | None:
    read = READ.get(entity)
    return read(words, here) if read else None


def _where_it_begins(starts: Sequence[tuple[int, str | None]]) -> int | None:
    """The last word that changes what is read: "5th" of "on the 5th of May"."""
    begins, known = None, None
    for start, value in starts:
        if value is not None and value != known:
            begins, known = start, value
    return begins
