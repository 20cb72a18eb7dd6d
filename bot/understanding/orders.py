"""What an administrator orders about the plan, in one sentence: another due date, a task taken out, put back, or added.

A row covers the whole message, so that a report, a question and a request for more time are never read as an order: "xin gia
hạn", "đã dời hạn", "dời hạn … được không?" are none. What a row finds is shown before anything is done.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.understanding.answer import Document
from bot.understanding.codes import find_codes
from bot.understanding.dates import read_date
from bot.understanding.documents import find_documents, flat
from bot.understanding.words import clean
from plan_data.deadlines import read_deadline
from plan_data.model import Between, EndOf, OnDate


@dataclass(frozen=True, slots=True)
class ChangeDue:
    """Another due date. `until` is None where none is named or the one named does not exist; `agency` are the words for it,
    `period` those for one turn of a series."""

    code: str
    period: str = ""
    agency: str = ""
    until: date | None = None
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Out of the plan, with the document or the reason where they are named."""

    code: str
    agency: str = ""
    why: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class PutBack:
    """Into the plan again."""

    code: str
    agency: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class AddTask:
    """One more task. `agency` are the words before the colon, `said` what follows it: `bot.understanding.tasks` reads that."""

    said: str
    agency: str = ""


Order = ChangeDue | TakeOut | PutBack | AddTask

_LONGEST = 700
_CODE, _DOC = "§", "¤"
BEFORE = r"(?:(?:nho|hay|de nghi|em|bot|admin|oi|giup|anh|chi|minh|vui long|ok|cho minh|cho anh|lam on),? )*"
AFTER = r"(?:,? (?:nhe|nha|a|voi|giup|giup anh|giup minh|giup em|di|luon|em|cam on|nhe em|ngay))*"
_BY = r"(?:,? ?(?:\(|theo|can cu|tai|bang|do|dua tren|kem|thuc hien theo|tinh than)? ?¤ ?\)?)?"
_OF = r"(?: (?:cua|cho|doi voi|o) (?P<{}>[^§¤,;:?]+?))?"
_HAN = r"(?:thoi |ngay )?(?:den )?(?:han|deadline)(?: (?:hoan thanh|thuc hien|xong|nop))?"
_MOVE = r"(?P<move>doi|lui|day|chuyen|dieu chinh|thay doi|sua|gia han|keo dai|rut ngan|cap nhat|dat|an dinh)(?: lai)?"
_TO = r"(?: ?(?:sang|den het|den|toi het|toi|thanh|ve|qua|xuong|la|vao|->|=>|→|:|con|len) ?| )(?:ngay )?"
_PERIOD = r"(?:,? (?P<period>thang \d{1,2}|quy (?:i{1,3}|iv|\d)|ky (?:thang )?\d{1,2}))?"
_TASK = r"(?:(?:viec|nhiem vu|hoat dong|muc|cua|cho|ma)(?: so)? )*"
_DATE = (
    r"(?:\d{1,4}(?:[/.-]\d{1,4}){0,2}|ngay|thang|quy|nam|tuan|thu|chu nhat|cn|hai|ba|tu|sau|bay|het|cuoi|dau|truoc|giua|hom|"
    r"nay|mai|mot|toi|i{1,3}|iv|mung|mong|them|lam viec)"
)
_DAYS = rf"{_DATE}(?:,? {_DATE}){{0,7}}"
_DAY = rf"(?P<day>{_DAYS})"
_WHY = r"(?:,? ?(?:vi|do|ly do(?: la)?:?|voi ly do:?) (?P<why>[^§?]+?))?"
_PLAN = r"(?:ra )?(?:khoi|ngoai) (?:ke hoach|kh|danh muc)"
_BACK = r"(?:tro |quay )?(?:lai )?(?:vao |trong |ve )?(?:lai )?(?:ke hoach|kh)"

_DUE_ROWS = (
    rf"{_MOVE} {_HAN} {_TASK}{_CODE}{_PERIOD}{_OF.format('agency')}{_TO}{_DAY}{_OF.format('also')}",
    rf"{_MOVE} {_HAN} {_TASK}{_CODE}{_PERIOD}{_OF.format('agency')}",
    rf"{_MOVE} {_TASK}{_CODE}{_PERIOD}{_OF.format('agency')} (?:sang|den het|den|toi|ve|qua|->|=>|→|len) (?:ngay )?{_DAY}"
    rf"{_OF.format('also')}",
    rf"{_TASK}{_CODE}{_PERIOD}{_OF.format('agency')}[:,]? {_MOVE}(?: {_HAN})? (?:sang|den het|den|toi|ve|qua|->|=>|→|len) "
    rf"(?:ngay )?{_DAY}{_OF.format('also')}",
    rf"{_TASK}{_CODE}{_PERIOD}{_OF.format('agency')}[:,]? {_HAN} moi(?: la|:)? {_DAY}{_OF.format('also')}",
    rf"{_HAN} moi {_TASK}{_CODE}{_PERIOD}{_OF.format('agency')}{_TO}{_DAY}",
)
_OUT_ROWS = (
    rf"(?:dua|rut|bo|loai|gach|cat) {_TASK}{_CODE}{_OF.format('agency')} {_PLAN}{_WHY}",
    rf"(?:dua|rut|bo|loai|gach) {_PLAN}:? {_TASK}{_CODE}{_OF.format('agency')}{_WHY}",
    rf"{_TASK}{_CODE}{_OF.format('agency')}[:,]? (?:(?:dua|rut|bo|loai|cho) )?{_PLAN}{_WHY}",
)
_STOP_ROWS = (
    rf"(?:dung|ngung|thoi khong|khong) (?:thuc hien|trien khai|giao) {_TASK}{_CODE}{_OF.format('agency')}(?: nua)?{_WHY}",
)
"""Said without a document it may be anybody's plan for the week."""
_BACK_ROWS = (
    rf"(?:dua|cho|nhap|lay) (?:lai )?{_TASK}{_CODE}{_OF.format('agency')} {_BACK}",
    rf"{_TASK}{_CODE}{_OF.format('agency')}[:,]? (?:dua |cho )?(?:tro lai|quay lai|vao lai) (?:vao |trong )?(?:ke hoach|kh)",
    rf"khoi phuc {_TASK}{_CODE}{_OF.format('agency')}(?: (?:vao|trong) ke hoach)?",
)
_ADD_ROWS = (
    r"giao (?:them|bo sung)(?: (?:nhiem vu|viec|cong viec))?(?: (?:cho|den|toi) (?P<agency>[^:]+?))? ?:(?P<said>.+)",
    r"(?:bo sung|them)(?: mot)? (?:nhiem vu|viec)(?: giao them| moi)?(?: (?:cho|den|toi) (?P<agency>[^:]+?))? ?:(?P<said>.+)",
    r"giao (?P<agency>[^:]+?)(?: (?:them|bo sung)(?: (?:nhiem vu|viec))?| (?:nhiem vu|viec) moi) ?:(?P<said>.+)",
    r"giao them(?: (?:nhiem vu|viec))?,? (?P<said>[^:]+, ?(?:thoi )?han .+)",
    r"(?:giao them|bo sung|them) (?:mot )?(?:nhiem vu|viec)(?: moi)?(?P<said>)",
)


def _compiled(rows: tuple[str, ...], *, by: bool = True) -> tuple[re.Pattern[str], ...]:
    """`by`: a document may stand at either end."""
    start, end = (rf"(?:{_BY.removesuffix('?')},? )?", _BY) if by else ("", "")
    return tuple(re.compile(rf"{BEFORE}{start}{row}{end}{AFTER}[ .!]*", re.DOTALL) for row in rows)


_DUE, _OUT, _STOP, _RETURN = (_compiled(rows) for rows in (_DUE_ROWS, _OUT_ROWS, _STOP_ROWS, _BACK_ROWS))
_ADD = _compiled(_ADD_ROWS, by=False)
_A_DAY = re.compile(_DAYS)
_WAITING = re.compile(r"(?:đợi|ngóng|chờ)", re.IGNORECASE)
ASKS = re.compile(r"\?|\b(?:duoc khong|duoc k|dc k|hay khong|chua|the nao|sao|khi nao|bao gio|may gio|ai)[ .!]*$")


def read_order(text: str, on: date, year: int, codes: Collection[str]) -> Order | None:
    """The order that a whole message is, said on `on` about the plan of `year`; None for any other text."""
    plain = clean(text)
    if not plain or len(plain) > _LONGEST:
        return None
    folded = flat(plain)
    for row in _ADD:
        found = row.fullmatch(folded)
        if found is not None:
            return AddTask(_typed(found, plain, "said"), _typed(found, plain, "agency"))
    plain, document = without_document(plain, on)
    plain, code = _without_code(plain, codes)
    folded = flat(plain).rstrip()
    if code is None or ASKS.search(folded):
        return None
    return (
        _change_due(plain, folded, code, document, on, year)
        or _take_out(plain, folded, code, document)
        or _put_back(plain, folded, code, document)
    )


def read_basis(text: str, on: date) -> Document | None:
    """ "theo QĐ 300/QĐ-UBND", "CV 12/UBND-NC ngày 5/3": a document and nothing else."""
    plain, document = without_document(clean(text), on)
    return document if document is not None and re.fullmatch(rf"{BEFORE}{_BY}{AFTER}[ .!]*", flat(plain)) else None


def read_day(text: str, on: date, year: int, due: date | None = None) -> date | None:
    """The day that words name as a due date: in the plan's year where they name none, and forward from `on` where they count
    ("tuần sau"). None for words that say more than a day, and for a day that does not exist."""
    folded = flat(clean(text)).strip(" .!")
    if not _A_DAY.fullmatch(folded) or not re.search(r"\d|mai|mot|nay|sau|cuoi|het|quy|tuan|thang", folded):
        return None
    read = read_deadline(re.sub(r"^(?:den |toi )?het ", "", folded), year)
    if isinstance(read, OnDate | EndOf | Between):
        return read.due
    return None if re.search(r"\d+[/.-]\d", folded) else read_date(text, on, looks="forward", due=due)


# --- what stands in the sentence --------------------------------------------------------------------------------------------
def without_document(plain: str, on: date) -> tuple[str, Document | None]:
    """The text with a sign in place of its one document."""
    cited = list(find_documents(plain, on))
    if len(cited) != 1:
        return plain, None
    [one] = cited
    return f"{plain[: one.start].rstrip()} {_DOC}{plain[one.end :]}".strip(), one.document


def _without_code(plain: str, codes: Collection[str]) -> tuple[str, str | None]:
    """The text with a sign in place of the first code; a code that the plan does not have is one all the same."""
    one = next(find_codes(plain, codes), None) or next(find_codes(plain, ()), None)
    if one is None:
        return plain, None
    return f"{plain[: one.start]}{_CODE}{plain[one.end :]}", one.code


def _match(rows: tuple[re.Pattern[str], ...], folded: str) -> re.Match[str] | None:
    return next((found for row in rows if (found := row.fullmatch(folded)) is not None), None)


def _typed(found: re.Match[str], plain: str, *names: str) -> str:
    """The words of the first of these groups that took part, as they were typed."""
    for name in names:
        if found.groupdict().get(name):
            return plain[found.start(name) : found.end(name)].strip(" .,:")
    return ""


# --- what is ordered --------------------------------------------------------------------------------------------------------
def _change_due(plain: str, folded: str, code: str, document: Document | None, on: date, year: int) -> ChangeDue | None:
    for row in _DUE:
        found = row.fullmatch(folded)
        if found is None:
            continue
        move = found.groupdict().get("move")
        if move is not None and _WAITING.match(plain[found.start("move") :]):
            continue  # unmarked, to wait for it is to move it
        if move == "gia han" and document is None and folded.index(_CODE) < found.start("move"):
            continue  # "II.5 gia hạn đến 15/4" asks for it
        day = _typed(found, plain, "day")
        until = read_day(day, on, year) if day else None
        if day and until is None and not re.fullmatch(r"(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?", flat(day)):
            continue
        return ChangeDue(code, _typed(found, plain, "period"), _typed(found, plain, "agency", "also"), until, document)
    return None


def _take_out(plain: str, folded: str, code: str, document: Document | None) -> TakeOut | None:
    found = _match(_OUT, folded) or (_match(_STOP, folded) if document is not None else None)
    if found is None:
        return None
    return TakeOut(code, _typed(found, plain, "agency"), _typed(found, plain, "why").replace(_DOC, "").strip(), document)


def _put_back(plain: str, folded: str, code: str, document: Document | None) -> PutBack | None:
    found = _match(_RETURN, folded)
    return PutBack(code, _typed(found, plain, "agency"), document) if found is not None else None
