"""The heartbeat, with the real APScheduler and short intervals."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from scheduler.clockwork import Clockwork

SHORT = 0.02


@pytest.fixture
async def clockwork() -> AsyncIterator[Clockwork]:
    made = Clockwork()
    yield made
    made.stop()


class Beats:
    """Counts, and says when there were enough."""

    def __init__(self, enough: int) -> None:
        self.count = 0
        self._enough = enough
        self._done = asyncio.Event()

    async def beat(self) -> None:
        self.count += 1
        if self.count == self._enough:
            self._done.set()

    async def heard(self) -> None:
        await asyncio.wait_for(self._done.wait(), 5)


async def test_each_beat_comes_again_and_again(clockwork: Clockwork) -> None:
    often, seldom = Beats(4), Beats(1)
    clockwork.every(SHORT, often.beat, "often")
    clockwork.every(60, seldom.beat, "seldom")
    clockwork.start()
    await often.heard()
    assert seldom.count == 0


async def test_a_beat_that_is_still_running_is_not_started_again(
    clockwork: Clockwork, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "apscheduler")
    running, most = 0, 0
    others = Beats(4)

    async def slow() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await others.heard()
        running -= 1

    clockwork.every(SHORT, slow, "slow")
    clockwork.every(SHORT, others.beat, "others")
    clockwork.start()
    await others.heard()
    assert most == 1


async def test_a_beat_that_fails_beats_on(clockwork: Clockwork, caplog: pytest.LogCaptureFixture) -> None:
    beats = Beats(3)

    async def failing() -> None:
        await beats.beat()
        raise RuntimeError("a bad moment")

    clockwork.every(SHORT, failing, "failing")
    clockwork.start()
    await beats.heard()
    assert "a bad moment" in caplog.text


async def test_a_stopped_clockwork_is_silent_and_may_be_stopped_twice() -> None:
    clockwork, beats = Clockwork(), Beats(1)
    clockwork.stop()
    clockwork.every(SHORT, beats.beat, "beat")
    clockwork.start()
    await beats.heard()
    clockwork.stop()
    await asyncio.sleep(0)
    clockwork.stop()
    counted = beats.count
    await asyncio.sleep(5 * SHORT)
    assert beats.count == counted
