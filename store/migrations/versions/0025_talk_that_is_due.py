"""What was said and kept long enough is found without looking through all that was ever said."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_messages_sent_at"), "messages", ["sent_at"])
    op.create_index(op.f("ix_inbox_received_at"), "inbox", ["received_at"])
