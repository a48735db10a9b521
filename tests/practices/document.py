"""`docs/practices.md` taken apart into what happened, and put together again from what is answered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from tests.practices.conftest import MONDAY, Customer, House
from tests.practices.stages import BEFORE, DONE, LATER

DOCUMENT = Path(__file__).parents[2] / "docs" / "practices.md"
_QUOTED = re.compile(r"(?:^> .*\n)+", re.M)
_LINE = re.compile(r"> \*\*(?P<who>[^*]+)\*\*(?P<note>[^:]*): (?P<words>.*)")
_SAID_BY_US = {"assistant": "Assistant", "house": "The house"}
# Numbers that are drawn in turn, and a day of the demo shop's own past, which goes by the day of its first start.
_DRAWN = re.compile(r"LR-\d{4}-\d+|\b31-\d{4}\b|(?<=The same as on )\d+ \w+")


@dataclass(frozen=True, slots=True)
class Transcript:
    """One transcript of a row: the row, its place there, and its lines."""

    name: str
    text: str


def transcripts() -> Iterator[Transcript]:
    """All that are written down, row by row."""
    for section in re.split(r"^## ", DOCUMENT.read_text("utf-8"), flags=re.M)[1:]:
        row, number = section.split()[0], count(1)
        for quoted in _QUOTED.finditer(section):
            yield Transcript(f"{row}.{next(number)}", quoted[0])


def same(written: str, had: str) -> bool:
    """Whether this is what is written, where "…" stands for what is left out."""
    pattern = re.escape(_DRAWN.sub("№", written)).replace("…", ".*")
    return re.fullmatch(pattern, _DRAWN.sub("№", had), re.S) is not None


async def had_again(house: House, written: Transcript) -> str:
    """The transcript with today's house, as the document writes it."""
    house.at(MONDAY)
    customer = house.customer()
    if before := BEFORE.get(written.name):
        await before(house, customer)
    lines = []
    for line in written.text.splitlines():
        happened = _LINE.fullmatch(line)
        if happened and await _happens(house, customer, **happened.groupdict()):
            lines.append(line)
        if happened and (happened["who"] not in _SAID_BY_US.values() or happened["note"]):
            note = happened["note"] if happened["who"] in _SAID_BY_US.values() else ""
            lines += _written(customer.replies, note, because="*because:" in written.text)
    return "\n".join(lines) + "\n"


def write_down(written: Transcript, had: str) -> None:
    """Puts what was had in the place of what is written."""
    DOCUMENT.write_text(DOCUMENT.read_text("utf-8").replace(written.text, had), "utf-8")


async def _happens(house: House, customer: Customer, who: str, note: str, words: str) -> bool:
    """Does what a line says was done; False for what we say, which is answered and not done."""
    if "(" in note:
        house.wait(**LATER[note.strip(" ()")])
    if who in _SAID_BY_US.values():
        if note:
            await house.run_due()
            await customer.gets()
        return False
    if who != "Customer":
        await DONE[words](house, customer)
        await customer.gets()
    elif words.startswith("*"):
        await customer.chooses(words.strip("*"))
    else:
        await customer.says(words)
    return True


def _written(replies: list[dict[str, Any]], note: str, because: bool) -> Iterator[str]:
    for reply in replies:
        first, *others = _with_choices(reply).split("\n")
        why = ", ".join(one["text"] for one in reply["because"]) if because else ""
        yield f"> **{_SAID_BY_US[reply['from']]}**{note}: {first}" + (f" *because: “{why}”*" if why else "")
        yield from (f"> {other}" for other in others if other)


def _with_choices(reply: dict[str, Any]) -> str:
    titles = " · ".join(choice["title"] for choice in reply["choices"])
    return f"{reply['text']} *{titles}*" if titles else str(reply["text"])
