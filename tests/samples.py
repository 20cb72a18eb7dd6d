"""One sample of each file of a report, made anew: `make screenshots`, into docs/samples/.

A quarter is played on a database of its own (tests/reports/quarter.py), and the report is that of 1/4/2024.
"""

import asyncio
import tempfile
from datetime import date
from pathlib import Path

from bot.reporting import agency_named, report_of
from bot.reports import File, rendered
from plan_data.calendar import load_calendar
from plan_data.periods import named_period
from storage.migrations import upgrade
from storage.store import open_store
from tests.reports.quarter import INTERIOR, play
from tests.storage.town import load

SAMPLES = Path(__file__).parents[1] / "docs" / "samples"
TODAY = date(2024, 4, 1)


async def made(url: str) -> list[File]:
    """The files, from a quarter that is played first."""
    await asyncio.to_thread(upgrade, url)
    store, calendar = await open_store(url), load_calendar()
    await load(store)
    async with store.transaction() as tx:
        await play(tx, calendar)
        quarter = await report_of(tx, named_period("2024-Q1"), calendar, TODAY, with_log=True)
        interior = [await agency_named(tx, INTERIOR, TODAY)]
        year = await report_of(tx, named_period("2024"), calendar, TODAY, agency_ids=interior)
    await store.close()
    return [*(rendered(quarter, format) for format in ("docx", "xlsx", "png")), rendered(year, "ics")]


def main() -> None:
    SAMPLES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for file in asyncio.run(made(f"sqlite:///{folder}/quarter.db")):
            (SAMPLES / file.name).write_bytes(file.content)
            print(f"docs/samples/{file.name}")


if __name__ == "__main__":
    main()
