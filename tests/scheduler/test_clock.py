"""The two clocks: the machine's, and the demo's, which asks a small town on loopback for its time."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread, Timer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from scheduler.clock import Clock, SystemClock, TravellingClock


class Town(ThreadingHTTPServer):
    """Owns a time that only it moves; holds a question back until it has moved, as a long poll."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Window)
        self.now = datetime.fromisoformat("2024-01-25T07:55:00+07:00")
        self.version = 1
        self.idle: list[dict[str, Any]] = []
        self.broken = False
        self._moved = Condition()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def forward(self, **by: float) -> None:
        with self._moved:
            self.now += timedelta(**by)
            self.version += 1
            self._moved.notify_all()

    def reading(self, after: int, wait: float) -> dict[str, Any]:
        with self._moved:
            self._moved.wait_for(lambda: self.version > after, wait)
            return {"now": self.now.isoformat(), "version": self.version}


class _Window(BaseHTTPRequestHandler):
    server: Town

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        assert url.path == "/town/clock"
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        self._answer(self.server.reading(int(query.get("after", 0)), float(query.get("wait", 0))))

    def do_POST(self) -> None:
        assert self.path == "/town/idle"
        self.server.idle.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._answer({})

    def _answer(self, body: dict[str, Any]) -> None:
        content = json.dumps(body).encode()
        self.send_response(500 if self.server.broken else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args: Any) -> None:
        return None


@contextmanager
def a_town() -> Iterator[Town]:
    with Town() as town:
        thread = Thread(target=town.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield town
        finally:
            town.shutdown()
            thread.join()


@pytest.fixture
def town() -> Iterator[Town]:
    with a_town() as opened:
        yield opened


async def test_the_machines_clock_gives_an_aware_moment_and_real_seconds() -> None:
    clock: Clock = SystemClock()
    before = time.time()
    assert clock.now().tzinfo is UTC
    assert before <= clock.ticks() <= time.time()
    assert abs(clock.now().timestamp() - before) < 5
    await clock.wait(0.01)
    assert clock.ticks() - before >= 0.01
    await clock.report_idle(None)


async def test_the_travelling_clock_reads_the_towns_time_in_utc(town: Town) -> None:
    clock = TravellingClock(town.url)
    await clock.open()
    assert clock.now() == datetime(2024, 1, 25, 0, 55, tzinfo=UTC)
    assert clock.now().tzinfo is UTC
    assert abs(clock.ticks() - time.time()) < 5, "leases and pauses are real"
    await clock.close()


async def test_time_stands_still_until_the_town_moves_it(town: Town) -> None:
    clock = TravellingClock(town.url)
    await clock.open()
    await clock.wait(0.05)
    assert clock.now() == datetime(2024, 1, 25, 0, 55, tzinfo=UTC)
    town.forward(days=7)
    assert clock.now() == datetime(2024, 1, 25, 0, 55, tzinfo=UTC), "one reading serves a whole beat"
    await clock.wait(5)
    assert clock.now() == datetime(2024, 2, 1, 0, 55, tzinfo=UTC)
    await clock.close()


async def test_a_wait_ends_when_the_time_moves(town: Town) -> None:
    clock = TravellingClock(town.url)
    await clock.open()
    mover = Timer(0.05, town.forward, kwargs={"minutes": 5})
    mover.start()
    began = clock.ticks()
    await clock.wait(20)
    assert clock.ticks() - began < 5
    assert clock.now() == datetime(2024, 1, 25, 1, 0, tzinfo=UTC)
    mover.join()
    await clock.close()


async def test_idleness_is_reported_with_the_reading_it_was_found_at(town: Town) -> None:
    clock = TravellingClock(town.url)
    await clock.open()
    await clock.report_idle(datetime(2024, 1, 26, 1, 0, tzinfo=UTC))
    town.forward(days=1)
    await clock.report_idle(None)
    assert town.idle == [{"version": 1, "next": "2024-01-26T01:00:00+00:00"}, {"version": 1, "next": None}]
    await clock.close()


async def test_a_town_that_is_away_leaves_the_time_as_it_was(town: Town) -> None:
    clock = TravellingClock(town.url)
    await clock.open()
    town.broken = True
    town.forward(days=1)
    await clock.wait(0.01)
    await clock.report_idle(None)
    assert clock.now() == datetime(2024, 1, 25, 0, 55, tzinfo=UTC)
    town.broken = False
    await clock.wait(5)
    assert clock.now() == datetime(2024, 1, 26, 0, 55, tzinfo=UTC)
    await clock.close()


async def test_a_town_that_was_never_there_is_said_at_once() -> None:
    with a_town() as gone:
        url = gone.url
    clock = TravellingClock(url)
    with pytest.raises(httpx.ConnectError):
        await clock.open()
    await clock.close()
