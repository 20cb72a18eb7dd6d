"""What a long history comes to: the few facts by which work is counted and found, and the few updates that decide about it.

Everything here is free of the day it is asked on: whether work is late is computed from its due date when somebody asks. So a
gist may be kept beside the work and stays right until something new is said.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise

from plan_data.calendar import WorkingCalendar
from plan_data.changes import SETS_DUE
from plan_data.model import OccurrenceKind
from plan_data.status import (
    DUE_SOON_WORKING_DAYS,
    Blocker,
    Cell,
    Label,
    State,
    completed,
    completion,
    ends_blocker,
    latest_report,
    left_plan,
    open_blocker,
    open_counter,
    standing,
)
from plan_data.updates import (
    ANSWERS,
    CHANGES,
    ENDS_A_PROPOSAL,
    ENDS_A_REQUEST,
    OF_DECISIONS,
    REPORTS,
    StatusUpdate,
    UpdateKind,
    effective,
)

_ANY_CALENDAR = WorkingCalendar()
_DECISIONS_KEPT = frozenset({UpdateKind.EXTENSION_GRANTED, UpdateKind.EXTENSION_DOCUMENT})
_OF_PLAN = frozenset({UpdateKind.PLAN_LEFT, UpdateKind.PLAN_REJOINED})
_SHOWS_THE_WORK = frozenset({UpdateKind.DONE, UpdateKind.DOCUMENT})
_PROMISES = frozenset({UpdateKind.PROGRESS, UpdateKind.NOT_DONE, UpdateKind.BLOCKED})
_ENDS_PROMISES = frozenset({UpdateKind.BLOCKED, UpdateKind.REASSIGN_GRANTED, UpdateKind.RETURNED})


class Stage(StrEnum):
    """How far work has come, whatever the day. With the due date it gives the official cell."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    AWAITING = "awaiting"
    DONE = "done"
    ONGOING = "ongoing"
    OUT_OF_PLAN = "out_of_plan"


UNFINISHED = (Stage.NOT_STARTED, Stage.IN_PROGRESS, Stage.AWAITING)
_STAGE_OF_CELL = {
    Cell.DONE_ON_TIME: Stage.DONE,
    Cell.DONE_LATE: Stage.DONE,
    Cell.ONGOING: Stage.ONGOING,
    Cell.OUT_OF_PLAN: Stage.OUT_OF_PLAN,
}
_STAGE_OF_LABEL = {
    Label.NOT_STARTED: Stage.NOT_STARTED,
    Label.IN_PROGRESS: Stage.IN_PROGRESS,
    Label.AWAITING: Stage.AWAITING,
}
_LABEL_OF_STAGE = {stage: label for label, stage in _STAGE_OF_LABEL.items()}


@dataclass(frozen=True, slots=True)
class Gist:
    """`closed_on`: the day it was reported done, where that counts, or left the plan. `finished_on`: the day that decides on
    time or late, None where the plan came with it done. `blocked_since`, `extension_asked`, `proposed`: what stands in the
    way, what waits for a decision. `answered_at`: when its agency said anything last, taken back or not. `said_at`,
    `times_said`: the newest of all updates and how many there are, those taken back included. `deciding`: the ids of the
    updates that decide."""

    closed_on: date | None
    finished_on: date | None
    stage: Stage
    blocked_since: date | None
    extension_asked: date | None
    proposed: bool
    answered_at: datetime | None
    said_at: datetime | None
    times_said: int
    deciding: tuple[int, ...]


def gist(
    kind: OccurrenceKind, planned_due: date, updates: Sequence[StatusUpdate], *, done_at_import: bool, confirm: bool
) -> Gist:
    """The gist of all that was said; `confirm`: the plan asks that completion be confirmed."""
    rows = effective(updates)
    state = standing(kind, planned_due, rows, _ANY_CALENDAR, date.max, done_at_import=done_at_import, confirm=confirm)
    closing = completed(rows, confirm=confirm and kind is not OccurrenceKind.CHECK_IN) or left_plan(rows)
    return Gist(
        closed_on=closing.on if closing else planned_due if done_at_import else None,
        finished_on=state.finished_on,
        stage=_STAGE_OF_CELL.get(state.cell) or _STAGE_OF_LABEL[state.label],
        blocked_since=state.blocker.since if state.blocker else None,
        extension_asked=state.extension_asked,
        proposed=state.proposal is not None,
        answered_at=max((u.at for u in updates if u.kind in ANSWERS), default=None),
        said_at=max((u.at for u in updates), default=None),
        times_said=len(updates),
        deciding=tuple(u.id for u in deciding(rows)),
    )


@dataclass(frozen=True, slots=True)
class Outline(State):
    """The state as far as the gist tells it: enough to count, to order and to choose what to show. How far work under way has
    come, and what was said of any of it, only the updates tell."""

    blocked_since: date | None = None
    proposed: bool = False


def outline(
    stage: Stage,
    due: date,
    finished_on: date | None,
    calendar: WorkingCalendar,
    on: date,
    *,
    blocked_since: date | None,
    extension_asked: date | None,
    proposed: bool,
) -> Outline:
    """Of dated work, from its gist and the due date in force, on any day since the newest word about it."""
    if stage is Stage.DONE:
        return Outline(*completion(finished_on, due), finished_on=finished_on)
    if stage is Stage.OUT_OF_PLAN:
        return Outline(Label.OUT_OF_PLAN, Cell.OUT_OF_PLAN)
    late, left = calendar.overdue_days(due, on), calendar.days_left(due, on)
    return Outline(
        label=_LABEL_OF_STAGE[stage],
        cell=Cell.OPEN_OVERDUE if late > 0 else Cell.OPEN_IN_TIME,
        overdue_days=late,
        days_left=left,
        due_soon=late == 0 and left <= DUE_SOON_WORKING_DAYS,
        extension_asked=extension_asked,
        blocked_since=blocked_since,
        proposed=proposed,
    )


def deciding(updates: Iterable[StatusUpdate]) -> tuple[StatusUpdate, ...]:
    """The few updates that tell, on any day since the newest of all, the same as all of them: the standing, the promise, the
    answer given last, and every file that shows the work. Their number does not grow with the history."""
    rows = effective(updates)
    blocker = open_blocker(rows)
    single = [
        latest_report(rows),
        _newest(rows, lambda u: u.kind in REPORTS or u.kind is UpdateKind.RETURNED),
        _newest(rows, lambda u: u.kind in REPORTS and u.kind is not UpdateKind.DONE and u.percent is not None),
        _newest(rows, lambda u: u.kind is UpdateKind.CONFIRMED),
        _newest(rows, lambda u: u.kind in _SHOWS_THE_WORK and u.happened_on is not None),
        _newest(rows, lambda u: bool(u.document) and u.kind not in OF_DECISIONS),
        _newest(rows, lambda u: u.kind is UpdateKind.BLOCKER_RESOLVED),
        _newest(rows, lambda u: u.kind in _PROMISES and u.until is not None),
        _newest(rows, lambda u: u.kind in _ENDS_PROMISES),
        _newest(rows, lambda u: u.kind in ANSWERS),
        _newest(rows, lambda u: u.kind is UpdateKind.EXTENSION_ASKED or u.kind in ENDS_A_REQUEST),
        _newest(rows, lambda u: u.kind is UpdateKind.REASSIGN_ASKED or u.kind in ENDS_A_PROPOSAL),
        open_counter(rows),
    ]
    kept = {u.id for u in single if u is not None}
    kept |= {u.id for u in rows if u.kind in _DECISIONS_KEPT or u.file_id}
    if blocker is not None:
        kept |= {blocker.id, blocker.report.id} | _owners(rows, blocker)
    kept |= _changes(rows) | _ends(rows, kept)
    return tuple(u for u in rows if u.id in kept)


def _newest(rows: Sequence[StatusUpdate], wanted: Callable[[StatusUpdate], bool]) -> StatusUpdate | None:
    return next((u for u in reversed(rows) if wanted(u)), None)


def _owners(rows: Sequence[StatusUpdate], blocker: Blocker) -> set[int]:
    """To whom the open blocker was given last, and what took it from them: their becoming the work's own agency."""
    given = _newest(rows, lambda u: u.kind is UpdateKind.BLOCKER_GIVEN and u.id > blocker.id)
    if given is None:
        return set()
    theirs = (
        u.id for u in rows if u.kind is UpdateKind.REASSIGN_GRANTED and u.id > given.id and u.agency_id == given.agency_id
    )
    return {given.id, *list(theirs)[-1:]}


def _changes(rows: Sequence[StatusUpdate]) -> set[int]:
    """What set the due date in force, what took the work out of the plan or put it back, and the documents of these."""
    wanted = [_newest(rows, lambda u: u.kind in SETS_DUE), _newest(rows, lambda u: u.kind in _OF_PLAN)]
    kept = {u.id for u in wanted if u is not None}
    for change, following in pairwise([*(i for i, u in enumerate(rows) if u.kind in CHANGES), len(rows)]):
        if rows[change].id in kept:
            kept |= {u.id for u in rows[change:following] if u.kind is UpdateKind.CHANGE_DOCUMENT}
    return kept


def _ends(rows: Sequence[StatusUpdate], kept: set[int]) -> set[int]:
    """A blocker that is kept for another reason (its percentage, say) is kept with what ended it, or it would stand again."""
    ends: set[int] = set()
    open_one = False
    for u in rows:
        if u.kind is UpdateKind.BLOCKED:
            open_one = open_one or u.id in kept
        elif open_one and ends_blocker(u.kind, u.percent):
            ends.add(u.id)
            open_one = False
    return ends
