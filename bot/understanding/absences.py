"""The writer is away: from when to when, and who stands in. "em đi công tác 5–9/8, anh Nam thay", "vắng 18-22/3".

Only the writer's own absence counts: that a colleague or another agency is away is a reason why work waits. Dates look forward.
The reason of the absence is read past and never kept.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.understanding.classes import CLASSES
from bot.understanding.dates import Said, find_dates
from bot.understanding.phrase import compiled
from bot.understanding.words import Word, clean, line, split

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Absence:
    """From a day to a day, both included; both None where the words name no readable days. `substitute` as typed, or "
    "empty."""

    from_on: date | None
    until_on: date | None
    substitute: str = ""


_AWAY = compiled(
    "vắng [mặt]|/vang|đi (công tác|học|tập huấn|phép|nước ngoài|viện|chữa bệnh|họp (ở|tại|xa|dài)|khám|thực tế|du lịch)|"
    "nghỉ (phép|ốm|bệnh|mát|thai sản|sinh|việc riêng|cưới|chế độ|dưỡng sức|lễ|ở nhà|!(việc|hưu|tết|trưa|học))|"
    "(on|away|take) leave|on leave|on vacation|on a business trip|out of office|away from",
    CLASSES,
)
_NOT_MINE = compiled(
    "(sếp|lãnh đạo|giám đốc|phó giám đốc|chủ tịch|sở <tên sở>|chuyên viên|đồng nghiệp|kế toán|văn thư|chánh|trưởng "
    "phòng|đối tác|"
    "anh NAME|chị NAME|(anh|chị|cô|chú|ông|bà) «(?!em |minh¹ |toi |tôi |oi |ơi |a⁴ )[^ ,.]+ ») [đang|vừa|còn|đã]* "
    "(vắng|đi|nghỉ)|(do|vì|tại|bởi) … (đi|nghỉ|vắng)|(xong|khi|nếu|sau khi) … (đi|nghỉ|vắng)|đi (họp|chợ|ăn|chơi|làm) "
    "!(ở|tại|xa|dài)|không (đi|nghỉ|vắng)",
    CLASSES,
)
_STANDS_IN = compiled(
    r"«(?P<who>(?:dau² môi² phu⁴ |dau moi phu |đâu¹ môi² phu⁴ |đâu môi phu |(?:anh |chi⁴ |chi |cô |co |chu² |chu |ông "
    r"|ong |ba¹ |ba |ban⁴ |ban |đông¹ chi² |dong chi )"
    r"(?:[^ ,.]+ ){1,4}?))»(thay|trực|nhận|phụ trách|xử lý|lo|theo dõi|làm|trả lời|tiếp nhận)",
    CLASSES,
)
_IN_FAVOUR = compiled(
    r"(nhờ|giao|giao cho|nhờ gửi|gửi|chuyển|chuyển cho|gửi cho|nhắn|nhắn cho|liên hệ|thay là|người thay là|người thay|"
    r"thay bằng|có gì [<người>]* (liên hệ|nhắn|gọi)) "
    r"«(?P<who>(?:đâu¹ môi² phu⁴ |dau moi phu |(?:anh |chi⁴ |chi |cô |co |chu² |chu |ông |ong |ba¹ |ba |ban⁴ |ban |"
    r"đông¹ chi² |dong chi )(?:[^ ,.]+ ){1,4}))»",
    CLASSES,
)
_TAIL = frozenset(
    [
        "a⁴",
        "a",
        "nhe²",
        "nhe",
        "nha",
        "ạ",
        "thay",
        "giup²",
        "giup",
        "trưc⁴",
        "truc",
        "trong",
        "luc²",
        "luc",
        "đo²",
        "do",
        "gium¹",
        "gium",
        "ơi",
        "oi",
        "nhé",
    ]
)
_RANGE = re.compile(
    r"(?<![\d/])(?P<d1>\d{1,2})(?:\s*[/.]\s*(?P<m1>\d{1,2}))?\s*(?:-|->|đến|den|tới|toi|đến hết|den het)\s*(?:ngày\s*|"
    r"ngay\s*|hết\s*|het\s*)*"
    r"(?P<d2>\d{1,2})\s*[/.]\s*(?P<m2>\d{1,2})(?:\s*[/.]\s*(?P<y>20\d\d))?(?!\d)",
    re.IGNORECASE,
)
_BACK = compiled(
    "(đã|vừa|mới|em|mình|tôi|nay)* (về|đi làm lại|đi làm|quay lại làm|làm việc lại|trở lại làm|hết phép|hết nghỉ|hết "
    "công tác|khoẻ lại) "
    "(cơ quan|đơn vị|sở|rồi|lại|hôm nay|TODAY|từ|<ạ>|<đuôi>)*$|i am back|im back|back to work|back in office",
    CLASSES,
)


def read_absence(text: str, on: date) -> Absence | None:
    """The writer's own absence said on `on`; None where the text tells of none."""
    plain = clean(text)
    words = split(plain)
    said = line(words)
    away = _AWAY.search(said) or re.match(r"\s*/vang\b", plain)
    if not away or (_NOT_MINE.search(said) and not re.match(r"\s*(?:/vang|vắng|vang)\b", plain, re.IGNORECASE)):
        return None
    days = _days(plain, on)
    first, last = days or (None, None)
    return Absence(first, last, _substitute(words, plain))


def read_return(text: str) -> bool:
    """ "em đã về", "em đi làm lại rồi": the absence is over."""
    words = split(clean(text))
    said = line(find_dates(words, date(2024, 1, 1)))
    return len(words) <= 12 and bool(_BACK.search(said)) and not re.search(r"\? |chưa |khi nao|săp² |sap |se³ |se ", said)


def _days(plain: str, on: date) -> tuple[date, date] | None:
    """The first and the last day; None where they are not there, reversed, over, or too long."""
    found = _RANGE.search(plain)
    if found:
        return _checked(*_of_range(found, on), on)
    words = find_dates(split(plain), on)
    text = line(words)
    between = re.search(r"(?:tu|từ|tư¹) (?:\w+ )?(?P<a>\S+) (?:đên²|đên|den|tơi²|toi) (?:hêt² |het |ngay¹ )?(?P<b>\S+) ", text)
    days = [d for w in words if isinstance(w.value, Said) and (d := w.value.day(on, "forward"))]
    if between and len(days) >= 2:
        return _checked(days[0], days[1], on)
    if len(days) == 1:
        return _checked(*_one_phrase(plain, days[0], on), on)
    return _checked(days[0], days[1], on) if len(days) == 2 else None


def _of_range(found: re.Match[str], on: date) -> tuple[date | None, date | None]:
    year = int(found["y"]) if found["y"] else on.year
    month2 = int(found["m2"])
    month1 = int(found["m1"]) if found["m1"] else month2
    first, last = _make(year, month1, int(found["d1"])), _make(year, month2, int(found["d2"]))
    if first is None or last is None or found["y"]:
        return first, last
    if month1 > month2:  # from December into January
        last = _make(last.year + 1, last.month, last.day)
    elif last < on:
        first, last = _make(year + 1, month1, first.day), _make(year + 1, month2, last.day)
    return first, last


def _one_phrase(plain: str, day: date, on: date) -> tuple[date, date]:
    """ "tuần sau", "hết tuần này" are a week; "mai" is a day; "đến 22/3" begins today; "3 ngày" are counted from the "
    "day named."""
    said = line(split(plain))
    weeks = compiled("(cả|nguyên|hết|trong)* tuần (sau|tới|này|nay)|next week|this week", CLASSES)
    months = compiled("(cả|nguyên|hết|trong)* tháng (sau|tới|này)", CLASSES)
    count = re.search(r"(?<!\d)(\d{1,2}|hai|ba|bôn²|năm|mươi¹) (?:ngay¹|ngay|hôm|hom|bưa³|bua) ", said)
    if weeks.search(said):
        monday = day - timedelta(days=day.weekday())
        return max(monday, on), monday + timedelta(days=4)
    if months.search(said):
        first = day.replace(day=1)
        return max(first, on), (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if count:
        number = {"hai": 2, "ba": 3, "bôn²": 4, "năm": 5, "mươi¹": 10}.get(count[1]) or int(count[1])
        return day, day + timedelta(days=max(number - 1, 0))
    if compiled("(đến|tới|đến hết|tới hết|hết) [ngày]* ", CLASSES).search(said) and not compiled("từ ", CLASSES).search(said):
        return on, day
    return day, day


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _checked(first: date | None, last: date | None, on: date) -> tuple[date, date] | None:
    if first is None or last is None or last < first or last < on or last - first > LONGEST:
        return None
    return first, last


def _substitute(words: list[Word], plain: str) -> str:
    """The words that name who stands in, as typed: "anh Nam", "đầu mối phụ"."""
    text = line(words)
    deputy = compiled("đầu mối phụ", CLASSES).search(text)
    if deputy:
        return "đầu mối phụ"
    match = _STANDS_IN.search(text) or _IN_FAVOUR.search(text)
    if match is None:
        return ""
    first = text.count(" ", 0, match.start("who"))
    chosen = words[first : first + match["who"].count(" ")]
    while chosen and chosen[-1].key in _TAIL:
        chosen.pop()
    return plain[chosen[0].start : chosen[-1].end] if len(chosen) > 1 else ""
