"""Settings: environment variables with the prefix NHACVIEC_, or the same lines in a file `.env`.

The token is a secret: it has no repr, and `secrets()` lists what the logs must never show.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import UnreadableSetting
from plan_data.errors import PlanDataError
from plan_data.regime import REGIME, WINDOWS, Regime, read_regime

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office has set that is talked about: its reporting regime, the address under which people's calendars are
    served (empty: nowhere), and its own template for reports."""

    regime: Regime = REGIME
    public_url: str = ""
    template: Path | None = None


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
    report_windows: Text = WINDOWS
    public_url: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(https?://[^\s?#]+)?$")] = ""
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

    @field_validator("report_windows")
    @classmethod
    def _can_be_read(cls, value: str) -> str:
        try:
            read_regime(value)
        except PlanDataError as error:
            raise ValueError(str(error)) from None
        return value

    @property
    def terms(self) -> "Terms":
        """What the conversations need of all this."""
        feeds = self.public_url.rstrip("/") if self.web_port else ""
        return Terms(read_regime(self.report_windows), feeds, self.report_template)

    def secrets(self) -> tuple[str, ...]:
        return (self.telegram_token.get_secret_value(),) if self.telegram_token is not None else ()


def load_settings(**overrides: object) -> Settings:
    """The settings. Errors: UnreadableSetting, which names the variable and never repeats its value."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        names = sorted({f"NHACVIEC_{str(e['loc'][0]).upper()}" for e in error.errors() if e["loc"]})
        raise UnreadableSetting(names) from None
