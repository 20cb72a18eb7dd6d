"""What people said about the items: appended, never edited; and the audit of every change."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Row, Select, select

from plan_data.calendar import local_date
from plan_data.updates import StatusUpdate, UpdateKind
from storage.store import Tx
from storage.tables import agencies, audit, contacts, updates

MOST_IDS = 10_000
"""SQLite takes at most 32,766 values in one statement; a whole plan may hold more items."""


def _said() -> Select[Any]:
    return (
        select(updates, contacts.c.name.label("by"), agencies.c.name.label("agency"))
        .join_from(updates, contacts, updates.c.contact_id == contacts.c.id, isouter=True)
        .join(agencies, updates.c.agency_id == agencies.c.id, isouter=True)
        .order_by(updates.c.id)
    )


async def _by_occurrence(tx: Tx, column: Column[int], wanted: Sequence[int]) -> dict[int, tuple[StatusUpdate, ...]]:
    found: dict[int, list[StatusUpdate]] = {}
    for at in range(0, len(wanted), MOST_IDS):
        for r in await tx.execute(_said().where(column.in_(wanted[at : at + MOST_IDS]))):
            found.setdefault(r.occurrence_id, []).append(_update(r))
    return {k: tuple(v) for k, v in found.items()}


async def updates_of(tx: Tx, occurrence_ids: Iterable[int]) -> dict[int, tuple[StatusUpdate, ...]]:
    """All updates of these occurrences, oldest first."""
    return await _by_occurrence(tx, updates.c.occurrence_id, list(occurrence_ids))


async def updates_named(tx: Tx, ids: Iterable[int]) -> dict[int, tuple[StatusUpdate, ...]]:
    """These updates, by occurrence, oldest first."""
    return await _by_occurrence(tx, updates.c.id, sorted(ids))


def _update(r: Row[Any]) -> StatusUpdate:
    return StatusUpdate(
        id=r.id,
        kind=UpdateKind(r.kind),
        at=r.at,
        on=r.on,
        words=r.words,
        percent=r.percent,
        until=r.until,
        document=r.document,
        happened_on=r.happened_on,
        note=r.note,
        by=r.by or "",
        undoes=r.undoes,
        file_id=r.file_id,
        file_name=r.file_name,
        agency_id=r.agency_id,
        agency=r.agency or "",
        source=r.source,
    )


async def add_update(
    tx: Tx,
    occurrence_id: int,
    kind: UpdateKind,
    at: datetime,
    *,
    contact_id: int | None,
    inbox_id: int | None,
    words: str = "",
    percent: int | None = None,
    until: date | None = None,
    document: str = "",
    happened_on: date | None = None,
    note: str = "",
    undoes: int | None = None,
    file_id: str = "",
    file_name: str = "",
    agency_id: int | None = None,
    source: str = "",
) -> int:
    """Appends what was said; the id. The caller refreshes the occurrence in the same transaction."""
    row = {
        "occurrence_id": occurrence_id,
        "contact_id": contact_id,
        "inbox_id": inbox_id,
        "at": at,
        "on": local_date(at),
        "kind": str(kind),
        "words": words,
        "percent": percent,
        "until": until,
        "document": document,
        "happened_on": happened_on,
        "note": note,
        "undoes": undoes,
        "file_id": file_id[:200],
        "file_name": file_name[:200],
        "agency_id": agency_id,
        "source": source,
    }
    return int((await tx.execute(updates.insert().values(row).returning(updates.c.id))).scalar_one())


async def last_answer(tx: Tx, contact_id: int) -> tuple[tuple[int, int], ...]:
    """The person's newest answer that still stands: (update id, occurrence id) of each row it made.

    An undo counts as an answer, so that "nhầm" after an undo takes the undo back.
    """
    query = select(updates).where(updates.c.contact_id == contact_id).order_by(updates.c.id.desc()).limit(200)
    rows = (await tx.execute(query)).all()
    taken_back = {r.undoes for r in rows if r.undoes is not None}
    standing = [r for r in rows if r.id not in taken_back]
    if not standing:
        return ()
    newest = standing[0]
    together = [r for r in standing if r.inbox_id == newest.inbox_id and r.inbox_id is not None] or [newest]
    return tuple((r.id, r.occurrence_id) for r in reversed(together))


async def answer_of_row(tx: Tx, contact_id: int, inbox_id: int) -> tuple[tuple[int, int], ...]:
    """What one message of this person recorded and what still stands of it: (update id, occurrence id)."""
    query = (
        select(updates.c.id, updates.c.occurrence_id)
        .where(updates.c.contact_id == contact_id, updates.c.inbox_id == inbox_id)
        .order_by(updates.c.id)
    )
    rows = (await tx.execute(query)).all()
    gone: set[int] = set()
    for history in (await updates_of(tx, {r.occurrence_id for r in rows})).values():
        for said in reversed(history):
            if said.undoes is not None and said.id not in gone:
                gone.add(said.undoes)
    return tuple((r.id, r.occurrence_id) for r in rows if r.id not in gone)


async def recorded_by(tx: Tx, contact_id: int, inbox_ids: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Every row that these messages of a person left, taken back since or not: (update id, occurrence id)."""
    query = select(updates.c.id, updates.c.occurrence_id).where(
        updates.c.contact_id == contact_id, updates.c.inbox_id.in_(list(inbox_ids))
    )
    return tuple((r.id, r.occurrence_id) for r in await tx.execute(query.order_by(updates.c.id)))


async def update_row(tx: Tx, update_id: int) -> tuple[int, UpdateKind] | None:
    """(occurrence id, kind) of an update."""
    row = (await tx.execute(select(updates.c.occurrence_id, updates.c.kind).where(updates.c.id == update_id))).one_or_none()
    return (row.occurrence_id, UpdateKind(row.kind)) if row else None


async def author_of(tx: Tx, update_id: int) -> int | None:
    """Who said it, by the id of the contact."""
    author: int | None = await tx.scalar(select(updates.c.contact_id).where(updates.c.id == update_id))
    return author


async def write_audit(tx: Tx, at: datetime, contact_id: int | None, action: str, subject: str, **facts: Any) -> None:
    """Who did what to which thing: one row for every change and every refusal."""
    row = {"at": at, "contact_id": contact_id, "action": action, "subject": subject[:240], "facts": facts}
    await tx.execute(audit.insert().values(row))
