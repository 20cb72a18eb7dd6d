"""Several replicas on one database: each message goes out once, in order in its chat, at one shared rate."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
from sqlalchemy import func, insert, select

from scheduler.channel import Menu, Message, RawUpdate, Receipt
from scheduler.worker import Claimed, send_due
from storage.outbox import Outbox
from storage.tables import deliveries, slots
from tests.storage.town import NOON, TELEGRAM, TICKS, Town

postgres_only = pytest.mark.parametrize("engine", ["postgres"], indirect=True)
FASTER = 50.0


@dataclass
class Line:
    """A channel that takes a while and remembers what it carried: (chat, words, from, to) in its own seconds."""

    name: str = TELEGRAM
    takes: float = 0.001
    carried: list[tuple[str, str, float, float]] = field(default_factory=list)
    _start: float = field(default_factory=time.perf_counter)

    def ticks(self) -> float:
        return TICKS + (time.perf_counter() - self._start) * FASTER

    async def open(self) -> str:
        return "line"

    async def close(self) -> None:
        return None

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        return ()

    def read(self, body: str, received_at: object) -> None:
        return None

    async def send(self, message: Message) -> Receipt:
        begun = self.ticks()
        await asyncio.sleep(self.takes)
        self.carried.append((message.chat_id, message.html, begun, self.ticks()))
        return Receipt(f"m{len(self.carried)}")

    async def answer_press(self, press_id: str, toast: str = "") -> None:
        return None

    async def publish_menu(self, menu: Menu) -> None:
        return None

    def invite_link(self, token: str) -> str:
        return ""


async def compose(delivery: Claimed) -> Message:
    return Message(delivery.chat_id, delivery.words)


async def fill(town: Town, messages: int, chats: int) -> None:
    row = {"channel": TELEGRAM, "facts": {}, "not_before": NOON, "state": "pending"}
    async with town.transaction() as tx:
        await tx.execute(insert(deliveries), [row | {"chat_id": str(n % chats), "words": str(n)} for n in range(messages)])


async def speak(desk: Outbox, line: Line, left: int) -> None:
    """One replica's speaking, beat after beat, until everything is said."""
    while len(line.carried) < left:
        await send_due(desk, line, compose, lambda: NOON, line.ticks)
        await asyncio.sleep(0.005)


@postgres_only
async def test_a_thousand_messages_go_out_once_each(bare: Town) -> None:
    line = Line()
    await fill(bare, 1000, chats=250)
    desks = [
        Outbox(store, bare.calendar, me, rate=1000, chat_pause=0.0)
        for store, me in ((bare.store, "a"), (await bare.another(), "b"))
    ]
    await desks[0].open_account(TELEGRAM, TICKS - 10)
    await asyncio.gather(*(speak(desk, line, 1000) for desk in desks))
    assert sorted(int(words) for _, words, _, _ in line.carried) == list(range(1000))
    for chat in range(250):
        own = [int(words) for chat_id, words, _, _ in line.carried if chat_id == str(chat)]
        assert own == sorted(own)
    sent = select(deliveries.c.state, func.count(), func.max(deliveries.c.attempts)).group_by(deliveries.c.state)
    assert [tuple(r) for r in await bare.rows(sent)] == [("sent", 1000, 1)]
    assert await bare.rows(select(slots).where(slots.c.delivery_id.is_not(None))) == []


@postgres_only
async def test_the_account_has_one_rate_whoever_speaks(bare: Town) -> None:
    rate, line = 5, Line(takes=0.004)
    await fill(bare, 60, chats=60)
    desks = [
        Outbox(store, bare.calendar, me, rate=rate, chat_pause=0.0)
        for store, me in ((bare.store, "a"), (await bare.another(), "b"))
    ]
    await desks[0].open_account(TELEGRAM, TICKS - 10)
    await asyncio.gather(*(speak(desk, line, 60) for desk in desks))
    assert sorted(int(words) for _, words, _, _ in line.carried) == list(range(60))
    for _, _, moment, _ in line.carried:  # under way, or answered less than a second ago
        assert sum(1 for _, _, begun, ended in line.carried if begun <= moment < ended + 1.0) <= rate


@postgres_only
async def test_a_chat_has_one_pace_whoever_speaks(bare: Town) -> None:
    line = Line()
    await fill(bare, 12, chats=2)
    desks = [
        Outbox(store, bare.calendar, me, rate=30, chat_pause=1.0)
        for store, me in ((bare.store, "a"), (await bare.another(), "b"))
    ]
    await desks[0].open_account(TELEGRAM, TICKS - 10)
    await asyncio.gather(*(speak(desk, line, 12) for desk in desks))
    for chat in ("0", "1"):
        own = sorted((begun, ended, int(words)) for chat_id, words, begun, ended in line.carried if chat_id == chat)
        assert [n for _, _, n in own] == sorted(n for _, _, n in own)
        assert all(later[0] >= earlier[1] + 1.0 for earlier, later in pairwise(own))


async def test_a_replica_that_dies_between_its_commits_loses_nothing(bare: Town) -> None:
    """Killed after the claim: taken over. Killed after "sending": said once more, and marked."""
    line = Line()
    await fill(bare, 3, chats=3)
    dead = await bare.open_outbox("dead")
    claimed = await dead.claim(TELEGRAM, NOON, TICKS, 2)
    await dead.begin(claimed[:1], TICKS)
    survivor = bare.outbox("survivor", chat_pause=0.0)
    assert await send_due(survivor, line, compose, lambda: NOON, lambda: TICKS + 1) == 1
    assert [words for _, words, _, _ in line.carried] == ["2"]
    assert await send_due(survivor, line, compose, lambda: NOON, lambda: TICKS + 200) == 2
    assert sorted(words for _, words, _, _ in line.carried) == ["0", "1", "2"]
    rows = await bare.rows(select(deliveries.c.resend, deliveries.c.state).order_by(deliveries.c.id))
    assert [tuple(r) for r in rows] == [(True, "sent"), (False, "sent"), (False, "sent")]
