"""Rasa's own test command works here: the stories in tests/stories pass through `make rasa ARGS="test core …"`."""

import json
import subprocess
import sys
from pathlib import Path

from bot.engine.training import current_model, train

ROOT = Path(__file__).parents[3]


def test_the_stories_pass_rasas_own_test(tmp_path: Path) -> None:
    """Every action is the one that the rules promise, and the command ends well."""
    model = current_model() or train()
    ran = subprocess.run(
        [
            sys.executable, "-m", "bot", "rasa", "test", "core", "--stories", "tests/stories", "--model", str(model),
            "--out", str(tmp_path), "--no-plot", "--fail-on-prediction-errors",
        ],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    report = json.loads((tmp_path / "story_report.json").read_text())
    assert report["conversation_accuracy"]["correct"] == report["conversation_accuracy"]["total"] == 12
