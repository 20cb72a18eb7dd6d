"""The schema's history. `upgrade(url)` brings a database of either engine to the newest one."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from storage.dialects import create_migration_engine, read_url
from storage.errors import DatabaseUnreachable, RowsWithoutParent, SchemaTooNew

_LOCK = 7_130_137  # one replica migrates, the others wait and find it done


def upgrade(url: str, to: str = "head") -> None:
    """Runs what is missing, in one transaction. Errors: UnreadableUrl, DatabaseUnreachable, SchemaTooNew, RowsWithoutParent."""
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    engine = create_migration_engine(read_url(url))
    try:
        with _connect(engine) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            _refuse_newer(connection, config)
            config.attributes["connection"] = connection
            command.upgrade(config, to)
            if connection.dialect.name == "sqlite":
                orphans = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
                if orphans:
                    raise RowsWithoutParent(orphans[:3])
    except OperationalError as error:  # a lock, a full disk; a mistake in a step keeps its own name
        raise DatabaseUnreachable from error
    finally:
        engine.dispose()


def _connect(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except SQLAlchemyError as error:
        raise DatabaseUnreachable from error


def _refuse_newer(connection: Connection, config: Config) -> None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {s.revision for s in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise SchemaTooNew
