"""A cell and its folded twin, character for character.

Words are recognised in `low` (no marks, no case) and quoted from `raw` (as written). Both have the same length, so that a
position found in one is a position in the other: names come back exactly as the paper has them.
"""

import re
import unicodedata
from dataclasses import dataclass

from plan_data.text import fold, squeeze, visible

MASK = "\x01"
"""Stands for each character of a bracket: "(chủ trì)" must neither separate nor be read as a name."""

_ALIKE = (("‐‑‒–—−", "-"), ("•·●▪◦*", "\n"), ('“”„«»"', " "), ("‘’`", "'"))
_PLAIN = str.maketrans({char: plain for chars, plain in _ALIKE for char in chars})
_BREAK = re.compile(r"<br\s*/?>|\r\n?|[\v\f\u2028\u2029]", re.IGNORECASE)
_LINE = re.compile(r"[^\S\n]*\n\s*")
_BLANK = re.compile(r"[^\S\n]+")
_GLUED = re.compile(r"\b((?i:và|hoặc|các|sở|bộ|ban|ngành|cục|vụ|phòng|tỉnh|huyện|quận|phường|xã|phố))(?=([^\W\d_]))")
"""Words that are often written together with the capital after them: "Sở Kế hoạch vàĐầu tư"."""
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[(\[][^()\[\]\n]*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """`raw` as written (NFKC, white space squeezed, line breaks kept), `low` folded and with brackets masked."""

    raw: str
    low: str

    @property
    def mixed(self) -> bool:
        """Whether capitals tell something: a cell all in capitals, or all without, says nothing by them."""
        return self.raw != self.raw.upper() and self.raw != self.raw.lower()

    def capital(self, at: int) -> bool:
        """A capital (or a digit) at `at`, or a cell in which capitals say nothing."""
        return at < len(self.raw) and (not self.mixed or self.raw[at].isupper() or self.raw[at].isdigit())

    def upper(self, at: int) -> bool:
        """A capital letter at `at`."""
        return self.raw[at : at + 1].isupper()

    def quote(self, start: int, end: int) -> str:
        """The words as written, on one line, without the punctuation and the brackets that close them."""
        while end > start and self.low[end - 1] in f" \n,;:.-/&+{MASK}":
            end -= 1
        return squeeze(self.raw[start:end])


def cell_of(text: str) -> Cell:
    """Reads any string; nothing in it can make this raise."""
    plain = _BREAK.sub("\n", unicodedata.normalize("NFKC", visible(text)).replace("&amp;", "&")).translate(_PLAIN)
    plain = _BLANK.sub(" ", _LINE.sub("\n", plain)).strip()
    if plain != plain.upper():
        plain = _GLUED.sub(lambda found: found[1] + " " * found[2].isupper(), plain)
    pairs = [(char, low) for char in plain if (low := _low(char))]
    raw, low = "".join(char for char, _ in pairs), "".join(low for _, low in pairs)
    return Cell(raw, _BRACKET.sub(lambda found: MASK * len(found.group()), low))


def _low(char: str) -> str:
    return char if char in " \n" else fold(char)[:1]
