"""docs/licences.md is what tools/licences would write today."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "licences"))


def test_the_licences_are_those_of_the_lock() -> None:
    assert TOOL["main"](["--check"]) == 0, "run: python tools/licences"


@pytest.mark.parametrize("package", TOOL["locked"](ROOT / "requirements.lock"))
def test_no_licence_asks_that_ours_be_changed(package: str) -> None:
    stated = TOOL["licence_of"](TOOL["distribution"](package))
    assert stated != "not stated"
    # A choice between several is ours to make; the lesser licence binds the library, not those who use it.
    assert "OR" in stated or not stated.replace("LGPL", "").count("GPL")
