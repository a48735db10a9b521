"""The number to ring, where it is not said: the one that the shop has on file; and one that nobody could dial."""

import re
from contextlib import suppress

import phonenumbers

from actions.customers import counter_for
from actions.turn import Means, Turn
from shop.errors import ShopError

HOME = "GB"  # where a number without a country's code is dialled from
SPOKEN_IN = {"de": ("DE",), "es": ("ES",)}
ENDING = 3  # digits by which somebody knows their own number
_NUMBER = r"(?:number|phone|mobile|landline|telephone|one)"
# "The one on my account", "the number you already have", "same number as always"; a "one" alone names no number.
_ON_FILE = re.compile(
    rf"\b{_NUMBER}\b(?: that| which)?(?:['’]?s| is)? (?:(?:u|you)(?:['’]ve|['’]?ll| guys| people| lot| should| will)?"
    r"(?: already| must)? (?:have|got|hold|know|see|use|used|called)\b|"
    r"(?:already )?(?:on|in|under|with) (?:the |my |your |our )?"
    r"(?:account|file|record|records|profile|system|details|books)\b)|"
    r"\b(?:same|usual|normal|registered) (?:phone |mobile )?number\b|"
    rf"\b(?:you|u)(?:['’]ve| have)?(?: already)? (?:got|have) (?:my|the|a|our) (?:phone |mobile )?{_NUMBER}\b|"
    r"^\W*my (?:own )?(?:phone |mobile )?number(?: please| then)?\W*$",
    re.I,
)
_WHICH = re.compile(r"\b(?:which|what(?:['’]?s| is)?) (?:phone |mobile |the )?(?:number|one)\b", re.I)


def means_number_on_file(text: str) -> bool:
    """Whether the number that we have already is to be rung.

    >>> means_number_on_file("the one you have. any time today"), means_number_on_file("the one you sent is broken")
    (True, False)
    """
    return bool(_ON_FILE.search(text))


def asks_which_number(text: str) -> bool:
    """Whether it asks which number that is."""
    return bool(_WHICH.search(text))


async def number_on_file(means: Means, turn: Turn) -> str | None:
    """The number on the account of whoever speaks; None where the shop shows none in this conversation."""
    with suppress(ShopError):
        for ref in (await counter_for(means, turn)).refs:
            details = await means.door(means.shop.accounts.details, ref)
            if details.phone:
                return str(details.phone)
    return None


def lacks_country(typed: str, language: str) -> bool:
    """Whether a number is a mobile's of where the language is spoken, and none of ours, with no country said.

    >>> lacks_country("0171 2345678", "de"), lacks_country("+49 171 2345678", "de"), lacks_country("01904 960144", "de")
    (True, False, False)
    >>> lacks_country("07700 900123", "de"), lacks_country("0171 2345678", "en")
    (False, False)
    """
    if not typed or typed.strip(" (").startswith(("+", "00")) or _is_of_home(typed):
        return False
    there = (phonenumbers.parse(typed, region) for region in SPOKEN_IN.get(language, ()))
    return any(phonenumbers.number_type(one) == phonenumbers.PhoneNumberType.MOBILE for one in there)


def _is_of_home(typed: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(typed, HOME))
