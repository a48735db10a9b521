"""How well the assistant's own lines are understood when they are held out: five folds, by intent and by style."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from bot.nlu.answering import Expecting, in_context
from bot.nlu.encoder import Vectors
from bot.nlu.pool import Pool
from bot.nlu.pool_training import train_pool
from bot.nlu.readings import readings_of
from bot.nlu.speller import WORD, Speller, build_index

DATA = Path(__file__).parents[1] / "data" / "nlu"
PICTURE = Path(__file__).parents[1] / "docs" / "intents-confused.png"
FOLDS = 5


@dataclass(frozen=True)
class Line:
    """A training line, without the marks of its entities; an answer is judged as one, after its question."""

    text: str
    intent: str
    style: str
    asked: str | None = None  # the slot that it answers


@dataclass(frozen=True)
class Verdict:
    """What a line was taken for by a pool that had not seen it, and how surely."""

    line: Line
    taken_for: str
    confidence: float
    rejected: bool

    @property
    def right(self) -> bool:
        """Whether it was understood; a rejected line was not."""
        return self.taken_for == self.line.intent and not self.rejected


def own_lines(folder: Path = DATA) -> list[Line]:
    """Every line of our own with an intent."""
    return [
        line for file in sorted(folder.glob("*.yml")) for line in _lines_of(yaml.safe_load(file.read_text("utf-8")))
    ]


def _lines_of(written: Mapping[str, list[dict]]) -> Iterable[Line]:  # type: ignore[type-arg] - YAML as it comes
    from bot.engine.without_tensorflow import stand_in

    stand_in()
    from rasa.shared.nlu.training_data.entities_parser import replace_entities

    for block in written["nlu"]:
        for example in block.get("examples", ()) if "intent" in block else ():
            noted = example.get("metadata") or {}
            text, style = replace_entities(example["text"]), noted.get("style") or "none"
            yield Line(text, block["intent"], style, noted.get("requested_slot"))


def cross_validated(lines: Sequence[Line]) -> list[Verdict]:
    """Each line judged by a pool learned from the other four fifths."""
    read = _as_read(lines)
    vectors = readings_of(read)
    folds = _folds([line.intent for line in lines])
    verdicts = []
    for fold in range(FOLDS):
        pool = _learned(lines, read, vectors, np.flatnonzero(folds != fold))
        verdicts += [_verdict(pool, vectors[i], read[i], lines[i]) for i in np.flatnonzero(folds == fold)]
    return verdicts


def _as_read(lines: Sequence[Line]) -> list[str]:
    """The texts as the speller reads them; it knows the words of the lines that are not mistyped on purpose."""
    words = Counter(word.lower() for line in lines if line.style != "typo" for word in WORD.findall(line.text))
    speller = Speller(build_index([word for word, _ in words.most_common()]))
    return [speller.correct(line.text) for line in lines]


def _learned(lines: Sequence[Line], read: Sequence[str], vectors: Vectors, places: np.ndarray) -> Pool:  # type: ignore[type-arg]
    return train_pool(vectors[places], [read[i] for i in places], [lines[i].intent for i in places])


def _verdict(pool: Pool, vector: Vectors, text: str, line: Line) -> Verdict:
    expecting = Expecting.A_VALUE if line.asked else Expecting.NOTHING
    judgement = in_context(pool.judge(vector, text), expecting)
    return Verdict(line, *judgement.ranking[0], rejected=pool.rejects(judgement))


def _folds(intents: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
    """A fold for each line, every intent spread evenly."""
    chance, labels = np.random.default_rng(0), np.array(intents)
    folds = np.zeros(len(labels), np.int64)
    for intent in sorted(set(intents)):
        places = np.flatnonzero(labels == intent)
        folds[chance.permutation(places)] = np.arange(len(places)) % FOLDS
    return folds


def share_right(verdicts: Iterable[Verdict]) -> float:
    """Percent understood."""
    return round(100 * float(np.mean([verdict.right for verdict in verdicts])), 2)


def figures(verdicts: Sequence[Verdict]) -> dict[str, object]:
    """Accuracy in all, by intent and by style, and how often lines were sent to the fallback."""
    by_intent, by_style = defaultdict(list), defaultdict(list)
    for verdict in verdicts:
        by_intent[verdict.line.intent].append(verdict)
        by_style[verdict.line.style].append(verdict)
    return {
        "own_cross_validated": share_right(verdicts),
        "rejected": round(100 * float(np.mean([verdict.rejected for verdict in verdicts])), 2),
        "by_intent": {name: share_right(some) for name, some in sorted(by_intent.items())},
        "by_style": {name: share_right(some) for name, some in sorted(by_style.items())},
    }


def misread(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Every line that was not understood, under the pair of what was said and what it was taken for, worst first."""
    pairs = defaultdict(list)
    for one in verdicts:
        if not one.right:
            pairs[one.line.intent, one.taken_for].append(one)
    for (said, taken), some in sorted(pairs.items(), key=lambda pair: -len(pair[1])):
        yield f"{len(some):4} {said} taken for {taken}"
        for one in some:
            sure = "rejected" if one.rejected else f"{one.confidence:.2f}"
            yield f"       {sure:8} {one.line.text}"


def draw(verdicts: Sequence[Verdict], path: Path) -> None:
    """The confusion matrix as a picture: rows are what was said, columns what it was taken for."""
    from matplotlib import pyplot

    names = sorted({verdict.line.intent for verdict in verdicts})
    matrix = np.zeros((len(names), len(names)))
    for verdict in verdicts:
        matrix[names.index(verdict.line.intent), names.index(verdict.taken_for)] += 1
    matrix /= matrix.sum(1, keepdims=True)
    figure, axes = pyplot.subplots(figsize=(17, 16), layout="constrained")
    axes.imshow(np.sqrt(matrix), cmap="Blues")  # the root lets rare confusions be seen
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set_xlabel("taken for")
    axes.set_ylabel("said")
    axes.set_title(f"Our own lines, five folds: {share_right(verdicts):.1f} % understood")
    figure.savefig(path, dpi=90)
    pyplot.close(figure)


def main() -> None:
    """Print the figures as JSON and each misread line beside them; draw the picture."""
    verdicts = cross_validated(own_lines())
    draw(verdicts, PICTURE)
    print(json.dumps(figures(verdicts)))
    for row in misread(verdicts):
        print(row, file=sys.stderr)


if __name__ == "__main__":
    main()
