"""Dated items: read with all that a sentence needs, and brought in line with what was said."""

import asyncio
from datetime import date, time, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from plan_data.calendar import DayRow, at
from plan_data.model import OccurrenceKind
from plan_data.status import Cell
from plan_data.updates import UpdateKind
from storage import occurrences as desk
from storage.calendar_days import calendar_with_overrides
from storage.queries import Backlog, backlog
from storage.store import Store
from storage.tables import activities, calendar_days, deliveries, occurrences
from storage.updates import add_update
from tests.storage.town import (
    CALENDAR,
    FIRST_DUE,
    FRIDAY,
    I_1,
    I_3,
    I_4,
    INTERIOR,
    JUSTICE,
    LOADED_ON,
    MONDAY,
    NOON,
    TUESDAY,
    Town,
)

IV_3 = "137-2024/IV.3/so-noi-vu@2024-06-30"


# --- reading -------------------------------------------------------------------------------------------------------------
async def test_an_item_carries_what_a_sentence_about_it_needs(town: Town) -> None:
    item = await town.item(I_1)
    assert (item.code, item.group, item.agency, item.agency_short) == ("I.1", "I", JUSTICE, "Sở TP")
    assert (item.deadline_text, item.lead_text) == ("Tháng 01 năm 2024", JUSTICE)
    assert (item.kind, item.planned_due, item.due, item.since) == (OccurrenceKind.DATED, date(2024, 1, 31), item.due, LOADED_ON)
    assert (item.held, item.done_at_import, item.closed_on, item.updates) == (False, False, None, ())
    assert (item.nudged_through, item.next_nudge_on) == (date(2024, 1, 24), FRIDAY)
    assert item.standing(CALENDAR, LOADED_ON).cell is Cell.OPEN_IN_TIME


async def test_items_come_in_the_order_asked_for(town: Town) -> None:
    wanted = [(await town.item(key)).id for key in (I_4, I_1, I_3)]
    async with town.transaction() as tx:
        found = await desk.items(tx, [*wanted, wanted[0], 999_999])
        assert await desk.items(tx, []) == ()
    assert [i.id for i in found] == wanted


async def test_what_an_agency_has_to_do(town: Town) -> None:
    await town.reports(I_3, UpdateKind.DONE)
    justice = await town.agency(JUSTICE)
    async with town.transaction() as tx:
        own = await desk.agency_items(tx, justice)
        still = await desk.open_items(tx, [justice])
        assert await desk.open_items(tx, []) == ()
    assert (len([i for i in own if i.kind != "check_in"]), len([i for i in own if i.kind == "check_in"])) == (7, 4)
    assert [i.key for i in still][:2] == [I_1, I_4]
    assert len(still) == 6
    assert [i.due for i in still] == sorted(i.due for i in still)


async def test_one_activity_over_its_agencies(town: Town) -> None:
    nam_can = await town.agency("UBND huyện Năm Căn")
    async with town.transaction() as tx:
        assert len(await desk.items_by_code(tx, "III.1")) == 28
        (own,) = await desk.items_by_code(tx, "III.1", [nam_can])
        assert await desk.items_by_code(tx, "XX.9") == ()
        assert len(await desk.all_items(tx)) == 156
    assert own.agency == "UBND huyện Năm Căn"


async def test_what_an_agency_helps_with(town: Town) -> None:
    interior = await town.agency(INTERIOR)
    async with town.transaction() as tx:
        helps = await desk.coordinated(tx, interior, date(2024, 3, 31))
        assert await desk.coordinated(tx, interior, date(2024, 1, 1)) == ()
    assert helps
    assert all(i.agency != INTERIOR and i.due <= date(2024, 3, 31) for i, _ in helps)
    by_code = {i.code: named for i, named in helps}
    assert by_code["II.3"] is False  # only as one of "các sở, ban, ngành tỉnh"


# --- after an answer -----------------------------------------------------------------------------------------------------
async def test_done_closes_and_a_later_word_opens_again(town: Town) -> None:
    done = await town.reports(I_1, UpdateKind.DONE)
    assert (done.closed_on, done.next_nudge_on) == (LOADED_ON, None)
    again = await town.reports(I_1, UpdateKind.NOT_DONE)
    assert again.closed_on is None
    assert again.next_nudge_on == date(2024, 1, 31)  # quiet for three working days


async def test_a_report_that_waits_closes_nothing_and_says_nothing(town: Town) -> None:
    async with town.transaction() as tx:
        await tx.execute(update(activities).where(activities.c.code == "I.1").values(confirm=True))
    waiting = await town.reports(I_1, UpdateKind.DONE)
    assert (waiting.closed_on, waiting.next_nudge_on, waiting.settled) == (None, None, True)
    assert waiting.awaiting is not None
    assert waiting.standing(CALENDAR, LOADED_ON).awaiting
    back = await town.reports(I_1, UpdateKind.RETURNED, note="thiếu phụ lục")
    assert (back.closed_on, back.next_nudge_on, back.settled, back.awaiting) == (None, FRIDAY, False, None)
    again = await town.reports(I_1, UpdateKind.DONE, at(TUESDAY, time(9)))
    assert again.closed_on is None
    confirmed = await town.reports(I_1, UpdateKind.CONFIRMED, at(TUESDAY, time(10)))
    assert (confirmed.closed_on, confirmed.next_nudge_on, confirmed.settled) == (TUESDAY, None, True)
    other = await town.reports(I_3, UpdateKind.DONE)
    assert (other.closed_on, other.awaiting) == (LOADED_ON, None), "its plan asks for no confirmation"


async def test_an_answer_about_ongoing_work_waits_for_nobody(town: Town) -> None:
    async with town.transaction() as tx:
        await tx.execute(update(activities).where(activities.c.code == "I.5").values(confirm=True))
    done = await town.reports("137-2024/I.5/so-tu-phap@2024-03-14", UpdateKind.DONE)
    assert (done.closed_on, done.awaiting) == (LOADED_ON, None)


async def test_a_snooze_moves_the_next_word_and_not_the_date(town: Town) -> None:
    item = await town.reports(I_1, UpdateKind.SNOOZE, until=MONDAY)
    assert (item.next_nudge_on, item.due) == (MONDAY, date(2024, 1, 31))


async def test_words_of_planned_days_have_had_their_turn(town: Town) -> None:
    await town.planned(TUESDAY)
    item = await town.reports(I_1, UpdateKind.BLOCKED, at(TUESDAY, time(9)), note="kinh phí")
    assert item.nudged_through == TUESDAY
    assert item.next_nudge_on == date(2024, 2, 1)  # blocked: quiet up to the due date, T+1 is always said


async def test_a_check_in_is_answered_for_its_period(town: Town) -> None:
    key = "137-2024/I.5/so-tu-phap@2024-03-14"
    assert (await town.item(key)).next_nudge_on == date(2024, 3, 7)
    answered = await town.reports(key, UpdateKind.PROGRESS, words="đang thực hiện")
    assert (answered.next_nudge_on, answered.closed_on) == (None, None)


async def test_what_was_done_before_the_plan_stays_closed(town: Town) -> None:
    (row,) = await town.rows(select(occurrences.c.key).where(occurrences.c.done_at_import))
    item = await town.item(row.key)
    assert (item.closed_on, item.next_nudge_on) == (date(2023, 12, 31), None)
    after = await town.reports(row.key, UpdateKind.DOCUMENT, document="12/QĐ-UBND")
    assert (after.closed_on, after.next_nudge_on) == (date(2023, 12, 31), None)


async def test_an_extension_starts_a_new_ladder(town: Town) -> None:
    await town.planned(date(2024, 2, 1))  # T+1 of 31/01 was said
    item = await town.item(I_1)
    async with town.transaction() as tx:
        await desk.set_due(tx, item.id, date(2024, 4, 15), CALENDAR)
    moved = await town.item(I_1)
    assert (moved.planned_due, moved.due, moved.key) == (date(2024, 1, 31), date(2024, 4, 15), I_1)
    assert moved.next_nudge_on == CALENDAR.add(date(2024, 4, 15), -30)
    async with town.transaction() as tx:
        await desk.set_due(tx, item.id, date(2024, 2, 1), CALENDAR)
    back = await town.item(I_1)
    assert back.next_nudge_on == date(2024, 2, 2)  # T+1: what lies before is past


async def test_a_new_date_ends_the_holding(town: Town) -> None:
    item = await town.item(I_1)
    async with town.transaction() as tx:
        await tx.execute(update(occurrences).where(occurrences.c.id == item.id).values(held=True, next_nudge_on=None))
        await desk.set_due(tx, item.id, date(2024, 2, 29), CALENDAR)
    moved = await town.item(I_1)
    assert (moved.held, moved.next_nudge_on) == (False, CALENDAR.add(date(2024, 2, 29), -14))


async def test_of_two_who_decide_at_once_the_later_sees_what_the_first_did(town: Town) -> None:
    """Whoever comes second waits for the lock, and reads the updates only then."""
    item, other = await town.item(I_1), await town.another()
    locked, seen = asyncio.Event(), list[int]()

    async def decide(store: Store, *, first: bool) -> None:
        if not first:
            await locked.wait()
        async with store.transaction() as tx:
            [found] = await desk.hold(tx, [item.id])
            locked.set()
            seen.append(len(found.updates))
            await asyncio.sleep(0.2 if first else 0)
            await add_update(tx, item.id, UpdateKind.EXTENSION_REFUSED, NOON, contact_id=None, inbox_id=None)

    await asyncio.gather(decide(town.store, first=True), decide(other, first=False))
    assert seen == [0, 1]


async def test_the_next_day_with_something_to_say(town: Town) -> None:
    async with town.transaction() as tx:
        assert await desk.next_due_day(tx, LOADED_ON) == FRIDAY
        assert await desk.next_due_day(tx, FRIDAY) == date(2024, 2, 2)
        assert await desk.next_due_day(tx, date(2030, 1, 1)) is None


async def test_the_database_refuses_a_word_in_the_past(town: Town) -> None:
    """It would be planned again and again."""
    item = await town.item(I_1)
    wrong = update(occurrences).where(occurrences.c.id == item.id).values(nudged_through=FRIDAY).returning(occurrences.c.id)
    with pytest.raises(IntegrityError):
        await town.rows(wrong)


async def test_the_thread_is_the_message_and_not_its_edits(town: Town) -> None:
    ids = [(await town.item(key)).id for key in FIRST_DUE]
    told, edit = await town.say("1", items=ids), await town.say("1", items=ids[:1])
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).values(message_id="m1"))
        await tx.execute(update(deliveries).where(deliveries.c.id == edit).values(edits="m1"))
        found = await desk.items_of_message(tx, "telegram", "1", "m1")
    assert [i.id for i in found] == ids
    assert told != edit


# --- around --------------------------------------------------------------------------------------------------------------
async def test_what_waits_and_what_was_given_up(town: Town) -> None:
    await town.hears("1", 1, 2)
    await town.say("1")
    dead = await town.say("2")
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).where(deliveries.c.id == dead).values(state="dead"))
        assert await backlog(tx) == Backlog(
            inbox_waiting=2, inbox_parked=0, outbox_waiting=1, outbox_dead=1, occurrences_open=155
        )


async def test_the_offices_own_days_win(bare: Town) -> None:
    off = {"day": TUESDAY, "working": False, "name": "Nghỉ bù", "source": "12/QĐ-UBND"}
    async with bare.transaction() as tx:
        await tx.execute(insert(calendar_days).values(off))
        calendar = await calendar_with_overrides(tx, CALENDAR)
    assert CALENDAR.is_working(TUESDAY)
    assert not calendar.is_working(TUESDAY)
    assert calendar.row(TUESDAY) == DayRow(TUESDAY, False, "Nghỉ bù", "12/QĐ-UBND")
    assert calendar.add(MONDAY, 1) == TUESDAY + timedelta(days=1)


async def test_the_ladder_of_a_sunday_hangs_on_the_friday_before(town: Town) -> None:
    assert (await town.item(IV_3)).next_nudge_on == CALENDAR.add(date(2024, 6, 28), -30)
