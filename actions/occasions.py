"""For whom or for what something is looked for: a gift, a child and how old, a home; and where that is found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.said import COUNTS, Said
from shop.values import Product, ProductQuery

GIFT, CHILD, YOUNG, HOME, SMART = "gift", "child", "young", "home", "smart"
_YEARS = {"one": 1, **COUNTS, "eleven": 11, "twelve": 12}
_NUMBER = rf"\d{{1,2}}|{'|'.join(word for word in _YEARS if ' ' not in word)}"
_OLD = rf"(?:{_NUMBER})[- ]?(?:years?|yrs?|months?|mths?|weeks?)[- ]?olds?"
_IS = (
    r"(?:he|she|who|they|(?:grand)?(?:son|daughter|child)|boy|girl|nephew|niece)"
    r"(?:['’]?s| is| are|['’]?ll be| will be| turns| turning| is turning) (?:only |just )?"
)
_IS_SO_OLD = rf"{_IS}(?:{_NUMBER})"
_BABY = (
    r"bab(?:y|ies)(?: showers?)?|new[- ]?borns?|infants?|(?:first|1st) birthday|christenings?|"
    r"(?:expecting|pregnant|having a baby)"
)
_YOUNG = (
    rf"{_BABY}|child\w*|kids?|toddlers?|boys?|girls?|grand(?:son|daughter|child\w*|kid)s?|"
    r"little (?:one|boy|girl|lad)s?|"
    rf"{_OLD}|aged? \d+|{_IS_SO_OLD}"
)
_OCCASIONS = {
    GIFT: re.compile(
        r"\b(?:gift|present|birthday|anniversary|christmas|secret santa|stocking fillers?|baby showers?|"
        r"house ?warming)\b",
        re.I,
    ),
    CHILD: re.compile(rf"\b(?:sons?|daughters?|nephews?|nieces?|god(?:son|daughter|child)|{_YOUNG})\b", re.I),
    YOUNG: re.compile(rf"\b(?:{_YOUNG})\b", re.I),
    HOME: re.compile(
        r"\b(?:house ?warming|new (?:house|home|flat|place)|moved (?:in|into|house|home)|moving (?:in|into|house)|"
        r"(?:for|in|around) (?:the|my|our|her|his|their) (?:home|house|flat))\b",
        re.I,
    ),
    # For what one dresses with care, though nothing to wear is named: "something black for the funeral".
    SMART: re.compile(r"\b(?:funerals?|(?:job )?interviews?|memorial service)\b", re.I),
}
_NO_GOODS = re.compile(
    r"\b(?:(?:little|small|nice|tiny) )?(?:stocking fillers?|secret santa)\b|"
    r"\b(?:little|small) (?=(?:gift|present)s?\b)",
    re.I,
)  # called so, and no stockings
# When the day is, which says nothing of goods: "our anniversary is next week".
_THE_DAY = re.compile(
    r"\b(?:it['’]?s |for )?(?:our|my|her|his|their|the) (?:\w+ )?(?:anniversary|birthday|bday)"
    r"(?:(?:['’]s| is)?(?: coming up| (?:on|next|this|in) [\w ]{2,20}| soon| tomorrow| today))?\b",
    re.I,
)
_MONTHS = 12
_GROWN = 16  # years; who is older is given what is for anybody
_GROWN_UP = re.compile(r"\b(?:(?:girl|boy)friends?|grown[- ]?up|adult)\b", re.I)
_AGE = re.compile(
    rf"\b({_NUMBER})[- ]?(years?|yrs?|months?|mths?|weeks?)[- ]?olds?\b|\baged? (\d{{1,2}})\b|"
    rf"\b{_IS}({_NUMBER})\b",
    re.I,
)
_NEWBORN = re.compile(rf"\b(?:{_BABY})\b", re.I)
_FROM_AGE = re.compile(rf"\bfrom (birth|{_NUMBER})(?: (years?|months?))?\b", re.I)
# Where such things are found, as the shop names its departments.
_DEPARTMENTS = {YOUNG: ("children",), HOME: ("kitchen", "garden"), SMART: ("clothing", "shoes")}


def occasions_in(text: str) -> tuple[str, ...]:
    """For whom or for what it is, as far as the words say."""
    plain = _GROWN_UP.sub("", text)
    named = tuple(name for name, words in _OCCASIONS.items() if words.search(plain))
    grown = (age_in(plain) or 0) >= _GROWN
    return tuple(name for name in named if not grown or name not in (CHILD, YOUNG))


def without_occasion(said: Said, occasion: Sequence[str]) -> Said:
    """The same message without the words for a child and its age, or a new home: no shelf is marked with them."""
    said = said.without(_NO_GOODS).without(_THE_DAY)
    for name in (CHILD, HOME):
        if name in occasion or age_in(said.text) is not None:
            said = said.without(_OCCASIONS[name]).without(_AGE)
    return replace(said, entities=tuple(one for one in said.entities if not _is_blank(said, one)))


def _is_blank(said: Said, entity: Mapping[str, Any]) -> bool:
    """Whether its words are among those left out: "he is 6" names no size."""
    start, end = entity.get("start") or 0, entity.get("end") or 0
    return end > start and not said.text[start:end].strip()


def age_in(text: str) -> int | None:
    """How old the child is, in full years; None where it isn't told.

    >>> age_in("a present for a 1 year old"), age_in("something for a newborn"), age_in("he is six"), age_in("a toy")
    (1, 0, 6, None)
    """
    found = _AGE.search(text)
    if found is None:
        return 0 if _NEWBORN.search(text) else None
    told = (found[1] or found[3] or found[4]).lower()
    many, unit = _YEARS.get(told) or int(told), (found[2] or "years").lower()
    return many if unit.startswith("y") else many // _MONTHS if unit.startswith("m") else 0


def searches_for(wanted: ProductQuery, occasion: Sequence[str]) -> list[ProductQuery]:
    """Where to look for something that is only said to be for a child or a home, the nearest first."""
    name = next((one for one in (YOUNG, HOME) if one in occasion), None)
    return [replace(wanted, words="", category=one) for one in _DEPARTMENTS[name]] if name else []


def to_wear(wanted: ProductQuery) -> list[ProductQuery]:
    """All that one wears in the colour asked for; where none is, what is smart."""
    needs = () if wanted.colour else (SMART,)
    return [replace(wanted, words="", category=one, needs=needs) for one in _DEPARTMENTS[SMART]]


def fit_for_age(products: Sequence[Product], age: int | None) -> list[Product]:
    """Those that are not meant for older children, those first that say from which age they are."""
    if age is None:
        return list(products)
    fit = [one for one in products if _from_age(one) <= age and _has_size_for(one, age)]
    return sorted(fit, key=lambda one: -_from_age(one))


def told_of_age(product: Product, age: int) -> tuple[bool, str] | None:
    """Whether it is for that age, and from which its record says it is; None where it doesn't say."""
    trait = next((one for one in product.traits if _FROM_AGE.search(one)), None)
    return (_from_age(product) <= age, trait) if trait else None


def _from_age(product: Product) -> int:
    """From how many years it is, where its record says so; -1 where it doesn't."""
    found = next((m for trait in product.traits if (m := _FROM_AGE.search(trait))), None)
    if found is None:
        return -1
    word = found[1].lower()
    return 0 if word == "birth" else _YEARS.get(word) or int(word)


def _has_size_for(product: Product, age: int) -> bool:
    """Whether it is in stock for that age, where its sizes are spans of years."""
    spans = [(v.size, v.stock) for v in product.variants if re.fullmatch(r"\d{1,2}-\d{1,2}", v.size)]
    if not spans:
        return True
    return any(int(size.split("-")[0]) <= age <= int(size.split("-")[1]) and stock > 0 for size, stock in spans)
