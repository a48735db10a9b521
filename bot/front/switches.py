"""The words beside the page's switches: a page names what it showed, and the server answers for the words."""

from hashlib import sha256
from typing import NamedTuple

from bot.chat.words import sheets
from bot.front.problems import Problem
from store import Purpose


class Notice(NamedTuple):
    """What was shown for a decision, its version and its language; all empty where nothing was."""

    text: str = ""
    version: str = ""
    language: str = ""


def notice_beside(purpose: Purpose, named: str | None) -> Notice:
    """The words of the switch that was shown, by its id ("de/consent_contact"); nothing where none is named.

    Raises Problem for a notice that is not ours, or not about this permission.
    """
    if named is None:
        return Notice()
    language, _, key = named.partition("/")
    if language not in sheets() or key != f"consent_{purpose}":
        raise Problem(422, "There is no such notice about this permission.")
    words = sheets()[language].words
    text = f"{words[key]}. {words[f'{key}_line']}"
    return Notice(text, sha256(text.encode()).hexdigest()[:12], language)
