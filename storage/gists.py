"""The columns of `occurrences` that hold what the updates come to, and computing all of them again from the updates."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Date, Integer, Select, String, bindparam, column, select, table

from plan_data.gist import Gist, gist
from plan_data.model import OccurrenceKind
from plan_data.updates import StatusUpdate, UpdateKind
from storage.tables import UtcDateTime

BATCH = 500

# Told again, not taken from `tables`: a step of the schema's history runs this on the columns of its own time.
_occurrences = table(
    "occurrences",
    column("id", Integer),
    column("activity_id", Integer),
    column("kind", String),
    column("planned_due", Date),
    column("done_at_import", Boolean),
    column("closed_on", Date),
    column("finished_on", Date),
    column("stage", String),
    column("blocked_since", Date),
    column("extension_asked", Date),
    column("proposed", Boolean),
    column("answered_at", UtcDateTime),
    column("said_at", UtcDateTime),
    column("times_said", Integer),
    column("deciding", JSON),
)
_activities = table("activities", column("id", Integer), column("confirm", Boolean))
_updates = table(
    "updates",
    column("id", Integer),
    column("occurrence_id", Integer),
    column("kind", String),
    column("at", UtcDateTime),
    column("on", Date),
    column("percent", Integer),
    column("until", Date),
    column("document", String),
    column("happened_on", Date),
    column("undoes", Integer),
    column("file_id", String),
    column("agency_id", Integer),
)


def gist_values(of: Gist) -> dict[str, Any]:
    """As the columns of an occurrence."""
    names = [name for name in Gist.__dataclass_fields__ if name not in ("stage", "deciding")]
    return {name: getattr(of, name) for name in names} | {"stage": str(of.stage), "deciding": list(of.deciding)}


def derive_all(connection: Connection) -> None:
    """Computes the gist of every occurrence from its updates, in batches."""
    o = _occurrences.c
    change = _occurrences.update().where(o.id == bindparam("of")).values({n: bindparam(n) for n in Gist.__dataclass_fields__})
    for rows in _batches(connection):
        said: dict[int, list[StatusUpdate]] = {r.id: [] for r in rows}
        for u in connection.execute(_said_of(rows[0].id, rows[-1].id)):
            facts = {**u._mapping, "kind": UpdateKind(u.kind)}
            said[facts.pop("occurrence_id")].append(StatusUpdate(**facts))
        connection.execute(
            change,
            [
                {"of": r.id}
                | gist_values(
                    gist(
                        OccurrenceKind(r.kind),
                        r.planned_due,
                        said[r.id],
                        done_at_import=r.done_at_import,
                        confirm=r.confirm,
                    )
                )
                for r in rows
            ],
        )


def _said_of(first: int, last: int) -> Select[Any]:
    return select(_updates).where(_updates.c.occurrence_id.between(first, last)).order_by(_updates.c.id)


def _batches(connection: Connection) -> Iterator[list[Any]]:
    o = _occurrences.c
    query = (
        select(o.id, o.kind, o.planned_due, o.done_at_import, _activities.c.confirm)
        .join_from(_occurrences, _activities, _activities.c.id == o.activity_id)
        .order_by(o.id)
        .limit(BATCH)
    )
    last = 0
    while rows := list(connection.execute(query.where(o.id > last))):
        yield rows
        last = rows[-1].id
