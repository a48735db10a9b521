"""What was kept long enough is found by an index in every table, and so is what is on record of one customer."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_DUE_BY = (
    ("encounters", "ended_at"),
    ("handoffs", "at"),
    ("events", "taken_at"),
    ("orders", "state_at"),
    ("money_back", "at"),
    ("points", "at"),
    ("bookings", "state_at"),
    ("touches", "at"),
    ("promises", "due_at"),
    ("balance", "at"),
    ("reminders", "next_at"),
    ("demand", "at"),
    ("wall", "at"),
    ("desk_cases", "closed_at"),
    ("desk_notes", "at"),
    ("desk_gestures", "at"),
    ("news", "at"),
    ("link_codes", "expires_real"),
    ("link_tries", "expires_real"),
    ("sessions", "expires_real"),
    ("used_tokens", "expires_real"),
    ("audit_heads", "at"),
)
_HEARD = sa.text("session_seq <= event_seq")
_MEMORY = "purpose = 'memory' AND fact_id IS NULL"
_NO_MORE = sa.text(f"{_MEMORY} AND state NOT IN ('given', 'renewed', 'requested', 'deferred')")
_ENDS = sa.text(f"{_MEMORY} AND until IS NOT NULL")


def upgrade() -> None:
    op.drop_index(op.f("ix_audit_customer_id_at"), table_name="audit")
    op.create_index(op.f("ix_audit_customer_id_id"), "audit", ["customer_id", "id"])
    for table, column in _DUE_BY:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    for name, table, column, part in (
        ("ix_conversations_heard", "conversations", "touched_at", _HEARD),
        ("ix_consents_no_more", "consents", "at", _NO_MORE),
        ("ix_consents_ends", "consents", "until", _ENDS),
    ):
        op.create_index(name, table, [column], sqlite_where=part, postgresql_where=part)
