"""What happened with somebody, what is owed to them, and contact that we start."""

from store.datamap.shape import AMOUNT, CATEGORY, COUNT, DATE, ID, STAFF, STATE, Belongs, TableMap

RELATIONS: dict[str, TableMap] = {
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
}
