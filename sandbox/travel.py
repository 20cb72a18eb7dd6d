"""The town's time: stands still until somebody moves it, and then only forward.

The service says when it is idle and when its next moment comes; a journey stops at each such moment on the way, so that a
week passes with all its mornings. An outage jumps in one step, as time does for a machine that was off.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.bell import Bell, heard
from sandbox.errors import TownError
from sandbox.updates import UpdateQueue

STEPS = {"1h": timedelta(hours=1), "1d": timedelta(days=1), "1w": timedelta(weeks=1)}
_FETCH_PATIENCE = 2.0
_MAX_ROUNDS = 20


class TownTime:
    """`now` (aware), `version` (grows with every change or question), and what the service last reported."""

    def __init__(self, start: datetime, ticks: Callable[[], float], updates: UpdateQueue, stopping: asyncio.Event) -> None:
        self.now = start
        self.version = 1
        self.next: datetime | None = None
        self.bell = Bell()
        self.moving = False
        self.target: datetime | None = None
        self.stops: list[datetime] = []
        self.on_change: Callable[[], None] = lambda: None
        self._ticks = ticks
        self._updates = updates
        self._stopping = stopping
        self._reported = 0
        self._reported_at = float("-inf")
        self._idle = Bell()

    def idle(self, version: int, next_moment: datetime | None) -> None:
        """The service has done everything due at `version`; an older version's report is late and changes nothing."""
        if version >= self._reported and version == self.version:
            self._reported, self._reported_at, self.next = version, self._ticks(), next_moment
            self._idle.ring()

    @property
    def served(self) -> bool:
        """Whether any service has ever reported."""
        return self._reported > 0

    async def forward(
        self,
        to: datetime | None,
        *,
        outage: bool = False,
        wait: bool = True,
        patience: float = 60.0,
    ) -> list[datetime]:
        """Move to `to` (None: to the next moment the service named) and return the moments stopped at on the way.

        `outage`: one step, no stops. `wait=False`: move and return, whether or not a service listens. `patience`: real
        seconds without a report before giving up (TownError 504; the clock stays where it stopped). 409 while another
        journey runs, 400 for a moment in the past.
        """
        if self.moving:
            raise TownError(409, "Đồng hồ đang chạy. Vui lòng chờ lần chuyển trước xong.")
        if to is not None and to < self.now:
            raise TownError(400, f"Thời gian chỉ đi tới. Bây giờ là {said(self.now)}.")
        self.moving, self.stops, self.target = True, [], to
        try:
            await self._travel(to, outage, wait, patience)
            return self.stops
        finally:
            self.moving, self.target = False, None
            self.bell.ring()

    async def _travel(self, to: datetime | None, outage: bool, wait: bool, patience: float) -> None:
        if outage or not wait:
            if to is not None:
                self._set(to)
            if wait:
                await self._settled(patience)
            return
        await self._settled(patience)
        target = self.target = to or self.next
        while target is not None and self.now < target:
            stop = self.next if self.next and self.now < self.next <= target else target
            if stop == self.next:
                self.stops.append(stop)
            self._set(stop)
            await self._settled(patience)

    def _set(self, moment: datetime) -> None:
        self.now = max(self.now, moment)
        self._ask()

    def _ask(self) -> None:
        """A new version: whoever serves this town looks again and reports."""
        self.version += 1
        self.on_change()
        self.bell.ring()

    async def _settled(self, patience: float) -> None:
        """Return when the service is idle at this version and has nothing from people that it took after reporting."""
        for _ in range(_MAX_ROUNDS):
            await self._all_taken()
            await self._reported_idle(patience)
            if self._updates.taken_at <= self._reported_at and not self._still_untaken():
                return
            self._ask()

    def _still_untaken(self) -> bool:
        return self._updates.unconfirmed() and self._updates.listened_to()

    async def _all_taken(self) -> None:
        deadline = self._ticks() + _FETCH_PATIENCE
        while self._still_untaken() and (left := deadline - self._ticks()) > 0 and not self._stopping.is_set():
            await heard(self._updates.fetched.listen(), min(left, 0.1))

    async def _reported_idle(self, patience: float) -> None:
        deadline = self._ticks() + patience
        while self._reported != self.version:
            left = deadline - self._ticks()
            if left <= 0 or self._stopping.is_set():
                raise TownError(
                    504,
                    f"Dịch vụ chưa báo xong việc lúc {said(self.now)} sau {patience:g} giây; đồng hồ dừng ở đó. "
                    "Vui lòng xem dịch vụ có đang chạy không.",
                )
            await heard(self._idle.listen(), min(left, 0.5))


def said(moment: datetime) -> str:
    """A moment in a sentence: `08:00 ngày 30/01/2024`, months 3 to 12 without the zero as in official papers."""
    month = f"{moment.month:02d}" if moment.month < 3 else str(moment.month)
    return f"{moment:%H:%M} ngày {moment.day:02d}/{month}/{moment.year}"
