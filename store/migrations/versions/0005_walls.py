"""Walls that hold whatever the statements say: append-only tables, and on PostgreSQL one customer at a time."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What a table never lets happen, and except when. Erasure and retention say what they do before they do it.
NEVER = {
    ("consents", "UPDATE"): "1 = 1",
    ("consents", "DELETE"): "NOT EXISTS (SELECT 1 FROM erasing WHERE identity_id = OLD.identity_id)",
    ("links", "UPDATE"): "1 = 1",
    ("links", "DELETE"): "NOT EXISTS (SELECT 1 FROM erasing WHERE identity_id = OLD.identity_id)",
    ("house", "UPDATE"): "1 = 1",
    ("house", "DELETE"): "1 = 1",
    ("audit", "UPDATE"): (
        "OLD.seq IS NOT NULL OR OLD.id <> NEW.id OR OLD.at <> NEW.at OR OLD.action <> NEW.action "
        "OR OLD.reader <> NEW.reader OR OLD.purpose <> NEW.purpose OR OLD.subjects <> NEW.subjects "
        "OR OLD.reason <> NEW.reason OR COALESCE(OLD.actor, '') <> COALESCE(NEW.actor, '') "
        "OR COALESCE(OLD.customer_id, '') <> COALESCE(NEW.customer_id, '') "
        "OR COALESCE(OLD.identity_id, '') <> COALESCE(NEW.identity_id, '')"
    ),
    ("audit", "DELETE"): ("OLD.seq IS NULL OR NOT EXISTS (SELECT 1 FROM audit_heads WHERE anchor AND seq >= OLD.seq)"),
    ("audit_heads", "UPDATE"): "OLD.anchor OR OLD.seq <> NEW.seq OR OLD.link <> NEW.link OR NOT NEW.anchor",
    ("audit_heads", "DELETE"): "NOT EXISTS (SELECT 1 FROM audit_heads WHERE anchor AND seq > OLD.seq)",
}
# Rows of these are reached for the customer whom the transaction names, or for the house as a whole.
ONE_CUSTOMER = (
    "facts",
    "consents",
    "orders",
    "order_lines",
    "money_back",
    "points",
    "bookings",
    "touches",
)
NAMED = "current_setting('shoebox.customer', true)"
THEIRS = f"{NAMED} = '*' OR identity_id IN (SELECT id FROM identities WHERE customer_id = {NAMED})"  # noqa: S608 - our own names only


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
        return
    _postgresql()


def _sqlite() -> None:
    for (table, act), unless in NEVER.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} WHEN {unless} "
            "BEGIN SELECT RAISE(ABORT, 'this table only grows'); END"
        )


def _postgresql() -> None:
    for (table, act), unless in NEVER.items():
        name = f"{table}_no_{act.lower()}"
        row = "NEW" if act == "UPDATE" else "OLD"
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {unless} THEN RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
    for table in ONE_CUSTOMER:
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY one_customer ON {table} USING ({THEIRS})")
