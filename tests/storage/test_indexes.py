"""Cost follows what is due: the questions that are asked every second read an index, not a table that grows for years."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.engine import make_url

from plan_data.calendar import at
from scheduler.channel import Refused
from scheduler.deliveries import WAITING, State, outcome
from storage import holds, inbox, mailings, outbox, queries
from storage import occurrences as desk
from storage.lists import Narrowed, find_items
from storage.outbox import Outbox
from storage.statuses import Stated, Status
from storage.store import Tx
from storage.updates import last_answer, recorded_by, updates_of
from tests.storage.town import FRIDAY, NOON, TELEGRAM, TICKS, Town

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

GROWING = {
    "nudges",
    "nudged_items",
    "occurrences",
    "deliveries",
    "earlier",
    "delivery_items",
    "inbox",
    "updates",
    "reminders",
    "chats",
}
"""`earlier` is the alias under which the claim looks at what was to be said before."""
SMALL = {"ix_inbox_oldest", "ix_inbox_waiting", "ix_deliveries_state", "ix_deliveries_waiting"}
"""Partial: they hold what waits and nothing else, so that reading one from end to end is reading what waits."""


async def steps(town: Town, work: Callable[[], Awaitable[Any]]) -> list[str]:
    """How SQLite goes about every statement of `work`, one line a step."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool) -> None:
        if statement.split(maxsplit=1)[0] in ("SELECT", "UPDATE", "DELETE"):
            asked.append((statement, parameters[0] if many else parameters))

    engine = town.store.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await work()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    with closing(sqlite3.connect(str(make_url(town.url).database))) as looking:
        plans = [looking.execute(f"EXPLAIN QUERY PLAN {statement}", parameters) for statement, parameters in asked]
        found = [str(row[3]) for plan in plans for row in plan]
    assert found
    return found


def read_whole(found: list[str]) -> list[str]:
    """The steps that read all of a table that grows."""
    scans = [step.split() for step in found if step.startswith("SCAN ")]
    return [" ".join(words) for words in scans if words[1] in GROWING and words[-1] not in SMALL]


async def asking(town: Town, question: Callable[[Tx], Awaitable[Any]]) -> list[str]:
    async def work() -> None:
        async with town.transaction() as tx:
            await question(tx)

    return await steps(town, work)


async def test_the_scan(town: Town) -> None:
    await town.person("Lan", chat="1")
    found = await steps(town, lambda: town.plan(FRIDAY))
    assert read_whole(found) == []
    place = next(n for n, step in enumerate(found) if "COVERING INDEX ix_occurrences_next_nudge_on (next_nudge_on<?)" in step)
    assert "TEMP B-TREE" not in found[place + 1]  # nor are they sorted


async def test_who_is_late(town: Town) -> None:
    late = Narrowed(stated=Stated(Status.OVERDUE, town.calendar, date(2024, 4, 1)))
    found = await asking(town, lambda tx: find_items(tx, late))
    assert read_whole(found) == []
    assert any("ix_occurrences_stage_due (stage=? AND due<?)" in step for step in found)


async def test_an_agencys_open_work(town: Town) -> None:
    found = await asking(town, lambda tx: desk.open_items(tx, [1, 2]))
    assert read_whole(found) == []
    assert any("ix_occurrences_agency_id_closed_on_due (agency_id=? AND closed_on=?)" in step for step in found)


async def test_the_claim_and_what_follows(town: Town) -> None:
    sender = await town.open_outbox()
    for chat in ("1", "1", "2"):
        await town.say(chat)

    async def work() -> None:
        await sender.recover(TICKS)
        await sender.begin(await sender.claim(TELEGRAM, NOON, TICKS, 30), TICKS)

    found = await steps(town, work)
    assert read_whole(found) == []
    assert any("SEARCH deliveries USING INDEX ix_deliveries_waiting (channel=?)" in step for step in found)
    assert any("SEARCH earlier USING INDEX ix_deliveries_waiting (channel=? AND chat_id=? AND id<?)" in s for s in found)


async def test_is_there_anything_left_to_say(town: Town) -> None:
    sender = await town.open_outbox()
    await town.say("1")
    assert read_whole(await asking(town, lambda tx: Outbox.idle(tx, NOON))) == []
    assert read_whole(await steps(town, lambda: sender.next_moment(NOON))) == []


async def test_the_inbox(town: Town) -> None:
    await town.hears("1", 1, 2)
    found = await asking(town, inbox.take)
    assert read_whole(found) == []
    assert any("SEARCH inbox USING" in step and "ix_inbox_oldest (state=?)" in step for step in found)
    assert any("INDEX ix_inbox_waiting (channel=? AND chat_id=?)" in step for step in found)
    assert not any("TEMP B-TREE" in step for step in found)
    assert read_whole(await asking(town, inbox.waiting)) == []


async def test_expiry_looks_at_what_is_old(town: Town) -> None:
    found = await asking(town, lambda tx: inbox.expire(tx, NOON))
    assert read_whole(found) == []
    assert any("ix_inbox_received_at (received_at<?)" in step for step in found)


async def test_what_an_answer_answers(town: Town) -> None:
    since = NOON - timedelta(days=2)
    for question in (
        lambda tx: desk.items_of_message(tx, TELEGRAM, "1", "m1"),
        lambda tx: outbox.last_with_items(tx, TELEGRAM, "1"),
        lambda tx: outbox.digests_showing(tx, [1, 2], since),
        lambda tx: outbox.message_root(tx, TELEGRAM, "1", "m1"),
        lambda tx: desk.newest_carried(tx, TELEGRAM, "1", NOON),
        lambda tx: inbox.heard_as(tx, TELEGRAM, "1", "m1"),
        lambda tx: recorded_by(tx, 1, [1, 2]),
        lambda tx: last_answer(tx, 1),
        lambda tx: updates_of(tx, [1, 2]),
        lambda tx: desk.refresh(tx, [1, 2], town.calendar),
        lambda tx: holds.letters(tx, [1, 2], FRIDAY),
        lambda tx: holds.heard_above(tx, [1, 2]),
        lambda tx: holds.morning_of(tx, 1),
        lambda tx: queries.last_reminded(tx, [1, 2]),
        lambda tx: mailings.nudged_on(tx, FRIDAY),
        lambda tx: mailings.untold(tx, FRIDAY),
        lambda tx: mailings.told_in(tx, 1),
        lambda tx: mailings.forget_nudge(tx, 1),
        lambda tx: mailings.untell(tx, 1),
    ):
        assert read_whole(await asking(town, question)) == []


async def test_a_morning_message_that_died(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    eight = at(FRIDAY, time(8))
    sender = await town.open_outbox()
    (delivery,) = await sender.begin(await sender.claim(TELEGRAM, eight, TICKS, 30), TICKS)
    dead = outcome(Refused("400"), 1, unknown_before=False)
    assert read_whole(await steps(town, lambda: sender.failed(delivery, dead, eight, TICKS))) == []


async def test_the_partial_indexes_hold_what_waits_and_nothing_else(town: Town) -> None:
    """Their words and those of the state machine must not drift apart."""
    async with town.transaction() as tx:
        sql = (await tx.execute(text("SELECT sql FROM sqlite_master WHERE name = 'ix_deliveries_waiting'"))).scalar_one()
    assert {state for state in State if f"'{state}'" in sql} == {*WAITING, State.SENDING}
