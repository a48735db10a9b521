"""A decision as a consent record: the fields of ISO/IEC TS 27560, states and terms of the W3C DPV.

What the house has not set, or what we never take (a browser's name, a place on the map), is left out, not invented.
"""

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from store.house import HouseSettings
from store.values import PERMITTING, Capture, ConsentReceipt, ConsentState, Purpose

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
_SOURCES = {
    Purpose.MEMORY: ("the customer's own words",),
    Purpose.IMPROVE: ("the customer's own words",),
}
_OWN_AND_SHOPS = ("the customer's own words", "events of the shop's systems")
_RECIPIENTS = {Purpose.STAFF: ("the house's agents",), Purpose.CONTACT: ("the channel's provider",)}
_DISCLOSED = frozenset({Purpose.CONTACT})  # to somebody who is not the house
_RIGHTS = ("withdraw", "access", "correct", "restrict", "erase", "download", "complain to the authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far the end of a permission has come, counted as the receipt is read.

    The counts stay inside: on a channel nobody learns how much was told on another.
    """

    waiting: int = 0  # contacts planned before it and messages of ours that are not judged again yet
    facts: int = 0  # told until then, and still stored
    given_again: datetime | None = None


def record_of(
    receipt: ConsentReceipt,
    house: HouseSettings,
    channel: str,
    before: ConsentReceipt | None,
    reached: Reached,
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
        **_propagation(receipt, house, reached),
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
        "shown": bool(capture.notice_text),
        **_set(none_because=_unshown(capture)),
        **_set(policy_url=house.controller.policy_url, policy_version=whole.version if whole else ""),
    }


def _unshown(capture: Capture) -> str:
    """Why there is no text of a notice; empty where one was shown."""
    if capture.notice_text:
        return ""
    unshown: dict[str, str] = _words()["unshown"]
    return unshown.get(capture.method, unshown["unasked"])


def _processing(receipt: ConsentReceipt, house: HouseSettings) -> dict[str, Any]:
    purpose = receipt.purpose
    return {
        "purpose": purpose.value,
        "data_use": _words()["uses"].get(purpose.value, ""),
        "lawful_basis": "consent, GDPR 9(2)(a)" if receipt.fact else "consent, GDPR 6(1)(a)",
        "sensitive": receipt.fact is not None,
        "data_categories": list(_CATEGORIES.get(purpose, ())),
        "source": list(_SOURCES.get(purpose, _OWN_AND_SHOPS)),
        "automation_logic": _words()["logic"],
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
        "type": "signal" if capture.method in ("gpc", "provider") else "explicit",
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
    named |= {"provider": "messaging provider"}
    return named.get(capture.method) or ("conversation" if capture.conversation else "switch on the customer's page")


def ends(receipt: ConsentReceipt) -> bool:
    """Whether it says no, so that each place that goes by the permission has to go by that."""
    return receipt.state not in PERMITTING and receipt.state is not ConsentState.REQUESTED


def _propagation(receipt: ConsentReceipt, house: HouseSettings, reached: Reached) -> dict[str, Any]:
    """How far a no has come at each place that goes by the permission; nothing for any other decision.

    What is not ours to see through is not called done: no other system is told, for none holds it for this purpose.
    """
    if not ends(receipt):
        return {}
    places = [_place("looks", "done"), _place("broker", "skipped"), _place("shop", "skipped")]
    if receipt.purpose is Purpose.CONTACT:
        places.append(_outgoing(reached))
    if receipt.purpose is Purpose.MEMORY and receipt.fact is None and receipt.state is ConsentState.WITHDRAWN:
        places.append(_stored(receipt, house, reached))
    return {"propagation": places}


def _outgoing(reached: Reached) -> dict[str, str]:
    return _place("queue", "pending", "waits") if reached.waiting else _place("queue", "done")


def _stored(receipt: ConsentReceipt, house: HouseSettings, reached: Reached) -> dict[str, str]:
    if reached.facts and reached.given_again:
        return _place("facts", "skipped", "given_again", f"{reached.given_again:%Y-%m-%d}")
    if reached.facts:
        gone_by = receipt.at + timedelta(days=house.retention.withdrawn_days)
        return _place("facts", "pending", "stored", f"{gone_by:%Y-%m-%d}")
    return _place("facts", "done")


def _place(name: str, status: str, why: str = "why", day: str = "") -> dict[str, str]:
    told = _words()["places"][name]
    return {"system": told["system"], "status": status, "why": told[why].format(day=day)}


@cache
def _words() -> dict[str, Any]:
    """What a record says to people, beside the codes of the standards."""
    return tomllib.loads(Path(__file__).with_name("receipt_words.toml").read_text(encoding="utf-8"))


def _set(**named: str) -> dict[str, str]:
    """What the house has set of these."""
    return {name: value for name, value in named.items() if value}
