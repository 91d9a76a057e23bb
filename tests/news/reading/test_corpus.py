"""The project's own corpus: sentences of our own with what they say beside them, by where the idea came from."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from news.reading import read
from tally.report import Kind, Report

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def _cases(folder: str) -> list[Any]:
    out = []
    for path in sorted((CORPUS / folder).glob("*.toml")):
        cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        out += [pytest.param(case, id=f"{folder}/{path.stem}: {case['name']}") for case in cases]
    return out


REPORTS = [*_cases("seen"), *_cases("traps"), *_cases("languages")]


def _report(case: dict[str, Any]) -> Report:
    return read(case["text"], published=case.get("published"), language=case.get("language"))


def _read(case: dict[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    report = _report(case)
    return report.figures(Kind.TOTAL), report.figures(Kind.GAIN)


@pytest.mark.parametrize("case", REPORTS)
def test_a_report_is_read_as_it_says(case: dict[str, Any]) -> None:
    assert _read(case) == (case.get("totals", {}), case.get("deltas", {}))


@pytest.mark.parametrize("case", [each for each in REPORTS if "as_of" in each.values[0]])
def test_a_report_is_of_its_bulletins_day(case: dict[str, Any]) -> None:
    assert _report(case).as_of == case["as_of"]


@pytest.mark.parametrize("case", [each for each in _cases("traps") if "warns" in each.values[0]])
def test_a_figure_left_out_is_warned_of(case: dict[str, Any]) -> None:
    assert any(case["warns"] in warning for warning in _report(case).warnings)


@pytest.mark.parametrize("case", _cases("not_reports"))
def test_what_is_no_report_says_nothing(case: dict[str, Any]) -> None:
    assert _read(case) == ({}, {})


@pytest.mark.parametrize("case", _cases("not_reports"))
def test_what_is_no_report_has_no_side(case: dict[str, Any]) -> None:
    assert _report(case).side is None


@pytest.mark.parametrize("case", _cases("known_wrong"))
@pytest.mark.xfail(strict=True, reason="known to be read wrongly")
def test_what_is_known_to_be_read_wrongly(case: dict[str, Any]) -> None:
    assert _read(case) == (case.get("totals", {}), case.get("deltas", {}))


@pytest.mark.parametrize("case", REPORTS)
def test_evidence_is_the_words_at_its_offsets(case: dict[str, Any]) -> None:
    for claim in _report(case).claims:
        assert case["text"][claim.evidence.start : claim.evidence.end] == claim.evidence.text
