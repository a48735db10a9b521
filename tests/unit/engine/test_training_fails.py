"""A house whose model can't be trained says why in plain words, without a traceback, and does not open."""

import subprocess
import sys
from pathlib import Path
from shutil import copytree, ignore_patterns

ROOT = Path(__file__).parents[3]
SOURCES = ("actions", "bot", "shop", "store", "data")
CONTRADICTING = """
  - rule: Another answer to the same question
    steps:
      - intent: ask_basket
      - action: action_tell_orders
"""


def test_rules_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    for source in SOURCES:
        copytree(ROOT / source, tmp_path / source, ignore=ignore_patterns("__pycache__"))
    for file in ("config.yml", "domain.yml", "requirements.lock"):
        (tmp_path / file).write_bytes((ROOT / file).read_bytes())
    with (tmp_path / "data/rules/orders.yml").open("a") as rules:
        rules.write(CONTRADICTING)
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, capture_output=True, check=False, text=True
    )
    assert ran.returncode == 1 and "127.0.0.1" not in ran.stdout
    assert "'action_tell_orders' in rule 'Another answer to the same question' is contradicting" in ran.stdout
    assert ran.stderr.count("The assistant could not be trained; the lines above say why.\n") == 1
    assert "Traceback" not in ran.stdout + ran.stderr
