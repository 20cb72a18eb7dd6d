"""The answer to "việc nào?", typed instead of pressed: does it choose, or only speak of the choice?

Read only right below such a question, beside what the words read as in any message. A choice must be all of the text: what
excepts, denies or asks back chooses nothing, and the question is put again.
"""

from bot.understanding.classes import CLASSES
from bot.understanding.phrase import compiled
from bot.understanding.words import clean, line, split

_WORDS = CLASSES | {"việc": "việc|mục|nhiệm vụ|hoạt động|nội dung|cái", "lời": "<ạ>|<người>|ok|là|báo|xin|thì|đã|<xong>"}
_ALL = compiled(
    "^ [<lời>]* (cả|tất cả|toàn bộ|hết|đủ|mọi|all|everything) [cả|of|them|luôn]* "
    r"(«\d{1,2} |»hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)* (các|mọi|<việc>)* [trên|này|đó|rồi|<lời>]* $",
    _WORDS,
)
_LEAVES_OPEN = compiled("còn|nhưng|mà|riêng|trừ|=hả|hở|=à|nhỉ|=chứ|?", _WORDS)


def means_all(text: str) -> bool:
    """ "cả 3 ạ", "tất cả", and nothing else beside politeness: "cả 3 trừ cái đầu" and "không phải cả 3" choose nothing."""
    return _ALL.match(line(split(clean(text)))) is not None


def leaves_open(text: str) -> bool:
    """Beside a bare code: "còn I.1" says that it remains, "I.1 hả" asks."""
    return _LEAVES_OPEN.search(line(split(clean(text)))) is not None
