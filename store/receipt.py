"""A decision as a consent record: the fields of ISO/IEC TS 27560, states and terms of the W3C DPV.

What the house has not set, or what we never take (a browser's name, a place on the map), is left out, not invented.
"""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import msgspec

from store.house import HouseSettings
from store.values import PERMITTING, ConsentReceipt, ConsentState, Purpose

PROFILE = "ISO/IEC TS 27560:2023, Shoebox profile 2"
PRIVACY = "privacy"  # the house's whole notice, among its own
_TOLD, _BOUGHT = "what the customer says about themselves", "purchases, bookings and points"
# What a purpose touches, and who gets to see it besides the house's own machine.
_CATEGORIES = {
    Purpose.MEMORY: (_TOLD,),
    Purpose.PERSONALISE: (_TOLD, _BOUGHT),
    Purpose.CONTACT: ("contact points", "purchases", "reminders asked for"),
    Purpose.STAFF: (_TOLD, _BOUGHT),
    Purpose.IMPROVE: ("conversations",),
}
_USES = {
    Purpose.MEMORY: "keeping what the customer says about themselves",
    Purpose.PERSONALISE: "using it, and past purchases, in replies",
    Purpose.CONTACT: "writing to the customer first",
    Purpose.STAFF: "showing it, and past purchases, to the agent who has the case",
    Purpose.IMPROVE: "counting what was asked for, in groups of five or more",
}
_SOURCES = {
    Purpose.MEMORY: ("the customer's own words",),
    Purpose.IMPROVE: ("the customer's own words",),
}
_OWN_AND_SHOPS = ("the customer's own words", "events of the shop's systems")
_RECIPIENTS = {Purpose.STAFF: ("the house's agents",), Purpose.CONTACT: ("the channel's provider",)}
_DISCLOSED = frozenset({Purpose.CONTACT})  # to somebody who is not the house
_LOGIC = "a machine reads and words it by rules; nothing is decided about the customer by their value or by a profile"
_RIGHTS = ("withdraw", "access", "correct", "restrict", "erase", "download", "complain to the authority")


def record_of(
    receipt: ConsentReceipt, house: HouseSettings, channel: str, before: ConsentReceipt | None
) -> dict[str, Any]:
    """The decision with everything that makes it provable, as plain values for JSON.

    `house` is the settings as they stood then, `before` the row before it in the ledger of the same identity.
    """
    return {
        "schema_version": PROFILE,
        "record_id": receipt.id,
        "receipt_id": receipt.id,
        "pii_principal_id": receipt.customer,
        "privacy_notice": _notice(receipt, house),
        **_processing(receipt, house),
        "controllers": [_controller(house)],
        "storage_locations": ["the house's own database"],
        "withdrawal_method": f"say so in any conversation, or PUT /api/v1/me/consents/{receipt.purpose.value}",
        "rights": list(_RIGHTS),
        "event": _event(receipt, channel),
        "previous_record_hash": digest(before) if before else None,
        "key_id": receipt.identity,  # each identity has a key of its own: destroyed, the words here can't be opened
        **_propagation(receipt, house),
        **_set(
            jurisdiction=house.controller.jurisdiction,
            authority=house.controller.authority,
            transfers=house.controller.transfers,
        ),
    }


def digest(receipt: ConsentReceipt) -> str:
    """A hash over all that a row says: whoever keeps their receipts can show that none was changed or taken out.

    Whose customer the identity is now is no part of the row: joining and parting change no hash.
    """
    return sha256(msgspec.json.encode(replace(receipt, customer=""), order="deterministic")).hexdigest()


def _notice(receipt: ConsentReceipt, house: HouseSettings) -> dict[str, Any]:
    capture, whole = receipt.capture, house.notices.get(PRIVACY)
    return {
        "version": capture.notice_version,
        "language": capture.language,
        "text": capture.notice_text,
        **_set(policy_url=house.controller.policy_url, policy_version=whole.version if whole else ""),
    }


def _processing(receipt: ConsentReceipt, house: HouseSettings) -> dict[str, Any]:
    purpose = receipt.purpose
    return {
        "purpose": purpose.value,
        "data_use": _USES.get(purpose, ""),
        "lawful_basis": "consent, GDPR 9(2)(a)" if receipt.fact else "consent, GDPR 6(1)(a)",
        "sensitive": receipt.fact is not None,
        "data_categories": list(_CATEGORIES.get(purpose, ())),
        "source": list(_SOURCES.get(purpose, _OWN_AND_SHOPS)),
        "automation_logic": _LOGIC,
        "recipients": list(_RECIPIENTS.get(purpose, ())),
        "third_party_disclosure": purpose in _DISCLOSED,
        "retention_period": f"P{house.retention.facts_days}D",
    }


def _controller(house: HouseSettings) -> dict[str, str]:
    controller = house.controller
    return {
        "name": controller.name or house.name,
        "brand": house.name,
        "type": "data controller",
        **_set(party_id=controller.party_id, address=controller.address, contact=controller.contact),
    }


def _event(receipt: ConsentReceipt, channel: str) -> dict[str, Any]:
    capture = receipt.capture
    return {
        "time": receipt.at.isoformat(),
        "effective_from": receipt.at.isoformat() if receipt.state in PERMITTING else None,
        "valid_until": receipt.until.isoformat() if receipt.until else None,
        "entity_id": receipt.identity,
        "contact_point": {"identity": receipt.identity, "channel": channel},
        "type": "signal" if capture.method == "gpc" else "explicit",
        "state": receipt.state.value,
        "method": capture.method,
        "ui_component": _component(receipt),
        "words": capture.words,
        "conversation": capture.conversation,
        "message": capture.message,
        "assurance": int(capture.assurance),
        "captured_by": capture.captured_by,
        "fact": receipt.fact,
        "terms": dict(receipt.terms),
    }


def _component(receipt: ConsentReceipt) -> str:
    """Where in the house's own surfaces it was said, as far as the ledger tells."""
    capture = receipt.capture
    named = {"agent": "desk", "api": "operator's API", "gpc": "browser's signal", "ledger": "restore"}
    return named.get(capture.method) or ("conversation" if capture.conversation else "switch on the customer's page")


def _propagation(receipt: ConsentReceipt, house: HouseSettings) -> dict[str, Any]:
    """What a decision that ends a permission did at each place that goes by it; nothing for any other."""
    if receipt.state in PERMITTING or receipt.state is ConsentState.REQUESTED:
        return {}
    reached = [
        {"system": "replies, briefs and the desk", "status": "done", "why": "each look reads the ledger"},
        {"system": "what is planned or queued", "status": "done", "why": "it is judged again as it goes out"},
        {"system": "broker and live updates", "status": "skipped", "why": "they hold ids and kinds only"},
        {"system": "the shop's own records", "status": "skipped", "why": "they serve its orders, not this purpose"},
    ]
    if receipt.purpose is Purpose.MEMORY and receipt.fact is None and receipt.state is ConsentState.WITHDRAWN:
        gone_by = receipt.at + timedelta(days=house.retention.withdrawn_days)
        reached.append({"system": "facts as stored", "status": "pending", "why": f"deleted from {gone_by:%Y-%m-%d}"})
    return {"propagation": reached}


def _set(**named: str) -> dict[str, str]:
    """What the house has set of these."""
    return {name: value for name, value in named.items() if value}
