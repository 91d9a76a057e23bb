"""`sitrep learn`, as a person types it."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal import Sitrep

BULLETIN = """The General Staff of the Armed Forces of Ukraine has published the losses of Russia
from 24 February 2022 to {day} May 2023:

personnel - about {personnel} (+700) persons
tanks - {tanks} (+2)
artillery systems - {artillery} (+25)
"""


def bulletin(day: int) -> str:
    return BULLETIN.format(day=day, personnel=188_460 + 700 * day, tanks=3741 + 2 * day, artillery=2733 + 25 * day)


def count(output: str, words: str) -> int:
    """The figure in the closing table's row of *words*."""
    for line in output.splitlines():
        cells = [cell.strip() for cell in line.split("│")]
        if words in cells:
            return int(cells[cells.index(words) + 1])
    raise AssertionError(output)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder as people keep one: reports, an article, and things that are neither."""
    folder = tmp_path / "reports"
    (folder / "may").mkdir(parents=True)
    (folder / "may" / "21.txt").write_text(bulletin(21))
    (folder / "may" / "20.html").write_text(f"<html><body><article><p>{bulletin(20)}</p></article></body></html>")
    (folder / "bridge.md").write_text("The bridge at Rivne was opened again on Monday. Trains run as before.")
    (folder / "photo.png").write_bytes(b"\x89PNG")
    (folder / ".hidden.txt").write_text(bulletin(19))
    return folder


def test_a_folder_is_learned_and_the_table_tells(sitrep: Sitrep, reports: Path, tmp_path: Path) -> None:
    done = sitrep("learn", reports)
    assert done.returncode == 0
    assert [count(done.stdout, each) for each in ("read", "kept", "no report of losses", "failed")] == [3, 2, 1, 0]
    assert (tmp_path / "sitrep.db").is_file()


def test_learning_again_changes_nothing(sitrep: Sitrep, reports: Path) -> None:
    sitrep("learn", reports)
    done = sitrep("learn", reports)
    assert [count(done.stdout, each) for each in ("read", "kept", "known already")] == [3, 0, 2]


def test_what_cannot_be_read_is_told_and_ends_in_1_while_the_rest_is_kept(sitrep: Sitrep, reports: Path) -> None:
    done = sitrep("learn", reports, "nowhere.txt", reports / "photo.png")
    assert done.returncode == 1
    assert [count(done.stdout, each) for each in ("read", "kept", "failed")] == [3, 2, 2]
    assert "nowhere.txt: no such file" in done.stdout
    assert "photo.png: " in done.stdout


def test_the_day_of_publication_can_be_given(sitrep: Sitrep, tmp_path: Path) -> None:
    (tmp_path / "undated.txt").write_text(bulletin(21).replace(" to 21 May 2023", ""))
    undated = sitrep("learn", "undated.txt")
    dated = sitrep("learn", "undated.txt", "--published", "2023-05-21")
    assert (count(undated.stdout, "a report without a day"), count(dated.stdout, "kept")) == (1, 1)


def test_names_of_files_are_no_markup(sitrep: Sitrep) -> None:
    done = sitrep("learn", "[bold]no[/bold]")
    assert "[bold]no[/bold]: no such file" in done.stdout


@pytest.mark.parametrize(("url", "status"), [("mysql://nowhere", 78), ("sqlite:///nowhere/at/all.db", 1)])
def test_a_database_that_cannot_be_opened_is_one_line(sitrep: Sitrep, tmp_path: Path, url: str, status: int) -> None:
    (tmp_path / "21.txt").write_text(bulletin(21))
    done = sitrep("learn", "21.txt", "--database", url)
    assert (done.returncode, done.stdout, len(done.stderr.strip().splitlines())) == (status, "", 1)


@pytest.fixture
def dead_server() -> Iterator[str]:
    """The address of a server that is gone."""
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    url = f"http://127.0.0.1:{server.server_port}/page"
    threading.Thread(target=server.server_close).start()
    return url


def test_an_address_inside_the_network_is_refused(sitrep: Sitrep, dead_server: str) -> None:
    done = sitrep("learn", dead_server)
    assert (done.returncode, count(done.stdout, "failed")) == (1, 1)
