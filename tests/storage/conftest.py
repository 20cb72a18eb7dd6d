"""Databases that are ready at once: the schema, and the plan in it, are made once an engine and copied for each test."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from storage.migrations import upgrade
from storage.store import open_store
from tests import postgres as launcher
from tests.storage.town import Town, load


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
def postgres_template(request: pytest.FixtureRequest) -> Callable[[bool], tuple[launcher.Server, str]]:
    """The database to copy, without or with the plan."""

    @cache
    def template(loaded: bool) -> tuple[launcher.Server, str]:
        server: launcher.Server = request.getfixturevalue("postgres")
        name = server.create()
        _build(server.url(name), loaded=loaded)
        return server, name

    return template


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    """Both engines; a test of one of them says so with `sqlite_only` or `postgres_only`."""
    return str(request.param)


@pytest.fixture
def copy_of(
    engine: str,
    tmp_path: Path,
    sqlite_template: Callable[[bool], Path],
    postgres_template: Callable[[bool], tuple[launcher.Server, str]],
) -> Iterator[Callable[[bool], str]]:
    """Makes the address of a fresh copy, without or with the plan."""
    dropped: list[tuple[launcher.Server, str]] = []

    def copy(loaded: bool) -> str:
        if engine == "sqlite":
            path = tmp_path / f"nhacviec-{loaded}.db"
            shutil.copy(sqlite_template(loaded), path)
            return f"sqlite+aiosqlite:///{path}"
        server, template = postgres_template(loaded)
        name = server.create(template)
        dropped.append((server, name))
        return server.url(name)

    yield copy
    for server, name in dropped:
        server.drop(name)


@pytest.fixture
def loaded_url(copy_of: Callable[[bool], str]) -> str:
    return copy_of(True)


@pytest.fixture
def bare_url(copy_of: Callable[[bool], str]) -> str:
    return copy_of(False)


@pytest.fixture
async def town(loaded_url: str) -> AsyncIterator[Town]:
    """The plan of 2024, loaded on 25/01/2024, and nobody there yet."""
    built = Town(await open_store(loaded_url), loaded_url)
    yield built
    await built.close()


@pytest.fixture
async def bare(bare_url: str) -> AsyncIterator[Town]:
    """The schema and no plan."""
    built = Town(await open_store(bare_url), bare_url)
    yield built
    await built.close()
