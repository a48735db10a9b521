"""What was asked for and isn't sold, of customers who let the house learn from it."""

import sqlalchemy as sa
from alembic import op

from store.tables.base import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "demand",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("thing", sa.LargeBinary(), nullable=False),
        sa.Column("thing_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_demand_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_demand"),
    )
    op.create_index("ix_demand_identity_id", "demand", ["identity_id"], unique=False)
    op.create_index("ix_demand_thing_hash", "demand", ["thing_hash"], unique=False)
