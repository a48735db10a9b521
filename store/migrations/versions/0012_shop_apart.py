"""The demo shop keeps its books in a file of its own: its tables, in clear, leave the memory's database."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BOOKS = "demo_"


def upgrade() -> None:
    books = [name for name in sa.inspect(op.get_bind()).get_table_names() if name.startswith(BOOKS)]
    for name in books:
        op.drop_table(name)
