"""/chat.js: our ES modules, joined at start into the one script that a site embeds, without any tool."""

import json
import re
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "chat"
MODULES = (
    "dom", "words", "keep", "line", "outgoing", "api", "thread", "facttools", "farewell", "know", "transcript",
    "composer", "panel", "chat", "me", "start",
)  # fmt: skip
SHEETS = ("tokens", "chat", "me")
_IMPORT = re.compile(r"^import .*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


def chat_script() -> str:
    """The whole chat as one classic script: style sheets as text, then the modules, in their own scope."""
    sheets = json.dumps({name: (FOLDER / f"{name}.css").read_text() for name in SHEETS})
    parts = [joined((FOLDER / f"{name}.js").read_text()) for name in MODULES]
    head = f'"use strict";\nconst BASE = document.currentScript.src;\nconst SHEETS = {sheets};\n'
    return "(() => {\n" + head + "\n".join(parts) + "})();\n"


def joined(module: str) -> str:
    """A module's text without its imports and exports, which the joined scope makes needless.

    >>> joined('import { a } from "./a.js";\\nexport const b = a;\\n')
    'const b = a;\\n'
    """
    return _EXPORT.sub("", _IMPORT.sub("", module))
