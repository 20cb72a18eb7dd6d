"""The differences between SQLite and Postgres, in one place.

SQLite: one connection per process and a rollback journal (WAL before 3.51.3 can corrupt with two writers); every
transaction begins IMMEDIATE, because a plain BEGIN that reads and then writes fails under load instead of waiting.
Postgres: rows are claimed with FOR UPDATE SKIP LOCKED, so that replicas share the work.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, event
from sqlalchemy import create_engine as sync_engine
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.sql.schema import Table

from storage.errors import DatabaseUnreachable, UnreadableUrl

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def read_url(url: str) -> URL:
    """The address of one of the two databases, with the driver that the service uses. A SQLite file's folder is made.

    Errors: UnreadableUrl (not chained: the library's own words may repeat the password), DatabaseUnreachable.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise UnreadableUrl from None
    backend = parsed.drivername.split("+")[0]
    if backend not in DRIVERS:
        raise UnreadableUrl
    if backend == "sqlite" and parsed.database not in (None, "", ":memory:"):
        try:
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnreachable from error
    return parsed.set(drivername=DRIVERS[backend])


def create_engine(url: URL) -> AsyncEngine:
    """An engine with the traps of its database closed; `url` as `read_url` gives it."""
    if url.get_backend_name() != "sqlite":
        return create_async_engine(url, pool_size=5, max_overflow=5, pool_pre_ping=True)
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=1, max_overflow=0, pool_timeout=120, connect_args={"timeout": 30}
    )
    _tame_sqlite(engine.sync_engine, foreign_keys=True)
    return engine


def create_migration_engine(url: URL) -> Engine:
    """A plain engine for Alembic. On SQLite foreign keys are OFF: rebuilding a parent table with them ON deletes its
    children without a word, so they are checked once at the end instead."""
    if url.get_backend_name() != "sqlite":
        return sync_engine(url)
    engine = sync_engine(url.set(drivername="sqlite"), connect_args={"timeout": 30})
    _tame_sqlite(engine, foreign_keys=False)
    return engine


def _tame_sqlite(engine: Engine, *, foreign_keys: bool) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would come too late
        cursor = connection.cursor()
        keys = f"foreign_keys={'ON' if foreign_keys else 'OFF'}"
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", keys, "busy_timeout=30000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def insert(connection: AsyncConnection, table: Table) -> Any:
    """INSERT with ON CONFLICT for the connection's database; count RETURNING rows, rowcount is -1 on psycopg."""
    return (postgresql if connection.dialect.name == "postgresql" else sqlite).insert(table)


def claiming(query: Select[Any], of: Table | None = None) -> Select[Any]:
    """Locks the rows it reads and steps over those that another replica has locked; SQLite has one writer anyway."""
    return query.with_for_update(skip_locked=True, of=of)
