"""The Word report, filled into a template that an office may edit: Nghị định 30/2020/NĐ-CP's page, its marks `{{…}}` replaced.

A mark inside a sentence (`{{ky}}`) is replaced by words; a paragraph that is one mark (`{{phu_luc}}`) by paragraphs or a table.
An unknown mark is an error with its name: a report must not go out with a hole in it.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.errors import BrokenTemplate
from bot.figures import Counts
from bot.reports.report import ItemRow, Report
from bot.wording import decimal, full_date
from plan_data.status import Cell
from plan_data.text import printable

ASSESSMENT = {
    Cell.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Cell.DONE_LATE: "Hoàn thành quá hạn",
    Cell.OPEN_IN_TIME: "Chưa hoàn thành, trong hạn",
    Cell.OPEN_OVERDUE: "Chưa hoàn thành, quá hạn",
    Cell.ONGOING: "Thường xuyên",
    Cell.OUT_OF_PLAN: "Đưa ra khỏi kế hoạch",
}
ANNEX = (
    "Mã",
    "Nhiệm vụ",
    "Sản phẩm",
    "Chủ trì",
    "Phối hợp",
    "Thời hạn",
    "Gia hạn",
    "Kết quả",
    "Văn bản",
    "Đánh giá",
    "Khó khăn",
)
ANNEX_MM = (12, 52, 20, 26, 26, 20, 20, 27, 22, 22, 25)
MOST_AGENCIES = 60
_MARK = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_UNITS = ("việc", "hoạt động")


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .docx. Errors: BrokenTemplate."""
    document = _open(template)
    words = _words(report)
    blocks = _blocks(report)
    for paragraph in list(_paragraphs(document)):
        text = paragraph.text
        alone = _MARK.fullmatch(text.strip())
        if alone and alone[1] in blocks:
            blocks[alone[1]](paragraph)
            _remove(paragraph)
        elif _MARK.search(text):
            _replace(paragraph, words)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _open(template: Path | None) -> DocumentType:
    try:
        if template is not None:
            return Document(str(template))
        with (files("bot.reports") / "template.docx").open("rb") as shipped:
            return Document(io.BytesIO(shipped.read()))
    except (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise BrokenTemplate(str(template), "không mở được, cần tệp .docx") from error


def _paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    """Every paragraph, those in tables, headers and footers too; each cell of a merged row once."""
    yield from document.paragraphs
    for table in document.tables:
        yield from _of_table(table)
    for section in document.sections:
        for part in (section.header, section.footer):
            if not part.is_linked_to_previous:
                yield from part.paragraphs


def _of_table(table: Table) -> Iterator[Paragraph]:
    seen: set[int] = set()
    for row in table.rows:
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield from cell.paragraphs
                for inner in cell.tables:
                    yield from _of_table(inner)


def _replace(paragraph: Paragraph, words: dict[str, str]) -> None:
    """Words for marks. Word cuts a mark into runs where it likes: what is changed is put into the first run that has text."""

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise BrokenTemplate("mẫu báo cáo", f"không có trường {{{{{match[1]}}}}}")
        return words[match[1]]

    text = _MARK.sub(word, paragraph.text)
    first, *rest = paragraph.runs
    first.text = text
    for run in rest:
        run.text = ""


def _remove(paragraph: Paragraph) -> None:
    paragraph._p.getparent().remove(paragraph._p)


# --- words ------------------------------------------------------------------------------------------------------------
def _words(report: Report) -> dict[str, str]:
    made = date.fromisoformat(report.made_on)
    place = _place(report.plan_title)
    return {
        "ky": report.label,
        "ky_hoa": report.label.upper(),
        "nam": str(report.year),
        "van_phong": report.office,
        "van_phong_hoa": report.office.upper(),
        "tinh": place,
        "tinh_hoa": place.upper(),
        "ke_hoach": report.plan_short,
        "ke_hoach_day_du": report.plan_title,
        "so_ke_hoach": report.plan_number,
        "ngay_ke_hoach": full_date(report.plan_issued),
        "ngay": f"{made.day:02d}",
        "thang": f"{made.month:02d}" if made.month < 3 else str(made.month),
        "nam_lap": str(made.year),
        "tu_ngay": full_date(report.start),
        "den_ngay": full_date(report.on),
        "tong_viec": str(report.tasks.total),
        "tong_hoat_dong": str(report.activities.total),
        "thuong_xuyen": str(report.ongoing),
    }


def _place(title: str) -> str:
    """ "Cà Mau" out of "… của tỉnh Cà Mau"."""
    found = re.search(r"\b(?:tỉnh|thành phố)\s+([^,.;(]+)$", title)
    return found[1].strip() if found else ""


def sentences(counts: Counts, unit: str) -> list[str]:
    """The four cells and the rate, each with its numbers said."""
    lines = [
        f"Tổng số {counts.total} {unit}.",
        f"Hoàn thành: {counts.done} {unit} (đúng hạn {counts.done_on_time}, quá hạn {counts.done_late}).",
        f"Chưa hoàn thành: {counts.open} {unit} (trong hạn {counts.open_in_time}, quá hạn {counts.open_overdue}).",
    ]
    if counts.rate is None:
        return [*lines, "Tỷ lệ hoàn thành: chưa tính, vì chưa có nhiệm vụ đến hạn."]
    rate = f"{decimal(counts.rate)}% ({counts.done}/{counts.counted} {unit}, không tính {unit} còn trong hạn)"
    return [*lines, f"Tỷ lệ hoàn thành: {rate}."]


# --- blocks -----------------------------------------------------------------------------------------------------------
def _blocks(report: Report) -> dict[str, Callable[[Paragraph], None]]:
    return {
        "so_lieu": lambda at: _say(at, [f"- {s}" for s in sentences(report.tasks, _UNITS[0])]),
        "so_lieu_hoat_dong": lambda at: _say(at, [f"- {s}" for s in sentences(report.activities, _UNITS[1])]),
        "bang_nhom": lambda at: _groups(at, report),
        "bang_co_quan": lambda at: _agencies(at, report),
        "qua_han": lambda at: _overdue(at, report),
        "kho_khan": lambda at: _difficulties(at, report),
        "ky_toi": lambda at: _coming(at, report),
        "phu_luc": lambda at: _annex(at, report),
    }


def _say(at: Paragraph, lines: Sequence[str]) -> None:
    for line in lines:
        said = at.insert_paragraph_before(printable(line), style=at.style)
        said.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _groups(at: Paragraph, report: Report) -> None:
    rows = [(g.numeral, g.title, g.followed_by, *_cells(g.counts)) for g in report.groups if g.counts.total]
    head = ("Nhóm", "Nội dung", "Cơ quan theo dõi", "HT đúng hạn", "HT quá hạn", "Trong hạn", "Quá hạn")
    total = ("", "Cộng", "", *_cells(report.activities))
    _table(at, head, [*rows, total], (14, 50, 34, 17, 17, 16, 16), 11, last_bold=True)


def _agencies(at: Paragraph, report: Report) -> None:
    rows = [(str(n), a.name, *_cells(a.counts), _rate(a.counts)) for n, a in enumerate(report.agencies[:MOST_AGENCIES], 1)]
    head = ("STT", "Cơ quan", "HT đúng hạn", "HT quá hạn", "Trong hạn", "Quá hạn", "Tỷ lệ")
    total = ("", "Cộng", *_cells(report.tasks), _rate(report.tasks))
    _table(at, head, [*rows, total], (12, 68, 17, 17, 17, 17, 17), 11, last_bold=True)


def _cells(counts: Counts) -> tuple[str, str, str, str]:
    return str(counts.done_on_time), str(counts.done_late), str(counts.open_in_time), str(counts.open_overdue)


def _rate(counts: Counts) -> str:
    return "" if counts.rate is None else f"{decimal(counts.rate)}%"


def _overdue(at: Paragraph, report: Report) -> None:
    late = [r for r in report.items if r.cell == Cell.OPEN_OVERDUE]
    if not late:
        _say(at, ["Không có nhiệm vụ quá hạn chưa hoàn thành."])
        return
    _say(at, [_folded(own, own[0].state if len(own) == 1 else "chưa hoàn thành") for own in _together(late)])


def _together(rows: Sequence[ItemRow]) -> list[list[ItemRow]]:
    """Rows of one activity and due date, one list each, by due date: 28 agencies that owe the same thing are one line."""
    by_task: dict[tuple[str, str, str], list[ItemRow]] = {}
    for row in rows:
        by_task.setdefault((row.due, row.code, row.period), []).append(row)
    return [by_task[key] for key in sorted(by_task)]


def _folded(own: Sequence[ItemRow], state: str = "") -> str:
    first = own[0]
    who = first.agency if len(own) == 1 else f"{len(own)} cơ quan: {', '.join(r.agency_short for r in own)}"
    said = f": {state}, hạn" if state else ": hạn"
    return f"- {first.code} {_titled(first.title, first.period)} ({who}){said} {full_date(first.due)}."


def _titled(title: str, period: str) -> str:
    return f"{title} ({period})" if period else title


def _difficulties(at: Paragraph, report: Report) -> None:
    if not report.difficulties:
        _say(at, ["Đến thời điểm báo cáo, chưa có cơ quan, đơn vị báo khó khăn, vướng mắc."])
        return
    _say(at, [f"- {d.agency}, {d.code} {d.title}: “{d.words}” (báo ngày {full_date(d.since)})." for d in report.difficulties])


def _coming(at: Paragraph, report: Report) -> None:
    if not report.coming:
        _say(at, ["Không có nhiệm vụ đến hạn trong ba tháng tới."])
        return
    _say(at, [_folded(own) for own in _together(report.coming)])


def _annex(at: Paragraph, report: Report) -> None:
    titles = {g.numeral: f"{g.numeral}. {g.title}" for g in report.groups}
    rows: list[tuple[str, ...]] = []
    group = ""
    for line in report.lines:
        if line.group != group:
            group = line.group
            rows.append((titles.get(group, group),))
        rows.append(
            (
                line.code,
                line.title,
                line.product,
                line.lead,
                line.coordinating,
                line.deadline,
                line.extended,
                line.result,
                line.documents,
                ASSESSMENT[Cell(line.cell)],
                line.difficulty,
            )
        )
    _table(at, ANNEX, rows, ANNEX_MM, 9)


def _table(
    at: Paragraph,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[int],
    points: int,
    *,
    last_bold: bool = False,
) -> None:
    """A bordered table before `at`: its head repeats on every page, a row is not torn, a row of one cell is a heading."""
    table = Document().add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    at._p.addprevious(table._tbl)
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        _write(cell, text, points, bold=True, centred=True)
    _repeat(table)
    for number, row in enumerate(rows, 1):
        cells = table.add_row().cells
        if len(row) == 1:
            _write(cells[0].merge(cells[-1]), row[0], points, bold=True)
            continue
        bold = last_bold and number == len(rows)
        for cell, text in zip(cells, row, strict=True):
            _write(cell, text, points, bold=bold, centred=not any(c.islower() for c in text))
    for row_of_table in table.rows:
        _keep_whole(row_of_table._tr)
        for cell, width in zip(row_of_table.cells, widths_mm, strict=True):
            if cell._tc.grid_span == 1:
                cell.width = Mm(width)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)


def _write(cell: _Cell, text: str, points: int, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    paragraph.paragraph_format.space_before = Pt(1)
    paragraph.paragraph_format.first_line_indent = Mm(0)
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(printable(text))
    run.bold = bold
    run.font.size = Pt(points)


def _repeat(table: Table) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _keep_whole(row: object) -> None:
    mark = OxmlElement("w:cantSplit")
    row.get_or_add_trPr().append(mark)  # type: ignore[attr-defined]
