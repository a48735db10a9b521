"""Fills the domain's responses so that nothing in a value is ever read as part of the template."""

import json
import random
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from rasa.core.nlg.response import ResponseVariationFilter, TemplatedNaturalLanguageGenerator

FILLED = ("text", "buttons", "image", "custom", "attachment", "quick_replies")
_PLACE = re.compile(r"\{\{|\}\}|(\b[Tt]he )?\{([A-Za-z_]\w*)\}")


class HouseWords(TemplatedNaturalLanguageGenerator):
    """Rasa's templates; Rasa's own filling shows the bare template when a customer's words hold `0[`."""

    def _random_response_for(
        self, utter_action: str, output_channel: str, filled_slots: dict[str, Any]
    ) -> dict[str, Any] | None:
        # Rasa's asks numpy to choose, also among one: a twentieth of a turn
        if utter_action not in self.responses:
            return None
        variations = ResponseVariationFilter(self.responses)
        fitting = variations.responses_for_utter_action(utter_action, output_channel, filled_slots)
        theirs = [one for one in fitting if _is_in_a_tongue(one)] or fitting
        chosen = random.choice(theirs) if theirs else None  # noqa: S311 - no secret hangs on it
        return chosen and _with_what_it_is_worded_by(chosen, filled_slots)

    def _fill_response(
        self, response: dict[str, Any], filled_slots: dict[str, Any] | None = None, **kwargs: Any
    ) -> dict[str, Any]:
        values = {**(filled_slots or {}), **kwargs}
        return {key: filled(part, values) if key in FILLED else part for key, part in response.items()}


def _is_in_a_tongue(variation: Mapping[str, Any]) -> bool:
    """Whether it is in the customer's own language, which goes before any other condition."""
    return any(one.get("name") == "language" for one in variation.get("condition") or ())


def _with_what_it_is_worded_by(variation: dict[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
    """A courtesy worded for this customer names what for, in the reply's metadata."""
    by_register = any(one.get("name") == "register" for one in variation.get("condition") or ())
    return variation | {"worded_by": slots.get("register_because")} if by_register else variation


def filled(part: Any, values: Mapping[str, Any]) -> Any:
    """The same part with its places filled; `{{` and `}}` are single braces, unknown places stay as they are.

    >>> filled('{a}, {{"b": {c}}}', {"a": "{c} 0[", "c": 1})
    '{c} 0[, {"b": 1}'
    >>> filled("send the {name}", {"name": "The Ninth Carriage"})
    'send The Ninth Carriage'
    """
    if isinstance(part, str):
        return _PLACE.sub(lambda found: _value(found, values), part)
    if isinstance(part, list):
        return [filled(inner, values) for inner in part]
    if isinstance(part, dict):
        return {key: filled(inner, values) for key, inner in part.items()}
    return part


def _value(found: "re.Match[str]", values: Mapping[str, Any]) -> str:
    article, name = found[1] or "", found[2]
    if name is None:
        return found[0][0]
    if name not in values:
        return found[0]
    value = str(values[name])
    return value if article and value.startswith("The ") else article + value  # a title that brings its own


def version_of(response: list[dict[str, Any]]) -> str:
    """A short hash of a response in all its languages, without anybody's values: another wording is another version."""
    return sha256(json.dumps(response, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:12]
