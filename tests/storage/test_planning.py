"""The planner on a database: said once, whoever scans and however often; what nobody heard is not said."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, time, timedelta

from sqlalchemy import insert, select, update

from plan_data.calendar import at
from plan_data.updates import UpdateKind
from scheduler.audience import Hearer, Post
from scheduler.worker import Decided, DueRow, decide
from storage.occurrences import planned_through
from storage.tables import deliveries, delivery_items, marks, occurrences
from tests.storage.planned import deciding, digest, said
from tests.storage.town import (
    CALENDAR,
    FINANCE,
    FIRST_DUE,
    FRIDAY,
    I_1,
    I_2,
    INTERIOR,
    JUSTICE,
    LOADED_ON,
    MONDAY,
    NOON,
    TELEGRAM,
    THURSDAY,
    TICKS,
    TUESDAY,
    WEDNESDAY,
    Town,
    send,
)


# --- one morning ---------------------------------------------------------------------------------------------------------
async def test_one_message_carries_everything_of_the_morning(town: Town) -> None:
    lan = await town.person("Lan", chat="1", hour=time(9, 30))
    assert await town.plan(FRIDAY)
    assert await digest(town, FRIDAY, lan) == ("pending", [(key, "T-3") for key in FIRST_DUE])
    row = await town.one(select(deliveries))
    assert (row.channel, row.chat_id, row.words) == (TELEGRAM, "1", "digest")
    assert (row.not_before, row.not_after) == (at(FRIDAY, time(9, 30)), at(FRIDAY, time(18, 1)))
    item = await town.item(I_1)
    assert (item.nudged_through, item.next_nudge_on) == (FRIDAY, TUESDAY)


async def test_a_second_scan_adds_nothing(town: Town) -> None:
    await town.person("Lan", chat="1")
    assert await town.plan(FRIDAY)
    before = (await said(town), await town.rows(select(delivery_items)))
    assert not await town.plan(FRIDAY)
    assert await town.desk(await town.another()).plan_batch(FRIDAY, 200, deciding(FRIDAY)) == 0
    async with town.transaction() as tx:  # even a scan that has lost its place
        await tx.execute(update(occurrences).values(nudged_through=LOADED_ON, next_nudge_on=FRIDAY))
        await tx.execute(update(marks).values(day=LOADED_ON))
    assert await town.plan(FRIDAY)
    assert (await said(town), await town.rows(select(delivery_items))) == before
    assert len(await town.rows(select(deliveries))) == 1


async def test_small_batches_fill_the_same_messages(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    desk = town.desk()
    await desk.open_day(FRIDAY)
    taken = 0
    while count := await desk.plan_batch(FRIDAY, 1, deciding(FRIDAY)):
        assert not await desk.close_day(FRIDAY) or count
        taken += count
    assert taken >= 3
    assert await desk.close_day(FRIDAY)
    assert await digest(town, FRIDAY, lan) == ("pending", [(key, "T-3") for key in FIRST_DUE])


async def test_the_day_is_not_closed_while_something_is_due(town: Town) -> None:
    await town.person("Lan", chat="1")
    desk = town.desk()
    assert not await desk.close_day(FRIDAY)
    assert await desk.planned_through() is None
    assert await town.plan(FRIDAY)
    assert await desk.planned_through() == FRIDAY


async def test_the_mark_never_goes_back(town: Town) -> None:
    """A replica that slept over midnight closes yesterday."""
    desk = town.desk()
    await town.plan(TUESDAY)
    assert await desk.close_day(FRIDAY)
    assert await desk.planned_through() == TUESDAY


async def test_what_became_due_after_the_plan_goes_to_the_next_morning(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    async with town.transaction() as tx:
        await tx.execute(update(occurrences).values(nudged_through=LOADED_ON, next_nudge_on=FRIDAY))
    assert await town.desk().plan_batch(FRIDAY, 200, deciding(FRIDAY)) == 0
    assert len((await digest(town, FRIDAY, lan))[1]) == 3


async def test_days_off_are_not_planned(town: Town) -> None:
    assert not await town.plan(date(2024, 1, 27))
    assert await town.desk().planned_through() is None


async def test_an_answer_ends_it(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    await town.reports(I_1, UpdateKind.DONE)
    await town.plan(FRIDAY)
    assert [key for key, _ in (await digest(town, FRIDAY, lan))[1]] == list(FIRST_DUE[1:])


# --- after an outage -----------------------------------------------------------------------------------------------------
async def test_yesterdays_unsent_message_gives_its_words_back(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    for day in (FRIDAY, TUESDAY, WEDNESDAY):
        await town.plan(day)
    assert await digest(town, WEDNESDAY, lan) == ("pending", [(key, "T0") for key in FIRST_DUE])
    assert [(await digest(town, day, lan))[0] for day in (FRIDAY, TUESDAY)] == ["dropped", "dropped"]
    assert [word for word, _, _ in await said(town)] == ["T0"] * 3  # the newest word, never a pile


async def test_what_went_out_is_not_given_back(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    desk = await town.open_outbox()
    eight = at(FRIDAY, time(8))
    await send(desk, await desk.claim(TELEGRAM, eight, TICKS, 30), now=eight)
    await town.plan(TUESDAY)
    assert [word for word, _, _ in await said(town)] == ["T-3"] * 3 + ["T-1"] * 3
    assert await town.states() == ["sent", "pending"]


async def test_what_may_have_gone_out_is_not_given_back_either(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    desk = await town.open_outbox()
    eight = at(FRIDAY, time(8))
    await desk.begin(await desk.claim(TELEGRAM, eight, TICKS, 30), TICKS)
    await desk.recover(TICKS + 1, alone=True)
    await town.plan(TUESDAY)
    assert await town.states() == ["unknown", "pending"]
    assert len(await said(town)) == 6


async def test_a_message_in_a_senders_hands_is_taken_out_of_them(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    desk = await town.open_outbox()
    held = await desk.claim(TELEGRAM, at(FRIDAY, time(8)), TICKS, 30)
    await town.plan(TUESDAY)
    assert await desk.begin(held, TICKS + 1) == []
    assert await town.states() == ["dropped", "pending"]


async def test_what_was_done_meanwhile_does_not_come_back(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    await town.reports(I_1, UpdateKind.DONE)
    await town.plan(TUESDAY)
    assert {key for _, _, key in await said(town)} == set(FIRST_DUE[1:])
    assert (await town.item(I_1)).next_nudge_on is None


# --- who hears -----------------------------------------------------------------------------------------------------------
async def test_nobody_at_all_means_nothing_was_said(town: Town) -> None:
    await town.plan(FRIDAY)
    assert await said(town) == []
    assert await town.rows(select(deliveries)) == []
    item = await town.item(I_1)
    assert (item.nudged_through, item.next_nudge_on) == (date(2024, 1, 24), MONDAY)
    lan = await town.person("Lan", chat="1")
    await town.plan(MONDAY)
    assert (I_1, "T-3") in (await digest(town, MONDAY, lan))[1]


async def test_what_nobody_else_can_hear_goes_to_the_admins(town: Town) -> None:
    boss = await town.person("Minh", Post.ADMIN, chat="9")
    await town.person("Lan")  # invited, not yet joined
    await town.plan(FRIDAY)
    keys = [key for key, _ in (await digest(town, FRIDAY, boss))[1]]
    assert set(FIRST_DUE) <= set(keys)
    assert all(r.part == "unreached" for r in await town.rows(select(delivery_items)))


async def test_two_focal_persons_hear_it_each_once(town: Town) -> None:
    lan, hoa = await town.person("Lan", chat="1"), await town.person("Hoa", chat="2")
    await town.plan(FRIDAY)
    assert Counter(contact for _, contact, _ in await said(town)) == {lan: 3, hoa: 3}


async def test_one_person_for_two_agencies_has_one_message(town: Town) -> None:
    lan = await town.person("Lan", chat="1", phone="84900000001")
    assert await town.person("Lan", agency=INTERIOR, phone="84900000001") == lan
    await town.plan(date(2024, 2, 28))
    _, lines = await digest(town, date(2024, 2, 28), lan)
    assert {key.split("/")[2].split("@")[0] for key, _ in lines} == {"so-tu-phap", "so-noi-vu"}
    assert len(await town.rows(select(deliveries))) == 1


async def test_cost_follows_what_is_due(town: Town) -> None:
    """An idle morning looks at nothing."""
    await town.person("Lan", chat="1")
    looked: list[int] = []

    def counting(rows: Sequence[DueRow], people: Sequence[Hearer]) -> Sequence[Decided]:
        looked.append(len(rows))
        return decide(rows, people, CALENDAR, LOADED_ON)

    assert await town.desk().plan_batch(LOADED_ON - timedelta(days=1), 200, counting) == 0
    assert looked == []


async def test_morning_after_morning_every_word_comes_once(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    desk = await town.open_outbox()
    day, ticks = LOADED_ON, TICKS
    while day < date(2024, 2, 6):
        if await town.plan(day):
            ticks += 10
            eight = at(day, time(8))
            await send(desk, await desk.claim(TELEGRAM, eight, ticks, 30), now=eight, ticks=ticks)
        day += timedelta(days=1)
    words = [word for word, contact, key in await said(town) if key == I_1 and contact == lan]
    assert words == ["T-3", "T-1", "T0", "T+1", "T+3"]
    assert set(await town.states()) == {"sent"}
    async with town.transaction() as tx:
        assert await planned_through(tx) == date(2024, 2, 5)


async def test_an_agency_without_people_does_not_hold_up_the_others(town: Town) -> None:
    lan = await town.person("Lan", agency=JUSTICE, chat="1")
    await town.plan(THURSDAY)
    assert (await digest(town, THURSDAY, lan))[1] == [(key, "T+1") for key in FIRST_DUE]
    late = select(occurrences.c.id).where(occurrences.c.next_nudge_on <= THURSDAY)
    assert await town.rows(late) == []


async def test_a_message_of_the_day_that_is_there_already_is_filled_further(town: Town) -> None:
    """A planner was killed between two batches."""
    lan = await town.person("Lan", chat="1")
    values = {"channel": TELEGRAM, "chat_id": "1", "contact_id": lan, "words": "digest", "facts": {}, "digest_on": FRIDAY}
    async with town.transaction() as tx:
        await tx.execute(insert(deliveries).values(**values, not_before=NOON, state="pending"))
    await town.plan(FRIDAY)
    assert await digest(town, FRIDAY, lan) == ("pending", [(key, "T-3") for key in FIRST_DUE])


# --- a blocker and who is to clear it ------------------------------------------------------------------------------------
async def test_whoever_is_to_clear_a_blocker_is_asked_beside_the_one_it_holds_up(town: Town) -> None:
    """Reported on 25/01: the fifth working day is 01/02. A message that nobody heard gives the question back, to its own."""
    lan = await town.person("Lan", chat="1")
    binh = await town.person("Bình", agency=FINANCE, chat="2")
    await town.reports(I_2, UpdateKind.BLOCKED, note="kinh phí")
    await town.reports(I_2, UpdateKind.BLOCKER_GIVEN, agency_id=await town.agency(FINANCE))
    await town.plan(THURSDAY)
    word = (I_2, "blocked:2024-02-01")
    assert word in (await digest(town, THURSDAY, lan))[1]
    assert (await digest(town, THURSDAY, binh))[1] == [word]
    parts = select(delivery_items.c.part).where(delivery_items.c.word == word[1]).order_by(delivery_items.c.part)
    assert [r.part for r in await town.rows(parts)] == ["own", "owner"]

    await town.plan(date(2024, 2, 2))
    assert word in (await digest(town, date(2024, 2, 2), binh))[1], "nothing of yesterday went out"
    await town.reports(I_2, UpdateKind.BLOCKER_RESOLVED, at(date(2024, 2, 2), time(2)))
    assert (await town.item(I_2)).blocker is None
    assert (await town.item(I_2)).next_nudge_on == date(2024, 2, 16), "T-30: the ladder goes on"


async def test_what_nobody_was_given_is_asked_of_the_admins(town: Town) -> None:
    admin = await town.person("Văn", Post.ADMIN, chat="9")
    await town.person("Lan", chat="1")
    await town.reports(I_2, UpdateKind.BLOCKED, note="kinh phí")
    await town.plan(THURSDAY)
    assert (I_2, "blocked:2024-02-01") in (await digest(town, THURSDAY, admin))[1]
