"""The figures as a workbook: activities, items, agencies, updates; filters, frozen heads, real dates, colours by state.

Nothing that a person typed is ever a formula, a link or a number: xlsxwriter turns such text into them unless told not to.
"""

import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.figures import Counts
from bot.reports.docx import ASSESSMENT, sentences
from bot.reports.report import Report
from bot.wording import full_date
from plan_data.calendar import ZONE
from plan_data.status import Cell
from plan_data.text import printable

_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLOURS = {
    ASSESSMENT[Cell.DONE_ON_TIME]: "#DDF2E3",
    ASSESSMENT[Cell.DONE_LATE]: "#FFF1D0",
    ASSESSMENT[Cell.OPEN_OVERDUE]: "#FBD9D3",
}
_LONGEST = 32_000  # characters in a cell: Excel's own limit is 32,767

Column = tuple[str, int]
"""A heading and the width of its column in characters."""


def render(report: Report, template: Path | None = None) -> bytes:
    """The report as .xlsx; there is no template."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True, "default_date_format": "dd/mm/yyyy", **_TEXT_ONLY}) as book:
        looks = {
            "head": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "vcenter", "align": "center", "bg_color": "#E4EEEC", "border": 1}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top", "border": 1}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "align": "center", "border": 1}),
            "moment": book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top", "align": "center", "border": 1}),
            "rate": book.add_format({"num_format": "0.0%", "valign": "top", "border": 1}),
            "title": book.add_format({"bold": True, "font_size": 14}),
            "plain": book.add_format({"text_wrap": False}),
        }
        for text, colour in _COLOURS.items():
            looks[text] = book.add_format({"bg_color": colour})
        _summary(book.add_worksheet("Tổng hợp"), report, looks)
        _sheet(book.add_worksheet("Hoạt động"), _ACTIVITY, _activities(report), looks, coloured=9)
        _sheet(book.add_worksheet("Việc"), _ITEM, _items(report), looks, coloured=7)
        _sheet(book.add_worksheet("Cơ quan"), _AGENCY, _agencies(report), looks)
        _sheet(book.add_worksheet("Cập nhật"), _UPDATE, _updates(report), looks)
        book.set_properties({"title": f"{report.plan_short}, {report.label}", "author": report.office})
    return kept.getvalue()


def _summary(sheet: Worksheet, report: Report, looks: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, printable(f"{report.plan_short}: {report.label}"), looks["title"])
    lines = [
        f"{report.plan_title} ({report.plan_number})",
        f"Số liệu từ ngày {full_date(report.start)} đến hết ngày {full_date(report.on)}.",
        "",
        *sentences(report.tasks, "việc"),
        "",
        *sentences(report.activities, "hoạt động"),
        f"Thường xuyên: {report.ongoing} hoạt động, theo dõi riêng.",
    ]
    for row, line in enumerate(lines, 1):
        sheet.write_string(row, 0, printable(line), looks["plain"])


# --- the sheets -------------------------------------------------------------------------------------------------------
_ACTIVITY: Sequence[Column] = (
    ("Mã", 9), ("Nhóm", 7), ("Nhiệm vụ", 48), ("Sản phẩm", 18), ("Chủ trì", 26), ("Phối hợp", 26), ("Thời hạn", 18),
    ("Gia hạn", 22), ("Kết quả", 30), ("Đánh giá", 26), ("Văn bản", 20), ("Khó khăn, đề xuất", 34),
)  # fmt: skip
_ITEM: Sequence[Column] = (
    ("Mã", 9), ("Nhiệm vụ", 48), ("Kỳ", 12), ("Cơ quan", 28), ("Hạn theo kế hoạch", 13), ("Hạn hiện hành", 13),
    ("Tình trạng", 34), ("Đánh giá", 26), ("%", 6), ("Ngày hoàn thành", 13), ("Văn bản", 20), ("Quá hạn (ngày làm việc)", 11),
)  # fmt: skip
_AGENCY: Sequence[Column] = (
    ("Cơ quan", 40), ("Tổng số việc", 10), ("Hoàn thành đúng hạn", 12), ("Hoàn thành quá hạn", 12), ("Trong hạn", 10),
    ("Quá hạn", 10), ("Tỷ lệ", 10),
)  # fmt: skip
_UPDATE: Sequence[Column] = (
    ("Thời điểm", 17), ("Mã", 9), ("Cơ quan", 28), ("Người báo", 24), ("Loại", 18), ("Nguyên văn", 60), ("%", 6),
    ("Đến ngày", 13), ("Văn bản", 20),
)  # fmt: skip


def _activities(report: Report) -> list[list[Any]]:
    return [
        [
            a.code,
            a.group,
            a.title,
            a.product,
            a.lead,
            a.coordinating,
            a.deadline,
            a.extended,
            a.result,
            ASSESSMENT[Cell(a.cell)],
            a.documents,
            a.difficulty,
        ]
        for a in report.lines
    ]


def _items(report: Report) -> list[list[Any]]:
    return [
        [
            i.code,
            i.title,
            i.period,
            i.agency,
            _day(i.planned_due),
            _day(i.due),
            i.state,
            ASSESSMENT[Cell(i.cell)],
            i.percent,
            _day(i.done_on),
            i.document,
            i.overdue_days or None,
        ]
        for i in report.items
    ]


def _agencies(report: Report) -> list[list[Any]]:
    return [[a.name, *_counts(a.counts)] for a in report.agencies] + [["Cộng", *_counts(report.tasks)]]


def _counts(c: Counts) -> list[Any]:
    rate = None if c.rate is None else c.rate / 100
    return [c.total, c.done_on_time, c.done_late, c.open_in_time, c.open_overdue, rate]


def _updates(report: Report) -> list[list[Any]]:
    return [
        [
            datetime.fromisoformat(u.at).astimezone(ZONE),
            u.code,
            u.agency,
            u.by,
            u.kind,
            u.words,
            u.percent,
            _day(u.until),
            u.document,
        ]
        for u in report.updates
    ]


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _sheet(
    sheet: Worksheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    looks: dict[str, Format],
    *,
    coloured: int | None = None,
) -> None:
    for number, (head, width) in enumerate(columns):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, head, looks["head"])
    for at, row in enumerate(rows, 1):
        for number, value in enumerate(row):
            _write(sheet, at, number, value, looks, is_rate=columns[number][0] == "Tỷ lệ")
    last = max(len(rows), 1)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if coloured is not None:
        for text in _COLOURS:
            rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": looks[text]}
            sheet.conditional_format(1, coloured, last, coloured, rule)


def _write(sheet: Worksheet, row: int, column: int, value: Any, looks: dict[str, Format], *, is_rate: bool) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, looks["text"])
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), looks["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, looks["date"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, looks["rate"] if is_rate else looks["text"])
    else:
        sheet.write_string(row, column, printable(str(value))[:_LONGEST], looks["text"])
