"""The figures of a reporting period as they stood at its cut-off: kept once, read for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from storage.dialects import insert
from storage.store import Tx
from storage.tables import report_snapshots


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A report as it was computed, as JSON."""

    period: str
    cut_off: date
    frozen_at: datetime
    body: Mapping[str, Any]


async def keep(tx: Tx, plan_id: int, period: str, cut_off: date, frozen_at: datetime, body: Mapping[str, Any]) -> bool:
    """Keeps the figures of a period; False where another replica has kept them already, and then nothing is changed."""
    values = {"plan_id": plan_id, "period": period, "cut_off": cut_off, "frozen_at": frozen_at, "body": dict(body)}
    once = insert(tx, report_snapshots).values(values).on_conflict_do_nothing(index_elements=["plan_id", "period"])
    return (await tx.execute(once.returning(report_snapshots.c.id))).scalar_one_or_none() is not None


async def kept(tx: Tx, plan_id: int, period: str) -> Snapshot | None:
    """The figures of a period, None before they are frozen."""
    s = report_snapshots.c
    query = select(s.period, s.cut_off, s.frozen_at, s.body).where(s.plan_id == plan_id, s.period == period)
    r = (await tx.execute(query)).one_or_none()
    return Snapshot(r.period, r.cut_off, r.frozen_at, r.body) if r else None


async def frozen_periods(tx: Tx, plan_id: int) -> frozenset[str]:
    """The names of the periods whose figures stand."""
    query = select(report_snapshots.c.period).where(report_snapshots.c.plan_id == plan_id)
    return frozenset((await tx.execute(query)).scalars())
