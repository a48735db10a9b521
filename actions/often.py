"""How often something is to come, as German and Spanish speakers say it."""

import re

_UNITS = {
    "D": r"tage?n?|d[ií]as?", "W": r"wochen?|semanas?", "M": r"monate?n?|mes(?:es)?", "Y": r"jahre?n?|años?",
}  # fmt: skip
_COUNTS = {
    "2": "zwei|zweiten?|dos", "3": "drei|dritten?|tres", "4": "vier|vierten?|cuatro", "5": "fünf|cinco",
    "6": "sechs|seis", "7": "sieben|siete", "8": "acht|ocho", "10": "zehn|diez", "14": "vierzehn|catorce",
    "15": "quince",
}  # fmt: skip
_OFTEN = {
    "P1D": r"t[aä]glich|diariamente|a diario", "P1W": r"w[oö]chentlich|semanalmente", "P2W": r"quincenalmente",
    "P1M": r"monatlich|mensualmente", "P3M": r"viertelj[aä]hrlich|trimestralmente",
    "P1Y": r"j[aä]hrlich|anualmente",
}  # fmt: skip
_WEEKDAY = (
    r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|lunes|martes|mi[eé]rcoles|jueves|viernes|"
    r"s[aá]bados?|domingos?)"
)
_COUNT = rf"\d{{1,3}}|{'|'.join(_COUNTS.values())}"
_EACH = r"(?:jede[nrsm]?|alle|cada|todos los|todas las)"
_LENGTH = re.compile(
    rf"\b(?:{_EACH} (?:(?P<count>{_COUNT}) )?(?P<unit>{'|'.join(_UNITS.values())})|"
    rf"(?P<day>{_EACH} {_WEEKDAY}|los {_WEEKDAY}|{_WEEKDAY}s)|(?P<often>{'|'.join(_OFTEN.values())}))\b",
    re.I,
)
_TOO_OFTEN = re.compile(
    rf"\b(?:{_EACH} (?:(?:{_COUNT}) )?(?:sekunden?|minuten?|stunden?|segundos?|minutos?|horas?)|st[uü]ndlich)\b", re.I
)


def length_abroad(text: str) -> str | None:
    """The interval that German or Spanish words name, as an ISO 8601 duration; None where they name none.

    >>> length_abroad("erinnere mich alle zwei Wochen"), length_abroad("cada lunes"), length_abroad("el lunes")
    ('P2W', 'P1W', None)
    """
    found = _LENGTH.search(text)
    if found is None:
        return None
    if found["day"]:
        return "P1W"
    if found["often"]:
        return _named(found["often"], _OFTEN)
    count = found["count"] or "1"
    return f"P{count if count.isdigit() else _named(count, _COUNTS)}{_named(found['unit'], _UNITS)}"


def without_length_abroad(text: str) -> str:
    """The same words without the interval."""
    return _LENGTH.sub("", text, count=1).strip()


def too_often_abroad(text: str) -> bool:
    """Whether it is to come back more than once a day."""
    return bool(_TOO_OFTEN.search(text))


def _named(word: str, table: dict[str, str]) -> str:
    return next(name for name, forms in table.items() if re.fullmatch(forms, word, re.I))
