"""Conversations, and whom they are with."""

from store.datamap.shape import CATEGORY, COUNT, DATE, ID, STAFF, STATE, Belongs, TableMap

TALK: dict[str, TableMap] = {
    "conversations": TableMap(
        belongs=Belongs.IDENTITY,
        holds="threads and who holds them",
        clear={
            ID: "id identity_id handoff_id encounter_id apart",
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
            STATE: "confided",
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
}
