"""What the language pipeline makes of lines of text, by the same model and components as in production."""

import tempfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.engine.without_tensorflow import stand_in

COMMAND = "/ \t"  # Rasa reads a leading slash as an intent by name; what people type is text
SILENCE = "…"  # stands for an empty line, which no component could read


def parse_lines(model: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One value a line, as `make parse` prints it; the model is loaded at the first line."""
    pipeline = Pipeline(model)
    for line in lines:
        yield pipeline.parse(line)


class Pipeline:
    """A loaded model's language side, for one line at a time."""

    def __init__(self, model: Path) -> None:
        stand_in()
        from rasa.engine import loader
        from rasa.engine.storage.local_model_storage import LocalModelStorage
        from rasa.shared.core.trackers import DialogueStateTracker

        from bot.engine.runner import StraightRunner

        with tempfile.TemporaryDirectory() as folder:
            metadata, self._runner = loader.load_predict_graph_runner(
                Path(folder), model, LocalModelStorage, StraightRunner
            )
        self._target = str(metadata.nlu_target)
        self._tracker = DialogueStateTracker("parse", metadata.domain.slots)

    def parse(self, line: str, asked: str | None = None) -> dict[str, Any]:
        """What is understood of a line, said in answer to the slot that was asked for."""
        from rasa.core.channels.channel import UserMessage
        from rasa.shared.core.slots import TextSlot

        slots = self._tracker.slots
        slots["requested_slot"] = TextSlot("requested_slot", mappings=[], initial_value=asked)
        message = UserMessage(
            line.lstrip(COMMAND).rstrip() or SILENCE, metadata={"now": datetime.now(UTC).isoformat()}
        )
        inputs = {"__message__": [message], "__tracker__": self._tracker}
        understood = self._runner.run(inputs=inputs, targets=[self._target])[self._target][0]
        return _parsed(line, understood.as_dict(only_output_properties=True))


def _parsed(line: str, understood: dict[str, Any]) -> dict[str, Any]:
    intent = understood["intent"]
    return {
        "text": line,
        "intent": intent["name"],
        "confidence": round(intent["confidence"], 4),
        "ranking": [[one["name"], round(one["confidence"], 4)] for one in understood["intent_ranking"]],
        "entities": [
            {name: entity[name] for name in ("entity", "text", "value", "start", "end")}
            for entity in understood.get("entities", [])
        ],
        "mood": understood["mood"],
    }
