"""A watched folder: what is put there is learned once."""

import os
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from news.folder import Folder
from news.learning import Status
from storage.articles import Articles
from storage.database import Database, open_database
from storage.tallies import Tallies
from tests.news.local_web import at

DAY = date(2026, 8, 22)
NOW = at(DAY, 6)
REPORT = (
    "The total combat losses of the enemy from 24.02.22 to 22.08.26 were approximately:\n"
    "personnel - about 1475270 (+1240) people,\ntanks - 12292 (+6) units."
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with await open_database(f"sqlite:///{tmp_path}/news.db") as opened:
        yield opened


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(folder: Path, name: str, text: str | bytes = REPORT, *, ago: float = 60) -> Path:
    """A file that was written *ago* seconds ago."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    moment = path.stat().st_mtime - ago
    os.utime(path, (moment, moment))
    return path


async def test_a_file_is_learned(inbox: Path, database: Database) -> None:
    path = put(inbox, "report.txt")
    assert await Folder(inbox, database).look(NOW) == [(path, Status.KEPT)]
    assert (await Tallies(database).day(DAY))["tanks"].total == 12292


async def test_a_file_is_learned_once(inbox: Path, database: Database) -> None:
    put(inbox, "report.txt")
    folder = Folder(inbox, database)
    await folder.look(NOW)
    assert await folder.look(NOW) == []


async def test_a_restart_learns_nothing_again(inbox: Path, database: Database) -> None:
    put(inbox, "report.txt")
    await Folder(inbox, database).look(NOW)
    assert await Folder(inbox, database).look(NOW) == []


async def test_the_same_content_under_another_name_is_not_learned_again(inbox: Path, database: Database) -> None:
    put(inbox, "report.txt")
    put(inbox, "copy.txt")
    await Folder(inbox, database).look(NOW)
    assert await Articles(database).count(with_summary=False) == 1


async def test_a_file_that_is_still_written_is_left_for_later(inbox: Path, database: Database) -> None:
    put(inbox, "report.txt", ago=0)
    assert await Folder(inbox, database).look(NOW) == []


async def test_a_file_that_changed_is_learned_anew(inbox: Path, database: Database) -> None:
    put(inbox, "report.txt")
    folder = Folder(inbox, database)
    await folder.look(NOW)
    path = put(inbox, "report.txt", REPORT + "\nhelicopters - 354 (+0) units", ago=30)
    assert await folder.look(NOW) == [(path, Status.KEPT)]


async def test_what_cannot_be_read_is_told_of_once(inbox: Path, database: Database) -> None:
    put(inbox, "picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100))
    put(inbox, "report.txt")
    first, second = await Folder(inbox, database).look(NOW)
    assert not isinstance(first[1], Status)
    assert second[1] is Status.KEPT
    assert await Folder(inbox, database).look(NOW) == []


async def test_hidden_files_and_other_kinds_are_left_alone(inbox: Path, database: Database) -> None:
    for name in (".hidden.txt", ".git/report.txt", "report.pdf"):
        put(inbox, name)
    assert await Folder(inbox, database).look(NOW) == []


async def test_a_folder_that_is_gone_is_an_empty_one(inbox: Path, database: Database) -> None:
    assert await Folder(inbox / "gone", database).look(NOW) == []
