"""The writer is away: from when to when, and who stands in. "em đi công tác 5–9/8, anh Nam thay", "vắng 18-22/3".

Only the writer's own absence counts, and only where it is announced: that a colleague, an office or another agency is away is
a reason why work waits, and so is an absence told to explain a delay. These words are read before any report, so what is read
here in error is a report lost: between the beginning of the clause and the verb only the writer may stand, and words that say
nothing. The reason of the absence is read past and never kept.
"""

import re
from dataclasses import dataclass
from datetime import date

from bot.understanding.answer import Intent
from bot.understanding.classes import CLASSES
from bot.understanding.dates import Said, Tense
from bot.understanding.details import find_details
from bot.understanding.done import claims_done
from bot.understanding.phrase import compiled, indexes
from bot.understanding.reply import read_reply
from bot.understanding.spans import read_span
from bot.understanding.words import Word, bare, clean, line, split


@dataclass(frozen=True, slots=True)
class Absence:
    """From a day to a day, both included; both None where the words name no readable days. `substitute` as typed, or empty."""

    from_on: date | None
    until_on: date | None
    substitute: str = ""


_AWAY = compiled(
    "vắng !(người|chữ|bóng|tiền) [mặt]|không (có mặt|ở (cơ quan|sở|văn phòng|đơn vị)|đi làm)|"
    "đi (công tác|học !(tập)|tập huấn|phép|nước ngoài|viện|chữa bệnh|họp (ở|tại|xa|dài)|khám|thực tế|du lịch|nghỉ|vắng)|"
    "(nằm|nhập) viện|nghỉ (phép|ốm|bệnh|mát|thai sản|sinh|việc riêng|cưới|chế độ|dưỡng sức|ở nhà)|"
    "nghỉ !(việc|hưu|lễ|tết|trưa|học|hè|không|ngơi|luôn|là)|"
    "(on|take|taking) [sick|annual|maternity]* (leave|holiday|vacation)|on a business trip|out of (the)* office|away !(from "
    "keyboard)|off !(the|it|this)",
    CLASSES,
)
_COMMAND = re.compile(r"/vang\b", re.IGNORECASE)
_SAID_FIRST = re.compile(r"vắng\b", re.IGNORECASE)
_BREAKS = frozenset({",", ".", "nen", "va", "nhung", "thi"})
_WRITER = frozenset({"em", "minh", "toi", "tui", "tao", "chau", "to", "i", "im"})
_ELDER = frozenset({"anh", "chi", "co", "chu", "bac"})
"""An elder may write "anh đi công tác 18-22/3", while "anh đi công tác" alone tells of somebody: only with days."""
_SPOKEN_TO = _ELDER | _WRITER | {"sep", "ong", "ba"}
_FILLERS = """
da thua kinh gui xin phep bao cao thong truoc la rang ok a oi ngay mai hom nay sang trua chieu toi ca het nguyen buoi tu den
vao trong dot se phai bi om benh met sot duoc co ban dang sap cung di lich hen tuan thang lai chac du kien may vai it nua am
will be going ll
"""
_SAYS_NOTHING = frozenset(_FILLERS.split())
_GONE = frozenset({Tense.PAST, Tense.PAST_PERIOD})
_ITS_REASON = frozenset({"do", "vi", "tai", "boi"})
_OTHER_THING = compiled(
    "(khi|lúc|nếu|hễ|sau|xong|trước) (khi)* <mình> … (đi|nghỉ|vắng)|[đi] (công tác|học|phép|họp) (về|xong)", CLASSES
)
_ASKED = compiled(r"«\? »|ai|(không !(thay)|chưa|=hả|=à|chăng) (<đuôi>)* $", CLASSES)
_EXCUSE = compiled("nên|chưa|không|mà|về|mới|đã|làm|trình|xong", CLASSES)
_OF_THE_WORK = frozenset({Intent.DONE, Intent.EXTEND, Intent.SNOOZE, Intent.UNDO})
_MEASURES = frozenset({"PCT", "FRAC", "FULL", "OVER", "WHOLE", "DOC", "LATERDOC"})
_UNMARKED = frozenset({"vang", "nghi"})
"""Without its marks "vang" is "vâng" and "nghi" is "nghĩ" or "đề nghị": there nothing but days may follow."""
_DAYS_ONLY = compiled(
    r"^ («\S*\d\S* »|TODAY|FUTURE|WEEKDAY|THISPERIOD|từ|đến|tới|hết|ngày|cả|trong|và|mặt|phép|-|<đuôi>|<ạ>)*"
    "((,|.|có gì|nhờ|anh|chị|đầu mối|người thay) |$)",
    CLASSES,
)

# --- who stands in ---
_FORMS = "anh|chị|cô|chú|ông|bà|bạn|đồng chí|em|mr|ms|mrs"
_ACTS = "thay|trực|nhận|phụ trách|xử lý|lo|theo dõi|làm|trả lời|tiếp nhận|đảm nhận|covers|will cover"
_DEPUTY = compiled("đầu mối phụ", {})
_WHO = r"«(?P<who>»(<xưng>) «(?!thay |trưc⁴ |truc |em |minh¹ )(?:[^ ,.]+ ){1,4}?)»"
_STANDS_IN = compiled(f"{_WHO}(sẽ)* (<việc>)", {"xưng": _FORMS, "việc": _ACTS})
_IN_FAVOUR = compiled(
    "(nhờ|giao|giao cho|nhờ gửi|gửi|chuyển|chuyển cho|gửi cho|nhắn|nhắn cho|liên hệ|gọi|thay là|người thay là|người thay|"
    "thay bằng|thay thế) [,|là|cho]* «(?P<who>»(<xưng>) «(?:[^ ,.]+ ){1,4})»",
    {"xưng": _FORMS},
)
_NAMED = re.compile(
    r"(?:^|[,.;:(-]\s*|\b(?:nhờ|giao|giao cho|là)\s+)(?P<who>(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]+\s+){2,5})"
    r"(?:thay|trực|nhận|phụ trách|xử lý|theo dõi)\b"
)
_ENDS = "a nhe nha thay giup truc trong luc do gium ho oi theo doi xu ly nhan phu trach lo tiep em minh toi"
_TAIL = frozenset(_ENDS.split())

# --- and back again ---
_BACK = compiled(
    "^ (dạ|<ạ>)* (đã|vừa|mới)* <về> (rồi|lại|<đuôi>)* $|"
    "^ (dạ|<ạ>|anh|chị|sếp|cô|chú|bác|mọi người|xin|báo|báo cáo|thông báo|là)* (<tôi> (TODAY|nay|đã|vừa|mới)* (<về>|<làm lại>)|"
    "(TODAY|nay|đã|vừa|mới)* [<tôi>] (đã|vừa|mới)* <làm lại>) "
    "(cơ quan|đơn vị|sở|tỉnh|văn phòng|rồi|lại|trở lại|bình thường|TODAY|từ|làm [việc]|đi làm [lại]|at work|in the office|to "
    "work|in office|cảm ơn|NAME|,|<đuôi>)* $",
    CLASSES
    | {
        "tôi": "em|mình|tôi|tui|tao|cháu|i am|im|i",
        "về": "về !(quê|hưu|nhà|việc)|đi (công tác|học|phép|họp|tập huấn|viện) về",
        "làm lại": "đi làm [trở]* (lại|bình thường)|(quay|trở) lại làm [việc]*|làm việc (trở lại|lại bình thường)|"
        "(hết|khỏi) (phép|nghỉ [phép]*|công tác|ốm|bệnh)|kết thúc [đợt|kỳ]* (công tác|nghỉ [phép]*|học|tập huấn)|nghỉ xong|"
        "khoẻ lại|back",
    },
)
_NOT_BACK = compiled("FUTURE|WEEKDAY|NODATE|chưa|khi nào|sắp|sẽ|đang|ai|«\\? »", CLASSES)


def read_absence(text: str, on: date) -> Absence | None:
    """The writer's own absence said on `on`; None where the text tells of none."""
    plain = clean(text)
    command = _COMMAND.match(plain)
    if command:
        return _absence(plain[command.end() :], on)
    words = find_details(plain, on)
    own = _own(words)
    if own is None or _ASKED.search(line(words)) or _OTHER_THING.search(line(words)):
        return None
    if claims_done(words) or any(word.key in _MEASURES for word in words) or read_reply(plain, on).intent in _OF_THE_WORK:
        return None
    told = _absence(plain, on)
    if own == "reason" and not (told.from_on and told.substitute):
        return None
    if (
        told.from_on is None
        and not _SAID_FIRST.match(plain)
        and (own == "elder" or _EXCUSE.search(line(words)) or _is_over(words))
    ):
        return None
    return told


def _own(words: list[Word]) -> str | None:
    """Who is away: the "writer", an "elder" who may be, the writer as the "reason" of what is asked; None: somebody else."""
    for match in _AWAY.finditer(line(words)):
        first, end = indexes(words, match)
        start = next((i + 1 for i in range(first - 1, -1, -1) if bare(words[i].key) in _BREAKS), 0)
        head = words[start:first]
        if end - first == 1 and words[first].key in _UNMARKED and not _is_dated(head, words[first + 1 :]):
            continue
        keys = [bare(word.key) for word in head if not _is_day(word)]
        reason = bool(keys) and keys[0] in _ITS_REASON
        subject = [key for key in keys[reason:] if key not in _SAYS_NOTHING]
        if all(key in _SPOKEN_TO for key in subject[:-1]) and (not subject or subject[-1] in _WRITER):
            return "reason" if reason else "writer"
        if len(subject) == 1 and subject[0] in _ELDER and not reason:
            return "elder"
    return None


def _is_day(word: Word) -> bool:
    return word.key[0].isdigit() or word.key in set(Tense)


def _is_dated(head: list[Word], tail: list[Word]) -> bool:
    return any(map(_is_day, (*head, *tail))) and bool(_DAYS_ONLY.search(line(tail)))


def _is_over(words: list[Word]) -> bool:
    """ "em nghỉ ốm hôm qua"; where a date is typed as a number, it may be a slip and is asked about."""
    days = [word for word in words if word.key in _GONE]
    return bool(days) and not any(
        c.isdigit() for word in days if isinstance(word.value, Said) for c in word.value.match.group()
    )


def _absence(plain: str, on: date) -> Absence:
    first, last = read_span(plain, on) or (None, None)
    return Absence(first, last, _substitute(plain))


def read_return(text: str) -> bool:
    """ "em đã về", "em đi làm lại rồi": the absence is over. What comes back otherwise is a document or the money."""
    words = find_details(clean(text), date(2024, 1, 1))
    said = line(words)
    return bool(_BACK.search(said) and not _NOT_BACK.search(said))


# --- who stands in --------------------------------------------------------------------------------------------------------
def _substitute(plain: str) -> str:
    """The words that name who stands in, as typed: "anh Nam", "đầu mối phụ"."""
    words = split(plain)
    text = line(words)
    if _DEPUTY.search(text):
        return "đầu mối phụ"
    match = _STANDS_IN.search(text) or _IN_FAVOUR.search(text)
    if match is None:
        named = _NAMED.search(plain) if plain != plain.upper() else None
        return named["who"].strip() if named else ""
    first = text.count(" ", 0, match.start("who"))
    chosen = words[first : first + match["who"].count(" ")]
    while chosen and bare(chosen[-1].key) in _TAIL and plain[chosen[-1].start].islower():
        chosen.pop()
    return plain[chosen[0].start : chosen[-1].end] if len(chosen) > 1 else ""
