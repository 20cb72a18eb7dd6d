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
# What a known code may be written like: "II.6", "ii-6", "gp.2e".
_WRITTEN = re.compile(r"(?<![\w./])(?P<letters>[a-z|]+)(?:\s?[.]\s?|[-_])?(?P<n>\d+[a-z]?)(?![\w%]|[./-]\d)")
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
    spelled, others = _known(tuple(known))
    for match in _WRITTEN.finditer(plain):
        code = spelled.get((match["letters"], match["n"])) or spelled.get((_as_roman(match["letters"]), match["n"]))
        if code is not None and ("." in match[0] or _dotless_is_meant(plain, text, match, code)):
            yield Found(code, match.start(), match.end())
    for code in others:
        for match in re.finditer(rf"(?<![\w./]){re.escape(flat(code))}(?![\w%]|[./-]\d)", plain):
            yield Found(code, match.start(), match.end())


@lru_cache(maxsize=64)
def _known(codes: tuple[str, ...]) -> tuple[dict[tuple[str, str], str], tuple[str, ...]]:
    """The codes by their letters and what follows them, and those of another build: found in one look, however many."""
    parts = {code: _PARTS.match(code) for code in codes}
    spelled = {(match[1].lower(), match[2] + match[3]): code for code, match in parts.items() if match}
    return spelled, tuple(code for code, match in parts.items() if match is None)


def _as_roman(letters: str) -> str:
    """A phone and an OCR write `l.4` and `|.4` for `I.4`; no other code has these letters for an I."""
    roman = re.sub(r"[l|]", "i", letters)
    return roman if _ROMAN.match(roman.upper()) else letters


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
