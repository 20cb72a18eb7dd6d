"""What was reported, and where a piece of work stands on a date.

Facts are appended (`StatusUpdate`) and never edited; an undo is another row. The label is derived (`standing`) and never
stored, so that a correction of yesterday changes today's answer. The four cells are the official ones.
Source: Báo cáo 1270/BC-TCTTTg (2017) for the cells; DESIGN of the house for the label's order.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from plan_data.calendar import WorkingCalendar
from plan_data.model import OccurrenceKind
from plan_data.updates import ENDS_A_PROPOSAL, ENDS_A_REQUEST, OF_DECISIONS, REPORTS, StatusUpdate, UpdateKind, effective

DUE_SOON_WORKING_DAYS = 7


class Cell(StrEnum):
    """The official cells, and the two buckets outside them."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    ONGOING = "ongoing"
    OUT_OF_PLAN = "out_of_plan"


ACTIVITY_CELLS = (Cell.OPEN_OVERDUE, Cell.OPEN_IN_TIME, Cell.DONE_LATE, Cell.DONE_ON_TIME, Cell.ONGOING, Cell.OUT_OF_PLAN)
"""A hoạt động stands in the first of these that any of its việc stands in: done when each is, overdue when any is."""


class Label(StrEnum):
    """The state in one word; the wording files tell it in Vietnamese."""

    DONE_EARLY = "done_early"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    AWAITING = "awaiting"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    ONGOING_REPORTED = "ongoing_reported"
    ONGOING_SILENT = "ongoing_silent"
    OUT_OF_PLAN = "out_of_plan"


@dataclass(frozen=True, slots=True)
class Blocker:
    """What stands in the way: since when, as told last, and who is to clear it.

    `id` names it: the first of the reports that say so. `given` is the row by which an agency got it; without one it is the
    office's.
    """

    id: int
    since: date
    report: StatusUpdate
    given: StatusUpdate | None = None

    @property
    def words(self) -> str:
        return self.report.note or self.report.words

    @property
    def owner_agency_id(self) -> int | None:
        return self.given.agency_id if self.given else None

    @property
    def owner(self) -> str:
        """The agency's name; empty for the office."""
        return self.given.agency if self.given else ""

    def age(self, calendar: WorkingCalendar, on: date) -> int:
        """In working days."""
        return max(0, calendar.between(self.since, on))


@dataclass(frozen=True, slots=True)
class State:
    """Where an occurrence stands on a date, without what was said of it. `overdue_days` and `days_left` are working days, 0
    where they do not apply.

    `finished_on` is the day that decides on time or late, None where it is not done or the plan came with it done.
    `extension_asked` is the date that waits for a decision.
    """

    label: Label
    cell: Cell
    overdue_days: int = 0
    days_left: int = 0
    due_soon: bool = False
    finished_on: date | None = None
    extension_asked: date | None = None

    @property
    def done(self) -> bool:
        return self.cell in (Cell.DONE_ON_TIME, Cell.DONE_LATE)

    @property
    def awaiting(self) -> bool:
        """Reported done, and not yet confirmed: nothing is asked of the agency, and the official cell is still open."""
        return self.label is Label.AWAITING

    @property
    def overdue(self) -> bool:
        return self.cell is Cell.OPEN_OVERDUE


@dataclass(frozen=True, slots=True)
class Standing(State):
    """The state with what was said of it.

    `cleared_on` is the day its last blocker was cleared, where nothing was reported of the work since.
    `countered_to` is the date that the office proposes instead of the one asked for; `extended` counts the extensions granted,
    the newest of them by `extension_document` (empty: nobody has given its number).
    `returned` is the return of a report that it was done, until the next report.
    """

    percent: int | None = None
    blocker: Blocker | None = None
    cleared_on: date | None = None
    proposal: StatusUpdate | None = None
    countered_to: date | None = None
    extended: int = 0
    extension_document: str = ""
    returned: StatusUpdate | None = None
    document: str = ""
    report: StatusUpdate | None = None

    @property
    def blocked(self) -> str | None:
        """What it is that blocks, in the person's words."""
        return self.blocker.words if self.blocker else None

    @property
    def blocked_since(self) -> date | None:
        return self.blocker.since if self.blocker else None


def latest_report(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The newest effective report; `updates` are effective ones."""
    return next((u for u in reversed(updates) if u.kind in REPORTS), None)


def reported_done(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The report that it is done, unless it was contradicted or returned since. `updates` are effective ones."""
    report = next((u for u in reversed(updates) if u.kind in REPORTS or u.kind is UpdateKind.RETURNED), None)
    return report if report is not None and report.kind is UpdateKind.DONE else None


def completed(updates: Sequence[StatusUpdate], *, confirm: bool) -> StatusUpdate | None:
    """The report that counts as completion: where the plan asks for it, only once it is confirmed."""
    done = reported_done(updates)
    if done is None or not confirm:
        return done
    return done if any(u.kind is UpdateKind.CONFIRMED and u.id > done.id for u in updates) else None


def returned(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The return of a report, until the next report. `updates` are effective ones."""
    newest = next((u for u in reversed(updates) if u.kind in REPORTS or u.kind is UpdateKind.RETURNED), None)
    return newest if newest is not None and newest.kind is UpdateKind.RETURNED else None


def open_request(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The extension request that nobody has decided yet, countered or not. `updates` are effective ones."""
    newest = next((u for u in reversed(updates) if u.kind is UpdateKind.EXTENSION_ASKED or u.kind in ENDS_A_REQUEST), None)
    return newest if newest is not None and newest.kind is UpdateKind.EXTENSION_ASKED else None


def open_counter(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The date that the office proposes instead of the one asked for, while the agency has yet to answer."""
    request = open_request(updates)
    if request is None:
        return None
    return next((u for u in reversed(updates) if u.kind is UpdateKind.EXTENSION_COUNTERED and u.id > request.id), None)


def extensions(updates: Sequence[StatusUpdate]) -> tuple[tuple[StatusUpdate, str], ...]:
    """Every extension granted, with the number of the document that allows it, empty while nobody has given it."""
    granted: list[tuple[StatusUpdate, str]] = []
    for update in updates:
        if update.kind is UpdateKind.EXTENSION_GRANTED:
            granted.append((update, update.document))
        elif update.kind is UpdateKind.EXTENSION_DOCUMENT and granted:
            granted[-1] = (granted[-1][0], update.document)
    return tuple(granted)


def open_proposal(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The proposal that nobody has decided yet, that the work is another agency's. `updates` are effective ones."""
    for update in reversed(updates):
        if update.kind is UpdateKind.REASSIGN_ASKED:
            return update
        if update.kind in ENDS_A_PROPOSAL:
            return None
    return None


def open_blocker(updates: Sequence[StatusUpdate]) -> Blocker | None:
    """The blocker that still stands; `updates` are effective ones.

    It ends with the word that it is cleared, or with a report of progress: "chưa xong" without a figure is none, it is what one
    answers while nothing moves. More words about it leave it where it is. Nobody is given their own: where the work becomes
    its owner's, it is the office's again.
    """
    found: Blocker | None = None
    for update in updates:
        if update.kind is UpdateKind.BLOCKED:
            found = replace(found, report=update) if found else Blocker(update.id, update.on, update)
        elif found is None:
            continue
        elif update.kind is UpdateKind.BLOCKER_GIVEN:
            found = replace(found, given=update)
        elif update.kind is UpdateKind.REASSIGN_GRANTED and update.agency_id == found.owner_agency_id:
            found = replace(found, given=None)
        elif ends_blocker(update.kind, update.percent):
            found = None
    return found


def ends_blocker(kind: UpdateKind, percent: int | None) -> bool:
    """Nothing stands in the way any more, said or implied."""
    if kind is UpdateKind.NOT_DONE:
        return percent is not None
    return kind in (UpdateKind.DONE, UpdateKind.PROGRESS, UpdateKind.BLOCKER_RESOLVED, UpdateKind.PLAN_LEFT)


def left_plan(updates: Sequence[StatusUpdate]) -> StatusUpdate | None:
    """The row that took the work out of the plan, while it is out. `updates` are effective ones."""
    newest = next((u for u in reversed(updates) if u.kind in (UpdateKind.PLAN_LEFT, UpdateKind.PLAN_REJOINED)), None)
    return newest if newest is not None and newest.kind is UpdateKind.PLAN_LEFT else None


def standing(
    kind: OccurrenceKind,
    due: date,
    updates: Iterable[StatusUpdate],
    calendar: WorkingCalendar,
    on: date,
    *,
    done_at_import: bool = False,
    confirm: bool = False,
) -> Standing:
    """The state on the date `on`, from the due date in force and every update up to it, less what was taken back since.

    On time is decided by the moment it was reported done (or the date the words name), against the due date in force, whenever
    an admin confirms it. `confirm`: the plan asks for that, and until then it is not completed.
    """
    rows = tuple(u for u in effective(updates) if u.on <= on)
    report = latest_report(rows)
    if left_plan(rows) is not None:
        return Standing(Label.OUT_OF_PLAN, Cell.OUT_OF_PLAN, report=report)
    if kind is OccurrenceKind.CHECK_IN:
        label = Label.ONGOING_REPORTED if report else Label.ONGOING_SILENT
        percent = report.percent if report else None
        return Standing(label, Cell.ONGOING, percent=percent, blocker=open_blocker(rows), report=report)
    done = completed(rows, confirm=confirm)
    if done is not None:
        state = _finished(done, named_date(rows, done) or done.on, due)
    elif done_at_import:
        state = Standing(Label.DONE_ON_TIME, Cell.DONE_ON_TIME)
    else:
        state = _unfinished(report, rows, due, calendar, on)
    granted = extensions(rows)
    return replace(
        state,
        document=next((u.document for u in reversed(rows) if u.document and u.kind not in OF_DECISIONS), ""),
        extended=len(granted),
        extension_document=granted[-1][1] if granted else "",
    )


def named_date(updates: Sequence[StatusUpdate], report: StatusUpdate) -> date | None:
    """The date named last, with the report that it is done or with the document sent after it: an event's, a document's."""
    since = [u for u in updates if u.id >= report.id and u.kind in (UpdateKind.DONE, UpdateKind.DOCUMENT)]
    return next((u.happened_on for u in reversed(since) if u.happened_on), None)


def _finished(report: StatusUpdate, finished_on: date, due: date) -> Standing:
    label, cell = completion(finished_on, due)
    return Standing(label, cell, finished_on=finished_on, percent=100, report=report)


def completion(finished_on: date | None, due: date) -> tuple[Label, Cell]:
    """Of completed work; what the plan came with done counts on time."""
    if finished_on is None or finished_on == due:
        return Label.DONE_ON_TIME, Cell.DONE_ON_TIME
    return (Label.DONE_LATE, Cell.DONE_LATE) if finished_on > due else (Label.DONE_EARLY, Cell.DONE_ON_TIME)


def _unfinished(
    report: StatusUpdate | None,
    rows: Sequence[StatusUpdate],
    due: date,
    calendar: WorkingCalendar,
    on: date,
) -> Standing:
    late = calendar.overdue_days(due, on)
    left = calendar.days_left(due, on)
    request, counter, back = open_request(rows), open_counter(rows), returned(rows)
    waits = reported_done(rows) is not None
    unfinished = REPORTS - {UpdateKind.DONE}  # of a "done" that did not last, the 100 % says nothing
    percent = next((u.percent for u in reversed(rows) if u.kind in unfinished and u.percent is not None), None)
    under_way = Label.IN_PROGRESS if report is not None or back is not None else Label.NOT_STARTED
    return Standing(
        label=Label.AWAITING if waits else under_way,
        cell=Cell.OPEN_OVERDUE if late > 0 else Cell.OPEN_IN_TIME,
        overdue_days=late,
        days_left=left,
        due_soon=late == 0 and left <= DUE_SOON_WORKING_DAYS,
        percent=None if waits else percent,
        blocker=open_blocker(rows),
        cleared_on=_cleared_on(rows),
        extension_asked=request.until if request else None,
        countered_to=counter.until if counter else None,
        returned=back,
        proposal=open_proposal(rows),
        report=report,
    )


def _cleared_on(rows: Sequence[StatusUpdate]) -> date | None:
    last = next((u for u in reversed(rows) if u.kind is UpdateKind.BLOCKER_RESOLVED or u.kind in REPORTS), None)
    return last.on if last is not None and last.kind is UpdateKind.BLOCKER_RESOLVED else None
