"""Who somebody is, what they told and what they allow."""

from store.datamap.shape import CATEGORY, COUNT, DATE, ID, STAFF, STATE, Belongs, TableMap

PERSON: dict[str, TableMap] = {
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
            STATE: "restricted disputed confidence set_aside",
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
}
