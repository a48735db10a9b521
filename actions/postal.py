"""Addresses in a customer's words: street, town and postcode, or a part of them, and what is no part of them."""

import re
from dataclasses import replace

from actions.said import UNITS, Said, in_short
from shop.values import Address

_LONGEST_TOWN = 3  # words
LONGEST_PART = 7  # words of a message that tells a part of an address
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.I)
# Where an address begins: at its house's name or number, whatever was said before it.
_BEGINS = re.compile(
    r"(?:\b(?:flat|unit|apartment|apt\.?|suite|room)\s+\w{1,4}\b[,\s]+|"
    r"(?-i:\b[A-Z][\w'’]+(?: [A-Z][\w'’]+)*) (?:house|cottage|lodge|farm|court|hall|barn|mill|villas?),\s+)?"
    r"(?<![\w-])\d{1,4}(?:-\d{1,4})?\s?[a-z]?[,\s]+"
    rf"(?!{UNITS}\b)(?!(?:to|is|at|and|for|of|or|x|goes|please|days?|am|pm|items?|pairs?|times?|lots?|more|"
    r"jan\w*|feb\w*|march|april|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b)[a-z]",
    re.I,
)
FLAT = re.compile(r"(?:flat|unit|apartment|apt\.?|suite|room)\s+\w{1,4}", re.I)
_UNIT_BEFORE = re.compile(r"\b(?:flat|unit|apartment|apt\.?|suite|room)\s+$", re.I)  # "unit 4 Canal Mills"
_NAMED = re.compile(r"\b((?!To\b)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)\W*$")  # before the address
# "to", or to whom: "to Ann Frost, 3 Elm Close"
LED_TO = re.compile(
    r"(?:\b(?:to|is|at|address|now|it's|its)|:)\W*(?:(?-i:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}),\s*)?$", re.I
)
# "2 scarves, 3 Elm Close": what is called like a street is where the address begins.
_STREET = re.compile(
    r"\S+(?: [\w'’.-]+){0,3}? (?:road|rd|street|st|lane|ln|row|close|cl|avenue|ave|drive|dr|way|place|pl|court|"
    r"crescent|cres|gardens|gdns|terrace|hill|parade|mews|square|sq|grove|gate|park|view|walk|green|rise|mount|yard)\b\.?",
    re.I,
)
_FROM_FLAT_TO_STREET = re.compile(rf"(?:{FLAT.pattern},?\s+)?{_STREET.pattern}", re.I)
_NAMED_AFTER = re.compile(
    r"^\W*(?:(?i:i'?m|im|i am|it'?s for|for|name(?:'?s| is)?|my name(?:'?s| is)|c/o|attn)\W+)"
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)"
)

_TOWN_BEHIND = re.compile(
    r"^[\s,;]+(?:(?:in|town(?: is)?|it'?s|city) )?((?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)?)\W*$",
    re.I,
)
_TOWN_IS = re.compile(
    r"\b(?:town|city|place)(?:'?s| is|:)? (?:called )?((?-i:[A-Z])[\w'’-]+)|\b(?:town|city) (?:is )?([a-z]\w{2,})\W*$",
    re.I,
)
# The last word of a street, which is no town: "14 Bathwick Hill".
_ENDS_A_STREET = frozenset(
    """
    street st road rd lane ln hill avenue ave close drive dr way place pl row court ct crescent cres gardens gdns grove
    terrace square sq mews parade park rise view walk green mount yard wharf quay bank broadway parkway circus vale
    gate croft end fold cottages buildings mansions villas embankment
    """.split()  # noqa: SIM905 so many quoted words are harder to read
)
_LEADS_TO_TOWN = re.compile(r"^(?:(?:it|that|this)(?:'?s| is)|in|the town|sorry|no|oh)\b[\s,]*(?:in )?", re.I)
_OTHER_NUMBER = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|actually|not \d{1,4}|it'?s|i mean[t]?|make (?:it|that)|should be|the)\b\W*)*"
    r"(?:(?:house )?(?:number|no\.?|nr\.?)\s*)?#?(\d{1,4}[a-z]?)"
    r"(?:\W+(?:not|instead of)\W+(?:number )?\d{1,4}[a-z]?)?\W*$",
    re.I,
)
_HOUSE_NUMBER = re.compile(r"(?<![\w-])\d{1,4}[a-z]?(?![\w-])", re.I)


def address_in(text: str, name: str) -> Address | None:
    """The address in a message: street, town and postcode, in that order; None where one of them is missing."""
    place = _place_in(text)
    if place is None:
        return None
    begins, postcode = place
    before = " ".join(text[begins : postcode.start()].split()).strip(" ,.;")
    named = _NAMED.search(text[:begins].rstrip(" ,.;")) or _NAMED_AFTER.search(text[postcode.end() :])
    parts = [part.strip() for part in before.split(",") if part.strip()]
    if len(parts) < 2 and (town := _TOWN_BEHIND.match(text[postcode.end() :])):
        parts = [before, town[1]]
    if len(parts) < 2 and (split := _street_and_town(before)):
        parts = list(split)
    if len(parts) < 2:
        return None
    return Address(
        name=in_short(named[1]) if named else name,
        street=in_short(", ".join(parts[:-1])),
        town=in_short(parts[-1]),
        postcode=f"{postcode[1]} {postcode[2]}".upper(),
    )


def as_told_of(address: Address) -> dict[str, str]:
    """An address as the slot of a form holds it."""
    return {"name": address.name, "street": address.street, "town": address.town, "postcode": address.postcode}


def _place_in(text: str) -> tuple[int, re.Match[str]] | None:
    """Where an address begins in a message, and its postcode."""
    postcode = POSTCODE.search(text)
    begins = beginning(text[: postcode.start()]) if postcode else None
    return (begins, postcode) if postcode and begins is not None else None


def beside_address(said: Said) -> Said:
    """The message without the address that stands in it and whose it is: no street is something to buy."""
    place = _place_in(said.text)
    if place is None:
        return said
    begins, ends = place[0], place[1].end()
    named = _NAMED.search(said.text[:begins].rstrip(" ,.;"))
    begins = named.start() if named else begins
    left = tuple(one for one in said.entities if (one.get("end") or 0) <= begins or (one.get("start") or 0) >= ends)
    return replace(said, text=said.text[:begins] + " " * (ends - begins) + said.text[ends:], entities=left)


def without_address(text: str) -> str:
    """The words around an address, or around a street alone: the number of a house counts nothing.

    >>> without_address("send it to 1 Mill Lane please"), without_address("send one to my sister")
    ('send it to  please', 'send one to my sister')
    """
    if place := _place_in(text):
        return text[: place[0]] + text[place[1].end() :]
    begins = beginning(text)
    street = _FROM_FLAT_TO_STREET.match(text, begins) if begins is not None else None
    return text[:begins] + text[street.end() :] if street else text


def beginning(said: str) -> int | None:
    """Where the address begins: after "to", "is" or a colon, or at a street; else at the first number."""
    places = [found.start() for found in _BEGINS.finditer(said)]
    led_to = [place for place in places if LED_TO.search(said[:place])]
    streets = [place for place in places if _STREET.match(said[place:].partition(",")[0])]
    begins = next(iter([*led_to[-1:], *streets[-1:], *places]), None)
    unit = _UNIT_BEFORE.search(said[:begins]) if begins is not None else None
    return unit.start() if unit else begins


def _street_and_town(text: str) -> tuple[str, str] | None:
    """`12 High Street York` without a comma: the last word is the town."""
    street, _, town = text.rpartition(" ")
    ends = any(letter.isdigit() for letter in town) or town.casefold() in _ENDS_A_STREET
    return (street, town) if len(street.split()) > 1 and not ends else None


def at_number(text: str, street: str) -> str | None:
    """The street with its house's number put right by "no, number 21"; None where the words do nothing else.

    >>> at_number("no, number 21", "12 Mill Lane"), at_number("no, order 21", "12 Mill Lane")
    ('21 Mill Lane', None)
    """
    found = _OTHER_NUMBER.match(text)
    right = _HOUSE_NUMBER.sub(found[1], street, count=1) if found else street
    return right if right != street else None


def without_town(text: str) -> str | None:
    """The street and postcode of an address that names no town, so that only the town is asked for.

    >>> without_town("my new address is 14 Bathwick Hill, BA2 6EW"), without_town("14 Bathwick Hill, Bath BA2 6EW")
    ('14 Bathwick Hill, BA2 6EW', None)
    """
    postcode = POSTCODE.search(text)
    said = text[: postcode.start()].strip(" ,.;") if postcode else ""
    begins = beginning(said)
    if postcode is None or begins is None or "," in said[begins:] or address_in(text, ""):
        return None
    return in_short(f"{said[begins:]}, {postcode[0].upper()}")


def street_told(text: str) -> str:
    """The street that a wish for another address ends with, or ""."""
    said = text.strip(" .,;!?")
    begins = beginning(said)
    street = "" if begins is None else said[begins:]
    return in_short(street) if len(street.split()) <= LONGEST_PART else ""


def town_put_right(text: str, known: str) -> str:
    """The town told by that word, where it is another than the one known; else ""."""
    found = _TOWN_IS.search(text)
    town = in_short(found[1] or found[2]) if found else ""
    return "" if town == known else town


def with_town(begun: str, told: str) -> str | None:
    """A street and postcode with the town that was asked for; None where the words tell none.

    >>> with_town("14 Bathwick Hill, BA2 6EW", "it's in bath")
    '14 Bathwick Hill, Bath BA2 6EW'
    """
    found = _TOWN_IS.search(told)
    town = (found[1] or found[2]) if found else _LEADS_TO_TOWN.sub("", told.strip(" .,;!?"))
    if not town.replace(" ", "").replace("-", "").isalpha() or len(town.split()) > _LONGEST_TOWN:
        return None
    street, _, postcode = begun.rpartition(", ")
    return f"{street}, {town[:1].upper()}{town[1:]} {postcode}"
