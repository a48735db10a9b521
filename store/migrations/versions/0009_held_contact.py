"""Contact that was held for quiet hours, found again by when it was last looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

HELD = sa.text("state = 'held'")


def upgrade() -> None:
    op.create_index(
        "ix_outbox_held", "outbox", ["due_real"], unique=False, sqlite_where=HELD, postgresql_where=HELD
    )
