"""Who is away, who stands in: what the rows say of a day, and that it ends by itself."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from scheduler.audience import Post, audience
from storage import absences, people, wishes
from storage.chats import home_of
from storage.tables import deliveries, occurrences, roles
from tests.storage.town import FIRST_DUE, INTERIOR, JUSTICE, NOON, TELEGRAM, TUESDAY, WEDNESDAY, Town

DAY = timedelta(days=1)
FROM, UNTIL = date(2024, 3, 18), date(2024, 3, 22)


async def hearing(town: Town, on: date, agency: str = JUSTICE) -> list[int]:
    agency_id = await town.agency(agency)
    async with town.transaction() as tx:
        return [h.contact_id for h in audience(agency_id, await people.hearers(tx, [agency_id], on), on).hearers]


async def away(town: Town, contact_id: int, substitute: int | None, from_on: date = FROM, until_on: date = UNTIL) -> int:
    async with town.transaction() as tx:
        made, _ = await absences.set_absence(tx, contact_id, substitute, from_on, until_on, contact_id, NOON)
        return made


async def test_from_the_first_day_to_the_last(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.FOLLOWER, chat="2")
    justice = await town.agency(JUSTICE)
    await away(town, lan, hoa)
    days = (FROM - DAY, FROM, UNTIL, UNTIL + DAY)
    assert [await hearing(town, day) for day in days] == [[lan], [hoa], [hoa], [lan]]
    async with town.transaction() as tx:
        rights = []
        for day in days:
            person = await people.contact(tx, hoa, day)
            assert person is not None
            rights.append((sorted(person.agencies), sorted(person.own_agencies), person.agency_names))
    nothing: list[int] = []
    assert rights == [(own, nothing, (JUSTICE,)) for own in (nothing, [justice], [justice], nothing)]


async def test_who_is_away_as_well_or_cannot_be_reached_is_passed_over(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.FOLLOWER, chat="2")
    deputy = await town.person("Minh", Post.DEPUTY, chat="3")
    await away(town, lan, hoa)
    await away(town, hoa, lan, FROM + DAY, FROM + DAY)
    assert [await hearing(town, day) for day in (FROM, FROM + DAY, FROM + 2 * DAY)] == [[hoa], [deputy], [hoa]]
    async with town.transaction() as tx:
        assert await wishes.stop(tx, TELEGRAM, "2", NOON)
    assert await hearing(town, FROM) == [deputy]


async def test_a_substitute_belongs_to_the_agency(town: Town) -> None:
    """Of a person with two agencies, a colleague of the one stands in for that one; and who has left stands in no more."""
    phone = "84912345678"
    lan = await town.person("Lan", chat="1", phone=phone)
    assert await town.person("Lan", Post.FOCAL, INTERIOR, phone=phone) == lan
    hoa = await town.person("Hoa", Post.DEPUTY, chat="2")
    await away(town, lan, hoa)
    assert (await hearing(town, FROM), await hearing(town, FROM, INTERIOR)) == ([hoa], [])
    async with town.transaction() as tx:
        await tx.execute(update(roles).where(roles.c.contact_id == hoa).values(until_on=FROM))
    assert (await hearing(town, FROM), await hearing(town, FROM + DAY)) == ([hoa], [])
    async with town.transaction() as tx:
        person = await people.contact(tx, hoa, FROM + DAY)
        assert person is not None
        assert person.agencies == frozenset()


async def test_an_admin_who_is_away_stays_an_admin(town: Town) -> None:
    minh = await town.person("Minh", Post.ADMIN, chat="9")
    async with town.transaction() as tx:
        await people.add_post(tx, minh, Post.FOCAL, (await people.admins(tx, FROM))[0].agency_id or 1, FROM)
    await away(town, minh, None)
    async with town.transaction() as tx:
        assert [a.away for a in await people.admins(tx, FROM)] == [False]


async def test_the_newer_of_two_that_meet_stands(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.DEPUTY, chat="2")
    first, apart = await away(town, lan, hoa), await away(town, lan, hoa, UNTIL + 7 * DAY, UNTIL + 8 * DAY)
    async with town.transaction() as tx:
        made, replaced = await absences.set_absence(tx, lan, None, UNTIL, UNTIL + DAY, hoa, NOON)
        assert [a.id for a in replaced] == [first]
        assert [a.id for a in await absences.all_from(tx, FROM)] == [made, apart]
        assert await absences.cancel(tx, made, NOON)
        assert not await absences.cancel(tx, made, NOON), "once"
        await absences.restore(tx, [first], hoa)  # not hers
        assert [a.id for a in await absences.all_from(tx, FROM)] == [apart]
        await absences.restore(tx, [first], lan)
        assert [a.id for a in await absences.all_from(tx, FROM)] == [first, apart]
        assert await absences.accept(tx, first, NOON)
        assert not await absences.accept(tx, first, NOON)


@pytest.mark.parametrize(("substitute", "until"), [("self", UNTIL), (None, FROM - DAY)])
async def test_the_database_refuses_nonsense(town: Town, substitute: str | None, until: date) -> None:
    lan = await town.person("Lan", chat="1")
    with pytest.raises(IntegrityError):
        await away(town, lan, lan if substitute else None, FROM, until)


async def test_the_scan_goes_to_the_substitute(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", Post.FOLLOWER, chat="2")
    await away(town, lan, hoa, TUESDAY, TUESDAY)
    assert await town.plan(TUESDAY)
    told = await town.rows(select(deliveries.c.contact_id, deliveries.c.digest_on))
    assert [(r.contact_id, r.digest_on) for r in told] == [(hoa, TUESDAY)]
    assert await town.plan(WEDNESDAY)
    told = await town.rows(select(deliveries.c.contact_id).where(deliveries.c.digest_on == WEDNESDAY))
    assert [r.contact_id for r in told] == [lan]


async def test_a_quiet_day_waits_and_says_the_newest(town: Town) -> None:
    """Tuesday (T-1) is quiet: nothing is said and nothing counts as said; on Wednesday T0, not both."""
    lan = await town.person("Lan", chat="1")
    async with town.transaction() as tx:
        await wishes.set_quiet_weekdays(tx, lan, [2])
    assert await town.plan(TUESDAY)
    assert await town.states() == []
    due = await town.rows(select(occurrences.c.next_nudge_on).where(occurrences.c.key.in_(FIRST_DUE)))
    assert {r.next_nudge_on for r in due} == {WEDNESDAY}
    assert await town.plan(WEDNESDAY)
    assert await town.states() == ["pending"]


async def test_where_a_person_can_be_written_to(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    async with town.transaction() as tx:
        assert await home_of(tx, lan) == (TELEGRAM, "1")
        assert await wishes.stop(tx, TELEGRAM, "1", NOON)
        assert not await wishes.stop(tx, TELEGRAM, "1", NOON)
        assert await home_of(tx, lan) is None
        assert await wishes.has_stopped(tx, TELEGRAM, "1")
        await people.join(tx, lan, TELEGRAM, "1", NOON)  # by an invitation: they want it again
        assert await home_of(tx, lan) == (TELEGRAM, "1")
        assert not await wishes.resume(tx, TELEGRAM, "1")
