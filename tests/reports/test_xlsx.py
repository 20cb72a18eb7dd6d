"""The workbook as others read it: openpyxl and calamine; its XML part by part; what people type stays text."""

import io
import zipfile
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from bot.reporting import report_of
from bot.reports.report import Report
from bot.reports.xlsx import render
from plan_data.calendar import at
from plan_data.periods import named_period
from plan_data.updates import UpdateKind
from tests.storage.town import I_1, I_2, I_3, Town

HOSTILE = (
    "=cmd|' /C calc'!A0",
    "+1",
    "@x",
    "-1+1",
    "http://example.com/a?b=1",
    "mailto:a@example.com",
    "trước\x07\x0b\x0c\x1f\x00sau",
    "\t=1",
    "=" + "ă" * 4_095,
    "_x0041_ {=1+1}",
    "12345678901234567890",
    "internal:'Cơ quan'!A1",
)
SHEETS = ["Nhiệm vụ", "Cơ quan", "Cập nhật", "Tổng hợp"]


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return render(report)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(book: Workbook, name: str) -> list[dict[str, Any]]:
    """The rows of a sheet by its headings."""
    head, *lines = book[name].iter_rows(values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


def test_two_readers_open_it_and_every_part_is_xml(content: bytes, book: Workbook) -> None:
    assert book.sheetnames == SHEETS
    read = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert read.sheet_names == SHEETS
    assert len(read.get_sheet_by_name("Nhiệm vụ").to_python()) == book["Nhiệm vụ"].max_row
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))


def test_the_sheets_can_be_worked_with(book: Workbook) -> None:
    for name in SHEETS[:3]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2", name
        assert sheet.auto_filter.ref is not None
        assert sheet.auto_filter.ref.startswith("A1:"), name
    assert book["Cơ quan"].auto_filter.ref == "A1:J30"  # the sum stands below what is filtered
    assert book["Cơ quan"]["A31"].value == "Cộng"
    (rules,) = book["Nhiệm vụ"].conditional_formatting
    assert str(rules.sqref).startswith("I2:I")
    assert {rule.formula[0].strip('"') for rule in rules.rules} == {
        "Hoàn thành đúng hạn",
        "Hoàn thành quá hạn",
        "Chưa hoàn thành, quá hạn",
        "Thường xuyên",
    }


def test_dates_are_dates_and_numbers_numbers(book: Workbook, report: Report) -> None:
    done = next(r for r in rows(book, "Nhiệm vụ") if r["Mã"] == "I.2")
    assert (done["Hạn hiện hành"], done["Ngày hoàn thành"]) == (datetime(2024, 3, 31), datetime(2024, 3, 12))  # noqa: DTZ001
    assert book["Nhiệm vụ"]["G2"].number_format == "dd/mm/yyyy"
    first = rows(book, "Cập nhật")[0]
    assert first["Thời điểm"] == datetime(2024, 1, 30, 8, 12)  # noqa: DTZ001  # the plan's hour: Excel knows no zones
    assert next(r for r in rows(book, "Nhiệm vụ") if r["Mã"] == "IV.6")["Tiến độ"] == 0.7
    late = [r for r in rows(book, "Nhiệm vụ") if r["Đánh giá"] == "Chưa hoàn thành, quá hạn"]
    assert [r["Quá hạn (ngày làm việc)"] for r in late] == [21, 21, 21]
    ongoing = [r for r in rows(book, "Nhiệm vụ") if r["Đánh giá"] == "Thường xuyên"]
    assert [(r["Mã"], r["Hạn hiện hành"]) for r in ongoing] == [("I.5", None), ("V.4", None), ("VI.5", None)]
    assert len(rows(book, "Cập nhật")) == len(report.updates)


def test_the_numbers_read_back_are_those_of_the_one_function(book: Workbook, report: Report) -> None:
    names = ("Hoàn thành đúng hạn", "Hoàn thành quá hạn", "Chưa hoàn thành, trong hạn", "Chưa hoàn thành, quá hạn")
    fields = ("done_on_time", "done_late", "open_in_time", "open_overdue")
    listed = [r["Đánh giá"] for r in rows(book, "Nhiệm vụ")]
    assert [listed.count(name) for name in names] == [getattr(report.tasks, f) for f in fields]
    *agencies, total = rows(book, "Cơ quan")
    assert [[r[n] for n in names] for r in agencies] == [[getattr(a.counts, f) for f in fields] for a in report.agencies]
    assert [total[n] for n in names] == [getattr(report.tasks, f) for f in fields]
    assert total["Tỷ lệ hoàn thành"] == pytest.approx(39 / 42)
    assert total["Hoàn thành trên tổng số"] == pytest.approx(39 / 144)
    summary = list(book["Tổng hợp"].iter_rows(values_only=True))
    assert summary[0][0] == "Kế hoạch CCHC năm 2024: quý I năm 2024"
    assert ("VII", "Công tác chỉ đạo, điều hành", 5, 2, 0, 2, 1) in [row[:7] for row in summary]
    assert summary[-1][1:7] == ("Cộng", 36, 9, 1, 25, 1)


async def test_what_people_type_arrives_as_text(town: Town) -> None:
    """As real updates: the words, the note of a blocker, the number of a document."""
    for n, words in enumerate(HOSTILE):
        moment = at(date(2024, 2, 1), time(9, n))
        stored = words.replace("\x00", "") if town.store.engine.dialect.name == "postgresql" else words
        await town.reports(I_1, UpdateKind.PROGRESS, moment, words=stored)
        await town.reports(I_2, UpdateKind.BLOCKED, moment, words=stored, note=stored)
        await town.reports(I_3, UpdateKind.DOCUMENT, moment, words="văn bản", document=stored[:120])
    async with town.transaction() as tx:
        report = await report_of(tx, named_period("2024-Q1"), town.calendar, date(2024, 4, 1), with_log=True)
    content = render(report)
    book = openpyxl.load_workbook(io.BytesIO(content))
    seen = ["".join(c for c in words if c >= " " or c == "\t") for words in HOSTILE]
    log = rows(book, "Cập nhật")
    assert [r["Nguyên văn"] for r in log if r["Mã"] == "I.1"] == seen
    assert [r["Văn bản"] for r in log if r["Mã"] == "I.3"] == [words[:120] for words in seen]
    assert next(r for r in rows(book, "Nhiệm vụ") if r["Mã"] == "I.2")["Khó khăn, đề xuất"] == seen[-1]
    read = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Cập nhật").to_python()
    assert [row[5] for row in read if row[1] == "I.1"] == seen
    for sheet in book:
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "d"}, sheet.title
        assert [c.coordinate for row in sheet.iter_rows() for c in row if c.hyperlink] == []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = ElementTree.fromstring(package.read(name))
            tags = {element.tag.rpartition("}")[2] for element in part.iter()}
            assert tags & {"f", "hyperlink", "hyperlinks", "externalReferences", "ddeLink"} == set(), name


def test_equal_reports_give_equal_bytes(report: Report, content: bytes) -> None:
    assert render(report) == content
