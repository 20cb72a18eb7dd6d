"""Builders of dated things: days, periods, lists and ranges of them.

Each function takes what a row matched (`cell.Said`) and gives what stands in its place, or None where the words are not what
they seemed. Nothing here knows the plan's year: see `years.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from plan_data.deadlines import atoms
from plan_data.deadlines.atoms import Atom, Each, Impossible, Shape, Span, Start
from plan_data.deadlines.cell import Build, Said, give
from plan_data.deadlines.numbers import NUMBERS, number, year_of
from plan_data.model import Every

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_RANGE = re.compile(r"-|den|toi")


def inner_again(said: Said) -> Sequence[Atom]:
    """The atoms inside, without the words around them."""
    return said.inner


# --- days ---------------------------------------------------------------------------------------------------------------
def full_day(said: Said) -> Atom:
    year, short = year_of(said)
    return atoms.day(int(said["d"]), int(said["m"]), year, vague=short)


def short_day(said: Said) -> Atom | None:
    """d/m without a year. Bare, "3/4" may be a day, two months or a fraction; "50/100" is no day at all."""
    d, mo = int(said["d"]), int(said["m"])
    year, _ = year_of(said)
    led = said.has("lead") or year is not None
    if not led and (d > 31 or mo > 31):
        return None
    return atoms.day(d, mo, year, vague=not led and d <= 12)


def dashed_day(said: Said) -> Atom:
    """ "ngày 20-6" is a day; "ngày 1-3" may also be the first to the third."""
    return atoms.day(int(said["d"]), int(said["m"]), vague=said["dash"] == "-" and int(said["d"]) < int(said["m"]))


def days_to_day(said: Said) -> Atom:
    """ "01-15/3/2024": both days share the month that stands at the end."""
    year, short = year_of(said)
    first, last = (atoms.day(int(said[d]), int(said["m"]), year, vague=short) for d in ("d1", "d2"))
    if isinstance(first, Impossible) or isinstance(last, Impossible):
        return Impossible()
    return atoms.until(first, last)


def several_days(said: Said) -> Sequence[Atom]:
    """ "ngày 15, 16 và 17/3"."""
    year, short = year_of(said)
    return [atoms.day(int(d), int(said["m"]), year, vague=short) for d in re.findall(r"\d+", said["days"])]


def day_in_months(said: Said) -> Sequence[Atom]:
    """ "ngày 20 các tháng 3, 6, 9 và 12": the year stands with the last and is carried to the others."""
    year, short = year_of(said)
    named = [int(text) for text in re.findall(r"\d+", said["months"])]
    return [atoms.day(int(said["d"]), mo, year if mo == named[-1] else None, vague=short) for mo in named]


def week_of_month(said: Said) -> Atom:
    """ "tuần 2 tháng 3": seven days a week from the 1st is one way to count them, so it is vague."""
    year, _ = year_of(said)
    week = {"nhat": 1, "dau": 1, "cuoi": 5}.get(said["week"].split()[0]) or number(said["week"])
    span = atoms.month(int(said["m"]), year, vague=True)
    if isinstance(span, Impossible) or week > 4:
        return span
    return replace(span, last=replace(span.last, day=7 * week))


def first_days(said: Said) -> Atom | None:
    """ "trong 10 ngày đầu tháng 3"."""
    (span,) = said.inner
    if not isinstance(span, Span) or span.shape is not Shape.PERIOD:
        return None
    if said["part"] == "cuoi":
        return span
    return atoms.day(int(said["n"]), span.first.month, span.first.year)


# --- periods ------------------------------------------------------------------------------------------------------------
def _quarter(text: str, year: int | None) -> Span | Impossible:
    text = text.replace(" ", "")
    if text.isdecimal() or text in NUMBERS:
        return atoms.quarter(number(text), year)
    return atoms.quarter(_ROMAN.get(re.sub(r"[l1|!]", "i", text), 0), year)


def _month(text: str, year: int | None) -> Span | Impossible:
    return atoms.month(number(text), year)


def _whole_year(text: str, _: int | None) -> Span | Impossible:
    return atoms.whole_year(int(text))


def _listed(make: Callable[[str, int | None], Span | Impossible]) -> Build:
    """A reader of "I, II - III và IV" with one year at the end: commas give several spans, a dash gives a range."""

    def build(said: Said) -> Sequence[Atom]:
        year, vague = year_of(said)
        vague = vague or said.has("all")
        pieces = _LINK.split(_KEY.sub("", said["items"]))
        spans = [make(text.strip(), None) for text in pieces[::2]]
        if any(isinstance(span, Impossible) for span in spans):
            return [Impossible()]
        spans[-1] = make(pieces[-1].strip(), year)
        links = pieces[1::2]
        if len(links) > 1 and all(_RANGE.fullmatch(link) for link in links):
            vague, links = True, ["," for _ in links]  # "Quý I-II-III-IV" is a list drawn with dashes
        vague = vague or bool({"/", "hoac"} & set(links))
        result: list[Span] = []
        for link, span in zip([",", *links], spans, strict=True):
            assert isinstance(span, Span)
            result.append(atoms.until(result.pop(), span) if _RANGE.fullmatch(link) else span)
        return [replace(span, vague=vague) for span in result]

    return build


_KEY = re.compile(r"\b(?:(?:qu[yi]|thang|nam|het)[ .:-]{0,2}|[qt][ .]{0,2}(?=[\dilv|!]))")
_LINK = re.compile(r" ?(,(?: va)?|;|\bva\b|hoac|-|den|toi|/|\+) ?")


def bare_quarter(said: Said) -> Atom:
    """ "II/2024" under a heading that must have said "quý"."""
    return atoms.quarter(_ROMAN[said["items"]], year_of(said)[0], vague=True)


quarters = _listed(_quarter)
months = _listed(_month)
whole_years = _listed(_whole_year)


def named_month(said: Said) -> Atom:
    """A month in words. Without marks "tháng sáu" is also the next month and "tháng năm" also "month, year"."""
    year, short = year_of(said)
    return atoms.month(NUMBERS[said["name"]], year, vague=short or said["name"] in {"nam", "sau", "chap"})


def short_months(said: Said) -> Sequence[Atom]:
    """ "T3/2024". Without a year "T6" may also be a Friday."""
    built = months(said)
    assert isinstance(built, Sequence)
    return [replace(atom, vague=True) if isinstance(atom, Span) and not said["year"] else atom for atom in built]


def part_of_year(said: Said) -> Atom:
    """ "6 tháng đầu năm", "3 tháng cuối năm"."""
    count, (year, short) = number(said["n"]), year_of(said)
    first, last = (1, count) if said["end"] == "dau" else (13 - count, 12)
    return atoms.months(first, last, year, vague=short or count not in {3, 6, 9})


def year_months(first: int, last: int, *, vague: bool = False) -> Build:
    """A fixed part of a year that may be said: "nửa cuối năm 2024"."""

    def build(said: Said) -> Atom:
        year, short = year_of(said)
        return atoms.months(first, last, year, vague=vague or short)

    return build


def this_year(*, vague: bool) -> Build:
    """ "Trong năm": the plan's year, whatever years stand beside it."""
    return give(atoms.whole_year(0, vague=vague))


next_year = give(atoms.whole_year(1))


def with_halves(said: Said) -> Sequence[Atom]:
    """ "Quý I, 6 tháng, 9 tháng và năm": beside a dated period, "6 tháng" is the year's first half."""
    ends = [6 if "6" in text else 9 if "9" in text else 12 for text in re.findall(r"\d+ thang|nam", said["more"])]
    return [*said.inner, *(atoms.months(1, end) for end in ends)]


def in_each_year(said: Said) -> Sequence[Atom] | None:
    """ "trước 30/6 các năm 2024, 2025" falls due in each; "quý II/2022, 2023" probably too."""
    (span,) = said.inner
    if not isinstance(span, Span) or span.is_whole_years or span.shape is Shape.RANGE:
        return None
    if not said["plain"] and span.last.year is None:
        return None
    years = [int(year) for year in re.findall(r"\d{4}", said["years"])]
    moved = [
        replace(span, first=replace(span.first, year=year), last=replace(span.last, year=year), vague=not said["plain"])
        for year in years
    ]
    return moved if said["plain"] else [span, *moved]


def school_year(said: Said) -> Atom:
    first, last = int(said["first"]), int(said["last"])
    return Span(atoms.Point(9, 1, first), atoms.Point(5, None, last), Shape.RANGE, vague=True)


def part_of_span(said: Said) -> Atom | None:
    """ "đầu tháng 3", "giữa quý II": where the first or the middle third ends is anybody's choice, so it is vague."""
    (span,) = said.inner
    if not isinstance(span, Span) or span.shape is not Shape.PERIOD:
        return None
    third = {"dau": 1, "thuong tuan": 1, "giua": 2, "trung tuan": 2}[said["part"]]
    width = span.last.month - span.first.month + 1
    if width == 1:
        point = replace(span.last, day=10 if third == 1 else (20 if said["part"] == "trung tuan" else 15))
        return replace(span, last=point, vague="tuan" not in said["part"])
    if "tuan" in said["part"]:
        return None
    middle = span.first.month - 1 + (width // 2 if width > 3 else 2)
    last = replace(span.last, month=middle if third == 2 else span.first.month - 1 + max(1, width // 4), day=None)
    return replace(span, last=last, vague=True)


def half_of_month(said: Said) -> Atom | None:
    (span,) = said.inner
    if not isinstance(span, Span) or span.shape is not Shape.PERIOD or span.first.month != span.last.month:
        return None
    return replace(span, last=replace(span.last, day=15)) if said["half"] == "dau" else span


def before_period(said: Said) -> Atom | None:
    """ "trước tháng 6": by the letter 31/5, in the mouth often 30/6. The letter, flagged. "trước năm 2025" is clear."""
    (span,) = said.inner
    if not isinstance(span, Span) or span.shape is not Shape.PERIOD or span.vague:
        return None
    first = span.first
    year = first.year if first.month > 1 else (-1 if first.year is None else first.year - 1)
    point = atoms.Point((first.month - 2) % 12 + 1, None, year)
    return Span(replace(point, day=1), point, Shape.PERIOD, vague=not span.is_whole_years)


def span_to_span(said: Said) -> Atom | None:
    first, last = said.inner
    if not (isinstance(first, Span) and isinstance(last, Span)) or Shape.RANGE in {first.shape, last.shape}:
        return None
    return atoms.until(first, last)


def last_inside(said: Said) -> Atom:
    """ "từ nay đến hết năm": the start is the day of writing, which the words do not name."""
    return said.inner[-1]


def start_only(said: Said) -> Atom | None:
    (span,) = said.inner
    return Start(span) if isinstance(span, Span) and span.shape is not Shape.RANGE else None


def and_later_years(said: Said) -> Atom:
    """ "năm 2025 và các năm tiếp theo": once a year from then on, or one long task? The first, flagged."""
    (span,) = said.inner
    assert isinstance(span, Span)
    if span.is_whole_years and span.shape is Shape.PERIOD:
        return Each(Every.YEAR, start=span, vague=True)
    return replace(span, vague=True)
