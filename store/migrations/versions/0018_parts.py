"""How many parts of a long message its provider has taken."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("parts", sa.Integer(), nullable=False, server_default="0"))
