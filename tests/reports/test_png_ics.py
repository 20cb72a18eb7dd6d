"""The charts as what is drawn, the calendar as a calendar program reads it."""

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from matplotlib.figure import Figure
from matplotlib.image import imread
from matplotlib.text import Text

from bot.reporting import report_of
from bot.reports import ics, png
from bot.reports.report import Report
from plan_data.calendar import ZONE, at
from plan_data.periods import named_period
from plan_data.status import Cell
from plan_data.updates import UpdateKind
from storage.occurrences import set_due
from tests.storage.town import I_2, JUSTICE, Town


# --- charts -----------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def figure(report: Report) -> Figure:
    return png.drawn(report)


def numbers(figure: Figure, at: int) -> list[int]:
    """The numbers that stand on the bars of a chart."""
    return [int(t.get_text()) for t in figure.axes[at].texts if t.get_text().isdigit()]


def test_the_picture_fits_a_phone(report: Report) -> None:
    content = png.render(report)
    height, width, _ = imread(io.BytesIO(content), format="png").shape
    assert width == 1080
    assert width < height < 3 * width
    assert len(content) < 300_000
    assert png.render(report) == content


def test_the_numbers_on_the_bars_are_those_of_the_one_function(figure: Figure, report: Report) -> None:
    assert sum(numbers(figure, 0)) == report.activities.total
    titles = [axes.get_title(loc="left") for axes in figure.axes]
    assert titles == ["Theo nhóm (36 hoạt động)", "Theo cơ quan (144 việc)", "Việc chưa hoàn thành, theo tháng đến hạn"]
    others = next(t.get_text() for t in figure.axes[1].texts if "cơ quan khác" in t.get_text())
    named, folded = report.agencies[:9], [a.counts for a in report.agencies[9:]]
    assert sum(numbers(figure, 1)) == sum(a.counts.total for a in named)
    assert others == (
        f"20 cơ quan khác: hoàn thành {sum(c.done for c in folded)}, trong hạn {sum(c.open_in_time for c in folded)}, "
        f"quá hạn {sum(c.open_overdue for c in folded)}"
    )
    assert numbers(figure, 2)[0] == report.tasks.open_overdue
    assert sum(numbers(figure, 2)) == report.tasks.open


def test_every_letter_has_a_shape(figure: Figure) -> None:
    """A missing letter would be a warning, which the tests take for an error; and the words are Vietnamese."""
    figure.savefig(io.BytesIO(), format="png")
    words = " ".join(t.get_text() for t in figure.findobj(Text) if isinstance(t, Text))
    assert "VI. Xây dựng và phát triển Chính quyền điện tử, Chính quyền số" in words
    assert "Tỷ lệ hoàn thành 92,9% (39/42 việc)" in words


def test_a_plan_of_nothing_can_be_drawn(report: Report) -> None:
    assert png.render(replace(report, groups=(), agencies=(), items=()))


# --- the calendar -----------------------------------------------------------------------------------------------------
def events(content: bytes) -> dict[str, Any]:
    """By UID, as read back."""
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    found = {str(e["uid"]): e for e in calendar.walk("VEVENT")}
    assert len(found) == len(calendar.walk("VEVENT"))
    return found


def test_one_event_a_task_of_the_period(report: Report) -> None:
    found = events(ics.render(report))
    due = {i.key for i in report.items if i.cell != Cell.ONGOING and "2024-01-01" <= i.due <= "2024-03-31"}
    assert set(found) == due
    assert all("@2024-" in uid for uid in found)
    one = found[I_2]
    assert one["dtstart"].dt == date(2024, 3, 31)
    assert one["dtend"].dt == date(2024, 4, 1)
    assert not isinstance(one["dtstart"].dt, datetime)
    assert one["summary"].startswith("Đã xong: I.2 Công bố kết quả rà soát, hệ thống hóa")
    assert (one["sequence"], one["dtstamp"].dt) == (1, datetime(2024, 3, 14, 9, 5, tzinfo=ZONE))
    assert one.walk("VALARM") == []
    still = found["137-2024/II.3/van-phong-ubnd-tinh@2024-03-31"]
    assert [a["trigger"].dt for a in still.walk("VALARM")] == [timedelta(hours=-16)]
    assert ics.render(report) == ics.render(report)


async def test_an_event_is_known_again_when_its_date_moves(town: Town) -> None:
    justice = await town.agency(JUSTICE)

    async def read() -> dict[str, Any]:
        async with town.transaction() as tx:
            half = named_period("2024-H1")
            report = await report_of(tx, half, town.calendar, date(2024, 4, 1), agency_ids=[justice])
        assert str(Calendar.from_ical(ics.render(report))["x-wr-calname"]).endswith(f": {JUSTICE}")
        return events(ics.render(report))

    before = await read()
    known = await town.item(I_2)
    await town.reports(I_2, UpdateKind.EXTENSION_GRANTED, at(date(2024, 3, 28), datetime.min.time()), until=date(2024, 4, 10))
    async with town.transaction() as tx:
        await set_due(tx, known.id, date(2024, 4, 10), town.calendar)
    after = await read()
    assert set(after) == set(before)
    assert (before[I_2]["dtstart"].dt, after[I_2]["dtstart"].dt) == (date(2024, 3, 31), date(2024, 4, 10))
    assert (before[I_2]["sequence"], after[I_2]["sequence"]) == (0, 1)
    assert after[I_2]["dtstamp"].dt > before[I_2]["dtstamp"].dt
    assert "Hạn theo kế hoạch: 31/3/2024" in after[I_2]["description"]


def test_what_left_the_plan_is_cancelled_and_words_stay_one_value(report: Report) -> None:
    out = replace(
        report.items[1], cell=str(Cell.OUT_OF_PLAN), short_title="a\r\nBEGIN:VEVENT;x,y\\z", state="\x07=1\nEND:VCALENDAR"
    )
    (event,) = events(ics.render(replace(report, items=(out,)))).values()
    assert event["status"] == "CANCELLED"
    assert event["summary"] == "I.1 a\nBEGIN:VEVENT;x,y\\z"
    assert "=1\nEND:VCALENDAR" in event["description"]
