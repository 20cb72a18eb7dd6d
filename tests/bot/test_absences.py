"""Every line of absences.tsv: whose absence, which days, who stands in; and the words that end one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.absences import read_absence, read_return
from tests.bot.test_reply_corpus import corpus, unmarked

FRIDAY = date(2024, 3, 15)
LINES = [
    line.split("\t")
    for line in Path(__file__).with_name("absences.tsv").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
]


def told(text: str) -> tuple[str, str]:
    found = read_absence(text, FRIDAY)
    if found is None:
        return "none", "-"
    days = f"{found.from_on}..{found.until_on}" if found.from_on else "?"
    return days, found.substitute or "-"


def test_every_line_is_read_as_the_corpus_says() -> None:
    assert [(text, told(text), (days, who)) for days, who, text in LINES if told(text) != (days, who)] == []
    assert sum(days == "none" for days, _, _ in LINES) > len(LINES) / 3


def test_typed_without_marks_or_shouted_the_days_are_the_same() -> None:
    """But "vang" without a day is "vâng": there it is no absence, so lines without days are left out."""
    lines = [(days, text) for days, _, text in LINES if days != "?"]
    typed = [(days, t) for days, text in lines for t in (unmarked(text), text.upper())]
    assert [(t, told(t), days) for days, t in typed if told(t)[0] != days] == []


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    found = read_absence(text, FRIDAY)
    assert found is None or found.from_on is None or (found.until_on is not None and FRIDAY <= found.until_on >= found.from_on)


BACK = """
em đã về; em đi làm lại rồi ạ; em về rồi; em di lam lai roi; hết phép rồi ạ; em đã về cơ quan; I am back; I'm back in the
office; đã về;
em đã đi làm lại ạ; dạ em về rồi; tôi đã trở lại làm việc; em về lại cơ quan rồi; em hết ốm rồi; em quay lại làm việc rồi ạ;
em đi công tác về rồi; hôm nay em đi làm lại; nay em đi làm lại rồi; em da ve roi; em di cong tac ve roi a; back at work;
em đã kết thúc đợt công tác; em nghỉ xong rồi; anh ơi em về rồi nhé; EM ĐÃ VỀ; em khỏi bệnh đi làm lại rồi; Em đã về ạ, cảm ơn
anh Nam
"""
NOT_BACK = """
xong rồi; về việc I.3; em sắp về; khi nào về em báo; về chưa?; chuyển về Sở Tài chính; em đi công tác; kinh phí đã về; vốn đã
về;
văn bản đã về rồi; hồ sơ về rồi; số liệu về rồi ạ; quyết định đã về; công văn về rồi; chị Hoa về rồi; sếp về rồi; lãnh đạo đã
về;
giám đốc đi công tác về rồi; anh Nam đã về cơ quan; em chưa về; thứ 2 em đi làm lại; tuần sau em về; em về quê; em báo cáo về
rồi;
em gửi về rồi; em nộp về tỉnh rồi; đã gửi về Văn phòng; em về lại sẽ làm; đang về; xong rồi em về; I.3 đã về;
máy hỏng, sửa rồi đi làm lại; phải làm việc lại với sở; em làm lại rồi; em đang làm lại; đi làm rồi; kinh phi da ve; van ban
ve roi
"""


def listed(texts: str) -> list[str]:
    return [" ".join(text.split()) for text in texts.split(";")]


@pytest.mark.parametrize("text", listed(BACK))
def test_the_absence_is_over(text: str) -> None:
    assert read_return(text)


@pytest.mark.parametrize("text", listed(NOT_BACK))
def test_other_words_end_no_absence(text: str) -> None:
    assert not read_return(text)


@pytest.mark.long
def test_no_report_tells_of_an_absence() -> None:
    """These words are heard before any report: what is read here in error is a report lost."""
    reports = [text for accepted, _, text in corpus() if not accepted & {"reassign", "other"}]
    assert [text for text in reports if read_return(text)] == []
    assert [text for text in reports if read_absence(text, FRIDAY)] == []
