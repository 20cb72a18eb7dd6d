"""From which day to which: "18-22/3", "từ thứ 2 đến thứ 4", "tuần sau", "3 ngày từ 25/3". Both days included, looking forward.

Days that are not there, reversed or over are no span; nor are days so far ahead that the ones just past were meant ("vắng
10-12/3" said on 15/3). Then the bot asks.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from bot.understanding.classes import CLASSES
from bot.understanding.dates import Said, Tense, find_dates
from bot.understanding.phrase import compiled
from bot.understanding.words import Word, bare, clean, line, split

LONGEST = timedelta(days=366)
FARTHEST = timedelta(days=300)

_DAY = (
    r"(?P<named{n}>ngày\s*|ngay\s*|hết\s*|het\s*)*(?P<d{n}>\d{{1,2}})"
    r"(?:\s*[/.]\s*(?P<m{n}>\d{{1,2}})(?:\s*[/.]\s*(?P<y{n}>20\d\d))?)?"
)
_RANGE = re.compile(
    rf"(?<![\d/.:])(?<!thứ )(?<!thu ){_DAY.format(n=1)}\s*(?:->|-|đến|den|tới|toi)\s*{_DAY.format(n=2)}"
    r"(?![\d/:]|\s*(?:giờ|gio|h|ngày|ngay|tuần|tuan|tháng|thang)\b)",
    re.IGNORECASE,
)
_LIST = re.compile(
    r"(?<![\d/.])(?P<d1>\d{1,2})(?:\s*(?:,|và|va)\s*\d{1,2})*\s*(?:,|và|va)\s*(?P<d2>\d{1,2})/(?P<m2>\d{1,2})(?![\d/])",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?<![\w/.,-])(?<!thứ )(?<!thu )(?<!tháng )(?<!thang )(?P<n>\d{1,2}|một|mot|hai|ba|bốn|bon|năm|sáu|bảy|mười)\s+"
    r"(?P<unit>ngày|ngay|hôm|hom|bữa|bua|tuần|tuan|tháng|thang)(?!\s*(?:nữa|nua|sau|tới|toi|này|nay|kia|tư|giêng|chạp|\d))",
    re.IGNORECASE,
)
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10}
_TODAY = compiled("(^|,) (<người>|dạ)* nay (<mình>)", CLASSES | {"mình": "em|mình|tôi|tui|cháu"})
_FROM = compiled("từ|from", {})
_UNTIL = compiled("(đến|tới|hết|until|till) [hết|ngày|cuối]* (TODAY|FUTURE|WEEKDAY|THISPERIOD)", {})
_WEEKS = frozenset({"tuần sau", "tuần sau nữa", "hết tuần", "cuối tuần sau", "next week"})
_MONTHS = frozenset(
    {"tháng 4", "tháng 4/2024", "cuối tháng 4 năm 2024", "tháng sau", "cuối tháng", "cuối tháng sau", "next month"}
)
_TO_ITS_END = compiled("cuối|hết", {})


def read_span(text: str, on: date) -> tuple[date, date] | None:
    """The first and the last day that a text names, said on `on`."""
    plain = clean(text)
    days = _numbers(plain, on) or _counted(plain, on) or _worded(plain, on)
    if days is None:
        return None
    first, last = days
    if last < first or last < on or last - first > LONGEST or first - on > FARTHEST:
        return None
    return first, last


def _make(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1] else None


# --- typed as numbers -----------------------------------------------------------------------------------------------------
def _numbers(plain: str, on: date) -> tuple[date, date] | None:
    """ "18-22/3", "từ 18.3 đến 22.3", "20, 21, 22/3"; "từ ngày 18 đến ngày 22" is of this month."""
    found = _RANGE.search(plain) or _LIST.search(plain)
    if found is None:
        return None
    said = found.groupdict()
    month = said.get("m1") or said["m2"]
    if not month and not said.get("named1"):
        return None
    month1 = int(month or on.month)
    month2 = int(said["m2"] or month1)
    year = int(said.get("y2") or said.get("y1") or on.year)
    dated = bool(said.get("y1") or said.get("y2"))
    first = _make(int(said.get("y1") or year), month1, int(said["d1"]))
    last = _make(year, month2, int(said["d2"]))
    if first is None or last is None:
        return None
    if not dated and month1 > month2:  # from December into January
        last = _make(year + 1, month2, last.day)
    elif not dated and last < on:
        first, last = _make(year + 1, month1, first.day), _make(year + 1, month2, last.day)
    return (first, last) if first and last else None


# --- said in words --------------------------------------------------------------------------------------------------------
def _counted(plain: str, on: date) -> tuple[date, date] | None:
    """ "mai em đi 3 ngày", "2 tuần từ 18/3": counted from the day that is named beside it."""
    count = _COUNT.search(plain)
    if count is None:
        return None
    said = _said(plain[: count.start()] + " " + plain[count.end() :], on)
    if len(said) != 1:
        return None
    first = said[0][1]
    number = int(count["n"]) if count["n"].isdigit() else _NUMBERS[bare(count["n"].lower())]
    unit = bare(count["unit"].lower())
    if unit == "thang":
        year, month = first.year + (first.month + number - 1) // 12, (first.month + number - 1) % 12 + 1
        after = date(year, month, min(first.day, monthrange(year, month)[1]))
    else:
        after = first + timedelta(days=number * (7 if unit == "tuan" else 1))
    return (first, after - timedelta(days=1)) if number else None


def _worded(plain: str, on: date) -> tuple[date, date] | None:
    said = _said(plain, on)
    week = next((day for word, day in said if _row(word) in _WEEKS), None)
    weekdays = [word for word, _ in said if word.key == Tense.WEEKDAY]
    if week and weekdays and len(said) == len(weekdays) + 1:  # "tuần sau, từ thứ 2 đến thứ 4"
        said = [(word, _monday(week) + timedelta(days=_day_of(word, on).weekday())) for word in weekdays]
    if not said:
        today = _TODAY.search(line(split(plain)))
        return (on, on) if today else None
    if len(said) == 1:
        return _one(plain, *said[0], on)
    (earlier, first), (later, last) = said[0], said[-1] if len(said) > 2 and not _FROM.search(line(split(plain))) else said[1]
    if _row(earlier) in _MONTHS and not _TO_ITS_END.match(_matched(earlier)):
        first = first.replace(day=1)
    if earlier.key == Tense.WEEKDAY and "tuần" in _row(later) and last.weekday() >= first.weekday():
        first = _monday(last) + timedelta(days=first.weekday())  # "từ thứ 4 đến thứ 6 tuần sau"
    if later.key == Tense.WEEKDAY and last < first:
        last += timedelta(days=7)
    return first, last


def _one(plain: str, word: Word, day: date, on: date) -> tuple[date, date]:
    """ "tuần sau" and "tháng 4" are all of it; "đến 22/3" begins today."""
    until = _UNTIL.search(line(find_dates(split(plain), on))) or _TO_ITS_END.match(_matched(word))
    if _row(word) in _WEEKS and not _row(word).startswith("cuối"):
        monday = _monday(day)
        return max(monday, on), max(monday + timedelta(days=4), on)
    if _row(word) in _MONTHS:
        last = date(day.year, day.month, monthrange(day.year, day.month)[1])
        return (on, last) if until else (max(day.replace(day=1), on), last)
    return (on, day) if until and not _FROM.search(line(split(plain))) else (day, day)


def _said(plain: str, on: date) -> list[tuple[Word, date]]:
    """The days to come; a day gone by beside them says when something else was."""
    words = [
        w for w in find_dates(split(plain), on) if isinstance(w.value, Said) and w.key not in {Tense.PAST, Tense.PAST_PERIOD}
    ]
    return [(word, day) for word in words if isinstance(word.value, Said) and (day := word.value.day(on, "forward"))]


def _day_of(word: Word, on: date) -> date:
    assert isinstance(word.value, Said)
    day = word.value.day(on, "forward")
    assert day
    return day


def _row(word: Word) -> str:
    assert isinstance(word.value, Said)
    return word.value.row.name


def _matched(word: Word) -> str:
    assert isinstance(word.value, Said)
    return word.value.match.group()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
