"""Tasks given beyond the paper: recorded like any other, and taken back only while nobody has said anything of them."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from plan_data.loading import activity_json
from plan_data.occurrences import members_of, planned_occurrences
from plan_data.updates import UpdateKind
from storage import additions
from storage.occurrences import items_by_code
from storage.plans import activity_codes, current_plan, plan_body
from storage.tables import groups, occurrences
from storage.updates import add_update
from tests.storage.town import CALENDAR, JUSTICE, NOON, PLAN, Town

ON = date(2024, 2, 1)
MARCH = "2024-03-31"


async def add(town: Town, title: str = "Báo cáo tự kiểm tra", group: str = additions.GROUP) -> str:
    async with town.transaction() as tx:
        plan = await current_plan(tx)
        assert plan is not None
        code = await additions.next_code(tx, plan.id)
        activity = replace(PLAN.activities[1], code=code, group=group, title=title, lead=(JUSTICE,), done_at_import=False)
        alone = replace(PLAN, activities=(activity,), text_tasks=(), issued=ON)
        planned = planned_occurrences(alone, calendar=CALENDAR)
        body = activity_json(activity)
        members = members_of(alone)
        told = {"basis": "Công văn 33/UBND-NC", "title_of_group": "Nhiệm vụ giao thêm"}
        await additions.add_activity(tx, plan, activity, planned, members, body, CALENDAR, ON, **told)
    return code


async def test_it_is_an_activity_like_any_other_and_says_what_gave_it(town: Town) -> None:
    assert [await add(town), await add(town, group="II")] == ["BS.1", "BS.2"]
    async with town.transaction() as tx:
        [item] = await items_by_code(tx, "BS.1")
        assert (item.group, item.agency, item.added_on, item.basis) == ("BS", JUSTICE, ON, "Công văn 33/UBND-NC")
        assert item.key == f"137-2024/BS.1/so-tu-phap@{MARCH}"
        assert item.next_nudge_on is not None
        assert [i.group for i in await items_by_code(tx, "BS.2")] == ["II"]
        body = await plan_body(tx)
        assert body is not None
        assert [(a["code"], a["document"]) for a in body["activities"][-2:]] == [
            ("BS.1", "Công văn 33/UBND-NC"),
            ("BS.2", "Công văn 33/UBND-NC"),
        ]
        assert "added_on" not in body["activities"][0]
        assert await tx.scalar(select(func.count()).select_from(groups).where(groups.c.numeral == "BS")) == 1


async def test_taken_back_it_never_was_and_its_code_is_not_given_again(town: Town) -> None:
    code = await add(town)
    async with town.transaction() as tx:
        before = await tx.scalar(select(func.count()).select_from(occurrences))
        assert await additions.withdraw_activity(tx, code, ON)
        assert await tx.scalar(select(func.count()).select_from(occurrences)) == (before or 0) - 1
        assert code not in await activity_codes(tx)
        body = await plan_body(tx)
        assert body is not None
        assert code not in [a["code"] for a in body["activities"]]
        assert not await additions.withdraw_activity(tx, code, ON), "twice"
        assert not await additions.withdraw_activity(tx, "I.1", ON), "the paper's own"
    assert await add(town) == "BS.2"


async def test_once_something_was_said_it_stays(town: Town) -> None:
    code = await add(town)
    async with town.transaction() as tx:
        [item] = await items_by_code(tx, code)
        await add_update(tx, item.id, UpdateKind.ACK, NOON, contact_id=None, inbox_id=None)
        assert not await additions.withdraw_activity(tx, code, ON)
        assert len(await items_by_code(tx, code)) == 1
        assert await additions.give_basis(tx, code, "Quyết định 9/QĐ-UBND")
        assert [i.basis for i in await items_by_code(tx, code)] == ["Quyết định 9/QĐ-UBND"]
