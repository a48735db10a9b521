"""What somebody would come to a shop for, by their words."""

import re

from actions.said import Said
from shop.places import VisitKind

_KINDS = (
    (VisitKind.TABLE, re.compile(
        r"\b(?:table|tea|tea ?room|lunch|dinner|supper|breakfast|brunch|meal|seats?|cafe|café|coffee|restaurant|eat)\b",
        re.I,
    )),
    (VisitKind.FITTING, re.compile(r"\b(?:fitting|fitted|measur\w*|try (?:on|it)|trying|alter\w*)\b", re.I)),
    (VisitKind.APPOINTMENT, re.compile(
        r"\b(?:appointment|advice|advis\w*|consult\w*|personal shop\w*|stylists?|styling|"
        r"help (?:me |us |her |him )?(?:to )?(?:choos\w+|pick\w*|find|decide))\b",
        re.I,
    )),
)  # fmt: skip


def kind_in(said: Said) -> VisitKind | None:
    """What somebody would come for."""
    chosen = said.value("visit")
    if chosen:
        return VisitKind(chosen)
    return next((kind for kind, words in _KINDS if words.search(said.text)), None)
