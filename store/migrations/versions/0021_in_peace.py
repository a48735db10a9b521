"""Conversations in which somebody despaired: nothing is started in them any more but what is owed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    fresh: sa.Column[bool] = sa.Column("in_peace", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("conversations", fresh)
