"""Settings: environment variables with the prefix NHACVIEC_, or the same lines in a file `.env`.

The token is a secret: it has no repr, and `secrets()` lists what the logs must never show.
"""

from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import UnreadableSetting

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Settings(BaseSettings):
    """What an office sets. Every field stands in README.md and .env.example."""

    model_config = SettingsConfigDict(env_prefix="NHACVIEC_", env_file=".env", env_ignore_empty=True, extra="ignore")

    database_url: Text = "sqlite:///data/nhacviec.db"
    telegram_token: SecretStr | None = None
    telegram_api_url: Text = "https://api.telegram.org"
    telegram_rate: Annotated[int, Field(ge=1, le=1000)] = 30
    telegram_chat_pause: Annotated[float, Field(ge=0, le=60)] = 1.0
    web_host: Text = "127.0.0.1"
    web_port: Annotated[int, Field(ge=0, le=65535)] = 8080
    report_template: Path | None = None
    log_level: Annotated[str, Field(pattern="^(DEBUG|INFO|WARNING|ERROR)$")] = "INFO"

    @field_validator("telegram_token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is None:
            return None
        number, colon, rest = value.get_secret_value().strip().partition(":")
        if not (colon and number.isdigit() and rest):
            raise ValueError("a Telegram token looks like 123456789:AbC...")
        return SecretStr(value.get_secret_value().strip())

    def secrets(self) -> tuple[str, ...]:
        return (self.telegram_token.get_secret_value(),) if self.telegram_token is not None else ()


def load_settings(**overrides: object) -> Settings:
    """The settings. Errors: UnreadableSetting, which names the variable and never repeats its value."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        names = sorted({f"NHACVIEC_{str(e['loc'][0]).upper()}" for e in error.errors() if e["loc"]})
        raise UnreadableSetting(names) from None
