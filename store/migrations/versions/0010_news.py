"""What other systems are to be told, until a broker has confirmed it."""

import sqlalchemy as sa
from alembic import op

from store.tables.base import Sequence, UtcTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "news",
        sa.Column("cursor", Sequence, autoincrement=True, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=True),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("due_real", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_news_identity_id_identities"),
        sa.PrimaryKeyConstraint("cursor", name="pk_news"),
        sa.UniqueConstraint("id", name="uq_news_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_news_identity_id", "news", ["identity_id"], unique=False)
