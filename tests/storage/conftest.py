"""Databases that are ready at once: the schema, and the plan in it, are made once an engine.

SQLite's file is copied for each test. PostgreSQL's copy of a database costs more than most tests here, so one is kept for all
and set back to what it held; whoever changes the schema itself asks for a copy of their own (`own_copy`).
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from storage.migrations import upgrade
from storage.store import open_store
from storage.tables import metadata
from tests import postgres as launcher
from tests.storage.town import Town, load

Postgres = tuple[launcher.Server, str]


async def _load(url: str) -> None:
    store = await open_store(url)
    try:
        await load(store)
    finally:
        await store.close()


def _build(url: str, *, loaded: bool) -> None:
    upgrade(url)
    if loaded:
        asyncio.run(_load(url))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], Path]:
    """The file to copy, without or with the plan."""
    folder = tmp_path_factory.mktemp("templates")

    @cache
    def template(loaded: bool) -> Path:
        path = folder / f"{'loaded' if loaded else 'bare'}.db"
        _build(f"sqlite:///{path}", loaded=loaded)
        return path

    return template


@pytest.fixture(scope="session")
def postgres_template(request: pytest.FixtureRequest) -> Callable[[bool], Postgres]:
    """The database to copy, without or with the plan. What it holds is also kept in a schema of its own."""

    @cache
    def template(loaded: bool) -> Postgres:
        server: launcher.Server = request.getfixturevalue("postgres")
        name = server.create()
        _build(server.url(name), loaded=loaded)
        keep = ["CREATE SCHEMA kept", *(f'CREATE TABLE kept."{t}" AS TABLE public."{t}"' for t in metadata.tables)]
        with server.connect(name) as connection:
            connection.execute("; ".join(keep).encode())
        return server, name

    return template


@pytest.fixture(scope="session")
def postgres_shared(postgres_template: Callable[[bool], Postgres]) -> Callable[[bool], Postgres]:
    """A copy that the tests share, one after the other."""

    @cache
    def shared(loaded: bool) -> Postgres:
        server, name = postgres_template(loaded)
        return server, server.create(name)

    return shared


def _set_back(server: launcher.Server, name: str) -> None:
    """Everybody out, and every table as it was; in one round trip and one transaction."""
    others = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    back = ["SET session_replication_role = replica"]  # in any order: foreign keys look away
    for table in metadata.tables.values():
        back += [f'DELETE FROM "{table.name}"', f'INSERT INTO "{table.name}" SELECT * FROM kept."{table.name}"']
        if "id" in table.c:
            back.append(f"SELECT setval('{table.name}_id_seq', coalesce(max(id), 0) + 1, false) FROM \"{table.name}\"")
    with server.connect(name) as connection:
        connection.execute(others.encode())
        connection.execute("; ".join(back).encode())


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    """Both engines; a test of one of them is parametrized with its name."""
    return str(request.param)


@pytest.fixture
def ready(
    engine: str,
    tmp_path: Path,
    sqlite_template: Callable[[bool], Path],
    postgres_shared: Callable[[bool], Postgres],
) -> Callable[[bool], str]:
    """The address of a database, without or with the plan, as it was on the first day."""

    def address(loaded: bool) -> str:
        if engine == "sqlite":
            path = tmp_path / f"nhacviec-{loaded}.db"
            shutil.copy(sqlite_template(loaded), path)
            return f"sqlite+aiosqlite:///{path}"
        server, name = postgres_shared(loaded)
        _set_back(server, name)
        return server.url(name)

    return address


@pytest.fixture
def own_copy(
    engine: str, ready: Callable[[bool], str], postgres_template: Callable[[bool], Postgres]
) -> Iterator[Callable[[bool], str]]:
    """The same for a test that changes the schema: nobody else sees it."""
    made: list[Postgres] = []

    def address(loaded: bool) -> str:
        if engine == "sqlite":
            return ready(loaded)
        server, template = postgres_template(loaded)
        made.append((server, server.create(template)))
        return server.url(made[-1][1])

    yield address
    for server, name in made:
        server.drop(name)


@pytest.fixture
def _loaded_url(ready: Callable[[bool], str]) -> str:
    return ready(True)


@pytest.fixture
def _bare_url(ready: Callable[[bool], str]) -> str:
    return ready(False)


@pytest.fixture
async def town(_loaded_url: str) -> AsyncIterator[Town]:
    """The plan of 2024, loaded on 25/01/2024, and nobody there yet."""
    built = Town(await open_store(_loaded_url), _loaded_url)
    yield built
    await built.close()


@pytest.fixture
async def bare(_bare_url: str) -> AsyncIterator[Town]:
    """The schema and no plan."""
    built = Town(await open_store(_bare_url), _bare_url)
    yield built
    await built.close()
