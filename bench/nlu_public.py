"""The language pipeline on public data: BANKING77, CLINC150 and RESTAURANTS-8K, read from where they lie.

Nothing of them is kept in the project or in a model of the assistant. Subsets are drawn with the seeds below.
"""

import csv
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from bot.nlu.crf import Annotated, Span, Tagger, train_crf
from bot.nlu.encoder import Vectors
from bot.nlu.pool import OUT_OF_SCOPE, Judgement, Pool
from bot.nlu.pool_training import train_pool
from bot.nlu.readings import readings_of
from bot.nlu.speller import WORD, Speller, build_index
from bot.nlu.values import Here, value_of

SEEDS = (0, 1, 2)
POINTS = 0.02  # of accuracy, that finding what is out of scope may cost
BOOKED = Here(datetime(2020, 1, 1, 12, tzinfo=UTC), "GB")  # values are compared, so any moment will do


@dataclass(frozen=True)
class Lines:
    """Texts with the intent of each, and their vectors."""

    texts: tuple[str, ...]
    intents: tuple[str, ...]
    vectors: Vectors

    def only(self, places: Iterable[int]) -> "Lines":
        """Those at these places."""
        chosen = list(places)
        return Lines(
            tuple(self.texts[i] for i in chosen), tuple(self.intents[i] for i in chosen), self.vectors[chosen]
        )

    def with_all(self, other: "Lines") -> "Lines":
        """Both."""
        return Lines(
            self.texts + other.texts, self.intents + other.intents, np.vstack([self.vectors, other.vectors])
        )


def figures(folder: Path) -> dict[str, float]:
    """Every figure whose data lies in the folder, in percent."""
    found: dict[str, float] = {}
    if (folder / "banking77_train.csv").exists():
        found |= banking(folder)
    if (folder / "clinc150_full.json").exists():
        found |= clinc(folder)
    if (folder / "restaurants8k").exists():
        found |= {"restaurants8k_value_f1": restaurants(folder / "restaurants8k")}
    return found


def banking(folder: Path) -> dict[str, float]:
    """BANKING77 with ten lines an intent, the mean over the seeds, and with all of them."""
    learned, asked = (_banking_lines(folder / f"banking77_{part}.csv") for part in ("train", "test"))
    few = [accuracy(learned.only(_some(learned.intents, 10, seed)), asked) for seed in SEEDS]
    return {
        "banking77_10shot": _percent(float(np.mean(few))),
        "banking77_full": _percent(accuracy(learned, asked)),
    }


def clinc(folder: Path) -> dict[str, float]:
    """CLINC150 with thirty lines an intent and the hundred that are given as out of scope."""
    parts = json.loads((folder / "clinc150_full.json").read_text("utf-8"))
    train, test, outside = (_clinc_lines(parts[name]) for name in ("train", "test", "oos_test"))
    learned = train.only(_some(train.intents, 30, SEEDS[0])).with_all(_clinc_lines(parts["oos_train"]))
    reader = Reader(learned)
    inside = reader.judge_all(test)
    right = np.array(
        [_best_in_scope(one) == intent for one, intent in zip(inside, test.intents, strict=True)]
    )
    return {
        "clinc150_30shot": _percent(right.mean()),
        "clinc150_oos_at_minus_2": _percent(_found_at(POINTS, inside, right, reader.judge_all(outside))),
    }


def _found_at(
    cost: float, inside: Sequence[Judgement], right: Sequence[bool], outside: Sequence[Judgement]
) -> float:
    """The share found out of scope when so much accuracy is given up for it."""
    scopes = np.array([one.scope for one in inside])
    threshold = np.sort(scopes[np.asarray(right)])[int(cost * len(inside))]
    return float(np.mean([one.scope < threshold for one in outside]))


def _best_in_scope(judgement: Judgement) -> str:
    return next(intent for intent, _ in judgement.ranking if intent != OUT_OF_SCOPE)


class Reader:
    """The speller and the pool, learned from lines."""

    def __init__(self, learned: Lines) -> None:
        words = sorted({word.lower() for text in learned.texts for word in WORD.findall(text)})
        self._speller = Speller(build_index(words))
        self._pool: Pool = train_pool(learned.vectors, learned.texts, learned.intents)

    def judge_all(self, lines: Lines) -> list[Judgement]:
        """What each line is taken for, read as production reads it."""
        read = [self._speller.correct(text) for text in lines.texts]
        changed = [i for i, text in enumerate(read) if text != lines.texts[i]]
        vectors = lines.vectors.copy()
        if changed:
            vectors[changed] = readings_of([read[i] for i in changed])
        return [self._pool.judge(vector, text) for vector, text in zip(vectors, read, strict=True)]


def accuracy(learned: Lines, asked: Lines) -> float:
    """The share of lines whose intent is found."""
    judged = Reader(learned).judge_all(asked)
    return float(
        np.mean([one.ranking[0][0] == intent for one, intent in zip(judged, asked.intents, strict=True)])
    )


def _banking_lines(path: Path) -> Lines:
    with path.open(encoding="utf-8", newline="") as file:
        return _lines([(row["text"], row["category"]) for row in csv.DictReader(file)])


def _clinc_lines(rows: Sequence[Sequence[str]]) -> Lines:
    return _lines([(text, OUT_OF_SCOPE if intent == "oos" else intent) for text, intent in rows])


def _lines(rows: Sequence[tuple[str, str]]) -> Lines:
    texts = tuple(text for text, _ in rows)
    return Lines(texts, tuple(intent for _, intent in rows), readings_of(texts))


def _some(intents: Sequence[str], count: int, seed: int) -> list[int]:
    """The places of so many lines of each intent, drawn by the seed."""
    chance, labels = np.random.RandomState(seed), np.array(intents)
    return [
        int(i)
        for label in sorted(set(intents))
        for i in chance.permutation(np.flatnonzero(labels == label))[:count]
    ]


def restaurants(folder: Path) -> float:
    """RESTAURANTS-8K: F1 of slots with the right value, in percent; a value is read from the words as a form would."""
    asked = _bookings(folder / "test.json")
    with tempfile.TemporaryDirectory() as place:
        model = Path(place) / "crf.model"
        train_crf(_bookings(folder / "train_0.json"), model)
        tagger = Tagger(model.read_bytes())
    right = said = found = 0
    for line in asked:
        wanted, named = _values(line.text, line.spans), _values(line.text, tagger.find(line.text, line.asked))
        right, said, found = right + len(wanted & named), said + len(wanted), found + len(named)
    return _percent(2 * right / (said + found))


def _values(text: str, spans: Iterable[Span]) -> set[tuple[str, str]]:
    return {
        (span.entity, value_of(span.entity, text[span.start : span.end], BOOKED).lower()) for span in spans
    }


def _bookings(path: Path) -> list[Annotated]:
    return [_booking(row) for row in json.loads(path.read_text("utf-8"))]


def _booking(row: dict) -> Annotated:  # type: ignore[type-arg] - JSON as it comes
    asked = (row.get("context") or {}).get("requestedSlots") or [None]
    spans = tuple(
        Span(label["slot"], label["valueSpan"].get("startIndex", 0), label["valueSpan"]["endIndex"])
        for label in row.get("labels", [])
        if "valueSpan" in label
    )
    return Annotated(row["userInput"]["text"], spans, asked[0])


def _percent(share: float) -> float:
    return round(100 * float(share), 2)


def main() -> None:
    """Print the figures as JSON."""
    print(json.dumps(figures(Path(os.environ["SHOEBOX_BENCH_DATA"]))))


if __name__ == "__main__":
    main()
