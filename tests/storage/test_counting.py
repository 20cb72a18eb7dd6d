"""What the database counts is what the standings add up to."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from plan_data.model import OccurrenceKind
from plan_data.status import ACTIVITY_CELLS, Cell, Standing
from plan_data.updates import UpdateKind
from storage.counting import count_by_agency, count_by_group
from storage.occurrences import Item, all_items, set_due
from tests.storage.town import CALENDAR, I_1, JUSTICE, LOADED_ON, Town

SUMMER = date(2024, 8, 5)
SUNDAY, EVE = date(2024, 3, 31), date(2024, 2, 7)
"""A due date on a day off, and the day before Tết."""


async def whole(town: Town, on: date) -> list[tuple[Item, Standing]]:
    async with town.transaction() as tx:
        return [(i, i.standing(CALENDAR, on)) for i in await all_items(tx)]


@pytest.mark.parametrize("seed", range(10, 13))
@pytest.mark.parametrize("on", [SUMMER, date(2025, 1, 1)])  # a Monday, a day off
async def test_the_tallies_are_what_the_standings_add_up_to(town: Town, seed: int, on: date) -> None:
    await town.hears_histories(Random(seed))
    rows = await whole(town, on)
    async with town.transaction() as tx:
        tallies = await count_by_agency(tx, CALENDAR, on)
        by_group = await count_by_group(tx, CALENDAR, on)
        (one,) = await count_by_agency(tx, CALENDAR, on, [tallies[3].agency_id])
    assert one == tallies[3]
    assert {t.agency_id for t in tallies} == {i.agency_id for i, _ in rows}
    for t in tallies:
        own = [(i, s) for i, s in rows if i.agency_id == t.agency_id]
        assert (t.name, t.short) == (own[0][0].agency, own[0][0].agency_short)
        cells = Counter(s.cell for _, s in own)
        cells[Cell.ONGOING] = len({i.code for i, s in own if s.cell is Cell.ONGOING})
        assert t.cells == {cell: cells[cell] for cell in Cell}
        still = [s for _, s in own if s.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)]
        assert t.blocked == sum(s.blocked is not None for s in still)
        assert t.requests == sum((s.extension_asked is not None) + (s.proposal is not None) for s in still)
        assert t.awaiting == sum(s.awaiting for s in still)
        assert t.oldest == min((i.due for i, s in own if s.overdue), default=None)
    assert sum(n for t in tallies for n in t.cells.values()) > 100
    assert by_group == groups_of(rows)


def groups_of(rows: list[tuple[Item, Standing]]) -> dict[str, dict[Cell, int]]:
    of_activity: dict[tuple[str, str], set[Cell]] = {}
    for i, s in rows:
        of_activity.setdefault((i.group, i.code), set()).add(s.cell)
    found: dict[str, Counter[Cell]] = {}
    for (group, _), cells in of_activity.items():
        found.setdefault(group, Counter())[next(c for c in ACTIVITY_CELLS if c in cells)] += 1
    return {group: dict(cells) for group, cells in found.items()}


@pytest.mark.parametrize(
    ("due", "on", "cell"),
    [
        (SUNDAY, SUNDAY, Cell.OPEN_IN_TIME),
        (SUNDAY, date(2024, 4, 1), Cell.OPEN_OVERDUE),
        (EVE, date(2024, 2, 14), Cell.OPEN_IN_TIME),  # the whole of Tết
        (EVE, date(2024, 2, 15), Cell.OPEN_OVERDUE),
        (date(2024, 4, 26), date(2024, 5, 1), Cell.OPEN_IN_TIME),
        (date(2024, 5, 3), date(2024, 5, 4), Cell.OPEN_OVERDUE),  # a Saturday that is worked
    ],
)
async def test_overdue_counts_from_the_next_working_day(town: Town, due: date, on: date, cell: Cell) -> None:
    item = await town.item(I_1)
    async with town.transaction() as tx:
        await set_due(tx, item.id, due, CALENDAR)
    assert (await town.item(I_1)).standing(CALENDAR, on).cell is cell
    others = await tallied(town, on) - Counter({cell: 1})
    await town.reports(I_1, UpdateKind.DONE)
    assert await tallied(town, on) - others == Counter({Cell.DONE_ON_TIME: 1})


async def tallied(town: Town, on: date) -> Counter[Cell]:
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        (own,) = await count_by_agency(tx, CALENDAR, on, [justice])
    return Counter(own.cells)


async def test_a_plan_just_loaded(town: Town) -> None:
    async with town.transaction() as tx:
        tallies = await count_by_agency(tx, CALENDAR, LOADED_ON)
    cells = Counter(s.cell for i, s in await whole(town, LOADED_ON) if i.kind is not OccurrenceKind.CHECK_IN)
    assert cells == {Cell.OPEN_IN_TIME: 143, Cell.DONE_ON_TIME: 1}
    assert {cell: n for cell in cells if (n := sum(t.cells[cell] for t in tallies))} == cells
    assert sum(t.cells[Cell.ONGOING] for t in tallies) == 3


async def test_no_plan_has_no_figures(bare: Town) -> None:
    async with bare.transaction() as tx:
        assert await count_by_agency(tx, CALENDAR, LOADED_ON) == ()
        assert await count_by_group(tx, CALENDAR, LOADED_ON) == {}
