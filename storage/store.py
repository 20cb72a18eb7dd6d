"""Opening the database, and transactions.

`open_store(url)` gives a `Store`; every question and every change runs inside `async with store.transaction() as tx`.
Inside a transaction nothing is awaited but the database: on SQLite there is one connection, and whoever waits for the
network while holding it stops everybody.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.dialects import create_engine, read_url
from storage.errors import DatabaseUnreachable, NestedTransaction, StorageError

_inside: ContextVar[bool] = ContextVar("inside a transaction", default=False)

Tx = AsyncConnection


class Store:
    """One database. Safe to share between the tasks of one process."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Tx]:
        """All or nothing. Errors: NestedTransaction, DatabaseUnreachable."""
        if _inside.get():
            raise NestedTransaction
        token = _inside.set(True)
        try:
            async with self.engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            if error.connection_invalidated or not isinstance(error.orig, Exception) or _is_unreachable(error):
                raise DatabaseUnreachable from error
            raise
        finally:
            _inside.reset(token)

    async def close(self) -> None:
        await self.engine.dispose()


def _is_unreachable(error: DBAPIError) -> bool:
    words = str(error.orig).casefold()
    return any(
        w in words for w in ("unable to open", "connection refused", "could not connect", "connection failed", "no such file")
    )


async def open_store(url: str) -> Store:
    """Connects and answers one question. Errors: UnreadableUrl, DatabaseUnreachable; neither repeats the password."""
    store = Store(create_engine(read_url(url)))
    try:
        async with store.transaction() as tx:
            await tx.execute(text("SELECT 1"))
    except StorageError:
        await store.close()
        raise
    except SQLAlchemyError as error:
        await store.close()
        raise DatabaseUnreachable from error
    return store


def sqlite_file(url: str) -> Path | None:
    """The file of a SQLite address; None for a server's or a database in memory. Errors: UnreadableUrl."""
    parsed = read_url(url)
    if not parsed.drivername.startswith("sqlite") or parsed.database in (None, "", ":memory:"):
        return None
    return Path(parsed.database)
