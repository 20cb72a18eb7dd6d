"""Lists of work: what an admin asks for, as one page and the size of the whole, at the cost of what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, tuple_

from plan_data.calendar import WorkingCalendar
from plan_data.gist import UNFINISHED, Stage
from plan_data.status import DUE_SOON_WORKING_DAYS
from scheduler.audience import Part
from scheduler.deliveries import State
from storage.occurrences import Item, items
from storage.planning import DIGEST
from storage.store import Tx
from storage.tables import activities, deliveries, delivery_items, groups, occurrences


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


class Order(StrEnum):
    """BY_AGENCY keeps an agency's work together, the agency that has waited longest first; BY_DUE is by due date alone."""

    BY_AGENCY = "by_agency"
    BY_DUE = "by_due"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; None is no filter. Days are inclusive and either end may be open.

    `due_from`, `due_to`: the due date in force. `finished_from`, `finished_to`: the day that decides on time or late.
    `group` is a numeral of the plan, `code` an activity's.
    """

    status: Status | None = None
    agency_ids: frozenset[int] | None = None
    group: str | None = None
    code: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    finished_from: date | None = None
    finished_to: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`items` are brief. `total`, `agencies` and the due dates are of all that was found; `left` is what comes after."""

    items: tuple[Item, ...]
    total: int
    agencies: int
    left: int
    first_due: date | None
    last_due: date | None


async def find_items(
    tx: Tx,
    filters: Filters,
    calendar: WorkingCalendar,
    on: date,
    *,
    limit: int,
    after: int | None = None,
    order: Order = Order.BY_AGENCY,
) -> Page:
    """The work that fits, as it stands on the day `on`; `after`: the id of the last item that was shown. The list goes on from
    its place, also where it does not fit any more; an unknown id begins again."""
    o = occurrences.c
    fitting = _fitting(filters, calendar, on)
    whole = select(func.count(), func.count(o.agency_id.distinct()), func.min(o.due), func.max(o.due))
    total, agencies, first_due, last_due = (await tx.execute(whole.select_from(occurrences).where(*fitting))).one()
    first = func.min(o.due).over(partition_by=o.agency_id) if order is Order.BY_AGENCY else o.due
    found = select(o.id, o.agency_id, o.due, first.label("first")).where(*fitting).subquery()
    sorting = (found.c.first, found.c.agency_id, found.c.due, found.c.id)
    page = select(found.c.id, func.count().over().label("rest")).order_by(*sorting).limit(limit)
    place = await _place(tx, after, fitting, order) if after is not None else None
    if place is not None:
        page = page.where(tuple_(*sorting) > tuple_(*place))
    rows = (await tx.execute(page)).all()
    left = rows[0].rest - len(rows) if rows else 0
    return Page(await items(tx, [r.id for r in rows], brief=True), total, agencies, left, first_due, last_due)


async def _place(tx: Tx, item_id: int, fitting: Sequence[ColumnElement[bool]], order: Order) -> tuple[Any, ...] | None:
    """Where in the order an item stands, or would if it still fitted."""
    o = occurrences.c
    row = (await tx.execute(select(o.agency_id, o.due).where(o.id == item_id))).one_or_none()
    if row is None:
        return None
    first = row.due
    if order is Order.BY_AGENCY:
        first = await tx.scalar(select(func.min(o.due)).where(*fitting, o.agency_id == row.agency_id)) or row.due
    return first, row.agency_id, row.due, item_id


def _fitting(f: Filters, calendar: WorkingCalendar, on: date) -> list[ColumnElement[bool]]:
    o = occurrences.c
    fitting: list[ColumnElement[bool]] = [_STATUSES[f.status](calendar, on)] if f.status is not None else []
    if f.agency_ids is not None:
        fitting.append(o.agency_id.in_(f.agency_ids))
    if f.group is not None:
        of_group = select(activities.c.id).join(groups, groups.c.id == activities.c.group_id).where(groups.c.numeral == f.group)
        fitting.append(o.activity_id.in_(of_group))
    if f.code is not None:
        fitting.append(o.activity_id.in_(select(activities.c.id).where(activities.c.code == f.code)))
    for column, first, last in ((o.due, f.due_from, f.due_to), (o.finished_on, f.finished_from, f.finished_to)):
        if first is not None:
            fitting.append(column >= first)
        if last is not None:
            fitting.append(column <= last)
    return fitting


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
