"""The export as a page to read: sentences, days and names; never an id, a mark or a machine's date."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.me.export import readable

ID = "01m80w5c7frng53ncav7568vxz"
AT = "2026-12-06T10:13:04.016844Z"
DATA: dict[str, Any] = {
    "customer": ID,
    "made_at": AT,
    "customers": [{"id": ID, "since": AT}],
    "identities": [
        {"id": ID, "customer_id": ID, "channel": "web", "assurance": 1, "since": AT, "address": "c8wz_NjlxumEgoO3x"},
        {"id": ID, "customer_id": ID, "channel": "telegram", "assurance": 1, "since": AT, "address": "007"},
    ],
    "facts": [{"id": ID, "provenance": "stated", "words": "I never wear <b>wool</b>", "said_at": AT}],
    "consents": [{"seq": 32, "id": ID, "purpose": "memory", "state": "given", "at": AT, "method": "button"}],
    "handoffs": [{"id": ID, "event": "ask_human", "from_owner": "assistant", "reason": None, "at": AT}],
    "messages": [{"id": ID, "seq": 1, "sender": "customer", "sent_at": AT, "body": {"text": "hello", "choices": []}}],
    "shop": [
        {"place": "demo_orders", "number": "31-4471", "status": "shipped", "placed_at": AT, "expected_at": AT},
        {"place": "demo_order_lines", "order": "31-4471", "name": "Hayes coat", "quantity": 1, "total": "129.00"},
        {"place": "demo_done", "id": ID},
    ],
}  # fmt: skip


def page(data: dict[str, Any] = DATA, language: str = "en") -> str:
    return readable(data, language, house="Larkin & Rowe", zone="Europe/London", currency="GBP")


def read_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))


def test_each_row_is_a_sentence_of_the_customers() -> None:
    """Words, days, money and names stand as people write them."""
    read = read_of(page())
    for said in (
        "Larkin &amp; Rowe",
        "Made on 6 December 2026, 10:13",
        "Telegram 007",
        "“I never wear &lt;b&gt;wool&lt;/b&gt;” 6 December 2026, 10:13",
        "Remember what I say: allowed",
        "Order 31-4471 on its way · placed on 6 December 2026, 10:13",
        "1 × Hayes coat £129.00 · order 31-4471",
        "hello you · 6 December 2026, 10:13",
    ):
        assert said in read, said


def test_no_id_no_mark_and_no_machines_date_is_read() -> None:
    """What only machines read is counted by its place, not shown."""
    read = read_of(page())
    assert ID not in read and AT not in read and "c8wz" not in read
    assert not re.search(r"assurance|shipped|button|stated|ask_human|customer_id|demo_", read)
    assert "calls for a person 1" in read and "the shop&#39;s own records 1" in read


def test_nothing_kept_is_said_in_a_sentence() -> None:
    """The page of somebody of whom nothing is kept is not empty."""
    assert "Nothing is kept about you." in page({"customer": ID, "made_at": AT, "facts": []})


@pytest.mark.parametrize("path", sorted(Path("bot/me/words").glob("*.yml")), ids=lambda path: path.stem)
def test_every_language_shows_the_same(path: Path) -> None:
    """The same places, marks and {names} as in English."""
    english, words = (yaml.safe_load(one.read_text()) for one in (path.with_name("en.yml"), path))
    assert words.keys() == english.keys() and words["marks"].keys() == english["marks"].keys()
    named = [
        [(one["place"], re.findall(r"\{\w+\}", str(one["parts"]))) for one in w["sections"]] for w in (english, words)
    ]
    assert named[0] == named[1]
