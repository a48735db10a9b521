"""When a fact was disputed or held back is known, so that nothing said before it goes out after it."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("facts", sa.Column("set_aside", sa.String(), nullable=True))
