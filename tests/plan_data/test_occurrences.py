"""From the plan to its dated instances: the totals of the plan that ships, and every shape of deadline."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.agencies import Directory
from plan_data.loading import load_plan
from plan_data.model import (
    Activity,
    Between,
    Conditional,
    Deadline,
    Every,
    NotUnderstood,
    OccurrenceKind,
    OnDate,
    Ongoing,
    Plan,
    PlannedOccurrence,
    Recurring,
    Several,
)
from plan_data.occurrences import assigned_agencies, planned_occurrences, planning_problems
from plan_data.regime import REGIME

PLAN = load_plan()
PLANNED = planned_occurrences(PLAN)
BY_KEY = {occurrence.key: occurrence for occurrence in PLANNED}


def of(code: str) -> list[PlannedOccurrence]:
    return [occurrence for occurrence in PLANNED if occurrence.code == code]


# --- the plan that ships ---------------------------------------------------------------------------------------------------
def test_the_totals() -> None:
    due = [o for o in PLANNED if o.kind is not OccurrenceKind.CHECK_IN]
    count = Counter(o.code for o in due)
    assert sum(n for code, n in count.items() if code not in ("TH.1", "GP.2e")) == 105
    assert (count["TH.1"], count["GP.2e"]) == (28, 11)
    assert len(due) == 144
    assert (count["III.1"], count["V.1"], count["III.2"], count["VII.4"]) == (28, 28, 7, 12)
    check_ins = Counter(o.code for o in PLANNED if o.kind is OccurrenceKind.CHECK_IN)
    assert check_ins == {"I.5": 4, "V.4": 4, "VI.5": 4}


def test_keys_are_unique_and_can_be_read_in_a_log() -> None:
    assert len(BY_KEY) == len(PLANNED)
    assert BY_KEY["137-2024/I.2/so-tu-phap@2024-03-31"].due == date(2024, 3, 31)
    assert BY_KEY["137-2024/III.1/ubnd-huyen-nam-can@2024-12-31"].agency == "UBND huyện Năm Căn"
    assert BY_KEY["137-2024/II.3/van-phong-ubnd-tinh@2024-03-31"].kind is OccurrenceKind.DATED


@pytest.mark.parametrize(
    ("agency", "dated", "ongoing"),
    [
        ("Sở Tư pháp", 7, {"I.5"}),
        ("Văn phòng UBND tỉnh", 12, set()),
        ("Sở Nội vụ", 13, set()),
        ("Sở Thông tin và Truyền thông", 7, {"VI.5"}),
        ("UBND huyện Năm Căn", 3, set()),
    ],
)
def test_an_agency_has_the_work_that_the_conversations_count(agency: str, dated: int, ongoing: set[str]) -> None:
    own = [o for o in PLANNED if o.agency == agency]
    assert len([o for o in own if o.kind is not OccurrenceKind.CHECK_IN]) == dated
    assert {o.code for o in own if o.kind is OccurrenceKind.CHECK_IN} == ongoing


def test_a_monthly_programme_falls_due_twelve_times() -> None:
    programme = of("VII.4")
    assert [o.period for o in programme][:3] == ["tháng 01", "tháng 02", "tháng 3"]
    assert [o.due for o in programme][:2] == [date(2024, 1, 31), date(2024, 2, 29)]
    assert programme[-1].period == "tháng 12"
    assert {o.kind for o in programme} == {OccurrenceKind.PERIODIC}


def test_the_report_due_before_the_plan_was_issued_is_not_created() -> None:
    reports = of("GP.2e")
    assert [o.due for o in reports] == [date(2024, month, 20) for month in range(2, 13)]
    assert reports[1].key == "137-2024/GP.2e/so-tai-nguyen-va-moi-truong@2024-03-20"
    assert reports[1].period == "tháng 3"


def test_what_was_done_before_the_plan_keeps_its_date() -> None:
    (issued,) = of("VI.3")
    assert (issued.due, issued.done_at_import) == (date(2023, 12, 31), True)
    assert sum(o.done_at_import for o in PLANNED) == 1


def test_ongoing_work_is_asked_about_at_the_cut_offs() -> None:
    assert [(o.period, o.due) for o in of("I.5")] == [
        ("2024-Q1", date(2024, 3, 14)),
        ("2024-H1", date(2024, 6, 14)),
        ("2024-Q3", date(2024, 9, 14)),
        ("2024", date(2024, 12, 14)),
    ]
    assert of("I.5")[0].key == "137-2024/I.5/so-tu-phap@2024-03-14"


def test_cut_offs_are_a_setting() -> None:
    only_the_year = REGIME.periods(2024)[-1:]
    planned = planned_occurrences(PLAN, check_ins=only_the_year)
    assert [o.period for o in planned if o.kind is OccurrenceKind.CHECK_IN] == ["2024"] * 3


def test_nothing_of_the_shipped_plan_is_lost() -> None:
    assert planning_problems(PLAN) == ()
    assert {o.code for o in PLANNED} == {a.code for a in PLAN.all_activities}


def test_members_and_names_of_one_cell_are_each_once() -> None:
    directory = Directory(PLAN.agencies)
    names = assigned_agencies(("Sở Tư pháp", "@so_ban_nganh", "@don_vi_lien_quan", "Cục Thuế tỉnh"), directory)
    assert names[0] == "Sở Tư pháp"
    assert len(names) == len(set(names)) == 20
    assert names[-1] == "Cục Thuế tỉnh"


# --- every shape of deadline ------------------------------------------------------------------------------------------------
def plan_with(deadline: Deadline, lead: tuple[str, ...] = ("Sở Tư pháp",)) -> Plan:
    activity: Activity = replace(
        PLAN.activities[0], deadline=deadline, deadline_text="như văn bản", lead=lead, lead_text="như văn bản"
    )
    return replace(PLAN, activities=(activity,), text_tasks=())


def dues(deadline: Deadline) -> list[tuple[date, str]]:
    return [(o.due, o.period) for o in planned_occurrences(plan_with(deadline))]


def test_one_date_or_several() -> None:
    assert dues(OnDate(date(2024, 6, 20))) == [(date(2024, 6, 20), "")]
    assert dues(Between(date(2024, 4, 1), date(2024, 9, 30))) == [(date(2024, 9, 30), "")]
    assert dues(Several((date(2024, 3, 31), date(2024, 9, 30)))) == [(date(2024, 3, 31), ""), (date(2024, 9, 30), "")]


@pytest.mark.parametrize(
    ("deadline", "first", "count"),
    [
        (Recurring(Every.QUARTER), (date(2024, 3, 31), "quý I"), 4),
        (Recurring(Every.QUARTER, day=15), (date(2024, 3, 15), "quý I"), 4),
        (Recurring(Every.HALF_YEAR), (date(2024, 6, 30), "6 tháng đầu năm"), 2),
        (Recurring(Every.YEAR), (date(2024, 12, 31), "năm 2024"), 1),
        (Recurring(Every.MONTH, day=31), (date(2024, 1, 31), "tháng 01"), 12),
        (Recurring(Every.MONTH, start=date(2024, 3, 1), until=date(2024, 6, 30)), (date(2024, 3, 31), "tháng 3"), 4),
        (Recurring(Every.WEEK), (date(2024, 1, 28), "tuần từ 22/01"), 49),
        (Recurring(Every.WEEK, day=5), (date(2024, 1, 26), "tuần từ 22/01"), 49),
        (Recurring(Every.DAY, until=date(2024, 2, 16)), (date(2024, 1, 24), "ngày 24/01"), 13),
    ],
)
def test_a_series_has_one_occurrence_a_period(deadline: Recurring, first: tuple[date, str], count: int) -> None:
    found = dues(deadline)
    assert (found[0], len(found)) == (first, count)


def test_the_day_of_a_short_month_is_its_last() -> None:
    assert date(2024, 2, 29) in [due for due, _ in dues(Recurring(Every.MONTH, day=30))]


@given(
    st.sampled_from(Every),
    st.none() | st.integers(1, 7),
    st.none() | st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.none() | st.dates(date(2023, 1, 1), date(2025, 12, 31)),
)
def test_a_series_stays_in_its_bounds(every: Every, day: int | None, start: date | None, until: date | None) -> None:
    found = [due for due, _ in dues(Recurring(every, day, start, until))]
    assert found == sorted(set(found))
    assert all(due.year == 2024 and due >= PLAN.issued for due in found)
    assert all((start or date.min) <= due <= (until or date.max) for due in found)


def test_a_plan_issued_in_spring_has_no_check_in_before() -> None:
    spring = replace(plan_with(Ongoing()), issued=date(2024, 4, 2))
    assert [o.period for o in planned_occurrences(spring)] == ["2024-H1", "2024-Q3", "2024"]


@pytest.mark.parametrize(
    ("plan", "cell"),
    [
        (plan_with(Conditional()), "Thời hạn"),
        (plan_with(NotUnderstood()), "Thời hạn"),
        (plan_with(OnDate(date(2024, 6, 20)), lead=("@don_vi_lien_quan",)), "Cơ quan chủ trì"),
        (plan_with(OnDate(date(2024, 6, 20)), lead=()), "Cơ quan chủ trì"),
    ],
)
def test_what_cannot_be_dated_or_assigned_is_a_problem_not_a_guess(plan: Plan, cell: str) -> None:
    assert planned_occurrences(plan) == ()
    (problem,) = planning_problems(plan)
    assert (problem.row, problem.cell, problem.text) == ("I.1", cell, "như văn bản")
    assert problem.says


def test_a_number_without_digits_still_makes_a_key() -> None:
    (occurrence,) = planned_occurrences(replace(plan_with(OnDate(date(2024, 6, 20))), number="Kế hoạch nội bộ"))
    assert occurrence.key == "ke-hoach-noi-bo-2024/I.1/so-tu-phap@2024-06-20"


def test_the_windows_of_the_regime() -> None:
    first, half, third, whole = REGIME.periods(2024)
    assert (first.label, first.start, first.cut_off, first.send_by) == (
        "Quý I",
        date(2023, 12, 15),
        date(2024, 3, 14),
        date(2024, 3, 20),
    )
    assert (half.start, third.start, whole.start) == (date(2023, 12, 15), date(2024, 6, 15), date(2023, 12, 15))
    assert [p.name for p in (first, half, third, whole)] == ["2024-Q1", "2024-H1", "2024-Q3", "2024"]
