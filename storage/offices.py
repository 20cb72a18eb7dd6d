"""Who follows whom: a post that goes to another person, and an agency that becomes part of another one, each from a day on.

Nothing is rewritten: a role ends and another begins, an agency names its successor, and what was done stays where it was.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, exists, or_, select, update

from plan_data.calendar import WorkingCalendar
from plan_data.text import slug
from scheduler.audience import Post
from storage.absences import holding
from storage.dialects import insert
from storage.occurrences import move_items
from storage.plans import ended_agencies
from storage.store import Tx
from storage.tables import addresses, agencies, contacts, occurrences, roles

DAY = timedelta(days=1)


# --- a post -----------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Held:
    """A role with its holder."""

    role_id: int
    contact_id: int
    name: str
    from_on: date


async def holders(tx: Tx, agency_id: int, post: Post, on: date) -> tuple[Held, ...]:
    """Who holds a post of an agency on that day."""
    query = (
        select(roles.c.id, roles.c.contact_id, contacts.c.name, roles.c.from_on)
        .join(contacts, contacts.c.id == roles.c.contact_id)
        .where(roles.c.agency_id == agency_id, roles.c.role == post, holding(roles, on))
        .order_by(roles.c.id)
    )
    return tuple(Held(r.id, r.contact_id, r.name, r.from_on) for r in await tx.execute(query))


async def hand_over(tx: Tx, agency_id: int, post: Post, old: Held | None, contact_id: int, from_on: date) -> None:
    """The post is this person's from that day. Whoever held it goes on until the other can be told: see `end_replaced`."""
    row = {
        "contact_id": contact_id,
        "agency_id": agency_id,
        "role": str(post),
        "from_on": from_on,
        "replaces_id": old.role_id if old else None,
    }
    again = {"until_on": None, "replaces_id": row["replaces_id"]}
    keys = ["contact_id", "agency_id", "role", "from_on"]
    await tx.execute(insert(tx, roles).values(row).on_conflict_do_update(index_elements=keys, set_=again))


@dataclass(frozen=True, slots=True)
class Ended:
    """A role that ended by a handover, and the first day of the other."""

    contact_id: int
    agency_id: int
    post: Post
    from_on: date


async def end_replaced(tx: Tx, contact_id: int, on: date) -> tuple[Ended, ...]:
    """Ends the roles that this person's roles replace, the day before these begin; on joining late, the day before that.
    Nothing happens while the person cannot be reached: somebody always holds the work."""
    heard = exists().where(
        addresses.c.contact_id == contact_id, addresses.c.reachable.is_(True), addresses.c.stopped_at.is_(None)
    )
    open_ended = or_(roles.c.until_on.is_(None), roles.c.until_on >= on)
    query = select(roles.c.id, roles.c.from_on).where(roles.c.contact_id == contact_id, open_ended, heard)
    replacing = (await tx.execute(query.where(roles.c.replaces_id.is_not(None)).order_by(roles.c.id))).all()
    ended = [e for r in replacing for e in await _end_before(tx, r.id, max(r.from_on, on))]
    return tuple(e for e in ended if e.contact_id != contact_id)


async def _end_before(tx: Tx, role_id: int, from_on: date) -> list[Ended]:
    """What this role replaces ends, and what that was to replace, if its holder never came. What is settled is forgotten."""
    ended: list[Ended] = []
    while True:
        replaced = await tx.scalar(select(roles.c.replaces_id).where(roles.c.id == role_id))
        if replaced is None:
            return ended
        await tx.execute(update(roles).where(roles.c.id == role_id).values(replaces_id=None))
        r = (await tx.execute(select(roles).where(roles.c.id == replaced))).one()
        if r.until_on is None or r.until_on >= from_on:
            await tx.execute(update(roles).where(roles.c.id == r.id).values(until_on=from_on - DAY))
            ended.append(Ended(r.contact_id, r.agency_id, Post(r.role), from_on))
        role_id = replaced


# --- an agency ----------------------------------------------------------------------------------------------------------------
async def add_agency(tx: Tx, name: str, kind: str) -> int:
    """A new agency of the directory, as a merger makes it; the one of this name where there is one."""
    row = {"name": name, "slug": slug(name), "kind": kind, "short": name, "abbreviations": []}
    await tx.execute(insert(tx, agencies).values(row).on_conflict_do_nothing())
    return int((await tx.execute(select(agencies.c.id).where(agencies.c.slug == row["slug"]))).scalar_one())


@dataclass(frozen=True, slots=True)
class Merger:
    """An agency that another one follows, and the first day of that."""

    agency_id: int
    successor_id: int
    from_on: date


async def merger_of(tx: Tx, agency_id: int) -> Merger | None:
    query = select(agencies.c.successor_id, agencies.c.ended_on).where(agencies.c.id == agency_id)
    r = (await tx.execute(query.where(agencies.c.ended_on.is_not(None)))).one_or_none()
    return Merger(agency_id, r.successor_id, r.ended_on + DAY) if r else None


async def merge(tx: Tx, agency_id: int, successor_id: int, from_on: date) -> None:
    """The agency ends the day before, and its people's roles with it. Its open work moves when that day has come."""
    last = from_on - DAY
    values = {"ended_on": last, "successor_id": successor_id}
    await tx.execute(update(agencies).where(agencies.c.id == agency_id).values(values))
    beyond = or_(roles.c.until_on.is_(None), roles.c.until_on > last)
    await tx.execute(update(roles).where(roles.c.agency_id == agency_id, beyond).values(until_on=last))


async def unmerge(tx: Tx, merger: Merger) -> None:
    """As if it had never been agreed: only before its day."""
    last = merger.from_on - DAY
    await tx.execute(update(agencies).where(agencies.c.id == merger.agency_id).values(ended_on=None, successor_id=None))
    with_it = and_(roles.c.agency_id == merger.agency_id, roles.c.until_on == last)
    await tx.execute(update(roles).where(with_it).values(until_on=None))


async def succeed(tx: Tx, on: date, calendar: WorkingCalendar) -> dict[int, int]:
    """The open work of agencies that have ended becomes their successors'; how many items of each moved. Done once, whenever
    it is done: what has moved is no longer there to be moved."""
    moved: dict[int, int] = {}
    ended = await ended_agencies(tx, on)
    for agency_id in sorted(ended):
        successor = ended[agency_id]
        while successor in ended:
            successor = ended[successor]
        query = select(occurrences.c.id).where(occurrences.c.agency_id == agency_id, occurrences.c.closed_on.is_(None))
        ids = (await tx.execute(query.order_by(occurrences.c.id))).scalars().all()
        if ids:
            await move_items(tx, ids, successor, calendar)
            moved[agency_id] = len(ids)
    return moved
