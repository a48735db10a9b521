"""Whose home a customer is, is found without looking through everybody: an erasure asks it."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_identities_home_customer_id"), "identities", ["home_customer_id"])
