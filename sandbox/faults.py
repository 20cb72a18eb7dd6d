"""Trouble on demand: the failures a bot meets once a year, played when a test asks for them, and Telegram's rate windows.

A fault is a rule with a count: the first rule that fits a call plays and is used up. Limits are strict sliding windows over
the sends that were accepted, so that a sender that merely averages well is caught.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.errors import ApiError, TownError, bad, forbidden

KINDS = (
    "429",
    "403",
    "400",
    "401",
    "migrate",
    "500",
    "500_json_string",
    "ok_without_result",
    "drop_before",
    "drop_after",
    "hang",
    "slow",
)


@dataclass
class Fault:
    """One rule. `times` counts down; `to` is a chat id for migrate; `seconds` is for slow; `recorded` carries the call out
    before a hang; `description` replaces the words of 400, 401, 403 and 500."""

    method: str
    kind: str
    times: int = 1
    chat_id: int | None = None
    retry_after: int = 1
    to: int | None = None
    seconds: float = 2.0
    description: str = ""
    recorded: bool = False

    def error(self) -> ApiError | None:
        """The Bot API error this fault answers with, None for the faults that are no answer."""
        if self.kind == "429":
            return too_many(self.retry_after)
        if self.kind == "migrate":
            return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=self.to)
        plain = {
            "403": forbidden("bot was blocked by the user"),
            "400": bad("chat not found"),
            "401": ApiError(401, "Unauthorized"),
            "500": ApiError(500, "Internal Server Error"),
        }.get(self.kind)
        if plain is not None and self.description:
            return ApiError(plain.code, self.description)
        return plain


class Faults:
    """The rules waiting to be used, first come first played."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []

    def add(self, rule: dict[str, Any]) -> Fault:
        """From the control API's JSON. Raises TownError 400 for a kind or a field that does not exist."""
        try:
            fault = Fault(**{"method": "*", **rule})
        except TypeError as error:
            raise TownError(400, f"Lỗi giả lập không đúng dạng: {error}.") from None
        if fault.kind not in KINDS:
            raise TownError(400, f"Không có loại lỗi “{fault.kind}”. Các loại: {', '.join(KINDS)}.")
        if fault.kind == "migrate" and fault.to is None:
            raise TownError(400, "Lỗi “migrate” cần “to”: số của cuộc trò chuyện mới.")
        self._rules.append(fault)
        return fault

    def clear(self) -> None:
        self._rules.clear()

    def all(self) -> list[dict[str, Any]]:
        return [asdict(rule) for rule in self._rules]

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The rule that plays for this call, counted down; None for an ordinary call."""
        for rule in self._rules:
            fits = rule.method == "*" or rule.method.lower() == method
            if fits and (rule.chat_id is None or rule.chat_id == chat_id):
                rule.times -= 1
                if rule.times <= 0:
                    self._rules.remove(rule)
                return rule
        return None


class Limits:
    """Sliding windows over sends; None switches one off. Read and set by `/town/limits`."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self.per_second: int | None = None
        self.per_chat_per_second: int | None = None
        self.per_group_per_minute: int | None = None
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def set(self, values: dict[str, Any]) -> None:
        """Raises TownError 400 for a name that does not exist or a value below 1."""
        for name, value in values.items():
            if name not in {"per_second", "per_chat_per_second", "per_group_per_minute"}:
                raise TownError(400, f"Không có giới hạn “{name}”.")
            if value is not None and (not isinstance(value, int) or value < 1):
                raise TownError(400, f"Giới hạn “{name}” phải là số nguyên từ 1, hoặc null.")
            setattr(self, name, value)
        self._all.clear()
        self._chats.clear()

    def get(self) -> dict[str, int | None]:
        return {
            "per_second": self.per_second,
            "per_chat_per_second": self.per_chat_per_second,
            "per_group_per_minute": self.per_group_per_minute,
        }

    def check(self, method: str, chat_id: int | None) -> None:
        """Count a send, or raise ApiError 429 with the seconds until its window has room. A refused send is not counted."""
        if not method.startswith("send") or method == "sendchataction" or not any(self.get().values()):
            return
        now, windows = self._ticks(), [(self._all, self.per_second, 1.0)]
        if chat_id is not None:
            group = chat_id < 0
            limit = self.per_group_per_minute if group else self.per_chat_per_second
            windows.append((self._chats[chat_id], limit, 60.0 if group else 1.0))
        for sent, limit, span in windows:
            while sent and sent[0] <= now - span:
                sent.popleft()
            if limit is not None and len(sent) >= limit:
                raise too_many(max(1, math.ceil(sent[0] + span - now)))
        for sent, limit, _ in windows:
            if limit is not None:
                sent.append(now)


def too_many(retry_after: int) -> ApiError:
    """429 with the seconds to wait."""
    return ApiError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
