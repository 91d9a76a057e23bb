#!/usr/bin/env python3
"""Documents a second and right and wrong figures: the reader, quantulum3, a plain regex a category, a bare number scan.

    bench/reading.py [CORPUS.jsonl] [--json]

The bare scan only finds numbers: it is the floor for time and knows no categories, so it states no figure. quantulum3
finds numbers with units; a number counts as a figure when its unit is a word of a category.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from news.reading import read
from tally.report import Kind

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "seen.jsonl"
OWN = "Since the war began Russia has lost {0:,} troops, {1:,} tanks (+{2}) and 369 planes, the General Staff said."
NUMBER = re.compile(r"\d[\d ,.]*\d|\d")
WORDS = {
    "personnel": r"personnel|troops|soldiers|військових|осіб|военных|солдат",
    "tanks": r"tanks?|танк\w*|Panzer|czołg\w*|carri armati|chars",
    "armoured_vehicles": r"arm\w+ (?:combat |fighting )?vehicles|ббм|бронированн\w+ машин\w*",
    "artillery": r"artillery systems|артилерійськ\w+ систем\w*|артсистем\w*",
    "mlrs": r"mlrs|рсзв|рсзо",
    "air_defence": r"air defen[cs]e systems|засоб\w* ппо",
    "aircraft": r"aircraft|planes|літак\w*|самолет\w*",
    "helicopters": r"helicopters|гелікоптер\w*|вертол\w*",
    "uavs": r"drones|uavs?|бпла",
    "cruise_missiles": r"cruise missiles|крилат\w+ ракет\w*",
    "ships": r"ships|boats|корабл\w*",
    "submarines": r"submarines?|підводн\w+ чов\w*",
    "vehicles": r"vehicles and fuel tanks|автомобільн\w+ технік\w*",
    "special_equipment": r"special equipment|спец\w* технік\w*",
}
REGEX = {
    name: re.compile(
        rf"(\d[\d ,.]*\d|\d)\s+(?:{words})|(?:{words})\s*[-–—‒:]\s*(\d[\d ,.]*\d|\d)(?:\s*\(\+(\d+)\))?", re.I
    )
    for name, words in WORDS.items()
}
Figures = dict[tuple[str, str], int]


def by_reader(row: dict[str, Any]) -> Figures:
    report = read(row["text"], language=row.get("lang"))
    totals = {("totals", name): value for name, value in report.figures(Kind.TOTAL).items()}
    return totals | {("deltas", name): value for name, value in report.figures(Kind.GAIN).items()}


def by_regex(row: dict[str, Any]) -> Figures:
    out: Figures = {}
    for name, pattern in REGEX.items():
        if match := pattern.search(row["text"]):
            out["totals", name] = int(re.sub(r"\D", "", match[1] or match[2]))
            if match[3]:
                out["deltas", name] = int(match[3])
    return out


def by_quantulum(row: dict[str, Any]) -> Figures:
    from quantulum3 import parser

    out: Figures = {}
    for quantity in parser.parse(row["text"]):
        after = row["text"][quantity.span[1] : quantity.span[1] + 30]
        for name, words in WORDS.items():
            if re.match(rf"\s*(?:{words})", after, re.I):
                out.setdefault(("totals", name), int(quantity.value))
    return out


def by_scan(row: dict[str, Any]) -> Figures:
    NUMBER.findall(row["text"])
    return {}


_PASSES, _ENOUGH = 7, 2.0
"""Passes over the documents, and seconds after which there is no further one: other work on the machine only slows."""


def measure(name: str, reader: Callable[[dict[str, Any]], Figures], rows: list[dict[str, Any]]) -> dict[str, Any]:
    """One line of the table; documents a second are of processor time, in the best of some passes."""
    reader(rows[0])
    passes: list[float] = []
    while len(passes) < _PASSES and sum(passes) < _ENOUGH:
        begun = time.process_time()
        answers = [reader(row) for row in rows]
        passes.append(time.process_time() - begun)
    took = min(passes)
    right = wrong = wanted = 0
    for row, have in zip(rows, answers, strict=True):
        want = {(kind, slug): value for kind in ("totals", "deltas") for slug, value in row["truth"][kind].items()}
        hits = sum(1 for key, value in have.items() if want.get(key) == value)
        right, wrong, wanted = right + hits, wrong + len(have) - hits, wanted + len(want)
    speed = round(len(rows) / max(took, 1e-9))
    return {"reader": name, "documents_a_second": speed, "right": right, "wrong": wrong, "wanted": wanted}


def own(count: int) -> list[dict[str, Any]]:
    """Documents of our own, where no corpus lies beside the checkout."""
    rows = []
    for at in range(count):
        troops, tanks, gain = 20_000 + 713 * at, 700 + 17 * at, at % 40
        truth = {"totals": {"personnel": troops, "tanks": tanks, "aircraft": 369}, "deltas": {"tanks": gain}}
        rows.append({"text": OWN.format(troops, tanks, gain), "lang": "en", "truth": truth})
    return rows


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    arguments.add_argument("--json", action="store_true")
    asked = arguments.parse_args()
    lines = asked.corpus.read_text(encoding="utf-8").splitlines() if asked.corpus.is_file() else []
    rows = [json.loads(line) for line in lines] or own(300)
    for row in rows:
        by_reader(row)
    readers = {"reader": by_reader, "quantulum3": by_quantulum, "regex a category": by_regex, "bare scan": by_scan}
    results = []
    for name, reader in readers.items():
        part = rows[:60] if name == "quantulum3" else rows
        try:
            results.append({**measure(name, reader, part), "documents": len(part)})
        except ImportError:
            continue
    if asked.json:
        print(json.dumps({"reading": results}))
        return
    print(f"{'':18s}{'documents':>10s}{'a second':>10s}{'right':>7s}{'wrong':>7s}{'wanted':>8s}")
    for each in results:
        print(
            f"{each['reader']:18s}{each['documents']:10d}{each['documents_a_second']:10d}{each['right']:7d}"
            f"{each['wrong']:7d}{each['wanted']:8d}"
        )


if __name__ == "__main__":
    main()
