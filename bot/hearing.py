"""The ears: fetch raw updates into the inbox, and work the inbox off.

Fetching never waits for understanding: a whole batch is committed before the provider is asked for the next, which is what
confirms it. Working takes one chat's oldest row, and its effects, its answer and "done" are one transaction; kill -9
anywhere leaves the row either untouched or done.
"""

import asyncio
import logging
from collections.abc import Callable

from bot.conversation import respond
from bot.desk import Desk
from bot.settings import Terms
from plan_data.calendar import WorkingCalendar, local_date
from scheduler.channel import Channel, Incoming, Kind, NotSent, Say, SendError, Unauthorized
from scheduler.clock import Clock
from storage import inbox, outbox
from storage import people as roster
from storage.plans import current_plan
from storage.store import Store, Tx

log = logging.getLogger("nhacviec.hearing")

LONG_POLL = 25.0
FULL = 100
"""As many as a provider hands over at once: after a full batch there may be more."""
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 30.0


class Ears:
    """Hears one channel. `woken` is called when something new lies in the inbox; `caught_up`: nothing older waits out there."""

    def __init__(self, store: Store, channel: Channel, clock: Clock, woken: Callable[[], None]) -> None:
        self._store = store
        self._channel = channel
        self._clock = clock
        self._woken = woken
        self.caught_up = False
        self._begun = False
        self._offset: int | None = None
        self._pause = SHORTEST_PAUSE

    async def listen(self) -> None:
        """One round: fetch, commit, and only with the next round confirm. Errors: Unauthorized, nobody can listen."""
        if not self._begun:
            self._offset = await inbox.next_offset(self._store, self._channel.name)
            self._begun = True
        try:
            batch = await self._channel.fetch(self._offset, LONG_POLL if self.caught_up else 0.0)
        except Unauthorized:
            raise
        except SendError as error:
            self.caught_up = False
            wait = max(error.after, self._pause) if isinstance(error, NotSent) else self._pause
            log.warning("listening on %s: %s; again in %.1f s", self._channel.name, error, wait)
            await asyncio.sleep(wait)
            self._pause = min(self._pause * 2, LONGEST_PAUSE)
            return
        self._pause = SHORTEST_PAUSE
        fresh = await inbox.receive(self._store, self._channel.name, batch, self._clock.now())
        if batch:
            self._offset = max(u.id for u in batch) + 1
        self.caught_up = len(batch) < FULL
        if fresh:
            self._woken()


class Understanding:
    """Works the inbox off, one row a transaction."""

    def __init__(
        self, store: Store, calendar: WorkingCalendar, clock: Clock, channels: dict[str, Channel], terms: Terms
    ) -> None:
        self._store = store
        self._calendar = calendar
        self._clock = clock
        self._channels = channels
        self._terms = terms
        self._answering: set[asyncio.Task[None]] = set()

    async def work(self) -> int:
        """Until nothing waits; how many rows."""
        done = 0
        while await self._one():
            done += 1
        return done

    async def _one(self) -> bool:
        row: inbox.InboxRow | None = None
        try:
            async with self._store.transaction() as tx:
                row = await inbox.take(tx)
                if row is None:
                    return False
                desk = await self._process(tx, row)
        except Exception as error:
            if row is None:
                raise
            await self._stumbled(row, error)
            return True
        if desk is not None and desk.incoming.press_id:
            self._stop_the_spinner(row.channel, desk)
        return True

    def _stop_the_spinner(self, channel: str, desk: Desk) -> None:
        """Best effort, beside the work: a slow line to one phone must not keep everybody else waiting."""
        answering = asyncio.create_task(self._channels[channel].answer_press(desk.incoming.press_id, desk.toast))
        self._answering.add(answering)
        answering.add_done_callback(self._answering.discard)

    async def _process(self, tx: Tx, row: inbox.InboxRow) -> Desk | None:
        channel = self._channels.get(row.channel)
        if channel is None:
            await inbox.park(tx, row.id, "no such channel")
            return None
        try:
            incoming = channel.read(row.body, row.received_at)
        except ValueError as error:
            log.warning("inbox row %d cannot be read: %s", row.id, error)
            await inbox.park(tx, row.id, str(error))
            return None
        plan = await current_plan(tx)
        if incoming is None or plan is None:
            await inbox.finish(tx, row.id)
            return None
        now = self._clock.now()
        person = await roster.contact_at(tx, incoming.channel, incoming.chat_id, local_date(incoming.at))
        desk = Desk(tx, incoming, row.id, now, self._calendar, plan, person, self._terms)
        if incoming.edited:
            desk.earlier = await _as_heard(tx, incoming, channel)
        await respond(desk)
        await inbox.finish(tx, row.id, incoming.message_id if incoming.kind is not Kind.PRESS else "")
        return desk

    async def _stumbled(self, row: inbox.InboxRow, error: Exception) -> None:
        """Our own fault: everything of the row was rolled back. Tried again; in the end parked, and the person is told."""
        log.exception("inbox row %d stumbled (try %d)", row.id, row.attempts + 1, exc_info=error)
        async with self._store.transaction() as tx:
            if row.attempts + 1 < inbox.MOST_TRIES:
                await inbox.stumble(tx, row.id)
                return
            await inbox.park(tx, row.id, type(error).__name__)
            person = await roster.contact_at(tx, row.channel, row.chat_id, local_date(row.received_at))
            if person is not None:
                say = Say("sorry.late_text", {"buttons": []})
                now = self._clock.now()
                await outbox.say(
                    tx, say, channel=row.channel, chat_id=row.chat_id, now=now, contact_id=person.id, inbox_id=row.id
                )


async def _as_heard(tx: Tx, incoming: Incoming, channel: Channel) -> dict[int, Incoming]:
    """How a message read before it was edited, oldest first, by inbox row."""
    rows = await inbox.heard_as(tx, incoming.channel, incoming.chat_id, incoming.message_id)
    heard = {r.id: channel.read(r.body, r.received_at) for r in rows}
    return {row_id: then for row_id, then in heard.items() if then is not None}
