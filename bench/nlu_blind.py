"""How well strangers' lines are understood: sets written blind, read by the trained model as in production."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME

from bench.nlu_own import Line, Verdict, misread, own_lines, share_right
from bot.engine.training import current_model, train
from bot.nlu.grams import WORD
from bot.nlu.parse import Pipeline

BLIND = Path(__file__).parents[1] / "tests" / "conversations" / "blind.yml"


def blind_lines(file: Path = BLIND) -> dict[str, list[Line]]:
    """The lines of each set, by its name."""
    return {name: list(_lines_of(by_intent)) for name, by_intent in yaml.safe_load(file.read_text("utf-8")).items()}


def _lines_of(by_intent: dict[str, dict[str, str]]) -> Iterator[Line]:
    for intent, by_style in by_intent.items():
        yield from (Line(text, intent, style) for style, text in by_style.items())


def read_by(pipeline: Pipeline, lines: list[Line]) -> list[Verdict]:
    """What the trained model takes each line for."""
    return [_verdict(line, pipeline.parse(line.text)["ranking"]) for line in lines]


def _verdict(line: Line, ranking: list[list[object]]) -> Verdict:
    rejected = ranking[0][0] == DEFAULT_NLU_FALLBACK_INTENT_NAME
    likeliest = ranking[1:] if rejected and len(ranking) > 1 else ranking
    return Verdict(line, str(likeliest[0][0]), float(str(likeliest[0][1])), rejected)


def figures(pipeline: Pipeline) -> dict[str, dict[str, object]]:
    """The figures of each set."""
    return {name: figures_of(read_by(pipeline, lines)) for name, lines in blind_lines().items()}


def figures_of(verdicts: list[Verdict]) -> dict[str, object]:
    """Percent understood: in all, of what by chance is no training line, by style; and percent sent to the fallback."""
    learned = {_bare(line.text) for line in own_lines()}
    styles = dict.fromkeys(one.line.style for one in verdicts)
    return {
        "understood": share_right(verdicts),
        "understood_of_new": share_right(one for one in verdicts if _bare(one.line.text) not in learned),
        "sent_to_fallback": round(100 * sum(one.rejected for one in verdicts) / len(verdicts), 2),
        "by_style": {style: share_right(one for one in verdicts if one.line.style == style) for style in styles},
    }


def _bare(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def main(names: list[str]) -> None:
    """Print the figures of the named sets, or of all, as JSON, and each misread line beside them."""
    pipeline = Pipeline(current_model() or train())
    for name, lines in blind_lines().items():
        if not names or name in names:
            verdicts = read_by(pipeline, lines)
            print(json.dumps({name: figures_of(verdicts)}))
            for row in misread(verdicts):
                print(row, file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])
