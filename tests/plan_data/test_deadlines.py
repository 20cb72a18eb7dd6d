"""The corpus is the specification: every line of `deadlines.jsonl` is read as it says there, however it was typed.

`{"text", "year", "expect"}` in the shape of `nhacviec explain deadline`; a third of the lines are what must *not* be read as
a clear deadline. The properties below hold for any text at all.
"""

import json
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.deadlines import deadline_json, read_deadline
from plan_data.deadlines.vi import ROWS
from plan_data.deadlines.years import last_day
from plan_data.model import Between, Conditional, EndOf, Every, NotUnderstood, OnDate, Ongoing, Recurring, Several

CORPUS: list[dict[str, Any]] = [
    json.loads(line) for line in Path(__file__).with_name("deadlines.jsonl").read_text(encoding="utf-8").splitlines()
]
TEXTS = [line["text"] for line in CORPUS]


def read(text: str, year: int = 2024) -> dict[str, object]:
    return deadline_json(read_deadline(text, year))


@pytest.mark.parametrize("line", CORPUS, ids=lambda line: f"{line['text']}@{line['year']}")
def test_the_corpus_is_read_as_it_says(line: dict[str, Any]) -> None:
    assert read(line["text"], line["year"]) == line["expect"]


def test_the_corpus_is_wide_and_has_its_negative_half() -> None:
    kinds = Counter(line["expect"]["kind"] for line in CORPUS)
    unclear = sum(line["expect"]["kind"] == "unknown" or "ambiguous" in line["expect"] for line in CORPUS)
    assert len(CORPUS) == len({(line["text"], line["year"]) for line in CORPUS}) >= 900
    assert min(kinds[kind] for kind in ("once", "many", "recurring", "ongoing", "conditional", "unknown")) >= 30
    assert unclear >= len(CORPUS) // 3


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def old_tone_marks(text: str) -> str:
    return text.replace("ỳ", "ỳ").replace("úy", "uý").replace("ủy", "uỷ").replace("Quý", "Qúy").replace("hòa", "hoà")


def broken_lines(text: str) -> str:
    """As a narrow column breaks it. A cell of bullets keeps its lines: there a line break means something."""
    return text if text[:1] in "-–+" else text.replace(" ", "\n")


HABITS: list[Callable[[str], str]] = [
    str.upper,
    str.lower,
    without_marks,
    lambda text: unicodedata.normalize("NFD", text),
    old_tone_marks,
    broken_lines,
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: f"  {text} ",
    lambda text: f"{text}.",
    lambda text: f"{text};",
    lambda text: f"{text} ,",
    lambda text: f"“{text}”",
    lambda text: text.replace("-", "–"),
]


@pytest.mark.parametrize("habit", HABITS)
def test_habits_of_typing_do_not_change_the_reading(habit: Callable[[str], str]) -> None:
    changed = [text for text in TEXTS if text.strip(" .-–") and read(habit(text)) != read(text)]
    assert changed == []


def test_what_no_row_understood_is_never_dropped_in_silence() -> None:
    clear = [line for line in CORPUS if "due" in line["expect"] and "ambiguous" not in line["expect"]]
    beside = {line["text"]: read(f"{line['text']}, 45 người", line["year"]) for line in clear}
    silent = [text for text, answer in beside.items() if "due" in answer and "ambiguous" not in answer]
    assert silent == []


def test_every_row_is_earned_by_a_line_of_the_corpus() -> None:
    """A row that no line needs is a row that nobody can check."""
    from plan_data.deadlines.cell import Cell, plain

    unused = {row.name for row in ROWS}
    for text in TEXTS:
        cell = Cell(plain(text))
        for row in ROWS:
            before = cell.text
            cell.read([row])
            if cell.text != before:
                unused.discard(row.name)
    assert unused == set()
    assert len({row.name for row in ROWS}) == len(ROWS)


def check(deadline: object) -> None:
    match deadline:
        case EndOf(start, due) | Between(start, due):
            assert start <= due
        case Several(due):
            assert len(due) > 1
            assert list(due) == sorted(set(due))
        case Recurring(every, day, start, until):
            assert day is None or 1 <= day <= (7 if every is Every.WEEK else 31)
            assert not (start and until) or start <= until
        case _:
            assert isinstance(deadline, OnDate | Ongoing | Conditional | NotUnderstood)


PIECES = """
quý tháng năm ngày trước từ đến - / , ; : ( ) và I II IV V 3 12 13 15 31 2024 2025 20/6 31/4 15/6/2024 hằng mỗi lần 6 đầu cuối
trong sau khi theo thường xuyên định kỳ tuần thứ sáu số QĐ-UBND % đã hết hoặc báo cáo giai đoạn Q1 T3 29/02 24/7 dưới 1.
"""
pieces = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=40).map(" ".join) | st.text(max_size=80), st.integers(2020, 2030))
def test_any_text_gives_a_sound_deadline(text: str, year: int) -> None:
    deadline = read_deadline(text, year)
    check(deadline)
    json.dumps(deadline_json(deadline))


WORDS = st.sampled_from(sorted({word for text in TEXTS for word in text.split(" ")}))
any_cell = st.one_of(
    st.text(max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
    st.tuples(st.lists(pieces, min_size=1, max_size=3).map(" ".join), st.integers(1, 300)).map(lambda pair: pair[0] * pair[1]),
)


@settings(max_examples=100, deadline=None)
@given(any_cell.map(lambda text: text[:300]))
def test_any_cell_is_answered_at_once(text: str) -> None:
    def took() -> float:
        start = time.process_time()
        check(read_deadline(text, 2025))
        return time.process_time() - start

    assert min(took() for _ in range(3)) < 0.05, text


dated = st.one_of(
    st.tuples(st.sampled_from(["Quý I", "quý II", "Quý 3", "Q4"]), st.integers(2024, 2027)).map(
        lambda said: f"{said[0]}/{said[1]}"
    ),
    st.tuples(st.integers(1, 12), st.integers(2024, 2027)).map(lambda said: f"tháng {said[0]}/{said[1]}"),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)).map(lambda day: f"trước ngày {day:%d/%m/%Y}"),
)


@settings(max_examples=150, deadline=None)
@given(
    dated,
    dated,
    st.sampled_from(
        [
            "Cấp tỉnh: {}; cấp xã: {}",
            "- Dự thảo: {}\n- Ban hành: {}",
            "Sơ kết: {}\nTổng kết: {}",
            "Đợt 1: {}; đợt 2: {}",
            "{} (lần 1); {} (lần 2)",
            "a) Kế hoạch: {}; b) Báo cáo: {}",
            "Ban hành kế hoạch {}; báo cáo {}",
        ]
    ),
)
def test_two_clauses_are_due_as_each_is_alone(one: str, other: str, form: str) -> None:
    alone = [read_deadline(text, 2025) for text in (one, other)]
    assert all(isinstance(deadline, OnDate | EndOf) for deadline in alone)
    due = sorted({str(deadline_json(deadline)["due"]) for deadline in alone})
    read = deadline_json(read_deadline(form.format(one, other), 2025))
    assert read.get("ambiguous") or read["due"] == (due if len(due) > 1 else due[0])


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2024, 2027), st.integers(1, 4), st.integers(1, 4), st.integers(1, 12), st.sampled_from(["{}: {}", "{} ({})"])
)
def test_what_stands_under_a_year_is_of_that_year(year: int, one: int, other: int, month: int, form: str) -> None:
    first = form.format(f"Năm {year}", f"Quý {one}, Quý {other}")
    then = form.format(f"năm {year + 1}", f"tháng {month}")
    ends = {date(year, 3 * quarter, 30 if quarter in (2, 3) else 31) for quarter in (one, other)}
    expected = sorted({*ends, last_day(year + 1, month)})
    assert read_deadline(f"{first}; {then}", 2025) == Several(tuple(expected))


@settings(max_examples=60, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.sampled_from(["Trước ngày {}", "{}", "Chậm nhất ngày {}", "Xong trước {}"]),
)
def test_a_full_date_is_itself(day: date, phrase: str) -> None:
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        assert read_deadline(phrase.format(day.strftime(form)), 2024) == OnDate(day)


@settings(max_examples=60, deadline=None)
@given(st.integers(13, 99), st.integers(5, 9), st.integers(2020, 2030))
def test_what_cannot_be_is_flagged_and_never_repaired(month: int, quarter: int, year: int) -> None:
    for text in (
        f"Tháng {month}/{year}",
        f"Quý {quarter}/{year}",
        f"Trước ngày 15/{month}/{year}",
        f"Tháng 9 - tháng 8/{year}",
    ):
        assert read_deadline(text, year) == NotUnderstood(ambiguous=True)


def test_a_page_of_text_is_no_deadline_cell() -> None:
    assert read_deadline("Quý I " * 500, 2024) == NotUnderstood(ambiguous=True)


@pytest.mark.parametrize("phrase", ["15/6; ", "T3,", "2024-", "Quý I, ", "hằng tháng, ", "ngày 15 và ", "khi, ", "(", "1/"])
def test_a_repeated_phrase_costs_little(phrase: str) -> None:
    """A pattern that backtracks without bound would hang here: cells come from strangers' files."""
    check(read_deadline(phrase * (390 // len(phrase)), 2024))


def test_json_keeps_the_promised_shape() -> None:
    bounded = Recurring(Every.MONTH, 20, date(2024, 3, 1), date(2024, 11, 30), ambiguous=True)
    assert deadline_json(bounded) == {
        **{"kind": "recurring", "every": "month", "day": 20},
        **{"start": "2024-03-01", "until": "2024-11-30", "ambiguous": True},
    }
    assert deadline_json(Recurring(Every.QUARTER)) == {"kind": "recurring", "every": "quarter", "day": None}
    assert deadline_json(EndOf(date(2024, 1, 1), date(2024, 3, 31))) == {"kind": "once", "due": "2024-03-31"}
