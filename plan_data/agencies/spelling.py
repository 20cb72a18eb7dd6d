"""One name, all its spellings: "Sở Kế hoạch và Đầu tư", "Sở KH&ĐT", "SKHĐT", "Sở KH và Đầu tư", "SỞ  KẾ HOẠCH - ĐẦU TƯ".

A name becomes one pattern over folded text in which each word may be its initial and any joint may be written in any way. This
replaces a list of aliases that would never be complete. A slip of the pen (one wrong letter) is looked for only after that, and
only a slip: a similarity score is high between real neighbours ("Sở Ngoại vụ", "Sở Nội vụ").
"""

import re
from dataclasses import dataclass

from plan_data.text import fold

JOINT = r"(?:[ \n.,&/+-]|(?<=[ \n&,])va(?=[ \n&]))*"
EDGE = r"(?![a-z0-9])"
CITIES = ("ha noi", "hai phong", "hue", "da nang", "can tho", "ho chi minh")
"""The cities that are provinces."""
UBND = r"(?:ubnd|uy ban nhan dan|uy ban nd|ub nhan dan|ub nd)"

_PROVINCE = rf"[ \n]*(?:- )?tinh{EDGE}(?! (?:doan|uy(?! ban)){EDGE})"
"""A name's "tỉnh", which is not the one of "Tỉnh đoàn" or "Tỉnh ủy" where the comma was lost."""
_PHRASES = (
    ("uy ban nhan dan", UBND),
    ("ubnd", UBND),
    ("van phong", r"(?:van phong|vp)"),
    ("ban quan ly", r"(?:ban quan ly|ban ql|bql)"),
    ("trung tam", r"(?:trung tam|tt)"),
    ("thanh pho", r"(?:thanh pho|tp)"),
    ("thi xa", r"(?:thi xa|tx)"),
)
_HEADS = {"so": r"(?:so|s)"}


@dataclass(frozen=True, slots=True)
class Known:
    """A name that the directory lists, or that every province has (`listed` False: it comes back as written)."""

    name: str
    listed: bool
    whole: re.Pattern[str]
    stem: re.Pattern[str]
    """Without the first word: "Nội vụ" in "Các Sở: Nội vụ, Tài chính"; nothing for "Văn phòng UBND tỉnh"."""
    family: str
    """The first word, folded: "so", "bo", "ubnd"."""

    words: tuple[str, ...]
    """The name's folded words without joints."""

    def ends_with(self, place: str) -> bool:
        tail = tuple(words(place))
        return bool(tail) and self.words[-len(tail) :] == tail


def words(text: str) -> list[str]:
    """Folded words without joints: `words("Sở Y tế và ...") == ["so", "y", "te"]`."""
    return [word for word in re.findall(r"[a-z0-9]+", fold(text)) if word != "va"]


def known(name: str, *, listed: bool, aliases: tuple[str, ...] = (), places: tuple[str, ...] = ()) -> Known:
    """`aliases` are literal, joints apart; `places` are the province's own names, which may follow ("Sở Y tế tỉnh Cà Mau")."""
    family = words(name)[0] if words(name) else ""
    tail = "" if family == "ubnd" else _tail(family, places)
    parts = _parts(name, initials=family != "ubnd")
    spellings = [JOINT.join(parts), *(JOINT.join(map(re.escape, words(alias))) for alias in aliases if words(alias))]
    stem = "(?!)" if family == "van" or not parts[1:] else JOINT.join(parts[1:])
    return Known(
        name,
        listed,
        re.compile(rf"(?:{'|'.join(spellings)}){EDGE}{tail}{EDGE}"),
        re.compile(rf"{stem}{EDGE}{f'(?:{_PROVINCE})?' if family == 'so' else ''}"),
        family,
        tuple(words(name)),
    )


def _tail(family: str, places: tuple[str, ...]) -> str:
    """ "tỉnh", "tỉnh Cà Mau", "Cà Mau". Only a Sở may be said to be of the city: "Thanh tra thành phố" is another body.

    No comma is inside it: "Sở Y tế, TP. Cà Mau" are two.
    """
    others = "|".join({"hcm", *CITIES} - {" ".join(words(place)) for place in places})
    level = _PROVINCE + (rf"|[ ]*(?:thanh pho|tp){EDGE}(?![ .]*(?:{others}){EDGE})" if family == "so" else "")
    own = "|".join(JOINT.join(words(place)) for place in places) or "(?!)"
    return rf"(?:{level})?(?:[ .-]*(?:{own}))?"


def _parts(name: str, *, initials: bool) -> list[str]:
    rest, parts = " ".join(words(name)).removesuffix(" tinh"), list[str]()
    while rest:
        phrase, pattern = next(((p, r) for p, r in _PHRASES if f"{rest} ".startswith(f"{p} ")), (rest.split()[0], ""))
        if not pattern:
            pattern = f"(?:{phrase}|{phrase[0]})" if parts and initials else _HEADS.get(phrase, phrase)
        parts.append(pattern)
        rest = rest.removeprefix(phrase).strip()
    return parts


def slips(a: str, b: str, limit: int) -> int | None:
    """Letters wrong, missing, too many or swapped between `a` and `b`; None above `limit`."""
    if abs(len(a) - len(b)) > limit:
        return None
    before, row = list[int](), list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        older, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and min(before) > limit:
            return None
    return row[-1] if row[-1] <= limit else None


BEGUN = 99
"""Counts for more than any slips: a name that is only begun."""


def near(text: str, names: tuple[Known, ...]) -> tuple[Known, ...]:
    """The names that `text` misspells (fewest slips) or, of a Sở, begins ("Sở Tài", "Sở KH" begin two).

    Several are a question, no answer. "Ban Quản lý" and "Trung tâm" begin too many bodies that nobody lists.
    """
    return nearest(text, names)[1]


def nearest(text: str, names: tuple[Known, ...]) -> tuple[int, tuple[Known, ...]]:
    """`near`, and how many slips away."""
    said = words(text)
    if len(said) < 2:
        return BEGUN, ()
    squashed = "".join(said)
    limit = 0 if len(squashed) < 7 else 1 if len(squashed) < 20 else 2
    counted = [(count, name) for name in names if (count := slips(squashed, "".join(name.words), limit)) is not None]
    if counted:
        fewest = min(count for count, _ in counted)
        return fewest, tuple(name for count, name in counted if count == fewest)
    return BEGUN, tuple(name for name in names if name.words[0] == said[0] == "so" and _begins(said[1:], name.words[1:]))


def _begins(said: list[str], name: tuple[str, ...]) -> bool:
    """ "Tài" or, in one word, initials: "KH" begins "KH&ĐT" and "KH&CN"."""
    initials = "".join(word[0] for word in name)
    short = len(said) == 1 and len(said[0]) >= 2 and initials != said[0] and initials.startswith(said[0])
    return list(name[: len(said)]) == said or short
