"""Several wishes in one message: "cancel 1042 and where is 1043?" is a question to be answered and a thing to be done.

What is only answered comes first; of what is to be done, one thing after the other.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, dropwhile
from typing import Any

from actions.asides import ONLY_TELLS
from actions.asking_beside import asks_for_goods
from actions.avoiding import asks_what_else_fits
from actions.far_away import far_away_in
from actions.sending_back import each_to_return
from actions.ways import asks_for_sum, way_in
from actions.yes_and_no import begins_with_no

Read = Callable[[str], Mapping[str, Any]]
MOST, SHORTEST = 3, 2  # wishes taken from one message; words in the shortest
LONGEST = 9  # parts of a message that is still read part by part
FRAGMENT, SURELY = 2, 0.9  # words of a part that only names its matter, and how surely it does
CLEAR = 0.5  # a part that is read with less belongs to the rest
ANSWERED = frozenset(
    {
        "track_order", "track_refund", "points_balance", "ask_product", "ask_offers", "ask_delivery_options",
        "ask_return_policy", "ask_payment_methods", "ask_store_info", "ask_booking", "ask_promise", "ask_memory",
        "bot_challenge", "ask_capabilities", "ask_own_name", "ask_details", "ask_data_use", "ask_permission",
        "ask_kept_how_long",
    }
)  # fmt: skip
DONE = frozenset(
    {
        "place_order", "cancel_order", "change_order", "reorder", "return_item", "report_item_problem",
        "change_address", "change_details", "request_invoice", "payment_problem", "redeem_points", "recommend",
        "book_visit", "change_booking", "cancel_booking", "remind_me", "allow_memory", "stop_memory", "stop_contact",
        "export_data", "state_preference", "account_problem",
    }
)  # fmt: skip
# Things to do that are often one wish in two sentences ("it came broken. I want my money back").
_ONE_MATTER = (
    frozenset({"cancel_order", "return_item", "report_item_problem", "payment_problem", "change_order"}),
    frozenset({"place_order", "reorder", "recommend", "change_order", "state_preference"}),
    frozenset({"book_visit", "change_booking", "cancel_booking"}),
    frozenset({"allow_memory", "state_preference"}),  # "remember I'm a 12 and I hate polyester"
)
# Of "it" these say what it shall be instead.
_OF_THE_SAME = frozenset({"change_address", "change_order", "place_order", "reorder", "cancel_order"})
_IT = re.compile(r"\b(?:it|them|that|this|those|these)\b", re.I)
_FOR_ALL = re.compile(r"\b(?:from now on|always|all|future|my (?:new )?address)\b", re.I)
POLITE = frozenset({"greet", "thank", "ask_capabilities"})  # said beside a wish: "hello", "what can I do"
BETWEEN = re.compile(
    r"(?<=[?.!;])\s+|\s+\+\s+|[,;]?\s+(?:and also|and then|and|n|&|also|plus|oh and|but)[, ]+"
    r"(?=(?:also |please |pls )?"
    r"(?:(?:what|when|where|who|how)(?:'?s)?|which|(?:if|whether) (?:i|you|we|it)|"
    r"do|does|did|is|are|was|can|could|would|will|"
    r"cancel|return|send|book|order|change|exchange|remind|recommend|show|tell|give|i)\b)",
    re.I,
)
_ASKS = re.compile(
    r"\?|\b(?:what|when|where|which|who|how|(?:if|whether) (?:i|you|we|it|my|our|the)|"
    r"do (?:you|u)|does|is|are|was|can (?:i|you|u)|could (?:i|you|u)|will)"
    r"(?:'?s)?\b|^\W*(?:(?:please|pls|just|so|ok|and|now|then)\W+)*(?:track|show|tell me|check|look up)\b", re.I
)
# What begins so and has no question mark tells of something, though a "who" or "was" stands in it.
_TELLS = re.compile(
    r"^\W*(?:(?:hi|hello|so|well|and|but|look|right|ok|anyway)\W+)*(?:i|we|my \w+|our \w+)\b"
    r"(?!(?:'d| would| want| need|'m| am)\b)[^?]*$",
    re.I,
)
_ANSWER_AND = re.compile(
    r"^\W*((?:yes|yep|yeah|yea|yup|sure|no|nope|nah)"
    r"(?:,? (?:please|thanks|thank you|do|don't|ok|okay|sure|fine))*[,.!;]*|"
    r"(?:ok|okay)(?:,? (?:yes|please|thanks|thank you|do)[,.!;]*|[,.!;]+))(?:\s+"
    r"(?:and then|and also|oh and|and|also|but|then|plus)\b[, ]*|(?<=[.!;])\s+)(\S.*)$",
    re.I | re.S,
)
_YES_BUT = re.compile(r"^\W*\w+\W+(?:but|except|only)\b", re.I)  # a condition is no answer yet
# A whole sentence that says yes or no, and another behind it: "finally. yes. and the boots?"
_ANSWER_THEN = re.compile(
    r"^\W*(?:(?:finally|at last|oh|well|right|great|good|brilliant|lovely|ok|okay)\b\W+)*"
    r"((?:yes|yep|yeah|yea|yup|sure|no|nope|nah)"
    r"(?:,? (?:please|thanks|thank you|ta|do|do it|do that|obviously|of course|definitely|absolutely|go ahead|"
    r"send it|send the link|keep it|leave it|i'?ll keep it|book it|order it|change it|pls|"
    r"(?:don['’]?t|do not|no need to|you needn['’]?t) "
    r"(?:remember|keep|save|store|note) (?:it|that|this|any of (?:it|that))))*"
    r"(?:, (?:my |the )?name(?:['’]?s| is) [\w'’]+(?: [\w'’]+)?)?)"
    r"\s*[.!;]+\s*(?:(?:and|also|so|but|oh)\b[, ]*)?(\S.*)$",
    re.I | re.S,
)
_ASKS_WHEN = re.compile(r"^\W*(?:where|when|how (?:long|much|many)|what time)\b", re.I)
_HANGS_ON = re.compile(r"\bbut\W+(?:when|how|do|does|did|is|will)\b.*\b(?:it|that|they|them)\b", re.I)
_BARE_QUESTION = re.compile(r"^\W*how (?:long|much|many|soon)\W*$", re.I)
_SENDS_THERE = frozenset({"place_order", "change_address", "reorder", "change_order"})
_HESITATES = re.compile(r"^\W*(?:wait|hang on|hold on|sorry|oh|actually|hm+|let me)\b", re.I)
_TAKES_BACK = re.compile(rf"{_HESITATES.pattern}|\b(?:no|not|don'?t|actually|instead|rather|never ?mind)\b", re.I)
_NUMBER = r"#?(?:\d{2}-)?\d{2,6}"
_TWO_NUMBERS = re.compile(rf"^(.*?\D)?({_NUMBER})\s*(?:,|&|and|plus)\s*(?:also )?(?:order )?({_NUMBER})\b(.*)$", re.I)
_ORDER = re.compile(r"\b(?:\d{2}-)?\d{4,6}\b")
_TO_AN_ORDER = re.compile(r"\b(?:cancel|track|where|invoice|receipt|return|send back)\b", re.I)


def parts_of(text: str) -> list[str]:
    """What a message may fall into, in the order said; itself alone where it is one."""
    each = _TWO_NUMBERS.match(text)
    if each and _TO_AN_ORDER.search(each[1] or ""):
        return [f"{each[1]}{each[2]}{each[4]}", f"{each[1]}{each[3]}{each[4]}"]
    parts = [part.strip() for part in BETWEEN.split(text) if part and part.strip()]
    if any(map(_BARE_QUESTION.match, parts)):
        return [text]  # "what is postage to Wales and how long" asks two things of one matter
    if not 1 < len(parts) <= LONGEST or any(len(part.split()) < SHORTEST for part in parts[-MOST:]):
        return [text]
    return parts


def wishes_among(parts: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The parts as wishes of their own, what is only answered first and what is only noted last; none where they are
    one wish."""
    parts = list(dropwhile(is_story, (part for part in parts if intent_of(part) not in POLITE)))
    to_answer = [part for part in parts if asks_something(part)]
    to_do = [part for part in parts if intent_of(part) in DONE]
    if not all(map(_tells_something, parts)):
        return []
    if whether := _whether_so_far(to_answer, to_do):
        return whether
    whole = MOST >= len(to_answer) + len(to_do) == len(parts) > 1 and all(map(is_clear, parts))
    several = all(_are_two(*pair) for wishes in (to_answer, to_do) for pair in combinations(wishes, 2))
    several = several and not _is_told_of_goods(parts)
    return [*to_answer, *sorted(to_do, key=_is_only_noted)] if whole and several else []


def _tells_something(part: Mapping[str, Any]) -> bool:
    """Whether a part that is read as a taste names one: "the bulbs never came up" is a story to what is asked."""
    return not _is_only_noted(part) or bool(part.get("statements"))


def _whether_so_far(
    to_answer: Sequence[Mapping[str, Any]], to_do: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The question whether we deliver so far away, alone: what would be sent there hangs on its answer."""
    asks = [part for part in to_answer if intent_of(part) == "ask_delivery_options" and far_away_in(part["text"])]
    return asks if asks and all(intent_of(part) in _SENDS_THERE for part in to_do) and len(to_answer) == 1 else []


def apart(text: str, read: Read, *, in_a_task: bool, asked: bool) -> Sequence[Mapping[str, Any]]:
    """The several wishes of a message; in the middle of a task only what stands behind its yes or no.

    Where a question of ours is open, a yes or no before something else answers it.
    """
    both = _answer_before(text, read) if asked and not _YES_BUT.match(text) else ()
    if both and not _is_only_noted(both[1]):  # "yes, and I'm an L" is heard with its yes, "no, I'm an L" puts right
        return both
    if _YES_BUT.match(text) and ("?" in text or _HANGS_ON.search(text)):
        return ()  # what is asked with a "but" may be what the yes hangs on
    each = [] if in_a_task else [read(one) for one in each_to_return(text)]
    if each and all(intent_of(one) == "return_item" for one in each):
        return each
    if not in_a_task:
        is_one = ONLY_TELLS.search(text) or (asks_for_sum(text) and way_in(text))  # the sum of all that is said
        parts = [text] if is_one else parts_of(text)
        return wishes_among([read(part) for part in parts]) if len(parts) > 1 else ()
    return _answer_before(text, read)


def _answer_before(text: str, read: Read) -> Sequence[Mapping[str, Any]]:
    both = [read(part) for part in answer_and_wish(text)]
    if both and is_wish(both[1]) and not _changes_it(both[1]):
        return both
    both = [read(part) for part in _answer_then(text)]
    return both if both and _asks_of_something_else(both[1]) else ()


def answer_and_wish(text: str) -> tuple[str, ...]:
    """A yes or no with something else behind it: "yes, and also book me a fitting"; a no behind it is none."""
    found = _ANSWER_AND.match(text)
    return (found[1], found[2]) if found and not (begins_with_no(found[2]) or _HESITATES.match(found[2])) else ()


def _changes_it(part: Mapping[str, Any]) -> bool:
    """Whether what stands behind the yes is of the very thing that is agreed to: "yes, but send it to my mum's"."""
    of_it = intent_of(part) in _OF_THE_SAME and not _FOR_ALL.search(part["text"]) and _IT.search(part["text"])
    return bool(of_it) or way_in(part["text"]) is not None


def _answer_then(text: str) -> tuple[str, ...]:
    found = _ANSWER_THEN.match(text)
    return (found[1], found[2]) if found else ()


def _asks_of_something_else(part: Mapping[str, Any]) -> bool:
    """Whether it only asks, so that nothing that was said yes to is another thing by it, or taken back."""
    if _TAKES_BACK.search(part["text"]):
        return False
    asks = bool(_ASKS_WHEN.match(part["text"]) or part.get("plainly"))
    return asks or asks_for_goods(part, part["text"]) or (intent_of(part) in ANSWERED and is_clear(part))


def is_to_do(intent: str) -> bool:
    """Whether it asks for something to be done, rather than answered."""
    return intent in DONE


def is_wish(part: Mapping[str, Any]) -> bool:
    """Whether a part by itself clearly asks for something."""
    return intent_of(part) in ANSWERED | DONE and is_clear(part)


def _are_two(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two things to do are not the same: of different matters, or each with a thing of its own."""
    both = {intent_of(one), intent_of(other)}
    if both <= _OF_THE_SAME and _changes_it(other):
        return False  # "the usual, but send it to my house"
    if len(both) > 1 and not any(both <= matter for matter in _ONE_MATTER):
        return True
    return bool(_named(one) and _named(other) and not _named(one) & _named(other))


def asks_something(part: Mapping[str, Any]) -> bool:
    """Whether it is put as a question, or names no more than what is asked about: "York parking"."""
    named = len(part["text"].split()) <= FRAGMENT and sureness(part) >= SURELY
    asks = (named or _ASKS.search(part["text"])) and not _TELLS.match(part["text"])
    return intent_of(part) in ANSWERED and bool(asks)


def _is_told_of_goods(parts: Sequence[Mapping[str, Any]]) -> bool:
    """Whether goods are asked for and something is told that they are to be chosen by: "any biscuits? I'm vegan".

    What they can't have is said of what is suggested as well: "never wool. Show me jumpers".
    """
    intents = set(map(intent_of, parts))
    if {"ask_product", "state_preference"} <= intents:
        return True
    rules_out = asks_what_else_fits(" ".join(part["text"] for part in parts))
    return intents == {"recommend", "state_preference"} and rules_out


def is_story(part: Mapping[str, Any]) -> bool:
    """Whether a part clearly asks for nothing: it tells how it came to what is asked behind it."""
    return not is_clear(part) or not (asks_something(part) or intent_of(part) in DONE)


def _named(part: Mapping[str, Any]) -> set[str]:
    told = {str(e.get("value")) for e in part.get("entities") or () if e["entity"] in ("order_number", "product")}
    return told | set(_ORDER.findall(part["text"]))


def _is_only_noted(part: Mapping[str, Any]) -> bool:
    return intent_of(part) == "state_preference"


def is_clear(part: Mapping[str, Any]) -> bool:
    """Whether a part is read surely enough to stand by itself."""
    return sureness(part) >= CLEAR


def sureness(part: Mapping[str, Any]) -> float:
    """How surely it is read, from 0 to 1."""
    return float(part["intent"].get("confidence") or 0)


def intent_of(part: Mapping[str, Any]) -> str:
    """The intent that it is read as."""
    return str(part["intent"]["name"])
