"""`sitrep gather` and `sitrep sources` as people run them."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner, Result

from bot.cli import gather, sources
from news.gathering import Gathering, Pace
from news.learning import Status
from news.sources.ministry import Ministry
from news.sources.source import Source
from news.web import Web
from storage.database import open_database
from tests.news.local_web import serving

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


async def test_what_becomes_of_articles_is_shown_while_their_source_is_looked_at() -> None:
    heard: list[str] = []

    class Screen(io.StringIO):
        def write(self, text: str) -> int:
            heard.append(text)
            return len(text)

    today = datetime.now(UTC).date()
    watched = gather.Watched(Console(file=Screen(), force_terminal=True, width=80))
    async with (
        serving() as local,
        Web(allow_loopback=True) as web,
        await open_database("sqlite:///:memory:") as database,
    ):
        local.ministry(today)
        gathering = Gathering(web, database, pace=Pace(gap=0.0), heard=watched.heard)
        chosen: list[Source] = [Ministry(local.base), Ministry(local.base + "/nowhere", name="nowhere")]
        first, second = await watched.look(chosen, gathering)
        assert (first.articles, second.problem) == ({Status.KEPT: 1}, "the server answered 404")
    assert "ministry" in "".join(heard)
