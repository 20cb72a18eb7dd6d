"""What was reported of the plan's targets: a measure, its value, the words and the day; appended, never changed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from storage.dialects import insert
from storage.store import Tx
from storage.tables import contacts, target_values


@dataclass(frozen=True, slots=True)
class Reported:
    """A value that still stands."""

    id: int
    measure: str
    value: float
    at: datetime
    on: date
    words: str
    by: str
    contact_id: int


async def report_value(
    tx: Tx,
    plan_id: int,
    measure: str,
    value: float,
    words: str,
    *,
    contact_id: int,
    inbox_id: int | None,
    at: datetime,
    on: date,
) -> int:
    row = {"plan_id": plan_id, "measure": measure, "value": value, "words": words, "at": at, "on": on}
    row |= {"contact_id": contact_id, "inbox_id": inbox_id}
    return int((await tx.execute(target_values.insert().values(row).returning(target_values.c.id))).scalar_one())


async def take_value_back(tx: Tx, reported: Reported, plan_id: int, *, contact_id: int, at: datetime, on: date) -> bool:
    """Appends the row that undoes it; False where somebody has already."""
    row = {"plan_id": plan_id, "measure": reported.measure, "value": None, "words": "", "at": at, "on": on}
    row |= {"contact_id": contact_id, "inbox_id": None, "undoes": reported.id}
    statement = insert(tx, target_values).values(row).on_conflict_do_nothing(index_elements=["undoes"])
    return (await tx.execute(statement.returning(target_values.c.id))).one_or_none() is not None


async def reported_values(tx: Tx, plan_id: int) -> tuple[Reported, ...]:
    """Every value that stands, oldest first."""
    undo = target_values.alias()
    query = (
        select(target_values, contacts.c.name)
        .join(contacts, contacts.c.id == target_values.c.contact_id)
        .join(undo, undo.c.undoes == target_values.c.id, isouter=True)
        .where(target_values.c.plan_id == plan_id, target_values.c.undoes.is_(None), undo.c.id.is_(None))
        .order_by(target_values.c.id)
    )
    return tuple(Reported(r.id, r.measure, r.value, r.at, r.on, r.words, r.name, r.contact_id) for r in await tx.execute(query))
