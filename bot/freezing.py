"""The figures of a reporting period stand from its cut-off on: what comes later changes the next report, not this one.

Frozen once, by whichever service comes first, as of the cut-off day, however late: what people wrote by then has been heard
before (the inbox is empty, and the ears have caught up). Read in one transaction and kept in another, since computing them
takes its time; whatever is said between the two comes after the freezing.
"""

import asyncio
import logging
from datetime import datetime

from bot.reporting import gather
from bot.reports.report import frozen_json
from plan_data.calendar import WorkingCalendar, local_date
from plan_data.periods import named_period
from plan_data.regime import Regime, ReportingPeriod
from scheduler.reporting import frozen_from
from storage import inbox
from storage.plans import PlanRow, current_plan
from storage.snapshots import frozen_periods, keep
from storage.store import Store, Tx
from storage.updates import write_audit

log = logging.getLogger("nhacviec.freezing")


async def freeze_due(store: Store, calendar: WorkingCalendar, regime: Regime, now: datetime) -> int:
    """Keeps the figures of every period whose cut-off has passed; how many of them this call kept."""
    async with store.transaction() as tx:
        plan = await current_plan(tx)
        pending = await _pending(tx, plan, regime, now)
        if plan is None or not pending or await inbox.waiting(tx):
            return 0
        periods = [named_period(window.name, official=True, regime=regime) for window in pending]
        found = [(period, await gather(tx, period, local_date(now), with_log=True)) for period in periods]
    count = 0
    for period, gathered in found:
        report = await asyncio.to_thread(gathered.report, calendar)
        async with store.transaction() as tx:
            if await keep(tx, plan.id, period.name, period.end, now, frozen_json(report)):
                await write_audit(tx, now, None, "report_frozen", f"plan:{plan.number}", period=period.name)
                log.info("frozen: %s", period.name)
                count += 1
    return count


async def due(tx: Tx, regime: Regime, now: datetime) -> bool:
    """Does a period wait to be frozen?"""
    return bool(await _pending(tx, await current_plan(tx), regime, now))


async def next_moment(tx: Tx, regime: Regime, now: datetime) -> datetime | None:
    """When the next period is frozen."""
    plan = await current_plan(tx)
    moments = [frozen_from(window) for window in regime.periods(plan.year)] if plan else []
    return min((m for m in moments if m > now), default=None)


async def _pending(tx: Tx, plan: PlanRow | None, regime: Regime, now: datetime) -> list[ReportingPeriod]:
    """Past their cut-off and not kept. What was over when the plan was loaded was reported without this service."""
    if plan is None:
        return []
    over = [w for w in regime.periods(plan.year) if w.cut_off >= plan.loaded_on and frozen_from(w) <= now]
    frozen = await frozen_periods(tx, plan.id) if over else frozenset()
    return [w for w in over if w.name not in frozen]
