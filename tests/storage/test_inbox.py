"""The inbox: heard once, in order in a chat, by one replica at a time."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from plan_data.updates import UpdateKind
from scheduler.channel import RawUpdate
from storage import inbox
from storage.store import Store
from storage.tables import accounts, chats, deliveries, updates
from storage.tables import inbox as inbox_rows
from tests.storage.town import I_1, NOON, TELEGRAM, Town

postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


async def work(town: Town) -> list[str]:
    """Everything that waits, as "chat/update", in the order of its turns."""
    served: list[str] = []
    while True:
        async with town.transaction() as tx:
            row = await inbox.take(tx)
            if row is None:
                return served
            served.append(f"{row.chat_id}/{row.body.split(': ')[1][:-1]}")
            await inbox.finish(tx, row.id)


# --- heard once ---------------------------------------------------------------------------------------------------------------
async def test_a_batch_that_comes_twice_is_heard_once(bare: Town) -> None:
    assert await bare.hears("1", 10, 11, 12) == 3
    assert await bare.hears("1", 10, 11, 12) == 0
    assert await bare.hears("1", 12, 13) == 1
    assert await work(bare) == ["1/10", "1/11", "1/12", "1/13"]
    assert await bare.hears("1", 12, 13) == 0  # done is heard, too
    assert await work(bare) == []


async def test_the_same_number_on_another_channel_is_another_update(bare: Town) -> None:
    update = RawUpdate(7, "1", "{}")
    assert await inbox.receive(bare.store, TELEGRAM, [update], NOON) == 1
    assert await inbox.receive(bare.store, "zalo", [update], NOON) == 1
    assert await inbox.receive(bare.store, TELEGRAM, [update, update], NOON) == 0


async def test_where_to_go_on_is_committed_with_the_batch(bare: Town) -> None:
    assert await inbox.next_offset(bare.store, TELEGRAM) is None
    await bare.hears("1", 10, 12, 11)
    assert await inbox.next_offset(bare.store, TELEGRAM) == 13
    await inbox.receive(bare.store, TELEGRAM, [], NOON + timedelta(minutes=1))  # a quiet poll
    assert await inbox.next_offset(bare.store, TELEGRAM) == 13
    assert (await bare.one(select(accounts.c.heard_at))).heard_at == NOON + timedelta(minutes=1)
    await bare.hears("1", 5)  # after a quiet week the numbers begin anywhere
    assert await inbox.next_offset(bare.store, TELEGRAM) == 6
    await bare.hears("1", 2**60)  # another channel's ids may be wider than Telegram's
    assert await inbox.next_offset(bare.store, TELEGRAM) == 2**60 + 1


@postgres_only
async def test_replicas_that_hear_the_same_crosswise_do_not_lock_each_other(bare: Town) -> None:
    """One comes from each end of the batch, and both must wait in the middle until a third lets go."""
    other = await bare.another()
    there, release = asyncio.Event(), asyncio.Event()

    async def middle() -> None:
        async with other.transaction() as tx:
            await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id="50"))
            there.set()
            await release.wait()
            await tx.rollback()

    async def hear(ids: Sequence[int]) -> int:
        await there.wait()
        return await inbox.receive(bare.store, TELEGRAM, [RawUpdate(i, str(i), "{}") for i in ids], NOON)

    async def let_go() -> None:
        await there.wait()
        await asyncio.sleep(0.2)
        release.set()

    _, up, down, _ = await asyncio.gather(middle(), hear(range(10, 90)), hear(range(89, 9, -1)), let_go())
    assert up + down == 80


# --- whose turn it is ---------------------------------------------------------------------------------------------------------
async def test_a_chat_is_served_in_order_and_the_oldest_chat_first(bare: Town) -> None:
    await bare.hears("2", 20)
    await bare.hears("1", 21)
    await bare.hears("2", 23, 22)
    assert await work(bare) == ["2/20", "1/21", "2/22", "2/23"]


async def test_a_row_that_cannot_be_read_is_parked_and_blocks_nobody(bare: Town) -> None:
    await bare.hears("1", 1, 2)
    async with bare.transaction() as tx:
        row = await inbox.take(tx)
        assert row is not None
        await inbox.park(tx, row.id, "x" * 500)
        assert (await inbox.waiting(tx), await inbox.parked(tx)) == (1, 1)
    assert await work(bare) == ["1/2"]
    assert len((await bare.one(select(inbox_rows.c.why).where(inbox_rows.c.state == "parked"))).why) == 200


async def test_a_stumble_is_counted_and_tried_again_first(bare: Town) -> None:
    await bare.hears("1", 1, 2)
    for tries in range(inbox.MOST_TRIES):
        async with bare.transaction() as tx:
            row = await inbox.take(tx)
            assert row is not None
            assert (row.attempts, row.body) == (tries, '{"update_id": 1}')
            await inbox.stumble(tx, row.id)
    assert await work(bare) == ["1/1", "1/2"]


@postgres_only
async def test_two_takers_never_serve_one_chat_and_step_over_each_other(bare: Town) -> None:
    await bare.hears("1", 1, 2)
    await bare.hears("2", 3)
    other = await bare.another()
    holds, release = asyncio.Event(), asyncio.Event()

    async def first() -> str:
        async with bare.transaction() as tx:
            row = await inbox.take(tx)
            assert row is not None
            holds.set()
            await release.wait()
            await inbox.finish(tx, row.id)
            return row.body

    async def second() -> tuple[str, bool]:
        await holds.wait()
        async with other.transaction() as tx:
            row = await inbox.take(tx)
            assert row is not None
            await inbox.finish(tx, row.id)
        async with other.transaction() as tx:  # what waits is of the chat that the first one serves
            empty = await inbox.take(tx) is None
        release.set()
        return row.body, empty

    mine, (others, empty) = await asyncio.gather(first(), second())
    assert (mine, others, empty) == ('{"update_id": 1}', '{"update_id": 3}', True)
    assert await work(bare) == ["1/2"]


@postgres_only
async def test_several_takers_serve_everything_once_and_every_chat_in_order(bare: Town) -> None:
    for chat in range(12):
        await bare.hears(str(chat), *range(chat * 100, chat * 100 + 12))
    stores = [bare.store, await bare.another()]
    served: list[str] = []

    async def taker(store: Store) -> None:
        async with store.transaction() as tx:
            left = await inbox.waiting(tx)
        while left:
            async with store.transaction() as tx:
                row = await inbox.take(tx)
                if row is not None:
                    await asyncio.sleep(0)
                    await inbox.finish(tx, row.id)
                    served.append(f"{row.chat_id}/{row.body}")
            async with store.transaction() as tx:
                left = await inbox.waiting(tx)

    await asyncio.gather(*(taker(store) for store in stores for _ in range(2)))
    assert len(served) == len(set(served)) == 144
    for chat in range(12):
        own = [line for line in served if line.startswith(f"{chat}/")]
        assert own == [f'{chat}/{{"update_id": {i}}}' for i in range(chat * 100, chat * 100 + 12)]


# --- expiry -------------------------------------------------------------------------------------------------------------------
LATER = NOON + inbox.KEEP_KEYS + timedelta(seconds=1)


async def test_old_rows_are_forgotten_and_their_answers_kept(town: Town) -> None:
    row_id = await town.heard_row("1", 1)
    await town.say("1", inbox_id=row_id)
    await town.hears("1", 2)
    async with town.transaction() as tx:
        await inbox.expire(tx, NOON + inbox.KEEP_KEYS)
    assert len(await town.rows(select(inbox_rows))) == 2
    async with town.transaction() as tx:
        await inbox.expire(tx, LATER)
    assert [r.update_id for r in await town.rows(select(inbox_rows))] == ["2"]  # what waits is never forgotten
    assert (await town.one(select(deliveries.c.inbox_id))).inbox_id is None


async def test_rows_that_updates_cite_stay_and_let_go_of_their_number(town: Town) -> None:
    row_id = await town.heard_row("1", 1)
    await town.reports(I_1, UpdateKind.DONE, inbox_id=row_id, words="I.1 xong")
    await town.hears("1", 2)
    async with town.transaction() as tx:
        row = await inbox.take(tx)
        assert row is not None
        await inbox.park(tx, row.id, "cannot be read")
    for _ in range(2):
        async with town.transaction() as tx:
            await inbox.expire(tx, LATER)
    kept = await town.rows(select(inbox_rows.c.id, inbox_rows.c.body).order_by(inbox_rows.c.id))
    assert [tuple(r) for r in kept] == [(row_id, '{"update_id": 1}'), (row.id, '{"update_id": 2}')]
    assert (await town.one(select(updates.c.inbox_id))).inbox_id == row_id
    # After a quiet week the provider's numbers begin anywhere: the same number is a new answer.
    assert await town.hears("1", 1, 2, now=LATER) == 2
    assert len(await work(town)) == 2


# --- the question that is open in a chat -------------------------------------------------------------------------------------
async def test_a_new_question_closes_the_one_before(bare: Town) -> None:
    async with bare.transaction() as tx:
        first = await inbox.ask(tx, TELEGRAM, "1", "which", {"items": [1, 2]}, NOON)
        other = await inbox.ask(tx, TELEGRAM, "2", "which", {"items": [3]}, NOON)
        second = await inbox.ask(tx, TELEGRAM, "1", "when", {"item": 1}, NOON)
        assert await inbox.ask_by_id(tx, first, TELEGRAM, "1") is None
        assert await inbox.ask_by_id(tx, second, TELEGRAM, "1") == inbox.Ask(second, "when", {"item": 1})
        assert await inbox.ask_by_id(tx, second, TELEGRAM, "2") is None  # a button of somebody else's chat
        assert await inbox.open_asks(tx, TELEGRAM, "1", NOON) == (inbox.Ask(second, "when", {"item": 1}),)
        await inbox.close_asks(tx, TELEGRAM, "1")
        assert await inbox.open_asks(tx, TELEGRAM, "1", NOON) == ()
        assert [a.id for a in await inbox.open_asks(tx, TELEGRAM, "2", NOON)] == [other]


async def test_a_question_can_wait_on_beside_a_newer_one(bare: Town) -> None:
    async with bare.transaction() as tx:
        first = await inbox.ask(tx, TELEGRAM, "1", "why", {"item": 1}, NOON)
        [waits] = await inbox.open_asks(tx, TELEGRAM, "1", NOON)
        second = await inbox.ask(tx, TELEGRAM, "1", "who", {"row": 7}, NOON)
        await inbox.reopen_ask(tx, waits)
        newest, older = await inbox.open_asks(tx, TELEGRAM, "1", NOON)
        assert (newest.id, older.id) == (second, first)
        # What answered a question is found by the message that led to it.
        await inbox.answer_ask(tx, newest, 9)
        assert await inbox.answers_to(tx, TELEGRAM, "1", [7], NOON) == (9,)
        assert await inbox.answers_to(tx, TELEGRAM, "1", [8], NOON) == ()
        assert await inbox.answers_to(tx, TELEGRAM, "2", [7], NOON) == ()
        assert await inbox.answers_to(tx, TELEGRAM, "1", [7], LATER) == ()


async def test_a_question_is_open_for_a_day(bare: Town) -> None:
    async with bare.transaction() as tx:
        await inbox.ask(tx, TELEGRAM, "1", "which", {}, NOON)
        assert len(await inbox.open_asks(tx, TELEGRAM, "1", NOON + inbox.ASK_LIVES - timedelta(seconds=1))) == 1
        assert await inbox.open_asks(tx, TELEGRAM, "1", NOON + inbox.ASK_LIVES) == ()
