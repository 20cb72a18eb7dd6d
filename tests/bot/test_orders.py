"""Every line of orders.tsv: what an administrator orders about the plan, and what must not be taken for an order."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.orders import AddTask, ChangeDue, PutBack, TakeOut, read_basis, read_day, read_order
from plan_data.loading import load_plan
from tests.bot.test_reply_corpus import corpus, unmarked

PLAN = load_plan()
CODES = frozenset(a.code for a in PLAN.all_activities)
ON = date(2024, 3, 26)
HERE = Path(__file__).parent


def lines(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


LINES = lines("orders.tsv")


def told(text: str) -> str:
    match read_order(text, ON, PLAN.year, CODES):
        case None:
            return "none"
        case AddTask(said=said, agency=agency):
            return f"add{f' for {agency}' if agency else ''}: {said}".strip()
        case ChangeDue(code, period, agency, until, document):
            parts = [f"due {code} {until or '-'}", document and f"by {document.number}", agency and f"for {agency}"]
            return " ".join(p for p in (*parts, period and f"turn {period}") if p)
        case TakeOut(code, agency, why, document):
            parts = [f"out {code}", document and f"by {document.number}", agency and f"for {agency}", why and f"why {why}"]
            return " ".join(p for p in parts if p)
        case PutBack(code, agency, document):
            parts = [f"back {code}", document and f"by {document.number}", agency and f"for {agency}"]
            return " ".join(p for p in parts if p)


def test_every_line_is_read_as_the_corpus_says() -> None:
    assert [(text, told(text), wanted) for wanted, text in LINES if told(text) != wanted] == []
    assert len(LINES) >= 120
    assert sum(wanted == "none" for wanted, _ in LINES) > len(LINES) / 3


def test_typed_without_marks_or_shouted_it_is_the_same_order() -> None:
    """What is quoted from the text comes back as it was typed, so only the rest is compared."""

    def kind(said: str) -> str:
        return " ".join(said.replace(":", "").split(" for ")[0].split(" why ")[0].split(" turn ")[0].split()[:3])

    wrong = [
        (typed, told(typed), wanted)
        for wanted, text in LINES
        if not wanted.startswith("add") and "đợi" not in text
        for typed in (unmarked(text), text.upper())
        if kind(told(typed)) != kind(wanted)
    ]
    assert wrong == []


def test_no_report_is_an_order() -> None:
    """Orders are heard before reports. A new date without a document is left to the reply language: a request for more time."""
    reports = [text for _, _, text in corpus()]
    orders = [(text, order) for text in reports if (order := read_order(text, ON, PLAN.year, CODES)) is not None]
    assert [o for o in orders if not (isinstance(o[1], ChangeDue) and o[1].document is None)] == []


@pytest.mark.parametrize("name", ["queries.tsv", "wishes.tsv", "absences.tsv", "topics.tsv"])
def test_no_question_wish_or_absence_is_an_order(name: str) -> None:
    assert [text for *_, text in lines(name) if read_order(text, ON, PLAN.year, CODES) is not None] == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/4", date(2024, 4, 15)),
        ("15/2", date(2024, 2, 15)),  # the plan's year, be it past
        ("quý II", date(2024, 6, 30)),
        ("hết tháng 4", date(2024, 4, 30)),
        ("ngày 15/4/2025", date(2025, 4, 15)),
        ("thứ 6 tuần sau", date(2024, 4, 5)),
        ("31/2", None),
        ("15/4 rồi báo anh", None),
        ("tháng", None),
        ("sau", None),
        ("", None),
    ],
)
def test_a_due_date_in_words(text: str, day: date | None) -> None:
    assert read_day(text, ON, PLAN.year) == day


def test_a_document_alone() -> None:
    named = read_basis("theo QĐ 300/QĐ-UBND ngày 20/3", ON)
    assert named is not None
    assert (named.number, named.date) == ("300/QĐ-UBND", date(2024, 3, 20))
    assert read_basis("CV 12/UBND-NC", ON) is not None
    assert read_basis("II.5 xong QĐ 300/QĐ-UBND", ON) is None


@given(st.text(alphabet="dời hạnI.5 sang/4theoQĐ30-UB§¤giaothêm:,?", max_size=80) | st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    told(text)
