"""Answers of the real sources, or of their shape, are what the sources expect."""

from datetime import date
from pathlib import Path

import pytest

from news.learning import prepare
from news.sources.channel import Channel
from news.sources.dataset import orc_losses
from news.sources.ministry import Ministry
from news.sources.source import Source
from news.web import Page
from tally.report import Report

TODAY = date(2026, 8, 22)


def reports(source: Source, body: bytes) -> list[Report]:
    """What is read from the only page of *source*."""
    found = source.read([Page("https://a.example", 200, None, body)], today=TODAY)
    return [each.report for each in found.rows] + [prepare(each).report for each in found.articles]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("source", "file", "day", "personnel"),
    [
        (Ministry(), "mod_gov_ua_lookup_search_response_shape.json", date(2026, 6, 16), 1_385_420),
        (Channel(), "telegram_s_preview_shape.html", date(2024, 2, 19), 403_720),
        (orc_losses(), "orc_losses_head.json", TODAY, 1_475_270),
    ],
    ids=["ministry", "channel", "orc-losses"],
)
def test_an_answer_as_it_was_published_gives_its_report(
    shared: Path, source: Source, file: str, day: date, personnel: int
) -> None:
    read = reports(source, (shared / "data" / "payloads" / file).read_bytes())
    totals = {
        each.as_of: {claim.category: claim.value for claim in each.claims if claim.kind == "total"} for each in read
    }
    assert totals[day]["personnel"] == personnel
