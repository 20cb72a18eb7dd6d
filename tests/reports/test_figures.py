"""The figures against a table counted by hand, against the national ones, and whatever people say."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.figures import Counts, activity_cell, counts, figures
from bot.reports.building import as_of, build
from bot.reports.report import from_json, frozen_json
from plan_data.changes import due_in_force
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, Standing
from plan_data.updates import StatusUpdate, UpdateKind, effective
from storage.occurrences import Item
from tests.reports.given import CALENDAR, PLAN, QUARTER, item, said

K = UpdateKind
MARCH_END, APRIL_END, JUNE_END = date(2024, 3, 31), date(2024, 4, 30), date(2024, 6, 30)
ON = date(2024, 4, 15)
A, B, C = "Sở A", "Sở B", "Sở C"


def day(month: int, number: int) -> date:
    return date(2024, month, number)


def undone() -> tuple[StatusUpdate, ...]:
    done = said(K.DONE, day(3, 30), "xong")
    return done, said(K.UNDO, day(3, 30), "nhầm", undoes=done.id)


def small_plan() -> list[tuple[Item, Cell]]:
    """Every way that work can go, each with the cell that a person puts it into on 15/4/2024."""
    check_in = OccurrenceKind.CHECK_IN
    return [
        (item("I.1", A, MARCH_END, said(K.DONE, day(3, 29))), Cell.DONE_ON_TIME),
        (item("I.1", B, MARCH_END, said(K.PROGRESS, day(3, 29)), said(K.DONE, day(4, 5))), Cell.DONE_LATE),
        (item("I.1", C, MARCH_END, *undone()), Cell.OPEN_OVERDUE),
        (
            item("I.2", A, MARCH_END, said(K.EXTENSION_GRANTED, day(3, 28), until=APRIL_END), extended_to=APRIL_END),
            Cell.OPEN_IN_TIME,
        ),
        (
            item(
                "I.2", B, MARCH_END, said(K.EXTENSION_GRANTED, day(3, 28), until=day(4, 10)), said(K.DONE, day(4, 9)),
                extended_to=day(4, 10),
            ),
            Cell.DONE_ON_TIME,
        ),
        (item("I.3", A, MARCH_END, said(K.DONE, day(3, 30)), said(K.RETURNED, day(4, 2), note="thiếu")), Cell.OPEN_OVERDUE),
        (
            item("I.3", B, MARCH_END, said(K.DONE, day(3, 30)), said(K.RETURNED, day(4, 2)), said(K.DONE, day(4, 12))),
            Cell.DONE_LATE,
        ),
        (item("I.4", A, MARCH_END, said(K.DONE, day(3, 29)), confirm=True), Cell.OPEN_OVERDUE),
        (item("I.4", B, MARCH_END, said(K.DONE, day(3, 29)), said(K.CONFIRMED, day(4, 8)), confirm=True), Cell.DONE_ON_TIME),
        (item("II.1", A, date(2023, 12, 31), done_at_import=True), Cell.DONE_ON_TIME),
        (item("II.1", B, JUNE_END), Cell.OPEN_IN_TIME),
        (item("II.2", A, day(3, 14), said(K.PROGRESS, day(3, 12)), kind=check_in), Cell.ONGOING),
        (item("II.2", A, day(6, 14), kind=check_in), Cell.ONGOING),
        (item("II.4", B, MARCH_END, said(K.DONE, day(4, 5), happened_on=day(3, 28))), Cell.DONE_ON_TIME),
        (item("II.5", C, JUNE_END, said(K.DONE, day(4, 1))), Cell.DONE_ON_TIME),
    ]  # fmt: skip


def out_of_plan() -> tuple[Item, Standing]:
    return item("II.3", A, MARCH_END), Standing(Label.NOT_STARTED, Cell.OUT_OF_PLAN)


def test_each_ends_where_a_person_would_put_it() -> None:
    for one, cell in small_plan():
        assert one.standing(CALENDAR, ON).cell is cell, (one.code, one.agency)


def test_a_small_plan_counted_by_hand() -> None:
    rows = [(one, one.standing(CALENDAR, ON)) for one, _ in small_plan()]
    f = figures([*rows, out_of_plan()])
    assert f.tasks == Counts(6, 2, 2, 3, ongoing=1, out_of_plan=1)
    assert f.tasks.total == 13
    assert (f.tasks.done, f.tasks.counted) == (8, 11)
    assert f.tasks.rate == pytest.approx(72.727, abs=0.001)
    assert f.tasks.of_all == pytest.approx(61.538, abs=0.001)
    assert f.agencies == {
        A: Counts(2, 0, 1, 2, ongoing=1, out_of_plan=1),
        B: Counts(3, 2, 1, 0),
        C: Counts(1, 0, 0, 1),
    }
    # I.1, I.3 and I.4 have an overdue part, I.2 and II.1 one that is open, II.4 and II.5 are done.
    assert f.activities == Counts(2, 0, 2, 3, ongoing=1, out_of_plan=1)
    assert f.groups == {"I": Counts(0, 0, 1, 3), "II": Counts(2, 0, 1, 0, ongoing=1, out_of_plan=1)}
    assert (f.blocked, f.requests, f.awaiting) == (0, 0, 1)


def test_the_national_figures_of_2017() -> None:
    """Báo cáo 1270/BC-TCTTTg: 21,914 tasks, 98.6 % completed of what was due."""
    national = Counts(done_on_time=14_068, done_late=1_983, open_in_time=5_640, open_overdue=223)
    assert (national.total, national.done, national.open, national.counted) == (21_914, 16_051, 5_863, 16_274)
    assert national.rate is not None
    assert round(national.rate, 1) == 98.6


def test_nothing_due_has_no_rate() -> None:
    assert counts([]).rate is None
    assert counts([]).of_all is None
    assert counts([Cell.OPEN_IN_TIME]).rate is None
    assert counts([Cell.OPEN_IN_TIME]).of_all == 0
    assert counts([Cell.ONGOING, Cell.OUT_OF_PLAN]).total == 0


@pytest.mark.parametrize(
    ("cells", "of_all"),
    [
        ([Cell.DONE_ON_TIME, Cell.DONE_ON_TIME], Cell.DONE_ON_TIME),
        ([Cell.DONE_ON_TIME, Cell.DONE_LATE], Cell.DONE_LATE),
        ([Cell.DONE_LATE, Cell.OPEN_IN_TIME], Cell.OPEN_IN_TIME),
        ([Cell.DONE_ON_TIME, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE], Cell.OPEN_OVERDUE),
        ([Cell.ONGOING, Cell.ONGOING], Cell.ONGOING),
        ([Cell.OUT_OF_PLAN, Cell.DONE_ON_TIME], Cell.DONE_ON_TIME),
        ([Cell.OUT_OF_PLAN], Cell.OUT_OF_PLAN),
    ],
)
def test_an_activity_is_as_good_as_the_worst_of_its_parts(cells: list[Cell], of_all: Cell) -> None:
    assert activity_cell(cells) is of_all


# --- whatever people say ---------------------------------------------------------------------------------------------------
_FIRST = date(2024, 1, 25)


@st.composite
def histories(draw: st.DrawFn) -> tuple[StatusUpdate, ...]:
    """Any kinds in any order, with any of the earlier rows taken back."""
    rows: list[StatusUpdate] = []
    on = _FIRST
    for _ in range(draw(st.integers(0, 8))):
        on += timedelta(days=draw(st.integers(0, 40)))
        kind = draw(st.sampled_from(list(K)))
        ahead = draw(st.one_of(st.none(), st.integers(-60, 200)))
        facts: dict[str, object] = {"percent": draw(st.one_of(st.none(), st.integers(0, 100)))}
        facts["until"] = None if ahead is None else on + timedelta(days=ahead)
        if kind is K.DONE and draw(st.booleans()):
            facts["happened_on"] = on - timedelta(days=draw(st.integers(0, 60)))
        if kind is K.UNDO:
            facts["undoes"] = draw(st.sampled_from([r.id for r in rows])) if rows else None
        rows.append(said(kind, on, "lời", **facts))
    return tuple(rows)


@st.composite
def any_item(draw: st.DrawFn) -> Item:
    updates = draw(histories())
    code = draw(st.sampled_from(["I.1", "I.2", "II.1", "II.2"]))
    kind = OccurrenceKind.CHECK_IN if code == "II.2" else OccurrenceKind.DATED
    due = _FIRST + timedelta(days=draw(st.integers(-30, 340)))
    return item(
        code, draw(st.sampled_from([A, B, C])), due, *updates, kind=kind, extended_to=due_in_force(due, effective(updates)),
        confirm=draw(st.booleans()), done_at_import=kind is OccurrenceKind.DATED and draw(st.booleans()),
    )  # fmt: skip


def summed(parts: list[Counts]) -> Counts:
    return Counts(*(sum(getattr(c, str(cell)) for c in parts) for cell in Cell))


@settings(max_examples=150)
@given(st.lists(any_item(), max_size=12), st.integers(0, 340))
def test_the_cells_always_add_up(items: list[Item], days: int) -> None:
    on = _FIRST + timedelta(days=days)
    rows = [(i, i.standing(CALENDAR, on)) for i in items]
    f = figures(rows)
    still = [i for i, s in rows if s.cell is not Cell.OUT_OF_PLAN]
    dated = [i for i in still if i.kind is not OccurrenceKind.CHECK_IN]
    assert f.tasks.done_on_time + f.tasks.done_late + f.tasks.open_in_time + f.tasks.open_overdue == len(dated)
    assert f.tasks.ongoing == len({i.agency for i in still if i.kind is OccurrenceKind.CHECK_IN})
    assert f.tasks.out_of_plan == len(items) - len(still)
    assert summed(list(f.agencies.values())) == f.tasks
    assert summed(list(f.groups.values())) == f.activities
    assert f.activities.total == len({i.code for i in dated})
    assert f.blocked <= f.tasks.open
    assert f.awaiting <= f.tasks.open
    assert f.tasks.rate is None or 0 <= f.tasks.rate <= 100


@settings(max_examples=60)
@given(st.lists(any_item(), max_size=8), st.integers(0, 200))
def test_a_report_of_any_day_counts_its_own_rows(items: list[Item], days: int) -> None:
    report = build(items, PLAN, QUARTER, CALENDAR, _FIRST + timedelta(days=days), with_log=True)
    assert counts(Cell(r.cell) for r in report.items) == report.tasks
    assert counts(Cell(line.cell) for line in report.lines) == report.activities
    assert summed([a.counts for a in report.agencies]) == report.tasks
    assert summed([g.counts for g in report.groups]) == report.activities
    assert from_json(json.loads(json.dumps(frozen_json(report)))) == report


def test_what_was_decided_later_does_not_change_what_was_reported() -> None:
    asked = said(K.EXTENSION_ASKED, day(3, 20), until=day(4, 20))
    one = item("I.1", A, MARCH_END, asked, said(K.EXTENSION_GRANTED, day(4, 3), until=day(4, 20)), extended_to=day(4, 20))
    assert as_of(one, day(4, 2)).due == MARCH_END
    assert as_of(one, day(4, 2)).standing(CALENDAR, day(4, 2)).cell is Cell.OPEN_OVERDUE
    assert as_of(one, day(4, 3)).due == day(4, 20)
    again = said(K.EXTENSION_GRANTED, day(4, 18), until=APRIL_END)
    twice = item("I.1", A, MARCH_END, *one.updates, again, extended_to=APRIL_END)
    assert [as_of(twice, d).due for d in (day(4, 2), day(4, 17), day(4, 18))] == [MARCH_END, day(4, 20), APRIL_END]
