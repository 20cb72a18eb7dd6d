"""The planner's desk: reads what is due, lets the rules decide, and records it, in one transaction a batch."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from plan_data.calendar import WorkingCalendar, at
from scheduler.audience import Hearer, Part
from scheduler.deliveries import State
from scheduler.worker import Decided, DueRow
from storage.dialects import claiming, insert
from storage.occurrences import PLANNED_THROUGH, items, planned_through, refresh
from storage.offices import succeed
from storage.people import hearers
from storage.store import Store, Tx
from storage.tables import deliveries, delivery_items, is_alive, marks, occurrences, reminders

DIGEST = "digest"
LATEST_HOUR = time(18, 0)


class PlanningDesk:
    """`scheduler.worker.PlanningDesk` on a database."""

    def __init__(self, store: Store, calendar: WorkingCalendar) -> None:
        self._store = store
        self._calendar = calendar

    async def planned_through(self) -> date | None:
        async with self._store.transaction() as tx:
            return await planned_through(tx)

    async def open_day(self, on: date) -> None:
        """Digests of earlier days that never went out say nothing any more: their words are taken back and decided anew,
        so that after an outage only the newest word is heard. Another planner waits here until that is done: it would find
        nothing due yet and open the sending too early. What an agency that has ended left open is its successor's by now."""
        unsent = deliveries.c.state.in_((State.PENDING, State.FAILED))
        stale = select(deliveries.c.id).where(is_alive(deliveries), deliveries.c.digest_on < on, unsent)
        async with self._store.transaction() as tx:
            await succeed(tx, on, self._calendar)
            ids = (await tx.execute(stale.order_by(deliveries.c.id).with_for_update())).scalars().all()
            for delivery_id in ids:
                await tx.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(state=State.DROPPED))
                await take_back(tx, delivery_id, self._calendar)

    async def plan_batch(
        self, on: date, limit: int, decide: Callable[[Sequence[DueRow], Sequence[Hearer]], Sequence[Decided]]
    ) -> int:
        due = select(occurrences.c.id).where(occurrences.c.next_nudge_on <= on)
        oldest = due.order_by(occurrences.c.next_nudge_on, occurrences.c.id).limit(limit)
        async with self._store.transaction() as tx:
            if (await planned_through(tx) or date.min) >= on:
                return 0  # its messages may be on their way: what became due since goes to the next morning
            ids = sorted((await tx.execute(claiming(oldest))).scalars())
            if not ids:
                return 0
            rows = [DueRow(i.id, i.agency_id, i.occurrence, i.updates, i.nudged_through) for i in await items(tx, ids)]
            people = await hearers(tx, {r.agency_id for r in rows}, on)
            await _record(tx, decide(rows, people), on)
            return len(ids)

    async def close_day(self, on: date) -> bool:
        async with self._store.transaction() as tx:
            if (await planned_through(tx) or date.min) >= on:
                return True
            left = await tx.scalar(select(func.count()).select_from(occurrences).where(occurrences.c.next_nudge_on <= on))
            if left:
                return False
            statement = insert(tx, marks).values(name=PLANNED_THROUGH, day=on)
            forward = statement.on_conflict_do_update(index_elements=["name"], set_={"day": on}, where=marks.c.day < on)
            await tx.execute(forward)
            return True


async def _record(tx: Tx, decided: Sequence[Decided], on: date) -> None:
    told: dict[int, Hearer] = {}
    for d in decided:
        for hearer in d.told.hearers if d.told is not None else ():
            told.setdefault(hearer.contact_id, hearer)
    # In one order everywhere: two planners that make the same digests crosswise would wait for each other for ever.
    digests = {contact_id: await _digest(tx, told[contact_id], on) for contact_id in sorted(told)}
    for d in decided:
        if d.nudge is not None and d.told is not None:
            for hearer in d.told.hearers:
                await _remind(tx, d, hearer, digests[hearer.contact_id])
        values: dict[str, Any] = {"nudged_through": d.through, "next_nudge_on": d.next_on}
        await tx.execute(update(occurrences).where(occurrences.c.id == d.row.id).values(values))


async def _digest(tx: Tx, hearer: Hearer, on: date) -> int:
    """The person's one digest of the day, made if it is not there yet."""
    values: dict[str, Any] = {
        "channel": hearer.channel,
        "chat_id": hearer.chat_id,
        "contact_id": hearer.contact_id,
        "words": DIGEST,
        "facts": {},
        "digest_on": on,
        "not_before": at(on, hearer.hour),
        "not_after": at(on, max(LATEST_HOUR, hearer.hour)) + timedelta(minutes=1),
        "state": State.PENDING,
    }
    made = insert(tx, deliveries).values(values).on_conflict_do_nothing(index_elements=["contact_id", "digest_on", "words"])
    delivery_id = (await tx.execute(made.returning(deliveries.c.id))).scalar_one_or_none()
    if delivery_id is None:
        there = select(deliveries.c.id).where(
            deliveries.c.contact_id == hearer.contact_id, deliveries.c.digest_on == on, deliveries.c.words == DIGEST
        )
        delivery_id = (await tx.execute(there)).scalar_one()
    return int(delivery_id)


async def _remind(tx: Tx, d: Decided, hearer: Hearer, delivery_id: int) -> None:
    assert d.nudge is not None
    assert d.told is not None
    reminder = {
        "occurrence_id": d.row.id,
        "due": d.row.occurrence.due,
        "word": d.nudge.word,
        "contact_id": hearer.contact_id,
        "delivery_id": delivery_id,
    }
    once = insert(tx, reminders).values(reminder).on_conflict_do_nothing().returning(reminders.c.id)
    if (await tx.execute(once)).scalar_one_or_none() is None:
        return
    position = await tx.scalar(
        select(func.count()).select_from(delivery_items).where(delivery_items.c.delivery_id == delivery_id)
    )
    item = {
        "delivery_id": delivery_id,
        "occurrence_id": d.row.id,
        "position": position,
        "word": d.nudge.word,
        "word_on": d.nudge.on,
        "part": Part.UNREACHED if d.told.unreached else Part.OWN,
    }
    await tx.execute(insert(tx, delivery_items).values(item).on_conflict_do_nothing())


async def take_back(tx: Tx, delivery_id: int, calendar: WorkingCalendar) -> None:
    """A digest that nobody heard: its words were not said. They are forgotten and decided anew at the next plan."""
    said: Any = select(delivery_items.c.occurrence_id, delivery_items.c.word_on).where(
        delivery_items.c.delivery_id == delivery_id, delivery_items.c.word != ""
    )
    rows = (await tx.execute(said.order_by(delivery_items.c.occurrence_id))).all()
    await tx.execute(delete(reminders).where(reminders.c.delivery_id == delivery_id))
    for r in rows:
        before = r.word_on - timedelta(days=1)
        await tx.execute(
            update(occurrences)
            .where(occurrences.c.id == r.occurrence_id, occurrences.c.nudged_through > before)
            .values(nudged_through=before, next_nudge_on=None)
        )
    await refresh(tx, [r.occurrence_id for r in rows], calendar, again=True)


async def silence(tx: Tx, contact_id: int, calendar: WorkingCalendar, *, words: Collection[str] = ()) -> None:
    """The person is not to hear what waits for its hour: it was not said, and whoever hears instead hears it next morning."""
    unsent = deliveries.c.state.in_((State.PENDING, State.FAILED))
    waiting = select(deliveries.c.id).where(
        is_alive(deliveries), deliveries.c.contact_id == contact_id, deliveries.c.digest_on.is_not(None), unsent
    )
    if words:
        waiting = waiting.where(deliveries.c.words.in_(words))
    for delivery_id in (await tx.execute(waiting.order_by(deliveries.c.id).with_for_update())).scalars().all():
        await tx.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(state=State.DROPPED))
        await take_back(tx, delivery_id, calendar)
