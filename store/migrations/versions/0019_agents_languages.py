"""Agents have languages, so that a card says who can answer it."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("agents", sa.Column("languages", sa.String(), nullable=False, server_default=""))
