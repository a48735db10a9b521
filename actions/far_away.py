"""Delivery to another country: the ways of delivery don't say where they end, so no yes or no is made up."""

import re

from babel import Locale

_HOME = "United Kingdom"  # where the house is; its ways of delivery are told as they stand
_MORE_NAMES = (
    "Northern Ireland", "Scotland", "Channel Islands", "Highlands", "Europe", "EU", "America", "USA", "States",
    "Holland", "Czech Republic", "Turkey", "Hong Kong",
)  # fmt: skip
_NAMES = {one.casefold(): one for one in (*_MORE_NAMES, *Locale("en").territories.values()) if one != _HOME}
_COUNTRY = "|".join(re.escape(one) for one in sorted(_NAMES, key=len, reverse=True))
# "to us" is no country
_TO_A_COUNTRY = re.compile(rf"\b(?:to|in|(?:what|how) about) (the )?((?-i:US|U\.S\.?)|{_COUNTRY})(?!\w)", re.I)
_AWAY = re.compile(
    r"\b(abroad|overseas|internationally|worldwide|outside (?:of )?(?:the )?(?:UK|Britain|England)|"
    r"to (?:an)?other countr(?:y|ies))\b",
    re.I,
)


def far_away_in(text: str) -> str | None:
    """Where beyond the house's own country something is to go, as it follows "deliver"; None where it says none.

    >>> far_away_in("do you deliver to france"), far_away_in("do you ship abroad"), far_away_in("do you deliver to us")
    ('to France', 'abroad', None)
    """
    if country := _TO_A_COUNTRY.search(text):
        return f"to {country[1] or ''}{_NAMES.get(country[2].casefold(), country[2])}"
    away = _AWAY.search(text)
    return away[1].replace("outside of", "outside") if away else None
