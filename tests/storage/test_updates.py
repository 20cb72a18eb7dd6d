"""What people said: appended, taken back by another row, and never applied twice."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from plan_data.updates import UpdateKind
from storage.occurrences import items, refresh
from storage.tables import audit, updates
from storage.updates import MOST_IDS, add_update, answer_of_row, last_answer, update_row, updates_of, write_audit
from tests.storage.town import FIRST_DUE, I_1, I_3, LOADED_ON, NOON, TUESDAY, Town

postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


class Speaker:
    """Lan, who writes one message after another."""

    def __init__(self, town: Town, contact_id: int) -> None:
        self.town, self.contact_id, self.number = town, contact_id, 0

    async def says(self, *keys: str, kind: UpdateKind = UpdateKind.DONE) -> tuple[int, ...]:
        """One message about some items; the ids of its updates."""
        return await self._write([(key, kind, None) for key in keys])

    async def takes_back(self) -> tuple[int, ...]:
        """ "nhầm": whatever the last answer was."""
        async with self.town.transaction() as tx:
            last = await last_answer(tx, self.contact_id)
            key = {i.id: i.key for i in await items(tx, [o for _, o in last])}
        return await self._write([(key[o], UpdateKind.UNDO, u) for u, o in last])

    async def _write(self, rows: list[tuple[str, UpdateKind, int | None]]) -> tuple[int, ...]:
        self.number += 1
        inbox_id = await self.town.heard_row("1", self.number)
        known = [(await self.town.item(key), kind, undoes) for key, kind, undoes in rows]
        async with self.town.transaction() as tx:
            made = [
                await add_update(tx, i.id, kind, NOON, contact_id=self.contact_id, inbox_id=inbox_id, undoes=undoes)
                for i, kind, undoes in known
            ]
            await refresh(tx, [i.id for i, _, _ in known], self.town.calendar)
        return tuple(made)


@pytest.fixture
async def lan(town: Town) -> Speaker:
    return Speaker(town, await town.person("Lan", chat="1"))


# --- the words -----------------------------------------------------------------------------------------------------------
async def test_everything_said_comes_back_with_who_and_when(town: Town, lan: Speaker) -> None:
    said = {
        "words": "I.1 xong QĐ 215/QĐ-UBND",
        "percent": 100,
        "until": date(2024, 2, 1),
        "document": "215/QĐ-UBND",
        "happened_on": date(2024, 1, 24),
        "note": "đã trình",
    }
    late = NOON + timedelta(hours=7)  # 19:00 in UTC+7 is noon in UTC; 7 hours later it is the next day there
    item = await town.reports(I_1, UpdateKind.DONE, late, contact_id=lan.contact_id, **said)
    (row,) = item.updates
    assert {name: getattr(row, name) for name in said} == said
    assert (row.by, row.at, row.on, row.kind) == ("Lan", late, LOADED_ON, UpdateKind.DONE)
    after_midnight = await town.reports(I_3, UpdateKind.PROGRESS, NOON + timedelta(hours=12), percent=60)
    assert after_midnight.updates[0].on == date(2024, 1, 26)
    assert (after_midnight.updates[0].by, after_midnight.updates[0].percent) == ("", 60)


@postgres_only
async def test_more_items_can_be_asked_about_than_a_statement_takes_values(town: Town) -> None:
    """PostgreSQL takes 65,535, a plain SQLite 32,766."""
    item = await town.reports(I_1, UpdateKind.PROGRESS, percent=60)
    async with town.transaction() as tx:
        found = await updates_of(tx, [*range(10**6, 10**6 + 65_535), item.id])
        assert await updates_of(tx, []) == {}
    assert list(found) == [item.id]
    assert MOST_IDS < 32_766


@pytest.mark.parametrize(
    "wrong",
    [{"percent": 101}, {"percent": -1}, {"kind": "undo"}, {"kind": "done", "undoes": 1}, {"occurrence_id": 999_999}],
)
async def test_the_database_refuses_nonsense(town: Town, wrong: dict[str, object]) -> None:
    item = await town.reports(I_1, UpdateKind.PROGRESS, percent=0)
    row = {"occurrence_id": item.id, "at": NOON, "on": LOADED_ON, "kind": "progress", "words": "", **wrong}
    with pytest.raises(IntegrityError):
        await town.rows(insert(updates).values(row).returning(updates.c.id))


async def test_a_refusal_leaves_a_trace(town: Town, lan: Speaker) -> None:
    async with town.transaction() as tx:
        await write_audit(tx, NOON, lan.contact_id, "refused", "x" * 300, code="I.1", until="2024-02-01")
    row = await town.one(select(audit))
    assert (row.action, len(row.subject), row.facts) == ("refused", 240, {"code": "I.1", "until": "2024-02-01"})


# --- once ----------------------------------------------------------------------------------------------------------------
async def test_an_inbox_row_is_not_applied_twice(town: Town) -> None:
    inbox_id = await town.heard_row()
    await town.reports(I_1, UpdateKind.DONE, inbox_id=inbox_id)
    await town.reports(I_1, UpdateKind.DOCUMENT, inbox_id=inbox_id)  # one message may say two things
    await town.reports(I_3, UpdateKind.DONE, inbox_id=inbox_id)  # of two items
    with pytest.raises(IntegrityError):
        await town.reports(I_1, UpdateKind.DONE, inbox_id=inbox_id)
    assert len((await town.item(I_1)).updates) == 2
    other = await town.heard_row("1", 2)
    await town.reports(I_1, UpdateKind.DONE, inbox_id=other)  # said again is said again


async def test_nor_is_an_undo(town: Town) -> None:
    inbox_id = await town.heard_row()
    said = (await town.reports(I_1, UpdateKind.DONE)).updates[0].id
    await town.reports(I_1, UpdateKind.UNDO, inbox_id=inbox_id, undoes=said)
    with pytest.raises(IntegrityError):
        await town.reports(I_1, UpdateKind.UNDO, inbox_id=inbox_id, undoes=said)


# --- taken back ----------------------------------------------------------------------------------------------------------
async def test_an_undo_takes_the_whole_last_message_back(town: Town, lan: Speaker) -> None:
    await lan.says(I_1, kind=UpdateKind.PROGRESS)
    await lan.says(*FIRST_DUE)
    assert all([(await town.item(key)).closed_on == LOADED_ON for key in FIRST_DUE])
    await lan.takes_back()
    assert [(await town.item(key)).closed_on for key in FIRST_DUE] == [None] * 3
    async with town.transaction() as tx:
        (item,) = await items(tx, [(await last_answer(tx, lan.contact_id))[0][1]])
    assert item.key == I_1


async def test_an_undo_can_be_undone_and_that_too(town: Town, lan: Speaker) -> None:
    await lan.says(I_1)
    closed = []
    for _ in range(4):
        await lan.takes_back()
        closed.append((await town.item(I_1)).closed_on)
    assert closed == [None, LOADED_ON, None, LOADED_ON]


async def test_an_undone_message_that_stands_again_can_be_taken_back_by_its_button(town: Town, lan: Speaker) -> None:
    said = await lan.says(I_1, I_3)
    first = await town.one(select(updates.c.inbox_id).where(updates.c.id == said[0]))

    async def stands() -> tuple[int, ...]:
        async with town.transaction() as tx:
            return tuple(u for u, _ in await answer_of_row(tx, lan.contact_id, first.inbox_id))

    assert await stands() == said
    await lan.takes_back()
    assert await stands() == ()
    await lan.takes_back()
    assert await stands() == said


async def test_an_answer_of_somebody_else_is_not_mine(town: Town, lan: Speaker) -> None:
    await lan.says(I_1)
    minh = Speaker(town, await town.person("Minh", chat="2"))
    minh.number = 10
    async with town.transaction() as tx:
        assert await last_answer(tx, minh.contact_id) == ()
    (update_id,) = await minh.says(I_3, kind=UpdateKind.PROGRESS)
    async with town.transaction() as tx:
        assert [u for u, _ in await last_answer(tx, minh.contact_id)] == [update_id]
        assert await update_row(tx, 999_999) is None
        row = await update_row(tx, update_id)
    assert row == ((await town.item(I_3)).id, UpdateKind.PROGRESS)


async def test_undo_brings_back_the_ladder_and_not_what_was_missed(town: Town, lan: Speaker) -> None:
    await lan.says(I_1)
    assert (await town.item(I_1)).next_nudge_on is None
    await town.planned(TUESDAY)
    await lan.takes_back()
    item = await town.item(I_1)
    assert (item.nudged_through, item.next_nudge_on) == (TUESDAY, date(2024, 1, 31))


# --- two at once ---------------------------------------------------------------------------------------------------------
@postgres_only
async def test_two_who_answer_at_once_see_each_other(town: Town) -> None:
    """A snooze and a progress, in two transactions that overlap: what is derived must follow from both."""
    other = await town.another()
    item = await town.item(I_1)
    added, release = asyncio.Event(), asyncio.Event()

    async def first() -> None:
        async with town.transaction() as tx:
            await add_update(tx, item.id, UpdateKind.SNOOZE, NOON, until=date(2024, 1, 31), contact_id=None, inbox_id=None)
            await refresh(tx, [item.id], town.calendar)
            added.set()
            await release.wait()

    async def second() -> None:
        await added.wait()
        async with other.transaction() as tx:
            await add_update(tx, item.id, UpdateKind.ACK, NOON, contact_id=None, inbox_id=None)
            asyncio.get_running_loop().call_later(0.1, release.set)
            await refresh(tx, [item.id], town.calendar)

    await asyncio.gather(first(), second())
    derived = await town.item(I_1)
    async with town.transaction() as tx:
        (fresh,) = await refresh(tx, [item.id], town.calendar)
    assert derived.next_nudge_on == fresh.next_nudge_on == date(2024, 1, 31)


@postgres_only
async def test_many_who_answer_about_the_same_items_do_not_lock_each_other(town: Town) -> None:
    stores = [town.store, await town.another()]
    ids = [(await town.item(key)).id for key in FIRST_DUE]

    async def answer(number: int) -> None:
        mine = ids if number % 2 else ids[::-1]
        async with stores[number % 2].transaction() as tx:
            for occurrence_id in mine:
                await add_update(tx, occurrence_id, UpdateKind.PROGRESS, NOON, contact_id=None, inbox_id=None, percent=number)
            await refresh(tx, mine, town.calendar)

    await asyncio.gather(*(answer(n) for n in range(8)))
    assert (await town.one(select(text("count(*)")).select_from(updates)))[0] == 24
