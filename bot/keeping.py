"""Backups of the whole house: its data and its keys in one file, and back again."""

import os
import shutil
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import HouseClock
from bot.front.keys import begin_new_key, open_house_key, previous_house_keys
from bot.settings import Settings
from store import open_memory
from store.backup import Manifest, backup, restore
from store.occupancy import alone

DATABASE = "database.tar"
SHOP = "shop.db"  # the demo house's own books; a shop of your own keeps its own backups
FILES = "files"
SECRETS = ("house.key", "house.key.new", "keys.json")  # in var/, where they don't come from the environment


def back_up(settings: Settings) -> Path:
    """Writes everything into one new file under var/backups (mode 600), while the house goes on working."""
    folder = settings.var / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"shoebox-{HouseClock()():%Y%m%dT%H%M%S}.tar"
    with TemporaryDirectory(dir=folder) as made:
        backup(settings.database, Path(made, DATABASE))
        _copy_shop(settings.var / SHOP, Path(made, SHOP))
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            for place in (Path(made, DATABASE), Path(made, SHOP), settings.files, *_secrets(settings.var)):
                if place.exists():
                    archive.add(place, place.name)
    return target


def change_house_key(settings: Settings) -> None:
    """A new house key in the place of the file's, while the house goes on working; the next start takes it.

    Interrupted anywhere it can be begun again, and the house opens meanwhile.
    """
    coming = begin_new_key(settings.key_file)
    key = open_house_key("", settings.key_file)
    previous = previous_house_keys("", settings.key_file)
    memory = open_memory(settings.database, key, HouseClock(), settings.ledger, previous_keys=previous)
    try:
        memory.house.settings()  # the first look rewraps what the previous key wrapped
    finally:
        memory.close()
    coming.replace(settings.key_file)


def bring_back(settings: Settings, source: Path) -> Manifest:
    """Puts the backup in the place of what is there, and says what it was; raises HouseOpen while anybody serves.

    Whoever was erased since the backup must be erased again before the house is ready: `prepare` does so.
    """
    settings.var.mkdir(parents=True, exist_ok=True)
    with alone(settings.database), TemporaryDirectory(dir=settings.var) as opened:
        with tarfile.open(source) as archive:
            archive.extractall(opened, filter="data")
        manifest = restore(settings.database, Path(opened, DATABASE))
        _bring_shop_back(Path(opened, SHOP), settings.var / SHOP)
        shutil.rmtree(settings.files, ignore_errors=True)
        for place in (Path(opened, FILES), *_secrets(Path(opened))):
            if place.exists():
                place.replace(settings.var / place.name)
    return manifest


def what_is_lost(manifest: Manifest) -> str:
    """What came back, and what of the time since then did not, in plain words."""
    return (
        f"Restored, as the house stood on {manifest.made_at:%d %B %Y at %H:%M} UTC. What was erased, taken back or put "
        "right since then is so again.\nLost is whatever else came after that time: messages, new facts and "
        "permissions, orders, promises and what was said of the relationship. Tell your customers."
    )


def _secrets(folder: Path) -> list[Path]:
    return [folder / name for name in SECRETS]


def _copy_shop(books: Path, copy: Path) -> None:
    if not books.exists():
        return
    with closing(sqlite3.connect(books)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept)
        kept.execute("PRAGMA journal_mode=DELETE")


def _bring_shop_back(copy: Path, books: Path) -> None:
    if not copy.exists():
        return
    for log in ("-wal", "-shm"):
        books.with_name(books.name + log).unlink(missing_ok=True)
    copy.replace(books)
