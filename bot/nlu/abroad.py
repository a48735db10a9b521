"""Days and hours as German and Spanish speakers write them, put into English words for the same readers."""

import re
from collections.abc import Callable, Iterator

from bot.nlu.crf import Span

_MONTHS = {
    "january": "januar|enero", "february": "februar|febrero", "march": "märz|maerz|marzo", "april": "april|abril",
    "may": "mai|mayo", "june": "juni|junio", "july": "juli|julio", "august": "august|agosto",
    "september": "september|septiembre|setiembre", "october": "oktober|octubre", "november": "november|noviembre",
    "december": "dezember|diciembre",
}  # fmt: skip
_DAYS = {
    "monday": "montag|lunes", "tuesday": "dienstag|martes", "wednesday": "mittwoch|mi[eé]rcoles",
    "thursday": "donnerstag|jueves", "friday": "freitag|viernes", "saturday": "samstag|sonnabend|s[aá]bados?",
    "sunday": "sonntag|domingos?",
}  # fmt: skip
_UNITS = {
    "day": "tag(?:e|en)?|d[ií]as?", "week": "wochen?|semanas?", "month": "monat(?:e|en)?|mes(?:es)?",
    "year": "jahr(?:e|en)?|años?",
}  # fmt: skip
_COUNTS = {
    "1": "eine[mnr]?|ein|una?", "2": "zwei|dos", "3": "drei|tres", "4": "vier|cuatro", "5": "fünf|cinco",
    "6": "sechs|seis",
}  # fmt: skip


def _any(table: dict[str, str]) -> str:
    return "|".join(table.values())


def _english(word: str, table: dict[str, str]) -> str:
    return next((name for name, forms in table.items() if re.fullmatch(forms, word, re.I)), word)


def _day_of_month(found: re.Match[str]) -> str:
    return f"{found[1]} {_english(found[2], _MONTHS)} {found[3] or ''}".strip()


def _in_a_while(found: re.Match[str]) -> str:
    return f"in {_english(found[1], _COUNTS)} {_english(found[2], _UNITS)}s"


def _limit(found: re.Match[str]) -> str:
    limit = "before" if re.match(r"vor|bis|antes|hasta", found[0], re.I) else "after"
    hour = found[2] if found[3] is None and int(found[2]) < 9 else f"{int(found[2]):02}:{found[3] or '00'}"
    return f"{limit} {hour}"  # "después de las 5" is an afternoon's hour, as "after 5" is


def _at(found: re.Match[str]) -> str:
    return f"{int(found[1]):02}:{found[2] or '00'}"


_DAY = rf"(?:am |el )?(\d{{1,2}})\.? (?:de )?({_any(_MONTHS)})"
_COUNT = rf"\d{{1,3}}|{_any(_COUNTS)}"
# A form of words, what it is, and the same in English; the longer come first.
_FORMS: tuple[tuple[re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(form, re.I), kind, put)
    for form, kind, put in (
        (rf"\b{_DAY}\b(?: (?:del? )?(\d{{4}}))?", "date", _day_of_month),
        (r"\b(?:übermorgen|pasado mañana)\b", "date", lambda _: "day after tomorrow"),
        (r"(?<!guten )(?<!la )(?<!esta )\b(?:morgen|mañana)\b", "date", lambda _: "tomorrow"),
        (
            rf"\b(?:(?:am|el|este|nächsten|kommenden|jede[nr]|cada|todos los|los) )({_any(_DAYS)})\b",
            "date", lambda f: _english(f[1], _DAYS)),
        (rf"\b(?:in|en|dentro de) ({_COUNT}) ({_any(_UNITS)})\b", "date", _in_a_while),
        (
            r"\b(?:despu[eé]s de|a partir de|desde|antes de|hasta) (las?) (\d{1,2})(?:[:.](\d{2}))?(?: h\b)?(?!\d)",
            "time", _limit),
        # "nach 2 Versuchen" is no hour
        (r"\b(nach|ab|vor|bis) (\d{1,2})(?:[:.](\d{2}))? uhr\b", "time", _limit),
        (r"\b(?:am vormittag|vormittags)\b", "time", lambda _: "morning"),
        (r"\b(?:am nachmittag|nachmittags|por la tarde)\b", "time", lambda _: "afternoon"),
        (r"\b(?:am abend|abends|por la noche)\b", "time", lambda _: "evening"),
        (r"\b(?:um|a las?) (\d{1,2})(?:[:.](\d{2}))?(?: uhr\b)?(?!\d)", "time", _at),
    )
)


def times_abroad(text: str) -> Iterator[Span]:
    """Days and hours that only German or Spanish speakers would write so."""
    found: list[Span] = []
    for form, kind, _put in _FORMS:
        for match in form.finditer(text):
            span = Span(kind, match.start(), match.end(), 0.8)
            if not any(span.overlaps(other) for other in found):
                found.append(span)
    yield from found


def in_english(words: str) -> str | None:
    """What such words are in English; None where they are none of these."""
    return next((put(match) for form, _kind, put in _FORMS if (match := form.fullmatch(words))), None)
