"""A consent record holds everything that makes a decision provable."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from store.house import Controller, HouseSettings, Notice
from store.receipt import Reached, digest, record_of
from store.values import Capture, ConsentReceipt, ConsentState, Purpose

# What the standards ask of a row (27560, the GDPR, Kantara, Fides, Salesforce, TCF, our own), and where it stands.
FIELDS = {
    "schema version": "schema_version",
    "record id": "record_id",
    "receipt id": "receipt_id",
    "person id": "pii_principal_id",
    "privacy notice": "privacy_notice.text",
    "privacy notice version": "privacy_notice.version",
    "language": "privacy_notice.language",
    "policy URL": "privacy_notice.policy_url",
    "policy version": "privacy_notice.policy_version",
    "purpose": "purpose",
    "data-use purpose": "data_use",
    "data categories": "data_categories",
    "sensitive flag": "sensitive",
    "controllers": "controllers",
    "party id": "controllers.0.party_id",
    "party name": "controllers.0.name",
    "party address": "controllers.0.address",
    "party contact": "controllers.0.contact",
    "party type": "controllers.0.type",
    "brand": "controllers.0.brand",
    "storage locations": "storage_locations",
    "retention period": "retention_period",
    "jurisdiction": "jurisdiction",
    "recipients": "recipients",
    "third-party disclosure": "third_party_disclosure",
    "withdrawal method": "withdrawal_method",
    "lawful basis": "lawful_basis",
    "source": "source",
    "automation logic": "automation_logic",
    "rights": "rights",
    "transfers": "transfers",
    "authority": "authority",
    "event time": "event.time",
    "validity": "event.valid_until",
    "effective from": "event.effective_from",
    "entity id": "event.entity_id",
    "contact point": "event.contact_point",
    "event type": "event.type",
    "event state": "event.state",
    "collection method": "event.method",
    "UI component": "event.ui_component",
    "conversation": "event.conversation",
    "message": "event.message",
    "who captured": "event.captured_by",
    "confidence of recognition": "event.assurance",
    "previous row hash": "previous_record_hash",
    "key id": "key_id",
}
# What is never taken: the page says why.
ABSENT = ("user agent", "IP address", "geography", "special-feature opt-ins", "Google Consent Mode")
HOUSE = HouseSettings(
    name="Haddad",
    controller=Controller(
        name="Haddad Ltd",
        party_id="GB 0123",
        address="1 Park Row",
        contact="privacy@haddad.example",
        jurisdiction="GB",
        authority="ICO",
        policy_url="https://haddad.example/privacy",
        transfers="none",
    ),
    notices={"privacy": Notice(version="2026-11", texts={"en": "What we keep"})},
)


def a_receipt(**more: object) -> ConsentReceipt:
    receipt = ConsentReceipt(
        id="r1",
        customer="c1",
        identity="i1",
        purpose=Purpose.MEMORY,
        state=ConsentState.GIVEN,
        at=datetime(2026, 11, 21, 10, 0, tzinfo=UTC),
        until=None,
        terms={},
        fact=None,
        capture=Capture(method="button", words="Yes, remember", notice_text="Shall I?", notice_version="2"),
    )
    return replace(receipt, **more)


def record(receipt: ConsentReceipt, house: HouseSettings = HOUSE, before: ConsentReceipt | None = None) -> Any:
    return json.loads(json.dumps(record_of(receipt, house, "telegram", before, Reached())))


def at(whole: Any, path: str) -> Any:
    return reduce(lambda part, step: part[int(step) if step.isdigit() else step], path.split("."), whole)


@pytest.mark.parametrize("field", FIELDS)
def test_a_record_has_every_field_that_the_standards_ask_for(field: str) -> None:
    """Each stands in its place, ready to be handed over."""
    at(record(a_receipt()), FIELDS[field])


def test_what_is_shown_and_said_stands_in_it_word_for_word() -> None:
    """The question, the answer, the state, whose house it was and on which channel."""
    whole = record(a_receipt())
    assert (at(whole, "privacy_notice.text"), at(whole, "privacy_notice.version")) == ("Shall I?", "2")
    assert (at(whole, "event.words"), at(whole, "event.state")) == ("Yes, remember", "given")
    assert at(whole, "event.contact_point") == {"identity": "i1", "channel": "telegram"}
    assert at(whole, "controllers.0.name") == "Haddad Ltd"


def test_what_is_not_known_is_left_out_and_the_page_says_so() -> None:
    """A house that has set nothing claims nothing; what we never take is named to the data protection officer."""
    bare = record(a_receipt(), HouseSettings())
    assert not {"jurisdiction", "authority", "transfers"} & set(bare) and "policy_url" not in bare["privacy_notice"]
    page = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text()
    assert [name for name in ABSENT if name not in page] == []


def test_a_facts_own_yes_is_sensitive_and_names_the_stricter_basis() -> None:
    """Consent to one special thing stands on the article for special categories."""
    own = record(a_receipt(fact="f1"))
    assert own["lawful_basis"] == "consent, GDPR 9(2)(a)" and own["sensitive"] is True


def test_a_withdrawal_names_each_place_that_goes_by_it() -> None:
    """In force where the ledger is read, not told where nothing is held for it; a yes reaches no such place."""
    reached = record(a_receipt(state=ConsentState.WITHDRAWN))["propagation"]
    assert [one["status"] for one in reached] == ["done", "skipped", "skipped", "done"]
    assert "propagation" not in record(a_receipt())


@pytest.mark.parametrize("method", ["agent", "api", "button", "words", "token", "gpc", "ledger"])
def test_where_no_notice_was_shown_the_record_says_so_and_why(method: str) -> None:
    """Nothing is made up: an empty text is called none, and one that was shown is not."""
    bare = record(a_receipt(capture=Capture(method=method)))["privacy_notice"]
    assert (bare["shown"], bare["text"]) == (False, "") and bare["none_because"]
    shown = record(a_receipt())["privacy_notice"]
    assert shown["shown"] is True and "none_because" not in shown


def test_each_record_names_the_one_before_it() -> None:
    """Whoever keeps their receipts sees when one was changed or taken out."""
    first = a_receipt()
    linked = record(a_receipt(id="r2"), before=first)["previous_record_hash"]
    assert linked == digest(first) and linked != digest(replace(first, state=ConsentState.REFUSED))
