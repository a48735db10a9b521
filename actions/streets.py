"""Where an address stands in a message, and what of the message is no part of it."""

import re
from dataclasses import replace

from actions.said import UNITS, Said, in_short
from shop.values import Address

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
_NAMED_AFTER = re.compile(
    r"^\W*(?:(?i:i'?m|im|i am|it'?s for|for|name(?:'?s| is)?|my name(?:'?s| is)|c/o|attn)\W+)"
    r"([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)+)"
)


def address_in(text: str, name: str) -> Address | None:
    """The address in a message: street, town and postcode, in that order; None where one of them is missing."""
    place = _place_in(text)
    if place is None:
        return None
    begins, postcode = place
    before = " ".join(text[begins : postcode.start()].split()).strip(" ,.;")
    named = _NAMED.search(text[:begins].rstrip(" ,.;")) or _NAMED_AFTER.search(text[postcode.end() :])
    parts = [part.strip() for part in before.split(",") if part.strip()]
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
    return (street, town) if len(street.split()) > 1 and not any(letter.isdigit() for letter in town) else None
