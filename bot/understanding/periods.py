"""Spans of days as an admin names them: `tuần sau`, `quý II`, `6 tháng đầu năm`, `từ 1/3 đến 15/4`, `đến hết quý I`.

Unlike a promise (`dates.py`) a span has two ends, either of which may be open, and looks neither forward nor back: months and
quarters without a year are those of the plan. A week runs Monday to Sunday. What no calendar has (31/4) is read as no span.
Rows run from top to bottom in the language of `phrase.py`; the first that covers a place keeps it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.phrase import compiled, indexes
from bot.understanding.quarters import QUARTER, quarter_number
from bot.understanding.words import Word, bare, line


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; None is an open end."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """The day on which it is said, and the year that is meant where none is named."""

    on: date
    year: int


Resolve = Callable[[re.Match[str], Told], Span | None]

ATOM = "SPAN"
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_NUMBERS |= {"gieng": 1, "chap": 12, "muoi mot": 11, "muoi hai": 12, "nua": 6}
_SPELLED_QUARTERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_WEEKDAYS = {"2": 0, "hai": 0, "3": 1, "ba": 1, "4": 2, "tu": 2, "5": 3, "nam": 3, "6": 4, "sau": 4, "7": 5, "bay": 5}

_CLASSES = {
    "này": "này|nay|hiện tại|hiện nay|ni",
    "sau": "sau|tới|kế tiếp|kế|tiếp theo|tiếp",
    "trước": "trước|rồi|vừa rồi|vừa qua|qua|ngoái",
    "m": r"«(?P<m>(?:1[0-2]|0?[1-9]) |»mười một|mười hai|giêng|hai|ba|tư|năm|sáu|bảy|tám|chín|mười|chạp«)»",
    "m/y": r"«(?P<m>1[0-2]|0?[1-9])[/.-](?P<y>20\d\d) »",
    "q": rf"«(?:quy²? |q ?)(?P<q>{QUARTER}|môt⁴|mot|hai|ba|bôn²|bon|tư|tu) »",
    "q/y": r"«(?:quy²? |q ?)(?P<q>[1-4])[/.-](?P<y>20\d\d) »",
    "y": r"«(?:(?:năm |nam )?(?P<y>20\d\d) )?»",
    "n": r"«(?P<n>\d{1,3} |»một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười«)»",
    "báo cáo": "«(?:(?<=bao² cao² )|(?<=bao cao )|(?<=viêc⁴ )|(?<=viec )|(?<=vu⁴ )|(?<=kêt² qua³ )|(?<=tiên² đô⁴ ))»",
    "thứ": "thứ «(?P<w>[2-7]|hai|ba|tư|tu|năm|nam|sau²|sau|bay³|bay) »",
}


def _number(said: str) -> int:
    plain = bare(said).strip()
    return int(plain) if plain.isdigit() else _NUMBERS[plain]


def _year(match: re.Match[str], told: Told) -> int:
    named = match.groupdict().get("y")
    if not named:
        return told.year
    return int(named) if len(named) == 4 else 2000 + int(named)


def _day(year: int, month: int, day: int) -> Span | None:
    try:
        there = date(year, month, day)
    except ValueError:
        return None
    return Span(there, there)


def _months(year: int, first: int, last: int) -> Span:
    return Span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _month_from(on: date, ahead: int) -> Span:
    year, month = divmod(on.year * 12 + on.month - 1 + ahead, 12)
    return _months(year, month + 1, month + 1)


def _quarter_from(on: date, ahead: int) -> Span:
    year, quarter = divmod(on.year * 4 + (on.month - 1) // 3 + ahead, 4)
    return _months(year, quarter * 3 + 1, quarter * 3 + 3)


def _week_from(on: date, ahead: int) -> Span:
    monday = on - timedelta(days=on.weekday()) + timedelta(weeks=ahead)
    return Span(monday, monday + timedelta(days=6))


def _week(ahead: int) -> Resolve:
    return lambda _, told: _week_from(told.on, ahead)


def _month(ahead: int) -> Resolve:
    return lambda _, told: _month_from(told.on, ahead)


def _quarter(ahead: int) -> Resolve:
    return lambda _, told: _quarter_from(told.on, ahead)


def _whole_year(ahead: int) -> Resolve:
    return lambda _, told: _months(told.on.year + ahead, 1, 12)


def _days_on(ahead: int) -> Resolve:
    def resolve(_: re.Match[str], told: Told) -> Span:
        day = told.on + timedelta(days=ahead)
        return Span(day, day)

    return resolve


def _part(first: int, last: int) -> Resolve:
    """Months of the year meant, the first and the last."""
    return lambda match, told: _months(_year(match, told), first, last)


def _first_months(match: re.Match[str], told: Told) -> Span | None:
    count = _number(match["n"])
    return _months(_year(match, told), 1, count) if 1 <= count <= 12 else None


def _last_months(match: re.Match[str], told: Told) -> Span | None:
    count = _number(match["n"])
    return _months(_year(match, told), 13 - count, 12) if 1 <= count <= 12 else None


def _named_month(match: re.Match[str], told: Told) -> Span:
    month = _number(match["m"])
    return _months(_year(match, told), month, month)


def _month_of_last_year(match: re.Match[str], told: Told) -> Span:
    month = _number(match["m"])
    return _months(told.year - 1, month, month)


def _quarter_of(said: str) -> int:
    plain = bare(said)
    return _SPELLED_QUARTERS.get(plain) or quarter_number(plain)


def _named_quarter(match: re.Match[str], told: Told) -> Span:
    quarter = _quarter_of(match["q"])
    return _months(_year(match, told), quarter * 3 - 2, quarter * 3)


def _of_month(first: int, last: int) -> Resolve:
    """Days of the month named, or of this one: `cuối tháng 3`, `đầu tháng`."""

    def resolve(match: re.Match[str], told: Told) -> Span:
        said = match.groupdict()
        whole = _named_month(match, told) if said.get("m") else _month_from(told.on, 1 if said.get("next") else 0)
        assert whole.first is not None
        assert whole.last is not None
        return Span(whole.first.replace(day=first), whole.first.replace(day=last) if last < 28 else whole.last)

    return resolve


def _ahead(days: int) -> Resolve:
    """The next n days, weeks (of 7) or months (of 30): from today on."""
    return lambda match, told: Span(told.on, told.on + timedelta(days=days * _number(match["n"])))


def _weekday(match: re.Match[str], told: Told) -> Span:
    monday = told.on - timedelta(days=told.on.weekday())
    weekday = _WEEKDAYS[bare(match["w"]).strip()]
    said = match.groupdict()
    day = monday + timedelta(days=weekday + (7 if said.get("next") else 0))
    if day < told.on and not said.get("this"):
        day += timedelta(days=7)
    return Span(day, day)


def _dmy(match: re.Match[str], told: Told) -> Span | None:
    return _day(_year(match, told), int(match["m"]), int(match["d"]))


def _day_of_this_month(match: re.Match[str], told: Told) -> Span | None:
    return _day(told.on.year, told.on.month, int(match["d"]))


def _short_range(match: re.Match[str], told: Told) -> Span | None:
    """ "1-15/4", "20/3-5/4"."""
    first = _day(_year(match, told), int(match["m1"] or match["m"]), int(match["d1"]))
    last = _dmy(match, told)
    return Span(first.first, last.last) if first and last and _in_order(first, last) else None


def _two_months(match: re.Match[str], told: Told) -> Span | None:
    first, last = int(match["m1"]), int(match["m"])
    return _months(_year(match, told), first, last) if 1 <= first <= last <= 12 else None


def _two_quarters(match: re.Match[str], told: Told) -> Span | None:
    """ "quý II - III", "quý I và II": only neighbours and ranges, never backwards."""
    first, last = _quarter_of(match["q"]), _quarter_of(match["q2"])
    return _months(_year(match, told), first * 3 - 2, last * 3) if first < last else None


def _in_order(first: Span, last: Span) -> bool:
    return first.first is not None and last.last is not None and first.first <= last.last


_PLAIN: tuple[tuple[str, Resolve], ...] = (
    # --- days ---
    (r"[từ] «(?P<d1>\d{1,2})(?:[/.](?P<m1>\d{1,2}))?-(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d))? »", _short_range),
    (r"[từ] [ngày]* «(?P<d1>\d{1,2})(?P<m1>) »(đến|tới|-) [ngày|hết]* «(?P<d>\d{1,2})/(?P<m>\d{1,2}) »<y>", _short_range),
    (r"[ngày|hôm|mùng]* «(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d|\d\d) »", _dmy),
    (r"«(?P<y>20\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2}) »", _dmy),
    (r"[ngày|mùng]* «(?P<d>\d{1,2}) »tháng «(?P<m>\d{1,2}) »<y>", _dmy),
    (r"[ngày|hôm|mùng]* «(?P<d>\d{1,2})/(?P<m>\d{1,2}) »<y>", _dmy),
    (r"(ngày|mùng) «(?P<d>\d{1,2})[.-](?P<m>\d{1,2}) »", _dmy),
    # --- halves, thirds and what is left of a year ---
    ("<n> tháng đầu [của]* [năm]* <y>", _first_months),
    ("<n> tháng cuối [của]* [năm]* <y>", _last_months),
    ("(nửa đầu năm|nửa năm đầu|nửa đầu|sơ kết) <y>", _part(1, 6)),
    ("(nửa cuối năm|nửa sau năm|nửa năm cuối|nửa năm sau|nửa cuối) <y>", _part(7, 12)),
    ("cuối năm <y>", _part(10, 12)),
    ("giữa năm <y>", _part(5, 8)),
    ("đầu năm <y>", _part(1, 3)),
    # --- parts of a month ---
    ("cuối «(?P<next>»tháng <sau>«)»", _of_month(21, 31)),
    ("giữa «(?P<next>»tháng <sau>«)»", _of_month(11, 20)),
    ("đầu «(?P<next>»tháng <sau>«)»", _of_month(1, 10)),
    ("cuối tháng <m>", _of_month(21, 31)),
    ("giữa tháng <m>", _of_month(11, 20)),
    ("đầu tháng <m>", _of_month(1, 10)),
    ("cuối tháng [<này>]", _of_month(21, 31)),
    ("giữa tháng [<này>]", _of_month(11, 20)),
    ("đầu tháng [<này>]", _of_month(1, 10)),
    # --- counted from today ---
    ("[trong]* [vòng]* <n> ngày (tới|nữa|sắp tới|kế tiếp|tiếp theo)", _ahead(1)),
    ("[trong]* [vòng]* <n> tuần (tới|nữa|sắp tới|kế tiếp|tiếp theo)", _ahead(7)),
    ("[trong]* [vòng]* <n> tháng (tới|nữa|sắp tới|kế tiếp|tiếp theo)", _ahead(30)),
    # --- weekdays, weeks ---
    ("<thứ> [của]* «(?P<next>»tuần <sau>«)»", _weekday),
    ("<thứ> [của]* «(?P<this>»tuần <này>«)»", _weekday),
    ("<thứ> [này|tới]", _weekday),
    ("tuần <này>|trong tuần|this week", _week(0)),
    ("tuần (sau nữa|tới nữa)|hai tuần nữa", _week(2)),
    ("tuần <sau>|next week", _week(1)),
    ("tuần <trước>|last week", _week(-1)),
    # --- quarters ---
    ("<q/y>", _named_quarter),
    (rf"[từ] <q>(đến|tới|và|,|-)* [hết]* «(?P<q2>{QUARTER}) »!(tháng)<y>", _two_quarters),
    ("quý <này>|this quarter", _quarter(0)),
    ("quý <trước>|last quarter", _quarter(-1)),
    ("quý <sau>|next quarter", _quarter(1)),
    ("<q><y>", _named_quarter),
    # --- months ---
    ("tháng <m/y>", _named_month),
    (r"[từ] (tháng|th) «(?P<m1>\d{1,2})[,-](?P<m>\d{1,2}) »<y>", _two_months),
    (r"[từ] tháng «(?P<m1>\d{1,2}) »(đến|tới|và|,|-) [hết]* «(?P<m>\d{1,2}) »<y>", _two_months),
    ("tháng <này>|trong tháng !(<m>|«\\d»)|this month", _month(0)),
    ("tháng <trước>|last month", _month(-1)),
    ("tháng <sau>|next month", _month(1)),
    ("tháng <m>năm (<trước>)", _month_of_last_year),
    ("tháng <m>[này]<y>", _named_month),
    (r"«(?:th|t)(?P<m>1[0-2]|0?[1-9]) »<y>", _named_month),
    (r"«(?P<m>1[0-2]|0?[1-9])/(?P<y>20\d\d) »", _named_month),
    # --- years ---
    ("năm <sau>|next year", _whole_year(1)),
    ("năm <trước>|last year", _whole_year(-1)),
    ("(cả|trong|nguyên|toàn)* năm <này>|this year|cả năm|trọn năm|nguyên năm", _part(1, 12)),
    (r"[cả|trong]* năm «(?P<y>20\d\d) »", _part(1, 12)),
    # --- days by name ---
    ("(hôm|bữa|ngày) nay|today", _days_on(0)),
    ("hôm qua|yesterday", _days_on(-1)),
    ("(ngày|bữa)* mai !(mốt)|tomorrow", _days_on(1)),
    ("ngày (mốt|kia)", _days_on(2)),
    (r"ngày «(?P<d>\d{1,2}) »!(ngày)", _day_of_this_month),
    # --- a regime's report names no "this": "báo cáo tuần", "báo cáo 6 tháng" ---
    ("<báo cáo>tuần", _week(0)),
    ("<báo cáo><n> tháng", _first_months),
    ("<báo cáo>tháng", _month(0)),
    # "quý V", whose letter chat spelling makes "vậy", is no quarter
    ("<báo cáo>quý «(?!vây⁴ |[ivxl]+ |\\d)»", _quarter(0)),
    ("<báo cáo>năm", _part(1, 12)),
)
_JOINED: tuple[tuple[str, Callable[[Span, Span, Told], Span | None]], ...] = (
    ("[kể|tính]* [từ] SPAN (đến|tới|cho đến|cho tới|-) [cho|hết|tận]* SPAN", lambda a, b, _: _between(a, b)),
    ("SPAN (và|,|với|cùng|&) SPAN", lambda a, b, _: _between(a, b) if _neighbours(a, b) else None),
    ("[kể|tính]* từ SPAN (đến|tới) (nay|giờ|bây giờ|hiện nay|hiện tại)", lambda a, _, told: Span(a.first, told.on)),
    ("SPAN (đến|tới) (nay|giờ|bây giờ|hiện nay|hiện tại)", lambda a, _, told: Span(a.first, told.on)),
    ("từ (nay|giờ|bây giờ) (đến|tới|cho đến) [hết]* SPAN", lambda a, _, told: Span(told.on, a.last)),
    ("[kể]* từ SPAN [trở đi|về sau|trở về sau]", lambda a, _, __: Span(a.first, None)),
    ("SPAN (trở đi|về sau|trở về sau)", lambda a, _, __: Span(a.first, None)),
    ("SPAN (trở về trước|trở lại trước|về trước)", lambda a, _, __: Span(None, a.last)),
    ("(trước|chậm nhất|muộn nhất|trễ nhất|không quá) [là|vào|đến]* SPAN", lambda a, _, __: _before(a)),
    ("[tính|cho|kể]* (đến hết|tới hết|đến|hết|tính tới) SPAN", lambda a, _, __: Span(None, a.last)),
    ("sau SPAN", lambda a, _, __: Span(a.last + timedelta(days=1), None) if a.last else None),
)
_ROWS = tuple((compiled(phrase, _CLASSES), resolve) for phrase, resolve in _PLAIN)
_JOINS = tuple((compiled(phrase, _CLASSES), resolve) for phrase, resolve in _JOINED)


def _between(first: Span, last: Span) -> Span | None:
    return Span(first.first, last.last) if _in_order(first, last) else None


def _neighbours(first: Span, last: Span) -> bool:
    return first.last is not None and last.first is not None and first.last + timedelta(days=1) == last.first


def _before(span: Span) -> Span | None:
    """ "trước 30/6" is due on that day, as in a plan; "trước quý II" ends before it begins."""
    if span.first is None or span.first == span.last:
        return Span(None, span.last)
    return Span(None, span.first - timedelta(days=1))


def find_spans(words: list[Word], told: Told) -> list[Word]:
    """The words with each span made one word `SPAN` whose value is a `Span`."""
    for pattern, resolve in _ROWS:
        words = _replace(words, pattern, lambda match, _, resolve=resolve: resolve(match, told))  # type: ignore[misc]
    for pattern, join in _JOINS:
        words = _replace(words, pattern, lambda _, spans, join=join: join(spans[0], spans[-1], told))  # type: ignore[misc]
    return words


def _replace(
    words: list[Word], pattern: re.Pattern[str], read: Callable[[re.Match[str], list[Span]], Span | None]
) -> list[Word]:
    result: list[Word] = []
    last = 0
    for match in pattern.finditer(line(words)):
        first, end = indexes(words, match)
        spans = [word.value for word in words[first:end] if isinstance(word.value, Span)]
        if first == end or (span := read(match, spans)) is None:
            continue
        result += words[last:first]
        result.append(Word(ATOM, words[first].start, words[end - 1].end, span))
        last = end
    return result + words[last:]
