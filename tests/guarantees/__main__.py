"""Breaks one line for each guarantee, in a copy of the project, and expects the guarantee's test to fail."""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.guarantees.breaks import BREAKS, Break

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Prints a line for each break; exits with 1 when one of them is not noticed."""
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = copied_to(Path(folder))
        for one in BREAKS:
            noticed = passes(copy, one.test) and not passes_broken(copy, one)
            missed += not noticed
            sys.stdout.write(f"{'noticed' if noticed else 'NOT NOTICED'}  {one.guarantee}: {one.says}\n")
            sys.stdout.flush()
    return 1 if missed else 0


def copied_to(folder: Path) -> Path:
    """What git tracks, in a folder of its own, with this environment."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    packed = subprocess.run(
        ["tar", "--null", "-T", "-", "-cf", "-"], cwd=ROOT, input=tracked, capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-xf", "-", "-C", str(folder)], input=packed, check=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def passes_broken(copy: Path, one: Break) -> bool:
    """Whether the test still passes while the line is broken."""
    path = copy / one.file
    whole = path.read_text()
    path.write_text(whole.replace(one.line, one.broken))
    try:
        return passes(copy, one.test)
    finally:
        path.write_text(whole)


def passes(copy: Path, test: str) -> bool:
    command = [str(ROOT / ".venv/bin/python"), "-m", "pytest", "-x", "-q", test]
    return subprocess.run(command, cwd=copy, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
