"""A consent record holds everything that makes a decision provable."""

import json
from datetime import UTC, datetime

from store.house import Controller, HouseSettings
from store.receipt import record_of
from store.values import Capture, ConsentReceipt, ConsentState, Purpose

MANDATORY = {
    "schema_version", "record_id", "pii_principal_id", "privacy_notice", "purpose", "lawful_basis",
    "data_categories", "controllers", "storage_locations", "retention_period", "jurisdiction", "recipients",
    "withdrawal_method", "rights", "event",
}  # fmt: skip


def a_receipt(fact: str | None = None) -> ConsentReceipt:
    return ConsentReceipt(
        id="r1",
        customer="c1",
        identity="i1",
        purpose=Purpose.MEMORY,
        state=ConsentState.GIVEN,
        at=datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
        until=None,
        terms={},
        fact=fact,
        capture=Capture(method="button", words="Yes, remember", notice_text="Shall I?", notice_version="2"),
    )


def test_a_record_has_every_mandatory_field_and_is_json() -> None:
    """All fields of the profile are there, with the very words shown and said, ready to be handed over."""
    house = HouseSettings(name="Haddad", controller=Controller(contact="privacy@haddad.example", jurisdiction="GB"))
    record = json.loads(json.dumps(record_of(a_receipt(), house)))
    assert set(record) == MANDATORY
    assert record["privacy_notice"] == {"version": "2", "language": "en", "text": "Shall I?"}
    assert (record["event"]["words"], record["event"]["state"]) == ("Yes, remember", "given")
    assert record["controllers"][0]["name"] == "Haddad"
    assert record["jurisdiction"] == "GB"


def test_a_facts_own_yes_names_the_stricter_basis() -> None:
    """Consent to one special thing stands on the article for special categories."""
    assert record_of(a_receipt("f1"), HouseSettings())["lawful_basis"] == "consent, GDPR 9(2)(a)"
