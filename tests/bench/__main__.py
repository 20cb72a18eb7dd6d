"""`make bench`: each figure is a ratio against something named, both measured in this run, so that the machine cancels out.

Written to build/bench.json as {name: {"value", "unit", "ratio", "against", "target"}}; a ratio past its target is said
aloud and ends with exit code 1.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bot.understanding.reply import read_reply
from plan_data.calendar import load_calendar
from plan_data.deadlines import read_deadline
from plan_data.text import fold
from scheduler.channel import RawUpdate
from storage import inbox
from storage.migrations import upgrade
from storage.outbox import Outbox
from storage.planning import PlanningDesk
from storage.store import Store, open_store
from storage.tables import activities, agencies, deliveries, groups, occurrences, plans
from tests.bench import scale
from tests.bench.measuring import Result, result, timed

NOW = datetime(2024, 1, 30, 1, 0, tzinfo=UTC)
TODAY = date(2024, 1, 30)


async def fresh_store(folder: Path, name: str) -> Store:
    url = f"sqlite:///{folder / name}.db"
    await asyncio.to_thread(upgrade, url)
    return await open_store(url)


async def fill_idle(store: Store, count: int) -> None:
    """A plan with so many open occurrences, none of which has anything to say before next year."""
    async with store.transaction() as tx:
        plan = {"number": "1", "year": 2024, "title": "-", "short_title": "-", "office": "-", "body": {}}
        await tx.execute(insert(plans).values(**plan, issued=TODAY, loaded_on=TODAY))
        agency = {"name": "-", "slug": "-", "kind": "-", "short": "-", "abbreviations": []}
        await tx.execute(insert(agencies).values(**agency))
        await tx.execute(insert(groups).values(plan_id=1, numeral="I", title="-", followed_by=1))
        words = dict.fromkeys(
            ("title", "short_title", "product", "deadline_text", "lead_text", "coordinating_text", "note"), "-"
        )
        await tx.execute(insert(activities).values(plan_id=1, group_id=1, position=0, code="I.1", **words))
        dates = {"planned_due": date(2025, 12, 31), "due": date(2025, 12, 31), "since": TODAY, "nudged_through": TODAY}
        row = {"activity_id": 1, "agency_id": 1, "kind": "dated", "period": "", "next_nudge_on": date(2025, 1, 1), **dates}
        for start in range(0, count, 10_000):
            await tx.execute(insert(occurrences), [row | {"key": str(n)} for n in range(start, min(start + 10_000, count))])


async def scan(folder: Path) -> Result:
    """The daily scan among idle occurrences: its cost must follow what is due, not what there is."""
    seconds = {}
    for count in (1_000, 100_000):
        store = await fresh_store(folder, f"scan{count}")
        await fill_idle(store, count)
        desk = PlanningDesk(store, load_calendar())

        async def look(desk: PlanningDesk = desk) -> None:
            await desk.plan_batch(TODAY, 200, lambda rows, people: [])
            await desk.close_day(TODAY)

        seconds[count] = await timed(look)
        await store.close()
    return result(seconds[100_000] * 1000, "ms", seconds[100_000] / seconds[1_000], "1,000 idle occurrences", 2.0)


async def claim(folder: Path) -> Result:
    """Claiming what waits behind a long history of what was sent."""
    seconds = {}
    for count in (1_000, 100_000):
        store = await fresh_store(folder, f"claim{count}")
        desk = Outbox(store, load_calendar(), "bench", rate=30, chat_pause=0)
        await desk.open_account("telegram", 0.0)
        old = {"channel": "telegram", "words": "-", "facts": {}, "not_before": NOW - timedelta(days=9)}
        async with store.transaction() as tx:
            for start in range(0, count, 10_000):
                rows = [old | {"chat_id": str(n % 500), "state": "sent"} for n in range(start, min(start + 10_000, count))]
                await tx.execute(insert(deliveries), rows)
            await tx.execute(insert(deliveries), [old | {"chat_id": f"new{n}", "state": "pending"} for n in range(30)])
        ticks = iter(range(1_000, 10_000_000, 1_000))  # every claim finds the lease of the one before run out

        async def take(desk: Outbox = desk, ticks: Any = ticks) -> None:
            assert len(await desk.claim("telegram", NOW, float(next(ticks)), 30)) == 30

        seconds[count] = await timed(take)
        await store.close()
    return result(seconds[100_000] * 1000, "ms", seconds[100_000] / seconds[1_000], "1,000 sent deliveries", 2.0)


async def receive(folder: Path) -> Result:
    """Keeping updates before they are confirmed: a batch of 100 in one commit against one commit each."""
    store = await fresh_store(folder, "inbox")
    ids = iter(range(1, 10_000_000))

    def updates(count: int) -> list[RawUpdate]:
        return [RawUpdate(next(ids), "1", '{"message": {}}') for _ in range(count)]

    async def together() -> None:
        await inbox.receive(store, "telegram", updates(100), NOW)

    async def one_by_one() -> None:
        for update in updates(100):
            await inbox.receive(store, "telegram", [update], NOW)

    batch, single = await timed(together), await timed(one_by_one, 3)
    async with store.transaction() as tx:
        assert await inbox.waiting(tx)
        await tx.execute(select(1))
    await store.close()
    return result(100 / batch, "updates/s", batch / single, "one commit an update", 0.25)


async def understand(folder: Path) -> Result:
    """Reading a short answer, against folding its letters: the price of understanding over merely comparing."""
    said = ["xong", "I.3 chưa xong, 60%", "vướng kinh phí", "xin gia hạn đến 15/4", "mai nhắc lại nhé", "đã nhận ạ"] * 20

    async def read() -> None:
        for text in said:
            read_reply(text, TODAY)

    async def compare() -> None:
        for text in said:
            fold(text)

    reading, folding = await timed(read), await timed(compare)
    return result(len(said) / reading, "replies/s", reading / folding, "folding the same text", 2000.0)


async def deadlines(folder: Path) -> Result:
    """Reading a deadline cell, against the fold that any comparison would need."""
    cells = ["Quý I năm 2024", "Trước ngày 20/6", "Mỗi tháng 01 lần", "Từ tháng 4 đến tháng 8", "Thường xuyên"] * 20

    async def read() -> None:
        for text in cells:
            read_deadline(text, 2024)

    async def compare() -> None:
        for text in cells:
            fold(text)

    reading, folding = await timed(read), await timed(compare)
    return result(len(cells) / reading, "cells/s", reading / folding, "folding the same text", 500.0)


BENCHMARKS = {
    "scan_100k_idle": scan,
    "claim_behind_100k_sent": claim,
    "inbox_batch_of_100": receive,
    "read_reply": understand,
    "read_deadline": deadlines,
}


async def measured(folder: Path) -> AsyncIterator[tuple[str, Result]]:
    for name, work in BENCHMARKS.items():
        yield name, await work(folder)
    async for named in scale.measured(folder):
        yield named


async def main() -> int:
    results: dict[str, Result] = {}
    with tempfile.TemporaryDirectory() as folder:
        async for name, r in measured(Path(folder)):
            results[name] = r
            verdict = "" if r["ratio"] <= r["target"] else "   PAST ITS TARGET"
            figures = f"{r['value']:>12,.2f} {r['unit']:<10} x{r['ratio']:<9} of {r['against']}"
            print(f"{name:<32}{figures} (at most x{r['target']}){verdict}", flush=True)
    Path("build").mkdir(exist_ok=True)
    Path("build/bench.json").write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(any(r["ratio"] > r["target"] for r in results.values()))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
