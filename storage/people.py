"""People: who holds which post, where they can be written to, and how they came in."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, delete, exists, or_, select, update

from scheduler.audience import Hearer, Post
from storage.absences import HEARING_POSTS, Absence, away_on, holding, standing_in
from storage.dialects import insert
from storage.plans import ended_agencies
from storage.store import Tx
from storage.tables import addresses, agencies, contacts, invites, roles

INVITE_LIVES = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A post with its agency; `agency` is empty for an admin."""

    post: Post
    agency_id: int | None
    agency: str
    agency_short: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A person, with the posts held on the day that was asked about.

    `coming` and `past` are posts of later and earlier days; `standing_in` those held for somebody who is away that day;
    `inherited` the agencies whose successor the person works for: who else could add to what they left?
    """

    id: int
    name: str
    phone: str | None
    language: str
    hour: time
    quiet_weekdays: str
    posts: tuple[RoleHeld, ...]
    coming: tuple[RoleHeld, ...] = ()
    past: tuple[RoleHeld, ...] = ()
    standing_in: tuple[RoleHeld, ...] = ()
    inherited: frozenset[int] = frozenset()

    @property
    def is_admin(self) -> bool:
        return any(p.post is Post.ADMIN for p in self.posts)

    @property
    def own_agencies(self) -> frozenset[int]:
        """Agencies that this person answers for by a post."""
        return frozenset(p.agency_id for p in self.posts if p.agency_id is not None and p.post in HEARING_POSTS)

    @property
    def agencies(self) -> frozenset[int]:
        """Agencies whose work this person may report on."""
        return self.own_agencies | {p.agency_id for p in self.standing_in if p.agency_id is not None} | self.inherited

    @property
    def offices(self) -> frozenset[int]:
        """Agencies that this person works for, whatever the post: an admin may have one too."""
        return self.agencies | {p.agency_id for p in self.posts if p.agency_id is not None}

    def leads(self, agency_id: int) -> bool:
        """Is this person the agency's head, and not its focal person as well?"""
        posts = {p.post for p in self.posts if p.agency_id == agency_id}
        return Post.HEAD in posts and Post.FOCAL not in posts

    @property
    def agency_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.agency for p in (*self.posts, *self.standing_in) if p.agency_id is not None))


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `people list`: a person and where the joining stands (joined, invited, blocked, not invited)."""

    contact: Contact
    channel: str | None
    chat_id: str | None
    state: str


async def _contacts(tx: Tx, rows: Sequence[Row[Any]], on: date) -> tuple[Contact, ...]:
    ids = [r.id for r in rows]
    held: dict[int, list[RoleHeld]] = {i: [] for i in ids}
    query = (
        select(roles, agencies.c.name, agencies.c.short)
        .join_from(roles, agencies, roles.c.agency_id == agencies.c.id, isouter=True)
        .where(roles.c.contact_id.in_(ids))
        .order_by(roles.c.id)
    )
    for r in await tx.execute(query):
        post = RoleHeld(Post(r.role), r.agency_id, r.name or "", r.short or "", r.from_on, r.until_on)
        held[r.contact_id].append(post)
    instead: dict[int, list[RoleHeld]] = {i: [] for i in ids}
    for s in await standing_in(tx, ids, on):
        instead[s.contact_id].append(RoleHeld(s.post, s.agency_id, s.agency, s.agency_short, on, s.until_on))
    ended = await ended_agencies(tx, on)
    found = []
    for r in rows:
        now, later, before = _by_time(held[r.id], on)
        person = Contact(r.id, r.name, r.phone, r.language, r.hour, r.quiet_weekdays, now, later, before, tuple(instead[r.id]))
        found.append(replace(person, inherited=_inherited(person.own_agencies, ended)))
    return tuple(found)


def _by_time(held: Iterable[RoleHeld], on: date) -> tuple[tuple[RoleHeld, ...], ...]:
    """The posts of the day, of later days, of earlier ones. A post that ends before it begins was never held."""
    real = [p for p in held if p.until_on is None or p.from_on <= p.until_on]
    later = tuple(p for p in real if p.from_on > on)
    before = tuple(p for p in real if p.until_on is not None and p.until_on < on)
    return tuple(p for p in real if p not in later and p not in before), later, before


def _inherited(own: frozenset[int], ended: dict[int, int]) -> frozenset[int]:
    found: set[int] = set()
    while more := {old for old, new in ended.items() if new in own | found} - found:
        found |= more
    return frozenset(found)


async def contact(tx: Tx, contact_id: int, on: date) -> Contact | None:
    rows = (await tx.execute(select(contacts).where(contacts.c.id == contact_id))).all()
    return (await _contacts(tx, rows, on))[0] if rows else None


async def contact_at(tx: Tx, channel: str, chat_id: str, on: date) -> Contact | None:
    """Who writes from this address; None for a stranger."""
    query = (
        select(contacts)
        .join(addresses, addresses.c.contact_id == contacts.c.id)
        .where(addresses.c.channel == channel, addresses.c.chat_id == chat_id)
    )
    rows = (await tx.execute(query)).all()
    return (await _contacts(tx, rows, on))[0] if rows else None


async def contacts_with_phone(tx: Tx, phone: str, on: date) -> tuple[Contact, ...]:
    """Everybody on the roster with this number (digits as `normal_phone` writes them)."""
    rows = (await tx.execute(select(contacts).where(contacts.c.phone == phone))).all()
    return await _contacts(tx, rows, on)


async def hearers(tx: Tx, agency_ids: Iterable[int], on: date) -> tuple[Hearer, ...]:
    """Everybody who may have to hear about these agencies, the admins included."""
    query = (
        select(roles, contacts.c.hour, contacts.c.quiet_weekdays, addresses.c.channel, addresses.c.chat_id)
        .add_columns((addresses.c.reachable & addresses.c.stopped_at.is_(None)).label("hears"))
        .join_from(roles, contacts, roles.c.contact_id == contacts.c.id)
        .join(addresses, addresses.c.contact_id == contacts.c.id, isouter=True)
        .where(
            or_(roles.c.agency_id.in_(set(agency_ids)), roles.c.role == Post.ADMIN),
            holding(roles, on),
        )
        .order_by(roles.c.id, addresses.c.id)
    )
    found = tuple(
        Hearer(
            r.contact_id,
            Post(r.role),
            r.agency_id,
            r.channel if r.hears else None,
            r.chat_id if r.hears else None,
            r.hour,
            r.from_on,
            r.until_on,
            quiet_weekdays=r.quiet_weekdays,
        )
        for r in await tx.execute(query)
    )
    return _with_substitutes(found, await away_on(tx, {h.contact_id for h in found}, on))


def _with_substitutes(found: Sequence[Hearer], away: dict[int, Absence]) -> tuple[Hearer, ...]:
    """An absence covers the posts that hear for an agency; an admin who is away stays an admin."""
    here: list[Hearer] = []
    for hearer in found:
        absence = away.get(hearer.contact_id) if hearer.post in HEARING_POSTS else None
        here.append(replace(hearer, away=absence is not None))
        if absence is not None and absence.substitute_id is not None:
            here += [
                replace(
                    h,
                    post=hearer.post,
                    stands_in_for=hearer.contact_id,
                    from_on=absence.from_on,
                    until_on=absence.until_on,
                    away=h.contact_id in away,
                )
                for h in {h.chat_id: h for h in found if _same(h, absence.substitute_id, hearer.agency_id)}.values()
            ]
    return tuple(here)


def _same(hearer: Hearer, contact_id: int, agency_id: int | None) -> bool:
    return hearer.contact_id == contact_id and hearer.agency_id == agency_id


async def add_contact(
    tx: Tx,
    name: str,
    post: Post,
    agency_id: int | None,
    from_on: date,
    *,
    phone: str | None = None,
    language: str = "vi",
    hour: time = time(8, 0),
) -> int:
    """A person with one post; the id. A person of the same name and phone gets the post instead of a double."""
    known = select(contacts.c.id).where(contacts.c.name == name, contacts.c.phone.is_not_distinct_from(phone))
    contact_id = await tx.scalar(known)
    if contact_id is None or phone is None:
        values = {"name": name, "phone": phone, "language": language, "hour": hour}
        contact_id = (await tx.execute(contacts.insert().values(values).returning(contacts.c.id))).scalar_one()
    await add_post(tx, int(contact_id), post, agency_id, from_on)
    return int(contact_id)


async def add_post(tx: Tx, contact_id: int, post: Post, agency_id: int | None, from_on: date) -> None:
    """One more post for a person who is on the roster."""
    row = {"contact_id": contact_id, "agency_id": agency_id, "role": str(post), "from_on": from_on}
    await tx.execute(insert(tx, roles).values(row).on_conflict_do_nothing())


async def join(tx: Tx, contact_id: int, channel: str, chat_id: str, now: datetime) -> None:
    """From now on this address is this person's; whoever had it before has it no more."""
    await tx.execute(delete(addresses).where(addresses.c.channel == channel, addresses.c.chat_id == chat_id))
    values = {"contact_id": contact_id, "channel": channel, "chat_id": chat_id, "reachable": True, "joined_at": now}
    statement = insert(tx, addresses).values(values)
    await tx.execute(
        statement.on_conflict_do_update(index_elements=["contact_id", "channel"], set_=values | {"stopped_at": None})
    )


async def take_over_posts(tx: Tx, from_contact: int, to_contact: int) -> None:
    """A person who is here already was invited under another entry: its posts become theirs, but for those they hold."""
    held = roles.alias("held")
    same = exists().where(
        held.c.contact_id == to_contact,
        held.c.agency_id.is_not_distinct_from(roles.c.agency_id),
        held.c.role == roles.c.role,
        held.c.from_on == roles.c.from_on,
    )
    await tx.execute(delete(roles).where(roles.c.contact_id == from_contact, same))
    await tx.execute(update(roles).where(roles.c.contact_id == from_contact).values(contact_id=to_contact))


async def set_reachable(tx: Tx, channel: str, chat_id: str, reachable: bool) -> int | None:
    """Marks an address; the contact whose state changed by it, None where nothing changed."""
    changed = (
        update(addresses)
        .where(addresses.c.channel == channel, addresses.c.chat_id == chat_id, addresses.c.reachable != reachable)
        .values(reachable=reachable)
        .returning(addresses.c.contact_id)
    )
    contact_id: int | None = (await tx.execute(changed)).scalar_one_or_none()
    return contact_id


async def move_address(tx: Tx, channel: str, old: str, new: str) -> None:
    """The provider gave the chat a new id. Who joined from the new one meanwhile keeps it: that word is newer."""
    taken = select(addresses.c.id).where(addresses.c.channel == channel, addresses.c.chat_id == new)
    if await tx.scalar(taken) is not None:
        await tx.execute(delete(addresses).where(addresses.c.channel == channel, addresses.c.chat_id == old))
        return
    await tx.execute(update(addresses).where(addresses.c.channel == channel, addresses.c.chat_id == old).values(chat_id=new))


# --- invitations --------------------------------------------------------------------------------------------------------------
def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def invite(tx: Tx, contact_id: int, invited_by: int | None, now: datetime) -> str:
    """A one-time token that lives seven days; an older open one of the same person is closed. Only its hash is kept."""
    await tx.execute(
        update(invites).where(invites.c.contact_id == contact_id, invites.c.closed_at.is_(None)).values(closed_at=now)
    )
    token = secrets.token_urlsafe(18)
    await tx.execute(
        invites.insert().values(
            token_hash=_hashed(token),
            contact_id=contact_id,
            invited_by=invited_by,
            created_at=now,
            expires_at=now + INVITE_LIVES,
        )
    )
    return token


@dataclass(frozen=True, slots=True)
class Invite:
    """An invitation that is still good."""

    id: int
    contact_id: int
    invited_by: int | None


async def open_invite(tx: Tx, token: str, channel: str, chat_id: str, now: datetime) -> Invite | None:
    """The invitation behind a link, now bound to the chat that opened it; None where it is used, expired or unknown."""
    here = f"{channel}:{chat_id}"
    claimed = (
        update(invites)
        .where(
            invites.c.token_hash == _hashed(token),
            invites.c.closed_at.is_(None),
            invites.c.expires_at > now,
            or_(invites.c.opened_by.is_(None), invites.c.opened_by == here),
        )
        .values(opened_by=here)
        .returning(invites.c.id, invites.c.contact_id, invites.c.invited_by)
    )
    row = (await tx.execute(claimed)).one_or_none()
    return Invite(row.id, row.contact_id, row.invited_by) if row else None


async def invite_opened_here(tx: Tx, invite_id: int, channel: str, chat_id: str, now: datetime) -> Invite | None:
    """The same invitation at the press of "Đúng": still open, and opened by this very chat."""
    query = select(invites).where(
        invites.c.id == invite_id,
        invites.c.opened_by == f"{channel}:{chat_id}",
        invites.c.closed_at.is_(None),
        invites.c.expires_at > now,
    )
    row = (await tx.execute(query)).one_or_none()
    return Invite(row.id, row.contact_id, row.invited_by) if row else None


async def close_invite(tx: Tx, invite_id: int, now: datetime) -> None:
    await tx.execute(update(invites).where(invites.c.id == invite_id).values(closed_at=now))


async def listed(tx: Tx, on: date, now: datetime) -> tuple[Listed, ...]:
    """The whole roster with where each person's joining stands."""
    everybody = await _contacts(tx, (await tx.execute(select(contacts).order_by(contacts.c.id))).all(), on)
    homes = {r.contact_id: r for r in await tx.execute(select(addresses).order_by(addresses.c.id))}
    open_invites = select(invites.c.contact_id).where(invites.c.closed_at.is_(None), invites.c.expires_at > now)
    invited = set((await tx.execute(open_invites)).scalars())
    result = []
    for person in everybody:
        home = homes.get(person.id)
        if home is not None:
            result.append(
                Listed(
                    person, home.channel, home.chat_id, "joined" if home.reachable and home.stopped_at is None else "blocked"
                )
            )
        else:
            result.append(Listed(person, None, None, "invited" if person.id in invited else "not_invited"))
    return tuple(result)


async def joining_states(tx: Tx, agency_ids: Iterable[int], on: date, now: datetime) -> dict[int, str]:
    """How far each agency's focal person has come: joined, blocked, invited, not_invited, or no_contact."""
    order = ("joined", "blocked", "invited", "not_invited", "no_contact")
    states = dict.fromkeys(agency_ids, "no_contact")
    for line in await listed(tx, on, now):
        for post in line.contact.posts:
            if post.agency_id in states and post.post is Post.FOCAL:
                states[post.agency_id] = min(states[post.agency_id], line.state, key=order.index)
    return states


async def people_of(tx: Tx, agency_id: int, on: date) -> tuple[Contact, ...]:
    """Who holds a post of the agency, the focal person first."""
    query = (
        select(contacts)
        .join(roles, roles.c.contact_id == contacts.c.id)
        .where(roles.c.agency_id == agency_id, holding(roles, on))
        .order_by((roles.c.role != Post.FOCAL), roles.c.id)
    )
    each_once = {r.id: r for r in await tx.execute(query)}
    return await _contacts(tx, list(each_once.values()), on)


async def admins(tx: Tx, on: date) -> tuple[Hearer, ...]:
    """The admins, reachable or not."""
    return tuple(h for h in await hearers(tx, (), on) if h.post is Post.ADMIN)


def normal_phone(text: str) -> str | None:
    """A Vietnamese number as digits with the country code: "0912 345 678" = "+84912345678"; else None."""
    digits = "".join(c for c in text if c.isdigit())
    if digits.startswith("0"):
        digits = "84" + digits[1:]
    return digits if digits.startswith("84") and 11 <= len(digits) <= 12 else None
