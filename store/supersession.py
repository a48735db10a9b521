"""What a newer fact takes the place of: what was told of the same thing, and of what one has one at a time, all."""

import re
import unicodedata

from store.values import Fact, NewFact

HOME_TOWN = "home_town"
ONE_AT_A_TIME = frozenset({HOME_TOWN, "home_shop"})
_MOVED_TO = re.compile(r"moved (?:back )?to (?!(?:an?|the|my|our|in|with)\b)\w", re.I)


def replaces(new: NewFact, old: Fact) -> bool:
    """Whether the older fact is of the matter that the newer one settles."""
    if (old.subject, old.sensitivity) != (new.subject, new.sensitivity):
        return False
    return old.kind == ends(new) or (old.kind == new.kind and normal(old.about) == normal(new.about))


def ends(new: NewFact) -> str | None:
    """The kind of which nothing told before stands any longer: who moved lives where they lived no more.

    >>> from datetime import UTC, datetime
    >>> told = dict(words="", text="", said_at=datetime(2026, 11, 29, tzinfo=UTC), channel="web")
    >>> ends(NewFact(kind="life_event", stance="need", about="moved to Leeds", **told))
    'home_town'
    >>> ends(NewFact(kind="life_event", stance="need", about="moved to a bigger flat", **told))
    """
    if new.kind == "life_event" and _MOVED_TO.match(new.about):
        return HOME_TOWN
    return new.kind if new.kind in ONE_AT_A_TIME else None


def matter(fact: Fact) -> tuple[str, str, str]:
    """What facts of several identities have in common where only one of them counts."""
    return fact.kind, fact.subject, "" if fact.kind in ONE_AT_A_TIME else normal(fact.about)


def normal(text: str) -> str:
    """The text for comparing: compatible forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
