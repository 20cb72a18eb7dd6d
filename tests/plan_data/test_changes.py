"""What the office changes of the plan: the date in force, work that is out of it, and the document that each stands on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_data.changes import changes, due_change, due_in_force, taken_out
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, left_plan, open_blocker, open_proposal
from plan_data.updates import StatusUpdate, UpdateKind, effective
from tests.plan_data.test_status import OFFICIAL, SUNDAY, day, done, on_date, said, undo

K = UpdateKind


def moved(on: str, to: str, **facts: object) -> StatusUpdate:
    return said(K.DUE_CHANGED, on, until=day(to), **facts)


def test_the_date_set_last_is_in_force_and_taking_it_back_brings_the_one_before() -> None:
    granted, changed = said(K.EXTENSION_GRANTED, "25/3", until=day("15/4")), moved("27/3", "10/4", document="300/QĐ-UBND")
    assert due_in_force(SUNDAY, ()) == SUNDAY
    assert due_in_force(SUNDAY, (granted,)) == day("15/4")
    assert due_in_force(SUNDAY, (granted, changed)) == day("10/4")
    assert due_in_force(SUNDAY, effective((granted, changed, undo("28/3", changed)))) == day("15/4")
    assert due_in_force(SUNDAY, (changed, said(K.EXTENSION_GRANTED, "29/3", until=day("20/4")))) == day("20/4")


def test_a_change_is_no_extension() -> None:
    asked, changed = said(K.EXTENSION_ASKED, "25/3", until=day("15/4")), moved("26/3", "10/4", document="300/QĐ-UBND")
    state = on_date("27/3", asked, changed, due=day("10/4"))
    assert (state.extended, state.extension_asked, state.document) == (0, None, ""), "and its document shows no work done"
    assert due_change((asked, changed)) is not None
    assert due_change((changed, said(K.EXTENSION_GRANTED, "27/3", until=day("20/4")))) is None, "the newer date is an extension"


def test_a_number_given_later_belongs_to_the_newest_change() -> None:
    first, second = moved("25/3", "10/4", document="1/QĐ-UBND"), moved("26/3", "12/4")
    number = said(K.CHANGE_DOCUMENT, "27/3", document="2/QĐ-UBND")
    assert [c.document for c in changes((first, second))] == ["1/QĐ-UBND", ""]
    assert [c.document for c in changes((first, second, number))] == ["1/QĐ-UBND", "2/QĐ-UBND"]
    assert changes((number,)) == ()


@pytest.mark.parametrize("kind", list(OccurrenceKind))
def test_out_of_the_plan_is_a_bucket_of_its_own(kind: OccurrenceKind) -> None:
    out = said(K.PLAN_LEFT, "26/3", document="20/UBND-NC", note="trùng")
    before, after = on_date("25/3", out, kind=kind), on_date("31/12", out, kind=kind)
    assert before.cell is not Cell.OUT_OF_PLAN, "reports of earlier days say what was true then"
    assert (after.label, after.cell, after.overdue, after.done) == (Label.OUT_OF_PLAN, Cell.OUT_OF_PLAN, False, False)
    back = said(K.PLAN_REJOINED, "27/3")
    assert on_date("31/12", out, back, kind=kind).cell is not Cell.OUT_OF_PLAN
    assert on_date("31/12", out, undo("27/3", out), kind=kind).cell is not Cell.OUT_OF_PLAN
    assert taken_out((out,)) is not None
    assert taken_out((out, back)) is None


def test_leaving_ends_what_waits_and_taking_it_back_brings_it_again() -> None:
    waits = (
        said(K.EXTENSION_ASKED, "20/3", until=day("15/4")),
        said(K.REASSIGN_ASKED, "21/3"),
        said(K.BLOCKED, "22/3", note="kinh phí"),
    )
    out = said(K.PLAN_LEFT, "26/3")
    assert open_proposal((*waits, out)) is None
    assert open_blocker((*waits, out)) is None
    again = effective((*waits, out, undo("27/3", out)))
    state = on_date("28/3", *waits, out, undo("27/3", out))
    assert (state.extension_asked, state.blocked) == (day("15/4"), "kinh phí")
    assert open_proposal(again) is not None
    rejoined = on_date("28/3", *waits, out, said(K.PLAN_REJOINED, "27/3"))
    assert (rejoined.extension_asked, rejoined.blocked) == (None, None), "put back later it begins anew"


_ROWS = st.sampled_from(
    [K.DUE_CHANGED, K.PLAN_LEFT, K.PLAN_REJOINED, K.CHANGE_DOCUMENT, K.DONE, K.PROGRESS, K.EXTENSION_GRANTED]
)


@given(st.lists(_ROWS, max_size=12))
def test_whatever_is_decided_it_stands_in_one_cell(kinds: list[UpdateKind]) -> None:
    rows = tuple(
        said(kind, "26/3", until=day("15/4") if kind in (K.DUE_CHANGED, K.EXTENSION_GRANTED) else None) for kind in kinds
    )
    cell = on_date("31/12", *rows, due=due_in_force(SUNDAY, rows)).cell
    assert (cell is Cell.OUT_OF_PLAN) == (left_plan(rows) is not None) == (taken_out(rows) is not None)
    assert cell in OFFICIAL | {Cell.OUT_OF_PLAN}


def test_done_work_is_on_time_against_the_date_that_the_office_set() -> None:
    late = on_date("10/4", done("05/4"))
    assert late.cell is Cell.DONE_LATE
    assert on_date("10/4", done("05/4"), due=day("15/4")).cell is Cell.DONE_ON_TIME
