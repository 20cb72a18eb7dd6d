"""Periods that a report can be about: a quarter, a half, a year, or from a day to a day.

Two readings of one name. The calendar's: "2024-Q1" is January to March. The reporting regime's (`official`): data up to 14/3,
sent by the 20th. So what was finished on 20 March is on time for the plan and outside the regime's first quarter.
Source: 581/BNV-CCHC for the windows (`plan_data.regime`).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from plan_data.errors import UnknownPeriod
from plan_data.regime import REGIME, Regime

_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """`start` and `end` are inclusive; `send_by` only where the regime sets one. `label` stands after "báo cáo"."""

    name: str
    label: str
    start: date
    end: date
    send_by: date | None = None

    @property
    def official(self) -> bool:
        return self.send_by is not None


def named_period(name: str, *, official: bool = False, regime: Regime = REGIME) -> Period:
    """`2024-Q1`..`Q4`, `2024-H1`, `2024-H2`, `2024`. Errors: UnknownPeriod, also for one that the regime does not have."""
    found = re.fullmatch(r"(20[0-9]{2})(?:-(?:Q([1-4])|H([12])))?", name.strip().upper())
    if found is None:
        raise UnknownPeriod(name)
    year, quarter, half = int(found[1]), found[2], found[3]
    if official:
        return _of_the_regime(name.strip().upper(), year, regime)
    if quarter:
        n = int(quarter)
        return Period(name, f"quý {_ROMAN[n - 1]} năm {year}", date(year, 3 * n - 2, 1), _month_end(year, 3 * n))
    if half:
        n = int(half)
        label = f"6 tháng {'đầu' if n == 1 else 'cuối'} năm {year}"
        return Period(name, label, date(year, 6 * n - 5, 1), _month_end(year, 6 * n))
    return Period(name, f"năm {year}", date(year, 1, 1), date(year, 12, 31))


def between(start: date, end: date) -> Period:
    """From a day to a day, both included. Errors: UnknownPeriod where they are reversed."""
    if end < start:
        raise UnknownPeriod(f"{start.isoformat()}..{end.isoformat()}")
    return Period(f"{start.isoformat()}..{end.isoformat()}", f"từ {_day(start)} đến {_day(end)}", start, end)


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
    for window in regime.periods(year):
        if window.name == name:
            label = f"{window.label[0].lower()}{window.label[1:]} năm {year}" if name != str(year) else f"năm {year}"
            return Period(name, label, window.start, window.cut_off, window.send_by)
    raise UnknownPeriod(name, official=True)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day.month < 3 else f"{day.day:02d}/{day.month}/{day.year}"
