"""14:00 on a database: planned with the morning, said once, taken back where nobody heard it, held where an admin says so."""

import asyncio
from collections import Counter
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select, update

from plan_data.calendar import at
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from scheduler.channel import Gone
from scheduler.worker import plan_day
from storage import holds
from storage.outbox import digest_lines, digests_showing, message_root
from storage.people import add_post
from storage.planning import DIGEST, ESCALATION, take_off
from storage.tables import agencies, deliveries, delivery_items, marks, occurrences, reminders
from tests.storage.sending import fail
from tests.storage.test_two_planners import crowd, plan_in_scraps, postgres_only
from tests.storage.town import CALENDAR, FIRST_DUE, I_1, I_3, JUSTICE, NOON, TELEGRAM, TICKS, Town, send

DAY, NEXT = date(2024, 2, 5), date(2024, 2, 6)
"""T+3 of what was due on 31/01, a Monday, and the day after."""
T8 = date(2024, 2, 19)
AT_TWO = at(DAY, time(14))


async def people(town: Town) -> dict[str, int]:
    return {
        "focal": await town.person("Lan", chat="1"),
        "deputy": await town.person("Hoa", Post.DEPUTY, chat="2"),
        "head": await town.person("Minh", Post.HEAD, chat="3"),
        "admin": await town.person("Văn phòng", Post.ADMIN, chat="9"),
    }


async def told(town: Town, on: date, words: str, contact: int) -> tuple[str, list[tuple[str, str, str]]] | None:
    """(state, [(key, word, part)]) of what a person's message of a day says of FIRST_DUE; None where it says nothing."""
    found = await town.rows(
        select(deliveries.c.id, deliveries.c.state).where(
            deliveries.c.digest_on == on, deliveries.c.words == words, deliveries.c.contact_id == contact
        )
    )
    if not found:
        return None
    async with town.transaction() as tx:
        lines = await digest_lines(tx, found[0].id)
    keys = {r.id: r.key for r in await town.rows(select(occurrences.c.id, occurrences.c.key))}
    of_them = [(keys[line.occurrence_id], line.word, str(line.part)) for line in lines]
    of_them = [line for line in of_them if line[0] in FIRST_DUE]
    return (found[0].state, of_them) if of_them else None


async def reminded(town: Town) -> Counter[int]:
    """How many words about FIRST_DUE each person was told."""
    query = select(reminders.c.contact_id).join(occurrences).where(occurrences.c.key.in_(FIRST_DUE))
    return Counter(r.contact_id for r in await town.rows(query))


async def go(town: Town, *chats: str, moment: datetime = AT_TWO, seconds: int = 0) -> None:
    """What waits for these chats goes out."""
    desk = await town.open_outbox()
    claimed = [d for d in await desk.claim(TELEGRAM, moment, TICKS + seconds, 30) if d.chat_id in chats]
    assert {d.chat_id for d in claimed} == set(chats)
    await send(desk, claimed, now=moment, ticks=TICKS + seconds)


ALL = [(key, "T+3", "own") for key in FIRST_DUE]


# --- planned ---------------------------------------------------------------------------------------------------------------
async def test_it_is_planned_with_the_morning_for_two_in_the_afternoon(town: Town) -> None:
    who = await people(town)
    assert await town.plan(DAY)
    assert await told(town, DAY, DIGEST, who["focal"]) == ("pending", ALL)
    for leader in ("deputy", "head"):
        assert await told(town, DAY, ESCALATION, who[leader]) == ("pending", ALL)
        assert await told(town, DAY, DIGEST, who[leader]) is None
    shown = [(key, "", "preview") for key in FIRST_DUE]
    assert await told(town, DAY, DIGEST, who["admin"]) == ("pending", shown)
    assert await told(town, DAY, ESCALATION, who["admin"]) is None
    assert await reminded(town) == {who["focal"]: 3, who["deputy"]: 3, who["head"]: 3}, "what is only shown says no word"
    hours = await town.rows(select(deliveries.c.not_before, deliveries.c.not_after).where(deliveries.c.words == ESCALATION))
    assert {tuple(r) for r in hours} == {(AT_TWO, at(DAY, time(18, 1)))}


async def test_the_admins_are_told_at_eight_days(town: Town) -> None:
    who = await people(town)
    assert await town.plan(T8)
    assert [word for _, word, _ in (await told(town, T8, ESCALATION, who["admin"]) or ("", []))[1]] == ["T+8"] * 3
    assert [part for _, _, part in (await told(town, T8, DIGEST, who["admin"]) or ("", []))[1]] == ["preview"] * 3


async def test_a_second_scan_adds_nothing(town: Town) -> None:
    await people(town)
    everything = select(delivery_items), select(reminders), select(deliveries.c.id)
    await town.plan(DAY)
    before = [await town.rows(query) for query in everything]
    async with town.transaction() as tx:  # a scan that has lost its place
        await tx.execute(update(occurrences).values(nudged_through=date(2024, 2, 4), next_nudge_on=DAY))
        await tx.execute(delete(marks))
    assert await town.plan(DAY)
    assert [await town.rows(query) for query in everything] == before


async def test_an_admin_who_answers_for_the_agency_keeps_the_own_lines(town: Town) -> None:
    who = await people(town)
    both = await town.person("Chánh", chat="8", phone="84900000001")
    assert await town.person("Chánh", Post.ADMIN, phone="84900000001") == both
    await town.plan(DAY)
    assert await told(town, DAY, DIGEST, both) == ("pending", ALL), "not turned into lines that only show"
    assert (await told(town, DAY, DIGEST, who["admin"]) or ("", []))[1][0][2] == "preview"


async def test_what_is_planned_after_noon_is_told_on_the_next_working_day(town: Town) -> None:
    who = await people(town)
    assert await plan_day(town.desk(), CALENDAR, at(DAY, time(15)))
    assert await told(town, DAY, DIGEST, who["focal"]) == ("pending", ALL)
    assert await told(town, DAY, ESCALATION, who["head"]) is None
    assert await told(town, DAY, DIGEST, who["admin"]) is None
    assert await told(town, NEXT, ESCALATION, who["head"]) == ("pending", ALL)
    assert (await told(town, NEXT, DIGEST, who["admin"]) or ("", []))[1][0][2] == "preview"
    await go(town, "1", moment=at(DAY, time(15)))
    assert await town.plan(NEXT)
    assert await told(town, NEXT, ESCALATION, who["head"]) == ("pending", ALL), "kept, and not planned twice"
    assert await reminded(town) == {who["focal"]: 3, who["deputy"]: 3, who["head"]: 3}


# --- not heard -------------------------------------------------------------------------------------------------------------
async def test_what_an_outage_kept_is_told_the_next_day_to_those_who_did_not_hear(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    await go(town, "1", "9", moment=at(DAY, time(8)))
    await go(town, "2", seconds=10)  # and then the line broke
    await town.plan(NEXT)
    assert (await told(town, DAY, ESCALATION, who["head"]) or ("",))[0] == "dropped"
    assert await told(town, NEXT, ESCALATION, who["head"]) == ("pending", ALL)
    assert await told(town, NEXT, ESCALATION, who["deputy"]) is None
    assert await told(town, NEXT, DIGEST, who["focal"]) is None
    assert (await told(town, NEXT, DIGEST, who["admin"]) or ("", []))[1] == [(key, "", "preview") for key in FIRST_DUE]


async def test_what_was_held_through_an_outage_does_not_come_again(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    await go(town, "1", "9", moment=at(DAY, time(8)))
    agency = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        assert await holds.hold(tx, DAY, [agency], who["admin"], NOON) == {agency}
    await town.plan(NEXT)
    assert await told(town, NEXT, ESCALATION, who["head"]) is None
    assert (await town.item(I_1)).next_nudge_on == T8, "it comes with the next rung"


async def test_a_head_who_is_gone_is_no_longer_told_and_the_morning_is_not_said_again(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    await go(town, "1", "9", moment=at(DAY, time(8)))
    desk = await town.open_outbox()
    claimed = await desk.claim(TELEGRAM, AT_TWO, TICKS + 10, 30)
    begun = await desk.begin(claimed, TICKS + 10)
    for delivery in begun:
        await fail(desk, delivery, Gone("blocked"), now=AT_TWO)
    assert (await town.item(I_1)).next_nudge_on == DAY
    await town.plan(NEXT)
    assert await told(town, NEXT, DIGEST, who["focal"]) is None
    shown = await told(town, NEXT, DIGEST, who["admin"])
    assert shown is not None
    assert {part for _, _, part in shown[1]} == {"preview"}, "the admins see that nobody above is connected"


async def test_a_morning_message_that_died_comes_again_and_the_head_is_not_told_twice(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    desk = await town.open_outbox()
    (lan,) = [d for d in await desk.claim(TELEGRAM, at(DAY, time(8)), TICKS, 30) if d.chat_id == "1"]
    (delivery,) = await desk.begin([lan], TICKS)
    await fail(desk, delivery, Gone("blocked"), now=at(DAY, time(8)))
    await go(town, "2", "3", seconds=10)
    await town.plan(NEXT)
    assert await told(town, NEXT, DIGEST, who["deputy"]) is None, "heard at 14:00"
    assert await told(town, NEXT, ESCALATION, who["head"]) is None
    assert await reminded(town) == {who["deputy"]: 3, who["head"]: 3}


async def test_what_is_taken_off_was_heard_by_nobody_and_does_not_come_again(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    item, other = await town.item(I_1), await town.item(I_3)
    head = await town.one(select(deliveries.c.id).where(deliveries.c.contact_id == who["head"]))
    async with town.transaction() as tx:
        await take_off(tx, head.id, [item.id])
        await take_off(tx, head.id, [])
    assert [key for key, _, _ in (await told(town, DAY, ESCALATION, who["head"]) or ("", []))[1]] == list(FIRST_DUE[1:])
    assert (await reminded(town))[who["head"]] == 2
    assert (await town.item(I_1)).next_nudge_on == T8
    await go(town, "2", "3")
    async with town.transaction() as tx:
        heard = await holds.heard_above(tx, [item.id, other.id])
    assert heard == {item.id: {who["deputy"]}, other.id: {who["deputy"], who["head"]}}


async def test_what_was_answered_before_the_planning_goes_no_higher(town: Town) -> None:
    who = await people(town)
    await town.reports(I_1, UpdateKind.PROGRESS, at(DAY, time(9)) - timedelta(days=3), until=date(2024, 2, 8))
    await town.plan(DAY)
    assert [key for key, _, _ in (await told(town, DAY, ESCALATION, who["head"]) or ("", []))[1]] == list(FIRST_DUE[1:])
    assert [key for key, _, _ in (await told(town, DAY, DIGEST, who["admin"]) or ("", []))[1]] == list(FIRST_DUE[1:])


# --- asked -------------------------------------------------------------------------------------------------------------------
async def test_the_letters_of_a_day_and_what_shows_them(town: Town) -> None:
    who = await people(town)
    await town.plan(DAY)
    await go(town, "1", "9", moment=at(DAY, time(8)))
    ids = [(await town.item(key)).id for key in FIRST_DUE]
    async with town.transaction() as tx:
        before = await holds.letters(tx, ids, DAY)
        assert await holds.letters(tx, ids, NEXT) == ()
    assert {(x.contact_id, x.occurrence_id) for x in before} == {(who[p], i) for p in ("deputy", "head") for i in ids}
    assert {(x.day, x.word, x.sent) for x in before} == {(DAY, "T+3", False)}
    await go(town, "2", "3", seconds=10)
    async with town.transaction() as tx:
        assert {x.sent for x in await holds.letters(tx, ids, DAY)} == {True}
        (letter,) = {x.delivery_id for x in before if x.contact_id == who["head"]}
        assert await holds.morning_of(tx, letter) is None
        assert await message_root(tx, TELEGRAM, "3", f"m{letter}") == (letter, False)
        showing = await digests_showing(tx, ids, at(DAY, time(0)))
        assert {contact for *_, contact in showing} == {who["focal"], who["admin"]}, "letters are never redrawn"
        assert {await holds.morning_of(tx, delivery) for delivery, *_ in showing} == {DAY}


async def test_a_hold_is_set_once_and_taken_back_once(town: Town) -> None:
    who = await people(town)
    agency, other = await town.agency(JUSTICE), await town.agency("Sở Nội vụ")
    async with town.transaction() as tx:
        assert await holds.hold(tx, DAY, [agency], who["admin"], NOON) == {agency}
        assert await holds.hold(tx, DAY, [other, agency], who["admin"], NOON) == {other}
        assert await holds.held_agencies(tx, DAY) == {agency, other}
        assert await holds.held_agencies(tx, NEXT) == frozenset()
        assert await holds.let_go(tx, DAY, [agency]) == {agency}
        assert await holds.let_go(tx, DAY, [agency]) == frozenset()
        assert await holds.held_agencies(tx, DAY) == {other}


# --- two planners ------------------------------------------------------------------------------------------------------------
@postgres_only
async def test_two_planners_at_once_tell_those_above_once(town: Town) -> None:
    """Everybody is also the head of the agency before: mornings and afternoons of the same people are made crosswise."""
    contacts = await crowd(town)
    names = [r.name for r in await town.rows(select(agencies.c.name).order_by(agencies.c.id))]
    ids = {name: await town.agency(name) for name in names}
    async with town.transaction() as tx:
        for contact, n in contacts.items():
            await add_post(tx, contact, Post.HEAD, ids[names[n - 2]], date(2024, 1, 1))
    await town.person("Văn phòng", Post.ADMIN, chat="x")
    on = date(2024, 3, 12)
    stores = [town.store, await town.another()]
    await asyncio.wait_for(asyncio.gather(*(plan_in_scraps(s, town, on) for s in stores for _ in range(2))), 60)
    messages = await town.rows(select(deliveries.c.contact_id, deliveries.c.words, deliveries.c.digest_on))
    assert len(messages) == len({tuple(r) for r in messages})
    assert {r.words for r in messages} == {DIGEST, ESCALATION}
    words = await town.rows(select(reminders.c.occurrence_id, reminders.c.word, reminders.c.contact_id))
    assert len(words) == len({tuple(r) for r in words})
    assert len([r for r in words if r.word == "T+8"]) > 30
