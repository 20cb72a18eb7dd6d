"""How a person wants to be written to: at which hour, in which language, on which days not at all, or no more.

A wish is about the messages and never about the work: "chiều nhắc lại" is a snooze, "dừng thực hiện nhiệm vụ" a report. These
words are read before any report, so a row must cover the message whole: one word of substance beside it and it is no wish.
"""

import re
from dataclasses import dataclass
from datetime import time

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

_LONGEST_WORDS = 18
_CLASSES = {
    "lời": "em|mình|tôi|tui|cháu|bên em|bên mình|anh|chị|sếp|bạn|bot|admin|ơi|dạ|vâng|thưa|xin|xin phép|cho|nhờ|giúp|giùm|"
    "dùm|hộ|hãy|"
    "muốn|với|đi|thôi|nhé|nha|ạ|=à|đó|đấy|nào|luôn|từ nay|từ mai|từ tuần sau|ok|,|.|SMILE|cảm ơn|please|pls|can you|could "
    "you|i|want|"
    "would like|me|my|the|hi|hello|phiền|đề nghị",
    # to write to somebody: "gửi", "báo" and "nhận" alone are about the work
    "nhắn": "nhắn tin|nhắn|gửi tin nhắn|gửi tin|gửi thông báo|nhận tin nhắn|nhận tin|nhận thông báo|nhận lời nhắc|báo tin|"
    "nhắc việc|"
    "nhắc|text|message|messages|messaging|remind|reminders",
    "tin": "tin nhắn|tin|thông báo|lời nhắc|nhắc việc",
    "đừng": "đừng|không|khỏi|thôi|miễn|dont|do not|no|stop",
    "ngày": "(d1|d2|d3|d4|d5) (,|và|với|d1|d2|d3|d4|d5|and|&)*",
    "mỗi": "mỗi|hằng|hàng|các|những|vào|ngày|sáng|buổi|on|tuần|every",
    "lại": "lại|trở lại|tiếp tục|bình thường|như cũ|tiếp|again|như thường|đầy đủ|cả",
}
_HOUR = compiled(
    "^ (<lời>)* (<mỗi>)* (<lời>)* (nhắn tin|nhắn|gửi tin nhắn|gửi tin|nhận tin nhắn|nhận tin|nhận thông báo|(cho|muốn) "
    "(<lời>)* nhận|"
    "nhắc|text|message|remind) (<lời>|<mỗi>|tin)* (lúc|vào lúc|vào|hồi|at|sớm hơn|muộn hơn|trễ hơn|sớm|muộn|,)* clock (<lời>|"
    "<mỗi>|chiều|tối|trưa)* $|"
    "^ (<lời>)* (đổi|chuyển|sửa|dời|chỉnh|đặt|cài|change|set) (<lời>|lại)* (giờ|thời gian|hour|time) "
    "(nhận|nhắn|nhắc|gửi|báo|tin|nhắn tin|của|<lời>)* (sang|thành|qua|về|là|lúc|vào|to|at)* [clock] (<lời>|<mỗi>|chiều|tối|"
    "trưa)* $|"
    "^ (<lời>)* (đổi|chuyển|dời) (sang|thành|qua|lại) [lúc] clock (<lời>)* $|"
    "^ (<lời>)* giờ (nhận|nhắn|gửi|nhắc) [tin|tin nhắn|việc]* (,|là|lúc)* clock (<lời>)* $",
    _CLASSES,
)
_AFTERNOON = compiled("clock (chiều|tối)", {})
_REMIND = compiled("nhắc|remind", {})
"""In the afternoon it is about one piece of work and this day: the morning message comes in the morning."""
_QUIET = compiled(
    "^ (<lời>|<mỗi>)* <ngày> (<lời>|<mỗi>|thì|là)* <đừng> (có|cần|phải|muốn)* <nhắn> (<lời>|tin|nữa|hằng tuần|hàng tuần)* $|"
    "^ (<lời>)* <đừng> (có|cần|phải|muốn)* <nhắn> (<lời>|tin|<mỗi>|nữa)* <ngày> (<lời>|nữa|hằng tuần|hàng tuần)* $|"
    "^ (<lời>)* <nhắn> (<lời>|tin|<mỗi>)* (trừ|ngoại trừ) (<mỗi>)* <ngày> (<lời>)* $",
    _CLASSES,
)
_LOUD = compiled(
    "^ (<lời>|<mỗi>)* <ngày> (<lời>|<mỗi>|thì|là|cứ|được|lại)* <nhắn> (<lời>)* <lại> (<lời>|<lại>|rồi)* $|"
    "^ (<lời>)* <nhắn> (<lời>)* <lại> (<lời>|<lại>|<mỗi>)* <ngày> (<lời>|<lại>)* $|"
    "^ (<lời>)* <nhắn> (<lời>|<mỗi>)* <ngày> (<lời>)* <lại> (<lời>|<lại>)* $|"
    "^ (<lời>|<mỗi>)* <ngày> (<lời>)* (được|cứ) <nhắn> (<lời>|rồi)* $",
    _CLASSES,
)
_STOP = compiled(
    "^ (<lời>)* stop $|^ (<lời>)* unsubscribe (<lời>)* $|"
    "^ (<lời>)* (<đừng>|ngừng|ngưng|dừng|huỷ|bỏ|=tắt) (cần|muốn|phải|có|việc|đăng ký|<đừng>)* (nhắn tin|nhắn tin nhắn|gửi "
    "tin|gửi tin "
    "nhắn|gửi thông báo|nhận tin|nhận tin nhắn|nhận thông báo|nhận lời nhắc|làm phiền|messaging|texting|sending|reminders|"
    "messages|the "
    "messages) (<lời>|<tin>|nữa|hẳn|hết)* $|"
    "^ (<lời>)* (=tắt|tắt|ngừng|ngưng|dừng|huỷ) (<lời>)* <tin> (<lời>|nữa|hẳn|hết)* $|"
    "^ (<lời>)* (đừng|khỏi|thôi) (đừng|có|cần|phải)* (nhắn|gửi) (<lời>|tin)* nữa (<lời>)* $",
    _CLASSES,
)
_RESUME = compiled(
    "^ (<lời>)* (nhận|gửi|bật|mở|nhắn) <tin> (<lời>)* <lại> (<lời>)* $|"
    "^ (<lời>)* nhận lại <tin> (<lời>)* $|"
    "^ (<lời>)* (tiếp tục|bật|bật lại|mở lại|bắt đầu lại|khôi phục) (nhận|gửi|nhắn|việc)* <tin> (<lời>|<lại>)* $|"
    "^ (<lời>)* (resume|start again|turn on|start) (<lời>|messages|messaging|reminders|again|it)* $",
    _CLASSES,
)
_INTO = (
    "đổi|chuyển|dùng|viết|nhắn tin|nhắn|gửi tin|gửi|nhận tin|nhận|nói|trả lời|ngôn ngữ|bằng|sang|qua|về|lại|tin|bản|switch|"
    "change|write|"
    "text|message|speak|use|back|in|to|language|reply"
)
_LANGUAGE = (
    ("en", compiled(f"^ (<lời>|{_INTO})* (<lời>|{_INTO})* (english|tiếng anh|anh ngữ|/en) (<lời>)* $|^ en please $", _CLASSES)),
    ("vi", compiled(f"^ (<lời>|{_INTO})* (<lời>|{_INTO})* (vietnamese|tiếng việt|việt ngữ|/vi) (<lời>)* $", _CLASSES)),
)
_COMMAND = re.compile(r"/(gio|dung|tieptuc)\b\s*(.*)", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<![\d/.])(?P<h>\d{1,2})\s*(?:(?::|giờ|gio|h|g)\s*(?P<m>\d{2}(?!\d)|rưỡi|ruoi)?(?![\w:]))", re.IGNORECASE
)
_TYPED_CLOCK = re.compile(
    r"\s*(?P<h>\d{1,2})(?:\s*(?::|\.|giờ|gio|h|g)\s*(?P<m>\d{2}|rưỡi|ruoi)?)?\s*(?:sáng|sang)?\s*$", re.IGNORECASE
)
_WEEKDAYS = (
    (1, r"(?:thứ|thu)\s*(?:2|hai)\b|\bt2\b|\bmondays?\b"),
    (2, r"(?:thứ|thu)\s*(?:3|ba)\b|\bt3\b|\btuesdays?\b"),
    (3, r"(?:thứ|thu)\s*(?:4|tư|tu)\b|\bt4\b|\bwednesdays?\b"),
    (4, r"(?:thứ|thu)\s*(?:5|năm|nam)\b|\bt5\b|\bthursdays?\b"),
    (5, r"(?:thứ|thu)\s*(?:6|sáu|sau)\b|\bt6\b|\bfridays?\b"),
)


def read_wish(text: str) -> Wish | None:
    """What the person wants of the messages; None where the text is about something else."""
    plain = clean(text)
    command = _COMMAND.match(plain)
    if command:
        verb = command[1].lower()
        return Stop() if verb == "dung" else Resume() if verb == "tieptuc" else Hour(_at(_TYPED_CLOCK.match(command[2]), ""))
    clock = _CLOCK.search(plain)
    said = _line(plain if clock is None else f"{plain[: clock.start()]} clock {plain[clock.end() :]}")
    if said is None:
        return None
    days = frozenset(day for day, _ in _WEEKDAYS if f"d{day} " in said)
    if days and (quiet := bool(_QUIET.search(said))) | bool(_LOUD.search(said)):
        return QuietDays(days, quiet=quiet)
    if _STOP.search(said):
        return Stop()
    if _RESUME.search(said):
        return Resume()
    for code, pattern in _LANGUAGE:
        if pattern.search(said):
            return Language(code)
    if not _HOUR.search(said) or (_AFTERNOON.search(said) and _REMIND.search(said)):
        return None
    return Hour(_at(clock, said))


def _line(plain: str) -> str | None:
    """The words, weekdays made d1 to d5; None for what is too long to be a wish."""
    for day, pattern in _WEEKDAYS:
        plain = re.sub(pattern, f" d{day} ", plain, flags=re.IGNORECASE)
    words = split(plain)
    return line(words) if 0 < len(words) <= _LONGEST_WORDS else None


def _at(clock: re.Match[str] | None, said: str) -> time | None:
    if clock is None:
        return None
    hour, minutes = int(clock["h"]), (clock["m"] or "0").strip()
    minute = int(minutes) if minutes.isdigit() else 30
    if _AFTERNOON.search(said) and hour < 12:
        hour += 12
    return time(hour, minute) if hour < 24 and minute < 60 else None
