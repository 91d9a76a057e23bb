"""Run every example of README.md and docs/*.md: `python tools/docs [PAGE]...`.

Each page is run in a folder of its own that holds the sample as sitrep.db, one command after the other, as a stranger
would type them. What is printed must be what the page shows (examples.py says how). Nothing asks the network. Leaves
with 1 when anything differs.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from examples import Example, examples

from bot.config import Settings
from bot.sample import furnish
from storage.database import open_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300.0


def main(arguments: list[str]) -> int:
    pages = [Path(each).resolve() for each in arguments] or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    wrong = ran = 0
    for page in pages:
        found = list(examples(page))
        if not found:
            continue
        with tempfile.TemporaryDirectory(prefix="sitrep-docs-") as folder:
            programs = prepared(Path(folder))
            for each in found:
                ran += 1
                wrong += not held(each, Path(folder), programs)
    print(f"{ran} examples, {wrong} wrong")
    return 1 if wrong or not ran else 0


def prepared(folder: Path) -> Path:
    """Put the sample into *folder*, and `sitrep` and `python` into a folder of programs beside it."""
    asyncio.run(_sample(folder / "sitrep.db"))
    programs = folder / ".programs"
    programs.mkdir()
    for name, how in (("sitrep", f'"{sys.executable}" -m bot "$@"'), ("python", f'"{sys.executable}" "$@"')):
        (programs / name).write_text(f"#!/bin/sh\nPYTHONPATH={ROOT} exec {how}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    return programs


async def _sample(path: Path) -> None:
    async with await open_database(f"sqlite:///{path}") as database:
        await furnish(database, datetime.now(UTC))


def held(example: Example, folder: Path, programs: Path) -> bool:
    """Whether *example* does what its page says; what it did instead is printed."""
    ours = {name.upper() for name in Settings.model_fields}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    environment = kept | {"PATH": f"{programs}:{kept['PATH']}", "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(
        ["sh", "-c", example.command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    right = done.returncode == example.leaves and example.fits(done.stdout)
    print(
        f"{'ok   ' if right else 'WRONG'} {example.page.relative_to(ROOT)}:{example.line}: {example.command}",
        flush=True,
    )
    if not right:
        print(f"--- shown (leaves with {example.leaves})\n{example.shown or ''}")
        print(f"--- printed (left with {done.returncode})\n{done.stdout}")
    return right


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
