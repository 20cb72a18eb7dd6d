"""Numbers of official documents as people type them: `QĐ 215/QĐ-UBND ngày 12/3`, `so 12/kh-ubnd`, `17/BC-SXD`.

The number is given back in its official spelling (Nghị định 30/2020/NĐ-CP: number, slash, kind, hyphen, issuer), the kind
written out, so that a misreading shows in the echo. A document's date looks back: nobody cites what is not yet signed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.understanding.answer import Document
from bot.understanding.dates import read_date
from bot.understanding.words import clean
from plan_data.text import fold

# Abbreviations of the kinds, Nghị định 30/2020/NĐ-CP, annex III; without marks as well, since phones leave them out.
KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "GM": "Giấy mời",
    "KL": "Kết luận",
    "TT": "Thông tư",
    "NĐ": "Nghị định",
    "CV": "Công văn",
}
_BY_FOLD = {fold(short): short for short in reversed(KINDS)} | {"cv": "CV", "da": "ĐA", "hd": "HD"}
_BY_NAME = {fold(name): name for name in KINDS.values()}
_ISSUERS = {"HDND": "HĐND", "TTG": "TTg", "QDND": "QĐND"}

_NAMED = "|".join(sorted((re.escape(name) for name in _BY_NAME), key=len, reverse=True))
_SHORT = "|".join(sorted((re.escape(short) for short in _BY_FOLD), key=len, reverse=True))
_BEFORE = rf"(?:(?P<kind>\b(?:{_NAMED}|{_SHORT}|van ban|vb))\s*)?(?:(?:\bso|\bs/)\s*:?\s*)?"
_DAY = (
    r"(?:\s*,?\s*\(?\s*(?P<day>(?:ky\s+|ban hanh\s+)?ngay\s+\d{1,2}\s*(?:[/.-]\s*\d{1,2}|\s+thang\s+\d{1,2})"
    r"(?:\s*(?:[/.-]|\s+nam)\s*\d{2,4})?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\(\d{1,2}/\d{1,2}\))\s*\)?)?"
)
# 215/QĐ-UBND, 23/2018/QĐ-TTg, 12-KH/TU, 581/BNV-CCHC, 88/QĐ, 45/TTr-SNV; with blanks around the marks too
_NUMBER = (
    r"(?<![\w/.-])(?P<number>\d{1,5})(?:\s*/\s*(?P<year>(?:19|20)\d\d))?"
    r"\s*(?P<sep>[/-])\s*(?P<sign>[a-z]{2,}(?:\s*[-/&]\s*[a-z]{2,}\d*)*)(?![\w])"
)
_FOUND = re.compile(_BEFORE + _NUMBER + _DAY)
_ALONE = re.compile(
    rf"\b(?P<kind>{_NAMED}|qd|cv|kh|bc|ttr|tb|nq)\s*(?:so\s*:?\s*|(?<=\bqd )|(?<=\bcv ))(?P<number>\d{{1,5}})(?![\w/%.-]){_DAY}"
)
_NOT_A_SIGN = frozenset(
    {"ngay", "thang", "tuan", "nam", "quy", "gio", "phut", "lan", "don", "xa", "huyen", "viec", "nguoi", "nhiem", "noi"}
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A document and where it stands in the text."""

    start: int
    end: int
    document: Document


def read_document(text: str, on: date) -> Document | None:
    """The document of a message that is nothing else: "12/KH-UBND", "số 12/KH-UBND ngày 5/2"; None for any other message."""
    plain = clean(text)
    cited = list(find_documents(plain, on))
    if len(cited) != 1:
        return None
    rest = fold(plain[: cited[0].start] + " " + plain[cited[0].end :])
    return (
        None
        if re.sub(r"\b(?:da|so|a|la|vb|van ban|em|e|gui|nhe|nha|anh|chi|oi|so hieu|ky hieu)\b|[\W_]", "", rest)
        else cited[0].document
    )


def find_documents(text: str, on: date) -> Iterator[Cited]:
    """Each document cited in a cleaned text, in order; `on` is the day it is said, from which dates look back."""
    plain = flat(text)
    taken = 0
    for found in sorted([*_FOUND.finditer(plain), *_ALONE.finditer(plain)], key=lambda m: (m.start(), -m.end())):
        if found.start() < taken:
            continue
        document = _document(found, text, on)
        if document:
            taken = found.end()
            yield Cited(found.start(), found.end(), document)


def flat(text: str) -> str:
    """`fold` that keeps every character in its place, so that what is found can be cut from the text as typed."""
    return "".join(folded if len(folded := fold(c)) == 1 else (" " if c.isspace() else c) for c in text)


def _document(found: re.Match[str], text: str, on: date) -> Document | None:
    parts = found.groupdict()
    said = parts["kind"] or ""
    dated = read_date(parts["day"], on, looks="back") if parts["day"] else None
    if "sign" not in parts:
        return Document(parts["number"], _kind_said(said), dated)
    sign = re.sub(r"\s", "", text[found.start("sign") : found.end("sign")])
    first = fold(re.split(r"[-/&]", sign)[0])
    if first in _NOT_A_SIGN or (first not in _BY_FOLD and sign == re.split(r"[-/&]", sign)[0]):
        return None
    official = _official(sign)
    kind = KINDS.get(re.split(r"[-/&]", official)[0], "") or _kind_said(said)
    if said == "hop dong":  # whose sign is typed HD as often as HĐ
        kind = KINDS["HĐ"]
    year = f"/{parts['year']}" if parts["year"] else ""
    return Document(f"{parts['number']}{year}{parts['sep']}{official}", kind, dated)


def _kind_said(said: str) -> str:
    return _BY_NAME.get(said) or KINDS.get(_BY_FOLD.get(said, ""), "")


def _official(sign: str) -> str:
    """`qd-ubnd` becomes `QĐ-UBND`: the kind as the decree abbreviates it, who issued it in capitals."""
    pieces = re.split(r"([-/&])", sign)
    first = _BY_FOLD.get(fold(pieces[0]))
    if first is None or (pieces[0].isupper() and pieces[0] in KINDS):
        first = pieces[0] if pieces[0] in KINDS else _issuer(pieces[0])
    return first + "".join(_issuer(piece) for piece in pieces[1:])


def _issuer(piece: str) -> str:
    if any(c.isupper() for c in piece) and any(c.islower() for c in piece):
        return piece  # STNMT, TCTTTg: a sign in mixed case was typed with care
    return _ISSUERS.get(piece.upper(), piece.upper())
