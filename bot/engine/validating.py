"""Rasa's check of the domain, told what it can't see: that actions say responses, and that intents come of choices.

What is neither in a rule nor in their code is still named.
"""

import re
from functools import cache
from pathlib import Path

import rasa.validator

ROOT = Path(__file__).parents[2]
SPEAKING = ("actions", "bot/front", "bot/outreach", "bot/desk", "bot/chat", "bot/channels", "bot/engine")
_RESPONSE = re.compile(r"\butter_[a-z_]+")
_ENDING = re.compile(r"""}(_[a-z_]+)["']""")  # f"{response}_promised"
_INTENT = re.compile(r"""["'/]([a-z]+(?:_[a-z]+)*)\b""")


class HouseValidator(rasa.validator.Validator):
    """Rasa's validator in a house where actions choose the words."""

    def _gather_utterance_actions(self) -> set[str]:
        known: set[str] = super()._gather_utterance_actions()
        return {name for name in known if name in self._in_rules() or not is_said(name)}

    def _non_default_intents(self) -> list[str]:
        learned = {example.data["intent"] for example in self.intents.intent_examples}
        return [name for name in super()._non_default_intents() if name in learned or name not in _intents_in_code()]

    def _in_rules(self) -> set[str]:
        events = (event for step in self.story_graph.story_steps for event in step.events)
        return {str(name) for event in events if (name := getattr(event, "action_name", None))}


def is_said(response: str) -> bool:
    """Whether some code of ours says this response, by its name, the beginning of it, or a name and an ending."""
    roots = {response, *(response.removesuffix(ending) for ending in _ENDING.findall(_code()))}
    return any(name in roots or (name.endswith("_") and response.startswith(name)) for name in responses_in_code())


@cache
def responses_in_code() -> frozenset[str]:
    """The responses that code of ours names; one that ends in "_" is the beginning of several."""
    return frozenset(_RESPONSE.findall(_code())) - {"utter_message"}  # rasa-sdk's own method


@cache
def _intents_in_code() -> frozenset[str]:
    domain = "\n".join(path.read_text("utf-8") for path in (ROOT / "bot" / "domain").glob("*.yml"))
    return frozenset(_INTENT.findall(_code() + domain))


@cache
def _code() -> str:
    files = (path for folder in SPEAKING for path in sorted((ROOT / folder).rglob("*.py")))
    return "\n".join(path.read_text("utf-8") for path in files)


def use_house_validator() -> None:
    """Has `rasa data validate` check with it."""
    rasa.validator.Validator = HouseValidator
