"""How a person wants to be written to: at which hour, in which language, on which days not at all, or no more.

A wish is about the messages and never about the work: "chiều nhắc lại" is a snooze, "dừng thực hiện nhiệm vụ" a report.
"""

import re
from dataclasses import dataclass
from datetime import time

from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled
from bot.understanding.words import clean, line, split


@dataclass(frozen=True, slots=True)
class Hour:
    """The morning message at this local hour; None where the words name none that a clock has."""

    at: time | None


@dataclass(frozen=True, slots=True)
class Language:
    """vi or en."""

    code: str


@dataclass(frozen=True, slots=True)
class QuietDays:
    """ISO weekdays (1 is Monday) on which no morning message is wanted, or on which it is wanted again."""

    days: frozenset[int]
    quiet: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """No more messages."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Messages again."""


Wish = Hour | Language | QuietDays | Stop | Resume

_LONGEST_WORDS = 16
_WRITE = "nhắn|nhắc|gửi tin|gửi|nhận tin|nhận|báo|tin|gởi"
_CLASSES = CLASSES | {"nhắn": _WRITE}
_RESUME = compiled(
    "(nhận|nhắn|nhắc|gửi|bật) [tin|lại|tiếp]* (trở lại|tiếp tục|tin lại|lại tin)|(tiếp tục|bật lại|mở lại|bắt đầu lại|"
    "cho) [nhận|nhắn|nhắc|gửi] (tin|lại|tin nhắn|thông báo)+|"
    "^ (cho|<mình>|<người>|dạ|xin)* nhận (lại tin|tin lại|lại thông báo)|/tieptuc|/tiep tuc|resume|start again|turn on".replace(
        "+", ""
    ),
    _CLASSES,
)
_STOP = compiled(
    "/dung|^ stop $|unsubscribe|stop (messaging|sending|the messages|reminders|texting)|"
    "(đừng|không|khỏi|thôi|ngừng|ngưng|=dừng|=tắt|tắt|huỷ|hủy|bỏ) [cần|muốn|phải|có]* (nhận tin|nhận thông báo|nhắn "
    "tin|gửi tin|nhận tin nhắn|thông báo|nhận lời nhắc|đăng ký nhận)|"
    "(đừng|khỏi|thôi) (nhắn|gửi) [tin|cho]* (<mình>)* nữa",
    _CLASSES,
)
_STOP_A_WHILE = compiled("hôm nay|mai|tuần|tháng|việc|thứ|lát|chút|đến|tới|trước|t2|t3|t4|t5|t6", _CLASSES)
_LANGUAGE = (
    ("en", compiled("english|tiếng anh|(in|to) english|anh ngữ|/en", _CLASSES)),
    ("vi", compiled("tiếng việt|vietnamese|việt ngữ|/vi", _CLASSES)),
)
_ABOUT_LANGUAGE = compiled(
    "^ (<mình>|<người>|dạ|xin|cho|đổi|chuyển|dùng|nhắn|sang|qua|bằng|please|switch|use|to|in|speak|ngôn ngữ|english|"
    "vietnamese|tiếng|anh|việt|in|text|message|me|bản|hãy|muốn|nhận|tin|/en|/vi|<đuôi>)* $",
    _CLASSES,
)
_ABOUT_HOUR = compiled(
    "(đổi|chuyển|sửa|dời|chỉnh|đặt) [lại|giúp|giùm]* (giờ|thời gian) [nhận|nhắn|nhắc|gửi|tin]*|giờ (nhận|nhắn|gửi|"
    "nhắc) [tin]*|/gio|(nhắn|gửi tin|gửi|nhắc) [cho|tin|em|mình|tôi|anh|chị]* "
    "[buổi|vào|lúc|mỗi|hằng|hàng|sáng|ngày|sớm hơn|trễ hơn]* (lúc|vào|hồi|vào lúc) |(change|set) [my|the]* (hour|time)",
    _CLASSES,
)
_EVERY_DAY = compiled("(mỗi|hằng|hàng|các|buổi)* (ngày|sáng|buổi sáng)|giờ|luôn|từ nay|từ mai|/gio", _CLASSES)
_ONE_DAY = compiled("mai|mốt|thứ|tuần sau|hôm nay|chiều nay|chiều|tối|lại việc|việc|t2|t3|t4|t5|t6|I", _CLASSES)
_CLOCK = re.compile(
    r"(?<![\d/.])(?P<h>\d{1,2})\s*(?:(?::|giờ|gio|h|g)\s*(?P<m>\d{2}|rưỡi|ruoi)?(?!\d)|(?=\s*$))", re.IGNORECASE
)
_QUIET = compiled(
    "(đừng|không|khỏi|thôi) [có|cần|phải]* (<nhắn>)|(<nhắn>) [tin]* (trừ|ngoại trừ)|no messages|yên lặng|im lặng|nghỉ nhận",
    _CLASSES,
)
_LOUD = compiled("(<nhắn>) lại|(<nhắn>) [tin]* (cả|bình thường)", _CLASSES)
_WEEKDAYS = (
    (1, r"(?:thứ|thu)\s*(?:2|hai)\b|\bt2\b|monday"),
    (2, r"(?:thứ|thu)\s*(?:3|ba)\b|\bt3\b|tuesday"),
    (3, r"(?:thứ|thu)\s*(?:4|tư|tu)\b|\bt4\b|wednesday"),
    (4, r"(?:thứ|thu)\s*(?:5|năm|nam)\b|\bt5\b|thursday"),
    (5, r"(?:thứ|thu)\s*(?:6|sáu|sau)\b|\bt6\b|friday"),
)
_THIS_ONE = re.compile(r"(tuần|tuan) (này|nay|sau|tới|toi)|\d{1,2}/\d{1,2}", re.IGNORECASE)


def read_wish(text: str) -> Wish | None:
    """What the person wants of the messages; None where the text is about something else."""
    plain = clean(text)
    words = split(plain)
    said = line(words)
    if not words or len(words) > _LONGEST_WORDS:
        return None
    command = re.match(r"/(\w+)\b\s*(.*)", plain)
    if command and command[1].casefold() in {"gio", "dung", "tieptuc"}:
        if command[1].casefold() == "dung":
            return Stop()
        return Resume() if command[1].casefold() == "tieptuc" else Hour(_clock(command[2]))
    days = frozenset(day for day, pattern in _WEEKDAYS if re.search(pattern, plain, re.IGNORECASE))
    if days and not _THIS_ONE.search(plain):
        if _QUIET.search(said):
            return QuietDays(days, quiet=True)
        if _LOUD.search(said) and not re.search(r"[IVX]+\.\d|việc", plain):
            return QuietDays(days, quiet=False)
    if _STOP.search(said) and not _STOP_A_WHILE.search(said):
        return Stop()
    if _RESUME.search(said) and not _ONE_DAY.search(said):
        return Resume()
    for code, pattern in _LANGUAGE:
        if pattern.search(said) and _ABOUT_LANGUAGE.search(said):
            return Language(code)
    if _ABOUT_HOUR.search(said) and not _ONE_DAY.search(said):
        at = _clock(plain)
        if at is not None or re.search(
            r"(đổi|doi|chuyển|chuyen|sửa|sua|chỉnh|chinh|change|set).*(giờ|gio|hour|time)", plain, re.IGNORECASE
        ):
            return Hour(at)
    return None


def _clock(text: str) -> time | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    hour, minute = int(found["h"]), found["m"] or "0"
    minutes = 30 if not minute.strip().isdigit() else int(minute)
    return time(hour, minutes) if hour < 24 and minutes < 60 else None
