"""Recording a plan from its data: the plan, its assignments and its dated items, in one transaction."""

from datetime import date

from plan_data.calendar import WorkingCalendar
from plan_data.loading import plan_json
from plan_data.model import Plan
from plan_data.occurrences import members_of, planned_occurrences
from plan_data.regime import REGIME, Regime
from storage.plans import record_plan
from storage.store import Tx


async def record(tx: Tx, plan: Plan, calendar: WorkingCalendar, loaded_on: date, regime: Regime = REGIME) -> int:
    """`regime`: ongoing work is asked about at the cut-off of its reports. Errors: PlanAlreadyRecorded."""
    planned = planned_occurrences(plan, check_ins=regime.periods(plan.year), calendar=calendar)
    return await record_plan(tx, plan, planned, members_of(plan), plan_json(plan), calendar, loaded_on)
