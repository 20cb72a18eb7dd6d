"""Fixtures for every room. Both engines are real: SQLite in a file, PostgreSQL from a wheel, one server a test process."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import postgres as launcher

# Two cores shared with a PostgreSQL: how long an example takes says nothing about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def postgres() -> Iterator[launcher.Server]:
    """A PostgreSQL server that forgets with the tests; started when first asked for."""
    with launcher.running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'nhacviec.db'}"
        return
    server: launcher.Server = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)
