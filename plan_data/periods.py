"""Periods that a report can be about: a quarter, a half, a year, or from a day to a day.

Two readings of one name. The calendar's: "2024-Q1" is January to March. The reporting regime's (`official`): data up to 14/3,
sent by the 20th. So what was finished on 20 March is on time for the plan and outside the regime's first quarter.
Source: 581/BNV-CCHC for the windows (`plan_data.regime`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from plan_data.errors import UnknownPeriod
from plan_data.regime import REGIME, Regime, ReportingPeriod

QUARTERS = ("I", "II", "III", "IV")
"""As the papers number them."""


@dataclass(frozen=True, slots=True)
class Period:
    """`start` and `end` are inclusive; `next_end` is the end of the period that follows, what is planned for next.

    `label` stands after "báo cáo" ("quý I năm 2024"); `send_by` is set only where the reporting regime sets it.
    """

    name: str
    label: str
    start: date
    end: date
    next_end: date
    send_by: date | None = None

    @property
    def official(self) -> bool:
        return self.send_by is not None


def named_period(name: str, *, official: bool = False, regime: Regime = REGIME) -> Period:
    """`2024-Q1`..`Q4`, `2024-H1`, `2024-H2`, `2024`. Errors: UnknownPeriod, also for one that the regime does not have."""
    known = name.strip().upper()
    found = re.fullmatch(r"(20[0-9]{2})(?:-(?:Q([1-4])|H([12])))?", known)
    if found is None:
        raise UnknownPeriod(name)
    year, quarter, half = int(found[1]), found[2], found[3]
    if official:
        return _of_the_regime(known, year, regime)
    if quarter:
        return _months(known, f"quý {QUARTERS[int(quarter) - 1]} năm {year}", year, 3 * int(quarter) - 2, 3)
    if half:
        return _months(known, f"6 tháng {'đầu' if half == '1' else 'cuối'} năm {year}", year, 6 * int(half) - 5, 6)
    return _months(known, f"năm {year}", year, 1, 12)


def between(start: date, end: date) -> Period:
    """From a day to a day, both included. Errors: UnknownPeriod where they are reversed, or reach past the calendar."""
    name = f"{start.isoformat()}..{end.isoformat()}"
    if end < start or not 2000 <= start.year <= end.year <= 2100:
        raise UnknownPeriod(name)
    return Period(name, f"từ {_day(start)} đến {_day(end)}", start, end, end + (end - start) + timedelta(days=1))


def _months(name: str, label: str, year: int, first: int, many: int) -> Period:
    end, then = first + many - 1, first + 2 * many - 1
    next_end = _month_end(year + (then - 1) // 12, (then - 1) % 12 + 1)
    return Period(name, label, date(year, first, 1), _month_end(year, end), next_end)


def chat_period(name: str, regime: Regime) -> Period:
    """A period by the name that a person in chat means: the regime's where it has one of that name, else the calendar's; or
    `2024-01-01..2024-03-31`. Errors: UnknownPeriod."""
    first, dots, last = name.partition("..")
    try:
        if dots:
            return between(date.fromisoformat(first), date.fromisoformat(last))
        return named_period(name, official=True, regime=regime)
    except UnknownPeriod:
        return named_period(name)
    except ValueError:
        raise UnknownPeriod(name) from None


def named_as(start: date, end: date) -> str:
    """The name of a period from its two days: `2024-Q1` for a quarter, a half, a year of the calendar, else the days."""
    for name in (f"{start.year}", *(f"{start.year}-{part}" for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"))):
        whole = named_period(name)
        if (whole.start, whole.end) == (start, end):
            return name
    return between(start, end).name


def _of_the_regime(name: str, year: int, regime: Regime) -> Period:
    windows = (*regime.periods(year), regime.periods(year + 1)[0])
    for window, then in pairwise(windows):
        if window.name == name:
            return Period(name, _label(window, year), window.start, window.cut_off, then.cut_off, window.send_by)
    raise UnknownPeriod(name, official=True)


def _label(window: ReportingPeriod, year: int) -> str:
    label = window.label[0].lower() + window.label[1:]
    return f"{label} {year}" if label == "năm" else f"{label} năm {year}"


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
