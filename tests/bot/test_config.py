"""Settings: every one is documented, a bad one names itself, a secret is never repeated."""

from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Settings, read_settings
from tally.errors import SettingError

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def example_lines() -> list[tuple[str, str, str]]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return [
        (before, *line.split("=", 1)) for before, line in pairwise(lines) if "=" in line and not line.startswith("#")
    ]


def test_the_example_names_every_setting_and_no_other() -> None:
    assert [name for _, name, _ in example_lines()] == [name.upper() for name in Settings.model_fields]


def test_every_line_of_the_example_is_explained_in_one_line() -> None:
    assert all(before.startswith("# ") for before, _, _ in example_lines())


def test_the_example_as_it_stands_means_the_defaults() -> None:
    assert read_settings(str(EXAMPLE)) == read_settings(None)


def test_an_empty_line_leaves_the_database_unset(tmp_path: Path) -> None:
    (tmp_path / "env").write_text("DATABASE_URL=\n")
    assert "database_url" not in read_settings(str(tmp_path / "env")).model_fields_set


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "env").write_text("LOCAL_CHAT_PORT=9001\nLOG_LEVEL=error\n")
    monkeypatch.setenv("LOCAL_CHAT_PORT", "9002")
    settings = read_settings(str(tmp_path / "env"))
    assert (settings.local_chat_port, settings.log_level) == (9002, "error")


@pytest.mark.parametrize("written", ["1234,5678", "1234, 5678", "1234 5678,", " 1234,,5678 "])
def test_operators_are_numbers_with_commas(written: str) -> None:
    assert read_settings(None, admin_ids=written).admin_ids == frozenset({1234, 5678})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "not a token"),
        ("BOT_TOKEN", TOKEN + " and more"),
        ("ADMIN_IDS", "@somebody"),
        ("ADMIN_IDS", "12,-5"),
        ("DATABASE_URL", "mysql://host/name"),
        ("BOT_API_URL", "api.telegram.org"),
        ("BOT_API_URL", "https://user:secret@host"),
        ("WEBHOOK_URL", "http://bot.example.org/telegram"),
        ("WEBHOOK_URL", "https://bot.example.org:8444/telegram"),
        ("WEBHOOK_URL", "bot.example.org"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_LISTEN", "127.0.0.1:0"),
        ("WEBHOOK_SECRET", "too short"),
        ("HEALTH_LISTEN", "localhost"),
        ("LOCAL_CHAT_PORT", "eighty"),
        ("LOCAL_CHAT_PORT", "70000"),
        ("LOG_LEVEL", "loud"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_a_bad_value_names_its_setting(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError) as caught:
        read_settings(None)
    assert caught.value.name == name
    assert "\n" not in str(caught.value)


def test_a_refused_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN + "!")
    with pytest.raises(SettingError) as caught:
        read_settings(None)
    assert TOKEN not in repr(caught.value)
    assert TOKEN not in str(caught.value)


def test_settings_show_no_secret() -> None:
    settings = read_settings(
        None,
        bot_token=TOKEN,
        database_url="postgresql://sitrep:hunter2@db/sitrep",
        webhook_secret="hush-hush-hush-hush",
    )
    assert TOKEN not in repr(settings)
    assert "hunter2" not in repr(settings)
    assert "hush" not in repr(settings)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("0.0.0.0:8080", ("0.0.0.0", 8080)),
        ("[::1]:8443", ("::1", 8443)),
        (" localhost:80 ", ("localhost", 80)),
    ],
)
def test_where_to_listen_is_a_host_and_a_port(written: str, meant: tuple[str, int]) -> None:
    assert read_settings(None, health_listen=written).health_listen == meant


def test_a_bot_api_server_of_ones_own_may_call_any_address() -> None:
    settings = read_settings(None, bot_api_url="http://10.0.0.5:8081", webhook_url="http://10.0.0.6:9000/hook")
    assert settings.webhook_url == "http://10.0.0.6:9000/hook"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        read_settings(None).log_level = "debug"  # type: ignore[misc]


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "env").write_bytes(b"BOT_TOKEN=\xff\xfe\x00")
    with pytest.raises(SettingError, match=r"\.env"):
        read_settings(str(tmp_path / "env"))
