#!/usr/bin/env python3
"""Score the reader on the labelled reports beside the checkout: `tools/score.py ../shared`.

Prints the scorer's table and leaves with 1 when a figure is under its target. Without the folder it says so and leaves
with 0, unless SITREP_REQUIRE_SHARED is set.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

TARGETS = {"precision": 0.999, "recall": 0.985, "exact": 0.97, "clean": 1.0, "as_of": 0.97}
"""What `seen.jsonl` must reach: shares of figures, of documents, of negatives, of dated documents."""

_ROW = re.compile(
    r"^all\s.*precision (?P<precision>[\d.]+)\s+recall (?P<recall>[\d.]+).*exact (?P<exact>\d+/\d+)"
    r"\s+clean negatives (?P<clean>\d+/\d+)\s+as_of (?P<as_of>\d+/\d+)",
    re.MULTILINE,
)


def share(text: str) -> float:
    """ "219/229" or "0.9991" as a number."""
    over, _, under = text.partition("/")
    return float(over) / float(under) if under else float(over)


def main(folder: Path) -> int:
    scorer, corpus = folder / "tools" / "score_reports.py", folder / "corpus" / "seen.jsonl"
    if not (scorer.is_file() and corpus.is_file()):
        print(f"no labelled reports in {folder}: nothing to score")
        return 1 if os.environ.get("SITREP_REQUIRE_SHARED") else 0
    command = [sys.executable, "-m", "bot", "parse", "--jsonl"]
    run = subprocess.run(
        [sys.executable, str(scorer), str(corpus), "--", *command], capture_output=True, text=True, check=False
    )
    print(run.stdout, end="")
    print(run.stderr, end="", file=sys.stderr)
    row = _ROW.search(run.stdout)
    if run.returncode or row is None:
        print("the scorer gave no table", file=sys.stderr)
        return 1
    under = [f"{name} {row[name]} < {target}" for name, target in TARGETS.items() if share(row[name]) < target]
    for each in under:
        print(f"under target: {each}", file=sys.stderr)
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared")))
