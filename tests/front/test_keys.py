"""Keys: each is for its own doors, and can be changed while everybody goes on."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot.chat.demo_accounts import signer_of
from bot.front.keys import open_keys
from bot.settings import Settings
from tests.front.hooks_house import open_front

NEW_SECRET = "the site's new secret, long enough for HS256"


def written(folder: Path, **change: Any) -> dict[str, Any]:
    """The keys file with this change; answers with what it held before."""
    open_keys(folder / "keys.json")
    held: dict[str, Any] = json.loads((folder / "keys.json").read_text())
    (folder / "keys.json").write_text(json.dumps(held | change))
    return held


@pytest.mark.parametrize("role", ["connector", "systems", "operator"])
def test_a_key_is_changed_while_everybody_goes_on(tmp_path: Path, role: str) -> None:
    """Old and new are taken until the old one is removed; then it is nobody's."""
    old = written(tmp_path)[role]
    written(tmp_path, **{role: [old, "the new key"]})
    both = open_keys(tmp_path / "keys.json")
    assert [both.role_of(key) for key in (old, "the new key")] == [role, role]
    written(tmp_path, **{role: "the new key"})
    after = open_keys(tmp_path / "keys.json")
    assert [after.role_of(key) for key in (old, "the new key")] == [None, role]


async def test_the_sites_secret_is_changed_while_customers_come(tmp_path: Path) -> None:
    """Words signed with either are taken; once the old one is removed, what it signs opens nothing."""
    old = written(tmp_path)["site_secret"]
    for held, statuses in (([NEW_SECRET, old], [200, 200]), ([NEW_SECRET], [401, 200]), (["", NEW_SECRET], [401, 200])):
        written(tmp_path, site_secret=held)
        async with open_front(tmp_path) as front:
            words = [signer_of(Settings(), (secret,)) for secret in (old, NEW_SECRET)]
            answers = [
                await front.client.post("/chat/session", json={"site_token": sign("account:c-1001")})
                for sign in words
                if sign
            ]
            assert [answer.status for answer in answers] == statuses


async def test_a_connector_is_not_heard_for_a_shops_account(tmp_path: Path) -> None:
    """Who a verified customer is, the site says; a connector's word on it writes nothing."""
    async with open_front(tmp_path) as front:
        body = {"id": "k-1", "channel": "account", "from": {"address": "c-1001"}, "text": "What do you know of me?"}
        bearer = {"Authorization": f"Bearer {front.connector}"}
        answer = await front.client.post("/api/v1/messages", json=body, headers=bearer)
        assert (answer.status, front.stored()) == (403, [])


def test_a_keys_file_may_hold_hashes_alone(tmp_path: Path) -> None:
    """Beside each other while a key is changed; the hash itself opens nothing."""
    hashed, kept = "sha256:" + sha256(b"the new key").hexdigest(), written(tmp_path)
    written(tmp_path, connector=[kept["connector"], hashed])
    keys = open_keys(tmp_path / "keys.json")
    assert [keys.role_of(key) for key in (kept["connector"], "the new key", hashed)] == ["connector", "connector", None]
