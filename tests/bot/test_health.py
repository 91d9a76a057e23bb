"""Health and metrics, over real HTTP: alive, ready, and every name that the dashboard and the alerts go by."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client.parser import text_string_to_metric_families

from bot.health import STILL, Health
from bot.metrics import Count, Metrics
from bot.pulse import Pulse
from bot.readings import Readings
from news.memory import Memory, remember
from storage.database import Database, open_database
from storage.editions import Edition, Editions
from storage.outbox import Entry, Outbox
from tally.errors import StorageError

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = date(2026, 11, 23)


class Stopwatch:
    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


class Way:
    def __init__(self, stopwatch: Stopwatch) -> None:
        self.pulse = Pulse(stopwatch)


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def database() -> AsyncIterator[Database]:
    async with await open_database("sqlite:///:memory:") as opened:
        yield opened


@pytest.fixture
def trouble() -> list[Exception]:
    """What the database answers a probe with, when there is something in it."""
    return []


@pytest.fixture
def health(stopwatch: Stopwatch, database: Database, trouble: list[Exception]) -> Health:
    async def probe() -> None:
        if trouble:
            raise trouble[0]

    counts = [
        Count("sitrep_updates", "Updates.", lambda: {"message": 3}, "kind"),
        Count("sitrep_unheard_of", "Nothing yet.", lambda: None, rises=False),
    ]
    made = Health(Way(stopwatch), Metrics(counts, Readings(database, lambda: NOW), stopwatch), probe)
    made.serving = True
    return made


@pytest.fixture
async def client(health: Health) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    application = web.Application()
    application.add_routes(health.routes())
    async with TestClient(TestServer(application)) as opened:
        yield opened


async def said(client: Any, path: str) -> tuple[int, str]:
    answer = await client.get(path)
    return answer.status, await answer.text()


async def samples(client: Any) -> dict[tuple[str, ...], float]:
    """Every sample of the page, by its name and its labels' values."""
    text = (await said(client, "/metrics"))[1]
    return {
        (each.name, *each.labels.values()): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


async def test_alive_while_the_loop_goes_round(client: Any, stopwatch: Stopwatch) -> None:
    stopwatch.seconds = STILL
    assert await said(client, "/healthz") == (200, "ok\n")


async def test_ill_in_one_line_when_it_stands_still(client: Any, stopwatch: Stopwatch) -> None:
    stopwatch.seconds = STILL + 1
    status, text = await said(client, "/healthz")
    assert (status, text.count("\n")) == (503, 1)
    assert "121 s ago" in text


async def test_waiting_for_telegram_is_healthy_and_not_ready(client: Any, health: Health, stopwatch: Stopwatch) -> None:
    pulse = health._way.pulse
    assert (await said(client, "/readyz"))[0] == 503
    pulse.answered()
    assert await said(client, "/readyz") == (200, "ok\n")
    stopwatch.seconds = STILL + 5
    pulse.turned()
    assert await said(client, "/readyz") == (503, "Telegram was silent for 125 s\n")
    assert (await said(client, "/healthz"))[0] == 200


async def test_starting_and_stopping_are_healthy_and_not_ready(
    client: Any, health: Health, stopwatch: Stopwatch
) -> None:
    health.serving = False
    stopwatch.seconds = STILL + 1
    assert (await said(client, "/healthz"))[0] == 200
    assert await said(client, "/readyz") == (503, "starting or stopping\n")


async def test_without_the_database_it_is_not_ready_and_says_no_more_than_that(
    client: Any, health: Health, trouble: list[Exception]
) -> None:
    health._way.pulse.answered()
    trouble.append(StorageError("db.internal", "no route"))
    assert await said(client, "/readyz") == (503, "the database does not answer\n")


async def test_what_this_process_counted_is_told(client: Any, health: Health) -> None:
    health._metrics.answered("latest", 0.02)
    found = await samples(client)
    assert found["sitrep_updates_total", "message"] == 3
    assert found["sitrep_answer_seconds_count", "latest"] == 1
    assert ("sitrep_unheard_of",) not in found
    assert any(name == "sitrep_build_info" for name, *_ in found)


async def test_what_the_database_says_is_told(client: Any, database: Database) -> None:
    edition = await Editions(database).publish(Edition("daily", "daily", DAY, "en", "", "text"), NOW)
    due = NOW - timedelta(minutes=5)
    await Outbox(database).add([Entry(chat, 0, "daily", DAY, edition.id, due, NOW, 0) for chat in (1, 2, 3)])
    memory = Memory(looked_at=NOW - timedelta(minutes=2), newest=NOW - timedelta(hours=6), failures=1)
    await remember("ministry", memory, database, NOW)
    found = await samples(client)
    assert found["sitrep_database_up",] == 1
    assert found["sitrep_outbox_rows", "waiting"] == 3
    assert found["sitrep_outbox_rows", "unknown"] == 0
    assert found["sitrep_outbox_age_seconds",] == 300
    assert found["sitrep_held_figures",] == 0
    assert found["sitrep_source_looked_age_seconds", "ministry"] == 120
    assert found["sitrep_source_newest_age_seconds", "ministry"] == 6 * 3600
    assert found["sitrep_source_failures", "ministry"] == 1


async def test_the_database_is_asked_once_in_five_seconds(
    client: Any, database: Database, stopwatch: Stopwatch
) -> None:
    stopwatch.seconds = 100.0
    assert not any(name == "sitrep_source_failures" for name, *_ in await samples(client))
    await remember("ministry", Memory(), database, NOW)
    assert not any(name == "sitrep_source_failures" for name, *_ in await samples(client))
    stopwatch.seconds += 5
    assert any(name == "sitrep_source_failures" for name, *_ in await samples(client))


async def test_without_the_database_the_rest_is_told(stopwatch: Stopwatch) -> None:
    async def readings() -> list[Any]:
        raise StorageError("db", "gone")

    page = (await Metrics([Count("sitrep_updates", "Updates.", lambda: 1)], readings, stopwatch).page()).decode()
    assert "sitrep_database_up 0.0" in page
    assert "sitrep_updates_total 1.0" in page
