"""The words for days, months and their numbers, as forms to search for and as what they stand for."""

import re

from bot.nlu.numbers import ORDINALS

DAYS = ("mon(?:day)?|mo", "tue(?:s|sday)?", "wed(?:s|nesday|nsday)?", "thu(?:r|rs|rsday)?", "fri(?:day)?",
         "sat(?:urday)?", "sun(?:day)?")  # fmt: skip
MONTHS = (
    "jan(?:uary)?", "feb(?:ruary|uary)?", "mar(?:ch)?", "apr(?:il)?", "may", "june?", "july?", "aug(?:ust)?",
    "sept?(?:ember)?", "oct(?:ober)?", "nov(?:ember)?", "dec(?:ember)?",
)  # fmt: skip
DAY = rf"(?:{'|'.join(DAYS)})s?"
MONTH = rf"(?:{'|'.join(MONTHS)})"
NTH = rf"(?:\d{{1,2}}\s?(?:st|nd|rd|th)|{'|'.join(sorted(ORDINALS, key=len, reverse=True))})"
NTH = rf"(?:(?:twenty|thirty)[\s-])?{NTH}"
DAY_OF_MONTH = rf"(?:{NTH}|\d{{1,2}})"
UNIT = r"(?:days?|nights?|weeks?|wks?|fortnights?|months?|years?|weekends?)"


def _index(word: str, forms: tuple[str, ...]) -> int:
    return next(place for place, form in enumerate(forms) if re.fullmatch(rf"(?:{form})s?", word))


def weekday_of(word: str) -> int:
    """0 for Monday."""
    return _index(word, DAYS)


def month_of(word: str) -> int:
    """1 for January."""
    return _index(word, MONTHS) + 1


def ordinal_of(word: str) -> int:
    """The number that an ordinal says: "the twenty-third" is 23."""
    parts = re.split(r"[\s-]", word)
    if parts[-1] in ORDINALS:
        return {"twenty": 20, "thirty": 30}.get(parts[0], 0) + ORDINALS[parts[-1]]
    tens = {"twenty": 20, "thirty": 30}.get(parts[0], 0)
    return tens + int(re.sub(r"\D", "", word))
