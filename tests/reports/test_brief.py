"""A report made from the few updates that decide is the one that the whole history makes."""

from datetime import date
from random import Random

import pytest

from bot.reporting import report_of
from plan_data.periods import between
from storage.occurrences import items_as_of
from tests.storage.town import CALENDAR, JUSTICE, Town

LONG_AFTER = date(2025, 1, 10)


@pytest.mark.parametrize("end", [date(2024, 3, 31), date(2024, 5, 15), LONG_AFTER])
async def test_a_report_does_not_need_the_history(town: Town, end: date) -> None:
    await town.hears_histories(Random(30))
    period = between(date(2024, 1, 1), end)
    async with town.transaction() as tx:
        from_few = await report_of(tx, period, CALENDAR, LONG_AFTER)
        from_all = await report_of(tx, period, CALENDAR, LONG_AFTER, with_log=True)
    assert from_all.updates
    assert from_few.items == from_all.items
    assert from_few.lines == from_all.lines
    for name in type(from_few).__dataclass_fields__:
        if name != "updates":
            assert getattr(from_few, name) == getattr(from_all, name), name


async def test_only_what_was_said_about_since_is_read_whole(town: Town) -> None:
    await town.hears_histories(Random(31))
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        in_may = await items_as_of(tx, date(2024, 5, 15))
        after = await items_as_of(tx, LONG_AFTER)
        own = await items_as_of(tx, LONG_AFTER, [justice])
    assert {i.brief for i in in_may} == {True, False}
    assert all(i.brief == all(u.on <= date(2024, 5, 15) for u in i.updates) for i in in_may)
    assert all(i.brief for i in after)
    assert [i.id for i in in_may] == [i.id for i in after]
    assert own == tuple(i for i in after if i.agency_id == justice)
