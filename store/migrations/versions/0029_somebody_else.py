"""Encounters in which somebody else than the customer speaks: nothing of the customer's is used in them, or kept."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    nobody: sa.Column[str] = sa.Column("apart", sa.String(), nullable=True)
    op.add_column("conversations", nobody)
