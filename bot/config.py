"""Settings: read once, from the environment and a `.env` file beside it. Nobody else looks at the environment."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource, NoDecode, SettingsConfigDict

from tally.errors import SettingError

EX_CONFIG = 78
"""How the process ends when a setting is wrong (`sysexits.h`): a person must look before it is started again."""

_DATABASES = ("sqlite:///", "postgresql://")

_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_TELEGRAM = "https://api.telegram.org"
_WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
"""Ports that Telegram pushes updates to (Bot API, setWebhook)."""


class Listen(NamedTuple):
    """An address of this machine. Port 0 takes a free one."""

    host: str
    port: int


def _host_and_port(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(?:\[([0-9a-fA-F:]+)\]|([^\s:\[\]/]+)):(\d{1,5})", value.strip())
    if not found or not 0 < int(found[3]) < 65536:
        raise ValueError("should be an address of this machine and a port, such as 127.0.0.1:8080 or 0.0.0.0:8080")
    return Listen(found[1] or found[2], int(found[3]))


_Listen = Annotated[Listen, NoDecode, BeforeValidator(_host_and_port)]


class Settings(BaseSettings):
    """Everything an operator may set. Each name is the environment's, in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # `NAME=` means "not set", as people expect of a line they have not filled in
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = None
    database_url: str = Field(default="sqlite:///sitrep.db", repr=False)  # may hold a password
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    bot_api_url: str = _TELEGRAM
    webhook_url: str | None = None
    webhook_listen: _Listen = Listen("127.0.0.1", 8443)
    webhook_secret: SecretStr | None = None
    health_listen: _Listen | None = None
    local_chat_port: int = Field(default=8081, ge=1, le=65535)
    sends_per_second: float = Field(default=28.0, gt=0, le=1000)
    paid_broadcast: bool = False
    tables: bool = True
    gather: bool | None = None
    contact: str = Field(default="", max_length=200, pattern=r"^[\x20-\x7e]*$")
    feeds: Path | None = None
    watch_folder: Path | None = None
    summary_model: str | None = None
    summary_key: SecretStr | None = None
    summary_url: str | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "console", "json"] = "auto"

    @field_validator("*", mode="before")
    @classmethod
    def _without_stray_blanks(cls, value: Any) -> Any:
        return value.strip() if isinstance(value, str) else value

    @field_validator("bot_token")
    @classmethod
    def _shaped_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError("this is not how a token looks; copy the whole of what @BotFather gave, 123456:ABC...")
        return value

    @field_validator("database_url")
    @classmethod
    def _a_database_we_speak(cls, value: str) -> str:
        if not value.startswith(_DATABASES):
            raise ValueError("should begin with sqlite:/// or postgresql://")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _numbers_with_commas(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        parts = [part for part in re.split(r"[,\s]+", value) if part]
        if wrong := [part for part in parts if not re.fullmatch(r"[1-9]\d{0,18}", part)]:
            raise ValueError(f"{wrong[0]!r} is not a Telegram user id; give numbers with commas between, 1234,5678")
        return frozenset(int(part) for part in parts)

    @field_validator("bot_api_url", "summary_url")
    @classmethod
    def _an_address(cls, value: str | None) -> str | None:
        if value and not _ADDRESS.fullmatch(value):
            raise ValueError("should be an address such as https://api.telegram.org")
        return value and value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _that_telegram_calls(cls, value: str | None, others: ValidationInfo) -> str | None:
        if not value:
            return None
        if not _ADDRESS.fullmatch(value):
            raise ValueError("should be the address that Telegram calls, such as https://bot.example.org/telegram")
        # A Bot API server of one's own may call any address.
        if others.data.get("bot_api_url") == _TELEGRAM:
            if not value.startswith("https://"):
                raise ValueError("Telegram calls https:// addresses alone")
            if urlsplit(value).port not in _WEBHOOK_PORTS:
                raise ValueError("Telegram calls the ports 443, 80, 88 and 8443 alone")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _hard_to_guess(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("should be 16 to 256 letters, digits, _ and -; or leave it empty")
        return value

    @field_validator("summary_url")
    @classmethod
    def _with_its_model(cls, value: str | None, others: ValidationInfo) -> str | None:
        if value and not others.data.get("summary_model"):
            raise ValueError("needs SUMMARY_MODEL as well")
        return value

    @field_validator("watch_folder")
    @classmethod
    def _a_folder(cls, value: Path | None) -> Path | None:
        if value and not value.is_dir():
            raise ValueError(f"{value} is no folder")
        return value

    @model_validator(mode="after")
    def _not_faster_than_allowed(self) -> Self:
        if self.sends_per_second > 30 and not self.paid_broadcast:
            raise ValueError("at most 30 unless PAID_BROADCAST is on; docs/digests.md says what that costs")
        return self

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _in_lower_case(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value


def read_settings(env_file: str | None = ".env", **given: Any) -> Settings:
    """Read the settings afresh; `given` wins over the environment, the environment over the file.

    Raises `SettingError` that names the setting and never repeats a secret.
    """
    try:
        return Settings(_env_file=env_file, **given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        problem = first["msg"].removeprefix("Value error, ")
        name = str(first["loc"][0]).upper() if first["loc"] else "SENDS_PER_SECOND"
        raise SettingError(name, problem[0].lower() + problem[1:]) from None
    except UnicodeDecodeError:
        raise SettingError(".env", "the file is not UTF-8 text") from None


def where_set(env_file: str = ".env") -> dict[str, str]:
    """For each setting, by its lower-case name: `environment`, *env_file*, or `default` where nobody set it."""
    origins = dict.fromkeys(Settings.model_fields, "default")
    origins |= dict.fromkeys(DotEnvSettingsSource(Settings, env_file=env_file)(), env_file)
    origins |= dict.fromkeys(EnvSettingsSource(Settings)(), "environment")
    return {name: origins[name] for name in Settings.model_fields}


def misspelt(env_file: str = ".env") -> list[tuple[str, str]]:
    """Names in *env_file* that are no setting but nearly one, each with the one that was likely meant."""
    known = [name.upper() for name in Settings.model_fields]
    names = [name.upper() for name in DotEnvSettingsSource(Settings, env_file=env_file).env_vars]
    return [(each, near[0]) for each in names if each not in known and (near := get_close_matches(each, known, 1, 0.8))]


@cache
def load_settings() -> Settings:
    """The settings of this process, read at the first call. Raises `SettingError`."""
    return read_settings()
