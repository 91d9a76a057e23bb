"""`sitrep import`, as a person types it."""

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import pytest
from terminal import Sitrep

FIRST = date(2023, 5, 1)


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


def test_a_folder_is_brought_in(sitrep: Sitrep, ivaniuk: Path, tmp_path: Path) -> None:
    done = sitrep("import", "ivaniuk", ivaniuk)
    assert (done.returncode, tallies(tmp_path / "sitrep.db")) == (0, 30)
    assert "read, of 10 days" in done.stdout


def test_a_single_file_is_brought_in(sitrep: Sitrep, ivaniuk: Path, tmp_path: Path) -> None:
    sitrep("import", "ivaniuk", ivaniuk / "russia_losses_personnel.json")
    assert tallies(tmp_path / "sitrep.db") == 10


def test_a_second_data_set_confirms(sitrep: Sitrep, ivaniuk: Path, tmp_path: Path) -> None:
    (tmp_path / "russian-losses.json").write_text(rows(tanks=3700, afvs=7399))
    sitrep("import", "ivaniuk", ivaniuk)
    sitrep("import", "orc-losses", "russian-losses.json")
    standings = sqlite3.connect(tmp_path / "sitrep.db").execute(
        "SELECT category, standing, COUNT(*) FROM tallies GROUP BY 1, 2 ORDER BY 1"
    )
    assert standings.fetchall() == [
        ("armoured_vehicles", "differs", 10),
        ("personnel", "single", 10),
        ("tanks", "confirmed", 10),
    ]


def test_a_file_that_breaks_off_leaves_the_database_as_it_was(sitrep: Sitrep, ivaniuk: Path, tmp_path: Path) -> None:
    personnel = ivaniuk / "russia_losses_personnel.json"
    sitrep("import", "ivaniuk", personnel)
    equipment = ivaniuk / "russia_losses_equipment.json"
    equipment.write_text(equipment.read_text()[:500])
    before = (tmp_path / "sitrep.db").read_bytes()
    done = sitrep("import", "ivaniuk", ivaniuk)
    assert (done.returncode, done.stdout) == (1, "")
    assert "russia_losses_equipment.json: Invalid JSON" in done.stderr
    assert (tmp_path / "sitrep.db").read_bytes() == before


def test_a_file_of_corrections_is_not_taken_for_totals(sitrep: Sitrep, ivaniuk: Path) -> None:
    done = sitrep("import", "ivaniuk", ivaniuk / "russia_losses_equipment_correction.json")
    assert done.returncode == 1
    assert "row 1 (2023-05-01), tank" in done.stderr


@pytest.mark.parametrize("target", ["nowhere", "."])
def test_a_place_without_the_files_is_named(sitrep: Sitrep, tmp_path: Path, target: str) -> None:
    done = sitrep("import", "orc-losses", target)
    assert done.returncode == 1
    assert "no such file" in done.stderr
    assert not (tmp_path / "sitrep.db").exists()


def test_an_unknown_data_set_is_a_wrong_use(sitrep: Sitrep) -> None:
    done = sitrep("import", "wikipedia", ".")
    assert done.returncode == 2
    assert "ivaniuk" in done.stderr
