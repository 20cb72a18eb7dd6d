"""Two planners at once, on the engine that is made for several: everything is said once, and nobody waits for ever."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, time

import pytest
from sqlalchemy import insert, select

from plan_data.calendar import at
from scheduler.audience import Hearer
from scheduler.worker import Decided, DueRow, decide, plan_day
from storage.planning import PlanningDesk
from storage.store import Store
from storage.tables import agencies, deliveries, delivery_items, occurrences, reminders
from tests.storage.planned import deciding, digest
from tests.storage.town import (
    CALENDAR,
    FIRST_DUE,
    FRIDAY,
    NOON,
    TELEGRAM,
    TUESDAY,
    Town,
)

postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


async def crowd(town: Town) -> dict[int, int]:
    """Two focal persons for every agency, each of them also for the next one: batches share their hearers."""
    names = [r.name for r in await town.rows(select(agencies.c.name).order_by(agencies.c.id))]
    people: dict[int, int] = {}
    for n, name in enumerate(names):
        contact = await town.person(f"A{n}", agency=name, chat=f"a{n}", phone=str(84_900_000_000 + n))
        people[contact] = n
        await town.person(f"A{n}", agency=names[n - 1], phone=str(84_900_000_000 + n))
    return people


async def plan_in_scraps(store: Store, town: Town, on: date) -> None:
    """A planner with tiny batches, so that two of them meet all the time."""
    desk = PlanningDesk(store, town.calendar)
    await desk.open_day(on)
    while True:
        while await desk.plan_batch(on, random.randint(1, 7), deciding(on)):
            pass
        if await desk.close_day(on):
            return
        await asyncio.sleep(0.005)


@postgres_only
async def test_two_planners_at_once_say_everything_once(town: Town) -> None:
    people = await crowd(town)
    on = date(2024, 12, 2)
    stores = [town.store, await town.another()]
    await asyncio.gather(*(plan_in_scraps(store, town, on) for store in stores for _ in range(2)))
    due = await town.rows(select(occurrences.c.id).where(occurrences.c.nudged_through == on))
    heard = await town.rows(select(reminders))
    assert len(heard) == len({(r.occurrence_id, r.due, r.word, r.contact_id) for r in heard}) == 2 * len(due)
    assert len(due) > 50
    carried = await town.rows(select(delivery_items.c.occurrence_id, deliveries.c.contact_id).join(deliveries))
    assert Counter((r.occurrence_id, r.contact_id) for r in carried) == Counter((r.occurrence_id, r.contact_id) for r in heard)
    digests = await town.rows(select(deliveries.c.contact_id))
    assert len(digests) == len({r.contact_id for r in digests}) <= len(people)


@postgres_only
async def test_two_planners_that_meet_crosswise_do_not_lock_each_other(town: Town) -> None:
    """One comes from each end of the same people, and both must wait in the middle until a third lets go."""
    people, other, on = sorted(await crowd(town)), await town.another(), date(2024, 12, 2)
    there, release = asyncio.Event(), asyncio.Event()
    middle = {"channel": TELEGRAM, "chat_id": "x", "contact_id": people[len(people) // 2], "words": "digest", "facts": {}}

    async def hold() -> None:
        async with other.transaction() as tx:
            await tx.execute(insert(deliveries).values(**middle, digest_on=on, not_before=NOON, state="pending"))
            there.set()
            await release.wait()
            await tx.rollback()

    async def plan(step: int) -> int:
        await there.wait()

        def ordered(rows: Sequence[DueRow], hearers: Sequence[Hearer]) -> Sequence[Decided]:
            return sorted(decide(rows, hearers, CALENDAR, on), key=lambda d: d.row.agency_id * step)

        return await town.desk().plan_batch(on, 60, ordered)

    async def let_go() -> None:
        await there.wait()
        await asyncio.sleep(0.4)
        release.set()

    assert len(await town.rows(select(occurrences.c.id).where(occurrences.c.next_nudge_on <= on))) >= 120
    _, up, down, _ = await asyncio.gather(hold(), plan(1), plan(-1), let_go())
    assert (up, down) == (60, 60)


@postgres_only
async def test_two_planners_after_an_outage_wait_for_the_words_taken_back(town: Town) -> None:
    """Else the second finds nothing due, opens the sending, and the words come too late for the messages."""
    lan = await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    other = await town.another()
    inside, release = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with other.transaction() as tx:  # as open_day does, only slower
            row = select(deliveries.c.id).where(deliveries.c.digest_on < TUESDAY).with_for_update()
            await tx.execute(row)
            inside.set()
            await release.wait()

    async def second() -> bool:
        await inside.wait()
        return await plan_day(PlanningDesk(town.store, CALENDAR), CALENDAR, at(TUESDAY, time(0, 1)))

    holding, planning = asyncio.create_task(first()), asyncio.create_task(second())
    await inside.wait()
    await asyncio.sleep(0.1)
    async with other.engine.connect() as looking:
        assert (await looking.execute(select(deliveries.c.state))).scalars().all() == ["pending"]
    release.set()
    await holding
    assert await planning
    assert (await digest(town, TUESDAY, lan))[1] == [(key, "T-1") for key in FIRST_DUE]
