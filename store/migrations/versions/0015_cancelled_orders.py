"""An index of the orders that were cancelled: whoever learns rhythms asks for these of many customers at once."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    only = sa.text("state = 'cancelled'")
    op.create_index("ix_orders_cancelled", "orders", ["identity_id"], sqlite_where=only, postgresql_where=only)
