"""Called by Alembic; the connection comes from `storage.migrations.upgrade`, or from `make migration` when one is written."""

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
