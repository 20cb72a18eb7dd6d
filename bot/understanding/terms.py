"""Words about a date that two sides are agreeing on: a day and nothing else, a yes to it, and taking the request back.

They are read only where such a date is on the table, right below our message or in answer to it, and only where the whole
message says it: "10/4 thôi" proposes a day, "Sở Nội vụ quý II" asks about one.
"""

from datetime import date

from bot.understanding.classes import CLASSES
from bot.understanding.dates import Said, find_dates
from bot.understanding.phrase import compiled
from bot.understanding.words import clean, line, split

_MINE = CLASSES | {
    "đầu": "dạ|vâng|thôi|ok|<người>|<mình>|,|.",
    "cuối": "<ạ>|<người>|<mình>|thôi|là được|được|với|đi|nhỉ|thì được|là vừa",
    "hạn": "gia hạn|lùi hạn|thêm thời gian",
    "đề nghị": "đề nghị|đề xuất|yêu cầu|đơn|công văn|văn bản|phiếu",
}
_DAY = compiled(
    "^ [<đầu>]* [nên|xin|đề nghị|đề xuất|chỉ|cho|chốt|lùi|gia hạn|đồng ý|được]* [hạn|thời hạn]* [là|mới]* "
    "(«(?P<to>»đến|tới|đến hết|tới hết|hết|trước|sang|qua«)»)* [ngày|hôm]* <ngày> [<cuối>]* $",
    _MINE,
)
_YES = compiled(
    "^ [<đầu>]* (đồng ý|nhất trí|chấp thuận|chấp nhận|tán thành|agree|agreed|accept|nhận [hạn|ngày]) "
    "[với|hạn|ngày|mới|này|đó|đề xuất|của|văn phòng|ubnd|tỉnh|<ngày>]* [<cuối>]* $",
    _MINE,
)
_NO = compiled(
    "^ [<đầu>]* (từ chối|(không|chưa|chẳng) (đồng ý|nhất trí|chấp thuận|chấp nhận|tán thành|nhận !(được|thấy)))", _MINE
)
_BACK = compiled(
    "^ [<đầu>]* [xin|cho|nhờ|đề nghị|phép|được]* [<mình>]* [xin|được]* (rút|huỷ|hủy|bỏ|thu hồi|withdraw|cancel) "
    "[lại|bỏ|cái|việc]* [<đề nghị>|xin]* [the|my|for]* (<hạn>|extension|request) "
    "[request|lại|trên|vừa rồi|này|đó|nữa]* [<cuối>]* $|"
    "^ [<đầu>]* [xin]* (không|khỏi|chẳng|thôi không|thôi khỏi) [cần|phải|xin|muốn]* <hạn> [nữa|gì|đâu]* [<cuối>]* $",
    _MINE,
)


def day_alone(text: str, on: date, due: date) -> date | None:
    """ "10/4 thôi", "đến hết tháng 4", "thêm 5 ngày" counted from `due`; None where more is said, or no such day exists."""
    words = find_dates(split(clean(text)), on)
    said = [word.value for word in words if isinstance(word.value, Said)]
    match = _DAY.match(line(words))
    if match is None or len(said) != 1:
        return None
    if said[0].match.group().startswith(("tháng", "thang", "quy", "q ")) and not match["to"]:
        return None  # a period alone is what one asks about
    return said[0].day(on, "forward", due)


def says_yes(text: str, on: date, to: date) -> bool:
    """ "đồng ý", "nhận hạn 10/4": a yes to that day in so many words. "đã nhận" and "ok" only say that the message arrived."""
    words = find_dates(split(clean(text)), on)
    said = [word.value.day(on, "forward", to) for word in words if isinstance(word.value, Said)]
    return _YES.match(line(words)) is not None and all(day == to for day in said)


def says_no(text: str) -> bool:
    """ "không đồng ý", with or without a reason behind it."""
    return _NO.match(line(split(clean(text)))) is not None


def takes_request_back(text: str) -> bool:
    """ "rút đề nghị gia hạn", "không xin gia hạn nữa", and nothing else beside it."""
    return _BACK.match(line(split(clean(text)))) is not None
