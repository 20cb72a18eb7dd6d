"""The report as a workbook: tasks, agencies, updates, and the sums; filters, frozen heads, real dates, colours by state.

Nothing that a person typed is ever a formula, a link or a number: xlsxwriter turns such text into them unless told not to, so
every cell is written by its type and none by guessing.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bot.figures import Counts
from bot.reports.report import Report
from bot.reports.telling import assessment, heads, sentences, tell
from plan_data.calendar import ZONE
from plan_data.status import Cell
from plan_data.text import printable

_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLOURS = {
    Cell.DONE_ON_TIME: "#DDF2E3",
    Cell.DONE_LATE: "#FFF1D0",
    Cell.OPEN_OVERDUE: "#FBD9D3",
    Cell.ONGOING: "#E3ECF7",
}
_LONGEST = 32_000  # characters in a cell: Excel's own limit is 32,767
_WIDTHS = {
    "sheet_tasks": (8, 7, 48, 11, 28, 18, 12, 12, 25, 34, 9, 12, 18, 12, 12, 40),
    "sheet_agencies": (42, 10, 12, 12, 14, 14, 12, 12, 12, 14),
    "sheet_updates": (17, 8, 28, 26, 20, 70, 9, 12, 18),
    "sheet_summary": (8, 48, 12, 12, 12, 14, 14, 12, 12, 12, 14),
}
_LINE, _MOST_LINES = 15.5, 25  # points a line; Excel's own limit is 409 points a row
_ASSESSED = 8  # the column of the tasks' official cell: it is coloured

Value = str | int | float | date | None


class Share(float):
    """A number that is shown as a percentage."""


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .xlsx; there is no template."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, **_TEXT_ONLY}) as book:
        book.set_properties(
            {
                "title": printable(f"{report.plan_short}, {report.label}"),
                "author": printable(report.office),
                "created": datetime.fromisoformat(report.made_on),
            }
        )
        sheets = _Sheets(book, report)
        names = heads("sheets")
        sheets.tasks(names[0])
        sheets.table(names[1], "sheet_agencies", _agencies(report), total=True)
        sheets.table(names[2], "sheet_updates", _updates(report))
        sheets.summary(names[3])
    return kept.getvalue()


class _Sheets:
    """The sheets of one workbook and how they look."""

    def __init__(self, book: xlsxwriter.Workbook, report: Report) -> None:
        self.book, self.report = book, report
        cell = {"valign": "top", "border": 1, "border_color": "#B8C4C1", "font_name": "Times New Roman", "font_size": 11}
        middle = cell | {"align": "center"}
        self.head = book.add_format(
            cell | {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": "#E4EEEC"}
        )
        self.text = book.add_format(cell | {"text_wrap": True})
        self.number = book.add_format(middle)
        self.date = book.add_format(middle | {"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format(middle | {"num_format": "dd/mm/yyyy hh:mm"})
        self.share = book.add_format(middle | {"num_format": "0.0%"})
        self.sum = book.add_format(middle | {"bold": True, "top": 2})
        self.sum_share = book.add_format(middle | {"bold": True, "top": 2, "num_format": "0.0%"})
        self.sum_text = book.add_format(cell | {"bold": True, "top": 2})
        self.title = book.add_format({"bold": True, "font_name": "Times New Roman", "font_size": 14})
        self.line = book.add_format({"font_name": "Times New Roman", "font_size": 12})

    def table(self, name: str, key: str, rows: Sequence[Sequence[Value]], *, first: int = 0, total: bool = False) -> Worksheet:
        """A sheet with one table; `total`: its last row is a sum, below what can be filtered."""
        sheet = self.book.add_worksheet(name)
        columns = heads(key)
        widths = _WIDTHS[key]
        sheet.set_row(first, _LINE * 3)
        for number, (head, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(number, number, width)
            sheet.write_string(first, number, head, self.head)
        for at, row in enumerate(rows, first + 1):
            sheet.set_row(at, _LINE * _lines(row, widths))
            for number, value in enumerate(row):
                self._write(sheet, at, number, value, is_sum=total and at == first + len(rows))
        sheet.autofilter(first, 0, max(first + 1, first + len(rows) - total), len(columns) - 1)
        sheet.freeze_panes(first + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(first)
        return sheet

    def tasks(self, name: str) -> None:
        rows = _tasks(self.report)
        sheet = self.table(name, "sheet_tasks", rows)
        for cell, colour in _COLOURS.items():
            look = self.book.add_format({"bg_color": colour})
            rule = {"type": "cell", "criteria": "==", "value": f'"{assessment(cell)}"', "format": look}
            sheet.conditional_format(1, _ASSESSED, max(1, len(rows)), _ASSESSED, rule)

    def summary(self, name: str) -> None:
        """The sums in words above, the groups in hoạt động below."""
        report = self.report
        lines = [
            f"{report.plan_title} ({report.plan_number})",
            tell("as_of", on=report.on),
            *sentences(report.tasks, "việc"),
            *sentences(report.activities, "hoạt động"),
        ]
        sheet = self.table(name, "sheet_summary", _summary(report), first=len(lines) + 2, total=True)
        sheet.write_string(0, 0, printable(f"{report.plan_short}: {report.label}"), self.title)
        for at, line in enumerate(lines, 1):
            sheet.write_string(at, 0, printable(line), self.line)

    def _write(self, sheet: Worksheet, row: int, column: int, value: Value, *, is_sum: bool) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.sum_text if is_sum else self.text)
        elif isinstance(value, datetime):
            sheet.write_datetime(row, column, value.replace(tzinfo=None), self.moment)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self.date)
        elif isinstance(value, Share):
            sheet.write_number(row, column, value, self.sum_share if is_sum else self.share)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.sum if is_sum else self.number)
        else:
            sheet.write_string(row, column, printable(value)[:_LONGEST], self.sum_text if is_sum else self.text)


# --- rows -------------------------------------------------------------------------------------------------------------
def _lines(row: Sequence[Value], widths: Sequence[int]) -> int:
    """How many lines the row needs: not every program looks for itself before it prints."""
    texts = [(value.split("\n"), width) for value, width in zip(row, widths, strict=True) if isinstance(value, str)]
    needed = [sum(max(1, ceil(len(part) / (1.15 * width))) for part in parts) for parts, width in texts]
    return min(max([1, *needed]), _MOST_LINES)


def _tasks(report: Report) -> list[list[Value]]:
    return [
        [
            i.code,
            i.group,
            i.title,
            i.period,
            i.agency,
            i.product,
            _day(i.planned_due),
            _day(i.due),
            assessment(i.cell),
            i.state,
            None if i.percent is None else Share(i.percent / 100),
            _day(i.done_on),
            i.document,
            _day(i.document_on),
            i.overdue_days or None,
            i.difficulty,
        ]
        for i in report.items
    ]


def _agencies(report: Report) -> list[list[Value]]:
    return [[a.name, *_counts(a.counts)] for a in report.agencies] + [[tell("total"), *_counts(report.tasks)]]


def _summary(report: Report) -> list[list[Value]]:
    rows = [[g.numeral, g.title, *_counts(g.counts)] for g in report.groups]
    return [*rows, ["", tell("total"), *_counts(report.activities)]]


def _counts(c: Counts) -> list[Value]:
    shares = [None if share is None else Share(share / 100) for share in (c.rate, c.of_all)]
    return [c.total, c.done_on_time, c.done_late, c.open_in_time, c.open_overdue, *shares, c.ongoing, c.out_of_plan]


def _updates(report: Report) -> list[list[Value]]:
    return [
        [
            datetime.fromisoformat(u.at).astimezone(ZONE),
            u.code,
            u.agency,
            u.by,
            u.kind,
            u.words,
            None if u.percent is None else Share(u.percent / 100),
            _day(u.until),
            u.document,
        ]
        for u in report.updates
    ]


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
