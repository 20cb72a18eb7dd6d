"""The figures that the database counts are those that the standings give: an overview and a report say the same."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from bot.figures import Counts, Figures, agency_table, counted_figures, counts, figures
from plan_data.status import Cell
from storage.counting import AgencyTally, count_by_agency, count_by_group
from storage.occurrences import all_items
from tests.storage.town import CALENDAR, LOADED_ON, Town


async def both(town: Town, on: date) -> tuple[Figures, Figures]:
    async with town.transaction() as tx:
        rows = [(i, i.standing(CALENDAR, on)) for i in await all_items(tx)]
        counted = counted_figures(await count_by_agency(tx, CALENDAR, on), await count_by_group(tx, CALENDAR, on))
    return figures(rows), counted


@pytest.mark.parametrize("seed", range(21, 25))
@pytest.mark.parametrize("on", [date(2024, 8, 5), date(2024, 8, 11)])  # a Monday, a Sunday
async def test_counted_and_reckoned_figures_agree(town: Town, seed: int, on: date) -> None:
    await town.hears_histories(Random(seed))
    reckoned, counted = await both(town, on)
    assert counted == reckoned
    cells = Counter({cell: getattr(counted.tasks, cell) for cell in Cell})
    assert all(cells[cell] for cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE, Cell.ONGOING))


async def test_they_agree_before_anybody_said_anything(town: Town) -> None:
    reckoned, counted = await both(town, LOADED_ON)
    assert counted == reckoned
    assert (counted.tasks.total, counted.tasks.ongoing) == (144, 3)


async def test_they_agree_about_nothing(bare: Town) -> None:
    reckoned, counted = await both(bare, LOADED_ON)
    assert counted == reckoned
    assert counted.tasks == counts(()) == Counts()


def tally(short: str, done: int, late: int, on_time: int, oldest: date | None = None) -> AgencyTally:
    cells = dict.fromkeys(Cell, 0) | {Cell.DONE_LATE: done, Cell.OPEN_OVERDUE: late, Cell.OPEN_IN_TIME: on_time}
    return AgencyTally(len(short), short, short, cells, 0, 0, 0, oldest)


def test_the_longest_overdue_stands_on_top_and_who_has_none_is_one_line() -> None:
    table = agency_table(
        [
            tally("Sở Y tế", 3, 1, 0, date(2024, 3, 31)),
            tally("UBND huyện Năm Căn", 0, 1, 2, date(2024, 2, 7)),
            tally("Sở Tư pháp", 2, 0, 1),
            tally("Sở Nội vụ", 1, 0, 4),
            tally("Báo Cà Mau", 0, 0, 0),
        ]
    )
    assert table.splitlines() == [
        "Cơ quan              Xong Q.hạn T.hạn",
        "UBND huyện Năm Căn      0     1     2",
        "Sở Y tế                 3     1     0",
        "2 cơ quan khác          3     0     5",
    ]
    assert max(map(len, table.splitlines())) <= 38


def test_without_overdue_work_everybody_is_one_line() -> None:
    assert agency_table([tally("A", 1, 0, 2), tally("BB", 0, 0, 1)]).splitlines()[1:] == [
        "2 cơ quan               1     0     3"
    ]


def test_those_beyond_the_fourth_are_counted_with_the_others() -> None:
    late = [tally("S" * n, 0, n, 0, date(2024, 3, n)) for n in range(1, 7)]
    assert agency_table(late).splitlines()[-1] == "2 cơ quan khác          0    11     0"
