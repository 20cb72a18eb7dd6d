"""Counts for whoever watches the service and for `nhacviec doctor`; and who was told of what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from plan_data.calendar import local_date
from scheduler.audience import Part
from scheduler.deliveries import WAITING, State
from storage import inbox
from storage.mailings import NUDGE
from storage.planning import DIGEST
from storage.store import Tx
from storage.tables import contacts, deliveries, delivery_items, occurrences

_REMINDS = and_(
    deliveries.c.state == State.SENT,
    or_(and_(deliveries.c.words == DIGEST, deliveries.c.digest_on.is_not(None)), deliveries.c.words == NUDGE),
)
"""A message that reminded somebody: a morning's, or one that an admin sent by hand. (A morning message redrawn is none.)"""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits, and what was given up."""

    inbox_waiting: int
    inbox_parked: int
    outbox_waiting: int
    outbox_dead: int
    occurrences_open: int


async def backlog(tx: Tx) -> Backlog:
    async def count(query: object) -> int:
        return int((await tx.execute(query)).scalar_one())  # type: ignore[call-overload]

    waits = select(func.count()).select_from(deliveries).where(deliveries.c.state.in_(WAITING))
    dead = select(func.count()).select_from(deliveries).where(deliveries.c.state == State.DEAD)
    still = select(func.count()).select_from(occurrences).where(occurrences.c.closed_on.is_(None))
    return Backlog(await inbox.waiting(tx), await inbox.parked(tx), await count(waits), await count(dead), await count(still))


async def had_morning(tx: Tx, contact_id: int, first: date, before: date) -> bool:
    """Did this person have a morning message from the day `first` on, before the day `before`?"""
    d = deliveries.c
    query = select(d.id).where(d.contact_id == contact_id, d.words == DIGEST, d.digest_on >= first, d.digest_on < before)
    return await tx.scalar(query.where(d.state == State.SENT).limit(1)) is not None


async def reminded_days(tx: Tx, occurrence_ids: Sequence[int]) -> dict[int, tuple[date, ...]]:
    """On which mornings somebody of the agency was reminded of each of these items."""
    d, i = deliveries.c, delivery_items.c
    query = (
        select(i.occurrence_id, d.digest_on)
        .distinct()
        .join_from(delivery_items, deliveries, d.id == i.delivery_id)
        .where(i.occurrence_id.in_(occurrence_ids), i.part == Part.OWN, i.word != "")
        .where(d.words == DIGEST, d.digest_on.is_not(None), d.state == State.SENT)
        .order_by(d.digest_on)
    )
    found: dict[int, list[date]] = {}
    for r in await tx.execute(query):
        found.setdefault(r.occurrence_id, []).append(r.digest_on)
    return {occurrence_id: tuple(days) for occurrence_id, days in found.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """The people who got the morning message of a day or a nudge by hand, and when it had gone out to the last of them."""

    on: date
    at: datetime
    names: tuple[str, ...]


async def told_of(tx: Tx, occurrence_ids: Sequence[int], days: int) -> tuple[Told, ...]:
    """Who was told of these items on the newest days on which anybody was."""
    d = deliveries.c
    query = (
        select(d.id, d.digest_on, d.sent_at, contacts.c.name)
        .distinct()
        .join_from(delivery_items, deliveries, deliveries.c.id == delivery_items.c.delivery_id)
        .join(contacts, contacts.c.id == d.contact_id)
        .where(delivery_items.c.occurrence_id.in_(occurrence_ids), delivery_items.c.part == Part.OWN)
        .where(_REMINDS)
        .order_by(d.sent_at.desc(), d.id)
    )
    found: dict[tuple[date, bool], list[tuple[int, datetime, str]]] = {}
    for r in await tx.execute(query):
        of_day = found.setdefault((r.digest_on or local_date(r.sent_at), r.digest_on is None), [])
        of_day.append((r.id, r.sent_at, r.name))
    newest = [(on, sorted(sent)) for (on, _), sent in list(found.items())[:days]]
    return tuple(Told(on, max(at for _, at, _ in sent), tuple(n for _, _, n in sent)) for on, sent in newest)


async def last_reminded(tx: Tx, occurrence_ids: Iterable[int]) -> dict[int, datetime]:
    """When somebody of its agency was last told of each item, by a morning message or by hand."""
    d, i = deliveries.c, delivery_items.c
    query = (
        select(i.occurrence_id, func.max(d.sent_at).label("at"))
        .join_from(delivery_items, deliveries, i.delivery_id == d.id)
        .where(
            i.occurrence_id.in_(set(occurrence_ids)),
            i.part == Part.OWN,
            _REMINDS,
        )
        .group_by(i.occurrence_id)
    )
    return {r.occurrence_id: r.at for r in await tx.execute(query)}
