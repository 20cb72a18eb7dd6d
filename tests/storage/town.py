"""A database with the plan that ships, and short ways to fill it and look into it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Executable, bindparam, insert, select, update

from plan_data.calendar import WorkingCalendar, at, load_calendar
from plan_data.loading import load_plan, plan_json
from plan_data.occurrences import members_of, planned_occurrences
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from scheduler.channel import RawUpdate, Receipt, Say
from scheduler.worker import Claimed, plan_day
from storage import inbox, outbox
from storage.gists import derive_all
from storage.occurrences import PLANNED_THROUGH, Item, items, refresh
from storage.outbox import Outbox
from storage.people import add_contact, join
from storage.planning import PlanningDesk
from storage.plans import record_plan
from storage.store import Store, Tx, open_store
from storage.tables import activities, agencies, deliveries, marks, occurrences, updates
from storage.updates import add_update
from tests.histories import history

PLAN = load_plan()
CALENDAR = load_calendar()

LOADED_ON = date(2024, 1, 25)
"""A Thursday: two days after the decision, six days before the first due date (31/01, a Wednesday)."""
FRIDAY, MONDAY, TUESDAY = date(2024, 1, 26), date(2024, 1, 29), date(2024, 1, 30)
WEDNESDAY, THURSDAY = date(2024, 1, 31), date(2024, 2, 1)
"""T-3, a day without a word, T-1; T0 and T+1 of what is due first."""
NOON = at(LOADED_ON, time(12))
TICKS = 1_000_000.0
TELEGRAM = "telegram"

I_1 = "137-2024/I.1/so-tu-phap@2024-01-31"
I_2 = "137-2024/I.2/so-tu-phap@2024-03-31"
I_3 = "137-2024/I.3/so-tu-phap@2024-01-31"
I_4 = "137-2024/I.4/so-tu-phap@2024-01-31"
FIRST_DUE = (I_1, I_3, I_4)
JUSTICE = "Sở Tư pháp"
INTERIOR = "Sở Nội vụ"
FINANCE = "Sở Tài chính"


async def load(store: Store, on: date = LOADED_ON) -> None:
    """The plan, as `plan import ca-mau-2024` records it."""
    async with store.transaction() as tx:
        await record_plan(tx, PLAN, planned_occurrences(PLAN), members_of(PLAN), plan_json(PLAN), CALENDAR, on)


@dataclass
class Town:
    """One database and the replicas that serve it."""

    store: Store
    url: str
    calendar: WorkingCalendar = CALENDAR
    _others: list[Store] = field(default_factory=list)

    def transaction(self) -> AbstractAsyncContextManager[Tx]:
        return self.store.transaction()

    async def another(self) -> Store:
        """A second process on the same database."""
        self._others.append(await open_store(self.url))
        return self._others[-1]

    async def close(self) -> None:
        for store in (self.store, *self._others):
            await store.close()

    # --- looking ---------------------------------------------------------------------------------------------------------
    async def rows(self, query: Executable) -> Sequence[Any]:
        async with self.transaction() as tx:
            return (await tx.execute(query)).all()

    async def one(self, query: Executable) -> Any:
        (row,) = await self.rows(query)
        return row

    async def delivery(self, delivery_id: int) -> Any:
        return await self.one(select(deliveries).where(deliveries.c.id == delivery_id))

    async def states(self) -> list[str]:
        return [r.state for r in await self.rows(select(deliveries.c.state).order_by(deliveries.c.id))]

    async def item(self, key: str) -> Item:
        async with self.transaction() as tx:
            occurrence_id = await tx.scalar(select(occurrences.c.id).where(occurrences.c.key == key))
            assert occurrence_id is not None, key
            (found,) = await items(tx, [occurrence_id])
            return found

    # --- filling -------------------------------------------------------------------------------------------------------
    async def agency(self, name: str) -> int:
        return int((await self.one(select(agencies.c.id).where(agencies.c.name == name))).id)

    async def person(
        self,
        name: str,
        post: Post = Post.FOCAL,
        agency: str | None = JUSTICE,
        *,
        chat: str | None = None,
        hour: time = time(8),
        phone: str | None = None,
    ) -> int:
        """Somebody with a post; joined where `chat` says from which one."""
        agency_id = await self.agency(agency) if agency is not None and post is not Post.ADMIN else None
        async with self.transaction() as tx:
            contact_id = await add_contact(tx, name, post, agency_id, date(2024, 1, 1), hour=hour, phone=phone)
            if chat is not None:
                await join(tx, contact_id, TELEGRAM, chat, NOON)
        return contact_id

    async def hears(self, chat: str, *ids: int, now: datetime = NOON) -> int:
        """Updates of one chat come in; how many were new."""
        return await inbox.receive(self.store, TELEGRAM, [RawUpdate(i, chat, f'{{"update_id": {i}}}') for i in ids], now)

    async def heard_row(self, chat: str = "1", update_id: int = 1) -> int:
        """An inbox row for an answer to come from; its id."""
        await self.hears(chat, update_id)
        async with self.transaction() as tx:
            row = await inbox.take(tx)
            assert row is not None
            await inbox.finish(tx, row.id)
            return row.id

    async def reports(self, key: str, kind: UpdateKind, moment: datetime = NOON, **facts: Any) -> Item:
        """Somebody answers about an item: the update and the refresh in one transaction, as the service does it."""
        known = await self.item(key)
        async with self.transaction() as tx:
            await add_update(tx, known.id, kind, moment, **{"contact_id": None, "inbox_id": None, **facts})
            (fresh,) = await refresh(tx, [known.id], self.calendar)
            return fresh

    async def hears_histories(self, rng: Random, most: int = 12) -> None:
        """Something of every kind is said about every item, over half a year; some are due later, some need confirming."""
        async with self.transaction() as tx:
            await tx.execute(update(activities).where(activities.c.id % 3 == 0).values(confirm=True))
            ids = (await tx.execute(select(occurrences.c.id).order_by(occurrences.c.id))).scalars().all()
            told, first_id = [], 1
            for occurrence_id in ids:
                for said in history(rng, first_id=first_id, most=most):
                    facts = {k: v for k, v in asdict(said).items() if k not in ("by", "agency")}
                    told.append(facts | {"kind": str(said.kind), "occurrence_id": occurrence_id})
                    first_id = said.id + 1
            await tx.execute(insert(updates), told)
            later = [{"of": i, "to": LOADED_ON + timedelta(days=rng.randrange(140, 240))} for i in ids if i % 4 == 0]
            change = update(occurrences).where(occurrences.c.id == bindparam("of")).values(due=bindparam("to"))
            await tx.execute(change, later)
            await tx.run_sync(derive_all)

    async def say(
        self,
        chat: str,
        *,
        items: Sequence[int] = (),
        now: datetime = NOON,
        not_before: datetime | None = None,
        inbox_id: int | None = None,
    ) -> int:
        """A message for a chat; its id."""
        what = Say("hello", items=tuple(items))
        async with self.transaction() as tx:
            return await outbox.say(tx, what, channel=TELEGRAM, chat_id=chat, now=now, not_before=not_before, inbox_id=inbox_id)

    # --- the desks ----------------------------------------------------------------------------------------------------------
    def outbox(self, me: str = "a", *, rate: int = 30, chat_pause: float = 1.0, store: Store | None = None) -> Outbox:
        return Outbox(store or self.store, self.calendar, me, rate=rate, chat_pause=chat_pause)

    async def open_outbox(self, me: str = "a", *, rate: int = 30, chat_pause: float = 1.0) -> Outbox:
        """An outbox whose slots are free at TICKS."""
        desk = self.outbox(me, rate=rate, chat_pause=chat_pause)
        await desk.open_account(TELEGRAM, TICKS - 10.0)
        return desk

    def desk(self, store: Store | None = None) -> PlanningDesk:
        return PlanningDesk(store or self.store, self.calendar)

    async def plan(self, on: date) -> bool:
        return await plan_day(self.desk(), self.calendar, at(on, time(0, 0, 1)))

    async def planned(self, on: date) -> None:
        """As if the days up to `on` had been planned."""
        async with self.transaction() as tx:
            await tx.execute(marks.insert().values(name=PLANNED_THROUGH, day=on))


async def send(desk: Outbox, claimed: Sequence[Claimed], *, now: datetime = NOON, ticks: float = TICKS) -> list[int]:
    """What has a slot goes out; the ids, in the order in which they were begun."""
    begun = await desk.begin(claimed, ticks)
    for delivery in begun:
        await desk.sent(delivery, Receipt(f"m{delivery.id}"), now, ticks)
    return [d.id for d in begun]
