"""The chat services. Adding one: a file beside this, and a line in CHANNELS."""

from collections.abc import Callable

from bot.channels.telegram import Telegram
from bot.settings import Settings
from scheduler.channel import Channel

CHANNELS: dict[str, Callable[[Settings], Channel | None]] = {
    "telegram": lambda s: (
        Telegram(s.telegram_token.get_secret_value(), s.telegram_api_url) if s.telegram_token is not None else None
    ),
}
"""Name -> the channel, or None where its token is not set."""


def open_channels(settings: Settings) -> tuple[Channel, ...]:
    """Every channel that has a token."""
    return tuple(c for make in CHANNELS.values() if (c := make(settings)) is not None)
