"""Posts as an administrator gives and ends them by message, and the invitations that go with them.

A post is a role from a day to a day; it is never deleted, so that giving it back is possible and history stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update

from scheduler.audience import Post
from storage.absences import holding
from storage.store import Tx
from storage.tables import agencies, contacts, groups, invites, roles


@dataclass(frozen=True, slots=True)
class Held:
    """A role that is held on a day; `agency_id` is None for an administrator."""

    role_id: int
    contact_id: int
    name: str
    post: Post
    agency_id: int | None
    agency: str
    from_on: date
    until_on: date | None


async def held(tx: Tx, post: Post, on: date, agency_id: int | None = None) -> tuple[Held, ...]:
    """Who holds a post on that day, of one agency where one is named."""
    query = (
        select(roles, contacts.c.name, agencies.c.name.label("agency"))
        .join(contacts, contacts.c.id == roles.c.contact_id)
        .join(agencies, agencies.c.id == roles.c.agency_id, isouter=True)
        .where(roles.c.role == post, holding(roles, on))
        .order_by(roles.c.id)
    )
    if agency_id is not None:
        query = query.where(roles.c.agency_id == agency_id)
    return tuple(
        Held(r.id, r.contact_id, r.name, Post(r.role), r.agency_id, r.agency or "", r.from_on, r.until_on)
        for r in await tx.execute(query)
    )


async def give(tx: Tx, contact_id: int, post: Post, agency_id: int | None, on: date) -> int:
    """The post is this person's from that day; one that ended on that very day goes on. The id of the role."""
    same = (
        roles.c.contact_id == contact_id,
        roles.c.agency_id.is_not_distinct_from(agency_id),
        roles.c.role == post,
        roles.c.from_on == on,
    )
    again = update(roles).where(*same).values(until_on=None).returning(roles.c.id)
    role_id: int | None = (await tx.execute(again)).scalar_one_or_none()
    if role_id is None:
        row = {"contact_id": contact_id, "agency_id": agency_id, "role": str(post), "from_on": on}
        role_id = (await tx.execute(roles.insert().values(row).returning(roles.c.id))).scalar_one()
    return role_id


async def set_end(tx: Tx, role_id: int, until_on: date | None) -> None:
    """The last day of a role; before its first it was never held."""
    await tx.execute(update(roles).where(roles.c.id == role_id).values(until_on=until_on))


async def role(tx: Tx, role_id: int) -> tuple[int, Post, int | None, date, date | None] | None:
    """(contact, post, agency, first day, last day) of a role."""
    r = (await tx.execute(select(roles).where(roles.c.id == role_id))).one_or_none()
    return (r.contact_id, Post(r.role), r.agency_id, r.from_on, r.until_on) if r else None


async def group_follower(tx: Tx, plan_id: int, numeral: str) -> tuple[int, str] | None:
    """The agency that the plan names to follow a group; None where there is no such group or it names none."""
    query = (
        select(agencies.c.id, agencies.c.name)
        .join(groups, groups.c.followed_by == agencies.c.id)
        .where(groups.c.plan_id == plan_id, groups.c.numeral == numeral)
    )
    r = (await tx.execute(query)).one_or_none()
    return (r.id, r.name) if r else None


async def set_phone(tx: Tx, contact_id: int, phone: str) -> None:
    """The number that a person may join by; one that is there already stays."""
    await tx.execute(update(contacts).where(contacts.c.id == contact_id, contacts.c.phone.is_(None)).values(phone=phone))


# --- invitations --------------------------------------------------------------------------------------------------------------
async def open_invites(tx: Tx, contact_ids: Iterable[int], now: datetime) -> dict[int, int]:
    """The invitation of each of these people that is still good, by person."""
    good = invites.c.closed_at.is_(None), invites.c.expires_at > now
    query = select(invites.c.contact_id, invites.c.id).where(invites.c.contact_id.in_(set(contact_ids)), *good)
    return {r.contact_id: r.id for r in await tx.execute(query.order_by(invites.c.id))}


async def revoke(tx: Tx, invite_ids: Iterable[int], now: datetime) -> int:
    """Closes these; how many were open."""
    still = invites.c.id.in_(set(invite_ids)), invites.c.closed_at.is_(None)
    closed = update(invites).where(*still).values(closed_at=now).returning(invites.c.id)
    return len((await tx.execute(closed)).all())


async def restore(tx: Tx, invite_ids: Iterable[int], now: datetime) -> int:
    """Opens again what was revoked, was opened by nobody and is in date, unless the person has a newer one; how many."""
    query = select(invites.c.id, invites.c.contact_id).where(invites.c.id.in_(set(invite_ids)))
    owners = {r.id: r.contact_id for r in await tx.execute(query)}
    newer = await open_invites(tx, owners.values(), now)
    ids = [i for i, contact_id in owners.items() if contact_id not in newer]
    unopened = invites.c.opened_by.is_(None), invites.c.expires_at > now
    again = invites.c.id.in_(ids), invites.c.closed_at.is_not(None), *unopened
    opened = update(invites).where(*again).values(closed_at=None).returning(invites.c.id)
    return len((await tx.execute(opened)).all())


async def posts_held(tx: Tx, agency_ids: Iterable[int], post: Post, on: date) -> frozenset[int]:
    """Of these agencies those for which somebody holds the post."""
    query = select(roles.c.agency_id).where(roles.c.agency_id.in_(set(agency_ids)), roles.c.role == post, holding(roles, on))
    return frozenset((await tx.execute(query)).scalars())
