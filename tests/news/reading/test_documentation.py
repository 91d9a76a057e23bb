"""The examples of docs/reading.md run, and every language's table uses keys the grammar knows."""

import doctest
import re
from pathlib import Path

import pytest

from news.reading.tables import languages, table
from tally.category import CATEGORIES

ROOT = Path(__file__).resolve().parents[3]
PLAIN = set(re.findall(r"`([a-z]+)`", (ROOT / "docs" / "reading.md").read_text(encoding="utf-8"))) | set(CATEGORIES)
SHAPED = re.compile(
    r"(=[\d.]+|x\d+|who\..+|weak\..+|month\.\d+|weekday\.\d|mark\.[ymd]|nth\.\d+|plus\.0\.\d+|fraction\.-?[\d.]+|(one|two)\.\w+)"
)


def test_the_examples_run() -> None:
    assert doctest.testfile(str(ROOT / "docs" / "reading.md"), module_relative=False, encoding="utf-8").failed == 0


@pytest.mark.parametrize("language", languages())
def test_a_table_uses_known_keys(language: str) -> None:
    assert [key for key in table(language) if key not in PLAIN and not SHAPED.fullmatch(key)] == []


@pytest.mark.parametrize("language", languages())
def test_a_table_names_the_claimant_and_the_core_of_the_tally(language: str) -> None:
    core = {"hints", "personnel", "tanks", "aircraft", "helicopters", "uavs", "russia", "losses", "reject"}
    assert core <= set(table(language))
