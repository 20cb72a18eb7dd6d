"""Reads one cell, left to right: at each place the longest thing that the words can be, else one honest "not read".

Each reading function answers "what begins here?" with a `Found` or None, and changes nothing; the order in which they are
asked is the grammar (`_begins`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

from plan_data.agencies import lexicon as lex
from plan_data.agencies.bounds import Bounds
from plan_data.agencies.cell import MASK, Cell, cell_of
from plan_data.agencies.spelling import BEGUN, CITIES, Known, nearest, words
from plan_data.agencies.units import LEVEL_WORDS, every_level, is_level, place_at, read_units
from plan_data.text import fold, squeeze

_FAMILY_HEADS = {"so": "Sở", "bo": "Bộ"}
_SHORTEST_BARE = 3
""" "CT" or "TP" alone says too little."""
_DEEPEST = 2
"""Lists in a cell, and lists in lists: more is no agency cell, and trying them all would take for ever."""
_MASKED = re.compile(f"{MASK}+")
_TAIL_BRACKET = re.compile(rf"[^,;:\n{MASK}]*(?P<inside>{MASK}+)")
_TWO_WORDS = re.compile(rf"(?:ban|bo|hoi|doi|phong|quy|truong|doan|vu) [a-z]+(?=[ ]*(?:[,;.{MASK}]|$)| va )")
"""In a list of communes a place, whatever agencies begin so: "UBND các xã: Ban Công, Bộ Hạ"."""
_CITY = re.compile(r"tp\.? ?(?=[a-z])(?!va )")
"""«TP. Vinh» is no Sở Tư pháp."""
_CITY_END = re.compile(r"tp(?=[ ]*(?:[;.\n]|,?[ ]*$|,[ ]*ubnd))")
"""«Các sở, ngành TP; UBND …» are the city's."""
_THE_CITY = re.compile(r"(?:UBND|Uỷ ban nhân dân|Ủy ban nhân dân) (?:Thành phố|TP)\b")
"""With a capital the city that the plan is of, as in Hà Nội's: no group of districts."""
_SHORT = re.compile(r"[A-ZĐ]{2,}|[A-ZĐ]\.")
_UBND = re.compile(r"(?:ubnd|uy ban nhan dan) ")
_PIECE_END = re.compile(rf"[ ]*[,;.:|/+&\n{MASK}]|[ ](?:va|-) |$")


@dataclass(frozen=True, slots=True)
class Names:
    """What a reader knows: the directory's names first, then those that every province or the centre has."""

    known: tuple[Known, ...]
    places: tuple[str, ...]
    whole: re.Pattern[str]
    """Whether any of them begins at a place: asked everywhere, and mostly no."""
    stem: re.Pattern[str]

    @classmethod
    def of(cls, known: tuple[Known, ...], places: tuple[str, ...]) -> Self:
        whole, stem = ("|".join(getattr(name, which).pattern for name in known) or "(?!)" for which in ("whole", "stem"))
        return cls(known, places, re.compile(whole), re.compile(stem))


@dataclass(frozen=True, slots=True)
class Found:
    """What begins at a place: names or tokens up to `end`.

    `context` is what a list would go on with ("so", "bo", "UBND huyen", "Hội"); `group` marks a token that a list may spell
    out; `candidates` is a tie.
    """

    end: int
    said: tuple[str, ...] = ()
    context: str = ""
    group: bool = False
    candidates: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """What was read so far, in order."""

    said: list[str] = field(default_factory=list)
    ambiguous: list[tuple[str, ...]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)

    def add(self, found: Found, key: Callable[[str], str]) -> None:
        """Keeps the first of two names with one `key`."""
        for name in found.said:
            if (own := key(name)) not in self.keys:
                self.said.append(name)
                self.keys.add(own)
        if found.candidates and found.candidates not in self.ambiguous:
            self.ambiguous.append(found.candidates)


class Reader:
    """Reads one cell. `context` is the head of a list whose items the cell holds ("so" for "Nội vụ, Tài chính")."""

    def __init__(self, names: Names, cell: Cell, context: str = "", depth: int = 0) -> None:
        self.names, self.cell, self.low = names, cell, cell.low
        self.bounds = Bounds(cell, names.known)
        self.context, self.listing, self.depth = context, bool(context), depth
        self.tries = 0
        self.reading = Reading()

    def read(self) -> Reading:
        if lex.SAME.match(self.low):
            self._unread(0, len(self.low) if re.search("[a-z]", self.low) else 0)
            return self.reading
        at = self.bounds.skip(0)
        while at < len(self.low):
            found = self._begins(at)
            at = self.bounds.skip(self._take(at, found) if found else self._pass_over(at))
        bracket = _MASKED.search(self.low)
        if bracket and not (self.reading.said or self.reading.ambiguous) and self.depth < _DEEPEST:
            return Reader(self.names, self._inside(bracket.start(), bracket.end()), depth=self.depth + 1).read()
        return self.reading

    # --- what begins here? -------------------------------------------------------------------------------------------------
    def _begins(self, at: int) -> Found | None:
        if found := self._in_list(at):
            return found
        if lex.NOT_AGENCY.match(self.low, at):
            return None
        readings = (
            self._shared, self._fixed, self._every_level, self._units, self._known, self._group, self._near, self._bare,
            self._named, self._abbreviation,
        )  # fmt: skip
        return next((found for reading in readings if (found := reading(at))), None)

    def _in_list(self, at: int) -> Found | None:
        """A known item of a list whose head was said before: "Các Sở: Nội vụ, Tài chính", "UBND huyện Năm Căn, Phú Tân"."""
        if self.context in _FAMILY_HEADS:
            return None if _CITY.match(self.low, at) else self._stem(at, self.context)
        promised = self.listing and _TWO_WORDS.match(self.low, at)
        if not self.context.startswith("UBND") or (self.bounds.starts(at) and not promised):
            return None
        place = "" if is_level(self.cell, at) else place_at(self.cell, at, self.names.places, listed=self.listing)
        if not place or not self.bounds.closed(at + len(place)):
            return None
        return Found(at + len(place), (self._unit_name(self.context.removeprefix("UBND "), place),), self.context)

    def _stem(self, at: int, family: str) -> Found | None:
        if not self.names.stem.match(self.low, at):
            return None
        best = self.bounds.longest(at, [(name, name.stem) for name in self.names.known if name.family == family])
        if best is None:
            return None
        name, end = best
        return Found(end, (name.name if name.listed else f"{_FAMILY_HEADS[family]} {self.cell.quote(at, end)}",), family)

    def _shared(self, at: int) -> Found | None:
        """An unknown item of a list that says what its items are: "Các Hội: Nông dân, Phụ nữ", "Cục Thuế, Thống kê"."""
        head = _FAMILY_HEADS.get(self.context, self.context)
        free = head and not head.startswith("UBND") and (self.listing or self._continues(at))
        other = (self.bounds.starts(at) and not lex.BRANCHES.match(self.low, at)) or self.low.startswith("chi nhanh", at)
        if not free or other or not self.cell.upper(at) or lex.FILLER.match(self.low, at):
            return None
        end = self.bounds.run(at, head)
        said = self.cell.quote(at, end)
        return Found(end, (f"{head} {said}",), self.context) if said and len(words(said)) <= 10 else None

    def _continues(self, at: int) -> bool:
        """Whether the item at `at` may share the head of the one before: in a row of commas, and in words of its own."""
        weak = self.low[:at].rstrip(" ").endswith((",", "va"))
        return weak and self.context not in _FAMILY_HEADS and not _SHORT.match(self.cell.raw, at)

    def _fixed(self, at: int) -> Found | None:
        found = next((found for pattern in lex.FIXED if (found := pattern.match(self.low, at))), None)
        if found is None:
            return None
        end = self.bounds.run(found.end())
        return Found(end, (self.cell.quote(at, end),))

    def _every_level(self, at: int) -> Found | None:
        end = every_level(self.cell, at)
        return Found(end, (lex.UBND_CAP_HUYEN, lex.UBND_CAP_XA), "UBND huyen", group=True) if end else None

    def _known(self, at: int) -> Found | None:
        if not self.names.whole.match(self.low, at):
            return None
        best = self.bounds.longest(at, [(name, name.whole) for name in self.names.known if name.family != "ubnd"])
        if best is None:
            return None
        name, end = best
        context = name.family if name.family in _FAMILY_HEADS else ""
        return Found(end, (name.name if name.listed else self.cell.quote(at, end),), context)

    def _group(self, at: int) -> Found | None:
        if not lex.GROUP.match(self.low, at):
            return None
        spans = [(found.end(), token) for pattern, token in lex.GROUPS if (found := pattern.match(self.low, at))]
        end, token = max(spans, key=lambda span: span[0])
        family, after = lex.LISTED_FAMILIES.get(token, ""), end + 1
        spaced = self.low.startswith(" ", end)
        if family and spaced and not _CITY_END.match(self.low, after) and self._stem(after, family):
            return Found(end, (), family, group=True)
        single = token == lex.DON_VI_LIEN_QUAN and not lex.PLURAL.match(self.low, at)
        if single and spaced and self.cell.mixed and self.cell.upper(after):
            body = self.low[at:end] in ("co quan", "don vi", "to chuc") and self.bounds.head(after)
            return None if body or self.bounds.head(at) else Found(end, (token,), group=True)
        head = self.cell.raw[at:end].split()[-1]
        return Found(end, (token,), family or (head.capitalize() if lex.LISTS.fullmatch(fold(head)) else ""), group=True)

    def _units(self, at: int) -> Found | None:
        units = read_units(self.cell, at, self.names.places)
        if units is None:
            return self._place(at)
        first, tokens, context = units.units[0], units.tokens, f"UBND {units.units[-1].level}"
        spelled_next = self.low.startswith(":", units.end) and first.level != "tinh"
        if tokens and not first.place and (first.every or len(units.units) > 1 or spelled_next):
            others = tuple(self._unit_name(unit.level, unit.place) for unit in units.named if unit.token not in tokens)
            return Found(units.end, (*tokens, *others), f"UBND {first.level}", group=True)
        if units.named:
            ubnd = units.said_ubnd or first.every or self.context.startswith("UBND")
            said = [self._unit_name(unit.level, unit.place, ubnd=ubnd) for unit in units.named]
            if units.said_ubnd and not first.every and not self._lists(said[0]):
                said[0] = self.cell.quote(at, self.cell.raw.index(first.place, at) + len(first.place))
            return Found(units.end, (*said, *tokens), context)
        if not units.said_ubnd:
            return None
        city = first.level == "thanh pho" and _THE_CITY.match(self.cell.raw, at) and self.cell.mixed
        among_groups = not city and any(said.startswith("@") for said in self.reading.said) and lex.DIA_PHUONG not in tokens
        return Found(units.end, tokens if among_groups else (self.cell.quote(at, units.end),), context, group=among_groups)

    def _place(self, at: int) -> Found | None:
        """ "UBND Năm Căn": the level left out. "UBND Cà Mau" may be the province's: not guessed."""
        start = _UBND.match(self.low, at)
        place = place_at(self.cell, start.end(), self.names.places) if start else ""
        own = next((name for name in self.names.known if place and name.family == "ubnd" and name.ends_with(place)), None)
        if not start or not own or own.words[1] == "thanh":
            return None
        return Found(start.end() + len(place), (own.name,), f"UBND {own.words[1]}")

    def _near(self, at: int) -> Found | None:
        """A misspelled or cut name; the stretch of words that is nearest to one decides, a tie is a question."""
        if not lex.NEAR_HEADS.match(self.low, at):
            return None
        names = tuple(name for name in self.names.known if name.family not in ("bo", "ubnd"))
        ends = [found.start() for found, _ in zip(_PIECE_END.finditer(self.low, at), range(4), strict=False)]
        pieces = [(*nearest(self.low[at:end], names), end) for end in ends]
        for _, close, end in sorted(pieces, key=lambda piece: (piece[0], -piece[2] if piece[0] == BEGUN else piece[2])):
            listed = [name for name in close if name.listed]
            if len(close) > 1:
                return Found(end, (), "so", candidates=tuple(name.name for name in close)) if listed else None
            if listed and self.bounds.closed(end) and not self.bounds.goes_on(end, listed[0].family):
                return Found(end, (listed[0].name,), "so" if listed[0].family == "so" else "")
        return None

    def _bare(self, at: int) -> Found | None:
        """ "Nội vụ; TN&MT" without any head: a Sở of the directory, because the directory lists no Bộ."""
        if not self.names.stem.match(self.low, at):
            return None
        best = self.bounds.longest(at, [(name, name.stem) for name in self.names.known if name.listed and name.family == "so"])
        return Found(best[1], (best[0].name,), "so") if best and best[1] - at > _SHORTEST_BARE else None

    def _named(self, at: int) -> Found | None:
        """A name that begins as names do and is in no list: as written."""
        head = self.bounds.head(at) if self.cell.capital(at) else None
        if head is None:
            return None
        end = self.bounds.run(head.end(), head.group())
        said = self.cell.quote(at, end)
        short = self.cell.mixed and said.isupper() and len(said) > 1
        if end <= head.end() + 1 and not short and not lex.ALONE.fullmatch(fold(said)):
            return None
        sharing = lex.SHARING.match(self.low, at)
        return Found(end, (said,), self.cell.raw[at : sharing.end()] if sharing else self.context)

    def _abbreviation(self, at: int) -> Found | None:
        """ "KBNN tỉnh", "TTXVN", and what is closed as names are: "Quân sự tỉnh"."""
        end = self.bounds.run(at)
        said = self.cell.quote(at, end)
        first = re.match(r"(?![IVX]+\b)[A-ZĐ][A-ZĐ0-9&-]+", said)
        capitals = first and fold(first.group()) not in lex.NOT_NAMES
        closed = self.cell.mixed and self.cell.upper(at) and lex.CLOSED.search(fold(said)) and len(said.split()) <= 6
        return Found(end, (said,), self.context) if capitals or closed else None

    # --- what follows from it ------------------------------------------------------------------------------------------------
    def _take(self, at: int, found: Found) -> int:
        """Records what was found and answers where to go on; a list in brackets or after a colon takes its group's place."""
        end, members = self._spelled_out(found) if found.group and found.said else (found.end, None)
        if not found.group or found.context in _FAMILY_HEADS or found.context.startswith("UBND"):
            self.context = found.context or self.context
        if members is None:
            self.reading.add(found, self._key)
        else:
            self.reading.add(Found(end, tuple(members.said)), self._key)
            self.reading.ambiguous += members.ambiguous
            self.reading.unread += members.unread
        qualified = lex.TAIL.match(self.low, end) or lex.APPOSITION.match(self.low, end)
        return self.bounds.past_tail(end) if qualified and not found.group else end

    def _spelled_out(self, found: Found) -> tuple[int, Reading | None]:
        """Where the group's words end, and the members that its bracket or colon lists ("Các sở (Nội vụ, Tài chính)")."""
        end = self.bounds.past_tail(found.end)
        if self.depth >= _DEEPEST or self.tries >= _DEEPEST:
            return end, None
        if bracket := _TAIL_BRACKET.match(self.low, found.end):
            inside = self._inside(*bracket.span("inside"))
            return end, None if lex.EXCEPT.match(inside.low) or lex.FILLER.match(inside.low) else self._members(inside, found)
        if self.low.startswith(":", end):
            members = self._members(Cell(self.cell.raw[end + 1 :], self.low[end + 1 :]), found)
            return (len(self.low), members) if members else (end, None)
        return end, None

    def _members(self, inside: Cell, found: Found) -> Reading | None:
        """The list's reading, if it names members; a part of each member is none ("UBND cấp huyện (Phòng Nội vụ)")."""
        self.tries += 1
        reading = Reader(self.names, inside, found.context, self.depth + 1).read()
        family = found.context.split(" ")[0].casefold()
        open_to_all = lex.DON_VI_LIEN_QUAN in found.said or lex.SO_BAN_NGANH in found.said
        own = [name for name in reading.said if not name.startswith("@") and (open_to_all or words(name)[:1] == [family])]
        return reading if own or reading.ambiguous else None

    def _pass_over(self, at: int) -> int:
        """Words that are nobody: kept as `unread` unless they only say how ("theo chức năng, nhiệm vụ")."""
        strong = lex.STRONG.search(self.low, at) if lex.NOT_AGENCY.match(self.low, at) else None
        whole = lex.NOT_AGENCY.match(self.low, at) and not strong
        end = len(self.low) if whole else strong.start() if strong else self.bounds.chunk_end(at)
        if not lex.FILLER.match(self.low, at):
            self._unread(at, end)
        return max(end, at + 1)

    def _unread(self, start: int, end: int) -> None:
        if said := squeeze(self.cell.raw[start:end]):
            self.reading.unread.append(said)

    def _inside(self, start: int, end: int) -> Cell:
        """What a masked bracket says."""
        return cell_of(self.cell.raw[start:end].strip("()[]"))

    # --- names ---------------------------------------------------------------------------------------------------------------
    def _lists(self, name: str) -> bool:
        return any(known.listed and known.name == name for known in self.names.known)

    def _key(self, name: str) -> str:
        """What makes two spellings of one name the same: "Sở NN&MT" and "Sở Nông nghiệp và Môi trường"."""
        low = fold(name)
        return next((fold(known.name) for known in self.names.known if not known.listed and known.whole.fullmatch(low)), low)

    def _unit_name(self, level: str, place: str, *, ubnd: bool = True) -> str:
        """The directory's name of a place ("TP. Cà Mau" is "UBND thành phố Cà Mau"), else one in its manner."""
        if level == "tinh" and fold(place) in CITIES:
            level = "thanh pho"
        own = [name for name in self.names.known if name.family == "ubnd" and name.ends_with(place)]
        listing = self.listing and not self.context.endswith(" tinh")
        exact = [name.name for name in own if listing or name.words[1:] == tuple(words(f"{level} {place}"))]
        return exact[0] if exact else f"{'UBND ' if ubnd else ''}{LEVEL_WORDS[level]} {squeeze(place)}"
