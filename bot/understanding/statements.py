"""One message, several activities: "I.2 xong, I.3 60%, II.1 vướng kinh phí" cut into statements, each with its codes.

Codes are found first; the words between them belong to the codes before them, or to the codes behind where the message speaks
words first ("xong II.3, II.4"). Where the words cannot be dealt out without a guess the statement is `unsure` and the bot asks.
Nothing is understood here but who owns which words.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.understanding.classes import CLASSES
from bot.understanding.codes import Found, find_codes
from bot.understanding.documents import find_documents, flat
from bot.understanding.phrase import compiled
from bot.understanding.quarters import QUARTER, quarter_number
from bot.understanding.words import bare, line, split
from plan_data.periods import QUARTERS


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said about which codes."""

    codes: tuple[str, ...]
    period: str
    everything: bool
    count: int | None
    bare: bool
    words: str
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Codes that stand together ("I.1, I.3 và I.4"), the turn of a series named beside them, and where they stand."""

    codes: tuple[str, ...]
    period: str
    start: int
    end: int
    is_range: bool = False
    year: int = 0


_WORDS = CLASSES | {"việc": "việc|mục|nhiệm vụ|hoạt động|nội dung|các|cái|số|mã|kế hoạch|vụ|hđ|cả"}
_EMPTY = compiled(
    "(<đuôi>|<việc>|còn|và|thì|riêng|nhưng|mà|với|về|cùng|ok|vâng|kính gửi|xin|báo cáo|báo|thưa|"
    "là|kết quả|cập nhật|tình hình|như sau|gửi|and|-|+)* $",
    _WORDS,
)
_JOINED = compiled("(,|và|với|cùng|cả|lẫn|and|<việc>)* $", _WORDS)
_JOINS_A_RANGE = compiled("(,|đến|tới|<việc>)* $", _WORDS)
_LINK_AT_END = compiled("(,|.|còn|và|riêng|thì|nhưng|mà|với|cùng|<việc>|về|and)* $", _WORDS)
_BULLET = re.compile(r"(?:^|(?<=\n))[ \t]*(?:\d{1,2}[.)]|[-+*•])[ \t]+")
_PERIOD = re.compile(
    rf"[\s,(:]*(?:ky |cua |bao cao |so )?(?:(?:thang|thg) ?(?P<month>\d{{1,2}})|(?:quy|q) ?(?P<quarter>{QUARTER})"
    r"|tuan (?P<week>\d{1,2}))(?:(?:/| nam )(?P<year>20\d\d))?(?!\w| ngay| tuan| nua|/\d)\)?"
)
_PERIOD_BEFORE = re.compile(r"(?:thang|thg) ?(?P<month>\d{1,2})[\s,:-]*$")

_COUNT = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_N = r"«(?P<n>\d{1,2} |»hai|ba|bốn|năm|sáu|bảy|tám|chín|mười«)»"
_EVERYTHING = (
    compiled(f"(cả|hết|đủ|all) {_N} !(ngày|tuần|tháng|phần|%)", _WORDS),
    compiled(f"{_N} (<việc>)* đều", _WORDS),
    compiled(
        "(xong|hoàn thành|hoàn tất|làm|chưa xong|done) [xong|xuôi] (hết|cả|tất cả|toàn bộ|sạch) !(tuần|tháng|quý|nhà|phần)",
        _WORDS,
    ),
    compiled(
        "tất cả|toàn bộ|(mọi|hết|hết các|cả các) <việc>|hết (rồi|cả)|đều (xong|đã xong|chưa|hoàn thành)|"
        "all (done|finished|completed|of them|tasks)|everything",
        _WORDS,
    ),
)
_RELATION = compiled(
    "sau khi|khi|=chờ|cho|đợi|hoặc|hay|nếu|chứ không|không phải|phụ thuộc|trừ|ngoại trừ|à không|ý (em|mình|tôi) là|nhầm|"
    "(là|thì) $",
    _WORDS,
)
"""Words that make one activity hang on another: "I.3 làm sau khi I.1 xong" says of neither that it is done."""
_HEADING = re.compile(r"(?:^|\n)([^\n:]*):[ \t]*(?=\n)")
_EXCEPT = compiled("trừ|riêng|ngoại trừ|chỉ|còn|except", {})


def split_statements(text: str, known: Collection[str], on: date, series: Collection[str] = ()) -> list[Statement]:
    """The statements of a cleaned text, in order, at least one. `series`: the codes that have turns, a month each."""
    text = _BULLET.sub(lambda m: " " * (m.end() - m.start()), text)
    groups = _groups(text, known, on)
    everything, count = _everything(text)
    if not groups:
        return [Statement((), "", everything, count, False, text)]
    unsure = everything and bool(_EXCEPT.search(_line(text)))
    headed = _headed(text, groups)
    joined = _in_relation(text, groups)
    return [
        _statement(group, words or "", unsure or words is None or i in joined, on, series)
        for i, (group, words) in enumerate(headed or _deal(text, groups))
    ]


def _statement(group: _Group, words: str, unsure: bool, on: date, series: Collection[str]) -> Statement:
    rest = _PERIOD.sub("", flat(words), count=1)
    turn = _has_begun(group.period, on) and all(code in series for code in group.codes)
    if turn and (named := _PERIOD.search(flat(words))):
        words = words[: named.start()] + " " + words[named.end() :]
    nothing = "?" not in rest and bool(_EMPTY.fullmatch(_line(rest)))
    return Statement(
        group.codes,
        group.period,
        False,
        None,
        nothing,
        words.strip(" ,;:-\n"),
        unsure or group.is_range or group.year not in {0, on.year} or (not turn and _may_promise(group, words, on)),
    )


def _has_begun(period: str, on: date) -> bool:
    """A turn that can be over: "VII.4 tháng 5 xong" said in March is a promise, whatever VII.4 is."""
    month = period.removeprefix("tháng ")
    return bool(period) and (not month.isdigit() or int(month) <= on.month)


def _may_promise(group: _Group, words: str, on: date) -> bool:
    """ "GP.2e tháng 3 xong" said in March: March's report is done, or it will be done in March. Only "rồi" and "đã" tell."""
    month = group.period.removeprefix("tháng ")
    return month.isdigit() and int(month) == on.month and not re.search(r"\b(?:roi|r|da|dang|chua)\b|%", flat(words))


# --- codes ------------------------------------------------------------------------------------------------------------
def _groups(text: str, known: Collection[str], on: date) -> list[_Group]:
    cited = list(find_documents(text, on))
    found = [f for f in find_codes(text, known) if not any(c.start <= f.start < c.end for c in cited)]
    groups: list[_Group] = []
    plain = flat(text)
    for code in found:
        last = groups[-1] if groups else None
        between = text[last.end : code.start] if last else ""
        if last and not last.period and "\n" not in between and (_JOINED.match(_line(between)) or _is_range(between)):
            groups[-1] = _grown(plain, last, code, is_range=last.is_range or _is_range(between))
        else:
            groups.append(_grown(plain, None, code, is_range=False))
    return groups


def _is_range(between: str) -> bool:
    return bool(re.search(r"-|\b(?:den|toi)\b", flat(between))) and bool(_JOINS_A_RANGE.match(_line(between)))


def _grown(plain: str, group: _Group | None, found: Found, *, is_range: bool) -> _Group:
    behind = _PERIOD.match(plain, found.end)
    before = _PERIOD_BEFORE.search(plain, 0, found.start) if group is None else None
    period = _period(behind) if behind else _period(before) if before else ""
    codes = (*group.codes, found.code) if group else (found.code,)
    year = int((behind and behind["year"]) or 0)
    return _Group(tuple(dict.fromkeys(codes)), period, group.start if group else found.start, found.end, is_range, year)


def _period(match: re.Match[str]) -> str:
    """As an occurrence names its turn: "tháng 01", "quý I", "tuần 12"."""
    said = match.groupdict()
    if said.get("month"):
        return f"tháng {int(said['month']):02d}" if 1 <= int(said["month"]) <= 12 else ""
    if said.get("quarter"):
        return f"quý {QUARTERS[quarter_number(said['quarter']) - 1]}"
    return f"tuần {int(said['week'])}"


# --- whose words ------------------------------------------------------------------------------------------------------
def _deal(text: str, groups: list[_Group]) -> list[tuple[_Group, str]]:
    """Each group with its words: those behind it, and those before it that no other group owns."""
    dealt: list[tuple[_Group, str]] = []
    before = text[: groups[0].start]
    pause = ", " if re.search(r"[,;:.\n]\s*$", before) else " "
    for i, group in enumerate(groups):
        after = text[group.end : groups[i + 1].start] if i + 1 < len(groups) else text[group.end :]
        before, after = _without_link(before), _without_link(after)
        handed_on = ""
        if i + 1 < len(groups) and _says(after):
            end = groups[i + 2].start if i + 2 < len(groups) else len(text)
            if not _says(text[groups[i + 1].end : end]):
                after, handed_on = ("", after) if _says(before) else _last_clause(after)
        words = f"{before}{pause}{after}" if _says(before) else after
        dealt.append((group, words.strip()))
        before = handed_on
    return dealt


def _headed(text: str, groups: list[_Group]) -> list[tuple[_Group, str | None]]:
    """A list below headings ("Đang làm:", "Đã xong:"), each code with the words of its own; nothing where no code stands bare
    below a heading that says something, and None for the words that a heading and a code both have."""
    heads = [
        (m.end(), m[1])
        for m in _HEADING.finditer(text)
        if _says(m[1]) and not any(m.start() <= g.start < m.end() for g in groups)
    ]
    dealt: list[tuple[_Group, str | None]] = []
    for i, group in enumerate(groups):
        end = groups[i + 1].start if i + 1 < len(groups) else len(text)
        below = next((start for start, _ in heads if group.end <= start), end)
        own = text[group.end : min(end, text.rfind("\n", group.end, below) if below < end else end)]
        line_start = text.rfind("\n", 0, group.start) + 1
        own = f"{text[max(line_start, groups[i - 1].end if i else 0) : group.start]} {own}".strip()
        head = next((said for start, said in reversed(heads) if start <= group.start), None)
        dealt.append((group, head if not _says(own) else own if head is None else None))
    bare = any(words is not None and any(words == said for _, said in heads) for _, words in dealt)
    return dealt if bare else []


def _in_relation(text: str, groups: list[_Group]) -> set[int]:
    """The groups that a word between them makes hang on one another."""
    found = set[int]()
    for i, (group, behind) in enumerate(pairwise(groups)):
        between = re.split(r"[,;.\n]", text[group.end : behind.start])[-1]
        if _RELATION.search(_line(between)):
            found |= {i, i + 1}
    return found


def _last_clause(words: str) -> tuple[str, str]:
    """ "xong, chưa xong" between two codes of which the second has no words of its own: one clause each."""
    clauses = [clause for clause in re.split(r"[,;.\n]+", words) if _says(clause)]
    return (", ".join(clauses[:-1]), clauses[-1]) if len(clauses) > 1 else (words, "")


def _without_link(words: str) -> str:
    found = split(words)
    tail = _LINK_AT_END.search(line(found))
    kept = found[: len(found) - tail.group().count(" ")] if tail else found
    return words[kept[0].start : kept[-1].end] if kept else ""


def _says(words: str) -> bool:
    """Whether there is more than politeness and connecting words."""
    return not _EMPTY.fullmatch(_line(words))


def _line(text: str) -> str:
    return line(split(text))


# --- everything -------------------------------------------------------------------------------------------------------
def _everything(text: str) -> tuple[bool, int | None]:
    """Whether all the items at hand are meant ("xong hết", "cả 3 xong"), and how many where it is said."""
    said = _line(text)
    for pattern in _EVERYTHING:
        match = pattern.search(said)
        if match:
            number = bare(match.groupdict().get("n") or "").strip()
            return True, int(number) if number.isdigit() else _COUNT.get(number)
    return False, None
