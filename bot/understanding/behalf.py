"""An office writes down what an agency said on paper or by telephone: "ghi nhận II.6 xong thay Sở TN&MT", "Sở Nội vụ gọi điện
báo IV.3 60%". Pure: whose answer, what it says, and how it came; None for everything else.

Nobody is taken for an agency by a slip: a report of one's own ("em vừa gọi điện báo I.3 60%") names none.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.said_in_parts import parts
from plan_data.agencies import Directory
from plan_data.text import fold, squeeze


class Source(StrEnum):
    """How it came to the office."""

    DOCUMENT = "document"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Behalf:
    """`agencies`: the names that are meant, several where it is not clear; `what`: the words that report; `source`: None where
    they do not say; `paper`: the document that they name; `by_office`: they begin with what the office does."""

    agencies: tuple[str, ...]
    what: str
    source: Source | None = None
    paper: str = ""
    by_office: bool = False


_VERB = r"^(?:nho |hay |vui long )?(?:ghi nhan|cap nhat|nhap|ghi)"
_SAID = r"(?: (?:bao cao|bao|cho biet|noi|xac nhan|thong bao|la|rang)\b)*[ :,]*"
_CODE = r"(?:[ivx]+|gp|th)\.? ?\d"
_PAPER = r"(?:van ban|cong van|bao cao|to trinh|giay|phieu|cv|bc)"
_ROWS = tuple(
    re.compile(row)
    for row in (
        rf"{_VERB} thay (?:cho |mat )?(?P<agency>.+?) ?[:,] ?(?P<what>.+)$",
        rf"{_VERB} thay (?:cho |mat )?(?P<agency>.+?) (?P<what>{_CODE}.*)$",
        rf"{_VERB} (?P<what>.+?),? thay (?:cho |mat )?(?P<agency>.+?)(?P<how>(?:,| \(| theo | qua | bang | tai | do | - ).*)?$",
        r"^theo (?P<how>.+?) cua (?P<agency>.+?) ?[:,] ?(?P<what>.+)$",
        rf"^(?P<agency>.+?) (?:vua |da |co |moi )*(?P<how>goi dien(?: thoai)?(?: (?:den|len|toi))?|dien thoai|"
        rf"(?:bao|tra loi) (?:qua|bang) dien thoai|goi|bao mieng){_SAID}(?P<what>.+)$",
        rf"^(?P<agency>.+?) (?:vua |da |co |moi )*"
        rf"(?P<how>(?:gui|co|(?:bao|tra loi) (?:qua|bang|theo)) {_PAPER}(?: (?:giay|so))*"
        rf"(?: \S*\d\S*/\S+)?(?: ngay [\d/]+)?){_SAID}(?P<what>.+)$",
    )
)
_FROM_OFFICE = 3
"""The first rows begin with what the office does: an agency's name may be begun or misspelled there."""
_PHONE = re.compile(r"\b(?:dien thoai|goi dien|goi|bao mieng|dt)\b")
_DOCUMENT = re.compile(rf"\b{_PAPER}\b|\d+/[a-z][\w-]*")
_NOTE = re.compile(r"\s*\([^()]*\)")
_TAIL = re.compile(
    r"[ ,]+(?:theo|qua|bằng|bang|tại|tai)\s+(?:văn bản|van ban|điện thoại|dien thoai|giấy|giay)(?:\s+(?:giấy|giay))?\s*$",
    re.IGNORECASE,
)


def read_behalf(text: str, directory: Directory) -> Behalf | None:
    """What an office writes down for an agency; `directory` are the agencies that there are."""
    for number, row in enumerate(_ROWS):
        found = parts(row, text)
        if found is None:
            continue
        named = directory.mentioned(found["agency"]) or (directory.find(found["agency"]) if number < _FROM_OFFICE else ())
        if not named or (number >= _FROM_OFFICE and not _is_only(found["agency"])):
            continue
        what = _TAIL.sub("", _NOTE.sub("", found["what"])).strip(" ,.;")
        paper = _paper(found.get("how", ""))
        return Behalf(tuple(a.name for a in named), what, named_source(text), paper, number < _FROM_OFFICE)
    return None


def _is_only(said: str) -> bool:
    """A name and nothing else: "I.3 chờ Sở Tài chính" is somebody's own sentence."""
    return len(said.split()) <= 9 and not re.search(rf"{_CODE}|%|\b(?:cho|doi|vi|do|nho|hoi|em|toi|minh)\b", fold(said))


def _paper(how: str) -> str:
    """ "báo cáo 45/BC-STNMT" of "theo báo cáo 45/BC-STNMT (văn bản giấy)"; empty where no number stands in it."""
    said = squeeze(_NOTE.sub("", how))
    found = re.search(rf"\b{_PAPER}\b|\d+/", fold(said))
    return said[found.start() :].strip(" ,.") if found and len(fold(said)) == len(said) and re.search(r"\d/", said) else ""


def named_source(text: str) -> Source | None:
    """How it came: "điện thoại", "văn bản", a document's number; None where the words do not say."""
    said = fold(text)
    if re.search(r"\d+/[a-z]", said) or (_DOCUMENT.search(said) and not _PHONE.search(said)):
        return Source.DOCUMENT
    return Source.PHONE if _PHONE.search(said) else None
