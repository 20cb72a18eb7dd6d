"""Builders of what has no single date: rhythms ("hằng quý, trước ngày 20 tháng cuối quý"), frames, conditions.

Each function takes what a row matched (`cell.Said`) and gives what stands in its place, or None where the words are not what
they seemed. Where the model has no word for a rhythm, the nearest one comes back vague.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from plan_data.deadlines import atoms
from plan_data.deadlines.atoms import Always, Atom, DayOfMonth, Each, Impossible, Shape, Span, Start, When
from plan_data.deadlines.cell import Build, Said, give
from plan_data.deadlines.numbers import number
from plan_data.model import Every

_UNITS = {
    "ngay": Every.DAY,
    "tuan": Every.WEEK,
    "thang": Every.MONTH,
    "quy": Every.QUARTER,
    "qui": Every.QUARTER,
    "nua nam": Every.HALF_YEAR,
    "ban nien": Every.HALF_YEAR,
    "nam": Every.YEAR,
}
_MONTHS = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}
_IN_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}
_FINEST_FIRST = tuple(Every)


def day_of_month(said: Said) -> Atom:
    return DayOfMonth(int(said["d"])) if 1 <= int(said["d"]) <= 31 else Impossible()


def days_of_month(said: Said) -> Atom:
    """ "từ ngày 20 đến ngày 25 hằng tháng" falls due on the 25th."""
    days = [day.day for day in said.every(DayOfMonth)] + ([int(said["last"])] if said["last"] else [])
    return DayOfMonth(days[1]) if days[0] <= days[1] <= 31 else Impossible()


def more_days_of_month(said: Said) -> Sequence[Atom]:
    """ "ngày 15, 30 hằng tháng"."""
    more = [int(text) for text in re.findall(r"\d+", said["more"])]
    return [*said.inner, *(DayOfMonth(number) if 1 <= number <= 31 else Impossible() for number in more)]


def rhythm(said: Said) -> Atom:
    """ "hằng tháng, quý, năm". The finest names every date of the others; that there are several is flagged."""
    found = re.findall(r"(\d+) thang|\b(nua nam|ban nien|ngay|tuan|thang|qu[yi]|nam)\b", said["units"])
    rhythms = [_interval(int(count)) if count else Each(_UNITS[unit]) for count, unit in found]
    finest = min(rhythms, key=lambda each: _FINEST_FIRST.index(each.every))
    return replace(finest, vague=finest.vague or len({each.every for each in rhythms}) > 1)


def _interval(count: int) -> Each:
    """Every `count` months; a rhythm that the model has no word for becomes the next finer one, flagged."""
    if count in _MONTHS:
        return Each(_MONTHS[count])
    return Each(_MONTHS[max(known for known in _MONTHS if known <= max(count, 1))], vague=True)


def every_so_many(said: Said) -> Atom:
    """ "6 tháng/lần", "mỗi 3 tháng một lần", "02 năm/lần"."""
    count, unit = number(said["n"] or "1"), said["unit"]
    if unit == "thang":
        return _interval(count)
    every = _UNITS[unit]
    if every is Every.QUARTER:
        return _interval(3 * count)
    return Each(every, vague=count != 1)


def so_many_times(said: Said) -> Atom:
    """ "mỗi năm 02 lần", "1 lần/quý". A rhythm that does not divide its period evenly is flagged."""
    times, every = number(said["n"]), _UNITS[said["unit"]]
    if said["months"]:
        every = _interval(int(said["months"])).every
    if times == 1:
        return Each(every, vague=said.has("within"))  # "01 lần trong năm" may be this year only
    if every in _IN_MONTHS and times and _IN_MONTHS[every] % times == 0 and _IN_MONTHS[every] // times in _MONTHS:
        return Each(_MONTHS[_IN_MONTHS[every] // times])
    return Each(every, vague=True)


def each(every: Every, day: int | None = None, *, vague: bool = False) -> Build:
    return give(Each(every, day, vague=vague))


def weekday(said: Said) -> Atom:
    """1 is Monday; "thứ Hai" is the second day of the Vietnamese week."""
    return Each(Every.WEEK, _weekday(said["w"]), vague=said.has("or"))


def _weekday(text: str) -> int:
    return 7 if text == "chu nhat" else number(text.removeprefix("thu ")) - 1


def day_of_each(said: Said) -> Atom | None:
    """ "ngày 20 hằng tháng" in either order. A rhythm of years has no month for its day, so that one is flagged."""
    days = [day.day for day in said.every(DayOfMonth)]
    rhythms = said.every(Each)
    if len(rhythms) != 1 or not days or rhythms[0].day is not None or rhythms[0].every in {Every.DAY, Every.WEEK}:
        return None
    monthly = rhythms[0].every is Every.MONTH
    return replace(rhythms[0], day=days[0], vague=rhythms[0].vague or len(days) > 1 or not monthly)


def day_of_last_month(said: Said) -> Atom:
    """ "trước ngày 20 của tháng cuối quý"; "tháng cuối kỳ" is most often a quarter's, flagged."""
    days = [day.day for day in said.every(DayOfMonth)]
    unit = said["unit"].removeprefix("moi ").removeprefix("hang ")
    every = Every.HALF_YEAR if unit == "6 thang" else _UNITS.get(unit, Every.QUARTER)
    return Each(every, days[0] if days else None, vague=unit == "ky" or len(days) > 1)


def day_of_next_month(said: Said) -> Atom:
    """ "trước ngày 05 tháng sau": once a month on the 5th, clear only where "hằng tháng" stands beside it."""
    days = [day.day for day in said.every(DayOfMonth)]
    rhythms = said.every(Each)
    clear = bool(rhythms) and rhythms[0] == Each(Every.MONTH)
    return replace(rhythms[0] if rhythms else Each(Every.MONTH), day=days[0], vague=not clear)


def day_of_unsaid_month(said: Said) -> Atom:
    """ "ngày 20 của tháng": of each month, most likely."""
    (day,) = said.inner
    assert isinstance(day, DayOfMonth)
    return Each(Every.MONTH, day.day, vague=True)


def one_rhythm(said: Said) -> Atom:
    """ "hằng quý (trước ngày 20 tháng cuối quý)" is one rhythm said twice; two different ones keep the finer, flagged."""
    first, second = said.every(Each)
    if second == Each(Every.QUARTER, second.day, vague=True) and first.day is None:
        return replace(first, day=second.day, vague=first.vague or first.every is Every.MONTH)
    if first.every is second.every and (first.day is None or second.day is None):
        return replace(first, day=first.day or second.day, vague=first.vague or second.vague)
    return replace(min(first, second, key=lambda each: _FINEST_FIRST.index(each.every)), vague=True)


def span_of_each_year(said: Said) -> Atom | None:
    """ "15/12 hằng năm", "tháng 6 và tháng 12 hằng năm".

    The model's rhythm of years falls in December and its rhythm of half-years in June and December; other months are
    flagged, since the noun cannot hold them.
    """
    spans = said.every(Span)
    rhythms = said.every(Each)
    if not spans or len(rhythms) != 1 or rhythms[0].day is not None:
        return None
    if all(span.is_whole_years for span in spans):
        return None
    ends = [(span.last.month, span.last.day) for span in spans]
    days = {
        None if span.shape is not Shape.DAY or _is_month_end(*end) else end[1] for span, end in zip(spans, ends, strict=True)
    }
    vague = rhythms[0].vague or any(span.vague or span.last.year is not None for span in spans) or len(days) > 1
    every = {(12,): Every.YEAR, (6, 12): Every.HALF_YEAR, (3, 6, 9, 12): Every.QUARTER}.get(tuple(month for month, _ in ends))
    if rhythms[0].every not in {Every.YEAR, every}:
        return None
    return replace(rhythms[0], every=every or Every.YEAR, day=max(days, key=lambda d: d or 31), vague=vague or every is None)


def _is_month_end(month: int, day: int | None) -> bool:
    return day is None or (month in {6, 9} and day == 30) or (month in {3, 12} and day == 31)


def bounded(said: Said) -> Atom | None:
    """ "hằng tháng, từ tháng 3/2024", "hằng quý đến hết năm 2025", "hằng năm, giai đoạn 2021 - 2025"."""
    rhythms = said.every(Each)
    starts = [start.span for start in said.every(Start)]
    spans = said.every(Span)
    if len(rhythms) != 1 or len(starts) + len(spans) != 1:
        return None
    (rhythm,), vague = rhythms, rhythms[0].vague or any(span.vague for span in starts + spans)
    if spans and not (said["by"] or spans[0].is_whole_years or spans[0].shape is Shape.RANGE):
        return None
    if starts:
        return replace(rhythm, start=starts[0], vague=vague)
    if said["by"].startswith(("den", "cho den", "toi")):
        return replace(rhythm, until=spans[0], vague=vague)
    return replace(rhythm, start=spans[0], until=spans[0], vague=vague)


def always_within(said: Said) -> Atom | None:
    """ "thường xuyên trong năm 2024", "thường xuyên từ Quý I": the frame does not make it a date."""
    framed = all(isinstance(atom, Always | Start) or (isinstance(atom, Span) and atom.is_whole_years) for atom in said.inner)
    return Always(any(isinstance(atom, Always) and atom.vague for atom in said.inner)) if framed else None


# --- conditions ---------------------------------------------------------------------------------------------------------
def condition(said: Said) -> Atom:
    """A date inside a condition is its anchor, not its due date: flagged, but for the year of a plan that is followed."""
    manner = said["cue"] == "theo"
    anchors = [atom for atom in said.inner if not isinstance(atom, atoms.Document | atoms.Aside | atoms.Done)]
    of_plan = all((isinstance(atom, Span) and atom.is_whole_years) or (manner and atom == Each(Every.YEAR)) for atom in anchors)
    return When(vague=bool(anchors) and not of_plan, manner=manner)
