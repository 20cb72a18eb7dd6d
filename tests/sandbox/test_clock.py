"""The town's time: forward only, stopping wherever the service has something to do."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from tests.sandbox.conftest import Line


class Service:
    """Says something to Lan every morning at 08:00, as the real one does: hears the clock, works, reports."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.mornings: list[str] = []
        self.task = asyncio.create_task(self.run())
        self.quiet = False

    async def run(self) -> None:
        version, last = 0, None
        while True:
            clock = await self.line.get("clock", after=version, wait=30)
            version, now = clock["version"], datetime.fromisoformat(clock["now"])
            coming = now.replace(hour=8, minute=0)
            if now == coming and last != now:
                self.mornings.append(clock["now"][:10])
                await self.line.ok("sendMessage", chat_id=42, text=f"Tin sáng {clock['now'][:10]}")
                last = now
            coming += timedelta(days=1) if coming <= now else timedelta()
            if not self.quiet:
                await self.line.town("idle", {"version": version, "next": coming.isoformat()})


@pytest.fixture
async def service(line: Line) -> AsyncIterator[Service]:
    made = Service(line)
    yield made
    made.task.cancel()


async def test_a_week_stops_every_morning(line: Line, service: Service) -> None:
    status, body = await line.town("forward", {"by": "1w"})
    assert status == 200
    assert body["now"] == "2024-02-06T08:00:00+07:00"
    assert [stop[:10] for stop in body["stops"]] == service.mornings[-7:]
    assert len(body["stops"]) == 7
    dates = [m["at"] for m in await line.chat(42)]
    assert dates[-1] == "2024-02-06T08:00:00+07:00"


async def test_next_goes_to_the_moment_the_service_named(line: Line, service: Service) -> None:
    _, body = await line.town("forward", {"next": True})
    assert body == {"now": "2024-01-31T08:00:00+07:00", "stops": ["2024-01-31T08:00:00+07:00"]}


async def test_an_outage_is_one_step(line: Line, service: Service) -> None:
    _, body = await line.town("forward", {"to": "2024-02-05T09:00", "outage": True})
    assert body == {"now": "2024-02-05T09:00:00+07:00", "stops": []}
    assert service.mornings[1:] == []


async def test_between_two_moments_nothing_stops(line: Line, service: Service) -> None:
    _, body = await line.town("forward", {"by": "1h"})
    assert body == {"now": "2024-01-30T09:00:00+07:00", "stops": []}


async def test_a_year_of_mornings_takes_seconds(line: Line, service: Service) -> None:
    began = time.monotonic()
    _, body = await line.town("forward", {"to": "2024-05-09T07:00"})
    assert len(body["stops"]) == 99
    assert time.monotonic() - began < 8


async def test_a_silent_service_is_named_and_the_clock_stays_where_it_stopped(line: Line, service: Service) -> None:
    await line.town("forward", {"by": "1h"})
    service.quiet = True
    status, body = await line.town("forward", {"by": "1w", "timeout": 0.2})
    assert status == 504
    assert body["error"].startswith("Dịch vụ chưa báo xong việc lúc 08:00 ngày 31/01/2024 sau 0.2 giây")
    assert (await line.get("clock"))["now"] == "2024-01-31T08:00:00+07:00"


async def test_without_a_service_time_moves_only_when_told_not_to_wait(line: Line) -> None:
    assert (await line.town("forward", {"by": "1h", "timeout": 0.1}))[0] == 504
    _, body = await line.town("forward", {"by": "1d", "wait": False})
    assert body["now"] == "2024-01-31T08:00:00+07:00"


async def test_one_journey_at_a_time_and_never_back(line: Line) -> None:
    first = asyncio.create_task(line.town("forward", {"by": "1h", "timeout": 0.3}))
    await asyncio.sleep(0.1)
    assert (await line.get("clock"))["moving"] is True
    assert await line.town("forward", {"by": "1h"}) == (
        409,
        {"error": "Đồng hồ đang chạy. Vui lòng chờ lần chuyển trước xong."},
    )
    await first
    status, body = await line.town("forward", {"to": "2024-01-29T08:00"})
    assert (status, body["error"]) == (400, "Thời gian chỉ đi tới. Bây giờ là 08:00 ngày 30/01/2024.")
    assert (await line.town("forward", {"by": "2y"}))[0] == 400
    assert (await line.town("forward", {"to": "mai"}))[0] == 400


async def test_a_message_confirmed_after_the_report_is_waited_for(line: Line, service: Service) -> None:
    await line.town("forward", {"by": "1h"})
    version = (await line.get("clock"))["version"]
    poll = asyncio.create_task(line.ok("getUpdates", timeout=5))
    await asyncio.sleep(0.05)
    await line.town("people/42/says", {"text": "xong"})
    heard = await poll
    await line.ok("getUpdates", offset=heard[-1]["update_id"] + 1, timeout=0)
    await line.town("forward", {"by": "1h"})
    assert (await line.get("clock"))["version"] == version + 2  # asked again before moving, then moved


async def test_a_late_report_changes_nothing(line: Line, service: Service) -> None:
    await line.town("forward", {"by": "1h"})
    before = (await line.get("clock"))["next"]
    await line.town("idle", {"version": 1, "next": None})
    assert (await line.get("clock"))["next"] == before
