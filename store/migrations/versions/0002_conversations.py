"""Conversations: transcript, queues in and out, the engine's events, encounters, handoffs and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "used_tokens",
        sa.Column("jti_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_real", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("jti_hash", name="pk_used_tokens"),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("owner_since", TIME, nullable=False),
        sa.Column("handoff_id", sa.String(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("choices_seq", sa.Integer(), nullable=True),
        sa.Column("event_seq", sa.Integer(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("session_seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.Integer(), nullable=True),
        sa.Column("ready_real", sa.Float(), nullable=True),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("encounter_id", sa.String(), nullable=True),
        sa.Column("touched_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name="fk_conversations_identity_id_identities"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint(
            "identity_id", "channel", "account", name="uq_conversations_identity_id_channel_account"
        ),
        sa.UniqueConstraint("identity_id", "id", name="uq_conversations_identity_id_id"),
    )
    op.create_index(
        "ix_conversations_handed",
        "conversations",
        ["owner_since"],
        unique=False,
        sqlite_where=sa.text("owner <> 'assistant'"),
        postgresql_where=sa.text("owner <> 'assistant'"),
    )
    op.create_index(
        "ix_conversations_ready",
        "conversations",
        ["ready_real"],
        unique=False,
        sqlite_where=sa.text("ready_real IS NOT NULL"),
        postgresql_where=sa.text("ready_real IS NOT NULL"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("assurance", sa.Integer(), nullable=False),
        sa.Column("expires_real", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name="fk_sessions_identity_id_identities"
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
    )
    op.create_index("ix_sessions_identity_id", "sessions", ["identity_id"], unique=False)
    op.create_index("ix_sessions_subject", "sessions", ["subject"], unique=False)
    op.create_table(
        "encounters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("touchpoint", sa.String(), nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("ended_at", TIME, nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_encounters_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_encounters"),
    )
    op.create_index(
        "ix_encounters_identity_id_conversation_id",
        "encounters",
        ["identity_id", "conversation_id"],
        unique=False,
    )
    op.create_index(
        "ix_encounters_open",
        "encounters",
        ["started_at"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "handoffs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("from_owner", sa.String(), nullable=False),
        sa.Column("to_owner", sa.String(), nullable=False),
        sa.Column("from_agent", sa.String(), nullable=True),
        sa.Column("to_agent", sa.String(), nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_handoffs_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_handoffs"),
    )
    op.create_index(
        "ix_handoffs_identity_id_conversation_id",
        "handoffs",
        ["identity_id", "conversation_id"],
        unique=False,
    )
    op.create_table(
        "inbox",
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("message_key", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("choice", sa.String(), nullable=True),
        sa.Column("assurance", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("arrived_real", sa.Float(), nullable=False),
        sa.Column("held_real", sa.Float(), nullable=True),
        sa.Column("taken", sa.Boolean(), nullable=False),
        sa.Column("first_reply", sa.Integer(), nullable=True),
        sa.Column("last_reply", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_inbox_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("turn_id", name="pk_inbox"),
        sa.UniqueConstraint(
            "identity_id", "conversation_id", "seq", name="uq_inbox_identity_id_conversation_id_seq"
        ),
        sa.UniqueConstraint("message_key", name="uq_inbox_message_key"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_inbox_kept",
        "inbox",
        ["held_real"],
        unique=False,
        sqlite_where=sa.text("held_real IS NOT NULL"),
        postgresql_where=sa.text("held_real IS NOT NULL"),
    )
    op.create_index(
        "ix_inbox_parked",
        "inbox",
        ["arrived_real"],
        unique=False,
        sqlite_where=sa.text("state = 'parked'"),
        postgresql_where=sa.text("state = 'parked'"),
    )
    op.create_table(
        "messages",
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("offer", sa.Boolean(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("has_choices", sa.Boolean(), nullable=False),
        sa.Column("sent_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_messages_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("identity_id", "conversation_id", "seq", name="pk_messages"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("cursor", SEQUENCE, autoincrement=True, nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("outreach", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_real", sa.Float(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("provider_id", sa.String(), nullable=True),
        sa.Column("born", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_outbox_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("cursor", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_identity_id_conversation_id", "outbox", ["identity_id", "conversation_id"], unique=False
    )
    op.create_index(
        "ix_outbox_provider_id",
        "outbox",
        ["provider_id"],
        unique=False,
        sqlite_where=sa.text("provider_id IS NOT NULL"),
        postgresql_where=sa.text("provider_id IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_queued",
        "outbox",
        ["channel", "cursor"],
        unique=False,
        sqlite_where=sa.text("state = 'queued'"),
        postgresql_where=sa.text("state = 'queued'"),
    )
    op.create_table(
        "tracker_events",
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("session", sa.Integer(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id", "conversation_id"],
            ["conversations.identity_id", "conversations.id"],
            name="fk_tracker_events_identity_id_conversation_id_conversations",
        ),
        sa.PrimaryKeyConstraint("identity_id", "conversation_id", "seq", name="pk_tracker_events"),
        sqlite_with_rowid=False,
    )
