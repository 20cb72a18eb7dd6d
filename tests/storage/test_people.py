"""People: how they come in, what they may do on a day, and where they can be written to."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from scheduler.audience import Post
from storage import chats, people
from storage.tables import addresses, contacts, invites, roles
from tests.storage.town import INTERIOR, JUSTICE, LOADED_ON, NOON, TELEGRAM, Town

DAY = timedelta(days=1)


# --- the roster -----------------------------------------------------------------------------------------------------------
async def test_a_person_with_a_phone_is_one_person(town: Town) -> None:
    lan = await town.person("Lan", phone="84912345678")
    assert await town.person("Lan", Post.DEPUTY, INTERIOR, phone="84912345678") == lan
    assert await town.person("Lan", phone="84912345678") == lan
    assert await town.person("Lan") != lan  # a name alone may be anybody's
    async with town.transaction() as tx:
        (found,) = await people.contacts_with_phone(tx, "84912345678", LOADED_ON)
        assert [(p.post, p.agency) for p in found.posts] == [(Post.FOCAL, JUSTICE), (Post.DEPUTY, INTERIOR)]
        assert found.agency_names == (JUSTICE, INTERIOR)
        assert await people.contacts_with_phone(tx, "84900000000", LOADED_ON) == ()


async def test_posts_run_from_a_day_to_a_day(town: Town) -> None:
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        lan = await people.add_contact(tx, "Lan", Post.FOCAL, justice, date(2024, 2, 1))
        await tx.execute(update(roles).where(roles.c.contact_id == lan).values(until_on=date(2024, 3, 31)))
        await people.join(tx, lan, TELEGRAM, "1", NOON)
        heard = {}
        for day in (date(2024, 1, 31), date(2024, 2, 1), date(2024, 3, 31), date(2024, 4, 1)):
            found = await people.contact(tx, lan, day)
            assert found is not None
            heard[day.day, day.month] = (len(found.posts), len(await people.hearers(tx, [justice], day)), len(found.agencies))
    assert heard == {(31, 1): (0, 0, 0), (1, 2): (1, 1, 1), (31, 3): (1, 1, 1), (1, 4): (0, 0, 0)}


async def test_whose_work_a_person_may_report_on(town: Town) -> None:
    ids = {}
    for post in Post:
        ids[post] = await town.person(f"{post}", post, JUSTICE, chat=str(post))
    async with town.transaction() as tx:
        for post, contact_id in ids.items():
            found = await people.contact(tx, contact_id, LOADED_ON)
            assert found is not None
            assert bool(found.agencies) is (post in (Post.FOCAL, Post.DEPUTY, Post.HEAD))
            assert found.is_admin is (post is Post.ADMIN)
        assert await people.contact(tx, 999, LOADED_ON) is None


async def test_those_who_may_have_to_hear(town: Town) -> None:
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    lan = await town.person("Lan", chat="1", hour=time(7, 30))
    minh = await town.person("Minh", Post.ADMIN, chat="2")
    hoa = await town.person("Hoa", Post.HEAD)
    await town.person("Other", agency=INTERIOR, chat="3")
    async with town.transaction() as tx:
        await people.set_reachable(tx, TELEGRAM, "2", False)
        found = await people.hearers(tx, [justice], LOADED_ON)
        assert {h.contact_id: (h.chat_id, h.reachable) for h in found} == {
            lan: ("1", True),
            minh: (None, False),
            hoa: (None, False),
        }
        assert next(h.hour for h in found if h.contact_id == lan) == time(7, 30)
        assert len(await people.hearers(tx, [justice, interior], LOADED_ON)) == 4
        assert [h.contact_id for h in await people.admins(tx, LOADED_ON)] == [minh]


async def test_a_person_on_two_channels_is_heard_of_on_each(town: Town) -> None:
    lan, justice = await town.person("Lan", chat="1"), await town.agency(JUSTICE)
    async with town.transaction() as tx:
        await people.join(tx, lan, "zalo", "z", NOON)
        await people.set_reachable(tx, TELEGRAM, "1", False)
        found = await people.hearers(tx, [justice], LOADED_ON)
    assert [(h.channel, h.chat_id) for h in found] == [(None, None), ("zalo", "z")]


async def test_an_agencys_people_are_each_listed_once_the_focal_person_first(town: Town) -> None:
    head = await town.person("Hoa", Post.HEAD, phone="84900000001")
    await town.person("Hoa", Post.DEPUTY, phone="84900000001")
    lan = await town.person("Lan")
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        assert [c.id for c in await people.people_of(tx, justice, LOADED_ON)] == [lan, head]


async def test_the_database_knows_the_posts(town: Town) -> None:
    lan = await town.person("Lan")
    for wrong in ({"role": "king", "agency_id": await town.agency(JUSTICE)}, {"role": "focal", "agency_id": None}):
        with pytest.raises(IntegrityError):
            await town.rows(insert(roles).values(contact_id=lan, from_on=LOADED_ON, **wrong).returning(roles.c.id))


# --- addresses --------------------------------------------------------------------------------------------------------------
async def test_joining_moves_the_address(bare: Town) -> None:
    lan = await bare.person("Lan", Post.ADMIN, chat="1")
    async with bare.transaction() as tx:
        await people.join(tx, lan, TELEGRAM, "2", NOON)  # a new telephone
        assert await people.contact_at(tx, TELEGRAM, "1", LOADED_ON) is None
        found = await people.contact_at(tx, TELEGRAM, "2", LOADED_ON)
        assert found is not None
        assert found.id == lan
    minh = await bare.person("Minh", Post.ADMIN, chat="2")  # the telephone goes to a successor
    rows = await bare.rows(select(addresses.c.contact_id, addresses.c.chat_id))
    assert [tuple(r) for r in rows] == [(minh, "2")]


async def test_joining_again_makes_an_address_reachable(bare: Town) -> None:
    lan = await bare.person("Lan", Post.ADMIN, chat="1")
    async with bare.transaction() as tx:
        assert await people.set_reachable(tx, TELEGRAM, "1", False) == lan
        assert await people.set_reachable(tx, TELEGRAM, "1", False) is None  # nothing changed
        assert await people.set_reachable(tx, TELEGRAM, "9", False) is None
        await people.join(tx, lan, TELEGRAM, "1", NOON)
        assert [h.reachable for h in await people.admins(tx, LOADED_ON)] == [True]


async def test_posts_of_a_second_entry_are_taken_over(town: Town) -> None:
    """Imported twice without a telephone number: one person, two entries, one post of them the same."""
    lan, double = await town.person("Lan", chat="1"), await town.person("Lan")
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        await people.add_post(tx, double, Post.HEAD, justice, LOADED_ON)
        for contact in (lan, double):
            await people.add_post(tx, contact, Post.ADMIN, None, LOADED_ON)
        await people.take_over_posts(tx, double, lan)
        found, empty = await people.contact(tx, lan, LOADED_ON), await people.contact(tx, double, LOADED_ON)
    assert found is not None
    assert empty is not None
    assert sorted(p.post for p in found.posts) == [Post.ADMIN, Post.FOCAL, Post.HEAD]
    assert empty.posts == ()


# --- invitations --------------------------------------------------------------------------------------------------------------
async def test_an_invitation_is_bound_to_the_chat_that_opened_it(bare: Town) -> None:
    minh, lan = await bare.person("Minh", Post.ADMIN, chat="9"), await bare.person("Lan", Post.ADMIN)
    async with bare.transaction() as tx:
        token = await people.invite(tx, lan, minh, NOON)
        opened = await people.open_invite(tx, token, TELEGRAM, "1", NOON)
        assert opened is not None
        assert (opened.contact_id, opened.invited_by) == (lan, minh)
        assert await people.open_invite(tx, token, TELEGRAM, "2", NOON) is None  # a forwarded link
        assert await people.open_invite(tx, token, "zalo", "1", NOON) is None
        assert await people.open_invite(tx, token, TELEGRAM, "1", NOON) == opened  # pressed twice
        assert await people.invite_opened_here(tx, opened.id, TELEGRAM, "2", NOON) is None
        assert await people.invite_opened_here(tx, opened.id, TELEGRAM, "1", NOON) == opened


async def test_an_invitation_is_good_once(bare: Town) -> None:
    lan = await bare.person("Lan", Post.ADMIN)
    async with bare.transaction() as tx:
        token = await people.invite(tx, lan, None, NOON)
        opened = await people.open_invite(tx, token, TELEGRAM, "1", NOON)
        assert opened is not None
        await people.close_invite(tx, opened.id, NOON)
        assert await people.open_invite(tx, token, TELEGRAM, "1", NOON) is None
        assert await people.invite_opened_here(tx, opened.id, TELEGRAM, "1", NOON) is None


async def test_an_invitation_lives_seven_days(bare: Town) -> None:
    lan = await bare.person("Lan", Post.ADMIN)
    async with bare.transaction() as tx:
        token = await people.invite(tx, lan, None, NOON)
        opened = await people.open_invite(tx, token, TELEGRAM, "1", NOON + 7 * DAY - timedelta(seconds=1))
        assert opened is not None
        assert await people.open_invite(tx, token, TELEGRAM, "1", NOON + 7 * DAY) is None
        assert await people.invite_opened_here(tx, opened.id, TELEGRAM, "1", NOON + 7 * DAY) is None


async def test_a_new_invitation_replaces_the_one_before(bare: Town) -> None:
    lan, minh = await bare.person("Lan", Post.ADMIN), await bare.person("Minh", Post.ADMIN)
    async with bare.transaction() as tx:
        first = await people.invite(tx, lan, None, NOON)
        other = await people.invite(tx, minh, None, NOON)
        second = await people.invite(tx, lan, None, NOON + DAY)
        assert await people.open_invite(tx, first, TELEGRAM, "1", NOON + DAY) is None
        assert await people.open_invite(tx, second, TELEGRAM, "1", NOON + DAY) is not None
        assert await people.open_invite(tx, other, TELEGRAM, "2", NOON + DAY) is not None
        assert await people.open_invite(tx, "no-such-token", TELEGRAM, "3", NOON) is None


async def test_the_token_itself_is_not_kept(bare: Town) -> None:
    lan = await bare.person("Lan", Post.ADMIN)
    async with bare.transaction() as tx:
        token = await people.invite(tx, lan, None, NOON)
    row = await bare.one(select(invites))
    assert token not in str(tuple(row))
    assert len(token) <= 64
    assert all(c.isalnum() or c in "-_" for c in token)  # a deep link takes no more


async def test_where_everybodys_joining_stands(town: Town) -> None:
    justice, interior = await town.agency(JUSTICE), await town.agency(INTERIOR)
    states = {
        await town.person("Joined", chat="1"): "joined",
        await town.person("Blocked", chat="2"): "blocked",
        (invited := await town.person("Invited")): "invited",
        (late := await town.person("Late")): "not_invited",
        await town.person("New", agency=INTERIOR): "not_invited",
    }
    async with town.transaction() as tx:
        await people.set_reachable(tx, TELEGRAM, "2", False)
        await people.invite(tx, late, None, NOON - 8 * DAY)
        await people.invite(tx, invited, None, NOON)
        listed = await people.listed(tx, LOADED_ON, NOON)
        assert {line.contact.id: line.state for line in listed} == states
        found = await people.joining_states(tx, [justice, interior, 999], LOADED_ON, NOON)
        assert found == {justice: "joined", interior: "not_invited", 999: "no_contact"}


# --- chats --------------------------------------------------------------------------------------------------------------------
async def test_a_stranger_is_told_once_a_day(bare: Town) -> None:
    await bare.hears("1", 1)
    await bare.hears("2", 2)
    async with bare.transaction() as tx:
        told = [
            await chats.tell_stranger(tx, TELEGRAM, chat, NOON + timedelta(hours=hours))
            for chat, hours in (("1", 0), ("1", 1), ("2", 1), ("1", 23.9), ("1", 24), ("1", 47))
        ]
        assert told == [True, False, True, False, True, False]
        assert not await chats.tell_stranger(tx, TELEGRAM, "never-wrote", NOON)


async def test_what_was_not_understood_is_counted_in_a_row(bare: Town) -> None:
    await bare.hears("1", 1)
    async with bare.transaction() as tx:
        counts = [await chats.count_misunderstood(tx, TELEGRAM, "1", understood) for understood in (False, False, True, False)]
    assert counts == [1, 2, 0, 1]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0912 345 678", "84912345678"),
        ("+84912345678", "84912345678"),
        ("84 912.345.678", "84912345678"),
        ("(0290) 383 1234", "842903831234"),
        ("912345678", None),
        ("", None),
        ("không có", None),
        ("+1 202 555 0101", None),
        ("0912 345 678 90 12", None),
    ],
)
def test_a_phone_number_is_written_one_way(text: str, digits: str | None) -> None:
    assert people.normal_phone(text) == digits


async def test_a_contact_keeps_language_and_hour(bare: Town) -> None:
    async with bare.transaction() as tx:
        lan = await people.add_contact(tx, "Lan", Post.ADMIN, None, LOADED_ON, language="en", hour=time(7, 15))
        found = await people.contact(tx, lan, LOADED_ON)
    assert found is not None
    assert (found.language, found.hour) == ("en", time(7, 15))
    assert len(await bare.rows(select(contacts))) == 1
