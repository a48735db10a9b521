"""`docs/conversations.md` taken apart into what was said, and put together again from what is answered."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml

from bot.serve import DEMO_SETTINGS
from store import Assurance, Reply
from store.house import read_settings
from tests.conversations.conftest import Customer, House

DOCUMENT = Path(__file__).parents[2] / "docs" / "conversations.md"
PEOPLE = Path(__file__).parents[2] / "shop" / "demo" / "customers.yml"
_SAID = re.compile(
    r"^\*\*Customer:\*\* (?:\*(?P<chosen>[^*]+)\*|(?P<typed>.+?))  $|^> \*(?P<days>\d+) days later\*$", re.M
)
_SIGNED_IN = re.compile(r"^\*(.+), signed in\*$", re.M)
# A receipt's own number, and counts that grow with the data map.
_DRAWN = re.compile(r"\b[0-9a-z]{26}\b|\d+(?= places)|\d+(?= records)|\d+(?= Stellen)|\d+(?= Einträge)")


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation of the document: its title, who spoke (an account or ""), and its text below the title."""

    title: str
    account: str
    text: str


def conversations() -> list[Conversation]:
    """All that are written down."""
    _, *sections = re.split(r"^## ", DOCUMENT.read_text("utf-8"), flags=re.M)
    return [_conversation(section) for section in sections]


def same(written: str, had: str) -> tuple[str, str]:
    """Both without what is drawn by lot."""
    return _DRAWN.sub("…", written.strip()), _DRAWN.sub("…", had.strip())


async def had_again(house: House, written: Conversation) -> str:
    """The conversation with today's assistant, as the document writes it."""
    house.memory.house.change(read_settings(DEMO_SETTINGS.read_text("utf-8")), "first start")
    customer = _speaker(house, written.account)
    signed_in = _SIGNED_IN.search(written.text)
    parts = [signed_in[0]] if signed_in else []
    for said in _SAID.finditer(written.text):
        if said["days"]:
            house.clock.set(house.clock() + timedelta(days=int(said["days"])))
            parts.append(said[0])
            continue
        words = said["typed"] or f"*{said['chosen']}*"
        await (customer.says(words) if said["typed"] else customer.chooses(said["chosen"]))
        parts.append(f"**Customer:** {words}  \n{_written(customer.replies)}")
    return "\n\n".join(parts)


def write_down(written: Conversation, had: str) -> None:
    """Puts what was had in the place of what is written."""
    document = DOCUMENT.read_text("utf-8")
    DOCUMENT.write_text(
        document.replace(f"{written.title}\n{written.text}", f"{written.title}\n\n{had}\n\n\n"), "utf-8"
    )


def _conversation(section: str) -> Conversation:
    title, _, text = section.partition("\n")
    signed_in = _SIGNED_IN.search(text)
    return Conversation(title, _account(signed_in[1]) if signed_in else "", text)


def _account(name: str) -> str:
    people = yaml.safe_load(PEOPLE.read_text("utf-8"))["customers"]
    return next(one["customer"].removeprefix("account:") for one in people if one["name"] == name)


def _speaker(house: House, account: str) -> Customer:
    if account:
        return house.customer(account, "account", assurance=Assurance.VERIFIED)
    return house.customer("somebody")


def _written(replies: Iterable[Reply]) -> str:
    return "\n\n".join("  \n".join(_lines(reply)) for reply in replies)


def _lines(reply: Reply) -> Iterator[str]:
    first, *others = reply.text.split("\n")
    yield f"**Assistant:** {first}"
    yield from others
    if reply.choices:
        yield f"[{' · '.join(choice.title for choice in reply.choices)}]"
    if reply.because:
        yield f"*because: {', '.join(why.text for why in reply.because)}*"
