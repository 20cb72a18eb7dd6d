"""What a question is narrowed to, read as items; and who was reminded and has not answered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, false, or_, select

from plan_data.calendar import WorkingCalendar
from plan_data.gist import Outline, Stage, outline
from plan_data.model import OccurrenceKind
from scheduler.audience import Part
from scheduler.deliveries import State
from storage.occurrences import Item, items_where
from storage.planning import DIGEST
from storage.statuses import Stated
from storage.store import Tx
from storage.tables import activities, agencies, deliveries, delivery_items, groups, occurrences


@dataclass(frozen=True, slots=True)
class Within:
    """What a person may see: the work of these agencies, and the groups that these agencies follow."""

    agencies: frozenset[int]
    followers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is looked for. `first` and `last` bound the due date in force, or with `finished` the day it was reported done;
    `within` is what the asker may see, None the whole plan."""

    within: Within | None = None
    agency_id: int | None = None
    group: str | None = None
    code: str | None = None
    first: date | None = None
    last: date | None = None
    finished: bool | None = None
    stated: Stated | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [self.stated.condition()] if self.stated is not None else []
        if self.within is not None:
            followed = _of_groups(groups.c.followed_by.in_(self.within.followers)) if self.within.followers else false()
            found.append(or_(occurrences.c.agency_id.in_(self.within.agencies), followed))
        if self.agency_id is not None:
            found.append(occurrences.c.agency_id == self.agency_id)
        if self.group is not None:
            found.append(_of_groups(groups.c.numeral == self.group))
        if self.code is not None:
            found.append(activities.c.code == self.code)
        if self.finished is not None:
            closed = occurrences.c.closed_on.is_not(None)
            finished = and_(closed, occurrences.c.stage != Stage.OUT_OF_PLAN)
            found.append(finished if self.finished else occurrences.c.closed_on.is_(None))
        day = occurrences.c.closed_on if self.finished else occurrences.c.due
        if self.first is not None:
            found.append(day >= self.first)
        if self.last is not None:
            found.append(day <= self.last)
        return found


def _of_groups(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """The work of these groups, by the activities and not by a join: that SQLite would begin at the wrong end."""
    theirs = select(activities.c.id).join(groups, groups.c.id == activities.c.group_id).where(which)
    return occurrences.c.activity_id.in_(theirs)


async def find_items(tx: Tx, narrowed: Narrowed) -> tuple[Item, ...]:
    """Dated items and check-ins, by due date, then the paper's order; brief."""
    return await items_where(tx, *narrowed.conditions())


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as far as a list must know it to count, to order and to choose what to show: its gist, and no update."""

    id: int
    code: str
    position: int
    agency_id: int
    agency: str
    agency_short: str
    kind: OccurrenceKind
    due: date
    stage: Stage
    finished_on: date | None
    blocked_since: date | None
    extension_asked: date | None
    proposed: bool

    def outline(self, calendar: WorkingCalendar, on: date) -> Outline:
        """Where it stands; of check-ins there is none."""
        return outline(
            self.stage,
            self.due,
            self.finished_on,
            calendar,
            on,
            blocked_since=self.blocked_since,
            extension_asked=self.extension_asked,
            proposed=self.proposed,
        )


async def find_entries(tx: Tx, narrowed: Narrowed) -> tuple[Entry, ...]:
    """What `find_items` finds, in the same order, at the cost of a row each."""
    o, a = occurrences.c, activities.c
    query = (
        select(o.id, a.code, a.position, o.agency_id, agencies.c.name, agencies.c.short, o.kind, o.due, o.stage)
        .add_columns(o.finished_on, o.blocked_since, o.extension_asked, o.proposed)
        .join_from(occurrences, activities, o.activity_id == a.id)
        .join(agencies, o.agency_id == agencies.c.id)
        .where(*narrowed.conditions())
    )
    found = [
        Entry(n, code, position, agency_id, agency, short, OccurrenceKind(kind), due, Stage(stage), finished, *waits)
        for n, code, position, agency_id, agency, short, kind, due, stage, finished, *waits in await tx.execute(query)
    ]
    return tuple(sorted(found, key=lambda e: (e.due, e.position, e.id)))


async def unanswered_items(tx: Tx, narrowed: Narrowed, on: date) -> tuple[tuple[Item, tuple[date, ...]], ...]:
    """Open items that somebody was reminded of since their agency's newest word, with the days of these reminders; brief. Of
    ongoing work only the period that runs."""
    running = or_(occurrences.c.kind != OccurrenceKind.CHECK_IN, occurrences.c.due >= on)
    wanted = and_(occurrences.c.closed_on.is_(None), running, *narrowed.conditions())
    query = (
        select(delivery_items.c.occurrence_id, deliveries.c.digest_on)
        .distinct()
        .join_from(delivery_items, deliveries, deliveries.c.id == delivery_items.c.delivery_id)
        .join(occurrences, occurrences.c.id == delivery_items.c.occurrence_id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(groups, groups.c.id == activities.c.group_id)
        .where(wanted, delivery_items.c.part == Part.OWN, delivery_items.c.word != "")
        .where(deliveries.c.words == DIGEST, deliveries.c.digest_on.is_not(None), deliveries.c.state == State.SENT)
        .where(or_(occurrences.c.answered_at.is_(None), deliveries.c.sent_at > occurrences.c.answered_at))
        .order_by(deliveries.c.digest_on)
    )
    days: dict[int, list[date]] = {}
    for r in await tx.execute(query):
        days.setdefault(r.occurrence_id, []).append(r.digest_on)
    found = await items_where(tx, occurrences.c.id.in_(days))
    return tuple((i, tuple(days[i.id])) for i in found if not i.settled)


async def leading_agencies(tx: Tx, narrowed: Narrowed) -> tuple[tuple[int, str], ...]:
    """(id, name) of the agencies that still have something to do of it."""
    query = (
        select(agencies.c.id, agencies.c.name)
        .distinct()
        .join_from(occurrences, agencies, agencies.c.id == occurrences.c.agency_id)
        .join(activities, activities.c.id == occurrences.c.activity_id)
        .join(groups, groups.c.id == activities.c.group_id)
        .where(occurrences.c.closed_on.is_(None), *narrowed.conditions())
        .order_by(agencies.c.id)
    )
    return tuple((r.id, r.name) for r in await tx.execute(query))


async def follows_groups(tx: Tx, agency_ids: Iterable[int]) -> frozenset[str]:
    """The numerals of the groups that these agencies follow."""
    query = select(groups.c.numeral).where(groups.c.followed_by.in_(set(agency_ids)))
    return frozenset((await tx.execute(query)).scalars())
