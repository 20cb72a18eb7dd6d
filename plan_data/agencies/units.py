"""UBND of districts, communes and provinces: "UBND các huyện, thành phố", "UBND huyện Năm Căn", "cấp huyện, cấp xã".

A level without a name is a group; a level with one is that place's UBND. Which of the two it is, a capital letter tells (or
the directory, where a cell has no capitals).
"""

import re
from dataclasses import dataclass

from plan_data.agencies.cell import Cell
from plan_data.agencies.lexicon import DIA_PHUONG, PLURALS, UBND_CAP_HUYEN, UBND_CAP_XA, B, J, head
from plan_data.agencies.spelling import UBND, words

_LEVELS = (
    ("thanh pho", "thành phố", UBND_CAP_HUYEN, rf"thanh pho{B}|tp\.|tp{B}|thanh(?=[ ]*(?:[,;.\n]|$))"),
    ("thi xa", "thị xã", UBND_CAP_HUYEN, rf"thi xa{B}|tx\.|tx{B}|thi{B}(?! tran)"),
    ("thi tran", "thị trấn", UBND_CAP_XA, rf"thi tran{B}"),
    ("huyen", "huyện", UBND_CAP_HUYEN, rf"huyen{B}|h\."),
    ("quan", "quận", UBND_CAP_HUYEN, rf"quan{B}"),
    ("phuong", "phường", UBND_CAP_XA, rf"phuong{B}"),
    ("dac khu", "đặc khu", UBND_CAP_XA, rf"dac khu{B}"),
    ("xa", "xã", UBND_CAP_XA, rf"xa{B}"),
    ("tinh", "tỉnh", DIA_PHUONG, rf"tinh{B}"),
)
LEVEL_WORDS = {level: shown for level, shown, _, _ in _LEVELS}
_TOKENS = {level: token for level, _, token, _ in _LEVELS}
_LEVEL = re.compile("|".join(f"(?P<{level.replace(' ', '_')}>{spelled})" for level, _, _, spelled in _LEVELS))
_ANY = "(?:" + "|".join(spelled for _, _, _, spelled in _LEVELS) + ")"
_ON = r"(?:[ \n]*[,/&;-][ \n]*(?:va[ \n]+)?|[ \n]+va[ \n]+|[ ]+)"
LEVELS = re.compile(rf"[ ](?:cac|cap) {_ANY}(?:{_ON}(?:cac |cap )?{_ANY}(?! (?:doan|uy){B}))+")
"""Levels joined, after something else's name: "Công an các huyện, thành phố"."""

_START = re.compile(rf"(?:\d+% ?)?(?P<ubnd>{UBND}{B}[ \n]*)?(?P<every>{PLURALS}?(?:cap |\d+ )|{PLURALS})?")
_AGAIN = re.compile(rf"{J}(?P<every>cac |cap )?(?={_ANY})")
_EVERY_LEVEL = re.compile(rf"{UBND} (?:cac|ba|hai|\d) cap{B}")
_OTHER_WORD = re.compile(rf"(?:(?<=xa) hoi|(?<=quan) su|(?<!dac khu) (?:uy|doan)){B}(?! ket{B})")
_OTHER_MARKED = {" hội", " sự", " ủy", " uỷ", " đoàn"}
"""What makes another word of a level: "xã hội", "quân sự", "tỉnh ủy", "Tỉnh Đoàn"; but "phường Đoàn Kết", "xã Uy Nỗ"."""
_WORD = re.compile(r"[^\W_]+(?:['.-][^\W_]+)*")
_NAME_END = re.compile(r"[ \n]*(?:[^a-z0-9 \n]|$|va )")
_TYPED = re.compile(r"[^,;.\n:/()-]+?(?= va |[,;.\n:/()-]|$)")
_DASHED = re.compile(r" - (?![a-z])[^\W\d_]+(?: (?![a-zà-ỹđ])[^\W\d_]+)*")
_NO_PLACE = {"sở", "so", "ubnd", "các", "cac", "và", "va", "trên", "tren", "thuộc", "thuoc", "theo"}
"""Words that no place's name goes on with: the comma was lost ("UBND huyện Năm Căn Sở Nội vụ"), or they qualify."""
_QUALIFIES = re.compile(r"(?:truc thuoc|mien nui|bien gioi|ven bien|(?:co )?lien quan|co cong chuc|tren dia ban|dong bang)")
"""What only says which: no place's name in a cell all of capitals."""
_SHORT_LEVELS = {"thành", "thanh", "thị", "thi"}
"""Levels cut short, as in "các huyện, thị, thành"; places end so too."""
_LEVEL_MARKED = {"thi": "thị", "thanh": "thành", "tinh": "tỉnh", "quan": "quận"}
"""Levels that are other words with other marks: "THI HÀNH ÁN", "TÂN THẠNH", "TỊNH BIÊN"."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One level as read: "huyện U Minh" is ("huyen", "U Minh"); "các huyện" is ("huyen", "") with `every`."""

    level: str
    place: str
    every: bool

    @property
    def token(self) -> str:
        """The group that its level is of."""
        return _TOKENS[self.level]


@dataclass(frozen=True, slots=True)
class Units:
    """`end` is where reading stopped; `said_ubnd` whether the words UBND were there. At least one unit."""

    units: tuple[Unit, ...]
    end: int
    said_ubnd: bool

    @property
    def tokens(self) -> tuple[str, ...]:
        """The group tokens of the levels without a name. "thành phố" goes with the level before it ("các tỉnh, thành phố")."""
        found: list[str] = []
        for unit in self.units:
            city_of_the_centre = unit.level == "thanh pho" and found[-1:] == [DIA_PHUONG]
            if not unit.place and not city_of_the_centre:
                found.append(unit.token)
        return tuple(dict.fromkeys(found))

    @property
    def named(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.place)


def is_level(cell: Cell, at: int) -> bool:
    """Whether the words at `at` are a level's ("TP. Cà Mau"), no place's."""
    return _level_at(cell, at) is not None


def every_level(cell: Cell, at: int) -> int | None:
    """Where "UBND các cấp" ends."""
    found = _EVERY_LEVEL.match(cell.low, at)
    return found.end() if found else None


def read_units(cell: Cell, at: int, places: tuple[str, ...]) -> Units | None:
    """Reads levels from `at`; None where the words name none ("xã hội") or say too little ("huyện" alone without UBND)."""
    start = _START.match(cell.low, at)
    said_ubnd, every, pos = bool(start and start["ubnd"]), bool(start and start["every"]), start.end() if start else at
    units: list[Unit] = []
    end = pos
    while level := _level_at(cell, pos):
        name_at = level.end() + cell.low.startswith(" ", level.end())
        spaced = name_at > level.end() or level.group().endswith(".")
        place = place_at(cell, name_at, places, alone=not every) if spaced else ""
        units.append(Unit(str(level.lastgroup).replace("_", " "), place, every))
        end = name_at + len(place) if place else level.end()
        again = _AGAIN.match(cell.low, end)
        if not again:
            break
        if units == [Unit("tinh", "", False)] and _named_city(cell, again.end(), places):
            break  # "UBND tỉnh, TP. Cà Mau" are two, "UBND tỉnh, thành phố" are all
        every, pos = bool(again["every"]) or (every and not place), again.end()
    enough = units and (said_ubnd or units[0].every or len(units) > 1 or units[0].place)
    return Units(tuple(units), end, said_ubnd) if enough else None


def _named_city(cell: Cell, at: int, places: tuple[str, ...]) -> bool:
    level = _level_at(cell, at)
    return bool(level and place_at(cell, level.end() + cell.low.startswith(" ", level.end()), places))


def _level_at(cell: Cell, at: int) -> re.Match[str] | None:
    level = _LEVEL.match(cell.low, at)
    if not level or _other_word(cell, level):
        return None
    marked, written = _LEVEL_MARKED.get(level.group()), cell.raw[at : level.end()].casefold()
    other = marked and written != marked and not cell.raw.isascii() and (not written.isascii() or marked == "thị")
    return None if other else level


def _other_word(cell: Cell, level: re.Match[str]) -> bool:
    at = level.end()
    found = _OTHER_WORD.match(cell.low, at)
    if not found or not (cell.raw.isascii() or cell.raw[at : found.end()].casefold() in _OTHER_MARKED):
        return False
    named = cell.mixed and cell.upper(at + 1) and not cell.upper(level.start())
    return not (named and level.group() == "xa")  # "xã Hội Sơn"


def place_at(cell: Cell, at: int, places: tuple[str, ...], *, alone: bool = False, listed: bool = False) -> str:
    """The place's name at `at`, as written: words with capitals, or a place of the directory; "" where there is none.

    The directory's place counts only where the name ends with it: "U Minh Thượng" is not "U Minh". `alone`: no list of places
    was promised, so that a dash is inside the name ("phường Xuân Hương - Đà Lạt"), not between two;
    `listed`: in a list of places, so that small letters are one too.
    """
    own = max((_own(cell.low, at, place) for place in places), default=0)
    if own and _NAME_END.match(cell.low, at + own):
        return cell.raw[at : at + own]
    if cell.raw == cell.raw.lower():
        rest = _TYPED.match(cell.low, at) if own or listed else None
        return cell.raw[at : rest.end()] if rest else ""
    end = at
    while word := _WORD.match(cell.raw, end + (end > at)):
        joined = (end == at or cell.low[end] == " ") and (cell.mixed or not _QUALIFIES.match(cell.low, word.start()))
        level = not cell.mixed and word.group().casefold() not in _SHORT_LEVELS and _level_at(cell, word.start())
        if not joined or not cell.capital(word.start()) or word.group().casefold() in _NO_PLACE or level:
            break
        end = word.end()
    other = _DASHED.match(cell.raw, end) if end > at and (alone or "," in cell.low.rstrip(" ,")) else None
    whole = other and not cell.low.endswith(" - ", 0, at) and _NAME_END.match(cell.low, other.end())
    if other and whole and not head(cell.raw, cell.low, end + 3) and not cell.low.startswith(" - ", other.end()):
        end = other.end()
    return "" if end - at == 1 and cell.raw[at].isalpha() else cell.raw[at:end]


def _own(low: str, at: int, place: str) -> int:
    found = re.match(r"[ \n]*".join(words(place)) + B, low[at:]) if words(place) else None
    return found.end() if found else 0
