"""Who follows whom: posts that change hands, agencies that become one, and who hears in between."""

from datetime import date, timedelta

from sqlalchemy import select

from plan_data.agencies import Directory
from scheduler.audience import Post, audience
from storage import offices, people
from storage.occurrences import agency_items
from storage.plans import agency_directory
from storage.store import Tx
from storage.tables import occurrences, roles
from tests.storage.town import INTERIOR, JUSTICE, LOADED_ON, NOON, TELEGRAM, Town

DAY = timedelta(days=1)
FROM = date(2024, 4, 1)
HEALTH = "Sở Y tế"


async def hearing(tx: Tx, agency_id: int, on: date) -> list[int]:
    """Whoever of an agency hears its words on a day."""
    return sorted(h.contact_id for h in audience(agency_id, await people.hearers(tx, [agency_id], on), on).hearers)


async def handed_over(tx: Tx, agency_id: int, to: int, *, of: int) -> tuple[offices.Ended, ...]:
    held = next(h for h in await offices.holders(tx, agency_id, Post.FOCAL, FROM) if h.contact_id == of)
    await offices.hand_over(tx, agency_id, Post.FOCAL, held, to, FROM)
    return await offices.end_replaced(tx, to, LOADED_ON)


# --- posts ------------------------------------------------------------------------------------------------------------------
async def test_a_post_goes_to_somebody_who_is_here(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.DEPUTY, chat="2")
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        ended = await handed_over(tx, justice, hoa, of=lan)
        assert [(e.contact_id, e.from_on) for e in ended] == [(lan, FROM)]
        assert [await hearing(tx, justice, day) for day in (FROM - DAY, FROM)] == [[lan], [hoa]]
        before, after = await people.contact(tx, lan, FROM - DAY), await people.contact(tx, lan, FROM)
        assert before is not None
        assert after is not None
        assert [sorted(p.agencies) for p in (before, after)] == [[justice], []]
        assert [p.post for p in after.past] == [Post.FOCAL]
        assert await offices.end_replaced(tx, hoa, LOADED_ON) == (), "once"


async def test_until_the_new_one_has_joined_the_old_one_goes_on(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.DEPUTY)
    justice, late = await town.agency(JUSTICE), date(2024, 4, 10)
    async with town.transaction() as tx:
        assert await handed_over(tx, justice, hoa, of=lan) == ()
        assert await hearing(tx, justice, late) == [lan]
        early = await people.contact(tx, hoa, FROM - DAY)
        assert early is not None
        assert [(p.post, p.from_on) for p in early.coming] == [(Post.FOCAL, FROM)]
        await people.join(tx, hoa, TELEGRAM, "2", NOON)
        [ended] = await offices.end_replaced(tx, hoa, late)
        assert (ended.contact_id, ended.from_on) == (lan, late)
        assert [await hearing(tx, justice, day) for day in (late - DAY, late)] == [[lan, hoa], [hoa]]


async def test_somebody_who_never_came_is_passed_over(town: Town) -> None:
    """Lan to Hoa, who never joins; Hoa to Minh, who is here: both of the others end."""
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.DEPUTY)
    minh, justice = await town.person("Minh", Post.DEPUTY, chat="3"), await town.agency(JUSTICE)
    async with town.transaction() as tx:
        await handed_over(tx, justice, hoa, of=lan)
        ended = await handed_over(tx, justice, minh, of=hoa)
        assert sorted(e.contact_id for e in ended) == sorted([hoa, lan])
        assert await hearing(tx, justice, FROM) == [minh]


async def test_to_and_fro_on_one_day(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.DEPUTY, chat="2")
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        for to, of in ((hoa, lan), (lan, hoa), (hoa, lan)):
            await handed_over(tx, justice, to, of=of)
            assert await hearing(tx, justice, FROM) == [to]
        assert await hearing(tx, justice, FROM - DAY) == [lan]


async def test_posts_of_a_double_entry_may_be_what_is_replaced(town: Town) -> None:
    lan, double, hoa = await town.person("Lan", chat="1"), await town.person("Lan"), await town.person("Hoa", Post.DEPUTY)
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        await handed_over(tx, justice, hoa, of=double)
        await people.take_over_posts(tx, double, lan)
    assert [r.replaces_id for r in await town.rows(select(roles.c.replaces_id).where(roles.c.contact_id == double))] == []


# --- agencies ---------------------------------------------------------------------------------------------------------------
async def test_an_agency_ends_and_its_open_work_moves_once(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", agency=INTERIOR, chat="2")
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    async with town.transaction() as tx:
        before = len(await agency_items(tx, justice))
        keys = {i.key for i in await agency_items(tx, justice)}
        await offices.merge(tx, justice, interior, FROM)
        assert await offices.succeed(tx, FROM - DAY, town.calendar) == {}
        assert await offices.succeed(tx, FROM, town.calendar) == {justice: before}
        assert await offices.succeed(tx, FROM + 7 * DAY, town.calendar) == {}
        moved = [i for i in await agency_items(tx, interior) if i.formerly]
        assert {i.key for i in moved} == keys, "the key is never rewritten"
        assert {i.formerly for i in moved} == {"Sở TP"}
        heirs, gone = await people.contact(tx, hoa, FROM), await people.contact(tx, lan, FROM)
        assert heirs is not None
        assert gone is not None
        assert [sorted(p.agencies) for p in (heirs, gone)] == [sorted([interior, justice]), []]
        assert heirs.agency_names == (INTERIOR,)


async def test_what_an_undo_opens_again_moves_as_well(town: Town) -> None:
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    async with town.transaction() as tx:
        [first, *_] = await agency_items(tx, justice)
        await tx.execute(occurrences.update().where(occurrences.c.id == first.id).values(closed_on=LOADED_ON))
        await offices.merge(tx, justice, interior, FROM)
        await offices.succeed(tx, FROM, town.calendar)
        assert [i.id for i in await agency_items(tx, justice)] == [first.id]
        await tx.execute(occurrences.update().where(occurrences.c.id == first.id).values(closed_on=None))
        assert await offices.succeed(tx, FROM + DAY, town.calendar) == {justice: 1}


async def test_a_chain_leads_to_its_end_and_names_lead_to_who_it_is_now(town: Town) -> None:
    justice, interior, health = [await town.agency(n) for n in (JUSTICE, INTERIOR, HEALTH)]
    async with town.transaction() as tx:
        still = [i for i in await agency_items(tx, justice) if i.closed_on is None]
        await offices.merge(tx, justice, interior, FROM)
        await offices.merge(tx, interior, health, FROM)
        moved = await offices.succeed(tx, FROM, town.calendar)
        assert moved[justice] == len(still)
        assert not [i for a in (justice, interior) for i in await agency_items(tx, a) if i.closed_on is None]
        for day, name in ((FROM - DAY, JUSTICE), (FROM, HEALTH)):
            directory = Directory(tuple(a for _, a in await agency_directory(tx, day)))
            assert [a.name for a in directory.find("sở tư pháp")] == [name]
            assert [a.name for a in directory.named("STP")] == [JUSTICE]


async def test_taken_back_before_its_day(town: Town) -> None:
    await town.person("Lan", chat="1")
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    async with town.transaction() as tx:
        await offices.merge(tx, justice, interior, FROM)
        merger = await offices.merger_of(tx, justice)
        assert merger == offices.Merger(justice, interior, FROM)
        await offices.unmerge(tx, merger)
        assert await offices.merger_of(tx, justice) is None
        assert await offices.succeed(tx, FROM, town.calendar) == {}
        assert len(await hearing(tx, justice, FROM)) == 1


async def test_the_planner_moves_it_before_it_plans(town: Town) -> None:
    """Also when it was down on the day: the words of the morning after are the successor's."""
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", agency=INTERIOR, chat="2")
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    tuesday = date(2024, 1, 30)
    async with town.transaction() as tx:
        await offices.merge(tx, justice, interior, date(2024, 1, 29))
    assert await town.plan(tuesday)
    async with town.transaction() as tx:
        assert {i.agency_id for i in await agency_items(tx, justice) if i.closed_on is None} == set()
        assert [await hearing(tx, interior, tuesday), await hearing(tx, justice, tuesday)] == [[hoa], []]
    assert lan != hoa
