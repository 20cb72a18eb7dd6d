"""Where a piece of work stands on a date: the label, the official cell, and what stands beside them."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.calendar import load_calendar
from plan_data.model import OccurrenceKind
from plan_data.status import (
    Cell,
    Label,
    Standing,
    StatusUpdate,
    UpdateKind,
    effective,
    latest_report,
    open_request,
    standing,
)

CALENDAR = load_calendar()
SUNDAY = date(2024, 3, 31)
OFFICIAL = {Cell.DONE_ON_TIME, Cell.DONE_LATE, Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE}
_ids = count(1)


def day(text: str) -> date:
    """`28/3` of 2024."""
    d, m = text.split("/")
    return date(2024, int(m), int(d))


def said(kind: UpdateKind, on: str, **facts: object) -> StatusUpdate:
    """Told at 09:00 of that day; ids grow in the order of writing."""
    return StatusUpdate(next(_ids), kind, datetime.combine(day(on), time(2), UTC), day(on), **facts)  # type: ignore[arg-type]


def done(on: str, **facts: object) -> StatusUpdate:
    return said(UpdateKind.DONE, on, **facts)


def undo(on: str, what: StatusUpdate) -> StatusUpdate:
    return said(UpdateKind.UNDO, on, undoes=what.id)


def on_date(
    on: str, *updates: StatusUpdate, due: date = SUNDAY, kind: OccurrenceKind = OccurrenceKind.DATED, imported: bool = False
) -> Standing:
    return standing(kind, due, updates, CALENDAR, day(on), done_at_import=imported)


# --- open ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("on", "cell", "overdue", "left", "soon"),
    [
        ("19/3", Cell.OPEN_IN_TIME, 0, 8, False),
        ("20/3", Cell.OPEN_IN_TIME, 0, 7, True),  # sắp đến hạn: 7 working days or fewer
        ("28/3", Cell.OPEN_IN_TIME, 0, 1, True),
        ("29/3", Cell.OPEN_IN_TIME, 0, 0, True),  # the anchor
        ("31/3", Cell.OPEN_IN_TIME, 0, 0, True),  # the Sunday itself
        ("01/4", Cell.OPEN_OVERDUE, 1, 0, False),
        ("02/4", Cell.OPEN_OVERDUE, 2, 0, False),
        ("06/4", Cell.OPEN_OVERDUE, 5, 0, False),  # a Saturday adds nothing
        ("19/4", Cell.OPEN_OVERDUE, 14, 0, False),  # Giỗ Tổ, 18/4, neither
    ],
)
def test_a_task_due_on_a_sunday_is_overdue_from_the_next_working_day(
    on: str, cell: Cell, overdue: int, left: int, soon: bool
) -> None:
    state = on_date(on)
    assert (state.label, state.cell) == (Label.NOT_STARTED, cell)
    assert (state.overdue_days, state.days_left, state.due_soon) == (overdue, left, soon)
    assert state.overdue is (cell is Cell.OPEN_OVERDUE)


def test_days_off_after_the_due_date_are_not_yet_overdue() -> None:
    """Due Wednesday 07/02, the day before Tết: overdue counts from 15/02; due 26/4, from 02/5."""
    assert [on_date(on, due=day("07/02")).cell for on in ("07/02", "14/02")] == [Cell.OPEN_IN_TIME] * 2
    assert on_date("15/02", due=day("07/02")).overdue_days == 1
    assert on_date("01/5", due=day("26/4")).cell is Cell.OPEN_IN_TIME
    assert on_date("01/5", due=day("26/4")).due_soon, "neither overdue nor far: it never leaves the list"
    assert on_date("04/5", due=day("26/4")).overdue_days == 3, "Saturday 04/5 is worked"


@pytest.mark.parametrize("kind", [UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.BLOCKED])
def test_a_report_makes_it_under_way_and_moves_no_date(kind: UpdateKind) -> None:
    told = said(kind, "18/3", words="vướng kinh phí")
    assert (on_date("17/3", told).label, on_date("18/3", told).label) == (Label.NOT_STARTED, Label.IN_PROGRESS)
    assert (on_date("18/3", told).cell, on_date("01/4", told).cell) == (Cell.OPEN_IN_TIME, Cell.OPEN_OVERDUE)
    assert on_date("18/3", told).report is told


@pytest.mark.parametrize("kind", [UpdateKind.ACK, UpdateKind.SNOOZE, UpdateKind.DOCUMENT, UpdateKind.EXTENSION_ASKED])
def test_what_says_nothing_of_the_work_leaves_it_not_started(kind: UpdateKind) -> None:
    state = on_date("20/3", said(kind, "18/3", until=day("25/3")))
    assert (state.label, state.report) == (Label.NOT_STARTED, None)


def test_the_newest_percent_stands_until_a_newer_one() -> None:
    first = said(UpdateKind.PROGRESS, "11/3", percent=30)
    assert on_date("20/3", first, said(UpdateKind.NOT_DONE, "18/3")).percent == 30
    assert on_date("20/3", first, said(UpdateKind.PROGRESS, "18/3", percent=60)).percent == 60
    assert on_date("15/3", first, said(UpdateKind.PROGRESS, "18/3", percent=60)).percent == 30
    assert on_date("20/3", done("18/3", percent=100), said(UpdateKind.NOT_DONE, "19/3")).percent is None


def test_a_blocker_stands_until_the_next_report() -> None:
    blocker = said(UpdateKind.BLOCKED, "18/3", words="II.3 vướng kinh phí", note="kinh phí")
    assert on_date("20/3", blocker).blocked == "kinh phí"
    assert on_date("20/3", said(UpdateKind.BLOCKED, "18/3", words="đang vướng")).blocked == "đang vướng", "their own words"
    assert on_date("20/3", blocker, said(UpdateKind.SNOOZE, "19/3", until=day("25/3"))).blocked == "kinh phí"
    assert on_date("20/3", blocker, said(UpdateKind.PROGRESS, "19/3")).blocked is None


# --- done ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("report", "label", "cell"),
    [
        (done("14/3"), Label.DONE_EARLY, Cell.DONE_ON_TIME),
        (done("31/3"), Label.DONE_ON_TIME, Cell.DONE_ON_TIME),
        (done("01/4"), Label.DONE_LATE, Cell.DONE_LATE),  # the official date holds: no grace for a Sunday
        (done("04/4", happened_on=day("28/3")), Label.DONE_EARLY, Cell.DONE_ON_TIME),  # the date of the document
        (done("04/4", happened_on=day("31/3")), Label.DONE_ON_TIME, Cell.DONE_ON_TIME),
        (done("04/4", happened_on=day("02/4")), Label.DONE_LATE, Cell.DONE_LATE),
    ],
)
def test_on_time_is_decided_by_the_report_or_the_date_that_it_names(report: StatusUpdate, label: Label, cell: Cell) -> None:
    state = on_date("30/6", report)
    assert (state.label, state.cell, state.done, state.percent) == (label, cell, True, 100)
    assert (state.overdue_days, state.days_left, state.due_soon) == (0, 0, False)


def test_the_date_of_a_document_sent_afterwards_counts_like_one_sent_at_once() -> None:
    late = done("02/4")
    paper = said(UpdateKind.DOCUMENT, "04/4", document="12/KH-UBND", happened_on=day("29/3"))
    assert on_date("03/4", late, paper).cell is Cell.DONE_LATE, "on 03/4 nobody knew"
    assert (on_date("04/4", late, paper).cell, on_date("04/4", late, paper).document) == (Cell.DONE_ON_TIME, "12/KH-UBND")
    assert on_date("05/4", late, paper, undo("05/4", paper)).cell is Cell.DONE_LATE
    assert on_date("05/4", late, paper, said(UpdateKind.ACK, "05/4")).document == "12/KH-UBND", "a later word adds none"


def test_a_draft_dated_before_the_work_was_done_decides_nothing() -> None:
    draft = said(UpdateKind.DOCUMENT, "18/3", document="5/TTr", happened_on=day("15/3"))
    assert on_date("30/4", draft, done("02/4")).cell is Cell.DONE_LATE


def test_an_extended_due_date_is_the_one_that_counts() -> None:
    asked = said(UpdateKind.EXTENSION_ASKED, "25/3", until=day("15/4"))
    granted = said(UpdateKind.EXTENSION_GRANTED, "29/3", until=day("15/4"), document="99/UBND-NC")
    finished = done("12/4")
    assert on_date("30/4", asked, granted, finished, due=day("15/4")).label is Label.DONE_EARLY
    assert on_date("02/4", asked, granted, due=day("15/4")).cell is Cell.OPEN_IN_TIME
    assert on_date("30/4", asked, granted, finished, due=day("15/4")).document == "", "that number allows the new date"


def test_done_is_over_when_it_is_taken_back_or_contradicted() -> None:
    slip = done("18/3")
    assert on_date("20/3", slip).cell is Cell.DONE_ON_TIME
    assert on_date("17/3", slip).label is Label.NOT_STARTED, "not yet told"
    back = on_date("21/3", slip, undo("21/3", slip))
    assert (back.label, back.percent, back.document) == (Label.NOT_STARTED, None, "")
    assert on_date("20/3", slip, undo("21/3", slip)).label is Label.NOT_STARTED, "a correction corrects the past as well"
    assert on_date("21/3", slip, said(UpdateKind.NOT_DONE, "21/3")).label is Label.IN_PROGRESS


def test_done_at_import_counts_as_on_time_whatever_its_date() -> None:
    for on in ("25/01", "01/4", "31/12"):
        state = on_date(on, imported=True)
        assert (state.label, state.cell, state.report) == (Label.DONE_ON_TIME, Cell.DONE_ON_TIME, None)
    document = said(UpdateKind.DOCUMENT, "05/02", document="3/KH-UBND")
    assert on_date("31/12", document, imported=True).document == "3/KH-UBND"
    assert on_date("31/12", done("05/02"), imported=True).label is Label.DONE_EARLY, "a report says more than the paper"


# --- ongoing work -------------------------------------------------------------------------------------------------------
def test_ongoing_work_is_a_bucket_of_its_own_and_never_overdue() -> None:
    reported = said(UpdateKind.PROGRESS, "07/3", percent=40)
    silent = on_date("31/12", due=day("14/3"), kind=OccurrenceKind.CHECK_IN)
    assert (silent.label, silent.cell, silent.overdue, silent.done) == (Label.ONGOING_SILENT, Cell.ONGOING, False, False)
    state = on_date("31/12", reported, due=day("14/3"), kind=OccurrenceKind.CHECK_IN)
    assert (state.label, state.cell, state.percent, state.report) == (Label.ONGOING_REPORTED, Cell.ONGOING, 40, reported)
    assert on_date("06/3", reported, due=day("14/3"), kind=OccurrenceKind.CHECK_IN).label is Label.ONGOING_SILENT
    assert on_date("31/12", done("07/3"), due=day("14/3"), kind=OccurrenceKind.CHECK_IN).cell is Cell.ONGOING


# --- requests for another date --------------------------------------------------------------------------------------------
def test_a_request_stands_until_it_is_decided_taken_back_or_no_longer_needed() -> None:
    asked = said(UpdateKind.EXTENSION_ASKED, "25/3", until=day("15/4"))
    assert on_date("24/3", asked).extension_asked is None
    assert on_date("25/3", asked).extension_asked == day("15/4")
    assert on_date("25/3", asked).cell is Cell.OPEN_IN_TIME
    assert on_date("01/4", asked).cell is Cell.OPEN_OVERDUE, "until decided the old date stands"
    for kind in (UpdateKind.EXTENSION_GRANTED, UpdateKind.EXTENSION_REFUSED, UpdateKind.DONE):
        assert on_date("28/3", asked, said(kind, "27/3")).extension_asked is None
    assert on_date("28/3", asked, undo("27/3", asked)).extension_asked is None
    assert on_date("28/3", asked, said(UpdateKind.PROGRESS, "27/3")).extension_asked == day("15/4"), "a report decides nothing"


def test_a_second_request_may_follow_a_refusal() -> None:
    first = said(UpdateKind.EXTENSION_ASKED, "25/3", until=day("15/4"))
    refused = said(UpdateKind.EXTENSION_REFUSED, "26/3")
    second = said(UpdateKind.EXTENSION_ASKED, "27/3", until=day("10/4"))
    assert open_request([first, refused]) is None
    assert open_request([first, refused, second]) is second
    assert open_request(effective([first, refused, undo("27/3", refused)])) is first, "a decision taken back is open again"


# --- what still stands ------------------------------------------------------------------------------------------------------
def test_an_undone_undo_gives_back_what_it_took() -> None:
    slip = done("18/3")
    taken_back = undo("19/3", slip)
    assert effective([slip, taken_back]) == ()
    assert effective([slip, taken_back, undo("20/3", taken_back)]) == (slip,)


def test_the_order_of_reading_does_not_matter() -> None:
    first, second = said(UpdateKind.PROGRESS, "18/3"), said(UpdateKind.NOT_DONE, "19/3")
    assert effective([second, first]) == (first, second)
    assert latest_report(effective([second, first])) is second
    assert latest_report([]) is None


# --- always -----------------------------------------------------------------------------------------------------------------
dates = st.dates(date(2024, 1, 1), date(2024, 12, 31))


@st.composite
def works(draw: st.DrawFn) -> tuple[OccurrenceKind, date, tuple[StatusUpdate, ...], bool]:
    told: list[StatusUpdate] = []
    for n, on in enumerate(sorted(draw(st.lists(dates, max_size=6))), start=1):
        kind = draw(st.sampled_from(UpdateKind))
        undoes = draw(st.sampled_from([u.id for u in told])) if kind is UpdateKind.UNDO and told else None
        happened_on = draw(st.none() | st.dates(on - timedelta(days=30), on))
        told.append(
            StatusUpdate(n, kind, datetime.combine(on, time(2), UTC), on, happened_on=happened_on, until=on, undoes=undoes)
        )
    return draw(st.sampled_from(OccurrenceKind)), draw(dates), tuple(told), draw(st.booleans())


@settings(max_examples=50)
@given(st.lists(works(), max_size=8), dates)
def test_the_four_cells_always_add_up(
    plan: list[tuple[OccurrenceKind, date, tuple[StatusUpdate, ...], bool]], on: date
) -> None:
    states = [standing(kind, due, told, CALENDAR, on, done_at_import=imported) for kind, due, told, imported in plan]
    cells = Counter(state.cell for state in states)
    ongoing = sum(kind is OccurrenceKind.CHECK_IN for kind, *_ in plan)
    assert cells[Cell.ONGOING] == ongoing
    assert sum(cells[cell] for cell in OFFICIAL) == len(plan) - ongoing
    assert cells[Cell.DONE_ON_TIME] + cells[Cell.DONE_LATE] == sum(state.done for state in states)
    assert cells[Cell.OPEN_OVERDUE] == sum(state.overdue for state in states)


@settings(max_examples=60)
@given(works(), dates)
def test_a_label_a_cell_and_its_days_agree(work: tuple[OccurrenceKind, date, tuple[StatusUpdate, ...], bool], on: date) -> None:
    kind, due, told, imported = work
    state = standing(kind, due, told, CALENDAR, on, done_at_import=imported)
    early = {Label.DONE_EARLY, Label.DONE_ON_TIME}
    assert (state.cell is Cell.DONE_ON_TIME) == (state.label in early)
    assert (state.cell is Cell.DONE_LATE) == (state.label is Label.DONE_LATE)
    assert (state.overdue_days > 0) == state.overdue
    assert not (state.overdue and state.due_soon)
    assert not (state.done and (state.days_left or state.due_soon or state.blocked))
    assert state.report is None or state.report.on <= on


@settings(max_examples=60)
@given(works(), dates, st.integers(1, 60))
def test_an_open_task_only_ever_grows_older(
    work: tuple[OccurrenceKind, date, tuple[StatusUpdate, ...], bool], on: date, later: int
) -> None:
    """With nothing new said, a day that passes leaves what is done alone and never makes overdue work timely."""
    kind, due, told, imported = work
    known = tuple(u for u in told if u.on <= on)
    today = standing(kind, due, known, CALENDAR, on, done_at_import=imported)
    after = standing(kind, due, known, CALENDAR, on + timedelta(days=later), done_at_import=imported)
    assert after.label is today.label
    assert not (today.overdue and not after.overdue)
    assert today.done == after.done
    assert after.overdue_days >= today.overdue_days
