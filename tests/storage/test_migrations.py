"""The schema's history: what it leads to, what it refuses, and what a rebuild of a table must not lose."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import CheckConstraint, Connection, String, insert, inspect, select, text

from storage.dialects import create_migration_engine, read_url
from storage.errors import DatabaseUnreachable, RowsWithoutParent, SchemaTooNew, UnreadableUrl
from storage.migrations import upgrade
from storage.tables import activities, deliveries, delivery_items, inbox, metadata, occurrences
from tests.storage.town import NOON, TELEGRAM

sqlite_only = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def run(url: str, work: Any) -> Any:
    """One migration step, on the connection that migrations get."""
    engine = create_migration_engine(read_url(url))
    try:
        with engine.begin() as connection:
            return work(connection)
    finally:
        engine.dispose()


def operations(connection: Connection) -> Operations:
    return Operations(MigrationContext.configure(connection))


def count(connection: Connection, table: str) -> int:
    return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


# --- what it leads to -------------------------------------------------------------------------------------------------------
def test_the_migrated_schema_is_the_one_in_the_tables(database_url: str) -> None:
    upgrade(database_url)
    assert run(database_url, lambda c: compare_metadata(MigrationContext.configure(c), metadata)) == []


def checks_of(connection: Connection) -> dict[str, set[str]]:
    inspector = inspect(connection)
    return {t: {str(c["name"]) for c in inspector.get_check_constraints(t)} for t in metadata.tables}


def test_the_check_constraints_are_there(database_url: str) -> None:
    """Alembic does not compare them."""
    upgrade(database_url)
    wanted = {
        name: {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        for name, table in metadata.tables.items()
    }
    assert sum(map(len, wanted.values())) >= 8
    assert run(database_url, checks_of) == wanted


def indexes_of(connection: Connection) -> dict[str, str]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'"
    else:
        query = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE '%WHERE%'"
    return {r[0]: r[1] for r in connection.execute(text(query))}


def test_the_partial_indexes_are_partial(database_url: str) -> None:
    """Nor does it compare their conditions."""
    upgrade(database_url)
    partial = {i.name for t in metadata.tables.values() for i in t.indexes if i.dialect_options["sqlite"]["where"] is not None}
    found = run(database_url, indexes_of)
    assert set(found) == partial
    assert "pending" in found["ix_deliveries_waiting"]
    assert "sent" not in found["ix_deliveries_waiting"]


def test_every_constraint_and_index_has_a_name(database_url: str) -> None:
    """A constraint without a name cannot be dropped by a later step on both engines."""
    for table in metadata.tables.values():
        assert all(c.name for c in table.constraints), table.name
    upgrade(database_url)
    inspector_names = run(database_url, lambda c: [k["name"] for t in metadata.tables for k in inspect(c).get_foreign_keys(t)])
    assert all(inspector_names)


def test_a_second_upgrade_changes_nothing(database_url: str) -> None:
    upgrade(database_url)
    run(database_url, lambda c: c.execute(text("INSERT INTO marks (name, day) VALUES ('planned_through', '2024-01-25')")))
    upgrade(database_url)
    assert run(database_url, lambda c: count(c, "marks")) == 1


def test_two_replicas_that_start_at_once_migrate_once(database_url: str) -> None:
    failed: list[BaseException] = []

    def start() -> None:
        try:
            upgrade(database_url)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert run(database_url, lambda c: count(c, "alembic_version")) == 1


# --- what it brings along ---------------------------------------------------------------------------------------------------
_BEFORE_GISTS = """
INSERT INTO plans (id, number, year, title, short_title, office, issued, loaded_on, body)
    VALUES (1, '1', 2024, '-', '-', '-', '2024-01-23', '2024-01-25', '{}');
INSERT INTO agencies (id, name, slug, kind, short, abbreviations) VALUES (1, '-', '-', '-', '-', '[]');
INSERT INTO groups (id, plan_id, numeral, title) VALUES (1, 1, 'I', '-');
INSERT INTO activities
    (id, plan_id, group_id, position, code, title, short_title, product, deadline_text, lead_text, coordinating_text, note)
    VALUES (1, 1, 1, 0, 'I.1', '-', '-', '-', '-', '-', '-', '-');
INSERT INTO occurrences (id, key, activity_id, agency_id, kind, period, planned_due, due, since, closed_on, nudged_through)
    VALUES (1, 'a', 1, 1, 'dated', '', '2024-03-31', '2024-03-31', '2024-01-25', '2024-04-02', '2024-01-24'),
           (2, 'b', 1, 1, 'dated', '', '2024-03-31', '2024-03-31', '2024-01-25', NULL, '2024-01-24'),
           (3, 'c', 1, 1, 'dated', '', '2024-03-31', '2024-03-31', '2024-01-25', NULL, '2024-01-24'),
           (4, 'd', 1, 1, 'check_in', '', '2024-03-14', '2024-03-14', '2024-01-25', NULL, '2024-01-24');
INSERT INTO updates (id, occurrence_id, at, "on", kind, words, happened_on, undoes)
    VALUES (1, 1, '2024-04-02 02:00:00', '2024-04-02', 'done', 'xong', '2024-03-29', NULL),
           (2, 2, '2024-03-18 02:00:00', '2024-03-18', 'blocked', 'vướng', NULL, NULL),
           (3, 2, '2024-03-19 02:00:00', '2024-03-19', 'progress', 'gỡ rồi', NULL, NULL),
           (4, 2, '2024-03-20 02:00:00', '2024-03-20', 'undo', 'nhầm', NULL, 3)
"""


def test_what_was_said_before_there_were_gists_comes_to_one(database_url: str) -> None:
    upgrade(database_url, to="0002")
    run(database_url, lambda c: [c.execute(text(statement)) for statement in _BEFORE_GISTS.split(";")])
    upgrade(database_url)
    o = occurrences.c
    gists = select(o.stage, o.closed_on, o.finished_on, o.blocked_since, o.times_said, o.deciding).order_by(o.id)
    assert [tuple(r) for r in run(database_url, lambda c: c.execute(gists).all())] == [
        ("done", date(2024, 4, 2), date(2024, 3, 29), None, 1, [1]),
        ("in_progress", None, None, date(2024, 3, 18), 3, [2]),
        ("not_started", None, None, None, 0, []),
        ("ongoing", None, None, None, 0, []),
    ]


# --- what it refuses --------------------------------------------------------------------------------------------------------
def test_a_database_newer_than_the_code_is_left_alone(database_url: str) -> None:
    upgrade(database_url)
    run(database_url, lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(SchemaTooNew) as caught:
        upgrade(database_url)
    assert str(caught.value) == "Cơ sở dữ liệu thuộc một phiên bản mới hơn của Nhắc việc. Hãy cập nhật phần mềm."
    assert run(database_url, lambda c: c.execute(text("SELECT version_num FROM alembic_version")).scalar_one()) == "9999"


def test_addresses_that_lead_nowhere() -> None:
    with pytest.raises(DatabaseUnreachable):
        upgrade("postgresql://nhacviec:bi-mat@127.0.0.1:1/nhacviec")
    with pytest.raises(UnreadableUrl):
        upgrade("nhacviec.db")


@sqlite_only
def test_a_database_with_orphans_is_not_brought_further(own_copy: Callable[[bool], str]) -> None:
    """SQLite migrates with its foreign keys OFF: what a step would orphan is found at the end, and taken back."""
    url = own_copy(False)
    orphan = "INSERT INTO delivery_items (delivery_id, occurrence_id, position, word) VALUES (1, 1, 0, '')"
    run(url, lambda c: c.execute(text(orphan)))
    with pytest.raises(RowsWithoutParent):
        upgrade(url)


def test_a_step_that_fails_leaves_nothing_half_done(own_copy: Callable[[bool], str]) -> None:
    url = own_copy(False)

    def broken(connection: Connection) -> None:
        operations(connection).add_column("plans", activities.c.note._copy())
        operations(connection).execute("INSERT INTO marks (name, day) VALUES ('half', '2024-01-25')")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run(url, broken)
    assert run(url, lambda c: compare_metadata(MigrationContext.configure(c), metadata)) == []
    assert run(url, lambda c: count(c, "marks")) == 0


# --- a rebuild of a parent --------------------------------------------------------------------------------------------------
def fill(connection: Connection) -> None:
    """A heard answer, what was said to it, and what that message carried."""
    row = {"channel": TELEGRAM, "update_id": "1", "chat_id": "1", "body": "{}", "received_at": NOON, "state": "done"}
    heard = connection.execute(insert(inbox).values(row).returning(inbox.c.id)).scalar_one()
    said = {"channel": TELEGRAM, "chat_id": "1", "words": "x", "facts": {}, "not_before": NOON, "state": "sent"}
    told = connection.execute(insert(deliveries).values(**said, inbox_id=heard).returning(deliveries.c.id)).scalar_one()
    item = connection.execute(select(occurrences.c.id).limit(1)).scalar_one()
    connection.execute(insert(delivery_items).values(delivery_id=told, occurrence_id=item, position=0, word=""))


def test_rebuilding_a_parent_keeps_its_children(own_copy: Callable[[bool], str]) -> None:
    """With foreign keys ON, SQLite drops the old parent, and its children are deleted or let go without a word."""
    url = own_copy(True)
    run(url, fill)
    before = run(url, lambda c: {t: count(c, t) for t in metadata.tables})

    def widen(connection: Connection) -> None:
        for table, column in (("plans", "number"), ("activities", "code"), ("deliveries", "words"), ("inbox", "update_id")):
            with operations(connection).batch_alter_table(table) as batch:
                batch.alter_column(column, existing_type=String(60), type_=String(300))

    run(url, widen)
    assert before["occurrences"] == 156
    assert run(url, lambda c: {t: count(c, t) for t in metadata.tables}) == before
    family = select(delivery_items.c.position).join(deliveries).join(inbox)
    assert run(url, lambda c: c.execute(family).scalars().all()) == [0]
    if url.startswith("sqlite"):
        assert run(url, lambda c: c.execute(text("PRAGMA foreign_key_check")).all()) == []
