"""Makes the Word template that ships, bot/reports/template.docx: `python -m tests.report_template`.

The page is that of Nghị định 30/2020/NĐ-CP: A4, margins 20/20/30/15 mm, Times New Roman 14, two-column heading, page numbers at
the top from the second page on. An office edits the .docx itself; this file only keeps ours reviewable.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

TEMPLATE = Path(__file__).parents[1] / "bot" / "reports" / "template.docx"
FONT = "Times New Roman"
BODY = "Nội dung báo cáo"


def made() -> bytes:
    """The template's bytes."""
    document = Document()
    _styles(document)
    _page(document.sections[0])
    _head(document)
    _body(document)
    _signature(document)
    _annex(document)
    properties = document.core_properties
    properties.author = properties.last_modified_by = "Nhắc việc"
    properties.title, properties.comments = "Mẫu báo cáo", ""
    properties.created = properties.modified = datetime(2024, 1, 1, tzinfo=UTC)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _styles(document: DocumentType) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(14)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.space_after = body.paragraph_format.space_before = Pt(3)
    body.paragraph_format.line_spacing = 1.05
    body.paragraph_format.widow_control = True


def _page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section)
    section.different_first_page_header_footer = True
    _numbered(section.header.paragraphs[0])


def _margins(section: Section) -> None:
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)


def _numbered(paragraph: Paragraph) -> None:
    """The page's number, in the middle of the top margin."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


# --- parts ------------------------------------------------------------------------------------------------------------
def _head(document: DocumentType) -> None:
    left, right = _two_columns(document, (66, 99))
    _write(left, "UBND TỈNH {{tinh_hoa}}", 13)
    _write(left, "{{van_phong_hoa}}", 13, bold=True, rule=22)
    _write(left, "Số:          /BC-VP", 13, before=6)
    _write(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12.5, bold=True)
    _write(right, "Độc lập - Tự do - Hạnh phúc", 13.5, bold=True, rule=22)
    _write(right, "{{tinh}}, ngày {{ngay}} tháng {{thang}} năm {{nam_lap}}", 13, italic=True, before=6)
    _centred(document, "BÁO CÁO", before=18)
    _centred(document, "Kết quả thực hiện {{ke_hoach_day_du}}")
    _ruled(_centred(document, "({{ky_viet_hoa}}, số liệu đến hết ngày {{den_ngay}})", after=10), 62)


def _body(document: DocumentType) -> None:
    _text(
        document,
        "Thực hiện {{ke_hoach_day_du}} (ban hành kèm theo Quyết định số {{so_ke_hoach}} ngày {{ngay_ke_hoach}}), {{van_phong}} "
        "báo cáo kết quả thực hiện {{ky}}, số liệu tính đến hết ngày {{den_ngay}}, như sau:",
    )
    _heading(document, "I. KẾT QUẢ THỰC HIỆN")
    _heading(document, "1. Tình hình chung")
    _text(
        document,
        "Số liệu tính theo việc (nhiệm vụ của từng cơ quan, theo từng kỳ hạn). {{thuong_xuyen}} hoạt động thường xuyên được "
        "theo dõi riêng, không tính vào tỷ lệ.",
    )
    _text(document, "{{so_lieu}}")
    _text(document, "Tính theo hoạt động của Kế hoạch:", stays=True)
    _text(document, "{{so_lieu_hoat_dong}}")
    _heading(document, "2. Tổng hợp theo nhóm (số hoạt động)")
    _text(document, "{{bang_nhom}}")
    _heading(document, "3. Tổng hợp theo cơ quan chủ trì (số việc)")
    _text(document, "{{bang_co_quan}}")
    _heading(document, "4. Kết quả từng nhóm")
    _text(document, "{{theo_nhom}}")
    _heading(document, "5. Nhiệm vụ quá hạn, chưa hoàn thành")
    _text(document, "{{qua_han}}")
    _heading(document, "II. KHÓ KHĂN, VƯỚNG MẮC, ĐỀ XUẤT")
    _text(document, "{{kho_khan}}")
    _heading(document, "III. NHIỆM VỤ TRỌNG TÂM KỲ TỚI")
    _text(document, "Các nhiệm vụ đến hạn từ sau ngày {{den_ngay}} đến hết ngày {{het_ky_toi}}:", stays=True)
    _text(document, "{{ky_toi}}")
    end = "Trên đây là báo cáo kết quả thực hiện {{ke_hoach}}, {{ky}}; chi tiết từng hoạt động tại Phụ lục kèm theo./."
    _text(document, end, before=10, stays=True)


def _signature(document: DocumentType) -> None:
    left, right = _two_columns(document, (80, 85))
    _write(left, "Nơi nhận:", 12, bold=True, italic=True, centred=False, before=12)
    for line in ("- Ủy ban nhân dân tỉnh;", "- Sở Nội vụ;", "- Lưu: VT."):
        _write(left, line, 11, centred=False)
    _write(right, "CHÁNH VĂN PHÒNG", 14, bold=True, before=12)
    for _ in range(5):
        _write(right, "", 14)


def _annex(document: DocumentType) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.different_first_page_header_footer = False
    _centred(document, "PHỤ LỤC")
    _centred(document, "Kết quả thực hiện từng hoạt động của {{ke_hoach}}, {{ky}}")
    note = (
        "(Kèm theo Báo cáo số          /BC-VP ngày      tháng      năm {{nam_lap}} của {{van_phong}}; "
        "số liệu đến hết ngày {{den_ngay}})"
    )
    _centred(document, note, bold=False, italic=True, points=13, after=8)
    _text(document, "{{phu_luc}}")


# --- pieces -----------------------------------------------------------------------------------------------------------
def _two_columns(document: DocumentType, widths: tuple[int, int]) -> tuple[_Cell, _Cell]:
    """A table without lines: the heading's and the signature's form."""
    grid: Table = document.add_table(rows=1, cols=2)
    grid.autofit = False
    margins = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("left", "right"))
    grid._tbl.tblPr.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    mark = OxmlElement("w:cantSplit")
    grid.rows[0]._tr.get_or_add_trPr().append(mark)
    for cell, column, width in zip(grid.rows[0].cells, grid.columns, widths, strict=True):
        cell.width = column.width = Mm(width)
    left, right = grid.rows[0].cells
    return left, right


def _write(
    cell: _Cell,
    text: str,
    points: float,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
    before: float = 0,
    rule: float = 0,
) -> None:
    """A line of a cell; `rule` draws a line below, so many mm from either side."""
    first = len(cell.paragraphs) == 1 and not cell.paragraphs[0].text and not cell.paragraphs[0].runs
    paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.paragraph_format.space_before = Pt(before)
    _run(paragraph, text, points, bold=bold, italic=italic)
    if rule:
        _ruled(cell.add_paragraph(), rule)


def _ruled(paragraph: Paragraph, mm: float) -> None:
    """A thin line right below the paragraph's text; an empty paragraph is only the line."""
    line = paragraph if not paragraph.text else paragraph.insert_paragraph_before()
    if line is not paragraph:  # the line stands after the text
        paragraph._p.addnext(line._p)
        line.paragraph_format.space_after = paragraph.paragraph_format.space_after
        paragraph.paragraph_format.space_after = Pt(0)
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(mm)
    line.paragraph_format.line_spacing = Pt(4)
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    line._p.get_or_add_pPr().insert_element_before(parse_xml(border), "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "4")
    marks = OxmlElement("w:rPr")
    marks.append(size)
    line._p.get_or_add_pPr().append(marks)


def _centred(
    document: DocumentType,
    text: str,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = True,
    italic: bool = False,
    points: float = 14,
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    _run(paragraph, text, points, bold=bold, italic=italic)
    return paragraph


def _heading(document: DocumentType, text: str) -> None:
    paragraph = document.add_paragraph(style=BODY)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.space_before = Pt(8)
    _run(paragraph, text, 14, bold=True)


def _text(document: DocumentType, text: str, *, before: float | None = None, stays: bool = False) -> None:
    paragraph = document.add_paragraph(text, style=BODY)
    if before is not None:
        paragraph.paragraph_format.space_before = Pt(before)
    if stays:
        paragraph.paragraph_format.keep_with_next = True


def _run(paragraph: Paragraph, text: str, points: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold or None, italic or None, Pt(points)


if __name__ == "__main__":
    TEMPLATE.write_bytes(made())
    print(TEMPLATE.name)
