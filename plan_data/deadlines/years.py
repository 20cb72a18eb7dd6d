"""Closing the years of spans: a list says its year once, and most cells do not say it at all.

An open year comes from the next span that says one ("Quý I, Quý III năm 2024"), else from the one before, else it is the
plan's. It is carried only where the order of the paper survives: in "Quý IV, Quý I/2025" the first is not of 2025.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from plan_data.deadlines.atoms import Point, Shape, Span

FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True, slots=True)
class Dated:
    """A span on the calendar, both days included."""

    start: date
    due: date
    shape: Shape
    vague: bool = False

    def holds(self, other: "Dated") -> bool:
        """Strictly wider: `other` names a part of it."""
        return self.start <= other.start and other.due <= self.due and (self.start, self.due) != (other.start, other.due)


def close(
    spans: Sequence[Span], year: int, joined: Sequence[bool] = (), givers: Sequence[int | None] = ()
) -> list[Dated] | None:
    """The spans on the calendar, in order, or None where one is impossible (29/02/2023) or reversed.

    `year` is the plan's; `joined[i]` is true when only commas and "và" stand between span i and the one before. A year
    carried over more than that is a doubt, unless it is the plan's own. `givers[i]` is the span under which span i stands.
    """
    closed = []
    for place, span in enumerate(spans):
        giver = spans[there].last.year if givers and (there := givers[place]) is not None else None
        if span.last.year is None and giver is not None:
            said, doubt = _absolute(giver, year), False
        else:
            said, doubt = _year_of(spans, place, year, joined or [True] * len(spans))
        dated = _on_calendar(span, said, year)
        if dated is None:
            return None
        closed.append(Dated(dated.start, dated.due, dated.shape, span.vague or doubt))
    return closed


def _year_of(spans: Sequence[Span], place: int, year: int, joined: Sequence[bool]) -> tuple[int, bool]:
    """The year in which a span ends, and whether taking it was a choice."""
    own = spans[place].last
    if own.year is not None:
        return _absolute(own.year, year), False
    for there in range(place + 1, len(spans)):
        other = spans[there]
        giver = other.first if other.first.year is not None else other.last
        if giver.year is not None:
            said = _absolute(giver.year, year)
            if (own.month, own.day or 31) > (other.last.month, other.last.day or 31):
                return min(year, said), True
            return said, said != year and not all(joined[place + 1 : there + 1])
    for other in reversed(spans[:place]):
        if other.last.year is not None:
            said = _absolute(other.last.year, year)
            in_order = (other.first.month, other.first.day or 1) <= (own.month, own.day or 31)
            return said, said != year or not in_order
    return year, False


def _absolute(said: int, year: int) -> int:
    return year + said if said < 100 else said


def _on_calendar(span: Span, ends_in: int, year: int) -> Dated | None:
    starts_in = ends_in if span.first.year is None else _absolute(span.first.year, year)
    start, due = _date(span.first, starts_in), _date(span.last, ends_in)
    if start is None or due is None or start > due:
        return None
    return Dated(start, due, span.shape)


def _date(point: Point, year: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, point.month, point.day) if point.day else last_day(year, point.month)
    except ValueError:
        return None


def last_day(year: int, month: int) -> date:
    """31 January, 29 February of a leap year, …"""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
