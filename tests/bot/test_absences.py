"""Every line of absences.tsv: whose absence, which days, who stands in; and the words that end one."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.absences import read_absence, read_return

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


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    found = read_absence(text, FRIDAY)
    assert found is None or found.from_on is None or (found.until_on is not None and FRIDAY <= found.until_on >= found.from_on)


@pytest.mark.parametrize(
    "text",
    ["em đã về", "em đi làm lại rồi ạ", "em về rồi", "em đi lam lai roi", "hết phép rồi ạ", "em đã về cơ quan", "I am back"],
)
def test_the_absence_is_over(text: str) -> None:
    assert read_return(text)


@pytest.mark.parametrize(
    "text",
    ["xong rồi", "về việc I.3", "em sắp về", "khi nào về em báo", "về chưa?", "chuyển về Sở Tài chính", "em đi công tác"],
)
def test_other_words_end_no_absence(text: str) -> None:
    assert not read_return(text)
