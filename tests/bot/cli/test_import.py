"""`sitrep import`, run as a person runs it."""

import json
import os
import sqlite3
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

FIRST = date(2023, 5, 1)


def sitrep(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.getcwd(), "COLUMNS": "200", "DATABASE_URL": ""},
        timeout=120,
    )


def rows(**cells: int) -> str:
    days = [FIRST + timedelta(days=at) for at in range(10)]
    numbered = ((day, (day - date(2022, 2, 23)).days) for day in days)
    return json.dumps([{"date": str(day), "day": number, **cells} for day, number in numbered])


def tallies(path: Path) -> int:
    return int(sqlite3.connect(path).execute("SELECT COUNT(*) FROM tallies").fetchone()[0])


@pytest.fixture
def ivaniuk(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "russia_losses_equipment.json").write_text(rows(tank=3700, APC=7300))
    (folder / "russia_losses_personnel.json").write_text(rows(personnel=200_000))
    (folder / "russia_losses_equipment_correction.json").write_text(rows(tank=-5))
    return folder


def test_a_folder_is_brought_in(ivaniuk: Path, tmp_path: Path) -> None:
    done = sitrep("import", "ivaniuk", ivaniuk, folder=tmp_path)
    assert (done.returncode, tallies(tmp_path / "sitrep.db")) == (0, 30)
    assert "read, of 10 days" in done.stdout


def test_a_single_file_is_brought_in(ivaniuk: Path, tmp_path: Path) -> None:
    sitrep("import", "ivaniuk", ivaniuk / "russia_losses_personnel.json", folder=tmp_path)
    assert tallies(tmp_path / "sitrep.db") == 10


def test_a_second_data_set_confirms(ivaniuk: Path, tmp_path: Path) -> None:
    (tmp_path / "russian-losses.json").write_text(rows(tanks=3700, afvs=7399))
    sitrep("import", "ivaniuk", ivaniuk, folder=tmp_path)
    sitrep("import", "orc-losses", "russian-losses.json", folder=tmp_path)
    standings = sqlite3.connect(tmp_path / "sitrep.db").execute(
        "SELECT category, standing, COUNT(*) FROM tallies GROUP BY 1, 2 ORDER BY 1"
    )
    assert standings.fetchall() == [
        ("armoured_vehicles", "differs", 10),
        ("personnel", "single", 10),
        ("tanks", "confirmed", 10),
    ]


def test_a_file_that_breaks_off_leaves_the_database_as_it_was(ivaniuk: Path, tmp_path: Path) -> None:
    personnel = ivaniuk / "russia_losses_personnel.json"
    sitrep("import", "ivaniuk", personnel, folder=tmp_path)
    equipment = ivaniuk / "russia_losses_equipment.json"
    equipment.write_text(equipment.read_text()[:500])
    before = (tmp_path / "sitrep.db").read_bytes()
    done = sitrep("import", "ivaniuk", ivaniuk, folder=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert "russia_losses_equipment.json: Invalid JSON" in done.stderr
    assert (tmp_path / "sitrep.db").read_bytes() == before


def test_a_file_of_corrections_is_not_taken_for_totals(ivaniuk: Path, tmp_path: Path) -> None:
    done = sitrep("import", "ivaniuk", ivaniuk / "russia_losses_equipment_correction.json", folder=tmp_path)
    assert done.returncode == 1
    assert "row 1 (2023-05-01), tank" in done.stderr


@pytest.mark.parametrize("target", ["nowhere", "."])
def test_a_place_without_the_files_is_named(tmp_path: Path, target: str) -> None:
    done = sitrep("import", "orc-losses", target, folder=tmp_path)
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert not (tmp_path / "sitrep.db").exists()


def test_an_unknown_data_set_is_a_wrong_use(tmp_path: Path) -> None:
    done = sitrep("import", "wikipedia", ".", folder=tmp_path)
    assert done.returncode == 2
    assert "ivaniuk" in done.stderr
