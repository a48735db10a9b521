"""One person on several channels: the codes that prove it, and who may part what was joined."""

import re
import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from store.values import Assurance, IdentityView, Moment

_DIGITS, _CAPITALS = "23456789", "ABCDEFGHJKMNPQRSTVWXYZ"  # none that can be taken for another
_LETTERS = _DIGITS + _CAPITALS
_HALF = f"[{_LETTERS}]{{4}}"
_CODE = re.compile(rf"\b{_HALF}[ -]?{_HALF}\b", re.I)


def new_code() -> str:
    """A code to be said on another channel; with a digit and a letter in it, so that no word or number is one."""
    while True:
        code = "".join(secrets.choice(_LETTERS) for _ in range(8))
        if is_code(code):
            return code


def is_code(said: str) -> bool:
    """Whether this has a code's form, as it was given or as people type it.

    >>> [is_code(said) for said in ("K7Q2M9XP", "k7q2 m9xp", "WHATSAPP", "7799 4468")]
    [True, True, False, False]
    """
    letters = set(said.upper())
    return bool(_CODE.fullmatch(said) and letters & set(_DIGITS) and letters & set(_CAPITALS))


def code_in(text: str) -> str | None:
    """The first code that a message names, as it was given."""
    found = next((said for said in _CODE.findall(text) if is_code(said)), None)
    return re.sub(r"[ -]", "", found).upper() if found else None


def given_up(heard_at: datetime, now: datetime, days: int) -> bool:
    """Whether nobody wrote from a telephone number, or bought by it, for so long that it may be somebody else's now."""
    return now - heard_at > timedelta(days=days)


def partable(identities: Sequence[IdentityView], moment: Moment) -> tuple[IdentityView, ...]:
    """The linked identities that whoever asks may give back to where they came from.

    Once verified, each; on a channel one's own, or, where the others joined this one, those.
    """
    linked = tuple(one for one in identities if one.customer != one.home)
    if moment.assurance >= Assurance.VERIFIED:
        return linked
    asking = next((one for one in identities if one.id == moment.identity), None)
    if asking is None or moment.assurance < Assurance.CHANNEL:
        return ()
    return linked if asking.customer == asking.home else (asking,)


def meant(may: Sequence[IdentityView], moment: Moment, channels: Collection[str]) -> tuple[IdentityView, ...]:
    """Those of them that words mean: on the channels named, else the one that speaks, else each."""
    own = tuple(one for one in may if one.id == moment.identity)
    return tuple(one for one in may if one.channel in channels) or own or tuple(may)
