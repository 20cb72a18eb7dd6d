"""Timing, and the form in which a benchmark is told."""

import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

Result = dict[str, Any]


async def timed(work: Callable[[], Awaitable[object]], rounds: int = 7) -> float:
    """Median seconds of a call, after one to warm up."""
    await work()
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        await work()
        seconds.append(time.perf_counter() - begun)
    return median(seconds)


def result(value: float, unit: str, ratio: float, against: str, target: float) -> Result:
    return {"value": round(value, 3), "unit": unit, "ratio": round(ratio, 3), "against": against, "target": target}
