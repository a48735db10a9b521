"""The demo house's data files, beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def read_data(name: str) -> Any:
    """What the file of that name holds."""
    text = (Path(__file__).parent / name).read_text("utf-8")
    # The C loader: the same language, six times faster when the house opens.
    return yaml.load(text, yaml.CSafeLoader)
