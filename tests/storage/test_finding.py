"""Lists found in the database are those that reading every history would give, a page at a time."""

from collections.abc import Callable
from datetime import date, time
from random import Random

import pytest
from sqlalchemy import select, update

from plan_data.calendar import at
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, Standing, UpdateKind
from storage.finding import Filters, Order, Page, Status, find_items
from storage.gists import derive_all
from storage.occurrences import Item, all_items, refresh
from storage.tables import deliveries, occurrences
from tests.storage.town import CALENDAR, FRIDAY, I_1, I_3, INTERIOR, JUSTICE, MONDAY, TICKS, Town, send

SUMMER = date(2024, 8, 5)
ALL = 1_000
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


async def page(town: Town, filters: Filters, on: date = SUMMER, *, limit: int = ALL, **more: object) -> Page:
    async with town.transaction() as tx:
        return await find_items(tx, filters, CALENDAR, on, limit=limit, **more)  # type: ignore[arg-type]


async def whole(town: Town) -> list[tuple[Item, Standing]]:
    """The plan with its whole history."""
    async with town.transaction() as tx:
        return [(i, i.standing(CALENDAR, SUMMER)) for i in await all_items(tx)]


@pytest.mark.parametrize("seed", range(3))
async def test_every_list_is_the_one_that_the_standings_give(town: Town, seed: int) -> None:
    await town.hears_histories(Random(seed))
    rows = await whole(town)
    for status, wanted in EXPECTED.items():
        found = await page(town, Filters(status))
        expected = {i.id for i, s in rows if wanted(i, s)}
        assert {i.id for i in found.items} == expected, status
        assert (found.total, found.left) == (len(expected), 0)
        assert len(expected) > 0, status
        dues = [i.due for i in found.items]
        assert (found.first_due, found.last_due) == (min(dues), max(dues))
        assert found.agencies == len({i.agency_id for i in found.items})


async def test_what_is_shown_of_an_item_is_what_its_whole_history_tells(town: Town) -> None:
    await town.hears_histories(Random(3))
    states = {i.id: (s, i.awaiting, i.settled, i.blocker, i.proposal) for i, s in await whole(town)}
    found = await page(town, Filters())
    assert found.total == len(states) == 156
    for i in found.items:
        assert i.brief
        assert (i.standing(CALENDAR, SUMMER), i.awaiting, i.settled, i.blocker, i.proposal) == states[i.id]


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


@pytest.mark.parametrize("order", Order)
async def test_pages_put_together_are_the_list(town: Town, order: Order) -> None:
    await town.hears_histories(Random(5))
    at_once = await page(town, Filters(Status.OPEN), order=order)
    ids: list[int] = []
    after = None
    while True:
        part = await page(town, Filters(Status.OPEN), limit=7, after=after, order=order)
        ids += [i.id for i in part.items]
        assert (part.total, part.left) == (at_once.total, at_once.total - len(ids))
        if not part.left:
            break
        after = part.items[-1].id
    assert ids == [i.id for i in at_once.items]
    if order is Order.BY_DUE:
        assert [i.due for i in at_once.items] == sorted(i.due for i in at_once.items)
    else:
        agencies = [i.agency_id for i in at_once.items]
        blocks = [a for n, a in enumerate(agencies) if n == 0 or agencies[n - 1] != a]
        assert len(blocks) == len(set(blocks)) == at_once.agencies
        longest = [min(i.due for i in at_once.items if i.agency_id == a) for a in blocks]
        assert longest == sorted(longest)


async def test_a_list_goes_on_from_an_item_that_is_done_by_now(town: Town) -> None:
    justice = frozenset({await town.agency(JUSTICE)})
    filters = Filters(Status.OPEN, agency_ids=justice)
    first = await page(town, filters, FRIDAY, limit=2)
    before = [i.id for i in (await page(town, filters, FRIDAY)).items]
    await town.reports(first.items[-1].key, UpdateKind.DONE)
    rest = await page(town, filters, FRIDAY, after=first.items[-1].id)
    assert [i.id for i in rest.items] == before[2:]
    assert (await page(town, filters, FRIDAY, after=before[-1])).items == ()
    assert (await page(town, filters, FRIDAY, after=999_999)).left == 0


async def test_filters_narrow_together(town: Town) -> None:
    await town.hears_histories(Random(6))
    interior = await town.agency(INTERIOR)
    rows = [i for i, _ in await whole(town)]

    async def keys(**filters: object) -> set[str]:
        return {i.key for i in (await page(town, Filters(**filters))).items}  # type: ignore[arg-type]

    assert await keys(agency_ids=frozenset({interior})) == {i.key for i in rows if i.agency_id == interior}
    assert await keys(agency_ids=frozenset()) == set()
    assert await keys(group="III") == {i.key for i in rows if i.group == "III"}
    assert await keys(code="III.1") == {i.key for i in rows if i.code == "III.1"}
    first, last = date(2024, 4, 1), date(2024, 6, 30)
    assert await keys(due_from=first, due_to=last) == {i.key for i in rows if first <= i.due <= last}
    finished = {i.key for i, s in await whole(town) if s.finished_on and first <= s.finished_on <= last}
    assert await keys(finished_from=first, finished_to=last) == finished
    both = await keys(status=Status.OPEN, group="IV", agency_ids=frozenset({interior}), due_to=last)
    wanted = [i for i in rows if i.group == "IV" and i.agency_id == interior and i.due <= last]
    assert both == {i.key for i in wanted if i.standing(CALENDAR, SUMMER).cell in OPEN} != set()
    assert await keys(code="XX.9") == set()


# --- reminded, and silent -------------------------------------------------------------------------------------------------
async def remind(town: Town, on: date) -> None:
    """The morning messages of a day are planned and go out at eight."""
    await town.plan(on)
    eight = at(on, time(8))
    sender = await town.open_outbox()
    while claimed := await sender.claim("telegram", eight, TICKS, 30):
        await send(sender, claimed, now=eight)


async def silent(town: Town, on: date) -> set[str]:
    return {i.key for i in (await page(town, Filters(Status.NO_RESPONSE), on)).items}


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


async def test_an_answer_that_was_taken_back_was_none_and_a_decision_is_no_answer(town: Town) -> None:
    await town.person("Lan", chat="1")
    await remind(town, FRIDAY)
    answered = await town.reports(I_1, UpdateKind.PROGRESS, at(FRIDAY, time(9)))
    assert I_1 not in await silent(town, MONDAY)
    await town.reports(I_1, UpdateKind.UNDO, at(FRIDAY, time(10)), undoes=answered.updates[0].id)
    assert I_1 in await silent(town, MONDAY)
    await town.reports(I_1, UpdateKind.EXTENSION_GRANTED, at(FRIDAY, time(11)), until=date(2024, 2, 29))
    assert I_1 in await silent(town, MONDAY)


async def test_a_reminder_that_was_never_heard_makes_nobody_silent(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).values(state="dead"))
    assert await silent(town, MONDAY) == set()
