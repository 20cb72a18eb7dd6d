"""Who is away from which day to which, and who stands in: a substitute is no role, and it ends by itself.

A substitute belongs to the agency: a person without a post there stands in for nobody of it, whatever was agreed before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, exists, or_, select, update

from scheduler.audience import Post
from storage.store import Tx
from storage.tables import absences, agencies, contacts, roles

HEARING_POSTS = (Post.FOCAL, Post.DEPUTY, Post.HEAD)
"""The posts that hear for an agency and may report on its work."""


def holding(held: FromClause, on: date) -> ColumnElement[bool]:
    """A role that is held on this day."""
    return and_(held.c.from_on <= on, or_(held.c.until_on.is_(None), held.c.until_on >= on))


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away from a day to a day, both included; `substitute` is empty where the order of the posts decides."""

    id: int
    contact_id: int
    name: str
    substitute_id: int | None
    substitute: str
    from_on: date
    until_on: date
    set_by: int | None
    accepted: bool
    cancelled: bool


def _absences() -> Select[Any]:
    substitute = contacts.alias("substitute")
    return (
        select(absences, contacts.c.name, substitute.c.name.label("substitute"))
        .join(contacts, contacts.c.id == absences.c.contact_id)
        .join(substitute, substitute.c.id == absences.c.substitute_id, isouter=True)
        .order_by(absences.c.id)
    )


async def _read(tx: Tx, query: Select[Any]) -> tuple[Absence, ...]:
    return tuple(
        Absence(
            r.id,
            r.contact_id,
            r.name,
            r.substitute_id,
            r.substitute or "",
            r.from_on,
            r.until_on,
            r.set_by,
            r.accepted_at is not None,
            r.cancelled_at is not None,
        )
        for r in await tx.execute(query)
    )


def _runs(on: date) -> ColumnElement[bool]:
    return and_(absences.c.cancelled_at.is_(None), absences.c.from_on <= on, absences.c.until_on >= on)


async def absence(tx: Tx, absence_id: int) -> Absence | None:
    found = await _read(tx, _absences().where(absences.c.id == absence_id))
    return found[0] if found else None


async def away_on(tx: Tx, contact_ids: Iterable[int], on: date) -> dict[int, Absence]:
    """Who of these is away on that day, with who stands in."""
    query = _absences().where(absences.c.contact_id.in_(set(contact_ids)), _runs(on))
    return {a.contact_id: a for a in await _read(tx, query)}


async def away_between(tx: Tx, contact_id: int, from_on: date, until_on: date) -> tuple[Absence, ...]:
    """A person's absences that meet these days, as far as they stand."""
    query = _absences().where(
        absences.c.contact_id == contact_id,
        absences.c.cancelled_at.is_(None),
        absences.c.from_on <= until_on,
        absences.c.until_on >= from_on,
    )
    return await _read(tx, query)


async def all_from(tx: Tx, on: date) -> tuple[Absence, ...]:
    """Everybody's absences that are not over, the next to begin first."""
    query = _absences().where(absences.c.cancelled_at.is_(None), absences.c.until_on >= on)
    return tuple(sorted(await _read(tx, query), key=lambda a: (a.from_on, a.id)))


async def set_absence(
    tx: Tx, contact_id: int, substitute_id: int | None, from_on: date, until_on: date, set_by: int, now: datetime
) -> tuple[int, tuple[Absence, ...]]:
    """The id, and those that it replaces: of two that meet the newer stands."""
    # one at a time for a person: the person and an admin may both be setting one
    await tx.execute(select(contacts.c.id).where(contacts.c.id == contact_id).with_for_update(key_share=True))
    replaced = await away_between(tx, contact_id, from_on, until_on)
    for old in replaced:
        await cancel(tx, old.id, now)
    row = {
        "contact_id": contact_id,
        "substitute_id": substitute_id,
        "from_on": from_on,
        "until_on": until_on,
        "set_by": set_by,
        "set_at": now,
    }
    made = await tx.execute(absences.insert().values(row).returning(absences.c.id))
    return int(made.scalar_one()), replaced


async def accept(tx: Tx, absence_id: int, now: datetime) -> bool:
    """The substitute has it; False where that was said before or it does not stand any more."""
    open_ = and_(absences.c.id == absence_id, absences.c.cancelled_at.is_(None), absences.c.accepted_at.is_(None))
    done = await tx.execute(update(absences).where(open_).values(accepted_at=now).returning(absences.c.id))
    return done.scalar_one_or_none() is not None


async def cancel(tx: Tx, absence_id: int, now: datetime) -> bool:
    """Taken back or declined; False where it does not stand any more."""
    stands = and_(absences.c.id == absence_id, absences.c.cancelled_at.is_(None))
    done = await tx.execute(update(absences).where(stands).values(cancelled_at=now).returning(absences.c.id))
    return done.scalar_one_or_none() is not None


async def restore(tx: Tx, absence_ids: Sequence[int], contact_id: int) -> None:
    """What a newer one had replaced stands again, the newer one being taken back."""
    replaced = and_(absences.c.id.in_(absence_ids), absences.c.contact_id == contact_id)
    await tx.execute(update(absences).where(replaced).values(cancelled_at=None))


async def end(tx: Tx, absence_id: int, on: date) -> None:
    """The person is back: this is its last day."""
    await tx.execute(update(absences).where(absences.c.id == absence_id).values(until_on=on))


@dataclass(frozen=True, slots=True)
class StandIn:
    """A post that somebody holds for the time of another's absence."""

    contact_id: int
    post: Post
    agency_id: int
    agency: str
    agency_short: str
    until_on: date


async def standing_in(tx: Tx, contact_ids: Iterable[int], on: date) -> tuple[StandIn, ...]:
    """For whom these people stand in on that day: whose work they may report on."""
    own = roles.alias("own")
    belongs = exists().where(
        own.c.contact_id == absences.c.substitute_id, own.c.agency_id == roles.c.agency_id, holding(own, on)
    )
    query = (
        select(
            absences.c.substitute_id, absences.c.until_on, roles.c.role, roles.c.agency_id, agencies.c.name, agencies.c.short
        )
        .join_from(absences, roles, roles.c.contact_id == absences.c.contact_id)
        .join(agencies, agencies.c.id == roles.c.agency_id)
        .where(absences.c.substitute_id.in_(set(contact_ids)), _runs(on), holding(roles, on), belongs)
        .where(roles.c.role.in_(HEARING_POSTS))
        .order_by(roles.c.id)
    )
    return tuple(
        StandIn(r.substitute_id, Post(r.role), r.agency_id, r.name, r.short, r.until_on) for r in await tx.execute(query)
    )
