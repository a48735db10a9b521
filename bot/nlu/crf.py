"""Finds spans of words by a conditional random field that is told which slot was asked for.

So "13" after "what time?" can be told from "13" after "for how many?".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|\w")
C1 = C2 = 0.05
ITERATIONS = 70  # with 50 some names of products are taken for colours; 140 gain a tenth of a point
OUTSIDE = "O"


@dataclass(frozen=True)
class Span:
    """Characters start to end of a text, and the entity that they are."""

    entity: str
    start: int
    end: int
    confidence: float = 1.0

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class Token:
    """A word, number or sign, and where it stands."""

    text: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Words, numbers and single signs, in order."""
    return [Token(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]


def features(tokens: Sequence[Token], place: int, asked: str | None) -> dict[str, bool | float | str]:
    """What the field sees of one token: itself, its neighbours, and the slot that was asked for."""
    seen: dict[str, bool | float | str] = {"bias": True}
    for offset in range(-2, 3):
        seen.update(_word_features(tokens, place + offset, offset))
    token, slot = tokens[place].text, asked or "nothing"
    seen.update(
        {
            f"asked={slot}": True,
            f"asked={slot},word={token.lower()}": True,
            f"asked={slot},shape={_shape(token)}": True,
            f"asked={slot},length={min(len(tokens), 4)}": True,
        }
    )
    return seen


def _word_features(
    tokens: Sequence[Token], place: int, offset: int
) -> Iterator[tuple[str, bool | float | str]]:
    if not 0 <= place < len(tokens):
        yield f"{offset}:edge", True
        return
    word = tokens[place].text
    low = word.lower()
    yield f"{offset}:word={low}", True
    yield f"{offset}:shape={_shape(word)}", True
    if abs(offset) > 1:
        return
    yield f"{offset}:ends={low[-3:]}", True
    yield f"{offset}:ends={low[-2:]}", True
    yield f"{offset}:starts={low[:3]}", True
    yield f"{offset}:title", word.istitle()
    yield f"{offset}:length", str(min(len(word), 5))
    if word.isdecimal():
        yield f"{offset}:number", _magnitude(int(word[:4]))


def _magnitude(number: int) -> str:
    """Hours, days of a month, people and prices are told apart by size."""
    return next(
        (name for limit, name in ((12, "hour"), (31, "day"), (99, "two digits")) if number <= limit), "large"
    )


def _shape(word: str) -> str:
    return re.sub(r"[a-z]+", "x", re.sub(r"[A-Z]+", "X", re.sub(r"\d", "d", word)))


@dataclass(frozen=True)
class Annotated:
    """A training line: its text, the spans that are marked in it, and the slot that had been asked for."""

    text: str
    spans: tuple[Span, ...]
    asked: str | None = None


def train_crf(lines: Iterable[Annotated], model: Path) -> None:
    """Write a model that finds what the lines mark; writes none when nothing is marked."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": C1, "c2": C2, "max_iterations": ITERATIONS, "feature.possible_transitions": True}
    )
    marked = False
    for line in lines:
        tokens = tokens_of(line.text)
        if not tokens:
            continue
        labels = _labels(tokens, line.spans)
        marked = marked or any(label != OUTSIDE for label in labels)
        trainer.append(_sequence(tokens, line.asked), labels)
    if marked:
        trainer.train(str(model))


def _sequence(tokens: Sequence[Token], asked: str | None) -> pycrfsuite.ItemSequence:
    return pycrfsuite.ItemSequence([features(tokens, place, asked) for place in range(len(tokens))])


def _labels(tokens: Sequence[Token], spans: Iterable[Span]) -> list[str]:
    labels = [OUTSIDE] * len(tokens)
    for span in spans:
        inside = [i for i, token in enumerate(tokens) if token.start < span.end and span.start < token.end]
        for count, i in enumerate(inside):
            labels[i] = f"{'I' if count else 'B'}-{span.entity}"
    return labels


class Tagger:
    """A trained model, read into memory."""

    def __init__(self, model: bytes) -> None:
        self._model = model  # the tagger keeps a bare pointer into these bytes
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def find(self, text: str, asked: str | None) -> list[Span]:
        """The spans in a text, in order, with the least certain word's probability each."""
        tokens = tokens_of(text)
        if not tokens:
            return []
        self._tagger.set(_sequence(tokens, asked))
        found: list[Span] = []
        open_span = False
        for i, (token, label) in enumerate(zip(tokens, self._tagger.tag(), strict=True)):
            if label == OUTSIDE:
                open_span = False
                continue
            begins, entity = label[0] == "B", label[2:]
            certain = self._tagger.marginal(label, i)
            if begins or not open_span or found[-1].entity != entity:
                found.append(Span(entity, token.start, token.end, certain))
            else:
                last = found[-1]
                found[-1] = Span(entity, last.start, token.end, min(last.confidence, certain))
            open_span = True
        return found
