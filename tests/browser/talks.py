"""What is said in the scripted house, and what it keeps of one browser's conversation."""

import asyncio
import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.chat.room import Standing

YES = "Yes, remember"
ASKED = (
    "Shall I remember that you never wear wool, and such things as you tell me later, so that you needn't say it again?"
)
REMEMBERED = "I'll remember it. You can see and change it under “What you know”."
WARM = "Three warm ones without wool: the Hayes quilted coat, the Orla parka and the Esk raincoat, lined."
FETCHING = "I'll fetch someone. I'll tell them what you wrote, so that you needn't say it again."
OFFER = "The socks you bought in March and September are 3 for £19 again. You see it because you buy them twice a year."
FOUND = {
    "messages": 9,
    "inbox": 4,
    "outbox": 0,
    "conversation": 1,
    "tracker events": 14,
    "sessions": 1,
    "identity and its key": 1,
    "encounters": 1,
}


@dataclass
class Talk:
    """One browser's conversation."""

    id: str
    items: list[dict[str, Any]] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    facts: list[dict[str, Any]] = field(default_factory=list)
    consents: dict[str, str] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    listeners: list[asyncio.Queue[Mapping[str, Any]]] = field(default_factory=list)


def now() -> str:
    return datetime.now(UTC).isoformat()


def scripted_reply(talk: Talk, said: str) -> dict[str, Any]:
    """What the assistant says to these words."""
    fixed = {YES: REMEMBERED, "No": "Fine, I won't keep it.", "A person, please.": FETCHING}
    if said in fixed:
        return {"text": fixed[said]}
    if "wool" in said.lower():
        return {"text": ASKED, "choices": choices(YES, "No", "What else do you keep?")}
    if "warm" in said.lower():
        return {"text": WARM, "because": [because(fact) for fact in talk.facts]}
    if "offer" in said.lower():
        return {"text": OFFER, "offer": True, "choices": choices("Order", "Not now", "No more of these")}
    return {"text": f"I heard: {said}"}


def choices(*titles: str) -> list[dict[str, str]]:
    return [{"id": f"choice-{title}", "title": title} for title in titles]


def because(fact: Mapping[str, Any]) -> dict[str, Any]:
    return {"fact": fact["id"], "text": fact["text"], "said_at": fact["said_at"], "channel": fact["channel"]}


def remember_wool(talk: Talk) -> None:
    talk.consents.update(memory="given", personalise="given")
    talk.facts.append(a_fact(f"fact-{len(talk.facts)}", "I never wear wool", "prefers no wool"))


def a_fact(id: str, words: str, text: str, **more: Any) -> dict[str, Any]:
    fact = {
        "id": id,
        "words": words,
        "text": text,
        "kind": "preference",
        "subject": "self",
        "provenance": "stated",
        "sensitivity": "ordinary",
        "disputed": False,
        "restricted": False,
        "channel": "web",
        "purposes": ["memory", "personalise", "staff"],
        "said_at": now(),
    }
    return fact | more


def receipt_of(talk: Talk) -> dict[str, Any]:
    found = {"facts": len(talk.facts), "permissions": len(talk.consents), **FOUND}
    return {
        "at": now(),
        "places": [{"place": place, "found": number, "left": 0} for place, number in found.items()],
        "kept": [{"place": "erasures", "count": 1, "reason": "one line, so that a restored backup is erased again"}],
    }


def site_token_of(account: str) -> str:
    """What a shop's own pages would say of one of their customers; nobody checks it here."""
    header, claims = ({"alg": "HS256"}, {"sub": account, "jti": secrets.token_urlsafe(8)})
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims))
    return ".".join([*parts, "signature"])
