"""Whose answer an office writes down, what it says and how it came; and what is nobody's."""

import pytest

from bot.understanding.behalf import Source, read_behalf
from plan_data.agencies import Directory
from plan_data.loading import load_plan

DIRECTORY = Directory(load_plan().agencies)
PAPER, PHONE = Source.DOCUMENT, Source.PHONE
INTERIOR, JUSTICE, LAND, HEALTH = "Sở Nội vụ", "Sở Tư pháp", "Sở Tài nguyên và Môi trường", "Sở Y tế"


@pytest.mark.parametrize(
    ("text", "agency", "what", "source", "paper"),
    [
        (
            "ghi nhận II.6 xong thay Sở TN&MT theo báo cáo 45/BC-STNMT (văn bản giấy)",
            LAND,
            "II.6 xong",
            PAPER,
            "báo cáo 45/BC-STNMT",
        ),
        ("Sở Nội vụ gọi điện báo IV.3 60%", INTERIOR, "IV.3 60%", PHONE, ""),
        ("so noi vu goi dien bao IV.3 chua xong", INTERIOR, "IV.3 chua xong", PHONE, ""),
        ("ghi nhận thay Sở Y tế: III.1 xong", HEALTH, "III.1 xong", None, ""),
        ("Ghi nhận thay sở y tế III.1 xong qua điện thoại", HEALTH, "III.1 xong", PHONE, ""),
        ("Theo công văn 12/SNV-CCHC của Sở Nội vụ, IV.3 đã xong", INTERIOR, "IV.3 đã xong", PAPER, "công văn 12/SNV-CCHC"),
        ("Sở Y tế gửi báo cáo 45/BC-SYT báo III.1 xong", HEALTH, "III.1 xong", PAPER, "báo cáo 45/BC-SYT"),
        ("Sở Tư pháp có văn bản báo I.3 xong", JUSTICE, "I.3 xong", PAPER, ""),
        (
            "Sở Tư pháp có công văn số 15/STP-VP ngày 2/2 báo I.3 xong",
            JUSTICE,
            "I.3 xong",
            PAPER,
            "công văn số 15/STP-VP ngày 2/2",
        ),
        ("Sở Tư pháp gọi điện báo vướng kinh phí I.3", JUSTICE, "vướng kinh phí I.3", PHONE, ""),
        ("STP vừa gọi điện báo I.3 xong", JUSTICE, "I.3 xong", PHONE, ""),
        ("cập nhật I.3 60% thay Sở Tư pháp", JUSTICE, "I.3 60%", None, ""),
        ("ghi nhận thay Sở Tư pháp: I.3 xong, I.4 60% (điện thoại)", JUSTICE, "I.3 xong, I.4 60%", PHONE, ""),
    ],
)
def test_what_is_written_down(text: str, agency: str, what: str, source: Source | None, paper: str) -> None:
    found = read_behalf(text, DIRECTORY)
    assert found is not None
    assert (found.agencies, found.what, found.source, found.paper) == ((agency,), what, source, paper)


def test_a_name_that_fits_two_names_both() -> None:
    found = read_behalf("ghi nhận II.6 xong thay sở tài", DIRECTORY)
    assert found is not None
    assert found.agencies == ("Sở Tài chính", LAND)


@pytest.mark.parametrize(
    "text",
    [
        "em vừa gọi điện báo I.3 60%",
        "I.3 chờ Sở Tài chính gọi điện báo",
        "I.3 60%, đã gọi điện báo Sở Nội vụ",
        "ghi nhận I.3 xong",
        "báo cáo anh I.3 xong thay đổi hạn sang 15/4",
        "Sở Nội vụ quý II",
        "Sở Nội vụ sao rồi",
        "I.3 xong theo báo cáo 45/BC-STP",
        "nhắc Sở Nội vụ báo cáo",
        "em đi công tác, chị Hoa thay",
        "",
    ],
)
def test_what_is_nobodys_answer(text: str) -> None:
    assert read_behalf(text, DIRECTORY) is None
