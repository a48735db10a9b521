"""Service records: events, orders, bookings, points, promises, what was given and asked."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "balance",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_balance_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_balance"),
    )
    op.create_index("ix_balance_identity_id_side_at", "balance", ["identity_id", "side", "at"], unique=False)
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("number", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("at", TIME, nullable=True),
        sa.Column("party", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_bookings_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("identity_id", "number_hash", name="uq_bookings_identity_id_number_hash"),
    )
    op.create_index("ix_bookings_at", "bookings", ["at"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("event_key", sa.LargeBinary(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("taken_at", TIME, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_events_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.UniqueConstraint("event_key", name="uq_events_event_key"),
    )
    op.create_index("ix_events_identity_id", "events", ["identity_id"], unique=False)
    op.create_index("ix_events_state_at", "events", ["state", "at"], unique=False)
    op.create_table(
        "money_back",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("amount", SEQUENCE, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_money_back_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_money_back"),
    )
    op.create_index("ix_money_back_identity_id_at", "money_back", ["identity_id", "at"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("details", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("state_at", TIME, nullable=False),
        sa.Column("placed_at", TIME, nullable=True),
        sa.Column("expected_at", TIME, nullable=True),
        sa.Column("touchpoint", sa.String(), nullable=True),
        sa.Column("line_of_business", sa.String(), nullable=True),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("total", SEQUENCE, nullable=False),
        sa.Column("cost_to_serve", SEQUENCE, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_orders_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("identity_id", "number_hash", name="uq_orders_identity_id_number_hash"),
    )
    op.create_index("ix_orders_identity_id_placed_at", "orders", ["identity_id", "placed_at"], unique=False)
    op.create_table(
        "points",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_points_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_points"),
    )
    op.create_index("ix_points_identity_id_at", "points", ["identity_id", "at"], unique=False)
    op.create_table(
        "promises",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("told_at", TIME, nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_promises_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_promises"),
    )
    op.create_index("ix_promises_identity_id", "promises", ["identity_id"], unique=False)
    op.create_index("ix_promises_state_due_at", "promises", ["state", "due_at"], unique=False)
    op.create_table(
        "touches",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("touchpoint", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("cost", SEQUENCE, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_touches_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_touches"),
    )
    op.create_index("ix_touches_identity_id_at", "touches", ["identity_id", "at"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("quantity", sa.Float(), nullable=False),
        sa.Column("total", SEQUENCE, nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_order_lines_identity_id_identities"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_lines_order_id_orders"),
        sa.PrimaryKeyConstraint("id", name="pk_order_lines"),
    )
    op.create_index(
        "ix_order_lines_identity_id_category_placed_at",
        "order_lines",
        ["identity_id", "category", "placed_at"],
        unique=False,
    )
    op.create_index("ix_order_lines_order_id", "order_lines", ["order_id"], unique=False)
