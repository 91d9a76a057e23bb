"""What Prometheus is told: what this process did, and what the database says at that moment.

Counters are of this process since its start. Figures of the database are the same from every process, so take their
maximum and not their sum. Names and meanings are listed in docs/running.md, which a test holds to be complete.
"""

import asyncio
import platform
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version

from prometheus_client import CollectorRegistry, Histogram, Info, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from tally.errors import StorageError

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)

_FRESH = 5.0
"""Seconds for which what the database said is told again, so that scrapes, however many, cost it little."""

_PATIENCE = 5.0
"""Seconds that the database has."""


@dataclass(frozen=True, slots=True)
class Count:
    """Something this process counts, by label values where there is a `label`, read when it is asked for."""

    name: str
    meaning: str
    read: Callable[[], float | Mapping[str, float] | None]
    label: str = ""
    rises: bool = True

    def metric(self) -> Metric:
        """As Prometheus's: a counter where it only rises, else a gauge. Without a sample while there is no value."""
        kind = CounterMetricFamily if self.rises else GaugeMetricFamily
        family = kind(self.name, self.meaning, labels=[self.label] if self.label else [])
        value = self.read()
        values = value if isinstance(value, Mapping) else {} if value is None else {"": value}
        for label, each in values.items():
            family.add_metric([label] if self.label else [], each)
        return family


class _Live(Collector):
    def __init__(self, counts: Iterable[Count]) -> None:
        self.counts = list(counts)
        self.read: list[Metric] = []

    def collect(self) -> Iterable[Metric]:
        yield from (each.metric() for each in self.counts)
        yield from self.read

    def describe(self) -> Iterable[Metric]:
        return ()  # the names are not known before the first reading


class Metrics:
    """All of it, on a registry of its own. `readings` asks the database."""

    def __init__(
        self,
        counts: Iterable[Count],
        readings: Callable[[], Awaitable[list[Metric]]],
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self._readings = readings
        self._stopwatch = stopwatch
        self._one_at_a_time = asyncio.Lock()
        self._read_at = float("-inf")
        self._live = _Live(counts)
        self.registry = CollectorRegistry()
        self.registry.register(self._live)
        ProcessCollector(registry=self.registry)
        build = {"version": version("sitrep-bot"), "python": platform.python_version()}
        Info("sitrep_build", "Which version this is.", registry=self.registry).info(build)
        self._answers = Histogram(
            "sitrep_answer_seconds",
            "From taking a question up to the last message of its answer, by command.",
            ["command"],
            buckets=_BUCKETS,
            registry=self.registry,
        )

    def answered(self, command: str, seconds: float) -> None:
        """A question was answered."""
        self._answers.labels(command).observe(seconds)

    async def page(self) -> bytes:
        """Everything, in Prometheus's text format."""
        async with self._one_at_a_time:
            if self._stopwatch() - self._read_at >= _FRESH:
                self._live.read = await self._ask()
                self._read_at = self._stopwatch()
        return generate_latest(self.registry)

    async def _ask(self) -> list[Metric]:
        up = GaugeMetricFamily("sitrep_database_up", "1 when the database answered this scrape, else 0.")
        try:
            async with asyncio.timeout(_PATIENCE):
                read = await self._readings()
        except (StorageError, TimeoutError):
            read = []
        up.add_metric([], bool(read))
        return [up, *read]
