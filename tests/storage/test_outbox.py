"""The outbox: whose turn it is, the account's slots, and how each way to end is written down."""

import asyncio
from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from plan_data.calendar import at, local_date
from scheduler.audience import Post
from scheduler.channel import Gone, HoldOff, Moved, NotSent, Receipt, Refused, SendError, Unauthorized, Unknown
from scheduler.deliveries import MOST_ATTEMPTS, State, outcome
from scheduler.worker import Claimed
from storage import inbox, outbox
from storage.occurrences import items_of_message
from storage.outbox import LEASE, Outbox
from storage.tables import accounts, addresses, audit, chats, deliveries, occurrences, reminders, slots
from tests.storage.town import FIRST_DUE, FRIDAY, I_1, I_3, I_4, JUSTICE, MONDAY, NOON, TELEGRAM, TICKS, TUESDAY, Town, send

MORNING = at(FRIDAY, time(8))


async def claim(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS, limit: int = 30) -> list[Claimed]:
    return list(await desk.claim(TELEGRAM, now, ticks, limit))


async def ids(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS, limit: int = 30) -> list[int]:
    return [d.id for d in await claim(desk, now=now, ticks=ticks, limit=limit)]


async def fail(
    desk: Outbox, delivery: Claimed, error: SendError, *, now: datetime = NOON, ticks: float = TICKS, attempts: int = 1
) -> None:
    result = outcome(error, attempts, unknown_before=delivery.resend)
    await desk.failed(delivery, result, now, ticks)


async def idle(town: Town, now: datetime) -> bool:
    async with town.transaction() as tx:
        return await Outbox.idle(tx, now)


async def begun(desk: Outbox, *, now: datetime = NOON, ticks: float = TICKS) -> Claimed:
    """The one delivery that is due, under way."""
    (delivery,) = await desk.begin(await claim(desk, now=now, ticks=ticks), ticks)
    return delivery


async def crashed_before(town: Town, times: int) -> None:
    async with town.transaction() as tx:
        await tx.execute(update(deliveries).values(attempts=times))


# --- whose turn it is ----------------------------------------------------------------------------------------------------
async def test_the_oldest_of_each_chat_is_claimed(bare: Town) -> None:
    desk = await bare.open_outbox()
    first, _, other = [await bare.say(chat) for chat in ("1", "1", "2")]
    assert await ids(desk) == [first, other]
    assert await ids(desk) == []  # leased
    assert await ids(bare.outbox("b")) == []


async def test_a_chat_is_spoken_to_in_order(bare: Town) -> None:
    desk = await bare.open_outbox(chat_pause=0.0)
    told = [await bare.say("1") for _ in range(3)]
    said = []
    while claimed := await claim(desk):
        said += await send(desk, claimed)
    assert said == told
    assert await bare.states() == ["sent"] * 3


async def test_a_later_message_waits_for_one_that_failed(bare: Town) -> None:
    desk = await bare.open_outbox(chat_pause=0.0)
    first, second = await bare.say("1"), await bare.say("1")
    delivery = await begun(desk)
    assert delivery.id == first
    await fail(desk, delivery, NotSent("connection refused"))
    assert await ids(desk, ticks=TICKS + 1.0) == []
    assert await send(desk, await claim(desk, ticks=TICKS + 2.0), ticks=TICKS + 2.0) == [first]
    assert await ids(desk, ticks=TICKS + 2.0) == [second]


async def test_limit(bare: Town) -> None:
    desk = await bare.open_outbox()
    told = [await bare.say(str(n)) for n in range(5)]
    assert await ids(desk, limit=2) == told[:2]
    assert await ids(desk, limit=9) == told[2:]


async def test_not_before_its_hour_and_not_after(bare: Town) -> None:
    desk = await bare.open_outbox()
    waits = await bare.say("1", not_before=NOON + timedelta(hours=1))
    late = await bare.say("2")
    over = update(deliveries).where(deliveries.c.id == late).values(not_after=NOON)
    async with bare.transaction() as tx:
        await tx.execute(over)
    quick = await bare.say("1")  # a message that waits for its hour blocks nobody
    assert await ids(desk) == [quick]
    assert await desk.next_moment(NOON) == NOON + timedelta(hours=1)
    await send(desk, [])
    assert not await idle(bare, NOON)
    await desk.recover(TICKS)
    claimed = await claim(desk, ticks=TICKS + LEASE + 1)
    assert await send(desk, claimed, ticks=TICKS + LEASE + 1) == [quick]
    assert await idle(bare, NOON)  # what is over is not waited for
    assert not await idle(bare, NOON + timedelta(hours=1))
    assert await ids(desk, now=NOON + timedelta(hours=1), ticks=TICKS + 200) == [waits]


async def test_the_pause_between_two_messages_to_a_chat(bare: Town) -> None:
    desk = await bare.open_outbox(chat_pause=3.0)
    first, second = await bare.say("1"), await bare.say("1")
    assert await send(desk, await claim(desk)) == [first]
    assert await ids(desk, ticks=TICKS + 2.9) == []
    assert await ids(desk, ticks=TICKS + 3.0) == [second]


async def test_channels_do_not_see_each_other(bare: Town) -> None:
    desk = await bare.open_outbox()
    await bare.say("1")
    assert list(await desk.claim("zalo", NOON, TICKS, 30)) == []


# --- leases and slots ----------------------------------------------------------------------------------------------------
async def test_a_lease_that_ran_out_is_taken_over_and_its_holder_cannot_begin(bare: Town) -> None:
    slow, quick = await bare.open_outbox("slow"), bare.outbox("quick")
    told = await bare.say("1")
    held = await claim(slow)
    assert await ids(quick, ticks=TICKS + LEASE) == []
    later = TICKS + LEASE + 0.1
    assert await slow.begin(held, later) == []
    taken = await claim(quick, ticks=later)
    assert [d.id for d in taken] == [told]
    assert await slow.begin(held, TICKS) == []  # nor with an old clock: it is not its own any more
    assert [d.id for d in await quick.begin(taken, later)] == [told]


async def test_whose_lease_ran_out_has_no_say_any_more(bare: Town) -> None:
    """Composing hung for two minutes; meanwhile another replica is sending."""
    slow, quick = await bare.open_outbox("slow", rate=1), bare.outbox("quick", rate=1)
    told = await bare.say("1")
    (held,) = await claim(slow)
    later = TICKS + LEASE + 1
    assert await quick.begin(await claim(quick, ticks=later), later) != []
    await slow.drop(held)
    await fail(slow, held, Refused("cannot be worded"), ticks=later)
    await slow.begin([held], later)  # no slot: what it gives back is not its own either
    row = await bare.delivery(told)
    assert (row.state, row.claimed_by, row.lease_until) == ("sending", "quick", later + LEASE)


async def test_a_receipt_counts_whoever_holds_the_delivery_by_now(bare: Town) -> None:
    desk = await bare.open_outbox()
    told = await bare.say("1")
    delivery = await begun(desk)
    await bare.outbox("b").recover(TICKS + LEASE + 1)
    await desk.sent(delivery, Receipt("m1"), NOON, TICKS + LEASE + 2)
    row = await bare.delivery(told)
    assert (row.state, row.message_id, row.sent_at) == ("sent", "m1", NOON)
    assert await ids(desk, ticks=TICKS + 300) == []


async def test_the_rate_is_never_exceeded(bare: Town) -> None:
    """At most `rate` under way, or within one second after the response."""
    desk = await bare.open_outbox(rate=3)
    told = [await bare.say(str(n)) for n in range(8)]
    claimed = await claim(desk)
    first = await desk.begin(claimed, TICKS)
    assert [d.id for d in first] == told[:3]
    given_back = await claim(bare.outbox("b"))
    assert [d.id for d in given_back] == told[3:]  # no slot: free for anybody
    assert await desk.begin(given_back, TICKS) == []
    assert await bare.outbox("b").begin(given_back, TICKS + 0.5) == []
    await desk.sent(first[0], Receipt("m"), NOON, TICKS + 2.0)
    assert await send(desk, await claim(desk, ticks=TICKS + 2.9), ticks=TICKS + 2.9) == []
    assert await send(desk, await claim(desk, ticks=TICKS + 3.0), ticks=TICKS + 3.0) == [told[3]]


async def test_an_answer_of_any_kind_frees_the_slot(bare: Town) -> None:
    desk = await bare.open_outbox(rate=1)
    for n in range(4):
        await bare.say(str(n))
    errors = [NotSent("x"), Unknown("x"), Refused("x")]
    for n, error in enumerate(errors):
        await fail(desk, await begun(desk, ticks=TICKS + n), error, ticks=TICKS + n)
        busy = await bare.one(select(slots.c.delivery_id, slots.c.free_at))
        assert tuple(busy) == (None, TICKS + n + 1.0)


async def test_after_a_start_the_provider_may_still_remember_the_run_before(bare: Town) -> None:
    desk = bare.outbox(rate=2)
    await desk.open_account(TELEGRAM, TICKS)
    await bare.say("1")
    assert await desk.begin(await claim(desk), TICKS + 0.9) == []
    assert len(await desk.begin(await claim(desk), TICKS + 1.0)) == 1
    await desk.open_account(TELEGRAM, TICKS + 2)  # a second replica starts: what is under way keeps its slot
    times = sorted(r.free_at for r in await bare.rows(select(slots.c.free_at)))
    assert times == [TICKS + 3.0, TICKS + 1.0 + LEASE]


async def test_a_lower_rate_takes_slots_away(bare: Town) -> None:
    await bare.open_outbox(rate=5)
    await bare.open_outbox(rate=2)
    assert len(await bare.rows(select(slots))) == 2


async def test_the_slot_of_a_dead_holder_comes_back(bare: Town) -> None:
    desk = await bare.open_outbox(rate=1)
    await bare.say("1")
    other = await bare.say("2")
    assert len(await desk.begin(await claim(desk), TICKS)) == 1
    later = TICKS + LEASE
    assert await send(desk, await claim(desk, ticks=later), ticks=later) == [other]


# --- a hold --------------------------------------------------------------------------------------------------------------
async def test_a_hold_stops_the_whole_account_and_returns_the_claims(bare: Town) -> None:
    desk, other = await bare.open_outbox(), bare.outbox("b")
    first, second = await bare.say("1"), await bare.say("2")
    (one,) = await claim(desk, limit=1)
    (two,) = await claim(other, limit=1)
    await desk.begin([one], TICKS)
    await fail(desk, one, HoldOff("429", after=17.0))
    assert await other.begin([two], TICKS) == []
    assert (await bare.delivery(second)).claimed_by is None
    assert (await bare.delivery(first)).state == "pending"
    assert await ids(other, ticks=TICKS + 16.9) == []
    assert await ids(other, ticks=TICKS + 17.0) == [first, second]


async def test_a_shorter_hold_does_not_shorten_a_longer_one(bare: Town) -> None:
    desk = await bare.open_outbox()
    for n in range(2):
        await bare.say(str(n))
    one, two = await desk.begin(await claim(desk), TICKS)
    await fail(desk, one, HoldOff("429", after=30.0))
    await fail(desk, two, HoldOff("429", after=5.0))
    assert (await bare.one(select(accounts.c.hold_until))).hold_until == TICKS + 30.0


async def test_a_wrong_key_stops_the_account_and_loses_nothing(bare: Town) -> None:
    desk = await bare.open_outbox()
    told = await bare.say("1")
    await fail(desk, await begun(desk), Unauthorized("401"))
    assert await ids(desk, ticks=TICKS + 59) == []
    assert await ids(desk, ticks=TICKS + 60) == [told]


# --- unknown -------------------------------------------------------------------------------------------------------------
async def test_unknown_is_sent_once_more_and_then_dead(bare: Town) -> None:
    desk = await bare.open_outbox()
    told = await bare.say("1")
    first = await begun(desk)
    assert not first.resend
    await fail(desk, first, Unknown("timeout"))
    assert (await bare.delivery(told)).state == "unknown"
    second = await begun(desk, ticks=TICKS + 10)
    assert (second.resend, second.attempts) == (True, 1)
    await fail(desk, second, Unknown("timeout"), ticks=TICKS + 10, attempts=2)
    assert (await bare.delivery(told)).state == "dead"
    assert await ids(desk, ticks=TICKS + 1000) == []
    row = await bare.one(select(audit))
    assert (row.action, row.subject, row.at) == ("delivery_dead", f"delivery:{told}", NOON)


async def test_a_sender_that_died_leaves_it_unknown(bare: Town) -> None:
    desk, other = await bare.open_outbox(), bare.outbox("b")
    told = await bare.say("1")
    await begun(desk)
    await other.recover(TICKS + LEASE)
    assert (await bare.delivery(told)).state == "sending"  # the lease lives
    dead = TICKS + LEASE + 1
    await other.recover(dead)
    assert (await bare.delivery(told)).state == "unknown"
    again = await begun(other, ticks=dead + 2)
    assert again.resend


async def test_crash_after_crash_it_is_said_again_until_it_is_the_message_that_kills(bare: Town) -> None:
    """Two crashes in a row must not lose it; one that is there at every crash is given up in the end."""
    desk, told = await bare.open_outbox(), await bare.say("1")
    ticks = TICKS
    await crashed_before(bare, MOST_ATTEMPTS - 5)
    for _ in range(5):
        assert (await bare.delivery(told)).state in ("pending", "unknown")
        await begun(desk, ticks=ticks)
        await desk.recover(ticks + 1, alone=True)
        ticks += 3
    row = await bare.delivery(told)
    assert (row.state, row.claimed_by, row.lease_until) == ("dead", None, None)
    assert [r.action for r in await bare.rows(select(audit.c.action))] == ["delivery_dead"]


async def test_alone_there_is_nobody_else_who_could_be_sending(bare: Town) -> None:
    await bare.say("1")
    await begun(await bare.open_outbox("before"))
    await bare.outbox("after").recover(TICKS + 1, alone=True)
    assert await bare.states() == ["unknown"]
    slot = await bare.one(select(slots.c.free_at).where(slots.c.number == 0))
    assert slot.free_at == TICKS + 2.0


async def test_what_may_have_gone_out_is_repeated_whatever_the_hour(bare: Town) -> None:
    desk = await bare.open_outbox(chat_pause=0.0)
    first, second = await bare.say("1"), await bare.say("1")
    async with bare.transaction() as tx:
        await tx.execute(update(deliveries).where(deliveries.c.id == first).values(not_after=NOON + timedelta(hours=1)))
    await fail(desk, await begun(desk), Unknown("timeout"))
    later = NOON + timedelta(days=1)
    assert not await idle(bare, later)
    assert await ids(desk, now=later, ticks=TICKS + 10) == [first]  # and the chat keeps its order
    assert second > first


# --- other ends ----------------------------------------------------------------------------------------------------------
async def test_what_surely_did_not_go_out_is_tried_again_after_its_pause(bare: Town) -> None:
    desk = await bare.open_outbox()
    told = await bare.say("1")
    ticks = TICKS
    for pause in (2.0, 4.0, 8.0):
        delivery = await begun(desk, ticks=ticks)
        assert not delivery.resend
        await fail(desk, delivery, NotSent("connection refused"), ticks=ticks, attempts=delivery.attempts + 1)
        assert (await bare.delivery(told)).retry_at == ticks + pause
        assert await ids(desk, ticks=ticks + pause - 0.1) == []
        ticks += pause
    delivery = await begun(desk, ticks=ticks)
    await fail(desk, delivery, NotSent("connection refused"), ticks=ticks, attempts=MOST_ATTEMPTS)
    assert await bare.states() == ["dead"]


async def test_a_moved_chat_takes_everything_along(bare: Town) -> None:
    desk = await bare.open_outbox()
    person = await bare.person("Lan", Post.ADMIN, chat="old")
    first, second, stranger = [await bare.say(chat) for chat in ("old", "old", "2")]
    delivery = (await desk.begin(await claim(desk), TICKS))[0]
    await fail(desk, delivery, Moved("new"))
    assert (await bare.one(select(addresses.c.chat_id, addresses.c.contact_id))) == ("new", person)
    assert [(await bare.delivery(i)).chat_id for i in (first, second, stranger)] == ["new", "new", "2"]
    assert await send(desk, await claim(desk, ticks=TICKS + 1), ticks=TICKS + 1) == [first]


async def test_a_chat_that_moved_to_where_somebody_joined_meanwhile(bare: Town) -> None:
    desk = await bare.open_outbox()
    await bare.person("Lan", Post.ADMIN, chat="old")
    newer = await bare.person("Minh", Post.ADMIN, chat="new")
    told = await bare.say("old")
    await fail(desk, await begun(desk), Moved("new"))
    assert [tuple(r) for r in await bare.rows(select(addresses.c.chat_id, addresses.c.contact_id))] == [("new", newer)]
    assert (await bare.delivery(told)).state == "pending"


async def test_dropped_is_no_longer_true(bare: Town) -> None:
    desk = await bare.open_outbox()
    first, second = await bare.say("1"), await bare.say("1")
    (delivery,) = await claim(desk)
    await desk.drop(delivery)
    assert (await bare.delivery(first)).state == "dropped"
    assert await ids(desk) == [second]


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


# --- at the same time ----------------------------------------------------------------------------------------------------
async def test_an_inbox_and_an_outbox_do_not_lock_each_other(bare: Town) -> None:
    desk = await bare.open_outbox(rate=30)
    for n in range(20):
        await bare.hears(str(n), n)
        await bare.say(str(n))

    async def speak() -> None:
        await send(desk, await claim(desk))

    async def understand() -> int:
        served = 0
        for _ in range(20):
            async with bare.transaction() as tx:
                row = await inbox.take(tx)
                if row is not None:
                    await inbox.finish(tx, row.id)
                    served += 1
        return served

    _, served = await asyncio.gather(speak(), understand())
    assert await bare.states() == ["sent"] * 20
    assert served > 0
    assert len(await bare.rows(select(chats))) == 20
