"""What an agent might say: replies that fit the case, each with what it rests on; nothing is ever sent."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from store.desk import CaseBrief

SHOWN = 3
_VARIABLE = re.compile(r"\{(\w+)\}")
_NOBODY = re.compile(r",? +(?=[.,?!])")  # what is left where a name would stand


@cache
def canned() -> tuple[Mapping[str, Any], ...]:
    """The house's replies at hand, in their order."""
    read = yaml.safe_load((Path(__file__).parent / "canned.yml").read_text())
    return tuple(read["replies"])


def suggest(brief: CaseBrief, replies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """At most three replies whose every condition the brief meets, each naming what it rests on."""
    fitting = [(reply, rests_on(brief, reply["when"])) for reply in replies if "when" in reply]
    found = [(reply, grounds) for reply, grounds in fitting if grounds]
    return [
        {
            "id": reply["id"],
            "title": reply["title"],
            "text": _filled(reply["text"], brief),
            "rests_on": grounds,
        }
        for reply, grounds in found[:SHOWN]
    ]


def rests_on(brief: CaseBrief, when: Mapping[str, Any]) -> list[dict[str, str]]:
    """What in the brief meets these conditions, one for each; empty where one of them is not met."""
    grounds = [_GROUND[name](brief, wanted) for name, wanted in when.items()]
    return [ground for ground in grounds if ground] if all(grounds) else []


def _mood(brief: CaseBrief, wanted: Sequence[str]) -> dict[str, str]:
    return {"kind": "mood", "text": brief.mood} if brief.mood in wanted else {}


def _topic(brief: CaseBrief, wanted: Sequence[str]) -> dict[str, str]:
    return {"kind": "words", "text": brief.reason} if brief.reason and set(brief.tried) & set(wanted) else {}


def _promise(brief: CaseBrief, wanted: str) -> dict[str, str]:
    if not brief.promises:
        return {}
    first = brief.promises[0]
    return {"kind": "promise", "text": first.what, "id": first.id, "at": first.due_at.isoformat()}


def _avoid(brief: CaseBrief, wanted: str) -> dict[str, str]:
    if not brief.avoid:
        return {}
    fact = brief.avoid[0]
    return {"kind": "fact", "text": fact.words, "id": fact.id, "at": fact.said_at.isoformat()}


_GROUND = {"mood": _mood, "topic": _topic, "promise": _promise, "avoid": _avoid}


def _filled(text: str, brief: CaseBrief) -> str:
    """The words with what is known put in, once and as text: braces in it mean nothing; an unknown name closes up."""
    known = {
        "customer": brief.who.name or "",
        "promise": brief.promises[0].what if brief.promises else "",
        "avoid": brief.avoid[0].text if brief.avoid else "",
    }
    filled = _VARIABLE.sub(lambda named: known.get(named[1], named[0]), text)
    return filled if brief.who.name else _NOBODY.sub("", filled)
