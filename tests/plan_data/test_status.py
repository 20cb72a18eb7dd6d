"""Where a piece of work stands on a date: the label, the official cell, and what stands beside them."""

from collections import Counter
from dataclasses import dataclass
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
    completed,
    extensions,
    latest_report,
    left_plan,
    open_counter,
    open_request,
    reported_done,
    standing,
)
from plan_data.updates import ENDS_A_REQUEST, StatusUpdate, UpdateKind, effective

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
    on: str,
    *updates: StatusUpdate,
    due: date = SUNDAY,
    kind: OccurrenceKind = OccurrenceKind.DATED,
    imported: bool = False,
    confirm: bool = False,
) -> Standing:
    return standing(kind, due, updates, CALENDAR, day(on), done_at_import=imported, confirm=confirm)


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
    for kind in ENDS_A_REQUEST:
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


def test_another_date_waits_for_the_agency_and_the_request_stays_open() -> None:
    asked = said(UpdateKind.EXTENSION_ASKED, "25/3", until=day("15/4"))
    first = said(UpdateKind.EXTENSION_COUNTERED, "26/3", until=day("08/4"))
    second = said(UpdateKind.EXTENSION_COUNTERED, "27/3", until=day("10/4"))
    state = on_date("28/3", asked, first, second)
    assert (state.extension_asked, state.countered_to, state.extended) == (day("15/4"), day("10/4"), 0)
    assert on_date("26/3", asked, first, second).countered_to == day("08/4")
    more = said(UpdateKind.EXTENSION_ASKED, "28/3", until=day("12/4"))
    assert (on_date("28/3", asked, second, more).extension_asked, on_date("28/3", asked, second, more).countered_to) == (
        day("12/4"),
        None,
    ), "the agency said more: it is the office's turn"
    assert open_counter(effective([asked, second, more, undo("28/3", more)])) is second, "its turn again"
    assert open_counter(effective([asked, second, undo("28/3", asked)])) is None, "nothing is asked for any more"
    withdrawn = said(UpdateKind.EXTENSION_WITHDRAWN, "28/3")
    assert (open_request([asked, second, withdrawn]), open_counter([asked, second, withdrawn])) == (None, None)
    new = said(UpdateKind.EXTENSION_ASKED, "29/3", until=day("20/4"))
    assert open_counter([asked, second, withdrawn, new]) is None, "an answer to the request before it"


def test_extensions_are_counted_each_with_its_own_document() -> None:
    first = said(UpdateKind.EXTENSION_GRANTED, "26/3", until=day("15/4"))
    paper = said(UpdateKind.EXTENSION_DOCUMENT, "27/3", document="99/UBND-NC", happened_on=day("26/3"))
    second = said(UpdateKind.EXTENSION_GRANTED, "10/4", until=day("30/4"))
    assert (on_date("25/3", first).extended, on_date("25/3", first).extension_document) == (0, "")
    assert (on_date("26/3", first).extended, on_date("26/3", first).extension_document) == (1, "")
    state = on_date("28/3", first, paper, due=day("15/4"))
    assert (state.extended, state.extension_document, state.document) == (1, "99/UBND-NC", "")
    both = on_date("11/4", first, paper, second, due=day("30/4"))
    assert (both.extended, both.extension_document) == (2, ""), "the second has none yet"
    assert extensions([first, paper, second]) == ((first, "99/UBND-NC"), (second, ""))
    assert extensions([paper]) == ()
    finished = on_date("30/6", first, paper, done("12/4"), due=day("15/4"))
    assert (finished.label, finished.extended, finished.extension_document) == (Label.DONE_EARLY, 1, "99/UBND-NC")
    assert on_date("30/6", first, paper, done("16/4"), due=day("15/4")).cell is Cell.DONE_LATE, "its date is no event's date"


# --- confirmed and returned ---------------------------------------------------------------------------------------------
def test_a_report_waits_for_its_confirmation_and_is_open_until_then() -> None:
    reported, confirmed = done("28/3"), said(UpdateKind.CONFIRMED, "03/4")
    waiting = on_date("29/3", reported, confirm=True)
    assert (waiting.label, waiting.cell, waiting.awaiting, waiting.done) == (Label.AWAITING, Cell.OPEN_IN_TIME, True, False)
    assert (waiting.report, waiting.percent, waiting.days_left) == (reported, None, 0)
    late = on_date("02/4", reported, confirmed, confirm=True)
    assert (late.label, late.cell, late.overdue_days) == (Label.AWAITING, Cell.OPEN_OVERDUE, 2), "on 02/4 nobody had confirmed"
    assert on_date("03/4", reported, confirmed, confirm=True).label is Label.DONE_EARLY, "the moment of the report counts"
    assert on_date("29/3", reported).label is Label.DONE_EARLY, "where the plan does not ask for it nothing waits"
    early = said(UpdateKind.CONFIRMED, "27/3")
    assert on_date("29/3", early, done("28/3"), confirm=True).awaiting, "of a report that came before it"


@pytest.mark.parametrize("confirm", [False, True])
def test_a_return_opens_it_again_until_the_next_report(confirm: bool) -> None:
    reported, confirmed = done("28/3", percent=100), said(UpdateKind.CONFIRMED, "28/3")
    back = said(UpdateKind.RETURNED, "29/3", note="thiếu phụ lục")
    state = on_date("02/4", reported, confirmed, back, confirm=confirm)
    assert (state.label, state.cell, state.returned) == (Label.IN_PROGRESS, Cell.OPEN_OVERDUE, back)
    assert (state.report, state.percent, state.awaiting) == (reported, None, False)
    assert on_date("28/3", reported, confirmed, back, confirm=confirm).done, "on 28/3 it was"
    under_way = on_date("02/4", reported, back, said(UpdateKind.PROGRESS, "01/4", percent=90), confirm=confirm)
    assert (under_way.returned, under_way.percent) == (None, 90)
    again = done("01/4")
    assert on_date("02/4", reported, confirmed, back, again, confirm=confirm).done is not confirm, "confirmed anew, or not yet"
    assert reported_done([reported, back, again]) is again
    assert on_date("02/4", reported, back, undo("01/4", reported), confirm=confirm).done is False


def test_an_undo_of_the_report_ends_the_waiting_and_its_own_undo_brings_it_back() -> None:
    reported = done("28/3")
    taken_back = undo("29/3", reported)
    assert on_date("29/3", reported, taken_back, confirm=True).label is Label.NOT_STARTED
    assert on_date("29/3", reported, taken_back, undo("29/3", taken_back), confirm=True).awaiting
    confirmed = said(UpdateKind.CONFIRMED, "29/3")
    assert completed([reported, confirmed], confirm=True) is reported
    assert completed(effective([reported, confirmed, undo("30/3", reported)]), confirm=True) is None


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
anything = st.sampled_from(UpdateKind)


@dataclass(frozen=True)
class Work:
    """An occurrence that never was: what it is, and all that was said about it."""

    kind: OccurrenceKind
    due: date
    told: tuple[StatusUpdate, ...]
    imported: bool
    confirm: bool

    def on(self, on: date, *, told: tuple[StatusUpdate, ...] | None = None) -> Standing:
        said = self.told if told is None else told
        return standing(self.kind, self.due, said, CALENDAR, on, done_at_import=self.imported, confirm=self.confirm)


@st.composite
def works(draw: st.DrawFn, kinds: st.SearchStrategy[UpdateKind] = anything) -> Work:
    told: list[StatusUpdate] = []
    for n, on in enumerate(sorted(draw(st.lists(dates, max_size=6))), start=1):
        kind = draw(kinds)
        undoes = draw(st.sampled_from([u.id for u in told])) if kind is UpdateKind.UNDO and told else None
        happened_on = draw(st.none() | st.dates(on - timedelta(days=30), on))
        told.append(
            StatusUpdate(n, kind, datetime.combine(on, time(2), UTC), on, happened_on=happened_on, until=on, undoes=undoes)
        )
    return Work(draw(st.sampled_from(OccurrenceKind)), draw(dates), tuple(told), draw(st.booleans()), draw(st.booleans()))


@settings(max_examples=50)
@given(st.lists(works(), max_size=8), dates)
def test_the_four_cells_always_add_up(plan: list[Work], on: date) -> None:
    states = [work.on(on) for work in plan]
    cells = Counter(state.cell for state in states)
    in_plan = [w for w in plan if left_plan(tuple(u for u in effective(w.told) if u.on <= on)) is None]
    ongoing = sum(work.kind is OccurrenceKind.CHECK_IN for work in in_plan)
    assert cells[Cell.OUT_OF_PLAN] == len(plan) - len(in_plan)
    assert cells[Cell.ONGOING] == ongoing
    assert sum(cells[cell] for cell in OFFICIAL) == len(in_plan) - ongoing
    assert cells[Cell.DONE_ON_TIME] + cells[Cell.DONE_LATE] == sum(state.done for state in states)
    assert cells[Cell.OPEN_OVERDUE] == sum(state.overdue for state in states)


@settings(max_examples=60)
@given(works(), dates)
def test_a_label_a_cell_and_its_days_agree(work: Work, on: date) -> None:
    state = work.on(on)
    early = {Label.DONE_EARLY, Label.DONE_ON_TIME}
    assert (state.cell is Cell.DONE_ON_TIME) == (state.label in early)
    assert (state.cell is Cell.DONE_LATE) == (state.label is Label.DONE_LATE)
    assert (state.cell is Cell.OUT_OF_PLAN) == (state.label is Label.OUT_OF_PLAN)
    assert (state.overdue_days > 0) == state.overdue
    assert not (state.overdue and state.due_soon)
    assert not (state.done and (state.days_left or state.due_soon or state.blocked))
    assert state.report is None or state.report.on <= on
    assert not (state.done and (state.awaiting or state.returned or state.extension_asked))
    assert not (state.awaiting and state.returned)
    assert state.countered_to is None or state.extension_asked is not None


_REPORTED = (UpdateKind.DONE, UpdateKind.CONFIRMED, UpdateKind.RETURNED, UpdateKind.NOT_DONE, UpdateKind.UNDO)


@settings(max_examples=150)
@given(works(st.sampled_from(_REPORTED)), dates)
def test_confirmed_returned_or_taken_back_it_is_in_one_cell(work: Work, on: date) -> None:
    """It is completed by a report that stands and, where the plan asks for it, by a confirmation of that very report."""
    state = work.on(on)
    rows = [u for u in effective(work.told) if u.on <= on]
    report = next((u for u in reversed(rows) if u.kind in (UpdateKind.DONE, UpdateKind.NOT_DONE, UpdateKind.RETURNED)), None)
    stands = report is not None and report.kind is UpdateKind.DONE
    confirmed = report is not None and stands and any(u.kind is UpdateKind.CONFIRMED for u in rows[rows.index(report) :])
    if work.kind is OccurrenceKind.CHECK_IN:
        assert state.cell is Cell.ONGOING
        return
    assert state.cell in OFFICIAL
    assert state.done == (work.imported or (stands and (confirmed or not work.confirm)))
    assert state.awaiting == (not state.done and stands)


@settings(max_examples=60)
@given(works(), dates, st.integers(1, 60))
def test_an_open_task_only_ever_grows_older(work: Work, on: date, later: int) -> None:
    """With nothing new said, a day that passes leaves what is done alone and never makes overdue work timely."""
    known = tuple(u for u in work.told if u.on <= on)
    today = work.on(on, told=known)
    after = work.on(on + timedelta(days=later), told=known)
    assert after.label is today.label
    assert not (today.overdue and not after.overdue)
    assert today.done == after.done
    assert after.overdue_days >= today.overdue_days
