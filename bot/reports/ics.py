"""The due dates as a calendar: one all-day event a việc that is still open, a day's reminder before it."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from bot.reports.report import ItemRow, Report
from plan_data.calendar import at
from plan_data.status import Cell
from plan_data.text import printable


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .ics; there is no template. Equal reports give equal bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nhac viec//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", printable(report.plan_short))
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    stamp = at(date.fromisoformat(report.made_on), time(0))
    for row in report.items:
        if row.cell in (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE):
            calendar.add_component(_event(row, report, stamp))
    return bytes(calendar.to_ical())


def _event(row: ItemRow, report: Report, stamp: datetime) -> Event:
    due = date.fromisoformat(row.due)
    event = Event()
    event.add("uid", f"{row.key}@nhacviec")
    event.add("dtstamp", stamp)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    period = f" ({row.period})" if row.period else ""
    event.add("summary", printable(f"{row.code} {row.title}{period}"))
    event.add(
        "description", printable(f"{row.agency} · {row.product} · {row.state}\n{report.plan_short} ({report.plan_number})")
    )
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", printable(f"{row.code} đến hạn"))
    alarm.add("trigger", timedelta(hours=-16))  # 08:00 of the day before
    event.add_component(alarm)
    return event
