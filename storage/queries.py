"""Counts for whoever watches the service, and for `nhacviec doctor`."""

from dataclasses import dataclass

from sqlalchemy import func, select

from scheduler.deliveries import WAITING, State
from storage import inbox
from storage.store import Tx
from storage.tables import deliveries, occurrences


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
