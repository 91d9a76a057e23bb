"""`sitrep say`: a whole answer in the terminal."""

from pathlib import Path

import pytest
from recording import NOW, record
from typer.testing import CliRunner

from bot.cli.say import app
from storage.database import open_database
from tally.tally import Standing
from tally.verdict import Accept

runner = CliRunner()


@pytest.fixture
async def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'figures.db'}"
    async with await open_database(url) as opened:
        await record(opened, NOW.date(), {"tanks": Accept(3783, 2, Standing.SINGLE)})
    return url


def test_a_database_that_is_there_is_asked(database: str) -> None:
    said = runner.invoke(app, ["/total tanks", "--database", database])
    assert said.exit_code == 0
    assert said.stdout.startswith("3,783 tanks\nas of Tuesday, 5 May 2026")
    assert said.stderr == ""


def test_the_answer_comes_in_the_language_that_was_asked_for(database: str) -> None:
    said = runner.invoke(app, ["танки", "--database", database, "--language", "uk"])
    assert said.stdout.startswith("3\N{NO-BREAK SPACE}783 танки\nстаном на 5 травня 2026\N{NARROW NO-BREAK SPACE}р.")


def test_buttons_stand_below_and_can_be_pressed(database: str) -> None:
    said = runner.invoke(app, ["/total tanks", "--database", database])
    assert "[1 day]  [7 days]  [30 days]" in said.stdout
    pressed = runner.invoke(app, ["1|total|tanks", "--press", "--database", database])
    assert pressed.stdout == said.stdout


def test_the_environment_names_the_database(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database)
    assert runner.invoke(app, ["/total tanks"]).stdout.startswith("3,783 tanks")


def test_without_a_database_the_sample_answers_and_says_so(tmp_path: Path) -> None:
    said = runner.invoke(app, ["/latest", "--database", f"sqlite:///{tmp_path / 'none.db'}"])
    assert said.exit_code == 0
    assert "sample" in said.stderr
    assert "Claimed by" in said.stdout
    assert not (tmp_path / "none.db").exists()


def test_a_database_of_no_kind_we_know_is_named() -> None:
    said = runner.invoke(app, ["/latest", "--database", "mysql://root@nowhere/x"])
    assert said.exit_code == 78
    assert said.stderr.startswith("DATABASE_URL")


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("this is not a database, and it is long enough to be sure of that" * 20)
    said = runner.invoke(app, ["/latest", "--database", f"sqlite:///{tmp_path / 'notes.db'}"])
    assert said.exit_code == 1
    assert "notes.db" in said.stderr
    assert len(said.stderr.splitlines()) == 1
