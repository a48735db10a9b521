"""The house's own, its proofs, and its desk."""

from store.datamap.shape import CATEGORY, COUNT, DATE, ID, STAFF, STATE, Belongs, TableMap

HOUSE: dict[str, TableMap] = {
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
    "house_notes": TableMap(
        belongs=Belongs.HOUSE,
        holds="what staff know about products, without personal data",
        clear={ID: "id", "the house's own": "about text", DATE: "at retired_at", STAFF: "by retired_by"},
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
