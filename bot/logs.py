"""Logging that cannot tell a secret: a Formatter redacts the finished line, tracebacks included (a Filter would miss those)."""

import logging
import re
import sys
from collections.abc import Iterable

_TOKEN_LIKE = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{20,}")
_CALENDAR = re.compile(r"(?<=/lich/)[\w-]{8,}")
HIDDEN = "[đã ẩn]"


class RedactingFormatter(logging.Formatter):
    """Blots out every known secret, and whatever looks like a bot token or a calendar's address."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._secrets = tuple(s for s in secrets if s)

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self._secrets)


def redact(text: str, secrets: Iterable[str] = ()) -> str:
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return _CALENDAR.sub(HIDDEN, _TOKEN_LIKE.sub(HIDDEN, text))


def set_up_logging(level: str, secrets: Iterable[str]) -> None:
    """One handler on stderr. httpx at INFO prints whole URLs, APScheduler a line a beat, Alembic its plugins: WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("httpx", "httpcore", "apscheduler", "telegram", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
