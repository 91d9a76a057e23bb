"""The command line, as it is typed in a folder of one's own."""

import os
from pathlib import Path

import pytest
from terminal import Done, Sitrep
from typer.testing import CliRunner

from bot.cli import app
from bot.config import Settings


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in, with the settings of nobody and a wide terminal."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def sitrep(at_home: Path) -> Sitrep:
    """Runs the command line there, in this process."""

    def run(*arguments: str | Path) -> Done:
        done = CliRunner().invoke(app, [os.fspath(each) for each in arguments])
        return Done(done.exit_code, done.stdout, done.stderr)

    return run
