"""Backups of the whole house: its data and its keys in one file, and back again."""

import os
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.clock import HouseClock
from bot.settings import Settings
from store.backup import backup, restore

DATABASE = "database.tar"
SECRETS = ("house.key", "keys.json")  # in var/, where they don't come from the environment


def back_up(settings: Settings) -> Path:
    """Writes everything into one new file under var/backups (mode 600), while the house goes on working."""
    folder = settings.var / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"shoebox-{HouseClock()():%Y%m%dT%H%M%S}.tar"
    with TemporaryDirectory(dir=folder) as made:
        backup(settings.database, Path(made, DATABASE))
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(Path(made, DATABASE), DATABASE)
            for name in SECRETS:
                if (settings.var / name).exists():
                    archive.add(settings.var / name, name)
    return target


def bring_back(settings: Settings, source: Path) -> None:
    """Puts the backup in the place of what is there; nothing may be using the database.

    Whoever was erased since the backup must be erased again before the house is ready: `prepare` does so.
    """
    settings.var.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.var) as opened:
        with tarfile.open(source) as archive:
            archive.extractall(opened, filter="data")
        restore(settings.database, Path(opened, DATABASE))
        for name in SECRETS:
            if Path(opened, name).exists():
                Path(opened, name).replace(settings.var / name)
