"""Opening a database and changing it: the traps that each engine lays, one test a trap."""

import asyncio
import traceback
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError, StatementError

from storage.dialects import insert as insert_or_ignore
from storage.errors import DatabaseUnreachable, NestedTransaction, StorageError, UnreadableUrl
from storage.store import Store, open_store
from storage.tables import UtcDateTime, accounts, chats, delivery_items, inbox, marks
from tests.storage.town import NOON, TELEGRAM, Town

sqlite_only = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)


# --- transactions -----------------------------------------------------------------------------------------------------------
async def count_up(store: Store, times: int) -> None:
    """Reads, then writes what it read: what a plain BEGIN loses or fails at."""
    for _ in range(times):
        async with store.transaction() as tx:
            row = select(chats.c.misunderstood).where(chats.c.chat_id == "1").with_for_update()
            seen = (await tx.execute(row)).scalar_one()
            await asyncio.sleep(0)
            await tx.execute(chats.update().values(misunderstood=seen + 1))


async def test_reading_then_writing_never_fails_and_loses_nothing(bare: Town) -> None:
    async with bare.transaction() as tx:
        await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id="1"))
    other = await bare.another()
    await asyncio.gather(*(count_up(store, 10) for store in (bare.store, other) for _ in range(5)))
    assert (await bare.one(select(chats.c.misunderstood))).misunderstood == 100


@sqlite_only
async def test_sqlite_is_one_careful_connection(bare: Town) -> None:
    pragmas = {"journal_mode": "truncate", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    async with bare.transaction() as tx:
        found = {name: (await tx.execute(text(f"PRAGMA {name}"))).scalar_one() for name in pragmas}
    assert found == pragmas
    waiting = asyncio.Event()
    order: list[str] = []

    async def hold() -> None:
        async with bare.transaction():
            order.append("first in")
            waiting.set()
            await asyncio.sleep(0.05)
            order.append("first out")

    async def follow() -> None:
        await waiting.wait()
        async with bare.transaction():
            order.append("second in")

    await asyncio.gather(hold(), follow())
    assert order == ["first in", "first out", "second in"]


async def test_an_error_takes_everything_back(bare: Town) -> None:
    async def broken() -> None:
        async with bare.transaction() as tx:
            await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id="1"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await broken()
    assert await bare.rows(select(chats)) == []


async def test_a_cancelled_transaction_leaves_nothing_and_blocks_nobody(bare: Town) -> None:
    inside = asyncio.Event()

    async def stopped() -> None:
        async with bare.transaction() as tx:
            await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id="1"))
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(stopped())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await bare.rows(select(chats)) == []


async def test_a_nested_transaction_raises_and_does_not_wait_for_itself(bare: Town) -> None:
    async with bare.transaction():
        with pytest.raises(NestedTransaction):
            async with bare.transaction():
                raise AssertionError("never entered")
    async with bare.transaction() as tx:  # the refusal left no mark behind
        assert await tx.scalar(select(chats.c.chat_id)) is None


async def test_tasks_side_by_side_are_not_nested(bare: Town) -> None:
    async def one(number: int) -> None:
        async with bare.transaction() as tx:
            await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id=str(number)))

    await asyncio.gather(*(one(n) for n in range(8)))
    assert len(await bare.rows(select(chats))) == 8


async def test_a_child_without_parent_is_refused(bare: Town) -> None:
    with pytest.raises(IntegrityError):
        async with bare.transaction() as tx:
            await tx.execute(insert(delivery_items).values(delivery_id=1, occurrence_id=1, position=0, word=""))


async def test_what_was_new_is_counted_by_what_returns(bare: Town) -> None:
    """rowcount is -1 on psycopg after ON CONFLICT."""
    async with bare.transaction() as tx:
        await tx.execute(insert(chats).values(channel=TELEGRAM, chat_id="1"))
        rows = [{"channel": TELEGRAM, "chat_id": c} for c in ("1", "2", "3")]
        statement = insert_or_ignore(tx, chats).values(rows).on_conflict_do_nothing().returning(chats.c.chat_id)
        assert sorted((await tx.execute(statement)).scalars()) == ["2", "3"]


# --- moments -----------------------------------------------------------------------------------------------------------------
async def test_a_moment_comes_back_as_the_same_moment(bare: Town) -> None:
    here = timezone(timedelta(hours=7))
    moments = [
        datetime(2024, 1, 31, 8, 0, tzinfo=here),
        datetime(2024, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2024, 1, 31, 0, 30, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
    ]
    async with bare.transaction() as tx:
        rows = [{"channel": str(n), "heard_at": moment} for n, moment in enumerate(moments)]
        await tx.execute(insert(accounts), rows)
        back = (await tx.execute(select(accounts.c.heard_at).order_by(accounts.c.channel))).scalars().all()
        later = select(accounts.c.channel).where(accounts.c.heard_at > datetime(2024, 1, 31, 5, 59, tzinfo=UTC))
        assert sorted((await tx.execute(later)).scalars()) == ["1", "2"]
    assert back == moments
    assert all(moment.utcoffset() == timedelta(0) for moment in back)


async def test_a_moment_without_a_zone_is_refused(bare: Town) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with bare.transaction() as tx:
            await tx.execute(insert(accounts).values(channel="x", heard_at=NOON.replace(tzinfo=None)))


@given(st.datetimes(timezones=st.timezones()))
def test_every_moment_survives_the_type(moment: datetime) -> None:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return
    for dialect in (sqlite.dialect(), postgresql.dialect()):  # type: ignore[no-untyped-call]
        stored = UtcDateTime().process_bind_param(moment, dialect)
        assert UtcDateTime().process_result_value(stored, dialect) == moment.astimezone(UTC)


# --- addresses that lead nowhere ---------------------------------------------------------------------------------------------
def everything_said(error: BaseException) -> str:
    return "".join(traceback.format_exception(error)) + str(error)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "nhacviec.db",
        "mysql://nhacviec:bi-mat@localhost/nhacviec",
        "postgresql://nhacviec:bi-mat@localhost:cong/nhacviec",
    ],
)
async def test_an_address_that_cannot_be_read(url: str) -> None:
    with pytest.raises(UnreadableUrl) as caught:
        await open_store(url)
    assert str(caught.value).startswith("Không đọc được NHACVIEC_DATABASE_URL.")
    assert "bi-mat" not in everything_said(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://nhacviec:bi-mat@127.0.0.1:1/nhacviec",
        "postgresql://nhacviec:bi-mat@/nhacviec?host=/nowhere",
        "postgres://nhacviec:bi-mat@may-chu.invalid/nhacviec",
    ],
)
async def test_a_server_that_does_not_answer(url: str) -> None:
    with pytest.raises(DatabaseUnreachable) as caught:
        await open_store(url)
    assert str(caught.value).startswith("Không kết nối được cơ sở dữ liệu.")
    assert "bi-mat" not in everything_said(caught.value)


async def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Không phải cơ sở dữ liệu. " * 100)
    for path in (tmp_path, tmp_path / "note.txt", tmp_path / "note.txt" / "nhacviec.db"):
        with pytest.raises(DatabaseUnreachable):
            await open_store(f"sqlite:///{path}")


async def test_the_folder_of_a_new_database_is_made(tmp_path: Path) -> None:
    store = await open_store(f"sqlite:///{tmp_path}/data/tinh/nhacviec.db")
    await store.close()
    assert (tmp_path / "data" / "tinh").is_dir()
    assert store.is_sqlite


@postgres_only
async def test_a_connection_that_was_cut_is_said_so_and_the_next_one_works(bare: Town) -> None:
    other = await bare.another()

    async def cut() -> None:
        async with bare.transaction() as tx:
            mine = await tx.scalar(text("SELECT pg_backend_pid()"))
            async with other.engine.begin() as connection:
                await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
            await tx.execute(select(inbox.c.id))

    with pytest.raises(DatabaseUnreachable):
        await cut()
    assert await bare.rows(select(marks)) == []


def test_every_error_is_a_sentence() -> None:
    for kind in StorageError.__subclasses__():
        assert str(kind()).endswith((".", "ten"))
        assert "\n" not in str(kind("a detail that stays inside"))
