"""Customers and their identities, facts, consents, effects, erasures, the house and the audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
SEQUENCE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("identity_id", sa.String(), nullable=True),
        sa.Column("subjects", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("seq", SEQUENCE, nullable=True),
        sa.Column("link", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_customer_id_at", "audit", ["customer_id", "at"], unique=False)
    op.create_index("ix_audit_seq", "audit", ["seq"], unique=True)
    op.create_index(
        "ix_audit_unsealed",
        "audit",
        ["id"],
        unique=False,
        sqlite_where=sa.text("seq IS NULL"),
        postgresql_where=sa.text("seq IS NULL"),
    )
    op.create_table(
        "audit_heads",
        sa.Column("seq", SEQUENCE, autoincrement=False, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("anchor", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit_heads"),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
    )
    op.create_table(
        "erasing",
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("identity_id", name="pk_erasing"),
    )
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("reader", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("refs", sa.LargeBinary(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasures"),
    )
    op.create_index("ix_erasures_state", "erasures", ["state"], unique=False)
    op.create_table(
        "house",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_house"),
    )
    op.create_table(
        "house_keys",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_house_keys"),
    )
    op.create_table(
        "identities",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("home_customer_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("assurance", sa.Integer(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("seen_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name="fk_identities_customer_id_customers"
        ),
        sa.ForeignKeyConstraint(
            ["home_customer_id"], ["customers.id"], name="fk_identities_home_customer_id_customers"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_identities"),
        sa.UniqueConstraint("channel", "address_hash", name="uq_identities_channel_address_hash"),
    )
    op.create_index("ix_identities_customer_id", "identities", ["customer_id"], unique=False)
    op.create_index("ix_identities_seen_at", "identities", ["seen_at"], unique=False)
    op.create_table(
        "consents",
        sa.Column("seq", SEQUENCE, nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("fact_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=True),
        sa.Column("terms", sa.LargeBinary(), nullable=True),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("notice_version", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("assurance", sa.Integer(), nullable=False),
        sa.Column("captured_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name="fk_consents_identity_id_identities"
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_consents"),
        sa.UniqueConstraint("id", name="uq_consents_id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_consents_identity_id_purpose_fact_id_seq_state",
        "consents",
        ["identity_id", "purpose", "fact_id", "seq", "state"],
        unique=False,
    )
    op.create_table(
        "effects",
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_effects_identity_id_identities"),
        sa.PrimaryKeyConstraint("turn_id", "action", name="pk_effects"),
    )
    op.create_index("ix_effects_at", "effects", ["at"], unique=False)
    op.create_index("ix_effects_identity_id", "effects", ["identity_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("third_party", sa.Boolean(), nullable=False),
        sa.Column("about_hash", sa.LargeBinary(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("provenance", sa.String(), nullable=False),
        sa.Column("sensitivity", sa.String(), nullable=False),
        sa.Column("purposes", sa.String(), nullable=False),
        sa.Column("said_at", TIME, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("valid_from", TIME, nullable=False),
        sa.Column("valid_to", TIME, nullable=True),
        sa.Column("superseded_by", sa.String(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("derived_from", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_facts_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
    )
    op.create_index("ix_facts_derived_from", "facts", ["derived_from"], unique=False)
    op.create_index("ix_facts_identity_id_about_hash", "facts", ["identity_id", "about_hash"], unique=False)
    op.create_index("ix_facts_said_at", "facts", ["said_at"], unique=False)
    op.create_index("ix_facts_valid_to", "facts", ["valid_to"], unique=False)
    op.create_table(
        "link_codes",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("expires_real", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["identity_id"], ["identities.id"], name="fk_link_codes_identity_id_identities"
        ),
        sa.PrimaryKeyConstraint("code_hash", name="pk_link_codes"),
    )
    op.create_index("ix_link_codes_identity_id", "link_codes", ["identity_id"], unique=False)
    op.create_table(
        "links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("identity_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proof", sa.String(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["identity_id"], ["identities.id"], name="fk_links_identity_id_identities"),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
    )
    op.create_index("ix_links_identity_id", "links", ["identity_id"], unique=False)
