"""The database, and what the sources have brought into it."""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.checkup.finding import Finding, amiss, fine, watch
from bot.config import Settings
from news.dating import KYIV
from news.memory import Memory, remembered
from news.sources.catalogue import sources
from storage.condition import Condition, condition, integrity
from storage.database import open_database
from storage.moving.snapshot import shown
from storage.schema import HEAD
from storage.tallies import Tallies
from tally.errors import SettingError, StorageError

_LITTLE, _SCARCE = 100 << 20, 1 << 30
"""Bytes left on the disk: a migration or a busy day needs the first, a backup beside the database the second."""

_FAILING = 3
"""Looks in a row; one that fails alone is the web as it is."""

_SILENT = timedelta(days=1)
_STALE = 2
"""Days without a bulletin after which something is likely wrong; it has come every day since 2022."""


async def look_at_database(url: str) -> tuple[list[Finding], bool]:
    """How the database is, and whether it can be read as it stands."""
    try:
        found = await condition(url)
        findings = [_opening(url, found)]
        if found.free is not None:
            findings.append(_room(found.free))
        if found.problem is not None or found.revision != HEAD:
            return findings, False
        if problem := await integrity(url):
            return [*findings, amiss("integrity", problem, "stop the bot and put a backup back: sitrep restore")], False
    except (StorageError, SettingError) as error:
        return [amiss("database", str(error), "see to that first; the bot cannot start")], False
    return [*findings, fine("integrity", "every page, reference and revision is in order")], True


def _opening(url: str, found: Condition) -> Finding:
    where = shown(url)
    if found.problem:
        return amiss("database", f"{where}: {found.problem}", "is DATABASE_URL right?")
    if url.startswith("sqlite") and (blocked := _unwritable(Path(url.removeprefix("sqlite:///")))):
        return amiss("database", f"{where}: we may not write to {blocked}", "give the bot's user that right")
    if found.revision is None:
        return watch("database", f"{where}: nothing is there yet", "it is made when the bot starts")
    if found.outdated:
        todo = "make a backup; `sitrep migrate`, or the next start, brings it up"
        return watch("database", f"{where}: schema {found.revision}, the newest is {HEAD}", todo)
    size = "" if found.size is None else f", {_bytes(found.size)}"
    return fine("database", f"{where}: schema {HEAD}{size}, {found.engine}")


def _unwritable(path: Path) -> Path | None:
    """The file or its folder, where SQLite makes its companions, if we may not write there."""
    there = [path.absolute().parent, *([path] if path.exists() else [])]
    return next(
        (each for each in there if not os.access(each, os.W_OK, effective_ids=os.access in os.supports_effective_ids)),
        None,
    )


def _room(free: int) -> Finding:
    if free < _LITTLE:
        return amiss("disk", f"{_bytes(free)} left", "make room: what does not fit is not kept")
    if free < _SCARCE:
        return watch("disk", f"{_bytes(free)} left", "make room soon")
    return fine("disk", f"{_bytes(free)} left")


def _bytes(number: int) -> str:
    return f"{number / (1 << 30):.1f} GB" if number >= 1 << 30 else f"{number / (1 << 20):.1f} MB"


async def look_at_sources(settings: Settings, now: datetime) -> list[Finding]:
    """How old the newest figures are, and which sources fail, as the last looks left it. Asks nobody."""
    known = sources(settings.feeds)
    async with await open_database(settings.database_url) as database:
        latest = await Tallies(database).latest_day()
        held, _ = await Tallies(database).waiting()
        memories = {each.name: await remembered(each.name, database) for each in known}
    found = [_figures(None if latest is None else (now.astimezone(KYIV).date() - latest).days, f"{latest}")]
    if held:
        found.append(watch("figures", f"{held:,} wait for an operator", "decide on them: sitrep review"))
    gathering = settings.gather if settings.gather is not None else settings.bot_token is not None
    return [*found, *_looks(memories, now)] if gathering else [*found, fine("sources", "are not looked at (GATHER)")]


def _figures(age: int | None, day: str) -> Finding:
    if age is None:
        return watch("figures", "there are none yet", "sitrep import brings in history, sitrep gather the newest")
    if age > _STALE:
        return watch("figures", f"the newest are of {day}, {age} days ago", "sitrep gather --once shows why")
    return fine("figures", f"the newest are of {day}")


def _looks(memories: dict[str, Memory], now: datetime) -> Sequence[Finding]:
    looked = [each.looked_at for each in memories.values() if each.looked_at]
    if not looked:
        return [watch("sources", "none was looked at yet", "the bot does so when it runs; sitrep gather does it now")]
    failing = [
        watch("sources", f"{name} failed {memory.failures} times in a row: {memory.problem}", "it is tried again")
        for name, memory in memories.items()
        if memory.problem and memory.failures >= _FAILING
    ]
    if now - max(looked) > _SILENT:
        failing.append(
            watch("sources", f"none was looked at since {max(looked):%d %b %H:%M} UTC", "is the bot running?")
        )
    return failing or [fine("sources", f"{len(looked)} of {len(memories)} were looked at, none keeps failing")]
