"""Short ways to use an outbox."""

from datetime import datetime

from sqlalchemy import update

from scheduler.channel import SendError
from scheduler.deliveries import outcome
from scheduler.worker import Claimed
from storage.outbox import Outbox
from storage.tables import deliveries
from tests.storage.town import NOON, TELEGRAM, TICKS, Town


async def claim(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS, limit: int = 30) -> list[Claimed]:
    return list(await desk.claim(TELEGRAM, now, ticks, limit))


async def ids(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS, limit: int = 30) -> list[int]:
    return [d.id for d in await claim(desk, now=now, ticks=ticks, limit=limit)]


async def fail(
    desk: Outbox, delivery: Claimed, error: SendError, *, now: datetime = NOON, ticks: float = TICKS, attempts: int = 1
) -> None:
    result = outcome(error, attempts, unknown_before=delivery.resend)
    await desk.failed(delivery, result, now, ticks)


async def idle(town: Town, now: datetime) -> bool:
    async with town.transaction() as tx:
        return await Outbox.idle(tx, now)


async def begun(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS) -> Claimed:
    """The one delivery that is due, under way."""
    (delivery,) = await desk.begin(await claim(desk, now=now, ticks=ticks), ticks)
    return delivery


async def crashed_before(town: Town, times: int) -> None:
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).values(attempts=times))
