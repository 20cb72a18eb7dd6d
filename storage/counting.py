"""How much work stands where, counted by the database: of each agency in việc, of each group in hoạt động.

Late is what is due before one day (`WorkingCalendar.overdue_before`), so that no row needs to be looked at by the rules. Both
questions are answered by an index alone: they cost what the plan has of work, whatever was said about it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from plan_data.calendar import WorkingCalendar
from plan_data.gist import UNFINISHED, Stage
from plan_data.status import ACTIVITY_CELLS, Cell
from storage.lists import Narrowed
from storage.statuses import Stated, Status
from storage.store import Tx
from storage.tables import activities, agencies, groups, occurrences


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """An agency's việc by cell (of ongoing work the assignments), and of what is open how much is blocked, has a request to
    decide or waits to be confirmed. `oldest`: the first due date of its overdue work."""

    agency_id: int
    name: str
    short: str
    cells: dict[Cell, int]
    blocked: int
    requests: int
    awaiting: int
    oldest: date | None


async def count_by_agency(
    tx: Tx, calendar: WorkingCalendar, on: date, agency_ids: Iterable[int] | None = None
) -> tuple[AgencyTally, ...]:
    """Of every agency that leads any work, or of these, where its work stands on a day."""
    o = occurrences.c
    is_cell = _cells(calendar, on)
    still = o.stage.in_(UNFINISHED)
    ongoing = func.count(case((is_cell[Cell.ONGOING], o.activity_id)).distinct())
    counted = select(
        o.agency_id,
        *((ongoing if cell is Cell.ONGOING else _count(is_cell[cell])).label(cell) for cell in Cell),
        _count(and_(still, o.blocked_since.is_not(None))).label("blocked"),
        (_count(and_(still, o.extension_asked.is_not(None))) + _count(and_(still, o.proposed))).label("requests"),
        _count(o.stage == Stage.AWAITING).label("awaiting"),
        func.min(case((is_cell[Cell.OPEN_OVERDUE], o.due))).label("oldest"),
    ).group_by(o.agency_id)
    if agency_ids is not None:
        counted = counted.where(o.agency_id.in_(set(agency_ids)))
    of = counted.subquery()
    query = select(of, agencies.c.name, agencies.c.short).join(agencies, agencies.c.id == of.c.agency_id)
    return tuple(_tally(r._mapping) for r in await tx.execute(query.order_by(of.c.agency_id)))


def _tally(r: Any) -> AgencyTally:
    cells = {cell: r[cell] for cell in Cell}
    return AgencyTally(r["agency_id"], r["name"], r["short"], cells, r["blocked"], r["requests"], r["awaiting"], r["oldest"])


async def count_by_group(
    tx: Tx, calendar: WorkingCalendar, on: date, narrowed: Narrowed | None = None
) -> dict[str, dict[Cell, int]]:
    """Of every group, by its numeral, how many of its activities stand in each cell; in the plan's order. `narrowed`: of no
    more than this work."""
    o = occurrences.c
    is_cell = _cells(calendar, on)
    # what weighs most of all that an activity has: the order of ACTIVITY_CELLS
    weight = case(*((is_cell[cell], n) for n, cell in enumerate(ACTIVITY_CELLS)))
    fitting = narrowed.conditions() if narrowed is not None else []
    first = select(o.activity_id, func.min(weight).label("cell")).where(*fitting).group_by(o.activity_id).subquery()
    query = (
        select(groups.c.id, groups.c.numeral, first.c.cell, func.count().label("n"))
        .join_from(first, activities, activities.c.id == first.c.activity_id)
        .join(groups, groups.c.id == activities.c.group_id)
        .group_by(groups.c.id, groups.c.numeral, first.c.cell)
        .order_by(groups.c.id)
    )
    found: dict[str, dict[Cell, int]] = {}
    for r in await tx.execute(query):
        found.setdefault(r.numeral, {})[ACTIVITY_CELLS[r.cell]] = r.n
    return found


async def oldest_blocker(tx: Tx, calendar: WorkingCalendar, on: date) -> date | None:
    """Since when the oldest of the blockers stands that stand in the way on that day."""
    blocked = Stated(Status.BLOCKED, calendar, on).condition()
    since: date | None = await tx.scalar(select(func.min(occurrences.c.blocked_since)).where(blocked))
    return since


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


def _cells(calendar: WorkingCalendar, on: date) -> dict[Cell, ColumnElement[bool]]:
    """The cell of an occurrence on a day: what `plan_data.status.standing` says of it, for the database."""
    o = occurrences.c
    still, late = o.stage.in_(UNFINISHED), o.due < calendar.overdue_before(on)
    return {
        Cell.DONE_ON_TIME: and_(o.stage == Stage.DONE, or_(o.finished_on.is_(None), o.finished_on <= o.due)),
        Cell.DONE_LATE: and_(o.stage == Stage.DONE, o.finished_on > o.due),
        Cell.OPEN_IN_TIME: and_(still, ~late),
        Cell.OPEN_OVERDUE: and_(still, late),
        Cell.ONGOING: o.stage == Stage.ONGOING,
        Cell.OUT_OF_PLAN: o.stage == Stage.OUT_OF_PLAN,
    }
