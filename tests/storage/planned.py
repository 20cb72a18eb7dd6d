"""What a planner wrote down, in short."""

from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select

from scheduler.audience import Hearer
from scheduler.worker import Decided, DueRow, decide
from storage.occurrences import items
from storage.outbox import digest_lines
from storage.tables import deliveries, occurrences, reminders
from tests.storage.town import CALENDAR, Town

SAID = select(reminders.c.word, reminders.c.contact_id, occurrences.c.key).join(occurrences).order_by(reminders.c.id)


async def said(town: Town) -> list[tuple[str, int, str]]:
    return [(r.word, r.contact_id, r.key) for r in await town.rows(SAID)]


def deciding(on: date) -> Callable[[Sequence[DueRow], Sequence[Hearer]], Sequence[Decided]]:
    """What the worker gives to the desk."""
    return lambda rows, people: decide(rows, people, CALENDAR, on)


async def digest(town: Town, on: date, contact_id: int) -> tuple[str, list[tuple[str, str]]]:
    """(state, [(key, word)]) of a person's morning message."""
    where = (deliveries.c.digest_on == on, deliveries.c.contact_id == contact_id)
    row = await town.one(select(deliveries.c.id, deliveries.c.state).where(*where))
    async with town.transaction() as tx:
        lines = await digest_lines(tx, row.id)
        keys = {i.id: i.key for i in await items(tx, [line.occurrence_id for line in lines])}
    return row.state, [(keys[line.occurrence_id], line.word) for line in lines]
