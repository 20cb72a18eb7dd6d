"""The state of work as a condition: what `plan_data.status.standing` would say, with no history read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, exists, or_

from plan_data.calendar import WorkingCalendar
from plan_data.gist import UNFINISHED, Stage
from plan_data.status import DUE_SOON_WORKING_DAYS
from scheduler.audience import Part
from scheduler.deliveries import State
from storage.planning import DIGEST
from storage.tables import deliveries, delivery_items, occurrences


class Status(StrEnum):
    """What a list may be narrowed to. Ongoing work is in none of them, but for BLOCKED in the period that runs.

    OPEN is all that is not done; AWAITING was reported done and waits to be confirmed; EXTENSION waits for a decision.
    NO_RESPONSE is open work about which somebody was reminded on an earlier day and nothing was said since.
    """

    OPEN = "open"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    DONE = "done"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    AWAITING = "awaiting"
    BLOCKED = "blocked"
    EXTENSION = "extension"
    NO_RESPONSE = "no_response"


@dataclass(frozen=True, slots=True)
class Stated:
    """A status on a day."""

    status: Status
    calendar: WorkingCalendar
    on: date

    def condition(self) -> ColumnElement[bool]:
        return _STATUSES[self.status](self.calendar, self.on)


def _at(*stages: Stage) -> ColumnElement[bool]:
    return occurrences.c.stage.in_([str(stage) for stage in stages])


def _overdue(calendar: WorkingCalendar, on: date) -> ColumnElement[bool]:
    return and_(_at(*UNFINISHED), occurrences.c.due < calendar.overdue_before(on))


def _due_soon(calendar: WorkingCalendar, on: date) -> ColumnElement[bool]:
    soon = occurrences.c.due.between(calendar.overdue_before(on), calendar.due_within(on, DUE_SOON_WORKING_DAYS))
    return and_(_at(*UNFINISHED), soon)


def _blocked(_: WorkingCalendar, on: date) -> ColumnElement[bool]:
    # Whatever is done has neither blocker nor request: saying so again would lead SQLite away from the short index.
    return and_(occurrences.c.blocked_since.is_not(None), or_(occurrences.c.stage != Stage.ONGOING, occurrences.c.due >= on))


def _extension(_: WorkingCalendar, on: date) -> ColumnElement[bool]:
    return occurrences.c.extension_asked.is_not(None)


def _no_response(_: WorkingCalendar, on: date) -> ColumnElement[bool]:
    o, d = occurrences.c, deliveries.c
    reminded = (
        exists()
        .where(delivery_items.c.occurrence_id == o.id, delivery_items.c.part == Part.OWN, delivery_items.c.word != "")
        .where(d.id == delivery_items.c.delivery_id, d.words == DIGEST, d.state == State.SENT, d.digest_on < on)
        .where(or_(o.answered_at.is_(None), d.sent_at > o.answered_at))
    )
    return and_(_at(Stage.NOT_STARTED, Stage.IN_PROGRESS), reminded)


def _whatever_the_day(*stages: Stage) -> Callable[[WorkingCalendar, date], ColumnElement[bool]]:
    return lambda calendar, on: _at(*stages)


_STATUSES: dict[Status, Callable[[WorkingCalendar, date], ColumnElement[bool]]] = {
    Status.OPEN: _whatever_the_day(*UNFINISHED),
    Status.OVERDUE: _overdue,
    Status.DUE_SOON: _due_soon,
    Status.DONE: _whatever_the_day(Stage.DONE),
    Status.IN_PROGRESS: _whatever_the_day(Stage.IN_PROGRESS),
    Status.NOT_STARTED: _whatever_the_day(Stage.NOT_STARTED),
    Status.AWAITING: _whatever_the_day(Stage.AWAITING),
    Status.BLOCKED: _blocked,
    Status.EXTENSION: _extension,
    Status.NO_RESPONSE: _no_response,
}
