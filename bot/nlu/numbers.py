"""Numbers as people write them."""

import re

_UNIT_WORDS = """zero|one a an single|two couple pair both twice|three|four|five|six|seven|eight|nine|ten
|eleven|twelve dozen|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"""
UNITS = {word: value for value, words in enumerate(_UNIT_WORDS.split("|")) for word in words.split()}
_TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
TENS = {word: 10 * value for value, word in enumerate(_TEN_WORDS.split(), 2)} | {"fourty": 40}
WORDS = UNITS | TENS
DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
WORD = re.compile(r"[a-z]+")

_ORDINAL_WORDS = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"""
ORDINALS = {word: value for value, word in enumerate(_ORDINAL_WORDS.split(), 1)} | {"thirtieth": 30}

_LONGEST_FIRST = "|".join(sorted(WORDS, key=len, reverse=True))
NUMBER = rf"(?:\d+|a couple|(?:{'|'.join(TENS)})[\s-](?:{'|'.join(UNITS)})|{_LONGEST_FIRST})"


def number_in(text: str) -> int | None:
    """The first number in a text, in digits or in words below a hundred; None when there is none."""
    digits = DIGITS.search(text)
    if digits:
        return int(re.split(r"[.,]", digits[0])[0])
    return _spelled(WORD.findall(text.lower()))


def _spelled(words: list[str]) -> int | None:
    for place, word in enumerate(words):
        following = words[place + 1] if place + 1 < len(words) else ""
        if word in TENS:
            return TENS[word] + (UNITS[following] if 0 < UNITS.get(following, 0) < 10 else 0)
        if word in ("a", "an", "half") and following in UNITS:  # a dozen, a couple, half a dozen
            continue
        if word in UNITS:
            return UNITS[word] // (2 if "half" in words[:place] and word == "dozen" else 1)
    return None


_AND = re.compile(r"\b(?:and|plus|with)\b|[&+,]")
_ALONE = re.compile(r"\b(?:just|only)\s+me\b|\bmyself\b|\balone\b|\bon my own\b")
_AND_ME = re.compile(r"\b(?:me|myself|i)\s*(?:and|plus|with|[&+])|(?:and|plus|with|[&+])\s*(?:me|myself|i)\b")


def people_in(text: str) -> int | None:
    """How many people a phrase counts, or None: "two adults and three kids" is 5, "me and my wife" 2."""
    low = text.lower()
    counted = [number for part in _AND.split(low) if (number := number_in(part)) is not None]
    if _AND_ME.search(low):
        return 1 + (sum(counted) or len(re.findall(r"\b(?:my|our)\s+\w+", low)) or 1)
    if counted:
        return sum(counted) if _AND.search(low) else counted[0]
    return 1 if _ALONE.search(low) else None


def amount_in(text: str) -> str | None:
    """The amount of money as a plain decimal: "£1,250" is 1250, "20 quid" 20, "a fiver" 5, "50p" 0.50."""
    low = text.lower()
    for word, value in (("fiver", "5"), ("tenner", "10")):
        if word in low:
            return value
    found = re.search(r"\d[\d, ]*(?:\.\d+)?", low)
    if not found:
        number = _spelled(WORD.findall(low))
        return None if number is None else str(number)
    digits = re.sub(r",(\d{1,2})$", r".\1", found[0].strip())  # 19,99 as on the continent
    digits = re.sub(r"[, ]", "", digits)
    if re.search(r"\d\s?(?:p|pence)\b", low):
        return f"{int(float(digits)) / 100:.2f}"
    return f"{digits}000" if re.search(r"\dk\b", low) else digits
