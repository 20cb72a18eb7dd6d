"""What a message holds beside its meaning: documents, percentages, fractions, names and dates, each made one word.

They are taken out first, so that a row of phrases never mistakes "215/QĐ-UBND" for a fraction, "chị Hoàn Thành" for a result or
"14 giờ 30" for a share, and so that a row can say DATE or PCT and mean any of them.
"""

import re
from collections.abc import Callable
from dataclasses import replace as changed
from datetime import date

from bot.understanding.dates import find_dates
from bot.understanding.documents import find_documents
from bot.understanding.phrase import compiled, indexes
from bot.understanding.words import Word, bare, line, split

_ONES = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}
_CLASSES = {
    "chục": "hai|ba|bốn|năm|sáu|bảy|tám|chín",
    "lẻ": "một|mốt|hai|ba|bốn|tư|lăm|năm|sáu|bảy|tám|chín",
    "%": "%|phần trăm|percent|«p %»",
    "người": "(anh|chị|ông|bà|cô|chú|bác|đồng chí|đc|em|bạn|sếp|mr|ms|thầy) «$»",
    "được": "xong|hoàn thành|hoàn tất|được|đạt|làm|thực hiện|triển khai|mới|khoảng|gần|hơn|có|tầm|chừng|cỡ|ước",
    "đơn vị": "đơn vị !(em|mình|tôi|chúng|bọn|tụi)|cơ quan !(em|mình|tôi|chúng)|xã|phường|huyện|sở !(em|mình|tôi)|ngành|ấp|"
    "việc|nhiệm vụ|nội dung|mục|chỉ tiêu|hồ sơ|thủ tục|cái|phần|bước|khâu|người|kế hoạch|báo cáo|văn bản|hoạt động|"
    "công việc|khối lượng|tiến độ|địa phương|hạng mục|ubnd|chặng|giai đoạn|số|buổi|lớp|cuộc|điểm|chặng đường",
}
_PERCENT = compiled(r"«(?P<n>\d{1,4}(?:[.,]\d+)?)(?:-\d+)? »<%>", _CLASSES)
_SPELLED_PERCENT = compiled(
    r"(«(?P<all>»một trăm«)»|«(?P<tens>»<chục>«)»(mươi|chục) [«(?P<ones>»<lẻ>«)»]|«(?P<ten>»mười«)») (phần trăm|%)", _CLASSES
)
_HALF = compiled(
    "«(?<!hơn )(?<!hon )(?<!gân¹ )(?<!gan )(?<!qua² )(?<!qua )(?<!khoang² )(?<!khoang )(?<!tâm¹ )»(một nửa|phân nửa|«1 »nửa) "
    "!(tháng|ngày|năm)|"
    "«(?<=đươc⁴ )(?<!gân¹ )»nửa !(tháng|ngày|giờ|tiếng|năm|buổi|tuần)|half !(day|year|hour|a|month|an)",
    _CLASSES,
)
_TENTHS = compiled(r"«(?P<tenths>[1-9]) »(phần|trên) «10 »", _CLASSES)
_PARTS = compiled(r"(«(?P<part>»<lẻ>«)»|«(?P<n>[1-9]) ») phần («(?P<whole>»(ba|tư|năm|mười)«)»|«(?P<m>[3-9]|10) »)", _CLASSES)
_FRACTION = re.compile(r"(?P<part>[1-9]\d{0,3})/(?P<whole>[1-9]\d{0,3})$")
_UNIT = compiled("<đơn vị>", _CLASSES)
_SAID_AS_SHARE = compiled(
    r"«(?P<a>\d{1,4}) »[<đơn vị>] (trên [tổng số]|trong tổng số|trong số) «(?P<b>\d{1,4}) »[<đơn vị>]|"
    r"«(?P<c>\d{1,4}) »trong «(?P<d>\d{1,4}) »(<đơn vị>)",
    _CLASSES,
)
_STILL = compiled("(còn|còn lại|còn khoảng|còn chừng) $", _CLASSES)
_YEAR = compiled(r"[của|trong|cho] năm «(?P<n>20\d\d) »|[của|cho] (giai đoạn|thời kỳ) «20\d\d-(?P<last>20\d\d) »", _CLASSES)
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-xzđu]*[b-df-hj-np-tv-xzđ]{3,}", re.IGNORECASE)
_COUNCILS = frozenset({"ubnd", "hđnd", "hdnd", "vnpt"})
_OFFICES = frozenset({"phong", "ban", "so", "cuc", "to", "khoa", "vu"})
_TITLES = frozenset(["chu", "pho", "bi", "giam", "truong", "chanh", "thu", "thuong", "lanh", "can", "chuyen"])
_PERSON = compiled("<người>", _CLASSES)
_DATE_AFTER = frozenset(
    [
        "ngay",
        "hom",
        "den",
        "toi",
        "truoc",
        "tu",
        "han",
        "ky",
        "vao",
        "sang",
        "chieu",
        "mung",
        "luc",
        "hanh",
        "song",
        "het",
        "nhat",
        "va",
        "qua",
    ]
)
_SHARE_AFTER = frozenset(
    ["xong", "thanh", "tat", "duoc", "dat", "lam", "hien", "khai", "moi", "khoang", "gan", "hon", "co", "tam", "chung", "uoc"]
)


def find_details(text: str, on: date) -> list[Word]:
    """The words of a cleaned text with its details each made one word that carries its value."""
    words: list[Word] = []
    last = 0
    for cited in find_documents(text, on):
        words += _split_at(text, last, cited.start)
        words.append(Word("DOC", cited.start, cited.end, cited.document))
        last = cited.end
    words += _split_at(text, last, len(text))
    words = _names(words, text)
    words = _percents(words)
    words = _valued(words, _PARTS, _in_parts)
    words = _left_over(_valued(_valued(words, _HALF, lambda m: 50), _TENTHS, lambda m: 10 * int(m["tenths"])))
    words = _fractions(_valued(words, _SAID_AS_SHARE, _of_all, "FRAC"), on)
    words = find_dates(words, on)
    return [changed(w, key="YEAR") if w.key == "YEARS" and w.value == on.year else w for w in _years(words, on)]


def _split_at(text: str, start: int, end: int) -> list[Word]:
    shouting = text == text.upper()
    return [changed(word, start=word.start + start, end=word.end + start) for word in split(text[start:end], shouting=shouting)]


def _percents(words: list[Word]) -> list[Word]:
    words = _valued(words, _PERCENT, lambda m: int(re.split(r"[.,]", m["n"])[0]))
    words = _valued(words, _SPELLED_PERCENT, _spelled)
    return [changed(w, key=_percent_key(w.value)) if w.key == "PCT" else w for w in words]


def _left_over(words: list[Word]) -> list[Word]:
    """ "còn 10% nữa" leaves 90 done; "mới còn 60%" nobody says, so what is left is the smaller part."""
    return [
        changed(word, value=100 - word.value)
        if i
        and word.key == "PCT"
        and isinstance(word.value, int)
        and word.value <= 50
        and _STILL.search(line(words[max(0, i - 2) : i]))
        else word
        for i, word in enumerate(words)
    ]


def _percent_key(value: object) -> str:
    """100 % is a claim of its own and 0 % a denial; more than 100 is nothing that can be recorded."""
    assert isinstance(value, int)
    return "ZERO" if value == 0 else "FULL" if value == 100 else "PCT" if value < 100 else "OVER"


def _spelled(match: re.Match[str]) -> int:
    if match["all"]:
        return 100
    if match["ten"]:
        return 10
    ones = _ONES[bare(match["ones"]).strip()] if match["ones"] else 0
    return 10 * _ONES[bare(match["tens"]).strip()] + ones


def _in_parts(match: re.Match[str]) -> int | None:
    """ "ba phần tư" is 75."""
    part = int(match["n"] or _ONES[bare(match["part"]).strip()])
    whole = int(match["m"] or {"muoi": 10}.get(bare(match["whole"]).strip()) or _ONES[bare(match["whole"]).strip()])
    return _percentage(part, whole)


def _percentage(part: int, whole: int) -> int | None:
    """The nearest whole percentage of an unfinished share: 10 of 15 are 67, 199 of 200 are 99 and never 100."""
    return min(99, max(1, round(100 * part / whole))) if 0 < part < whole else None


def _of_all(match: re.Match[str]) -> int | None:
    """ "10 xã trên 15 xã" is 67."""
    return _percentage(int(match["a"] or match["c"]), int(match["b"] or match["d"]))


def _years(words: list[Word], on: date) -> list[Word]:
    """ "kế hoạch năm 2024", "giai đoạn 2021-2025" said in 2024 is the plan at hand; another year's is history."""
    return _valued(words, _YEAR, lambda m: int(m["n"]) if m["n"] else _running(int(m["last"]), on), "YEARS")


def _running(last: int, on: date) -> int:
    """A span of years that has not ended belongs to this one."""
    return on.year if last >= on.year else last


def _valued(
    words: list[Word], pattern: re.Pattern[str], value: Callable[[re.Match[str]], int | None], key: str = "PCT"
) -> list[Word]:
    result: list[Word] = []
    last = 0
    for match in pattern.finditer(line(words)):
        first, end = indexes(words, match)
        result += words[last:first]
        result.append(Word(key, words[first].start, words[end - 1].end, value(match)))
        last = end
    return result + words[last:]


def _fractions(words: list[Word], on: date) -> list[Word]:
    return [_as_share(words, i, on) for i in range(len(words))]


def _as_share(words: list[Word], i: int, on: date) -> Word:
    """ "3/4" of the work and "10/15 đơn vị" are percentages too."""
    kind = _share(words, i, on)
    match = _FRACTION.match(words[i].key)
    if kind != "FRAC" or match is None:
        return changed(words[i], key=kind or words[i].key)
    return changed(words[i], key=kind, value=_percentage(int(match["part"]), int(match["whole"])))


def _share(words: list[Word], i: int, on: date) -> str:
    """FRAC for a share ("10/15 đơn vị", "xong 2/3"), WHOLE for all of them, nothing for a date ("ngày 2/3", "27/01")."""
    match = _FRACTION.match(words[i].key)
    if match is None or int(match["part"]) > int(match["whole"]):
        return ""
    part, whole = int(match["part"]), int(match["whole"])
    before = bare(words[i - 1].key) if i else ""
    if _UNIT.match(line(words[i + 1 : i + 4])):
        return "WHOLE" if part == whole else "FRAC"
    if before == "moi" and i > 1 and bare(words[i - 2].key) == "han":  # "hạn mới 5/5"
        return ""
    if whole > 12 or before in _SHARE_AFTER:
        return "FRAC"
    # Said alone, it may be either. A day to come is a promise; a day gone by would make a done of "1/3 rồi".
    return "FRAC" if before not in _DATE_AFTER and (whole, part) < (on.month, on.day) else ""


def _is_office(before: Word | None, word: Word, text: str) -> bool:
    """ "phòng TCCB", "gửi CCHC": consonants in capitals, or behind the kind of office that they are short for. "Nhiệm vụ bbbb"
    is a task and no "vụ"."""
    typed = text[word.start : word.end]
    if not _CONSONANTS.fullmatch(typed) or not _CONSONANTS.fullmatch(word.key) or word.key in _COUNCILS:
        return False
    return (typed.isupper() and text != text.upper()) or (
        before is not None and bare(before.key) in _OFFICES and before.key != "ban³"
    )


def _names(words: list[Word], text: str) -> list[Word]:
    """ "chị Hoàn Thành", "anh Xong": capitals behind a form of address, in a text that does not shout, are "
    "somebody's name."""
    words = [
        changed(word, key="NAME", value=text[word.start : word.end])
        if _is_office(words[i - 1] if i and bare(line(words[max(0, i - 2) : i])) != "nhiem vu " else None, word, text)
        else word
        for i, word in enumerate(words)
    ]
    letters = re.findall(r"[^\W\d_]+", text)
    if len(letters) > 3 and all(word[0].isupper() for word in letters):
        return words  # shouted, or every word begun with a capital: capitals tell nothing
    result: list[Word] = []
    for i, word in enumerate(words):
        named = (
            word.key[0].isalpha()
            and word.key != "DOC"
            and not (bare(word.key) in _TITLES and i + 1 < len(words) and text[words[i + 1].start].islower())
            and text[word.start].isupper()
            and not text[word.start : word.end].isupper()
        )
        before = result[-1] if result else None
        if named and before is not None and (before.key == "NAME" or _PERSON.search(line(result[-2:]))):
            result.append(changed(word, key="NAME"))
        else:
            result.append(word)
    return result
