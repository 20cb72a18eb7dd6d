"""What the database finds by its state is what reading every history would find."""

from collections.abc import Callable
from datetime import date, time
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, update

from plan_data.calendar import at
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, Standing
from plan_data.updates import UpdateKind
from storage.gists import derive_all
from storage.lists import Narrowed, find_entries, find_items
from storage.occurrences import Item, all_items, refresh
from storage.statuses import Stated, Status
from storage.tables import deliveries, occurrences
from tests.storage.town import CALENDAR, FRIDAY, I_1, I_3, I_4, INTERIOR, MONDAY, TICKS, Town, send

IV_3 = "137-2024/IV.3/so-noi-vu@2024-06-30"
SUMMER = date(2024, 8, 5)
OPEN = (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)

EXPECTED: dict[Status, Callable[[Item, Standing], bool]] = {
    Status.OPEN: lambda i, s: s.cell in OPEN,
    Status.OVERDUE: lambda i, s: s.overdue,
    Status.DUE_SOON: lambda i, s: s.due_soon,
    Status.DONE: lambda i, s: s.done,
    Status.IN_PROGRESS: lambda i, s: s.cell in OPEN and s.label is Label.IN_PROGRESS,
    Status.NOT_STARTED: lambda i, s: s.cell in OPEN and s.label is Label.NOT_STARTED,
    Status.AWAITING: lambda i, s: s.awaiting,
    Status.BLOCKED: lambda i, s: s.blocked is not None and (i.kind is not OccurrenceKind.CHECK_IN or i.due >= SUMMER),
    Status.EXTENSION: lambda i, s: s.extension_asked is not None,
}


async def found(town: Town, status: Status | None, on: date = SUMMER, **narrowed: Any) -> tuple[Item, ...]:
    stated = Stated(status, CALENDAR, on) if status is not None else None
    async with town.transaction() as tx:
        return await find_items(tx, Narrowed(stated=stated, **narrowed))


async def whole(town: Town) -> list[tuple[Item, Standing]]:
    """The plan with its whole history."""
    async with town.transaction() as tx:
        return [(i, i.standing(CALENDAR, SUMMER)) for i in await all_items(tx)]


@pytest.mark.parametrize("seed", range(3))
async def test_every_list_is_the_one_that_the_standings_give(town: Town, seed: int) -> None:
    await town.hears_histories(Random(seed))
    rows = await whole(town)
    for status, wanted in EXPECTED.items():
        expected = [i.id for i, s in rows if wanted(i, s)]
        assert expected, status
        assert [i.id for i in await found(town, status)] == expected, status


async def test_what_is_shown_of_an_item_is_what_its_whole_history_tells(town: Town) -> None:
    await town.hears_histories(Random(3))
    states = {i.id: (s, i.awaiting, i.settled, i.blocker, i.proposal) for i, s in await whole(town)}
    for i in await found(town, None):
        assert i.brief
        assert (i.standing(CALENDAR, SUMMER), i.awaiting, i.settled, i.blocker, i.proposal) == states.pop(i.id)
    assert states == {}


async def test_an_entry_stands_where_the_item_stands(town: Town) -> None:
    await town.hears_histories(Random(5))
    async with town.transaction() as tx:
        found, entries = await find_items(tx, Narrowed()), await find_entries(tx, Narrowed())
    shared = ("id", "code", "position", "agency_id", "agency", "agency_short", "kind", "due")
    assert [[getattr(e, n) for n in shared] for e in entries] == [[getattr(i, n) for n in shared] for i in found]
    dated = [(e, i) for e, i in zip(entries, found, strict=True) if i.kind is not OccurrenceKind.CHECK_IN]
    for e, i in dated:
        of, state = e.outline(CALENDAR, SUMMER), i.standing(CALENDAR, SUMMER)
        assert (of.label, of.cell, of.overdue_days, of.finished_on, of.blocked_since, of.extension_asked, of.proposed) == (
            state.label,
            state.cell,
            state.overdue_days,
            state.finished_on,
            state.blocked_since,
            state.extension_asked,
            state.proposal is not None,
        )


async def test_refreshing_one_by_one_writes_what_computing_all_again_writes(town: Town) -> None:
    await town.hears_histories(Random(4))
    names = ("closed_on", "finished_on", "stage", "blocked_since", "extension_asked", "proposed", "answered_at", "said_at")
    derived = select(occurrences.c.id, *(occurrences.c[n] for n in names), occurrences.c.times_said, occurrences.c.deciding)
    derived = derived.order_by(occurrences.c.id)
    at_once = [tuple(r) for r in await town.rows(derived)]
    blank: dict[str, object] = {n: None for n in names if n not in ("stage", "proposed")} | {
        "stage": "not_started",
        "proposed": False,
        "times_said": 0,
        "deciding": [],
    }
    async with town.transaction() as tx:
        await tx.execute(update(occurrences).values(blank))
        await refresh(tx, [r[0] for r in at_once], CALENDAR)
    assert [tuple(r) for r in await town.rows(derived)] == at_once
    async with town.transaction() as tx:
        await tx.execute(update(occurrences).values(blank))
        await tx.run_sync(derive_all)
    assert [tuple(r) for r in await town.rows(derived)] == at_once


async def test_a_plan_just_loaded_is_in_line(town: Town) -> None:
    """What is written when a plan is recorded, before anybody said anything."""
    columns = select(occurrences.c.id, occurrences.c.stage, occurrences.c.closed_on, occurrences.c.deciding)
    loaded = [tuple(r) for r in await town.rows(columns.order_by(occurrences.c.id))]
    async with town.transaction() as tx:
        await tx.run_sync(derive_all)
    assert [tuple(r) for r in await town.rows(columns.order_by(occurrences.c.id))] == loaded


async def test_a_status_narrows_with_the_rest(town: Town) -> None:
    await town.hears_histories(Random(6))
    interior = await town.agency(INTERIOR)
    until = date(2024, 6, 30)
    both = await found(town, Status.OPEN, group="IV", agency_id=interior, last=until)
    wanted = [i for i, s in await whole(town) if i.group == "IV" and i.agency_id == interior and s.cell in OPEN]
    assert [i.key for i in both] == [i.key for i in wanted if i.due <= until] != []


async def test_who_is_late(town: Town) -> None:
    await town.reports(I_1, UpdateKind.DONE)
    assert await found(town, Status.OVERDUE, date(2024, 1, 31)) == ()
    late = await found(town, Status.OVERDUE, date(2024, 2, 1))
    assert {i.key for i in late} == {I_3, I_4, "137-2024/VII.4/dai-phat-thanh-truyen-hinh-tinh@2024-01-31"}
    after_a_cut_off = await found(town, Status.OVERDUE, date(2024, 3, 15))
    assert all(i.kind is not OccurrenceKind.CHECK_IN for i in after_a_cut_off), "thường xuyên is never overdue"


async def test_who_is_blocked(town: Town) -> None:
    for key in (IV_3, I_1, I_3):
        await town.reports(key, UpdateKind.BLOCKED, note="kinh phí")
    await town.reports(I_3, UpdateKind.BLOCKER_RESOLVED)
    (ongoing, *_) = await found(town, None, code="I.5")
    await town.reports(ongoing.key, UpdateKind.BLOCKED, note="thiếu người")
    assert [i.key for i in await found(town, Status.BLOCKED, FRIDAY)] == [I_1, ongoing.key, IV_3]
    assert [i.key for i in await found(town, Status.BLOCKED, date(2024, 3, 15))] == [I_1, IV_3], "its period is over"


# --- reminded, and silent -------------------------------------------------------------------------------------------------
async def remind(town: Town, on: date) -> None:
    """The morning messages of a day are planned and go out at eight."""
    await town.plan(on)
    eight = at(on, time(8))
    sender = await town.open_outbox()
    while claimed := await sender.claim("telegram", eight, TICKS, 30):
        await send(sender, claimed, now=eight)


async def silent(town: Town, on: date) -> set[str]:
    return {i.key for i in await found(town, Status.NO_RESPONSE, on)}


async def test_silent_is_who_was_reminded_and_said_nothing_since(town: Town) -> None:
    await town.person("Lan", chat="1")
    assert await silent(town, MONDAY) == set(), "nobody was reminded: who never received anything is not silent"
    await remind(town, FRIDAY)
    assert await silent(town, FRIDAY) == set(), "this morning's message may still be answered"
    told = await silent(town, MONDAY)
    assert {I_1, I_3} <= told
    await town.reports(I_1, UpdateKind.ACK, at(FRIDAY, time(9)))
    assert await silent(town, MONDAY) == told - {I_1}
    await town.reports(I_3, UpdateKind.DONE, at(FRIDAY, time(9)))
    assert I_3 not in await silent(town, MONDAY)


async def test_what_was_taken_back_was_an_answer_and_a_decision_is_none(town: Town) -> None:
    await town.person("Lan", chat="1")
    await remind(town, FRIDAY)
    await town.reports(I_3, UpdateKind.EXTENSION_GRANTED, at(FRIDAY, time(9)), until=date(2024, 2, 29))
    assert I_3 in await silent(town, MONDAY)
    answered = await town.reports(I_1, UpdateKind.PROGRESS, at(FRIDAY, time(9)))
    assert I_1 not in await silent(town, MONDAY)
    await town.reports(I_1, UpdateKind.UNDO, at(FRIDAY, time(10)), undoes=answered.updates[0].id)
    assert I_1 not in await silent(town, MONDAY)


async def test_a_reminder_that_was_never_heard_makes_nobody_silent(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).values(state="dead"))
    assert await silent(town, MONDAY) == set()
