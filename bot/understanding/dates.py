"""Vietnamese dates as said in a chat, one row a phrase: `mốt`, `thứ 6 tuần sau`, `20/4`, `cuối quý II`, `3 ngày nữa`.

A promise looks forward and an event or a document looks back, so a row does not fix the year: it answers for the direction
asked. Written in the language of `phrase.py`; rows run from top to bottom and the first that covers a place keeps it, so longer
phrases stand above their parts. An impossible date (31/4) is read as no date at all: flagged by silence, never repaired.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from bot.understanding.phrase import compiled, indexes, replace
from bot.understanding.quarters import QUARTER, quarter_number
from bot.understanding.words import Word, bare, clean, line, split

Looks = Literal["forward", "back"]
Resolve = Callable[[re.Match[str], date, Looks, date | None], date | None]

_SMALL = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_SMALL |= {"gieng": 1, "chap": 12, "nua": 0}
_SMALL |= {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}
_SPELLED = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5}
_ENGLISH_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

CLASSES = {
    "d/m/y": r"«(?P<d>\d{1,2})(?P<sep>[/.-])(?P<m>\d{1,2})(?P=sep)(?P<y>20\d\d|\d\d) »",
    "y-m-d": r"«(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2}) »",
    "d/m": r"«(?P<d>\d{1,2})/(?P<m>\d{1,2}) »",
    "d.m": r"«(?P<d>\d{1,2})[.-](?P<m>\d{1,2}) »",
    "d-d/m": r"«\d{1,2}-(?P<d>\d{1,2})/(?P<m>\d{1,2}) »",
    "d": r"«(?P<d>\d{1,2}) »",
    "mười": r"«(?P<d>»(hai mươi|ba mươi|mười|mồng|mùng) [một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín]«)»",
    "y": r"«(?P<y>20\d\d) »",
    "m": r"«(?P<m>\d{1,2} |»mười một|mười hai|mười|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|chạp«)»",
    "số": r"«(?P<n>\d{1,3} |»(hai mươi|ba mươi|mười) [một|mốt|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín]|một|hai|ba|bốn|năm|"
    r"sáu|bảy|tám|chín«)»",
    "several": r"«(?P<n>\d{1,3} |»an|one|a|two|three|four|five|ten«)»",
    "thứ": r"«(?P<w>»thứ («[2-7] »|hai|ba|tư|năm|sáu|bảy)|«t[2-7] »|chủ nhật|chúa nhật|cn«)»",
    "quý": rf"«(?:quy²? |q ?)(?P<q>{QUARTER}) »",
    "weekday": r"«(?P<e>monday|tuesday|wednesday|thursday|friday|saturday|sunday) »",
    "month": r"«(?P<e>jan|feb|mar|apr|may|jun|jul|aug|sept|oct|nov|dec|january|february|march|april|june|july|august|"
    r"september|october|november|december) »",
    "sau": "sau|tới|kế tiếp|kế|tiếp theo|tiếp",
    "này": "này|nay",
    "trước": "trước|vừa rồi|vừa qua|qua|rồi",
    "buổi": "sáng|trưa|chiều|tối|cuối giờ sáng|cuối giờ chiều|cuối giờ|cuối buổi|đầu giờ sáng|đầu giờ chiều|đầu giờ|"
    "buổi sáng|buổi chiều",
    "nữa": "nữa|tới|sau",
    "dời": "(xin|cho|em)? (lùi|dời|gia hạn|hoãn|giãn|khất|kéo dài|trễ) [lại|hạn|thời hạn|thời gian]",
    "khoảng": "khoảng|chừng|tầm|độ|em|cho em",
    "hôm": "ngày|hôm|mùng|mồng|bữa",
}
CLASSES["dời"] = "(lùi|dời|gia hạn|hoãn|giãn|khất|kéo dài|trễ) [lại|hạn|thời hạn|thời gian|giúp|giùm|dùm|hộ|em|mình|tôi]*"


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase and the day it means. `more` counts from a due date; `into` names a period that something is moved into: a
    deadline to its last day, a reminder to its first."""

    name: str
    phrase: str
    resolve: Resolve
    more: bool = False
    into: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A date as it was said, before it is known which way it looks."""

    row: Row
    match: re.Match[str]

    def day(self, on: date, looks: Looks, due: date | None = None) -> date | None:
        """The day meant, said on `on`; None where no calendar has it."""
        return self.row.resolve(self.match, on, looks, due)

    def first_day(self, on: date, looks: Looks, due: date | None = None) -> date | None:
        """The same, but of a period that something is moved into the first day."""
        last = self.day(on, looks, due)
        if not self.row.into or last is None:
            return last
        return _first(last.year, last.month - (2 if "quý" in self.row.name else 0))


# --- from words to days -----------------------------------------------------------------------------------------------
def _number(text: str) -> int:
    text = bare(text).strip()
    if text.isdigit() or text in _SMALL:
        return int(text) if text.isdigit() else _SMALL[text]
    tens, _, ones = text.partition("muoi")
    return 10 * _SPELLED.get(tens.strip(), 1) + _SPELLED.get(ones.strip(), 0)


def _make(year: int, month: int, day: int) -> date | None:
    if not (1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def _last(year: int, month: int) -> date:
    """The last day of a month; months beyond 1..12 run into the neighbouring years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _first(year: int, month: int) -> date:
    return _last(year, month).replace(day=1)


def _full(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    year = int(m["y"])
    return _make(year + 2000 if year < 100 else year, _number(m["m"]), int(m["d"]))


def _day_month(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """The nearest such day in the direction asked; 29/2 may lie up to four years away only when it is promised by year."""
    month, day = _number(m["m"]), int(m["d"])
    this = _make(on.year, month, day)
    if this is None:
        return None
    if looks == "forward":
        return this if this >= on else _make(on.year + 1, month, day)
    return this if this <= on else _make(on.year - 1, month, day)


def _spelled_day(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """ "hai mươi lăm tháng tư"."""
    said = [w for w in bare(m["d"]).split() if w not in {"mong", "mung"}]
    tens, ones = ([], said)
    if "muoi" in said:
        tens, ones = said[: said.index("muoi")], said[said.index("muoi") + 1 :]
    day = (10 * _SPELLED[tens[0]] if tens else 10 if "muoi" in said else 0) + (_SPELLED[ones[-1]] if ones else 0)
    month = _number(m["m"])
    this = _make(on.year, month, day)
    if this is None or (this >= on if looks == "forward" else this <= on):
        return this
    return _make(on.year + (1 if looks == "forward" else -1), month, day)


def _day(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """ "ngày 20": of this month, or of the next (the last) one where that day is past (is still to come)."""
    day = int(m["d"])
    this = _make(on.year, on.month, day)
    if this is None or (looks == "forward" and this >= on) or (looks == "back" and this <= on):
        return this
    other = _first(on.year, on.month + (1 if looks == "forward" else -1))
    return _make(other.year, other.month, day)


def _day_in(months: int) -> Resolve:
    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        month = _first(on.year, on.month + months)
        return _make(month.year, month.month, int(m["d"]))

    return resolve


def _days(count: int) -> Resolve:
    return lambda m, on, looks, due: on + timedelta(days=count)


def _days_said(unit: int, sign: int = 1) -> Resolve:
    return lambda m, on, looks, due: on + timedelta(days=sign * unit * _number(m["n"]))


def _months_said(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    return _add_months(on, _number(m["n"]))


def _add_months(day: date, months: int) -> date:
    end = _last(day.year, day.month + months)
    return end if day.day > end.day else end.replace(day=day.day)


def _more(unit: str) -> Resolve:
    """ "thêm 5 ngày" counts from the due date: without one there is no day to name."""

    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        if due is None:
            return None
        count = _number(m["n"])
        return _add_months(due, count) if unit == "month" else due + timedelta(days=count * (7 if unit == "week" else 1))

    return resolve


def _days_from(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """ "10 ngày kể từ 31/3": counted from the day named."""
    start = _day_month(m, on, looks, due)
    return start + timedelta(days=_number(m["n"])) if start else None


def _english_number(m: re.Match[str]) -> int:
    return _ENGLISH_MONTHS.index(m["e"].strip()[:3]) + 1


def _english_day(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    month, day = _english_number(m), int(m["d"])
    if m["y"]:
        return _make(int(m["y"]), month, day)
    this = _make(on.year, month, day)
    if this is None or (this >= on if looks == "forward" else this <= on):
        return this
    return _make(on.year + (1 if looks == "forward" else -1), month, day)


def _english_month(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    month = _english_number(m)
    return _last(_year_of(m, on, looks, month, month), month)


def _weekday_number(m: re.Match[str]) -> int:
    said = bare(m["w"]).strip()
    if said.startswith("c"):
        return 6
    return _WEEKDAYS[said.removeprefix("thu ") if " " in said else said[1:]]


def _weekday(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """A bare weekday is never today: who means today says so."""
    return _to_weekday(_weekday_number(m), on, looks)


def _english_weekday(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    return _to_weekday(_ENGLISH_DAYS.index(m["e"].strip()), on, looks)


def _to_weekday(weekday: int, on: date, looks: Looks) -> date:
    if looks == "forward":
        return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)
    return on - timedelta(days=(on.weekday() - weekday - 1) % 7 + 1)


def _weekday_of(weeks: int) -> Resolve:
    """A week begins on Monday."""
    return lambda m, on, looks, due: _monday(on, weeks) + timedelta(days=_weekday_number(m))


def _week(weeks: int, weekday: int) -> Resolve:
    return lambda m, on, looks, due: _monday(on, weeks) + timedelta(days=weekday)


def _this_friday(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    """ "hết tuần" said on a Saturday can only be the Friday to come."""
    friday = _monday(on, 0) + timedelta(days=4)
    return friday if friday >= on else friday + timedelta(days=7)


def _monday(on: date, weeks: int) -> date:
    return on - timedelta(days=on.weekday()) + timedelta(weeks=weeks)


def _month(months: int, day: int) -> Resolve:
    """A day of a month counted from this one; day 0 is its last."""

    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        return _last(on.year, on.month + months) if day == 0 else _first(on.year, on.month + months).replace(day=day)

    return resolve


def _year_of(m: re.Match[str], on: date, looks: Looks, first: int, last: int) -> int:
    """The year of a period of months: the one said, else the nearest in the direction asked; the running one is both."""
    if "y" in m.groupdict() and m["y"]:
        return int(m["y"])
    if looks == "forward" and last < on.month:
        return on.year + 1
    return on.year - 1 if looks == "back" and first > on.month else on.year


def _named_month(day: int) -> Resolve:
    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        month = _number(m["m"])
        if not 1 <= month <= 12:
            return None
        end = _last(_year_of(m, on, looks, month, month), month)
        return end.replace(day=day) if day else end

    return resolve


def _quarter(at_start: bool) -> Resolve:
    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        last = 3 * quarter_number(m["q"])
        year = _year_of(m, on, looks, last - 2, last)
        return _first(year, last - 2) if at_start else _last(year, last)

    return resolve


def _this_quarter(quarters: int, *, at_start: bool) -> Resolve:
    def resolve(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
        last = 3 * ((on.month - 1) // 3 + 1 + quarters)
        return _first(on.year, last - 2) if at_start else _last(on.year, last)

    return resolve


def _end_of_year(years: int) -> Resolve:
    return lambda m, on, looks, due: date(on.year + years, 12, 31)


def _middle_of_year(m: re.Match[str], on: date, looks: Looks, due: date | None) -> date | None:
    return date(on.year, 6, 30)


# --- the rows ---------------------------------------------------------------------------------------------------------
ROWS = (
    Row("thứ 6, 05/4/2024", "[<hôm>] <thứ> [,|ngày|«[(] »]* <d/m/y>", _full),
    Row("thứ 6, 05/4", "[<hôm>] <thứ> [,|ngày|«[(] »]* <d/m>", _day_month),
    Row("20/4/2024", "[<hôm>] <d/m/y>", _full),
    Row("2024-04-20", "[<hôm>] <y-m-d>", _full),
    Row("20 tháng 4 năm 2024", "[<hôm>] <d> tháng <m> [năm] <y>", _full),
    Row("hai mươi lăm tháng tư", "[<hôm>] <mười> tháng <m>", _spelled_day),
    Row("ngày 20 tháng này", "[<hôm>] <d> tháng <này>", _day_in(0)),
    Row("ngày 20 tháng sau", "[<hôm>] <d> tháng <sau>", _day_in(1)),
    Row("ngày 20 tháng trước", "[<hôm>] <d> tháng <trước>", _day_in(-1)),
    Row("10 ngày kể từ 31/3", "[thêm] <số> (ngày|hôm|bữa) (kể từ|tính từ|từ|sau) [ngày] <d/m>", _days_from),
    Row("20 tháng 4", "[<hôm>] <d> tháng <m>", _day_month),
    Row("20t4", r"[<hôm>] <d> «(?:t|th ?)(?P<m>\d{1,2}) »", _day_month),
    Row("20/4 năm 2024", r"[<hôm>] <d/m> năm <y>", _full),
    Row("20/4", "[<hôm>] <d/m>", _day_month),
    Row("20-25/4", "[<hôm>] <d-d/m>", _day_month),
    Row("ngày 20.4", "<hôm> <d.m>", _day_month),
    Row(
        "đến 20.4",
        r"«(?:(?<=đên² )|(?<=den )|(?<=tơi² )|(?<=toi )|(?<=han⁴ )|(?<=han )|(?<=qua )|(?<=sang )|(?<=lui¹ )|(?<=lui ))»<d.m>",
        _day_month,
    ),
    Row("29 tây", "[<hôm>] <d> tây", _day),
    Row("april 15", r"[by|on|to] <month> [the] «(?P<d>\d{1,2}) »[,] [<y>]", _english_day),
    Row("15 april", r"[by|on|to] «(?P<d>\d{1,2}) »[of] <month> [<y>]", _english_day),
    Row("end of march", "[by|at|before] [the] end [of] <month>", _english_month),
    Row("end of month", "[by|at|before] [the] end [of] [the|this] month", _month(0, 0)),
    Row("end of week", "[by|at|before] [the] end [of] [the|this] week", _this_friday),
    Row("ngày 20", "<hôm> <d> !(ngày|tuần|tháng|lần)", _day),
    Row("thứ 6 tuần sau nữa", "<thứ> [của] tuần <sau> nữa", _weekday_of(2)),
    Row("thứ 6 tuần sau", "<thứ> [của] tuần <sau>", _weekday_of(1)),
    Row("tuần sau thứ 6", "tuần <sau> [vào] <thứ>", _weekday_of(1)),
    Row("thứ 6 tuần này", "<thứ> [của] tuần <này>", _weekday_of(0)),
    Row("thứ 6 tuần trước", "<thứ> [của] tuần <trước>", _weekday_of(-1)),
    Row("thêm 5 ngày", "(thêm|cộng [thêm]) [<khoảng>] <số> (ngày|hôm|bữa) !(làm việc) [nữa]", _more("day"), more=True),
    Row("thêm 2 tuần", "(thêm|cộng [thêm]) [<khoảng>] <số> tuần [nữa]", _more("week"), more=True),
    Row("thêm 1 tháng", "(thêm|cộng [thêm]) [<khoảng>] <số> tháng [nữa]", _more("month"), more=True),
    Row("lùi 5 ngày", "<dời> [<khoảng>] <số> (ngày|hôm|bữa) !(làm việc) [nữa]", _more("day"), more=True),
    Row("lùi 2 tuần", "<dời> [<khoảng>] <số> tuần [nữa]", _more("week"), more=True),
    Row("lùi 1 tháng", "<dời> [<khoảng>] <số> tháng [nữa]", _more("month"), more=True),
    Row("3 ngày nữa", "[trong vòng|trong|sau] <số> (ngày|hôm|bữa) <nữa>", _days_said(1)),
    Row("trong 3 ngày", "(trong vòng|trong|sau) <số> (ngày|hôm|bữa) !(làm việc)", _days_said(1)),
    Row("3 ngày trước", "[cách đây] <số> (ngày|hôm|bữa) trước", _days_said(1, -1)),
    Row("2 tuần nữa", "[trong vòng|trong|sau] <số> tuần <nữa>", _days_said(7)),
    Row("trong 2 tuần", "(trong vòng|trong|sau) <số> tuần", _days_said(7)),
    Row("1 tháng nữa", "[trong vòng|trong|sau] <số> tháng <nữa>", _months_said),
    Row("nửa tháng nữa", "nửa tháng nữa", _days(15)),
    Row("tuần nữa", "tuần nữa", _days(7)),
    Row("thứ 6 vừa rồi", "<thứ> (vừa rồi|vừa qua|trước|hôm rồi)", lambda m, on, looks, due: _weekday(m, on, "back", due)),
    Row("hôm thứ 2", "(hôm|bữa) <thứ>", lambda m, on, looks, due: _weekday(m, on, "back", due)),
    Row("thứ 2 tới", "<thứ> (<sau>|<này>)", lambda m, on, looks, due: _weekday(m, on, "forward", due)),
    Row("thứ 2", "[ngày|sáng|chiều] <thứ> !(trưởng|tự|bậc)", _weekday),
    Row("friday", "[this|next|on|by] <weekday>", _english_weekday),
    Row("hồi đầu tuần", "(hồi|từ|hôm) đầu tuần [này|rồi]", _week(0, 0)),
    Row("hồi đầu tháng", "(hồi|từ|hôm) đầu tháng [này|rồi]", _month(0, 1)),
    Row("3 more days", "[for] <several> more (day|days)", _more("day"), more=True),
    Row("2 more weeks", "[for] <several> more (week|weeks)", _more("week"), more=True),
    Row("in 3 days", "[again] in <several> (day|days)", _days_said(1)),
    Row("in 2 weeks", "[again] in <several> (week|weeks)", _days_said(7)),
    Row("tomorrow", "tomorrow", _days(1)),
    Row("today", "today|tonight", _days(0)),
    Row("yesterday", "yesterday", _days(-1)),
    Row("next week", "next week", _week(1, 0)),
    Row("next month", "next month", _month(1, 1)),
    Row("cuối tuần sau", "(cuối|hết|trong) tuần <sau>", _week(1, 4)),
    Row("giữa tuần sau", "giữa tuần <sau>", _week(1, 2)),
    Row("tuần sau nữa", "tuần <sau> nữa", _week(2, 0)),
    Row("tuần sau", "[đầu|sang|qua] tuần <sau>|(sang|qua) tuần|đầu tuần", _week(1, 0)),
    Row("giữa tuần", "giữa tuần [<này>]", _week(0, 2)),
    Row("hết tuần", "(hết|cuối|trong|nội) tuần [<này>]|tuần <này>", _this_friday),
    Row("cuối tháng sau", "(cuối|hết|trong) tháng <sau>", _month(1, 0)),
    Row("giữa tháng sau", "giữa tháng <sau>", _month(1, 15)),
    Row("sang tháng sau", r"(sang|qua) tháng <sau>|(sang|qua) tháng «(?!\d)»", _month(1, 0), into=True),
    Row("tháng sau", "[đầu] tháng <sau>", _month(1, 1)),
    Row("cuối tháng 4 năm 2024", "[cuối|hết|trong] tháng <m> [năm] <y>", _named_month(0)),
    Row("tháng 4/2024", r"[cuối|hết|trong] tháng «(?P<m>\d{1,2})[/-](?P<y>20\d\d) »", _named_month(0)),
    Row("đầu tháng 4", "đầu tháng <m>", _named_month(1)),
    Row("giữa tháng 4", "giữa tháng <m>", _named_month(15)),
    Row("sang tháng 4/2024", r"(sang|qua) tháng «(?P<m>\d{1,2})[/-](?P<y>20\d\d) »", _named_month(0), into=True),
    Row("sang tháng 4", "(sang|qua) tháng <m> !(ngày|tuần|nữa|sau|lần|%)", _named_month(0), into=True),
    Row("tháng 4", "[cuối|hết|trong] tháng <m> !(ngày|tuần|nữa|sau|lần|%)", _named_month(0)),
    Row("giữa tháng", "giữa tháng [<này>]", _month(0, 15)),
    Row("cuối tháng", "(cuối|hết|trong|nội) tháng [<này>]|tháng <này>", _month(0, 0)),
    Row(
        "sang quý II/2024",
        rf"(sang|qua) (quý|q) «(?P<q>{QUARTER})[/-](?P<y>20\d\d) »",
        _quarter(at_start=False),
        into=True,
    ),
    Row("sang quý II năm 2024", "(sang|qua) <quý> [năm] <y>", _quarter(at_start=False), into=True),
    Row("sang quý II", "(sang|qua) <quý>", _quarter(at_start=False), into=True),
    Row("đầu quý II", "đầu <quý>", _quarter(at_start=True)),
    Row("quý II/2024", rf"[cuối|hết|trong] (quý|q) «(?P<q>{QUARTER})[/-](?P<y>20\d\d) »", _quarter(at_start=False)),
    Row("cuối quý II năm 2024", "[cuối|hết|trong] <quý> [năm] <y>", _quarter(at_start=False)),
    Row("cuối quý II", "[cuối|hết|trong] <quý>", _quarter(at_start=False)),
    Row("cuối quý sau", "(cuối|hết|trong) quý <sau>", _this_quarter(1, at_start=False)),
    Row("sang quý sau", "(sang|qua) quý [<sau>]", _this_quarter(1, at_start=False), into=True),
    Row("quý sau", "[đầu] quý <sau>", _this_quarter(1, at_start=True)),
    Row("cuối quý", "(cuối|hết|trong) quý [<này>]|quý <này>", _this_quarter(0, at_start=False)),
    Row("6 tháng đầu năm", "[hết|trong] 6 tháng đầu năm|giữa năm [<này>]", _middle_of_year),
    Row("cuối năm", "(cuối|hết|trong) năm [<này>]", _end_of_year(0)),
    Row("hôm qua", "[<buổi>] hôm qua|(sáng|chiều|tối) qua", _days(-1)),
    Row("hôm kia", "[<buổi>] hôm kia", _days(-2)),
    Row("ngày kìa", "ngày «kia¹ »", _days(3)),
    Row("mốt", "[<buổi>] (ngày kia|ngày mốt)|[<buổi>] «môt² »", _days(2)),
    Row("mot", "[<buổi>] «mot (?=(?:xong|nhac|em|e|bao|gui|trinh|nop|lam|hoan|hop|a|nhe|nha) |$)»", _days(2)),
    Row("mai", "[<buổi>] (ngày mai|hôm sau)|[<buổi>] mai !(mốt|này)", _days(1)),
    Row("hôm nay", "[trong|nội|cuối|hết] [<buổi>] hôm nay|<buổi> nay|(trong|cuối|hết) ngày [hôm nay|nay]|end of day", _days(0)),
    Row("hồi sáng", "(hồi|lúc) (sáng|trưa|chiều|nãy|sớm) [nay]", _days(0)),
    Row("chiều", "chiều !(dài|rộng)|=tối|=trưa|cuối giờ|đầu giờ chiều", _days(0)),
)
_PERIODS = frozenset({"tháng 4", "tháng 4/2024", "cuối tháng 4 năm 2024", "cuối quý II", "quý II/2024", "cuối quý II năm 2024"})
_PATTERNS = tuple((row, compiled(row.phrase, CLASSES)) for row in ROWS)
_UNTIL_ITS_END = compiled("hết|cuối|trong|nội", {})  # "hết tuần xong" is a promise, on Friday too
_HOUR = compiled(
    r"[lúc|vào|trước|khoảng|tầm] («\d{1,2} »(giờ|«g ») [«\d{1,2} (?!thang )»] [phút|rưỡi]|«\d{1,2}:\d{2} »)"
    " [(sáng|chiều|tối|trưa) !(nay|mai|qua|hôm)]",
    CLASSES,
)


class Tense(StrEnum):
    """Where a date lies, seen from the day it is said. A period is a named month or quarter; a bare weekday may be either.

    MORE counts from a due date ("thêm 5 ngày"); NONE is a day that no calendar has.
    """

    PAST = "PAST"
    TODAY = "TODAY"
    FUTURE = "FUTURE"
    WEEKDAY = "WEEKDAY"
    PAST_PERIOD = "PASTPERIOD"
    THIS_PERIOD = "THISPERIOD"
    MORE = "MORE"
    NONE = "NODATE"


def find_dates(words: list[Word], on: date) -> list[Word]:
    """The words with each date phrase made one word: its key a `Tense`, its value a `Said`. Hours of the day are dropped."""
    result = [word for word in replace(words, _HOUR, "HOUR") if word.key != "HOUR"]
    for row, pattern in _PATTERNS:
        result = _apply(result, row, pattern, on)
    return result


def _apply(words: list[Word], row: Row, pattern: re.Pattern[str], on: date) -> list[Word]:
    result: list[Word] = []
    last = 0
    for match in pattern.finditer(line(words)):
        first, end = indexes(words, match)
        said = Said(row, match)
        result += words[last:first]
        result.append(Word(_tense(said, on), words[first].start, words[end - 1].end, said))
        last = end
    return result + words[last:]


def _tense(said: Said, on: date) -> Tense:
    if said.row.more:
        return Tense.MORE
    forward, back = said.day(on, "forward"), said.day(on, "back")
    if forward is None and back is None:
        return Tense.NONE
    forward, back = forward or back, back or forward
    assert forward
    assert back
    if said.row.resolve in (_weekday, _english_weekday):
        return Tense.WEEKDAY
    # A day without a year belongs to the running one, but a December named in January is the last one, and the reverse.
    near = back if (on - back).days < 60 or ((on - back).days < 300 and back.year == on.year) else forward
    if said.row.resolve is _day and on.day <= int(said.match["d"]):
        near = forward
    if near >= on and _UNTIL_ITS_END.match(said.match.group()):
        return Tense.FUTURE
    if said.row.name in _PERIODS:
        if (near.year, near.month) < (on.year, on.month):
            return Tense.PAST_PERIOD
        return Tense.THIS_PERIOD if forward == back else Tense.FUTURE
    return Tense.TODAY if near == on else Tense.PAST if near < on else Tense.FUTURE


def read_date(text: str, on: date, *, looks: Looks, due: date | None = None) -> date | None:
    """The day a phrase names, said on `on`: `read_date("mốt", on, looks="forward")`. None where it names none or none exists.

    A promise looks "forward" (a day already past means next year), an event or a document "back". `due` is the date in force
    that "thêm 5 ngày" counts from. Where several dates stand in the text, the last one is meant: "từ 31/3 đến 15/4".
    """
    said = [word.value for word in find_dates(split(clean(text)), on) if isinstance(word.value, Said)]
    return said[-1].day(on, looks, due) if said else None
