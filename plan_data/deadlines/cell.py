"""A cell being read: rows rewrite its words into atoms, one row after the other.

Each recognised phrase is replaced by one private-use character, so that a later row can be written over words and atoms
alike (`tu <span> den <span>`) and phrases compose instead of multiplying. What no row rewrites stays visible as text, and
`reading.py` refuses to be sure of a cell in which a number is left over.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from plan_data.deadlines.atoms import (
    Always,
    Aside,
    Atom,
    DayOfMonth,
    Document,
    Done,
    Each,
    Impossible,
    Span,
    Start,
    When,
)
from plan_data.text import fold, nfc

_KINDS: dict[str, type] = {
    "span": Span,
    "each": Each,
    "dom": DayOfMonth,
    "start": Start,
    "always": Always,
    "when": When,
    "done": Done,
    "doc": Document,
    "aside": Aside,
    "bad": Impossible,
}
_BLOCK = 0x200
_PRIVATE = 0xE000
_BLOCKS = {kind: _PRIVATE + _BLOCK * place for place, kind in enumerate(_KINDS.values())}
_CLASSES = {name: f"[{chr(_BLOCKS[kind])}-{chr(_BLOCKS[kind] + _BLOCK - 1)}]" for name, kind in _KINDS.items()}
ATOM = f"[{chr(_PRIVATE)}-{chr(_PRIVATE + _BLOCK * len(_KINDS) - 1)}]"
LONGEST = 400
"""Characters. A longer text is no deadline cell, and a bound keeps every row's cost small."""

_Kind = TypeVar("_Kind", bound=Atom)


@dataclass(frozen=True, slots=True)
class Said:
    """What a row matched: its named words, and the atoms inside."""

    match: re.Match[str]
    inner: tuple[Atom, ...]

    def __getitem__(self, name: str) -> str:
        """The words of a named group, empty where it took no part or the row has no such group."""
        return self.match.groupdict().get(name) or ""

    def has(self, name: str) -> bool:
        """The named group took part, if only as an empty one."""
        return self.match.groupdict().get(name) is not None

    def every(self, kind: type[_Kind]) -> list[_Kind]:
        return [atom for atom in self.inner if isinstance(atom, kind)]


Build = Callable[[Said], Atom | Sequence[Atom] | None]
"""From what was said to what stands in its place; None leaves the words as they are."""


def give(*atom: Atom) -> Build:
    """The same atoms, whatever was said."""
    return lambda _: atom


@dataclass(frozen=True, slots=True)
class Row:
    """One phrase family. `pattern` is a regular expression over folded text and `<names>` of atoms and macros."""

    name: str
    pattern: re.Pattern[str]
    build: Build


def pattern(source: str, macros: dict[str, str]) -> re.Pattern[str]:
    """Compile a row's pattern, each `<name>` replaced by its atom class or macro (a macro may hold names itself)."""
    known = _CLASSES | macros
    while found := re.search(r"(?<!\?P)<([a-z_]+)>", source):
        source = source[: found.start()] + known[found[1]] + source[found.end() :]
    return re.compile(source)


@dataclass(slots=True)
class Cell:
    """The text as far as it has been read, and the atoms that its private-use characters stand for."""

    text: str
    atoms: dict[str, Atom] = field(default_factory=dict)

    def read(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.text = row.pattern.sub(lambda found, row=row: self._rewrite(row, found), self.text)  # type: ignore[misc]

    def _rewrite(self, row: Row, found: re.Match[str]) -> str:
        built = row.build(Said(found, tuple(self.within(found[0]))))
        if built is None:
            return found[0]
        return ", ".join(self._put(atom) for atom in (built if isinstance(built, Sequence) else [built]))

    def _put(self, atom: Atom) -> str:
        character = chr(_BLOCKS[type(atom)] + sum(isinstance(other, type(atom)) for other in self.atoms.values()))
        self.atoms[character] = atom
        return character

    def within(self, text: str) -> list[Atom]:
        """The atoms of a piece of the text, in order."""
        return [self.atoms[character] for character in text if character in self.atoms]


_BULLET = re.compile(r"^\s*[-–—+*•●▪◦·]+\s*")
_QUOTES = "\"'“”„‘’«» "
_NUMBERED = re.compile(r"(^|;)\s*\(?(?:\d{1,2}[.)]|[a-zđ]\)|[a-hđ]\.)\s*(?=[^\W\d_])", re.IGNORECASE | re.MULTILINE)
_RAISED = re.compile("[⁰¹²³⁴-⁹⁽⁾]+")
"""A footnote's mark, which folding would make a digit of the year before it."""
_UNIFORM = (
    (re.compile(r"[\ue000-\uf8ff]"), " "),  # private-use characters are ours
    (re.compile(r"(?:\.{2,}|_{2,}) ?(?=(?:thang|nam|quy)\b|/)"), " ? "),  # a form not filled in: "ngày … tháng …"
    (re.compile(r"->|=>|[‐‑‒–—―−÷~→⇒]"), "-"),
    (re.compile(r"[\"'`´“”„‘’«»*_]|\.{2,}"), ""),
    (re.compile(r"(\d|\b[ivl]{1,3}) ?(?:\[\d{1,2}\]|\([1-9]\))(?= ?(?:$|[,;.]|(?:quy|thang|ngay|nam)\b))"), r"\1"),  # footnotes
    (re.compile("[\u2044\u2215\\\\]"), "/"),
    (re.compile(r"[\[{<]"), "("),
    (re.compile(r"[\]}>]"), ")"),
    (re.compile("[іӏ]"), "i"),  # Cyrillic letters that OCR takes for a Roman one
    (re.compile(r"&"), " va "),
    (re.compile(r"(?<=\d)(?=(?:thang|ngay|nam|quy|tuan|lan|va|den|gio)(?![a-z]))"), " "),
    (re.compile(r"\b(thang|ngay|nam|quy|qui|tuan|truoc|den|tu|va|moi)(?=\d)"), r"\1 "),
    (re.compile(r"(?<=\d)t(?= ?/| (?:dau|cuoi)\b)"), " thang"),
    (re.compile(r"\bo(?=\d)|(?<=\d)o(?![a-z])"), "0"),  # "2O24", "O3", "1O": letters that OCR takes for a digit
    (re.compile(r"\bl(?=\d)|(?<=\d)l(?![a-z])|(?<=\bthang )i(?=\d)"), "1"),
    (re.compile(r" ?/ ?"), "/"),
    (re.compile(r" ?([,;]) ?"), r"\1 "),
    (re.compile(r" ?: ?(?!\d)"), ": "),
    (re.compile(r" ?\( ?"), " ("),
    (re.compile(r" ?\) ?"), ") "),
    (re.compile(r"\) ([,;.:])"), r")\1"),
    (re.compile(r" {2,}"), " "),
)


def plain(text: str) -> str:
    """The folded line that rows read: one kind of dash, bracket and space, no quotes, no bullets.

    Dashes at line starts are bullets only where the cell begins with one: "Quý II\\n- III" is a range broken by the table.
    """
    text = nfc(text).strip().lstrip(_QUOTES)
    lines = text.splitlines() or [""]
    if _BULLET.match(lines[0]):
        text = _clauses(lines)
    text = fold(_NUMBERED.sub(r"\1 ", _RAISED.sub("", text)))
    for what, instead in _UNIFORM:
        text = what.sub(instead, text)
    return text.strip(" .,;:-+")


def _clauses(lines: Sequence[str]) -> str:
    """Bulleted lines as clauses; a line without a bullet continues the one above."""
    text = ""
    for line in lines:
        text += ("; " if text and _BULLET.match(line) else " ") + _BULLET.sub("", line)
    return text
