"""Each question that an admin asks is served by an index, on both engines; none reads a history from end to end."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, text

from storage.counting import count_by_agency, count_by_group
from storage.lists import Narrowed, Within, find_entries, find_items, leading_agencies, unanswered_items
from storage.occurrences import count_held, held_items, items, items_by_code
from storage.statuses import Stated, Status
from storage.store import Tx
from tests.storage.test_indexes import GROWING, asking, read_whole
from tests.storage.town import CALENDAR, Town

SUMMER = date(2024, 8, 5)
SECOND_QUARTER = (date(2024, 4, 1), date(2024, 6, 30))

Question = Callable[[Tx], Awaitable[Any]]
sqlite_only = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)

LISTS: dict[str, tuple[Narrowed, str]] = {
    **{status: (Narrowed(stated=Stated(status, CALENDAR, SUMMER)), "ix_occurrences_stage_due") for status in Status},
    Status.BLOCKED: (Narrowed(stated=Stated(Status.BLOCKED, CALENDAR, SUMMER)), "ix_occurrences_blocked"),
    Status.EXTENSION: (Narrowed(stated=Stated(Status.EXTENSION, CALENDAR, SUMMER)), "ix_occurrences_asked"),
    "of an agency": (Narrowed(agency_id=3, finished=False), "ix_occurrences_agency_id_closed_on_due"),
    "of an activity": (Narrowed(code="III.1"), "ix_activities_code"),
    "of the groups one follows": (
        Narrowed(Within(frozenset({3}), frozenset({1, 2})), finished=False),
        "ix_activities_group_id",
    ),
    "of a group": (Narrowed(group="III"), "ix_activities_group_id"),
    "of a period": (Narrowed(first=SECOND_QUARTER[0], last=SECOND_QUARTER[1]), "ix_occurrences_due"),
    "of what was done": (Narrowed(first=date(2024, 7, 29), last=SUMMER, finished=True), "ix_occurrences_closed_on_due"),
}
COUNTS: dict[str, Question] = {
    "ix_occurrences_cells": lambda tx: count_by_agency(tx, CALENDAR, SUMMER),
    "ix_occurrences_activity_id": lambda tx: count_by_group(tx, CALENDAR, SUMMER),
}
SHORT = {"ix_occurrences_blocked", "ix_occurrences_asked", "ix_occurrences_held"}
"""Partial: read from end to end they are what waits, and nothing else."""
WAITS: list[tuple[Question, str]] = [
    (held_items, "ix_occurrences_held"),
    (lambda tx: unanswered_items(tx, Narrowed(), SUMMER), "ix_occurrences_closed_on_due"),
    (lambda tx: leading_agencies(tx, Narrowed()), "ix_occurrences_closed_on_due"),
    (count_held, "ix_occurrences_held"),
]


def a_list(narrowed: Narrowed) -> Question:
    return lambda tx: find_items(tx, narrowed)


@sqlite_only
@pytest.mark.parametrize("name", LISTS)
async def test_a_list_reads_its_index_and_no_history(town: Town, name: str) -> None:
    await town.hears_histories(Random(1))
    narrowed, index = LISTS[name]
    found = await asking(town, a_list(narrowed))
    assert [step for step in read_whole(found) if step.split()[-1] not in SHORT] == []
    assert any(index in step for step in found), found
    assert not any(step.startswith("SEARCH updates") and "INTEGER PRIMARY KEY" not in step for step in found)
    outlined = await asking(town, lambda tx: find_entries(tx, narrowed))
    assert [step for step in read_whole(outlined) if step.split()[-1] not in SHORT] == []
    assert any(index in step for step in outlined), outlined
    assert not any("updates" in step for step in outlined)


@sqlite_only
@pytest.mark.parametrize("index", COUNTS)
async def test_counting_reads_an_index_alone(town: Town, index: str) -> None:
    """All of the plan is counted, so all of one index is read: neither the rows nor what was said about them."""
    found = await asking(town, COUNTS[index])
    assert [step for step in found if "occurrences" in step] == [f"SCAN occurrences USING COVERING INDEX {index}"]
    assert not any("updates" in step for step in found)


@sqlite_only
async def test_what_waits_for_an_admin_reads_what_waits(town: Town) -> None:
    for question, index in WAITS:
        found = await asking(town, question)
        assert [step for step in read_whole(found) if step.split()[-1] not in SHORT] == []
        assert any(index in step for step in found)
    assert read_whole(await asking(town, lambda tx: items_by_code(tx, "III.1"))) == []


# --- Postgres ---------------------------------------------------------------------------------------------------------------
async def plans(town: Town, question: Question) -> str:
    """How Postgres goes about every statement of a question, where it may not read a small table from end to end."""
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool) -> None:
        asked.append((statement, parameters))

    engine = town.store.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        async with town.transaction() as tx:
            await question(tx)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    found: list[str] = []
    async with town.transaction() as tx:
        await tx.execute(text("SET LOCAL enable_seqscan = off"))
        for statement, parameters in asked:
            found += (await tx.exec_driver_sql(f"EXPLAIN {statement}", parameters)).scalars().all()
    return "\n".join(found)


@postgres_only
async def test_postgres_too_has_an_index_for_each(town: Town) -> None:
    await town.hears_histories(Random(1))
    questions = [a_list(narrowed) for narrowed, _ in LISTS.values()]
    questions += [lambda tx, of=narrowed: find_entries(tx, of) for narrowed, _ in LISTS.values()]  # type: ignore[misc]
    questions += [*COUNTS.values(), *(question for question, _ in WAITS), lambda tx: items(tx, [1, 2], brief=True)]
    for question in questions:
        plan = await plans(town, question)
        assert not re.search(rf"Seq Scan on ({'|'.join(GROWING)})\b", plan), plan
        assert "Index" in plan
