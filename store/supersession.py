"""What a newer fact takes the place of: what was told of the same thing, and of what one has one at a time, all.

"My budget is 80 now" takes the place of "my budget is 50", though 80 and 50 are two things.
"""

import re
import unicodedata

from store.values import Fact, NewFact

HOME_TOWN = "home_town"
ONE_AT_A_TIME = frozenset({HOME_TOWN, "home_shop"})
# Of these one has one for each thing it is said of: a name is no pronoun, and a budget for gifts none for shoes.
ONE_FOR_EACH = frozenset({"budget", "date_to_remember", "form_of_address"})
_FAVOURITE = re.compile(r"(?:my|your) favou?rite \w+ (?:is|are)\b", re.I)
_NOW = re.compile(r"\b(?:now|from now on|these days|by now|today|already|just turned|turned)\b", re.I)
_MOVED_TO = re.compile(r"moved (?:back )?to (?!(?:an?|the|my|our|in|with)\b)\w", re.I)


def replaces(new: NewFact, old: Fact) -> bool:
    """Whether the older fact is of the matter that the newer one settles."""
    if (old.subject, old.sensitivity) != (new.subject, new.sensitivity):
        return False
    if old.kind == ends(new):
        return True
    alike = normal(old.about) == normal(new.about) or (_has_one(new) and said_of(old) == said_of(new))
    return old.kind == new.kind and alike


def may_replace(new: NewFact) -> str | None:
    """The kind of which a fact may fall that is not about the very same; None where none can."""
    return ends(new) or (new.kind if _has_one(new) else None)


def _has_one(fact: Fact | NewFact) -> bool:
    """Whether what is said of it holds once: one's own date or favourite, somebody's age told as the age now."""
    if fact.kind == "age":
        return fact.subject == "self" or bool(_NOW.search(fact.text))
    one = fact.kind in ONE_FOR_EACH or _FAVOURITE.match(fact.text)
    return bool(one) and fact.subject == "self" and fact.stance != "avoid"


def said_of(fact: Fact | NewFact) -> str:
    """What the words say beside the value told: "your budget for gifts is" 50 pounds."""
    return normal(_NOW.sub(" ", normal(fact.text).replace(normal(fact.about), " ", 1))).strip(" .")


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
    if fact.kind != "age" and _has_one(fact):
        return fact.kind, fact.subject, said_of(fact)
    return fact.kind, fact.subject, "" if fact.kind in ONE_AT_A_TIME else normal(fact.about)


def normal(text: str) -> str:
    """The text for comparing: compatible forms, lower case, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
