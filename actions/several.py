"""Two wishes in one message: "cancel 1042 and where is 1043?" is a question to be answered and a thing to be done."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

MOST, SHORTEST = 3, 2  # wishes taken from one message; words in the shortest
CLEAR = 0.5  # a part that is read with less belongs to the rest
ANSWERED = frozenset(
    {
        "track_order", "track_refund", "points_balance", "ask_product", "ask_offers", "ask_delivery_options",
        "ask_return_policy", "ask_payment_methods", "ask_store_info", "ask_booking", "ask_promise", "ask_memory",
        "bot_challenge", "ask_capabilities",
    }
)  # fmt: skip
DONE = frozenset(
    {
        "place_order", "cancel_order", "change_order", "reorder", "return_item", "report_item_problem",
        "change_address", "change_details", "request_invoice", "payment_problem", "redeem_points", "recommend",
        "book_visit", "change_booking", "cancel_booking", "remind_me", "allow_memory", "stop_memory", "stop_contact",
        "export_data", "state_preference",
    }
)  # fmt: skip
POLITE = frozenset({"greet", "thank"})  # said beside a wish
_BETWEEN = re.compile(
    r"(?<=[?.!;])\s+|[,;]?\s+(?:and also|and then|and|also|plus|oh and|but)[, ]+"
    r"(?=(?:also |please |pls )?"
    r"(?:(?:what|when|where|who|how)(?:'?s)?|which|do|does|did|is|are|was|can|could|would|will|"
    r"cancel|return|send|book|order|change|exchange|remind|recommend|show|tell|give|i)\b)",
    re.I,
)
_ASKS = re.compile(
    r"\?|\b(?:what|when|where|which|who|how|do you|does|is|are|was|can (?:i|you)|could (?:i|you)|will)(?:'?s)?\b", re.I
)


def parts_of(text: str) -> list[str]:
    """What a message may fall into, in the order said; itself alone where it is one."""
    parts = [part.strip() for part in _BETWEEN.split(text) if part and part.strip()]
    if not 1 < len(parts) <= MOST or any(len(part.split()) < SHORTEST for part in parts):
        return [text]
    return parts


def wishes_among(parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The parts as wishes of their own, what is only answered first, so that one question stands last; none where
    they are one wish, or more than one thing to be done."""
    parts = [part for part in parts if _intent(part) not in POLITE]
    intents = [_intent(part) for part in parts]
    to_answer = [part for part in parts if _intent(part) in ANSWERED and _ASKS.search(part["text"])]
    to_do = [part for part in parts if _intent(part) in DONE]
    apart = len(set(intents)) == len(intents) and len(to_answer) + len(to_do) == len(parts) and len(to_do) < 2
    clear = all(float(part["intent"].get("confidence") or 0) >= CLEAR for part in parts)
    return [*to_answer, *to_do] if apart and clear and len(parts) > 1 else []


def _intent(part: Mapping[str, Any]) -> str:
    return str(part["intent"]["name"])
