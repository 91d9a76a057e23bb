"""The reader against other people's labelled reports, which lie beside the checkout."""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from bot.parsing import as_json
from news.reading import read
from tally.report import Kind

pytestmark = pytest.mark.shared

ROOT = Path(__file__).resolve().parents[3]

TYPOS = {
    ("2022-06-03", "artillery"): 661,
    ("2022-07-31", "vehicles"): None,
    ("2022-07-31", "special_equipment"): None,
    ("2023-10-23", "personnel"): 294799,
    ("2023-11-13", "personnel"): 311550,
}
"""What the official pages print wrongly or not at all; docs/reading.md tells of each."""

NO_FIGURES = {"2024-01-01", "2024-01-21"}
"""Pages that were saved as a captcha and as a page without an article."""

ANOTHER_DAYS = {"2024-02-20"}
"""Saved with the bulletin of the day before."""


def _cells(path: Path, column: str) -> dict[str, dict[str, int]]:
    out: dict[str, dict[str, int]] = defaultdict(dict)
    with path.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            out[row["date"]][row["category"]] = int(row[column])
    return out


def _official(shared: Path) -> list[dict[str, str]]:
    lines = (shared / "data" / "official" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["date"] not in NO_FIGURES | ANOTHER_DAYS]


def test_the_seed_article_is_exact(shared: Path) -> None:
    expected = json.loads((shared / "seed" / "expected.json").read_text(encoding="utf-8"))
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    got = as_json(read(text, published=date.fromisoformat(expected["published"])))
    keys = ("as_of", "side", "claimed_by", "totals", "deltas")
    assert {key: got[key] for key in keys} == {key: expected[key] for key in keys}


def test_the_seed_articles_day_number_is_warned_of(shared: Path) -> None:
    text = (shared / "seed" / "article.txt").read_text(encoding="utf-8")
    assert any("451" in warning and "452" in warning for warning in read(text, published=date(2023, 5, 21)).warnings)


def test_official_totals_are_those_of_the_history(shared: Path) -> None:
    history = _cells(shared / "data" / "history.csv", "total")
    wrong = []
    for row in _official(shared):
        got = read(row["text"], published=date.fromisoformat(row["date"])).figures(Kind.TOTAL)
        for category in {*got, *history[row["date"]]}:
            wanted = TYPOS.get((row["date"], category), history[row["date"]].get(category))
            if got.get(category) != wanted:
                wrong.append((row["date"], category, wanted, got.get(category)))
    assert wrong == []


def test_official_increments_are_those_that_were_printed(shared: Path) -> None:
    stated = _cells(shared / "data" / "stated_increments.csv", "stated_increment")
    wrong = []
    for row in _official(shared):
        got = read(row["text"], published=date.fromisoformat(row["date"])).figures(Kind.GAIN)
        wrong += [
            (row["date"], name, value, got.get(name))
            for name, value in stated[row["date"]].items()
            if got.get(name) != value
        ]
    assert wrong == []


def test_evidence_is_the_words_at_its_offsets(shared: Path) -> None:
    for line in (shared / "corpus" / "seen.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for claim in read(row["text"], language=row["lang"]).claims:
            assert row["text"][claim.evidence.start : claim.evidence.end] == claim.evidence.text


def test_the_labelled_reports_reach_their_targets(shared: Path) -> None:
    run = subprocess.run(
        [sys.executable, "tools/score.py", str(shared)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
