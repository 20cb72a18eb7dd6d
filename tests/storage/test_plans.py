"""Recording a plan: the whole of it or nothing, once; what was late when it came waits for a person."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from plan_data.loading import plan_json
from plan_data.model import Agency, Plan, Role
from plan_data.occurrences import members_of, planned_occurrences
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from storage.errors import PlanAlreadyRecorded
from storage.occurrences import held_items, release_held
from storage.plans import (
    activity_codes,
    agency_directory,
    count_occurrences,
    current_plan,
    named_beside,
    plan_body,
    record_plan,
)
from storage.tables import activities, agencies, assignments, occurrences, plans, reminders
from tests.storage.town import CALENDAR, I_1, INTERIOR, JUSTICE, LOADED_ON, PLAN, Town, load

TWO_YEARS_LATER = date(2026, 1, 12)
"""A Monday."""


async def record(town: Town, plan: Plan, on: date = LOADED_ON) -> None:
    async with town.transaction() as tx:
        await record_plan(tx, plan, planned_occurrences(plan), members_of(plan), plan_json(plan), CALENDAR, on)


# --- members -------------------------------------------------------------------------------------------------------------
def test_members_of_every_cell() -> None:
    members = members_of(PLAN)
    assert set(members) == {(a.code, role) for a in PLAN.all_activities for role in Role}
    assert [(a.name, named) for a, named in members["I.1", Role.LEAD]] == [(JUSTICE, True)]
    assert len(members["III.1", Role.LEAD]) == 28
    assert not any(named for _, named in members["III.1", Role.LEAD])
    assert all(len({a.name for a, _ in told}) == len(told) for told in members.values())


def test_who_is_named_beside_a_group_is_named() -> None:
    activity = replace(PLAN.activities[0], lead=("@so_ban_nganh", JUSTICE), coordinating=("@don_vi_lien_quan",))
    members = members_of(replace(PLAN, activities=(activity,), text_tasks=()))
    named = {a.name: named for a, named in members[activity.code, Role.LEAD]}
    assert (named[JUSTICE], named[INTERIOR]) == (True, False)
    assert members[activity.code, Role.COORDINATE] == []


def test_an_agency_that_the_directory_does_not_hold_is_not_left_out() -> None:
    activity = replace(PLAN.activities[0], lead=("Ban Quản lý Vườn quốc gia U Minh Hạ",))
    members = members_of(replace(PLAN, activities=(activity,), text_tasks=()))
    assert members[activity.code, Role.LEAD] == [(Agency("Ban Quản lý Vườn quốc gia U Minh Hạ", "don_vi_khac"), True)]


# --- recording -----------------------------------------------------------------------------------------------------------
async def test_the_whole_plan_is_there(town: Town) -> None:
    async with town.transaction() as tx:
        plan = await current_plan(tx)
        assert plan is not None
        assert (plan.number, plan.year, plan.loaded_on, plan.office) == (PLAN.number, 2024, LOADED_ON, PLAN.office)
        assert await plan_body(tx) == plan_json(PLAN)
        assert await activity_codes(tx) == {a.code for a in PLAN.all_activities}
        assert await count_occurrences(tx) == 156
        assert tuple(a for _, a in await agency_directory(tx)) == tuple(replace(a, short=a.brief) for a in PLAN.agencies)
        rows = (await tx.execute(select(assignments.c.role, func.count()).group_by(assignments.c.role))).all()
    told = members_of(PLAN)
    assert {r[0]: r[1] for r in rows} == {role: sum(len(v) for (_, r), v in told.items() if r is role) for role in Role}


async def test_before_the_first_plan_there_is_none(bare: Town) -> None:
    async with bare.transaction() as tx:
        assert await current_plan(tx) is None
        assert await plan_body(tx) is None
        assert await count_occurrences(tx) == 0


async def test_which_reports_wait_for_a_confirmation_is_recorded(bare: Town) -> None:
    asked = tuple(replace(a, confirm=a.code == "I.1") for a in PLAN.activities)
    await record(bare, replace(PLAN, activities=asked))
    rows = await bare.rows(select(activities.c.code).where(activities.c.confirm))
    assert [r.code for r in rows] == ["I.1"]
    assert (await bare.item(I_1)).confirm


async def test_a_plan_is_recorded_once(town: Town) -> None:
    with pytest.raises(PlanAlreadyRecorded):
        await record(town, PLAN)
    assert len(await town.rows(select(plans.c.id))) == 1
    assert (await town.one(select(func.count()).select_from(occurrences)))[0] == 156


async def test_a_plan_that_breaks_half_way_leaves_nothing(bare: Town) -> None:
    broken = replace(PLAN, text_tasks=(replace(PLAN.text_tasks[0], group="no such group"),))
    with pytest.raises(KeyError):
        await record(bare, broken)
    for table in (plans, activities, agencies):
        assert await bare.rows(select(table.c.id)) == []


async def test_next_years_plan_shares_the_agencies(town: Town) -> None:
    known = await town.rows(select(agencies.c.id))
    await record(town, replace(PLAN, number="15/QĐ-UBND", year=2025))
    assert await town.rows(select(agencies.c.id)) == known
    async with town.transaction() as tx:
        plan = await current_plan(tx)
    assert plan is not None
    assert (plan.number, plan.year) == ("15/QĐ-UBND", 2025)


async def test_an_unknown_agency_is_recorded_as_written(bare: Town) -> None:
    stranger = "Ban Quản lý Vườn quốc gia U Minh Hạ"
    activity = replace(PLAN.activities[0], lead=(stranger,), lead_text=stranger)
    await record(bare, replace(PLAN, activities=(activity,), text_tasks=()))
    item = await bare.item("137-2024/I.1/ban-quan-ly-vuon-quoc-gia-u-minh-ha@2024-01-31")
    assert item.agency == stranger


# --- what was late when the plan came ------------------------------------------------------------------------------------
async def loaded_late(town: Town) -> int:
    """The plan of 2024, loaded in 2026; the id of its one admin."""
    await load(town.store, TWO_YEARS_LATER)
    return await town.person("Minh", Post.ADMIN, chat="9")


async def test_who_is_named_beside_the_lead(town: Town) -> None:
    """Who coordinates by name, then who follows the group; of a group of 28 nobody in particular."""
    async with town.transaction() as tx:
        names = {i: a.name for i, a in await agency_directory(tx)}
        found = {code: [names[i] for i in await named_beside(tx, code)] for code in ("VI.4", "VII.4", "IV.3", "X.9")}
    assert found == {
        "VI.4": ["Trung tâm Giải quyết thủ tục hành chính tỉnh", "Sở Thông tin và Truyền thông"],
        "VII.4": ["Văn phòng UBND tỉnh"],
        "IV.3": [INTERIOR],
        "X.9": [],
    }


async def test_a_plan_loaded_late_urges_nobody(bare: Town) -> None:
    await loaded_late(bare)
    async with bare.transaction() as tx:
        held = await held_items(tx)
    assert len(held) == 143  # all but what was done before the plan, and the check-ins
    assert {i.next_nudge_on for i in held} == {None}
    assert all(i.kind != "check_in" for i in held)
    assert await bare.rows(select(occurrences.c.id).where(occurrences.c.next_nudge_on.is_not(None))) == []
    assert await bare.plan(TWO_YEARS_LATER)
    assert await bare.rows(select(reminders.c.id)) == []
    assert await bare.states() == ["pending"], "how the week stands, to the admin: a Monday"


async def test_an_answer_about_a_held_item_counts_and_starts_no_ladder(bare: Town) -> None:
    await loaded_late(bare)
    item = await bare.reports(I_1, UpdateKind.PROGRESS, percent=60)
    assert (item.next_nudge_on, item.held) == (None, True)
    done = await bare.reports(I_1, UpdateKind.DONE)
    assert done.closed_on is not None
    async with bare.transaction() as tx:
        assert I_1 not in {i.key for i in await held_items(tx)}


async def test_the_admin_starts_the_reminding(bare: Town) -> None:
    minh = await loaded_late(bare)
    await bare.reports(I_1, UpdateKind.DONE)
    async with bare.transaction() as tx:
        assert await release_held(tx, CALENDAR, on=TWO_YEARS_LATER) == 143
        assert await held_items(tx) == ()
        assert await release_held(tx, CALENDAR, on=TWO_YEARS_LATER) == 0
    assert (await bare.item(I_1)).next_nudge_on is None
    released = await bare.rows(
        select(occurrences.c.next_nudge_on, occurrences.c.since).where(
            occurrences.c.closed_on.is_(None), occurrences.c.kind == "dated"
        )
    )
    assert {r.since for r in released} == {TWO_YEARS_LATER}
    assert all(TWO_YEARS_LATER <= r.next_nudge_on <= CALENDAR.add(TWO_YEARS_LATER, 5) for r in released)
    assert minh


async def test_a_plan_loaded_in_the_year_holds_only_what_was_late(bare: Town) -> None:
    await load(bare.store, date(2024, 4, 10))
    rows = await bare.rows(select(occurrences.c.due, occurrences.c.held, occurrences.c.next_nudge_on, occurrences.c.kind))
    due = [r for r in rows if r.kind != "check_in"]
    assert {r.due < date(2024, 4, 10) for r in due if r.held} == {True}
    assert all(r.next_nudge_on is None or r.next_nudge_on >= date(2024, 4, 10) for r in rows)
    assert {r.held for r in due if r.due >= date(2024, 4, 10)} == {False}
