"""What a customer said in one message, read for what it answers: values, corrections, yes or no, one of several."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from rasa_sdk import Tracker

from actions.yes_and_no import answer_in, begins_with_no, only_refuses

SURE = 0.5  # an intent read with less than this turns nobody away from what they are in the middle of
LONGEST = 200  # of a customer's words that are handed to the shop, in characters
FEW_WORDS = 4  # a message this short is the answer to the open question if it can be
_NOT = re.compile(
    r"\b(?:not|instead of|rather than|isn't|isnt|wasn't|wasnt|don't want|never said|no longer)\s+"
    r"(?:(?:the|a|an|order|number|no\.?|for|on|at|in|size|it)\s+|#)*$",
    re.I,
)
_DENIES = re.compile(r"[,;]?\s*\b(?:not|instead of|rather than)\b[^,.;!]*", re.I)
_SLIP = re.compile(
    r"\b(?:sorry|i mean|i meant|make that|no wait|wait no|or rather|correction|scratch that)\b", re.I
)
_QUESTION = re.compile(
    r"\?|^\W*(?:what|when|where|which|who|why|how|do|does|did|is|are|was|can|could|would|will)\b", re.I
)
COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "a couple": 2, "a dozen": 12,
}  # fmt: skip
MANY = rf"(\d{{1,2}}|{'|'.join(COUNTS)})\b"
_COUNT = re.compile(
    rf"\b(?:make (?:it|that)|rather|instead,?|just|only)\s+{MANY}|"
    rf"^\W*(?:(?:no|nah|actually|sorry|wait)\W+)+{MANY}(?: please| then|,? (?:and )?not \w+)?\W*$",
    re.I,
)
_BUT_SO_MANY = re.compile(
    rf"\bbut (?:just |only |make it )?{MANY}(?= (?:this time|please|pls|of them|pairs?)|\W*$)", re.I
)
# What things come in: "2 packs", "three tins"; and "two of them"
UNITS = r"(?:pack(?:et)?s?|tins?|box(?:es)?|bags?|jars?|bottles?|sets?|tubs?|bundles?|lots)"
_SO_MANY = re.compile(
    rf"(?<![\w-])(?:{MANY}|(?P<one>one)\b) (?:x |more |of the )?(?:{UNITS}\b|of (?:them|these|those|it)\b)", re.I
)
_TIMES = re.compile(rf"(?:^|\s)(?:x ?{MANY}|{MANY} ?x)(?=\W|$)", re.I)  # "socks x2", "2x socks"
_PLACES = ("first", "second", "third")
# "last week" and "the first time" are days, no places in a list
_PLACE = re.compile(
    r"\b(first|second|third|last|1st|2nd|3rd)\b"
    r"(?! (?:times?|week\w*|months?|years?|nights?|days?|of all|thing|hand|class|name|straw|\w+day)\b)",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.?!;…])\s+")
_ONLY_NUMBER = re.compile(r"^\W*(\d{1,2})\W*$")
_OWNED = re.compile(r"['’]s\b")  # "it's" and "the garden's" share no size S
_WORD = re.compile(r"[\w-]+")
_EMPTY_WORDS = frozenset(
    """
    a an and any back but buy for from get have i in is it item me my need no of on one or order
    please send some that the them these they thing this those to want was with would you your like
    can could about
    """.split()  # noqa: SIM905 so many quoted words are harder to read
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message as the language pipeline understood it, and the slot that had been asked for."""

    text: str
    intent: str
    confidence: float
    entities: tuple[Mapping[str, Any], ...]
    asked_for: str | None = None

    @classmethod
    def last(cls, tracker: Tracker) -> Self:
        """The latest message."""
        return cls._read(tracker.latest_message, tracker.get_slot("requested_slot"))

    @classmethod
    def of(cls, event: Mapping[str, Any]) -> Self:
        """A message of this session, by the engine's event."""
        return cls._read({"text": event.get("text"), **(event.get("parse_data") or {})}, None)

    @classmethod
    def _read(cls, message: Mapping[str, Any], asked_for: str | None) -> Self:
        intent = message.get("intent") or {}
        return cls(
            text=message.get("text") or "",
            intent=intent.get("name") or "nlu_fallback",
            confidence=float(intent.get("confidence") or 0.0),
            entities=tuple(message.get("entities") or ()),
            asked_for=asked_for,
        )

    def values(self, entity: str) -> list[Any]:
        """The values meant, in the order said; what is said not to be meant ("not 21") is left out."""
        meant = [e for e in self.entities if e["entity"] == entity and not self._denied(e)]
        return [e["value"] for e in (meant[-1:] if _SLIP.search(self.text) else meant) if e.get("value")]

    def value(self, entity: str) -> Any | None:
        """The value meant, if any: the first, or after a slip of the tongue the last."""
        return next(iter(self.values(entity)), None)

    def chosen(self, entity: str) -> str | None:
        """What a choice that we offered stands for; None in words that were typed."""
        taken = (e for e in self.entities if e["entity"] == entity and e.get("start") == e.get("end") == 0)
        return next((str(e["value"]) for e in taken), None)

    @property
    def meant(self) -> str:
        """The words without those that it says are not meant: "no, the jumper, not the socks"."""
        return _DENIES.sub("", self.text)

    def words_for(self, entity: str) -> str:
        """What was typed for it, as typed."""
        found = [e for e in self.entities if e["entity"] == entity and not self._denied(e)]
        return " ".join(
            str(e.get("text") or self.text[e["start"] : e["end"]] or e["value"]) for e in found[:1]
        )

    @property
    def question(self) -> Self:
        """The one sentence of a story that asks, with what was read in it; all of it where not one alone does."""
        asked = [one for one in _SENTENCE.split(self.text.strip()) if one.endswith("?")]
        if len(asked) != 1 or asked[0] == self.text.strip():
            return self
        begins = self.text.index(asked[0])
        return self.part(begins, begins + len(asked[0]))

    def part(self, begins: int, ends: int) -> Self:
        """This much of the message, with what was read in it."""
        inside = [
            {**one, "start": one["start"] - begins, "end": one["end"] - begins}
            for one in self.entities
            if begins <= (one.get("start") or 0) and (one.get("end") or 0) <= ends
        ]
        return replace(self, text=self.text[begins:ends], entities=tuple(inside))

    def without(self, words: re.Pattern[str]) -> Self:
        """The same message with blanks in place of these words, so that what was read stays where it was read."""
        return replace(self, text=words.sub(lambda found: " " * len(found[0]), self.text))

    @property
    def is_short(self) -> bool:
        """Whether it is few words and no question."""
        return len(self.text.split()) <= FEW_WORDS and not self.asks

    @property
    def asks(self) -> bool:
        """Whether it is put as a question."""
        return bool(_QUESTION.search(self.text))

    @property
    def is_bare_no(self) -> bool:
        """Whether it says no and nothing else: "no", "no thanks", "ok don't"."""
        short = begins_with_no(self.text) and len(self.text.split()) <= 2
        return short or only_refuses(self.text)

    @property
    def count_now(self) -> int | None:
        """A number that a few words change to ("actually make it two"), where none was read as one."""
        return number_of(_COUNT.search(self.text)) if self.asked_for else None

    @property
    def count_but(self) -> int | None:
        """A number told as what is other this time: "the usual, but two"."""
        return number_of(_BUT_SO_MANY.search(self.text))

    @property
    def corrects(self) -> bool:
        """Whether it puts something right that was said before: "no, order 12, not 21"."""
        return bool(begins_with_no(self.text) or _SLIP.search(self.text)) or any(map(self._denied, self.entities))

    def _denied(self, entity: Mapping[str, Any]) -> bool:
        return bool(_NOT.search(self.text[: entity.get("start") or 0]))


def number_of(found: re.Match[str] | None) -> int | None:
    """The number that such words hold."""
    many = next((one for one in found.groups() if one), None) if found else None
    return count_of(many) if many else None


def count_of(word: str) -> int:
    """The number that such a word or figure stands for.

    >>> count_of("one"), count_of("A dozen"), count_of("7")
    (1, 12, 7)
    """
    return {"one": 1, **COUNTS}.get(word.lower()) or int(word)


# "Order 3 then": a bare number that stands last is how many; "I'll take 44" may be a size.
_ORDERS_SO_MANY = re.compile(
    rf"\b(?:order|add|buy)(?: me)? {MANY}(?: of (?:them|those|these))?(?: (?:then|please|pls|thanks|ok))*\W*$", re.I
)


def count_in(text: str) -> int | None:
    """How many of something, where it is counted in packs, tins or the like: "2 packs of the navy socks"."""
    return number_of(_SO_MANY.search(text) or _TIMES.search(text) or _ORDERS_SO_MANY.search(text))


def in_short(text: str) -> str:
    """A customer's words as the shop's systems take them: printable, at most LONGEST characters."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:LONGEST]


SILENCE = Said(text="", intent="inform", confidence=0.0, entities=())


def points_at_one(text: str) -> bool:
    """Whether it points at one of several by its place: "the second one"."""
    return bool(_PLACE.search(text))


def label_in(text: str, labels: Sequence[str]) -> str:
    """The one of these colours or sizes that stands in the text as a word, or ""."""
    found = (label for label in dict.fromkeys(labels) if label)
    named = [label for label in found if re.search(rf"(?<![\w'’]){re.escape(label)}(?!\w)", text, re.I)]
    return named[0] if len(named) == 1 else ""


def yes_or_no(said: Said) -> bool | None:
    """How a yes-or-no question was answered; None if it wasn't: "ok and where is my parcel" says yes to nothing."""
    return answer_in(said.text, said.intent)


def one_of(text: str, options: Sequence[str]) -> int | None:
    """The index of the one option of a list just shown: by its place in it, or by words that only it has."""
    place = _PLACE.search(text)
    if place:
        return _index(place[1].lower(), len(options))
    number = _ONLY_NUMBER.match(text)
    if number and 1 <= int(number[1]) <= len(options):
        return int(number[1]) - 1
    return one_named(text, options)


def one_named(text: str, options: Sequence[str]) -> int | None:
    """The index of the one option that the words name: by words that only it has."""
    said = telling_words(text)
    shared = [len(said & telling_words(option)) for option in options]
    best = max(shared, default=0)
    return shared.index(best) if best and shared.count(best) == 1 else None


def telling_words(text: str) -> frozenset[str]:
    """The words that tell one thing from another, lower case and in the singular."""
    words = (word.lower() for word in _WORD.findall(_OWNED.sub("", text)))
    return frozenset(_singular(word) for word in words if word not in _EMPTY_WORDS)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _index(place: str, count: int) -> int | None:
    if place == "last":
        return count - 1 if count else None
    index = next(
        (i for i, name in enumerate(_PLACES) if place in (name, f"{i + 1}st", f"{i + 1}nd", f"{i + 1}rd")), 0
    )
    return index if index < count else None
