"""One sample of each file of a report, made anew: `make screenshots`, into docs/samples/.

A quarter is played on a database of its own (tests/reports/quarter.py) and the command line makes the files, so that a sample
never shows what the command does not do.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from plan_data.calendar import load_calendar
from storage.migrations import upgrade
from storage.store import open_store
from tests.reports.quarter import play
from tests.storage.town import load

SAMPLES = Path(__file__).parents[1] / "docs" / "samples"
FILES = {
    "BaoCao-Quy-I-2024.docx": ("--period", "2024-Q1"),
    "SoLieu-Quy-I-2024.xlsx": ("--period", "2024-Q1"),
    "BieuDo-Quy-I-2024.png": ("--period", "2024-Q1"),
    "Lich-So-Noi-vu-2024.ics": ("--period", "2024", "--agency", "Sở Nội vụ"),
}


async def a_quarter(url: str) -> None:
    await asyncio.to_thread(upgrade, url)
    store = await open_store(url)
    await load(store)
    async with store.transaction() as tx:
        await play(tx, load_calendar())
    await store.close()


def main() -> None:
    SAMPLES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/quarter.db"
        asyncio.run(a_quarter(url))
        for name, period in FILES.items():
            command = [sys.executable, "-c", "from bot.cli import main; main()", "report", *period]
            command += ["--format", name.rpartition(".")[2], "-o", str(SAMPLES / name)]
            subprocess.run(command, check=True, env=os.environ | {"NHACVIEC_DATABASE_URL": url}, stdout=subprocess.DEVNULL)
            print(f"docs/samples/{name}")


if __name__ == "__main__":
    main()
