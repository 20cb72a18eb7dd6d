"""How each way to end is written down: unknown, refused, moved, dropped."""

from datetime import timedelta

from sqlalchemy import select, update

from scheduler.audience import Post
from scheduler.channel import Moved, NotSent, Unknown
from scheduler.deliveries import MOST_ATTEMPTS
from storage.outbox import LEASE
from storage.tables import addresses, audit, deliveries, slots
from tests.storage.sending import begun, claim, crashed_before, fail, idle, ids
from tests.storage.town import NOON, TICKS, Town, send


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
