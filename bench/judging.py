"""How well the judge judges: the whole of history replayed morning by morning, known anomalies, planted faults, speed.

The statistics of a series are always learned from the days before the one that is judged, and the second half of
history is reported apart from the whole. The few constants of the judge (numbers of scales, odds) were set with both
halves in view, so the second is no blind test of them; it is one of the statistics.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from statistics import median

from _anomalies import Outcome, outcomes
from _faults import KINDS, Fault, plant
from _ledger import (
    Cells,
    Ledger,
    Source,
    bulletin,
    ivaniuk,
    orc_losses,
    report,
    restatements,
    russian_warship,
    soft_cells,
    truth,
)
from rich.console import Console
from rich.table import Table

from tally.judge import Hold, judge
from tally.report import BULLETIN, Kind
from tally.tally import UKRAINE, WINDOW, History, Standing, Tally

FAULTS = 2000
SETTINGS = ("alone", "with gains", "beside another")
"""A report that nobody else supports; one that prints its gains; one beside an honest report of another origin."""


@dataclass
class Replay:
    """What a replay came to: cells that some source gave rightly, and what was published of them."""

    name: str
    reports: int = 0
    good_cells: int = 0
    false_holds: int = 0
    good_claims: int = 0
    held_at_first_sight: int = 0
    confirmed_right: int = 0
    confirmed_wrong: int = 0
    differing: int = 0
    single_right: int = 0
    single_wrong: int = 0
    seconds: float = 0.0


def replay(name: str, sources: Sequence[Source], since: date) -> tuple[Replay, Ledger]:
    """Hear *sources* day by day, as if each morning were today; count what lies after *since*."""
    result, ledger, right = Replay(name), Ledger(), truth()
    unsure = soft_cells()
    for day in sorted(right):
        given: set[str] = set()
        for source in sources:
            told = source.report(day)
            if told is None:
                continue
            began = time.process_time()
            verdict = ledger.learn(told)
            result.seconds += time.process_time() - began
            result.reports += 1
            totals = told.figures(Kind.TOTAL)
            good = {each for each, total in totals.items() if total == right[day].get(each)}
            given |= good
            if day > since:
                result.good_claims += len(good)
                result.held_at_first_sight += sum(isinstance(verdict.decisions[each], Hold) for each in good)
        if day > since:
            _count(result, ledger, day, right[day], {each for each in given if (day, each) not in unsure})
    return result, ledger


def _count(result: Replay, ledger: Ledger, day: date, right: dict[str, int], given: set[str]) -> None:
    for category, total in right.items():
        tally = ledger.tally(day, category)
        published = tally is not None and tally.total is not None
        result.good_cells += category in given
        result.false_holds += category in given and not published
        if tally is None or tally.total is None:
            continue
        same = tally.total == total
        if tally.standing is Standing.DIFFERS:
            result.differing += 1
        elif tally.standing is Standing.CONFIRMED:
            result.confirmed_right += same
            result.confirmed_wrong += not same
        else:
            result.single_right += same
            result.single_wrong += not same


class Clean:
    """Clean history, from which the window before any day is cut."""

    def __init__(self, clean: Cells) -> None:
        self.clean = clean
        self.series: dict[str, list[Tally]] = defaultdict(list)
        for day in sorted(clean):
            for category, total in clean[day].items():
                self.series[category].append(Tally(UKRAINE, day, category, total, None, Standing.CONFIRMED))

    def ledger(self, day: date, standing: Standing) -> Ledger:
        """A ledger that knows the window before *day*, every total at *standing*, and nothing of the day itself."""
        found = Ledger()
        first = day - timedelta(days=WINDOW)
        for category, series in self.series.items():
            window = (each for each in series if first <= each.day < day)
            found.series[category] = [replace(each, standing=standing) for each in window]
        return found

    def gains(self, day: date) -> dict[str, int]:
        """The change of every line from the day before."""
        before = self.clean[day - timedelta(days=1)]
        return {category: total - before[category] for category, total in self.clean[day].items() if category in before}


def suffer(clean: Clean, fault: Fault, setting: str, honest_first: bool) -> set[str]:
    """How the wrong figures of *fault* stand after that morning; empty where none was published."""
    ledger = clean.ledger(fault.day, Standing.CONFIRMED if setting == "beside another" else Standing.SINGLE)
    told = [report(fault.day, fault.row, None, "faulty", "faulty")]
    if setting == "with gains":
        printed = {"copied day": -1, "day off by one": 1}.get(fault.kind, 0)
        gains = clean.gains(fault.day + timedelta(days=printed))
        told = [report(fault.day, fault.row, gains, "faulty", BULLETIN)]
    elif setting == "beside another":
        told.append(report(fault.day, clean.clean[fault.day], None, "honest", "honest"))
    for each in reversed(told) if honest_first else told:
        ledger.learn(each)
    found = set()
    for category in fault.cells:
        tally = ledger.tally(fault.day, category)
        if tally is not None and tally.total == fault.row[category]:
            found.add(str(tally.standing))
    return found


def plant_all(count: int) -> tuple[dict[str, dict[str, Counter[str]]], int]:
    """How *count* faults in the second half of history stand, by setting and kind."""
    clean = Clean(truth())
    days = sorted(clean.clean)
    faults = plant(clean.clean, days[len(days) // 2 : -1], count)
    chance = random.Random(1)
    found: dict[str, dict[str, Counter[str]]] = {}
    for setting in SETTINGS:
        kinds: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        for fault in faults:
            stood = suffer(clean, fault, setting, chance.random() < 0.5)
            kinds[fault.kind].update(["planted", *stood] if stood else ["planted", "not published"])
        found[setting] = kinds
    return found, len(faults)


def speed(times: int = 300) -> dict[str, float]:
    """Milliseconds to judge one whole report against all of history, the window not even cut out for the judge."""
    clean = Clean(truth())
    day = max(clean.clean)
    history = History({category: series[:-1] for category, series in clean.series.items()})
    told = report(day, clean.clean[day], clean.gains(day))
    spent = []
    for _ in range(times):
        began = time.process_time()
        judge(told, history, day)
        spent.append((time.process_time() - began) * 1000)
    return {"median_ms": round(median(spent), 3), "p95_ms": round(sorted(spent)[int(0.95 * times)], 3)}


def measure(count: int) -> dict[str, object]:
    """Everything, under plain names."""
    days = sorted(truth())
    middle = days[len(days) // 2]
    one, other = ivaniuk(), orc_losses()
    everybody = [bulletin(), restatements(), russian_warship(), one, other]
    told = {"one data set": [one], "two data sets": [one, other], "all sources": everybody}
    replays = {name: replay(name, sources, middle)[0] for name, sources in told.items()}
    whole, ledger = replay("two data sets, all of history", [one, other], days[0] - timedelta(days=1))
    every, full = replay("all sources, all of history", everybody, days[0] - timedelta(days=1))
    planted, number = plant_all(count)
    beside = planted["beside another"]
    return {
        "planted": number,
        "published_confirmed": sum(kind["confirmed"] for kind in beside.values()),
        "published_single": sum(kind["single"] for kind in beside.values()),
        "published_single_alone": sum(kind["single"] for kind in planted["alone"].values()),
        "published_single_with_gains": sum(kind["single"] for kind in planted["with gains"].values()),
        "good_cells": replays["two data sets"].good_cells,
        "false_holds": replays["two data sets"].false_holds,
        "replays": [asdict(each) for each in (*replays.values(), whole, every)],
        "anomalies": {
            "two data sets": _by_kind(outcomes(ledger, [one, other])),
            "all sources": _by_kind(outcomes(full, everybody)),
        },
        "faults": {setting: {kind: dict(row) for kind, row in kinds.items()} for setting, kinds in planted.items()},
        "speed": speed(),
    }


def _by_kind(found: Sequence[Outcome]) -> dict[str, dict[str, object]]:
    kinds: dict[str, dict[str, object]] = {}
    for kind in dict.fromkeys(each.kind for each in found):
        of_kind = [each for each in found if each.kind == kind]
        wrong = [f"{each.day} {each.category}: {each.found}" for each in of_kind if not each.right]
        kinds[kind] = {"right": len(of_kind) - len(wrong), "of": len(of_kind), "not": wrong}
    return kinds


def show(found: dict[str, object]) -> None:
    """The same figures as tables."""
    console = Console(width=140)
    console.print(_replay_table(found["replays"]))
    console.print(_anomaly_table(found["anomalies"]))
    console.print(_fault_table(found["faults"]))
    cells, holds = found["good_cells"], found["false_holds"]
    console.print(
        f"Second half, two data sets: {holds} of {cells} good cells held. {found['planted']} faults beside another "
        f"origin: {found['published_confirmed']} published as confirmed, {found['published_single']} as single. "
        f"One report against all of history: {found['speed']['median_ms']} ms."  # type: ignore[index]
    )


def _replay_table(replays: object) -> Table:
    table = Table(title="Replay, each morning as if it were today (second half, unless it says otherwise)")
    assert isinstance(replays, list)
    for column in replays[0]:
        table.add_column(column.replace("_", " "), justify="left" if column == "name" else "right")
    for row in replays:
        table.add_row(*(f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values()))
    return table


def _anomaly_table(anomalies: object) -> Table:
    table = Table("sources", "anomaly", "right", "of", "not right", title="Known anomalies, all of history")
    assert isinstance(anomalies, dict)
    for sources, kinds in anomalies.items():
        for kind, row in kinds.items():
            missed = "; ".join(row["not"][:4]) + (" ..." if len(row["not"]) > 4 else "")
            table.add_row(sources, kind, str(row["right"]), str(row["of"]), missed)
    return table


def _fault_table(faults: object) -> Table:
    table = Table("fault", "planted", title="Planted faults, second half: published as confirmed / single / differing")
    assert isinstance(faults, dict)
    for setting in SETTINGS:
        table.add_column(setting, justify="right")
    for kind in KINDS:
        rows = [faults[setting][kind] for setting in SETTINGS]
        cells = [" / ".join(str(row.get(each, 0)) for each in ("confirmed", "single", "differs")) for row in rows]
        table.add_row(kind, str(rows[0]["planted"]), *cells)
    return table


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print one JSON object")
    arguments.add_argument("--faults", type=int, default=FAULTS, help="how many faults to plant")
    options = arguments.parse_args()
    measured = measure(options.faults)
    print(json.dumps(measured)) if options.json else show(measured)
