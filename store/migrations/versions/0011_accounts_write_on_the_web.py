"""A host's verified customers write on the web: their account says who they are, not where they write."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Only conversations that the web chat held: a connector may have a channel of that name.
_THEIRS = """channel = 'account' AND account = 'main' AND EXISTS (
    SELECT 1 FROM inbox WHERE inbox.conversation_id = conversations.id AND inbox.assurance = 2)"""


def upgrade() -> None:
    theirs = f"SELECT id FROM conversations WHERE {_THEIRS}"  # noqa: S608 - our own words only
    op.execute(f"UPDATE encounters SET touchpoint = 'web' WHERE conversation_id IN ({theirs})")  # noqa: S608
    op.execute(f"DELETE FROM outbox WHERE channel = 'account' AND conversation_id IN ({theirs})")  # noqa: S608
    op.execute(f"UPDATE conversations SET channel = 'web' WHERE {_THEIRS}")  # noqa: S608
