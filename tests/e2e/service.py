"""The service as a process that a test can kill: `python -m tests.e2e.service TOWN_URL`, settings from the environment."""

import asyncio
import signal
import sys

from bot.app import serve
from bot.logs import set_up_logging
from bot.settings import load_settings
from scheduler.clock import TravellingClock


async def main(url: str) -> None:
    settings = load_settings()
    set_up_logging("WARNING", settings.secrets())
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    clock = TravellingClock(url)
    await clock.open()
    await serve(settings, clock, stop)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
