"""What customers write for the wall: the message itself, and taking it down again."""

import re

_OFF_THE_WALL = re.compile(
    r"\b(?:remov|delet|withdraw)\w*\b.*\b(?:wall|board|message|note|tip)\b"
    r"|\b(?:don'?t|do not|never|rather not|needn'?t|mustn'?t|not to) (?:please )?"
    r"(?:put|post|show|publish|share|hang|use|print)"
    r"\b.*\b(?:message|note|tip|it|that|this|words?)\b"
    r"|\b(?:tak|pull|get)\w*\b.*\b(?:message|note|tip|it|that|this)\b.*\b(?:down|back|off)\b"
    r"|\b(?:tak|pull|get)\w*\s+(?:down|back|off)\b.*\b(?:message|note|tip|it|that|this)\b",
    re.I,
)


def for_the_wall(text: str) -> str:
    """The message itself: what stands in quotes, or behind a colon; empty where it is only announced."""
    quoted = re.search(r"[\"“](.{3,})[\"”]", text, re.S)
    if quoted:
        return quoted[1].strip()
    _, colon, rest = text.partition(":")
    return rest.strip() if colon else ""


def off_the_wall(text: str) -> bool:
    """Whether they want their message back that waits for the wall, or hangs there."""
    return bool(_OFF_THE_WALL.search(text))
