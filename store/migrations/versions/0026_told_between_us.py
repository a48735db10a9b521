"""What is told between us is known as that for good, whatever session it was said in."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("confided", sa.Boolean(), server_default=sa.false(), nullable=False))
