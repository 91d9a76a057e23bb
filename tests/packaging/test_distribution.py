"""The wheel and the source archive: built, installed in a clean place, and used there with no checkout in sight."""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("bot", "storage", "tally", "news", "answers")
NOT_IN_ARCHIVE = {".gitignore", ".ci/run"}
"""What belongs to the repository and to nobody who has the archive."""

LOCKED = re.findall(r"^([\w.-]+)==[^ ;]+ \\", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
"""What a running Sitrep has, but for what only other systems need."""

REPORT = "The General Staff says Russia has lost 7,062 tanks since the war began, 17 of them yesterday."
PIECES = """
import bot
from importlib.metadata import distribution
from alembic.config import Config
from alembic.script import ScriptDirectory
from importlib.resources import files
from answers.words import offered
from storage.schema import HEAD
settings = Config()
settings.set_main_option("script_location", str(files("storage") / "migrations"))
print(bot.__file__, distribution("sitrep-bot").locate_file(""))
print(sorted(offered()))
print(ScriptDirectory.from_config(settings).get_current_head() == HEAD)
"""


def _tracked() -> set[str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no repository to compare with")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return {each for each in listed.split("\0") if each and (ROOT / each).is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive, and the wheel that was built from it."""
    # A copy: building leaves folders behind, and what lies in them would get into the next wheel.
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    for each in _tracked():
        (source / each).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / each, source / each)
    building = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(source)]
    done = subprocess.run(building, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment of its own that holds the wheel, and of the libraries what the lock names."""
    home = tmp_path_factory.mktemp("elsewhere") / "venv"
    venv.create(home, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin/python"), "install", "--quiet", "--no-compile"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(next(built.glob("*.whl")))], check=True)
    packages = next(home.glob("lib/python*/site-packages"))
    for name in LOCKED:
        library = distribution(name)
        for each in {file.parts[0] for file in library.files or () if file.parts[0] != ".."}:
            if not (packages / each).exists():
                (packages / each).symlink_to(str(library.locate_file(each)))
    return home / "bin"


def _run(installed: Path, folder: Path, *command: str, given: str = "") -> str:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    done = subprocess.run(
        [installed / command[0], *command[1:]],
        cwd=folder, env=environment, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_archive_holds_all_that_is_tracked(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        held = {each.name.partition("/")[2] for each in archive if each.isfile()}
    assert _tracked() - held == NOT_IN_ARCHIVE


def test_the_wheel_built_from_the_archive_holds_the_packages_and_nothing_else(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        held = {each for each in wheel.namelist() if ".dist-info/" not in each}
    assert held == {each for each in _tracked() if each.partition("/")[0] in PACKAGES and "/" in each}


def test_installed_outside_the_checkout_it_reads_and_answers(installed: Path, tmp_path: Path) -> None:
    assert _run(installed, tmp_path, "sitrep", "--version").startswith("sitrep ")
    assert '"tanks": 7062' in _run(installed, tmp_path, "sitrep", "parse", "-", given=REPORT)
    answer = _run(installed, tmp_path, "sitrep", "say", "/latest tanks", "--language", "uk")
    assert "танки" in answer
    assert "Генеральний штаб" in answer or "Генштаб" in answer


def test_installed_outside_the_checkout_it_has_catalogues_and_migrations(installed: Path, tmp_path: Path) -> None:
    where, languages, head = _run(installed, tmp_path, "python", "-c", PIECES).splitlines()
    assert where.count(str(installed.parent)) == 2
    assert "uk" in languages
    assert head == "True"
