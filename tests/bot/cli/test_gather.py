"""`sitrep gather` and `sitrep sources` as people run them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import gather, sources

MINE = "[[feed]]\nname = 'mine'\noutlet = 'Mine'\nurl = 'http://127.0.0.1:9/rss'\n"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/news.db"


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(gather.app, [str(each) for each in arguments])


def test_a_source_that_is_not_there_is_named_with_those_that_are(database: str) -> None:
    result = run("--once", "nosuch", "--database", database)
    assert result.exit_code == 1
    assert "nosuch: there is no such source; there are ministry," in result.stderr


def test_a_list_of_feeds_that_cannot_be_used_is_a_wrong_setting(database: str, feeds: Path) -> None:
    feeds.write_text("[[feed")
    result = run("--once", "--feeds", feeds, "--database", database)
    assert result.exit_code == 78
    assert str(feeds) in result.stderr


def test_a_feed_of_ones_own_cannot_lead_inside(database: str, feeds: Path) -> None:
    result = run("--once", "mine", "--feeds", feeds, "--database", database)
    assert result.exit_code == 1
    assert "mine: 127.0.0.1 is not a public address" in result.stdout


def test_the_sources_are_listed_with_their_state(database: str, feeds: Path) -> None:
    run("--once", "mine", "--feeds", feeds, "--database", database)
    arguments = ["--feeds", str(feeds), "--database", database]
    listed = CliRunner(env={"COLUMNS": "200"}).invoke(sources.app, arguments).stdout
    assert "not looked at yet" in next(line for line in listed.splitlines() if "general-staff" in line)
    assert "is not a public address" in next(line for line in listed.splitlines() if "mine" in line)
