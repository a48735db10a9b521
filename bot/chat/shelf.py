"""Where customers' files lie: a folder a conversation, each file sealed with its identity's key.

`<id>.file` holds name, kind and content; once the message that brought it is stored, `<seq>.<id>.card` says which
one that was. A file lives as long as its message.
"""

import re
import shutil
import time
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from bot.chat.files import FileRefused, Sheet, ShelfFull
from store import ConversationUnknown, CustomerUnknown, KeptRecord, Memory
from store.erasure import Refs
from store.keys import IdentityKey
from store.tables.base import new_id

MEGABYTE = 1_000_000
CONVERSATION_LIMIT = 50 * MEGABYTE
"""Bytes of sealed files that one conversation may hold."""
UNSENT_SECONDS = 3600.0
WALK_SECONDS = 86_400.0  # between looks at everything, for what a process that ended had in mind
_ID = re.compile(r"[a-z0-9]{26}")


@dataclass(frozen=True, slots=True)
class Card:
    """What a transcript shows of a file."""

    id: str
    name: str
    type: str
    size: int


class Files:
    """The shelf on disk; a place of the data map, so that exports hold its files and erasures empty it."""

    name = "files"

    def __init__(self, memory: Memory, folder: Path, real: Callable[[], float] = time.time) -> None:
        self._memory = memory
        self._folder = folder
        self._real = real
        self._held: int | None = None  # bytes, told anew after each sweep
        self._walk_at = 0.0
        self._young: dict[Path, float] = {}  # files that may turn out never to be sent, by when they came
        self._thinned: set[str] = set()  # conversations that lost messages

    def keep(self, conversation: str, sheet: Sheet) -> str:
        """Keeps a file for a message to come and answers with its id; FileRefused or ShelfFull for one too many."""
        folder = self._folder / conversation
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sum(path.stat().st_size for path in folder.iterdir()) > CONVERSATION_LIMIT:
            raise FileRefused
        if self._bytes() > self._memory.house.settings().limits.files_all_mb * MEGABYTE:
            raise ShelfFull
        id = new_id()
        content = {"name": sheet.name, "kind": sheet.kind, "content": b64encode(sheet.content).decode()}
        sealed = self._key(conversation).seal(msgspec.json.encode(content).decode(), _place(id))
        _write(folder / f"{id}.file", sealed)
        self._young[folder / f"{id}.file"] = self._real()
        self._held = self._bytes() + len(sealed)
        return id

    def attach(self, conversation: str, seq: int, files: Sequence[str]) -> None:
        """Says which message brought these files; again changes nothing."""
        key = self._key(conversation)
        for id in files:
            sheet = self._opened(conversation, id, key)
            if sheet is not None:
                card = msgspec.json.encode(Card(id, sheet.name, sheet.kind, len(sheet.content))).decode()
                _write(self._folder / conversation / f"{seq}.{id}.card", key.seal(card, f"{_place(id)}:{seq}"))

    def holds(self, conversation: str, files: Sequence[str]) -> bool:
        """Whether all of these lie in this conversation's folder."""
        return all(_ID.fullmatch(id) and (self._folder / conversation / f"{id}.file").exists() for id in files)

    def cards(self, conversation: str) -> dict[int, list[Card]]:
        """The files of a conversation by the number of the message that brought them."""
        found: dict[int, list[Card]] = {}
        if not (self._folder / conversation).is_dir():
            return found
        key = self._key(conversation)
        for path in sorted((self._folder / conversation).glob("*.card")):
            seq, id = _parts(path)
            card = msgspec.json.decode(key.open(path.read_bytes(), f"{_place(id)}:{seq}"), type=Card)
            found.setdefault(seq, []).append(card)
        return found

    def read(self, conversation: str, file: str) -> Sheet | None:
        """One file of this conversation; None for any other, and once its message is gone."""
        if not _ID.fullmatch(file) or not self._is_wanted(conversation, file):
            return None
        return self._opened(conversation, file, self._key(conversation))

    def count(self, refs: Refs) -> int:
        """How many files lie here of this customer."""
        return sum(len(list((self._folder / one).glob("*.file"))) for one in refs.conversations)

    def erase(self, refs: Refs) -> Sequence[KeptRecord]:
        """Removes them, and the folders; keeps nothing."""
        for one in refs.conversations:
            if (self._folder / one).exists():
                shutil.rmtree(self._folder / one)
        return ()

    def rows(self, refs: Refs) -> Sequence[Mapping[str, Any]]:
        """Every file with its content, for the customer's own export."""
        return [row for one in refs.conversations for row in self._rows(one)]

    def thinned(self, conversations: Iterable[str]) -> None:
        """These lost messages: the next sweep looks at their files."""
        self._thinned.update(conversations)

    def sweep(self) -> int:
        """Removes what was never sent, and what belongs to messages that are gone; answers how many files.

        Looks at those alone that can be due; at everything once a day, and first of all.
        """
        gone = [path for path in self._suspects() if not self._is_wanted(path.parent.name, path.stem)]
        for path in gone:
            for card in path.parent.glob(f"*.{path.stem}.card"):
                card.unlink()
            path.unlink(missing_ok=True)
        self._held = None
        return len(gone)

    def _suspects(self) -> set[Path]:
        now, came = self._real(), dict(self._young)
        if now >= self._walk_at:
            self._walk_at = now + WALK_SECONDS
            every = {path: path.stat().st_mtime for path in self._folder.glob("*/*.file")}
            self._young |= {path: at for path, at in every.items() if now - at < UNSENT_SECONDS}
            return set(every)
        due = {path for path, at in came.items() if now - at >= UNSENT_SECONDS}
        for path in due:
            del self._young[path]
        thinned, self._thinned = self._thinned, set()
        return due | {path for one in thinned for path in (self._folder / one).glob("*.file")}

    def _bytes(self) -> int:
        if self._held is None:
            self._held = sum(path.stat().st_size for path in self._folder.glob("*/*.file"))
        return self._held

    def _rows(self, conversation: str) -> list[Mapping[str, Any]]:
        paths = sorted((self._folder / conversation).glob("*.file"))
        sheets = [self._opened(conversation, path.stem, self._key(conversation)) for path in paths]
        content = [(sheet, b64encode(sheet.content).decode()) for sheet in sheets if sheet is not None]
        return [{"name": sheet.name, "type": sheet.kind, "content_base64": encoded} for sheet, encoded in content]

    def _opened(self, conversation: str, id: str, key: IdentityKey) -> Sheet | None:
        path = self._folder / conversation / f"{id}.file"
        if not path.exists():
            return None
        held = msgspec.json.decode(key.open(path.read_bytes(), _place(id)))
        return Sheet(held["name"], held["kind"], b64decode(held["content"]))

    def _is_wanted(self, conversation: str, id: str) -> bool:
        folder = self._folder / conversation
        cards = list(folder.glob(f"*.{id}.card"))
        if not cards:
            path = folder / f"{id}.file"
            return path.exists() and self._real() - path.stat().st_mtime < UNSENT_SECONDS
        return any(self._stands(conversation, _parts(card)[0]) for card in cards)

    def _stands(self, conversation: str, seq: int) -> bool:
        try:
            page = self._memory.conversations.transcript(conversation, seq - 1, 1)
        except ConversationUnknown:
            return False
        return bool(page.items) and page.items[0].seq == seq

    def _key(self, conversation: str) -> IdentityKey:
        try:
            return self._memory.people.key_of(self._memory.owners.of(conversation).identity)
        except CustomerUnknown as error:
            raise ConversationUnknown from error


def _place(id: str) -> str:
    return f"files:{id}"


def _parts(card: Path) -> tuple[int, str]:
    seq, id, _ = card.name.split(".")
    return int(seq), id


def _write(path: Path, content: bytes) -> None:
    # whole or not at all, whatever ends the process in between
    fresh = path.with_suffix(f".{new_id()}.new")
    fresh.write_bytes(content)
    fresh.replace(path)
