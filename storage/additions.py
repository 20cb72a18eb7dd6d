"""Tasks that are given beyond the plan's paper ("nhiệm vụ giao thêm"): recorded like any other, under codes of their own."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from plan_data.calendar import WorkingCalendar
from plan_data.model import Activity, Agency, PlannedOccurrence, Role
from storage.plans import PlanRow, agencies_by_name, one, record_activity, record_instances
from storage.store import Tx
from storage.tables import activities, assignments, delivery_items, groups, occurrences, plans, reminders

GROUP = "BS"
"""The group of what no group of the paper was named for, and the letters of every code."""


async def next_code(tx: Tx, plan_id: int) -> str:
    """`BS.1`, the next free: a code that was given once is never given again, for old messages name it. Two who add at once
    wait for each other."""
    await tx.execute(select(plans.c.id).where(plans.c.id == plan_id).with_for_update())
    given = select(activities.c.code).where(activities.c.plan_id == plan_id, activities.c.added_on.is_not(None))
    numbers = [int(found[1]) for code in (await tx.execute(given)).scalars() if (found := re.search(r"(\d+)$", code))]
    return f"{GROUP}.{max(numbers, default=0) + 1}"


async def add_activity(
    tx: Tx,
    plan: PlanRow,
    activity: Activity,
    planned: Sequence[PlannedOccurrence],
    members: Mapping[tuple[str, Role], Sequence[tuple[Agency, bool]]],
    body: dict[str, Any],
    calendar: WorkingCalendar,
    on: date,
    *,
    basis: str,
    title_of_group: str,
) -> None:
    """Records it with its assignments and occurrences; its group is made where the plan has none of that numeral."""
    agency_ids = await agencies_by_name(tx, [a for told in members.values() for a, _ in told])
    same = select(groups.c.id).where(groups.c.plan_id == plan.id, groups.c.numeral == activity.group)
    group_id = await tx.scalar(same) or await one(
        tx,
        groups,
        plan_id=plan.id,
        numeral=activity.group,
        title=title_of_group,
        followed_by=agency_ids.get(plan.office),
    )
    last = await tx.scalar(select(func.max(activities.c.position)).where(activities.c.plan_id == plan.id))
    beside = {"plan_id": plan.id, "group_id": group_id, "position": (last or 0) + 1}
    beside |= {"added_on": on, "basis": basis[:120], "body": body}
    activity_id = await record_activity(tx, activity, **beside)
    await record_instances(tx, {activity.code: activity_id}, agency_ids, planned, members, calendar, on)


async def give_basis(tx: Tx, code: str, basis: str) -> bool:
    """The document that a task was given by, where nobody had given its number."""
    added = activities.c.code == code, activities.c.added_on.is_not(None), activities.c.withdrawn_on.is_(None)
    changed = update(activities).where(*added).values(basis=basis[:120]).returning(activities.c.id)
    return (await tx.execute(changed)).first() is not None


async def withdraw_activity(tx: Tx, code: str, on: date) -> bool:
    """As if it had never been given: only while nobody has said anything about it. Its code stays taken."""
    added = activities.c.code == code, activities.c.added_on.is_not(None), activities.c.withdrawn_on.is_(None)
    activity_id = await tx.scalar(select(activities.c.id).where(*added))
    if activity_id is None:
        return False
    own = select(occurrences.c.id).where(occurrences.c.activity_id == activity_id)
    try:
        async with tx.begin_nested():
            await tx.execute(delete(delivery_items).where(delivery_items.c.occurrence_id.in_(own)))
            await tx.execute(delete(reminders).where(reminders.c.occurrence_id.in_(own)))
            await tx.execute(delete(occurrences).where(occurrences.c.activity_id == activity_id))
            await tx.execute(delete(assignments).where(assignments.c.activity_id == activity_id))
            await tx.execute(update(activities).where(activities.c.id == activity_id).values(withdrawn_on=on))
    except IntegrityError:  # something was said of it
        return False
    return True


async def group_numerals(tx: Tx, plan_id: int) -> tuple[str, ...]:
    """The headings of the plan, in its order."""
    query = select(groups.c.numeral).where(groups.c.plan_id == plan_id).order_by(groups.c.id)
    return tuple((await tx.execute(query)).scalars())
