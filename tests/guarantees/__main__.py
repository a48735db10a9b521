"""`make guarantees`: breaks one line after the other in a copy of the house and runs the test that must notice."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.guarantees.breaks import BREAKS, Break

ROOT = Path(__file__).parents[2]
SECONDS = 300
PASSED, FAILED = 0, 1  # pytest's own exit codes; any other proves nothing


def main(wanted: Sequence[str]) -> int:
    """Says a line for each break of the wanted guarantees, or of all; the exit code is how many went unnoticed."""
    missed = 0
    with TemporaryDirectory(prefix="guarantees-") as folder:
        house = Path(folder)
        copy_house(house)
        for one in (one for one in BREAKS if not wanted or one.guarantee in wanted):
            verdict = verdict_on(house, one)
            missed += verdict != "noticed"
            sys.stdout.write(f"{one.guarantee:6} {verdict:11} {one.says}  ({one.file})\n")
            sys.stdout.flush()
    return missed


def copy_house(folder: Path) -> None:
    """The files of the house as they stand, new ones too, and its model; nothing else that git ignores."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    (folder / "models").mkdir(exist_ok=True)
    for model in (ROOT / "models").glob("*.tar.gz"):  # to train it again would take a minute
        shutil.copy(model, folder / "models")


def verdict_on(house: Path, one: Break) -> str:
    """Whether the test fails on the broken line, having passed on the whole one."""
    file = house / one.file
    whole = file.read_text()
    if whole.count(one.line) != 1:
        return "NO LINE"
    if outcome(house, one.test) != PASSED:
        return "NOT PASSING"
    file.write_text(whole.replace(one.line, one.broken))
    try:
        return "noticed" if outcome(house, one.test) == FAILED else "UNNOTICED"
    finally:
        file.write_text(whole)


def outcome(house: Path, test: str) -> int:
    run = [sys.executable, "-m", "pytest", "-q", "-x", test]
    return subprocess.run(run, cwd=house, capture_output=True, timeout=SECONDS, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
