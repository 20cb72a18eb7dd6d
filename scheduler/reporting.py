"""The reporting clock: on which day the office's own messages are said, beside those about the work.

Pure, and like every word tied to a day: the call for data goes with the first morning message from the day of the check-ins to
the cut-off; the office is reminded of the day on which a report is due; on the first working day of a week it is told how the
week stands. Who keeps that morning quiet is told on the next one (of a due date: on the one before).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from plan_data.calendar import WorkingCalendar, at
from plan_data.regime import ReportingPeriod
from scheduler.audience import Hearer, Post, keeps_quiet
from scheduler.ladder import CHECK_IN_BEFORE_CUT_OFF

REMINDED_BEFORE = 3
"""Working days before a report is due."""
FROZEN_AT = time(0, 5)
"""Of the day after the cut-off: what was written at its last minute has come in by then."""
_FRIDAY = 4


def called_from(period: ReportingPeriod, calendar: WorkingCalendar) -> date:
    """The first morning of the call for data, that of the check-ins."""
    return calendar.add(calendar.on_or_before(period.cut_off), -CHECK_IN_BEFORE_CUT_OFF)


def calling(periods: Iterable[ReportingPeriod], calendar: WorkingCalendar, on: date) -> ReportingPeriod | None:
    """The period whose data are called for on the morning of `on`."""
    return next((p for p in periods if called_from(p, calendar) <= on <= p.cut_off), None)


def frozen_from(period: ReportingPeriod) -> datetime:
    """The moment from which the figures of a period stand."""
    return at(period.cut_off + timedelta(days=1), FROZEN_AT)


def reminded_of(
    periods: Iterable[ReportingPeriod], calendar: WorkingCalendar, on: date, quiet_weekdays: str = ""
) -> ReportingPeriod | None:
    """The period whose due date an admin is reminded of on the morning of `on`: three working days before it and on it."""
    for period in periods:
        last = calendar.on_or_before(period.send_by)
        first = calendar.add(last, -REMINDED_BEFORE)
        mornings = [d for d in _days(first, last) if hears_on(d, calendar, quiet_weekdays)]
        if mornings and on in (mornings[0], mornings[-1]):
            return period
    return None


def readers(
    people: Sequence[Hearer], periods: Sequence[ReportingPeriod], calendar: WorkingCalendar, on: date
) -> tuple[Hearer, ...]:
    """Who has a morning message on `on` whatever became of the work: on the first working day of a week the admins and those
    who follow groups, on the days of a reminder the admins."""
    found = []
    for person in people:
        here = person.reachable and (person.agency_id is None or person.serves(person.agency_id, on))
        weekly = person.post in (Post.ADMIN, Post.FOLLOWER) and is_weekly(on, calendar, person.quiet_weekdays)
        reminded = person.post is Post.ADMIN and reminded_of(periods, calendar, on, person.quiet_weekdays) is not None
        if here and person.stands_in_for is None and (weekly or reminded):
            found.append(person)
    return tuple(found)


def weekly_on(monday: date, calendar: WorkingCalendar, quiet_weekdays: str = "") -> date | None:
    """The morning of the week from `monday` on which the week is told; None where none of its days is worked."""
    days = _days(monday, monday + timedelta(days=6))
    return next((d for d in days if hears_on(d, calendar, quiet_weekdays)), None)


def is_weekly(on: date, calendar: WorkingCalendar, quiet_weekdays: str = "") -> bool:
    return weekly_on(monday_of(on), calendar, quiet_weekdays) == on


def week_of(on: date, calendar: WorkingCalendar) -> tuple[date, date]:
    """The first and the last day that is worked in the week of `on`: Monday and Friday, but for holidays and make-up days."""
    monday = monday_of(on)
    worked = [d for d in _days(monday, monday + timedelta(days=6)) if calendar.is_working(d)]
    return (worked[0], worked[-1]) if worked else (monday, monday + timedelta(days=_FRIDAY))


def monday_of(on: date) -> date:
    return on - timedelta(days=on.weekday())


def hears_on(on: date, calendar: WorkingCalendar, quiet_weekdays: str) -> bool:
    """Is `on` a morning on which this person has a message at all?"""
    return calendar.is_working(on) and not keeps_quiet(quiet_weekdays, calendar, on)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
