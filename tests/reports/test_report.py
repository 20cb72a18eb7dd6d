"""A report of the plan that ships, from a real database."""

from datetime import date

import pytest

from bot.reporting import report_of
from bot.reports import FORMATS, rendered
from plan_data.periods import named_period
from tests.storage.town import JUSTICE, Town

Q1 = named_period("2024-Q1")
TODAY = date(2024, 4, 2)


@pytest.mark.parametrize("format", FORMATS)
async def test_every_format_is_a_file(town: Town, format: str) -> None:
    async with town.transaction() as tx:
        report = await report_of(tx, Q1, town.calendar, TODAY, with_log=True)
    file = rendered(report, format)
    assert file.name.endswith(f"-Quy-I-Nam-2024.{format}")
    assert file.name.isascii()
    assert len(file.content) > 2_000


async def test_of_one_agency(town: Town) -> None:
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        own = await report_of(tx, Q1, town.calendar, TODAY, agency_ids=[justice])
        all_ = await report_of(tx, Q1, town.calendar, TODAY)
    assert {i.agency for i in own.items} == {JUSTICE}
    assert own.items == tuple(i for i in all_.items if i.agency == JUSTICE)
