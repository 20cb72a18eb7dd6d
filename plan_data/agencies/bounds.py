"""How far a name reaches in a cell: which comma, dash or "và" is inside it and which one ends it.

The rule: a separator ends a name when something of its own begins after it. "Phòng Văn hóa và Thông tin" goes on, because
nothing is called "Thông tin"; "Công an tỉnh và Sở Y tế" does not.
"""

import re
from dataclasses import dataclass

from plan_data.agencies import lexicon as lex
from plan_data.agencies.cell import MASK, Cell
from plan_data.agencies.spelling import Known
from plan_data.agencies.units import LEVELS
from plan_data.text import fold

_STOP = re.compile(
    r"[ ]*[,;:|\n+/]|[ ](?=(?:\d{1,2}|[a-h])[.)][ ])|[ ]*(?<! tp)(?<! tx)\.(?=[ \n]|$)|[ ]-[ ]|[ ]&[ ]"
    r"|[ \n](?:va|hoac)(?=[ \n])"
)
_END = re.compile(rf"[ ]*(?:$|[,;:.|/+&\n{MASK}-]|(?:va|hoac) |(?:\d{{1,2}}|[a-h])[.)] )")
_UNITS = re.compile(r"(?:\d+% )?(?:ubnd|uy ban nhan dan|cap (?:huyen|xa)|(?:huyen|quan|xa|phuong)(?=[ ]*[,/]|[ ]va[ ]))")
_MOST_PARTS = 12
"""Of a name, between commas, dashes and "và"; more is no name."""
_OWNER = re.compile(r"[ ](?:truc thuoc|thuoc|cua)[ ]")
_WITH = re.compile(r"phoi hop (?:voi |cung )?|cung voi ")
_JOINT = re.compile(r"[ ](?:va|-|&)[ ]")
_COMMA = re.compile(r"[ ]*,[ ]*(?=[a-z])")
_REGION = re.compile(r" khu vuc [ivx\d]+$")
"""Since 2025 a court is of a numbered region: "Tòa án nhân dân khu vực 1 - Lâm Đồng"."""
_BRANCH = re.compile(rf"chi nhanh{lex.B}")
_ROW = re.compile(r"[^,;|\n]*? va (?!cac )")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The questions about places in one cell. `known` are the names that may stand there, the directory's first."""

    cell: Cell
    known: tuple[Known, ...]

    def longest(self, at: int, names: list[tuple[Known, re.Pattern[str]]]) -> tuple[Known, int] | None:
        """The name that reads furthest from `at` and is closed there; among equals, the directory's."""
        ends = [(found.end(), known.listed, known) for known, pattern in names if (found := pattern.match(self.cell.low, at))]
        closed = [span for span in ends if self.closed(span[0], span[2].family) and not self.goes_on(span[0], span[2].family)]
        if not closed:
            return None
        end, _, known = max(closed, key=lambda span: span[:2])
        return known, end

    def closed(self, end: int, family: str = "") -> bool:
        """Whether a name may end here: a separator, a bracket, "theo chức năng", or the next agency with its comma lost.

        A comma is not missed after "Thanh tra": "Thanh tra Sở" and "Thanh tra Chính phủ" are names of their own.
        """
        cell = self.cell
        if _END.match(cell.low, end) or lex.TAIL.match(cell.low, end):
            return True
        if family not in ("so", "bo", "ubnd") and not cell.low.endswith(" tinh", 0, end):
            return False
        return cell.low.startswith(" ", end) and cell.mixed and cell.upper(end + 1) and self.starts(end + 1)

    def starts(self, at: int) -> bool:
        """Whether something of its own begins here (cheaply: without reading it)."""
        at, low = self.skip(at), self.cell.low
        if _UNITS.match(low, at) or lex.GROUP.match(low, at):
            return True
        return self.cell.capital(at) and bool(self.head(at)) and not low.startswith("chi nhanh", at)

    def head(self, at: int) -> re.Match[str] | None:
        """The words at `at` that an agency's name begins with."""
        return lex.head(self.cell.raw, self.cell.low, at)

    def apart(self, at: int) -> bool:
        """Whether small letters at `at` begin something else: an agency without its capital, a group, words that say how."""
        low = self.cell.low
        return bool(self.head(at) or lex.FILLER.match(low, at) or lex.JOINED.match(low, at)) or self.starts(at)

    def skip(self, at: int) -> int:
        """Past separators, numbering, labels ("Cơ quan chủ trì:") and roles ("Giám đốc")."""
        low = self.cell.low
        while found := lex.JOINED.match(low, at) or lex.LABEL.match(low, at) or lex.ROLE.match(low, at):
            at = found.end()
        return at

    def run(self, at: int, head: str = "") -> int:
        """Where a name that nobody lists ends. `head` is its first word, already passed."""
        start, size, end = at, len(self.cell.low), at
        for _ in range(_MOST_PARTS):
            stop = self._stop(at)
            end = min(stop.start() if stop else size, self._tail(at))
            if owner := self._owner(at, end):
                return owner
            if stop is None or end < stop.start() or not self._inside(start, stop, fold(head)):
                break
            at = stop.end()
        return end

    def past_tail(self, at: int) -> int:
        """Past the words that qualify ("có công chức, viên chức bố trí chưa đúng đề án"), up to what begins next."""
        if what_it_is := lex.APPOSITION.match(self.cell.low, at):
            at = what_it_is.end()
        start = at
        end = size = len(self.cell.low)
        while stop := _STOP.search(self.cell.low, at):
            after = self.skip(stop.end())
            another = self.starts(after) or (self.cell.mixed and self.cell.upper(after))
            if another or stop.group().strip(" ") in (";", "|", ":", ".", "\n"):
                end = stop.start()
                break
            at = stop.end()
        partners = (found for found in _WITH.finditer(self.cell.low, start, end) if found.end() < size)
        return next((found.start() for found in partners if self.starts(found.end())), end)

    def chunk_end(self, at: int) -> int:
        """The next separator of any kind."""
        stop = _STOP.search(self.cell.low, at)
        return stop.start() if stop else len(self.cell.low)

    def goes_on(self, end: int, family: str) -> bool:
        """Whether a longer name goes on here: "Ban Dân tộc và Tôn giáo" is no Ban Dân tộc.

        After "và", "-" or "&" a capital tells, after a comma a small letter ("Ban Quản lý Khu kinh tế, công nghiệp tỉnh Huế"):
        but for a Sở or Bộ, whose names are all known.
        """
        if comma := _COMMA.match(self.cell.low, end):
            at = comma.end()
            return family not in ("so", "bo") and not (self.cell.mixed and self.cell.capital(at)) and not self.apart(at)
        joint = _JOINT.match(self.cell.low, end)
        if not joint or (self.cell.mixed and not self.cell.upper(joint.end())) or self.starts(joint.end()):
            return False
        return not any(known.stem.match(self.cell.low, joint.end()) for known in self.known if known.family == family)

    def _stop(self, at: int) -> re.Match[str] | None:
        """The next separator, but for those between levels: "Phòng Nội vụ các huyện, thị xã, thành phố" is one name."""
        while stop := _STOP.search(self.cell.low, at):
            levels = LEVELS.search(self.cell.low, at)
            if not levels or not levels.start() < stop.start() < levels.end():
                return stop
            at = levels.end()
        return None

    def _tail(self, at: int) -> int:
        """Where words begin that are not a name's: never with a capital ("Đại học Y Dược", but "Sở Y tế được giao")."""
        starts = (tail.start() for tail in lex.TAIL.finditer(self.cell.low, at))
        return next((start for start in starts if not self.cell.mixed or not self.cell.upper(start + 1)), len(self.cell.low))

    def _owner(self, at: int, end: int) -> int | None:
        """The end of "thuộc Sở Văn hóa, Thể thao và Du lịch": what a unit belongs to is part of its name, commas included."""
        owner = _OWNER.search(self.cell.low, at, end + 1)
        best = self.longest(owner.end(), [(name, name.whole) for name in self.known]) if owner else None
        return best[1] if best else None

    def _inside(self, start: int, stop: re.Match[str], head: str) -> bool:
        """Whether the separator `stop` belongs to the name that began before `start`."""
        low, mark = self.cell.low, stop.group().strip(" ")
        after = stop.end() + low.startswith(" ", stop.end())
        if mark == "-" and _BRANCH.match(low, after):
            return True
        if self.starts(after):
            of_ministry = lex.OF_A_MINISTRY.match(head) and low.startswith("bo ", after)
            return mark == "-" and bool(lex.SUBORDINATE.match(head) or of_ministry) and not low.startswith("-")
        if mark == "-" and _REGION.search(low[: stop.start()]):
            return self.cell.capital(after)
        if (
            mark in (";", "|", ".", ":", "+", "")
            or after >= len(low)
            or lex.COMPLETE.search(low[max(0, start - len(head)) : stop.start()])
        ):
            return False
        if mark == "\n":
            return not self.cell.capital(after) or not self.cell.mixed
        if mark != ",":
            return True
        if not self.cell.capital(after):
            return not lex.FILLER.match(low, after)
        row = _ROW.match(low, after) if lex.COMPOUND.match(head) else None
        return bool(row and not self.starts(row.end()))
