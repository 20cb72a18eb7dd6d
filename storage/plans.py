"""Recording a plan: one transaction, all or nothing, the paper as read kept beside the working rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from plan_data.calendar import WorkingCalendar
from plan_data.gist import gist
from plan_data.model import Activity, ActivityName, Agency, GroupName, Plan, PlanNames, PlannedOccurrence, Role
from plan_data.text import slug
from scheduler.reminders import Occurrence, next_nudge
from storage.errors import PlanAlreadyRecorded
from storage.store import Tx
from storage.tables import activities, agencies, assignments, groups, occurrences, plans


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The recorded plan in a line."""

    id: int
    number: str
    year: int
    title: str
    short_title: str
    office: str
    issued: date
    loaded_on: date


async def current_plan(tx: Tx) -> PlanRow | None:
    """The newest recorded plan."""
    names = PlanRow.__dataclass_fields__
    row = (await tx.execute(select(*(plans.c[n] for n in names)).order_by(plans.c.id.desc()).limit(1))).one_or_none()
    return PlanRow(*row) if row is not None else None


async def plan_body(tx: Tx) -> dict[str, Any] | None:
    """The newest plan's paper as it was read, in the shape of `plan show --json`, and what was given beyond it; large, so only
    where it is shown."""
    row = (await tx.execute(select(plans.c.id, plans.c.body).order_by(plans.c.id.desc()).limit(1))).one_or_none()
    if row is None:
        return None
    added = select(activities.c.body, activities.c.added_on, activities.c.basis).where(
        activities.c.plan_id == row.id, activities.c.added_on.is_not(None), activities.c.withdrawn_on.is_(None)
    )
    beyond = [
        r.body | {"added_on": r.added_on.isoformat(), "document": r.basis}
        for r in await tx.execute(added.order_by(activities.c.position))
    ]
    paper: dict[str, Any] = row.body
    return paper | {"activities": [*paper["activities"], *beyond]}


async def plan_groups(tx: Tx, plan_id: int) -> tuple[tuple[str, str, str], ...]:
    """The groups of a plan in the paper's order: numeral, title, the agency that follows it (empty where nobody does)."""
    query = (
        select(groups.c.numeral, groups.c.title, agencies.c.name)
        .join_from(groups, agencies, groups.c.followed_by == agencies.c.id, isouter=True)
        .where(groups.c.plan_id == plan_id)
        .order_by(groups.c.id)
    )
    return tuple((r.numeral, r.title, r.name or "") for r in await tx.execute(query))


async def plan_problems(tx: Tx) -> list[dict[str, str]]:
    """What a person has yet to settle about the plan."""
    # The body is as large as the plan, and this is asked with every overview: the database takes the part out of it.
    problems = await tx.scalar(select(plans.c.body["problems"]).order_by(plans.c.id.desc()).limit(1))
    return list(problems or [])


async def record_plan(
    tx: Tx,
    plan: Plan,
    planned: Sequence[PlannedOccurrence],
    members: Mapping[tuple[str, Role], Sequence[tuple[Agency, bool]]],
    body: dict[str, Any],
    calendar: WorkingCalendar,
    loaded_on: date,
) -> int:
    """Records the plan with its assignments and occurrences; `members` gives, for an activity's code and a role, each
    agency and whether it is named itself. Errors: PlanAlreadyRecorded."""
    taken = select(plans.c.id).where(plans.c.number == plan.number, plans.c.year == plan.year)
    if await tx.scalar(taken) is not None:
        raise PlanAlreadyRecorded
    plan_id = await one(
        tx,
        plans,
        number=plan.number,
        year=plan.year,
        title=plan.title,
        short_title=plan.short_title,
        office=plan.office,
        issued=plan.issued,
        loaded_on=loaded_on,
        body=body,
    )
    # A cell may name an agency that the directory does not hold: it is recorded as written.
    agency_ids = await agencies_by_name(tx, [*plan.agencies, *(a for told in members.values() for a, _ in told)])
    group_ids = {
        g.numeral: await one(
            tx, groups, plan_id=plan_id, numeral=g.numeral, title=g.title, followed_by=agency_ids.get(g.followed_by)
        )
        for g in plan.groups
    }
    activity_ids = {
        a.code: await record_activity(tx, a, plan_id=plan_id, group_id=group_ids[a.group], position=position)
        for position, a in enumerate(plan.all_activities)
    }
    await record_instances(tx, activity_ids, agency_ids, planned, members, calendar, loaded_on)
    return plan_id


async def record_activity(tx: Tx, a: Activity, **beside: Any) -> int:
    """The row of an activity; `beside` are the columns that do not come from the paper."""
    cells = ("code", "title", "short_title", "product", "deadline_text", "lead_text", "coordinating_text", "note", "confirm")
    return await one(tx, activities, **{cell: getattr(a, cell) for cell in cells}, **beside)


async def record_instances(
    tx: Tx,
    activity_ids: dict[str, int],
    agency_ids: dict[str, int],
    planned: Sequence[PlannedOccurrence],
    members: Mapping[tuple[str, Role], Sequence[tuple[Agency, bool]]],
    calendar: WorkingCalendar,
    loaded_on: date,
) -> None:
    """Who takes part in these activities, and their dated items."""
    rows = [
        {"activity_id": activity_ids[code], "agency_id": agency_ids[agency.name], "role": str(role), "named": named}
        for (code, role), told in members.items()
        for agency, named in told
    ]
    if rows:
        await tx.execute(assignments.insert(), rows)
    dated = list(_occurrence_rows(planned, activity_ids, agency_ids, calendar, loaded_on))
    if dated:
        await tx.execute(occurrences.insert(), dated)


async def one(tx: Tx, table: Any, **values: Any) -> int:
    """Inserts a row; its id."""
    return int((await tx.execute(table.insert().values(**values).returning(table.c.id))).scalar_one())


async def agencies_by_name(tx: Tx, wanted: Iterable[Agency]) -> dict[str, int]:
    """The ids of all agencies by name; those of `wanted` that are not recorded are added."""
    known = {r.name: r.id for r in await tx.execute(select(agencies.c.name, agencies.c.id))}
    for agency in wanted:
        if agency.name not in known:
            known[agency.name] = await one(
                tx,
                agencies,
                name=agency.name,
                slug=slug(agency.name),
                kind=agency.kind,
                short=agency.brief,
                abbreviations=list(agency.abbreviations),
            )
    return known


def _occurrence_rows(
    planned: Sequence[PlannedOccurrence],
    activity_ids: dict[str, int],
    agency_ids: dict[str, int],
    calendar: WorkingCalendar,
    loaded_on: date,
) -> Iterable[dict[str, Any]]:
    """The rows, each with the day of its first word. What was overdue before the plan came is held for the admin."""
    series: dict[tuple[str, str], list[date]] = {}
    for p in planned:
        series.setdefault((p.code, p.agency), []).append(p.due)
    through = loaded_on - timedelta(days=1)
    for p in planned:
        later = [d for d in series[(p.code, p.agency)] if d > p.due] if p.kind == "periodic" else []
        next_due = min(later, default=None)
        held = p.due < loaded_on and not p.done_at_import and p.kind != "check_in"
        occurrence = Occurrence(p.key, p.kind, p.due, loaded_on, next_due, p.period, closed=p.done_at_import)
        nudge = None if held else next_nudge(occurrence, (), calendar, through)
        yield {
            "key": p.key,
            "activity_id": activity_ids[p.code],
            "agency_id": agency_ids[p.agency],
            "kind": str(p.kind),
            "period": p.period,
            "planned_due": p.due,
            "due": p.due,
            "next_due": next_due,
            "since": loaded_on,
            "done_at_import": p.done_at_import,
            "held": held,
            "closed_on": p.due if p.done_at_import else None,
            "nudged_through": through,
            "next_nudge_on": nudge.on if nudge else None,
            "stage": gist(p.kind, p.due, (), done_at_import=p.done_at_import, confirm=False).stage,
        }


async def agency_directory(tx: Tx, on: date | None = None) -> tuple[tuple[int, Agency], ...]:
    """Every recorded agency with its id; with a day, those that have ended by then name their successor."""
    rows = (await tx.execute(select(agencies).order_by(agencies.c.id))).all()
    names = {r.id: r.name for r in rows}
    ended = await ended_agencies(tx, on) if on is not None else {}
    found = []
    for r in rows:
        successor = ended.get(r.id)
        while successor in ended:
            successor = ended[successor]
        found.append((r.id, Agency(r.name, r.kind, tuple(r.abbreviations), r.short, names.get(successor, ""))))
    return tuple(found)


async def plan_names(tx: Tx, plan: PlanRow, on: date) -> PlanNames:
    """What a question may name on that day; agencies that have ended stand for those that followed them."""
    heads = select(groups.c.numeral, groups.c.title).where(groups.c.plan_id == plan.id).order_by(groups.c.id)
    rows = select(activities.c.code, activities.c.title, activities.c.short_title).where(
        activities.c.plan_id == plan.id, activities.c.withdrawn_on.is_(None)
    )
    return PlanNames(
        plan.year,
        tuple(a for _, a in await agency_directory(tx, on)),
        tuple(GroupName(*r) for r in await tx.execute(heads)),
        tuple(ActivityName(*r) for r in await tx.execute(rows.order_by(activities.c.position))),
    )


async def group_titles(tx: Tx) -> dict[str, str]:
    """The headings of the annex by numeral; of several plans the newest."""
    rows = await tx.execute(select(groups.c.numeral, groups.c.title).order_by(groups.c.id))
    return {r.numeral: r.title for r in rows}


async def ended_agencies(tx: Tx, on: date) -> dict[int, int]:
    """Which agency followed which, of those that have ended before that day."""
    query = select(agencies.c.id, agencies.c.successor_id).where(agencies.c.ended_on < on)
    return {r.id: r.successor_id for r in await tx.execute(query)}


async def named_beside(tx: Tx, code: str) -> tuple[int, ...]:
    """The agencies that the plan names beside an activity's lead: who coordinates by name, then who follows its group."""
    of_code = activities.c.code == code
    helps = (
        select(assignments.c.agency_id)
        .join(activities, activities.c.id == assignments.c.activity_id)
        .where(of_code, assignments.c.role == Role.COORDINATE, assignments.c.named)
        .order_by(assignments.c.id)
    )
    follows = select(groups.c.followed_by).join(activities, activities.c.group_id == groups.c.id).where(of_code)
    found = [*(await tx.execute(helps)).scalars(), *(await tx.execute(follows)).scalars()]
    return tuple(dict.fromkeys(i for i in found if i is not None))


async def activity_codes(tx: Tx) -> frozenset[str]:
    """Every code of the plan, as written."""
    query = select(activities.c.code).where(activities.c.withdrawn_on.is_(None))
    return frozenset((await tx.execute(query)).scalars())


async def short_titles(tx: Tx, codes: Iterable[str]) -> dict[str, str]:
    """How these activities are called in chat."""
    query = select(activities.c.code, activities.c.short_title).where(activities.c.code.in_(set(codes)))
    return {r.code: r.short_title for r in await tx.execute(query)}


async def follower_of(tx: Tx, code: str) -> str:
    """The agency that follows an activity's group; empty where the paper names none."""
    query = (
        select(agencies.c.name)
        .join(groups, groups.c.followed_by == agencies.c.id)
        .join(activities, activities.c.group_id == groups.c.id)
        .where(activities.c.code == code)
    )
    return (await tx.execute(query.order_by(activities.c.id.desc()).limit(1))).scalar_one_or_none() or ""


async def groups_followed(tx: Tx, plan_id: int, on: date) -> tuple[tuple[str, int], ...]:
    """(numeral, agency) of the groups that the paper gives an agency to follow, in its order; of an agency that has ended the
    one that followed it."""
    ended = await ended_agencies(tx, on)
    query = select(groups.c.numeral, groups.c.followed_by).where(groups.c.plan_id == plan_id, groups.c.followed_by.is_not(None))
    found = []
    for r in await tx.execute(query.order_by(groups.c.id)):
        agency_id = r.followed_by
        while agency_id in ended:
            agency_id = ended[agency_id]
        found.append((r.numeral, agency_id))
    return tuple(found)


async def count_occurrences(tx: Tx) -> int:
    return int((await tx.execute(select(func.count()).select_from(occurrences))).scalar_one())
