"""The figures of a period stand from its cut-off on, whatever is said later, whoever freezes them and however late."""

import asyncio
import io
from datetime import date, datetime, time, timedelta
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import String, cast, select

from bot.freezing import due, freeze_due, next_moment
from bot.reports import rendered
from bot.reports.report import Report, from_json
from bot.sending_files import Made, Wanted, read
from plan_data.calendar import at
from plan_data.regime import REGIME, Regime, read_regime
from plan_data.updates import UpdateKind
from storage.plans import current_plan
from storage.snapshots import kept
from storage.store import Store
from storage.tables import audit, report_snapshots
from storage.updates import updates_of
from tests.storage.town import I_1, I_2, I_3, I_4, LOADED_ON, Town

CUT_OFF = date(2024, 3, 14)
NEXT_NIGHT = at(date(2024, 3, 15), time(0, 5))
LATER = date(2024, 3, 18)
Q1 = Wanted("2024-Q1")


async def freeze(town: Town, now: datetime = NEXT_NIGHT, *, store: Store | None = None, regime: Regime = REGIME) -> int:
    return await freeze_due(store or town.store, town.calendar, regime, now)


async def asked(town: Town, wanted: Wanted = Q1, today: date = LATER) -> Made:
    async with town.transaction() as tx:
        plan = await current_plan(tx)
        assert plan is not None
        draft = await read(tx, wanted, plan, REGIME, today)
    return draft.made(town.calendar)


async def body(town: Town) -> str:
    """The kept report as the database has it, letter by letter."""
    return str((await town.one(select(cast(report_snapshots.c.body, String).label("body")))).body)


def figures(report: Report) -> tuple[str, dict[str, Any]]:
    """What a reader finds in the Word and in the Excel file."""
    document = docx.Document(io.BytesIO(rendered(report, "docx").content))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    book = CalamineWorkbook.from_filelike(io.BytesIO(rendered(report, "xlsx").content))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    return "\n".join([*(p.text for p in document.paragraphs), *cells]), sheets


def on(day: date, hour: int = 10) -> datetime:
    return at(day, time(hour))


async def quarter(town: Town) -> None:
    """I.1 done with its document, I.3 at 60 %, I.4 done late."""
    await town.reports(I_1, UpdateKind.DONE, on(date(2024, 1, 30)), document="12/KH-UBND")
    await town.reports(I_3, UpdateKind.PROGRESS, on(date(2024, 2, 1)), percent=60)
    await town.reports(I_4, UpdateKind.DONE, on(date(2024, 3, 14), 17))


async def and_then_more(town: Town) -> None:
    """After the cut-off: something is finished, something is taken back, a number comes."""
    await town.reports(I_3, UpdateKind.DONE, on(date(2024, 3, 15)))
    await town.reports(I_2, UpdateKind.DONE, on(date(2024, 3, 18), 8), document="215/QĐ-UBND")
    item = await town.item(I_4)
    async with town.transaction() as tx:
        [said] = (await updates_of(tx, [item.id]))[item.id]
    await town.reports(I_4, UpdateKind.UNDO, on(date(2024, 3, 18), 9), undoes=said.id)


async def test_the_frozen_report_stays_and_the_live_one_says_that_it_differs(town: Town) -> None:
    await quarter(town)
    assert await freeze(town) == 1
    before, text = await asked(town, today=date(2024, 3, 15)), await body(town)
    assert before.facts["closed"]
    assert (before.report.tasks.done_on_time, before.report.tasks.done_late, before.report.on) == (2, 1, "2024-03-14")
    read = figures(before.report)

    await and_then_more(town)
    after = await asked(town)
    assert await body(town) == text
    assert after.report == before.report
    assert figures(after.report) == read
    assert figures((await asked(town, Wanted("2024-Q1", "xlsx"))).report) == read, "with its log of updates"

    live = await asked(town, Wanted("2024-Q1", live=True))
    assert (live.report.tasks.done_on_time, live.report.tasks.done_late, live.report.on) == (3, 1, "2024-03-18")
    assert live.facts["frozen"] == {
        "done": 3,
        "overdue": before.report.tasks.open_overdue,
        "counted": before.report.tasks.counted,
    }
    assert not live.facts["closed"]
    assert figures(live.report) != read
    assert ("at_cut_off", "report:2024-Q1:docx:0:") in [tuple(b) for row in live.buttons for b in row]


async def test_two_replicas_at_once_freeze_once(town: Town) -> None:
    await quarter(town)
    stores = [town.store, await town.another(), await town.another()]
    kept_by = await asyncio.gather(*(freeze(town, NEXT_NIGHT + timedelta(seconds=n), store=s) for n, s in enumerate(stores)))
    assert sum(kept_by) == 1
    assert len(await town.rows(select(report_snapshots.c.id))) == 1
    assert len(await town.rows(select(audit.c.id).where(audit.c.action == "report_frozen"))) == 1
    assert await freeze(town, NEXT_NIGHT + timedelta(days=1)) == 0


async def test_after_an_outage_it_is_frozen_as_of_the_cut_off(town: Town) -> None:
    """A week later, with what was said meanwhile already recorded."""
    await quarter(town)
    await town.reports(I_3, UpdateKind.DONE, on(date(2024, 3, 15)))
    assert await freeze(town, on(date(2024, 3, 21))) == 1
    report = (await asked(town)).report
    assert (report.on, report.made_on) == ("2024-03-14", "2024-03-21")
    assert (report.tasks.done_on_time, report.tasks.done_late) == (2, 1)
    assert max(u.at for u in report.updates).startswith("2024-03-14")


async def test_what_was_written_by_then_is_heard_first(town: Town) -> None:
    await town.hears("1", 1)
    assert await freeze(town) == 0
    async with town.transaction() as tx:
        assert await due(tx, REGIME, NEXT_NIGHT)
    await town.heard_row("1", 1)
    assert await freeze(town) == 1
    async with town.transaction() as tx:
        assert not await due(tx, REGIME, NEXT_NIGHT)


async def test_each_in_its_turn(town: Town) -> None:
    """At five minutes past the midnight after the cut-off; and several where the service was away for long."""
    async with town.transaction() as tx:
        assert await next_moment(tx, REGIME, on(LOADED_ON)) == NEXT_NIGHT
        assert await next_moment(tx, REGIME, NEXT_NIGHT) == at(date(2024, 6, 15), time(0, 5))
    assert await freeze(town, NEXT_NIGHT - timedelta(seconds=1)) == 0
    assert await freeze(town, on(date(2024, 12, 31))) == 4
    async with town.transaction() as tx:
        plan = await current_plan(tx)
        assert plan is not None
        found = {name: await kept(tx, plan.id, name) for name in ("2024-Q1", "2024-H1", "2024-Q3", "2024")}
        assert await next_moment(tx, REGIME, on(date(2024, 12, 31))) is None
    ends = {name: from_json(s.body).on for name, s in found.items() if s}
    assert ends == {"2024-Q1": "2024-03-14", "2024-H1": "2024-06-14", "2024-Q3": "2024-09-14", "2024": "2024-12-14"}


async def test_what_was_over_when_the_plan_was_loaded_is_not_made_up(town: Town) -> None:
    regime = read_regime("Q1 15/12-24/01 20/3; H1 15/12-25/01 20/6")
    assert await freeze(town, regime=regime) == 1
    assert [r.period for r in await town.rows(select(report_snapshots.c.period))] == ["2024-H1"]


@pytest.mark.parametrize("scope", [{"agency_ids": (1,)}, {"groups": ("I",)}])
async def test_a_part_of_the_plan_is_never_taken_from_the_whole(town: Town, scope: dict[str, Any]) -> None:
    await quarter(town)
    await freeze(town)
    part = await asked(town, Wanted("2024-Q1", **scope))
    assert not part.facts["closed"]
    assert 0 < len(part.report.items) < len((await asked(town)).report.items)
