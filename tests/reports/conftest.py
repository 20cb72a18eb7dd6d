"""The databases of tests/storage, and the report of a played quarter to render."""

import asyncio
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.reporting import report_of
from bot.reports.report import Report
from plan_data.periods import named_period
from storage.store import open_store
from tests.reports.quarter import play
from tests.storage.conftest import (
    _bare_url,
    _loaded_url,
    bare,
    engine,
    postgres_shared,
    postgres_template,
    ready,
    sqlite_template,
    town,
)
from tests.storage.town import CALENDAR

__all__ = [
    "_bare_url",
    "_loaded_url",
    "bare",
    "engine",
    "postgres_shared",
    "postgres_template",
    "ready",
    "sqlite_template",
    "town",
]


@pytest.fixture(scope="session")
def played(sqlite_template: Callable[[bool], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the first quarter of 2024 has been played."""
    path = tmp_path_factory.mktemp("played") / "quarter.db"
    shutil.copy(sqlite_template(True), path)

    async def work() -> None:
        store = await open_store(f"sqlite:///{path}")
        async with store.transaction() as tx:
            await play(tx, CALENDAR)
        await store.close()

    asyncio.run(work())
    return path


@pytest.fixture(scope="session")
def report(played: Path) -> Report:
    """The report of the first quarter, made on 1/4/2024."""

    async def work() -> Report:
        store = await open_store(f"sqlite:///{played}")
        async with store.transaction() as tx:
            made = await report_of(tx, named_period("2024-Q1"), CALENDAR, date(2024, 4, 1), with_log=True)
        await store.close()
        return made

    return asyncio.run(work())
