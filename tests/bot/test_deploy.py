"""The dashboard, the alerts and docs/running.md name what /metrics tells, and nothing else."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.app import Service
from bot.config import Listen
from bot.telegram.webhook import Pushed
from storage.database import open_database

ROOT = Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "deploy/grafana/sitrep.json"
ALERTS = ROOT / "deploy/prometheus/alerts.yml"
RUNNING = ROOT / "docs/running.md"
SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "info": ("_info",), "gauge": ("",)}


@pytest.fixture
async def told() -> AsyncIterator[set[str]]:
    """The names on the page of a bot behind a webhook, which tells most."""
    pushed = Pushed("http://127.0.0.1:9/", Listen("127.0.0.1", 9), "s" * 20)
    async with await open_database("sqlite:///:memory:") as database:
        service = Service("1:token", "http://127.0.0.1:9", database, pushed=pushed)
        await service.metrics.page()
        yield {
            family.name + suffix
            for family in service.metrics.registry.collect()
            for suffix in SUFFIXES.get(family.type, ("",))
        }


def names(text: str) -> set[str]:
    return set(re.findall(r"\b(?:sitrep|process)_[a-z_]+", text))


async def test_the_dashboard_asks_for_what_there_is(told: set[str]) -> None:
    dashboard = json.loads(DASHBOARD.read_text("utf-8"))
    asked = {name for panel in dashboard["panels"] for each in panel.get("targets", ()) for name in names(each["expr"])}
    assert len(asked) > 15
    assert asked <= told


async def test_the_alerts_ask_for_what_there_is(told: set[str]) -> None:
    expressions = re.findall(r"^ +expr: (.+)$", ALERTS.read_text("utf-8"), re.MULTILINE)
    asked = {name for each in expressions for name in names(each)}
    assert len(asked) > 10
    assert asked <= told


def test_the_panels_lie_side_by_side() -> None:
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    cells = [
        (column, row)
        for place in (each["gridPos"] for each in panels)
        for column in range(place["x"], place["x"] + place["w"])
        for row in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(column for column, _ in cells) < 24
    assert len({each["id"] for each in panels}) == len(panels)


def test_every_alert_says_what_is_wrong_and_what_to_do() -> None:
    yaml: Any = pytest.importorskip("yaml")
    rules = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules) > 10
    for rule in rules:
        assert rule["expr"]
        assert rule["labels"]["severity"] in {"critical", "warning"}
        assert set(rule["annotations"]) == {"summary", "description"}


async def test_the_docs_list_every_name_of_ours_and_no_other(told: set[str]) -> None:
    listed = set(re.findall(r"^\| `(sitrep_[a-z_]+)", RUNNING.read_text("utf-8"), re.MULTILINE))
    ours = {re.sub(r"_(bucket|count|sum)$", "", name) for name in told if name.startswith("sitrep_")}
    assert listed == ours
