"""`sitrep review` and `sitrep replay`: the same decisions in the terminal."""

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.replay import app as replay_app
from bot.cli.review import app
from storage.database import open_database
from storage.tallies import Tallies
from tally.judge import Hold, Reason
from tests.storage.reporting import DAY, NOW, report, verdict

runner = CliRunner()


@pytest.fixture
async def database(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'held.db'}"
    async with await open_database(url) as opened:
        decisions = verdict(
            tanks=Hold(37_830, 2, (Reason.DOUBLED_DIGIT,)), artillery=Hold(99, None, (Reason.DROPPED_DIGIT,))
        )
        heard = report(source="outlet [bold]", tanks=37_830, artillery=99)
        await Tallies(opened).record(heard, decisions, article=None, now=NOW)
    return url


def test_what_waits_is_listed(database: str) -> None:
    said = runner.invoke(app, ["--database", database])
    assert said.exit_code == 0
    assert "37,830 (+2)" in said.stdout
    assert "doubled digit" in said.stdout


async def test_decisions_by_flag_are_recorded(database: str) -> None:
    arguments = ["--correct", "1=3 783", "--reject", "2", "--why", "seen on site", "--database", database]
    assert (await asyncio.to_thread(runner.invoke, app, arguments)).exit_code == 0
    async with await open_database(database) as opened:
        (revision,) = await Tallies(opened).revisions(DAY, "tanks")
        assert (revision.tally.total, revision.note) == (3783, "seen on site")
        assert revision.decided_by.startswith("terminal:")
        assert await Tallies(opened).waiting() == (0, None)


def test_a_decision_needs_a_word_why(database: str) -> None:
    said = runner.invoke(app, ["--accept", "1", "--database", database])
    assert said.exit_code == 1
    assert "needs a word why" in said.stderr


@pytest.mark.parametrize("value", ["1", "1=", "x=5", "1=5 and more", "1=-5"])
def test_a_correction_that_is_no_figure_decides_nothing(database: str, value: str) -> None:
    said = runner.invoke(app, ["--correct", value, "--why", "x", "--database", database])
    assert said.exit_code == 1
    assert "ID=VALUE" in said.stderr


def test_a_figure_is_not_decided_twice(database: str) -> None:
    assert runner.invoke(app, ["--accept", "1", "--reject", "1", "--why", "x", "--database", database]).exit_code == 1
    assert runner.invoke(app, ["--accept", "1", "--why", "x", "--database", database]).exit_code == 0
    assert runner.invoke(app, ["--reject", "1", "--why", "x", "--database", database]).exit_code == 1


def test_a_figure_that_is_not_there_is_told(database: str) -> None:
    said = runner.invoke(app, ["--accept", "77", "--why", "x", "--database", database])
    assert (said.exit_code, "no such figure" in said.stdout) == (1, True)


def test_a_replay_shows_what_would_change_and_writes_only_when_it_is_told_to(database: str) -> None:
    said = runner.invoke(replay_app, ["--database", database])
    assert said.exit_code == 0
    assert "Nothing is written yet" in said.stdout
    again = runner.invoke(replay_app, ["--apply", "--database", database])
    assert "Nothing is written yet" not in again.stdout
    assert "0 figures would change; 0 new ones" in runner.invoke(replay_app, ["--database", database]).stdout
