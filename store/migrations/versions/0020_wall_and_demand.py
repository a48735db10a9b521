"""What customers sent for others and asked for in vain stands behind the wall between customers, on PostgreSQL."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

ONE_CUSTOMER = ("demand", "wall")
NAMED = "current_setting('shoebox.customer', true)"
THEIRS = f"{NAMED} = '*' OR identity_id IN (SELECT id FROM identities WHERE customer_id = {NAMED})"  # noqa: S608 - our own names only


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        return
    for table in ONE_CUSTOMER:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY one_customer ON {table} USING ({THEIRS})")
