"""Activity codes in a message: `I.2`, `i2`, `ii.3`, `GP.2e`, and `l.4`, which is how a phone and an OCR write `I.4`.

Never a bare number ("3 xong" may be the third line or I.3) and never `1.1` for `I.1`: a wrong code is a wrong record.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.understanding.documents import flat

_ROMAN = re.compile(r"[IVX]+$")
_VALID_ROMAN = re.compile(r"X{0,2}(?:IX|IV|V?I{0,3})$")
_PARTS = re.compile(r"([A-Z]+)\.?(\d+)([a-z]?)$")
# Where there is no plan to ask: a Roman group with or without a dot, or two letters with one (`th1` may be a month).
_ANY = re.compile(
    r"(?<![\w./-])(?:(?P<roman>[ivxl|]{1,5})(?P<dot>\.\s?)?(?P<n>\d{1,2})(?P<l>[a-z]?)|(?P<own>[a-z]{2})\.(?P<m>\d{1,2})(?P<k>[a-z]?))(?![\w%]|[./-]\d)"
)
_LOOSE_START = re.compile(r"(?:^|[,;:\n.(-])\s*$")


@dataclass(frozen=True, slots=True)
class Found:
    """A code as it is spelled officially, and where it stands."""

    code: str
    start: int
    end: int


def find_codes(text: str, known: Collection[str]) -> Iterator[Found]:
    """The codes of a text in order: the known ones where there are any, else whatever is shaped like one."""
    plain = flat(text)
    if not known:
        yield from _shaped(plain)
        return
    pattern, names = _known(tuple(known))
    for match in pattern.finditer(plain):
        code = names[match.lastgroup or ""]
        if "." in match[0] or _dotless_is_meant(plain, text, match, code):
            yield Found(code, match.start(), match.end())


@lru_cache(maxsize=64)
def _known(codes: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {f"c{i}": code for i, code in enumerate(codes)}
    choices = "|".join(f"(?P<{name}>{_spellings(code)})" for name, code in names.items())
    return re.compile(rf"(?<![\w./])(?:{choices})(?![\w%]|[./-]\d)"), names


def _spellings(code: str) -> str:
    parts = _PARTS.match(code)
    if parts is None:
        return re.escape(flat(code))
    letters = parts[1].lower()
    if _ROMAN.match(parts[1]):
        letters = letters.replace("i", "[il|]")
    return rf"{letters}(?:\s?[.]\s?|[-_])?{parts[2]}{parts[3]}"


def _dotless_is_meant(plain: str, text: str, match: re.Match[str], code: str) -> bool:
    """`i2` is plain enough anywhere; `v2` (a version), `th1` (a month) only in capitals or at the head of a statement."""
    letters = re.match(r"[^\d.]+", match[0])
    if letters and re.fullmatch(r"[il|]{1,3}|i?v|v?i{1,3}", letters[0].strip("-_")) and letters[0] != "v":
        return True
    return text[match.start()].isupper() or bool(_LOOSE_START.search(plain[: match.start()]))


def _shaped(plain: str) -> Iterator[Found]:
    for match in _ANY.finditer(plain):
        if match["own"]:
            yield Found(f"{match['own'].upper()}.{match['m']}{match['k']}", match.start(), match.end())
            continue
        roman = re.sub(r"[l|]", "i", match["roman"]).upper()
        loose = bool(match["dot"]) or len(roman) > 1 or roman == "I" or bool(_LOOSE_START.search(plain[: match.start()]))
        if _VALID_ROMAN.match(roman) and loose:
            yield Found(f"{roman}.{match['n']}{match['l']}", match.start(), match.end())
