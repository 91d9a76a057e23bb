"""What the database says of the bot, for Prometheus. Each statement reads a bounded number of rows."""

from collections.abc import Callable
from datetime import UTC, datetime, time

from prometheus_client.core import GaugeMetricFamily, Metric
from pydantic import ValidationError

from news.memory import KEPT_AS, Memory
from storage.backlog import COUNTED, Backlog
from storage.engine import Database
from storage.state import State
from storage.tallies import Tallies


class Readings:
    """Asks one database."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._tallies = Tallies(database)
        self._backlog = Backlog(database)
        self._state = State(database)
        self._now = now

    async def __call__(self) -> list[Metric]:
        """Everything, read now. Raises `StorageError`."""
        return [*await self._figures(), *await self._sources(), *await self._digests()]

    async def _figures(self) -> list[Metric]:
        held, _ = await self._tallies.waiting()
        latest = await self._tallies.latest_day()
        age = [] if latest is None else [self._since(datetime.combine(latest, time(), UTC))]
        return [
            _gauge("sitrep_held_figures", "Figures that wait for an operator.", [held]),
            _gauge("sitrep_figures_age_seconds", "Since the newest day of which a figure is known began, UTC.", age),
        ]

    async def _sources(self) -> list[Metric]:
        names = ("looked_age_seconds", "newest_age_seconds", "failures")
        meanings = ("Since it was last looked at.", "Since its newest thing appeared.", "Looks in a row that failed.")
        looked, newest, failures = (
            GaugeMetricFamily(f"sitrep_source_{name}", meaning, labels=["source"])
            for name, meaning in zip(names, meanings, strict=True)
        )
        for source, content in (await self._state.named(KEPT_AS)).items():
            try:
                memory = Memory.model_validate_json(content)
            except ValidationError:  # of a shape that is no longer written
                continue
            failures.add_metric([source], memory.failures)
            if memory.looked_at:
                looked.add_metric([source], self._since(memory.looked_at))
            if memory.newest:
                newest.add_metric([source], self._since(memory.newest))
        return [looked, newest, failures]

    async def _digests(self) -> list[Metric]:
        rows = GaugeMetricFamily(
            "sitrep_outbox_rows", f"Messages of the outbox by state; counted up to {COUNTED:,} each.", labels=["state"]
        )
        for state, count in (await self._backlog.counts()).items():
            rows.add_metric([state], count)
        due = await self._backlog.oldest_due()
        age = max(0.0, self._since(due)) if due else 0.0
        return [rows, _gauge("sitrep_outbox_age_seconds", "Since the longest waiting message was due.", [age])]

    def _since(self, moment: datetime) -> float:
        return (self._now() - moment).total_seconds()


def _gauge(name: str, meaning: str, values: list[float]) -> Metric:
    family = GaugeMetricFamily(name, meaning)
    for each in values:
        family.add_metric([], each)
    return family
