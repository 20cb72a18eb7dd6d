"""Vietnamese text: one form for storage, one for matching.

Storage keeps NFC, so that two keyboards write the same bytes. Matching uses a folded form without marks, because staff
type without them (`da xong`), documents mix `hoà/hòa` and `Uỷ/Ủy`, and OCR and old fonts bring NFD, full-width digits
and `ð` for `đ`.
"""

import re
import unicodedata

_D_STROKE = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "₫": "d"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


def nfc(text: str) -> str:
    """The stored form: NFC, nothing else changed."""
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """`text` without the characters that nobody sees (zero-width, direction marks, soft hyphen, byte-order mark)."""
    return _INVISIBLE.sub("", text)


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
