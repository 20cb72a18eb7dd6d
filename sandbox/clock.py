"""The only reader of the machine's clock in the sandbox.

Real time decides what Telegram decides by real time (a callback query lives 150 s, a rate window lasts a second);
everything that people see carries the town's time, which `travel.py` keeps.
"""

import time
from datetime import UTC, datetime


def ticks() -> float:
    """Seconds of a clock that only goes forward; good for differences."""
    return time.monotonic()  # noqa: TID251  the sandbox may not import scheduler/clock.py; this is its own edge


def wall() -> datetime:
    """The real moment, UTC: stamps the call log, so that a burst can be measured."""
    return datetime.now(UTC)  # noqa: TID251  as above
