"""What the rows of `vi.py` recognise in a cell before anything is decided: small facts without a calendar.

A year is often said once for a whole list ("Quý I, Quý III năm 2024") or not at all, so a `Span` keeps months and days and
leaves the year open; `years.py` closes it when the whole cell is known. `vague` marks a reading that two careful people
could make differently: it always ends as `ambiguous` on the deadline.
"""

from dataclasses import dataclass
from enum import Enum

from plan_data.model import Every

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Shape(Enum):
    """A named day, a named period, or a range with both ends named: they end as OnDate, EndOf and Between."""

    DAY = "day"
    PERIOD = "period"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Point:
    """A day of a year that may not be said (None). A year below 100 counts from the plan's: 0 this year, 1 the next."""

    month: int
    day: int | None
    """None is the month's last day."""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From one point to another, both included. `last` is what falls due."""

    first: Point
    last: Point
    shape: Shape
    vague: bool = False

    @property
    def is_whole_years(self) -> bool:
        """The words name years and nothing finer: a frame for what stands beside it."""
        return (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, None)


@dataclass(frozen=True, slots=True)
class Each:
    """A rhythm. `day` and the bounds are as in `model.Recurring`, the bounds still without a year."""

    every: Every
    day: int | None = None
    start: Span | None = None
    until: Span | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """ "ngày 20" with no month beside it: only a rhythm gives it a meaning."""

    day: int


@dataclass(frozen=True, slots=True)
class Start:
    """ "từ Quý II/2024" with no end named."""

    span: Span


@dataclass(frozen=True, slots=True)
class Always:
    """ "Thường xuyên"."""

    vague: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A condition: the words name an event, not a date. `manner` is true of "theo …", which only colours a rhythm."""

    vague: bool = False
    manner: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """ "Đã ban hành": a report of the past, no deadline."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document's number, with its date when it has one: never a deadline."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Understood and without a date: hours of the clock, percentages, "đợt 1:"."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """31/4, tháng 13, quý V: the cell is handed to a person, never repaired."""


Atom = Span | Each | DayOfMonth | Start | Always | When | Done | Document | Aside | Impossible


def day(number: int, month: int, year: int | None = None, *, vague: bool = False) -> Span | Impossible:
    """A named day; 29/02 passes here because the year may still be open."""
    if not (1 <= month <= 12 and 1 <= number <= _LONGEST[month - 1]):
        return Impossible()
    point = Point(month, number, year)
    return Span(point, point, Shape.DAY, vague)


def months(first: int, last: int, year: int | None = None, *, vague: bool = False) -> Span | Impossible:
    """A period of whole months of one year, both included."""
    if not 1 <= first <= last <= 12:
        return Impossible()
    return Span(Point(first, 1, year), Point(last, None, year), Shape.PERIOD, vague)


def month(number: int, year: int | None = None, *, vague: bool = False) -> Span | Impossible:
    return months(number, number, year, vague=vague)


def quarter(number: int, year: int | None = None, *, vague: bool = False) -> Span | Impossible:
    return months(3 * number - 2, 3 * number, year, vague=vague)


def whole_year(year: int | None, *, vague: bool = False) -> Span:
    return Span(Point(1, 1, year), Point(12, None, year), Shape.PERIOD, vague)


def until(first: Span, last: Span) -> Span:
    """The range between two spans; whether it is reversed shows when the years are closed."""
    return Span(first.first, last.last, Shape.RANGE, first.vague or last.vague)
