"""Questions that go on from the one before: what stays, what is replaced, and what is a question of its own."""

from datetime import date

import pytest

from bot.narrowing import period_facts
from bot.understanding.followups import continued, goes_on, query_of, settled
from bot.understanding.query import Query, QueryIntent, query_json, read_query
from plan_data.loading import load_plan

PLAN = load_plan()
TUESDAY = date(2024, 4, 2)
QUARTER_1 = {"from": "2024-01-01", "to": "2024-03-31"}
QUARTER_2 = {"from": "2024-04-01", "to": "2024-06-30"}
JUSTICE, INTERIOR = {"agency": "Sở Tư pháp"}, {"agency": "Sở Nội vụ"}


def after(*asked: str) -> Query:
    """What the last of these means."""
    query: Query | None = None
    for text in asked:
        said = read_query(text, TUESDAY, PLAN)
        said = continued(query, said, text) if query else said
        query = said if said.intent is not QueryIntent.UNKNOWN else query
    assert query is not None
    return query


@pytest.mark.parametrize(
    ("asked", "intent", "filters"),
    [
        (["Sở Nội vụ quá hạn quý I", "còn Sở Tư pháp?"], "list", {"status": "overdue", **JUSTICE, **QUARTER_1}),
        (["Sở Nội vụ quá hạn quý I", "con so tu phap"], "list", {"status": "overdue", **JUSTICE, **QUARTER_1}),
        (["Sở Nội vụ quá hạn quý I", "quý II thì sao"], "list", {"status": "overdue", **INTERIOR, **QUARTER_2}),
        (["Sở Nội vụ quá hạn quý I", "nhóm V?"], "list", {"status": "overdue", "group": "V", **QUARTER_1}),
        (["Sở Nội vụ quá hạn quý I", "còn việc vướng?"], "list", {"status": "blocked", **INTERIOR, **QUARTER_1}),
        (["Sở Nội vụ quá hạn quý I", "gửi excel"], "export", {"status": "overdue", **INTERIOR, **QUARTER_1, "format": "xlsx"}),
        (["Sở Nội vụ quá hạn quý I", "nhắc họ đi"], "nudge", {"status": "overdue", **INTERIOR, **QUARTER_1}),
        (["ai đang trễ?", "nhắc đi"], "nudge", {"status": "overdue"}),
        (["II.3", "nhắc luôn nhé"], "nudge", {"activity": "II.3"}),
        (["tình hình chung", "còn Sở Tư pháp?"], "list", JUSTICE),
        (["nhắc Sở Tư pháp", "còn Sở Nội vụ?"], "nudge", INTERIOR),
        (["sở tài quá hạn", "Sở Tài chính"], "list", {"status": "overdue", "agency": "Sở Tài chính"}),
        (["II.3", "quý II thì sao"], "list", QUARTER_2),
        # a question of its own, whatever was asked before
        (["Sở Nội vụ quá hạn quý I", "Sở Tư pháp"], "list", JUSTICE),
        (["Sở Nội vụ quá hạn quý I", "còn việc nào vướng không"], "list", {"status": "blocked"}),
        (["Sở Nội vụ quá hạn quý I", "còn ai trễ?"], "list", {"status": "overdue"}),
        (["Sở Nội vụ quá hạn quý I", "file excel của sở tư pháp"], "export", {**JUSTICE, "format": "xlsx"}),
        (["Sở Nội vụ quá hạn quý I", "nhắc Sở Tư pháp"], "nudge", JUSTICE),
        (["Sở Nội vụ quá hạn quý I", "ăn cơm chưa"], "list", {"status": "overdue", **INTERIOR, **QUARTER_1}),
        (["Sở Nội vụ quá hạn quý I", "tình hình chung"], "overview", {}),
    ],
)
def test_what_it_goes_on_from(asked: list[str], intent: str, filters: dict[str, str]) -> None:
    told = query_json(after(*asked))
    assert (told["intent"], told["filters"]) == (intent, filters)


@pytest.mark.parametrize("text", ["còn Sở Tư pháp?", "Sở Tư pháp thì sao", "thế quý II", "vậy tháng sau?", "nhóm V?", "con vi"])
def test_leans_on_the_question_before(text: str) -> None:
    assert goes_on(text)


@pytest.mark.parametrize(
    "text", ["Sở Tư pháp", "ai đang trễ?", "còn gì trễ?", "Sở Nội vụ có gì trễ không?", "quý II có gì?", "?"]
)
def test_stands_alone(text: str) -> None:
    assert not goes_on(text)


@pytest.mark.parametrize("text", ["Sở Nội vụ quá hạn quý I", "sở tài trễ gì", "II.3", "excel quý II", "việc trước 30/6"])
def test_what_is_kept_is_what_was_understood(text: str) -> None:
    query = read_query(text, TUESDAY, PLAN)
    assert query_of(query_json(query)) == query


def test_one_of_a_tie_keeps_the_rest() -> None:
    tie = read_query("sở tài quá hạn quý I", TUESDAY, PLAN)
    chosen = settled(tie, "Sở Tài chính", code=False, group=False)
    assert query_json(chosen)["filters"] == {"status": "overdue", "agency": "Sở Tài chính", **QUARTER_1}
    codes = settled(read_query("vị trí việc làm", TUESDAY, PLAN), "IV.8", code=True, group=False)
    assert (codes.intent, codes.filters.activity) == (QueryIntent.ACTIVITY, "IV.8")


@pytest.mark.parametrize(
    ("first", "last", "kind", "number"),
    [
        ("2024-04-01", "2024-06-30", "quarter", "II"),
        ("2024-02-01", "2024-02-29", "month", "02"),
        ("2024-03-01", "2024-03-31", "month", "3"),
        ("2024-07-01", "2024-12-31", "half", "2"),
        ("2024-01-01", "2024-12-31", "year", ""),
        ("2024-03-18", "2024-03-24", "week", ""),
        ("2024-03-15", "2024-03-15", "day", ""),
        ("2024-02-01", "2024-04-30", "between", ""),
        ("2024-03-02", "2024-03-31", "between", ""),
        (None, "2024-03-31", "until", ""),
        ("2024-04-15", None, "from", ""),
    ],
)
def test_how_a_period_is_called(first: str | None, last: str | None, kind: str, number: str) -> None:
    told = period_facts(first and date.fromisoformat(first), last and date.fromisoformat(last))  # type: ignore[arg-type]
    assert told is not None
    assert (told["kind"], told.get("number", "")) == (kind, number)


def test_no_period_has_no_name() -> None:
    assert period_facts(None, None) is None
