"""The data map: every table of the memory, whose it is, and what each column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from store.values import KeptRecord


class Belongs(StrEnum):
    """By what a table's rows are found for one customer."""

    IDENTITY = "identity_id"
    ITSELF = "id"  # identities and customers
    HOUSE = "house"  # nobody's: the house's own
    PROOF = "proof"  # kept after erasure: ids and dates that say nothing of a person any more


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """What one table holds. Each column is sealed, hashed with the house's key, or clear for a reason."""

    belongs: Belongs
    holds: str
    sealed: Mapping[str, Sequence[str]] = field(default_factory=dict)  # column: names of the values in it
    row: tuple[str, ...] = ("id",)  # the columns that name a sealed value's row
    hashed: str = ""
    clear: Mapping[str, str] = field(default_factory=dict)  # reason: columns

    @property
    def columns(self) -> frozenset[str]:
        named = (*self.clear.values(), self.hashed)
        return frozenset(self.sealed) | {column for columns in named for column in columns.split()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Refs:
    """By what other places know a customer: ids, `channel:address` subjects, conversations."""

    customer: str
    customers: tuple[str, ...]  # this one, and those whom its linked identities came as
    identities: tuple[str, ...]
    subjects: tuple[str, ...]
    conversations: tuple[str, ...]


class Place(Protocol):
    """Somewhere outside the memory where a customer's data may lie: a shop's tables, files, a broker."""

    name: str

    def count(self, refs: Refs) -> int:
        """How many things of this customer are there now."""

    def erase(self, refs: Refs) -> Sequence[KeptRecord]:
        """Removes them; answers what a second look found kept on purpose, and why. Raises when it cannot."""


ID, CATEGORY, DATE, STATE, COUNT = "opaque id", "category", "date", "state", "count or order"
AMOUNT = "amount"
STAFF = "name of a member of staff"

DATA_MAP: dict[str, TableMap] = {
    "customers": TableMap(belongs=Belongs.ITSELF, holds="that there is a customer", clear={ID: "id", DATE: "since"}),
    "identities": TableMap(
        belongs=Belongs.ITSELF,
        holds="addresses, names, and the keys that open everything else",
        sealed={"address": (), "name": ()},
        hashed="address_hash",
        clear={
            ID: "id customer_id home_customer_id",
            CATEGORY: "channel assurance",
            DATE: "since seen_at",
            "itself encrypted by the house": "wrapped_key",
        },
    ),
    "name_words": TableMap(
        belongs=Belongs.IDENTITY,
        holds="the words of a name, as agents look for them",
        hashed="word_hash",
        clear={ID: "identity_id"},
    ),
    "links": TableMap(
        belongs=Belongs.IDENTITY,
        holds="which identities were joined, and what proved it",
        clear={ID: "id identity_id customer_id", CATEGORY: "proof", STATE: "state", DATE: "at"},
    ),
    "link_codes": TableMap(
        belongs=Belongs.IDENTITY,
        holds="codes that join two identities within minutes",
        hashed="code_hash",
        clear={ID: "identity_id", DATE: "expires_real"},
    ),
    "link_tries": TableMap(
        belongs=Belongs.IDENTITY,
        holds="codes that did not fit, for some minutes",
        clear={ID: "id identity_id", DATE: "expires_real"},
    ),
    "facts": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what is remembered",
        sealed={"content": ("stance", "about", "words", "text", "subject")},
        hashed="about_hash",
        clear={
            ID: "id identity_id conversation_id message_id superseded_by derived_from",
            CATEGORY: "kind third_party provenance sensitivity purposes channel",
            DATE: "said_at valid_from valid_to",
            STATE: "restricted disputed confidence",
        },
    ),
    "consents": TableMap(
        belongs=Belongs.IDENTITY,
        holds="permissions asked for, given, refused and withdrawn",
        sealed={"content": ("words", "notice"), "terms": ()},
        clear={
            ID: "id identity_id fact_id conversation_id message_id",
            CATEGORY: "purpose method notice_version language assurance",
            STATE: "state",
            DATE: "at until",
            COUNT: "seq",
            STAFF: "captured_by",
        },
    ),
    "effects": TableMap(
        belongs=Belongs.IDENTITY,
        holds="which action of which turn was done",
        clear={ID: "turn_id identity_id result", CATEGORY: "action", DATE: "at"},
    ),
    "conversations": TableMap(
        belongs=Belongs.IDENTITY,
        holds="threads and who holds them",
        clear={
            ID: "id identity_id handoff_id encounter_id",
            CATEGORY: "channel account language",
            STATE: "owner head worker fence attempts in_peace",
            COUNT: "epoch last_seq choices_seq event_seq session session_seq",
            DATE: "owner_since touched_at ready_real",
            STAFF: "agent",
        },
    ),
    "messages": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what was said on both sides",
        sealed={"body": ()},
        clear={
            ID: "id identity_id conversation_id because",
            CATEGORY: "sender offer has_choices",
            COUNT: "seq",
            DATE: "sent_at",
        },
    ),
    "inbox": TableMap(
        belongs=Belongs.IDENTITY,
        holds="messages received and what became of them",
        hashed="message_key content_hash",
        clear={
            ID: "turn_id identity_id conversation_id choice",
            STATE: "state attempts reason taken assurance language",
            COUNT: "seq first_reply last_reply",
            DATE: "received_at arrived_real held_real",
        },
    ),
    "outbox": TableMap(
        belongs=Belongs.IDENTITY,
        holds="messages to be delivered",
        clear={
            ID: "identity_id conversation_id message_id provider_id",
            CATEGORY: "channel account outreach",
            STATE: "state attempts reason",
            COUNT: "cursor seq born parts",
            DATE: "due_real",
        },
    ),
    "news": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what other systems are still to be told, by ids and kind",
        clear={
            ID: "id identity_id conversation_id",
            CATEGORY: "channel kind",
            COUNT: "cursor",
            DATE: "at due_real",
        },
    ),
    "tracker_events": TableMap(
        belongs=Belongs.IDENTITY,
        holds="the engine's events",
        sealed={"body": ()},
        row=("conversation_id", "seq"),
        clear={ID: "identity_id conversation_id", COUNT: "seq epoch session count"},
    ),
    "encounters": TableMap(
        belongs=Belongs.IDENTITY,
        holds="when there was contact",
        clear={
            ID: "id identity_id conversation_id",
            CATEGORY: "touchpoint ended_by",
            DATE: "started_at ended_at",
        },
    ),
    "handoffs": TableMap(
        belongs=Belongs.IDENTITY,
        holds="moves between the assistant and people",
        sealed={"reason": ()},
        clear={
            ID: "id identity_id conversation_id",
            STATE: "event from_owner to_owner",
            DATE: "at due_at",
            STAFF: "from_agent to_agent",
        },
    ),
    "sessions": TableMap(
        belongs=Belongs.IDENTITY,
        holds="open sessions of customers and agents",
        hashed="token_hash",
        clear={ID: "identity_id", CATEGORY: "kind assurance", DATE: "expires_real", STAFF: "subject"},
    ),
    "events": TableMap(
        belongs=Belongs.IDENTITY,
        holds="events of the shop's systems; their data only while parked",
        sealed={"body": ("event", "source", "as_type", "data")},
        hashed="event_key",
        clear={ID: "id identity_id", CATEGORY: "type", STATE: "state reason", DATE: "at taken_at"},
    ),
    "orders": TableMap(
        belongs=Belongs.IDENTITY,
        holds="orders",
        sealed={"details": ("number", "carrier", "tracking")},
        hashed="number_hash",
        clear={
            ID: "id identity_id",
            CATEGORY: "touchpoint line_of_business",
            STATE: "state",
            AMOUNT: "currency total cost_to_serve",
            DATE: "state_at placed_at expected_at",
        },
    ),
    "order_lines": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what was bought",
        clear={
            ID: "id identity_id order_id",
            "a product of the shop": "sku name category",
            AMOUNT: "quantity total",
            DATE: "placed_at",
        },
    ),
    "money_back": TableMap(
        belongs=Belongs.IDENTITY,
        holds="returns and refunds",
        hashed="number_hash",
        clear={
            ID: "id identity_id",
            CATEGORY: "kind",
            "a product of the shop": "sku",
            AMOUNT: "amount",
            DATE: "at",
        },
    ),
    "points": TableMap(
        belongs=Belongs.IDENTITY,
        holds="points posted and taken",
        sealed={"reason": ()},
        clear={ID: "id identity_id", AMOUNT: "points", DATE: "at"},
    ),
    "bookings": TableMap(
        belongs=Belongs.IDENTITY,
        holds="bookings",
        sealed={"number": ()},
        hashed="number_hash",
        clear={ID: "id identity_id", CATEGORY: "kind place", STATE: "state", AMOUNT: "party", DATE: "state_at at"},
    ),
    "touches": TableMap(
        belongs=Belongs.IDENTITY,
        holds="visits, and contacts outside Shoebox",
        sealed={"note": ()},
        clear={ID: "id identity_id", CATEGORY: "kind touchpoint place", AMOUNT: "cost", DATE: "at"},
    ),
    "promises": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what was promised",
        sealed={"what": ()},
        clear={
            ID: "id identity_id conversation_id",
            CATEGORY: "origin",
            STATE: "state",
            DATE: "made_at due_at closed_at told_at",
            STAFF: "owner agent",
        },
    ),
    "balance": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what was given and asked",
        clear={ID: "id identity_id conversation_id", CATEGORY: "side kind", DATE: "at"},
    ),
    "reminders": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what customers asked to be reminded of",
        sealed={"what": ()},
        clear={
            ID: "id identity_id conversation_id",
            STATE: "state every",
            COUNT: "times",
            DATE: "made_at first_at next_at",
        },
    ),
    "watches": TableMap(
        belongs=Belongs.IDENTITY,
        holds="when a customer's own rhythm is looked at again",
        clear={ID: "identity_id", DATE: "at"},
    ),
    "contacts": TableMap(
        belongs=Belongs.IDENTITY,
        holds="contact that we started, planned or held back, and why",
        clear={
            ID: "id identity_id conversation_id message_id reasons",
            CATEGORY: "concern",
            "ids, and a category of the shop's": "occasion category",
            STATE: "state code",
            DATE: "as_of planned_at until again_at sent_at",
        },
    ),
    "standings": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what customers said about the kind of relationship they want",
        sealed={"words": ()},
        clear={ID: "id identity_id", CATEGORY: "kind norm", DATE: "at"},
    ),
    "silences": TableMap(
        belongs=Belongs.IDENTITY,
        holds="until when nothing is started with someone; not why",
        clear={ID: "id identity_id", DATE: "until"},
    ),
    "signs": TableMap(
        belongs=Belongs.IDENTITY,
        holds="that somebody praised, complained or wanted to leave, or that we failed them",
        clear={ID: "id identity_id conversation_id", CATEGORY: "kind", DATE: "at"},
    ),
    "demand": TableMap(
        belongs=Belongs.IDENTITY,
        holds="things asked for that we don't sell",
        sealed={"thing": ()},
        hashed="thing_hash",
        clear={ID: "id identity_id", DATE: "at"},
    ),
    "memberships": TableMap(
        belongs=Belongs.IDENTITY,
        holds="clubs joined and left",
        clear={ID: "id identity_id", "the house's own name of a club": "club", DATE: "joined_at left_at"},
    ),
    "wall": TableMap(
        belongs=Belongs.IDENTITY,
        holds="messages for other customers",
        sealed={"body": ()},
        clear={ID: "id identity_id", STATE: "state", DATE: "at decided_at", STAFF: "decided_by"},
    ),
    "used_tokens": TableMap(
        belongs=Belongs.HOUSE, holds="one-time tokens used", hashed="jti_hash", clear={DATE: "expires_real"}
    ),
    "house_keys": TableMap(
        belongs=Belongs.HOUSE,
        holds="the keys that wrap identities' keys and make keyed hashes",
        clear={ID: "name key_id", "itself encrypted by the house key": "wrapped"},
    ),
    "house": TableMap(
        belongs=Belongs.HOUSE,
        holds="the house's settings",
        clear={"the house's own": "version settings", DATE: "at", STAFF: "actor"},
    ),
    "audit": TableMap(
        belongs=Belongs.PROOF,
        holds="who looked at or changed what, by ids",
        sealed={"note": ()},
        clear={
            ID: "id customer_id identity_id subjects",
            CATEGORY: "action reader purpose",
            "one of our own sentences": "reason",
            COUNT: "seq",
            DATE: "at",
            STAFF: "actor",
            "a hash of ids and sealed text": "link",
        },
    ),
    "audit_heads": TableMap(
        belongs=Belongs.HOUSE,
        holds="signed heads of the audit chain",
        clear={"a hash of hashes": "link signature", COUNT: "seq", STATE: "anchor", DATE: "at"},
    ),
    "erasures": TableMap(
        belongs=Belongs.PROOF,
        holds="receipts of erasures, by place and count",
        clear={
            ID: "id customer_id",
            CATEGORY: "reader",
            STATE: "state",
            COUNT: "receipt",
            DATE: "at",
            STAFF: "actor",
            "itself encrypted by the house key, until done": "refs",
        },
    ),
    "seen": TableMap(
        belongs=Belongs.PROOF,
        holds="that a message or event came before, so that none is taken twice",
        hashed="key",
        clear={ID: "conversation_id turn_id", DATE: "at"},
    ),
    "agents": TableMap(
        belongs=Belongs.HOUSE,
        holds="those who work at the desk",
        clear={
            ID: "id",
            STAFF: "name email",
            "an argon2 hash": "password",
            CATEGORY: "role departments languages capacity",
            STATE: "presence last_code",
            DATE: "seen_real since",
            "itself encrypted by the house key": "wrapped_key second_factor",
        },
    ),
    "desk_cases": TableMap(
        belongs=Belongs.IDENTITY,
        holds="matters at the desk and what agents are told of them",
        sealed={"summary": ()},
        clear={
            ID: "id identity_id conversation_id",
            CATEGORY: "department topic",
            COUNT: "from_seq rating",
            STATE: "outcome repeated",
            DATE: "opened_at claimed_at first_reply_at closed_at",
        },
    ),
    "desk_notes": TableMap(
        belongs=Belongs.IDENTITY,
        holds="agents' internal notes",
        sealed={"body": ()},
        clear={ID: "id identity_id conversation_id", DATE: "at", STAFF: "agent mentions"},
    ),
    "desk_gestures": TableMap(
        belongs=Belongs.IDENTITY,
        holds="what agents gave, or asked a supervisor for",
        sealed={"reason": ()},
        clear={
            ID: "id identity_id conversation_id",
            CATEGORY: "kind currency",
            "an amount": "amount",
            STATE: "state",
            DATE: "at decided_at",
            STAFF: "agent decided_by",
        },
    ),
    "erasing": TableMap(belongs=Belongs.HOUSE, holds="nothing between transactions", clear={ID: "identity_id"}),
}
PROOFS = tuple(name for name, held in DATA_MAP.items() if held.belongs is Belongs.PROOF)
