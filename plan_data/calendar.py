"""Working days of Việt Nam, and the only place where dates and moments meet (Asia/Ho_Chi_Minh).

Days off are not a formula: each year a document moves some of them (29/4/2024 was off and Saturday 4/5/2024 worked). So the
truth is a reviewed table, `holidays.csv`, one row a day with the document that set it; an admin's overrides are more rows.
The `holidays` package seeded the table but is not asked at run time: an upgrade must not move a reminder.

Counting is by index: only the days that differ from Monday to Friday are kept, with running totals, so that "the n-th working
day" costs a binary search for any date, near or far.
"""

import csv
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from plan_data.errors import BadMoment, BrokenCalendar

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

# Days off by law on a fixed date of the solar calendar; they hold for years that nobody has reviewed yet.
_FIXED = ((1, 1), (4, 30), (5, 1), (9, 2))
_FIXED_YEARS = range(2000, 2101)
_KINDS = {"off": False, "work": True}
_STATES = {"confirmed": True, "dự kiến": False}


@dataclass(frozen=True, slots=True)
class DayRow:
    """One reviewed day: off, or worked (a make-up Saturday, or a day that some expect to be off).

    `source` is the number of the document that set it, in the words of the table; `confirmed` is False for "dự kiến".
    """

    day: date
    working: bool
    name: str
    source: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked. Of two rows for one day the later one holds, so overrides are appended."""

    rows: tuple[DayRow, ...] = ()
    _by_day: dict[date, DayRow] = field(init=False, repr=False, compare=False)
    _working: dict[int, bool] = field(init=False, repr=False, compare=False)
    _changed: list[int] = field(init=False, repr=False, compare=False)
    _totals: list[int] = field(init=False, repr=False, compare=False)
    _shifts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day = {row.day: row for row in self.rows}
        working = {date(year, month, day).toordinal(): False for year in _FIXED_YEARS for month, day in _FIXED}
        working |= {day.toordinal(): row.working for day, row in by_day.items()}
        changed = sorted(o for o, worked in working.items() if worked != _weekday(o))
        shifts, totals = [0], []
        for ordinal in changed:
            shifts.append(shifts[-1] + (1 if working[ordinal] else -1))
            totals.append(_weekdays_until(ordinal) + shifts[-1])
        for name, value in {
            "rows": tuple(sorted(by_day.values(), key=lambda row: row.day)),
            "_by_day": by_day,
            "_working": working,
            "_changed": changed,
            "_totals": totals,
            "_shifts": shifts,
        }.items():
            object.__setattr__(self, name, value)

    def row(self, day: date) -> DayRow | None:
        """The reviewed row of `day`, to say why it is off or worked; None for an ordinary day."""
        return self._by_day.get(day)

    def covers(self, year: int) -> bool:
        """Was the whole year reviewed? Every reviewed year starts with its row for 1 January."""
        return date(year, 1, 1) in self._by_day

    def with_overrides(self, rows: Iterable[DayRow]) -> "WorkingCalendar":
        """The same calendar with an admin's rows on top."""
        return WorkingCalendar((*self.rows, *rows))

    def is_working(self, day: date) -> bool:
        ordinal = day.toordinal()
        return self._working.get(ordinal, _weekday(ordinal))

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it, for a negative n), `day` itself never counted.

        n = 0 is `day` if it is worked; a day off has no such day: ValueError.
        """
        ordinal = day.toordinal()
        if n > 0:
            return self._nth(self._count(ordinal) + n)
        if n < 0:
            return self._nth(self._count(ordinal - 1) + n + 1)
        if not self.is_working(day):
            raise ValueError(f"{day} is not a working day")
        return day

    def on_or_before(self, day: date) -> date:
        """The anchor T0 of a due date: the last working day on or before it."""
        return self._nth(self._count(day.toordinal()))

    def on_or_after(self, day: date) -> date:
        """The first working day on or after `day`."""
        return self._nth(self._count(day.toordinal() - 1) + 1)

    def between(self, a: date, b: date) -> int:
        """How many working days lie after `a` up to and including `b`; negative when `b` is the earlier."""
        return self._count(b.toordinal()) - self._count(a.toordinal())

    def overdue_days(self, due: date, on: date) -> int:
        """ "quá hạn N ngày làm việc": working days after the due date up to `on`; 0 when nothing is overdue.

        Due 31/3/2024 (a Sunday) it is 1 on Monday 1/4.
        """
        return max(0, self.between(due, on))

    def overdue_before(self, on: date) -> date:
        """What is due before this day is overdue on the day `on`, and nothing else is: one comparison for a whole plan."""
        return self.on_or_before(on)

    def due_within(self, on: date, n: int) -> date:
        """The last due date that has `n` working days left, or fewer, on the day `on`."""
        return date.fromordinal(self.add(on, n + 1).toordinal() - 1)

    def days_left(self, due: date, on: date) -> int:
        """ "còn N ngày làm việc": the n of T-n, counted to the anchor of `due`; 0 on the anchor and later."""
        return max(0, self.between(on, due))

    def _count(self, ordinal: int) -> int:
        """How many working days there are from day one of the calendar up to and including `ordinal`."""
        return _weekdays_until(ordinal) + self._shifts[bisect_right(self._changed, ordinal)]

    def _nth(self, k: int) -> date:
        """The inverse of `_count`: the k-th working day."""
        i = bisect_left(self._totals, k)
        weeks, rest = divmod(k - self._shifts[i] - 1, 5)
        ordinal = weeks * 7 + rest + 1
        if i < len(self._changed) and ordinal > self._changed[i]:
            ordinal = self._changed[i]  # the k-th is a make-up day itself, which the plain week knows nothing of
        return date.fromordinal(ordinal)


def _weekday(ordinal: int) -> bool:
    return ordinal % 7 in range(1, 6)  # ordinal 1 is a Monday


def _weekdays_until(ordinal: int) -> int:
    weeks, rest = divmod(ordinal, 7)
    return weeks * 5 + min(rest, 5)


def read_rows(text: str) -> tuple[DayRow, ...]:
    """Rows of a table `date,kind,name,source,state` (kind off|work, state confirmed|dự kiến); BrokenCalendar names the line."""
    reader = csv.DictReader(text.splitlines())
    rows = []
    for line, cells in enumerate(reader, start=2):
        try:
            rows.append(
                DayRow(
                    date.fromisoformat(cells["date"]),
                    _KINDS[cells["kind"]],
                    cells["name"],
                    cells["source"],
                    _STATES[cells["state"]],
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise BrokenCalendar(line, f"không đọc được ({error})") from error
    return tuple(rows)


@cache
def load_calendar() -> WorkingCalendar:
    """The calendar that ships: `holidays.csv`, reviewed like code."""
    return WorkingCalendar(read_rows(files("plan_data").joinpath("holidays.csv").read_text(encoding="utf-8")))


def local_date(moment: datetime) -> date:
    """The date on the province's wall at an aware moment; ValueError for a naive one, which could be any zone's."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no local date")
    return moment.astimezone(ZONE).date()


def at(day: date, hour: time) -> datetime:
    """The aware UTC moment at which the province's clock shows `hour` on `day`."""
    return datetime.combine(day, hour, tzinfo=ZONE).astimezone(UTC)


def parse_local(text: str) -> datetime:
    """An ISO date and time as an aware UTC moment; without a zone it is the plan's zone. BadMoment when it cannot be read."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise BadMoment(text) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).astimezone(UTC)
