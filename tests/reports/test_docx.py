"""The Word report: its page, its parts, its numbers read back; and templates that offices have edited, or broken."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from bot.errors import BrokenTemplate
from bot.reports.docx import REQUIRED, render
from bot.reports.report import Difficulty, Report
from tests import report_template
from tests.reports.test_xlsx import HOSTILE

ANNEX = (
    "STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời hạn theo kế hoạch", "Thời hạn gia hạn (văn bản)",
    "Kết quả, tiến độ (%)", "Số, ký hiệu, ngày văn bản", "Đánh giá", "Khó khăn, nguyên nhân, đề xuất",
)  # fmt: skip
PARTS = ["I. KẾT QUẢ THỰC HIỆN", "II. KHÓ KHĂN, VƯỚNG MẮC, ĐỀ XUẤT", "III. NHIỆM VỤ TRỌNG TÂM KỲ TỚI"]


def opened(content: bytes) -> DocumentType:
    return Document(io.BytesIO(content))


@pytest.fixture(scope="module")
def content(report: Report) -> bytes:
    return render(report)


@pytest.fixture(scope="module")
def document(content: bytes) -> DocumentType:
    return opened(content)


def texts(document: DocumentType) -> list[str]:
    return [p.text for p in document.paragraphs]


def cells(document: DocumentType, head: str) -> list[list[str]]:
    """The rows of the table with that heading."""
    tables = [[[c.text for c in row.cells] for row in table.rows] for table in document.tables]
    return next(rows for rows in tables if head in rows[0])


# --- the page ---------------------------------------------------------------------------------------------------------
def test_the_page_of_decree_30(document: DocumentType) -> None:
    first, annex = document.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)  # type: ignore[union-attr]
    assert annex.orientation is WD_ORIENT.LANDSCAPE
    for section in document.sections:
        sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
        assert [round(s.mm) for s in sides if s is not None] == [20, 20, 30, 15]
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)
    assert "PAGE" in first.header._element.xml
    assert first.different_first_page_header_footer


def test_the_heading_and_the_signature(document: DocumentType) -> None:
    heading, *_, signature = [t for t in document.tables if len(t.rows) == 1]
    left, right = (c.text.split("\n") for c in heading.rows[0].cells)
    assert [line for line in left if line] == ["UBND TỈNH CÀ MAU", "VĂN PHÒNG UBND TỈNH", "Số:          /BC-VP"]
    assert [line for line in right if line] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Cà Mau, ngày 01 tháng 4 năm 2024",
    ]
    receivers, signer = (c.text for c in signature.rows[0].cells)
    assert receivers.startswith("Nơi nhận:")
    assert signer.startswith("CHÁNH VĂN PHÒNG")


def test_the_parts_stand_in_order_and_no_mark_is_left(document: DocumentType, content: bytes) -> None:
    said = texts(document)
    places = [said.index(part) for part in ["BÁO CÁO", *PARTS, "PHỤ LỤC"]]
    assert places == sorted(places)
    assert "(Quý I năm 2024, số liệu đến hết ngày 31/3/2024)" in said
    groups = [line for line in said if line.startswith("Nhóm ")]
    assert [line.split(".")[0] for line in groups] == [f"Nhóm {n}" for n in ("I", "II", "III", "IV", "V", "VI", "VII")]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
            assert b"{{" not in package.read(name), name


def test_the_annex_has_the_columns_of_the_regime(document: DocumentType, report: Report) -> None:
    head, *rows = cells(document, ANNEX[5])
    assert tuple(head) == ANNEX
    by_code = {row[0]: row for row in rows if row[0] != row[1]}
    assert list(by_code) == [line.code for line in report.lines]
    assert by_code["I.2"][7:10] == ["Hoàn thành ngày 12/3/2024", "215/QĐ-UBND ngày 12/3/2024", "Hoàn thành đúng hạn"]
    assert by_code["IV.3"][10] == "kinh phí tổ chức thi chưa được bố trí, đề nghị Sở Tài chính sớm có ý kiến"
    headings = [row[0] for row in rows if row[0] == row[1]]
    assert headings[0] == "I. Cải cách thể chế"
    assert len(headings) == 7


def test_difficulties_stand_in_the_agencies_own_words(document: DocumentType) -> None:
    said = texts(document)
    start, end = said.index(PARTS[1]), said.index(PARTS[2])
    exams, list_ = sorted(said[start + 1 : end])
    assert exams == (
        "- Sở Nội vụ, IV.3 Tổ chức thi công chức năm 2024: “kinh phí tổ chức thi chưa được bố trí, đề nghị Sở Tài chính "
        "sớm có ý kiến” (báo ngày 15/3/2024; Sở Tài chính xử lý)."
    )
    assert list_.endswith("(báo ngày 25/3/2024; Văn phòng UBND tỉnh xử lý).")


# --- the numbers ------------------------------------------------------------------------------------------------------
def test_the_numbers_read_back_are_those_of_the_one_function(document: DocumentType, report: Report) -> None:
    said = "\n".join(texts(document))
    for unit, c in (("việc", report.tasks), ("hoạt động", report.activities)):
        assert f"Tổng số: {c.total} {unit}." in said
        assert f"Hoàn thành: {c.done} {unit} (đúng hạn {c.done_on_time}, quá hạn {c.done_late})." in said
        assert f"Chưa hoàn thành: {c.open} {unit} (trong hạn {c.open_in_time}, quá hạn {c.open_overdue})." in said
        assert re.search(rf"Tỷ lệ hoàn thành: [\d,]+% \({c.done}/{c.counted} {unit}", said)
    assert "92,9% (39/42 việc, không tính việc còn trong hạn); trên tổng số: 27,1% (39/144 việc)" in said
    groups = cells(document, "Cơ quan theo dõi")[2:]
    assert [list(map(int, row[3:])) for row in groups[:-1]] == [numbers(g.counts) for g in report.groups]
    assert list(map(int, groups[-1][3:])) == numbers(report.activities)
    agencies = cells(document, "Tỷ lệ")[2:]
    assert {row[1]: list(map(int, row[2:7])) for row in agencies[:-1]} == {a.name: numbers(a.counts) for a in report.agencies}
    assert list(map(int, agencies[-1][2:7])) == numbers(report.tasks)


def numbers(c: object) -> list[int]:
    return [getattr(c, n) for n in ("total", "done_on_time", "done_late", "open_in_time", "open_overdue")]


# --- what people write ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", [*HOSTILE, "<w:p/>&amp;", "{{phu_luc}} {{x}}", "a\nb", "]]>", "\ud800\uffff"], ids=ascii)
def test_whatever_people_write_arrives_as_text(report: Report, words: str) -> None:
    hostile = Difficulty("IV.3", words, words, words, "2024-03-15", words)
    lines = tuple(replace(line, difficulty=words, result=words, documents=words) for line in report.lines)
    made = opened(render(replace(report, difficulties=(hostile,), lines=lines, plan_title=words)))
    seen = "".join(c for c in words if c >= " " or c in "\t\n").replace("\ud800", "").replace("\uffff", "")
    assert {row[10] for row in cells(made, ANNEX[5])[1:] if row[0] != row[1]} == {seen}
    if seen.strip():
        assert any(seen.split("\n")[0] in line for line in texts(made))


# --- templates --------------------------------------------------------------------------------------------------------
def test_the_template_that_ships_is_the_one_its_maker_writes() -> None:
    def parts(content: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}

    assert parts(report_template.TEMPLATE.read_bytes()) == parts(report_template.made())


def edited(tmp_path: Path, change: Callable[[DocumentType], object]) -> Path:
    document = Document(str(report_template.TEMPLATE))
    change(document)
    document.save(str(tmp_path / "mau.docx"))
    return tmp_path / "mau.docx"


def test_an_office_writes_its_own_words_and_keeps_the_looks(report: Report, tmp_path: Path) -> None:
    def change(document: DocumentType) -> None:
        added = document.add_paragraph()
        added.add_run("Kính gửi ")
        added.add_run("{{van").bold = True  # Word cuts a mark where it likes
        added.add_run("_phong}}, kỳ {{ ky }}")
        added.add_run(" và hết.").italic = True

    last = opened(render(report, edited(tmp_path, change))).paragraphs[-1]
    assert last.text == "Kính gửi Văn phòng UBND tỉnh, kỳ quý I năm 2024 và hết."
    assert [(r.text, r.bold, r.italic) for r in last.runs] == [
        ("Kính gửi ", None, None),
        ("Văn phòng UBND tỉnh", True, None),
        (", kỳ quý I năm 2024", None, None),
        (" và hết.", None, True),
    ]


def test_what_stands_for_a_mark_looks_as_the_mark_did(report: Report, tmp_path: Path) -> None:
    def change(document: DocumentType) -> None:
        mark = next(p for p in document.paragraphs if p.text == "{{kho_khan}}")
        mark.paragraph_format.left_indent = Mm(7)
        mark.runs[0].italic = True

    document = opened(render(report, edited(tmp_path, change)))
    said = next(p for p in document.paragraphs if p.text.startswith("- Sở Nội vụ, IV.3"))
    assert said.style is not None
    assert said.style.name == report_template.BODY
    assert round((said.paragraph_format.left_indent or Mm(0)).mm) == 7
    assert [run.italic for run in said.runs] == [True]


def _without(mark: str) -> Callable[[DocumentType], None]:
    def change(document: DocumentType) -> None:
        inside = [p for t in document.tables for row in t.rows for c in row.cells for p in c.paragraphs]
        for paragraph in [*document.paragraphs, *inside]:
            for run in paragraph.runs:
                run.text = run.text.replace(f"{{{{{mark}}}}}", "")

    return change


def test_tables_find_their_places_whatever_the_template_calls_words_names(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "other-names.docx"
    shipped = zipfile.ZipFile(io.BytesIO((files("bot.reports") / "template.docx").read_bytes()))
    with shipped, zipfile.ZipFile(path, "w") as written:
        for part in shipped.namelist():
            content = shipped.read(part)
            renamed = re.sub(rb"(</?| |xmlns:)w([:=])", rb"\1x\2", content) if part == "word/document.xml" else content
            written.writestr(part, renamed)
    document = opened(render(report, path))
    assert [len(table.rows) for table in document.tables] == [len(table.rows) for table in opened(render(report)).tables]
    assert cells(document, ANNEX[0])


@pytest.mark.parametrize("mark", REQUIRED)
def test_a_template_that_lacks_a_mark_is_told_which(report: Report, tmp_path: Path, mark: str) -> None:
    path = edited(tmp_path, _without(mark))
    with pytest.raises(BrokenTemplate) as told:
        render(report, path)
    assert str(told.value) == f"Mẫu báo cáo {path}: thiếu trường {{{{{mark}}}}}."


def test_a_mark_that_nobody_knows_is_named(report: Report, tmp_path: Path) -> None:
    path = edited(tmp_path, lambda document: document.add_paragraph("Người ký: {{nguoi_ky}}"))
    with pytest.raises(BrokenTemplate, match=r"không có trường \{\{nguoi_ky\}\}\.$"):
        render(report, path)


def test_a_table_needs_a_line_of_its_own(report: Report, tmp_path: Path) -> None:
    path = edited(tmp_path, lambda document: document.add_paragraph("Xem {{bang_nhom}}"))
    with pytest.raises(BrokenTemplate, match=r"trường \{\{bang_nhom\}\} phải đứng riêng một dòng\.$"):
        render(report, path)


def test_a_mark_in_a_link_is_replaced_and_one_out_of_reach_is_named(report: Report, tmp_path: Path) -> None:
    run = "<w:r><w:t>{{ky}}</w:t></w:r>"

    def link(document: DocumentType) -> None:
        document.add_paragraph()._p.append(parse_xml(f"<w:hyperlink {nsdecls('w')} w:anchor='a'>{run}</w:hyperlink>"))

    def control(document: DocumentType) -> None:
        inside = "<w:sdtContent><w:p><w:r><w:t>{{nam}}</w:t></w:r></w:p></w:sdtContent>"
        document.paragraphs[0]._p.addprevious(parse_xml(f"<w:sdt {nsdecls('w')}>{inside}</w:sdt>"))

    assert opened(render(report, edited(tmp_path, link))).paragraphs[-1].text == "quý I năm 2024"
    with pytest.raises(BrokenTemplate, match=r"trường \{\{nam\}\} nằm ở chỗ không thay được"):
        render(report, edited(tmp_path, control))


def _zip(parts: dict[str, str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return kept.getvalue()


TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"not a zip",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # an old .doc
        b"PK\x03\x04" + b"\0" * 40,
        _zip({}),
        _zip({"a.txt": "a"}),
        _zip({"[Content_Types].xml": "<"}),
        _zip({"[Content_Types].xml": TYPES}),
        report_template.TEMPLATE.read_bytes()[:9_000],
    ],
    ids=range(9),
)
def test_a_template_that_cannot_be_read_is_one_sentence(report: Report, tmp_path: Path, broken: bytes) -> None:
    path = tmp_path / "mau.docx"
    path.write_bytes(broken)
    with pytest.raises(BrokenTemplate, match=r"mau.docx: không đọc được, cần tệp Word \(.docx\)\.$"):
        render(report, path)


def test_a_template_that_is_not_there(report: Report, tmp_path: Path) -> None:
    for path in (tmp_path / "mau.docx", tmp_path):
        with pytest.raises(BrokenTemplate, match="không có tệp này"):
            render(report, path)
