"""Where the data beside the checkout lies, and what must not be skipped in CI."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# How long a case takes says how busy the machine is; time is measured in bench/, never asserted in a test.
settings.register_profile("sitrep", deadline=None)
settings.load_profile("sitrep")

SHARED = Path(__file__).resolve().parents[2] / "shared"


SLOWEST = ("tests/browser", "tests/end_to_end", "tests/bot/digests", "tests/tally")
"""What begins first, so that no worker is left alone with it at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)
    no_shared = not SHARED.is_dir() and not os.environ.get("SITREP_REQUIRE_SHARED")
    no_browser = shutil.which("chromium") is None and not os.environ.get("SITREP_REQUIRE_BROWSER")
    for item in items:
        if no_shared and item.get_closest_marker("shared"):
            item.add_marker(pytest.mark.skip(reason="no shared data beside the checkout"))
        if no_browser and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def _turn(item: pytest.Item) -> int:
    return next((turn for turn, folder in enumerate(SLOWEST) if item.nodeid.startswith(folder)), len(SLOWEST))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of other people's data; use it with `@pytest.mark.shared`."""
    return SHARED
