"""Every line of queries.tsv, and what must not matter to a question: marks, capitals, spaces, politeness, encoding."""

import json
import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import cli
from bot.understanding.periods import Span, Told, find_spans
from bot.understanding.query import Query, QueryIntent, query_json, read_query
from bot.understanding.words import clean, split
from plan_data.loading import load_plan
from tests.bot.test_reply_corpus import unmarked

FRIDAY = date(2024, 3, 15)
PLAN = load_plan("ca-mau-2024")
CORPUS = Path(__file__).with_name("queries.tsv")


@cache
def corpus() -> tuple[tuple[frozenset[str], str, str], ...]:
    """(accepted intents, filters, text) of each line."""
    rows = [line.split("\t") for line in CORPUS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return tuple((frozenset(accepted.split(",")), filters, text) for accepted, filters, text in rows)


def fits(text: str, accepted: frozenset[str], filters: str) -> bool:
    told = query_json(asked(text))
    wanted = dict(item.split("=", 1) for item in filters.split(";") if "=" in item)
    return told["intent"] in accepted and all(told["filters"].get(name) == value for name, value in wanted.items())


def asked(text: str) -> Query:
    return read_query(text, FRIDAY, PLAN)


def test_every_line_is_read_as_the_corpus_says() -> None:
    wrong = [(text, query_json(asked(text))) for accepted, filters, text in corpus() if not fits(text, accepted, filters)]
    assert wrong == []


def test_the_corpus_has_both_halves() -> None:
    never = [text for accepted, _, text in corpus() if accepted == {"unknown"}]
    assert len(never) > 60
    assert len(corpus()) - len(never) > 240
    assert {intent.value for intent in QueryIntent} <= set[str]().union(*(accepted for accepted, _, _ in corpus()))


def test_typed_without_marks_it_means_the_same() -> None:
    rows = [(unmarked(text), accepted, filters) for accepted, filters, text in corpus() if "marks" not in filters]
    assert [(text, query_json(asked(text))) for text, accepted, filters in rows if not fits(text, accepted, filters)] == []


@given(st.sampled_from(corpus()), st.sampled_from([str.upper, str.lower, str.capitalize]))
@settings(max_examples=150, deadline=None)
def test_capitals_do_not_matter(row: tuple[frozenset[str], str, str], typed: type[str]) -> None:
    accepted, _, text = row
    assert asked(typed(text)).intent.value in accepted


@pytest.mark.long
@given(st.sampled_from(corpus()))
@settings(max_examples=100, deadline=None)
def test_spaces_and_encoding_do_not_matter(row: tuple[frozenset[str], str, str]) -> None:
    _, _, text = row
    for typed in (unicodedata.normalize("NFD", text), f"  {text.replace(' ', '   ')} ", text.replace(" ", "\u00a0")):
        assert asked(typed) == asked(text)


BEFORE = ["dạ ", "em ơi ", "Alo ", "ê bot, ", "anh hỏi chút, "]
BEHIND = [" nhé", " với", " em nhé", " ạ", " giúp anh", "?", " em ơi", " 🙏", "!!!", " đi em"]
QUESTIONS = [text for accepted, _, text in corpus() if "unknown" not in accepted]


@given(st.sampled_from(QUESTIONS), st.sampled_from(["", *BEFORE]), st.sampled_from(["", *BEHIND]))
@settings(max_examples=200, deadline=None)
def test_politeness_does_not_matter(text: str, before: str, behind: str) -> None:
    polite, plain = asked(before + text + behind), asked(text)
    assert (polite.intent, polite.filters) == (plain.intent, plain.filters)


@pytest.mark.parametrize(
    ("text", "intent", "ambiguous"),
    [
        ("sở tài quá hạn", "list", ["Sở Tài chính", "Sở Tài nguyên và Môi trường"]),
        ("vị trí việc làm", "activity", ["IV.2", "IV.8"]),
        ("STC và SNV có gì quá hạn", "list", ["Sở Nội vụ", "Sở Tài chính"]),
        ("I.1 và I.3 thế nào", "activity", ["I.1", "I.3"]),
    ],
)
def test_a_near_tie_names_nobody(text: str, intent: str, ambiguous: list[str]) -> None:
    told = query_json(asked(text))
    assert (told["intent"], sorted(told["ambiguous"])) == (intent, sorted(ambiguous))
    assert not {"agency", "activity"} & set(told["filters"])


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("tuần này", "2024-03-11", "2024-03-17"),
        ("tuan sau", "2024-03-18", "2024-03-24"),
        ("tuần trước", "2024-03-04", "2024-03-10"),
        ("thứ 6 tuần sau", "2024-03-22", "2024-03-22"),
        ("hôm nay", "2024-03-15", "2024-03-15"),
        ("mai", "2024-03-16", "2024-03-16"),
        ("tháng này", "2024-03-01", "2024-03-31"),
        ("tháng 2", "2024-02-01", "2024-02-29"),
        ("tháng sáu", "2024-06-01", "2024-06-30"),
        ("tháng 3,4", "2024-03-01", "2024-04-30"),
        ("từ tháng 3 đến 5", "2024-03-01", "2024-05-31"),
        ("tháng 1/2025", "2025-01-01", "2025-01-31"),
        ("cuối tháng sau", "2024-04-21", "2024-04-30"),
        ("quý II", "2024-04-01", "2024-06-30"),
        ("q2", "2024-04-01", "2024-06-30"),
        ("Q2/2025", "2025-04-01", "2025-06-30"),
        ("quý này", "2024-01-01", "2024-03-31"),
        ("quý sau", "2024-04-01", "2024-06-30"),
        ("quý I, II", "2024-01-01", "2024-06-30"),
        ("quý III - IV", "2024-07-01", "2024-12-31"),
        ("6 tháng đầu năm", "2024-01-01", "2024-06-30"),
        ("6 tháng cuối năm", "2024-07-01", "2024-12-31"),
        ("cuối năm", "2024-10-01", "2024-12-31"),
        ("năm 2024", "2024-01-01", "2024-12-31"),
        ("đầu năm đến nay", "2024-01-01", "2024-03-15"),
        ("từ nay đến cuối tháng", "2024-03-15", "2024-03-31"),
        ("10 ngày tới", "2024-03-15", "2024-03-25"),
        ("từ 1/3 đến 15/4", "2024-03-01", "2024-04-15"),
        ("1-15/4", "2024-04-01", "2024-04-15"),
        ("từ ngày 1 đến ngày 15/4", "2024-04-01", "2024-04-15"),
        ("trước 30/6", None, "2024-06-30"),
        ("trước quý II", None, "2024-03-31"),
        ("đến hết quý I", None, "2024-03-31"),
        ("từ 15/4", "2024-04-15", None),
        ("sau tháng 6", "2024-07-01", None),
    ],
)
def test_spans(text: str, first: str | None, last: str | None) -> None:
    found = [word.value for word in find_spans(split(clean(text)), Told(FRIDAY, 2024))]
    assert found == [Span(first and date.fromisoformat(first), last and date.fromisoformat(last))]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["31/4", "30/2/2024", "từ 15/4 đến 1/3", "tháng 13", "99999999/3", "5-3/4"])
def test_what_no_calendar_has_is_no_span(text: str) -> None:
    spans = [word.value for word in find_spans(split(clean(text)), Told(FRIDAY, 2024)) if isinstance(word.value, Span)]
    assert all(span.first is None or span.last is None or span.first <= span.last for span in spans)
    assert not any(span.first and span.last for span in spans if text in ("31/4", "30/2/2024", "tháng 13"))


@given(st.text(max_size=60), st.dates(date(2023, 1, 1), date(2027, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_any_text_is_answered(text: str, on: date) -> None:
    assert isinstance(read_query(text, on, PLAN), Query)


PARTS = (
    "từ|đến|trước|sau|tháng|quý|năm|tuần|ngày|3|13|31/4|20/4|II|cuối|đầu|nay|sở|tài|STC|quá hạn|chưa|I.3|nhóm V|xuất|nhắc|-|,|?"
)


@given(st.lists(st.sampled_from(PARTS.split("|")), max_size=20), st.dates(date(2023, 1, 1), date(2027, 12, 31)))
@settings(max_examples=200, deadline=None)
def test_any_mixture_is_answered_and_no_span_is_reversed(parts: list[str], on: date) -> None:
    filters = read_query(" ".join(parts), on, PLAN).filters
    assert filters.first is None or filters.last is None or filters.first <= filters.last


def test_as_of_today_is_no_period() -> None:
    assert query_json(asked("hôm nay ai trễ"))["filters"] == {"status": "overdue"}
    assert query_json(asked("hôm nay tình hình sao"))["filters"] == {}
    assert query_json(asked("hôm nay có việc gì"))["filters"] == {"from": "2024-03-15", "to": "2024-03-15"}


def test_a_page_is_no_question() -> None:
    assert asked("việc nào quá hạn. " * 100).intent is QueryIntent.UNKNOWN


def test_the_command_explains_a_question() -> None:
    run = CliRunner().invoke(cli, ["explain", "query", "STC quá hạn quý I", "--on", "2024-03-15", "--json"])
    assert json.loads(run.output) == {
        "text": "STC quá hạn quý I",
        "intent": "list",
        "filters": {"status": "overdue", "agency": "Sở Tài chính", "from": "2024-01-01", "to": "2024-03-31"},
    }


@pytest.mark.parametrize("phrase", ["em anh chị ", "xem coi cho anh ", "báo cáo anh em ", "các những danh sách ", "việc nào "])
def test_repeated_words_are_read_in_good_time(phrase: str) -> None:
    """Alternatives that overlap once made a pattern run for hours; this ends, or the suite does not."""
    assert isinstance(asked(" ".join((phrase * 36).split()[:36])), Query)
