"""Dated items: read with everything that a sentence about them needs, and brought up to date after a change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, update

from plan_data.calendar import WorkingCalendar, at
from plan_data.gist import Stage, gist
from plan_data.model import OccurrenceKind
from plan_data.status import Blocker, Standing, left_plan, open_blocker, open_proposal, reported_done, standing
from plan_data.updates import StatusUpdate, effective
from scheduler.deliveries import State
from scheduler.reminders import Nudge, Occurrence, next_nudge
from storage.gists import gist_values
from storage.store import Tx
from storage.tables import activities, agencies, assignments, deliveries, delivery_items, groups, marks, occurrences
from storage.updates import updates_named, updates_of

PLANNED_THROUGH = "planned_through"


@dataclass(frozen=True, slots=True)
class Item:
    """An occurrence with its activity, its agency and what was said about it.

    `formerly`: the agency it came from by a merger; `added_on` and `basis` say when and by which document it was given beyond
    the paper. `times_said`, `said_at`: how many updates it has, and the newest. `brief`: of them only those were read that
    decide where it stands; they say nothing of the next word.
    """

    id: int
    key: str
    code: str
    group: str
    title: str
    short_title: str
    product: str
    deadline_text: str
    lead_text: str
    coordinating_text: str
    position: int
    agency_id: int
    agency: str
    agency_short: str
    kind: OccurrenceKind
    period: str
    planned_due: date
    due: date
    next_due: date | None
    since: date
    done_at_import: bool
    confirm: bool
    held: bool
    closed_on: date | None
    nudged_through: date
    next_nudge_on: date | None
    said_at: datetime | None
    times_said: int
    added_on: date | None
    basis: str
    formerly: str = ""
    updates: tuple[StatusUpdate, ...] = ()
    brief: bool = False

    @property
    def occurrence(self) -> Occurrence:
        """What the rules need of it."""
        return Occurrence(
            self.key, self.kind, self.due, self.since, self.next_due, self.period, closed=self.done_at_import or self.held
        )

    @property
    def out(self) -> bool:
        """It was taken out of the plan."""
        return left_plan(effective(self.updates)) is not None

    @property
    def done(self) -> bool:
        """It was reported done, and confirmed where the plan asks for that."""
        return self.closed_on is not None and not self.out

    @property
    def awaiting(self) -> StatusUpdate | None:
        """The report that waits for an admin's confirmation."""
        waits = self.confirm and self.closed_on is None and self.kind is not OccurrenceKind.CHECK_IN
        return reported_done(effective(self.updates)) if waits else None

    @property
    def reported_on(self) -> date | None:
        """The day it was reported done, confirmed or not, or taken out of the plan."""
        waits = self.awaiting
        return waits.on if waits is not None else self.closed_on

    @property
    def settled(self) -> bool:
        """Nothing more is asked of the agency: it is done, or reported done and waiting to be confirmed, or out of the plan."""
        return self.reported_on is not None

    def standing(self, calendar: WorkingCalendar, on: date) -> Standing:
        imported, confirm = self.done_at_import, self.confirm
        return standing(self.kind, self.due, self.updates, calendar, on, done_at_import=imported, confirm=confirm)

    @property
    def blocker(self) -> Blocker | None:
        """What stands in the way now."""
        return open_blocker(effective(self.updates))

    @property
    def proposal(self) -> StatusUpdate | None:
        """That it is another agency's, as long as nobody has decided."""
        return open_proposal(effective(self.updates))

    def next_nudge(self, calendar: WorkingCalendar, after: date) -> Nudge | None:
        assert not self.brief
        return next_nudge(self.occurrence, self.updates, calendar, after)


def _items() -> Select[Any]:
    return (
        select(
            occurrences,
            activities.c.code,
            groups.c.numeral.label("group"),
            activities.c.title,
            activities.c.short_title,
            activities.c.product,
            activities.c.deadline_text,
            activities.c.lead_text,
            activities.c.coordinating_text,
            activities.c.position,
            activities.c.confirm,
            activities.c.added_on,
            activities.c.basis,
            agencies.c.name.label("agency"),
            agencies.c.short.label("agency_short"),
            agencies.c.slug,
        )
        .join_from(occurrences, activities, occurrences.c.activity_id == activities.c.id)
        .join(groups, activities.c.group_id == groups.c.id)
        .join(agencies, occurrences.c.agency_id == agencies.c.id)
    )


_FIELDS = tuple(f for f in Item.__dataclass_fields__ if f not in ("kind", "formerly", "updates", "brief"))
_VALUES = attrgetter(*_FIELDS)


async def read_items(tx: Tx, query: Select[Any], *, brief: bool = False) -> tuple[Item, ...]:
    """The items of a query; `brief` with the few updates that decide where they stand, however long their history."""
    rows = (await tx.execute(query)).all()
    if brief:
        said = await updates_named(tx, [i for r in rows for i in r.deciding])
    else:
        said = await updates_of(tx, [r.id for r in rows])
    formerly = await _formerly(tx, rows)
    return tuple(
        Item(
            **dict(zip(_FIELDS, _VALUES(r), strict=True)),
            kind=OccurrenceKind(r.kind),
            formerly=formerly.get(r.id, ""),
            updates=said.get(r.id, ()),
            brief=brief,
        )
        for r in rows
    )


async def _formerly(tx: Tx, rows: Sequence[Row[Any]]) -> dict[int, str]:
    """From which agency that has ended an item came. After a merger one agency may have the same activity twice."""
    moved = {r.id: slug for r in rows if (slug := r.key.split("/")[-1].split("@")[0]) != r.slug}
    if not moved:
        return {}
    query = select(agencies.c.slug, agencies.c.short).where(agencies.c.ended_on.is_not(None))
    ended = {r.slug: r.short for r in await tx.execute(query)}
    return {item_id: ended[slug] for item_id, slug in moved.items() if slug in ended}


async def items_where(tx: Tx, *conditions: ColumnElement[bool]) -> tuple[Item, ...]:
    """For the other books of this room: the items that fit, brief, by due date, then the paper's order."""
    # Ordered by the database, SQLite would read the whole plan in that order instead of the few that fit.
    found = await read_items(tx, _items().where(*conditions), brief=True)
    return tuple(sorted(found, key=lambda i: (i.due, i.position, i.id)))


async def items(tx: Tx, ids: Iterable[int], *, brief: bool = False) -> tuple[Item, ...]:
    """These items, in the order of `ids`; unknown ids are left out."""
    wanted = list(dict.fromkeys(ids))
    found = {i.id: i for i in await read_items(tx, _items().where(occurrences.c.id.in_(wanted)), brief=brief)}
    return tuple(found[i] for i in wanted if i in found)


async def open_items(tx: Tx, agency_ids: Iterable[int]) -> tuple[Item, ...]:
    """What these agencies still have to do: dated items that are open, check-ins apart; by due date, then the paper's order."""
    query = _items().where(
        occurrences.c.agency_id.in_(set(agency_ids)),
        occurrences.c.closed_on.is_(None),
        occurrences.c.kind != OccurrenceKind.CHECK_IN,
    )
    return await read_items(tx, query.order_by(occurrences.c.due, activities.c.position, occurrences.c.id))


async def items_by_code(tx: Tx, code: str, agency_ids: Iterable[int] | None = None) -> tuple[Item, ...]:
    """Every occurrence of an activity, or of its instances that these agencies lead; by agency and due date."""
    query = _items().where(activities.c.code == code)
    if agency_ids is not None:
        query = query.where(occurrences.c.agency_id.in_(set(agency_ids)))
    return await read_items(tx, query.order_by(occurrences.c.due, occurrences.c.id))


async def agency_items(tx: Tx, agency_id: int) -> tuple[Item, ...]:
    """Everything an agency leads, done or not, by due date."""
    query = _items().where(occurrences.c.agency_id == agency_id)
    return await read_items(tx, query.order_by(occurrences.c.due, activities.c.position, occurrences.c.id))


async def all_items(tx: Tx, agency_ids: Iterable[int] | None = None) -> tuple[Item, ...]:
    """The whole plan, or all that these agencies lead: for the overview and the reports."""
    query = _items() if agency_ids is None else _items().where(occurrences.c.agency_id.in_(set(agency_ids)))
    return await read_items(tx, query.order_by(occurrences.c.due, activities.c.position, occurrences.c.id))


async def items_as_of(tx: Tx, on: date, agency_ids: Iterable[int] | None = None) -> tuple[Item, ...]:
    """The same for what is told of the end of a day: brief, but for what was said about since, which is read whole."""
    o = occurrences.c
    query = _items() if agency_ids is None else _items().where(o.agency_id.in_(set(agency_ids)))
    over = at(on + timedelta(days=1), time.min)
    found = await read_items(tx, query.where(or_(o.said_at.is_(None), o.said_at < over)), brief=True)
    found += await read_items(tx, query.where(o.said_at >= over))
    return tuple(sorted(found, key=lambda i: (i.due, i.position, i.id)))


async def coordinated(tx: Tx, agency_id: int, until: date) -> tuple[tuple[Item, bool], ...]:
    """Open items of others that the agency coordinates, due up to `until`; with whether the cell names it itself."""
    query = (
        _items()
        .add_columns(assignments.c.named)
        .join(assignments, assignments.c.activity_id == activities.c.id)
        .where(
            assignments.c.agency_id.in_([agency_id, *await _followed(tx, agency_id, until)]),
            assignments.c.role == "coordinate",
            occurrences.c.agency_id != agency_id,
            occurrences.c.closed_on.is_(None),
            occurrences.c.kind != OccurrenceKind.CHECK_IN,
            occurrences.c.due <= until,
        )
        .order_by(occurrences.c.due, activities.c.position)
    )
    named = {r.id: r.named for r in await tx.execute(query)}
    return tuple({i.id: (i, named[i.id]) for i in await read_items(tx, query)}.values())


async def _followed(tx: Tx, agency_id: int, until: date) -> list[int]:
    """The agencies that this one follows by then: what they were to help with is its part."""
    query = select(agencies.c.id).where(agencies.c.successor_id == agency_id, agencies.c.ended_on < until)
    return list((await tx.execute(query)).scalars())


async def items_of_message(tx: Tx, channel: str, chat_id: str, message_id: str) -> tuple[Item, ...]:
    """What a message of ours carried, in its order: the thread by which an answer finds its occurrence."""
    query = (
        select(delivery_items.c.occurrence_id)
        .join(deliveries, deliveries.c.id == delivery_items.c.delivery_id)
        .where(
            deliveries.c.channel == channel,
            deliveries.c.chat_id == chat_id,
            deliveries.c.message_id == message_id,
            deliveries.c.edits.is_(None),
        )
        .order_by(delivery_items.c.position)
    )
    return await items(tx, (await tx.execute(query)).scalars().all())


async def newest_carried(tx: Tx, channel: str, chat_id: str, now: datetime) -> frozenset[int]:
    """What the newest message to a chat that carries anything is about, be it sent or on its way: who answers in a hurry
    answers what is yet to come."""
    newest = (
        select(deliveries.c.id)
        .where(
            deliveries.c.channel == channel,
            deliveries.c.chat_id == chat_id,
            deliveries.c.edits.is_(None),
            deliveries.c.state.not_in((State.DEAD, State.DROPPED)),
            deliveries.c.not_before <= now,
            exists().where(delivery_items.c.delivery_id == deliveries.c.id),
        )
        .order_by(func.coalesce(deliveries.c.sent_at, deliveries.c.not_before).desc(), deliveries.c.id.desc())
        .limit(1)
    )
    carried = select(delivery_items.c.occurrence_id).where(delivery_items.c.delivery_id == newest.scalar_subquery())
    return frozenset((await tx.execute(carried)).scalars())


async def planned_through(tx: Tx) -> date | None:
    """The last day whose digests were filled."""
    day: date | None = await tx.scalar(select(marks.c.day).where(marks.c.name == PLANNED_THROUGH))
    return day


async def hold(tx: Tx, ids: Iterable[int]) -> tuple[Item, ...]:
    """These items, locked until the transaction ends: of two people who act at once the later sees what the first did."""
    # Locked before the updates are read, in one order everywhere.
    # (NO KEY: what each has added already holds a share of the row.)
    wanted = list(ids)
    rows = select(occurrences.c.id).where(occurrences.c.id.in_(wanted)).order_by(occurrences.c.id)
    await tx.execute(rows.with_for_update(key_share=True))
    return await items(tx, wanted)


async def refresh(tx: Tx, ids: Sequence[int], calendar: WorkingCalendar, *, again: bool = False) -> tuple[Item, ...]:
    """Brings what is derived from the updates in line with them: the gist, and the day of the next word. Call it in the
    transaction that added them.

    Words up to the last planned day have had their turn: an undo brings back the ladder, not the words missed meanwhile.
    `again` is for words that were planned and that nobody heard: they come back.
    """
    found = await hold(tx, ids)
    planned = None if again else await planned_through(tx)
    for item in found:
        through = max(item.nudged_through, planned) if planned else item.nudged_through
        nudge = item.next_nudge(calendar, through)
        values = gist_values(
            gist(item.kind, item.planned_due, item.updates, done_at_import=item.done_at_import, confirm=item.confirm)
        )
        values |= {"nudged_through": through, "next_nudge_on": nudge.on if nudge else None}
        await tx.execute(update(occurrences).where(occurrences.c.id == item.id).values(values))
    return await items(tx, ids)


async def release_held(tx: Tx, calendar: WorkingCalendar, *, on: date) -> int:
    """The admin said "bắt đầu nhắc" of what was overdue when the plan was loaded; how many were released."""
    query = update(occurrences).where(occurrences.c.held).values(held=False, since=on).returning(occurrences.c.id)
    ids = (await tx.execute(query)).scalars().all()
    await refresh(tx, ids, calendar)
    return len(ids)


_HELD = (occurrences.c.held, occurrences.c.stage.in_((Stage.NOT_STARTED, Stage.IN_PROGRESS)))


async def held_items(tx: Tx) -> tuple[Item, ...]:
    """What was overdue when the plan was loaded and waits for the admin's word."""
    return await read_items(tx, _items().where(*_HELD), brief=True)


async def count_held(tx: Tx) -> int:
    """How much of that there is."""
    return int(await tx.scalar(select(func.count()).select_from(occurrences).where(*_HELD)) or 0)


async def set_due(tx: Tx, item_id: int, due: date, calendar: WorkingCalendar) -> None:
    """A new due date in force: the ladder starts again from it; the planned date is never rewritten. Work that was held when
    the plan was loaded is held no more: it has been decided about."""
    await tx.execute(update(occurrences).where(occurrences.c.id == item_id).values(due=due, held=False))
    await refresh(tx, [item_id], calendar)


async def next_due_day(tx: Tx, after: date) -> date | None:
    """The first day after `after` on which the scan has something to look at."""
    query = select(occurrences.c.next_nudge_on).where(occurrences.c.next_nudge_on > after)
    return (await tx.execute(query.order_by(occurrences.c.next_nudge_on).limit(1))).scalar_one_or_none()


async def move_items(tx: Tx, ids: Sequence[int], agency_id: int, calendar: WorkingCalendar) -> None:
    """Open work becomes another agency's: a merger, or work that was said to be somebody else's. Its key, its history and its
    dates stay; whoever answers for the new agency hears the next word."""
    still = and_(occurrences.c.id.in_(ids), occurrences.c.closed_on.is_(None))
    moved = await tx.execute(update(occurrences).where(still).values(agency_id=agency_id).returning(occurrences.c.id))
    await refresh(tx, sorted(moved.scalars()), calendar)
