"""An in-memory history for the judge, and the shared data read as reports (data that is never copied into here)."""

import csv
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tally.judge import Accept, Amend, Hold, Verdict, judge
from tally.report import BULLETIN, Claim, Evidence, Kind, Report
from tally.tally import UKRAINE, WINDOW, History, Standing, Tally, Witness

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
NO_WORDS = Evidence("", 0, 0)
MERGE = date(2022, 5, 1)

IVANIUK = {
    "personnel": "personnel",
    "tank": "tanks",
    "APC": "armoured_vehicles",
    "field artillery": "artillery",
    "MRL": "mlrs",
    "anti-aircraft warfare": "air_defence",
    "aircraft": "aircraft",
    "helicopter": "helicopters",
    "drone": "uavs",
    "cruise missiles": "cruise_missiles",
    "naval ship": "ships",
    "submarines": "submarines",
    "vehicles and fuel tanks": "vehicles",
    "military auto": "automobiles",
    "fuel tank": "fuel_tanks",
    "special equipment": "special_equipment",
    "ground robotic systems": "ground_robots",
    "mobile SRBM system": "srbm",
}
ORC = {
    "personnel": "personnel",
    "tanks": "tanks",
    "afvs": "armoured_vehicles",
    "artillery": "artillery",
    "airDefense": "air_defence",
    "rocketSystems": "mlrs",
    "unarmoredVehicles": "vehicles",
    "fixedWingAircraft": "aircraft",
    "rotaryWingAircraft": "helicopters",
    "uavs": "uavs",
    "ships": "ships",
    "submarines": "submarines",
    "specialEquipment": "special_equipment",
    "missiles": "cruise_missiles",
}
BEFORE_MERGE = {"vehicles": "automobiles", "cruise_missiles": "srbm"}
"""orc-losses keeps one column where the bulletin had another line until the merge."""
SHIP = {
    "personnel_units": "personnel",
    "tanks": "tanks",
    "armoured_fighting_vehicles": "armoured_vehicles",
    "artillery_systems": "artillery",
    "mlrs": "mlrs",
    "aa_warfare_systems": "air_defence",
    "planes": "aircraft",
    "helicopters": "helicopters",
    "vehicles_fuel_tanks": "vehicles",
    "warships_cutters": "ships",
    "cruise_missiles": "cruise_missiles",
    "uav_systems": "uavs",
    "special_military_equip": "special_equipment",
}

Cells = Mapping[date, Mapping[str, int]]


@dataclass(frozen=True)
class Source:
    """Figures by day of one witness; `gains` only where it prints them."""

    name: str
    origin: str
    totals: Cells = field(default_factory=dict)
    gains: Cells = field(default_factory=dict)

    def report(self, day: date) -> Report | None:
        """What this source says for *day*, None where it is silent."""
        totals, gains = self.totals.get(day, {}), self.gains.get(day, {})
        return report(day, totals, gains, self.name, self.origin) if totals or gains else None


def report(
    day: date, totals: Mapping[str, int], gains: Mapping[str, int] | None = None, name: str = "", origin: str = BULLETIN
) -> Report:
    """A report of bare figures."""
    claims = [Claim(category, Kind.TOTAL, value, NO_WORDS) for category, value in totals.items()]
    claims += [Claim(category, Kind.GAIN, value, NO_WORDS) for category, value in (gains or {}).items()]
    return Report(day, "russia", "General Staff", None, tuple(claims), source=name, origin=origin)


class Ledger:
    """What storage would keep: tallies, witnesses and what is held, in memory."""

    def __init__(self) -> None:
        self.series: dict[str, list[Tally]] = defaultdict(list)
        self.witnesses: dict[date, dict[str, list[Witness]]] = defaultdict(lambda: defaultdict(list))
        self.held: dict[str, dict[date, Tally]] = defaultdict(dict)

    def history(self, day: date, categories: Collection[str]) -> History:
        """The bounded window that the judge is shown."""
        first, last = day - timedelta(days=WINDOW), day + timedelta(days=7)
        tallies, held = {}, {}
        for category in categories:
            series = self.series[category]
            tallies[category] = series[_at(series, first) : _at(series, last)]
            waiting = self.held.get(category, {})
            held[category] = [waiting[each] for each in sorted(waiting) if first <= each < last and each != day]
        return History(tallies, self.witnesses[day], held)

    def learn(self, told: Report, today: date | None = None) -> Verdict:
        """Judge a report, as on its own morning where *today* is not given, and record what became of it."""
        assert told.as_of is not None
        day = told.as_of
        verdict = judge(told, self.history(day, {claim.category for claim in told.claims}), today or day)
        totals, gains = told.figures(Kind.TOTAL), told.figures(Kind.GAIN)
        for category, decision in verdict.decisions.items():
            total, gain = totals.get(category), gains.get(category)
            self.witnesses[day][category].append(Witness(told.source, told.origin, total, gain))
            if isinstance(decision, Accept | Amend):
                self._put(
                    Tally(UKRAINE, day, category, decision.total, decision.gain, decision.standing),
                )
            elif isinstance(decision, Hold) and total is not None:
                self.held[category][day] = Tally(UKRAINE, day, category, total, gain, Standing.UNDER_CHECK)
        return verdict

    def tally(self, day: date, category: str) -> Tally | None:
        """What is published for *day*."""
        series = self.series[category]
        at = _at(series, day)
        return series[at] if at < len(series) and series[at].day == day else None

    def _put(self, tally: Tally) -> None:
        series = self.series[tally.category]
        at = _at(series, tally.day)
        if at < len(series) and series[at].day == tally.day:
            series[at] = tally
        else:
            series.insert(at, tally)


def _at(series: list[Tally], day: date) -> int:
    return bisect_left(series, day, key=lambda each: each.day)


def ivaniuk() -> Source:
    """PetroIvaniuk/2022-Ukraine-Russia-War-Dataset, both files."""
    totals: dict[date, dict[str, int]] = defaultdict(dict)
    for name in ("equipment", "personnel"):
        rows = json.loads((SHARED / f"datasets/ivaniuk/russia_losses_{name}.json").read_text())
        for row in rows:
            known = {IVANIUK[key]: value for key, value in row.items() if key in IVANIUK and value is not None}
            totals[date.fromisoformat(row["date"])].update(known)
    return Source("ivaniuk", "ivaniuk", totals)


def orc_losses() -> Source:
    """lod-db/orc-losses."""
    totals = {}
    for row in json.loads((SHARED / "datasets/orc-losses/russian-losses.json").read_text()):
        day = date.fromisoformat(row["date"])
        cells = {ORC[key]: value for key, value in row.items() if key in ORC and value is not None}
        if day < MERGE:
            cells = {BEFORE_MERGE.get(category, category): value for category, value in cells.items()}
        totals[day] = cells
    return Source("orc-losses", "orc-losses", totals)


def bulletin() -> Source:
    """The official pages: totals as one simple regex read them, misreadings and all, and every printed gain."""
    totals: dict[date, dict[str, int]] = {}
    for line in (SHARED / "official/reports.jsonl").read_text().splitlines():
        row = json.loads(line)
        totals.setdefault(date.fromisoformat(row["date"]), row["figures_by_regex"]["totals"])
    return Source("official", BULLETIN, totals, table("stated_increments.csv", "stated_increment"))


def restatements() -> Source:
    """Printed gains of restatement days: the change of the true totals less Ivaniuk's correction of that day."""
    right, gains = truth(), defaultdict(dict)
    for day, moved in corrections().items():
        before = right[day - timedelta(days=1)]
        for category, total in right[day].items():
            if category in before:
                gains[day][category] = total - before[category] - moved.get(category, 0)
    return Source("official", BULLETIN, {}, gains)


def corrections() -> dict[date, dict[str, int]]:
    """What moved beyond the printed gain, by the day on which it took effect (one record is labelled a day early)."""
    found = {}
    for row in json.loads((SHARED / "datasets/ivaniuk/russia_losses_equipment_correction.json").read_text()):
        day = date.fromisoformat(row["date"])
        day += timedelta(days=day == date(2023, 5, 27))
        found[day] = {IVANIUK[key]: value for key, value in row.items() if key in IVANIUK and value}
    return found


def russian_warship() -> Source:
    """The one stored answer of russianwarship.rip, 2022-11-24."""
    body = json.loads((SHARED / "payloads/russianwarship_v1_statistics_2022-11-24.json").read_text())["data"]
    day = date.fromisoformat(body["date"])
    totals = {SHIP[key]: value for key, value in body["stats"].items() if key in SHIP}
    gains = {SHIP[key]: value for key, value in body["increase"].items() if key in SHIP}
    return Source("russianwarship", "russianwarship", {day: totals}, {day: gains})


def truth() -> dict[date, dict[str, int]]:
    """`history.csv`: the best known totals."""
    return table("history.csv", "total")


def soft_cells() -> set[tuple[date, str]]:
    """Cells of which the truth itself is of low confidence."""
    with (SHARED / "disagreements.csv").open() as file:
        return {
            (date.fromisoformat(row["date"]), row["category"])
            for row in csv.DictReader(file)
            if row["confidence"] == "low"
        }


def table(name: str, column: str) -> dict[date, dict[str, int]]:
    """A table of date, category and *column*."""
    found: dict[date, dict[str, int]] = defaultdict(dict)
    with (SHARED / name).open() as file:
        for row in csv.DictReader(file):
            found[date.fromisoformat(row["date"])][row["category"]] = int(row[column])
    return dict(found)
