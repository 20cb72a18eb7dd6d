"""Waking whoever waits: long polls, a person waiting for the answer to a press, a clock waiting for the service."""

import asyncio
import contextlib


class Bell:
    """Rings for everybody who listens at that moment; nobody hears a ring from before.

    Listen first, look second: `hearing = bell.listen()`, look whether there is something, then `await heard(hearing, seconds)`.
    """

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def ring(self) -> None:
        self._event.set()
        self._event = asyncio.Event()

    def listen(self) -> asyncio.Event:
        return self._event


async def heard(hearing: asyncio.Event, seconds: float) -> bool:
    """True when the bell rang within `seconds`, False when the time ran out."""
    if seconds <= 0:
        return hearing.is_set()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await hearing.wait()
    return hearing.is_set()
