"""What the bot has not yet heard: the queue behind getUpdates and the webhook.

As on Telegram: an offset confirms everything before it, update ids are sequential, a button press is kept 150 s and a message
24 h of real time, a type the bot did not ask for is never queued, and a second poller ends the first one with 409.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.bell import Bell, heard
from sandbox.errors import ApiError

Json = dict[str, Any]

CALLBACK_LIFE = 150.0
MESSAGE_LIFE = 86400.0
FIRST_UPDATE = 100_000_001
ASK_FOR = {"chat_member", "message_reaction", "message_reaction_count"}
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass
class Pending:
    """One update as JSON and until when (ticks) it waits."""

    update: Json
    until: float


class UpdateQueue:
    """Updates in order. `ticks` gives real seconds; `changed(kind, value)` tells the journal."""

    def __init__(self, ticks: Callable[[], float], changed: Callable[[str, Any], None]) -> None:
        self._ticks = ticks
        self._changed = changed
        self.waiting: deque[Pending] = deque()
        self.next_id = FIRST_UPDATE
        self.taken_at = float("-inf")
        self.polled_at = float("-inf")
        self.confirmed = 0
        self.allowed: list[str] = []
        self.bell = Bell()
        self.fetched = Bell()
        self._poll = 0
        self._polls_open = 0

    def add(self, kind: str, content: Json) -> int | None:
        """Queue one update; its id, or None when the bot did not ask for this kind."""
        if (kind not in self.allowed) if self.allowed else (kind in ASK_FOR):
            return None
        update_id = self.next_id
        update: Json = {"update_id": update_id, kind: content}
        self.next_id += 1
        life = CALLBACK_LIFE if kind == "callback_query" else MESSAGE_LIFE
        self.waiting.append(Pending(update, self._ticks() + life))
        self._changed("update", update)
        self.bell.ring()
        return update_id

    async def fetch(self, offset: int, limit: int, seconds: float, stopping: asyncio.Event) -> list[Json]:
        """getUpdates: confirm what is before `offset`, then up to `limit` updates, waiting at most `seconds` for the first.

        Raises ApiError 409 in the request that was already waiting when another one comes.
        """
        self._poll += 1
        mine = self._poll
        self.bell.ring()
        self.confirm(offset)
        deadline = self._ticks() + seconds
        self._polls_open += 1
        try:
            while True:
                hearing = self.bell.listen()
                self.polled_at = self._ticks()
                if mine != self._poll:
                    raise ApiError(409, CONFLICT)
                batch = self._batch(limit)
                left = deadline - self._ticks()
                if batch or left <= 0 or stopping.is_set():
                    return batch
                await heard(hearing, min(left, 30.0))
        finally:
            self._polls_open -= 1

    def confirm(self, offset: int) -> None:
        """Forget everything before `offset`; a negative one keeps the last -offset updates."""
        if offset < 0:
            offset = self.waiting[max(len(self.waiting) + offset, 0)].update["update_id"] if self.waiting else 0
        if not (self.waiting and self.waiting[0].update["update_id"] < offset):
            return
        while self.waiting and self.waiting[0].update["update_id"] < offset:
            self.waiting.popleft()
        self.confirmed = offset
        self.taken_at = self._ticks()
        self.fetched.ring()
        self._changed("confirmed", offset)

    def restore(self, update: Json) -> None:
        """Put back an update read from the journal."""
        self.waiting.append(Pending(update, self._ticks() + MESSAGE_LIFE))
        self.next_id = max(self.next_id, update["update_id"] + 1)

    def unconfirmed(self) -> bool:
        """Whether something waits that the bot has not confirmed: a bot that keeps what it hears confirms after keeping it."""
        self._expire()
        return bool(self.waiting)

    def listened_to(self) -> bool:
        """Whether a bot is polling (a poll is open, or one was within five seconds)."""
        return self._polls_open > 0 or self._ticks() - self.polled_at < 5.0

    def _batch(self, limit: int) -> list[Json]:
        self._expire()
        return [pending.update for _, pending in zip(range(limit), self.waiting, strict=False)]

    def _expire(self) -> None:
        now = self._ticks()
        if any(pending.until <= now for pending in self.waiting):
            self.waiting = deque(pending for pending in self.waiting if pending.until > now)
