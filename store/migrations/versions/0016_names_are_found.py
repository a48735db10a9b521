"""Customers are found by the words of their name and by order number, as keyed hashes, behind the wall."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

NAMED = "current_setting('shoebox.customer', true)"
THEIRS = f"{NAMED} = '*' OR identity_id IN (SELECT id FROM identities WHERE customer_id = {NAMED})"  # noqa: S608 - our own names only


def upgrade() -> None:
    op.create_table(
        "name_words",
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("word_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_name_words_identity_id_identities"),
        sa.PrimaryKeyConstraint("identity_id", "word_hash", name="pk_name_words"),
    )
    op.create_index("ix_name_words_word_hash", "name_words", ["word_hash"], unique=False)
    op.create_index("ix_orders_number_hash", "orders", ["number_hash"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        return
    op.execute("ALTER TABLE name_words ENABLE ROW LEVEL SECURITY")
    op.execute("ALTER TABLE name_words FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY one_customer ON name_words USING ({THEIRS})")
