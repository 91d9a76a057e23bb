"""Everyday care, as an operator types it: what is said, and how the command ends."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.config import Settings
from storage.migrate import migrate_sqlite
from storage.schema import HEAD

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"


pytestmark = pytest.mark.usefixtures("at_home")


def sitrep(*arguments: str, status: int = 0) -> Result:
    """Run the command line; it must end with *status*, and a failure say one line."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == status, done.output
    if status and not done.stdout:
        assert len(done.stderr.splitlines()) == 1
    return done


def execute(path: str, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


@pytest.mark.parametrize("command", ["backup", "restore", "move", "migrate", "config", "doctor"])
def test_every_command_says_what_it_does_with_an_example(command: str) -> None:
    help_ = sitrep(command, "--help").stdout
    assert "Example: " in help_
    assert f"sitrep {command}" in help_


def test_a_database_is_backed_up_and_put_back() -> None:
    sitrep("migrate")
    execute("sitrep.db", "INSERT INTO chats VALUES (7, 'uk')")
    assert f"schema {HEAD}, 17 tables, 1 rows; checked." in sitrep("backup", "a.zip").stdout
    assert "there already" in sitrep("backup", "a.zip", status=1).stderr
    assert "--force" in sitrep("restore", "a.zip", status=1).stderr
    execute("sitrep.db", "DELETE FROM chats")
    assert "1 rows of " in sitrep("restore", "a.zip").stdout
    execute("sitrep.db", "UPDATE chats SET language = 'en'")
    assert "is kept as " in sitrep("restore", "a.zip", "--force").stdout
    with closing(sqlite3.connect("sitrep.db")) as connection:
        assert connection.execute("SELECT * FROM chats").fetchall() == [(7, "uk")]


def test_a_file_that_is_no_backup_is_refused() -> None:
    Path("letter.zip").write_text("Dear all")
    assert "is no backup" in sitrep("restore", "letter.zip", status=1).stderr
    assert not Path("sitrep.db").exists()


def test_a_move_shows_the_rows_and_checksums_of_every_table() -> None:
    sitrep("migrate")
    execute("sitrep.db", "INSERT INTO chats VALUES (7, 'uk')")
    said = sitrep("move", "--to", "sqlite:///new.db").stdout
    assert said.splitlines()[-1].startswith("sqlite:///new.db holds what sqlite:///sitrep.db holds.")
    assert next(line.split()[1] for line in said.splitlines() if line.split()[0] == "chats") == "1"


def test_a_move_to_a_database_of_no_kind_we_know_is_a_wrong_setting() -> None:
    sitrep("migrate")
    assert "postgresql://" in sitrep("move", "--to", "mysql://host/x", status=78).stderr


def test_an_older_schema_is_shown_and_brought_up() -> None:
    migrate_sqlite("sitrep.db", "0001")
    assert f"schema 0001; this Sitrep brings it to {HEAD}" in sitrep("migrate", "--check", status=1).stdout
    assert f"from schema 0001 to {HEAD}" in sitrep("migrate").stdout
    assert f"schema {HEAD}, the newest" in sitrep("migrate", "--check").stdout


def test_looking_at_a_schema_makes_no_database() -> None:
    assert "nothing is there yet" in sitrep("migrate", "--check", status=1).stdout
    assert not Path("sitrep.db").exists()


def test_a_database_of_a_newer_sitrep_is_left_alone_by_every_command() -> None:
    sitrep("migrate")
    sitrep("backup", "a.zip")
    execute("sitrep.db", "UPDATE alembic_version SET version_num = '9999'")
    before = Path("sitrep.db").read_bytes()
    commands = (
        ["migrate"],
        ["migrate", "--check"],
        ["backup", "b.zip"],
        ["move", "--to", "sqlite:///b.db"],
        ["export"],
    )
    for command in commands:
        assert "newer Sitrep" in sitrep(*command, status=1).stderr
    assert "newer Sitrep" in sitrep("doctor", "--offline", status=1).stdout
    assert Path("sitrep.db").read_bytes() == before


def test_settings_are_shown_with_where_they_were_set_and_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\nLOG_LEVEL=error\nADMIN_IDS=3,12\n")
    monkeypatch.setenv("DATABASE_URL", "postgresql://anna:hunter2@host/sitrep?password=hunter3")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    said = sitrep("config").stdout
    lines = {line.split()[0]: line.split()[1:] for line in said.splitlines()}
    assert lines["BOT_TOKEN"] == ["set", ".env"]
    assert lines["LOG_LEVEL"] == ["debug", "environment"]
    assert lines["ADMIN_IDS"] == ["3,12", ".env"]
    assert lines["WEBHOOK_LISTEN"] == ["127.0.0.1:8443", "default"]
    assert lines["SUMMARY_KEY"] == ["unset", "default"]
    assert set(lines) == {"setting", *(name.upper() for name in Settings.model_fields)}
    assert not any(secret in said for secret in (TOKEN, "hunter2", "hunter3"))


def marks(*arguments: str, status: int = 0) -> dict[str, str]:
    """What the doctor found: subject and words -> mark."""
    lines = sitrep("doctor", *arguments, status=status).stdout.splitlines()
    return {line[3:]: line[:2].strip() for line in lines}


def test_the_doctor_finds_a_new_home_in_order_without_a_token() -> None:
    sitrep("migrate")
    found = marks()
    assert {mark for line, mark in found.items() if not line.startswith(("figures", "sources"))} == {"OK"}
    subjects = {line[:11].strip() for line in found}
    assert subjects == {"time zones", "settings", "token", "database", "disk", "integrity", "figures", "sources"}


def test_the_doctor_says_which_setting_is_wrong_and_ends_as_the_bot_would(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    assert [mark for line, mark in marks(status=78).items() if "LOG_LEVEL" in line] == ["x"]


def test_the_doctor_sees_what_is_easily_overlooked() -> None:
    Path(".env").write_text(f"BOT_TOKEN={TOKEN}\nADMIN_ID=12\n")
    Path(".env").chmod(0o644)
    migrate_sqlite("sitrep.db", "0002")
    said = sitrep("doctor", "--offline").stdout
    for words in ("did you mean ADMIN_IDS?", "chmod 600 .env", "nobody is one", "the newest is", "`sitrep migrate`"):
        assert words in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("sqlite:///letter.txt", "no SQLite database"),
        ("sqlite:////nowhere/sitrep.db", "folder /nowhere does not exist"),
        ("postgresql://anna:hunter2@127.0.0.1:1/sitrep", "cannot be reached"),
    ],
)
def test_the_doctor_says_why_a_database_cannot_be_used(url: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("letter.txt").write_text("Dear all, this is a letter and no database. " * 50)
    monkeypatch.setenv("DATABASE_URL", url)
    said = sitrep("doctor", status=1).stdout
    assert words in said
    assert "hunter2" not in said


def test_the_doctor_sees_damage() -> None:
    sitrep("migrate")
    execute("sitrep.db", "INSERT INTO tallies VALUES ('ua', 'tanks', '2026-05-03', 1, 5, NULL, 'single', 0, 'GS', 0)")
    assert "1 figures are not those of their last revision" in sitrep("doctor", status=1).stdout
