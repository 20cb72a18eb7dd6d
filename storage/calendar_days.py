"""The office's own days off and make-up days, each with the document that set it; they win over the shipped table."""

from sqlalchemy import select

from plan_data.calendar import DayRow, WorkingCalendar
from storage.store import Tx
from storage.tables import calendar_days


async def calendar_with_overrides(tx: Tx, calendar: WorkingCalendar) -> WorkingCalendar:
    """The calendar as this office works by it."""
    rows = await tx.execute(select(calendar_days).order_by(calendar_days.c.day))
    return calendar.with_overrides([DayRow(r.day, r.working, r.name, r.source) for r in rows])
