"""The Word report, filled into a template that an office may edit: Nghị định 30/2020/NĐ-CP's page, its marks `{{…}}` replaced.

A mark inside a sentence (`{{ky}}`) is replaced by words; a paragraph that is one mark (`{{phu_luc}}`) by paragraphs or a table.
An unknown mark, or one that is missing, is an error with its name: a report must not go out with a hole in it.
"""

import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from datetime import date, datetime, time
from importlib.resources import files
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.document import Document as DocumentType
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from bot.errors import BrokenTemplate
from bot.figures import Counts, counts_facts
from bot.reports.report import ActivityRow, GroupRow, ItemRow, Report
from bot.reports.tables import Column, Heading, Line, Tables, table
from bot.reports.telling import assessment, heads, sentences, tell
from bot.wording import decimal, full_date
from plan_data.status import Cell
from plan_data.text import printable

SHIPPED = "template.docx"
REQUIRED = ("ky", "so_lieu", "theo_nhom", "kho_khan", "ky_toi", "phu_luc")
"""Without these it is no report of a period: its numbers, its parts, the difficulties, what comes, the annex."""

_MARK = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_BREAKS = re.compile(r"([\n\t])")
_DONE = (Cell.DONE_ON_TIME, Cell.DONE_LATE)


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .docx. Errors: BrokenTemplate."""
    document = _open(template)
    words, tables = _words(report), Tables()
    blocks = _blocks(report, tables)
    paragraphs = list(_paragraphs(document))
    if wrong := _check(document, paragraphs, words, blocks):
        raise BrokenTemplate(str(template or SHIPPED), wrong)
    for paragraph in paragraphs:
        alone = _MARK.fullmatch(_text(paragraph).strip())
        if alone and alone[1] in blocks:
            blocks[alone[1]](paragraph)
            paragraph._p.getparent().remove(paragraph._p)
        else:
            _replace(paragraph, words)
    _sign(document, report)
    kept = io.BytesIO()
    document.save(kept)
    return tables.put_into(kept.getvalue())


# --- the template -----------------------------------------------------------------------------------------------------
def _open(template: Path | None) -> DocumentType:
    if template is not None and not template.is_file():
        raise BrokenTemplate(str(template), "không có tệp này")
    try:
        return Document(io.BytesIO((template or files("bot.reports") / SHIPPED).read_bytes()))
    except (OSError, PackageNotFoundError, BadZipFile, LookupError, ValueError, SyntaxError, AttributeError) as error:
        # What python-docx says of a broken file depends on where it breaks: no zip, no part, no XML, no document.
        raise BrokenTemplate(str(template), "không đọc được, cần tệp Word (.docx)") from error


def _check(document: DocumentType, paragraphs: Sequence[Paragraph], words: Collection[str], blocks: Collection[str]) -> str:
    """What is wrong with the marks: unknown, not alone on its line, out of reach, missing; empty where nothing is."""
    found: set[str] = set()
    for paragraph in paragraphs:
        text = _text(paragraph)
        for mark in _MARK.findall(text):
            if mark not in words and mark not in blocks:
                return f"không có trường {{{{{mark}}}}}"
            if mark in blocks and not _MARK.fullmatch(text.strip()):
                return f"trường {{{{{mark}}}}} phải đứng riêng một dòng"
            found.add(mark)
    hidden = set(_MARK.findall("".join(document.element.itertext()))) - found
    if hidden:
        return f"trường {{{{{min(hidden)}}}}} nằm ở chỗ không thay được, cần đưa ra đoạn văn thường"
    return next((f"thiếu trường {{{{{mark}}}}}" for mark in REQUIRED if mark not in found), "")


def _paragraphs(document: DocumentType) -> Iterator[Paragraph]:
    """Every paragraph, those in tables, headers and footers too; each cell of a merged row once."""
    yield from document.paragraphs
    for inner in document.tables:
        yield from _of_table(inner)
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            if not part.is_linked_to_previous:
                yield from part.paragraphs
                for inner in part.tables:
                    yield from _of_table(inner)


def _of_table(found: Table) -> Iterator[Paragraph]:
    seen: set[int] = set()
    for row in found.rows:
        for cell in row.cells:
            if id(cell._tc) not in seen:
                seen.add(id(cell._tc))
                yield from cell.paragraphs
                for inner in cell.tables:
                    yield from _of_table(inner)


def _replace(paragraph: Paragraph, words: dict[str, str]) -> None:
    """Words for marks, each in the look of the run that its mark begins in: Word cuts a mark into runs where it likes."""
    runs = _runs(paragraph)
    after = 0
    while mark := _MARK.search("".join(run.text for run in runs), after):
        at = 0
        for run in runs:
            begin, at = at, at + len(run.text)
            if at > mark.start() and begin < mark.end():
                text, first = run.text, begin <= mark.start()
                head = text[: mark.start() - begin] if first else ""
                run.text = head + (words[mark[1]] if first else "") + text[max(0, mark.end() - begin) :]
        after = mark.start() + len(words[mark[1]])


def _runs(paragraph: Paragraph) -> list[Run]:
    """Those in links and fields too."""
    return [Run(r, paragraph) for r in paragraph._p.xpath(".//w:r")]


def _text(paragraph: Paragraph) -> str:
    return "".join(run.text for run in _runs(paragraph))


def _sign(document: DocumentType, report: Report) -> None:
    made = datetime.combine(date.fromisoformat(report.made_on), time())
    properties = document.core_properties
    properties.title = f"{report.plan_short}, {report.label}"
    properties.author = properties.last_modified_by = report.office
    properties.created = properties.modified = made
    properties.comments = ""


# --- words ------------------------------------------------------------------------------------------------------------
def _words(report: Report) -> dict[str, str]:
    made = date.fromisoformat(report.made_on)
    place = _place(report.plan_title)
    facts = {
        "ky": report.label,
        "ky_viet_hoa": report.label[:1].upper() + report.label[1:],
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
        "het_ky_toi": full_date(report.next_end),
        "tong_viec": str(report.tasks.total),
        "tong_hoat_dong": str(report.activities.total),
        "thuong_xuyen": str(report.activities.ongoing),
    }
    return {mark: printable(said) for mark, said in facts.items()}


def _place(title: str) -> str:
    """ "Cà Mau" out of "… của tỉnh Cà Mau"."""
    found = re.search(r"\b(?:tỉnh|thành phố)\s+([^,.;(]+)$", title)
    return found[1].strip() if found else ""


# --- blocks -----------------------------------------------------------------------------------------------------------
def _blocks(report: Report, tables: Tables) -> dict[str, Callable[[Paragraph], None]]:
    return {
        "so_lieu": lambda at: _say(at, _listed([*sentences(report.tasks, "việc"), _in_period(report)])),
        "so_lieu_hoat_dong": lambda at: _say(at, _listed(sentences(report.activities, "hoạt động"))),
        "theo_nhom": lambda at: _parts(at, report),
        "bang_nhom": lambda at: _put(at, tables, _groups(report)),
        "bang_co_quan": lambda at: _put(at, tables, _agencies(report)),
        "qua_han": lambda at: _say(at, _late(report)),
        "kho_khan": lambda at: _say(at, _difficulties(report)),
        "ky_toi": lambda at: _coming(at, tables, report),
        "phu_luc": lambda at: _put(at, tables, _annex(report)),
    }


def _say(at: Paragraph, lines: Sequence[str], *, bold: bool = False, stays: bool = False) -> None:
    """Paragraphs in the look of the mark that they replace, its own and its run's: copied, since python-docx goes through
    every style for each paragraph it adds."""
    shape, look = at._p.pPr, next((run._r.rPr for run in _runs(at)), None)
    for line in lines:
        said = Paragraph(OxmlElement("w:p"), at._parent)
        at._p.addprevious(said._p)
        if shape is not None:
            said._p.append(deepcopy(shape))
        run = said.add_run()
        _write(run, printable(line))
        if look is not None:
            run._r.insert(0, deepcopy(look))
        if bold:
            run.bold = True
        if stays:
            said.paragraph_format.keep_with_next = True


def _write(run: Run, words: str) -> None:
    """The words of a new run. (python-docx goes through them letter by letter.)"""
    for part in _BREAKS.split(words):
        if part == "\n":
            run._r.add_br()
        elif part == "\t":
            run._r.add_tab()
        elif part:
            run._r.add_t(part)


def _put(at: Paragraph, tables: Tables, written: str) -> None:
    at._p.addprevious(tables.held(written))


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _in_period(report: Report) -> str:
    return tell("in_period", start=report.start, on=report.on, n=report.done_in_period)


def _parts(at: Paragraph, report: Report) -> None:
    """A part a group: its numbers, what is done, overdue, under way."""
    for group in report.groups:
        own = [line for line in report.lines if line.group == group.numeral]
        if own:
            _part(at, group, own)


def _part(at: Paragraph, group: GroupRow, own: Sequence[ActivityRow]) -> None:
    _say(at, [tell("group_title", g=group)], bold=True, stays=True)
    _say(at, [tell("group_counts", c=counts_facts(group.counts))])
    begun = [a for a in own if a.cell == Cell.OPEN_IN_TIME and a.moved]
    parts = (
        ("done", [a for a in own if a.cell in _DONE]),
        ("late", [a for a in own if a.cell == Cell.OPEN_OVERDUE]),
        ("doing", begun),
        ("ongoing", [a for a in own if a.cell == Cell.ONGOING]),
    )
    for part, lines in parts:
        if lines:
            _say(at, [tell("group_part", part=part)], stays=True)
            _say(at, [_told(a, with_document=part == "done") for a in lines])


def _told(line: ActivityRow, *, with_document: bool) -> str:
    document = line.documents if with_document and line.documents != tell("no_document") else ""
    return tell("line", a=line, result=line.result[:1].lower() + line.result[1:], document=document)


def _groups(report: Report) -> str:
    head, (done, open_) = heads("groups"), heads("above")
    columns = [
        Column(head[0], 13, centred=True),
        Column(head[1], 50),
        Column(head[2], 34),
        Column(head[3], 14, centred=True),
        Column(head[4], 13.5, centred=True, above=done),
        Column(head[5], 13.5, centred=True, above=done),
        Column(head[6], 13.5, centred=True, above=open_),
        Column(head[7], 13.5, centred=True, above=open_),
    ]
    rows = [(g.numeral, g.title, g.followed_by, *_cells(g.counts)) for g in report.groups]
    return table(columns, [*rows, ("", tell("total"), "", *_cells(report.activities))], 11, total=True)


def _agencies(report: Report) -> str:
    head, (done, open_) = heads("agencies"), heads("above")
    columns = [
        Column(head[0], 11, centred=True),
        Column(head[1], 68),
        Column(head[2], 14, centred=True),
        Column(head[3], 14, centred=True, above=done),
        Column(head[4], 14, centred=True, above=done),
        Column(head[5], 14, centred=True, above=open_),
        Column(head[6], 14, centred=True, above=open_),
        Column(head[7], 16, centred=True),
    ]
    shown = [a for a in report.agencies if a.counts.total]
    rows = [(str(n), a.name, *_cells(a.counts), _rate(a.counts)) for n, a in enumerate(shown, 1)]
    return table(columns, [*rows, ("", tell("total"), *_cells(report.tasks), _rate(report.tasks))], 11, total=True)


def _cells(c: Counts) -> tuple[str, ...]:
    return tuple(map(str, (c.total, c.done_on_time, c.done_late, c.open_in_time, c.open_overdue)))


def _rate(c: Counts) -> str:
    return tell("none") if c.rate is None else f"{decimal(c.rate)}%"


def _late(report: Report) -> list[str]:
    """Overdue việc; of one task and due date together: 28 agencies that owe the same are one line."""
    together: dict[tuple[str, str, str], list[ItemRow]] = {}
    for row in report.items:
        if row.cell == Cell.OPEN_OVERDUE:
            together.setdefault((row.due, row.code, row.period), []).append(row)
    lines = [together[key] for key in sorted(together)]
    return [tell("late", r=own[0], names=_names(own)) for own in lines] or [tell("no_late")]


def _names(own: Sequence[ItemRow]) -> list[str]:
    return [own[0].agency] if len(own) == 1 else [r.agency_short for r in own]


def _difficulties(report: Report) -> list[str]:
    lines = [tell("difficulty", d=d, office=report.office) for d in report.difficulties]
    lines += [tell("wish", w=w) for w in report.wishes]
    return lines or [tell("no_difficulty")]


def _coming(at: Paragraph, tables: Tables, report: Report) -> None:
    if not report.coming:
        _say(at, [tell("no_coming", on=report.on, until=report.next_end)])
        return
    head = heads("coming")
    columns = [
        Column(head[0], 14, centred=True),
        Column(head[1], 73),
        Column(head[2], 25),
        Column(head[3], 30),
        Column(head[4], 23, centred=True),
    ]
    rows = []
    for c in report.coming:
        who = c.agencies[0] if len(c.agencies) == 1 else tell("several", names=c.agencies)
        rows.append((c.code, c.title, c.product, who, "\n".join(map(full_date, c.dues))))
    _put(at, tables, table(columns, rows, 11))


def _annex(report: Report) -> str:
    widths = (12, 48, 19, 24, 25, 19, 20, 25, 21, 18, 21)
    columns = [Column(head, mm, centred=n == 0) for n, (head, mm) in enumerate(zip(heads("annex"), widths, strict=True))]
    titles = {g.numeral: f"{g.numeral}. {g.title}" for g in report.groups}
    lines: list[Line] = []
    group = ""
    for a in report.lines:
        if a.group != group:
            group = a.group
            lines.append(Heading(titles.get(group, group)))
        words = (a.code, a.title, a.product, a.lead, a.coordinating, a.deadline, a.extended, a.result, a.documents)
        lines.append((*words, assessment(a.cell), a.difficulty))
    return table(columns, lines, 9.5)
