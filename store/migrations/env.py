"""Alembic's entry: runs the versions on the connection that `store.migrate` hands over."""

from alembic import context

from store.migrate import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata(), compare_type=True, transaction_per_migration=False
)
with context.begin_transaction():
    context.run_migrations()
