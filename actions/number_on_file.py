"""The number to ring, where it is not said: the one that the shop has on file; and one that nobody could dial."""

import re
from contextlib import suppress

import phonenumbers

from actions.customers import counter_for
from actions.tongues import HOUSE_TONGUE
from actions.turn import Means, Turn
from shop.errors import ShopError

HOME = "GB"  # where a number without a country's code is dialled from
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


def means_number_on_file(text: str) -> bool:
    """Whether the number that we have already is to be rung.

    >>> means_number_on_file("the one you have. any time today"), means_number_on_file("the one you sent is broken")
    (True, False)
    """
    return bool(_ON_FILE.search(text))


async def number_on_file(means: Means, turn: Turn) -> str | None:
    """The number on the account of whoever speaks; None where the shop shows none in this conversation."""
    with suppress(ShopError):
        for ref in (await counter_for(means, turn)).refs:
            details = await means.door(means.shop.accounts.details, ref)
            if details.phone:
                return str(details.phone)
    return None


def lacks_country(typed: str, language: str) -> bool:
    """Whether a number typed in another language than the house's is none of its country's, and says no other.

    >>> lacks_country("0171 2345678", "de"), lacks_country("+49 171 2345678", "de"), lacks_country("01904 960144", "de")
    (True, False, False)
    """
    if language == HOUSE_TONGUE or not typed or typed.strip(" (").startswith(("+", "00")):
        return False
    return not phonenumbers.is_valid_number(phonenumbers.parse(typed, HOME))
