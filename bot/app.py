"""The composition root: settings in, a running service out. Everything that is wired together is wired here.

Five tasks, each with one job and its own wake-up: *listen* keeps what arrives, *understand* works the inbox off, *plan*
fills the morning's digests, *freeze* keeps the figures of a period, *speak* empties the outbox. The clockwork's beat wakes them
all once a second at the most; what one task leaves for another wakes it at once.
"""

import asyncio
import contextlib
import fcntl
import logging
import os
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO

from bot import freezing
from bot.channels import open_channels
from bot.commands import For, menu
from bot.compose import Composer
from bot.errors import NoPlan, NoToken, TelegramUnreachable, WrongToken
from bot.hearing import Ears, Understanding
from bot.settings import Settings
from bot.web import serve_web
from plan_data.calendar import WorkingCalendar, at, load_calendar, local_date
from scheduler.channel import Channel, SendError, Unauthorized
from scheduler.clock import Clock
from scheduler.clockwork import Clockwork
from scheduler.worker import plan_day, send_due
from storage import inbox
from storage import people as roster
from storage.calendar_days import calendar_with_overrides
from storage.errors import AlreadyRunning, StorageError
from storage.migrations import upgrade
from storage.occurrences import next_due_day, planned_through
from storage.outbox import Outbox
from storage.planning import PlanningDesk
from storage.plans import current_plan
from storage.store import Store, open_store, sqlite_file

log = logging.getLogger("nhacviec")

BEAT = 1.0
SPEAKERS = 3
"""Side by side: while one waits for a line that hangs, the others go on. Each claims what it sends, as replicas do."""
PLAN_EVERY = 20.0
LOOK_AGAIN = 0.1
EXPIRE_EVERY = 6 * 3600.0


class Service:
    """One replica. `run()` until cancelled."""

    def __init__(
        self, settings: Settings, store: Store, calendar: WorkingCalendar, clock: Clock, channels: tuple[Channel, ...]
    ) -> None:
        self.store, self.calendar, self.clock = store, calendar, clock
        self.channels = {c.name: c for c in channels}
        self.me = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"[:60]
        self.outbox = Outbox(store, calendar, self.me, rate=settings.telegram_rate, chat_pause=settings.telegram_chat_pause)
        self.desk = PlanningDesk(store, calendar)
        self.composer = Composer(store, calendar, clock, self.channels, settings.terms)
        self.understanding = Understanding(store, calendar, clock, self.channels, settings.terms)
        self._to_understand, self._to_plan, self._to_speak = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._to_freeze = asyncio.Event()
        self.ears = [Ears(store, c, clock, self._to_understand.set) for c in channels]
        self.regime = settings.terms.regime
        self.failing: set[str] = set()

    @property
    def healthy(self) -> bool:
        """Every job did its work the last time it was due."""
        return not self.failing

    async def run(self) -> None:
        """Serves until cancelled. Errors: WrongToken, TelegramUnreachable at the start."""
        await self._open_channels()
        clockwork = Clockwork()
        clockwork.every(BEAT, self._beat, "beat")
        clockwork.every(PLAN_EVERY, self._beat_plan, "plan")
        clockwork.every(EXPIRE_EVERY, self._expire, "expire")
        clockwork.start()
        try:
            async with asyncio.TaskGroup() as tasks:
                for ears in self.ears:
                    tasks.create_task(self._forever("listen", ears.listen, None))
                tasks.create_task(self._forever("understand", self._understand, self._to_understand))
                tasks.create_task(self._forever("plan", self._plan, self._to_plan))
                tasks.create_task(self._forever("freeze", self._freeze, self._to_freeze))
                for number in range(SPEAKERS):
                    tasks.create_task(self._forever(f"speak {number}", self._speak, self._to_speak))
                tasks.create_task(self._follow_the_clock(), name="clock")
        finally:
            clockwork.stop()
            for channel in self.channels.values():
                await channel.close()

    async def _open_channels(self) -> None:
        for channel in self.channels.values():
            try:
                name = await channel.open()
            except Unauthorized:
                raise WrongToken from None
            except SendError:
                raise TelegramUnreachable from None
            log.info("connected to %s as @%s", channel.name, name)
            await self.outbox.open_account(channel.name, self.clock.ticks())
            await self.outbox.recover(self.clock.ticks(), alone=self.store.is_sqlite)
            await self._publish_menus(channel)

    async def _publish_menus(self, channel: Channel) -> None:
        """Everybody's menu is the focal person's; an admin's chat has its own."""
        for language in ("", "en"):
            shown = menu(For.FOCAL, language or "vi")
            await channel.publish_menu(type(shown)(shown.commands, "", language))
        async with self.store.transaction() as tx:
            admins = await roster.admins(tx, local_date(self.clock.now()))
        for admin in admins:
            if admin.reachable and admin.channel == channel.name:
                await channel.publish_menu(menu(For.EVERYBODY, "vi", str(admin.chat_id)))

    # --- the four jobs ----------------------------------------------------------------------------------------------
    async def _understand(self) -> None:
        if await self.understanding.work():
            self._to_speak.set()

    async def _plan(self) -> None:
        if await plan_day(self.desk, self.calendar, self.clock.now(), self.regime):
            self._to_speak.set()

    async def _freeze(self) -> None:
        if any(ears.caught_up for ears in self.ears):  # what was written before a cut-off is heard before it is frozen
            await freezing.freeze_due(self.store, self.calendar, self.regime, self.clock.now())

    async def _speak(self) -> None:
        for channel in self.channels.values():
            await send_due(self.outbox, channel, self.composer, self.clock.now, self.clock.ticks)

    async def _forever(self, name: str, job: Callable[[], Awaitable[None]], wake: asyncio.Event | None) -> None:
        """Does the job whenever woken. A database or network that fails costs a pause, never the service."""
        pause = 1.0
        while True:
            if wake is not None:
                await wake.wait()
                wake.clear()
            try:
                await job()
                pause = 1.0
                self.failing.discard(name)
            except Unauthorized:
                raise WrongToken from None
            except Exception as error:
                self.failing.add(name)
                if isinstance(error, (StorageError, OSError, SendError)):
                    log.error("%s: %s; again in %.0f s", name, error, pause)
                else:
                    log.exception("%s failed; again in %.0f s", name, pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 60.0)
                if wake is not None:
                    wake.set()

    # --- the beats -----------------------------------------------------------------------------------------------------
    async def _beat(self) -> None:
        self._to_understand.set()
        self._to_speak.set()

    async def _beat_plan(self) -> None:
        self._to_plan.set()
        self._to_freeze.set()

    async def _expire(self) -> None:
        async with self.store.transaction() as tx:
            await inbox.expire(tx, self.clock.now())

    async def _follow_the_clock(self) -> None:
        """Looks again when the town's time may have moved; says so when nothing is left to do at this moment."""
        while True:
            try:
                for wake in (self._to_understand, self._to_plan, self._to_speak):
                    wake.set()
                await self._until_idle()
                await self.clock.report_idle(await self._next_moment())
            except StorageError as error:
                log.error("%s", error)
            except Exception:  # a look that failed must not end the service: the next one comes
                log.exception("looking at the clock failed")
            await self.clock.wait(PLAN_EVERY)

    async def _until_idle(self) -> None:
        while not await self.idle():  # noqa: ASYNC110  # the database is what is waited for: it has no event
            await asyncio.sleep(LOOK_AGAIN)

    async def idle(self) -> bool:
        """Everything that is due at this moment has been heard, planned and said."""
        now = self.clock.now()
        on = local_date(now)
        async with self.store.transaction() as tx:
            through = await planned_through(tx)
            planned = not self.calendar.is_working(on) or (through is not None and through >= on)
            if await freezing.due(tx, self.regime, now):
                self._to_freeze.set()
                return False
            return planned and not await inbox.waiting(tx) and await self.outbox.idle(tx, now)

    async def _next_moment(self) -> datetime | None:
        """The next midnight whose plan has something to look at, or the next hour that a message waits for. What became due
        when the day was planned already (a message that died gave its words back) is looked at on the next working day."""
        now = self.clock.now()
        today = local_date(now)
        async with self.store.transaction() as tx:
            day = await next_due_day(tx, date.min)
            freezes = await freezing.next_moment(tx, self.regime, now)
        if day is not None and day <= today:
            day = self.calendar.add(today, 1)
        moments = [await self.outbox.next_moment(now), at(day, time(0)) if day else None, freezes]
        return min((m for m in moments if m is not None), default=None)


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[tuple[Store, WorkingCalendar]]:
    """The database, brought up to date, and the calendar with the office's own days. Errors: StorageError."""
    store = await open_store(settings.database_url)
    try:
        await asyncio.to_thread(upgrade, settings.database_url)
        async with store.transaction() as tx:
            calendar = await calendar_with_overrides(tx, load_calendar())
        yield store, calendar
    finally:
        await store.close()


@contextlib.contextmanager
def only_one(database_url: str) -> Iterator[None]:
    """On SQLite a second service on the same file is refused; Postgres is made for several. Errors: AlreadyRunning."""
    file = sqlite_file(database_url)
    if file is None:
        yield
        return
    lock: IO[str]
    with Path(f"{file}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning from None
        yield


async def serve(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Runs one service until `stop` is set. Errors: those of the settings and the plan, StorageError."""
    channels = open_channels(settings)
    if not channels:
        raise NoToken
    async with opened(settings) as (store, calendar):
        async with store.transaction() as tx:
            if await current_plan(tx) is None:
                raise NoPlan  # what people wrote would be heard and lead to nothing
        with only_one(settings.database_url):
            service = Service(settings, store, calendar, clock, channels)
            running = asyncio.create_task(service.run())
            web = asyncio.create_task(serve_web(settings, service))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait(
                {running, stopping} | ({web} if settings.web_port else set()), return_when=asyncio.FIRST_COMPLETED
            )
            for task in (running, web, stopping):
                task.cancel()
            results = await asyncio.gather(running, web, stopping, return_exceptions=True)
            _raise_first(results[:2])


def _raise_first(results: Sequence[object]) -> None:
    """The error that ended the service, out of its task group."""
    for result in results:
        if isinstance(result, BaseExceptionGroup):
            _raise_first(result.exceptions)
        elif isinstance(result, Exception):
            raise result
