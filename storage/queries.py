"""Counts for whoever watches the service and for `nhacviec doctor`; and who was told of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from scheduler.audience import Part
from scheduler.deliveries import WAITING, State
from storage import inbox
from storage.planning import DIGEST
from storage.store import Tx
from storage.tables import contacts, deliveries, delivery_items, occurrences


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
    """The people who got the morning message of a day, and when it had gone out to the last of them."""

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
        .where(d.words == DIGEST, d.digest_on.is_not(None), d.state == State.SENT)
        .order_by(d.digest_on.desc(), d.id)
    )
    found: dict[date, list[tuple[datetime, str]]] = {}
    for r in await tx.execute(query):
        found.setdefault(r.digest_on, []).append((r.sent_at, r.name))
    return tuple(Told(on, max(at for at, _ in sent), tuple(n for _, n in sent)) for on, sent in list(found.items())[:days])
