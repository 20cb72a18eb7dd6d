"""Vietnamese text: one form for storage, one for matching.

Storage keeps NFC, so that two keyboards write the same bytes. Matching uses a folded form without marks, because staff
type without them (`da xong`), documents mix `hoà/hòa` and `Uỷ/Ủy`, and OCR and old fonts bring NFD, full-width digits
and `ð` for `đ`.
"""

import re
import unicodedata

_D_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "₫": "d"})
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_IN_A_FILE = re.compile("[\x0b\x0c\x85\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """The stored form: NFC, nothing else changed."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """`text` without the characters that nobody sees (zero-width, direction marks, soft hyphen, controls, empty letters)."""
    return _INVISIBLE.sub("", text)


def undirected(text: str) -> str:
    """`text` without the marks that turn its direction: nobody's words may turn round what stands beside them."""
    return _DIRECTIONS.sub("", text)


def printable(text: str) -> str:
    """What a file may carry: nothing that nobody sees, and none of the characters that XML has no place for."""
    return _NOT_IN_A_FILE.sub("", visible(text.replace("\r\n", "\n").replace("\r", "\n")))


def squeeze(text: str) -> str:
    """NFC on one line: runs of white space (line breaks and no-break spaces too) become one space, ends trimmed."""
    return _SPACES.sub(" ", visible(nfc(text))).strip()


def fold(text: str) -> str:
    """The matching form: no marks, no case, compatibility characters made plain, one line.

    `fold("  Uỷ ban\\nnhân dân ") == "uy ban nhan dan"`; `fold("Quý Ⅱ") == "quy ii"`; `fold("１５％") == "15%"`.
    """
    plain = unicodedata.normalize("NFKD", visible(text).translate(_D_STROKE))
    return _SPACES.sub(" ", "".join(c for c in plain if not unicodedata.combining(c)).casefold()).strip()


def slug(text: str) -> str:
    """A key that a person can read in a log: `slug("Sở Tư pháp") == "so-tu-phap"`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def file_name(text: str, most: int = 60) -> str:
    """A file's name as it may be shown: one line, nothing invisible, at most `most` characters; what is cut is its middle,
    since the ending says what it is. `file_name("Quyết\\u202efdp.exe") == "Quyếtfdp.exe"`."""
    name = squeeze(text)
    if len(name) <= most:
        return name
    tail = name[-12:] if "." not in name[-12:] else name[name.rindex(".") :]
    return f"{name[: most - 1 - len(tail)].rstrip()}…{tail}"
