"""Promises know who has to keep them by id: a name may change, and two may have the same."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_MADE_BY = """
SELECT min(agents.id) FROM agents
WHERE agents.name = promises.owner AND agents.role <> 'gone' GROUP BY agents.name HAVING count(*) = 1
"""


def upgrade() -> None:
    op.add_column("promises", sa.Column("agent", sa.String(), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT set_config('shoebox.customer', '*', true)")
    op.execute(f"UPDATE promises SET agent = ({_MADE_BY}) WHERE origin = 'agent'")  # noqa: S608
