"""What is told above the focal person: who hears of which item on a day, what an admin held back, and who heard in the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, or_, select

from scheduler.deliveries import State
from storage.dialects import insert
from storage.planning import DIGEST, ESCALATION
from storage.store import Tx
from storage.tables import deliveries, delivery_items, holds


@dataclass(frozen=True, slots=True)
class Letter:
    """An item in a message of 14:00: whose message it is, of which day, and whether it went out."""

    delivery_id: int
    contact_id: int
    occurrence_id: int
    day: date
    word: str
    sent: bool


async def letters(tx: Tx, occurrence_ids: Iterable[int], since: date) -> tuple[Letter, ...]:
    """Which messages of 14:00 carry these items, from the day `since` on; what was dropped is none."""
    d, i = deliveries.c, delivery_items.c
    query = (
        select(d.id, d.contact_id, d.digest_on, d.state, i.occurrence_id, i.word)
        .join_from(delivery_items, deliveries, i.delivery_id == d.id)
        .where(
            i.occurrence_id.in_(set(occurrence_ids)),
            d.words == ESCALATION,
            d.digest_on >= since,
            d.state != State.DROPPED,
        )
        .order_by(d.id, i.position)
    )
    rows = (await tx.execute(query)).all()
    return tuple(Letter(r.id, r.contact_id, r.occurrence_id, r.digest_on, r.word, r.state == State.SENT) for r in rows)


async def heard_above(tx: Tx, occurrence_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """Who was told at any 14:00 of each item, or may have been: contacts by occurrence."""
    d, i = deliveries.c, delivery_items.c
    query = (
        select(i.occurrence_id, d.contact_id)
        .join_from(delivery_items, deliveries, i.delivery_id == d.id)
        .where(i.occurrence_id.in_(set(occurrence_ids)), d.words == ESCALATION, or_(d.state == State.SENT, d.resend))
    )
    found: dict[int, set[int]] = {}
    for r in await tx.execute(query):
        found.setdefault(r.occurrence_id, set()).add(r.contact_id)
    return {occurrence_id: frozenset(contacts) for occurrence_id, contacts in found.items()}


async def is_letter(tx: Tx, delivery_id: int) -> bool:
    """Is this a message of 14:00?"""
    return await tx.scalar(select(deliveries.c.words).where(deliveries.c.id == delivery_id)) == ESCALATION


async def morning_of(tx: Tx, delivery_id: int) -> date | None:
    """The day of a morning message; None where the delivery is no morning message."""
    query = select(deliveries.c.digest_on).where(deliveries.c.id == delivery_id, deliveries.c.words == DIGEST)
    day: date | None = await tx.scalar(query)
    return day


# --- holding ------------------------------------------------------------------------------------------------------------
async def held_agencies(tx: Tx, day: date) -> frozenset[int]:
    """The agencies about which nothing is told higher on that day."""
    return frozenset((await tx.execute(select(holds.c.agency_id).where(holds.c.day == day))).scalars())


async def hold(tx: Tx, day: date, agency_ids: Sequence[int], contact_id: int, at: datetime) -> frozenset[int]:
    """Holds these agencies for the day; those that were not held yet."""
    rows = [{"day": day, "agency_id": a, "contact_id": contact_id, "at": at} for a in sorted(agency_ids)]
    once = insert(tx, holds).values(rows).on_conflict_do_nothing().returning(holds.c.agency_id)
    return frozenset((await tx.execute(once)).scalars())


async def let_go(tx: Tx, day: date, agency_ids: Sequence[int]) -> frozenset[int]:
    """Takes the holds back; those that were held."""
    held = delete(holds).where(holds.c.day == day, holds.c.agency_id.in_(agency_ids)).returning(holds.c.agency_id)
    return frozenset((await tx.execute(held)).scalars())
