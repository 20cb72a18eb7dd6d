"""The outbox: whose turn it is, leases, and the account's slots."""

import asyncio
from datetime import timedelta

from sqlalchemy import select, update

from scheduler.channel import HoldOff, NotSent, Receipt, Refused, Unauthorized, Unknown
from storage import inbox
from storage.outbox import LEASE
from storage.tables import accounts, chats, deliveries, slots
from tests.storage.sending import begun, claim, fail, idle, ids
from tests.storage.town import NOON, TELEGRAM, TICKS, Town, send


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
