"""The due dates of the period as a calendar: one all-day event a việc, with a reminder the day before while it is open.

Equal reports give equal bytes, and a calendar app that has the event knows it again: the key names it for ever, and whatever is
recorded of it counts its SEQUENCE up (RFC 5545, 3.8.7.4).
"""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from bot.reports.report import ItemRow, Report
from bot.reports.telling import tell
from plan_data.calendar import at
from plan_data.status import Cell

_OPEN = (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .ics; there is no template."""
    calendar = Calendar()
    calendar.add("prodid", "-//Nhac viec//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    agencies = {row.agency for row in report.items}
    name = tell("calendar.name", plan=report.plan_short, agency=agencies.pop() if len(agencies) == 1 else "")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for row in report.items:
        if row.cell != Cell.ONGOING and report.start <= row.due <= report.end:
            calendar.add_component(_event(row, report))
    return bytes(calendar.to_ical())


def _event(row: ItemRow, report: Report) -> Event:
    due = date.fromisoformat(row.due)
    event = Event()
    event.add("uid", row.key)
    event.add("dtstamp", _stamp(row, report))
    event.add("sequence", row.changes)
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", tell("calendar.summary", r=row, done=row.cell not in (*_OPEN, Cell.OUT_OF_PLAN)))
    event.add("description", _about(row, report))
    event.add("status", "CANCELLED" if row.cell == Cell.OUT_OF_PLAN else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if row.cell in _OPEN:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", tell("calendar.alarm", r=row))
        alarm.add("trigger", timedelta(hours=-16))  # 08:00 of the day before
        event.add_component(alarm)
    return event


def _stamp(row: ItemRow, report: Report) -> datetime:
    """When the event last changed: the newest update, or the plan's own day."""
    return datetime.fromisoformat(row.changed_at) if row.changed_at else at(date.fromisoformat(report.plan_issued), time())


def _about(row: ItemRow, report: Report) -> str:
    return tell("calendar.about", r=row, plan=report.plan_short, number=report.plan_number, on=report.on)
