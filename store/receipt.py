"""A decision as a consent record: the fields of ISO/IEC TS 27560, states and terms of the W3C DPV."""

from typing import Any

from store.house import HouseSettings
from store.values import ConsentReceipt, Purpose

PROFILE = "ISO/IEC TS 27560:2023, Shoebox profile 1"
# What a purpose touches, and who gets to see it besides the house's own machine.
_CATEGORIES = {
    Purpose.MEMORY: ("what the customer says about themselves",),
    Purpose.PERSONALISE: ("what the customer says about themselves", "purchases, bookings and points"),
    Purpose.CONTACT: ("contact points", "purchases", "reminders asked for"),
    Purpose.STAFF: ("what the customer says about themselves", "purchases, bookings and points"),
    Purpose.IMPROVE: ("conversations",),
}
_RECIPIENTS = {Purpose.STAFF: ("the house's agents",), Purpose.CONTACT: ("the channel's provider",)}
_RIGHTS = ("withdraw", "access", "correct", "restrict", "erase", "download", "complain to the authority")


def record_of(receipt: ConsentReceipt, house: HouseSettings) -> dict[str, Any]:
    """The decision with everything that makes it provable, as plain values for JSON."""
    capture = receipt.capture
    return {
        "schema_version": PROFILE,
        "record_id": receipt.id,
        "pii_principal_id": receipt.customer,
        "privacy_notice": {
            "version": capture.notice_version,
            "language": capture.language,
            "text": capture.notice_text,
        },
        "purpose": receipt.purpose.value,
        "lawful_basis": "consent, GDPR 9(2)(a)" if receipt.fact else "consent, GDPR 6(1)(a)",
        "data_categories": list(_CATEGORIES.get(receipt.purpose, ())),
        "controllers": [_controller(house)],
        "storage_locations": ["the house's own database"],
        "retention_period": f"P{house.retention.facts_days}D",
        "jurisdiction": house.controller.jurisdiction,
        "recipients": list(_RECIPIENTS.get(receipt.purpose, ())),
        "withdrawal_method": f"say so in any conversation, or PUT /api/v1/me/consents/{receipt.purpose.value}",
        "rights": list(_RIGHTS),
        "event": _event(receipt),
    }


def _controller(house: HouseSettings) -> dict[str, str]:
    controller = house.controller
    return {
        "name": controller.name or house.name,
        "address": controller.address,
        "contact": controller.contact,
        "type": "data controller",
    }


def _event(receipt: ConsentReceipt) -> dict[str, Any]:
    capture = receipt.capture
    return {
        "time": receipt.at.isoformat(),
        "valid_until": receipt.until.isoformat() if receipt.until else None,
        "entity_id": receipt.identity,
        "type": "signal" if capture.method == "gpc" else "explicit",
        "state": receipt.state.value,
        "method": capture.method,
        "words": capture.words,
        "conversation": capture.conversation,
        "message": capture.message,
        "assurance": int(capture.assurance),
        "captured_by": capture.captured_by,
        "fact": receipt.fact,
        "terms": dict(receipt.terms),
    }
