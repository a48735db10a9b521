"""The house's keys: read from a secrets file, or made once on the first start."""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from typing import Any

from store.keys import HouseKey

_HASHED = re.compile(r"sha256:([0-9a-f]{64})")
FINGERPRINT = 8  # hexadecimal digits
AGENTS = (("Eva", "agent"), ("Marcus", "agent"), ("Priya", "supervisor"))


@dataclass(frozen=True, slots=True)
class ApiKeys:
    """The keys of connectors, systems and operators, kept as hashes; and what the house shares with others."""

    hashes: Mapping[str, tuple[bytes, ...]]
    agents: tuple[Mapping[str, str], ...]
    site_secrets: tuple[str, ...]
    """The one that signs, and before a change-over is done the one that did."""
    channels: Mapping[str, Mapping[str, str]]

    def role_of(self, key: str) -> str | None:
        """connector, systems or operator; None for a key that is nobody's. Takes the same time for all."""
        digest = sha256(key.encode()).digest()
        found = [role for role, hashes in self.hashes.items() for known in hashes if compare_digest(digest, known)]
        return found[0] if found else None


    def fingerprints(self) -> dict[str, list[str]]:
        """The keys of each role by the first digits of their hash: enough to tell two apart, and to open nothing."""
        return {role: [known.hex()[:FINGERPRINT] for known in hashes] for role, hashes in self.hashes.items()}


def open_keys(path: Path) -> ApiKeys:
    """Reads the keys; makes them first where there are none (mode 600). Each may be a list, while it is changed."""
    if not path.exists():
        _write_once(path, json.dumps(_new_keys(), indent=2))
    content = json.loads(path.read_text())
    return ApiKeys(
        hashes={role: _hashes(content.get(role, ())) for role in ("connector", "systems", "operator")},
        agents=tuple(content["agents"]),
        site_secrets=tuple(filter(None, _listed(content["site_secret"]))),  # whoever knows nothing signs nothing
        channels=content.get("channels", {}),
    )


def open_house_key(text: str, path: Path) -> HouseKey:
    """The house key from the environment, else from its file, which is made on the first start (mode 600)."""
    if text:
        return HouseKey.from_text(text)
    if not path.exists():
        _write_once(path, HouseKey.new_text())
    coming = coming_key(path)
    return HouseKey.from_text((coming if coming.exists() else path).read_text())


def previous_house_keys(text: str, path: Path) -> tuple[HouseKey, ...]:
    """What may still wrap the house's keys: the one from the environment, or the file's while it is being changed."""
    if text:
        return (HouseKey.from_text(text),)
    return (HouseKey.from_text(path.read_text()),) if coming_key(path).exists() else ()


def begin_new_key(path: Path) -> Path:
    """Puts a new house key beside the file's; from now on whoever opens the house takes both."""
    coming = coming_key(path)
    if not coming.exists():
        _write_once(coming, HouseKey.new_text())
    return coming


def coming_key(path: Path) -> Path:
    """Where the next house key lies while the keys are changed, so that a crash in between locks nobody out."""
    return path.with_name(f"{path.name}.new")


def _hashes(keys: str | list[str]) -> tuple[bytes, ...]:
    return tuple(_hash(key) for key in _listed(keys))


def _listed(keys: str | list[str]) -> list[str]:
    return [keys] if isinstance(keys, str) else keys


def _hash(key: str) -> bytes:
    """A file may hold a key itself, or only its hash: `sha256:` and 64 hexadecimal digits."""
    written = _HASHED.fullmatch(key)
    return bytes.fromhex(written[1]) if written else sha256(key.encode()).digest()


def _write_once(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)


def _new_keys() -> dict[str, Any]:
    return {
        "connector": secrets.token_urlsafe(32),
        "systems": secrets.token_urlsafe(32),
        "operator": secrets.token_urlsafe(32),
        "agents": [_new_agent(name, role) for name, role in AGENTS],
        "site_secret": secrets.token_urlsafe(32),
        "channels": _rehearsal_channels(),
    }


def _new_agent(name: str, role: str) -> dict[str, str]:
    email = f"{name.lower()}@house.example"
    return {"name": name, "email": email, "password": secrets.token_urlsafe(12), "role": role}


def _rehearsal_channels() -> dict[str, dict[str, str]]:
    fresh = secrets.token_hex
    return {
        "slack": {"signing_secret": fresh(16), "bot_token": f"xoxb-{fresh(12)}"},
        "telegram": {"bot_token": f"{secrets.randbelow(10**9)}:{fresh(16)}", "secret_token": fresh(16)},
        "twilio": {"account_sid": f"AC{fresh(16)}", "auth_token": fresh(16), "from": "+15005550006"},
        "messenger": {"app_secret": fresh(16), "page_token": fresh(24), "verify_token": fresh(12)},
        "whatsapp": {
            "app_secret": fresh(16),
            "token": fresh(24),
            "phone_number_id": str(10**14 + secrets.randbelow(10**14)),
            "verify_token": fresh(12),
        },
    }
