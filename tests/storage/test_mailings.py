"""What an admin sends by hand: a draft goes once, a person is nudged once a day, an answer is told once."""

import asyncio
from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from plan_data.calendar import at
from plan_data.updates import UpdateKind
from scheduler.audience import Post
from scheduler.channel import Refused, Say
from scheduler.deliveries import outcome
from storage import mailings, outbox, queries
from storage.mailings import NUDGE
from storage.store import Store
from storage.tables import deliveries, nudged_items, nudges
from tests.storage.sending import claim
from tests.storage.town import FRIDAY, I_1, INTERIOR, MONDAY, NOON, TELEGRAM, THURSDAY, TICKS, TUESDAY, WEDNESDAY, Town, send

DAY = timedelta(days=1)
EIGHT = time(8)


async def drafted(town: Town, admin: int, kind: str = "nudge") -> int:
    async with town.transaction() as tx:
        return await mailings.draft(tx, kind, admin, {"items": [], "words": ""}, NOON)


async def nudged(town: Town, admin: int, contact_id: int, chat: str, moment: datetime) -> int | None:
    """A nudge about I.1 as the service sends it; its delivery, or None where the person had the day's."""
    item = await town.item(I_1)
    mailing_id = await drafted(town, admin)
    async with town.transaction() as tx:
        assert await mailings.close(tx, mailing_id, moment)
        taken = await mailings.nudge(tx, mailing_id, [contact_id], moment.date())
        if contact_id not in taken:
            return None
        what = Say(NUDGE, {}, (item.id,))
        told = await outbox.say(tx, what, channel=TELEGRAM, chat_id=chat, contact_id=contact_id, now=moment)
        through = max((u.id for u in item.updates), default=0)
        await mailings.nudged_with(tx, taken[contact_id], told, {item.id: through})
        return told


async def test_of_two_presses_one_sends(town: Town) -> None:
    admin = await town.person("An", Post.ADMIN, chat="9")
    mailing_id = await drafted(town, admin)
    other = await town.another()

    async def presses(store: Store) -> bool:
        async with store.transaction() as tx:
            return await mailings.close(tx, mailing_id, NOON)

    assert sorted(await asyncio.gather(presses(town.store), presses(other))) == [False, True]
    async with town.transaction() as tx:
        assert not await mailings.close(tx, mailing_id, None), "what was sent is not dropped"
        sent = await mailings.mailing(tx, mailing_id)
        assert sent is not None
        assert (sent.state, sent.sent_at) == (mailings.SENT, NOON)


async def test_two_admins_at_once_nudge_each_person_once(town: Town) -> None:
    admin = await town.person("An", Post.ADMIN, chat="9")
    people = [await town.person(f"Người {n}", chat=str(n)) for n in range(5)]
    first, second = await drafted(town, admin), await drafted(town, admin)
    other = await town.another()

    async def presses(store: Store, mailing_id: int, wanted: list[int]) -> set[int]:
        async with store.transaction() as tx:
            return set(await mailings.nudge(tx, mailing_id, wanted, FRIDAY))

    got = await asyncio.gather(presses(town.store, first, people), presses(other, second, people[::-1]))
    assert got[0] & got[1] == set()
    assert got[0] | got[1] == set(people)
    async with town.transaction() as tx:
        assert await mailings.nudge(tx, first, people, FRIDAY) == {}
        assert set(await mailings.nudge(tx, first, people, FRIDAY + DAY)) == set(people), "the next day is another day"
    with pytest.raises(IntegrityError):
        async with town.transaction() as tx:
            await tx.execute(nudges.insert().values(mailing_id=first, contact_id=people[0], on=FRIDAY))


async def test_a_nudge_that_nobody_heard_was_none(town: Town) -> None:
    admin, lan = await town.person("An", Post.ADMIN, chat="9"), await town.person("Lan", chat="1")
    moment = at(FRIDAY, time(9))
    told = await nudged(town, admin, lan, "1", moment)
    assert told is not None
    assert await nudged(town, admin, lan, "1", moment) is None
    sender = await town.open_outbox()
    (delivery,) = await sender.begin(await sender.claim(TELEGRAM, moment, TICKS, 30), TICKS)
    await sender.failed(delivery, outcome(Refused("400"), 1, unknown_before=False), moment, TICKS)
    async with town.transaction() as tx:
        assert await mailings.nudged_on(tx, FRIDAY) == frozenset()
        assert await tx.scalar(select(func.count()).select_from(nudged_items)) == 0
    assert await nudged(town, admin, lan, "1", moment) is not None


async def test_when_an_item_was_last_reminded(town: Town) -> None:
    admin, lan = await town.person("An", Post.ADMIN, chat="9"), await town.person("Lan", chat="1")
    item = await town.item(I_1)
    sender = await town.open_outbox()

    async def reminded() -> datetime | None:
        async with town.transaction() as tx:
            return (await queries.last_reminded(tx, [item.id])).get(item.id)

    assert await reminded() is None
    await town.plan(FRIDAY)
    assert await reminded() is None, "planned is not sent"
    await send(sender, await claim(sender, now=at(FRIDAY, EIGHT)), now=at(FRIDAY, EIGHT))
    assert await reminded() == at(FRIDAY, EIGHT)
    by_hand = at(MONDAY, time(9))
    await nudged(town, admin, lan, "1", by_hand)
    await send(sender, await claim(sender, now=by_hand, ticks=TICKS + 10), now=by_hand, ticks=TICKS + 10)
    assert await reminded() == by_hand
    async with town.transaction() as tx:
        told = await queries.told_of(tx, [item.id], 5)
    assert [(t.on, t.names) for t in told] == [(MONDAY, ("Lan",)), (FRIDAY, ("Lan",))]


async def told_to(town: Town, admin: int, key: str = I_1) -> list[str]:
    """The morning messages of the admin that tell the item's answer, by the day's state of each."""
    item = await town.item(key)
    query = (
        select(deliveries.c.digest_on, deliveries.c.state)
        .join(nudged_items, nudged_items.c.told_in == deliveries.c.id)
        .where(deliveries.c.contact_id == admin, nudged_items.c.occurrence_id == item.id)
    )
    return [f"{r.digest_on.day:02d} {r.state}" for r in await town.rows(query)]


async def test_the_answer_stands_in_the_next_morning_message_once(town: Town) -> None:
    admin, lan = await town.person("An", Post.ADMIN, chat="9"), await town.person("Lan", chat="1")
    await town.person("Minh", agency=INTERIOR, chat="2")
    await town.reports(I_1, UpdateKind.PROGRESS, at(FRIDAY, EIGHT), percent=40)
    await nudged(town, admin, lan, "1", at(FRIDAY, time(9)))
    await town.plan(MONDAY)
    assert await told_to(town, admin) == [], "what was said before is no answer"
    await town.reports(I_1, UpdateKind.PROGRESS, at(MONDAY, time(9)), percent=60)
    await town.plan(TUESDAY)
    assert await told_to(town, admin) == ["30 pending"]
    await town.plan(WEDNESDAY)
    assert await told_to(town, admin) == ["31 pending"], "the message of Tuesday never went out: it is told in the next"
    sender = await town.open_outbox()
    await send(sender, await claim(sender, now=at(WEDNESDAY, time(9))), now=at(WEDNESDAY, time(9)))
    await town.reports(I_1, UpdateKind.DONE, at(WEDNESDAY, time(10)))
    await town.plan(THURSDAY)
    assert await told_to(town, admin) == ["31 sent"]
