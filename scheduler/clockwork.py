"""The heartbeat: APScheduler calls, the table holds the truth.

No job store: two schedulers on one store fire twice, and one job a reminder drops whole bursts at the default grace time.
A beat only says "look"; what is due is read from the database, so a missed beat costs seconds and never a reminder.
"""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


class Clockwork:
    """Calls each beat at its interval (seconds); a beat that is still running is not started again."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )

    def every(self, seconds: float, beat: Callable[[], Awaitable[None]], name: str) -> None:
        self._scheduler.add_job(beat, IntervalTrigger(seconds=seconds), id=name, name=name)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
