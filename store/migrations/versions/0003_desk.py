"""The desk: agents, cases, notes and gestures."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
OPEN = sa.text("closed_at IS NULL")


def _conversation(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name=f"fk_{table}_identity_id_conversations",
        ),
    ]


def upgrade() -> None:
    op.create_table(
        "agents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("departments", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(), nullable=False),
        sa.Column("seen_real", sa.Float(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("second_factor", sa.LargeBinary(), nullable=True),
        sa.Column("last_code", sa.Integer(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agents"),
        sa.UniqueConstraint("email", name="uq_agents_email"),
    )
    op.create_table(
        "desk_cases",
        *_conversation("desk_cases"),
        sa.Column("department", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("summary", sa.LargeBinary(), nullable=False),
        sa.Column("from_seq", sa.Integer(), nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.Column("claimed_at", TIME, nullable=True),
        sa.Column("first_reply_at", TIME, nullable=True),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("repeated", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "ix_desk_cases_identity_id_conversation_id", "desk_cases", ["identity_id", "conversation_id"]
    )
    op.create_index("ix_desk_cases_opened_at", "desk_cases", ["opened_at"])
    op.create_index(
        "ix_desk_cases_open", "desk_cases", ["conversation_id"], sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_table(
        "desk_notes",
        *_conversation("desk_notes"),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("mentions", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", TIME, nullable=False),
    )
    op.create_index(
        "ix_desk_notes_identity_id_conversation_id", "desk_notes", ["identity_id", "conversation_id"]
    )
    op.create_table(
        "desk_gestures",
        *_conversation("desk_gestures"),
        sa.Column("agent", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", TIME, nullable=True),
    )
    op.create_index(
        "ix_desk_gestures_identity_id_conversation_id", "desk_gestures", ["identity_id", "conversation_id"]
    )
    op.create_index("ix_desk_gestures_state_at", "desk_gestures", ["state", "at"])


def downgrade() -> None:
    for table in ("desk_gestures", "desk_notes", "desk_cases", "agents"):
        op.drop_table(table)
