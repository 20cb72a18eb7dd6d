"""The only reader of the clock. Two clocks, because two questions are asked.

`now()` is the town's time: dates, digests, what people see. `ticks()` is real and only moves forward: leases, sending
slots, backoff, polling. They differ only in the demo, where a town elsewhere owns the time and serves it over HTTP.
"""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import httpx


class Clock(Protocol):
    """What the service asks of a clock."""

    def now(self) -> datetime:
        """The town's moment, aware, UTC."""

    def ticks(self) -> float:
        """Real seconds since the epoch, shared by all replicas through the database."""

    async def wait(self, seconds: float) -> None:
        """Until the town's time may have moved, at most so many real seconds."""

    async def report_idle(self, following: datetime | None) -> None:
        """Nothing is due now; the next thing is due at `following`. Only a clock that is moved by hand listens."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def ticks(self) -> float:
        return time.time()

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def report_idle(self, following: datetime | None) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _Reading:
    now: datetime
    version: int


class TravellingClock:
    """The demo's clock: read from the town that owns it, over HTTP; moves only when the page moves it."""

    def __init__(self, url: str) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=40)
        self._reading: _Reading | None = None

    async def open(self) -> None:
        """Takes the first reading. Errors: httpx.HTTPError where the town does not answer."""
        self._reading = self._parse((await self._http.get("/town/clock")).raise_for_status())

    async def close(self) -> None:
        await self._http.aclose()

    def now(self) -> datetime:
        assert self._reading is not None, "open() first"
        return self._reading.now

    def ticks(self) -> float:
        return time.time()

    async def wait(self, seconds: float) -> None:
        assert self._reading is not None, "open() first"
        query: dict[str, str | int | float] = {"after": self._reading.version, "wait": seconds}
        try:
            self._reading = self._parse((await self._http.get("/town/clock", params=query)).raise_for_status())
        except httpx.HTTPError:
            await asyncio.sleep(min(seconds, 0.5))

    async def report_idle(self, following: datetime | None) -> None:
        assert self._reading is not None, "open() first"
        body = {"version": self._reading.version, "next": following.isoformat() if following else None}
        try:
            await self._http.post("/town/idle", json=body)
        except httpx.HTTPError:
            await asyncio.sleep(0.5)

    @staticmethod
    def _parse(response: httpx.Response) -> _Reading:
        body = response.json()
        return _Reading(datetime.fromisoformat(body["now"]).astimezone(UTC), int(body["version"]))
