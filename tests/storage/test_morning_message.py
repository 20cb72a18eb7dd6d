"""A morning message: sent when it is complete, found again by its receipt, its words taken back when it died."""

from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from plan_data.calendar import at, local_date
from scheduler.audience import Post
from scheduler.channel import Gone, Receipt, Refused
from scheduler.deliveries import MOST_ATTEMPTS, State
from scheduler.worker import Claimed
from storage import outbox
from storage.occurrences import items_of_message
from storage.outbox import Outbox
from storage.tables import addresses, audit, deliveries, occurrences, reminders
from tests.storage.sending import begun, claim, crashed_before, fail, idle
from tests.storage.town import FIRST_DUE, FRIDAY, I_1, I_3, I_4, JUSTICE, MONDAY, TELEGRAM, TICKS, TUESDAY, Town, send

MORNING = at(FRIDAY, time(8))


# --- a morning message ---------------------------------------------------------------------------------------------------
async def morning(town: Town, chat: str = "1") -> tuple[Outbox, Claimed]:
    """The digest of 26/01 is planned, it is eight o'clock, and the one of this chat is under way."""
    await town.plan(FRIDAY)
    desk = await town.open_outbox()
    claimed = [d for d in await claim(desk, now=MORNING) if d.chat_id == chat]
    (delivery,) = await desk.begin(claimed, TICKS)
    return desk, delivery


async def test_a_morning_message_goes_out_when_its_day_is_planned_to_the_end(town: Town) -> None:
    await town.person("Lan", chat="1")
    desk = await town.open_outbox()
    async with town.transaction() as tx:
        lan = {"channel": TELEGRAM, "chat_id": "1", "words": "digest", "facts": {}, "digest_on": FRIDAY}
        await tx.execute(deliveries.insert().values(**lan, not_before=MORNING, state="pending"))
    answer = await town.say("1", now=MORNING)
    assert await send(desk, await claim(desk, now=MORNING), now=MORNING) == [answer]  # nor does it hold up an answer
    assert not await idle(town, MORNING)
    assert await town.plan(FRIDAY)
    claimed = await claim(desk, now=MORNING, ticks=TICKS + 5)
    assert [d.digest_on for d in claimed][:1] == [FRIDAY]


async def test_the_receipt_finds_what_the_message_carried(town: Town) -> None:
    await town.person("Lan", chat="1")
    desk, delivery = await morning(town)
    await desk.sent(delivery, Receipt("m77"), MORNING, TICKS)
    async with town.transaction() as tx:
        found = await items_of_message(tx, TELEGRAM, "1", "m77")
        assert [i.key for i in found] == list(FIRST_DUE)
        assert await items_of_message(tx, TELEGRAM, "2", "m77") == ()
        assert await outbox.message_root(tx, TELEGRAM, "1", "m77") == (delivery.id, True)
        assert await outbox.message_root(tx, TELEGRAM, "1", "m78") is None


async def test_gone_takes_the_words_back_and_asks_somebody_else(town: Town) -> None:
    lan = await town.person("Lan", chat="1")
    await town.person("Minh", Post.DEPUTY, chat="2")
    desk, delivery = await morning(town)
    assert delivery.contact_id == lan
    assert (await town.item(I_1)).next_nudge_on == TUESDAY
    await fail(desk, delivery, Gone("blocked"))
    assert (await town.one(select(addresses.c.reachable).where(addresses.c.contact_id == lan))).reachable is False
    assert await town.rows(select(reminders)) == []
    for key in FIRST_DUE:
        assert (await town.item(key)).next_nudge_on == FRIDAY  # the word comes back, now
    actions = [r.action for r in await town.rows(select(audit.c.action).order_by(audit.c.id))]
    assert actions == ["delivery_dead", "unreachable"]
    assert await town.plan(TUESDAY)
    second = await begun(desk, now=at(TUESDAY, time(8)), ticks=TICKS + 5)
    assert second.chat_id == "2"


async def test_the_other_admins_hear_who_could_not_be_reached(town: Town) -> None:
    minh, hoa = await town.person("Minh", Post.ADMIN, chat="8"), await town.person("Hoa", Post.ADMIN, chat="9")
    await town.person("Lan", chat="1")
    desk, delivery = await morning(town, chat="1")
    await fail(desk, delivery, Gone("blocked"), now=at(FRIDAY, time(20)))
    told = select(deliveries.c.contact_id, deliveries.c.words, deliveries.c.not_before, deliveries.c.facts)
    notices = await town.rows(told.where(deliveries.c.digest_on.is_(None)).order_by(deliveries.c.contact_id))
    assert [(r.contact_id, r.words) for r in notices] == [(minh, "unreachable"), (hoa, "unreachable")]
    assert {local_date(r.not_before) for r in notices} == {MONDAY}  # not at night, not at the week's end
    assert notices[0].facts["agency"] == JUSTICE


async def test_a_word_that_died_for_one_of_two_is_not_repeated_to_the_other(town: Town) -> None:
    await town.person("Lan", chat="1")
    await town.person("Minh", chat="2")
    await town.plan(FRIDAY)
    desk = await town.open_outbox()
    lan, minh = await desk.begin(await claim(desk, now=MORNING), TICKS)
    await desk.sent(lan, Receipt("m1"), MORNING, TICKS)
    await fail(desk, minh, Refused("400"))
    heard = select(reminders.c.word, reminders.c.contact_id, occurrences.c.key).join(occurrences)
    before = {tuple(r) for r in await town.rows(heard)}
    assert {contact for _, contact, _ in before} == {lan.contact_id}
    await town.plan(TUESDAY)
    after = {tuple(r) for r in await town.rows(heard)}
    assert before < after
    assert len(after) == len(await town.rows(select(reminders)))


async def test_given_up_after_many_crashes_takes_the_words_back_too(town: Town) -> None:
    await town.person("Lan", chat="1")
    desk, _ = await morning(town)
    await desk.recover(TICKS + 1, alone=True)
    await crashed_before(town, MOST_ATTEMPTS - 1)
    await begun(desk, now=MORNING, ticks=TICKS + 3)
    await desk.recover(TICKS + 4, alone=True)
    assert await town.states() == ["dead"]
    assert await town.rows(select(reminders)) == []
    assert (await town.item(I_1)).next_nudge_on == FRIDAY


# --- what was said last --------------------------------------------------------------------------------------------------
async def sent_at(town: Town, delivery_id: int, moment: datetime | None, state: State = State.SENT) -> None:
    values = {"state": state, "sent_at": moment, "message_id": f"m{delivery_id}"}
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(values))


async def test_the_newest_message_is_the_one_sent_last(town: Town) -> None:
    """The morning message is queued at midnight; at 07:30 the person asks for I.4; at 08:00 the morning message comes."""
    await town.person("Lan", chat="1")
    await town.plan(FRIDAY)
    (digest,) = [r.id for r in await town.rows(select(deliveries.c.id))]
    card = await town.say("1", items=[(await town.item(I_4)).id])
    await sent_at(town, card, MORNING - timedelta(minutes=30))
    async with town.transaction() as tx:
        assert await outbox.last_with_items(tx, TELEGRAM, "1") == (card, True, None)
    await sent_at(town, digest, MORNING)
    async with town.transaction() as tx:
        assert await outbox.last_with_items(tx, TELEGRAM, "1") == (digest, True, FRIDAY)
    plain = await town.say("1")
    async with town.transaction() as tx:  # not yet seen
        assert await outbox.last_with_items(tx, TELEGRAM, "1") == (digest, True, FRIDAY)
    await sent_at(town, plain, None, State.UNKNOWN)
    async with town.transaction() as tx:  # perhaps seen
        assert await outbox.last_with_items(tx, TELEGRAM, "1") == (digest, False, FRIDAY)
    await sent_at(town, plain, MORNING)
    async with town.transaction() as tx:
        assert await outbox.last_with_items(tx, TELEGRAM, "1") == (digest, False, FRIDAY)
        assert await outbox.last_with_items(tx, TELEGRAM, "9") is None


async def test_the_newest_digest_of_each_person_that_shows_an_item(town: Town) -> None:
    lan, minh = await town.person("Lan", chat="1"), await town.person("Minh", chat="2")
    desk = await town.open_outbox()
    for day in (FRIDAY, TUESDAY):
        await town.plan(day)
        eight = at(day, time(8))
        ticks = TICKS + day.toordinal()
        await send(desk, await claim(desk, now=eight, ticks=ticks), now=eight, ticks=ticks)
    item = await town.item(I_3)
    rows = {r.contact_id: r.id for r in await town.rows(select(deliveries).order_by(deliveries.c.id))}
    async with town.transaction() as tx:
        found = await outbox.digests_showing(tx, [item.id], MORNING)
        none = await outbox.digests_showing(tx, [item.id], MORNING + timedelta(days=5))
    assert none == ()
    assert {(r[0], r[2], r[3], r[4]) for r in found} == {
        (rows[lan], "1", f"m{rows[lan]}", lan),
        (rows[minh], "2", f"m{rows[minh]}", minh),
    }


async def test_items_of_a_message_are_listed_once_and_in_order(town: Town) -> None:
    wanted = [(await town.item(key)).id for key in (I_4, I_1, I_4, I_3)]
    told = await town.say("1", items=wanted)
    async with town.transaction() as tx:
        assert [line.occurrence_id for line in await outbox.digest_lines(tx, told)] == [wanted[0], wanted[1], wanted[3]]
