"""Every Bot API call, for tests and for the curious: what was asked, when (real and town time), and how it ended."""

from collections import Counter, deque
from datetime import datetime
from itertools import islice
from typing import Any

CAPACITY = 100_000


class CallLog:
    """A ring of the last calls, numbered from 1, and counts over all of them. The token is never in it."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=CAPACITY)
        self._count = 0
        self._outcomes: Counter[str] = Counter()
        self._methods: Counter[str] = Counter()

    def add(
        self, method: str, params: dict[str, Any], chat_id: int | None, real: datetime, town: datetime, outcome: str
    ) -> None:
        """`outcome` is `ok`, an error code, or the name of the fault that was played."""
        self._count += 1
        self._outcomes[outcome] += 1
        self._methods[method] += 1
        self._calls.append(
            {
                "n": self._count,
                "method": method,
                "params": params,
                "chat_id": chat_id,
                "real": real,
                "town": town,
                "outcome": outcome,
            }
        )

    def after(self, n: int, limit: int = CAPACITY) -> list[dict[str, Any]]:
        """Calls numbered above `n`, oldest first, times as ISO strings."""
        skip = max(0, n - (self._count - len(self._calls)))
        chosen = islice(self._calls, skip, skip + limit)
        return [{**call, "real": call["real"].isoformat(), "town": call["town"].isoformat()} for call in chosen]

    def stats(self) -> dict[str, Any]:
        return {"calls": self._count, "outcomes": dict(self._outcomes), "methods": dict(self._methods)}
