"""Every sentence for people: used, known, and in the house's voice."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
SPEAKING = ("actions", "bot/front", "bot/outreach", "bot/desk", "bot/chat", "bot/channels")
NAME = re.compile(r"\b(utter_[a-z_]+)")

# What voice-and-look forbids: false friendship, empty sympathy, guilt, filler.
NEVER = (
    "as your friend",
    "we miss you",
    "i understand how you feel",
    "as a valued customer",
    "don't hesitate",
    "unfortunately",
    "we apologise for any inconvenience",
    "before you go",
    "you'll miss out",
    "are you sure?",
    "thoughts and prayers",
    "based on your profile",
)
HURT = ("loss", "distress", "complaint", "care_upset", "failed", "late", "problem", "sorry")


@cache
def responses() -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = {}
    for path in sorted((ROOT / "bot" / "domain").glob("*.yml")):
        found |= yaml.safe_load(path.read_text()).get("responses") or {}
    return found


def sentences() -> Iterator[tuple[str, str]]:
    for name, variants in responses().items():
        for variant in variants:
            yield name, str(variant.get("text", ""))
            for button in variant.get("buttons") or ():  # type: ignore[attr-defined]
                yield name, button["title"]


def named_in_code() -> set[str]:
    files = [path for folder in SPEAKING for path in (ROOT / folder).rglob("*.py")]
    rules = [*(ROOT / "data").rglob("*.yml"), *(ROOT / "bot" / "domain").glob("*.yml")]
    text = "\n".join(path.read_text() for path in (*files, *rules))
    return set(NAME.findall(text)) - {"utter_message"}  # rasa-sdk's own method


@pytest.mark.parametrize("phrase", NEVER)
def test_nothing_says_what_the_voice_forbids(phrase: str) -> None:
    """No reply and no button holds a forbidden phrase."""
    assert [name for name, text in sentences() if phrase in text.lower()] == []


def test_nobody_who_is_hurt_is_shouted_at() -> None:
    """Where something went wrong or somebody grieves there is no exclamation mark."""
    assert [n for n, text in sentences() if "!" in text and any(word in n for word in HURT)] == []


def test_offers_say_that_they_are_offers() -> None:
    """A sentence that sells begins with the word."""
    selling = [(n, t) for n, t in sentences() if n.startswith("utter_offer") and not n.endswith("none")]
    spoken = [(n, t) for n, t in selling if "£" in t or "{price}" in t]
    assert [n for n, t in spoken if not t.startswith("Offer")] == []


def test_every_reply_that_code_or_rules_name_exists() -> None:
    """No action can ask for words that are not there."""
    whole = {name for name in named_in_code() if not name.endswith("_")}
    known = set(responses())
    built = {name for name in whole if any(one.startswith(name) for one in known)}  # f"utter_purpose_{…}"
    assert sorted(whole - known - built) == []
