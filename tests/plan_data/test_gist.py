"""The gist of a history tells what the whole of it tells, on any day since."""

from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_data.calendar import at, load_calendar
from plan_data.gist import UNFINISHED, Stage, deciding, gist, outline
from plan_data.model import OccurrenceKind
from plan_data.status import Cell, Label, Standing, State, open_blocker, standing
from plan_data.updates import ANSWERS, StatusUpdate, UpdateKind, effective
from scheduler.escalation import promised
from tests.histories import FIRST, history

CALENDAR = load_calendar()
kinds = st.sampled_from(OccurrenceKind)
dues = st.dates(FIRST, FIRST + timedelta(days=240))
randoms = st.randoms(use_true_random=False)
later = st.integers(0, 200)


@settings(max_examples=500)
@given(randoms, kinds, dues, later, st.booleans(), st.booleans())
def test_the_updates_that_decide_are_enough(
    rng: Random, kind: OccurrenceKind, due: date, days: int, imported: bool, confirm: bool
) -> None:
    told = history(rng)
    on = max((u.on for u in told), default=FIRST) + timedelta(days=days)
    few = deciding(told)

    def state(of: object) -> Standing:
        return standing(kind, due, of, CALENDAR, on, done_at_import=imported, confirm=confirm)  # type: ignore[arg-type]

    assert state(few) == state(told)
    whole = effective(told)
    assert promised(few) == promised(whole)
    assert [u for u in few if u.file_id] == [u for u in whole if u.file_id]
    assert [u for u in few if u.kind in ANSWERS][-1:] == [u for u in whole if u.kind in ANSWERS][-1:]


@settings(max_examples=500)
@given(randoms, kinds, dues, dues, later, st.booleans(), st.booleans())
def test_the_gist_with_the_due_date_is_the_standing(
    rng: Random, kind: OccurrenceKind, planned: date, due: date, days: int, imported: bool, confirm: bool
) -> None:
    told = history(rng)
    on = max((u.on for u in told), default=FIRST) + timedelta(days=days)
    state = standing(kind, due, told, CALENDAR, on, done_at_import=imported, confirm=confirm)
    of = gist(kind, planned, told, done_at_import=imported, confirm=confirm)
    late = of.finished_on is not None and of.finished_on > due
    overdue = due < CALENDAR.overdue_before(on)
    done = Cell.DONE_LATE if late else Cell.DONE_ON_TIME
    cells = {Stage.DONE: done, Stage.ONGOING: Cell.ONGOING, Stage.OUT_OF_PLAN: Cell.OUT_OF_PLAN}
    assert cells.get(of.stage, Cell.OPEN_OVERDUE if overdue else Cell.OPEN_IN_TIME) is state.cell
    assert (of.stage is Stage.AWAITING) == state.awaiting
    assert (of.stage is Stage.IN_PROGRESS) == (state.label is Label.IN_PROGRESS)
    assert of.blocked_since == (state.blocker.since if state.blocker else None)
    assert of.extension_asked == state.extension_asked
    assert of.proposed == (state.proposal is not None)
    assert of.finished_on == state.finished_on
    assert of.said_at == max((u.at for u in told), default=None)
    assert of.times_said == len(told)
    if of.stage in UNFINISHED:
        assert state.due_soon == (not overdue and due <= CALENDAR.due_within(on, 7))
    if of.stage is not Stage.ONGOING:
        assert (of.closed_on is not None) == (state.done or state.cell is Cell.OUT_OF_PLAN)


@settings(max_examples=500)
@given(
    randoms, st.sampled_from((OccurrenceKind.DATED, OccurrenceKind.PERIODIC)), dues, dues, later, st.booleans(), st.booleans()
)
def test_the_outline_is_the_standing_as_far_as_it_goes(
    rng: Random, kind: OccurrenceKind, planned: date, due: date, days: int, imported: bool, confirm: bool
) -> None:
    told = history(rng)
    on = max((u.on for u in told), default=FIRST) + timedelta(days=days)
    state = standing(kind, due, told, CALENDAR, on, done_at_import=imported, confirm=confirm)
    of = gist(kind, planned, told, done_at_import=imported, confirm=confirm)
    waits = {"blocked_since": of.blocked_since, "extension_asked": of.extension_asked, "proposed": of.proposed}
    found = outline(of.stage, due, of.finished_on, CALENDAR, on, **waits)  # type: ignore[arg-type]
    for name in State.__dataclass_fields__:
        assert getattr(found, name) == getattr(state, name), name
    assert (found.blocked_since, found.proposed) == (state.blocked_since, state.proposal is not None)
    if found.label is not Label.IN_PROGRESS:
        assert state.percent in (None, 100), "only of work under way more is to be read"
        assert state.returned is None


def test_the_updates_that_decide_do_not_grow_with_the_history() -> None:
    """Without files and extensions, each of which is shown, and numbers given again and again, a thousand updates come to no
    more than a score."""
    rng = Random(7)
    told = [
        replace(u, file_id="", kind=UpdateKind.ACK if u.kind.startswith(("extension_", "change_")) else u.kind)
        for n in range(100)
        for u in history(rng, first_id=1 + 100 * n, most=20)
    ]
    assert len(told) > 800
    assert 3 <= len(deciding(told)) <= 20


def test_a_reminder_that_nobody_answered_is_told_from_a_decision() -> None:
    asked, granted = (
        u
        for kind, n in ((UpdateKind.EXTENSION_ASKED, 1), (UpdateKind.EXTENSION_GRANTED, 2))
        for u in [replace(_any(n), kind=kind, until=date(2024, 4, 15))]
    )
    of = gist(OccurrenceKind.DATED, date(2024, 3, 31), (asked, granted), done_at_import=False, confirm=False)
    assert (of.answered_at, of.extension_asked) == (asked.at, None)


def test_a_blocker_that_is_kept_is_kept_with_what_ended_it() -> None:
    kinds = (UpdateKind.BLOCKED, UpdateKind.PROGRESS, UpdateKind.NOT_DONE)
    told = tuple(replace(_any(n), kind=kind) for n, kind in enumerate(kinds, 1))
    assert gist(OccurrenceKind.DATED, FIRST, told, done_at_import=False, confirm=False).deciding == (1, 2, 3)
    assert open_blocker(deciding(told)) is None


@pytest.mark.parametrize("seed", range(300))
def test_the_updates_that_decide_are_enough_in_long_histories(seed: int) -> None:
    told = history(Random(seed), most=25)
    on = max((u.on for u in told), default=FIRST)
    for confirm in (False, True):
        few, whole = (standing(OccurrenceKind.DATED, on, of, CALENDAR, on, confirm=confirm) for of in (deciding(told), told))
        assert few == whole


def _any(n: int) -> StatusUpdate:
    return StatusUpdate(n, UpdateKind.ACK, at(FIRST, time(9, n)), FIRST)
