"""Tables for Word, written as text of its XML and put into the finished file: python-docx takes minutes for a table of
thousands of cells, and as nodes of a tree they cost more to move about than to write.

The form is that of official papers: a black grid, heads in bold that stand again on every page, no row torn in two. Fonts come
from the template.
"""

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from plan_data.text import printable

_HELD = re.compile(rb'<(\w+):tbl(?: xmlns:\w+="[^"]*")*>(\d+)</\1:tbl>')
"""No table of Word's: what holds the place of one of ours, by whatever prefix the template calls Word's names."""

_TWIPS_A_MM = 56.6929
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide (mm), and whether its cells are centred. Neighbours with the same `above` share a head above."""

    head: str
    mm: float
    centred: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row of one cell, right across; it stays with the row below."""

    text: str


Line = Sequence[str] | Heading


class Tables:
    """The tables of one document, each with an element that holds its place until the document is saved."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def held(self, table: str) -> BaseOxmlElement:
        """What stands in the document for this table."""
        place = OxmlElement("w:tbl")
        place.text = str(len(self._written))
        self._written.append(table.encode())
        return place

    def put_into(self, saved: bytes) -> bytes:
        """The saved document, with its tables in their places."""
        kept = io.BytesIO()
        with ZipFile(io.BytesIO(saved)) as read, ZipFile(kept, "w", ZIP_DEFLATED) as written:
            for part in read.infolist():
                content = read.read(part)
                if part.filename.endswith(".xml"):
                    content = _HELD.sub(lambda place: self._written[int(place[2])], content)
                written.writestr(part, content)
        return kept.getvalue()


def table(columns: Sequence[Column], lines: Sequence[Line], points: float, *, total: bool = False) -> str:
    """The `w:tbl`; `total`: the last line is a sum, in bold."""
    grid = "".join(f'<w:gridCol w:w="{_twips(c.mm)}"/>' for c in columns)
    rows = [_row(columns, line, points, bold=total and n == len(lines)) for n, line in enumerate(lines, 1)]
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    margins = "".join(f'<w:{side} w:w="70" w:type="dxa"/>' for side in ("left", "right"))
    width = _twips(sum(c.mm for c in columns))
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_heads(columns, points)}{''.join(rows)}</w:tbl>"
    )


def _heads(columns: Sequence[Column], points: float) -> str:
    if not any(c.above for c in columns):
        return _tr("".join(_cell(c.head, c.mm, points, centred=True, bold=True, middle=True) for c in columns), head=True)
    upper, lower, at = "", "", 0
    while at < len(columns):
        c = columns[at]
        many = 1
        while c.above and at + many < len(columns) and columns[at + many].above == c.above:
            many += 1
        together = columns[at : at + many]
        if c.above:
            upper += _cell(c.above, sum(t.mm for t in together), points, centred=True, bold=True, middle=True, across=many)
            lower += "".join(_cell(t.head, t.mm, points, centred=True, bold=True, middle=True) for t in together)
        else:
            upper += _cell(c.head, c.mm, points, centred=True, bold=True, middle=True, down="restart")
            lower += _cell("", c.mm, points, down="continue")
        at += many
    return _tr(upper, head=True) + _tr(lower, head=True)


def _row(columns: Sequence[Column], line: Line, points: float, *, bold: bool) -> str:
    if isinstance(line, Heading):
        width = sum(c.mm for c in columns)
        return _tr(_cell(line.text, width, points, bold=True, across=len(columns), stays=True))
    cells = zip(columns, line, strict=True)
    return _tr("".join(_cell(text, c.mm, points, centred=c.centred, bold=bold) for c, text in cells))


def _tr(cells: str, *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _cell(text: str, mm: float, points: float, **form: Any) -> str:
    before, after = _frame(mm, points, **form)
    said = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in printable(text).split("\n"))
    return f"{before}{said}{after}"


@cache
def _frame(
    mm: float,
    points: float,
    *,
    centred: bool = False,
    bold: bool = False,
    across: int = 1,
    down: str = "",
    middle: bool = False,
    stays: bool = False,
) -> tuple[str, str]:
    """What stands around a cell's words: the same all the way down a column."""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merge = f'<w:vMerge w:val="{down}"/>' if down else ""
    upright = '<w:vAlign w:val="center"/>' if middle or down else ""
    style = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/></w:rPr>'
    before = (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(mm)}" w:type="dxa"/>{span}{merge}{upright}</w:tcPr><w:p><w:pPr>'
        f"{'<w:keepNext/>' if stays else ''}"
        f'<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
        f'<w:jc w:val="{"center" if centred else "left"}"/></w:pPr><w:r>{style}'
    )
    return before, "</w:r></w:p></w:tc>"


def _twips(mm: float) -> int:
    return round(mm * _TWIPS_A_MM)
